//! The same exchange as a file: requests sealed to the office's key, answers sealed to the laptop's.

use subtle::ConstantTimeEq as _;
use teren_ledger::wire::{Refused, Request, Response};
use teren_sync::courier::{self, CourierError};
use uuid::Uuid;

use crate::OfficeError;
use crate::office::Office;
use crate::receive::Sender;

impl Office {
    /// Answers a laptop's courier file with a file for that laptop. Replaying one does no harm.
    pub fn courier(&self, file: &[u8], now_ms: i64) -> Result<Vec<u8>, OfficeError> {
        let secret = self.house().office_secret;
        courier::answer(&secret, file, &mut |key, request| {
            self.courier_round(*key, request, now_ms)
        })
    }

    fn courier_round(
        &self,
        key: [u8; 32],
        request: Request,
        now_ms: i64,
    ) -> Result<Response, OfficeError> {
        let sender = self.holder_of(key, request.replica)?;
        self.round(&sender, request, now_ms)
    }

    /// The laptop that holds the key which sealed the file: that key stands in place of a token.
    fn holder_of(&self, key: [u8; 32], replica: Uuid) -> Result<Sender, OfficeError> {
        self.writer().ask(move |storage| {
            let replica = storage.replica(replica)?.ok_or(Refused::Unknown)?;
            if !bool::from(replica.public_key.ct_eq(&key)) {
                return Err(Refused::Unknown.into());
            }
            let person = storage.person(replica.person)?.ok_or(Refused::Unknown)?;
            Ok(Sender {
                withdrawn: replica.withdrawn_ms != 0 || !person.active,
                replica: replica.replica,
                person,
            })
        })
    }
}

impl From<CourierError> for OfficeError {
    fn from(_: CourierError) -> Self {
        Self::Sealed
    }
}
