//! Terms of cases, and what became of a ruling that somebody waits for.

use tauri::State;
use teren_app::App;
use teren_app::contract::{AgendaView, CaseTermsView, Problem, RulingInput};
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
pub fn agenda(app: State<'_, App>, whole: bool) -> Result<AgendaView, Problem> {
    app.agenda(whole)
}
