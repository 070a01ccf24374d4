//! A store that was restored from an image, or copied, finds out that its name was used twice: it takes a new
//! name and writes its own branch again under it. Nothing is dropped.

use std::collections::BTreeMap;

use teren_ledger::{Change, Dot, Envelope, Kind, Seal, Stream, VersionVector};
use uuid::Uuid;

use crate::document::past_of;
use crate::error::Error;
use crate::store::{Batch, Store};
use crate::tables::{changes, conflicts, grants};

impl Store {
    /// Writes the own changes of a stream, from a counter of an actor on, again under a new actor. Returns how many.
    pub fn reissue(&mut self, stream: Stream, actor: Uuid, from: u64) -> Result<u32, Error> {
        self.transact(|batch| batch.reissue(stream, actor, from))
    }
}

/// Own changes of one document under a name that was used twice, taken out of the log to be written again.
#[derive(Default)]
struct Branch {
    /// In the order they were written.
    changes: Vec<(i64, Change)>,
    /// Per category the counter from which on the old name is given up.
    from: BTreeMap<u8, u64>,
    /// Per category and old counter the new dot.
    renamed: BTreeMap<(u8, u64), Dot>,
}

impl Batch<'_> {
    pub(crate) fn reissue(&mut self, stream: Stream, actor: Uuid, from: u64) -> Result<u32, Error> {
        let mut branch = Branch::default();
        self.collect(stream, actor, from, &mut branch)?;
        if branch.changes.is_empty() {
            return Ok(0);
        }
        let seals = self.own_seals(stream, actor, from)?;
        if !seals.is_empty() {
            self.collect_unsent(stream, actor, &mut branch)?;
        }
        self.take_out(stream, actor, &branch)?;
        for seal in seals {
            // A seal that the office has taken already is said once more, over the answers' new names.
            if !branch.changes.iter().any(|(known, _)| *known == seal.0) {
                branch.changes.push(seal);
            }
        }
        branch.changes.sort_by_key(|(id, _)| *id);
        let current = self.work.actor;
        let state = self.document(stream.document)?;
        let used = (state.streams.values()).any(|of| of.head(current).is_some());
        if current == actor {
            // An older image, or a copy: what this seat wrote since then is asked for in every case.
            self.take_new_actor()?;
            self.ask_for_own_too()?;
        } else if used && branch.changes.iter().any(|(_, change)| is_seal(change)) {
            // A seal's past must end where the branch ends, not after what was written since then.
            self.take_new_actor()?;
        }
        let mut written = 0;
        for (_, change) in std::mem::take(&mut branch.changes) {
            let old = change.dot;
            let category = change.stream.category;
            let change = self.under_new_name(change, actor, &branch)?;
            branch.renamed.insert((category, old.counter), change.dot);
            self.append_own(&change.seal_envelope()?)?;
            written += 1;
        }
        grants::start_backfill(self.db, stream.case, u64::MAX)?;
        Ok(written)
    }

    /// Own changes of a stream from a counter of the actor on.
    fn collect(
        &mut self,
        stream: Stream,
        actor: Uuid,
        from: u64,
        branch: &mut Branch,
    ) -> Result<(), Error> {
        let state = self.document(stream.document)?;
        let Some(id) = state.ids.get(&stream.category).copied() else {
            return Ok(());
        };
        let log = changes::of_stream(self.db, &mut self.work.codec, id, |_, _, _| true)?;
        for logged in log {
            if logged.own
                && logged.dot.actor == actor
                && logged.dot.counter >= from
                && let Some(bytes) = logged.bytes
            {
                branch.from.entry(stream.category).or_insert(from);
                let change = Envelope::open(bytes)?.change;
                branch.changes.push((logged.id, change));
            }
        }
        Ok(())
    }

    /// A sealed document is written again as one: what the office has not taken of its other streams goes with it.
    fn collect_unsent(
        &mut self,
        stream: Stream,
        actor: Uuid,
        branch: &mut Branch,
    ) -> Result<(), Error> {
        let number = self.actor_number(actor)?;
        for (category, id) in self.document(stream.document)?.ids.clone() {
            if branch.from.contains_key(&category) {
                continue;
            }
            if let Some(from) = changes::first_untaken(self.db, id, number)? {
                let other = Stream { category, ..stream };
                self.collect(other, actor, from, branch)?;
            }
        }
        Ok(())
    }

    /// Own seals of the document, by this actor, that have seen the branch of this stream.
    fn own_seals(
        &mut self,
        stream: Stream,
        actor: Uuid,
        from: u64,
    ) -> Result<Vec<(i64, Change)>, Error> {
        let first = Dot {
            actor,
            counter: from,
        };
        let mut seals = Vec::new();
        for id in self.document(stream.document)?.ids.clone().into_values() {
            let log = changes::of_stream(self.db, &mut self.work.codec, id, |kind, _, _| {
                kind == Kind::SEAL
            })?;
            for logged in log.into_iter().filter(|logged| logged.own) {
                let Some(bytes) = logged.bytes.filter(|_| logged.dot.actor == actor) else {
                    continue;
                };
                let change = Envelope::open(bytes)?.change;
                let inside =
                    change.stream.category == stream.category && logged.dot.counter >= from;
                let seal = change.seal()?;
                let over = seal.is_some_and(|seal| past_of(&seal, stream.category).covers(first));
                if inside || over {
                    seals.push((logged.id, change));
                }
            }
        }
        Ok(seals)
    }

    /// Takes the branch out of the log and reads its document anew.
    fn take_out(&mut self, stream: Stream, actor: Uuid, branch: &Branch) -> Result<(), Error> {
        let number = self.actor_number(actor)?;
        let ids = self.document(stream.document)?.ids.clone();
        for (category, from) in &branch.from {
            if let Some(id) = ids.get(category) {
                changes::remove_from(self.db, *id, number, *from)?;
                conflicts::remove(self.db, *id)?;
            }
        }
        self.work.documents.forget(stream.document);
        for category in ids.into_keys() {
            self.rebuild(stream.document, category)?;
        }
        Ok(())
    }

    /// The same answers, author and time; another dot, and a past that ends where the two branches part.
    fn under_new_name(
        &mut self,
        change: Change,
        old: Uuid,
        branch: &Branch,
    ) -> Result<Change, Error> {
        let actor = self.work.actor;
        let category = change.stream.category;
        let state = self.document(change.stream.document)?;
        let stream = state.streams.get(&category);
        let head = stream.and_then(|stream| stream.head(actor));
        // Of the old name everything up to the parting; a seal said once more follows its first wording.
        let parting = match branch.from.get(&category) {
            Some(from) => from - 1,
            None => change.dot.counter,
        };
        let mut context: VersionVector = change
            .context
            .iter()
            .filter(|(other, _)| *other != actor && *other != old)
            .collect();
        if parting > 0 {
            context.raise(old, parting);
        }
        let body = match change.seal()? {
            Some(seal) => renamed(seal, old, branch).body()?,
            None => change.body,
        };
        Ok(Change {
            dot: Dot {
                actor,
                counter: head.map_or(0, |head| head.count).saturating_add(1),
            },
            context,
            previous: head.map_or([0; 32], |head| head.hash),
            body,
            ..change
        })
    }
}

fn is_seal(change: &Change) -> bool {
    change.kind == Kind::SEAL
}

/// The seal over the new names of what it has seen. Its root stays: that covers content, not names.
fn renamed(mut seal: Seal, old: Uuid, branch: &Branch) -> Seal {
    for part in &mut seal.categories {
        let Some(from) = branch.from.get(&part.category).copied() else {
            continue;
        };
        let seen = part.past.count(old);
        if seen < from {
            continue;
        }
        let mut past: VersionVector = part
            .past
            .iter()
            .filter(|(actor, _)| *actor != old)
            .collect();
        if from > 1 {
            past.raise(old, from - 1);
        }
        if let Some(last) = branch.renamed.get(&(part.category, seen)) {
            past.raise(last.actor, last.counter);
        }
        part.past = past;
    }
    seal
}
