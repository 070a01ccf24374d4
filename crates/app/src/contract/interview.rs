//! A form, an interview in it, what the rules say, and its approval.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;
use uuid::Uuid;

use super::correction::{CorrectionView, PinView};
use super::desk::ConflictView;
use super::overview::{StatusView, TermView};
use super::profile::PlaceView;

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
    /// The law works something out of it: income, and what follows.
    pub assessed: bool,
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
    /// In an update: the interview it starts from, and every carried answer.
    pub update: Option<UpdateView>,
    /// In a correction: the version it corrects.
    pub correction: Option<CorrectionView>,
    /// Questions that it has to answer before it is approved.
    pub pins: Vec<PinView>,
}

/// What became of a carried answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum CarriedState {
    /// „nadal aktualne”
    Current,
    /// „zmienione”
    Changed,
    /// „do zapytania”
    ToAsk,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CarriedView {
    pub record: Uuid,
    /// Field, or `row`.
    pub field: String,
    /// Letter of the section that asks for it.
    pub section: String,
    /// Confirmed one at a time, never with others: its rules ask for a look at each row.
    pub single: bool,
    pub state: CarriedState,
    /// The earlier answer as a person reads it; empty where there was none.
    pub before: String,
}

/// How many carried answers of a section are in each state.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct UpdateProgressView {
    pub section: String,
    pub current: u32,
    pub changed: u32,
    pub to_ask: u32,
}

/// The interview that an update starts from, and the state of every carried answer.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct UpdateView {
    pub based_on: Uuid,
    pub approved_at: String,
    pub by: String,
    pub carried: Vec<CarriedView>,
    pub sections: Vec<UpdateProgressView>,
}

/// What became different of an update by one save.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct UpdatedView {
    pub carried: Vec<CarriedView>,
    /// No longer carried answers: not asked any more, or removed.
    pub gone: Vec<FieldKey>,
    pub sections: Vec<UpdateProgressView>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum ChangedHow {
    Answer,
    Added,
    Removed,
}

/// One difference from the earlier interview, side by side.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ChangeView {
    pub kind: ChangedHow,
    pub record: Uuid,
    pub field: String,
    pub section: String,
    pub block: String,
    pub label: String,
    /// The member it concerns.
    pub whose: Option<String>,
    pub before: String,
    pub after: String,
}

/// Answer of a save: durable when it returns.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SavedView {
    pub saved_at: String,
    pub evaluation: EvaluationView,
    /// In an update: what became different of the carried answers.
    pub update: Option<UpdatedView>,
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
    /// Questions of a return that are neither answered nor their answers changed.
    pub questions: u32,
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

/// Why an interview may be held, and the form that follows.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PurposeView {
    pub id: String,
    /// As a worker would say it.
    pub name: String,
    pub form_title: String,
    /// Polish sentence: why this form.
    pub why: String,
    pub basis: String,
    /// What must be there first; none = may begin.
    pub missing: Option<String>,
    pub suggested: bool,
    /// An interview of this form is in work already.
    pub in_work: Option<Uuid>,
    /// Where each person has an interview of her own: those in work. A new one may be started beside them.
    pub begun: Vec<BegunView>,
    /// Earlier interviews that it may continue, the one approved last first; empty when there is nothing to choose.
    pub continues: Vec<ContinuedView>,
}

/// An interview in work, with one of several persons.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BegunView {
    pub document: Uuid,
    /// Surname and first name of the person interviewed; empty until they are written.
    pub name: String,
}

/// An earlier interview that a new one may continue.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ContinuedView {
    pub document: Uuid,
    /// Surname and first name of the person interviewed; empty where this seat may not know.
    pub name: String,
    /// Which part it is, short.
    pub form_title: String,
    pub approved_at: String,
    /// The interview that continues it is in work already.
    pub in_work: Option<Uuid>,
    /// Number of the file it stands in, where that is another one of the joined family.
    pub of_file: Option<String>,
}
