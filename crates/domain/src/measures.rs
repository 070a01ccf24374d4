//! Numbers and words of the act by which people and help are told apart, each with its article. The rows are `data/measures.toml`.

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;

/// The whole table.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measures {
    /// State of law of that day.
    pub valid_from: NaiveDate,
    pub adulthood: Adulthood,
    pub incapacity_by_age: IncapacityByAge,
    pub one_off_income: OneOffIncome,
    pub tolerance: TolerancePercent,
    pub ruling: Vec<RulingKind>,
    pub service: Vec<ServiceKind>,
}

/// From how many whole years a person is an adult.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Adulthood {
    pub years: i32,
    pub basis: String,
}

/// From how many whole years a person counts as unable to work (art. 6 pkt 7).
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IncapacityByAge {
    pub women: i32,
    pub men: i32,
    pub basis: String,
}

/// When a one-off income is spread, and over how many months (art. 8 ust. 11).
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OneOffIncome {
    pub criterion_multiple: i64,
    pub months: i32,
    pub basis: String,
}

/// Percent of the criterion by which income may change without a new decision (art. 106 ust. 3a).
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TolerancePercent {
    pub percent: i64,
    pub basis: String,
}

/// A kind of ruling (orzeczenie) of the form.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RulingKind {
    pub kind: String,
    /// Counts as całkowita niezdolność do pracy (art. 6 pkt 1).
    #[serde(default)]
    pub full: bool,
    /// A ruling on disability (art. 107 ust. 5b pkt 6) rather than on incapacity for work (pkt 5).
    #[serde(default)]
    pub disability: bool,
    pub basis: String,
}

/// Help a household may pay for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceKind {
    /// Word of art. 36.
    pub kind: String,
    /// Article on payment, where it was read.
    pub payment: Option<String>,
    pub basis: String,
}

static TABLE: LazyLock<Measures> =
    LazyLock::new(|| toml::from_str(include_str!("../data/measures.toml")).unwrap_or_default());

/// The table in force.
#[must_use]
pub fn table() -> &'static Measures {
    &TABLE
}

/// The kind of ruling of that name.
#[must_use]
pub fn ruling(kind: &str) -> Option<&'static RulingKind> {
    TABLE.ruling.iter().find(|ruling| ruling.kind == kind)
}
