//! Disputes, decisions and merged answers as the screen shows them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use teren_domain::Category;
use teren_domain::decision::Choice;
use teren_ledger::{Change, DELETED_FIELD, Dot, History, ROW_FIELD};
use teren_questionnaire::{CONFIRMED, Record};
use teren_store::{DocumentState, Written};
use uuid::Uuid;

use crate::clock::local_text;
use crate::contract::{
    BaseView, ChoiceView, CombinedHow, CombinedView, ConflictValueView, ConflictView, DecidedView,
    DeviceView, FieldView, Problem, UndoneView,
};
use crate::desk::alternatives::{Alternative, Question};
use crate::desk::compare::segments;
use crate::desk::disputes::{Dispute, Held, answers_of, decisions, dot_of, torn};
use crate::desk::whole::{Asked, Part, Side};
use crate::form_view;
use crate::interview::Editing;
use crate::session::Open;

/// The streams of one interview, read once, with the decisions they hold.
pub(crate) struct Log {
    pub held: Vec<Held>,
    pub disputes: Vec<Dispute>,
    /// The parts of them that are torn, each in its category.
    pub torn: Vec<Dispute>,
    changes: BTreeMap<u8, Vec<Change>>,
}

impl Log {
    /// Reads the streams in which something waits or was decided; all of them if asked for.
    pub fn read(open: &mut Open, state: &DocumentState, whole: bool) -> Result<Self, Problem> {
        let held = decisions(state);
        let torn = torn(state, &held);
        let asked = torn.iter().map(|dispute| dispute.category);
        let decided = held.iter().map(|held| held.category);
        let mut categories: BTreeSet<u8> = asked.chain(decided).collect();
        if whole {
            categories.extend(state.streams.keys());
        }
        let mut changes = BTreeMap::new();
        for category in categories {
            let stream = open.store.changes_of(state.document, category)?;
            changes.insert(category, stream);
        }
        Ok(Self {
            held,
            disputes: answers_of(&torn),
            torn,
            changes,
        })
    }

    pub fn changes(&self, category: u8) -> &[Change] {
        self.changes.get(&category).map_or(&[], Vec::as_slice)
    }

    pub fn streams(&self) -> impl Iterator<Item = (u8, &[Change])> {
        let streams = self.changes.iter();
        streams.map(|(category, changes)| (*category, changes.as_slice()))
    }

    pub fn question(&self, dispute: &Dispute) -> Result<Question, Problem> {
        Question::of(dispute, self.changes(dispute.category), &self.held)
    }

    fn history(&self, held: &Held) -> History {
        let decision = &held.decision;
        let changes = self.changes(held.category);
        History::of(changes, decision.record, &decision.field).unwrap_or_default()
    }
}

/// How an answer is named on the desk, and where it stands.
pub(crate) struct Named {
    pub section: String,
    pub section_title: String,
    pub whose: String,
    pub label: String,
}

impl Editing {
    pub(crate) fn named(&self, record: Uuid, name: &str) -> Named {
        let kind = self.kind_of(record);
        let plain = name.strip_suffix(CONFIRMED).unwrap_or(name);
        let section = self.form.section_letter(kind, plain).unwrap_or_default();
        let mut sections = self.form.sections.iter();
        let title = sections
            .rfind(|known| known.id == section)
            .map(|known| known.title.clone());
        Named {
            section_title: title.unwrap_or_default(),
            section: section.to_owned(),
            whose: self.whose(record).unwrap_or_default(),
            label: match name {
                DELETED_FIELD => String::new(),
                _ => self.form.label(kind, plain).unwrap_or_default(),
            },
        }
    }

    pub(crate) fn kind_of(&self, record: Uuid) -> &str {
        let known = self.records.get(record);
        known.map_or("", |record| record.kind.as_str())
    }

    /// An answer in words; empty where there is none.
    pub(crate) fn words(&self, record: Uuid, name: &str, value: &Value) -> String {
        match (name, value) {
            (DELETED_FIELD, Value::Bool(true)) => "usunąć z wywiadu".to_owned(),
            (DELETED_FIELD, _) => "zostawić w wywiadzie".to_owned(),
            (_, Value::String(word)) if name.ends_with(CONFIRMED) => word.clone(),
            _ => self.form.value_text(self.kind_of(record), name, value),
        }
    }

    /// Controls by which the answer is written anew.
    fn controls(&self, record: Uuid, name: &str) -> Vec<FieldView> {
        let Some(field) = self.form.field(self.kind_of(record), name) else {
            return Vec::new();
        };
        match name {
            ROW_FIELD => field
                .columns
                .iter()
                .filter_map(form_view::field_view)
                .collect(),
            _ => form_view::field_view(field).into_iter().collect(),
        }
    }

    /// Place of an answer in the form, for lists in its order.
    pub(crate) fn place_of(&self, record: Uuid, name: &str) -> (usize, usize, Uuid, usize) {
        let named = self.named(record, name);
        let mut sections = self.form.sections.iter();
        let section = sections.position(|section| section.id == named.section);
        let fields = self
            .form
            .sections
            .iter()
            .flat_map(|section| &section.blocks);
        let mut fields = fields.flat_map(|block| &block.fields);
        let field = fields.position(|field| field == name);
        let order = self.records.get(record).map_or(0, |record| record.order);
        let last = usize::MAX;
        (
            section.unwrap_or(last),
            usize::try_from(order).unwrap_or(0),
            record,
            field.unwrap_or(last),
        )
    }
}

pub(crate) fn name_of(member: &Record) -> String {
    let part = |field: &str| {
        member
            .answer(field)
            .and_then(Value::as_str)
            .unwrap_or_default()
    };
    let name = format!("{} {}", part("member_first_name"), part("member_last_name"));
    name.trim().to_owned()
}

impl Open {
    pub(crate) fn device(&self, actor: Uuid) -> DeviceView {
        DeviceView {
            here: actor == self.store.actor(),
            number: self.directory.laptop(actor),
        }
    }

    /// Everything that waits in an interview, in the order of its form.
    pub(crate) fn conflict_views(
        &self,
        editing: &Editing,
        log: &Log,
    ) -> Result<Vec<ConflictView>, Problem> {
        let mut disputes = log.disputes.clone();
        disputes.sort_by_key(|dispute| editing.place_of(dispute.record, &dispute.field));
        let views = disputes.iter();
        views
            .map(|dispute| self.conflict_view(editing, log, dispute))
            .collect()
    }

    fn conflict_view(
        &self,
        editing: &Editing,
        log: &Log,
        dispute: &Dispute,
    ) -> Result<ConflictView, Problem> {
        let asked = log.asked(editing, dispute)?;
        let (record, name) = (dispute.record, dispute.field.as_str());
        let named = editing.named(record, name);
        let base = asked.base.clone();
        let by = asked.base_by.as_ref();
        let words = |value: &Value| editing.words(record, name, value);
        let base = base.filter(|value| !value.is_null()).map(|value| BaseView {
            text: words(&value),
            value,
            author: by.map_or_else(String::new, |by| self.directory.name(by.author)),
            device: by.map(|by| self.device(dot_of(by.id).actor)),
            at: by.map_or_else(String::new, |by| local_text(by.stamp.wall_ms)),
        });
        let before = base.as_ref().map_or("", |base| base.text.as_str());
        let mut values: Vec<ConflictValueView> = Vec::new();
        for side in &asked.sides {
            values.push(self.value_view(log, side, words(&side.value), before));
        }
        values.sort_by_key(|value| !value.mine);
        Ok(ConflictView {
            record,
            field: name.to_owned(),
            category: dispute.category,
            section: named.section,
            section_title: named.section_title,
            whose: named.whose,
            label: named.label,
            combined: combined(editing, dispute, &asked),
            fields: editing.controls(record, name),
            reopened: self.reopened_views(log, &asked),
            may_decide: editing.takes_whole(dispute) && !editing.sealed,
            partial: editing.holds_part_only(dispute),
            base,
            values,
        })
    }

    fn value_view(&self, log: &Log, side: &Side, text: String, before: &str) -> ConflictValueView {
        let alternative = &side.by;
        let dot = dot_of(alternative.id);
        let decided = log.held.iter().find(|held| held.dot == dot);
        ConflictValueView {
            id: side.id.clone(),
            segments: segments(before, &text),
            author: self.directory.name(alternative.author),
            device: self.device(dot.actor),
            at: local_text(alternative.stamp.wall_ms),
            mine: alternative.author == self.person,
            undone: alternative.undone,
            reason: decided
                .map(|held| held.decision.reason.clone())
                .unwrap_or_default(),
            text,
            value: side.value.clone(),
        }
    }

    fn reopened_views(&self, log: &Log, asked: &Asked) -> Vec<UndoneView> {
        let settles: BTreeSet<&Uuid> = asked.settles().collect();
        let mut seen = BTreeSet::new();
        let reopened = log.held.iter();
        // One decision may stand in several categories.
        let reopened = reopened.filter(|held| settles.contains(&held.id) && seen.insert(held.id));
        reopened.flat_map(|held| self.undone_views(held)).collect()
    }

    fn undone_views(&self, held: &Held) -> Vec<UndoneView> {
        let view =
            |(undoing, written): &(teren_domain::decision::Undoing, Option<Written>)| UndoneView {
                author: self.author(*written),
                at: moment(*written),
                reason: undoing.reason.clone(),
            };
        held.undone.iter().map(view).collect()
    }

    pub(crate) fn author(&self, written: Option<Written>) -> String {
        written.map_or_else(String::new, |written| self.directory.name(written.author))
    }

    /// Every decision, the latest first.
    pub(crate) fn decision_views(&self, editing: &Editing, log: &Log) -> Vec<DecidedView> {
        let mut seen = BTreeSet::new();
        // One decision may stand in several categories.
        let once = log.held.iter().rev().filter(|held| seen.insert(held.id));
        once.map(|held| self.decision_view(editing, log, held))
            .collect()
    }

    fn decision_view(&self, editing: &Editing, log: &Log, held: &Held) -> DecidedView {
        let (record, name) = (held.decision.record, held.decision.field.as_str());
        let named = editing.named(record, name);
        let dispute = Dispute {
            category: held.category,
            record,
            field: name.to_owned(),
        };
        let (text, over) = decided_texts(editing, log, held, &dispute);
        let takes = editing.takes_whole(&dispute);
        let history = log.history(held);
        let heads = history.heads();
        DecidedView {
            id: held.id,
            record,
            field: name.to_owned(),
            section: named.section,
            whose: named.whose,
            label: named.label,
            choice: choice_view(held.decision.choice),
            text,
            over,
            author: self.author(held.written),
            device: self.device(held.dot.actor),
            at: moment(held.written),
            reason: held.decision.reason.clone(),
            undone: self.undone_views(held),
            // That two are two people writes no answer.
            written_over: held.decision.choice != Choice::Apart
                && heads.iter().all(|head| head.dot != held.dot),
            may_undo: takes && !editing.sealed && !held.is_undone(),
        }
    }
}

/// What was decided, and over what; of an answer kept in parts the parts that were torn, joined.
fn decided_texts(
    editing: &Editing,
    log: &Log,
    held: &Held,
    dispute: &Dispute,
) -> (String, Vec<String>) {
    let parts: Vec<&Held> = log.held.iter().filter(|one| one.id == held.id).collect();
    let written: Vec<(Category, Option<Alternative>, Vec<Alternative>)> = parts
        .into_iter()
        .filter_map(|part| {
            let history = log.history(part);
            let version = |dot: Dot| Some(Alternative::of(history.version(dot)?, false));
            let over = part.decision.over.iter().copied().map(dot_of);
            let category = Category::from_number(part.category)?;
            Some((
                category,
                version(part.dot),
                over.filter_map(version).collect(),
            ))
        })
        .collect();
    let words = |value: &Value| editing.words(dispute.record, &dispute.field, value);
    let text_of = |one: &Alternative| parsed(&one.value).map(|value| words(&value));
    if !editing.in_parts(dispute) {
        let own = written
            .into_iter()
            .find(|(category, ..)| category.number() == held.category);
        let (decided, over) = own.map_or((None, Vec::new()), |(_, decided, over)| (decided, over));
        let text = decided.as_ref().and_then(text_of);
        return (
            text.unwrap_or_default(),
            over.iter().filter_map(text_of).collect(),
        );
    }
    let part = |category: &Category, written| Part {
        category: *category,
        base: None,
        written,
    };
    let decided: Vec<Part<'_>> = written
        .iter()
        .map(|(category, one, _)| part(category, one.as_slice()))
        .collect();
    let over: Vec<Part<'_>> = written
        .iter()
        .map(|(category, _, over)| part(category, over))
        .collect();
    let texts = |parts: &[Part<'_>]| -> Vec<String> {
        let sides = editing.sides(dispute, None, parts).into_iter();
        sides.map(|side| words(&side.value)).collect()
    };
    (
        texts(&decided).into_iter().next().unwrap_or_default(),
        texts(&over),
    )
}

pub(crate) fn moment(written: Option<Written>) -> String {
    written.map_or_else(String::new, |written| local_text(written.stamp.wall_ms))
}

/// Everything that anybody chose, and what everybody did.
fn combined(editing: &Editing, dispute: &Dispute, asked: &Asked) -> Vec<CombinedView> {
    let lists: Vec<Vec<Value>> = asked
        .sides
        .iter()
        .filter_map(|side| side.value.as_array().cloned())
        .collect();
    if lists.len() < 2 || lists.len() != asked.sides.len() {
        return Vec::new();
    }
    let mut union: Vec<Value> = Vec::new();
    for item in lists.iter().flatten() {
        if !union.contains(item) {
            union.push(item.clone());
        }
    }
    let everywhere = |item: &&Value| lists.iter().all(|list| list.contains(item));
    let intersection: Vec<Value> = union.iter().filter(everywhere).cloned().collect();
    let made = [
        (CombinedHow::Union, union),
        (CombinedHow::Intersection, intersection),
    ];
    let new = |value: &Value| asked.sides.iter().all(|side| side.value != *value);
    made.into_iter()
        .map(|(how, items)| (how, json!(items)))
        .filter(|(_, value)| new(value))
        .map(|(how, value)| CombinedView {
            how,
            text: editing.words(dispute.record, &dispute.field, &value),
            value,
        })
        .collect()
}

pub(crate) fn parsed(bytes: &[u8]) -> Option<Value> {
    serde_json::from_slice(bytes).ok()
}

/// A value by its change, as text that crosses to the screen and back.
pub(crate) fn id_of(dot: Dot) -> String {
    format!("{}:{}", dot.actor, dot.counter)
}

const fn choice_view(choice: Choice) -> ChoiceView {
    match choice {
        Choice::One => ChoiceView::One,
        Choice::Base => ChoiceView::Base,
        Choice::Combined => ChoiceView::Combined,
        Choice::Third => ChoiceView::Third,
        Choice::Joined => ChoiceView::Joined,
        Choice::Apart => ChoiceView::Apart,
    }
}
