//! Backup: an encrypted copy under a key of its own, sealed to the recovery key. Restoring makes a new incarnation of the office.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::Datelike as _;
use sha2::{Digest as _, Sha256};
use teren_domain::access_log::Event;
use teren_ledger::Hash;
use teren_store::{courier, platform};
use zeroize::Zeroizing;

use crate::OfficeError;
use crate::clock::local_date;
use crate::desk::{Desk, House};
use crate::directory::SERIES;
use crate::keys::{random, read_key, write_key};
use crate::office::{DATABASE, KEY, Office, TENANT, setting};
use crate::storage::sqlite::SqliteStorage;
use crate::storage::{Storage, StorageError, Tally, Transactions as _};
use crate::verify::{Verified, read_back};

const MAGIC: &[u8; 8] = b"TERENBK1";
/// The sealed database key at the most, bytes.
const SEALED_BYTES: u32 = 4096;
/// Bytes carried at once.
const PIECE: usize = 64 * 1024;
/// Numbers left out after restoring: more than any centre gives between two backups, so that none is given twice.
const LOST_NUMBERS: u32 = 10_000;

/// A copy just written, and what is known of it only until it is let go.
pub(crate) struct Copied {
    /// Opens the copy; it stands nowhere but sealed in the file.
    pub key: Zeroizing<[u8; 32]>,
    /// The same as it stands in the file.
    pub sealed: Vec<u8>,
    /// What went into it.
    pub tally: Tally,
    pub size: u64,
}

/// A file or a folder of ours that goes when this is let go.
pub(crate) struct Passing(pub PathBuf);

impl Drop for Passing {
    fn drop(&mut self) {
        // What is in it is encrypted: a leftover harms nobody, and the next time sweeps it away.
        let _removed = match self.0.is_dir() {
            true => std::fs::remove_dir_all(&self.0),
            false => std::fs::remove_file(&self.0),
        };
    }
}

impl Office {
    /// Writes an encrypted copy of everything into a new file. Only the recovery key opens it.
    pub fn backup(&self, file: &Path, now_ms: i64) -> Result<(), OfficeError> {
        let name = data_encoding::HEXLOWER.encode(&random::<8>()?);
        self.copy_out(file, self.folder().join(format!("backup-{name}.part")))?;
        self.work(now_ms, |desk| {
            desk.note(uuid::Uuid::nil(), Event::BackupWritten, desk.house.centre)
        })
    }

    /// The same by way of a file that is not there yet, and with what it needs to be tested.
    pub(crate) fn copy_out(&self, file: &Path, by: PathBuf) -> Result<Copied, OfficeError> {
        let key: Zeroizing<[u8; 32]> = Zeroizing::new(random()?);
        let sealed = courier::seal_unread(&self.house().recovery_key, key.as_slice())
            .map_err(|_| OfficeError::Sealed)?;
        let part = Passing(by);
        let (to, copy_key) = (part.0.clone(), key.clone());
        let tally = self
            .writer()
            .alone(move |storage| Ok(storage.copy_to(&to, &copy_key)?))?;
        join(file, &sealed, &part.0)?;
        let size = std::fs::metadata(file)?.len();
        Ok(Copied {
            key,
            sealed,
            tally,
            size,
        })
    }

    /// Unpacks a backup into an empty folder and opens it as a new incarnation: laptops offer again what it lost.
    pub fn restore(
        folder: &Path,
        file: &Path,
        recovery: &Path,
        now_ms: i64,
    ) -> Result<Self, OfficeError> {
        std::fs::create_dir_all(folder)?;
        let database = folder.join(DATABASE);
        if database.exists() {
            return Err(OfficeError::Exists);
        }
        let key = unpack(file, &database, recovery)?;
        write_key(&folder.join(KEY), &key)?;
        let mut storage = SqliteStorage::open(&database, &key, TENANT)?;
        reincarnate(&mut storage, now_ms)?;
        drop(storage);
        let office = Self::open(folder, None)?;
        office.work(now_ms, |desk| {
            desk.storage
                .add_actor(desk.house.actor, desk.house.centre)?;
            desk.note(uuid::Uuid::nil(), Event::Restored, desk.house.centre)
        })?;
        Ok(office)
    }

    /// Restores a backup in passing, as the head can with the recovery key, and reads it back. Nothing of it stays.
    pub fn check_backup(
        file: &Path,
        recovery: &Path,
        now_ms: i64,
    ) -> Result<Verified, OfficeError> {
        let name = data_encoding::HEXLOWER.encode(&random::<8>()?);
        let folder = Passing(std::env::temp_dir().join(format!("teren-backup-{name}")));
        platform::create_folder(&folder.0)?;
        let database = folder.0.join(DATABASE);
        let key = unpack(file, &database, recovery)?;
        read_restored(&database, &key, None, now_ms)
    }
}

/// Does with a copy all that restoring does, and reads it back. The key stays in memory.
pub(crate) fn rehearse(
    file: &Path,
    folder: PathBuf,
    copied: &Copied,
    now_ms: i64,
) -> Result<Verified, OfficeError> {
    let folder = Passing(folder);
    platform::create_folder(&folder.0)?;
    let database = folder.0.join(DATABASE);
    if split(file, &database)? != copied.sealed {
        return Err(OfficeError::Sealed);
    }
    read_restored(&database, &copied.key, Some(&copied.tally), now_ms)
}

fn read_restored(
    database: &Path,
    key: &[u8; 32],
    expected: Option<&Tally>,
    now_ms: i64,
) -> Result<Verified, OfficeError> {
    let mut storage = SqliteStorage::open(database, key, TENANT)?;
    storage.check()?;
    let found = storage.tally()?;
    if expected.is_some_and(|expected| *expected != found) {
        return Err(StorageError::Damaged("the copy holds something else").into());
    }
    reincarnate(&mut storage, now_ms)?;
    let house = Arc::new(House::load(&mut storage)?);
    storage.begin()?;
    let verified = Desk::new(&mut storage, house, now_ms).and_then(|mut desk| read_back(&mut desk));
    storage.rollback()?;
    verified
}

/// Makes what was unpacked another incarnation of the office.
fn reincarnate(storage: &mut dyn Storage, now_ms: i64) -> Result<(), OfficeError> {
    let before = storage.meta(setting::EPOCH)?.unwrap_or_default();
    let before = before.try_into().map_or(0, u64::from_be_bytes);
    let epoch = u64::try_from(now_ms).unwrap_or(0).max(before + 1);
    storage.begin()?;
    storage.set_meta(setting::EPOCH, &epoch.to_be_bytes())?;
    // What the office wrote after the backup is still on laptops: it must not use those numbers again.
    storage.set_meta(setting::ACTOR, &random::<16>()?)?;
    let year = local_date(now_ms).year();
    storage.skip_numbers(LOST_NUMBERS, &SERIES, year)?;
    // A code used after the backup looks unused in it.
    storage.expire_enrolment_codes()?;
    Ok(storage.commit()?)
}

/// Takes the copy out of a backup, with the key that the recovery key opens.
fn unpack(
    file: &Path,
    database: &Path,
    recovery: &Path,
) -> Result<Zeroizing<[u8; 32]>, OfficeError> {
    let recovery = read_key(recovery)?;
    let sealed = split(file, database)?;
    let opened = courier::open(&recovery, &sealed).map_err(|_| OfficeError::Sealed)?;
    let key: [u8; 32] = opened.bytes.try_into().map_err(|_| OfficeError::Sealed)?;
    Ok(Zeroizing::new(key))
}

/// Magic, length of the sealed key, sealed key, hash of the copy, copy.
pub(crate) fn join(file: &Path, sealed: &[u8], copy: &Path) -> Result<(), OfficeError> {
    let length = u32::try_from(sealed.len()).map_err(|_| OfficeError::Sealed)?;
    let hash = carry(&mut File::open(copy)?, &mut std::io::sink())?;
    let mut written = BufWriter::new(platform::create_new(file)?);
    for part in [MAGIC, length.to_be_bytes().as_slice(), sealed, &hash] {
        written.write_all(part)?;
    }
    if carry(&mut File::open(copy)?, &mut written)? != hash {
        return Err(OfficeError::Sealed);
    }
    let written = written.into_inner().map_err(std::io::Error::from)?;
    Ok(written.sync_all()?)
}

/// Writes the copy out of a backup into a new file, if it is whole; the sealed key.
pub(crate) fn split(file: &Path, database: &Path) -> Result<Vec<u8>, OfficeError> {
    let mut read = BufReader::new(File::open(file)?);
    let (mut magic, mut length, mut hash) = ([0; 8], [0; 4], [0; 32]);
    read.read_exact(&mut magic).map_err(cut_short)?;
    read.read_exact(&mut length).map_err(cut_short)?;
    let length = u32::from_be_bytes(length);
    if magic != *MAGIC || length > SEALED_BYTES {
        return Err(OfficeError::Sealed);
    }
    let mut sealed = Vec::new();
    (&mut read).take(length.into()).read_to_end(&mut sealed)?;
    read.read_exact(&mut hash).map_err(cut_short)?;
    let mut written = platform::create_new(database)?;
    if carry(&mut read, &mut written)? != hash {
        drop(written);
        std::fs::remove_file(database)?;
        return Err(OfficeError::Sealed);
    }
    written.sync_all()?;
    Ok(sealed)
}

/// A file that ends too early is damaged, not unreadable.
fn cut_short(error: std::io::Error) -> OfficeError {
    match error.kind() {
        std::io::ErrorKind::UnexpectedEof => OfficeError::Sealed,
        _ => error.into(),
    }
}

/// Copies all that is left to read; the hash of it.
fn carry(from: &mut impl Read, to: &mut impl Write) -> Result<Hash, OfficeError> {
    let mut hasher = Sha256::new();
    let mut piece = vec![0; PIECE];
    loop {
        let length = from.read(&mut piece)?;
        let read = piece.get(..length).unwrap_or_default();
        if read.is_empty() {
            return Ok(hasher.finalize().into());
        }
        hasher.update(read);
        to.write_all(read)?;
    }
}
