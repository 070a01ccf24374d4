//! Figures of the law inside an interview: worked out by `domain`, shown in the fields the form names for them.

use std::sync::Arc;

use serde_json::Value;
use teren_domain::assess::{Assessment, assess};
use teren_domain::criteria::OfficeParameters;
use teren_domain::facts::{InterviewFacts, ReportFacts};
use teren_domain::reminder::{HelpEnded, RulingBrought};
use teren_domain::revision::{Knowledge, StructureVersion, parameters_on};
use teren_domain::{Month, income};
use teren_questionnaire::Answers;

use crate::clock::local_date;
use crate::contract::{ComputedView, Problem};
use crate::help_ended::said_of_help;
use crate::interview::Editing;
use crate::session::Open;
use crate::terms::last_ruling;
use crate::writing::{Writing, json};

/// What an interview's figures rest on besides its answers.
#[derive(Debug, Clone, Default)]
pub(crate) struct Grounds {
    pub reports: Vec<ReportFacts>,
    /// What the case says of its clocks: the last word on the ruling, and every word on help that ended.
    pub ruling: Option<RulingBrought>,
    pub help_ended: Vec<HelpEnded>,
    versions: Arc<Vec<StructureVersion>>,
    known: Knowledge,
}

impl Grounds {
    /// The centre's own parameters by which these facts are measured.
    pub fn parameters(&self, facts: &InterviewFacts) -> OfficeParameters {
        let applied = facts.applied().unwrap_or(self.known.on);
        parameters_on(&self.versions, applied, self.known)
    }

    /// The same for an interview approved then: what was decided since changes nothing in it.
    pub fn of_approved(&self, approved_ms: i64) -> Self {
        Self {
            known: Knowledge {
                on: local_date(approved_ms),
                approved_ms: Some(approved_ms),
            },
            ..self.clone()
        }
    }

    /// What the law works out of these facts.
    pub fn assess(&self, facts: &InterviewFacts) -> Assessment {
        assess(facts, &self.parameters(facts))
    }
}

impl Editing {
    /// Field and value of every figure that nobody has overridden; figures that cannot be worked out yet are left out.
    pub(crate) fn figures(&self, answers: &Answers) -> Vec<(String, Value)> {
        let assessment = self.grounds.assess(&self.facts(answers));
        let Ok(assessment) = serde_json::to_value(assessment) else {
            return Vec::new();
        };
        let root = self.records.get(self.document);
        let overridden = |field: &str| root.is_some_and(|root| root.answer(field).is_some());
        let figures = self
            .form
            .figures()
            .iter()
            .filter(|figure| !overridden(&figure.field));
        let valued = figures.filter_map(|figure| {
            let pointer = format!("/{}", figure.figure.replace('.', "/"));
            let value = assessment
                .pointer(&pointer)
                .filter(|value| !value.is_null())?;
            Some((figure.field.clone(), value.clone()))
        });
        valued.collect()
    }

    /// The month whose income counts; only an update asks for it.
    pub(crate) fn income_month(&self, answers: &Answers) -> Option<Month> {
        self.earlier.as_ref()?;
        let facts = self.facts(answers);
        let household = income::household(&facts.persons);
        let applied = facts.applied()?;
        let (month, _) = income::income_month(applied, &facts.income_lost, &household);
        Some(month)
    }

    /// These answers as the law reads them, with the report they follow.
    pub(crate) fn facts(&self, answers: &Answers) -> InterviewFacts {
        crate::report::facts(&self.form, answers, &self.grounds.reports)
    }

    pub(crate) fn figure_views(&self, answers: &Answers) -> Vec<ComputedView> {
        let figures = self.figures(answers).into_iter();
        let views = figures.map(|(field, value)| ComputedView {
            record: self.document,
            text: self
                .form
                .value_text(teren_questionnaire::INTERVIEW, &field, &value),
            field,
            value,
        });
        views.collect()
    }
}

impl Open {
    /// Writes the figures down as they stand, so that the approved content holds what was shown.
    pub(crate) fn keep_figures(&mut self, editing: &Editing, now_ms: i64) -> Result<(), Problem> {
        let mut writing = Writing::new(editing.case, editing.document, &editing.form_name);
        for (field, value) in editing.figures(&editing.answers()) {
            let kind = teren_questionnaire::INTERVIEW;
            if let Some(category) = editing.form.category_of(kind, &field) {
                writing.put(category, editing.document, &field, json(&value));
            }
        }
        writing.commit(self, now_ms)
    }

    pub(crate) fn grounds(&mut self, case: uuid::Uuid) -> Result<Grounds, Problem> {
        let records = self.case_records(case)?;
        Ok(Grounds {
            reports: crate::report::reports_of(&records),
            ruling: last_ruling(&records),
            help_ended: said_of_help(&records),
            versions: Arc::clone(&self.directory.versions),
            known: Knowledge {
                on: self.today,
                approved_ms: None,
            },
        })
    }
}
