//! Plan pracy z rodziną (art. 15 u.w.r.): lines that somebody proposes instead of writing them, visits of the asystent with a word on
//! each line, and the day of the next periodic evaluation. The plan itself and each evaluation are documents of their own forms.

use std::collections::BTreeMap;

use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Category;
use crate::workflow::field;

/// Form of the plan.
pub const FAMILY_PLAN: &str = "family-plan";
/// Form of the periodic evaluation (okresowa ocena sytuacji rodziny).
pub const FAMILY_EVALUATION: &str = "family-evaluation";

/// Kinds of the plan's lines, in the order of its paper.
pub const LINES: [&str; 4] = [
    "family_child",
    "family_problem",
    "family_goal",
    "family_action",
];
/// Lines of which something is done.
pub const ACTION: &str = "family_action";

/// The evaluation is made at least every half-year (art. 15 ust. 1 pkt 15 u.w.r.).
const EVALUATED_EVERY: Months = Months::new(6);
/// From how many days before its term an evaluation, or the end of a plan, is called for.
pub const CALLED_FOR_DAYS: i64 = 30;

/// What somebody proposes instead of writing it: field `row`; nobody writes over it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// The plan.
    pub document: Uuid,
    /// The line it would change; of a new line the one it would become.
    pub line: Uuid,
    /// One of [`LINES`].
    pub kind: String,
    /// Columns as they would be; those that are not named stay.
    pub columns: BTreeMap<String, String>,
    pub by: Uuid,
    pub at_ms: i64,
}

/// What became of it: field `settled`; the last word counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuggestionSettled {
    pub accepted: bool,
    pub by: Uuid,
    pub at_ms: i64,
}

/// How a line of the plan stands, as the asystent saw it with the family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineState {
    Done,
    Partly,
    NotDone,
    Changed,
}

impl LineState {
    pub const ALL: [Self; 4] = [Self::Done, Self::Partly, Self::NotDone, Self::Changed];

    #[must_use]
    pub const fn name_pl(self) -> &'static str {
        match self {
            Self::Done => "wykonane",
            Self::Partly => "częściowo",
            Self::NotDone => "niewykonane",
            Self::Changed => "zmienione",
        }
    }

    /// The word for it in the forms of the plan and of the evaluation.
    #[must_use]
    pub const fn status_pl(self) -> &'static str {
        match self {
            Self::Done => "zrealizowane",
            Self::Partly => "częściowo zrealizowane",
            Self::NotDone => "niezrealizowane",
            Self::Changed => "zmienione",
        }
    }
}

/// A word on one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineNote {
    pub line: Uuid,
    pub state: LineState,
    pub note: String,
}

/// A visit of the asystent: field `row`; nobody writes over it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FamilyVisit {
    pub on: NaiveDate,
    pub note: String,
    pub lines: Vec<LineNote>,
    pub by: Uuid,
    pub at_ms: i64,
}

/// Category of a field of a suggestion or of a visit.
#[must_use]
pub fn category_of(name: &str) -> Option<Category> {
    matches!(name, "row" | field::SETTLED | "@" | "deleted").then_some(Category::FamilyPlan)
}

/// When the family's situation is to be evaluated next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EvaluationDue {
    pub on: NaiveDate,
    /// Below zero once the term is past.
    pub days_left: i64,
    /// Near enough to be called for.
    pub called_for: bool,
}

impl EvaluationDue {
    /// Half a year after the last evaluation, or after the work began where there was none; sooner if the last paper says so.
    #[must_use]
    pub fn day(since: NaiveDate, planned: Option<NaiveDate>) -> NaiveDate {
        let latest = since
            .checked_add_months(EVALUATED_EVERY)
            .unwrap_or(NaiveDate::MAX);
        planned
            .filter(|planned| *planned > since)
            .map_or(latest, |planned| planned.min(latest))
    }

    /// How far that day is.
    #[must_use]
    pub fn on(on: NaiveDate, today: NaiveDate) -> Self {
        let days_left = (on - today).num_days();
        Self {
            on,
            days_left,
            called_for: days_left <= CALLED_FOR_DAYS,
        }
    }
}
