//! The definitions of the forms as pages to read, printed by the example that the room of the questionnaire keeps for it.

use std::fs;
use std::process::Command;

use crate::house::{Failure, House, run};

/// The page of labels that were not read in the act; a test of the questionnaire holds it equal to the definitions.
const SOURCES: &str = "docs/form-sources.md";

/// Prints one form, or all.
pub fn print(house: &House, id: Option<&str>) -> Result<(), Failure> {
    let mut example = example(house);
    example.args(id);
    run(&mut example)
}

/// Writes the page of sources afresh.
pub fn write_sources(house: &House) -> Result<(), Failure> {
    let mut example = example(house);
    let output = example.arg("--sources").output();
    let output = output.map_err(|error| Failure::NotStarted("cargo".into(), error))?;
    if !output.status.success() {
        return Err(Failure::Said(
            String::from_utf8_lossy(&output.stderr).into_owned(),
        ));
    }
    let path = house.path(SOURCES);
    fs::write(&path, &output.stdout).map_err(|error| Failure::File(path.clone(), error))?;
    println!("{SOURCES} written");
    Ok(())
}

fn example(house: &House) -> Command {
    let mut example = house.cargo(&["run", "--quiet", "--package", "teren-questionnaire"]);
    example.args(["--example", "forms", "--"]);
    example
}
