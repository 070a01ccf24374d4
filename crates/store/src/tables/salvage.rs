//! Reading the tables of a damaged database: few rows at a time, so that a bad page costs only what lies on it.

use rusqlite::Connection;
use teren_ledger::{Hash, Shelf, Stream};

use crate::error::Error;
use crate::tables::{id, unsigned};

/// Tables of which rows are salvaged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Table {
    Changes,
    Packets,
}

/// One row that could be read.
pub(crate) enum Found {
    /// An own change, as it lies.
    Own {
        dictionary: u8,
        length: u32,
        body: Vec<u8>,
        hash: Hash,
        /// What its body leaves out; `None` where the rows that say it are gone.
        shelf: Option<Shelf>,
        private: bool,
    },
    /// A change of somebody else, which the office has.
    Other,
    Packet(Vec<u8>),
}

impl Table {
    const fn largest(self) -> &'static str {
        match self {
            Self::Changes => "SELECT max(id) FROM changes",
            Self::Packets => "SELECT max(id) FROM kept_packets",
        }
    }

    /// Whether a document is private is not known where its row is gone: then it is taken for private.
    const fn rows(self) -> &'static str {
        match self {
            Self::Changes => {
                "SELECT own, dictionary, length, body, hash, coalesce(documents.private, 1),
                     documents.case_id, documents.document, streams.category, actors.actor,
                     (SELECT before.hash FROM changes AS before WHERE before.stream = changes.stream
                         AND before.actor = changes.actor AND before.counter = changes.counter - 1)
                 FROM changes LEFT JOIN streams ON streams.id = changes.stream
                 LEFT JOIN documents ON documents.id = streams.document
                 LEFT JOIN actors ON actors.id = changes.actor
                 WHERE changes.id BETWEEN ?1 AND ?2 ORDER BY changes.id"
            }
            Self::Packets => {
                "SELECT packet FROM kept_packets WHERE id BETWEEN ?1 AND ?2 ORDER BY id"
            }
        }
    }
}

/// The largest row number.
pub(crate) fn last_row(db: &Connection, table: Table) -> Result<u64, Error> {
    let last: Option<i64> = db.query_row(table.largest(), [], |row| row.get(0))?;
    Ok(last.map_or(0, unsigned))
}

/// Rows of a range, all or none.
pub(crate) fn rows(db: &Connection, table: Table, from: u64, to: u64) -> Result<Vec<Found>, Error> {
    let mut statement = db.prepare(table.rows())?;
    let mut rows = statement.query((super::signed(from), super::signed(to)))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(match table {
            Table::Packets => Found::Packet(row.get(0)?),
            Table::Changes if row.get::<_, i64>(0)? == 0 => Found::Other,
            Table::Changes => Found::Own {
                dictionary: row.get(1)?,
                length: row.get(2)?,
                body: row.get(3)?,
                hash: row.get(4)?,
                shelf: shelf(row).ok(),
                private: row.get(5)?,
            },
        });
    }
    Ok(found)
}

fn shelf(row: &rusqlite::Row<'_>) -> rusqlite::Result<Shelf> {
    Ok(Shelf {
        stream: Stream {
            case: id(row, 6)?,
            document: id(row, 7)?,
            category: row.get(8)?,
        },
        actor: id(row, 9)?,
        previous: row.get::<_, Option<Hash>>(10)?.unwrap_or_default(),
    })
}
