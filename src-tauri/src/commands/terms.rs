//! Terms of cases, what became of a ruling that somebody waits for, and lasting help that ended.

use tauri::State;
use teren_app::App;
use teren_app::contract::{AgendaView, CaseTermsView, HelpEndInput, Problem, RulingInput};
use uuid::Uuid;

#[tauri::command(async)]
pub fn case_terms(app: State<'_, App>, case: Uuid) -> Result<CaseTermsView, Problem> {
    app.case_terms(case)
}

#[tauri::command(async)]
pub fn record_ruling(
    app: State<'_, App>,
    case: Uuid,
    ruling: RulingInput,
) -> Result<CaseTermsView, Problem> {
    app.record_ruling(case, &ruling)
}

#[tauri::command(async)]
pub fn end_help(
    app: State<'_, App>,
    case: Uuid,
    end: HelpEndInput,
) -> Result<CaseTermsView, Problem> {
    app.end_help(case, &end)
}

#[tauri::command(async)]
pub fn agenda(app: State<'_, App>, whole: bool) -> Result<AgendaView, Problem> {
    app.agenda(whole)
}
