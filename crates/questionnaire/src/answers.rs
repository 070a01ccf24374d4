//! The answers of one interview as its records hold them.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;
use uuid::Uuid;

/// The interview itself, a household member, or a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    pub id: Uuid,
    pub kind: String,
    /// `None` only for the interview's root record.
    pub parent: Option<Uuid>,
    /// Place among the records of its kind; equal places are ordered by id.
    pub order: i32,
    pub deleted: bool,
    /// Answers by field id; `null` means the answer was cleared.
    pub answers: BTreeMap<String, Value>,
}

impl Record {
    /// A record without answers.
    #[must_use]
    pub fn new(id: Uuid, kind: &str, parent: Option<Uuid>, order: i32) -> Self {
        Self {
            id,
            kind: kind.to_owned(),
            parent,
            order,
            deleted: false,
            answers: BTreeMap::new(),
        }
    }

    /// The answer, unless it is absent or cleared.
    #[must_use]
    pub fn answer(&self, field: &str) -> Option<&Value> {
        self.answers.get(field).filter(|value| !value.is_null())
    }
}

/// All records of one interview, ordered by (`order`, `id`).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answers {
    records: Vec<Record>,
}

impl Answers {
    /// Takes records in any order.
    #[must_use]
    pub fn new(mut records: Vec<Record>) -> Self {
        records.sort_by_key(|record| (record.order, record.id));
        Self { records }
    }

    /// Every record, removed ones too.
    #[must_use]
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// The records that count: neither they nor a record above them was removed.
    pub fn living(&self) -> impl Iterator<Item = &Record> {
        let any_removed = self.records.iter().any(|record| record.deleted);
        let parents: HashMap<Uuid, (Option<Uuid>, bool)> = if any_removed {
            let place = |record: &Record| (record.id, (record.parent, record.deleted));
            self.records.iter().map(place).collect()
        } else {
            HashMap::new()
        };
        self.records.iter().filter(move |record| {
            let mut above = Some(record.id);
            // As many steps as there are records: a loop of parents ends, too.
            for _ in 0..parents.len() {
                match above.and_then(|id| parents.get(&id)) {
                    // The root, or a record above it that this seat does not hold.
                    None => return true,
                    Some((_, true)) => return false,
                    Some((parent, false)) => above = *parent,
                }
            }
            true
        })
    }
}
