//! Current answers of a document out of its streams, as the questionnaire takes them.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde_json::Value;
use teren_ledger::{DELETED_FIELD, RECORD_FIELD, ROW_FIELD, StreamState};
use teren_questionnaire::{Answers, Record};
use uuid::Uuid;

/// Records of one document.
#[derive(Debug, Default)]
pub(crate) struct Records {
    records: BTreeMap<Uuid, Record>,
    /// Some answer has several different values.
    pub conflict: bool,
}

impl Records {
    /// Adds the answers of one stream. Of several values the one of the greatest dot is taken, and the conflict noted.
    pub fn add(&mut self, state: &StreamState) {
        for (record, field, values) in state.answers() {
            if let Some((first, rest)) = values.split_first() {
                self.conflict |= rest.iter().any(|value| value.value != first.value);
            }
            let latest = values.iter().max_by_key(|value| value.dot);
            if let Some(Ok(value)) = latest.map(|value| serde_json::from_slice(&value.value)) {
                self.put(record, field, value);
            }
        }
    }

    fn put(&mut self, id: Uuid, field: &str, value: Value) {
        let record = self
            .records
            .entry(id)
            .or_insert_with(|| Record::new(id, "", None, 0));
        match field {
            RECORD_FIELD => {
                let text = |name: &str| value.get(name).and_then(Value::as_str);
                record.kind = text("kind").unwrap_or_default().to_owned();
                record.parent = text("parent").and_then(|id| id.parse().ok());
                let order = value.get("order").and_then(Value::as_i64);
                record.order = order.and_then(|order| order.try_into().ok()).unwrap_or(0);
            }
            DELETED_FIELD => record.deleted |= value == Value::Bool(true),
            ROW_FIELD if value.is_null() => record.deleted = true,
            _ => {
                record.answers.insert(field.to_owned(), value);
            }
        }
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
