//! One file a table; SQL stands nowhere else in this room.

pub(crate) mod access_log;
pub(crate) mod actors;
pub(crate) mod acts;
pub(crate) mod attachments;
pub(crate) mod cards;
pub(crate) mod changes;
pub(crate) mod conflicts;
pub(crate) mod deposits;
pub(crate) mod documents;
pub(crate) mod drafts;
pub(crate) mod grants;
pub(crate) mod kept_packets;
pub(crate) mod meta;
pub(crate) mod proofs;
pub(crate) mod released;
pub(crate) mod salvage;
pub(crate) mod streams;
pub(crate) mod tip;

use uuid::Uuid;

/// Reads a 16-byte id of a row.
fn id(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<Uuid> {
    Ok(Uuid::from_bytes(row.get(column)?))
}

/// Numbers of the wire fit SQLite's signed ones for longer than anybody will count.
pub(crate) fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

pub(crate) fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}
