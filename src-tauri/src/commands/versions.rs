//! Versions of an interview, returns, the plan before the head, and the client's statement.

use tauri::State;
use teren_app::App;
use teren_app::contract::{
    ChangeView, InterviewView, PinInput, PinView, PlanToApprove, Problem, StandingView,
    StatementInput,
};
use uuid::Uuid;

#[tauri::command(async)]
pub fn plans(app: State<'_, App>) -> Result<Vec<PlanToApprove>, Problem> {
    app.plans()
}

#[tauri::command(async)]
pub fn standing(app: State<'_, App>, document: Uuid) -> Result<StandingView, Problem> {
    app.standing(document)
}

#[tauri::command(async)]
pub fn start_correction(
    app: State<'_, App>,
    document: Uuid,
    reason: String,
) -> Result<InterviewView, Problem> {
    app.start_correction(document, &reason)
}

#[tauri::command(async)]
pub fn corrections(app: State<'_, App>, document: Uuid) -> Result<Vec<ChangeView>, Problem> {
    app.corrections(document)
}

#[tauri::command(async)]
pub fn return_interview(
    app: State<'_, App>,
    document: Uuid,
    team: String,
    pins: Vec<PinInput>,
) -> Result<StandingView, Problem> {
    app.return_interview(document, &team, &pins)
}

#[tauri::command(async)]
pub fn withdraw_return(
    app: State<'_, App>,
    document: Uuid,
    record: Uuid,
    reason: String,
) -> Result<StandingView, Problem> {
    app.withdraw_return(document, record, &reason)
}

#[tauri::command(async)]
pub fn answer_pin(
    app: State<'_, App>,
    document: Uuid,
    pin: Uuid,
    text: String,
) -> Result<Vec<PinView>, Problem> {
    app.answer_pin(document, pin, &text)
}

#[tauri::command(async)]
pub fn name_valid(
    app: State<'_, App>,
    document: Uuid,
    seal: Uuid,
    reason: String,
) -> Result<StandingView, Problem> {
    app.name_valid(document, seal, &reason)
}

#[tauri::command(async)]
pub fn withdraw_valid(
    app: State<'_, App>,
    document: Uuid,
    record: Uuid,
    reason: String,
) -> Result<StandingView, Problem> {
    app.withdraw_valid(document, record, &reason)
}

#[tauri::command(async)]
pub fn approve_plan(app: State<'_, App>, document: Uuid) -> Result<StandingView, Problem> {
    app.approve_plan(document)
}

#[tauri::command(async)]
pub fn withdraw_plan_approval(
    app: State<'_, App>,
    document: Uuid,
    reason: String,
) -> Result<StandingView, Problem> {
    app.withdraw_plan_approval(document, &reason)
}

#[tauri::command(async)]
pub fn record_statement(
    app: State<'_, App>,
    document: Uuid,
    statement: StatementInput,
) -> Result<StandingView, Problem> {
    app.record_statement(document, &statement)
}
