//! A family's asystent: request, consent, assignment, end.

use tauri::State;
use teren_app::App;
use teren_app::contract::{
    AssignedAnswer, AssistanceEndInput, AssistanceRequestInput, AssistanceRequestView,
    CaseAssistanceView, ConsentInput, FamiliesView, FamilyPlanView, FamilyVisitInput,
    InterviewView, MonthView, Problem, SuggestionInput,
};
use uuid::Uuid;

#[tauri::command(async)]
pub fn case_assistance(app: State<'_, App>, case: Uuid) -> Result<CaseAssistanceView, Problem> {
    app.case_assistance(case)
}

#[tauri::command(async)]
pub fn request_assistance(
    app: State<'_, App>,
    case: Uuid,
    request: AssistanceRequestInput,
) -> Result<CaseAssistanceView, Problem> {
    app.request_assistance(case, &request)
}

#[tauri::command(async)]
pub fn record_consent(
    app: State<'_, App>,
    case: Uuid,
    record: Uuid,
    consent: ConsentInput,
) -> Result<CaseAssistanceView, Problem> {
    app.record_consent(case, record, &consent)
}

#[tauri::command(async)]
pub fn assign_assistant(
    app: State<'_, App>,
    case: Uuid,
    record: Uuid,
    assistant: Uuid,
) -> Result<AssignedAnswer, Problem> {
    app.assign_assistant(case, record, assistant)
}

#[tauri::command(async)]
pub fn assign_coordinator(
    app: State<'_, App>,
    case: Uuid,
    record: Uuid,
    coordinator: Option<Uuid>,
) -> Result<AssignedAnswer, Problem> {
    app.assign_coordinator(case, record, coordinator)
}

#[tauri::command(async)]
pub fn end_assistance(
    app: State<'_, App>,
    case: Uuid,
    record: Uuid,
    end: AssistanceEndInput,
) -> Result<CaseAssistanceView, Problem> {
    app.end_assistance(case, record, &end)
}

#[tauri::command(async)]
pub fn assistance_requests(app: State<'_, App>) -> Result<Vec<AssistanceRequestView>, Problem> {
    app.assistance_requests()
}

#[tauri::command(async)]
pub fn families(app: State<'_, App>) -> Result<FamiliesView, Problem> {
    app.families()
}

#[tauri::command(async)]
pub fn family_plan(app: State<'_, App>, case: Uuid) -> Result<FamilyPlanView, Problem> {
    app.family_plan(case)
}

#[tauri::command(async)]
pub fn start_family_plan(app: State<'_, App>, case: Uuid) -> Result<InterviewView, Problem> {
    app.start_family_plan(case)
}

#[tauri::command(async)]
pub fn start_family_evaluation(app: State<'_, App>, case: Uuid) -> Result<InterviewView, Problem> {
    app.start_family_evaluation(case)
}

#[tauri::command(async)]
pub fn suggest_line(
    app: State<'_, App>,
    case: Uuid,
    suggestion: SuggestionInput,
) -> Result<FamilyPlanView, Problem> {
    app.suggest_line(case, &suggestion)
}

#[tauri::command(async)]
pub fn settle_suggestion(
    app: State<'_, App>,
    case: Uuid,
    record: Uuid,
    accepted: bool,
) -> Result<FamilyPlanView, Problem> {
    app.settle_suggestion(case, record, accepted)
}

#[tauri::command(async)]
pub fn note_family_visit(
    app: State<'_, App>,
    case: Uuid,
    visit: FamilyVisitInput,
) -> Result<FamilyPlanView, Problem> {
    app.note_family_visit(case, &visit)
}

#[tauri::command(async)]
pub fn family_month(app: State<'_, App>, month: String) -> Result<MonthView, Problem> {
    app.family_month(&month)
}
