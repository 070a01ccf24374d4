//! The day's visits and the boxes.

use tauri::State;
use teren_app::App;
use teren_app::contract::{AddressInput, AttemptKind, CaseView, OverviewView, Problem};
use uuid::Uuid;

#[tauri::command(async)]
pub fn overview(app: State<'_, App>) -> Result<OverviewView, Problem> {
    app.overview()
}

#[tauri::command(async)]
pub fn search(app: State<'_, App>, text: String) -> Result<Vec<CaseView>, Problem> {
    app.search(&text)
}

#[tauri::command(async, rename_all = "snake_case")]
pub fn open_unregistered(
    app: State<'_, App>,
    first_name: String,
    last_name: String,
    address: AddressInput,
    phone: String,
    reason: String,
) -> Result<CaseView, Problem> {
    app.open_unregistered(&first_name, &last_name, address, &phone, &reason)
}

#[tauri::command(async)]
pub fn record_attempt(
    app: State<'_, App>,
    case: Uuid,
    kind: AttemptKind,
    note: String,
) -> Result<CaseView, Problem> {
    app.record_attempt(case, kind, &note)
}
