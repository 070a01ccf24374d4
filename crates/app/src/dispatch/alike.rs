//! Commands of files that may be of one family.

use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

use super::{answer, read};
use crate::App;
use crate::contract::{FieldChoiceInput, Problem};

#[derive(Deserialize)]
struct Sought {
    given: String,
    surname: String,
    born: String,
    pesel: String,
    address: String,
}
#[derive(Deserialize)]
struct Looked {
    case: Option<Uuid>,
}
#[derive(Deserialize)]
struct Family {
    case: Uuid,
}
#[derive(Deserialize)]
struct Joint {
    case: Uuid,
    link: Uuid,
}
#[derive(Deserialize)]
struct Joined {
    one: Uuid,
    other: Uuid,
    reason: String,
    choices: Vec<FieldChoiceInput>,
}
#[derive(Deserialize)]
struct Judged {
    one: Uuid,
    other: Uuid,
    reason: String,
}
/// Runs one of them.
pub(super) fn call(app: &App, command: &str, arguments: Value) -> Result<Value, Problem> {
    match command {
        "alike" => answer(app.alike()),
        "look_for_alike" => {
            read::<Looked>(arguments).and_then(|given| answer(app.look_for_alike(given.case)))
        }
        "search_people" => read::<Sought>(arguments).and_then(|given| {
            answer(app.search_people(
                &given.given,
                &given.surname,
                &given.born,
                &given.pesel,
                &given.address,
            ))
        }),
        "link_files" => read::<Joined>(arguments).and_then(|given| {
            answer(app.link_files(given.one, given.other, &given.reason, &given.choices))
        }),
        "joined_family" => {
            read::<Family>(arguments).and_then(|given| answer(app.joined_family(given.case)))
        }
        "joint_edits" => read::<Joint>(arguments)
            .and_then(|given| answer(app.joint_edits(given.case, given.link))),
        "unlink_files" => read::<Judged>(arguments)
            .and_then(|given| answer(app.unlink_files(given.one, given.other, &given.reason))),
        _ => read::<Judged>(arguments)
            .and_then(|given| answer(app.keep_apart(given.one, given.other, &given.reason))),
    }
}
