//! What changed since the interview that this one is based on, in the order of the form.

use std::collections::{HashMap, HashSet};

use serde_json::Value;
use uuid::Uuid;

use crate::answers::{Answers, Record};
use crate::form::{Block, BlockKind, Form};
use crate::state::State;
use crate::text::name_of;
use crate::update::{Earlier, Start, answered, same};
use crate::{INTERVIEW, MEMBER, ROW, STRUCTURE};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ChangeKind {
    /// An answer differs, or stands where none stood, or is gone.
    Answer,
    /// A member or a row that was not there.
    Added,
    /// A member or a row that is gone.
    Removed,
}

/// One difference, ready to be shown side by side.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    pub kind: ChangeKind,
    /// Record of this interview; of the earlier one where it was removed.
    pub record: Uuid,
    pub record_kind: String,
    /// Field, `row`, or `@` for a member.
    pub field: String,
    /// Letter of the segment.
    pub section: String,
    /// Title of the block.
    pub block: String,
    pub label: String,
    /// The member it concerns, by name.
    pub whose: Option<String>,
    pub before: Option<Value>,
    pub after: Option<Value>,
    /// The values as people read them; a member by name. Empty where there is none.
    pub before_text: String,
    pub after_text: String,
}

/// Where a field stands in the form.
struct Place<'a> {
    order: usize,
    section: &'a str,
    block: &'a str,
}

struct Comparison<'a> {
    form: &'a Form,
    start: Start,
    places: HashMap<(&'a str, &'a str), Place<'a>>,
    before: State<'a>,
    now: State<'a>,
    found: Vec<(usize, i32, Change)>,
}

impl Form {
    /// Every answer, member and row that differs from the earlier interview. What each interview asks anew does not count.
    #[must_use]
    pub fn changes(&self, base_form: &Form, base: &Answers, now: &Answers) -> Vec<Change> {
        self.compare(Start::Update, base_form, base, now)
    }

    /// Every answer, member and row in which a correction differs from the interview it corrects.
    #[must_use]
    pub fn corrections(&self, base_form: &Form, base: &Answers, now: &Answers) -> Vec<Change> {
        self.compare(Start::Correction, base_form, base, now)
    }

    fn compare(
        &self,
        start: Start,
        base_form: &Form,
        base: &Answers,
        now: &Answers,
    ) -> Vec<Change> {
        let earlier = Earlier::of(start, base, now);
        let mut comparison = Comparison {
            form: self,
            start,
            places: places(self),
            before: State::new(self, base, None),
            now: State::new(self, now, None),
            found: Vec::new(),
        };
        let mut kept = HashSet::new();
        for record in now.living() {
            match earlier.of_record(record) {
                Some(before) => {
                    kept.insert(before.id);
                    comparison.answers(base_form, before, record);
                }
                None => comparison.whole(base_form, ChangeKind::Added, record, now),
            }
        }
        for record in earlier
            .records()
            .filter(|record| !kept.contains(&record.id))
        {
            comparison.whole(base_form, ChangeKind::Removed, record, base);
        }
        let mut found = comparison.found;
        found.sort_by(
            |(left, left_row, left_change), (right, right_row, right_change)| {
                (left, left_row, left_change.record).cmp(&(right, right_row, right_change.record))
            },
        );
        found.into_iter().map(|(_, _, change)| change).collect()
    }
}

impl Comparison<'_> {
    fn answers(&mut self, base_form: &Form, before: &Record, now: &Record) {
        let form = self.form;
        let Some(table) = form.table(&now.kind) else {
            return;
        };
        let row = self.now.rows.iter().find(|row| row.record.id == now.id);
        let unasked = row.map(|row| row.unasked.clone()).unwrap_or_default();
        for field in form.shared(self.start, base_form, table) {
            let slot = table.slot_by_id.get(&field.id);
            let (was, is) = (answered(before, &field.id), answered(now, &field.id));
            if same(was, is) || slot.is_some_and(|slot| unasked.get(*slot) == Some(&true)) {
                continue;
            }
            let text = |value: Option<&Value>| {
                value.map_or_else(String::new, |value| {
                    form.value_text(&now.kind, &field.id, value)
                })
            };
            let change = Change {
                kind: ChangeKind::Answer,
                record: now.id,
                record_kind: now.kind.clone(),
                field: field.id.clone(),
                section: field.section.clone(),
                block: String::new(),
                label: field.full_label(),
                whose: whose(&self.now, now),
                before: was.cloned(),
                after: is.cloned(),
                before_text: text(was),
                after_text: text(is),
            };
            self.add(change, now.order);
        }
    }

    /// A member or a row that came or went; what hangs under it came or went with it.
    fn whole(&mut self, base_form: &Form, kind: ChangeKind, record: &Record, all: &Answers) {
        let form = self.form;
        let shared = form.table(&record.kind).zip(base_form.table(&record.kind));
        let Some((table, _)) = shared.filter(|_| record.kind != INTERVIEW) else {
            return;
        };
        let passes = |field| {
            form.shared(self.start, base_form, table)
                .any(|known| known.id == field)
        };
        if table.row.is_some() && !passes(ROW) {
            return;
        }
        let root = all.root().map(|root| root.id);
        let mut living = all.living();
        let alone = living.any(|above| {
            let holds =
                Some(above.id) == record.parent && Some(&above.kind) == table.parent.as_ref();
            holds && (Some(above.id) == root || (above.kind == MEMBER && self.kept(kind, above)))
        });
        if !alone {
            return;
        }
        let state = match kind {
            ChangeKind::Removed => &self.before,
            _ => &self.now,
        };
        let value = answered(record, ROW).cloned();
        let text = match &value {
            Some(row) => form.value_text(&record.kind, ROW, row),
            None => member_name(state, record),
        };
        let label = table
            .row
            .as_ref()
            .map_or_else(String::new, |row| row.full_label());
        let (before, after) = match kind {
            ChangeKind::Removed => ((value, text), (None, String::new())),
            _ => ((None, String::new()), (value, text)),
        };
        let change = Change {
            kind,
            record: record.id,
            record_kind: record.kind.clone(),
            field: if table.row.is_some() { ROW } else { STRUCTURE }.to_owned(),
            section: table.section.clone(),
            block: String::new(),
            label,
            whose: whose(state, record).filter(|_| table.row.is_some()),
            before: before.0,
            after: after.0,
            before_text: before.1,
            after_text: after.1,
        };
        self.add(change, record.order);
    }

    /// Whether the member above a row stands in both interviews.
    fn kept(&self, kind: ChangeKind, member: &Record) -> bool {
        match kind {
            ChangeKind::Removed => {
                let mut now = self.now.rows.iter();
                now.any(|row| self.origin(row.record) == Some(member.id))
            }
            _ => {
                let mut before = self.before.rows.iter();
                before.any(|row| Some(row.record.id) == self.origin(member))
            }
        }
    }

    fn origin(&self, record: &Record) -> Option<Uuid> {
        match self.start {
            Start::Update => record.from,
            Start::Correction => Some(record.id),
        }
    }

    fn add(&mut self, mut change: Change, row: i32) {
        let place = self
            .places
            .get(&(change.record_kind.as_str(), change.field.as_str()));
        let order = place.map_or(usize::MAX, |place| place.order);
        if let Some(place) = place {
            change.section = place.section.to_owned();
            change.block = place.block.to_owned();
            if change.label.is_empty() {
                change.label = change.block.clone();
            }
        }
        self.found.push((order, row, change));
    }
}

/// Name of the member that a record is, or hangs under.
fn whose(state: &State<'_>, record: &Record) -> Option<String> {
    let member = if record.kind == MEMBER {
        Some(record.id)
    } else {
        record.parent
    };
    let rows = state.of_kind(MEMBER, None);
    let mut rows = rows.filter(|(_, row)| Some(row.record.id) == member);
    let (_, row) = rows.next()?;
    Some(name_of(state, row)).filter(|name| !name.is_empty())
}

fn member_name(state: &State<'_>, record: &Record) -> String {
    whose(state, record).unwrap_or_default()
}

fn places(form: &Form) -> HashMap<(&str, &str), Place<'_>> {
    let mut places = HashMap::new();
    for section in &form.sections {
        if let Some(skip) = &section.skip_field {
            let order = places.len();
            let place = Place {
                order,
                section: &section.id,
                block: &section.title,
            };
            places.insert((INTERVIEW, skip.as_str()), place);
        }
        let blocks = section.blocks.iter();
        for block in blocks.flat_map(|block| std::iter::once(block).chain(&block.rows)) {
            for field in fields(block) {
                let order = places.len();
                let place = Place {
                    order,
                    section: &section.id,
                    block: &block.title,
                };
                places.insert((kind_of(block), field), place);
            }
        }
    }
    places
}

fn kind_of(block: &Block) -> &str {
    block.record_kind.as_deref().unwrap_or(INTERVIEW)
}

/// What a change in a block is addressed by: a row whole, a member by its `@` and by each field.
fn fields(block: &Block) -> Vec<&str> {
    let own = block.fields.iter().map(String::as_str);
    match block.kind {
        BlockKind::Fields => own.collect(),
        BlockKind::Members => std::iter::once(STRUCTURE).chain(own).collect(),
        BlockKind::Rows => vec![ROW],
    }
}
