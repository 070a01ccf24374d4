//! Passing matters on, caseloads, and where a case is.

use tauri::State;
use teren_app::App;
use teren_app::contract::{
    ActOutcome, CaseloadView, HandOverView, PassOnChoices, PassOnInput, PassOnState, Problem,
    ShareInput, TimelineView,
};
use uuid::Uuid;

#[tauri::command(async)]
pub fn pass_on_choices(
    app: State<'_, App>,
    case: Uuid,
    document: Option<Uuid>,
    team: Option<String>,
) -> Result<PassOnChoices, Problem> {
    app.pass_on_choices(case, document, team.as_deref())
}

#[tauri::command(async)]
pub fn pass_on(app: State<'_, App>, passed: PassOnInput) -> Result<HandOverView, Problem> {
    app.pass_on(&passed)
}

#[tauri::command(async)]
pub fn hand_overs(app: State<'_, App>) -> Result<Vec<HandOverView>, Problem> {
    app.hand_overs()
}

#[tauri::command(async, rename_all = "snake_case")]
pub fn answer_hand_over(
    app: State<'_, App>,
    case: Uuid,
    hand_over: Uuid,
    state: PassOnState,
    reason: String,
) -> Result<HandOverView, Problem> {
    app.answer_hand_over(case, hand_over, state, &reason)
}

#[tauri::command(async)]
pub fn caseload(app: State<'_, App>, person: Option<Uuid>) -> Result<CaseloadView, Problem> {
    app.caseload(person)
}

#[tauri::command(async)]
pub fn hand_over_caseload(
    app: State<'_, App>,
    person: Uuid,
    shares: Vec<ShareInput>,
    reason: String,
) -> Result<ActOutcome, Problem> {
    app.hand_over_caseload(person, &shares, &reason)
}

#[tauri::command(async, rename_all = "snake_case")]
pub fn admit_left_work(
    app: State<'_, App>,
    case: Uuid,
    hand_over: Uuid,
) -> Result<ActOutcome, Problem> {
    app.admit_left_work(case, hand_over)
}

#[tauri::command(async)]
pub fn timeline(app: State<'_, App>, case: Uuid) -> Result<TimelineView, Problem> {
    app.timeline(case)
}
