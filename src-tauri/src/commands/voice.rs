//! Voice notes: the page asks for them, and never hears the microphone itself.

use tauri::State;
use teren_app::App;
use teren_app::contract::{FamilyPlanView, Problem, VoiceView};
use uuid::Uuid;

#[tauri::command(async)]
pub fn start_recording(
    app: State<'_, App>,
    case: Uuid,
    visit: Option<Uuid>,
    line: Option<Uuid>,
) -> Result<VoiceView, Problem> {
    app.start_recording(case, visit, line)
}

#[tauri::command(async)]
pub fn voice(app: State<'_, App>) -> Result<VoiceView, Problem> {
    Ok(app.voice())
}

#[tauri::command(async)]
pub fn stop_recording(app: State<'_, App>, case: Uuid) -> Result<FamilyPlanView, Problem> {
    app.stop_recording(case)
}

#[tauri::command(async)]
pub fn play_voice_note(
    app: State<'_, App>,
    case: Uuid,
    record: Uuid,
) -> Result<VoiceView, Problem> {
    app.play_voice_note(case, record)
}

#[tauri::command(async)]
pub fn stop_voice_note(app: State<'_, App>) -> Result<VoiceView, Problem> {
    Ok(app.stop_voice_note())
}

#[tauri::command(async)]
pub fn remove_voice_note(
    app: State<'_, App>,
    case: Uuid,
    record: Uuid,
) -> Result<FamilyPlanView, Problem> {
    app.remove_voice_note(case, record)
}

#[tauri::command(async)]
pub fn restore_voice_note(
    app: State<'_, App>,
    case: Uuid,
    record: Uuid,
) -> Result<FamilyPlanView, Problem> {
    app.restore_voice_note(case, record)
}
