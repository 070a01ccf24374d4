//! Sending an interview back and putting it right: questions pinned to answers, the valid one of several approvals, the head's
//! approval of the plan, and the client's statement. All are records of the case's own document: the interview itself is closed.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::workflow::{field, kind};

/// An interview sent back to its worker. Its questions are the pins that name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Return {
    pub document: Uuid,
    /// Team whose inbox it lay in; the head's own seat for the head.
    pub team: String,
    pub by: Uuid,
    pub at_ms: i64,
}

impl Return {
    /// Whether a person of its team may take it back: whoever sent it, or a colleague who did not approve the interview herself.
    #[must_use]
    pub fn may_be_taken_back_by(&self, person: Uuid, approved_by: &[Uuid]) -> bool {
        self.by == person || !approved_by.contains(&person)
    }
}

/// Somebody took back what she, or a colleague, had said: a return, a word on the valid approval, an approval of the plan. What
/// was said stays; this stands beside it as a record of its own, so that two people who do it apart each keep her reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenBack {
    /// Record of what was said.
    pub of: Uuid,
    pub by: Uuid,
    pub at_ms: i64,
}

/// A question at one answer. Lies in the category of the answer, so that only those read it who may read the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pin {
    /// Record of the [`Return`].
    pub of: Uuid,
    pub document: Uuid,
    /// Record and field of the answer.
    pub record: Uuid,
    pub field: String,
    pub question: String,
}

/// Which of several approvals is the valid one; the last word counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValidSeal {
    pub document: Uuid,
    pub seal: Uuid,
    pub by: Uuid,
    pub at_ms: i64,
}

/// The head approved the plan of help (segment J), in one approval of one version: a correction is approved anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanApproval {
    pub document: Uuid,
    /// SHA-256 root of the seal, hex.
    pub sha256: String,
    pub by: Uuid,
    pub at_ms: i64,
}

/// What became of the client's statement on the interview (art. 107 ust. 5g u.p.s.; § 6 of the regulation).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatementOutcome {
    Signed,
    Refused,
    /// Health does not let the person sign; the worker notes it (§ 6).
    HealthForbids,
}

/// The client's statement as the worker recorded it; the last record counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientStatement {
    pub document: Uuid,
    pub outcome: StatementOutcome,
    /// ISO date on the paper.
    pub on: String,
    pub by: Uuid,
    pub at_ms: i64,
}

/// Whether this is written by everybody who may hold its category, also by who writes nothing else there: that help ended says
/// the team whose decision was revoked, and why it takes its return back a team that only reads the plan.
#[must_use]
pub fn said_by_readers(record_kind: &str, name: &str) -> bool {
    let help_ended = record_kind == kind::HELP_ENDED && matches!(name, "row" | "@");
    help_ended || (record_kind == kind::TAKEN_BACK && name == field::REASON)
}
