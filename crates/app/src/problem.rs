//! The door between rich errors inside and the few kinds a screen acts on.
//! Nothing a person typed ever stands in one.

use std::collections::BTreeMap;

use crate::contract::{Problem, ProblemCode};

impl Problem {
    #[must_use]
    pub fn of(code: ProblemCode) -> Self {
        Self {
            code,
            parameters: BTreeMap::new(),
        }
    }

    /// With a parameter for the text: a number of seconds, a date, never an answer.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.parameters.insert(name.to_owned(), value.to_string());
        self
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{:?}", self.code)
    }
}

impl std::error::Error for Problem {}

impl From<teren_store::Error> for Problem {
    fn from(error: teren_store::Error) -> Self {
        use teren_store::Error;
        Self::of(match error {
            Error::DiskFull => ProblemCode::DiskFull,
            Error::Damaged(_) | Error::Reopen | Error::BadFile(_) => ProblemCode::StoreDamaged,
            Error::Newer { .. } | Error::UnknownDictionary(_) => ProblemCode::StoreNewer,
            Error::UnknownDocument | Error::UnknownAttachment | Error::ForeignDocument => {
                ProblemCode::NotFound
            }
            Error::TooLarge | Error::Malformed(_) => ProblemCode::InvalidInput,
            Error::NoIdentity | Error::Io(_) | Error::Database(_) => ProblemCode::Internal,
        })
    }
}

impl From<teren_store::UnlockError> for Problem {
    fn from(error: teren_store::UnlockError) -> Self {
        use teren_store::UnlockError;
        match error {
            UnlockError::Wrong { wait_s } => {
                Self::of(ProblemCode::WrongPassphrase).with("wait_s", wait_s)
            }
            UnlockError::Wait { wait_s } => {
                Self::of(ProblemCode::PassphraseWait).with("wait_s", wait_s)
            }
            UnlockError::InUse => Self::of(ProblemCode::ProfileInUse),
            UnlockError::Newer { .. } => Self::of(ProblemCode::StoreNewer),
            UnlockError::Damaged { .. } => Self::of(ProblemCode::StoreDamaged),
            UnlockError::NoProfile => Self::of(ProblemCode::NotFound),
            UnlockError::DiskFull => Self::of(ProblemCode::DiskFull),
            UnlockError::Store(error) => error.into(),
        }
    }
}

impl From<teren_store::SealError> for Problem {
    fn from(error: teren_store::SealError) -> Self {
        use teren_store::SealError;
        match error {
            SealError::DraftsLeft => Self::of(ProblemCode::Internal),
            SealError::OpenConflicts => Self::of(ProblemCode::OpenConflicts),
            SealError::Store(error) => error.into(),
        }
    }
}

impl From<teren_ledger::CodeError> for Problem {
    fn from(_: teren_ledger::CodeError) -> Self {
        Self::of(ProblemCode::EnrolmentMalformed)
    }
}

impl From<teren_store::RecoveryError> for Problem {
    fn from(error: teren_store::RecoveryError) -> Self {
        use teren_store::RecoveryError;
        match error {
            RecoveryError::Unlock(error) => error.into(),
            RecoveryError::NoCentre => Self::of(ProblemCode::NeedsOffice),
            RecoveryError::OtherRequest => Self::of(ProblemCode::RecoveryForAnother),
            RecoveryError::WrongCode => Self::of(ProblemCode::RecoveryCode),
            RecoveryError::NotSuchAFile | RecoveryError::OtherCentre => {
                Self::of(ProblemCode::RecoveryUnreadable)
            }
        }
    }
}

impl From<teren_sync::TransportError> for Problem {
    fn from(error: teren_sync::TransportError) -> Self {
        use teren_ledger::wire::Refused;
        use teren_sync::TransportError;
        Self::of(match error {
            TransportError::Unreachable
            | TransportError::TimedOut
            | TransportError::Interrupted => ProblemCode::OfficeUnreachable,
            TransportError::WrongCertificate => ProblemCode::CertificateMismatch,
            TransportError::NotTheOffice | TransportError::TooLarge => ProblemCode::NotTheOffice,
            TransportError::Local => ProblemCode::Internal,
            TransportError::Refused(Refused::Busy { .. } | Refused::Storage) => {
                ProblemCode::OfficeBusy
            }
            TransportError::Refused(Refused::Withdrawn) => ProblemCode::Withdrawn,
            TransportError::Refused(Refused::CodeExpired) => ProblemCode::EnrolmentExpired,
            TransportError::Refused(Refused::CodeUsed | Refused::Unknown) => {
                ProblemCode::EnrolmentUsed
            }
            TransportError::Refused(Refused::Malformed | Refused::TooLarge | Refused::Protocol) => {
                ProblemCode::VersionsDiffer
            }
        })
    }
}

impl From<teren_sync::EnrolError> for Problem {
    fn from(error: teren_sync::EnrolError) -> Self {
        match error {
            teren_sync::EnrolError::Transport(error) => error.into(),
            teren_sync::EnrolError::Unreadable => Self::of(ProblemCode::NotTheOffice),
        }
    }
}

impl From<teren_sync::ExchangeError> for Problem {
    fn from(error: teren_sync::ExchangeError) -> Self {
        use teren_ledger::wire::Refused;
        use teren_sync::ExchangeError;
        use teren_sync::TransportError;
        match error {
            // A laptop the office does not know any more is one it withdrew.
            ExchangeError::Transport(TransportError::Refused(Refused::Unknown)) => {
                Self::of(ProblemCode::Withdrawn)
            }
            ExchangeError::Transport(error) => error.into(),
            ExchangeError::Store(error) => error.into(),
            ExchangeError::Unreadable => Self::of(ProblemCode::NotTheOffice),
            ExchangeError::Stuck => Self::of(ProblemCode::ExchangeStuck),
            ExchangeError::Cancelled => Self::of(ProblemCode::Locked),
        }
    }
}

impl From<teren_sync::courier::CourierError> for Problem {
    fn from(error: teren_sync::courier::CourierError) -> Self {
        use teren_sync::courier::CourierError;
        match error {
            CourierError::Store(error) => error.into(),
            CourierError::File(teren_store::courier::CourierError::ForAnotherKey) => {
                Self::of(ProblemCode::CourierForAnother)
            }
            _ => Self::of(ProblemCode::CourierUnreadable),
        }
    }
}

/// A failed file operation outside the store.
pub(crate) fn of_io(error: &std::io::Error) -> Problem {
    Problem::of(match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => {
            ProblemCode::DiskFull
        }
        std::io::ErrorKind::NotFound => ProblemCode::NotFound,
        _ => ProblemCode::Internal,
    })
}
