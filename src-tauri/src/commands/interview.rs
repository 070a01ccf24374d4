//! Filling, reviewing, approving and reading an interview.

use serde_json::Value;
use tauri::State;
use teren_app::App;
use teren_app::contract::{
    AssessmentView, ChangeView, DocumentView, FieldKey, InterviewView, PlaceView, Problem,
    PurposeView, RecordView, ReviewView, SavedView, SealView, StatusView, SygnaturaCheck,
};
use uuid::Uuid;

#[tauri::command(async)]
pub fn purposes(app: State<'_, App>, case: Uuid) -> Result<Vec<PurposeView>, Problem> {
    app.purposes(case)
}

#[tauri::command(async)]
pub fn start_interview(
    app: State<'_, App>,
    case: Uuid,
    purpose: Option<String>,
) -> Result<InterviewView, Problem> {
    app.start_interview(case, purpose.as_deref())
}

#[tauri::command(async)]
pub fn continue_interview(
    app: State<'_, App>,
    case: Uuid,
    purpose: String,
    earlier: Uuid,
) -> Result<InterviewView, Problem> {
    app.continue_interview(case, &purpose, earlier)
}

#[tauri::command(async)]
pub fn open_interview(app: State<'_, App>, document: Uuid) -> Result<InterviewView, Problem> {
    app.open_interview(document)
}

#[tauri::command(async)]
pub fn save_answer(
    app: State<'_, App>,
    document: Uuid,
    record: Uuid,
    field: String,
    value: Value,
) -> Result<SavedView, Problem> {
    app.save_answer(document, record, &field, value)
}

#[tauri::command(async)]
pub fn leave_field(app: State<'_, App>, document: Uuid) -> Result<(), Problem> {
    app.leave_field(document)
}

#[tauri::command(async)]
pub fn add_record(
    app: State<'_, App>,
    document: Uuid,
    kind: String,
    parent: Option<Uuid>,
) -> Result<RecordView, Problem> {
    app.add_record(document, &kind, parent)
}

#[tauri::command(async)]
pub fn remove_record(
    app: State<'_, App>,
    document: Uuid,
    record: Uuid,
) -> Result<SavedView, Problem> {
    app.remove_record(document, record)
}

#[tauri::command(async)]
pub fn restore_record(
    app: State<'_, App>,
    document: Uuid,
    record: Uuid,
    row: Value,
) -> Result<SavedView, Problem> {
    app.restore_record(document, record, &row)
}

#[tauri::command(async)]
pub fn remember_place(app: State<'_, App>, place: PlaceView) -> Result<(), Problem> {
    app.remember_place(&place)
}

#[tauri::command(async)]
pub fn review(app: State<'_, App>, document: Uuid) -> Result<ReviewView, Problem> {
    app.review(document)
}

#[tauri::command(async)]
pub fn approve(app: State<'_, App>, document: Uuid) -> Result<SealView, Problem> {
    app.approve(document)
}

#[tauri::command(async)]
pub fn share(app: State<'_, App>, document: Uuid) -> Result<StatusView, Problem> {
    app.share(document)
}

#[tauri::command(async)]
pub fn verify_sygnatura(app: State<'_, App>, sygnatura: String) -> Result<SygnaturaCheck, Problem> {
    app.verify_sygnatura(&sygnatura)
}

#[tauri::command(async)]
pub fn read_document(app: State<'_, App>, document: Uuid) -> Result<DocumentView, Problem> {
    app.read_document(document)
}

#[tauri::command(async)]
pub fn assessment(app: State<'_, App>, document: Uuid) -> Result<AssessmentView, Problem> {
    app.assessment(document)
}

#[tauri::command(async)]
pub fn confirm_carried(
    app: State<'_, App>,
    document: Uuid,
    answers: Vec<FieldKey>,
    current: bool,
) -> Result<SavedView, Problem> {
    app.confirm_carried(document, &answers, current)
}

#[tauri::command(async)]
pub fn changes(app: State<'_, App>, document: Uuid) -> Result<Vec<ChangeView>, Problem> {
    app.changes(document)
}
