//! Unlocking, enrolment, practice.

use tauri::State;
use teren_app::App;
use teren_app::contract::{Problem, ProfileView, SessionView};
use uuid::Uuid;

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
