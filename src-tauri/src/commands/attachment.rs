//! Attachments: files the person chooses, looked at in memory, saved where she says.

use std::path::PathBuf;

use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;
use teren_app::App;
use teren_app::contract::{AttachmentContent, AttachmentInput, AttachmentsView, Problem};
use uuid::Uuid;

use super::paper::Saved;

#[tauri::command(async)]
pub fn attachments(app: State<'_, App>, document: Uuid) -> Result<AttachmentsView, Problem> {
    app.attachments(document)
}

/// Nothing where the person chose no file.
#[tauri::command(async)]
pub fn add_attachment(
    window: AppHandle,
    app: State<'_, App>,
    document: Uuid,
    input: AttachmentInput,
) -> Result<Option<AttachmentsView>, Problem> {
    let chosen = window
        .dialog()
        .file()
        .add_filter("JPEG, PNG, PDF", &["jpg", "jpeg", "png", "pdf"])
        .blocking_pick_file();
    match path_of(chosen) {
        Some(path) => app.add_attachment(document, &input, &path).map(Some),
        None => Ok(None),
    }
}

#[tauri::command(async)]
pub fn remove_attachment(
    app: State<'_, App>,
    document: Uuid,
    record: Uuid,
) -> Result<AttachmentsView, Problem> {
    app.remove_attachment(document, record)
}

#[tauri::command(async)]
pub fn read_attachment(
    app: State<'_, App>,
    document: Uuid,
    record: Uuid,
) -> Result<AttachmentContent, Problem> {
    app.read_attachment(document, record)
}

/// The name offered says nothing of the person.
#[tauri::command(async)]
pub fn save_attachment(
    window: AppHandle,
    app: State<'_, App>,
    document: Uuid,
    record: Uuid,
) -> Result<Option<Saved>, Problem> {
    let ending = app.attachment_ending(document, record)?;
    let chosen = window
        .dialog()
        .file()
        .add_filter(ending.to_uppercase(), &[ending])
        .set_file_name(format!("teren-zalacznik.{ending}"))
        .blocking_save_file();
    let Some(path) = path_of(chosen) else {
        return Ok(None);
    };
    app.save_attachment(document, record, &path)?;
    Ok(Some(Saved { path }))
}

fn path_of(chosen: Option<tauri_plugin_dialog::FilePath>) -> Option<PathBuf> {
    chosen.and_then(|file| file.into_path().ok())
}
