//! The access log for who may read it, and reading in an emergency.

use tauri::State;
use teren_app::App;
use teren_app::contract::{
    BrokenGlassView, DecisionView, GlassOpenedView, LogPageView, LogSearchInput, Problem,
};
use uuid::Uuid;

#[tauri::command(async)]
pub fn access_log(
    app: State<'_, App>,
    sought: LogSearchInput,
    before: Option<u32>,
) -> Result<LogPageView, Problem> {
    app.access_log(&sought, before)
}

#[tauri::command(async)]
pub fn keep_access_log(app: State<'_, App>, years: u32) -> Result<DecisionView, Problem> {
    app.keep_access_log(years)
}

#[tauri::command(async)]
pub fn break_glass(
    app: State<'_, App>,
    number: String,
    reason: String,
) -> Result<GlassOpenedView, Problem> {
    app.break_glass(&number, &reason)
}

#[tauri::command(async)]
pub fn broken_glass(app: State<'_, App>) -> Result<Vec<BrokenGlassView>, Problem> {
    app.broken_glass()
}

#[tauri::command(async)]
pub fn acknowledge_glass(
    app: State<'_, App>,
    case: Uuid,
    reading: Uuid,
) -> Result<DecisionView, Problem> {
    app.acknowledge_glass(case, reading)
}
