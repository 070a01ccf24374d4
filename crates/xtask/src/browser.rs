//! The page in a browser before the real core: the journey by keyboard, and each screen looked at on the way.

use std::env;
use std::path::PathBuf;

use crate::house::{Failure, House, run};

const JOURNEY: &str = "tests/ui/journey.test.mjs";
/// Names under which systems keep a browser of the Chromium family.
const BROWSERS: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

/// Lets Node drive the browser before the office and the loopback host that the tests have just built: a build of these two alone
/// would choose other features and compile half of the tree again.
pub fn test(house: &House) -> Result<(), Failure> {
    let Some(browser) = find() else {
        return Err(Failure::Said(format!(
            "no browser on the path ({}); `cargo xtask setup` installs Chromium where it can",
            BROWSERS.join(", ")
        )));
    };
    run(house
        .program("node")
        .args(["--test", "--test-reporter", "spec", JOURNEY])
        .env(NAMED, browser)
        .env("TEREN_PROGRAMS", house.programs()))
}

/// Names the browser to the programs that drive it.
pub const NAMED: &str = "TEREN_BROWSER";

/// The first browser on the path.
pub fn find() -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    BROWSERS.iter().find_map(|name| {
        env::split_paths(&path)
            .map(|folder| folder.join(format!("{name}{}", env::consts::EXE_SUFFIX)))
            .find(|file| file.is_file())
    })
}
