//! First contact and the team inbox.

use tauri::State;
use teren_app::App;
use teren_app::contract::{
    ActOutcome, AssignmentView, CaseView, EntryView, InboxView, Problem, ReportChoices, ReportInput,
};
use uuid::Uuid;

#[tauri::command(async)]
pub fn report_choices(app: State<'_, App>) -> Result<ReportChoices, Problem> {
    app.report_choices()
}

#[tauri::command(async)]
pub fn preview_entry(app: State<'_, App>, report: ReportInput) -> Result<EntryView, Problem> {
    app.preview_entry(&report)
}

#[tauri::command(async)]
pub fn register_report(app: State<'_, App>, report: ReportInput) -> Result<CaseView, Problem> {
    app.register_report(&report)
}

#[tauri::command(async)]
pub fn assign_visit(
    app: State<'_, App>,
    case: Uuid,
    person: Uuid,
) -> Result<AssignmentView, Problem> {
    app.assign_visit(case, person)
}

#[tauri::command(async)]
pub fn inbox(app: State<'_, App>) -> Result<Vec<InboxView>, Problem> {
    app.inbox()
}

#[tauri::command(async)]
pub fn take(
    app: State<'_, App>,
    case: Uuid,
    document: Uuid,
    team: String,
) -> Result<InboxView, Problem> {
    app.take(case, document, &team)
}

#[tauri::command(async)]
pub fn finish_work(
    app: State<'_, App>,
    case: Uuid,
    document: Uuid,
    team: String,
) -> Result<ActOutcome, Problem> {
    app.finish_work(case, document, &team)
}
