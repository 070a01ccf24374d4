//! `cargo xtask run`: a practice office on loopback and the window before it.

use std::env;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Stdio};

use serde::Deserialize;

use crate::house::{Failure, House, run};
use crate::screen::Screen;
use crate::{page, setup};

const DEMO: &str = "target/demo";

/// What the office prints, in one line, once it answers.
#[derive(Deserialize)]
struct Opening {
    address: String,
    /// Enrolment code of each seat, by the seat's name.
    codes: std::collections::BTreeMap<String, String>,
}

/// Sets up, builds, starts the office and opens the window; without a display plays the journey instead.
pub fn open(house: &House) -> Result<(), Failure> {
    setup::make_ready(house)?;
    page::build(house)?;
    let screen = Screen::find(house)?;
    if screen.is_virtual() {
        return play(house, &screen);
    }
    run(&mut house.cargo(&["build", "--workspace", "--bins"]))?;
    let (office, opening) = start_office(house)?;
    println!(
        "office: {} (practice centre, invented people)",
        opening.address
    );
    for (seat, code) in &opening.codes {
        println!("enrolment code for {seat}: {code}");
    }
    let mut window = house.program(built("teren", house));
    window.env("TEREN_DATA_DIR", house.path(DEMO).join("laptop"));
    let outcome = run(&mut window);
    drop(office);
    outcome
}

/// The journey of the real-window test, its pictures kept.
fn play(house: &House, screen: &Screen) -> Result<(), Failure> {
    println!("no display here: the journey is played in a virtual one");
    let folder = house.path(DEMO);
    fs::create_dir_all(&folder).map_err(|error| Failure::File(folder.clone(), error))?;
    let mut journey = house.cargo(&["test", "--workspace", "--test", "window"]);
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
    command.arg(house.path(DEMO).join("office"));
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
    let folder =
        env::var_os("CARGO_TARGET_DIR").map_or_else(|| house.path("target"), PathBuf::from);
    folder
        .join("debug")
        .join(format!("{name}{}", env::consts::EXE_SUFFIX))
}
