//! Other centres: files whose places the person chooses.

use std::path::PathBuf;

use tauri::{AppHandle, State};
use tauri_plugin_dialog::{DialogExt, FilePath};
use teren_app::App;
use teren_app::contract::{
    PartnerFileView, PartnerView, PartnersView, PassableInput, PassableView, Problem,
};
use uuid::Uuid;

use super::paper::Saved;

#[tauri::command(async)]
pub fn partners(app: State<'_, App>) -> Result<PartnersView, Problem> {
    app.partners()
}

#[tauri::command(async)]
pub fn save_own_card(window: AppHandle, app: State<'_, App>) -> Result<Option<Saved>, Problem> {
    let Some(path) = place_for(&window, "teren-osrodek.txt") else {
        return Ok(None);
    };
    app.save_own_card(&path)?;
    Ok(Some(Saved { path }))
}

#[tauri::command(async)]
pub fn add_partner(app: State<'_, App>, card: String) -> Result<PartnerView, Problem> {
    app.add_partner(&card)
}

#[tauri::command(async)]
pub fn confirm_partner(
    app: State<'_, App>,
    centre: Uuid,
    heard: String,
) -> Result<PartnerView, Problem> {
    app.confirm_partner(centre, &heard)
}

#[tauri::command(async)]
pub fn passable(app: State<'_, App>, case: Uuid) -> Result<PassableView, Problem> {
    app.passable(case)
}

/// The name offered says nothing of the family.
#[tauri::command(async)]
pub fn send_to_partner(
    window: AppHandle,
    app: State<'_, App>,
    input: PassableInput,
) -> Result<Option<Saved>, Problem> {
    let Some(path) = place_for(&window, "teren-sprawa.teren") else {
        return Ok(None);
    };
    app.send_to_partner(&input, &path)?;
    Ok(Some(Saved { path }))
}

/// Nothing where the person chose no file.
#[tauri::command(async)]
pub fn open_partner_file(
    window: AppHandle,
    app: State<'_, App>,
) -> Result<Option<PartnerFileView>, Problem> {
    let chosen = window
        .dialog()
        .file()
        .add_filter("Teren", &["teren", "txt"])
        .blocking_pick_file();
    match path_of(chosen) {
        Some(path) => app.open_partner_file(&path).map(Some),
        None => Ok(None),
    }
}

#[tauri::command(async)]
pub fn answer_partner_file(
    window: AppHandle,
    app: State<'_, App>,
    accepted: bool,
    reason: String,
) -> Result<Option<Saved>, Problem> {
    let Some(path) = place_for(&window, "teren-odpowiedz.teren") else {
        return Ok(None);
    };
    app.answer_partner_file(accepted, &reason, &path)?;
    Ok(Some(Saved { path }))
}

fn place_for(window: &AppHandle, name: &str) -> Option<PathBuf> {
    let chosen = window.dialog().file().set_file_name(name);
    path_of(chosen.blocking_save_file())
}

fn path_of(chosen: Option<FilePath>) -> Option<PathBuf> {
    chosen.and_then(|file| file.into_path().ok())
}
