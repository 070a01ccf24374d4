//! The access log for who may read it.

use tauri::State;
use teren_app::App;
use teren_app::contract::{DecisionView, LogPageView, LogSearchInput, Problem};

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
