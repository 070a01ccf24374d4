//! Papers: their pages on screen, the printer, and a file whose place the person chooses.

use std::path::PathBuf;

use serde::Serialize;
use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;
use teren_app::App;
use teren_app::contract::{
    BlankView, DataFormat, PaperKey, PaperView, PictureView, Problem, SheetView,
};
use uuid::Uuid;

#[derive(Serialize)]
pub struct Saved {
    pub path: PathBuf,
}

#[tauri::command(async)]
pub fn papers(app: State<'_, App>, document: Uuid) -> Result<Vec<PaperView>, Problem> {
    app.papers(document)
}

#[tauri::command(async)]
pub fn paper_pictures(
    app: State<'_, App>,
    paper: PaperKey,
    pixels: f64,
) -> Result<Vec<PictureView>, Problem> {
    app.paper_pictures(&paper, pixels)
}

#[tauri::command(async)]
pub fn print_paper(app: State<'_, App>, paper: PaperKey) -> Result<(), Problem> {
    app.print_paper(&paper)
}

/// The name offered says nothing of the person.
#[tauri::command(async)]
pub fn save_paper(
    window: AppHandle,
    app: State<'_, App>,
    paper: PaperKey,
) -> Result<Option<Saved>, Problem> {
    let chosen = window
        .dialog()
        .file()
        .add_filter("PDF", &["pdf"])
        .set_file_name("teren-wydruk.pdf")
        .blocking_save_file();
    let Some(path) = chosen.and_then(|file| file.into_path().ok()) else {
        return Ok(None);
    };
    app.save_paper(&paper, &path)?;
    Ok(Some(Saved { path }))
}

#[tauri::command(async)]
pub fn save_data(
    window: AppHandle,
    app: State<'_, App>,
    document: Uuid,
    format: DataFormat,
) -> Result<Option<Saved>, Problem> {
    let (kind, ending) = match format {
        DataFormat::Json => ("JSON", "json"),
        DataFormat::Xml => ("XML", "xml"),
    };
    let chosen = window
        .dialog()
        .file()
        .add_filter(kind, &[ending])
        .set_file_name(format!("teren-wywiad.{ending}"))
        .blocking_save_file();
    let Some(path) = chosen.and_then(|file| file.into_path().ok()) else {
        return Ok(None);
    };
    app.save_data(document, format, &path)?;
    Ok(Some(Saved { path }))
}

#[tauri::command(async)]
pub fn sheet(app: State<'_, App>, document: Uuid) -> Result<SheetView, Problem> {
    app.sheet(document)
}

#[tauri::command(async)]
pub fn blank_forms(app: State<'_, App>) -> Result<Vec<BlankView>, Problem> {
    app.blank_forms()
}
