//! Private work for safekeeping in the office: sealed so that only the laptop that wrote it and the centre's recovery key open it.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use teren_ledger::wire::{BATCH_BYTES, Deposit, Deposited, Deposits};
use teren_ledger::{Dot, Envelope, Hash, Refusal, Stream};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::attachments::{NamedAttachment, PIECE};
use crate::courier::{self, SecretKeyBytes};
use crate::error::Error;
use crate::packet;
use crate::random;
use crate::store::{Batch, Store};
use crate::tables::{attachments, changes, deposits, documents, meta, streams};
use crate::take::{Origin, Step};

/// Set while a store that lost something asks for its deposits: the number of the last one that came.
const WANTED: &str = "deposits wanted";
/// Set while the office has no room for more of them, until the next exchange.
const FULL: &str = "no room for deposits";
/// Bytes of an attachment in one part at the most.
const STRETCH: usize = 512 * 1024;
/// An opened part at the most, bytes.
const PLAIN_BYTES: usize = 8 * 1024 * 1024;

/// An opened part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenedDeposit {
    pub case: Uuid,
    pub document: Uuid,
    /// Exact bytes of changes, in the order in which they were written.
    pub changes: Vec<Vec<u8>>,
    pub stretch: Option<DepositedStretch>,
}

/// Bytes of an attachment of the document, from a place on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DepositedStretch {
    pub sha256: Hash,
    pub category: u8,
    /// Bytes altogether.
    pub size: u64,
    pub offset: u64,
    pub bytes: Vec<u8>,
}

/// What a part that went out holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentDeposit {
    pub case: Uuid,
    /// Local number and hash of each change.
    pub changes: Vec<(i64, Hash)>,
    /// Local number of an attachment, and where the bytes of the part begin and end.
    pub attachment: Option<(i64, u64, u64)>,
}

/// What went out about deposits with a request.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentDeposits {
    pub parts: Vec<SentDeposit>,
    pub ended: Vec<Uuid>,
    pub wanted: Option<u64>,
}

impl SentDeposits {
    /// True when nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty() && self.ended.is_empty() && self.wanted.is_none()
    }

    /// Where it begins: two requests that begin alike say that nothing moved between them.
    #[must_use]
    pub fn beginning(&self) -> (Option<(i64, u64)>, &[Uuid], Option<u64>) {
        let first = self.parts.first();
        let place = first.and_then(|part| match part.attachment {
            Some((attachment, offset, _)) => Some((attachment, offset)),
            None => part.changes.first().map(|(change, _)| (*change, 0)),
        });
        (place, &self.ended, self.wanted)
    }
}

/// Opens a part for whom its key was sealed: `key` is one of the two sealed copies.
fn open(secret: &SecretKeyBytes, key: &[u8], deposit: &Deposit) -> Option<OpenedDeposit> {
    let once = Zeroizing::new(courier::open(secret, key).ok()?.bytes);
    let once: Zeroizing<SecretKeyBytes> = Zeroizing::new(once.as_slice().try_into().ok()?);
    let packed = Zeroizing::new(courier::open(&once, &deposit.sealed).ok()?.bytes);
    let opened: OpenedDeposit = packet::unpack(&packed, PLAIN_BYTES).ok()?;
    let same = (opened.case, opened.document) == (deposit.case, deposit.document);
    same.then_some(opened)
}

/// Opens a part with the centre's recovery key; `None` where it was sealed for another one, or is damaged.
#[must_use]
pub fn open_deposit(recovery: &SecretKeyBytes, deposit: &Deposit) -> Option<OpenedDeposit> {
    open(recovery, &deposit.for_recovery, deposit)
}

impl Store {
    /// Begins an exchange: what was being typed becomes changes, private work too, so that the office gets or keeps it as it stands.
    pub fn begin_exchange(&mut self, now_ms: i64) -> Result<(), Error> {
        self.transact(|batch| {
            meta::remove(batch.db, FULL)?;
            batch.commit_all_drafts(now_ms)
        })
    }

    /// Whether the office keeps everything of a private document, as it stands here, as ciphertext.
    pub fn is_deposited(&mut self, document: Uuid) -> Result<bool, Error> {
        self.read(|batch| deposits::holds_all(batch.db, document))
    }
}

impl Batch<'_> {
    /// What the next request says of deposits: parts of `max_bytes` together, at least one, and none beside a full load of changes.
    pub(crate) fn deposits(
        &mut self,
        max_bytes: usize,
        loaded: bool,
    ) -> Result<(Deposits, SentDeposits), Error> {
        let mut sent = SentDeposits {
            parts: Vec::new(),
            ended: deposits::ended(self.db)?,
            wanted: if self.listens()? {
                self.number(WANTED)?
            } else {
                None
            },
        };
        let mut parts = Vec::new();
        let identity = self.work.identity.as_ref();
        let enrolled = identity.is_some_and(|identity| identity.office.is_some());
        if enrolled && !loaded && meta::get(self.db, FULL)?.is_none() {
            for (part, opened) in self.due_deposits(max_bytes.min(BATCH_BYTES))? {
                sent.parts.push(part);
                parts.push(self.seal_deposit(&opened)?);
            }
        }
        let said = Deposits {
            parts,
            ended: sent.ended.clone(),
            wanted: sent.wanted,
        };
        Ok((said, sent))
    }

    /// Changes first, of each document apart; bytes of attachments when all of those are kept.
    fn due_deposits(
        &mut self,
        max_bytes: usize,
    ) -> Result<Vec<(SentDeposit, OpenedDeposit)>, Error> {
        let mut due: Vec<(SentDeposit, OpenedDeposit)> = Vec::new();
        for change in deposits::due_changes(self.db, &mut self.work.codec, max_bytes)? {
            let place = (change.stream.case, change.stream.document);
            let mut last = due.pop_if(|(_, last)| (last.case, last.document) == place);
            let (sent, opened) = last.get_or_insert_with(|| part_of(place));
            sent.changes.push((change.id, change.hash));
            opened.changes.push(change.bytes);
            due.extend(last);
        }
        if due.is_empty()
            && let Some((row, offset)) = deposits::due_attachment(self.db)?
        {
            let length = max_bytes.clamp(PIECE, STRETCH);
            let bytes = attachments::bytes(self.db, row.id, offset, length)?;
            let (mut sent, mut opened) = part_of((row.case, row.document));
            let end = offset + u64::try_from(bytes.len()).unwrap_or(u64::MAX);
            sent.attachment = Some((row.id, offset, end));
            opened.stretch = Some(DepositedStretch {
                sha256: row.sha256,
                category: row.category,
                size: row.size,
                offset,
                bytes,
            });
            due.push((sent, opened));
        }
        Ok(due)
    }

    fn seal_deposit(&self, opened: &OpenedDeposit) -> Result<Deposit, Error> {
        let identity = self.work.identity.as_ref().ok_or(Error::NoIdentity)?;
        let office = identity.office.as_ref().ok_or(Error::NoIdentity)?;
        let packed = Zeroizing::new(packet::pack(opened).map_err(|_| Error::TooLarge)?);
        let once = Zeroizing::new(random::bytes()?);
        let seal_key = |to| courier::seal_unread(to, once.as_slice());
        let mut name = Sha256::new();
        name.update(b"teren deposit");
        name.update(identity.secret_key);
        name.update(packed.as_slice());
        Ok(Deposit {
            case: opened.case,
            document: opened.document,
            name: name.finalize().into(),
            for_author: seal_key(&identity.public_key())?,
            for_recovery: seal_key(&office.recovery_key)?,
            sealed: courier::seal_unread(&courier::public_key(&once), &packed)?,
        })
    }

    /// Notes what the office keeps now, and takes back what was lost here.
    pub(crate) fn settle_deposits(
        &mut self,
        answer: &Deposited,
        sent: &SentDeposits,
    ) -> Result<(), Error> {
        let kept = usize::try_from(answer.kept).unwrap_or(usize::MAX);
        for part in sent.parts.iter().take(kept) {
            deposits::keep(self.db, part)?;
            self.mark_card(part.case)?;
        }
        if kept < sent.parts.len() {
            meta::put(self.db, FULL, &[])?;
        }
        for document in &sent.ended {
            deposits::forget(self.db, *document)?;
        }
        let Some(asked) = sent.wanted else {
            return Ok(());
        };
        if self.number(WANTED)? != Some(asked) {
            return Ok(());
        }
        for (_, deposit) in &answer.parts {
            self.take_deposit(deposit)?;
        }
        match answer.parts.last() {
            Some((number, _)) => self.put_number(WANTED, *number),
            None => meta::remove(self.db, WANTED),
        }
    }

    /// The office is asked for all deposits of this laptop.
    pub(crate) fn want_deposits(&mut self) -> Result<(), Error> {
        self.put_number(WANTED, 0)
    }

    /// An own part comes back, private as it was. One that cannot be opened stays with the office.
    fn take_deposit(&mut self, deposit: &Deposit) -> Result<(), Error> {
        let identity = self.work.identity.as_ref().ok_or(Error::NoIdentity)?;
        let opened = open(&identity.secret_key, &deposit.for_author, deposit);
        let Some(opened) = opened else {
            return Ok(());
        };
        for bytes in opened.changes {
            if let Ok(envelope) = Envelope::open(bytes) {
                self.take_own_back(&envelope, (opened.case, opened.document))?;
            }
        }
        match opened.stretch {
            Some(stretch) => self.take_stretch(opened.document, &stretch),
            None => Ok(()),
        }
    }

    fn take_own_back(&mut self, envelope: &Envelope, place: (Uuid, Uuid)) -> Result<(), Error> {
        let change = &envelope.change;
        if (change.stream.case, change.stream.document) != place {
            return Ok(());
        }
        match self.document_of(place.0, place.1, true, &change.form) {
            Ok(_) => {}
            Err(Error::ForeignDocument) => return Ok(()),
            Err(error) => return Err(error),
        }
        let mut step = self.take_or_skip(envelope, Origin::Own)?;
        if step == Some(Step::Refused(Refusal::Fork)) {
            // This store is an older image of itself: what it wrote since is written again under a new name.
            let dot = change.dot;
            self.reissue(change.stream, dot.actor, dot.counter)?;
            step = self.take_or_skip(envelope, Origin::Own)?;
        }
        if matches!(step, Some(Step::Appended { .. })) {
            self.note_deposited(change.stream, change.dot)?;
        }
        self.mark_card(place.0)
    }

    fn note_deposited(&mut self, stream: Stream, dot: Dot) -> Result<(), Error> {
        let actor = self.actor_number(dot.actor)?;
        let id = streams::find(self.db, stream)?.ok_or(Error::UnknownDocument)?;
        match changes::standing(self.db, id, actor, dot.counter)? {
            Some((change, _, _)) => deposits::keep_change(self.db, change),
            None => Ok(()),
        }
    }

    fn take_stretch(&mut self, document: Uuid, stretch: &DepositedStretch) -> Result<(), Error> {
        if self.find_header(document)?.is_none() {
            return Ok(());
        }
        let named = NamedAttachment {
            sha256: stretch.sha256,
            size: stretch.size,
            category: stretch.category,
        };
        let row = self.attachment_named(document, &named)?;
        attachments::set_naming(self.db, row.id, attachments::Naming::Now)?;
        self.append_to(&row, stretch.offset, &stretch.bytes)?;
        let Some(row) = attachments::find(self.db, document, &stretch.sha256)? else {
            return Ok(());
        };
        deposits::keep_attachment(self.db, row.id, row.here)
    }

    /// The document may leave from now on: once the office has it, its deposit has done its work.
    pub(crate) fn end_deposit(&mut self, document: Uuid) -> Result<(), Error> {
        deposits::end(self.db, document)
    }

    /// The same for every private document of a case that goes.
    pub(crate) fn end_deposits_of(&mut self, case: Uuid) -> Result<(), Error> {
        for row in documents::of_case(self.db, case)? {
            if row.private {
                deposits::end(self.db, row.document)?;
            }
        }
        Ok(())
    }
}

fn part_of((case, document): (Uuid, Uuid)) -> (SentDeposit, OpenedDeposit) {
    let sent = SentDeposit {
        case,
        changes: Vec::new(),
        attachment: None,
    };
    let opened = OpenedDeposit {
        case,
        document,
        changes: Vec::new(),
        stretch: None,
    };
    (sent, opened)
}
