//! The embedded storage: one SQLCipher file, one connection, owned by the writer.

mod access_log;
mod attachments;
mod books;
mod deposits;
mod grants;
mod log;
mod migrate;
mod people;

use std::collections::BTreeMap;
use std::path::Path;

use rusqlite::{Connection, ErrorCode, OptionalExtension as _, Row as SqlRow};
use teren_ledger::Hash;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::{AccessLog as _, Storage, StorageError, Tally, Transactions};

/// SQLCipher database of one centre.
pub struct SqliteStorage {
    connection: Connection,
    tenant: i64,
    sequence: u64,
    saved_sequence: u64,
}

type Result<T> = std::result::Result<T, StorageError>;

impl SqliteStorage {
    /// Opens or creates the database under a raw 32-byte key and brings it to this program's version.
    pub fn open(path: &Path, key: &[u8; 32], tenant: i64) -> Result<Self> {
        let mut connection = Connection::open(path)?;
        let hex = data_encoding::HEXLOWER.encode(key);
        connection.execute_batch(&format!("PRAGMA key = \"x'{hex}'\";"))?;
        connection.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
             PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536; PRAGMA secure_delete = ON;
             PRAGMA busy_timeout = 10000; PRAGMA wal_autocheckpoint = 4000;",
        )?;
        connection.set_prepared_statement_cache_capacity(128);
        migrate::migrate(&mut connection)?;
        let mut storage = Self {
            connection,
            tenant,
            sequence: 0,
            saved_sequence: 0,
        };
        storage.load_sequence()?;
        Ok(storage)
    }

    /// Reads where the order stands: the administrator's tool may have written since.
    fn load_sequence(&mut self) -> Result<()> {
        let found = self
            .connection
            .prepare_cached("SELECT value FROM meta WHERE tenant = 0 AND name = 'sequence'")?
            .query_row([], |row| row.get::<_, [u8; 8]>(0))
            .optional()?;
        self.sequence = found.map_or(0, u64::from_be_bytes);
        self.saved_sequence = self.sequence;
        Ok(())
    }

    fn save_sequence(&mut self) -> Result<()> {
        if self.sequence != self.saved_sequence {
            self.connection
                .prepare_cached(
                    "INSERT INTO meta (tenant, name, value) VALUES (0, 'sequence', ?1)
                     ON CONFLICT (tenant, name) DO UPDATE SET value = excluded.value",
                )?
                .execute([self.sequence.to_be_bytes()])?;
        }
        Ok(())
    }

    fn statement(&self, sql: &'static str) -> Result<()> {
        self.connection.prepare_cached(sql)?.execute([])?;
        Ok(())
    }
}

impl Transactions for SqliteStorage {
    fn begin(&mut self) -> Result<()> {
        self.statement("BEGIN IMMEDIATE")?;
        self.load_sequence()
    }

    fn commit(&mut self) -> Result<()> {
        self.save_sequence()?;
        self.statement("COMMIT")?;
        self.saved_sequence = self.sequence;
        Ok(())
    }

    fn rollback(&mut self) -> Result<()> {
        if self.connection.is_autocommit() {
            return Ok(());
        }
        self.statement("ROLLBACK")
    }

    fn savepoint(&mut self) -> Result<()> {
        self.statement("SAVEPOINT request")
    }

    fn release(&mut self) -> Result<()> {
        self.statement("RELEASE request")
    }

    fn rollback_to_savepoint(&mut self) -> Result<()> {
        self.statement("ROLLBACK TO request")?;
        self.release()
    }

    fn next_sequence(&mut self) -> Result<u64> {
        self.sequence += 1;
        Ok(self.sequence)
    }

    fn last_sequence(&mut self) -> Result<u64> {
        Ok(self.sequence)
    }
}

impl Storage for SqliteStorage {
    fn check(&mut self) -> Result<()> {
        let answer: String = self
            .connection
            .query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
        let faults = self
            .connection
            .prepare("PRAGMA cipher_integrity_check")?
            .query_map([], |_| Ok(()))?
            .count();
        if answer == "ok" && faults == 0 {
            Ok(())
        } else {
            Err(StorageError::Damaged("integrity check"))
        }
    }

    fn tally(&mut self) -> Result<Tally> {
        let names: Vec<String> = self
            .connection
            .prepare_cached("SELECT name FROM main.sqlite_schema WHERE type = 'table'")?
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let mut rows = BTreeMap::new();
        for name in names.into_iter().chain(["sqlite_schema".to_owned()]) {
            let counted = format!("SELECT count(*) FROM main.\"{name}\"");
            let count = self
                .connection
                .query_row(&counted, [], |row| count_at(row, 0))?;
            rows.insert(name, count);
        }
        Ok(Tally {
            rows,
            log_hash: self.chain_end(Uuid::nil())?.hash,
        })
    }

    fn copy_to(&mut self, path: &Path, key: &[u8; 32]) -> Result<Tally> {
        let hex = Zeroizing::new(data_encoding::HEXLOWER.encode(key));
        let name = path.to_str().ok_or(StorageError::File)?;
        let attach = Zeroizing::new(format!("ATTACH DATABASE ?1 AS copy KEY \"x'{}'\"", *hex));
        self.connection.prepare(&attach)?.execute([name])?;
        let copied = self.copy_attached();
        if !self.connection.is_autocommit() {
            // The first error is the one to tell.
            let _second = self.statement("ROLLBACK");
        }
        self.connection.execute_batch("DETACH DATABASE copy")?;
        copied
    }
}

impl SqliteStorage {
    /// One reading transaction: the administrator's tool may write beside it.
    fn copy_attached(&mut self) -> Result<Tally> {
        self.connection.execute_batch("BEGIN")?;
        let tally = self.tally()?;
        let version: i64 = self
            .connection
            .query_row("PRAGMA user_version", [], |row| row.get(0))?;
        self.connection.execute_batch(&format!(
            "SELECT sqlcipher_export('copy'); PRAGMA copy.user_version = {version}; COMMIT"
        ))?;
        Ok(tally)
    }
}

impl From<rusqlite::Error> for StorageError {
    fn from(error: rusqlite::Error) -> Self {
        match error {
            rusqlite::Error::SqliteFailure(failure, _) => match failure.code {
                ErrorCode::DiskFull => Self::Full,
                ErrorCode::NotADatabase => Self::WrongKey,
                ErrorCode::DatabaseCorrupt => Self::Damaged("page"),
                _ => Self::Database(failure.extended_code),
            },
            rusqlite::Error::QueryReturnedNoRows => Self::Damaged("a row is missing"),
            _ => Self::Damaged("a column of another shape"),
        }
    }
}

fn uuid_at(row: &SqlRow<'_>, column: usize) -> rusqlite::Result<Uuid> {
    row.get::<_, [u8; 16]>(column).map(Uuid::from_bytes)
}

fn hash_at(row: &SqlRow<'_>, column: usize) -> rusqlite::Result<Hash> {
    row.get(column)
}

fn count_at(row: &SqlRow<'_>, column: usize) -> rusqlite::Result<u64> {
    row.get::<_, i64>(column).map(i64::cast_unsigned)
}
