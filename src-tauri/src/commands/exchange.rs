//! Exchange with the office, over the network or by a courier file whose place the person chooses.

use std::path::PathBuf;

use serde::Serialize;
use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;
use teren_app::App;
use teren_app::contract::{ExchangeView, Problem};

#[derive(Serialize)]
pub struct Written {
    pub path: PathBuf,
}

#[tauri::command(async)]
pub fn exchange(app: State<'_, App>) -> Result<ExchangeView, Problem> {
    app.exchange()
}

#[tauri::command(async)]
pub fn exchange_status(app: State<'_, App>) -> Result<ExchangeView, Problem> {
    app.exchange_status()
}

#[tauri::command(async)]
pub fn courier_write(window: AppHandle, app: State<'_, App>) -> Result<Option<Written>, Problem> {
    let chosen = window
        .dialog()
        .file()
        .set_file_name("teren-kurier.teren")
        .blocking_save_file();
    let Some(path) = chosen.and_then(|file| file.into_path().ok()) else {
        return Ok(None);
    };
    app.courier_write(&path)?;
    Ok(Some(Written { path }))
}

#[tauri::command(async)]
pub fn courier_read(
    window: AppHandle,
    app: State<'_, App>,
) -> Result<Option<ExchangeView>, Problem> {
    let chosen = window
        .dialog()
        .file()
        .add_filter("Teren", &["teren"])
        .blocking_pick_file();
    match chosen.and_then(|file| file.into_path().ok()) {
        Some(path) => app.courier_read(&path).map(Some),
        None => Ok(None),
    }
}
