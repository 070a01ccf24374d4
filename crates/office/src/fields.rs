//! In which category an answer may stand. The sender names a category; what the forms and the vocabulary of the
//! case say of the field decides, in writing and again in reading.

use std::collections::BTreeMap;

use serde_json::Value;
use teren_domain::Category;
use teren_domain::decision::{DECISION, Decision, is_undone_field};
use teren_domain::workflow::{self, kind};
use teren_ledger::{BorrowedWrite, DELETED_FIELD, RECORD_FIELD, ROW_FIELD};
use teren_questionnaire::Form;

/// Kinds of records in the case's own document that laptops write.
const CASE_KINDS: [&str; 17] = [
    kind::CASE,
    kind::REPORT,
    kind::ATTEMPT,
    kind::NOTE,
    kind::RETURN,
    kind::PIN,
    kind::VALID_SEAL,
    kind::TAKEN_BACK,
    kind::PLAN_APPROVAL,
    kind::STATEMENT,
    kind::RULING_BROUGHT,
    kind::HELP_ENDED,
    kind::ASSISTANCE,
    kind::SUGGESTION,
    kind::FAMILY_VISIT,
    kind::VOICE_NOTE,
    kind::HAND_OVER,
];

/// The fields of one sort of document.
#[derive(Clone, Copy)]
pub(crate) enum Fields<'a> {
    /// The case's own document.
    Case,
    /// An interview, of any form known here.
    Interview(&'a BTreeMap<String, Form>),
}

impl<'a> Fields<'a> {
    /// The fields of the case's own document, or of an interview.
    pub const fn of(in_case: bool, forms: &'a BTreeMap<String, Form>) -> Self {
        if in_case {
            Self::Case
        } else {
            Self::Interview(forms)
        }
    }
}

impl Fields<'_> {
    /// Where a field of a kind may be written; empty when nobody here knows it.
    fn places(self, record_kind: &str, field: &str) -> Vec<Category> {
        let mut places = self.read_places(record_kind, field);
        if let Self::Interview(forms) = self
            && field == DELETED_FIELD
        {
            // A removal is written into every category the record has answers in.
            places.extend(
                forms
                    .values()
                    .flat_map(|form| form.categories_of(record_kind)),
            );
        }
        places
    }

    /// Where a field of a kind is believed.
    fn read_places(self, record_kind: &str, field: &str) -> Vec<Category> {
        match self {
            Self::Case => workflow::places(record_kind, field),
            Self::Interview(forms) => {
                let places = forms.values().map(|form| form.places(record_kind, field));
                places.flatten().collect()
            }
        }
    }

    fn kinds(self) -> Vec<String> {
        match self {
            Self::Case => CASE_KINDS.map(str::to_owned).to_vec(),
            Self::Interview(forms) => {
                let kinds = forms.values().flat_map(Form::record_kinds);
                kinds.map(str::to_owned).collect()
            }
        }
    }

    /// Whether an answer may be written into a category. What no form here asks for belongs to a newer one and
    /// is kept unseen; what some form asks for stands where that form puts it, under whatever kind it comes.
    pub fn may_stand(self, record_kind: Option<&str>, field: &str, category: Category) -> bool {
        if matches!(self, Self::Interview(_)) && record_kind == Some(DECISION) {
            // It stands beside the answer it speaks of, wherever that is: see `speaks_of_its_own`.
            return matches!(field, RECORD_FIELD | ROW_FIELD) || is_undone_field(field);
        }
        let places = record_kind.map_or_else(Vec::new, |known| self.places(known, field));
        if !places.is_empty() {
            return places.contains(&category);
        }
        let kinds = self.kinds();
        if field != RECORD_FIELD
            && record_kind.is_some_and(|known| kinds.iter().any(|kind| kind == known))
        {
            // A known record with a field of a newer form: no reader here looks at it.
            return true;
        }
        let mut anywhere = (kinds.iter())
            .flat_map(|kind| self.places(kind, field))
            .peekable();
        anywhere.peek().is_none() || anywhere.any(|place| place == category)
    }

    /// Whether every word of an answer may stand in a category, whoever's form it is.
    pub fn words_stand(
        self,
        record_kind: Option<&str>,
        field: &str,
        category: Category,
        value: &[u8],
    ) -> bool {
        let (Self::Interview(forms), Some(kind)) = (self, record_kind) else {
            return true;
        };
        let mut forms = forms.values().filter(|form| form.in_parts(kind, field));
        forms.all(|form| {
            let value = serde_json::from_slice(value);
            value.map_or(true, |value| {
                form.words_stand(kind, field, category, &value)
            })
        })
    }

    /// The answer with what stands in one of its categories put in its place.
    pub fn joined(
        self,
        (record_kind, field): (&str, &str),
        category: Category,
        whole: Option<&Value>,
        part: Value,
    ) -> Value {
        let Self::Interview(forms) = self else {
            return part;
        };
        let mut asking = forms.values();
        let asking = asking.find(|form| form.in_parts(record_kind, field));
        match asking {
            Some(form) => form.joined((record_kind, field), category, whole, part),
            None => part,
        }
    }

    /// Whether an answer with its words, and what a decision speaks of, may stand in a category.
    pub fn takes<'a>(
        self,
        record_kind: Option<&str>,
        write: &BorrowedWrite<'_>,
        category: Category,
        kind_of: impl Fn(uuid::Uuid) -> Option<&'a str>,
    ) -> bool {
        (record_kind != Some(DECISION) || self.speaks_of_its_own(write, category, kind_of))
            && self.may_stand(record_kind, write.field, category)
            && self.words_stand(record_kind, write.field, category, write.value)
    }

    /// Whether a decision speaks of an answer of the category it stands in. `kind_of` knows the document's records.
    pub fn speaks_of_its_own<'a>(
        self,
        write: &BorrowedWrite<'_>,
        category: Category,
        kind_of: impl Fn(uuid::Uuid) -> Option<&'a str>,
    ) -> bool {
        if write.field != ROW_FIELD {
            return true;
        }
        let Ok(decision) = serde_json::from_slice::<Decision>(write.value) else {
            return false;
        };
        self.may_stand(kind_of(decision.record), &decision.field, category)
    }

    /// Whether a reader believes an answer that stands in a category.
    pub fn believed(self, record_kind: &str, field: &str, category: Category) -> bool {
        self.read_places(record_kind, field).contains(&category)
    }
}
