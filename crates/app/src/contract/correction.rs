//! Versions of an interview, questions sent back with it, the plan the head approves, and the client's statement.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::interview::FieldKey;
use super::overview::ReceiptView;
use super::profile::TeamView;

/// A question to be pinned to an answer.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PinInput {
    pub at: FieldKey,
    pub question: String,
}

/// A question pinned to an answer, with what was said to it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PinView {
    pub pin: Uuid,
    /// Where the answer stands in the version on the screen.
    pub at: FieldKey,
    pub section: String,
    pub label: String,
    /// The member it concerns.
    pub whose: Option<String>,
    pub question: String,
    pub by: String,
    pub team_name: String,
    pub asked_at: String,
    /// The worker's words; empty where there are none.
    pub answer: String,
    /// Everybody's words, where several answered without seeing one another; else empty.
    pub answers: Vec<PinAnswer>,
    /// The answer it is pinned to differs in the version on the screen.
    pub changed: bool,
    /// A correction was approved with it.
    pub settled: bool,
}

/// One of several answers to a question.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PinAnswer {
    pub by: String,
    pub text: String,
}

/// An interview sent back, with its questions.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ReturnView {
    pub id: Uuid,
    /// Number of the version that was sent back.
    pub version: u32,
    /// How often this interview was sent back, this time counted.
    pub round: u32,
    pub team_name: String,
    pub by: String,
    pub at: String,
    pub pins: Vec<PinView>,
    /// Questions at answers that this person may not read.
    pub withheld: u32,
    /// A correction that answers every question was approved.
    pub settled: bool,
    /// This person may take it back.
    pub may_withdraw: bool,
    /// Its questions need no answer any more.
    pub taken_back: Option<TakenBackView>,
}

/// Who took back what was said, and why; the reason is empty where this person may not know it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TakenBackView {
    pub by: String,
    pub at: String,
    pub reason: String,
}

/// Why a version was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum VersionCause {
    First,
    /// It was sent back with questions.
    Returned,
    /// Its worker found a mistake.
    OwnMistake,
}

/// One approval of a version; two made apart are both kept.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ApprovalView {
    pub seal: Uuid,
    pub sygnatura: String,
    pub at: String,
    pub by: String,
    /// The one that counts of this version.
    pub valid: bool,
    /// This person may name it the one that counts of the whole interview.
    pub may_name: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct VersionView {
    pub document: Uuid,
    pub number: u32,
    pub cause: VersionCause,
    /// In the author's words; empty where she gave none, or where they lie outside this person's authority.
    pub reason: String,
    /// None while it is in work.
    pub approvals: Vec<ApprovalView>,
    pub receipt: Option<ReceiptView>,
    /// The version that counts.
    pub valid: bool,
    /// This seat holds it.
    pub held: bool,
}

/// A person's word on which approval is valid.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct NamedView {
    pub id: Uuid,
    pub sygnatura: String,
    pub by: String,
    pub at: String,
    pub reason: String,
}

/// The plan of help of one version before the head.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PlanView {
    /// Who approved it and when; none while it waits.
    pub approved_by: Option<String>,
    pub approved_at: Option<String>,
    /// Number of the last earlier version whose plan was approved.
    pub earlier: Option<u32>,
    /// This person may approve it, or take her approval back.
    pub may_approve: bool,
}

/// What became of the client's statement (art. 107 ust. 5g).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum StatementOutcome {
    Signed,
    Refused,
    /// Health does not let the person sign (§ 6).
    HealthForbids,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct StatementInput {
    pub outcome: StatementOutcome,
    /// ISO date on the paper.
    pub on: String,
    /// Free words beside it; may be empty.
    pub note: String,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct StatementView {
    pub outcome: StatementOutcome,
    pub on: String,
    pub note: String,
    pub by: String,
    pub at: String,
}

/// Where an approved interview stands: its versions, returns, plan and statement, and what this person may do.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct StandingView {
    pub versions: Vec<VersionView>,
    /// The last one first.
    pub returns: Vec<ReturnView>,
    /// In order; the last one counts.
    pub named: Vec<NamedView>,
    /// None where the form has no plan for the head.
    pub plan: Option<PlanView>,
    pub statement: Option<StatementView>,
    /// A statement belongs to this form, and none is recorded for this version.
    pub statement_missing: bool,
    /// The correction in work, to be opened instead of a new one.
    pub in_work: Option<Uuid>,
    pub may_correct: bool,
    /// Questions wait: a correction needs no further reason.
    pub returned: bool,
    /// In whose name this person may send it back.
    pub may_return: Vec<TeamView>,
    pub may_name: bool,
    pub may_record_statement: bool,
}

/// A plan that waits for the head.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PlanToApprove {
    pub case: Uuid,
    pub document: Uuid,
    pub name: String,
    pub form_title: String,
    pub approved_by: String,
    pub approved_at: String,
    pub version: u32,
    /// Number of the last earlier version whose plan was approved.
    pub earlier: Option<u32>,
}

/// In a correction: the version it corrects.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CorrectionView {
    pub document: Uuid,
    pub number: u32,
    pub reason: String,
}

/// What an interview that was sent back asks of its worker.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ReturnedNote {
    pub round: u32,
    pub questions: u32,
    pub team_name: String,
    pub at: String,
}
