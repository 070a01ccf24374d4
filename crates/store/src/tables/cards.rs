//! Cards: the summary of a case for lists and search, made again when the case changed.

use rusqlite::{Connection, OptionalExtension as _};
use uuid::Uuid;

use crate::cards::Card;
use crate::error::Error;
use crate::tables::id;

/// Notes that the case changed since its card was made.
pub(crate) fn mark(db: &Connection, case: Uuid) -> Result<(), Error> {
    db.prepare_cached(
        "INSERT INTO cards (case_id, dirty, data, search) VALUES (?1, 1, x'', '')
         ON CONFLICT (case_id) DO UPDATE SET dirty = 1 WHERE dirty = 0",
    )?
    .execute([case.as_bytes()])?;
    Ok(())
}

pub(crate) fn put(db: &Connection, case: Uuid, data: &[u8], search: &str) -> Result<(), Error> {
    db.prepare_cached(
        "INSERT INTO cards (case_id, dirty, data, search) VALUES (?1, 0, ?2, ?3)
         ON CONFLICT (case_id) DO UPDATE SET dirty = 0, data = excluded.data, search = excluded.search",
    )?
    .execute((case.as_bytes(), data, search))?;
    Ok(())
}

const VISIBLE: &str = "case_id NOT IN (SELECT case_id FROM grants WHERE visible = 0)";

pub(crate) fn dirty(db: &Connection) -> Result<Vec<Uuid>, Error> {
    let mut statement = db.prepare_cached(&format!(
        "SELECT case_id FROM cards WHERE dirty = 1 AND {VISIBLE} ORDER BY case_id"
    ))?;
    let rows = statement.query_map([], |row| id(row, 0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(crate) fn find(db: &Connection, case: Uuid) -> Result<Option<Card>, Error> {
    Ok(db
        .prepare_cached(&format!(
            "SELECT case_id, data, dirty FROM cards WHERE case_id = ?1 AND {VISIBLE}"
        ))?
        .query_row([case.as_bytes()], read)
        .optional()?)
}

/// Cards whose search text holds the word; all of them for an empty word.
pub(crate) fn with_word(db: &Connection, word: &str) -> Result<Vec<(Card, String)>, Error> {
    let mut statement = db.prepare_cached(&format!(
        "SELECT case_id, data, dirty, search FROM cards
         WHERE instr(search, ?1) > 0 AND {VISIBLE} ORDER BY case_id"
    ))?;
    let rows = statement.query_map([word], |row| Ok((read(row)?, row.get(3)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(crate) fn remove(db: &Connection, case: Uuid) -> Result<(), Error> {
    db.prepare_cached("DELETE FROM cards WHERE case_id = ?1")?
        .execute([case.as_bytes()])?;
    Ok(())
}

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Card> {
    Ok(Card {
        case: id(row, 0)?,
        data: row.get(1)?,
        dirty: row.get(2)?,
    })
}
