//! Unlocking, enrolment, a forgotten passphrase, practice.

use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;
use teren_app::App;
use teren_app::contract::{Problem, ProfileView, SessionView};
use uuid::Uuid;

use super::exchange::Written;

#[tauri::command(async)]
pub fn profiles(app: State<'_, App>) -> Result<Vec<ProfileView>, Problem> {
    app.profiles()
}

#[tauri::command(async)]
pub fn enrol(
    app: State<'_, App>,
    code: String,
    passphrase: String,
) -> Result<SessionView, Problem> {
    app.enrol(&code, &passphrase)
}

#[tauri::command(async)]
pub fn unlock(
    app: State<'_, App>,
    profile: Uuid,
    passphrase: String,
) -> Result<SessionView, Problem> {
    app.unlock(profile, &passphrase)
}

#[tauri::command(async)]
pub fn ask_recovery(
    window: AppHandle,
    app: State<'_, App>,
    profile: Uuid,
) -> Result<Option<Written>, Problem> {
    let chosen = window
        .dialog()
        .file()
        .set_file_name("prosba-o-haslo.teren")
        .blocking_save_file();
    let Some(path) = chosen.and_then(|file| file.into_path().ok()) else {
        return Ok(None);
    };
    app.ask_recovery(profile, &path)?;
    Ok(Some(Written { path }))
}

#[tauri::command(async)]
pub fn recover(
    window: AppHandle,
    app: State<'_, App>,
    profile: Uuid,
    code: String,
    passphrase: String,
) -> Result<Option<SessionView>, Problem> {
    let chosen = window
        .dialog()
        .file()
        .add_filter("Teren", &["teren"])
        .blocking_pick_file();
    match chosen.and_then(|file| file.into_path().ok()) {
        Some(path) => app.recover(profile, &path, &code, &passphrase).map(Some),
        None => Ok(None),
    }
}

#[tauri::command(async)]
pub fn lock(app: State<'_, App>) -> Result<(), Problem> {
    app.lock()
}

#[tauri::command(async)]
pub fn session(app: State<'_, App>) -> Result<Option<SessionView>, Problem> {
    app.session()
}

#[tauri::command(async)]
pub fn start_practice(app: State<'_, App>, passphrase: String) -> Result<SessionView, Problem> {
    app.start_practice(&passphrase)
}
