//! The file for technical support.

use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;
use teren_app::App;
use teren_app::contract::{CallNote, Problem};

use super::paper::Saved;

#[tauri::command(async)]
pub fn save_support(
    window: AppHandle,
    app: State<'_, App>,
    calls: Vec<CallNote>,
) -> Result<Option<Saved>, Problem> {
    let chosen = window
        .dialog()
        .file()
        .add_filter("JSON", &["json"])
        .set_file_name("teren-pomoc-techniczna.json")
        .blocking_save_file();
    let Some(path) = chosen.and_then(|file| file.into_path().ok()) else {
        return Ok(None);
    };
    app.save_support(&calls, &path)?;
    Ok(Some(Saved { path }))
}
