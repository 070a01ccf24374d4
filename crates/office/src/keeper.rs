//! The daily copy: made by the running office by itself, tested by restoring it, and told of when there is none.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, SyncSender, sync_channel};
use std::thread::JoinHandle;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use teren_domain::Category;
use teren_domain::access_log::Event;
use teren_domain::backup::{BackupFault, BackupState};
use teren_domain::workflow::kind;
use teren_ledger::ROW_FIELD;
use teren_store::platform;
use uuid::Uuid;

use crate::OfficeError;
use crate::acts::answer_to;
use crate::backup::{Passing, rehearse};
use crate::clock::{last_at, local_date};
use crate::desk::Desk;
use crate::directory::opening;
use crate::keys::new_id;
use crate::office::{DATABASE, Office};
use crate::server::ServerClock;
use crate::storage::StorageError;

/// Setting with the state and its record.
const STATE: &str = "backup";
/// Between two looks at the clock, and so the longest time by which a copy begins late.
const LOOK: Duration = Duration::from_secs(30);
/// After a try that failed, ms.
const RETRY_MS: i64 = 3600 * 1000;
/// A clock may be set back by so much without another copy being made, ms.
const SET_BACK_MS: i64 = 10 * 60 * 1000;
/// While a copy is made and tested there are so many of it on the disk.
const AT_ONCE: u64 = 2;

const BEGINS: &str = "kopia-";
const ENDS: &str = ".teren";
/// Ending of a copy that is being written or tested.
const UNTESTED: &str = ".part";
/// Ending of the last copy that did not pass its test.
const FAILED: &str = ".failed";

/// Where the daily copies lie, when they are made and how many are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BackupPlan {
    pub folder: PathBuf,
    /// Hour of the day in Poland.
    pub hour: u32,
    /// Tested copies, one a day.
    pub kept: usize,
    /// Bytes that stay free on the disk for the office itself.
    pub spare_bytes: u64,
}

impl BackupPlan {
    /// Beside the office's database at two in the morning, two weeks of them.
    #[must_use]
    pub fn beside(office: &Path) -> Self {
        Self {
            folder: office.join("backups"),
            hour: 2,
            kept: 14,
            spare_bytes: 256 * 1024 * 1024,
        }
    }
}

/// What the office keeps of its copies.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Kept {
    /// Record that tells the seats.
    record: Uuid,
    state: BackupState,
}

/// What came of one try.
#[derive(Debug, Clone, Copy)]
struct Tried {
    made: Result<u64, BackupFault>,
    at_ms: i64,
}

impl Office {
    /// How the daily copies stand; nothing was tried yet in an office that was never served.
    pub fn backup_state(&self) -> Result<BackupState, OfficeError> {
        let kept = self.writer().ask(|storage| Ok(storage.meta(STATE)?))?;
        let kept = kept.and_then(|bytes| serde_json::from_slice::<Kept>(&bytes).ok());
        Ok(kept.map(|kept| kept.state).unwrap_or_default())
    }

    /// Makes the copy of the day, tests it by restoring it, lets the oldest go, and writes down what came of it.
    pub fn keep_backup(&self, plan: &BackupPlan, now_ms: i64) -> Result<BackupState, OfficeError> {
        self.write_down(self.try_backup(plan, now_ms))
    }

    fn try_backup(&self, plan: &BackupPlan, at_ms: i64) -> Tried {
        let made = self.make_tested(plan, at_ms);
        Tried {
            made: made.map_err(|error| fault_of(&error)),
            at_ms,
        }
    }

    /// The bytes of a copy that passed its test.
    fn make_tested(&self, plan: &BackupPlan, now_ms: i64) -> Result<u64, OfficeError> {
        platform::create_folder(&plan.folder)?;
        let (by, trial) = (
            self.folder().join("daily.part"),
            self.folder().join("daily.test"),
        );
        // What a try left behind that was cut off.
        drop((Passing(by.clone()), Passing(trial.clone())));
        let copies = copies_in(&plan.folder)?;
        for left in named(&plan.folder, UNTESTED)? {
            fs::remove_file(left)?;
        }
        has_room(self.folder(), plan)?;
        let number = copies.last().map_or(1, |(last, _)| last.saturating_add(1));
        let day = local_date(now_ms);
        let file = plan.folder.join(format!("{BEGINS}{number:06}-{day}{ENDS}"));
        let part = with_ending(&file, UNTESTED);
        let passing = Passing(part.clone());
        let copied = self.copy_out(&part, by)?;
        if let Err(error) = rehearse(&part, trial, &copied, now_ms) {
            // It may be the office that is damaged: then a bad copy is better than none, one of them.
            for older in named(&plan.folder, FAILED)? {
                fs::remove_file(older)?;
            }
            fs::rename(&part, with_ending(&file, FAILED))?;
            return Err(error);
        }
        fs::rename(&part, &file)?;
        platform::sync_folder(&plan.folder)?;
        drop(passing);
        let more = (copies.len() + 1).saturating_sub(plan.kept.max(1));
        for (_, oldest) in copies.iter().take(more) {
            fs::remove_file(oldest)?;
        }
        Ok(copied.size)
    }

    fn write_down(&self, tried: Tried) -> Result<BackupState, OfficeError> {
        self.work(tried.at_ms, move |desk| {
            let state = write_down(desk, tried.made)?;
            desk.close()?;
            Ok(state)
        })
    }
}

/// Keeps the state, and tells the seats where it is another than they know.
fn write_down(
    desk: &mut Desk<'_>,
    made: Result<u64, BackupFault>,
) -> Result<BackupState, OfficeError> {
    let kept = desk.storage.meta(STATE)?;
    let kept: Option<Kept> = kept.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let before = kept.map(|kept| kept.state).unwrap_or_default();
    let state = before.after(made, desk.now_ms);
    if kept.is_some() && state == before {
        return Ok(state);
    }
    let record = match kept {
        Some(kept) => kept.record,
        None => new_id(desk.now_ms)?,
    };
    let case = desk.centre()?;
    let writes = [
        opening(record, kind::BACKUP, Some(case.case))?,
        answer_to(record, ROW_FIELD, &state)?,
    ];
    desk.write(&case, case.case, Category::Workflow, &writes)?;
    let bytes = serde_json::to_vec(&Kept { record, state })?;
    desk.storage.set_meta(STATE, &bytes)?;
    let event = match made {
        Ok(_) => Event::BackupTested,
        Err(_) => Event::BackupFailed,
    };
    desk.note(Uuid::nil(), event, case.case)?;
    Ok(state)
}

/// The cause as people are told it.
fn fault_of(error: &OfficeError) -> BackupFault {
    match error {
        OfficeError::Storage(StorageError::Full)
        | OfficeError::File(
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge,
        ) => BackupFault::NoRoom,
        OfficeError::Storage(StorageError::File) | OfficeError::File(_) => BackupFault::Folder,
        OfficeError::Storage(StorageError::Damaged(_) | StorageError::WrongKey)
        | OfficeError::Change(_)
        | OfficeError::Setting(_)
        | OfficeError::Sealed => BackupFault::Damaged,
        _ => BackupFault::Other,
    }
}

/// Refuses before the disk is full, and not when it is: the office itself needs it, too.
fn has_room(office: &Path, plan: &BackupPlan) -> Result<(), OfficeError> {
    let size = fs::metadata(office.join(DATABASE))?.len();
    let needed = size
        .saturating_mul(AT_ONCE)
        .saturating_add(plan.spare_bytes);
    for folder in [office, &plan.folder] {
        if platform::free_bytes(folder)? < needed {
            return Err(StorageError::Full.into());
        }
    }
    Ok(())
}

fn with_ending(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// Our files in the folder that end so.
fn named(folder: &Path, ending: &str) -> Result<Vec<PathBuf>, OfficeError> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let ours = |name: &str| name.starts_with(BEGINS) && name.ends_with(ending);
        if name.to_str().is_some_and(ours) {
            found.push(entry.path());
        }
    }
    Ok(found)
}

/// Tested copies by their number, oldest first. No clock decides which is the oldest.
fn copies_in(folder: &Path) -> Result<Vec<(u32, PathBuf)>, OfficeError> {
    let number = |path: &PathBuf| {
        let name = path.file_name()?.to_str()?.strip_prefix(BEGINS)?;
        name.split('-').next()?.parse().ok()
    };
    let named = named(folder, ENDS)?.into_iter();
    let mut copies: Vec<(u32, PathBuf)> = named
        .filter_map(|path| Some((number(&path)?, path)))
        .collect();
    copies.sort();
    Ok(copies)
}

/// Whether the copy of the day is to be made now: its hour has passed without one, also while the office was off.
fn is_due(hour: u32, tested_ms: Option<i64>, tried_ms: Option<i64>, now_ms: i64) -> bool {
    let since = |from: i64, moment: i64| (from..=now_ms + SET_BACK_MS).contains(&moment);
    let made = tested_ms.is_some_and(|moment| since(last_at(hour, now_ms), moment));
    let tried = tried_ms.is_some_and(|moment| since(now_ms - RETRY_MS + 1, moment));
    !made && !tried
}

/// Keeps the daily copies until it is let go.
pub struct Keeper {
    stop: Option<SyncSender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Keeper {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ended = thread.join();
        }
    }
}

/// Watches the clock and makes the copies of a served office; `tell` hears of every try.
pub fn keep_backups(
    office: Arc<Office>,
    plan: BackupPlan,
    clock: ServerClock,
    tell: impl Fn(&Result<BackupState, OfficeError>) + Send + 'static,
) -> Result<Keeper, OfficeError> {
    let (stop, stopped) = sync_channel(0);
    let mut watch = Watch::of(office, plan);
    let thread = std::thread::Builder::new()
        .name("office backups".to_owned())
        .spawn(move || {
            loop {
                if let Some(tried) = watch.look(clock()) {
                    tell(&tried);
                }
                if stopped.recv_timeout(LOOK) != Err(RecvTimeoutError::Timeout) {
                    return;
                }
            }
        })?;
    Ok(Keeper {
        stop: Some(stop),
        thread: Some(thread),
    })
}

/// What is remembered between two looks at the clock.
struct Watch {
    office: Arc<Office>,
    plan: BackupPlan,
    tried_ms: Option<i64>,
    /// What could not be written down, as on a full disk.
    owed: Option<Tried>,
}

impl Watch {
    fn of(office: Arc<Office>, plan: BackupPlan) -> Self {
        Self {
            office,
            plan,
            tried_ms: None,
            owed: None,
        }
    }

    /// Makes the copy if it is due. What could not be written down is written as soon as it can be.
    fn look(&mut self, now_ms: i64) -> Option<Result<BackupState, OfficeError>> {
        if let Some(tried) = self.owed
            && self.office.write_down(tried).is_ok()
        {
            self.owed = None;
        }
        let known = self.office.backup_state().ok();
        let tested_ms = known.and_then(|state| state.tested_ms);
        if !is_due(self.plan.hour, tested_ms, self.tried_ms, now_ms) {
            return None;
        }
        self.tried_ms = Some(now_ms);
        let tried = self.office.try_backup(&self.plan, now_ms);
        let written = self.office.write_down(tried);
        self.owed = written.is_err().then_some(tried);
        Some(written)
    }
}

#[cfg(test)]
mod tests;
