//! The merge desk.

use tauri::State;
use teren_app::App;
use teren_app::contract::{
    AnswerVersionView, DecisionInput, DeskView, Problem, QueueView, TwinsInput,
};
use uuid::Uuid;

#[tauri::command(async)]
pub fn merge_queue(app: State<'_, App>) -> Result<Vec<QueueView>, Problem> {
    app.merge_queue()
}

#[tauri::command(async)]
pub fn merge_desk(app: State<'_, App>, document: Uuid) -> Result<DeskView, Problem> {
    app.merge_desk(document)
}

#[tauri::command(async)]
pub fn decide(app: State<'_, App>, decision: DecisionInput) -> Result<DeskView, Problem> {
    app.decide(&decision)
}

#[tauri::command(async)]
pub fn undo_decision(
    app: State<'_, App>,
    document: Uuid,
    decision: Uuid,
    reason: String,
) -> Result<DeskView, Problem> {
    app.undo_decision(document, decision, &reason)
}

#[tauri::command(async)]
pub fn settle_twins(app: State<'_, App>, twins: TwinsInput) -> Result<DeskView, Problem> {
    app.settle_twins(&twins)
}

#[tauri::command(async)]
pub fn answer_history(
    app: State<'_, App>,
    document: Uuid,
    record: Uuid,
    field: String,
) -> Result<Vec<AnswerVersionView>, Problem> {
    app.answer_history(document, record, &field)
}
