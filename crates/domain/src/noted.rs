//! Documents that were taken in (okazano, kopia, oświadczenie): what each is called, what is still to be written of it, and what may
//! not be kept.

use chrono::NaiveDate;

use crate::attachment;
use crate::documents::{self, DocumentForm};
use crate::facts::{DocumentSeen, InterviewFacts};

/// One document that was taken in.
#[derive(Debug, Clone, PartialEq)]
pub struct Noted<'a> {
    pub seen: &'a DocumentSeen,
    /// Polish name by its point; what the worker wrote where the point has none.
    pub name: String,
    /// In what form; `None` while nobody said.
    pub form: Option<&'static DocumentForm>,
    /// What is still to be written of it.
    pub lacks: Vec<Lack>,
    /// Why no copy of it may be kept, in Polish; `None` where none is, or one may.
    pub refused: Option<&'static str>,
}

/// What is to be known of every document that was taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    Form,
    Date,
    SeenBy,
}

impl Lack {
    /// What is missing, in Polish.
    #[must_use]
    pub const fn text_pl(self) -> &'static str {
        match self {
            Self::Form => "czy okazano oryginał, czy przyjęto kopię lub oświadczenie",
            Self::Date => "data",
            Self::SeenBy => "kto przyjął",
        }
    }
}

/// The documents that were taken in, in their order, by the law of the application's day; without one, of `today`.
#[must_use]
pub fn all(facts: &InterviewFacts, today: NaiveDate) -> Vec<Noted<'_>> {
    let day = facts.applied().unwrap_or(today);
    let written = facts.documents.iter();
    let written = written.filter(|seen| !seen.point.is_empty() || seen.kind.is_some());
    written.map(|seen| noted(seen, day)).collect()
}

fn noted(seen: &DocumentSeen, day: NaiveDate) -> Noted<'_> {
    let said = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.trim().is_empty());
    let form = seen.form.as_deref();
    let form = form.and_then(|form| documents::form_of(form, day));
    let lacking = [
        (Lack::Form, form.is_none()),
        (Lack::Date, seen.date.is_none()),
        (Lack::SeenBy, !said(&seen.seen_by)),
    ];
    let lacks = lacking.into_iter().filter(|(_, lacks)| *lacks);
    let copied = form.is_some_and(|form| form.copy);
    let kind = attachment::kind_of(&seen.point, day).filter(|_| copied);
    Noted {
        seen,
        name: name_of(seen),
        form,
        lacks: lacks.map(|(lack, _)| lack).collect(),
        refused: kind.and_then(|kind| kind.refused.as_deref()),
    }
}

fn name_of(seen: &DocumentSeen) -> String {
    let mut rules = documents::table().iter();
    let rule = rules.find(|rule| rule.point == seen.point);
    let mut kinds = attachment::table().iter();
    let kind = kinds.find(|kind| kind.point == seen.point);
    let listed = rule.map(|rule| &rule.name);
    let listed = listed.or_else(|| kind.map(|kind| &kind.name));
    let written = seen.kind.as_ref().filter(|kind| !kind.trim().is_empty());
    match (listed, written) {
        (Some(listed), Some(written)) => format!("{listed} – {}", written.trim()),
        (Some(listed), None) => listed.clone(),
        (None, written) => written.cloned().unwrap_or_default(),
    }
}
