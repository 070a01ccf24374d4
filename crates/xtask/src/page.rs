//! The page inside the window: its packages, build and own checks, all through npm in `ui/`.

use std::fs;

use crate::house::{Failure, House, run};

const LOCK: &str = "ui/package-lock.json";
/// A copy of the lock file that the installed packages came from.
const INSTALLED: &str = "ui/node_modules/.installed-lock.json";

/// `npm ci`, unless the packages installed came from this very lock file.
pub fn install(house: &House) -> Result<(), Failure> {
    let lock =
        fs::read(house.path(LOCK)).map_err(|error| Failure::File(house.path(LOCK), error))?;
    let installed = house.path(INSTALLED);
    if fs::read(&installed).is_ok_and(|kept| kept == lock) {
        println!("page: packages are those of the lock file");
        return Ok(());
    }
    println!("page: installing its packages (npm ci)");
    run(&mut house.npm(&["ci", "--no-audit", "--no-fund"]))?;
    fs::write(&installed, lock).map_err(|error| Failure::File(installed, error))
}

/// Builds `ui/dist`, which the window embeds: always before cargo.
pub fn build(house: &House) -> Result<(), Failure> {
    run(&mut house.npm(&["run", "build"]))
}

/// Types and accessibility of the components.
pub fn check(house: &House) -> Result<(), Failure> {
    run(&mut house.npm(&["run", "check"]))
}

/// The page's unit tests.
pub fn test(house: &House) -> Result<(), Failure> {
    run(&mut house.npm(&["test"]))
}
