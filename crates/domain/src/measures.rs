//! Numbers and words of the act by which people and help are told apart, each with its article. The rows are `data/measures.toml`.

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::facts::Part;
use crate::in_force;

/// The whole table.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measures {
    pub adulthood: Vec<Adulthood>,
    pub incapacity_by_age: Vec<IncapacityByAge>,
    pub one_off_income: Vec<OneOffIncome>,
    pub tolerance: Vec<TolerancePercent>,
    pub regardless_of_income: Vec<RegardlessOfIncome>,
    pub refundable: Vec<Refundable>,
    pub ruling: Vec<RulingKind>,
    pub service: Vec<ServiceKind>,
}

/// From how many whole years a person is an adult.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Adulthood {
    pub valid_from: NaiveDate,
    pub years: i32,
    pub basis: String,
    pub source: String,
}

/// From how many whole years a person counts as unable to work (art. 6 pkt 7).
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IncapacityByAge {
    pub valid_from: NaiveDate,
    pub women: i32,
    pub men: i32,
    pub basis: String,
    pub source: String,
}

/// When a one-off income is spread, and over how many months (art. 8 ust. 11).
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OneOffIncome {
    pub valid_from: NaiveDate,
    pub criterion_multiple: i64,
    pub months: i32,
    pub basis: String,
    pub source: String,
}

/// Percent of the criterion by which income may change without a new decision (art. 106 ust. 3a).
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TolerancePercent {
    pub valid_from: NaiveDate,
    pub percent: i64,
    pub basis: String,
    pub source: String,
}

/// Events after which zasiłek celowy may be granted whatever the income (art. 40).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegardlessOfIncome {
    pub valid_from: NaiveDate,
    /// Points of art. 7 that name such an event.
    pub reasons: Vec<String>,
    /// Parts of the questionnaire that are of such an event.
    pub parts: Vec<Part>,
    /// Polish words.
    pub text: String,
    pub basis: String,
    pub source: String,
}

/// Help on the condition that it is given back (art. 41 pkt 2).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refundable {
    pub valid_from: NaiveDate,
    /// Polish words.
    pub text: String,
    pub basis: String,
    pub source: String,
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
    pub source: String,
    /// First and last day of the kind; `None` = not read, or without an end.
    #[serde(default)]
    pub from: Option<NaiveDate>,
    #[serde(default)]
    pub to: Option<NaiveDate>,
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
    pub source: String,
    /// First and last day of the kind; `None` = not read, or without an end.
    #[serde(default)]
    pub from: Option<NaiveDate>,
    #[serde(default)]
    pub to: Option<NaiveDate>,
}

static TABLE: LazyLock<Measures> =
    LazyLock::new(|| toml::from_str(include_str!("../data/measures.toml")).unwrap_or_default());

/// The whole table.
#[must_use]
pub fn table() -> &'static Measures {
    &TABLE
}

/// From when a person is of age, by the law of a day.
#[must_use]
pub fn adulthood(day: NaiveDate) -> Option<&'static Adulthood> {
    in_force::on(&TABLE.adulthood, Some(day), |row| row.valid_from)
}

/// From when age alone makes a person unable to work, by the law of a day.
#[must_use]
pub fn incapacity_by_age(day: NaiveDate) -> Option<&'static IncapacityByAge> {
    in_force::on(&TABLE.incapacity_by_age, Some(day), |row| row.valid_from)
}

/// How a one-off income paid on a day is spread.
#[must_use]
pub fn one_off_income(day: NaiveDate) -> Option<&'static OneOffIncome> {
    in_force::on(&TABLE.one_off_income, Some(day), |row| row.valid_from)
}

/// The change of income without effect, by the law of a day.
#[must_use]
pub fn tolerance(day: NaiveDate) -> Option<&'static TolerancePercent> {
    in_force::on(&TABLE.tolerance, Some(day), |row| row.valid_from)
}

/// The events after which income does not matter, by the law of a day.
#[must_use]
pub fn regardless_of_income(day: NaiveDate) -> Option<&'static RegardlessOfIncome> {
    in_force::on(&TABLE.regardless_of_income, Some(day), |row| row.valid_from)
}

/// The help that is to be given back, by the law of a day.
#[must_use]
pub fn refundable(day: NaiveDate) -> Option<&'static Refundable> {
    in_force::on(&TABLE.refundable, Some(day), |row| row.valid_from)
}

/// The kind of ruling of that name on a day.
#[must_use]
pub fn ruling(kind: &str, day: NaiveDate) -> Option<&'static RulingKind> {
    let mut rulings = TABLE.ruling.iter();
    rulings.find(|row| row.kind == kind && in_force::serves(row.from, row.to, day))
}

/// The service a planned help is on a day; `None` when it is none.
#[must_use]
pub fn service(kind: &str, day: NaiveDate) -> Option<&'static ServiceKind> {
    let mut services = TABLE.service.iter();
    services.find(|row| row.kind == kind && in_force::serves(row.from, row.to, day))
}
