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
    /// The record of the interview before that this one was carried from.
    pub from: Option<Uuid>,
    /// On the root: the interview that this one updates.
    pub based_on: Option<Uuid>,
    /// On the root: the approved interview that this one corrects; its records keep the ids they had there.
    pub version_of: Option<Uuid>,
    /// On the root: switched blocks that the centre does without in this interview.
    pub without: Vec<String>,
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
            from: None,
            based_on: None,
            version_of: None,
            without: Vec::new(),
            answers: BTreeMap::new(),
        }
    }

    /// Takes what the record's `@` says of it: kind, place, origin; nonsense is read as absent.
    pub fn open(&mut self, structure: &Value) {
        let id = |name: &str| structure.get(name)?.as_str()?.parse().ok();
        let kind = structure.get("kind").and_then(Value::as_str);
        self.kind = kind.unwrap_or_default().to_owned();
        self.parent = id("parent");
        let order = structure.get("order").and_then(Value::as_i64);
        self.order = order
            .and_then(|order| i32::try_from(order).ok())
            .unwrap_or(0);
        self.from = id("from");
        self.based_on = id("based_on");
        self.version_of = id("version_of");
        let words = structure.get("without").and_then(Value::as_array);
        let words = words.into_iter().flatten().filter_map(Value::as_str);
        self.without = words.map(str::to_owned).collect();
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

    /// The root record, if this seat holds it.
    #[must_use]
    pub fn root(&self) -> Option<&Record> {
        self.records
            .iter()
            .find(|record| record.kind == crate::INTERVIEW && !record.deleted)
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
