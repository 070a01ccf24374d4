//! The two doors that write an answer: a draft row while it is typed, a change when it is done.

use std::collections::BTreeMap;
use std::sync::Arc;

use teren_ledger::{
    Change, Dot, Envelope, Hash, Kind, MAX_WRITES, Seal, SealPart, SealedCategory, Stamp,
    StreamState, VersionVector, Write,
};
use uuid::Uuid;

use crate::document::{DocumentState, LONGEST_NAME};
use crate::error::Error;
use crate::random;
use crate::store::{Batch, Store};
use crate::tables::{cards, drafts};
use crate::take::{Origin, Step};

/// Bytes of answers in one change at the most; a longer edit becomes several changes.
const EDIT_BYTES: usize = 800 * 1024;

/// How far ahead of the clock here a stamp may lie and still be followed: another writer's, or an own one from when
/// the clock here ran ahead.
const NEAR_MS: i64 = 24 * 60 * 60 * 1000;

/// The same for own stamps while the clock here is behind the office's: it fell back, and says nothing of them.
const FALLEN_MS: i64 = 365 * NEAR_MS;

/// An answer being typed. It is durable, not yet a change, and leaves this device only as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    pub record: Uuid,
    pub field: String,
    /// Category of the field, by its form.
    pub category: u8,
    /// JSON.
    pub value: Vec<u8>,
    /// When it was typed, ms since 1970 UTC.
    pub saved_ms: i64,
}

/// What a write left behind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Committed {
    /// Category and identity of each change made; none when nothing really changed.
    pub changes: Vec<(u8, Dot)>,
    /// The document was sealed meanwhile: what was written is kept beside it as a late edit.
    pub late: bool,
}

/// Answers of one category of one document, written as one change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    pub document: Uuid,
    pub category: u8,
    pub writes: Vec<Write>,
}

/// What a seal freezes: the canonical content of each category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealContent {
    pub document: Uuid,
    /// Id of the seal.
    pub seal: Uuid,
    /// Form id and version.
    pub form: String,
    /// Category of the stream that gets the seal itself.
    pub category: u8,
    /// Category and its canonical content.
    pub parts: Vec<(u8, Vec<u8>)>,
}

/// Why a document cannot be sealed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    #[error("what is being typed must be committed first")]
    DraftsLeft,
    #[error("open conflicts must be decided first")]
    OpenConflicts,
    #[error(transparent)]
    Store(#[from] Error),
}

impl Store {
    /// First door: keeps what is being typed, durably, over what was typed before.
    pub fn draft(&mut self, document: Uuid, draft: &Draft) -> Result<(), Error> {
        if draft.value.len() > EDIT_BYTES || draft.field.len() > LONGEST_NAME {
            return Err(Error::TooLarge);
        }
        self.transact(|batch| {
            let row = batch.document(document)?.row;
            drafts::put(batch.db, row, draft)
        })
    }

    /// What is being typed in a document.
    pub fn drafts(&mut self, document: Uuid) -> Result<Vec<Draft>, Error> {
        self.read(|batch| {
            let row = batch.document(document)?.row;
            drafts::of_document(batch.db, row)
        })
    }

    /// Documents that hold drafts.
    pub fn documents_with_drafts(&mut self) -> Result<Vec<Uuid>, Error> {
        self.read(|batch| drafts::documents(batch.db))
    }

    /// Second door: makes the document's drafts changes, one a category, in one transaction.
    /// A draft equal to the answer's only value leaves no change.
    pub fn commit_drafts(&mut self, document: Uuid, now_ms: i64) -> Result<Committed, Error> {
        self.commit_drafts_beside(document, BTreeMap::new(), now_ms)
    }

    /// The same, with further writes of each category in the same change as its drafts.
    pub fn commit_drafts_beside(
        &mut self,
        document: Uuid,
        beside: BTreeMap<u8, Vec<Write>>,
        now_ms: i64,
    ) -> Result<Committed, Error> {
        self.transact(|batch| batch.commit_drafts(document, beside, now_ms))
    }

    /// The same door for answers that were never drafts: chosen values, rows, records made or deleted.
    /// All edits are one transaction.
    pub fn write(&mut self, edits: &[Edit], now_ms: i64) -> Result<Committed, Error> {
        self.transact(|batch| {
            let mut committed = Committed::default();
            for edit in edits {
                batch.write_edit(edit, now_ms, &mut committed)?;
            }
            Ok(committed)
        })
    }

    /// Freezes a document: salted digests of the content into each category's stream, then the seal over them,
    /// all in one transaction. From then on the document may leave.
    pub fn write_seal(&mut self, content: &SealContent, now_ms: i64) -> Result<Seal, SealError> {
        let (has_drafts, has_conflicts) = self.read(|batch| {
            let state = batch.document(content.document)?;
            let (row, conflicts) = (state.row, state.conflicts().next().is_some());
            Ok((!drafts::of_document(batch.db, row)?.is_empty(), conflicts))
        })?;
        if has_drafts {
            return Err(SealError::DraftsLeft);
        }
        if has_conflicts {
            return Err(SealError::OpenConflicts);
        }
        Ok(self.transact(|batch| batch.seal(content, now_ms))?)
    }
}

impl Batch<'_> {
    pub(crate) fn commit_drafts(
        &mut self,
        document: Uuid,
        beside: BTreeMap<u8, Vec<Write>>,
        now_ms: i64,
    ) -> Result<Committed, Error> {
        let state = Arc::clone(self.document(document)?);
        let mut committed = Committed::default();
        let mut edits: BTreeMap<u8, Vec<Write>> = BTreeMap::new();
        let typed = drafts::of_document(self.db, state.row)?;
        if typed.is_empty() {
            return Ok(committed);
        }
        for draft in typed {
            if !is_only_value(&state, &draft) {
                edits.entry(draft.category).or_default().push(Write {
                    record: draft.record,
                    field: draft.field,
                    value: draft.value,
                });
            }
        }
        drafts::remove(self.db, state.row)?;
        drop(state);
        for (category, writes) in beside {
            edits.entry(category).or_default().extend(writes);
        }
        for (category, writes) in edits {
            let edit = Edit {
                document,
                category,
                writes,
            };
            self.write_edit(&edit, now_ms, &mut committed)?;
        }
        Ok(committed)
    }

    fn write_edit(
        &mut self,
        edit: &Edit,
        now_ms: i64,
        committed: &mut Committed,
    ) -> Result<(), Error> {
        for writes in portions(&edit.writes)? {
            let body = Change::edit_body(writes)?;
            let (dot, late) =
                self.write_change(edit.document, edit.category, Kind::EDIT, body, now_ms)?;
            committed.changes.push((edit.category, dot));
            committed.late |= late;
        }
        Ok(())
    }

    /// Writes one own change and says whether it came too late for a sealed document.
    fn write_change(
        &mut self,
        document: Uuid,
        category: u8,
        kind: Kind,
        body: Vec<u8>,
        now_ms: i64,
    ) -> Result<(Dot, bool), Error> {
        let author = self.work.identity.as_ref().ok_or(Error::NoIdentity)?.person;
        let state = Arc::clone(self.document(document)?);
        self.work.tip.stamp = self.next_stamp(state.latest(), now_ms)?;
        let (dot, previous, context) = next_place(&state, category, self.work.actor);
        let change = Change {
            stream: state.stream(category),
            dot,
            context,
            stamp: self.work.tip.stamp,
            author,
            form: state.form.clone(),
            kind,
            body,
            previous,
        };
        drop(state);
        let late = self.append_own(&change.seal_envelope()?)?;
        Ok((dot, late))
    }

    /// The stamp of the next change. A clock that ran years ahead, here or elsewhere, must not carry everybody along
    /// for years; the office's clock at its last answer says whether the one here may be right again.
    fn next_stamp(&self, seen: Stamp, now_ms: i64) -> Result<Stamp, Error> {
        let office_ms = self.office_ms()?;
        let known_ms = now_ms.max(office_ms);
        let follow = |stamp: Stamp, most_ms: i64| {
            let near = stamp.wall_ms.saturating_sub(known_ms) <= most_ms;
            if near { stamp } else { Stamp::default() }
        };
        let own_ms = match office_ms {
            0 => i64::MAX,
            _ if now_ms < office_ms => FALLEN_MS,
            _ => NEAR_MS,
        };
        let own = follow(self.work.tip.stamp, own_ms);
        Ok(own.max(follow(seen, NEAR_MS)).next(known_ms))
    }

    /// Takes an own new change into the log.
    pub(crate) fn append_own(&mut self, envelope: &Envelope) -> Result<bool, Error> {
        match self.take(envelope, Origin::Own)? {
            Step::Appended { late } => Ok(late),
            Step::Known | Step::Refused(_) => Err(Error::Damaged("a chain of changes")),
        }
    }

    fn seal(&mut self, content: &SealContent, now_ms: i64) -> Result<Seal, Error> {
        let mut categories = Vec::new();
        for (category, bytes) in &content.parts {
            let salt: [u8; 16] = random::bytes()?;
            let part = SealPart {
                seal: content.seal,
                salt,
                digest: SealPart::digest_of(&salt, bytes),
            };
            let body = part.body()?;
            self.write_change(content.document, *category, Kind::SEAL_PART, body, now_ms)?;
            let state = self.document(content.document)?;
            categories.push(SealedCategory {
                category: *category,
                past: state
                    .streams
                    .get(category)
                    .map(StreamState::vector)
                    .unwrap_or_default(),
                digest: part.digest,
            });
        }
        let seal = Seal {
            seal: content.seal,
            form: content.form.clone(),
            categories,
        };
        let body = seal.body()?;
        self.write_change(content.document, content.category, Kind::SEAL, body, now_ms)?;
        self.share(content.document)?;
        Ok(seal)
    }

    /// Notes that the case changed.
    pub(crate) fn mark_card(&mut self, case: Uuid) -> Result<(), Error> {
        if self.work.marked.insert(case) {
            cards::mark(self.db, case)?;
        }
        Ok(())
    }
}

/// Where an actor's next change of a stream stands: its dot, the hash before it, and what is seen here.
/// An actor's own changes are always in its past and need no place in the context.
fn next_place(state: &DocumentState, category: u8, actor: Uuid) -> (Dot, Hash, VersionVector) {
    let stream = state.streams.get(&category);
    let head = stream.and_then(|stream| stream.head(actor));
    let dot = Dot {
        actor,
        counter: head.map_or(0, |head| head.count).saturating_add(1),
    };
    let context = stream
        .map(StreamState::vector)
        .unwrap_or_default()
        .iter()
        .filter(|(other, _)| *other != actor)
        .collect();
    (dot, head.map_or([0; 32], |head| head.hash), context)
}

fn is_only_value(state: &DocumentState, draft: &Draft) -> bool {
    let Some(stream) = state.streams.get(&draft.category) else {
        return false;
    };
    let values = stream.values(draft.record, &draft.field);
    !values.is_empty() && values.iter().all(|value| *value.value == *draft.value)
}

/// Cuts writes into portions that fit one change each.
fn portions(writes: &[Write]) -> Result<Vec<&[Write]>, Error> {
    let mut portions = Vec::new();
    let mut rest = writes;
    while !rest.is_empty() {
        let mut bytes = 0;
        let count = rest
            .iter()
            .take(MAX_WRITES)
            .take_while(|write| {
                bytes += write.value.len();
                bytes <= EDIT_BYTES
            })
            .count();
        let (portion, left) = rest.split_at_checked(count).ok_or(Error::TooLarge)?;
        if portion.is_empty() {
            return Err(Error::TooLarge);
        }
        portions.push(portion);
        rest = left;
    }
    Ok(portions)
}
