//! `cargo xtask test`: every check, in the order in which a mistake shows soonest.

use crate::house::{Failure, House, run};
use crate::screen::Screen;
use crate::steps::Steps;
use crate::{browser, generate, page, setup, tidy};

/// Runs all of it; stops at the first failure.
pub fn pass(house: &House, steps: &mut Steps) -> Result<(), Failure> {
    steps.take("set up", || setup::make_ready(house))?;
    steps.take("tidy", || tidy::check(house))?;
    steps.take("format", || {
        run(&mut house.cargo(&["fmt", "--all", "--check"]))
    })?;
    steps.take("page: build", || page::build(house))?;
    steps.take("page: types", || page::check(house))?;
    steps.take("page: tests", || page::test(house))?;
    steps.take("lint", || {
        let mut lint = house.cargo(&["clippy", "--workspace", "--all-targets", "--locked"]);
        run(lint.args(["--", "-D", "warnings"]))
    })?;
    steps.take("tests", || test(house))?;
    steps.take("page: in a browser", || browser::test(house))?;
    steps.take("generated types", || generate::compare(house))
}

/// All tests in one build; the real window's open in a virtual display where there is none.
fn test(house: &House) -> Result<(), Failure> {
    let screen = Screen::find(house)?;
    let mut tests = house.cargo(&["test", "--workspace", "--locked", "--no-fail-fast"]);
    screen.show(&mut tests);
    generate::aim(house, &mut tests)?;
    run(&mut tests)
}
