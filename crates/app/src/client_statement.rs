//! The client's statement on an approved interview (art. 107 ust. 5g u.p.s.): signed, refused, or noted by § 6.

use chrono::NaiveDate;
use teren_domain::correction::{self, ClientStatement};
use teren_domain::workflow::{field, kind};
use teren_ledger::ROW_FIELD;
use uuid::Uuid;

use crate::App;
use crate::card::Card;
use crate::clock::local_text;
use crate::contract::{
    Problem, ProblemCode, StandingView, StatementInput, StatementOutcome, StatementView,
};
use crate::session::Open;
use crate::values::Records;
use crate::writing::Writing;

impl App {
    /// Writes down what became of the statement on the paper; the last word counts.
    pub fn record_statement(
        &self,
        document: Uuid,
        given: &StatementInput,
    ) -> Result<StandingView, Problem> {
        let now_ms = self.now_ms();
        if given.on.parse::<NaiveDate>().is_err() {
            return Err(Problem::of(ProblemCode::InvalidInput).with("field", "on"));
        }
        self.with(|open| {
            let state = open.store.document(document)?;
            let case = state.case;
            if state.seals.is_empty() {
                return Err(Problem::of(ProblemCode::Incomplete));
            }
            if !open.approves(&state)? {
                return Err(Problem::of(ProblemCode::NotAllowed));
            }
            let row = ClientStatement {
                document,
                outcome: given.outcome.into(),
                on: given.on.clone(),
                by: open.person,
                at_ms: now_ms,
            };
            let record = Uuid::now_v7();
            let mut writing = Writing::new(case, case, "");
            writing.open(record, kind::STATEMENT, Some(case), 0);
            writing.add(kind::STATEMENT, record, ROW_FIELD, &row);
            if !given.note.trim().is_empty() {
                writing.add(kind::STATEMENT, record, field::NOTE, &given.note.trim());
            }
            writing.commit(open, now_ms)?;
            open.standing_view(document)
        })
    }
}

impl Open {
    pub(crate) fn statement_view(
        &self,
        card: &Card,
        records: &Records,
        document: Uuid,
    ) -> Option<StatementView> {
        let (id, row) = card.statement(document)?;
        Some(StatementView {
            outcome: row.outcome.into(),
            on: row.on.clone(),
            note: records.text(*id, field::NOTE),
            by: self.directory.name(row.by),
            at: local_text(row.at_ms),
        })
    }
}

impl Card {
    /// The last word on the statement of this version.
    fn statement(&self, document: Uuid) -> Option<&(Uuid, ClientStatement)> {
        let mut statements = self.said.statements.iter().rev();
        statements.find(|(_, row)| row.document == document)
    }

    /// Whether the version that counts was approved, takes a statement, and has none.
    pub fn statement_missing(&self, document: Uuid) -> bool {
        let approved = self.interview(document);
        let approved =
            approved.is_some_and(|one| one.sealed.is_some() && one.form.starts_with("part-"));
        approved && self.valid(document) == Some(document) && self.statement(document).is_none()
    }
}

macro_rules! same_outcomes {
    ($($outcome:ident),*) => {
        impl From<StatementOutcome> for correction::StatementOutcome {
            fn from(outcome: StatementOutcome) -> Self { match outcome { $(StatementOutcome::$outcome => Self::$outcome),* } }
        }
        impl From<correction::StatementOutcome> for StatementOutcome {
            fn from(outcome: correction::StatementOutcome) -> Self { match outcome { $(correction::StatementOutcome::$outcome => Self::$outcome),* } }
        }
    };
}
same_outcomes!(Signed, Refused, HealthForbids);
