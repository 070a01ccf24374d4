//! Private work that laptops leave for safekeeping: ciphertext that the office cannot read. With the recovery key, which the head
//! keeps, the work of a laptop that is lost goes where private work of a case that is taken back goes: into quarantine, unread.

use std::collections::BTreeSet;
use std::path::Path;

use teren_domain::access_log::Event;
use teren_ledger::wire::{BATCH_BYTES, Deposit, Deposited, Request};
use teren_store::{AttachmentKey, DepositedStretch, OpenedDeposit, open_deposit};
use uuid::Uuid;

use crate::OfficeError;
use crate::attachments::Credential;
use crate::courier::sender_of;
use crate::desk::Desk;
use crate::keys::read_key;
use crate::office::Office;
use crate::receive::{Incoming, Sender, receive};
use crate::round::follow_up;
use crate::route;
use crate::storage::DepositPlace;

/// What is kept of one laptop at the most, bytes.
const ROOM: u64 = 256 * 1024 * 1024;
/// One part at the most, bytes.
const PART: usize = 4 * 1024 * 1024;
/// A sealed key at the most, bytes.
const KEY: usize = 256;

/// What a laptop left of one document, as far as the office knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptDraft {
    pub replica: Uuid,
    pub person: Uuid,
    /// Number of the case, empty where the office does not know it.
    pub case_number: String,
    pub document: Uuid,
    pub bytes: u64,
    /// When the last part came, ms since 1970 UTC.
    pub kept_ms: i64,
}

/// What was opened of a laptop's drafts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OpenedDrafts {
    pub documents: usize,
    pub changes: usize,
    /// Attachments of which every byte is in the office now.
    pub attachments: usize,
    /// Documents of which a part is damaged, or sealed for another recovery key. Such documents stay.
    pub unreadable: usize,
}

/// Keeps what a laptop leaves, lets go what it has no need of, and gives back what it lost.
pub(crate) fn take_in(
    desk: &mut Desk<'_>,
    sender: &Sender,
    request: &Request,
) -> Result<Deposited, OfficeError> {
    let said = &request.deposits;
    for document in &said.ended {
        desk.storage.end_deposits(sender.replica, *document)?;
    }
    let mut answer = Deposited::default();
    let mut held = match said.parts.is_empty() {
        true => 0,
        false => desk.storage.deposit_bytes(sender.replica)?,
    };
    for part in &said.parts {
        if !fits(part, held) {
            break;
        }
        held += size_of(part);
        (desk.storage).keep_deposit(sender.replica, sender.person.person, part, desk.now_ms)?;
        answer.kept += 1;
    }
    if let Some(after) = said.wanted.filter(|_| !sender.withdrawn) {
        answer.parts = lost_by(desk, sender, after)?;
    }
    Ok(answer)
}

/// Whether a part is no larger than it may be, and there is room for it beside what is held of its laptop.
fn fits(part: &Deposit, held: u64) -> bool {
    let bounded =
        part.sealed.len() <= PART && part.for_author.len() <= KEY && part.for_recovery.len() <= KEY;
    bounded && held + size_of(part) <= ROOM
}

fn size_of(part: &Deposit) -> u64 {
    let bytes = part.sealed.len() + part.for_author.len() + part.for_recovery.len();
    u64::try_from(bytes).unwrap_or(u64::MAX)
}

/// Parts of this laptop after a number, of cases that it may hold.
fn lost_by(
    desk: &mut Desk<'_>,
    sender: &Sender,
    after: u64,
) -> Result<Vec<(u64, Deposit)>, OfficeError> {
    let mut parts = Vec::new();
    let mut bytes = 0;
    for place in desk.storage.deposits_after(sender.replica, after)? {
        let known = desk.storage.case(place.case)?.is_some();
        let person = sender.person.person;
        if known && (desk.storage.standing_grants(person, place.case)?).is_empty() {
            continue;
        }
        let deposit = desk.storage.deposit(&place)?;
        bytes += deposit.sealed.len();
        parts.push((place.number, deposit));
        if bytes >= BATCH_BYTES {
            break;
        }
    }
    Ok(parts)
}

impl Office {
    /// Drafts that laptops left for safekeeping.
    pub fn kept_drafts(&self) -> Result<Vec<KeptDraft>, OfficeError> {
        self.writer().ask(|storage| Ok(storage.kept_drafts()?))
    }

    /// Opens with the recovery key what a lost laptop left, and puts it into quarantine for the head to decide on, as if the laptop
    /// had been taken back in time. What went there is not kept as ciphertext any longer. Doing it again does no harm.
    pub fn open_drafts(
        &self,
        replica: Uuid,
        recovery: &Path,
        now_ms: i64,
    ) -> Result<OpenedDrafts, OfficeError> {
        let recovery = read_key(recovery)?;
        if teren_store::courier::public_key(&recovery) != self.house().recovery_key {
            return Err(OfficeError::Sealed);
        }
        let mut done = OpenedDrafts::default();
        let (read, unreadable) =
            self.work(now_ms, move |desk| read_all(desk, replica, &recovery))?;
        done.unreadable = unreadable.len();
        let changes: Vec<Vec<u8>> = (read.iter())
            .flat_map(|opened| opened.changes.iter().cloned())
            .collect();
        done.changes = changes.len();
        self.work(now_ms, move |desk| hold_back(desk, replica, changes))?;
        for (key, stretch) in read.iter().filter_map(stretch_of) {
            let credential = Credential::Lost(replica);
            let bytes = stretch.bytes.clone();
            let held = self.append_for(credential, key, stretch.offset, bytes, now_ms)?;
            let last = stretch.offset + u64::try_from(stretch.bytes.len()).unwrap_or(u64::MAX);
            let whole = held.is_some_and(|held| held.complete) && last == stretch.size;
            done.attachments += usize::from(whole);
        }
        let documents: BTreeSet<Uuid> = read.iter().map(|opened| opened.document).collect();
        done.documents = documents.len();
        self.work(now_ms, move |desk| {
            for document in documents.difference(&unreadable) {
                desk.storage.end_deposits(replica, *document)?;
            }
            Ok(())
        })?;
        Ok(done)
    }
}

fn stretch_of(opened: &OpenedDeposit) -> Option<(AttachmentKey, &DepositedStretch)> {
    let stretch = opened.stretch.as_ref()?;
    let key = AttachmentKey {
        case: opened.case,
        document: opened.document,
        sha256: stretch.sha256,
    };
    Some((key, stretch))
}

/// Everything a laptop left, opened; and documents of which something cannot be.
fn read_all(
    desk: &mut Desk<'_>,
    replica: Uuid,
    recovery: &[u8; 32],
) -> Result<(Vec<OpenedDeposit>, BTreeSet<Uuid>), OfficeError> {
    let mut read = Vec::new();
    let mut unreadable = BTreeSet::new();
    let places: Vec<DepositPlace> = desk.storage.deposits_after(replica, 0)?;
    for place in places {
        let deposit = desk.storage.deposit(&place)?;
        match open_deposit(recovery, &deposit) {
            Some(opened) => read.push(opened),
            None => drop(unreadable.insert(deposit.document)),
        }
    }
    Ok((read, unreadable))
}

fn hold_back(desk: &mut Desk<'_>, replica: Uuid, changes: Vec<Vec<u8>>) -> Result<(), OfficeError> {
    let mut incoming = Incoming::all(changes, &[], &desk.house.packing)?;
    for change in &mut incoming {
        if let Ok(envelope) = &change.envelope {
            let document = envelope.change.stream.document;
            // What was shared meanwhile is the case's already.
            change.private = desk.storage.case_of_document(document)?.is_none();
        }
    }
    let sender = sender_of(desk.storage, replica, desk.now_ms)?;
    desk.seat = replica;
    let received = receive(desk, &sender, &incoming)?;
    route::settle(desk, &received)?;
    follow_up(desk)?;
    desk.note(sender.person.person, Event::DraftsOpened, replica)?;
    desk.close()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_laptop_fills_its_room_to_the_last_byte() {
        let part = Deposit {
            case: Uuid::nil(),
            document: Uuid::nil(),
            name: [0; 32],
            for_author: vec![0; 100],
            for_recovery: vec![0; 100],
            sealed: vec![0; 800],
        };
        assert!(fits(&part, ROOM - 1000));
        assert!(!fits(&part, ROOM - 999));
    }
}
