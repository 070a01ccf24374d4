//! Cases removed here, until the office knows.

use rusqlite::Connection;
use uuid::Uuid;

use crate::error::Error;
use crate::tables::id;

pub(crate) fn put(db: &Connection, case: Uuid) -> Result<(), Error> {
    db.prepare_cached("INSERT INTO released (case_id) VALUES (?1) ON CONFLICT DO NOTHING")?
        .execute([case.as_bytes()])?;
    Ok(())
}

pub(crate) fn all(db: &Connection) -> Result<Vec<Uuid>, Error> {
    let mut statement = db.prepare_cached("SELECT case_id FROM released ORDER BY case_id")?;
    let rows = statement.query_map([], |row| id(row, 0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(crate) fn remove(db: &Connection, case: Uuid) -> Result<(), Error> {
    db.prepare_cached("DELETE FROM released WHERE case_id = ?1")?
        .execute([case.as_bytes()])?;
    Ok(())
}
