//! The list of documents that were taken in, with the copies attached to the interview, as its paper shows it.

use chrono::NaiveDate;
use teren_domain::documents::DocumentForm;
use teren_domain::facts::InterviewFacts;
use teren_domain::noted;
use teren_print::{Clause, CopyRow, NotedDocuments, NotedRow};
use teren_store::DocumentState;

use crate::attachments;
use crate::interview::Editing;
use crate::session::Open;

/// What a copy is that nobody certified.
const PLAIN_COPY: &str = "kopia robocza, niepoświadczona";

impl Open {
    /// What was taken in for an interview; `client` is its name on the paper.
    pub(crate) fn noted(
        &self,
        editing: &Editing,
        state: &DocumentState,
        facts: &InterviewFacts,
        client: String,
        today: NaiveDate,
    ) -> NotedDocuments {
        let all = noted::all(facts, today);
        let whose = |id| {
            let person = facts.persons.iter().find(|person| person.id == id);
            person.map(crate::law::name).unwrap_or_default()
        };
        let rows = all.iter().map(|noted| NotedRow {
            document: noted.name.clone(),
            person: noted.seen.person.map(whose).unwrap_or_default(),
            form: noted.form.map(|form| form.name.clone()).unwrap_or_default(),
            number: noted.seen.number.clone().unwrap_or_default(),
            date: noted.seen.date,
            seen_by: noted.seen.seen_by.clone().unwrap_or_default(),
        });
        let copies = attachments::of(&editing.records);
        let copies = copies.map(|(record, record_kind, row)| CopyRow {
            form: attachments::form_told(&row).unwrap_or_else(|| PLAIN_COPY.to_owned()),
            date: row.added_on.parse().ok(),
            by: self.author_of(state, record_kind, record),
            title: row.title,
        });
        NotedDocuments {
            client,
            rows: rows.collect(),
            copies: copies.collect(),
            clauses: clauses(&all),
        }
    }
}

/// The clauses of the forms that occur, each once, in the order of their first document.
fn clauses(all: &[noted::Noted<'_>]) -> Vec<Clause> {
    let mut forms: Vec<&DocumentForm> = Vec::new();
    for form in all.iter().filter_map(|noted| noted.form) {
        if !forms.contains(&form) {
            forms.push(form);
        }
    }
    let clauses = forms.into_iter().filter_map(|form| {
        Some(Clause {
            form: form.name.clone(),
            text: form.clause.clone()?,
            basis: form.basis.clone(),
            signed: form.signed.clone(),
        })
    });
    clauses.collect()
}
