//! Creating, unlocking and repairing a profile: one folder with one person's database and key.

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use rusqlite::config::DbConfig;
use zeroize::Zeroizing;

use crate::dictionary::{self, Codec, Dictionary};
use crate::error::{Error, UnlockError};
use crate::head::HeadFile;
use crate::key::{DataKey, KeyCost, Keyring};
use crate::platform::FolderLock;
use crate::store::{Damage, Parts, Store, check_pages};
use crate::tables::tip;
use crate::tries::Tries;
use crate::{identity, migrate, platform};

const DATABASE: &str = "teren.db";
const LOG: &str = "teren.db-wal";
const HEAD: &str = "head";

/// A folder that holds, or will hold, one person's profile.
#[derive(Debug, Clone)]
pub struct Profile {
    folder: PathBuf,
    dictionaries: Vec<Dictionary>,
    cost: KeyCost,
}

impl Profile {
    /// Names of the files that hold the database.
    pub(crate) const DATABASE_FILES: [&str; 3] = [DATABASE, LOG, HEAD];

    #[must_use]
    pub fn at(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            dictionaries: vec![dictionary::shipped()],
            cost: KeyCost::default(),
        }
    }

    /// Further dictionaries for reading and writing changes, beside the shipped one; the highest id writes.
    #[must_use]
    pub fn with_dictionaries(mut self, dictionaries: Vec<Dictionary>) -> Self {
        self.dictionaries.extend(dictionaries);
        self
    }

    /// What guessing the passphrase costs from now on.
    #[must_use]
    pub fn with_cost(mut self, cost: KeyCost) -> Self {
        self.cost = cost;
        self
    }

    #[must_use]
    pub fn exists(&self) -> bool {
        Keyring::exists(&self.folder)
    }

    /// Seconds until the next try at the passphrase is allowed.
    #[must_use]
    pub fn wait_s(&self, now_ms: i64) -> u32 {
        Tries::read(&self.folder).wait_s(now_ms)
    }

    /// Makes the profile and opens it. A folder that has one already is only unlocked.
    pub fn create(&self, passphrase: &str, now_ms: i64) -> Result<Store, UnlockError> {
        if self.exists() {
            return self.unlock(passphrase, now_ms);
        }
        platform::create_folder(&self.folder).map_err(Error::from)?;
        let lock = self.lock()?;
        let (_, key) = Keyring::create(&self.folder, passphrase, self.cost)?;
        self.open(key, lock, now_ms)
    }

    /// Opens the profile with the person's passphrase. Wrong ones cost growing delays and nothing else.
    pub fn unlock(&self, passphrase: &str, now_ms: i64) -> Result<Store, UnlockError> {
        let (mut ring, lock) = self.keyring()?;
        let key = self.try_passphrase(&ring, passphrase, now_ms)?;
        if ring.cost() != self.cost {
            // Better wrapping can wait for space; the profile opens all the same.
            let _as_before = ring.rewrap(&key, passphrase, self.cost);
        }
        self.open(key, lock, now_ms)
    }

    /// Opens the profile with the old passphrase and puts a new one in its place.
    pub fn change_passphrase(&self, old: &str, new: &str, now_ms: i64) -> Result<(), UnlockError> {
        let (mut ring, _lock) = self.keyring()?;
        let key = self.try_passphrase(&ring, old, now_ms)?;
        Ok(ring.rewrap(&key, new, self.cost)?)
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(crate) fn dictionaries(&self) -> &[Dictionary] {
        &self.dictionaries
    }

    pub(crate) fn keyring(&self) -> Result<(Keyring, FolderLock), UnlockError> {
        if !self.exists() {
            return Err(UnlockError::NoProfile);
        }
        let lock = self.lock()?;
        Ok((Keyring::read(&self.folder)?, lock))
    }

    fn lock(&self) -> Result<FolderLock, UnlockError> {
        platform::lock(&self.folder.join("lock"))
            .map_err(Error::from)?
            .ok_or(UnlockError::InUse)
    }

    fn try_passphrase(
        &self,
        ring: &Keyring,
        passphrase: &str,
        now_ms: i64,
    ) -> Result<DataKey, UnlockError> {
        let mut tries = Tries::read(&self.folder);
        match tries.wait_s(now_ms) {
            0 => {}
            wait_s => return Err(UnlockError::Wait { wait_s }),
        }
        let counted = tries.begin(now_ms);
        match (ring.unwrap_with(passphrase)?, counted) {
            (Some(key), counted) => {
                // On a full disk the right passphrase still opens the profile for reading.
                if counted.is_ok() {
                    let _stays_counted = tries.succeeded();
                }
                Ok(key)
            }
            (None, counted) => Err(UnlockError::Wrong { wait_s: counted? }),
        }
    }

    fn open(&self, key: DataKey, lock: FolderLock, now_ms: i64) -> Result<Store, UnlockError> {
        let fresh = !self.folder.join(DATABASE).exists();
        match self.open_database(key.clone(), lock, now_ms) {
            Ok(mut store) => {
                if fresh && let Some(identity) = identity::spare(&self.folder, &key) {
                    store.put_identity(identity)?;
                    store.transact(|batch| batch.ask_for_own_too())?;
                }
                Ok(store)
            }
            Err(Error::Damaged(_)) => Err(UnlockError::Damaged {
                kept_at: self.set_aside(now_ms, true)?,
            }),
            Err(error) => Err(error.into()),
        }
    }

    fn open_database(&self, key: DataKey, lock: FolderLock, now_ms: i64) -> Result<Store, Error> {
        let mut head = HeadFile::open(&self.folder)?;
        let expected = head.read()?.map_or(0, |head| head.revision);
        let mut connection = self.connect(&key)?;
        let found = self.found_revision(&connection)?;
        let missing = expected.saturating_sub(found);
        let mut damage = None;
        if missing > 0 {
            // Closed without writing anything back, so that the copy is what was found.
            drop(connection);
            let kept_at = self.set_aside(now_ms, false)?;
            connection = self.connect(&key)?;
            damage = Some(Damage { kept_at, missing });
        }
        migrate::migrate(&mut connection)?;
        self.write_back_and_check(&connection)?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, false)?;
        Store::assemble(Parts {
            connection,
            codec: Codec::new(&self.dictionaries)?,
            head,
            folder: self.folder.clone(),
            key,
            damage,
            lock,
        })
    }

    pub(crate) fn connect(&self, key: &DataKey) -> Result<Connection, Error> {
        let connection = Connection::open(self.folder.join(DATABASE))?;
        // What is wrong is told by errors; SQLCipher's own lines on stderr would only frighten.
        connection.execute_batch("PRAGMA cipher_log_level = NONE;")?;
        let mut hex = Zeroizing::new(String::with_capacity(80));
        hex.push_str("x'");
        data_encoding::HEXLOWER.encode_append(key.as_slice(), &mut hex);
        hex.push('\'');
        connection.pragma_update(None, "key", hex.as_str())?;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        // One process has the profile, which spares the shared memory file and its locks.
        connection.execute_batch(
            "PRAGMA locking_mode = EXCLUSIVE;
             PRAGMA journal_mode = WAL;
             PRAGMA synchronous = FULL;
             PRAGMA foreign_keys = ON;
             PRAGMA secure_delete = ON;
             PRAGMA temp_store = MEMORY;
             PRAGMA cache_size = -32768;
             PRAGMA trusted_schema = OFF;
             PRAGMA cell_size_check = ON;",
        )?;
        connection.set_prepared_statement_cache_capacity(96);
        Ok(connection)
    }

    /// Durable transactions the database knows of; refuses a newer version before anything is touched.
    fn found_revision(&self, connection: &Connection) -> Result<u64, Error> {
        match migrate::version(connection)? {
            0 => Ok(0),
            found if found > migrate::VERSION => Err(Error::Newer {
                found,
                known: migrate::VERSION,
            }),
            _ => Ok(tip::read(connection)?.head.revision),
        }
    }

    /// Empties the write-ahead log into the file and checks every page there. With a full disk the store still opens.
    fn write_back_and_check(&self, connection: &Connection) -> Result<(), Error> {
        let written = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        match written.map_err(Error::from) {
            Ok(()) => check_pages(connection),
            Err(Error::DiskFull) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Moves (or copies) the database as it is into a folder of its own. Nothing is ever deleted.
    fn set_aside(&self, now_ms: i64, whole: bool) -> Result<PathBuf, Error> {
        let mut kept_at = self.folder.join(format!("damaged-{now_ms}"));
        let mut number = 1;
        while kept_at.exists() {
            kept_at = self.folder.join(format!("damaged-{now_ms}-{number}"));
            number += 1;
        }
        platform::create_folder(&kept_at)?;
        for name in Self::DATABASE_FILES {
            let from = self.folder.join(name);
            if !from.exists() {
                continue;
            }
            if whole {
                std::fs::rename(&from, kept_at.join(name))?;
            } else {
                std::fs::copy(&from, kept_at.join(name))?;
            }
        }
        platform::sync_folder(&kept_at)?;
        platform::sync_folder(&self.folder)?;
        Ok(kept_at)
    }
}
