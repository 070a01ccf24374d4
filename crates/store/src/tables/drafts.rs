//! Drafts: what is being typed and is no change yet.

use rusqlite::Connection;
use uuid::Uuid;

use crate::error::Error;
use crate::record::Draft;
use crate::tables::id;

pub(crate) fn put(db: &Connection, document: i64, draft: &Draft) -> Result<(), Error> {
    db.prepare_cached(
        "INSERT INTO drafts (document, record, field, category, value, saved_ms)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (document, record, field, category) DO UPDATE SET
             value = excluded.value, saved_ms = excluded.saved_ms",
    )?
    .execute((
        document,
        draft.record.as_bytes(),
        &draft.field,
        draft.category,
        &draft.value,
        draft.saved_ms,
    ))?;
    Ok(())
}

pub(crate) fn of_document(db: &Connection, document: i64) -> Result<Vec<Draft>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT record, field, category, value, saved_ms FROM drafts
         WHERE document = ?1 ORDER BY category, record, field",
    )?;
    let rows = statement.query_map([document], |row| {
        Ok(Draft {
            record: id(row, 0)?,
            field: row.get(1)?,
            category: row.get(2)?,
            value: row.get(3)?,
            saved_ms: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(crate) fn remove(db: &Connection, document: i64) -> Result<(), Error> {
    db.prepare_cached("DELETE FROM drafts WHERE document = ?1")?
        .execute([document])?;
    Ok(())
}

/// Documents that hold drafts, after a program was killed or before an exchange.
pub(crate) fn documents(db: &Connection) -> Result<Vec<Uuid>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT documents.document FROM documents
         WHERE id IN (SELECT document FROM drafts) ORDER BY id",
    )?;
    let rows = statement.query_map([], |row| id(row, 0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
