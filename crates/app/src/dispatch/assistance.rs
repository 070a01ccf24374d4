//! Commands of a family's asystent.

use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

use super::arguments::OfCase;
use super::{answer, read};
use crate::App;
use crate::contract::{AssistanceEndInput, AssistanceRequestInput, ConsentInput, Problem};

#[derive(Deserialize)]
struct Asked {
    case: Uuid,
    request: AssistanceRequestInput,
}
#[derive(Deserialize)]
struct Consented {
    case: Uuid,
    record: Uuid,
    consent: ConsentInput,
}
#[derive(Deserialize)]
struct Assigned {
    case: Uuid,
    record: Uuid,
    assistant: Uuid,
}
#[derive(Deserialize)]
struct Ended {
    case: Uuid,
    record: Uuid,
    end: AssistanceEndInput,
}

/// Runs one of them.
pub(super) fn call(app: &App, command: &str, arguments: Value) -> Result<Value, Problem> {
    match command {
        "case_assistance" => {
            read::<OfCase>(arguments).and_then(|given| answer(app.case_assistance(given.case)))
        }
        "request_assistance" => read::<Asked>(arguments)
            .and_then(|given| answer(app.request_assistance(given.case, &given.request))),
        "record_consent" => read::<Consented>(arguments)
            .and_then(|given| answer(app.record_consent(given.case, given.record, &given.consent))),
        "assign_assistant" => read::<Assigned>(arguments).and_then(|given| {
            answer(app.assign_assistant(given.case, given.record, given.assistant))
        }),
        "end_assistance" => read::<Ended>(arguments)
            .and_then(|given| answer(app.end_assistance(given.case, given.record, &given.end))),
        "assistance_requests" => answer(app.assistance_requests()),
        _ => answer(app.families()),
    }
}
