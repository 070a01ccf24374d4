//! Plan pracy z rodziną: its lines with whose they are, what others propose, visits, evaluations.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::contract::{FieldView, LabelView, VoiceNoteView};

/// The plan of a family as those who carry it see it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FamilyPlanView {
    pub case: Uuid,
    pub name: String,
    pub assistant: Option<String>,
    /// The koordynator rodzinnej pieczy zastępczej: who has the plan, else whom it names.
    pub coordinator: Option<String>,
    /// A child is in piecza zastępcza, and there is no koordynator yet.
    pub lacks_coordinator: bool,
    /// Whose lines are shown: the version in work, else the one agreed last.
    pub document: Option<Uuid>,
    /// The version shown is still written.
    pub in_work: bool,
    pub main_goal: String,
    /// ISO dates of the plan's period; `None` while it has none.
    pub from: Option<String>,
    pub until: Option<String>,
    /// Answers of the version in work that two people wrote apart.
    pub conflicts: u32,
    /// Agreed versions, the last one first.
    pub agreed: Vec<AgreedPlanView>,
    pub groups: Vec<PlanGroupView>,
    /// The last one first.
    pub visits: Vec<FamilyVisitView>,
    /// A visit of this person that she has spoken on and not written down.
    pub unwritten: Option<UnwrittenVisitView>,
    /// The last one first; the one in work is among them.
    pub evaluations: Vec<FamilyEvaluationView>,
    pub evaluation_due: Option<EvaluationDueView>,
    pub line_states: Vec<LabelView>,
    pub may_start: bool,
    /// A new version of the plan agreed last.
    pub may_change: bool,
    pub may_suggest: bool,
    pub may_visit: bool,
    pub may_evaluate: bool,
    /// The plan is outside this person's authority.
    pub withheld: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AgreedPlanView {
    pub document: Uuid,
    pub number: u32,
    /// Local ISO date and time.
    pub at: String,
    pub by: String,
    /// The version that holds.
    pub valid: bool,
    /// It follows an earlier version, from which its differences can be shown.
    pub follows: bool,
}

/// Lines of one kind.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PlanGroupView {
    pub kind: String,
    pub title: String,
    pub lines: Vec<PlanLineView>,
    /// Proposed lines that are not in the plan.
    pub proposed: Vec<SuggestionView>,
    /// Columns of a line, for proposing one.
    pub columns: Vec<FieldView>,
    /// Something is done in it: a visit says how it stands.
    pub acted: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PlanLineView {
    pub record: Uuid,
    pub title: String,
    pub details: Vec<PlanDetailView>,
    /// Columns as they stand, for proposing others.
    pub columns: BTreeMap<String, String>,
    /// Who wrote the line first.
    pub by: String,
    /// Who wrote it last, when that is somebody else.
    pub changed_by: Option<String>,
    /// What the last visit that spoke of it said.
    pub state: Option<LineNoteView>,
    pub suggestions: Vec<SuggestionView>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PlanDetailView {
    pub label: String,
    pub text: String,
}

/// What somebody proposes, not settled yet.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SuggestionView {
    pub record: Uuid,
    pub by: String,
    /// Local ISO date and time.
    pub at: String,
    pub changes: Vec<SuggestedChangeView>,
    /// It may be taken into the version in work.
    pub may_accept: bool,
    pub may_refuse: bool,
    /// It is this person's own.
    pub own: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SuggestedChangeView {
    pub label: String,
    /// Empty where nothing stands.
    pub before: String,
    pub after: String,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FamilyVisitView {
    pub record: Uuid,
    /// ISO date.
    pub on: String,
    pub by: String,
    /// It is this person's own.
    pub own: bool,
    pub note: String,
    pub lines: Vec<LineNoteView>,
    /// The oldest first.
    pub voice: Vec<VoiceNoteView>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct UnwrittenVisitView {
    pub visit: Uuid,
    /// The oldest first.
    pub voice: Vec<VoiceNoteView>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LineNoteView {
    pub line: Uuid,
    /// The line in words; empty where it is not in the plan any more.
    pub title: String,
    /// Id of a [`FamilyPlanView::line_states`].
    pub state: String,
    pub state_name: String,
    pub note: String,
    /// ISO date of the visit.
    pub on: String,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FamilyEvaluationView {
    pub document: Uuid,
    /// ISO date that it names; `None` while it has none.
    pub on: Option<String>,
    pub by: String,
    pub conclusion: String,
    /// To whom it was handed: the employing body (art. 15 ust. 1 pkt 15).
    pub handed_to: String,
    pub in_work: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EvaluationDueView {
    /// ISO date.
    pub on: String,
    /// Below zero once the term is past.
    pub days_left: i64,
    pub called_for: bool,
}

/// A line proposed, or other columns of one.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SuggestionInput {
    /// `None` of a new line.
    pub line: Option<Uuid>,
    pub kind: String,
    pub columns: BTreeMap<String, String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FamilyVisitInput {
    /// The visit that was spoken on already, if it was.
    pub visit: Option<Uuid>,
    /// ISO date.
    pub on: String,
    pub note: String,
    pub lines: Vec<LineNoteInput>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LineNoteInput {
    pub line: Uuid,
    pub state: String,
    pub note: String,
}

/// What an asystent did in a month, family by family.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MonthView {
    /// „2026-11”.
    pub month: String,
    pub families: Vec<FamilyMonthView>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FamilyMonthView {
    pub case: Uuid,
    pub name: String,
    pub visits: u32,
    /// Notes of the month, by state, in the order of [`FamilyPlanView::line_states`].
    pub lines: Vec<u32>,
    pub plan_agreed: bool,
    pub evaluated: bool,
    /// ISO date on which the work ended, if it ended in the month.
    pub ended_on: Option<String>,
}
