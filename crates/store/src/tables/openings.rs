//! Interviews opened to read, until the office knows.

use rusqlite::Connection;
use teren_ledger::wire::Opening;
use uuid::Uuid;

use crate::error::Error;
use crate::tables::id;

/// So many in one request at the most.
const MOST: i64 = 256;

pub(crate) fn put(db: &Connection, document: Uuid, at_ms: i64) -> Result<(), Error> {
    db.prepare_cached("INSERT INTO openings (document, at_ms) VALUES (?1, ?2)")?
        .execute((document.as_bytes(), at_ms))?;
    Ok(())
}

/// The oldest ones and the number of the last.
pub(crate) fn oldest(db: &Connection) -> Result<(Vec<Opening>, i64), Error> {
    let mut statement =
        db.prepare_cached("SELECT id, document, at_ms FROM openings ORDER BY id LIMIT ?1")?;
    let mut rows = statement.query([MOST])?;
    let (mut oldest, mut last) = (Vec::new(), 0);
    while let Some(row) = rows.next()? {
        last = row.get(0)?;
        oldest.push(Opening {
            document: id(row, 1)?,
            at_ms: row.get(2)?,
        });
    }
    Ok((oldest, last))
}

/// Forgets those up to a number: the office has them.
pub(crate) fn remove_until(db: &Connection, last: i64) -> Result<(), Error> {
    db.prepare_cached("DELETE FROM openings WHERE id <= ?1")?
        .execute([last])?;
    Ok(())
}
