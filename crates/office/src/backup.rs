//! Backup: an encrypted copy under a key of its own, sealed to the recovery key. Restoring makes a new incarnation of the office.

use std::fs::OpenOptions;
use std::io::{Read as _, Write as _};
use std::path::Path;

use chrono::Datelike as _;
use teren_store::courier;

use crate::OfficeError;
use crate::clock::local_date;
use crate::directory::SERIES;
use crate::keys::{random, read_key, sha256, write_key};
use crate::office::{DATABASE, KEY, Office, TENANT, setting};
use crate::storage::sqlite::SqliteStorage;
use crate::storage::{Books as _, People as _, Transactions as _};

const MAGIC: &[u8; 8] = b"TERENBK1";
/// Length of the sealed database key, as a number before it.
const LENGTH: usize = 4;
/// Numbers left out after restoring: more than any centre gives between two backups, so that none is given twice.
const LOST_NUMBERS: u32 = 10_000;

impl Office {
    /// Writes an encrypted copy of everything into a new file. Only the recovery key opens it.
    pub fn backup(&self, file: &Path, now_ms: i64) -> Result<(), OfficeError> {
        let key: [u8; 32] = random()?;
        let sealed = courier::seal_unread(&self.house().recovery_key, &key)
            .map_err(|_| OfficeError::Sealed)?;
        let name = data_encoding::HEXLOWER.encode(&random::<8>()?);
        let copy = self.folder().join(format!("backup-{name}.part"));
        let to = copy.clone();
        let copied = self
            .writer()
            .alone(move |storage| Ok(storage.copy_to(&to, &key)?));
        let written = copied.and_then(|()| join(file, &sealed, &copy));
        // The copy is encrypted; a leftover harms nobody and the next backup has another name.
        let _removed = std::fs::remove_file(&copy);
        written?;
        self.work(now_ms, |desk| {
            desk.note(uuid::Uuid::nil(), "backup written", desk.house.centre)
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
        let bytes = std::fs::read(file)?;
        let (sealed, copy) = split(&bytes).ok_or(OfficeError::Sealed)?;
        let opened =
            courier::open(&read_key(recovery)?, sealed).map_err(|_| OfficeError::Sealed)?;
        let key: [u8; 32] = opened.bytes.try_into().map_err(|_| OfficeError::Sealed)?;
        write_new(&database, &[copy])?;
        write_key(&folder.join(KEY), &key)?;
        let mut storage = SqliteStorage::open(&database, &key, TENANT)?;
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
        storage.commit()?;
        drop(storage);
        let office = Self::open(folder, None)?;
        office.work(now_ms, |desk| {
            desk.storage
                .add_actor(desk.house.actor, desk.house.centre)?;
            desk.note(uuid::Uuid::nil(), "restored", desk.house.centre)
        })?;
        Ok(office)
    }
}

/// Magic, length of the sealed key, sealed key, hash of the copy, copy.
fn join(file: &Path, sealed: &[u8], copy: &Path) -> Result<(), OfficeError> {
    let mut database = Vec::new();
    std::fs::File::open(copy)?.read_to_end(&mut database)?;
    let length = u32::try_from(sealed.len()).map_err(|_| OfficeError::Sealed)?;
    let hash = sha256(&database);
    write_new(
        file,
        &[MAGIC, &length.to_be_bytes(), sealed, &hash, &database],
    )
}

fn split(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let rest = bytes.strip_prefix(MAGIC)?;
    let (length, rest) = rest.split_first_chunk::<LENGTH>()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    let (sealed, rest) = rest.split_at_checked(length)?;
    let (hash, copy) = rest.split_first_chunk::<32>()?;
    (sha256(copy) == *hash).then_some((sealed, copy))
}

pub(crate) fn write_new(path: &Path, parts: &[&[u8]]) -> Result<(), OfficeError> {
    let mut options = OpenOptions::new();
    let mut file = options.write(true).create_new(true).open(path)?;
    for part in parts {
        file.write_all(part)?;
    }
    Ok(file.sync_all()?)
}
