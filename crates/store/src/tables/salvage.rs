//! Reading the tables of a damaged database: few rows at a time, so that a bad page costs only what lies on it.

use rusqlite::{Connection, Row};
use teren_ledger::{Hash, Stream};
use uuid::Uuid;

use crate::attachments::AttachmentKey;
use crate::error::Error;
use crate::tables::{id, unsigned};

/// A table of which rows are salvaged. The limit of `rows` keeps SQLite from the page behind the last row asked for.
pub(crate) struct Table<T> {
    largest: &'static str,
    /// Every row number out of an index, which lies on other pages than the rows.
    numbers: Option<&'static str>,
    rows: &'static str,
    read: fn(&Row<'_>) -> rusqlite::Result<T>,
}

/// An own change, as it lies.
pub(crate) struct Own {
    pub(crate) dictionary: u8,
    pub(crate) length: u32,
    pub(crate) body: Vec<u8>,
    pub(crate) hash: Hash,
    /// Its stream and actor as the rows of changes number them, and which of the actor's changes it is.
    pub(crate) dot: (i64, i64, u64),
    /// Its stream and actor; `None` where the rows that say it are gone.
    pub(crate) place: Option<(Stream, Uuid)>,
    pub(crate) private: bool,
}

/// An attachment that is not known to be in the office.
pub(crate) struct Unsent {
    pub(crate) id: i64,
    pub(crate) key: AttachmentKey,
    /// Bytes altogether, and how many of them were here; `None` where its row is gone and its name alone is left.
    pub(crate) size: Option<(u64, u64)>,
}

/// Where a piece of an attachment lies; its bytes are not read for this.
pub(crate) struct Piece {
    pub(crate) row: i64,
    pub(crate) attachment: i64,
    pub(crate) place: u64,
    pub(crate) length: u64,
}

/// `None` is a change of somebody else, which the office has. Whether a document is private is not known where its row
/// is gone: then it is taken for private.
pub(crate) const CHANGES: Table<Option<Own>> = Table {
    largest: "SELECT max(id) FROM changes",
    numbers: Some("SELECT id FROM changes INDEXED BY sqlite_autoindex_changes_1"),
    rows: "SELECT own, dictionary, length, body, hash, coalesce(documents.private, 1),
             documents.case_id, documents.document, streams.category, actors.actor,
             changes.stream, changes.actor, counter
         FROM changes LEFT JOIN streams ON streams.id = changes.stream
         LEFT JOIN documents ON documents.id = streams.document
         LEFT JOIN actors ON actors.id = changes.actor
         WHERE changes.id BETWEEN ?1 AND ?2 ORDER BY changes.id
         LIMIT 1 + ?2 - ?1",
    read: own,
};

pub(crate) const PACKETS: Table<Vec<u8>> = Table {
    largest: "SELECT max(id) FROM kept_packets",
    numbers: None,
    rows: "SELECT packet FROM kept_packets WHERE id BETWEEN ?1 AND ?2 ORDER BY id
         LIMIT 1 + ?2 - ?1",
    read: |row| row.get(0),
};

/// By its number; `None` is an attachment that the office holds.
pub(crate) const ATTACHMENTS: Table<(i64, Option<Unsent>)> = Table {
    largest: "SELECT max(id) FROM attachments",
    numbers: Some("SELECT id FROM attachments INDEXED BY sqlite_autoindex_attachments_1"),
    rows: "SELECT attachments.id, documents.case_id, documents.document, attachments.sha256,
             attachments.in_office, attachments.size, attachments.here
         FROM attachments LEFT JOIN documents ON documents.id = attachments.document
         WHERE attachments.id BETWEEN ?1 AND ?2 ORDER BY attachments.id
         LIMIT 1 + ?2 - ?1",
    read: unsent,
};

/// The names of attachments as their index has them, which lies on other pages than their rows.
pub(crate) const ATTACHMENT_NAMES: Table<Unsent> = Table {
    largest: "SELECT max(id) FROM attachments",
    numbers: Some("SELECT id FROM attachments INDEXED BY sqlite_autoindex_attachments_1"),
    rows: "SELECT attachments.id, documents.case_id, documents.document, attachments.sha256
         FROM attachments INDEXED BY sqlite_autoindex_attachments_1
         LEFT JOIN documents ON documents.id = attachments.document
         WHERE attachments.id BETWEEN ?1 AND ?2 ORDER BY attachments.id
         LIMIT 1 + ?2 - ?1",
    read: |row| {
        Ok(Unsent {
            id: row.get(0)?,
            key: key(row)?,
            size: None,
        })
    },
};

pub(crate) const PIECES: Table<Piece> = Table {
    largest: "SELECT max(rowid) FROM attachment_chunks",
    numbers: Some(
        "SELECT rowid FROM attachment_chunks INDEXED BY sqlite_autoindex_attachment_chunks_1",
    ),
    rows: "SELECT rowid, attachment, position, length(bytes) FROM attachment_chunks
         WHERE rowid BETWEEN ?1 AND ?2 ORDER BY rowid
         LIMIT 1 + ?2 - ?1",
    read: |row| {
        Ok(Piece {
            row: row.get(0)?,
            attachment: row.get(1)?,
            place: unsigned(row.get(2)?),
            length: unsigned(row.get(3)?),
        })
    },
};

/// The largest row number.
pub(crate) fn last_row<T>(db: &Connection, table: &Table<T>) -> Result<u64, Error> {
    let last: Option<i64> = db.query_row(table.largest, [], |row| row.get(0))?;
    Ok(last.map_or(0, unsigned))
}

/// Every row number, in no order; `None` where no index has them.
pub(crate) fn numbers<T>(db: &Connection, table: &Table<T>) -> Result<Option<Vec<u64>>, Error> {
    let Some(sql) = table.numbers else {
        return Ok(None);
    };
    let mut statement = db.prepare(sql)?;
    let numbers = statement.query_map([], |row| row.get(0).map(unsigned))?;
    Ok(Some(numbers.collect::<Result<_, _>>()?))
}

/// Rows of a range, all or none.
pub(crate) fn rows<T>(
    db: &Connection,
    table: &Table<T>,
    from: u64,
    to: u64,
) -> Result<Vec<T>, Error> {
    let mut statement = db.prepare(table.rows)?;
    let rows = statement.query_map((super::signed(from), super::signed(to)), table.read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The bytes of one piece.
pub(crate) fn piece(db: &Connection, row: i64) -> Result<Vec<u8>, Error> {
    let mut statement =
        db.prepare_cached("SELECT bytes FROM attachment_chunks WHERE rowid = ?1")?;
    Ok(statement.query_row([row], |row| row.get(0))?)
}

fn own(row: &Row<'_>) -> rusqlite::Result<Option<Own>> {
    if row.get::<_, i64>(0)? == 0 {
        return Ok(None);
    }
    Ok(Some(Own {
        dictionary: row.get(1)?,
        length: row.get(2)?,
        body: row.get(3)?,
        hash: row.get(4)?,
        dot: (row.get(10)?, row.get(11)?, unsigned(row.get(12)?)),
        place: place(row).ok(),
        private: row.get(5)?,
    }))
}

fn place(row: &Row<'_>) -> rusqlite::Result<(Stream, Uuid)> {
    let stream = Stream {
        case: id(row, 6)?,
        document: id(row, 7)?,
        category: row.get(8)?,
    };
    Ok((stream, id(row, 9)?))
}

fn unsent(row: &Row<'_>) -> rusqlite::Result<(i64, Option<Unsent>)> {
    let id = row.get(0)?;
    if row.get(4)? {
        return Ok((id, None));
    }
    let size = (unsigned(row.get(5)?), unsigned(row.get(6)?));
    let unsent = Unsent {
        id,
        key: key(row)?,
        size: Some(size),
    };
    Ok((id, Some(unsent)))
}

fn key(row: &Row<'_>) -> rusqlite::Result<AttachmentKey> {
    Ok(AttachmentKey {
        case: id(row, 1)?,
        document: id(row, 2)?,
        sha256: row.get(3)?,
    })
}
