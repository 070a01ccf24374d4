//! Commands of voice notes.

use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

use super::arguments::OfCase;
use super::{answer, read};
use crate::App;
use crate::contract::{Problem, ProblemCode};

#[derive(Deserialize)]
struct Spoken {
    case: Uuid,
    visit: Option<Uuid>,
    line: Option<Uuid>,
}
#[derive(Deserialize)]
struct OfNote {
    case: Uuid,
    record: Uuid,
}

/// Runs one of them.
pub(super) fn call(app: &App, command: &str, arguments: Value) -> Result<Value, Problem> {
    match command {
        "start_recording" => read::<Spoken>(arguments)
            .and_then(|given| answer(app.start_recording(given.case, given.visit, given.line))),
        "stop_recording" => {
            read::<OfCase>(arguments).and_then(|given| answer(app.stop_recording(given.case)))
        }
        "play_voice_note" => read::<OfNote>(arguments)
            .and_then(|given| answer(app.play_voice_note(given.case, given.record))),
        "stop_voice_note" => answer(Ok(app.stop_voice_note())),
        "remove_voice_note" => read::<OfNote>(arguments)
            .and_then(|given| answer(app.remove_voice_note(given.case, given.record))),
        "restore_voice_note" => read::<OfNote>(arguments)
            .and_then(|given| answer(app.restore_voice_note(given.case, given.record))),
        "voice" => answer(Ok(app.voice())),
        _ => Err(Problem::of(ProblemCode::InvalidInput)),
    }
}
