//! The answers as the rules see them: records in order, one value a slot, questions not asked seen as missing.

use std::collections::HashMap;

use chrono::NaiveDate;
use uuid::Uuid;

use crate::answers::{Answers, Record};
use crate::expression::{Sight, Value, evaluate, is_true};
use crate::field::{Field, Kind};
use crate::form::{Form, Section, StepKind, Switched, Table};
use crate::{INTERVIEW, ROW};

/// A living record of a kind the form knows.
pub(crate) struct Row<'a> {
    pub record: &'a Record,
    pub table: usize,
    pub parent: Option<usize>,
    pub first: bool,
    /// What stands there as typed, if anything.
    pub typed: Vec<Option<&'a serde_json::Value>>,
    /// What the rules see.
    values: Vec<Value<'a>>,
    pub unasked: Vec<bool>,
    pub computed: Vec<Option<Value<'a>>>,
}

pub(crate) struct State<'a> {
    pub form: &'a Form,
    pub rows: Vec<Row<'a>>,
    by_table: Vec<Vec<usize>>,
    root: Option<usize>,
    today: Option<NaiveDate>,
    /// Blocks this interview is held without.
    off: Vec<&'a Switched>,
}

impl Row<'_> {
    /// The question is not asked: whatever stands there does not count.
    fn silence(&mut self, slot: usize) {
        mark(&mut self.unasked, slot, true);
        mark(&mut self.values, slot, Value::Missing);
    }
}

impl<'a> State<'a> {
    /// Reads the answers and runs the rules that ask and compute. Without a day, rules about today stay open.
    pub fn new(form: &'a Form, answers: &'a Answers, today: Option<NaiveDate>) -> Self {
        let mut state = Self {
            form,
            rows: Vec::new(),
            by_table: vec![Vec::new(); form.tables.len()],
            root: None,
            today,
            off: Vec::new(),
        };
        let root = answers.root();
        let without = root.map_or(&[] as &[String], |root| &root.without);
        let switched = without.iter().filter_map(|word| form.switches.get(word));
        let off: Vec<&Switched> = switched.collect();
        for record in answers.living() {
            let Some(&table) = form.table_by_kind.get(&record.kind) else {
                continue;
            };
            if off.iter().any(|off| off.tables.contains(&table)) {
                continue;
            }
            if record.kind == INTERVIEW {
                if state.root.is_some() {
                    continue;
                }
                state.root = Some(state.rows.len());
            }
            let Some(definition) = form.tables.get(table) else {
                continue;
            };
            if let Some(of_kind) = state.by_table.get_mut(table) {
                of_kind.push(state.rows.len());
            }
            let mut row = read(record, table, definition);
            for off in &off {
                let slots = off.slots.iter().filter(|(known, _)| *known == table);
                slots.for_each(|(_, slot)| row.silence(*slot));
            }
            state.rows.push(row);
        }
        state.off = off;
        state.relate();
        state.run();
        state
    }

    fn relate(&mut self) {
        let by_id: HashMap<Uuid, usize> = self
            .rows
            .iter()
            .enumerate()
            .map(|(row, known)| (known.record.id, row))
            .collect();
        let mut seen: HashMap<(usize, Option<Uuid>), ()> = HashMap::new();
        for row in &mut self.rows {
            row.parent = row
                .record
                .parent
                .and_then(|parent| by_id.get(&parent).copied());
            row.first = seen.insert((row.table, row.record.parent), ()).is_none();
        }
    }

    fn run(&mut self) {
        let form = self.form;
        for step in &form.steps {
            for index in 0..self.rows(step.table).len() {
                let Some(&row) = self.rows(step.table).get(index) else {
                    continue;
                };
                match step.kind {
                    StepKind::Asked => {
                        let asked = is_true(&step.expression, row, self);
                        self.set(row, step.slot, |row, slot| {
                            if !asked {
                                row.silence(slot);
                            }
                        });
                    }
                    StepKind::Computed => {
                        let value = evaluate(&step.expression, row, self);
                        let overridable = form
                            .tables
                            .get(step.table)
                            .and_then(|table| table.slots.get(step.slot))
                            .is_some_and(|field| field.overridable);
                        self.set(row, step.slot, |row, slot| {
                            if row.unasked.get(slot) == Some(&true) {
                                return;
                            }
                            mark(
                                &mut row.computed,
                                slot,
                                Some(value).filter(|value| *value != Value::Missing),
                            );
                            let typed = row
                                .values
                                .get(slot)
                                .is_some_and(|value| *value != Value::Missing);
                            if !(overridable && typed) {
                                mark(&mut row.values, slot, value);
                            }
                        });
                    }
                }
            }
        }
    }

    fn set(&mut self, row: usize, slot: usize, change: impl FnOnce(&mut Row<'a>, usize)) {
        if let Some(row) = self.rows.get_mut(row) {
            change(row, slot);
        }
    }

    pub fn root_row(&self) -> Option<&Row<'a>> {
        self.rows.get(self.root?)
    }

    /// Whether this interview is held without a block.
    pub fn is_off(&self, block: &str) -> bool {
        let mut off = self.off.iter().flat_map(|off| &off.blocks);
        off.any(|known| known == block)
    }

    /// Rows of a record kind, in order; below one record if a parent is given.
    pub fn of_kind(
        &self,
        kind: &str,
        parent: Option<Uuid>,
    ) -> impl Iterator<Item = (usize, &Row<'a>)> {
        let numbers = self
            .form
            .table_by_kind
            .get(kind)
            .and_then(|table| self.by_table.get(*table));
        numbers
            .into_iter()
            .flatten()
            .filter_map(|&number| Some((number, self.rows.get(number)?)))
            .filter(move |(_, row)| parent.is_none() || row.record.parent == parent)
    }

    pub fn table_of(&self, row: &Row<'_>) -> Option<&'a Table> {
        self.form.tables.get(row.table)
    }

    /// What the rules see in a field or column, by id.
    pub fn value(&self, row: &Row<'a>, field: &str) -> Value<'a> {
        self.table_of(row)
            .and_then(|table| table.slot_by_id.get(field))
            .and_then(|slot| row.values.get(*slot))
            .copied()
            .unwrap_or(Value::Missing)
    }

    /// Whether a facultative segment was declared not needed, with a reason.
    pub fn skip_of(&self, section: &Section) -> Option<(&'a str, Option<&'a str>)> {
        let field = section.skip_field.as_deref()?;
        let skip = self.root_row()?.record.answer(field)?;
        let decision = skip
            .get("decision")?
            .as_str()
            .filter(|decision| !decision.trim().is_empty())?;
        Some((
            decision,
            skip.get("reason")
                .and_then(|reason| reason.as_str())
                .filter(|reason| !reason.trim().is_empty()),
        ))
    }
}

fn mark<T>(all: &mut [T], slot: usize, value: T) {
    if let Some(place) = all.get_mut(slot) {
        *place = value;
    }
}

fn read<'a>(record: &'a Record, table: usize, definition: &'a Table) -> Row<'a> {
    let slots = definition.slots.len();
    let mut row = Row {
        record,
        table,
        parent: None,
        first: false,
        typed: vec![None; slots],
        values: vec![Value::Missing; slots],
        unasked: vec![false; slots],
        computed: vec![None; slots],
    };
    let mut put = |slot: usize, value: &'a serde_json::Value| {
        if let Some(field) = definition.slots.get(slot).filter(|_| !empty(value)) {
            mark(&mut row.typed, slot, Some(value));
            mark(&mut row.values, slot, seen(field, value));
        }
    };
    if definition.row.is_some() {
        let columns = record.answers.get(ROW).and_then(|row| row.as_object());
        for (name, value) in columns.into_iter().flatten() {
            if let Some(&slot) = definition.slot_by_id.get(name) {
                put(slot, value);
            }
        }
    } else {
        // Slots and answers are both sorted by id: one walk along both.
        let mut slots = definition.slots.iter().enumerate().peekable();
        for (name, value) in &record.answers {
            while slots.next_if(|(_, field)| field.id < *name).is_some() {}
            if let Some((slot, _)) = slots.next_if(|(_, field)| field.id == *name) {
                put(slot, value);
            }
        }
    }
    row
}

/// Null, blank text and empty lists say nothing.
pub(crate) fn empty(value: &serde_json::Value) -> bool {
    match value {
        serde_json::Value::Null => true,
        serde_json::Value::String(text) => text.trim().is_empty(),
        serde_json::Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

fn seen<'a>(field: &Field, value: &'a serde_json::Value) -> Value<'a> {
    let found = match field.kind {
        Kind::YesNo => value.as_bool().map(Value::Bool),
        Kind::Amount | Kind::Number | Kind::Decimal => value.as_i64().map(Value::Number),
        Kind::Date => value
            .as_str()
            .and_then(|text| text.parse().ok())
            .map(Value::Date),
        Kind::MultiChoice => value.as_array().map(|items| Value::List(items)),
        Kind::Row | Kind::Skip => None,
        _ => value.as_str().map(Value::Text),
    };
    found.unwrap_or(Value::Missing)
}

impl<'a> Sight<'a> for State<'a> {
    fn slot(&self, row: usize, slot: usize) -> Value<'a> {
        self.rows
            .get(row)
            .and_then(|row| row.values.get(slot))
            .copied()
            .unwrap_or(Value::Missing)
    }
    fn root(&self) -> Option<usize> {
        self.root
    }
    fn parent(&self, row: usize) -> Option<usize> {
        self.rows.get(row)?.parent
    }
    fn is_first(&self, row: usize) -> bool {
        self.rows.get(row).is_some_and(|row| row.first)
    }
    fn rows(&self, table: usize) -> &[usize] {
        self.by_table.get(table).map_or(&[], Vec::as_slice)
    }
    fn today(&self) -> Option<NaiveDate> {
        self.today
    }
}
