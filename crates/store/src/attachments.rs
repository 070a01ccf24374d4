//! Attachments: bytes beside the log, known by their hash, complete or growing from the first byte on.
//!
//! Which rows name them is decided above; here they are kept while a document names them, and after that until the office
//! holds them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use teren_ledger::Hash;
use uuid::Uuid;

use crate::error::Error;
use crate::exchange::Received;
use crate::receive::bit;
use crate::store::{Batch, Store};
use crate::tables::attachments::{self, AttachmentRow, Naming};
use crate::tables::grants;

/// Bytes of one stored piece at the most.
pub const PIECE: usize = 64 * 1024;

/// Names the bytes of one attachment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct AttachmentKey {
    pub case: Uuid,
    /// Interview whose row names it.
    pub document: Uuid,
    pub sha256: Hash,
}

/// How an attachment stands on this laptop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AttachmentState {
    pub key: AttachmentKey,
    /// Bytes altogether.
    pub size: u64,
    /// Bytes here, from the first on; when all are, they agree with the hash.
    pub here: u64,
    /// The office holds every byte.
    pub in_office: bool,
    /// Its document does not leave this laptop yet.
    pub private: bool,
}

impl AttachmentState {
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.here == self.size
    }

    /// It is whole here, and the office does not hold it.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.is_complete() && !self.in_office
    }
}

/// What a row says of the bytes it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NamedAttachment {
    pub sha256: Hash,
    /// Bytes altogether.
    pub size: u64,
    /// Category number of the row.
    pub category: u8,
}

impl Store {
    /// Keeps the bytes of a new attachment of a document, durably; the same bytes twice are one attachment.
    pub fn add_attachment(
        &mut self,
        document: Uuid,
        category: u8,
        bytes: &[u8],
    ) -> Result<NamedAttachment, Error> {
        let named = NamedAttachment {
            sha256: Sha256::digest(bytes).into(),
            size: u64::try_from(bytes.len()).map_err(|_| Error::TooLarge)?,
            category,
        };
        self.transact(|batch| {
            let row = batch.attachment_named(document, &named)?;
            if row.here < row.size {
                attachments::discard(batch.db, row.id)?;
                let mut here = 0;
                for piece in bytes.chunks(PIECE) {
                    here = attachments::append(batch.db, row.id, here, piece)?;
                }
            }
            batch.mark_card(row.case)?;
            Ok(named)
        })
    }

    /// Says which attachments the rows of a document name: new ones are to be fetched. One whose row was removed goes
    /// once the office holds it; at once where nothing whole is here, and from a draft that never left this laptop.
    pub fn name_attachments(
        &mut self,
        document: Uuid,
        named: &[NamedAttachment],
    ) -> Result<(), Error> {
        let known = self.read(|batch| attachments::of_document(batch.db, document))?;
        let names = |row: &AttachmentRow, named: &NamedAttachment| {
            named.sha256 == row.sha256 && (named.size == row.size || row.is_complete())
        };
        let news = |named: &&NamedAttachment| {
            let mut held = known.iter().filter(|row| row.naming == Naming::Now);
            !held.any(|row| names(row, named))
        };
        let gone = |row: &&AttachmentRow| {
            row.naming != Naming::NoMore && !named.iter().any(|named| named.sha256 == row.sha256)
        };
        if !named.iter().any(|named| news(&named)) && !known.iter().any(|row| gone(&row)) {
            return Ok(());
        }
        self.transact(|batch| {
            for row in known.iter().filter(gone) {
                let unsent = state_of(row).waits() && !row.private;
                if row.naming == Naming::Now && unsent {
                    attachments::set_naming(batch.db, row.id, Naming::NoMore)?;
                } else {
                    attachments::remove(batch.db, row.id)?;
                }
            }
            for named in named.iter().filter(news) {
                let row = batch.attachment_named(document, named)?;
                if row.size != named.size && !row.is_complete() {
                    attachments::resize(batch.db, row.id, named.size)?;
                }
                attachments::set_naming(batch.db, row.id, Naming::Now)?;
            }
            Ok(())
        })
    }

    /// Every attachment of a document.
    pub fn attachments_of(&mut self, document: Uuid) -> Result<Vec<AttachmentState>, Error> {
        let rows = self.read(|batch| attachments::of_document(batch.db, document))?;
        Ok(rows.iter().map(state_of).collect())
    }

    /// Every attachment known here, oldest first.
    pub fn attachments(&mut self) -> Result<Vec<AttachmentState>, Error> {
        let rows = self.read(|batch| attachments::all(batch.db))?;
        Ok(rows.iter().map(state_of).collect())
    }

    /// One attachment; `None` where nothing names it.
    pub fn attachment(
        &mut self,
        document: Uuid,
        sha256: &Hash,
    ) -> Result<Option<AttachmentState>, Error> {
        let row = self.read(|batch| attachments::find(batch.db, document, sha256))?;
        Ok(row.as_ref().map(state_of))
    }

    /// Bytes of an attachment from a place on, `length` at the most; fewer at its end, none beyond.
    pub fn attachment_bytes(
        &mut self,
        key: &AttachmentKey,
        offset: u64,
        length: usize,
    ) -> Result<Vec<u8>, Error> {
        self.read(|batch| {
            let row = batch.attachment(key)?;
            attachments::bytes(batch.db, row.id, offset, length)
        })
    }

    /// Adds bytes at the end of what is here; bytes for another place change nothing. When the last byte has come, all
    /// are held against the hash: bytes that do not agree are thrown away, and it begins anew.
    pub fn append_attachment(
        &mut self,
        key: &AttachmentKey,
        offset: u64,
        bytes: &[u8],
    ) -> Result<AttachmentState, Error> {
        self.transact(|batch| {
            let row = batch.attachment(key)?;
            batch.append_to(&row, offset, bytes)?;
            Ok(state_of(&batch.attachment(key)?))
        })
    }

    /// Attachments that are whole here and are to go to the office: of documents that may leave, and of cases that are
    /// leaving themselves.
    pub fn attachments_to_send(&mut self) -> Result<Vec<AttachmentKey>, Error> {
        let leaving = self.read(|batch| grants::leaving(batch.db))?;
        let all = self.attachments()?.into_iter();
        let due = all
            .filter(|state| state.waits() && (!state.private || leaving.contains(&state.key.case)));
        Ok(due.map(|state| state.key).collect())
    }

    /// Attachments of which bytes are missing here.
    pub fn attachments_to_fetch(&mut self) -> Result<Vec<AttachmentKey>, Error> {
        let all = self.attachments()?.into_iter();
        let due = all.filter(|state| !state.is_complete());
        Ok(due.map(|state| state.key).collect())
    }

    /// Lets the cases go that waited for their attachments alone; says whether any went.
    pub fn remove_leaving_cases(&mut self, now_ms: i64) -> Result<bool, Error> {
        if self.read(|batch| grants::leaving(batch.db))?.is_empty() {
            return Ok(false);
        }
        let removed = self.transact(|batch| {
            let mut received = Received {
                office_time_ms: batch.office_ms()?,
                ..Received::default()
            };
            batch.remove_leaving(now_ms, &mut received)?;
            Ok(received.removed)
        })?;
        if !removed.is_empty() {
            self.truncate_log()?;
        }
        Ok(!removed.is_empty())
    }

    /// The office holds every byte of it; one whose row was removed has no more to do here.
    pub fn note_attachment_in_office(&mut self, key: &AttachmentKey) -> Result<(), Error> {
        self.transact(|batch| {
            let row = batch.attachment(key)?;
            if row.naming == Naming::NoMore {
                attachments::remove(batch.db, row.id)?;
            } else {
                attachments::set_in_office(batch.db, row.id)?;
            }
            batch.mark_card(key.case)
        })
    }

    /// How many attachments of each case are whole here and not in the office.
    pub fn attachments_waiting(&mut self) -> Result<BTreeMap<Uuid, u32>, Error> {
        let mut waiting = BTreeMap::new();
        for state in self.attachments()?.iter().filter(|state| state.waits()) {
            *waiting.entry(state.key.case).or_default() += 1;
        }
        Ok(waiting)
    }
}

fn state_of(row: &AttachmentRow) -> AttachmentState {
    AttachmentState {
        key: AttachmentKey {
            case: row.case,
            document: row.document,
            sha256: row.sha256,
        },
        size: row.size,
        here: row.here,
        in_office: row.in_office,
        private: row.private,
    }
}

impl Batch<'_> {
    fn attachment(&mut self, key: &AttachmentKey) -> Result<AttachmentRow, Error> {
        let row = attachments::find(self.db, key.document, &key.sha256)?;
        row.ok_or(Error::UnknownAttachment)
    }

    /// The attachment a row names, noted if it was not.
    pub(crate) fn attachment_named(
        &mut self,
        document: Uuid,
        named: &NamedAttachment,
    ) -> Result<AttachmentRow, Error> {
        if attachments::find(self.db, document, &named.sha256)?.is_none() {
            let header = self.header(document)?;
            let (row, case) = (header.row, header.case);
            let (sha256, size) = (&named.sha256, named.size);
            let id = attachments::insert(self.db, row, sha256, named.category, size)?;
            attachments::take_from_case(self.db, id, case)?;
        }
        let found = attachments::find(self.db, document, &named.sha256)?;
        found.ok_or(Error::UnknownAttachment)
    }

    pub(crate) fn append_to(
        &mut self,
        row: &AttachmentRow,
        offset: u64,
        bytes: &[u8],
    ) -> Result<(), Error> {
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if offset != row.here || length > row.size - row.here {
            return Ok(());
        }
        let mut here = row.here;
        for piece in bytes.chunks(PIECE) {
            here = attachments::append(self.db, row.id, here, piece)?;
        }
        if here == row.size && self.attachment_hash(row)? != row.sha256 {
            attachments::discard(self.db, row.id)?;
        }
        Ok(())
    }

    fn attachment_hash(&mut self, row: &AttachmentRow) -> Result<Hash, Error> {
        let mut hasher = Sha256::new();
        let mut read = 0;
        while read < row.size {
            let piece = attachments::bytes(self.db, row.id, read, PIECE)?;
            if piece.is_empty() {
                break;
            }
            hasher.update(&piece);
            read += u64::try_from(piece.len()).unwrap_or(u64::MAX);
        }
        Ok(hasher.finalize().into())
    }

    /// Whether bytes of a case that is leaving are still to reach the office.
    pub(crate) fn attachments_wait_in(&self, case: Uuid, categories: u64) -> Result<bool, Error> {
        let rows = attachments::all(self.db)?;
        Ok(rows.iter().any(|row| {
            row.case == case && categories & bit(row.category) != 0 && state_of(row).waits()
        }))
    }
}
