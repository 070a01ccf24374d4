//! Own changes the office has taken, encrypted to the centre's recovery key.

use rusqlite::Connection;

use crate::error::Error;

pub(crate) fn put(db: &Connection, kept_ms: i64, packet: &[u8]) -> Result<(), Error> {
    db.prepare_cached("INSERT INTO kept_packets (kept_ms, packet) VALUES (?1, ?2)")?
        .execute((kept_ms, packet))?;
    Ok(())
}

pub(crate) fn all(db: &Connection) -> Result<Vec<Vec<u8>>, Error> {
    let mut statement = db.prepare_cached("SELECT packet FROM kept_packets ORDER BY id")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(crate) fn remove_before(db: &Connection, kept_ms: i64) -> Result<(), Error> {
    db.prepare_cached("DELETE FROM kept_packets WHERE kept_ms < ?1")?
        .execute([kept_ms])?;
    Ok(())
}
