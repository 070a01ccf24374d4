//! What happened to one answer: every value it ever had, who had seen what, and what all had seen.
//!
//! The register keeps what is current; this reads the log, for people who merge, undo, or ask how an answer came about.

use std::sync::Arc;

use uuid::Uuid;

use crate::change::{Change, Malformed};
use crate::vector::{Dot, Stamp, VersionVector};

/// One value that an answer was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    pub dot: Dot,
    /// What its writer had seen of the stream, own changes before this one included.
    pub past: VersionVector,
    pub stamp: Stamp,
    pub author: Uuid,
    pub value: Arc<[u8]>,
}

impl Version {
    /// Its writer knew the other one.
    #[must_use]
    pub fn has_seen(&self, other: Dot) -> bool {
        self.past.covers(other)
    }
}

/// All values of one answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    versions: Vec<Version>,
}

impl History {
    /// Reads one answer's values out of the changes of its stream, late ones left out by the caller.
    ///
    /// # Errors
    /// The writes of a change cannot be read.
    pub fn of<'a>(
        changes: impl IntoIterator<Item = &'a Change>,
        record: Uuid,
        field: &str,
    ) -> Result<Self, Malformed> {
        let mut versions = Vec::new();
        for change in changes {
            let writes = change.borrowed_writes()?;
            let of_answer =
                |write: &&crate::BorrowedWrite<'_>| write.record == record && write.field == field;
            // Of two writes of one change the last counts, as in the register.
            if let Some(write) = writes.iter().rfind(of_answer) {
                versions.push(Version {
                    dot: change.dot,
                    past: past_of(change),
                    stamp: change.stamp,
                    author: change.author,
                    value: Arc::from(write.value),
                });
            }
        }
        Ok(Self { versions })
    }

    /// Every value, in order of arrival.
    #[must_use]
    pub fn versions(&self) -> &[Version] {
        &self.versions
    }

    #[must_use]
    pub fn version(&self, dot: Dot) -> Option<&Version> {
        self.versions.iter().find(|version| version.dot == dot)
    }

    /// The values that nobody has written over.
    #[must_use]
    pub fn heads(&self) -> Vec<&Version> {
        heads_among(self.versions.iter().collect())
    }

    /// The last value that the writers of all these had seen; `None` where the answer was empty to one of them.
    #[must_use]
    pub fn base_of(&self, alternatives: &[&Version]) -> Option<&Version> {
        let known_to_all = |version: &&Version| {
            let mut all = alternatives.iter();
            !alternatives.is_empty() && all.all(|other| other.has_seen(version.dot))
        };
        let common = heads_among(self.versions.iter().filter(known_to_all).collect());
        let latest = |version: &&Version| (version.stamp, version.dot);
        common.into_iter().max_by_key(latest)
    }
}

/// What the writer of a change had seen of its stream, the change itself left out.
fn past_of(change: &Change) -> VersionVector {
    let mut past = change.context.clone();
    past.raise(change.dot.actor, change.dot.counter.saturating_sub(1));
    past
}

/// Those that none of the others has seen.
fn heads_among(versions: Vec<&Version>) -> Vec<&Version> {
    let written_over = |version: &Version| {
        let mut others = versions.iter();
        others.any(|other| other.has_seen(version.dot))
    };
    let mut heads = versions.clone();
    heads.retain(|version| !written_over(version));
    heads
}
