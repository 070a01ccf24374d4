#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]
//! The administrator's tool from outside: what it prints and what it refuses.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use teren_ledger::EnrolmentCode;

fn tool(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_teren-office"));
    command.args(arguments).output().unwrap()
}

fn answer(arguments: &[&str]) -> Value {
    let output = tool(arguments);
    assert!(output.status.success(), "{output:?}");
    serde_json::from_slice(&output.stdout).unwrap()
}

fn path(folder: &Path, name: &str) -> String {
    folder.join(name).to_str().unwrap().to_owned()
}

#[test]
fn an_office_is_made_staffed_backed_up_restored_and_verified() {
    let folder = tempfile::tempdir().unwrap();
    let dir = path(folder.path(), "office");
    let made = answer(&["init", "--dir", &dir, "--structure", "bez-podzialu"]);
    assert_eq!(made["fingerprint"].as_str().unwrap().len(), 64);
    let person = answer(&[
        "person",
        "add",
        "--dir",
        &dir,
        "--authorisation",
        "12/2026",
        "--name",
        "Ewa Terenowska",
        "--role",
        "field_worker",
        "--team",
        "bez-podzialu-rejon",
    ]);
    let person = person["person"].as_str().unwrap();
    let code = answer(&[
        "laptop",
        "code",
        "--dir",
        &dir,
        "--person",
        person,
        "--address",
        "teren.example.pl:8443",
    ]);
    let code = EnrolmentCode::parse(code["code"].as_str().unwrap()).unwrap();
    assert_eq!(code.address, "teren.example.pl:8443");
    let copy = path(folder.path(), "copy");
    answer(&["backup", "--dir", &dir, "--out", &copy]);
    let restored = path(folder.path(), "restored");
    let key = path(folder.path(), "office/recovery.key");
    let again = answer(&[
        "restore",
        "--dir",
        &restored,
        "--in",
        &copy,
        "--recovery-key",
        &key,
    ]);
    assert_eq!(again["fingerprint"], made["fingerprint"]);
    let verified = answer(&["verify", "--dir", &restored]);
    assert_eq!(verified["cases"], 1);
    let checked = answer(&["backup", "check", "--in", &copy, "--recovery-key", &key]);
    assert_eq!(checked["cases"], 1);
    let wrong = path(folder.path(), "office/office.key");
    let refused = tool(&["backup", "check", "--in", &copy, "--recovery-key", &wrong]);
    assert!(!refused.status.success());
    assert!(!tool(&["backup"]).status.success());
}

/// Names of the files in a folder.
fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    let name = |entry: std::fs::DirEntry| entry.file_name().into_string().unwrap();
    entries.map(|entry| name(entry.unwrap())).collect()
}

fn served(dir: &str) -> std::process::Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_teren-office"));
    let command = command.args(["serve", "--dir", dir]);
    let silent = command.stdout(Stdio::null()).stderr(Stdio::null());
    silent.spawn().unwrap()
}

fn until(reached: impl Fn() -> bool) {
    let began = std::time::Instant::now();
    while !reached() {
        assert!(began.elapsed().as_secs() < 60);
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
}

#[test]
fn a_served_office_makes_its_copy_by_itself_also_after_it_was_killed_in_the_middle_of_one() {
    let folder = tempfile::tempdir().unwrap();
    let dir = path(folder.path(), "office");
    answer(&["init", "--dir", &dir, "--structure", "bez-podzialu"]);
    assert_eq!(
        answer(&["status", "--dir", &dir])["backup"]["tested_ms"],
        Value::Null
    );
    let (office, copies) = (Path::new(&dir), Path::new(&dir).join("backups"));
    let mut cut_off = served(&dir);
    until(|| office.join("daily.part").exists() || !names(&copies).is_empty());
    cut_off.kill().unwrap();
    cut_off.wait().unwrap();
    let mut running = served(&dir);
    until(|| answer(&["status", "--dir", &dir])["backup"]["tested_ms"].is_i64());
    running.kill().unwrap();
    running.wait().unwrap();
    let status = answer(&["status", "--dir", &dir]);
    assert_eq!(status["trouble"], Value::Bool(false));
    let left = names(office).into_iter().chain(names(&copies));
    let left: Vec<String> = left
        .filter(|name| name.contains(".part") || name.contains(".test"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
    let key = path(office, "recovery.key");
    for name in names(&copies) {
        let copy = path(&copies, &name);
        answer(&["backup", "check", "--in", &copy, "--recovery-key", &key]);
    }
}

#[test]
fn what_cannot_be_done_is_said_in_polish_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let dir = path(folder.path(), "office");
    answer(&["init", "--dir", &dir, "--structure", "gorlice"]);
    let nowhere = path(folder.path(), "nowhere");
    let table: [(&[&str], &str); 5] = [
        (
            &["init", "--dir", &dir, "--structure", "gorlice"],
            "jest już ośrodek",
        ),
        (
            &["init", "--dir", &nowhere, "--structure", "atlantyda"],
            "Nie ma takiego układu",
        ),
        (&["verify", "--dir", &nowhere], "nie ma ośrodka"),
        (
            &[
                "person",
                "add",
                "--dir",
                &dir,
                "--name",
                "X",
                "--role",
                "wizard",
                "--authorisation",
                "1/2026",
            ],
            "Nie ma takiej roli",
        ),
        (
            &[
                "person",
                "add",
                "--dir",
                &dir,
                "--name",
                "X",
                "--role",
                "head",
                "--team",
                "obcy",
                "--authorisation",
                "1/2026",
            ],
            "Nie ma takiej osoby, zespołu",
        ),
    ];
    for (arguments, said) in table {
        let output = tool(arguments);
        assert!(!output.status.success());
        let text = String::from_utf8(output.stderr).unwrap();
        assert!(text.contains(said), "{text}");
    }
}

#[cfg(unix)]
#[test]
fn keys_are_for_their_owner_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let dir = path(folder.path(), "office");
    answer(&["init", "--dir", &dir, "--structure", "ochota"]);
    for name in ["office/office.key", "office/recovery.key"] {
        let mode = std::fs::metadata(folder.path().join(name))
            .unwrap()
            .permissions();
        assert_eq!(mode.mode() & 0o777, 0o600, "{name}");
    }
}

#[test]
fn the_practice_centre_says_where_it_is_and_gives_codes() {
    let folder = tempfile::tempdir().unwrap();
    let mut running = Command::new(env!("CARGO_BIN_EXE_teren-office"))
        .args(["demo", "--dir", &path(folder.path(), "demo")])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    let mut out = BufReader::new(running.stdout.take().unwrap());
    let read = out.read_line(&mut line);
    running.kill().unwrap();
    running.wait().unwrap();
    read.unwrap();
    let said: Value = serde_json::from_str(&line).unwrap();
    for short in ["ewa", "marek", "halina", "pawel", "zofia", "jan", "anna"] {
        let code = EnrolmentCode::parse(said["codes"][short].as_str().unwrap()).unwrap();
        assert_eq!(code.address, said["address"]);
    }
}
