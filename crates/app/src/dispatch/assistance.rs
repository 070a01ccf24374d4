//! Commands of a family's asystent.

use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

use super::arguments::OfCase;
use super::{answer, read};
use crate::App;
use crate::contract::{
    AssistanceEndInput, AssistanceRequestInput, ConsentInput, FamilyVisitInput, Problem,
    SuggestionInput,
};

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
struct Coordinated {
    case: Uuid,
    record: Uuid,
    coordinator: Option<Uuid>,
}
#[derive(Deserialize)]
struct Ended {
    case: Uuid,
    record: Uuid,
    end: AssistanceEndInput,
}

#[derive(Deserialize)]
struct Suggested {
    case: Uuid,
    suggestion: SuggestionInput,
}
#[derive(Deserialize)]
struct Settled {
    case: Uuid,
    record: Uuid,
    accepted: bool,
}
#[derive(Deserialize)]
struct Visited {
    case: Uuid,
    visit: FamilyVisitInput,
}
#[derive(Deserialize)]
struct OfMonth {
    month: String,
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
        "assign_coordinator" => read::<Coordinated>(arguments).and_then(|given| {
            answer(app.assign_coordinator(given.case, given.record, given.coordinator))
        }),
        "end_assistance" => read::<Ended>(arguments)
            .and_then(|given| answer(app.end_assistance(given.case, given.record, &given.end))),
        "assistance_requests" => answer(app.assistance_requests()),
        "family_plan" => {
            read::<OfCase>(arguments).and_then(|given| answer(app.family_plan(given.case)))
        }
        "start_family_plan" => {
            read::<OfCase>(arguments).and_then(|given| answer(app.start_family_plan(given.case)))
        }
        "start_family_evaluation" => read::<OfCase>(arguments)
            .and_then(|given| answer(app.start_family_evaluation(given.case))),
        "suggest_line" => read::<Suggested>(arguments)
            .and_then(|given| answer(app.suggest_line(given.case, &given.suggestion))),
        "settle_suggestion" => read::<Settled>(arguments).and_then(|given| {
            answer(app.settle_suggestion(given.case, given.record, given.accepted))
        }),
        "note_family_visit" => read::<Visited>(arguments)
            .and_then(|given| answer(app.note_family_visit(given.case, &given.visit))),
        "family_month" => {
            read::<OfMonth>(arguments).and_then(|given| answer(app.family_month(&given.month)))
        }
        _ => answer(app.families()),
    }
}
