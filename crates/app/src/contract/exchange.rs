//! How an exchange with the office stands.

use serde::{Deserialize, Serialize};
use teren_domain::lease::LeaseState;
use ts_rs::TS;
use uuid::Uuid;

use super::authorisation::{AuthorisedView, OwnAuthorisation};
use super::problem::Problem;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum ExchangeState {
    Idle,
    Running,
    Done,
    Unreachable,
    Failed,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ExchangeView {
    pub state: ExchangeState,
    pub sent: u32,
    pub to_send: u32,
    pub received: u32,
    pub last_success: Option<String>,
    pub attachments: AttachmentsStanding,
    pub problem: Option<Problem>,
    /// What to know of an exchange that went well otherwise.
    pub notices: Vec<NoticeView>,
    /// Work the office put into quarantine since the last time, with reasons.
    pub quarantined: Vec<QuarantineView>,
    /// The office has no new tested copy: told to the head and the administrator.
    pub backup: Option<BackupTroubleView>,
    /// Told to the head: whose upoważnienie ends soon, does not hold or is missing.
    pub expiring: Vec<AuthorisedView>,
    /// For how long this laptop may be read; none where there is no office.
    pub lease: Option<LeaseView>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum LeaseStanding {
    Running,
    /// It ends in a few days.
    Warned,
    Ended,
}

impl From<LeaseState> for LeaseStanding {
    fn from(state: LeaseState) -> Self {
        match state {
            LeaseState::Running => Self::Running,
            LeaseState::Warned => Self::Warned,
            LeaseState::Ended => Self::Ended,
        }
    }
}

/// For how long this laptop may be read without an answer of the office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LeaseView {
    pub state: LeaseStanding,
    /// The office said that this laptop is no longer this person's.
    pub withdrawn: bool,
    /// As the centre settled.
    pub days: u32,
    pub days_left: u32,
    /// The interview that may still be written after its end.
    pub open_visit: Option<Uuid>,
    /// The person's upoważnienie, where it ends soon, or does not hold.
    pub authorisation: Option<OwnAuthorisation>,
}

/// Why the office has no new copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum BackupCause {
    NoRoom,
    Folder,
    Damaged,
    Other,
    /// Nothing failed that is known of.
    Late,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BackupTroubleView {
    pub cause: BackupCause,
    pub since: String,
    /// The last tested copy.
    pub tested: Option<String>,
}

/// How the bytes of attachments stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AttachmentsStanding {
    /// Whole here and not in the office.
    pub waiting: u32,
    /// Named here, and not whole on this laptop.
    pub missing: u32,
    /// Of the bytes that are being carried now; none while none are.
    pub percent: Option<u32>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct QuarantineView {
    pub case: Uuid,
    pub name: String,
    pub reason: String,
}

/// Something a person should know after an exchange.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Notice {
    /// Changes kept beside a sealed interview, not merged in.
    LateEdits,
    /// Parts of cases that differ from the office's also after they were fetched anew.
    Differing,
    /// Changes of a newer program, or damaged ones.
    Unreadable,
    /// The office was restored from a backup; everything is offered to it again.
    StartedOver,
    /// Days between this laptop's clock and the office's.
    ClockOff,
    /// Attachments that did not go through; they go on with the next exchange.
    AttachmentsLeft,
    /// Attachments not fetched because the disk is nearly full; they wait in the office.
    AttachmentsNoRoom,
    /// Attachments whose bytes did not agree with their row; they begin anew with the next exchange.
    AttachmentsDiffering,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct NoticeView {
    pub notice: Notice,
    /// How many, or how many days.
    pub count: u32,
}
