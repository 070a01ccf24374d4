//! The merge, free of any domain: changes, version vectors, multi-value registers, seals, the messages of an exchange, the enrolment code and the card of a centre.
//!
//! Never here: I/O, a clock, randomness, or what a field means (family, income, law).

mod access;
mod card;
mod change;
mod code;
mod digest;
mod history;
mod merge;
pub mod octets;
mod seal;
mod vector;
pub mod wire;

pub use access::{Accessed, ChainEnd};
pub use card::{CentreCard, fingerprint, is_fingerprint};
pub use change::{
    BorrowedWrite, Change, Envelope, FORMAT, Kind, MAX_WRITES, Malformed, Shelf, Write,
};
pub use code::{CodeError, EnrolmentCode, SpokenCode};
pub use digest::{Digest, Head, stream_digest};
pub use history::{History, Version};
pub use merge::{Action, LiveValue, Refusal, StreamState};
pub use seal::{Seal, SealPart, SealedCategory, seal_root};
pub use vector::{Dot, Hash, Stamp, Stream, VersionVector};

/// Field whose value says what a record is and where it hangs: `{"kind", "parent", "order"}`.
pub const RECORD_FIELD: &str = "@";
/// Field that is `true` on a deleted record. Deleting is an answer like others, so deleting against editing is a visible conflict.
pub const DELETED_FIELD: &str = "deleted";
/// The one field of a row record; its value is the whole row, `null` deletes it.
pub const ROW_FIELD: &str = "row";
