//! Current answers of a document out of its streams, as the questionnaire takes them.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde_json::Value;
use teren_domain::Category;
use teren_ledger::{DELETED_FIELD, RECORD_FIELD, ROW_FIELD, StreamState};
use teren_questionnaire::{Answers, Record};
use uuid::Uuid;

use crate::fields::Fields;

/// Answers of one document as its streams hold them, whoever wrote them and wherever.
#[derive(Debug, Default)]
pub(crate) struct Gathered(Vec<Held>);

#[derive(Debug)]
struct Held {
    record: Uuid,
    field: String,
    category: u8,
    value: Value,
    /// Several different values stand.
    torn: bool,
}

impl Gathered {
    /// Adds the answers of one stream. Of several values the one of the greatest dot is taken, and the conflict noted.
    pub fn add(&mut self, category: u8, state: &StreamState) {
        for (record, field, values) in state.answers() {
            let torn = values
                .split_first()
                .is_some_and(|(first, rest)| rest.iter().any(|value| value.value != first.value));
            let latest = values.iter().max_by_key(|value| value.dot);
            if let Some(Ok(value)) = latest.map(|value| serde_json::from_slice(&value.value)) {
                self.0.push(Held {
                    record,
                    field: field.to_owned(),
                    category,
                    value,
                    torn,
                });
            }
        }
    }

    /// The records; an answer outside the category of its field is not believed.
    pub fn records(self, fields: Fields<'_>) -> Records {
        let mut records = Records::default();
        let (openings, answers): (Vec<Held>, Vec<Held>) =
            (self.0.into_iter()).partition(|held| held.field == RECORD_FIELD);
        for held in openings.into_iter().chain(answers) {
            let kind = if held.field == RECORD_FIELD {
                kind_in(&held.value)
            } else {
                (records.records.get(&held.record)).map(|record| record.kind.clone())
            };
            let category = Category::from_number(held.category);
            if let (Some(kind), Some(category)) = (kind, category)
                && fields.believed(&kind, &held.field, category)
            {
                records.conflict |= held.torn;
                let known = records.records.get(&held.record);
                let whole = known.and_then(|record| record.answers.get(&held.field));
                let value = fields.joined((&kind, &held.field), category, whole, held.value);
                records.put(held.record, &held.field, value);
            }
        }
        records
    }
}

/// The kind that an opening of a record declares.
pub(crate) fn kind_in(opening: &Value) -> Option<String> {
    Some(opening.get("kind")?.as_str()?.to_owned())
}

/// The form that the root of a document names.
pub(crate) fn form_in(opening: &Value) -> Option<String> {
    Some(opening.get("form")?.as_str()?.to_owned())
}

/// Records of one document.
#[derive(Debug, Default)]
pub(crate) struct Records {
    records: BTreeMap<Uuid, Record>,
    /// Some answer has several different values.
    pub conflict: bool,
}

impl Records {
    fn put(&mut self, id: Uuid, field: &str, value: Value) {
        let record = self
            .records
            .entry(id)
            .or_insert_with(|| Record::new(id, "", None, 0));
        match field {
            RECORD_FIELD => record.open(&value),
            DELETED_FIELD => record.deleted = value == Value::Bool(true),
            ROW_FIELD if value.is_null() => record.deleted = true,
            _ => {
                record.answers.insert(field.to_owned(), value);
            }
        }
    }

    pub fn get(&self, record: Uuid) -> Option<&Record> {
        self.records.get(&record)
    }

    /// Records of a kind that are not deleted.
    pub fn of_kind<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Record> {
        let all = self.records.values();
        all.filter(move |record| record.kind == kind && !record.deleted)
    }

    /// One answer, read as a type.
    pub fn read<T: DeserializeOwned>(record: &Record, field: &str) -> Option<T> {
        serde_json::from_value(record.answer(field)?.clone()).ok()
    }

    pub fn answers(self) -> Answers {
        let known = self.records.into_values();
        Answers::new(known.filter(|record| !record.kind.is_empty()).collect())
    }
}
