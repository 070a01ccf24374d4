//! What the reasons of art. 7 are enough for (`data/reasons.toml`).

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::facts::InterviewFacts;
use crate::in_force;

/// Reasons that give no right to money when nothing stands beside them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotEnough {
    pub valid_from: NaiveDate,
    /// Points of art. 7.
    pub points: Vec<String>,
    /// Polish sentence.
    pub text: String,
    pub basis: String,
    pub source: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    not_enough: Vec<NotEnough>,
}

static TABLE: LazyLock<Table> =
    LazyLock::new(|| toml::from_str(include_str!("../data/reasons.toml")).unwrap_or_default());

/// The whole table.
#[must_use]
pub fn table() -> &'static [NotEnough] {
    &TABLE.not_enough
}

impl NotEnough {
    /// Polish words: which answers it comes from.
    #[must_use]
    pub fn because(&self) -> String {
        let points = self.points.join(", ");
        format!("bo z powodów z art. 7 podano tylko: pkt {points}")
    }
}

/// Why the reasons given are not enough for money (art. 8 ust. 1); `None` when they are, or when none is given yet.
/// True only of facts that hold every reason.
#[must_use]
pub fn not_enough_for_money(facts: &InterviewFacts) -> Option<&'static NotEnough> {
    let day = facts.applied();
    let row = in_force::on(&TABLE.not_enough, day, |row| row.valid_from)?;
    let alone = |point| row.points.contains(point);
    let only_these = !facts.reasons.is_empty() && facts.reasons.iter().all(alone);
    (only_these && !facts.other_reason).then_some(row)
}
