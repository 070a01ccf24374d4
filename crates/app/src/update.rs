//! An update (part IV, part III): it starts from the last approved interview, and every carried answer is „nadal aktualne”,
//! „zmienione” or „do zapytania”.

use std::sync::Arc;

use serde_json::{Value, json};
use teren_domain::assess::{Assessment, assess};
use teren_domain::purpose::{Need, Purpose};
use teren_questionnaire::{
    Answers, CONFIRMED, Change, ChangeKind, FieldState, Form, Update, UpdateState,
};
use teren_store::DocumentState;
use uuid::Uuid;

use crate::App;
use crate::card::Card;
use crate::clock::local_text;
use crate::contract::{
    CarriedState, CarriedView, ChangeView, ChangedHow, FieldKey, Problem, SavedView,
    UpdateProgressView, UpdateView, UpdatedView,
};
use crate::interview::Editing;
use crate::session::Open;
use crate::values::Records;
use crate::writing::json as bytes;

/// The approved interview that another one is based on.
#[derive(Debug)]
pub(crate) struct Earlier {
    pub document: Uuid,
    pub form: Arc<Form>,
    pub answers: Answers,
    pub approved_ms: i64,
    by: Uuid,
}

impl Earlier {
    /// The interview as its last seal froze it; `None` when this seat does not hold it.
    pub fn load(open: &mut Open, document: Uuid) -> Result<Option<Self>, Problem> {
        let Ok(state) = open.store.document(document) else {
            return Ok(None);
        };
        let Some(sealed) = state.seals.last() else {
            return Ok(None);
        };
        let (seal, approved_ms, by) = (
            sealed.seal.clone(),
            sealed.written.stamp.wall_ms,
            sealed.written.author,
        );
        let form = open.forms.get(&seal.form)?;
        let frozen: DocumentState = open.store.document_at(document, &seal)?;
        let answers = Records::of_interview(&frozen, &[], &form).answers();
        Ok(Some(Self {
            document,
            form,
            answers,
            approved_ms,
            by,
        }))
    }

    /// What the law said of it, with the report it followed.
    pub fn assessment(&self, editing: &Editing, case: &Records) -> Assessment {
        let facts = crate::report::facts(&self.form, &self.answers, case);
        assess(&facts, &editing.grounds.parameters)
    }
}

/// The interview that a new one of this purpose starts from: the one approved last.
pub(crate) fn base_of(card: &Card, purpose: &Purpose) -> Option<Uuid> {
    let forms: &[&str] = if purpose.needs.contains(&Need::EarlierInterview) {
        &["part-i", "part-iv"]
    } else if purpose.needs.contains(&Need::EarlierRelative) {
        &["part-ii", "part-iii"]
    } else {
        return None;
    };
    let approved = card
        .interviews
        .iter()
        .filter(|interview| interview.is_of(forms));
    let approved = approved.filter_map(|interview| {
        let sealed = interview.sealed.as_ref()?;
        Some((sealed.approved_ms, interview.document))
    });
    approved.max().map(|(_, document)| document)
}

impl App {
    /// Says of carried answers that they still hold, or that they are to be asked after all.
    pub fn confirm_carried(
        &self,
        document: Uuid,
        answers: &[FieldKey],
        current: bool,
    ) -> Result<SavedView, Problem> {
        let now_ms = self.now_ms();
        self.with(|open| {
            open.commit_drafts(now_ms)?;
            let editing = open.editing(document)?;
            let word = if current {
                json!(UpdateState::Current.word())
            } else {
                Value::Null
            };
            let mut writing = editing.writing();
            for answer in answers {
                let register = format!("{}{CONFIRMED}", answer.field);
                let category = editing.writable(answer.record, &register)?;
                writing.put(category, answer.record, &register, bytes(&word));
                editing.records.put(answer.record, &register, word.clone());
            }
            writing.commit(open, now_ms)?;
            let editing = open.editing(document)?;
            Ok(SavedView {
                saved_at: local_text(now_ms),
                evaluation: editing.evaluate(now_ms),
                update: editing.updated(),
            })
        })
    }

    /// What changed since the interview this one is based on, in the order of the form.
    pub fn changes(&self, document: Uuid) -> Result<Vec<ChangeView>, Problem> {
        self.with(|open| {
            let state = open.store.document(document)?;
            let editing = Editing::load(open, &state)?;
            Ok(editing.changes().into_iter().map(change_view).collect())
        })
    }
}

impl Editing {
    /// Differences from the earlier interview; none where this seat does not hold it.
    pub(crate) fn changes(&self) -> Vec<Change> {
        self.earlier.as_ref().map_or_else(Vec::new, |earlier| {
            let answers = self.answers();
            self.form.changes(&earlier.form, &earlier.answers, &answers)
        })
    }

    fn update(&self) -> Option<Update> {
        let earlier = self.earlier.as_ref()?;
        let answers = self.answers();
        Some(self.form.update(&earlier.form, &earlier.answers, &answers))
    }

    /// The update as the screen opens it.
    pub(crate) fn update_view(&mut self, open: &Open) -> Option<UpdateView> {
        let update = self.update()?;
        let earlier = self.earlier.as_ref()?;
        let view = UpdateView {
            based_on: earlier.document,
            approved_at: local_text(earlier.approved_ms),
            by: open.directory.name(earlier.by),
            carried: update
                .states
                .iter()
                .map(|state| self.carried(state))
                .collect(),
            sections: update.sections.iter().map(progress_view).collect(),
        };
        self.told = update.states;
        Some(view)
    }

    /// What became different of the update since the screen was last told.
    pub(crate) fn updated(&mut self) -> Option<UpdatedView> {
        let update = self.update()?;
        let fresh = update
            .states
            .iter()
            .filter(|state| !self.told.contains(state));
        let gone = self
            .told
            .iter()
            .filter(|told| !update.states.iter().any(|state| state.at == told.at));
        let view = UpdatedView {
            carried: fresh.map(|state| self.carried(state)).collect(),
            gone: gone
                .map(|told| FieldKey {
                    record: told.at.record,
                    field: told.at.field.clone(),
                })
                .collect(),
            sections: update.sections.iter().map(progress_view).collect(),
        };
        self.told = update.states;
        Some(view)
    }

    fn carried(&self, state: &FieldState) -> CarriedView {
        CarriedView {
            record: state.at.record,
            field: state.at.field.clone(),
            state: match state.state {
                UpdateState::Current => CarriedState::Current,
                UpdateState::Changed => CarriedState::Changed,
                UpdateState::ToAsk => CarriedState::ToAsk,
            },
            before: self.before(state).unwrap_or_default(),
        }
    }

    /// The earlier answer as a person reads it.
    fn before(&self, state: &FieldState) -> Option<String> {
        let earlier = self.earlier.as_ref()?;
        let record = self.records.get(state.at.record)?;
        let origin = record.from.or(record.based_on)?;
        let before = earlier
            .answers
            .records()
            .iter()
            .find(|known| known.id == origin)?;
        let value = before.answer(&state.at.field)?;
        Some(
            earlier
                .form
                .value_text(&before.kind, &state.at.field, value),
        )
    }
}

fn progress_view(progress: &teren_questionnaire::UpdateProgress) -> UpdateProgressView {
    UpdateProgressView {
        section: progress.section.clone(),
        current: progress.current,
        changed: progress.changed,
        to_ask: progress.to_ask,
    }
}

fn change_view(change: Change) -> ChangeView {
    ChangeView {
        kind: match change.kind {
            ChangeKind::Answer => ChangedHow::Answer,
            ChangeKind::Added => ChangedHow::Added,
            ChangeKind::Removed => ChangedHow::Removed,
        },
        record: change.record,
        field: change.field,
        section: change.section,
        block: change.block,
        label: change.label,
        whose: change.whose,
        before: change.before_text,
        after: change.after_text,
    }
}
