//! What this seat can prove the office once held. An office restored from a backup gets it back, whoever wrote it.

use std::collections::HashMap;

use teren_ledger::wire::{BATCH_BYTES, Evidence, MESSAGE_BYTES, StreamDigest};
use teren_ledger::{Stream, stream_digest};

use crate::error::Error;
use crate::store::Batch;
use crate::tables::{changes, proofs, streams};

/// A stream longer than this fits into no message; its author's own laptop offers it change by change.
const LONGEST: usize = MESSAGE_BYTES - BATCH_BYTES;

impl Batch<'_> {
    /// Keeps the office's word for every stream that is the same on both sides.
    pub(crate) fn note_proofs(&mut self, digests: &[StreamDigest]) -> Result<(), Error> {
        for theirs in digests {
            let place = Stream {
                case: theirs.case,
                document: theirs.document,
                category: theirs.category,
            };
            let Some(stream) = streams::find(self.db, place)? else {
                continue;
            };
            let heads = changes::shared_heads(self.db, stream)?;
            let mut counts = Vec::with_capacity(heads.len());
            for (actor, head) in &heads {
                counts.push((self.actor_number(*actor)?, head.count));
            }
            if stream_digest(theirs.category, &heads.into_iter().collect()) == theirs.digest {
                proofs::put(self.db, stream, &counts, &theirs.proof)?;
            }
        }
        Ok(())
    }

    /// What is to be shown to the office, about so many bytes but at least one stream.
    pub(crate) fn evidence(&mut self, max_bytes: usize) -> Result<Vec<Evidence>, Error> {
        let mut all = Vec::new();
        let mut bytes = 0;
        let mut place = (false, 0);
        while let Some(next) = proofs::next_offered(self.db, place)? {
            place = next;
            let Some(evidence) = self.evidence_of(place.1)? else {
                continue;
            };
            let size: usize = evidence.changes.iter().map(Vec::len).sum();
            if !all.is_empty() && bytes + size > max_bytes {
                break;
            }
            bytes += size;
            all.push(evidence);
        }
        Ok(all)
    }

    /// `None` where the chains are not whole here any more, or too long for one message.
    fn evidence_of(&mut self, stream: i64) -> Result<Option<Evidence>, Error> {
        let Some((counts, proof)) = proofs::find(self.db, stream)? else {
            return Ok(None);
        };
        let counts: HashMap<i64, u64> = counts.into_iter().collect();
        let mut evidence = Evidence {
            stream: streams::place(self.db, stream)?,
            heads: Vec::new(),
            proof,
            changes: Vec::new(),
        };
        let log = changes::of_stream(self.db, &mut self.work.codec, stream, |_, _, _| true)?;
        for logged in log {
            let dot = logged.dot;
            let actor = self.actor_number(dot.actor)?;
            let count = counts.get(&actor).copied().unwrap_or(0);
            if let (Some(bytes), true) = (logged.bytes, dot.counter <= count) {
                evidence.changes.push(bytes);
            }
            if dot.counter == count {
                evidence.heads.push((dot.actor, count, logged.hash));
            }
        }
        let vouched: u64 = counts.values().sum();
        let whole = usize::try_from(vouched).is_ok_and(|all| all == evidence.changes.len());
        let bytes: usize = evidence.changes.iter().map(Vec::len).sum();
        Ok((whole && bytes <= LONGEST).then_some(evidence))
    }
}
