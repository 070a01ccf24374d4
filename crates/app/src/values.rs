//! Current answers of a document, taken together from the streams this seat holds.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde_json::Value;
use teren_ledger::{DELETED_FIELD, LiveValue, RECORD_FIELD, ROW_FIELD};
use teren_questionnaire::Record;
use teren_store::{DocumentState, Draft};
use uuid::Uuid;

/// Records of one document with one value per answer; where several stand, the one written last is shown
/// and the conflict is listed apart.
#[derive(Debug, Clone, Default)]
pub(crate) struct Records(pub BTreeMap<Uuid, Record>);

impl Records {
    /// Reads the streams and lays the durable drafts over them.
    pub fn of(document: &DocumentState, drafts: &[Draft]) -> Self {
        let mut records = Self::default();
        for answer in document.answers() {
            let latest = answer
                .values
                .iter()
                .max_by_key(|value| (value.written.map(|written| written.stamp), value.value.dot));
            if let Some(value) = latest.and_then(|value| parse(value.value)) {
                records.put(answer.record, answer.field, value);
            }
        }
        for draft in drafts {
            if let Ok(value) = serde_json::from_slice(&draft.value) {
                records.put(draft.record, &draft.field, value);
            }
        }
        records
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
            DELETED_FIELD => entry.deleted |= value == Value::Bool(true),
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

fn parse(value: &LiveValue) -> Option<Value> {
    serde_json::from_slice(&value.value).ok()
}

fn text(value: &Value, name: &str) -> String {
    value
        .get(name)
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned()
}
