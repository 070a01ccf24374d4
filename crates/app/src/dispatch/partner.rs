//! Commands of other centres.

use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

use super::arguments::{OfCase, Path};
use super::{answer, read};
use crate::App;
use crate::contract::{PassableInput, Problem};

#[derive(Deserialize)]
struct Card {
    card: String,
}
#[derive(Deserialize)]
struct Heard {
    centre: Uuid,
    heard: String,
}
#[derive(Deserialize)]
struct Sent {
    input: PassableInput,
    path: String,
}
#[derive(Deserialize)]
struct Word {
    accepted: bool,
    reason: String,
    path: String,
}

/// Runs one of them.
pub(super) fn call(app: &App, command: &str, arguments: Value) -> Result<Value, Problem> {
    match command {
        "partners" => answer(app.partners()),
        "save_own_card" => {
            read::<Path>(arguments).and_then(|given| answer(app.save_own_card(given.path.as_ref())))
        }
        "add_partner" => {
            read::<Card>(arguments).and_then(|given| answer(app.add_partner(&given.card)))
        }
        "confirm_partner" => read::<Heard>(arguments)
            .and_then(|given| answer(app.confirm_partner(given.centre, &given.heard))),
        "passable" => read::<OfCase>(arguments).and_then(|given| answer(app.passable(given.case))),
        "send_to_partner" => read::<Sent>(arguments)
            .and_then(|given| answer(app.send_to_partner(&given.input, given.path.as_ref()))),
        "open_partner_file" => read::<Path>(arguments)
            .and_then(|given| answer(app.open_partner_file(given.path.as_ref()))),
        _ => read::<Word>(arguments).and_then(|given| {
            let path = given.path.as_ref();
            answer(app.answer_partner_file(given.accepted, &given.reason, path))
        }),
    }
}
