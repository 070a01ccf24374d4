//! The access log of a seat: a chain in which no entry can be changed, left out or moved elsewhere unseen.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::vector::Hash;

/// One entry of a seat's chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accessed {
    /// Place in the chain, from 1.
    pub number: u64,
    /// When, by the seat's clock, ms since 1970 UTC.
    pub at_ms: i64,
    /// What was done: a word of the room above.
    pub event: String,
    /// Case or document it concerns.
    pub subject: Uuid,
    /// SHA-256 over this entry and the hash before it.
    pub hash: Hash,
}

/// Where a chain ends. The default is a chain without entries.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChainEnd {
    /// Number of the last entry.
    pub number: u64,
    pub hash: Hash,
}

impl ChainEnd {
    /// The next entry of the seat's chain.
    #[must_use]
    pub fn next(&self, replica: Uuid, at_ms: i64, event: &str, subject: Uuid) -> Accessed {
        let mut entry = Accessed {
            number: self.number + 1,
            at_ms,
            event: event.to_owned(),
            subject,
            hash: Hash::default(),
        };
        entry.hash = entry.chained(replica, &self.hash);
        entry
    }

    /// Whether the entry is the one that comes after this end.
    #[must_use]
    pub fn leads_to(&self, replica: Uuid, entry: &Accessed) -> bool {
        entry.number.checked_sub(1) == Some(self.number)
            && entry.hash == entry.chained(replica, &self.hash)
    }
}

impl Accessed {
    /// The end of a chain that ends with this entry.
    #[must_use]
    pub const fn end(&self) -> ChainEnd {
        ChainEnd {
            number: self.number,
            hash: self.hash,
        }
    }

    fn chained(&self, replica: Uuid, previous: &Hash) -> Hash {
        let mut hasher = Sha256::new();
        hasher.update(previous);
        hasher.update(replica.as_bytes());
        hasher.update(self.number.to_be_bytes());
        hasher.update(self.at_ms.to_be_bytes());
        hasher.update(self.subject.as_bytes());
        hasher.update(self.event.as_bytes());
        hasher.finalize().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SEAT: Uuid = Uuid::from_u128(1);
    const CASE: Uuid = Uuid::from_u128(2);

    #[test]
    fn an_entry_follows_only_the_one_before_it_in_its_own_seat() {
        let first = ChainEnd::default().next(SEAT, 5, "read", CASE);
        let second = first.end().next(SEAT, 6, "printed", CASE);
        assert!(ChainEnd::default().leads_to(SEAT, &first));
        assert!(first.end().leads_to(SEAT, &second));
        assert!(!first.end().leads_to(SEAT, &first), "replayed");
        assert!(!ChainEnd::default().leads_to(SEAT, &second), "left out");
        assert!(!first.end().leads_to(CASE, &second), "of another seat");
        for changed in [
            Accessed {
                at_ms: 7,
                ..second.clone()
            },
            Accessed {
                event: "read".to_owned(),
                ..second.clone()
            },
            Accessed {
                subject: SEAT,
                ..second
            },
        ] {
            assert!(!first.end().leads_to(SEAT, &changed));
        }
    }
}
