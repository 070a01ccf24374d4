//! First contact, the team inbox, and the interview as a document.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::interview::{FieldKey, RoutePreview, SealView};
use super::overview::{CaseView, ReceiptView, TermView};
use super::terms::DueView;

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct WorkerView {
    pub person: Uuid,
    pub name: String,
    pub team: String,
    pub open_visits: u32,
}

/// A report (zgłoszenie) as first contact writes it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ReportInput {
    /// The family's case, when it has one; who she is and where she lives is then known already.
    pub case: Option<Uuid>,
    pub first_name: String,
    pub last_name: String,
    pub pesel: String,
    /// Day of birth, ISO, or its year alone; empty when nobody said.
    #[serde(default)]
    pub born: String,
    pub address: AddressInput,
    pub phone: String,
    /// Local date and time of the report, ISO.
    pub received: String,
    pub application_date: Option<String>,
    pub channel: String,
    pub urgent: bool,
    pub flags: Vec<String>,
    pub requested_help: Vec<String>,
    pub notes: String,
    pub reporter_kind: String,
    pub reporter_name: String,
    pub reporter_contact: String,
    pub reporter_consents: bool,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AddressInput {
    pub street: String,
    pub house: String,
    pub flat: String,
    pub postal_code: String,
    pub locality: String,
}

/// What first contact can choose from, and who should hold the interview for the help asked for.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ReportChoices {
    pub channels: Vec<String>,
    pub help: Vec<String>,
    pub flags: Vec<String>,
    pub reporter_kinds: Vec<String>,
    pub workers: Vec<WorkerView>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EntryView {
    pub team: String,
    pub team_name: String,
    pub why: String,
    pub term: TermView,
}

/// What the office said of an act; without its answer the act waits („czeka na ośrodek”).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum ActOutcome {
    Accepted,
    Refused,
    Waiting,
    /// The office has heard it, but does not know the case yet: the laptop that opened it has not exchanged.
    AwaitsCase,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AssignmentView {
    pub case: CaseView,
    pub outcome: ActOutcome,
}

/// One case in a team's inbox.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct InboxView {
    pub case: Uuid,
    pub document: Uuid,
    pub name: String,
    pub team: String,
    pub team_name: String,
    /// Addressed to another office: the head passes it on („do przekazania poza ośrodek”).
    pub outside: bool,
    /// Polish sentence: why this team.
    pub why: String,
    pub basis: String,
    /// The earliest of all terms that run, the team's own among them.
    pub soonest: Option<DueView>,
    /// Further terms may come from what is outside this person's authority.
    pub terms_withheld: bool,
    pub arrived_at: String,
    pub approved_by: String,
    pub receipt: Option<ReceiptView>,
    pub taken_by: Option<String>,
    /// This person has it.
    pub mine: bool,
    /// The case itself, without an interview: whoever takes it makes the visit.
    pub whole_case: bool,
    /// Passed on from here; the other side has not answered.
    pub passed_on: bool,
    pub urgent: bool,
    /// The act of taking waits for the office („czeka na ośrodek”).
    pub waiting: bool,
    /// The team sent it back; it waits for the worker.
    pub returned: bool,
    /// Number of this version, from 1.
    pub version: u32,
    /// How often the interview was sent back.
    pub round: u32,
    /// Numbers of the other files of the joined family.
    pub joined: Vec<String>,
}

/// The interview as a document to read.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DocumentView {
    pub case: Uuid,
    pub title: String,
    pub subtitle: String,
    pub seal: Option<SealView>,
    pub receipt: Option<ReceiptView>,
    pub routes: Vec<RoutePreview>,
    pub sections: Vec<DocumentSection>,
    /// Names of what lies outside this person's authority.
    pub withheld: Vec<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DocumentSection {
    pub letter: String,
    pub title: String,
    pub note: Option<String>,
    pub blocks: Vec<DocumentBlock>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DocumentBlock {
    pub title: String,
    pub lines: Vec<DocumentLine>,
    pub table: Option<DocumentTable>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DocumentLine {
    /// Where the answer stands.
    pub at: FieldKey,
    pub label: String,
    pub text: String,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DocumentTable {
    pub columns: Vec<String>,
    /// Field of each column in the records that are the rows; none for a name.
    pub fields: Vec<Option<String>>,
    /// Where each row is one answer: its field.
    pub row_field: Option<String>,
    pub rows: Vec<DocumentRow>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DocumentRow {
    pub record: Uuid,
    pub cells: Vec<String>,
}
