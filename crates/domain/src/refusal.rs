//! Grounds on which money benefits may be refused, limited or suspended (art. 11–13 u.p.s., `data/refusals.toml`), as far as an answer
//! of the interview points to one. A remark for the worker; the centre judges.

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Category;
use crate::facts::{InterviewFacts, Person};
use crate::in_force;

/// Which answers point to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GroundId {
    TreatmentRefused,
    Property,
    Prison,
}

/// One row of the table.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ground {
    pub id: GroundId,
    /// Category of the answers that point to it: who may not hold it is not told.
    pub category: Category,
    /// Polish sentences.
    pub text: String,
    /// Polish words: which answers point to it; names nobody.
    pub because: String,
    pub basis: String,
    pub source: String,
    /// First and last day of the row; `None` = not read, or without an end.
    #[serde(default)]
    pub from: Option<NaiveDate>,
    #[serde(default)]
    pub to: Option<NaiveDate>,
}

/// What the answers say of such grounds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Obstacles {
    /// Somebody addicted is not treated and does not agree to be.
    pub treatment_refused: bool,
    /// Movables or savings are stated.
    pub property: bool,
    /// Somebody of the family is, or was, in prison.
    pub prison: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    ground: Vec<Ground>,
}

static TABLE: LazyLock<Table> =
    LazyLock::new(|| toml::from_str(include_str!("../data/refusals.toml")).unwrap_or_default());

/// The whole table.
#[must_use]
pub fn table() -> &'static [Ground] {
    &TABLE.ground
}

/// Whether everybody was asked of income and nobody has any: the form has no answer „bez dochodu”, and whose position on the labour
/// market does not stand was not asked yet.
fn states_no_income(facts: &InterviewFacts) -> bool {
    let asked_without = |person: &Person| {
        let asked = person.labour_position.as_deref();
        asked.is_some_and(|position| !position.is_empty()) && person.income.is_empty()
    };
    !facts.persons.is_empty() && facts.persons.iter().all(asked_without)
}

/// Grounds that the answers point to.
pub fn grounds(facts: &InterviewFacts) -> impl Iterator<Item = &'static Ground> {
    let day = facts.applied();
    let obstacles = facts.obstacles;
    let no_income = states_no_income(facts);
    table().iter().filter(move |ground| {
        let stands = match ground.id {
            GroundId::TreatmentRefused => obstacles.treatment_refused,
            GroundId::Property => obstacles.property && no_income,
            GroundId::Prison => obstacles.prison,
        };
        stands && day.is_none_or(|day| in_force::serves(ground.from, ground.to, day))
    })
}
