//! Documents and the case each belongs to.

use rusqlite::{Connection, OptionalExtension as _};
use uuid::Uuid;

use crate::error::Error;
use crate::tables::id;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DocumentRow {
    pub(crate) id: i64,
    pub(crate) document: Uuid,
    pub(crate) case: Uuid,
    pub(crate) private: bool,
    pub(crate) form: String,
}

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<DocumentRow> {
    Ok(DocumentRow {
        id: row.get(0)?,
        document: id(row, 1)?,
        case: id(row, 2)?,
        private: row.get(3)?,
        form: row.get(4)?,
    })
}

pub(crate) fn find(db: &Connection, document: Uuid) -> Result<Option<DocumentRow>, Error> {
    Ok(db
        .prepare_cached(
            "SELECT id, document, case_id, private, form FROM documents WHERE document = ?1",
        )?
        .query_row([document.as_bytes()], read)
        .optional()?)
}

pub(crate) fn insert(
    db: &Connection,
    case: Uuid,
    document: Uuid,
    private: bool,
    form: &str,
) -> Result<DocumentRow, Error> {
    let id = db
        .prepare_cached(
            "INSERT INTO documents (document, case_id, private, form) VALUES (?1, ?2, ?3, ?4)",
        )?
        .insert((document.as_bytes(), case.as_bytes(), private, form))?;
    Ok(DocumentRow {
        id,
        document,
        case,
        private,
        form: form.to_owned(),
    })
}

pub(crate) fn of_case(db: &Connection, case: Uuid) -> Result<Vec<DocumentRow>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT id, document, case_id, private, form FROM documents WHERE case_id = ?1 ORDER BY id",
    )?;
    let rows = statement.query_map([case.as_bytes()], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Every case that has a document here and may be shown.
pub(crate) fn visible_cases(db: &Connection) -> Result<Vec<Uuid>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT DISTINCT documents.case_id FROM documents
         LEFT JOIN grants ON grants.case_id = documents.case_id
         WHERE coalesce(grants.visible, 1) = 1 ORDER BY documents.case_id",
    )?;
    let rows = statement.query_map([], |row| id(row, 0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// From now on the document's changes may leave.
pub(crate) fn share(db: &Connection, document: i64) -> Result<(), Error> {
    db.prepare_cached("UPDATE documents SET private = 0 WHERE id = ?1")?
        .execute([document])?;
    Ok(())
}

pub(crate) fn set_form(db: &Connection, document: i64, form: &str) -> Result<(), Error> {
    db.prepare_cached("UPDATE documents SET form = ?2 WHERE id = ?1")?
        .execute((document, form))?;
    Ok(())
}

pub(crate) fn remove_case(db: &Connection, case: Uuid) -> Result<(), Error> {
    db.prepare_cached("DELETE FROM documents WHERE case_id = ?1")?
        .execute([case.as_bytes()])?;
    Ok(())
}
