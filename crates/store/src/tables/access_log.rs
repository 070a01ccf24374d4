//! What the person of this seat did: a chain whose beginning goes once the office has it.

use rusqlite::Connection;
use teren_ledger::{Accessed, ChainEnd};

use crate::error::Error;
use crate::tables::{id, meta};

/// Entries in one request at the most.
const MOST: i64 = 1000;
/// Setting with the end of the chain: its entries leave, the end stays.
const END: &str = "access log";

pub(crate) fn end(db: &Connection) -> Result<ChainEnd, Error> {
    match meta::get(db, END)? {
        Some(bytes) => postcard::from_bytes(&bytes).map_err(|_| Error::Damaged("the access log")),
        None => Ok(ChainEnd::default()),
    }
}

pub(crate) fn put(db: &Connection, entry: &Accessed) -> Result<(), Error> {
    db.prepare_cached(
        "INSERT INTO access_log (number, at_ms, event, subject, hash) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute((
        entry.number.cast_signed(),
        entry.at_ms,
        &entry.event,
        entry.subject.as_bytes(),
        entry.hash,
    ))?;
    let end = postcard::to_allocvec(&entry.end()).map_err(|_| Error::Damaged("the access log"))?;
    meta::put(db, END, &end)
}

/// The oldest entries.
pub(crate) fn oldest(db: &Connection) -> Result<Vec<Accessed>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT number, at_ms, event, subject, hash FROM access_log ORDER BY number LIMIT ?1",
    )?;
    let rows = statement.query_map([MOST], |row| {
        Ok(Accessed {
            number: row.get::<_, i64>(0)?.cast_unsigned(),
            at_ms: row.get(1)?,
            event: row.get(2)?,
            subject: id(row, 3)?,
            hash: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Lets go those up to a number: the office has them.
pub(crate) fn remove_until(db: &Connection, last: u64) -> Result<(), Error> {
    db.prepare_cached("DELETE FROM access_log WHERE number <= ?1")?
        .execute([last.cast_signed()])?;
    Ok(())
}
