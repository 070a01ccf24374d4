//! Current answers of a document, taken together from the streams this seat holds. An answer that came in another
//! category than its field's is not believed, whoever sent it: it would pass for something it is not.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde_json::Value;
use teren_domain::{Category, workflow};
use teren_ledger::{DELETED_FIELD, RECORD_FIELD, ROW_FIELD};
use teren_questionnaire::{Form, Record};
use teren_store::{Answer, AnswerValue, DocumentState, Draft};
use uuid::Uuid;

/// Records of one document with one value per answer; where several stand, the one written last is shown
/// and the conflict is listed apart.
#[derive(Debug, Clone, Default)]
pub(crate) struct Records(pub BTreeMap<Uuid, Record>);

/// What says which category an answer of a document belongs to.
#[derive(Clone, Copy)]
pub(crate) enum Fields<'a> {
    /// The case's own document.
    Case,
    /// An interview in its form.
    Interview(&'a Form),
}

impl Fields<'_> {
    fn believed(self, record_kind: &str, field: &str, category: u8) -> bool {
        let places = match self {
            Self::Case => workflow::places(record_kind, field),
            Self::Interview(form) => form.places(record_kind, field),
        };
        (places.iter()).any(|place| place.number() == category)
    }
}

impl Records {
    /// Reads the streams and lays the durable drafts over them.
    pub fn of(document: &DocumentState, drafts: &[Draft], fields: Fields<'_>) -> Self {
        let mut records = Self::default();
        let (openings, answers): (Vec<_>, Vec<_>) =
            (document.answers()).partition(|answer| answer.field == RECORD_FIELD);
        // Streams give answers in no order: a removal comes last, so that the row it removes does not bring the record back.
        let (removals, answers): (Vec<_>, Vec<_>) =
            (answers.into_iter()).partition(|answer| answer.field == DELETED_FIELD);
        for answer in openings.into_iter().chain(answers).chain(removals) {
            let Some(value) = latest(&answer) else {
                continue;
            };
            let kind = if answer.field == RECORD_FIELD {
                Some(text(&value, "kind"))
            } else {
                records.get(answer.record).map(|record| record.kind.clone())
            };
            if kind.is_some_and(|kind| fields.believed(&kind, answer.field, answer.category)) {
                records.put_part(
                    (answer.record, answer.field),
                    answer.category,
                    value,
                    fields,
                );
            }
        }
        for draft in drafts {
            if let Ok(value) = serde_json::from_slice(&draft.value) {
                records.put_part((draft.record, &draft.field), draft.category, value, fields);
            }
        }
        records
    }

    /// The same of an interview in its form.
    pub fn of_interview(document: &DocumentState, drafts: &[Draft], form: &Form) -> Self {
        Self::of(document, drafts, Fields::Interview(form))
    }

    /// Sets what stands in one category of an answer; the parts in its others stay.
    fn put_part(
        &mut self,
        (record, field): (Uuid, &str),
        category: u8,
        part: Value,
        fields: Fields<'_>,
    ) {
        let known = self.get(record);
        let value = match (fields, known, Category::from_number(category)) {
            (Fields::Interview(form), Some(known), Some(category)) => {
                let whole = known.answers.get(field);
                form.joined((&known.kind, field), category, whole, part)
            }
            _ => part,
        };
        self.put(record, field, value);
    }

    /// Sets one answer; structural fields go to the record itself.
    pub fn put(&mut self, record: Uuid, field: &str, value: Value) {
        let entry = self
            .0
            .entry(record)
            .or_insert_with(|| Record::new(record, "", None, 0));
        match field {
            RECORD_FIELD => {
                entry.open(&value);
                if let Some(form) = value.get("form") {
                    entry.answers.insert("form".to_owned(), form.clone());
                }
            }
            DELETED_FIELD => entry.deleted = value == Value::Bool(true),
            ROW_FIELD if value.is_null() => entry.deleted = true,
            _ => {
                if field == ROW_FIELD {
                    entry.deleted = false;
                }
                entry.answers.insert(field.to_owned(), value);
            }
        }
    }

    pub fn get(&self, record: Uuid) -> Option<&Record> {
        self.0.get(&record)
    }

    /// One answer, read as a type.
    pub fn read<T: DeserializeOwned>(&self, record: Uuid, field: &str) -> Option<T> {
        serde_json::from_value(self.get(record)?.answer(field)?.clone()).ok()
    }

    /// Text of an answer, empty when there is none.
    pub fn text(&self, record: Uuid, field: &str) -> String {
        self.read(record, field).unwrap_or_default()
    }

    /// Records of a kind that are not deleted, in order.
    pub fn of_kind<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Record> {
        let mut found: Vec<&Record> = self
            .0
            .values()
            .filter(move |record| record.kind == kind && !record.deleted)
            .collect();
        found.sort_by_key(|record| (record.order, record.id));
        found.into_iter()
    }

    /// Values of one field of every record of a kind, read as a type.
    pub fn rows<'a, T: DeserializeOwned + 'a>(
        &'a self,
        kind: &'a str,
        field: &'a str,
    ) -> impl Iterator<Item = (Uuid, T)> + 'a {
        self.of_kind(kind)
            .filter_map(move |record| Some((record.id, self.read(record.id, field)?)))
    }

    /// As the questionnaire takes them.
    pub fn answers(&self) -> teren_questionnaire::Answers {
        teren_questionnaire::Answers::new(
            self.0
                .values()
                .filter(|record| !record.kind.is_empty())
                .cloned()
                .collect(),
        )
    }
}

/// The value written last.
fn latest(answer: &Answer<'_>) -> Option<Value> {
    let written = |value: &&AnswerValue<'_>| {
        let stamp = value.written.map(|written| written.stamp);
        (stamp, value.value.dot)
    };
    let value = answer.values.iter().max_by_key(written)?;
    serde_json::from_slice(&value.value.value).ok()
}

fn text(value: &Value, name: &str) -> String {
    value
        .get(name)
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned()
}
