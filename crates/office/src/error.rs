//! What can go wrong in the office; no value that a person typed is inside.

use teren_domain::partner::PartnerRefusal;
use teren_ledger::Malformed;
use teren_ledger::wire::Refused;

use crate::storage::StorageError;

#[derive(Debug, thiserror::Error)]
pub enum OfficeError {
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// The whole message is refused, with its typed reason.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// What was asked about another centre cannot be done.
    #[error(transparent)]
    Partner(#[from] PartnerRefusal),
    /// A change of the office's own that breaks its bounds, or a stored one that cannot be read.
    #[error(transparent)]
    Change(#[from] Malformed),
    #[error("the folder holds an office already")]
    Exists,
    #[error("the folder holds no office")]
    NotAnOffice,
    #[error("no structure of this name is shipped, or it contradicts itself")]
    Structure,
    #[error("no such person, team or laptop")]
    Unknown,
    #[error("a setting of the office is missing or damaged: {0}")]
    Setting(&'static str),
    #[error("a file could not be read or written: {0}")]
    File(std::io::ErrorKind),
    #[error("the system gave no random bytes")]
    Random,
    #[error("the certificate could not be made or used")]
    Certificate,
    #[error("the courier or backup file cannot be opened with this key")]
    Sealed,
    #[error("the address does not fit into an enrolment code")]
    Address,
    #[error("a value could not be written as JSON")]
    Json,
}

impl From<std::io::Error> for OfficeError {
    fn from(error: std::io::Error) -> Self {
        Self::File(error.kind())
    }
}

impl From<serde_json::Error> for OfficeError {
    fn from(_: serde_json::Error) -> Self {
        Self::Json
    }
}

impl OfficeError {
    /// What the sender of a message is told.
    #[must_use]
    pub fn refused(&self) -> Refused {
        match self {
            Self::Refused(refused) => *refused,
            _ => Refused::Storage,
        }
    }
}
