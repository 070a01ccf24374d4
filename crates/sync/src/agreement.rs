//! Whether both sides hold the same, told by digests once an exchange is through.

use std::collections::{BTreeMap, BTreeSet};

use teren_ledger::Stream;
use teren_ledger::wire::{Response, StreamDigest};
use teren_store::{Error, Received, Store};

/// What speaks for and against agreement so far.
#[derive(Debug, Default)]
pub(crate) struct Agreement {
    /// Digests that came while more was waiting, to be compared at the end.
    later: BTreeMap<Stream, StreamDigest>,
    differ: BTreeSet<Stream>,
}

impl Agreement {
    pub(crate) fn note(&mut self, response: &Response, received: &Received) {
        // With nothing more waiting the store has compared these digests itself.
        let compared = !response.more && response.backfill.is_none();
        for digest in &response.digests {
            let stream = stream_of(digest);
            if compared {
                self.later.remove(&stream);
                self.differ.remove(&stream);
            } else {
                self.later.insert(stream, *digest);
            }
        }
        self.differ.extend(&received.mismatched);
    }

    /// Streams that differ now that nothing more is waiting.
    pub(crate) fn differing(&mut self, store: &mut Store) -> Result<&mut BTreeSet<Stream>, Error> {
        let later: Vec<StreamDigest> = std::mem::take(&mut self.later).into_values().collect();
        for digest in &later {
            self.differ.remove(&stream_of(digest));
        }
        self.differ.extend(store.mismatched(&later)?);
        Ok(&mut self.differ)
    }
}

fn stream_of(digest: &StreamDigest) -> Stream {
    Stream {
        case: digest.case,
        document: digest.document,
        category: digest.category,
    }
}
