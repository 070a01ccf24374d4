//! Streams: one category of one document.

use rusqlite::{Connection, OptionalExtension as _};
use teren_ledger::Stream;
use uuid::Uuid;

use crate::error::Error;
use crate::tables::id;

pub(crate) fn of_document(db: &Connection, document: i64) -> Result<Vec<(u8, i64)>, Error> {
    let mut statement = db
        .prepare_cached("SELECT category, id FROM streams WHERE document = ?1 ORDER BY category")?;
    let rows = statement.query_map([document], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(crate) fn intern(db: &Connection, document: i64, category: u8) -> Result<i64, Error> {
    let known = db
        .prepare_cached("SELECT id FROM streams WHERE document = ?1 AND category = ?2")?
        .query_row((document, category), |row| row.get(0))
        .optional()?;
    if let Some(id) = known {
        return Ok(id);
    }
    Ok(db
        .prepare_cached("INSERT INTO streams (document, category) VALUES (?1, ?2)")?
        .insert((document, category))?)
}

/// Number of a stream that is here.
pub(crate) fn find(db: &Connection, stream: Stream) -> Result<Option<i64>, Error> {
    Ok(db
        .prepare_cached(
            "SELECT streams.id FROM documents JOIN streams ON streams.document = documents.id
             WHERE documents.document = ?1 AND streams.category = ?2",
        )?
        .query_row((stream.document.as_bytes(), stream.category), |row| {
            row.get(0)
        })
        .optional()?)
}

/// Where a stream of this number belongs.
pub(crate) fn place(db: &Connection, stream: i64) -> Result<Stream, Error> {
    Ok(db
        .prepare_cached(
            "SELECT documents.case_id, documents.document, streams.category
             FROM streams JOIN documents ON documents.id = streams.document WHERE streams.id = ?1",
        )?
        .query_row([stream], |row| {
            Ok(Stream {
                case: id(row, 0)?,
                document: id(row, 1)?,
                category: row.get(2)?,
            })
        })?)
}

/// Removes the empty streams of a case.
pub(crate) fn remove_empty(db: &Connection, case: Uuid) -> Result<(), Error> {
    db.prepare_cached(
        "DELETE FROM streams
         WHERE document IN (SELECT id FROM documents WHERE case_id = ?1)
           AND NOT EXISTS (SELECT 1 FROM changes WHERE changes.stream = streams.id)",
    )?
    .execute([case.as_bytes()])?;
    Ok(())
}
