//! The same exchange as a file: requests and the bytes of attachments sealed to the office's key, answers sealed to the laptop's.

use subtle::ConstantTimeEq as _;
use teren_ledger::wire::{Refused, Request, Response};
use teren_store::AttachmentKey;
use teren_sync::Held;
use teren_sync::courier::{self, Answered, CourierDesk, CourierError};
use uuid::Uuid;

use crate::OfficeError;
use crate::attachments::Credential;
use crate::office::Office;
use crate::receive::Sender;
use crate::storage::Storage;

impl Office {
    /// Answers a laptop's courier file with a file for that laptop. Replaying one does no harm.
    pub fn courier(&self, file: &[u8], now_ms: i64) -> Result<Answered, OfficeError> {
        let mut desk = OfficeDesk {
            office: self,
            now_ms,
        };
        courier::answer(&self.house().office_secret, file, &mut desk)
    }
}

struct OfficeDesk<'a> {
    office: &'a Office,
    now_ms: i64,
}

impl CourierDesk for OfficeDesk<'_> {
    type Error = OfficeError;

    fn exchange(&mut self, sender: &[u8; 32], request: Request) -> Result<Response, OfficeError> {
        let (key, replica, now_ms) = (*sender, request.replica, self.now_ms);
        let writer = self.office.writer();
        let sender = writer.ask(move |storage| holder_of(storage, key, replica, now_ms))?;
        self.office.round(&sender, request, now_ms)
    }

    fn held(
        &mut self,
        sender: (&[u8; 32], Uuid),
        key: &AttachmentKey,
    ) -> Result<Option<Held>, OfficeError> {
        self.office.held_for(of_file(sender), *key, self.now_ms)
    }

    fn append(
        &mut self,
        sender: (&[u8; 32], Uuid),
        key: &AttachmentKey,
        offset: u64,
        bytes: &[u8],
    ) -> Result<Option<Held>, OfficeError> {
        let (credential, bytes) = (of_file(sender), bytes.to_vec());
        (self.office).append_for(credential, *key, offset, bytes, self.now_ms)
    }
}

fn of_file((key, replica): (&[u8; 32], Uuid)) -> Credential {
    Credential::CourierKey { key: *key, replica }
}

/// The laptop that holds the key which sealed the file: that key stands in place of a token.
pub(crate) fn holder_of(
    storage: &mut dyn Storage,
    key: [u8; 32],
    replica: Uuid,
    now_ms: i64,
) -> Result<Sender, OfficeError> {
    let known = storage.replica(replica)?.ok_or(Refused::Unknown)?;
    if !bool::from(known.public_key.ct_eq(&key)) {
        return Err(Refused::Unknown.into());
    }
    sender_of(storage, replica, now_ms)
}

/// Who holds a laptop.
pub(crate) fn sender_of(
    storage: &mut dyn Storage,
    replica: Uuid,
    now_ms: i64,
) -> Result<Sender, OfficeError> {
    let replica = storage.replica(replica)?.ok_or(Refused::Unknown)?;
    let person = storage.person(replica.person)?.ok_or(Refused::Unknown)?;
    Ok(Sender::of(&replica, person, now_ms))
}

impl From<CourierError> for OfficeError {
    fn from(_: CourierError) -> Self {
        Self::Sealed
    }
}
