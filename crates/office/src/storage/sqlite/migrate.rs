//! Brings a database to this program's version. A migration only adds.

use rusqlite::Connection;

use super::Result;
use crate::storage::StorageError;

/// Migration n is at place n-1.
const MIGRATIONS: [&str; 1] = [include_str!("../../../office.sql")];

pub(super) fn migrate(connection: &mut Connection) -> Result<()> {
    let found: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let known = i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX);
    if found > known {
        return Err(StorageError::Newer { found, known });
    }
    let done = usize::try_from(found).map_err(|_| StorageError::Damaged("version"))?;
    for (place, migration) in MIGRATIONS.iter().enumerate().skip(done) {
        let transaction = connection.transaction()?;
        transaction.execute_batch(migration)?;
        transaction.execute_batch(&format!("PRAGMA user_version = {}", place + 1))?;
        transaction.commit()?;
    }
    Ok(())
}
