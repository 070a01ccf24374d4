//! The queue of interviews in which something waits, and the desk of one of them.

use std::collections::BTreeSet;

use teren_store::DocumentState;
use uuid::Uuid;

use crate::App;
use crate::card::Card;
use crate::contract::{DeskView, Problem, QueueView};
use crate::desk::disputes::{answers_of, decisions, reopened, torn};
use crate::desk::draw::Log;
use crate::interview::Editing;
use crate::session::Open;

/// Reasons offered again at the most.
const REASONS: usize = 8;

impl App {
    /// Interviews in which something is to be decided, the worst term first.
    pub fn merge_queue(&self) -> Result<Vec<QueueView>, Problem> {
        let now_ms = self.now_ms();
        self.with(|open| {
            open.commit_drafts(now_ms)?;
            let mut queue = Vec::new();
            for card in open.cards()? {
                let in_work = card.documents();
                let in_work = in_work.filter(|one| one.sealed.is_none() && !one.private);
                for document in in_work.map(|one| one.document).collect::<Vec<_>>() {
                    queue.extend(open.queued(&card, document, now_ms)?);
                }
            }
            queue.sort_by_key(|queued| {
                let due = queued.term.as_ref().map(|term| term.due.clone());
                (due.is_none(), due, u32::MAX - queued.conflicts)
            });
            Ok(queue)
        })
    }

    /// The desk of one interview. Looking at another person's interview is noted for the centre.
    pub fn merge_desk(&self, document: Uuid) -> Result<DeskView, Problem> {
        let now_ms = self.now_ms();
        self.with(|open| {
            open.commit_drafts(now_ms)?;
            let state = open.store.document(document)?;
            open.note_reading(&state, now_ms)?;
            open.desk_view(document, now_ms)
        })
    }
}

impl Open {
    fn queued(
        &mut self,
        card: &Card,
        document: Uuid,
        now_ms: i64,
    ) -> Result<Option<QueueView>, Problem> {
        let state = self.store.document(document)?;
        let held = decisions(&state);
        let torn = torn(&state, &held);
        let disputes = answers_of(&torn);
        if disputes.is_empty() && !several_wrote(&state) {
            return Ok(None);
        }
        let editing = Editing::load(self, &state)?;
        let twins = self.twins(&editing, &state).len();
        if disputes.is_empty() && twins == 0 {
            return Ok(None);
        }
        let values = torn
            .iter()
            .flat_map(|dispute| state.values(dispute.category, dispute.record, &dispute.field));
        let writers = values.filter_map(|value| value.written);
        let undone = reopened(&held).into_iter().filter_map(|held| held.written);
        let writers: BTreeSet<String> = writers
            .chain(undone)
            .map(|written| self.directory.name(written.author))
            .collect();
        Ok(Some(QueueView {
            case: card.case,
            document,
            name: card.name.clone(),
            form_title: editing.form.title.clone(),
            conflicts: count(disputes.len()),
            twins: count(twins),
            term: card.term(now_ms),
            writers: writers.into_iter().collect(),
        }))
    }

    pub(crate) fn desk_view(&mut self, document: Uuid, now_ms: i64) -> Result<DeskView, Problem> {
        let state = self.store.document(document)?;
        let editing = Editing::load(self, &state)?;
        let log = Log::read(self, &state, true)?;
        let card = self.card(editing.case)?;
        let mut reasons: Vec<String> = Vec::new();
        let own = log.held.iter().rev().map(|held| &held.decision.reason);
        for reason in own.filter(|reason| !reason.is_empty()) {
            if reasons.len() < REASONS && !reasons.contains(reason) {
                reasons.push(reason.clone());
            }
        }
        Ok(DeskView {
            case: editing.case,
            document,
            name: card.name.clone(),
            form_title: editing.form.title.clone(),
            term: card.term(now_ms),
            conflicts: self.conflict_views(&editing, &log)?,
            twins: self.twins(&editing, &state),
            merged: self.merged(&editing, &log),
            decisions: self.decision_views(&editing, &log),
            reasons,
            sealed: editing.sealed,
        })
    }
}

fn several_wrote(state: &DocumentState) -> bool {
    let mut values = state.answers().flat_map(|answer| answer.values);
    let first = values.next().map(|value| value.value.dot.actor);
    values.any(|value| Some(value.value.dot.actor) != first)
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
