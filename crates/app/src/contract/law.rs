//! What the law says of an interview, each figure with how it came about. Money is whole grosze; figures are estimates, never decisions.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::terms::ReminderView;

/// One step on the way to a figure.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct StepView {
    /// Polish sentence or calculation.
    pub text: String,
    pub amount: Option<i64>,
    /// Article it rests on.
    pub basis: String,
}

/// What became of a row of income or of alimony paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum RowVerdict {
    /// Counts in at least one of the three incomes.
    Counted,
    /// Struck through, with its article.
    LeftOut,
    /// Something must be answered first.
    Open,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct IncomeRowView {
    /// Record of the row, to jump to.
    pub row: Uuid,
    pub kind: String,
    pub verdict: RowVerdict,
    /// What counts in a month; negative for alimony paid.
    pub amount: Option<i64>,
    /// Left out of the income for money benefits, though it counts elsewhere: the article.
    pub fee_only: Option<String>,
    /// Why it is left out, or what is missing.
    pub why: Option<String>,
    pub basis: Option<String>,
    pub steps: Vec<StepView>,
    /// One-off income spread over months: first month, last month, a month's part.
    pub spread: Option<SpreadView>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SpreadView {
    pub from: String,
    pub to: String,
    pub monthly: i64,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PersonIncomeView {
    pub person: Uuid,
    pub name: String,
    /// Keeps house with the person interviewed.
    pub counted: bool,
    pub household: u32,
    pub rows: Vec<IncomeRowView>,
}

/// One of the three incomes of a household.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct IncomeSumView {
    /// "money", "staly" or "fee".
    pub use_of: String,
    pub household: i64,
    pub per_person: i64,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CriterionView {
    /// „osoba samotnie gospodarująca” or „rodzina”.
    pub kind: String,
    pub per_person: i64,
    pub household: i64,
    /// Raised by the council for okresowy and celowy (art. 8 ust. 2).
    pub raised_household: Option<i64>,
}

/// What a benefit would come to, in grosze.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
#[ts(export)]
pub enum AmountView {
    NotDue,
    /// Between these bounds; a bound may be missing.
    Known {
        min: Option<i64>,
        max: Option<i64>,
    },
    /// The centre decides how much.
    Discretionary,
    /// Due, but the amounts of that day are not known.
    Unknown,
}

/// „Kwota szacunkowa”: what a benefit would come to.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EstimateView {
    pub benefit: String,
    /// The person it is for; none for the whole household.
    pub person: Option<String>,
    pub amount: AmountView,
    pub formula: String,
    pub basis: String,
}

/// A document that is due and not noted as seen.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MissingDocumentView {
    /// Point of art. 107 ust. 5b.
    pub point: String,
    pub person: Uuid,
    pub name: String,
    /// Official words.
    pub document: String,
    /// Plain words for the client.
    pub ask: String,
    /// Polish words: what in the interview calls for it.
    pub because: String,
}

/// A document that was taken in.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct NotedDocumentView {
    pub name: String,
    /// Whom it is about; empty = the whole family.
    pub person: String,
    /// In what form; empty while nobody said.
    pub form: String,
    pub number: Option<String>,
    /// ISO date.
    pub date: Option<String>,
    pub seen_by: Option<String>,
    /// Polish words: what is still to be written of it.
    pub lacks: Vec<String>,
    /// Why no copy of it may be kept.
    pub refused: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AlertView {
    pub code: String,
    /// "pilny", "uwaga" or "informacja".
    pub level: String,
    pub person: Option<String>,
    pub text: String,
    /// Polish words: which answers it comes from.
    pub because: String,
}

/// What stands, or may stand, against money benefits; the centre judges.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct WarningView {
    /// Polish sentences.
    pub text: String,
    /// Polish words: which answers it comes from.
    pub because: String,
    pub basis: String,
}

/// Question that must be answered before the law can say more.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OpenQuestionView {
    pub person: Option<String>,
    pub row: Option<Uuid>,
    pub text: String,
}

/// Change of income since the interview this one updates (art. 106 ust. 3a).
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ToleranceView {
    pub change: i64,
    pub limit: i64,
    pub exceeded: bool,
    pub why: String,
    pub basis: String,
}

/// „Jak to policzono”: everything the law says of one interview.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AssessmentView {
    /// Names of the categories without which nothing can be worked out here; then all else is empty.
    pub withheld: Vec<String>,
    /// Income is worked out; of other papers only terms, alerts and documents are told.
    pub assessed: bool,
    pub assessed_on: Option<String>,
    pub income_month: Option<String>,
    pub persons: Vec<PersonIncomeView>,
    pub sums: Vec<IncomeSumView>,
    pub criterion: Option<CriterionView>,
    /// Income for money benefits is not above the criterion (celowy).
    pub within_criterion: Option<bool>,
    /// It is below the criterion (stały, okresowy).
    pub below_criterion: Option<bool>,
    /// How month, sums and criterion came about.
    pub steps: Vec<StepView>,
    /// Somebody asks for help that is estimated here.
    pub estimated: bool,
    pub estimates: Vec<EstimateView>,
    /// Polish sentence about the payment for planned services.
    pub service_fee: Option<String>,
    pub tolerance: Option<ToleranceView>,
    /// The form has rows for documents that are taken in.
    pub documents_noted: bool,
    /// Documents that were taken in, in their order.
    pub documents: Vec<NotedDocumentView>,
    /// Somebody asks for help, so there is a checklist.
    pub documents_asked: bool,
    pub missing_documents: Vec<MissingDocumentView>,
    pub reminders: Vec<ReminderView>,
    pub alerts: Vec<AlertView>,
    pub open: Vec<OpenQuestionView>,
    /// What stands, or may stand, against money benefits although the figures allow them.
    pub warnings: Vec<WarningView>,
    /// Part II or III: whether the relative's income is above the criterion.
    pub relative_above_criterion: Option<bool>,
}
