//! What people settled at the merge desk, told by sittings: thirty answers settled in ten minutes are one thing that happened.

use std::collections::BTreeMap;

use teren_domain::decision::{DECISION, is_undone_field};
use teren_ledger::ROW_FIELD;
use uuid::Uuid;

use super::{Fact, Facts, Moment};
use crate::contract::TimelineWhat;

/// Decisions no further apart than this are of one sitting.
const PAUSE_MS: i64 = 60 * 60 * 1000;

/// What was settled and what was taken back, a moment for each person, interview and sitting, with the number of answers.
pub(super) fn sittings(facts: &Facts) -> Vec<Moment> {
    let mut acts: BTreeMap<_, BTreeMap<Uuid, &Fact>> = BTreeMap::new();
    for fact in facts.0.iter().filter(|fact| fact.kind == DECISION) {
        let what = match fact.field.as_str() {
            ROW_FIELD => TimelineWhat::Settled,
            field if is_undone_field(field) => TimelineWhat::SettlingUndone,
            _ => continue,
        };
        // A decision on an answer of several categories stands in each of them.
        let of_one = acts.entry((what, fact.document, fact.by)).or_default();
        of_one.insert(fact.record, fact);
    }
    let mut told = Vec::new();
    for ((what, document, _), decisions) in acts {
        let mut decisions: Vec<&Fact> = decisions.into_values().collect();
        decisions.sort_by_key(|fact| fact.at_ms);
        let apart = |one: &&Fact, next: &&Fact| next.at_ms - one.at_ms <= PAUSE_MS;
        let sittings = decisions.chunk_by(apart);
        told.extend(sittings.filter_map(|sitting| {
            let last = sitting.last()?;
            Some(Moment {
                detail: Some(sitting.len().to_string()),
                document: Some(document),
                ..last.moment(what)
            })
        }));
    }
    told
}
