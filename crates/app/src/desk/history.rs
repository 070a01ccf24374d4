//! How an answer came about, value by value; and what merged by itself while people wrote apart.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use teren_domain::Category;
use teren_domain::decision::DECISION;
use teren_ledger::{Change, DELETED_FIELD, Dot, History, RECORD_FIELD, Version, VersionVector};
use uuid::Uuid;

use crate::App;
use crate::clock::local_text;
use crate::contract::{AnswerStanding, AnswerVersionView, MergedView, Problem, ProblemCode};
use crate::desk::disputes::Dispute;
use crate::desk::draw::{Log, id_of, parsed};
use crate::interview::Editing;
use crate::session::Open;

impl App {
    /// Every value an answer ever had, oldest here first; what came after the seal last. Of one that is kept in parts every value of
    /// each part that this seat holds, by time.
    pub fn answer_history(
        &self,
        document: Uuid,
        record: Uuid,
        field: &str,
    ) -> Result<Vec<AnswerVersionView>, Problem> {
        let now_ms = self.now_ms();
        self.with(|open| {
            open.commit_drafts(now_ms)?;
            let state = open.store.document(document)?;
            open.note_reading(&state, now_ms)?;
            let editing = Editing::load(open, &state)?;
            let kind = editing.kind_of(record);
            let category = crate::interview::category_of(&editing.form, kind, field)
                .ok_or_else(|| Problem::of(ProblemCode::NotFound))?;
            let answer = Dispute {
                category: category.number(),
                record,
                field: field.to_owned(),
            };
            let log = Log::read(open, &state, false)?;
            let mut told = Vec::new();
            for category in editing.categories_of_answer(&answer) {
                let part = Dispute {
                    category: category.number(),
                    ..answer.clone()
                };
                let torn = log.torn.contains(&part);
                told.extend(open.versions_of(&editing, document, &part, torn)?);
            }
            if editing.in_parts(&answer) {
                leave_out_what_says_nothing(&mut told);
                told.sort_by_key(|(at_ms, view)| {
                    let late = view.standing == AnswerStanding::Late;
                    (late, *at_ms, view.part.clone())
                });
            }
            Ok(told.into_iter().map(|(_, view)| view).collect())
        })
    }
}

/// An answer in parts is written into all of them: a part that nobody gave a word yet has nothing to tell.
fn leave_out_what_says_nothing(told: &mut Vec<(i64, AnswerVersionView)>) {
    let mut spoken: BTreeSet<String> = BTreeSet::new();
    let speaks = |view: &AnswerVersionView| !view.text.is_empty();
    if !told.iter().any(|(_, view)| speaks(view)) {
        return;
    }
    told.retain(|(_, view)| {
        let part = view.part.clone().unwrap_or_default();
        if speaks(view) {
            spoken.insert(part.clone());
        }
        spoken.contains(&part)
    });
}

fn history(changes: &[Change], record: Uuid, field: &str) -> Result<History, Problem> {
    let history = History::of(changes, record, field);
    history.map_err(|_| Problem::of(ProblemCode::StoreDamaged))
}

impl Open {
    /// What was written into one category of an answer, in the order of the log; what came after the seal last.
    fn versions_of(
        &mut self,
        editing: &Editing,
        document: Uuid,
        part: &Dispute,
        torn: bool,
    ) -> Result<Vec<(i64, AnswerVersionView)>, Problem> {
        let changes = self.store.changes_of(document, part.category)?;
        let history = history(&changes, part.record, &part.field)?;
        let heads = history.heads();
        let mut told = Vec::new();
        for version in history.versions() {
            let head = heads.iter().any(|head| head.dot == version.dot);
            let standing = match (head, torn, heads.len()) {
                (false, ..) => AnswerStanding::Replaced,
                (true, true, _) => AnswerStanding::Disputed,
                (true, false, 1) => AnswerStanding::Current,
                (true, false, _) => AnswerStanding::Same,
            };
            let view = self.answer_version(editing, part, version, standing);
            told.push((version.stamp.wall_ms, view));
        }
        let late = self.store.late_edits(document)?;
        let late = late
            .into_iter()
            .filter(|change| change.stream.category == part.category);
        let late: Vec<Change> = late.collect();
        for version in self::history(&late, part.record, &part.field)?.versions() {
            let view = self.answer_version(editing, part, version, AnswerStanding::Late);
            told.push((version.stamp.wall_ms, view));
        }
        Ok(told)
    }

    fn answer_version(
        &self,
        editing: &Editing,
        answer: &Dispute,
        version: &Version,
        standing: AnswerStanding,
    ) -> AnswerVersionView {
        let value = parsed(&version.value).unwrap_or(Value::Null);
        let part = Category::from_number(answer.category).filter(|_| editing.in_parts(answer));
        let id = id_of(version.dot);
        AnswerVersionView {
            // Each part counts its changes for itself.
            id: part.map_or(id.clone(), |part| format!("{}/{id}", part.number())),
            part: part.map(|part| part.name_pl().to_owned()),
            text: editing.words(answer.record, &answer.field, &value),
            value,
            author: self.directory.name(version.author),
            device: self.device(version.dot.actor),
            at: local_text(version.stamp.wall_ms),
            standing,
        }
    }

    /// Answers written while somebody else wrote elsewhere in the same part of the data, without knowing of each other.
    pub(crate) fn merged(&self, editing: &Editing, log: &Log) -> Vec<MergedView> {
        let mut found: Vec<(Dispute, MergedView)> = Vec::new();
        for (category, changes) in log.streams() {
            let actors: BTreeSet<Uuid> = changes.iter().map(|change| change.dot.actor).collect();
            if actors.len() < 2 {
                continue;
            }
            for (answer, heads) in current(changes, category) {
                let open = log.torn.contains(&answer);
                let Some(head) = heads.last().filter(|_| !open && apart(&heads, changes)) else {
                    continue;
                };
                let (record, field) = (answer.record, answer.field.as_str());
                let asked = editing.form.field(editing.kind_of(record), field).is_some();
                let Some(value) = last_value(head, record, field).filter(|_| asked) else {
                    continue;
                };
                let named = editing.named(record, field);
                let view = MergedView {
                    section: named.section,
                    whose: named.whose,
                    label: named.label,
                    text: editing.words(record, field, &value),
                    author: self.directory.name(head.author),
                    device: self.device(head.dot.actor),
                    at: local_text(head.stamp.wall_ms),
                    same: heads.len() > 1,
                };
                found.push((answer, view));
            }
        }
        found.sort_by_key(|(answer, _)| editing.place_of(answer.record, &answer.field));
        found.into_iter().map(|(_, view)| view).collect()
    }
}

/// The changes that hold each answer's current values, by answer.
fn current(changes: &[Change], category: u8) -> BTreeMap<Dispute, Vec<&Change>> {
    let mut heads: BTreeMap<Dispute, Vec<&Change>> = BTreeMap::new();
    let decisions = of_decisions(changes);
    for change in changes {
        for write in change.borrowed_writes().unwrap_or_default() {
            let structure = write.field == RECORD_FIELD || write.field == DELETED_FIELD;
            if structure || decisions.contains(&write.record) {
                continue;
            }
            let answer = Dispute {
                category,
                record: write.record,
                field: write.field.to_owned(),
            };
            let known = heads.entry(answer).or_default();
            known.retain(|earlier| !has_seen(change, earlier.dot));
            known.push(change);
        }
    }
    heads
}

fn of_decisions(changes: &[Change]) -> BTreeSet<Uuid> {
    let writes = changes.iter();
    let writes = writes.flat_map(|change| change.borrowed_writes().unwrap_or_default());
    let opens = writes.filter(|write| {
        let opening = Some(write.value).filter(|_| write.field == RECORD_FIELD);
        let opening = opening.and_then(parsed);
        opening.is_some_and(|opening| opening.get("kind").and_then(Value::as_str) == Some(DECISION))
    });
    opens.map(|write| write.record).collect()
}

/// Whether one of these was written without knowing some other writer's work, and unknown to him.
fn apart(heads: &[&Change], changes: &[Change]) -> bool {
    heads.iter().any(|head| {
        let mut others = changes.iter();
        others.any(|other| {
            other.dot.actor != head.dot.actor
                && !has_seen(head, other.dot)
                && !has_seen(other, head.dot)
        })
    })
}

fn has_seen(change: &Change, other: Dot) -> bool {
    let context: &VersionVector = &change.context;
    let own = change.dot.actor == other.actor && change.dot.counter > other.counter;
    own || context.covers(other)
}

fn last_value(change: &Change, record: Uuid, field: &str) -> Option<Value> {
    let writes = change.borrowed_writes().ok()?;
    let write = writes
        .into_iter()
        .rfind(|write| write.record == record && write.field == field)?;
    parsed(write.value)
}
