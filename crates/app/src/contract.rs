//! What crosses to the screen: plain data, generated into TypeScript (`cargo xtask generate`).
//! Dates cross as ISO text, money as whole grosze, answers as JSON values; sentences shown to people are Polish.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;
use uuid::Uuid;

// ---------------------------------------------------------------- profiles and session

/// A profile on this laptop: one person, one folder, one key.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ProfileView {
    pub id: Uuid,
    pub person: String,
    pub centre: String,
    /// „TRYB ĆWICZEŃ”: own database, invented families.
    pub practice: bool,
    /// Seconds to wait before the next try after wrong passphrases; 0 = now.
    pub wait_s: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Seat {
    FirstContact,
    Field,
    Team,
    Head,
    Administrator,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TeamView {
    pub id: String,
    pub name: String,
}

/// The unlocked session.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SessionView {
    pub profile: Uuid,
    pub person_id: Uuid,
    pub person: String,
    pub centre: String,
    pub practice: bool,
    pub seats: Vec<Seat>,
    pub teams: Vec<TeamView>,
    /// Where the person was when the app last closed or locked.
    pub place: Option<PlaceView>,
}

/// A place in an interview, to come back to.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PlaceView {
    pub document: Uuid,
    pub section: String,
    pub record: Option<Uuid>,
    pub field: Option<String>,
}

// ---------------------------------------------------------------- overview

/// The two facts of honest status, never merged into one.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct StatusView {
    /// Last durable write on this laptop (local ISO date and time); none before the first.
    pub saved_at: Option<String>,
    /// The office's receipt, only when it was really given.
    pub accepted: Option<ReceiptView>,
    pub unsent_changes: u32,
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
    pub term: Option<TermView>,
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

// ---------------------------------------------------------------- exchange

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
    pub problem: Option<Problem>,
    /// Work the office put into quarantine since the last time, with reasons.
    pub quarantined: Vec<QuarantineView>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct QuarantineView {
    pub case: Uuid,
    pub name: String,
    pub reason: String,
}

// ---------------------------------------------------------------- form and interview

/// Kind of an answer; one widget each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum AnswerKind {
    Text,
    LongText,
    Date,
    Month,
    Choice,
    MultiChoice,
    YesNo,
    Amount,
    Number,
    Decimal,
    Pesel,
    PostalCode,
    Phone,
    Teryt,
    IdentityDocument,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OptionView {
    pub value: String,
    pub label: String,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FieldView {
    /// Id, unique in the form; for a column of a row, unique in the row.
    pub id: String,
    /// Official label with its number.
    pub label: String,
    pub hint: Option<String>,
    pub kind: AnswerKind,
    pub options: Vec<OptionView>,
    pub max_length: Option<u32>,
    pub required: bool,
    /// Computed by the rules; may be overridden where `overridable`.
    pub computed: bool,
    pub overridable: bool,
}

/// What a block repeats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum BlockKind {
    /// Fields of the interview itself.
    Fields,
    /// Household members as cards; each holds the block's `fields` and `rows`.
    Members,
    /// A table: each row is one answer (`field` = `ROW_FIELD`) whose value is an object by column id.
    Rows,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BlockView {
    pub id: String,
    pub title: String,
    pub kind: BlockKind,
    /// Kind of the records this block holds (`member`, `income`, …); `None` for `Fields`.
    pub record_kind: Option<String>,
    /// Fields of the interview or member, or columns of a row.
    pub fields: Vec<FieldView>,
    /// Row blocks inside a member's card.
    pub rows: Vec<BlockView>,
    /// Button text: „Dodaj osobę”, „Dodaj dochód”.
    pub add_label: Option<String>,
    /// Shown instead of rows when there are none.
    pub empty_text: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SectionView {
    /// "A" … "J".
    pub id: String,
    pub title: String,
    pub mandatory: bool,
    pub blocks: Vec<BlockView>,
    /// Field that holds {decision, reason} when a facultative segment is declared not needed.
    pub skip_field: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FormView {
    pub id: String,
    pub version: String,
    pub title: String,
    pub sections: Vec<SectionView>,
}

/// A record with its current answers. The interview itself has `kind` = `interview`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RecordView {
    pub id: Uuid,
    pub kind: String,
    pub parent: Option<Uuid>,
    pub order: i32,
    pub answers: BTreeMap<String, Value>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum SectionState {
    Unopened,
    InProgress,
    Complete,
    Errors,
    Skipped,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SectionProgress {
    pub section: String,
    pub state: SectionState,
    pub answered: u32,
    pub asked: u32,
    pub errors: u32,
    pub warnings: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum Severity {
    Error,
    Warning,
    Note,
}

/// A finding of a rule, with where to jump.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FindingView {
    pub section: String,
    pub record: Uuid,
    pub field: String,
    pub column: Option<String>,
    pub severity: Severity,
    pub rule: String,
    /// Polish sentence.
    pub text: String,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ComputedView {
    pub record: Uuid,
    pub field: String,
    pub value: Value,
    pub text: String,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FieldKey {
    pub record: Uuid,
    pub field: String,
}

/// What the rules say now; the screen replaces its whole copy.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EvaluationView {
    /// Fields that are not asked now.
    pub unasked: Vec<FieldKey>,
    pub computed: Vec<ComputedView>,
    pub findings: Vec<FindingView>,
    pub sections: Vec<SectionProgress>,
    /// May be approved: nothing mandatory is missing and no error stands.
    pub complete: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ConflictView {
    pub record: Uuid,
    pub field: String,
    pub section: String,
    pub label: String,
    pub values: Vec<ConflictValueView>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ConflictValueView {
    pub text: String,
    pub value: Value,
    pub author: String,
    pub at: String,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SealView {
    pub sygnatura: String,
    pub sha256: String,
    pub approved_at: String,
    pub by: String,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct InterviewView {
    pub case: Uuid,
    pub document: Uuid,
    pub form: FormView,
    pub records: Vec<RecordView>,
    pub evaluation: EvaluationView,
    pub conflicts: Vec<ConflictView>,
    pub status: StatusView,
    pub shared: bool,
    pub term: Option<TermView>,
    pub seal: Option<SealView>,
    pub place: Option<PlaceView>,
    /// True when this seat may not write (sealed, or another person's private work).
    pub read_only: bool,
    /// Sections or fields outside this person's authority: „część poza Twoim upoważnieniem”.
    pub withheld: Vec<String>,
}

/// Answer of a save: durable when it returns.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SavedView {
    pub saved_at: String,
    pub evaluation: EvaluationView,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RoutePreview {
    pub team: String,
    pub team_name: String,
    pub why: String,
    pub basis: String,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ReviewView {
    pub findings: Vec<FindingView>,
    pub sections: Vec<SectionProgress>,
    pub complete: bool,
    pub conflicts: u32,
    pub routes: Vec<RoutePreview>,
}

/// Outcome of checking a sygnatura copied from paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum SygnaturaVerdict {
    /// A character was miscopied: the check character does not fit.
    Mistyped,
    /// Well-formed, but no sealed interview on this seat has it.
    Unknown,
    /// Matches, and the held content still gives the sealed digests.
    Matches,
    /// Matches, but the content held here does not give the sealed digests.
    ContentDiffers,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SygnaturaCheck {
    pub verdict: SygnaturaVerdict,
    pub case: Option<Uuid>,
    pub name: Option<String>,
    pub approved_at: Option<String>,
    pub unverified_categories: Vec<String>,
}

// ---------------------------------------------------------------- office seats

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
    pub first_name: String,
    pub last_name: String,
    pub pesel: String,
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

/// One case in a team's inbox.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct InboxView {
    pub case: Uuid,
    pub document: Uuid,
    pub name: String,
    pub team: String,
    pub team_name: String,
    /// Polish sentence: why this team.
    pub why: String,
    pub basis: String,
    pub term: Option<TermView>,
    pub arrived_at: String,
    pub approved_by: String,
    pub receipt: Option<ReceiptView>,
    pub taken_by: Option<String>,
    pub urgent: bool,
    /// The act of taking waits for the office („czeka na ośrodek”).
    pub waiting: bool,
}

/// The interview as a document to read.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DocumentView {
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
    pub label: String,
    pub text: String,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DocumentTable {
    pub columns: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

// ---------------------------------------------------------------- problems

/// What crosses on failure: a code and parameters, never a sentence or a value a person typed.
/// A code exists only if a screen acts on it; `pl.ftl` has one text for each (`problem-<code>`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Problem {
    pub code: ProblemCode,
    pub parameters: BTreeMap<String, String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
#[ts(export)]
pub enum ProblemCode {
    /// parameters: wait_s
    WrongPassphrase,
    PassphraseTooShort,
    EnrolmentMalformed,
    EnrolmentExpired,
    EnrolmentUsed,
    CertificateMismatch,
    OfficeUnreachable,
    OfficeBusy,
    NotTheOffice,
    DiskFull,
    StoreDamaged,
    StoreNewer,
    ProfileInUse,
    Locked,
    NotFound,
    NotAllowed,
    Incomplete,
    OpenConflicts,
    AlreadySealed,
    CourierUnreadable,
    CourierForAnother,
    Withdrawn,
    NeedsOffice,
    InvalidInput,
    Internal,
}
