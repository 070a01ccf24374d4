//! Short numbers of actors.

use rusqlite::{Connection, OptionalExtension as _};
use uuid::Uuid;

use crate::error::Error;

/// The number of an actor, given on its first appearance.
pub(crate) fn intern(db: &Connection, actor: Uuid) -> Result<i64, Error> {
    let known = db
        .prepare_cached("SELECT id FROM actors WHERE actor = ?1")?
        .query_row([actor.as_bytes()], |row| row.get(0))
        .optional()?;
    if let Some(id) = known {
        return Ok(id);
    }
    Ok(db
        .prepare_cached("INSERT INTO actors (actor) VALUES (?1)")?
        .insert([actor.as_bytes()])?)
}
