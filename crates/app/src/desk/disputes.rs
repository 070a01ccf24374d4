//! Which answers of an interview wait for a person: those with several values, and those whose decision was taken back.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use teren_domain::decision::{DECISION, Decision, Undoing, ValueId, is_undone_field};
use teren_ledger::{Dot, RECORD_FIELD, ROW_FIELD};
use teren_store::{DocumentState, Written};
use uuid::Uuid;

/// An answer that waits for a decision.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Dispute {
    pub category: u8,
    pub record: Uuid,
    pub field: String,
}

/// A decision as the interview holds it.
#[derive(Debug, Clone)]
pub(crate) struct Held {
    pub id: Uuid,
    pub category: u8,
    pub decision: Decision,
    /// The change that brought it, and the value it decided for.
    pub dot: Dot,
    pub written: Option<Written>,
    pub undone: Vec<(Undoing, Option<Written>)>,
}

impl Held {
    pub fn is_undone(&self) -> bool {
        !self.undone.is_empty()
    }

    pub fn is_of(&self, dispute: &Dispute) -> bool {
        (self.category, self.decision.record, &self.decision.field)
            == (dispute.category, dispute.record, &dispute.field)
    }
}

/// Every decision on answers of a document. One that stands in another category than its parts is not believed.
pub(crate) fn decisions(state: &DocumentState) -> Vec<Held> {
    let mut found: BTreeMap<(u8, Uuid), Held> = BTreeMap::new();
    let opened: BTreeSet<(u8, Uuid)> = state
        .answers()
        .filter(|answer| answer.field == RECORD_FIELD)
        .filter(|answer| {
            let opening = answer.values.first();
            let kind = opening.and_then(|value| kind_in(&value.value.value));
            kind.as_deref() == Some(DECISION)
        })
        .map(|answer| (answer.category, answer.record))
        .collect();
    if opened.is_empty() {
        return Vec::new();
    }
    let of_decisions = || {
        let all = state.answers();
        all.filter(|answer| opened.contains(&(answer.category, answer.record)))
    };
    for answer in of_decisions().filter(|answer| answer.field == ROW_FIELD) {
        let Some(value) = answer.values.first() else {
            continue;
        };
        if let Ok(decision) = serde_json::from_slice(&value.value.value) {
            let held = Held {
                id: answer.record,
                category: answer.category,
                decision,
                dot: value.value.dot,
                written: value.written,
                undone: Vec::new(),
            };
            found.insert((answer.category, answer.record), held);
        }
    }
    for answer in of_decisions().filter(|answer| is_undone_field(answer.field)) {
        let Some(held) = found.get_mut(&(answer.category, answer.record)) else {
            continue;
        };
        for value in &answer.values {
            if let Ok(undoing) = serde_json::from_slice(&value.value.value) {
                held.undone.push((undoing, value.written));
            }
        }
    }
    let mut held: Vec<Held> = found.into_values().collect();
    held.sort_by_key(|held| (held.written.map(|written| written.stamp), held.dot));
    held
}

fn kind_in(opening: &[u8]) -> Option<String> {
    let opening: Value = serde_json::from_slice(opening).ok()?;
    Some(opening.get("kind")?.as_str()?.to_owned())
}

/// Decisions taken back that nothing has settled anew.
pub(crate) fn reopened(held: &[Held]) -> Vec<&Held> {
    let settled: BTreeSet<Uuid> = held
        .iter()
        .flat_map(|held| held.decision.settles.iter().copied())
        .collect();
    let open = |held: &&Held| {
        // A joining that is taken back restores what it changed and asks nothing.
        held.is_undone() && !settled.contains(&held.id) && held.decision.same_as.is_none()
    };
    held.iter().filter(open).collect()
}

/// Every answer that waits. The removal of a person is one, however many categories she has answers in; so is an answer that
/// is kept in parts.
pub(crate) fn disputes(state: &DocumentState) -> Vec<Dispute> {
    answers_of(&torn(state, &decisions(state)))
}

/// Of torn parts the answers they belong to, each once, by the first of its categories.
pub(crate) fn answers_of(torn: &[Dispute]) -> Vec<Dispute> {
    let mut seen = BTreeSet::new();
    let mut answers = torn.to_vec();
    answers.retain(|part| seen.insert((part.record, part.field.clone())));
    answers
}

/// Every part of an answer that waits, in its own category.
pub(crate) fn torn(state: &DocumentState, held: &[Held]) -> Vec<Dispute> {
    // Of two approvals made apart the whole one counts, not answer by answer.
    if state.seals.len() > 1 {
        return Vec::new();
    }
    let torn = state.conflicts().map(|(category, record, field)| Dispute {
        category,
        record,
        field: field.to_owned(),
    });
    let again = reopened(held).into_iter().map(|held| Dispute {
        category: held.category,
        record: held.decision.record,
        field: held.decision.field.clone(),
    });
    let all: BTreeSet<Dispute> = torn.chain(again).collect();
    all.into_iter().collect()
}

pub(crate) const fn value_id(dot: Dot) -> ValueId {
    ValueId {
        actor: dot.actor,
        counter: dot.counter,
    }
}

pub(crate) const fn dot_of(id: ValueId) -> Dot {
    Dot {
        actor: id.actor,
        counter: id.counter,
    }
}
