//! What a seat says to the office and what it makes of the answer: each answer is one transaction.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};
use teren_ledger::wire::{
    Act, Backfill, Evidence, Fate as Answered, PROTOCOL, QuarantineReason, Request, Response,
    StreamDigest,
};
use teren_ledger::{Hash, Stream, stream_digest, wire};
use uuid::Uuid;

use crate::deposit::SentDeposits;
use crate::error::Error;
use crate::receive::bit;
use crate::store::{Batch, Store};
use crate::tables::changes::{self, Within};
use crate::tables::{
    access_log, acts, attachments, deposits, documents, drafts, grants, meta, proofs, released,
    streams,
};

const EPOCH: &str = "epoch";
const CURSOR: &str = "cursor";
/// The office's clock at its last answer.
const OFFICE_MS: &str = "office clock";
/// Set while the office has more to say.
const MORE: &str = "more";

/// What went out with a request: needed to read its answer, and kept with a courier file until that comes back.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// Local number and hash of each change, by its place in the request.
    pub changes: Vec<(i64, Hash)>,
    pub cursor: u64,
    pub backfill: Option<Backfill>,
    pub released: Vec<Uuid>,
    /// Number of the last entry of the access log told; 0 for none.
    pub logged: u64,
    /// Streams shown to a restored office.
    pub shown: Vec<Stream>,
    pub deposits: SentDeposits,
}

/// A request and what must be remembered about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    pub request: Request,
    pub sent: Sent,
}

/// One own change that waits to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsent {
    /// Local number and hash.
    pub local: (i64, Hash),
    /// Exact bytes of the change.
    pub bytes: Vec<u8>,
    /// Its document, if that is private: its case is being taken back, and the office keeps the change aside.
    pub private: Option<Uuid>,
}

/// What an answer of the office brought.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Received {
    /// Own changes that are durable in the office now.
    pub accepted: u32,
    /// Of these, the ones it keeps beside sealed content.
    pub late: u32,
    /// Own changes that wait for a person in the office, by reason.
    pub quarantined: HashMap<QuarantineReason, u32>,
    /// Changes of others that are new here.
    pub changes: u32,
    /// Changes that this program is too old to read, or that are no changes.
    pub unreadable: u32,
    /// Cases in which something changed.
    pub cases: BTreeSet<Uuid>,
    /// Cases that came into view.
    pub appeared: BTreeSet<Uuid>,
    /// Cases that were taken back; they go once nothing of them is unsent.
    pub revoked: BTreeSet<Uuid>,
    /// Cases removed here by this answer.
    pub removed: BTreeSet<Uuid>,
    /// Acts answered.
    pub acts: Vec<Uuid>,
    /// Own changes written again under a new name, because this store turned out to be a copy.
    pub reissued: u32,
    /// Streams in which this seat and the office differ although the exchange is through.
    pub mismatched: Vec<Stream>,
    /// The office is a new incarnation: everything is offered and asked for again.
    pub started_over: bool,
    /// More is waiting: come again at once.
    pub more: bool,
    /// Office clock, ms since 1970 UTC.
    pub office_time_ms: i64,
}

/// An act and the office's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActState {
    pub id: Uuid,
    /// ms since 1970 UTC.
    pub created_ms: i64,
    pub body: Vec<u8>,
    /// The office has heard it, and waits for its case.
    pub waits_for_case: bool,
    /// Accepted or not, and the code or result; `None` while it waits.
    pub answer: Option<(bool, Vec<u8>)>,
}

/// What this seat may do with a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseGrant {
    /// What is open in each document named, and under [`wire::OTHER_INTERVIEWS`] in the interviews that are not.
    documents: Vec<Opened>,
    /// The case came whole and may be shown.
    pub visible: bool,
    pub revoked: bool,
}

impl CaseGrant {
    /// Whether nothing of the case may be written here.
    #[must_use]
    pub fn only_reads(&self) -> bool {
        (self.documents.iter()).all(|opened| opened.writable.is_empty())
    }
}

/// What a grant opens of one document: category numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Opened {
    document: Uuid,
    pub categories: Vec<u8>,
    pub writable: Vec<u8>,
}

impl CaseGrant {
    /// What this seat may do with a document of the case; nothing of one the grant does not open.
    #[must_use]
    pub fn opens(&self, case: Uuid, document: Uuid) -> Opened {
        let of = |wanted: Uuid| {
            self.documents
                .iter()
                .find(|opened| opened.document == wanted)
        };
        let others = (document != case)
            .then(|| of(wire::OTHER_INTERVIEWS))
            .flatten();
        of(document).or(others).cloned().unwrap_or_default()
    }
}

impl Store {
    /// The next request: own changes of at most `max_bytes`, oldest first and never split, private documents left out.
    pub fn request(&mut self, max_bytes: usize, wanted_bytes: u32) -> Result<Outgoing, Error> {
        let replica = self.identity().ok_or(Error::NoIdentity)?.replica;
        // A restored office first gets back what rests on its own word; the rest leans on it.
        let (evidence, unsent) = if self.read(|batch| proofs::any_offered(batch.db))? {
            (self.evidence(max_bytes)?, Vec::new())
        } else {
            (Vec::new(), self.unsent(max_bytes)?)
        };
        self.read(|batch| {
            let accesses = access_log::oldest(batch.db)?;
            let load: usize = unsent.iter().map(|own| own.bytes.len()).sum();
            let left = max_bytes.saturating_sub(load);
            let loaded = !evidence.is_empty() || load > 0 && left == 0;
            let (deposits, sent_deposits) = batch.deposits(left, loaded)?;
            let sent = Sent {
                changes: unsent.iter().map(|unsent| unsent.local).collect(),
                cursor: batch.number(CURSOR)?.unwrap_or(0),
                backfill: grants::next_backfill(batch.db)?,
                released: released::all(batch.db)?,
                logged: accesses.last().map_or(0, |entry| entry.number),
                shown: evidence.iter().map(|shown| shown.stream).collect(),
                deposits: sent_deposits,
            };
            let private: BTreeSet<Uuid> = unsent.iter().filter_map(|own| own.private).collect();
            let request = Request {
                protocol: PROTOCOL,
                replica,
                epoch: batch.number(EPOCH)?.unwrap_or(0),
                cursor: sent.cursor,
                backfill: sent.backfill,
                changes: unsent.into_iter().map(|unsent| unsent.bytes).collect(),
                private: private.into_iter().collect(),
                acts: acts::waiting(batch.db)?,
                released: sent.released.clone(),
                accesses,
                evidence,
                deposits,
                wanted_bytes,
            };
            Ok(Outgoing { request, sent })
        })
    }

    /// What a restored office is shown now: nothing before it has said all that it still holds.
    fn evidence(&mut self, max_bytes: usize) -> Result<Vec<Evidence>, Error> {
        self.read(|batch| {
            if batch.listens()? {
                batch.evidence(max_bytes)
            } else {
                Ok(Vec::new())
            }
        })
    }

    /// Lets go of a case as if the office had taken it back: what is unsent of it leaves first.
    pub fn let_go(&mut self, case: Uuid, now_ms: i64) -> Result<(), Error> {
        self.transact(|batch| match grants::find(batch.db, case)? {
            Some(grant) => grants::revoke(batch.db, case, grant.sequence),
            None => Ok(()),
        })?;
        self.remove_leaving_cases(now_ms)?;
        Ok(())
    }

    /// Notes in the seat's own access log what its person did, until the office has it.
    pub fn note_access(&mut self, event: &str, subject: Uuid, now_ms: i64) -> Result<(), Error> {
        let replica = self.identity().ok_or(Error::NoIdentity)?.replica;
        self.transact(|batch| {
            let end = access_log::end(batch.db)?;
            access_log::put(batch.db, &end.next(replica, now_ms, event, subject))
        })
    }

    /// Own changes that may leave, oldest first, as many as fit into `max_bytes` but at least one.
    pub fn unsent(&mut self, max_bytes: usize) -> Result<Vec<Unsent>, Error> {
        let waiting =
            self.read(|batch| changes::unsent(batch.db, &mut batch.work.codec, max_bytes))?;
        Ok(waiting
            .into_iter()
            .map(|waiting| Unsent {
                local: (waiting.id, waiting.hash),
                bytes: waiting.bytes,
                private: waiting.private,
            })
            .collect())
    }

    /// How many own changes may leave and wait.
    pub fn count_unsent(&mut self) -> Result<u32, Error> {
        self.read(|batch| changes::count_unsent(batch.db))
    }

    /// Takes one answer of the office in, wholly or not at all. Taking it again does no harm.
    pub fn apply_round(
        &mut self,
        response: &Response,
        sent: &Sent,
        now_ms: i64,
    ) -> Result<Received, Error> {
        let received = self.transact(|batch| batch.apply(response, sent, now_ms))?;
        if !received.removed.is_empty() {
            self.truncate_log()?;
        }
        Ok(received)
    }

    /// Streams in which the digests differ. Only meaningful when nothing more is waiting in the office.
    pub fn mismatched(&mut self, digests: &[StreamDigest]) -> Result<Vec<Stream>, Error> {
        self.read(|batch| batch.mismatched(digests))
    }

    /// Asks for a case again from its beginning, own changes included, and offers again what this seat wrote in it.
    pub fn repair(&mut self, case: Uuid) -> Result<(), Error> {
        self.transact(|batch| {
            changes::offer_again(batch.db, Some(case))?;
            changes::offer_quarantined(batch.db, Within::Case(case))?;
            grants::start_backfill(batch.db, case, u64::MAX)
        })
    }

    /// Says that the seat starts with this office incarnation (at enrolment).
    pub fn put_epoch(&mut self, epoch: u64) -> Result<(), Error> {
        self.transact(|batch| batch.put_number(EPOCH, epoch))
    }

    /// The office incarnation this seat last heard; 0 before it heard any.
    pub fn epoch(&mut self) -> Result<u64, Error> {
        self.read(|batch| Ok(batch.number(EPOCH)?.unwrap_or(0)))
    }

    /// What the seat may do with a case; `None` for one opened here that the office does not know yet.
    pub fn grant(&mut self, case: Uuid) -> Result<Option<CaseGrant>, Error> {
        self.read(|batch| {
            let Some(row) = grants::find(batch.db, case)? else {
                return Ok(None);
            };
            let documents = grants::documents(batch.db, case)?.into_iter();
            let documents = documents.map(|opened| Opened {
                document: opened.document,
                categories: numbers(opened.categories),
                writable: numbers(opened.writable),
            });
            Ok(Some(CaseGrant {
                documents: documents.collect(),
                visible: row.visible,
                revoked: row.revoked.is_some(),
            }))
        })
    }

    /// The office's clock at its last answer, ms since 1970 UTC; 0 before the first. The time is no earlier.
    pub fn office_ms(&mut self) -> Result<i64, Error> {
        self.read(|batch| batch.office_ms())
    }

    /// Asks the office for an act. The same id twice is one act.
    pub fn put_act(&mut self, act: &Act, now_ms: i64) -> Result<(), Error> {
        self.transact(|batch| acts::put(batch.db, act, now_ms))
    }

    pub fn act(&mut self, id: Uuid) -> Result<Option<ActState>, Error> {
        self.read(|batch| acts::find(batch.db, id))
    }

    /// Every act, oldest first.
    pub fn acts(&mut self) -> Result<Vec<ActState>, Error> {
        self.read(|batch| acts::all(batch.db))
    }

    /// Forgets an act whose answer was seen.
    pub fn remove_act(&mut self, id: Uuid) -> Result<(), Error> {
        self.transact(|batch| acts::remove(batch.db, id))
    }
}

impl Batch<'_> {
    /// Whether the office has said all it had to say.
    pub(crate) fn listens(&self) -> Result<bool, Error> {
        Ok(meta::get(self.db, MORE)?.is_none() && grants::next_backfill(self.db)?.is_none())
    }

    fn apply(&mut self, response: &Response, sent: &Sent, now_ms: i64) -> Result<Received, Error> {
        let mut received = Received {
            more: response.more,
            office_time_ms: response.office_time_ms,
            ..Received::default()
        };
        let epoch = self.number(EPOCH)?.unwrap_or(0);
        if response.epoch < epoch {
            // An answer of the office before it was restored, come late by courier.
            return Ok(received);
        }
        if response.epoch > epoch {
            self.put_number(EPOCH, response.epoch)?;
            if epoch != 0 {
                self.ask_for_everything_again()?;
                received.started_over = true;
            }
        }
        let office_ms = u64::try_from(response.office_time_ms).unwrap_or(0);
        self.put_number(OFFICE_MS, office_ms)?;
        let forks = self.settle_sent(response, sent, &mut received)?;
        self.apply_grants(response, sent, &mut received)?;
        if !response.changes.is_empty() {
            // Typed before this came: its writer had not seen it.
            self.commit_all_drafts(now_ms)?;
        }
        self.receive(&response.changes, &mut received)?;
        for (stream, counter) in forks {
            received.reissued += self.reissue(stream, counter.actor, counter.counter)?;
        }
        for answer in &response.acts {
            acts::answer(self.db, answer)?;
            received.acts.push(answer.id);
        }
        for act in &response.waiting {
            acts::wait(self.db, *act)?;
        }
        access_log::remove_until(self.db, sent.logged)?;
        for case in &sent.released {
            released::remove(self.db, *case)?;
        }
        let cursor = self.number(CURSOR)?.unwrap_or(0);
        if received.started_over || response.cursor > cursor && sent.cursor <= cursor {
            self.put_number(CURSOR, response.cursor)?;
        }
        if response.more {
            meta::put(self.db, MORE, &[])?;
        } else {
            meta::remove(self.db, MORE)?;
        }
        self.remove_leaving(now_ms, &mut received)?;
        self.settle_shown(response, sent, received.started_over)?;
        self.settle_deposits(&response.deposits, &sent.deposits)?;
        if !response.more && response.backfill.is_none() {
            for stream in self.mismatched(&response.digests)? {
                if !received.mismatched.contains(&stream) {
                    received.mismatched.push(stream);
                }
            }
        }
        Ok(received)
    }

    /// Keeps the office's word for what it holds now, and has shown what it answered.
    fn settle_shown(
        &mut self,
        response: &Response,
        sent: &Sent,
        started_over: bool,
    ) -> Result<(), Error> {
        self.note_proofs(&response.digests)?;
        if started_over || !proofs::any_offered(self.db)? {
            return Ok(());
        }
        for shown in &sent.shown {
            if let Some(stream) = streams::find(self.db, *shown)? {
                proofs::settle(self.db, stream)?;
            }
        }
        let silent = !response.more && grants::next_backfill(self.db)?.is_none();
        if silent && self.evidence(0)?.is_empty() {
            proofs::settle_all(self.db)?;
        }
        Ok(())
    }

    /// Notes the office's answers for own changes; returns where this store turned out to be a copy:
    /// per stream and actor the first change that the office has otherwise.
    fn settle_sent(
        &mut self,
        response: &Response,
        sent: &Sent,
        received: &mut Received,
    ) -> Result<Vec<(Stream, teren_ledger::Dot)>, Error> {
        let mut forks: BTreeMap<(Stream, Uuid), u64> = BTreeMap::new();
        let mut places: HashMap<i64, Stream> = HashMap::new();
        let mut taken_now = Vec::new();
        for taken in &response.taken {
            let place = usize::try_from(taken.place).unwrap_or(usize::MAX);
            let Some((id, hash)) = sent.changes.get(place) else {
                continue;
            };
            let Some((stream, dot)) = changes::find_sent(self.db, *id, hash)? else {
                continue;
            };
            if received.started_over && matches!(taken.fate, Answered::Quarantined { .. }) {
                // The new incarnation lacks what stood before it; offered again in order, it will be taken.
                continue;
            }
            let place = match places.entry(stream) {
                Entry::Occupied(known) => *known.get(),
                Entry::Vacant(vacant) => *vacant.insert(streams::place(self.db, stream)?),
            };
            received.cases.insert(place.case);
            let reason = match taken.fate {
                Answered::Accepted { .. } => None,
                Answered::Late { .. } => {
                    received.late += 1;
                    None
                }
                Answered::Quarantined { reason } => {
                    *received.quarantined.entry(reason).or_default() += 1;
                    if reason == QuarantineReason::Fork {
                        let first = forks.entry((place, dot.actor)).or_insert(dot.counter);
                        *first = (*first).min(dot.counter);
                    }
                    Some(reason)
                }
            };
            if reason.is_none() {
                received.accepted += 1;
                taken_now.push(changes::bytes(self.db, &mut self.work.codec, *id)?);
            }
            changes::settle(self.db, *id, reason)?;
            self.mark_card(place.case)?;
        }
        self.keep_packet(&taken_now, response.office_time_ms)?;
        Ok(forks
            .into_iter()
            .map(|((stream, actor), counter)| (stream, teren_ledger::Dot { actor, counter }))
            .collect())
    }

    fn mismatched(&mut self, digests: &[StreamDigest]) -> Result<Vec<Stream>, Error> {
        let mut mismatched = Vec::new();
        let mut pending: HashMap<Uuid, bool> = HashMap::new();
        for theirs in digests {
            let pending = match pending.entry(theirs.case) {
                Entry::Occupied(known) => *known.get(),
                Entry::Vacant(place) => {
                    let grant = grants::find(self.db, theirs.case)?;
                    *place.insert(grant.is_some_and(|grant| grant.pending))
                }
            };
            if pending {
                continue;
            }
            let place = Stream {
                case: theirs.case,
                document: theirs.document,
                category: theirs.category,
            };
            // The document itself is not read for this: its heads are a few rows.
            let Some(stream) = streams::find(self.db, place)? else {
                if documents::find(self.db, theirs.document)?.is_some() {
                    mismatched.push(place);
                }
                continue;
            };
            let heads = changes::shared_heads(self.db, stream)?
                .into_iter()
                .collect();
            if stream_digest(theirs.category, &heads) != theirs.digest {
                mismatched.push(place);
            }
        }
        Ok(mismatched)
    }

    pub(crate) fn ask_for_everything_again(&mut self) -> Result<(), Error> {
        changes::offer_again(self.db, None)?;
        changes::offer_quarantined(self.db, Within::Everything)?;
        proofs::offer_all(self.db)?;
        attachments::ask_again(self.db)?;
        deposits::offer_again(self.db)?;
        grants::start_over(self.db)?;
        self.put_number(CURSOR, 0)
    }

    pub(crate) fn commit_all_drafts(&mut self, now_ms: i64) -> Result<(), Error> {
        for document in drafts::documents(self.db)? {
            self.commit_drafts(document, BTreeMap::new(), now_ms)?;
        }
        Ok(())
    }

    /// What was being typed in categories that leave becomes changes.
    pub(crate) fn commit_leaving_drafts(
        &mut self,
        case: Uuid,
        categories: u64,
        now_ms: i64,
    ) -> Result<(), Error> {
        for document in drafts::documents(self.db)? {
            let state = self.document(document)?;
            let (of, row) = (state.case, state.row);
            if of != case {
                continue;
            }
            let typed = drafts::of_document(self.db, row)?;
            if typed
                .iter()
                .any(|draft| categories & bit(draft.category) != 0)
            {
                self.commit_drafts(document, BTreeMap::new(), now_ms)?;
            }
        }
        Ok(())
    }

    pub(crate) fn office_ms(&self) -> Result<i64, Error> {
        let known = self.number(OFFICE_MS)?.unwrap_or(0);
        Ok(i64::try_from(known).unwrap_or(0))
    }

    pub(crate) fn number(&self, key: &str) -> Result<Option<u64>, Error> {
        let bytes = meta::get(self.db, key)?;
        Ok(bytes
            .and_then(|bytes| bytes.try_into().ok())
            .map(u64::from_le_bytes))
    }

    pub(crate) fn put_number(&self, key: &str, number: u64) -> Result<(), Error> {
        meta::put(self.db, key, &number.to_le_bytes())
    }
}

/// Category numbers of a mask.
fn numbers(mask: u64) -> Vec<u8> {
    (0..64).filter(|bit| mask & (1 << bit) != 0).collect()
}
