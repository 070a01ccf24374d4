//! A program killed a hundred times while it writes answers.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::support::{IDENTITY, answer, id, read, seat, texts, typed, unlock, write};

const FOLDER: &str = "TEREN_KILLED_PROFILE";
const KILLS: u64 = 100;

/// The child: writes answer after answer and says each number once it is durable, until it is killed.
#[test]
#[ignore = "started and killed by nothing_acknowledged_is_lost_by_a_hundred_kills"]
fn child_writes_until_it_is_killed() {
    let folder = PathBuf::from(std::env::var(FOLDER).unwrap());
    let mut store = unlock(&folder);
    let first = read(&mut store, id(2)).answers().count() + store.drafts(id(2)).unwrap().len();
    for number in first.. {
        let record = id(1000 + u128::try_from(number).unwrap());
        match number % 3 {
            0 => drop(write(
                &mut store,
                id(2),
                IDENTITY,
                &[answer(record, "a", "x")],
            )),
            1 => store.draft(id(2), &typed(record, "a", "x")).unwrap(),
            _ => {
                store.draft(id(2), &typed(record, "a", "x")).unwrap();
                store.commit_drafts(id(2), 1).unwrap();
            }
        }
        println!("durable {number}");
    }
}

#[test]
fn nothing_acknowledged_is_lost_by_a_hundred_kills() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = seat(folder.path(), 9);
    store.open_document(id(1), id(2), true, "f").unwrap();
    store.close().unwrap();
    let mut acknowledged: Option<u128> = None;
    for kill in 0..KILLS {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "killing::child_writes_until_it_is_killed"])
            .args(["--ignored", "--nocapture", "--test-threads=1"])
            .env(FOLDER, folder.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut durable = lines.filter_map(|line| {
            let line = line.unwrap();
            line.split_once("durable ")?.1.parse::<u128>().ok()
        });
        acknowledged = durable.next().or(acknowledged);
        std::thread::sleep(Duration::from_micros(kill * 97 % 5000));
        child.kill().unwrap();
        acknowledged = durable.last().or(acknowledged);
        child.wait().unwrap();
    }

    let mut store = unlock(folder.path());

    assert_eq!(store.damage(), None);
    store.commit_drafts(id(2), 1).unwrap();
    let state = read(&mut store, id(2));
    let last = acknowledged.unwrap();
    assert!(last > u128::from(KILLS));
    for number in 0..=last {
        let found = texts(&state, IDENTITY, id(1000 + number), "a");
        assert_eq!(found, ["x"], "answer {number} of {last}");
    }
    store.verify().unwrap();
}
