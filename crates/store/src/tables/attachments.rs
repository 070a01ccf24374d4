//! Attachments and the pieces of their bytes.

use rusqlite::{Connection, OptionalExtension as _};
use teren_ledger::Hash;
use uuid::Uuid;

use crate::error::Error;
use crate::tables::{id, signed, unsigned};

/// An attachment as this store knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AttachmentRow {
    pub(crate) id: i64,
    pub(crate) case: Uuid,
    pub(crate) document: Uuid,
    pub(crate) sha256: Hash,
    pub(crate) category: u8,
    pub(crate) size: u64,
    /// Bytes here, from the first on.
    pub(crate) here: u64,
    pub(crate) in_office: bool,
    /// Its document does not leave this laptop yet.
    pub(crate) private: bool,
    pub(crate) naming: Naming,
}

/// Whether a row names the bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Naming {
    /// None has yet: they were taken in a moment ago, or the program ended before their row was written.
    Never,
    Now,
    /// The row was removed.
    NoMore,
}

impl AttachmentRow {
    pub(crate) fn is_complete(&self) -> bool {
        self.here == self.size
    }
}

const COLUMNS: &str = "SELECT attachments.id, documents.case_id, documents.document, attachments.sha256,
        attachments.category, attachments.size, attachments.here, attachments.in_office, documents.private,
        attachments.naming
     FROM attachments JOIN documents ON documents.id = attachments.document";

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<AttachmentRow> {
    Ok(AttachmentRow {
        id: row.get(0)?,
        case: id(row, 1)?,
        document: id(row, 2)?,
        sha256: row.get(3)?,
        category: row.get(4)?,
        size: unsigned(row.get(5)?),
        here: unsigned(row.get(6)?),
        in_office: row.get(7)?,
        private: row.get(8)?,
        naming: match row.get::<_, i64>(9)? {
            0 => Naming::Never,
            1 => Naming::Now,
            _ => Naming::NoMore,
        },
    })
}

pub(crate) fn find(
    db: &Connection,
    document: Uuid,
    sha256: &Hash,
) -> Result<Option<AttachmentRow>, Error> {
    let sql = format!("{COLUMNS} WHERE documents.document = ?1 AND attachments.sha256 = ?2");
    Ok(db
        .prepare_cached(&sql)?
        .query_row((document.as_bytes(), sha256), read)
        .optional()?)
}

/// Attachments of one document.
pub(crate) fn of_document(db: &Connection, document: Uuid) -> Result<Vec<AttachmentRow>, Error> {
    let sql = format!("{COLUMNS} WHERE documents.document = ?1 ORDER BY attachments.id");
    let mut statement = db.prepare_cached(&sql)?;
    let rows = statement.query_map([document.as_bytes()], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Every attachment, in the order of its coming.
pub(crate) fn all(db: &Connection) -> Result<Vec<AttachmentRow>, Error> {
    let mut statement = db.prepare_cached(&format!("{COLUMNS} ORDER BY attachments.id"))?;
    let rows = statement.query_map([], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(crate) fn insert(
    db: &Connection,
    document: i64,
    sha256: &Hash,
    category: u8,
    size: u64,
) -> Result<i64, Error> {
    Ok(db
        .prepare_cached(
            "INSERT INTO attachments (document, sha256, category, size, here, in_office, naming)
             VALUES (?1, ?2, ?3, ?4, 0, 0, 0)",
        )?
        .insert((document, sha256, category, signed(size)))?)
}

/// Takes the bytes from another interview of the case that names the same ones, where they are whole.
pub(crate) fn take_from_case(db: &Connection, id: i64, case: Uuid) -> Result<(), Error> {
    let known = db
        .prepare_cached(
            "SELECT held.id FROM attachments AS held
             JOIN documents ON documents.id = held.document
             JOIN attachments AS wanted ON wanted.sha256 = held.sha256 AND wanted.size = held.size
             WHERE wanted.id = ?1 AND held.id <> ?1 AND held.here = held.size AND documents.case_id = ?2",
        )?
        .query_row((id, case.as_bytes()), |row| row.get::<_, i64>(0))
        .optional()?;
    let Some(known) = known else { return Ok(()) };
    db.prepare_cached(
        "INSERT INTO attachment_chunks (attachment, position, bytes)
         SELECT ?1, position, bytes FROM attachment_chunks WHERE attachment = ?2",
    )?
    .execute((id, known))?;
    db.prepare_cached("UPDATE attachments SET here = size WHERE id = ?1")?
        .execute([id])?;
    Ok(())
}

/// Adds a piece at the end of what is here.
pub(crate) fn append(db: &Connection, id: i64, here: u64, bytes: &[u8]) -> Result<u64, Error> {
    db.prepare_cached(
        "INSERT INTO attachment_chunks (attachment, position, bytes) VALUES (?1, ?2, ?3)",
    )?
    .execute((id, signed(here), bytes))?;
    let here = here + u64::try_from(bytes.len()).unwrap_or(0);
    db.prepare_cached("UPDATE attachments SET here = ?2 WHERE id = ?1")?
        .execute((id, signed(here)))?;
    Ok(here)
}

/// Reads bytes from a place on, `length` at the most.
pub(crate) fn bytes(
    db: &Connection,
    id: i64,
    offset: u64,
    length: usize,
) -> Result<Vec<u8>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT position, bytes FROM attachment_chunks WHERE attachment = ?1 AND position >=
             (SELECT max(position) FROM attachment_chunks WHERE attachment = ?1 AND position <= ?2)
         ORDER BY position",
    )?;
    let mut rows = statement.query((id, signed(offset)))?;
    let mut read = Vec::new();
    while let Some(row) = rows.next()? {
        let position = unsigned(row.get(0)?);
        let chunk = row.get_ref(1)?;
        let chunk = chunk
            .as_blob()
            .map_err(|_| Error::Damaged("an attachment"))?;
        let skipped = usize::try_from(offset.saturating_sub(position)).unwrap_or(usize::MAX);
        let rest = chunk.get(skipped..).unwrap_or_default();
        let wanted = rest.len().min(length - read.len());
        read.extend_from_slice(rest.get(..wanted).unwrap_or_default());
        if read.len() == length {
            break;
        }
    }
    Ok(read)
}

/// Notes whether a row names it.
pub(crate) fn set_naming(db: &Connection, id: i64, naming: Naming) -> Result<(), Error> {
    db.prepare_cached("UPDATE attachments SET naming = ?2 WHERE id = ?1")?
        .execute((id, naming as u8))?;
    Ok(())
}

/// Begins anew with another size.
pub(crate) fn resize(db: &Connection, id: i64, size: u64) -> Result<(), Error> {
    discard(db, id)?;
    db.prepare_cached("UPDATE attachments SET size = ?2 WHERE id = ?1")?
        .execute((id, signed(size)))?;
    Ok(())
}

/// Throws the bytes away and keeps the attachment.
pub(crate) fn discard(db: &Connection, id: i64) -> Result<(), Error> {
    db.prepare_cached("DELETE FROM attachment_chunks WHERE attachment = ?1")?
        .execute([id])?;
    db.prepare_cached("UPDATE attachments SET here = 0 WHERE id = ?1")?
        .execute([id])?;
    Ok(())
}

pub(crate) fn remove(db: &Connection, id: i64) -> Result<(), Error> {
    db.prepare_cached("DELETE FROM attachments WHERE id = ?1")?
        .execute([id])?;
    Ok(())
}

/// Removes those of one category of a document.
pub(crate) fn remove_category(db: &Connection, document: i64, category: u8) -> Result<(), Error> {
    db.prepare_cached("DELETE FROM attachments WHERE document = ?1 AND category = ?2")?
        .execute((document, category))?;
    Ok(())
}

/// The office holds every byte.
pub(crate) fn set_in_office(db: &Connection, id: i64) -> Result<(), Error> {
    db.prepare_cached("UPDATE attachments SET in_office = 1 WHERE id = ?1")?
        .execute([id])?;
    Ok(())
}

/// The office was restored: whether it holds them is asked again.
pub(crate) fn ask_again(db: &Connection) -> Result<(), Error> {
    db.prepare_cached("UPDATE attachments SET in_office = 0")?
        .execute([])?;
    Ok(())
}
