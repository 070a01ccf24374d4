//! What can go wrong in the store. No text a person typed is ever inside.

use std::path::PathBuf;

use teren_ledger::Malformed;

/// Why a store call failed. Unless said otherwise nothing was changed and everything acknowledged before is safe.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Space is gone; reading still works, writing goes on when there is space again.
    #[error("the disk is full")]
    DiskFull,
    /// A page, a change or a file does not have the content that was written there.
    #[error("the store is damaged: {0}")]
    Damaged(&'static str),
    /// Written by a newer program.
    #[error("the store has version {found}, this program knows {known}")]
    Newer { found: u32, known: u32 },
    /// The disk refused to make a write durable: the store must be opened again before it is trusted.
    #[error("the store must be opened again")]
    Reopen,
    #[error("no such document here")]
    UnknownDocument,
    #[error("no such attachment here")]
    UnknownAttachment,
    /// The document is known here as part of another case.
    #[error("the document belongs to another case")]
    ForeignDocument,
    #[error("a change was written with a dictionary this program does not have: {0}")]
    UnknownDictionary(u8),
    #[error(transparent)]
    Malformed(#[from] Malformed),
    #[error("an answer is larger than a change may be")]
    TooLarge,
    /// The seat has no identity yet, so nothing can be written in anybody's name.
    #[error("the store belongs to nobody yet")]
    NoIdentity,
    /// A key or a file that is no file of this profile, or was cut short.
    #[error("not a file of this profile: {0}")]
    BadFile(&'static str),
    #[error("input or output failed: {0}")]
    Io(std::io::ErrorKind),
    /// SQLite's own extended code.
    #[error("the database failed with code {0}")]
    Database(i32),
}

/// Why a profile could not be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnlockError {
    /// The next try is allowed after this many seconds.
    #[error("wrong passphrase; next try in {wait_s} s")]
    Wrong { wait_s: u32 },
    /// Too early after wrong passphrases; nothing was tried.
    #[error("wait {wait_s} s before the next try")]
    Wait { wait_s: u32 },
    /// Another instance has the profile open.
    #[error("the profile is open in another window")]
    InUse,
    #[error("the store has version {found}, this program knows {known}")]
    Newer { found: u32, known: u32 },
    /// The database cannot be used. It was moved, whole, to this folder; the next unlock starts an empty one
    /// for the same seat and fetches the cases again.
    #[error("the store is damaged and was moved aside")]
    Damaged { kept_at: PathBuf },
    #[error("there is no profile in this folder")]
    NoProfile,
    #[error("the disk is full")]
    DiskFull,
    #[error(transparent)]
    Store(Error),
}

impl From<Error> for UnlockError {
    fn from(error: Error) -> Self {
        match error {
            Error::Newer { found, known } => Self::Newer { found, known },
            Error::DiskFull => Self::DiskFull,
            other => Self::Store(other),
        }
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::DiskFull,
            kind => Self::Io(kind),
        }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        let extended = error.sqlite_extended_error_code().unwrap_or(0);
        match error.sqlite_error_code() {
            Some(Code::DiskFull) => Self::DiskFull,
            Some(Code::NotADatabase | Code::DatabaseCorrupt) => Self::Damaged("a page"),
            Some(_) if is_failed_sync(extended) => Self::Reopen,
            Some(_) => Self::Database(extended),
            None => Self::Damaged("a row"),
        }
    }
}

/// After a failed fsync nobody knows what reached the disk.
fn is_failed_sync(extended: i32) -> bool {
    extended == rusqlite::ffi::SQLITE_IOERR_FSYNC
        || extended == rusqlite::ffi::SQLITE_IOERR_DIR_FSYNC
}
