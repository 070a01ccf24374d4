//! The organisation of the centre and its rules.

use tauri::State;
use teren_app::App;
use teren_app::contract::{
    AuthorisationInput, DecisionView, ExaminedView, OrganisationDraft, OrganisationView, Problem,
    ReplayView,
};
use uuid::Uuid;

#[tauri::command(async)]
pub fn organisation(app: State<'_, App>) -> Result<OrganisationView, Problem> {
    app.organisation()
}

#[tauri::command(async)]
pub fn examine_rules(
    app: State<'_, App>,
    draft: OrganisationDraft,
) -> Result<ExaminedView, Problem> {
    app.examine_rules(&draft)
}

#[tauri::command(async)]
pub fn replay_rules(app: State<'_, App>, draft: OrganisationDraft) -> Result<ReplayView, Problem> {
    app.replay_rules(&draft)
}

#[tauri::command(async)]
pub fn propose_structure(
    app: State<'_, App>,
    draft: OrganisationDraft,
    based_on: String,
    valid_from: String,
    reason: String,
) -> Result<DecisionView, Problem> {
    app.propose_structure(&draft, &based_on, &valid_from, &reason)
}

#[tauri::command(async)]
pub fn place_member(
    app: State<'_, App>,
    person: Uuid,
    teams: Vec<String>,
) -> Result<DecisionView, Problem> {
    app.place_member(person, &teams)
}

#[tauri::command(async)]
pub fn authorise(
    app: State<'_, App>,
    person: Uuid,
    authorisation: AuthorisationInput,
) -> Result<DecisionView, Problem> {
    app.authorise(person, &authorisation)
}
