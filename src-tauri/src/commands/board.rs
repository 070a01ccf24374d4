//! The coordinator's board.

use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;
use teren_app::App;
use teren_app::contract::{BoardView, FiguresFormat, PeriodView, Problem};

use super::paper::Saved;

#[tauri::command(async)]
pub fn board(app: State<'_, App>) -> Result<BoardView, Problem> {
    app.board()
}

#[tauri::command(async)]
pub fn period_report(app: State<'_, App>, period: String) -> Result<PeriodView, Problem> {
    app.period_report(&period)
}

#[tauri::command(async)]
pub fn save_figures(
    window: AppHandle,
    app: State<'_, App>,
    period: Option<String>,
    format: FiguresFormat,
) -> Result<Option<Saved>, Problem> {
    let (kind, ending) = match format {
        FiguresFormat::Xlsx => ("Excel", "xlsx"),
        FiguresFormat::Csv => ("CSV", "csv"),
    };
    let chosen = window
        .dialog()
        .file()
        .add_filter(kind, &[ending])
        .set_file_name(format!("teren-zestawienie.{ending}"))
        .blocking_save_file();
    let Some(path) = chosen.and_then(|file| file.into_path().ok()) else {
        return Ok(None);
    };
    app.save_figures(period.as_deref(), format, &path)?;
    Ok(Some(Saved { path }))
}
