//! Files that may be of one family.

use tauri::State;
use teren_app::App;
use teren_app::contract::{
    AlikeView, DecisionView, FieldChoiceInput, JoinedFamilyView, JointEditsView, LookedAgainView,
    PeopleFoundView, Problem,
};
use uuid::Uuid;

#[tauri::command(async)]
pub fn alike(app: State<'_, App>) -> Result<AlikeView, Problem> {
    app.alike()
}

#[tauri::command(async)]
pub fn look_for_alike(app: State<'_, App>, case: Option<Uuid>) -> Result<LookedAgainView, Problem> {
    app.look_for_alike(case)
}

#[tauri::command(async)]
pub fn search_people(
    app: State<'_, App>,
    given: String,
    surname: String,
    born: String,
    pesel: String,
    address: String,
) -> Result<PeopleFoundView, Problem> {
    app.search_people(&given, &surname, &born, &pesel, &address)
}

#[tauri::command(async)]
pub fn joined_family(app: State<'_, App>, case: Uuid) -> Result<JoinedFamilyView, Problem> {
    app.joined_family(case)
}

#[tauri::command(async)]
pub fn joint_edits(app: State<'_, App>, case: Uuid, link: Uuid) -> Result<JointEditsView, Problem> {
    app.joint_edits(case, link)
}

#[tauri::command(async)]
pub fn link_files(
    app: State<'_, App>,
    one: Uuid,
    other: Uuid,
    reason: String,
    choices: Vec<FieldChoiceInput>,
) -> Result<DecisionView, Problem> {
    app.link_files(one, other, &reason, &choices)
}

#[tauri::command(async)]
pub fn unlink_files(
    app: State<'_, App>,
    one: Uuid,
    other: Uuid,
    reason: String,
) -> Result<DecisionView, Problem> {
    app.unlink_files(one, other, &reason)
}

#[tauri::command(async)]
pub fn keep_apart(
    app: State<'_, App>,
    one: Uuid,
    other: Uuid,
    reason: String,
) -> Result<DecisionView, Problem> {
    app.keep_apart(one, other, &reason)
}
