//! First contact: the code's one-time secret against a token, the person, the centre and its keys.

use teren_ledger::EnrolmentCode;
use teren_ledger::wire::{EnrolRequest, EnrolResponse, MESSAGE_BYTES, PROTOCOL};
use teren_store::packet;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::transport::{Transport, TransportError};

/// Why the laptop is not enrolled. The code stays good where the office did not answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EnrolError {
    #[error(transparent)]
    Transport(#[from] TransportError),
    /// The office answered something this program cannot read: one of the two is newer.
    #[error("the office's answer cannot be read")]
    Unreadable,
}

/// Enrols this laptop over a line opened by [`crate::HttpTransport::to_enrol`] with the code's address and fingerprint.
/// After a cut line the same call with the same replica and key may be repeated.
pub fn enrol(
    line: &mut dyn Transport,
    code: &EnrolmentCode,
    replica: Uuid,
    public_key: [u8; 32],
) -> Result<EnrolResponse, EnrolError> {
    let request = EnrolRequest {
        protocol: PROTOCOL,
        secret: code.secret,
        replica,
        public_key,
    };
    let request = Zeroizing::new(packet::pack(&request).map_err(|_| EnrolError::Unreadable)?);
    let answer = Zeroizing::new(line.exchange(&request)?);
    packet::unpack(&answer, MESSAGE_BYTES).map_err(|_| EnrolError::Unreadable)
}
