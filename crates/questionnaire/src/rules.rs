//! Layer two of a definition: when a question is asked, what is computed, what is required and checked.

use std::collections::BTreeMap;

use serde::Deserialize;
use teren_domain::household::HouseholdProblem;

/// How much a finding weighs. Nothing blocks typing; an error blocks approval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    Error,
    Warning,
    Note,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Rules {
    /// Interview fields without which the interview is not complete.
    #[serde(default)]
    pub required: Vec<String>,
    /// Member fields without which the interview is not complete.
    #[serde(default)]
    pub required_of_members: Vec<String>,
    /// Interview fields that the head of the unit fills.
    #[serde(default)]
    pub by_head: Vec<String>,
    /// Carried fields that are required where they come from, and not here.
    #[serde(default)]
    pub optional: Vec<String>,
    /// Ids of checks that are not carried.
    #[serde(default)]
    pub dropped: Vec<String>,
    #[serde(default)]
    pub asked: Vec<AskedRule>,
    #[serde(default)]
    pub computed: Vec<ComputedRule>,
    /// Figures that the law in `domain` computes.
    #[serde(default)]
    pub figure: Vec<FigureRule>,
    #[serde(default)]
    pub check: Vec<CheckRule>,
    #[serde(default)]
    pub touched: Vec<TouchedRule>,
    /// Absent: as in the form that blocks are carried from.
    pub texts: Option<Texts>,
    /// Where the findings of `domain` about the household lead; absent in forms without members.
    pub household: Option<HouseholdPlaces>,
}

/// Block of the members, and a member's field for each problem.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct HouseholdPlaces {
    /// Block to jump to when a finding concerns nobody in particular.
    pub members: String,
    #[serde(flatten)]
    pub fields: BTreeMap<HouseholdProblem, String>,
}

/// Sentences of the findings every form has.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Texts {
    /// A required answer is missing; `{label}` stands for the label.
    pub required: String,
    /// A value is not of the field's kind; `{label}` stands for the label.
    pub unfit: String,
    /// A facultative segment is neither begun nor declared not needed.
    pub untouched: String,
    /// A segment is declared not needed without a reason.
    pub reason: String,
    /// A segment is declared not needed, yet holds answers.
    pub answered_though_skipped: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AskedRule {
    #[serde(default = "interview")]
    pub on: String,
    pub fields: Vec<String>,
    pub when: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ComputedRule {
    #[serde(default = "interview")]
    pub on: String,
    pub field: String,
    pub value: String,
    #[serde(default)]
    pub overridable: bool,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FigureRule {
    pub field: String,
    pub figure: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CheckRule {
    pub id: String,
    #[serde(default = "interview")]
    pub on: String,
    /// Field or column to jump to.
    pub at: String,
    pub severity: Severity,
    /// The finding stands when this is true.
    pub when: String,
    pub text: String,
}

/// A carried row older than the month that counts must be changed, removed, or confirmed where it may still hold.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TouchedRule {
    pub id: String,
    pub on: String,
    /// Column with the month the row speaks of.
    pub month: String,
    /// When an old row may hold as it stands.
    pub still: String,
    pub text: String,
}

fn interview() -> String {
    crate::INTERVIEW.to_owned()
}
