//! Versions of the database: a new one gets `schema.sql`, an old one the migrations it lacks.

use rusqlite::Connection;

use crate::error::Error;

/// What a new device gets.
pub const SCHEMA: &str = include_str!("../../../schema.sql");
/// The step to version 1, to version 2, and on. Released ones are frozen.
const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/0001.sql"),
    include_str!("../migrations/0002.sql"),
];
/// Version this program writes.
pub const VERSION: u32 = MIGRATIONS.len() as u32;

/// Brings the database to [`VERSION`] in one transaction; an unknown newer one stays untouched.
pub fn migrate(connection: &mut Connection) -> Result<(), Error> {
    let found = version(connection)?;
    if found > VERSION {
        return Err(Error::Newer {
            found,
            known: VERSION,
        });
    }
    if found == VERSION {
        return Ok(());
    }
    let transaction = connection.transaction()?;
    if found == 0 {
        transaction.execute_batch(SCHEMA)?;
    } else {
        let done = usize::try_from(found).unwrap_or(usize::MAX);
        for step in MIGRATIONS.iter().skip(done) {
            transaction.execute_batch(step)?;
        }
    }
    set_version(&transaction, VERSION)?;
    Ok(transaction.commit()?)
}

/// Version of a database; 0 for an empty one.
pub fn version(connection: &Connection) -> Result<u32, Error> {
    Ok(connection.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

/// Brings an empty database to a version by the migrations alone: what the tests compare with [`SCHEMA`].
pub fn migrate_step_by_step(connection: &Connection) -> Result<(), Error> {
    for step in MIGRATIONS {
        connection.execute_batch(step)?;
    }
    set_version(connection, VERSION)
}

fn set_version(connection: &Connection, version: u32) -> Result<(), Error> {
    Ok(connection.pragma_update(None, "user_version", version)?)
}
