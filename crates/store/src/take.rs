//! Taking a change into the log: the ledger says what follows, this applies it.

use std::sync::Arc;

use teren_ledger::{Action, Dot, Envelope, Kind, Refusal, StreamState};
use uuid::Uuid;

use crate::document::past_of;
use crate::error::Error;
use crate::store::Batch;
use crate::tables::changes::{self, Fate, NewChange};
use crate::tables::{conflicts, streams};

/// Where a change comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    Own,
    Office,
}

/// What became of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    Appended { late: bool },
    Known,
    Refused(Refusal),
}

impl Batch<'_> {
    /// Takes one change; its document must be open in this store.
    pub(crate) fn take(&mut self, envelope: &Envelope, origin: Origin) -> Result<Step, Error> {
        let change = &envelope.change;
        let document = change.stream.document;
        let category = change.stream.category;
        if change.kind == Kind::SEAL {
            // It is held against the other streams as they stand under the seals before it.
            self.document(document)?;
        }
        let stream = self.stream(document, category)?;
        let state = Arc::make_mut(self.document_with(document, category)?);
        let cuts = state.cuts(category);
        let merged = state
            .streams
            .entry(category)
            .or_insert_with(|| StreamState::new(cuts))
            .merge(envelope)?;
        let mut step = Step::Known;
        for action in merged {
            match action {
                Action::Known => return self.meet_again(envelope, stream, origin),
                Action::Refuse(refusal) => return Ok(Step::Refused(refusal)),
                Action::Append { live } => {
                    self.append(envelope, stream, origin, Some(live))?;
                    step = Step::Appended { late: false };
                }
                Action::AppendLate => {
                    self.append(envelope, stream, origin, None)?;
                    step = Step::Appended { late: true };
                }
                Action::Keep { dot, live } => self.keep(stream, dot, live)?,
                Action::OpenConflict { record, field } => {
                    conflicts::open(self.db, stream, record, &field)?;
                }
                Action::CloseConflict { record, field } => {
                    conflicts::close(self.db, stream, record, &field)?;
                }
            }
        }
        Arc::make_mut(self.header(document)?).note(change);
        if change.kind == Kind::SEAL {
            self.apply_seal(envelope)?;
        }
        self.mark_card(change.stream.case)?;
        Ok(step)
    }

    /// Number of a stream, given on its first change.
    fn stream(&mut self, document: Uuid, category: u8) -> Result<i64, Error> {
        let state = self.header(document)?;
        if let Some(id) = state.ids.get(&category) {
            return Ok(*id);
        }
        let row = state.row;
        let id = streams::intern(self.db, row, category)?;
        Arc::make_mut(self.header(document)?)
            .ids
            .insert(category, id);
        Ok(id)
    }

    fn append(
        &mut self,
        envelope: &Envelope,
        stream: i64,
        origin: Origin,
        live: Option<u64>,
    ) -> Result<(), Error> {
        let dot = envelope.change.dot;
        let actor = self.actor_number(dot.actor)?;
        let packed = self.work.codec.pack(envelope)?;
        changes::insert(
            self.db,
            &NewChange {
                stream,
                actor,
                counter: dot.counter,
                own: origin == Origin::Own,
                late: live.is_none(),
                kind: envelope.change.kind,
                live: live.unwrap_or(0),
                hash: &envelope.hash,
                packed: &packed,
            },
        )?;
        self.work.tip.extend(&envelope.hash);
        if origin != Origin::Own && dot.actor == self.work.actor {
            // Written under this store's name, but not by it: this store is an older image of itself, or a copy.
            self.take_new_actor()?;
            self.ask_for_own_too()?;
        }
        Ok(())
    }

    fn keep(&mut self, stream: i64, dot: Dot, live: u64) -> Result<(), Error> {
        let actor = self.actor_number(dot.actor)?;
        changes::keep(self.db, stream, actor, dot.counter, live)
    }

    /// A dot that is here already: the same change, or a fork found in the middle of a chain.
    fn meet_again(
        &mut self,
        envelope: &Envelope,
        stream: i64,
        origin: Origin,
    ) -> Result<Step, Error> {
        let dot = envelope.change.dot;
        let actor = self.actor_number(dot.actor)?;
        let Some((id, fate, hash)) = changes::standing(self.db, stream, actor, dot.counter)? else {
            return Err(Error::Damaged("a chain of changes"));
        };
        if hash != envelope.hash {
            return Ok(Step::Refused(Refusal::Fork));
        }
        if origin == Origin::Office && matches!(fate, Fate::Unsent | Fate::Quarantined) {
            // The office has it after all: its receipt was lost on the way.
            changes::settle(self.db, id, None)?;
        }
        Ok(Step::Known)
    }

    /// Puts a new seal over the streams of its document. What lies outside every seal's past becomes late,
    /// whichever came first.
    fn apply_seal(&mut self, envelope: &Envelope) -> Result<(), Error> {
        let document = envelope.change.stream.document;
        let Ok(Some(seal)) = envelope.change.seal() else {
            return Ok(());
        };
        let own = envelope.change.stream.category;
        let state = self.document(document)?;
        let categories: Vec<u8> = state
            .streams
            .keys()
            .copied()
            .filter(|known| *known != own)
            .collect();
        for category in categories {
            let state = Arc::make_mut(self.document(document)?);
            let fits = state
                .streams
                .get_mut(&category)
                .is_none_or(|stream| stream.add_cut(past_of(&seal, category)));
            if !fits {
                self.rebuild(document, category)?;
            }
        }
        Ok(())
    }

    /// Builds a stream's live marks, lateness and conflicts anew from its log under the document's seals.
    pub(crate) fn rebuild(&mut self, document: Uuid, category: u8) -> Result<(), Error> {
        let stream = self.stream(document, category)?;
        let state = Arc::make_mut(self.document(document)?);
        let mut fresh = StreamState::new(state.cuts(category));
        let log = changes::of_stream(self.db, &mut self.work.codec, stream, |_, _, _| true)?;
        let mut late = Vec::with_capacity(log.len());
        let mut written = Vec::with_capacity(log.len());
        for logged in &log {
            let bytes = logged.bytes.clone().unwrap_or_default();
            let envelope = Envelope::open(bytes)?;
            let actions = fresh.merge(&envelope)?;
            if matches!(
                actions.first(),
                Some(Action::Refuse(_) | Action::Known) | None
            ) {
                return Err(Error::Damaged("a chain of changes"));
            }
            late.push(actions.contains(&Action::AppendLate));
            written.push(envelope.change);
        }
        for (logged, late) in log.iter().zip(late) {
            let live = fresh.live_bits(logged.dot);
            if (live, late) != (logged.live, logged.late) {
                changes::set_standing(self.db, logged.id, live, late)?;
            }
        }
        conflicts::remove(self.db, stream)?;
        for (record, field) in fresh.conflicts() {
            conflicts::open(self.db, stream, record, field)?;
        }
        let state = Arc::make_mut(self.document(document)?);
        state.streams.insert(category, fresh);
        state.note_writers(category, &written);
        Ok(())
    }
}
