//! Passing matters on, caseloads, and where a case is.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::office::ActOutcome;
use super::profile::TeamView;

/// Why a matter changes hands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum PassOnKind {
    /// It came to the wrong place.
    ReRoute,
    HandOver,
    /// Services were found necessary: their team runs its own interview.
    ServicesFound,
    Caseload,
}

/// Where a hand-over stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum PassOnState {
    Sent,
    Accepted,
    Refused,
    Done,
    Revoked,
}

/// What a person passes on, to whom and why.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PassOnInput {
    pub case: Uuid,
    /// Nothing: the whole case.
    pub document: Option<Uuid>,
    pub kind: PassOnKind,
    /// The team that has it; nothing: this person.
    pub from_team: Option<String>,
    pub to_team: Option<String>,
    pub to_person: Option<Uuid>,
    pub reason: String,
    /// The reason speaks of violence: only who may know of it reads it.
    pub speaks_of_violence: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ColleagueView {
    pub person: Uuid,
    pub name: String,
}

/// To whom a matter may go.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PassOnChoices {
    pub teams: Vec<TeamView>,
    pub people: Vec<ColleagueView>,
    /// Teams of services, which run an interview of their own.
    pub services: Vec<TeamView>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PassOnStep {
    pub state: PassOnState,
    pub by: String,
    /// Local ISO date and time.
    pub at: String,
    /// The office took it back: its sender could not pass the matter on when it came.
    pub not_permitted: bool,
    /// Who took it in, where it had been held back.
    pub taken_in_by: Option<String>,
}

/// A matter passed on, as both sides see it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct HandOverView {
    pub hand_over: Uuid,
    pub case: Uuid,
    pub document: Option<Uuid>,
    /// The family.
    pub name: String,
    pub kind: PassOnKind,
    pub from: String,
    pub to: String,
    /// To another office.
    pub outside: bool,
    /// Nothing: outside this person's authority.
    pub reason: Option<String>,
    pub reply: Option<String>,
    /// Nothing: the office has not heard of it yet.
    pub state: Option<PassOnState>,
    /// Said on this seat and not confirmed by the office.
    pub waiting: Option<PassOnState>,
    pub steps: Vec<PassOnStep>,
    /// It is this person's, or her team's, to answer.
    pub incoming: bool,
    pub may_answer: bool,
    pub may_finish: bool,
    pub may_revoke: bool,
    /// Changes of the one who left that wait in the office to be taken in.
    pub left_work: u32,
}

/// One case of a worker whose caseload is handed over.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CaseloadCase {
    pub case: Uuid,
    pub number: String,
    /// The family, where this seat holds the case.
    pub name: Option<String>,
    pub visits: u32,
    pub in_work: u32,
    pub taken: u32,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CaseloadView {
    /// Whose caseload this person may hand over; who left is among them.
    pub of: Vec<ColleagueView>,
    pub outcome: ActOutcome,
    pub cases: Vec<CaseloadCase>,
    /// Who may get them.
    pub workers: Vec<ColleagueView>,
}

/// One case of a caseload, and who gets it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ShareInput {
    pub case: Uuid,
    pub to: Uuid,
}

/// What happened to a case. One text for each in the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum TimelineWhat {
    Reported,
    Registered,
    VisitAssigned,
    VisitFailed,
    Started,
    /// A new version of an approved interview was begun.
    CorrectionStarted,
    Shared,
    Approved,
    Accepted,
    ApprovalRefused,
    Routed,
    Taken,
    Returned,
    ReturnTakenBack,
    ApprovalChosen,
    ApprovalChoiceTakenBack,
    PlanApproved,
    PlanApprovalTakenBack,
    StatementRecorded,
    /// What became of a ruling that somebody waits for.
    RulingRecorded,
    RulingTakenBack,
    /// A worker asked for an asystent rodziny.
    AssistanceRequested,
    ConsentGiven,
    ConsentRefused,
    AssistantAssigned,
    CoordinatorAssigned,
    CoordinatorEnded,
    AssistanceEnded,
    /// The asystent holds the case no more.
    FamilyLetGo,
    FamilyPlanStarted,
    /// A new version of an agreed plan was begun.
    FamilyPlanChanged,
    FamilyPlanAgreed,
    FamilyEvaluated,
    FamilyVisited,
    FamilySpoken,
    /// Lasting help ended.
    HelpEnded,
    HelpEndTakenBack,
    Finished,
    PassedOn,
    PassAccepted,
    PassRefused,
    PassDone,
    PassRevoked,
    /// Another centre sent it.
    CameFromCentre,
    /// Answers that differed were settled at the desk.
    Settled,
    SettlingUndone,
    /// With another file of the same family.
    Linked,
    Unlinked,
    /// The office could not take something in.
    HeldBack,
    HeldAccepted,
    HeldNoted,
    HeldFiled,
    /// Its reason went by itself.
    HeldPassed,
    /// Somebody read the case in an emergency.
    GlassBroken,
    Printed,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TimelineEntry {
    pub what: TimelineWhat,
    /// Local ISO date and time.
    pub at: String,
    pub by: String,
    /// Person or team it concerns.
    pub whom: Option<String>,
    /// Number, sygnatura, or a reason.
    pub detail: Option<String>,
    pub document: Option<Uuid>,
}

/// Where a case is now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum NowWhat {
    /// A visit to make, or an interview in work.
    AtWorker,
    /// Approved; the office has not confirmed it.
    OnItsWay,
    /// In a team's inbox; nobody took it.
    WaitsInTeam,
    InTeam,
    /// Returned to its worker for correction.
    Returned,
    /// Passed on; the other side has not answered.
    BeingPassedOn,
    /// No visit was given yet.
    AtFirstContact,
    /// Accepted in the office; what became of it then lies outside this person's authority.
    Beyond,
    /// Every team is done with it.
    Finished,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct NowView {
    pub what: NowWhat,
    pub whom: String,
    /// Who has it there.
    pub by: Option<String>,
    /// Local ISO date and time.
    pub since: String,
}

/// „Gdzie jest ta sprawa?”
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TimelineView {
    pub case: Uuid,
    pub name: String,
    /// More than one where several teams have it.
    pub now: Vec<NowView>,
    /// Newest first.
    pub entries: Vec<TimelineEntry>,
    /// Names of what lies outside this person's authority and is not shown here.
    pub withheld: Vec<String>,
}
