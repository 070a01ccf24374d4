//! What the law and the centre's rules say of an interview as this seat holds it: the figures behind the screens.

use teren_domain::assess::Assessment;
use teren_domain::criteria::OfficeParameters;
use teren_domain::facts::InterviewFacts;
use teren_domain::structure::Structure;
use teren_domain::tolerance::Tolerance;
use teren_domain::workflow::{Receipt, Reporter, Route, field, kind};
use teren_ledger::ROW_FIELD;
use teren_questionnaire::Change;
use uuid::Uuid;

use crate::App;
use crate::contract::{Problem, ProblemCode};
use crate::interview::Editing;

/// An interview with its case's report, and what follows from them.
#[derive(Debug, Clone)]
pub struct Findings {
    pub facts: InterviewFacts,
    pub assessment: Assessment,
    /// By which it was measured.
    pub parameters: OfficeParameters,
    pub structure: Structure,
    /// As the office wrote them, in its order; empty before it has the approved interview.
    pub routes: Vec<Route>,
    pub receipt: Option<Receipt>,
    /// `None` where this seat may not know who reported.
    pub reporter_consents: Option<bool>,
    /// What an update says of the interview that it starts from; `None` where there is none, or this seat does not hold it.
    pub update: Option<UpdateFindings>,
}

/// An update beside the interview that it starts from.
#[derive(Debug, Clone)]
pub struct UpdateFindings {
    pub based_on: Uuid,
    /// In the order of the form.
    pub changes: Vec<Change>,
    /// `None` while one of the two incomes cannot be worked out.
    pub tolerance: Option<Tolerance>,
}

impl App {
    /// Facts, figures and routes of an interview.
    pub fn findings(&self, document: Uuid) -> Result<Findings, Problem> {
        self.with(|open| {
            let state = open.store.document(document)?;
            let editing = Editing::load(open, &state)?;
            let case = open.case_records(editing.case)?;
            let structure = open
                .directory
                .structure
                .clone()
                .ok_or_else(|| Problem::of(ProblemCode::NotFound))?;
            let facts = editing.facts(&editing.answers());
            let parameters = editing.grounds.parameters(&facts);
            let assessment = editing.grounds.assess(&facts);
            let update = editing.earlier.as_ref().map(|earlier| UpdateFindings {
                based_on: earlier.document,
                changes: editing.changes(),
                tolerance: assessment.tolerance(&earlier.assessment(&editing)),
            });
            let routes = case
                .rows::<Route>(kind::ROUTE, ROW_FIELD)
                .map(|(_, route)| route);
            let mut receipts = case
                .rows::<Receipt>(kind::RECEIPT, ROW_FIELD)
                .map(|(_, receipt)| receipt);
            let reporter = case.rows::<Reporter>(kind::REPORT, field::REPORTER).next();
            Ok(Findings {
                assessment,
                parameters,
                update,
                routes: routes.filter(|route| route.document == document).collect(),
                receipt: receipts.find(|receipt| receipt.document == document),
                reporter_consents: reporter.map(|(_, reporter)| reporter.consents_to_disclosure),
                facts,
                structure,
            })
        })
    }
}
