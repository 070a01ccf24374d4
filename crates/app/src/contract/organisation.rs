//! The organisation of the centre as its head edits it: units, entry rules, rules of routing, versions, and the dry run.
//!
//! The drafts have the shape in which the centre's own case keeps them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::authorisation::AuthorisedView;
use super::office::ActOutcome;
use super::profile::TeamView;

/// Units and rules as they are edited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OrganisationDraft {
    pub first_contact: String,
    pub units: Vec<UnitDraft>,
    pub entry: Vec<EntryDraft>,
    pub routing: Vec<RuleDraft>,
    pub parameters: ParametersDraft,
}

/// What the act leaves to the centre and its gmina.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ParametersDraft {
    /// Days of the application on which the KRUS contribution is taken off income from land.
    pub krus_deducted: Vec<SpanDraft>,
    pub criterion_raised: Vec<RaisedDraft>,
    pub periodic_raised: Vec<PeriodicDraft>,
    /// The centre holds parts V and VI itself.
    pub powiat: bool,
    /// Coordinators see the work of their teams' people by name.
    pub named_on_board: bool,
    /// Days for which a laptop may be read after the office last answered; without them the usual number.
    #[serde(default)]
    pub lease_days: Option<u32>,
    /// Ids of blocks of the forms that the centre does without.
    pub without: Vec<String>,
}

/// Days from the first to the last one, ISO dates; without a last day it runs on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SpanDraft {
    pub since: String,
    #[serde(default)]
    pub until: Option<String>,
}

/// Criteria raised by the council of the gmina (art. 8 ust. 2), in grosze.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RaisedDraft {
    pub single: i64,
    pub family: i64,
    /// ISO date: the first day on which the resolution holds.
    pub since: String,
    /// ISO date: the last one; without one until a later resolution begins.
    #[serde(default)]
    pub until: Option<String>,
    /// Number and day of the resolution.
    pub resolution: String,
}

/// Least okresowy raised by the council of the gmina (art. 38 ust. 6).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PeriodicDraft {
    /// Whole percent of the gap between criterion and income.
    pub percent: i64,
    /// ISO date: the first day on which the resolution holds.
    pub since: String,
    /// ISO date: the last one; without one until a later resolution begins.
    #[serde(default)]
    pub until: Option<String>,
    /// Number and day of the resolution.
    pub resolution: String,
}

/// The criteria of art. 8 ust. 1 in force today, in grosze.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct StatutoryView {
    pub single: i64,
    pub family: i64,
    /// ISO date.
    pub since: String,
    pub source: String,
    /// Least okresowy in percent of the gap (art. 38 ust. 3), where it is known.
    pub periodic_percent: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct UnitDraft {
    /// Empty for a new unit, until the core has named it.
    pub id: String,
    pub name: String,
    pub kind: String,
    pub tasks: String,
    pub takes: Vec<String>,
    pub conducts_proceedings: Option<bool>,
    /// Id of a person, or words.
    pub coordinator: Option<String>,
    pub source: String,
    pub note: Option<String>,
}

/// Exactly one of `any`, `only` and `otherwise` stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EntryDraft {
    pub any: Vec<String>,
    pub only: Vec<String>,
    pub default: bool,
    pub team: String,
    pub source: String,
    pub reason_pl: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RuleDraft {
    /// Empty for a new rule, until the core has named it.
    pub id: String,
    pub when: Vec<String>,
    #[serde(default)]
    pub all: Vec<ConditionDraft>,
    #[serde(default)]
    pub any: Vec<ConditionDraft>,
    /// Working days from the arrival.
    #[serde(default)]
    pub term_days: Option<u32>,
    /// First in the team's inbox.
    #[serde(default)]
    pub urgent: bool,
    pub teams: Vec<String>,
    /// Made by the core.
    pub when_pl: String,
    pub reason_pl: String,
    pub source: String,
    pub basis: String,
    pub assumption: Option<String>,
    pub note: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ConditionDraft {
    pub field: String,
    /// Made by the core.
    pub label_pl: String,
    pub test: TestDraft,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum NumberUnit {
    #[default]
    Count,
    Grosze,
    TenThousandths,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
#[ts(export)]
pub enum TestDraft {
    Yes,
    No,
    OneOf { words: Vec<String> },
    NoneOf { words: Vec<String> },
    AtLeast { number: i64, unit: NumberUnit },
    AtMost { number: i64, unit: NumberUnit },
    Since { date: String },
    Until { date: String },
}

/// What may be compared in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum ComparedKind {
    YesNo,
    Choice,
    MultiChoice,
    Number,
    Date,
}

/// A field that a rule may use.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RuleFieldView {
    pub id: String,
    pub label: String,
    pub place: String,
    pub kind: ComparedKind,
    pub words: Vec<String>,
    pub unit: NumberUnit,
}

/// An id with its Polish words.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LabelView {
    pub id: String,
    pub name: String,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MemberView {
    pub person: Uuid,
    pub name: String,
    pub teams: Vec<String>,
}

/// One version: who decided it, why, from when, and what it changed.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct StructureVersionView {
    pub version: String,
    pub valid_from: String,
    pub decided_at: String,
    pub by: String,
    pub reason: String,
    pub in_force: bool,
    pub changes: Vec<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OrganisationView {
    /// The version decided last; a proposal is made from it.
    pub version: String,
    pub draft: OrganisationDraft,
    pub may_edit: bool,
    /// A proposal of this seat waits for the office.
    pub waiting: bool,
    pub today: String,
    pub staff: Vec<MemberView>,
    /// For the head: everybody who works here, with what she is authorised by.
    pub authorised: Vec<AuthorisedView>,
    pub externals: Vec<TeamView>,
    pub matters: Vec<LabelView>,
    pub unit_kinds: Vec<LabelView>,
    pub fields: Vec<RuleFieldView>,
    /// Blocks of the forms that a centre may do without.
    pub blocks: Vec<LabelView>,
    pub statutory: Option<StatutoryView>,
    /// Newest first.
    pub history: Vec<StructureVersionView>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum RulePart {
    Routing,
    Entry,
    Unit,
    Parameters,
    Whole,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RuleFindingView {
    pub part: RulePart,
    pub place: u32,
    /// Not to be saved like this.
    pub error: bool,
    pub text: String,
}

/// A draft as the core reads it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ExaminedView {
    /// With ids and labels filled in.
    pub draft: OrganisationDraft,
    /// Each rule as a sentence, in order.
    pub routing: Vec<String>,
    pub entry: Vec<String>,
    pub findings: Vec<RuleFindingView>,
    /// What differs from the version decided last.
    pub changes: Vec<String>,
    pub may_be_saved: bool,
}

/// What the office said of an act of the head, with its reason if it refused.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DecisionView {
    pub outcome: ActOutcome,
    pub refusal: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ReplayedTeamView {
    pub name: String,
    pub lost: u32,
    pub gained: u32,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ReplayLineView {
    pub number: String,
    pub before: Vec<String>,
    pub after: Vec<String>,
    pub why: Vec<String>,
    pub uncaught: bool,
}

/// What other rules would have done with the centre's own interviews.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ReplayView {
    pub decision: DecisionView,
    pub interviews: u32,
    pub elsewhere: u32,
    /// To the same teams, but with another term or urgency, or held by another team.
    pub otherwise: u32,
    pub uncaught: u32,
    pub teams: Vec<ReplayedTeamView>,
    pub lines: Vec<ReplayLineView>,
}
