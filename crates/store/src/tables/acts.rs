//! Acts that wait for the office, and its answers.

use rusqlite::{Connection, OptionalExtension as _};
use teren_ledger::wire::{Act, ActAnswer};
use uuid::Uuid;

use crate::error::Error;
use crate::exchange::ActState;
use crate::tables::id;

pub(crate) fn put(db: &Connection, act: &Act, now_ms: i64) -> Result<(), Error> {
    db.prepare_cached(
        "INSERT INTO acts (id, created_ms, body, waits) VALUES (?1, ?2, ?3, 0) ON CONFLICT DO NOTHING",
    )?
    .execute((act.id.as_bytes(), now_ms, &act.body))?;
    Ok(())
}

pub(crate) fn waiting(db: &Connection) -> Result<Vec<Act>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT id, body FROM acts WHERE accepted IS NULL ORDER BY created_ms, id",
    )?;
    let rows = statement.query_map([], |row| {
        Ok(Act {
            id: id(row, 0)?,
            body: row.get(1)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(crate) fn answer(db: &Connection, answer: &ActAnswer) -> Result<(), Error> {
    db.prepare_cached("UPDATE acts SET accepted = ?2, answer = ?3 WHERE id = ?1")?
        .execute((answer.id.as_bytes(), answer.accepted, &answer.body))?;
    Ok(())
}

/// Notes that the office waits for the act's case.
pub(crate) fn wait(db: &Connection, act: Uuid) -> Result<(), Error> {
    db.prepare_cached("UPDATE acts SET waits = 1 WHERE id = ?1")?
        .execute([act.as_bytes()])?;
    Ok(())
}

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<ActState> {
    let accepted: Option<bool> = row.get(3)?;
    let body: Option<Vec<u8>> = row.get(4)?;
    let answer = accepted.zip(body);
    Ok(ActState {
        id: id(row, 0)?,
        created_ms: row.get(1)?,
        body: row.get(2)?,
        waits_for_case: answer.is_none() && row.get(5)?,
        answer,
    })
}

pub(crate) fn find(db: &Connection, act: Uuid) -> Result<Option<ActState>, Error> {
    Ok(db
        .prepare_cached(
            "SELECT id, created_ms, body, accepted, answer, waits FROM acts WHERE id = ?1",
        )?
        .query_row([act.as_bytes()], read)
        .optional()?)
}

pub(crate) fn all(db: &Connection) -> Result<Vec<ActState>, Error> {
    let mut statement = db.prepare_cached(
        "SELECT id, created_ms, body, accepted, answer, waits FROM acts ORDER BY created_ms, id",
    )?;
    let rows = statement.query_map([], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(crate) fn remove(db: &Connection, act: Uuid) -> Result<(), Error> {
    db.prepare_cached("DELETE FROM acts WHERE id = ?1")?
        .execute([act.as_bytes()])?;
    Ok(())
}
