//! The TypeScript types of the contract, written by the tests that ts-rs gives each exported type.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::house::{Failure, House, run};

/// Where the page reads the types.
const COMMITTED: &str = "ui/src/backend/generated";
/// Where every test run writes them.
const FRESH: &str = "target/generated";

/// Name of a file below its folder, and its text.
type Texts = BTreeMap<String, String>;

/// Puts the types as they are now into the page's folder.
pub fn write(house: &House) -> Result<(), Failure> {
    let fresh = export(house)?;
    let folder = house.path(COMMITTED);
    remove(&folder)?;
    for (name, text) in &fresh {
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(|error| Failure::File(parent.into(), error))?;
        }
        fs::write(&path, text).map_err(|error| Failure::File(path.clone(), error))?;
    }
    println!("{} types written to {COMMITTED}", fresh.len());
    Ok(())
}

/// Exports afresh and compares.
pub fn check(house: &House) -> Result<(), Failure> {
    export(house)?;
    compare(house)
}

/// Compares what the last test run exported with what is committed.
pub fn compare(house: &House) -> Result<(), Failure> {
    let fresh = texts(&house.path(FRESH))?;
    let drift = drift(&fresh, &texts(&house.path(COMMITTED))?);
    if fresh.is_empty() {
        return Err(Failure::Said("no type of the contract was exported".into()));
    }
    if drift.is_empty() {
        println!("{} generated types are up to date", fresh.len());
        return Ok(());
    }
    Err(Failure::Said(format!(
        "{COMMITTED} is out of date; run `cargo xtask generate`:\n  {}",
        drift.join("\n  ")
    )))
}

/// Makes a test run export into an empty folder of its own.
pub fn aim(house: &House, tests: &mut Command) -> Result<(), Failure> {
    remove(&house.path(FRESH))?;
    tests.env("TS_RS_EXPORT_DIR", house.path(FRESH));
    Ok(())
}

fn export(house: &House) -> Result<Texts, Failure> {
    let mut tests = house.cargo(&["test", "--package", "teren-app", "--lib", "export_bindings"]);
    tests.arg("--quiet");
    aim(house, &mut tests)?;
    run(&mut tests)?;
    texts(&house.path(FRESH))
}

fn remove(folder: &Path) -> Result<(), Failure> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(Failure::File(folder.into(), error))
        }
        _ => Ok(()),
    }
}

/// Every file below a folder; none when the folder is missing.
fn texts(folder: &Path) -> Result<Texts, Failure> {
    let mut found = Texts::new();
    let mut open = vec![PathBuf::new()];
    while let Some(below) = open.pop() {
        let Ok(entries) = fs::read_dir(folder.join(&below)) else {
            continue;
        };
        for entry in entries.flatten() {
            let name = below.join(entry.file_name());
            let path = entry.path();
            if path.is_dir() {
                open.push(name);
                continue;
            }
            let text = fs::read_to_string(&path).map_err(|error| Failure::File(path, error))?;
            found.insert(name.to_string_lossy().replace('\\', "/"), text);
        }
    }
    Ok(found)
}

/// The files that differ, each with how.
fn drift(fresh: &Texts, committed: &Texts) -> Vec<String> {
    let mut found = vec![];
    for (name, text) in fresh {
        match committed.get(name) {
            None => found.push(format!("{name} is missing")),
            Some(kept) if kept.replace("\r\n", "\n") != *text => {
                found.push(format!("{name} differs"));
            }
            Some(_) => {}
        }
    }
    for name in committed.keys() {
        if !fresh.contains_key(name) {
            found.push(format!("{name} belongs to no type any more"));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[(&str, &str)]) -> Texts {
        files
            .iter()
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
            .collect()
    }

    #[test]
    fn the_same_files_are_no_drift_whatever_ends_their_lines() {
        let fresh = folder(&[("Seat.ts", "a\nb\n")]);
        assert!(drift(&fresh, &folder(&[("Seat.ts", "a\r\nb\r\n")])).is_empty());
    }

    #[test]
    fn changed_new_and_left_over_types_are_each_named() {
        let fresh = folder(&[("A.ts", "1"), ("B.ts", "1")]);
        let committed = folder(&[("A.ts", "2"), ("C.ts", "1")]);
        assert_eq!(
            drift(&fresh, &committed),
            [
                "A.ts differs",
                "B.ts is missing",
                "C.ts belongs to no type any more"
            ]
        );
    }
}
