//! `cargo xtask bench`: the measurements, built as they would be shipped but for link-time optimisation.

use crate::browser;
use crate::house::{Failure, House, run};
use crate::page;

/// The profile of the workspace the figures are taken in.
const PROFILE: [&str; 2] = ["--profile", "bench"];

/// Builds the page, the loopback host and the bench, and runs the parts named, or all.
pub fn measure(house: &House, parts: &[String]) -> Result<(), Failure> {
    if parts.is_empty() || parts.iter().any(|part| part == "page") {
        page_and_host(house);
    }
    let mut bench = house.cargo(&["run", "--package", "teren-bench"]);
    bench.args(PROFILE).arg("--").args(parts);
    if let Some(browser) = browser::find() {
        bench.env(browser::NAMED, browser);
    }
    run(&mut bench)
}

/// What the measurement in the page needs; without it that part is left out and says so.
fn page_and_host(house: &House) {
    let mut host = house.cargo(&["build", "--package", "teren-app", "--bin", "teren-dev-host"]);
    host.args(PROFILE);
    if let Err(failure) = page::build(house).and_then(|()| run(&mut host)) {
        println!("the page is not measured: {failure}");
    }
}
