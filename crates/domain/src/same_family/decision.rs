//! Where two descriptions of one person differ: what may be taken as it is and what somebody must choose.

use serde::{Deserialize, Serialize};

use crate::same_family::address::Place;
use crate::same_family::fold::fold;

/// Why a field of two joined files needs no choice, or needs one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DecisionKind {
    /// One file says nothing.
    FillEmpty,
    /// Both say the same in other words.
    SameAfterNormalisation,
    /// They differ: a person chooses.
    Conflict,
}

/// Sets two texts beside each other. `None`: nothing to decide, they are equal but for marks and capitals, or both empty.
#[must_use]
pub fn of_texts(one: &str, other: &str) -> Option<DecisionKind> {
    match (one.trim().is_empty(), other.trim().is_empty()) {
        (true, true) => None,
        (false, false) => (fold(one) != fold(other)).then_some(DecisionKind::Conflict),
        _ => Some(DecisionKind::FillEmpty),
    }
}

/// Sets two addresses beside each other: one door in two spellings is no conflict.
#[must_use]
pub fn of_addresses(one: &str, other: &str) -> Option<DecisionKind> {
    let kind = of_texts(one, other)?;
    let (first, second) = (Place::read(one), Place::read(other));
    let door =
        first.street == second.street && first.house == second.house && first.flat == second.flat;
    let same = door && first.likeness(&second).is_some_and(|alike| alike >= 0.999);
    Some(if same && kind == DecisionKind::Conflict {
        DecisionKind::SameAfterNormalisation
    } else {
        kind
    })
}

/// The fuller of two addresses that name one door.
#[must_use]
pub fn fuller<'a>(one: &'a str, other: &'a str) -> &'a str {
    let parts = |text: &str| {
        let place = Place::read(text);
        let parts = [
            &place.street,
            &place.house,
            &place.flat,
            &place.postcode,
            &place.locality,
        ];
        parts.iter().map(|part| part.len()).sum::<usize>()
    };
    if parts(other) > parts(one) {
        other
    } else {
        one
    }
}
