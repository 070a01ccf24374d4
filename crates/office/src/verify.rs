//! Holds the office against itself: the database's structure, every chain of changes, the access log.

use teren_ledger::StreamState;

use crate::OfficeError;
use crate::access_log;
use crate::attachments::hash_of;
use crate::desk::Desk;
use crate::office::Office;
use crate::storage::{StorageError, Tally};

/// What was looked through and found in order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Verified {
    pub cases: usize,
    pub streams: usize,
    pub changes: usize,
    pub log_entries: usize,
    /// Attachments that are here whole.
    pub attachments: usize,
}

impl Office {
    /// Reads everything back; the first contradiction is the error.
    pub fn verify(&self, now_ms: i64) -> Result<Verified, OfficeError> {
        self.writer().alone(|storage| Ok(storage.check()?))?;
        self.work(now_ms, read_back)
    }

    /// How much there is of everything.
    pub fn tally(&self) -> Result<Tally, OfficeError> {
        self.writer().ask(|storage| Ok(storage.tally()?))
    }
}

/// Every chain, the access log and every attachment.
pub(crate) fn read_back(desk: &mut Desk<'_>) -> Result<Verified, OfficeError> {
    let mut verified = Verified::default();
    for case in desk.storage.case_ids()? {
        verified.cases += 1;
        let case = desk.storage.case(case)?;
        let case = case.ok_or(StorageError::Damaged("a case"))?;
        for row in desk.storage.streams(&case)? {
            verified.streams += 1;
            verified.changes += chains(desk, row.row)?;
        }
    }
    verified.log_entries = access_log::verify(desk)?;
    verified.attachments = attachments(desk)?;
    Ok(verified)
}

/// Replays a stream's chains and compares them with its heads.
fn chains(desk: &mut Desk<'_>, stream: i64) -> Result<usize, OfficeError> {
    let mut replayed = StreamState::default();
    let log = desk.storage.log(stream)?;
    for stored in &log {
        replayed.merge(&desk.envelope(stored)?)?;
    }
    for head in desk.storage.heads(stream)? {
        if replayed.head(head.actor) != Some(head.head) {
            return Err(StorageError::Damaged("a chain of changes").into());
        }
    }
    Ok(log.len())
}

/// Holds the bytes of every complete attachment against its hash.
fn attachments(desk: &mut Desk<'_>) -> Result<usize, OfficeError> {
    let rows = desk.storage.attachments()?;
    let complete: Vec<_> = rows.into_iter().filter(|row| row.complete).collect();
    for row in &complete {
        if row.held != row.size || hash_of(desk.storage, row)? != row.sha256 {
            return Err(StorageError::Damaged("an attachment").into());
        }
    }
    Ok(complete.len())
}
