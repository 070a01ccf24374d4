//! What the office holds back, and what came after an approval.

use tauri::State;
use teren_app::App;
use teren_app::contract::{
    DecisionView, FieldKey, HeldContentView, HeldListView, HeldWay, InterviewView, Problem,
};
use uuid::Uuid;

#[tauri::command(async)]
pub fn held_back(app: State<'_, App>) -> Result<HeldListView, Problem> {
    app.held_back()
}

#[tauri::command(async)]
pub fn open_held(app: State<'_, App>, case: Uuid, held: Uuid) -> Result<HeldContentView, Problem> {
    app.open_held(case, held)
}

#[tauri::command(async)]
pub fn decide_held(
    app: State<'_, App>,
    case: Uuid,
    held: Uuid,
    way: HeldWay,
    reason: String,
) -> Result<DecisionView, Problem> {
    app.decide_held(case, held, way, &reason)
}

#[tauri::command(async)]
pub fn correct_from_late(
    app: State<'_, App>,
    document: Uuid,
    answers: Vec<FieldKey>,
    reason: String,
) -> Result<InterviewView, Problem> {
    app.correct_from_late(document, &answers, &reason)
}
