//! A store that was restored from an image, or copied, finds out that its name was used twice: it takes a new
//! name and writes its own branch again under it. Nothing is dropped.

use teren_ledger::{Change, Dot, Envelope, Stream};
use uuid::Uuid;

use crate::error::Error;
use crate::store::{Batch, Store};
use crate::tables::{changes, conflicts, grants};

impl Store {
    /// Writes the own changes of a stream, from a counter of an actor on, again under a new actor. Returns how many.
    pub fn reissue(&mut self, stream: Stream, actor: Uuid, from: u64) -> Result<u32, Error> {
        self.transact(|batch| batch.reissue(stream, actor, from))
    }
}

impl Batch<'_> {
    pub(crate) fn reissue(&mut self, stream: Stream, actor: Uuid, from: u64) -> Result<u32, Error> {
        let state = self.document(stream.document)?;
        let Some(id) = state.ids.get(&stream.category).copied() else {
            return Ok(0);
        };
        let log = changes::of_stream(self.db, &mut self.work.codec, id, |_, _, _| true)?;
        let mut branch = Vec::new();
        for logged in log {
            if logged.own
                && logged.dot.actor == actor
                && logged.dot.counter >= from
                && let Some(bytes) = logged.bytes
            {
                branch.push(Envelope::open(bytes)?.change);
            }
        }
        if branch.is_empty() {
            return Ok(0);
        }
        let number = self.actor_number(actor)?;
        changes::remove_from(self.db, id, number, from)?;
        conflicts::remove(self.db, id)?;
        self.work.documents.forget(stream.document);
        self.rebuild(stream.document, stream.category)?;
        if self.work.actor == actor {
            // An older image, or a copy: what this seat wrote since then is asked for in every case.
            self.take_new_actor()?;
            self.ask_for_own_too()?;
        }
        let mut written = 0;
        for change in branch {
            let change = self.under_new_name(change, from)?;
            self.append_own(&change.seal_envelope()?)?;
            written += 1;
        }
        grants::start_backfill(self.db, stream.case, u64::MAX)?;
        Ok(written)
    }

    /// The same answers, author and time; another dot, and a past that ends where the two branches part.
    fn under_new_name(&mut self, change: Change, from: u64) -> Result<Change, Error> {
        let actor = self.work.actor;
        let state = self.document(change.stream.document)?;
        let head = state
            .streams
            .get(&change.stream.category)
            .and_then(|stream| stream.head(actor));
        let mut context = change
            .context
            .iter()
            .filter(|(other, _)| *other != actor && *other != change.dot.actor)
            .collect::<teren_ledger::VersionVector>();
        if from > 1 {
            context.raise(change.dot.actor, from - 1);
        }
        Ok(Change {
            dot: Dot {
                actor,
                counter: head.map_or(0, |head| head.count).saturating_add(1),
            },
            context,
            previous: head.map_or([0; 32], |head| head.hash),
            ..change
        })
    }
}
