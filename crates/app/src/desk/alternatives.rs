//! The values between which a person decides, and what all their writers had seen before.

use std::sync::Arc;

use serde_json::Value;
use teren_domain::decision::{Decision, ValueId};
use teren_ledger::{Change, DELETED_FIELD, Dot, History, RECORD_FIELD, Stamp, Version};
use uuid::Uuid;

use crate::contract::{Problem, ProblemCode};
use crate::desk::disputes::{Dispute, Held, dot_of, reopened, value_id};
use crate::desk::draw::parsed;

/// One value to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Alternative {
    pub id: ValueId,
    pub value: Arc<[u8]>,
    pub author: Uuid,
    pub stamp: Stamp,
    /// It was decided, and the decision was taken back.
    pub undone: bool,
}

/// What stands to be decided of one answer.
#[derive(Debug, Clone)]
pub(crate) struct Question {
    /// What all had seen before.
    pub base: Option<Alternative>,
    /// In the order of writing; equal values once.
    pub alternatives: Vec<Alternative>,
    /// Every writing of a value that stands open, equal ones too.
    pub written: Vec<Alternative>,
    /// Undone decisions that a new one settles.
    pub settles: Vec<Uuid>,
}

impl Question {
    /// Reads an open answer out of the changes of its stream.
    pub fn of(dispute: &Dispute, changes: &[Change], held: &[Held]) -> Result<Self, Problem> {
        let damaged = |_| Problem::of(ProblemCode::StoreDamaged);
        let history = History::of(changes, dispute.record, &dispute.field).map_err(damaged)?;
        let of_answer: Vec<&Held> = held.iter().filter(|held| held.is_of(dispute)).collect();
        let undone = |dot: Dot| {
            let mut decisions = of_answer.iter();
            decisions.find(|held| held.dot == dot && held.is_undone())
        };
        let open: Vec<&&Held> = of_answer
            .iter()
            .filter(|held| reopened_has(&of_answer, held))
            .collect();
        let mut left: Vec<Dot> = history.heads().iter().map(|version| version.dot).collect();
        for held in &open {
            left.extend(held.decision.over.iter().copied().map(dot_of));
        }
        let mut versions: Vec<(&Version, bool)> = Vec::new();
        while let Some(dot) = left.pop() {
            let known = versions.iter().any(|(version, _)| version.dot == dot);
            let (false, Some(version)) = (known, history.version(dot)) else {
                continue;
            };
            let taken_back = undone(dot);
            if let Some(held) = taken_back {
                left.extend(held.decision.over.iter().copied().map(dot_of));
            }
            versions.push((version, taken_back.is_some()));
        }
        let compared: Vec<&Version> = versions
            .iter()
            .filter(|(_, undone)| !undone)
            .map(|(version, _)| *version)
            .collect();
        let base = history.base_of(&compared);
        let base = base.map(|version| Alternative::of(version, false));
        let written = in_order(versions);
        let mut alternatives = once_a_value(&written);
        if dispute.field == DELETED_FIELD {
            alternatives.extend(kept_by_an_edit(
                dispute.record,
                changes,
                &history,
                &alternatives,
            ));
        }
        Ok(Self {
            base,
            alternatives,
            written,
            settles: open.iter().map(|held| held.id).collect(),
        })
    }

    /// What stood before, as the answer's value.
    pub fn base_value(&self) -> Option<Value> {
        parsed(&self.base.as_ref()?.value)
    }

    /// A decision made now.
    pub fn over(&self) -> Vec<ValueId> {
        let all = self.alternatives.iter();
        all.map(|alternative| alternative.id).collect()
    }
}

fn reopened_has(of_answer: &[&Held], held: &Held) -> bool {
    let all: Vec<Held> = of_answer.iter().map(|held| (*held).clone()).collect();
    reopened(&all).iter().any(|open| open.id == held.id)
}

/// One that nobody took back before one that somebody did, then the older one.
fn in_order(mut versions: Vec<(&Version, bool)>) -> Vec<Alternative> {
    versions.sort_by_key(|(version, undone)| (*undone, version.stamp, version.dot));
    let all = versions.into_iter();
    all.map(|(version, undone)| Alternative::of(version, undone))
        .collect()
}

/// One alternative a value, the first of each.
fn once_a_value(written: &[Alternative]) -> Vec<Alternative> {
    let mut alternatives: Vec<Alternative> = Vec::new();
    for one in written {
        if alternatives.iter().all(|known| known.value != one.value) {
            alternatives.push(one.clone());
        }
    }
    alternatives
}

impl Alternative {
    pub fn of(version: &Version, undone: bool) -> Self {
        Self {
            id: value_id(version.dot),
            value: Arc::clone(&version.value),
            author: version.author,
            stamp: version.stamp,
            undone,
        }
    }
}

/// Against a removal stands the last edit of the record whose writer was not known to who removed it.
fn kept_by_an_edit(
    record: Uuid,
    changes: &[Change],
    removals: &History,
    known: &[Alternative],
) -> Option<Alternative> {
    if known
        .iter()
        .any(|alternative| &*alternative.value == b"false")
    {
        return None;
    }
    let heads = removals.heads();
    let unseen = |change: &&Change| {
        let edits = change.borrowed_writes().unwrap_or_default();
        let edits = edits.iter().any(|write| {
            write.record == record && write.field != DELETED_FIELD && write.field != RECORD_FIELD
        });
        edits && heads.iter().any(|removal| !removal.has_seen(change.dot))
    };
    let edit = changes
        .iter()
        .filter(unseen)
        .max_by_key(|change| (change.stamp, change.dot))?;
    Some(Alternative {
        id: value_id(edit.dot),
        value: Arc::from(b"false".as_slice()),
        author: edit.author,
        stamp: edit.stamp,
        undone: false,
    })
}

/// The decision on an open answer, ready to be written beside it.
pub(crate) fn decision(
    dispute: &Dispute,
    question: &Question,
    choice: teren_domain::decision::Choice,
    reason: &str,
) -> Decision {
    Decision {
        record: dispute.record,
        field: dispute.field.clone(),
        choice,
        over: question.over(),
        settles: question.settles.clone(),
        reason: reason.to_owned(),
        same_as: None,
        moved: Vec::new(),
    }
}
