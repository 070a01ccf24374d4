//! Writing a handful of answers at once: sorted by category, one change each.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::json as value;
use teren_domain::correction::{Pin, said_by_readers};
use teren_domain::{Category, workflow};
use teren_ledger::{RECORD_FIELD, ROW_FIELD, Write};
use teren_store::Edit;
use uuid::Uuid;

use crate::contract::{Problem, ProblemCode};
use crate::session::Open;

/// Canonical JSON of a value (object keys in order, as `serde_json`'s map keeps them).
pub(crate) fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_value(value)
        .and_then(|value| serde_json::to_vec(&value))
        .unwrap_or_default()
}

/// Answers to write to one document.
pub(crate) struct Writing {
    case: Uuid,
    document: Uuid,
    form: String,
    writes: BTreeMap<u8, Vec<Write>>,
    /// Categories in which something else than questions and reasons stands.
    answered: BTreeSet<u8>,
    private: bool,
    unknown: bool,
}

impl Writing {
    pub fn new(case: Uuid, document: Uuid, form: &str) -> Self {
        Self {
            case,
            document,
            form: form.to_owned(),
            writes: BTreeMap::new(),
            answered: BTreeSet::new(),
            private: false,
            unknown: false,
        }
    }

    /// A document made by this writing stays with its author until she shares it.
    pub fn private(mut self, private: bool) -> Self {
        self.private = private;
        self
    }

    /// Says what a record is and where it hangs.
    pub fn open(&mut self, record: Uuid, kind: &str, parent: Option<Uuid>, order: i32) {
        self.add(
            kind,
            record,
            RECORD_FIELD,
            &value!({"kind": kind, "parent": parent, "order": order}),
        );
    }

    /// One answer outside the forms; its category follows from the table of `workflow`.
    pub fn add(&mut self, kind: &str, record: Uuid, field: &str, answer: &impl Serialize) {
        match workflow::category_of(kind, field) {
            Some(category) if said_by_readers(kind, field) => {
                self.push(category, record, field, json(answer));
            }
            Some(category) => self.put(category, record, field, json(answer)),
            None => self.unknown = true,
        }
    }

    /// A question at an answer of this category: who may read the answer may ask.
    pub fn ask(&mut self, category: Category, record: Uuid, question: &Pin) {
        self.push(category, record, ROW_FIELD, json(question));
    }

    /// One answer of a known category.
    pub fn put(&mut self, category: Category, record: Uuid, field: &str, value: Vec<u8>) {
        self.answered.insert(category.number());
        self.push(category, record, field, value);
    }

    /// Why a matter is passed on, or refused: whoever may hold its category may write it.
    pub fn add_reason(&mut self, category: Category, record: Uuid, field: &str, text: &str) {
        self.push(category, record, field, json(&text));
    }

    fn push(&mut self, category: Category, record: Uuid, field: &str, value: Vec<u8>) {
        self.writes
            .entry(category.number())
            .or_default()
            .push(Write {
                record,
                field: field.to_owned(),
                value,
            });
    }

    /// Writes everything durably, one change a category, in one transaction. What the office would refuse from this
    /// seat is refused here, before anything is written.
    pub fn commit(self, open: &mut Open, now_ms: i64) -> Result<(), Problem> {
        if self.unknown {
            return Err(Problem::of(ProblemCode::Internal));
        }
        let opened = open.opens(self.case, self.document)?;
        let refused = |category: &u8| {
            opened.as_ref().is_some_and(|opened| {
                let may = match self.answered.contains(category) {
                    true => &opened.writable,
                    false => &opened.categories,
                };
                !may.contains(category)
            })
        };
        if self.writes.keys().any(refused) {
            return Err(Problem::of(ProblemCode::NotAllowed));
        }
        open.store
            .open_document(self.case, self.document, self.private, &self.form)?;
        let document = self.document;
        let edits = self.writes.into_iter().map(|(category, writes)| Edit {
            document,
            category,
            writes,
        });
        let mut edits: Vec<Edit> = edits.collect();
        // What opens records goes first, and leaves first: an exchange may break off between two changes.
        edits.sort_by_key(|edit| !(edit.writes.iter()).any(|write| write.field == RECORD_FIELD));
        open.store.write(&edits, now_ms)?;
        Ok(())
    }
}
