//! A family's asystent: the request, the family's consent, the assignment, and the end of the work.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::contract::{DecisionView, EvaluationDueView, LabelView};

/// What is known of assistance to the family of a case.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CaseAssistanceView {
    pub case: Uuid,
    /// The last one first.
    pub assistances: Vec<AssistanceView>,
    pub may_request: bool,
    /// Whom the head may assign; empty for everybody else.
    pub assistants: Vec<AssistantView>,
    /// To whom the head may give the plan as its koordynator; empty for everybody else. The id is the person's.
    pub coordinators: Vec<LabelView>,
    pub end_reasons: Vec<LabelView>,
    /// The family's plan is outside this person's authority.
    pub withheld: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AssistanceView {
    pub record: Uuid,
    /// Art. 11 ust. 1a: assigned without choice.
    pub obligatory: bool,
    pub requested_by: String,
    /// Local ISO date and time.
    pub requested_at: String,
    /// Empty where this person may not know it.
    pub analysis: String,
    pub consent: Option<ConsentView>,
    /// Who works with the family now.
    pub assistant: Option<String>,
    /// Everybody who was assigned, the last one last.
    pub assigned: Vec<AssignedView>,
    /// The koordynator of the plan now.
    pub coordinator: Option<String>,
    /// Everybody who was it, the last one last.
    pub coordinated: Vec<CoordinatedView>,
    pub ended: Option<AssistanceEndView>,
    /// What an assignment waits for.
    pub waits_for: Option<AssistanceWaits>,
    pub may_record_consent: bool,
    pub may_assign: bool,
    pub may_coordinate: bool,
    pub may_end: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum AssistanceWaits {
    NoConsent,
    Refused,
    Ended,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ConsentView {
    pub given: bool,
    /// ISO date on the paper.
    pub on: String,
    pub by: String,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AssignedView {
    pub assistant: String,
    pub by: String,
    pub at: String,
}

/// A koordynator rodzinnej pieczy zastępczej of the plan.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CoordinatedView {
    pub coordinator: String,
    pub by: String,
    pub at: String,
    /// When it was over.
    pub ended_at: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AssistanceEndView {
    pub on: String,
    pub reason: String,
    pub monitored_until: Option<String>,
    pub by: String,
}

/// An asystent against the statutory limit of families.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AssistantView {
    pub person: Uuid,
    pub name: String,
    pub families: u32,
    pub limit: Option<u32>,
    /// Nearly full.
    pub warns: bool,
    pub full: bool,
}

/// A request that the head has not answered.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AssistanceRequestView {
    pub case: Uuid,
    pub name: String,
    pub record: Uuid,
    pub obligatory: bool,
    pub requested_by: String,
    pub requested_at: String,
    pub waits_for: Option<AssistanceWaits>,
}

/// A family that an asystent works with, or watches after the work.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FamilyView {
    pub case: Uuid,
    pub name: String,
    pub address: String,
    pub phone: String,
    /// Local ISO date of the assignment.
    pub since: String,
    /// This person has only the plan, as its koordynator.
    pub coordinates: bool,
    pub consent: Option<ConsentView>,
    pub ended_on: Option<String>,
    pub monitored_until: Option<String>,
    pub plan: PlanStanding,
    /// Lines that others propose and that wait.
    pub suggestions: u32,
    pub evaluation_due: Option<EvaluationDueView>,
}

/// How far the plan of a family is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum PlanStanding {
    None,
    InWork,
    Agreed,
    /// Agreed, and a new version is written.
    Changed,
}

/// The families of an asystent with her load.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FamiliesView {
    pub families: Vec<FamilyView>,
    /// None of who is no asystent.
    pub load: Option<AssistantView>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AssistanceRequestInput {
    pub analysis: String,
    pub obligatory: bool,
    /// Where the family has said it already.
    pub consent: Option<ConsentInput>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ConsentInput {
    pub given: bool,
    pub on: String,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AssistanceEndInput {
    pub on: String,
    /// Id of one of the reasons.
    pub reason: String,
    pub monitored_until: Option<String>,
}

/// What the office said of an assignment, and how the case stands now.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AssignedAnswer {
    pub decision: DecisionView,
    pub view: CaseAssistanceView,
}
