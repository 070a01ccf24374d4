//! Open conflicts, kept in the same transaction as the changes that open and close them.

use rusqlite::Connection;
use uuid::Uuid;

use crate::error::Error;

pub(crate) fn open(db: &Connection, stream: i64, record: Uuid, field: &str) -> Result<(), Error> {
    db.prepare_cached(
        "INSERT INTO conflicts (stream, record, field) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
    )?
    .execute((stream, record.as_bytes(), field))?;
    Ok(())
}

pub(crate) fn close(db: &Connection, stream: i64, record: Uuid, field: &str) -> Result<(), Error> {
    db.prepare_cached("DELETE FROM conflicts WHERE stream = ?1 AND record = ?2 AND field = ?3")?
        .execute((stream, record.as_bytes(), field))?;
    Ok(())
}

pub(crate) fn remove(db: &Connection, stream: i64) -> Result<(), Error> {
    db.prepare_cached("DELETE FROM conflicts WHERE stream = ?1")?
        .execute([stream])?;
    Ok(())
}

/// Open conflicts of a case.
pub(crate) fn count(db: &Connection, case: Uuid) -> Result<u32, Error> {
    Ok(db
        .prepare_cached(
            "SELECT count(*) FROM documents
             JOIN streams ON streams.document = documents.id
             JOIN conflicts ON conflicts.stream = streams.id
             WHERE documents.case_id = ?1",
        )?
        .query_row([case.as_bytes()], |row| row.get(0))?)
}
