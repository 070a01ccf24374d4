//! What came to an interview after its approval: kept beside it, and the base of a correction.

use std::collections::BTreeMap;

use serde_json::Value;
use teren_domain::Category;
use teren_domain::decision::{DECISION, is_undone_field};
use teren_ledger::{DELETED_FIELD, RECORD_FIELD, Stamp};
use teren_store::Store;
use uuid::Uuid;

use crate::App;
use crate::card::Card;
use crate::clock::local_text;
use crate::contract::{FieldKey, InterviewView, LateAnswerView, LateView, Problem, ProblemCode};
use crate::interview::Editing;
use crate::session::Open;
use crate::writing::{Writing, json};

/// A late answer, the last of its writer's.
#[derive(Debug, Clone)]
pub(crate) struct Late {
    pub category: Category,
    pub record: Uuid,
    pub field: String,
    pub value: Value,
    pub author: Uuid,
    pub actor: Uuid,
    pub stamp: Stamp,
}

/// Late answers of a document, each as it was written last; what people decided between values is none of them.
pub(crate) fn late_answers(store: &mut Store, document: Uuid) -> Result<Vec<Late>, Problem> {
    let mut answers: BTreeMap<(Uuid, String, u8), Late> = BTreeMap::new();
    let mut decided = Vec::new();
    for change in store.late_edits(document)? {
        let Some(category) = Category::from_number(change.stream.category) else {
            continue;
        };
        for write in change.borrowed_writes().unwrap_or_default() {
            let value: Value = serde_json::from_slice(write.value).unwrap_or_default();
            if write.field == RECORD_FIELD && value.get("kind") == Some(&DECISION.into()) {
                decided.push(write.record);
            }
            let late = Late {
                category,
                record: write.record,
                field: write.field.to_owned(),
                value,
                author: change.author,
                actor: change.dot.actor,
                stamp: change.stamp,
            };
            let key = (late.record, late.field.clone(), category.number());
            let later = answers
                .get(&key)
                .is_none_or(|known| known.stamp <= late.stamp);
            if later {
                answers.insert(key, late);
            }
        }
    }
    let answers = answers
        .into_values()
        .filter(|late| !decided.contains(&late.record) && !is_undone_field(&late.field));
    Ok(answers.collect())
}

/// How many answers came late; what only says where a record hangs is counted with its answers.
pub(crate) fn count_late(store: &mut Store, document: Uuid) -> Result<u32, Problem> {
    let late = late_answers(store, document)?;
    let answers = late.iter().filter(|late| late.field != RECORD_FIELD);
    Ok(u32::try_from(answers.count()).unwrap_or(u32::MAX))
}

impl App {
    /// Starts a correction with these later answers filled in, or adds them to the one in work.
    pub fn correct_from_late(
        &self,
        document: Uuid,
        answers: &[FieldKey],
        reason: &str,
    ) -> Result<InterviewView, Problem> {
        let now_ms = self.now_ms();
        let reason = reason.trim();
        if answers.is_empty() {
            return Err(Problem::of(ProblemCode::InvalidInput).with("field", "answers"));
        }
        if reason.is_empty() {
            return Err(Problem::of(ProblemCode::InvalidInput).with("field", "reason"));
        }
        let correction = self.with(|open| {
            open.commit_drafts(now_ms)?;
            let correction = open.correct(document, reason, now_ms)?;
            open.fill_in((document, correction), answers, now_ms)?;
            Ok(correction)
        })?;
        self.open_interview(correction)
    }
}

impl Open {
    /// Writes chosen late answers of an interview into its correction, with the records they stand in.
    fn fill_in(
        &mut self,
        (document, correction): (Uuid, Uuid),
        chosen: &[FieldKey],
        now_ms: i64,
    ) -> Result<(), Problem> {
        let state = self.store.document(correction)?;
        let editing = Editing::load(self, &state)?;
        let here = |record: Uuid| match record == document {
            true => correction,
            false => record,
        };
        let mut writing = Writing::new(editing.case, correction, &editing.form_name);
        for late in late_answers(&mut self.store, document)? {
            let named = chosen.iter().any(|key| {
                key.record == late.record && (key.field == late.field || late.field == RECORD_FIELD)
            });
            let known = editing.records.get(here(late.record)).is_some();
            if !named || (late.field == RECORD_FIELD && known) {
                continue;
            }
            let mut value = late.value;
            if let Some(parent) = value.get_mut("parent")
                && *parent == Value::String(document.to_string())
            {
                *parent = Value::String(correction.to_string());
            }
            writing.put(late.category, here(late.record), &late.field, json(&value));
        }
        writing.commit(self, now_ms)
    }

    /// What came to each approved interview of a case after its approval.
    pub(super) fn late_of(&mut self, card: &Card) -> Result<Vec<LateView>, Problem> {
        let mut views = Vec::new();
        let late = card.documents().filter(|one| one.late > 0);
        for document in late.map(|one| one.document).collect::<Vec<_>>() {
            views.push(self.late_view(card, document)?);
        }
        views.retain(|view| !view.answers.is_empty());
        Ok(views)
    }

    fn late_view(&mut self, card: &Card, document: Uuid) -> Result<LateView, Problem> {
        let state = self.store.document(document)?;
        let editing = Editing::load(self, &state)?;
        let in_work = card.correction_in_work(document);
        let newest = in_work.or_else(|| card.valid(document));
        let newest = match newest.filter(|newest| *newest != document) {
            Some(newest) if card.interview(newest).is_some() => {
                let state = self.store.document(newest)?;
                Some(Editing::load(self, &state)?)
            }
            _ => None,
        };
        let late = late_answers(&mut self.store, document)?;
        let openings = late.iter().filter(|late| late.field == RECORD_FIELD);
        let kinds: BTreeMap<Uuid, &str> = openings
            .filter_map(|late| Some((late.record, late.value.get("kind")?.as_str()?)))
            .collect();
        let answers = late.iter().filter(|late| late.field != RECORD_FIELD);
        let answers = answers.map(|late| {
            let known = editing.kind_of(late.record);
            let kind = kinds.get(&late.record).copied().unwrap_or_default();
            let kind = if known.is_empty() { kind } else { known };
            self.late_answer(&editing, newest.as_ref(), kind, late)
        });
        let answers = answers.collect::<Vec<_>>();
        let approves = self.approves(&state)?;
        let sealed = card.interview(document).and_then(|one| one.sealed.as_ref());
        Ok(LateView {
            document,
            case: card.case,
            name: card.name.clone(),
            form_title: self.forms.short_title(&editing.form_name),
            version: card.number(document),
            approved_at: sealed.map_or_else(String::new, |seal| local_text(seal.approved_ms)),
            answers,
            in_work,
            may_correct: approves
                && editing.withheld.is_empty()
                && (in_work.is_some() || card.valid(document) == Some(document)),
        })
    }
}

impl Open {
    fn late_answer(
        &self,
        editing: &Editing,
        newest: Option<&Editing>,
        kind: &str,
        late: &Late,
    ) -> LateAnswerView {
        let (form, name) = (&editing.form, late.field.as_str());
        let text = |value: &Value| match name {
            DELETED_FIELD => editing.words(late.record, name, value),
            _ => form.value_text(kind, name, value),
        };
        let approved = editing.records.get(late.record);
        let approved = approved.and_then(|record| record.answer(name));
        let taken = newest.is_some_and(|newest| {
            let here = match late.record == editing.document {
                true => newest.document,
                false => late.record,
            };
            let now = newest.records.get(here);
            match name {
                DELETED_FIELD => now.is_none_or(|record| record.deleted),
                _ => now.and_then(|record| record.answer(name)) == Some(&late.value),
            }
        });
        LateAnswerView {
            section: form
                .section_letter(kind, name)
                .unwrap_or_default()
                .to_owned(),
            whose: editing.whose(late.record).unwrap_or_default(),
            label: form.label(kind, name).unwrap_or_default(),
            before: approved.map(text).unwrap_or_default(),
            text: text(&late.value),
            author: self.directory.name(late.author),
            device: self.device(late.actor),
            written_at: local_text(late.stamp.wall_ms),
            taken,
            at: FieldKey {
                record: late.record,
                field: late.field.clone(),
            },
        }
    }
}
