//! Who had seen what: dots, version vectors, streams and stamps.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// SHA-256.
pub type Hash = [u8; 32];

/// Where a change belongs. Counters, chains, contexts and digests run per stream, so that a seat
/// holding some categories, or not holding a private document, sees no gaps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Stream {
    pub case: Uuid,
    /// The interview (its root record), or the case itself.
    pub document: Uuid,
    /// Category number; opaque here.
    pub category: u8,
}

/// Identity of a change within its stream: who (an installation and store incarnation) and which one, from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Dot {
    pub actor: Uuid,
    pub counter: u64,
}

/// Hybrid logical clock. It orders what people read and decides nothing.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Stamp {
    /// Milliseconds since 1970, UTC, as the writer's clock said.
    pub wall_ms: i64,
    pub logical: u32,
}

impl Stamp {
    /// The next stamp of a writer whose clock shows `wall_ms`; always later than `self`.
    #[must_use]
    pub fn next(self, wall_ms: i64) -> Self {
        if wall_ms > self.wall_ms {
            Self {
                wall_ms,
                logical: 0,
            }
        } else {
            Self {
                wall_ms: self.wall_ms,
                logical: self.logical.saturating_add(1),
            }
        }
    }
}

/// How many changes of each actor are known, without holes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct VersionVector(BTreeMap<Uuid, u64>);

impl VersionVector {
    #[must_use]
    pub fn count(&self, actor: Uuid) -> u64 {
        self.0.get(&actor).copied().unwrap_or(0)
    }

    #[must_use]
    pub fn covers(&self, dot: Dot) -> bool {
        self.count(dot.actor) >= dot.counter
    }

    /// Everything `other` knows is known here.
    #[must_use]
    pub fn includes(&self, other: &Self) -> bool {
        other
            .0
            .iter()
            .all(|(actor, count)| self.count(*actor) >= *count)
    }

    /// Raises the count of an actor; never lowers it.
    pub fn raise(&mut self, actor: Uuid, count: u64) {
        let known = self.0.entry(actor).or_insert(0);
        *known = (*known).max(count);
    }

    pub fn join(&mut self, other: &Self) {
        for (actor, count) in &other.0 {
            self.raise(*actor, *count);
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = (Uuid, u64)> + '_ {
        self.0.iter().map(|(actor, count)| (*actor, *count))
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(Uuid, u64)> for VersionVector {
    fn from_iter<I: IntoIterator<Item = (Uuid, u64)>>(counts: I) -> Self {
        let mut vector = Self::default();
        for (actor, count) in counts {
            vector.raise(actor, count);
        }
        vector
    }
}
