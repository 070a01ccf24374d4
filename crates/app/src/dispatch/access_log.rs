//! Commands of the access log.

use serde::Deserialize;
use serde_json::Value;

use super::{answer, read};
use crate::App;
use crate::contract::{LogSearchInput, Problem};

#[derive(Deserialize)]
struct Page {
    sought: LogSearchInput,
    before: Option<u32>,
}
#[derive(Deserialize)]
struct Kept {
    years: u32,
}

/// Runs one of them.
pub(super) fn call(app: &App, command: &str, arguments: Value) -> Result<Value, Problem> {
    match command {
        "access_log" => read::<Page>(arguments)
            .and_then(|given| answer(app.access_log(&given.sought, given.before))),
        _ => read::<Kept>(arguments).and_then(|given| answer(app.keep_access_log(given.years))),
    }
}
