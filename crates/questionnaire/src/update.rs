//! An interview that starts from an earlier one: what it starts with, what still has to be asked, what has changed.
//!
//! A carried answer is „zmienione” when it differs from the earlier interview; else its register (`housing_title~`) says
//! „nadal aktualne” or „do zapytania”, and without one it is to be asked.

use std::collections::HashMap;

use serde_json::{Map, Value, json};
use teren_domain::Category;
use uuid::Uuid;

use crate::answers::{Answers, Record};
use crate::evaluate::FieldKey;
use crate::field::Field;
use crate::form::{Form, Table};
use crate::state::{State, empty};
use crate::{CONFIRMED, INTERVIEW, ROW, STRUCTURE};

/// What became of a carried answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UpdateState {
    /// „nadal aktualne”
    Current,
    /// „zmienione”
    Changed,
    /// „do zapytania”
    ToAsk,
}

/// Why an interview starts from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// Aktualizacja (art. 107 ust. 4): what each interview asks anew, and what the law computes, is left behind.
    Update,
    /// The same interview again, with mistakes put right: everything is taken over but what the head decides.
    Correction,
}

/// One answer that a new interview starts with.
#[derive(Debug, Clone, PartialEq)]
pub struct Carried {
    pub record: Uuid,
    pub record_kind: String,
    /// Field, `row`, or `@`.
    pub field: String,
    pub category: Category,
    pub value: Value,
}

/// State of one carried answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldState {
    pub at: FieldKey,
    pub section: String,
    /// Whether rules want each such record touched by itself (`[[touched]]`), so that nothing confirms several at once.
    pub single: bool,
    pub state: UpdateState,
}

/// How many carried answers of a segment are in each state.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UpdateProgress {
    pub section: String,
    pub current: u32,
    pub changed: u32,
    pub to_ask: u32,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Update {
    pub states: Vec<FieldState>,
    /// Every segment in order, those without carried answers too.
    pub sections: Vec<UpdateProgress>,
}

impl UpdateState {
    /// The Polish word, which is also the value of the register.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Current => "nadal aktualne",
            Self::Changed => "zmienione",
            Self::ToAsk => "do zapytania",
        }
    }
}

impl Form {
    /// Everything an interview in this form starts with when it is based on an earlier one, `@` of each record first.
    /// `id` gives the id of each new record; that of the root is the new document's. Answers this form does not have stay behind.
    /// A correction stands where the corrected one stood: on the same earlier interview, with the same word on each carried answer.
    #[must_use]
    pub fn carry(
        &self,
        start: Start,
        base_form: &Form,
        base: &Answers,
        without: &[String],
        mut id: impl FnMut(&Record) -> Uuid,
    ) -> Vec<Carried> {
        let mut new: HashMap<Uuid, Uuid> = HashMap::new();
        let mut all = Vec::new();
        let root = base.root();
        let below = base.living().filter(|record| record.kind != INTERVIEW);
        let mut records: Vec<&Record> = root.into_iter().chain(below).collect();
        records.sort_by_key(|record| self.table_by_kind.get(&record.kind));
        for record in records {
            let Some(table) = self.table(&record.kind) else {
                continue;
            };
            let above = record.parent.filter(|parent| {
                let mut records = base.records().iter();
                records
                    .any(|known| known.id == *parent && Some(&known.kind) == table.parent.as_ref())
            });
            let above = above.and_then(|parent| new.get(&parent)).copied();
            let is_root = record.kind == INTERVIEW;
            let left_behind = table.row.as_ref().is_some_and(|row| !goes(start, row));
            if left_behind || (!is_root && above.is_none()) {
                continue;
            }
            let here = *new.entry(record.id).or_insert_with(|| id(record));
            let mut place = Map::new();
            place.insert("kind".to_owned(), json!(record.kind));
            place.insert("parent".to_owned(), json!(above));
            place.insert("order".to_owned(), json!(record.order));
            if is_root {
                let name = format!("{}/{}", self.id, self.version);
                place.insert("form".to_owned(), json!(name));
                if !without.is_empty() {
                    place.insert("without".to_owned(), json!(without));
                }
            }
            place.extend(origins(start, record, is_root));
            let answers = self.shared(start, base_form, table);
            let answers = answers.filter_map(|field| Some((field, answered(record, &field.id)?)));
            let answers: Vec<_> = answers.collect();
            let words = answers.iter().filter_map(|(field, _)| {
                let register = format!("{}{CONFIRMED}", field.id);
                let word = record.answer(&register).cloned()?;
                (start == Start::Correction).then_some((register, word))
            });
            let words: Vec<_> = words.collect();
            let carried = |field: &str, value: &Value| {
                let parts = self.parts(&record.kind, field, value).into_iter();
                let parts = parts.filter(|(_, part)| !empty(part));
                let carried = parts.map(|(category, value)| Carried {
                    record: here,
                    record_kind: record.kind.clone(),
                    field: field.to_owned(),
                    category,
                    value,
                });
                carried.collect::<Vec<_>>()
            };
            all.extend(carried(STRUCTURE, &Value::Object(place)));
            let answers = answers.into_iter();
            all.extend(answers.flat_map(|(field, value)| carried(&field.id, value)));
            all.extend((words.iter()).flat_map(|(register, word)| carried(register, word)));
        }
        all
    }

    /// The state of every carried answer and how far each segment is. Empty for an interview based on nothing.
    #[must_use]
    pub fn update(&self, base_form: &Form, base: &Answers, now: &Answers) -> Update {
        let state = State::new(self, now, None);
        let earlier = Earlier::of(Start::Update, base, now);
        let mut states = Vec::new();
        for row in &state.rows {
            let Some((table, before)) = state.table_of(row).zip(earlier.of_record(row.record))
            else {
                continue;
            };
            let single = self.touched.iter().any(|rule| rule.table == row.table);
            for field in self.shared(Start::Update, base_form, table) {
                let slot = table.slot_by_id.get(&field.id);
                if slot.is_some_and(|slot| row.unasked.get(*slot) == Some(&true)) {
                    continue;
                }
                if let Some(found) = state_of(field, before, row.record) {
                    states.push(FieldState {
                        at: FieldKey {
                            record: row.record.id,
                            field: field.id.clone(),
                        },
                        section: field.section.clone(),
                        single,
                        state: found,
                    });
                }
            }
        }
        let sections = self.sections.iter();
        let sections = sections
            .map(|section| progress(&section.id, &states))
            .collect();
        Update { states, sections }
    }

    /// Fields of a kind of records that both forms have and that pass from one interview to the next.
    pub(crate) fn shared<'a>(
        &'a self,
        start: Start,
        base_form: &'a Form,
        table: &'a Table,
    ) -> impl Iterator<Item = &'a Field> {
        let slots = table.slots.iter().filter(|_| table.row.is_none());
        slots.chain(&table.row).filter(move |field| {
            let known = base_form.field(&table.kind, &field.id);
            let same = known.is_some_and(|known| known.kind == field.kind && goes(start, known));
            same && goes(start, field)
        })
    }
}

/// What the `@` of a new record says of where it came from.
fn origins(start: Start, record: &Record, is_root: bool) -> Map<String, Value> {
    let here = Some(record.id);
    let said = match (start, is_root) {
        (Start::Update, true) => [("based_on", here), ("version_of", None)],
        (Start::Update, false) => [("from", here), ("version_of", None)],
        (Start::Correction, true) => [("based_on", record.based_on), ("version_of", here)],
        (Start::Correction, false) => [("from", record.from), ("version_of", None)],
    };
    let said = said.into_iter();
    said.filter_map(|(name, id)| Some((name.to_owned(), json!(id?))))
        .collect()
}

/// Whether an answer passes into the next interview.
fn goes(start: Start, field: &Field) -> bool {
    let typed = !field.computed || field.overridable;
    typed
        && match start {
            Start::Update => !field.fresh,
            Start::Correction => !field.by_head,
        }
}

/// The earlier interview's records by those that came from them.
pub(crate) struct Earlier<'a> {
    start: Start,
    root: Option<&'a Record>,
    by_id: HashMap<Uuid, &'a Record>,
}

impl<'a> Earlier<'a> {
    pub fn of(start: Start, base: &'a Answers, now: &Answers) -> Self {
        let origin = now.root().and_then(|root| match start {
            Start::Update => root.based_on,
            Start::Correction => root.version_of,
        });
        let root = base.root().filter(|root| Some(root.id) == origin);
        let living = root.into_iter().flat_map(|_| base.living());
        Self {
            start,
            root,
            by_id: living.map(|record| (record.id, record)).collect(),
        }
    }

    /// The record this one was carried from, if it was and this seat holds it.
    pub fn of_record(&self, record: &Record) -> Option<&'a Record> {
        if record.kind == INTERVIEW {
            return self.root;
        }
        let origin = match self.start {
            Start::Update => record.from?,
            Start::Correction => record.id,
        };
        let found = self.by_id.get(&origin).copied();
        found.filter(|before| before.kind == record.kind)
    }

    pub fn records(&self) -> impl Iterator<Item = &'a Record> {
        self.by_id.values().copied()
    }
}

/// The answer, unless it says nothing.
pub(crate) fn answered<'a>(record: &'a Record, field: &str) -> Option<&'a Value> {
    record.answer(field).filter(|value| !empty(value))
}

/// Whether two answers say the same: a cleared column is an absent one.
pub(crate) fn same(before: Option<&Value>, now: Option<&Value>) -> bool {
    match (before, now) {
        (Some(Value::Object(before)), Some(Value::Object(now))) => {
            let said = |value: Option<&Value>| value.filter(|value| !empty(value)).cloned();
            let mut columns = before.keys().chain(now.keys());
            columns.all(|column| said(before.get(column)) == said(now.get(column)))
        }
        (before, now) => before == now,
    }
}

fn state_of(field: &Field, before: &Record, now: &Record) -> Option<UpdateState> {
    let (was, is) = (answered(before, &field.id), answered(now, &field.id));
    if was.is_none() && is.is_none() {
        return None;
    }
    Some(match same(was, is) {
        false => UpdateState::Changed,
        true if confirmed(now, &field.id) => UpdateState::Current,
        true => UpdateState::ToAsk,
    })
}

/// Whether the register of an unchanged answer says that it still holds.
pub(crate) fn confirmed(record: &Record, field: &str) -> bool {
    let register = record.answer(&format!("{field}{CONFIRMED}"));
    register.and_then(Value::as_str) == Some(UpdateState::Current.word())
}

/// Whether a carried row was neither changed nor confirmed. Without the earlier interview only its register speaks.
pub(crate) fn unchanged(row: &Record, earlier: Option<&Earlier<'_>>) -> bool {
    if row.from.is_none() {
        return false;
    }
    let before = earlier.and_then(|earlier| earlier.of_record(row));
    before.is_none_or(|before| same(answered(before, ROW), answered(row, ROW)))
}

fn progress(section: &str, states: &[FieldState]) -> UpdateProgress {
    let mut progress = UpdateProgress {
        section: section.to_owned(),
        ..UpdateProgress::default()
    };
    for found in states.iter().filter(|found| found.section == section) {
        match found.state {
            UpdateState::Current => progress.current += 1,
            UpdateState::Changed => progress.changed += 1,
            UpdateState::ToAsk => progress.to_ask += 1,
        }
    }
    progress
}
