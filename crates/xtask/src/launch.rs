//! `cargo xtask run`: a practice office on loopback and the window before it.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::io::{BufRead, BufReader, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};

use serde::Deserialize;

use crate::house::{Failure, House, run};
use crate::screen::Screen;
use crate::{page, setup};

const DEMO: &str = "target/demo";

/// The worker of the practice centre who has two visits waiting.
const WORKER: &str = "ewa";
/// Opens her practice profile; printed, typed on any keyboard, worth nothing elsewhere.
const PASSPHRASE: &str = "cwiczenia w terenie";

/// What the office prints, in one line, once it answers.
#[derive(Deserialize)]
struct Opening {
    address: String,
    /// Enrolment code of each person, by short name.
    codes: BTreeMap<String, String>,
}

/// Sets up, builds, starts the office and opens the window; without a display plays the journey instead.
pub fn open(house: &House) -> Result<(), Failure> {
    setup::make_ready(house)?;
    page::build(house)?;
    let screen = Screen::find(house)?;
    if screen.is_virtual() {
        return play(house, &screen);
    }
    run(&mut house.cargo(&["build", "--workspace", "--bins", "--locked"]))?;
    let laptop = fresh(house, "laptop")?;
    let (office, opening) = start_office(house)?;
    println!(
        "office: {}, a practice centre of invented people",
        opening.address
    );
    enrol(house, &laptop, &opening)?;
    println!("the window opens on {WORKER}'s profile; passphrase: {PASSPHRASE}");
    for (person, code) in opening.codes.iter().filter(|(person, _)| *person != WORKER) {
        println!("to enrol {person} as well: {code}");
    }
    let outcome = run(house
        .program(built("teren", house))
        .env("TEREN_DATA_DIR", &laptop));
    drop(office);
    outcome
}

/// A folder of the demonstration, emptied: each run begins with the same two visits.
fn fresh(house: &House, name: &str) -> Result<PathBuf, Failure> {
    let folder = house.path(DEMO).join(name);
    match fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(Failure::File(folder, error)),
        _ => Ok(folder),
    }
}

/// Gives the worker her laptop; the code is used up by it.
fn enrol(house: &House, laptop: &Path, opening: &Opening) -> Result<(), Failure> {
    let Some(code) = opening.codes.get(WORKER) else {
        return Err(Failure::Said(format!(
            "the office gave no code for {WORKER}"
        )));
    };
    let mut command = house.program(built("teren-enrol", house));
    let mut enrolment = command
        .arg(laptop)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .map_err(|error| Failure::NotStarted("teren-enrol".into(), error))?;
    if let Some(mut input) = enrolment.stdin.take() {
        writeln!(input, "{code}\n{PASSPHRASE}")
            .map_err(|error| Failure::NotStarted("teren-enrol".into(), error))?;
    }
    let status = enrolment
        .wait()
        .map_err(|error| Failure::NotStarted("teren-enrol".into(), error))?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure::Failed("teren-enrol".into(), status))
    }
}

/// The journey of the real-window test, its pictures kept.
fn play(house: &House, screen: &Screen) -> Result<(), Failure> {
    println!("no display here: the journey is played in a virtual one");
    let folder = house.path(DEMO);
    fs::create_dir_all(&folder).map_err(|error| Failure::File(folder.clone(), error))?;
    let mut journey = house.cargo(&["test", "--workspace", "--locked", "--test", "window"]);
    journey.env("TEREN_DEMO_DIR", &folder);
    screen.show(&mut journey);
    run(&mut journey)?;
    println!("pictures of the journey: {DEMO}/");
    Ok(())
}

/// The office program, ended when dropped.
struct Office(Child);

impl Drop for Office {
    fn drop(&mut self) {
        // An office that is gone already needs no ending.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn start_office(house: &House) -> Result<(Office, Opening), Failure> {
    let mut command = house.program(built("teren-office", house));
    command.arg("demo").arg("--dir");
    command.arg(fresh(house, "office")?);
    let child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| Failure::NotStarted("teren-office demo".into(), error))?;
    let mut office = Office(child);
    let mut line = String::new();
    if let Some(said) = office.0.stdout.take() {
        BufReader::new(said)
            .read_line(&mut line)
            .map_err(|error| Failure::NotStarted("teren-office demo".into(), error))?;
    }
    let opening = serde_json::from_str(&line)
        .map_err(|_| Failure::Said("the office did not say where it answers".into()))?;
    Ok((office, opening))
}

/// A program of the workspace as `cargo build` leaves it.
fn built(name: &str, house: &House) -> PathBuf {
    house
        .programs()
        .join(format!("{name}{}", env::consts::EXE_SUFFIX))
}
