//! The day at a glance: cases, boxes, terms, and the two facts of honest status.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::correction::ReturnedNote;
use super::exchange::ExchangeView;
use super::terms::DueView;

/// The two facts of honest status, never merged into one.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct StatusView {
    /// Last durable write on this laptop (local ISO date and time); none before the first.
    pub saved_at: Option<String>,
    /// The office's receipt, only when it was really given.
    pub accepted: Option<ReceiptView>,
    pub unsent_changes: u32,
    /// Attachments whose bytes have not gone to the office yet.
    pub attachments_waiting: u32,
    /// A private draft of which the office keeps all as ciphertext.
    pub deposited: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ReceiptView {
    pub number: String,
    pub at: String,
}

/// Boxes: Szkice → Gotowe do wysłania → Wysłane, and Zwrócone do poprawy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum InterviewBox {
    Draft,
    Ready,
    Sent,
    Returned,
}

/// A term (termin) with its explanation.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TermView {
    pub due: String,
    /// Working days left; negative = late.
    pub working_days_left: i32,
    pub urgent: bool,
    pub basis: String,
    /// Polish sentence: from what day, how many working days, which holidays were skipped.
    pub explanation: String,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AttemptView {
    pub kind: AttemptKind,
    pub at: String,
    pub note: String,
}

/// Why a visit failed; `Refused` is art. 107 ust. 4a.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum AttemptKind {
    NobodyHome,
    Refused,
    Moved,
    Died,
}

/// A case on this seat's list: a visit to make, a draft, or a sent interview.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CaseView {
    pub case: Uuid,
    /// The interview, once started.
    pub document: Option<Uuid>,
    pub name: String,
    pub address: String,
    pub phone: String,
    /// What was asked for, short.
    pub subject: String,
    pub received: Option<String>,
    /// Term of its interview.
    pub term: Option<TermView>,
    /// The earliest of all terms that run.
    pub soonest: Option<DueView>,
    /// Further terms may come from what is outside this person's authority.
    pub terms_withheld: bool,
    /// Which part or paper it is, short.
    pub form_title: Option<String>,
    pub r#box: Option<InterviewBox>,
    pub shared: bool,
    pub status: StatusView,
    pub attempts: Vec<AttemptView>,
    pub conflicts: u32,
    /// Opened offline, not yet adopted by the office.
    pub unregistered: bool,
    /// The worker who holds it, if not this person.
    pub worker: Option<String>,
    pub sygnatura: Option<String>,
    /// The office did not accept the approval, and why; no receipt will come for it.
    pub refused_seal: Option<SealRefusal>,
    /// What it was sent back for, where it waits to be put right.
    pub returned: Option<ReturnedNote>,
    /// Number of this version, from 1.
    pub version: u32,
    /// Another version counts.
    pub superseded: bool,
    /// Approved, and nothing is recorded of the client's statement.
    pub statement_missing: bool,
    /// Answers that came after its approval and lie beside it.
    pub late_edits: u32,
    /// Numbers of the other files of the joined family.
    pub joined: Vec<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OverviewView {
    pub today: String,
    /// Visits to make, earliest term first.
    pub visits: Vec<CaseView>,
    /// Interviews in the boxes, newest first.
    pub interviews: Vec<CaseView>,
    pub exchange: ExchangeView,
}

/// Why the office did not accept an approval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum SealRefusal {
    /// The content the office holds does not give the sealed digest.
    Differs,
    /// The interview was approved twice; a person names the valid approval.
    Second,
}
