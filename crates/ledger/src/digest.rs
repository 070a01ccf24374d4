//! What two replicas compare after an exchange.

use std::collections::BTreeMap;

use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::vector::Hash;

/// Last change known of one actor in one stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    pub count: u64,
    pub hash: Hash,
}

/// Digest of a set of chains.
pub type Digest = Hash;

/// Digest of one stream: its category and every actor's head, in order. Equal digests mean equal logs,
/// since each head's hash covers its whole chain.
#[must_use]
pub fn stream_digest(category: u8, heads: &BTreeMap<Uuid, Head>) -> Digest {
    let mut hasher = Sha256::new();
    hasher.update([category]);
    for (actor, head) in heads {
        hasher.update(actor.as_bytes());
        hasher.update(head.count.to_be_bytes());
        hasher.update(head.hash);
    }
    hasher.finalize().into()
}
