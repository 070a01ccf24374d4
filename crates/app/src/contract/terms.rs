//! Terms of a case: those that run, those that ended, and what comes up for this person.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::organisation::LabelView;

/// What a term is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum TermClock {
    Interview,
    Update,
    RulingDelivery,
    RulingLimit,
    ContractAssessment,
    /// Set for a team by a rule of the centre.
    Team,
    /// The family's situation is to be evaluated (art. 15 ust. 1 pkt 15 u.w.r.).
    FamilyEvaluation,
    /// The period of a plan of work with a family ends.
    FamilyPlan,
    /// An action of that plan is to be done.
    FamilyAction,
    /// The last day on which the family is watched after the work.
    FamilyMonitoring,
}

/// A term on a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DueView {
    pub clock: TermClock,
    /// ISO date.
    pub due: String,
    /// Calendar days left; 0 = today, negative = late.
    pub days_left: i64,
}

/// A statutory clock.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ReminderView {
    pub clock: TermClock,
    pub due: String,
    /// Calendar days left; negative = late.
    pub days_left: i64,
    /// ISO date: the day the count begins with.
    pub from: String,
    pub why: String,
    pub moved_by: String,
    pub basis: String,
    /// False where the beginning of the count was not read in the act.
    pub confirmed: bool,
    /// None while it runs.
    pub ended: Option<EndedView>,
}

/// How a clock ended.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EndedView {
    /// ISO date.
    pub on: String,
    /// Polish sentence: by what.
    pub by: String,
    /// Whether it was done by its day; `None` where nobody has to do it any more.
    pub kept: Option<bool>,
}

/// „Terminy” of a case.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CaseTermsView {
    pub case: Uuid,
    /// Those that run, the earliest first.
    pub running: Vec<ReminderView>,
    /// Those that ended, the latest first.
    pub ended: Vec<ReminderView>,
    /// Names of the categories outside this person's authority from which terms come.
    pub withheld: Vec<String>,
    /// What was written down last of a ruling waited for.
    pub ruling: Option<RulingView>,
    /// Somebody waits for a ruling here, and this person may write down what became of it.
    pub may_record_ruling: bool,
    /// This person may write down that lasting help ended, and take that back.
    pub may_end_help: bool,
    /// Lasting help that runs, of whose end nothing is said, and that this person may end.
    pub help: Vec<RunningHelpView>,
    /// Lasting help that ended or will end, the latest end first.
    pub ended_help: Vec<EndedHelpView>,
    /// Why help ends, to choose from.
    pub end_reasons: Vec<LabelView>,
}

/// A lasting form of help that somebody receives.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RunningHelpView {
    pub help: String,
    /// ISO date of the interview that planned it.
    pub since: String,
}

/// A lasting form of help that ended or will end, as somebody wrote it down.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EndedHelpView {
    pub help: String,
    /// ISO date of the interview that planned it.
    pub since: String,
    /// ISO date of the first day without it.
    pub on: String,
    /// Polish words.
    pub reason: String,
    pub by: String,
    /// Local ISO date and time.
    pub at: String,
}

/// That lasting help ended or will end; without a day an earlier word is taken back.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct HelpEndInput {
    /// Spells of help, as the terms name them.
    pub help: Vec<RunningHelpView>,
    /// ISO date of the first day without it.
    pub on: Option<String>,
    /// Id of one of the reasons.
    pub reason: Option<String>,
}

/// What became of a ruling; a day that is not known is left out.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RulingInput {
    /// ISO date on which the person received it.
    pub received_on: Option<String>,
    /// ISO date on which the centre received it.
    pub delivered_on: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RulingView {
    pub received_on: Option<String>,
    pub delivered_on: Option<String>,
    pub by: String,
    /// Local ISO date and time.
    pub at: String,
}

/// „Na dziś i najbliższe dni”: terms of the cases this person answers for, or of all that her seat holds.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AgendaView {
    /// Their day has passed, the oldest first.
    pub late: Vec<AgendaLine>,
    pub today: Vec<AgendaLine>,
    /// In the seven days after today.
    pub soon: Vec<AgendaLine>,
    /// In the thirty days after today: what needs time to be done.
    pub later: Vec<AgendaLine>,
    /// The month („2026-10”) whose summary an asystent gives in these days.
    pub month: Option<String>,
    /// Of the whole: asystenci with terms of their families, who has most that is late first.
    pub assistants: Vec<AssistantTermsView>,
}

/// How many terms of an asystent's families are late and near.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AssistantTermsView {
    pub name: String,
    pub late: u32,
    pub near: u32,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AgendaLine {
    pub case: Uuid,
    pub name: String,
    pub term: DueView,
    /// Which action of a plan.
    pub action: Option<String>,
}
