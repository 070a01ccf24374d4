#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use std::io::Write as _;

use rusqlite::Connection;
use teren_domain::access::Role;
use teren_domain::authorisation::Authorisation;
use teren_domain::backup::BackupTrouble;

use super::*;
use crate::NewPerson;
use crate::backup::{Copied, join, split};
use crate::keys::read_key;
use crate::office::KEY;

/// 2026-11-23 09:00 in Warsaw.
const NOW: i64 = 1_795_420_800_000;
const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

struct House {
    office: Arc<Office>,
    plan: BackupPlan,
    folder: tempfile::TempDir,
}

fn house() -> House {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("office");
    let office = Office::init(&dir, "konstancin", None, NOW).unwrap();
    let person = NewPerson {
        name: "Jan Kierowniczy".to_owned(),
        roles: vec![Role::Head],
        teams: Vec::new(),
        authorisation: Authorisation::lasting("1/2026", chrono::NaiveDate::default()),
    };
    office.add_person(person, NOW).unwrap();
    let plan = BackupPlan {
        kept: 2,
        spare_bytes: 0,
        ..BackupPlan::beside(&dir)
    };
    House {
        office: Arc::new(office),
        plan,
        folder,
    }
}

impl House {
    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn copied(&self, name: &str) -> (PathBuf, Copied) {
        let file = self.path(name);
        let by = self.path("by");
        let copied = self.office.copy_out(&file, by).unwrap();
        (file, copied)
    }

    fn rehearsed(&self, file: &Path, copied: &Copied) -> Result<usize, BackupFault> {
        let trial = self.path("trial");
        let found = rehearse(file, trial.clone(), copied, NOW);
        assert!(!trial.exists());
        found
            .map(|found| found.changes)
            .map_err(|error| fault_of(&error))
    }

    /// The office's own database under another hand.
    fn raw(&self) -> Connection {
        let key = read_key(&self.office.folder().join(KEY)).unwrap();
        opened(&self.office.folder().join(DATABASE), &key)
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.plan.folder).unwrap();
        let name = |entry: fs::DirEntry| entry.file_name().into_string().unwrap();
        let mut names: Vec<String> = entries.map(|entry| name(entry.unwrap())).collect();
        names.sort();
        names
    }

    fn fault(&self, plan: &BackupPlan, now_ms: i64) -> Option<BackupTrouble> {
        let state = self.office.keep_backup(plan, now_ms).unwrap();
        assert_eq!(self.office.backup_state().unwrap(), state);
        state.trouble(now_ms)
    }
}

fn opened(database: &Path, key: &[u8; 32]) -> Connection {
    let connection = Connection::open(database).unwrap();
    let hex = data_encoding::HEXLOWER.encode(key);
    let key = format!("PRAGMA key = \"x'{hex}'\"");
    connection.execute_batch(&key).unwrap();
    connection
}

#[test]
fn a_copy_is_tested_out_of_the_file_and_every_damage_of_it_is_found() {
    let house = house();
    let (file, copied) = house.copied("copy");
    assert!(house.rehearsed(&file, &copied).unwrap() > 1);
    let whole = fs::read(&file).unwrap();
    let damaged = house.path("damaged");
    let sealed = copied.sealed.len();
    let places = [
        0,
        11,
        20,
        12 + sealed,
        44 + sealed,
        whole.len() / 2,
        whole.len() - 1,
    ];
    for place in places {
        let mut bytes = whole.clone();
        bytes[place] ^= 1;
        fs::write(&damaged, &bytes).unwrap();
        let found = house.rehearsed(&damaged, &copied);
        assert_eq!(found, Err(BackupFault::Damaged), "{place}");
    }
    for length in [
        0,
        5,
        10,
        30,
        12 + sealed + 7,
        whole.len() / 2,
        whole.len() - 1,
    ] {
        fs::write(&damaged, &whole[..length]).unwrap();
        let found = house.rehearsed(&damaged, &copied);
        assert_eq!(found, Err(BackupFault::Damaged), "{length}");
    }
}

#[test]
fn a_copy_that_is_whole_and_holds_something_else_is_found() {
    let house = house();
    let table = [
        "DELETE FROM persons",
        "DELETE FROM changes WHERE sequence = (SELECT max(sequence) FROM changes)",
        "UPDATE changes SET body = zeroblob(length(body))",
        "DROP TRIGGER access_log_is_not_changed; UPDATE access_log SET person = randomblob(16)",
        "DROP TABLE grants",
        "DELETE FROM meta WHERE name = 'office_secret'",
    ];
    for (place, tampering) in table.into_iter().enumerate() {
        let (file, copied) = house.copied(&format!("copy-{place}"));
        let database = house.path("database");
        split(&file, &database).unwrap();
        opened(&database, &copied.key)
            .execute_batch(tampering)
            .unwrap();
        let changed = house.path(&format!("changed-{place}"));
        join(&changed, &copied.sealed, &database).unwrap();
        fs::remove_file(&database).unwrap();
        assert!(house.rehearsed(&changed, &copied).is_err(), "{tampering}");
    }
}

#[test]
fn the_oldest_go_once_a_newer_one_is_tested_whatever_the_clock_says() {
    let house = house();
    for (now_ms, kept) in [
        (NOW, vec!["kopia-000001-2026-11-23.teren"]),
        (
            NOW + DAY,
            vec![
                "kopia-000001-2026-11-23.teren",
                "kopia-000002-2026-11-24.teren",
            ],
        ),
        // The clock was put back by a month.
        (
            NOW - 30 * DAY,
            vec![
                "kopia-000002-2026-11-24.teren",
                "kopia-000003-2026-10-24.teren",
            ],
        ),
    ] {
        assert_eq!(house.fault(&house.plan, now_ms), None);
        assert_eq!(house.names(), kept);
    }
    let recovery = house.office.folder().join("recovery.key");
    let last = house.plan.folder.join("kopia-000003-2026-10-24.teren");
    let found = Office::check_backup(&last, &recovery, NOW).unwrap();
    assert_eq!(found.cases, 1);
    let wrong = house.office.folder().join(KEY);
    assert!(Office::check_backup(&last, &wrong, NOW).is_err());
}

#[test]
fn an_office_that_is_damaged_loses_no_good_copy_and_says_so() {
    let house = house();
    for day in 0..2 {
        assert_eq!(house.fault(&house.plan, NOW + day * DAY), None);
    }
    let good = house.names();
    house
        .raw()
        .execute_batch("UPDATE changes SET body = zeroblob(length(body)) WHERE sequence = 1")
        .unwrap();
    for hour in 1..4 {
        let tried = house
            .office
            .make_tested(&house.plan, NOW + DAY + hour * HOUR);
        assert_eq!(fault_of(&tried.unwrap_err()), BackupFault::Damaged);
        let names = house.names();
        assert_eq!(names[..2], good[..]);
        assert_eq!(names[2..], ["kopia-000003-2026-11-24.teren.failed"]);
    }
}

#[test]
fn a_folder_that_cannot_be_written_and_a_full_disk_are_told_apart() {
    let house = house();
    let file = house.path("file");
    fs::write(&file, b"").unwrap();
    let no_folder = BackupPlan {
        folder: file,
        ..house.plan.clone()
    };
    let no_room = BackupPlan {
        spare_bytes: u64::MAX,
        ..house.plan.clone()
    };
    let told = |fault, since_ms| {
        let fault = Some(fault);
        Some(BackupTrouble { fault, since_ms })
    };
    let folder = house.fault(&no_folder, NOW);
    assert_eq!(folder, told(BackupFault::Folder, NOW));
    let room = house.fault(&no_room, NOW + HOUR);
    assert_eq!(room, told(BackupFault::NoRoom, NOW));
    assert!(house.names().is_empty());
    assert_eq!(house.fault(&house.plan, NOW + 2 * HOUR), None);
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_fills_up_while_writing_is_no_room() {
    let mut full = fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let error = full.write_all(b"copy").unwrap_err();
    assert_eq!(fault_of(&error.into()), BackupFault::NoRoom);
}

#[test]
fn what_a_try_left_that_was_cut_off_is_swept_away_and_nothing_else() {
    let house = house();
    let office = house.office.folder().to_owned();
    fs::create_dir_all(office.join("daily.test")).unwrap();
    fs::create_dir_all(&house.plan.folder).unwrap();
    let left = [
        office.join("daily.part"),
        office.join("daily.test/office.db"),
        house.plan.folder.join("kopia-000001-2026-11-22.teren.part"),
    ];
    for file in left.iter().chain([&house.plan.folder.join("notatka.part")]) {
        fs::write(file, b"half of a copy").unwrap();
    }
    assert_eq!(house.fault(&house.plan, NOW), None);
    assert!(left.iter().all(|file| !file.exists()));
    let names = house.names();
    assert_eq!(names, ["kopia-000001-2026-11-23.teren", "notatka.part"]);
}

#[test]
fn a_copy_is_due_once_a_day_and_after_a_failure_every_hour() {
    let table = [
        ("never tried", None, None, true),
        ("made after its hour", Some(NOW - 7 * HOUR), None, false),
        ("made before its hour", Some(NOW - 8 * HOUR), None, true),
        ("failed just now", None, Some(NOW - HOUR + 1), false),
        ("failed an hour ago", None, Some(NOW - HOUR), true),
        (
            "made by a clock a week ahead",
            Some(NOW + 7 * DAY),
            None,
            true,
        ),
        (
            "tried by a clock a week ahead",
            None,
            Some(NOW + 7 * DAY),
            true,
        ),
        (
            "made by a clock a minute ahead",
            Some(NOW + 60_000),
            None,
            false,
        ),
    ];
    for (said, tested_ms, tried_ms, due) in table {
        assert_eq!(is_due(2, tested_ms, tried_ms, NOW), due, "{said}");
    }
}

#[test]
fn what_could_not_be_written_down_is_written_as_soon_as_it_can_be() {
    let house = house();
    let mut watch = Watch::of(Arc::clone(&house.office), house.plan.clone());
    let raw = house.raw();
    raw.execute_batch(
        "CREATE TRIGGER full BEFORE INSERT ON changes BEGIN SELECT raise(ABORT, 'no room'); END",
    )
    .unwrap();
    assert!(watch.look(NOW).unwrap().is_err());
    assert_eq!(house.office.backup_state().unwrap().tested_ms, None);
    raw.execute_batch("DROP TRIGGER full").unwrap();
    assert!(watch.look(NOW + HOUR / 2).is_none());
    assert_eq!(house.office.backup_state().unwrap().tested_ms, Some(NOW));
}

#[test]
fn a_served_office_keeps_its_copies_by_itself_until_it_is_stopped() {
    let house = house();
    let (heard, told) = std::sync::mpsc::channel();
    let tell = move |tried: &Result<BackupState, OfficeError>| {
        heard
            .send(tried.as_ref().map(|state| state.tested_ms).ok())
            .unwrap();
    };
    let clock: ServerClock = Arc::new(|| NOW);
    let office = Arc::clone(&house.office);
    let keeper = keep_backups(office, house.plan.clone(), clock, tell).unwrap();
    assert_eq!(told.recv().unwrap(), Some(Some(NOW)));
    drop(keeper);
    assert!(told.recv().is_err());
    assert_eq!(house.names().len(), 1);
}
