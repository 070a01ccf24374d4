//! Commands of what the office holds back, and of late edits.

use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

use super::{answer, read};
use crate::App;
use crate::contract::{FieldKey, HeldWay, Problem};

#[derive(Deserialize)]
struct Held {
    case: Uuid,
    held: Uuid,
}
#[derive(Deserialize)]
struct Decided {
    case: Uuid,
    held: Uuid,
    way: HeldWay,
    reason: String,
}
#[derive(Deserialize)]
struct FromLate {
    document: Uuid,
    answers: Vec<FieldKey>,
    reason: String,
}

/// Runs one of them.
pub(super) fn call(app: &App, command: &str, arguments: Value) -> Result<Value, Problem> {
    match command {
        "held_back" => answer(app.held_back()),
        "open_held" => {
            read::<Held>(arguments).and_then(|given| answer(app.open_held(given.case, given.held)))
        }
        "decide_held" => read::<Decided>(arguments).and_then(|given| {
            answer(app.decide_held(given.case, given.held, given.way, &given.reason))
        }),
        _ => read::<FromLate>(arguments).and_then(|given| {
            answer(app.correct_from_late(given.document, &given.answers, &given.reason))
        }),
    }
}
