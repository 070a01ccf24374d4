//! Commands of the access log, and of reading in an emergency.

use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

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
#[derive(Deserialize)]
struct Emergency {
    number: String,
    reason: String,
}
#[derive(Deserialize)]
struct Seen {
    case: Uuid,
    reading: Uuid,
}

/// Runs one of them.
pub(super) fn call(app: &App, command: &str, arguments: Value) -> Result<Value, Problem> {
    match command {
        "access_log" => read::<Page>(arguments)
            .and_then(|given| answer(app.access_log(&given.sought, given.before))),
        "keep_access_log" => {
            read::<Kept>(arguments).and_then(|given| answer(app.keep_access_log(given.years)))
        }
        "break_glass" => read::<Emergency>(arguments)
            .and_then(|given| answer(app.break_glass(&given.number, &given.reason))),
        "broken_glass" => answer(app.broken_glass()),
        _ => read::<Seen>(arguments)
            .and_then(|given| answer(app.acknowledge_glass(given.case, given.reading))),
    }
}
