//! Part II: what a relative of art. 103 could bear, held against the criterion.

use serde::Serialize;

use crate::assess::assess;
use crate::criteria::{Criterion, OfficeParameters};
use crate::facts::InterviewFacts;
use crate::money::Grosze;

/// Income of a relative's household beside its criterion. Amounts in grosze; `None` where it cannot be worked out yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RelativeMeans {
    pub income: Option<Grosze>,
    pub income_per_person: Option<Grosze>,
    pub criterion: Option<Criterion>,
    /// Income above the criterion: help of the relative may be agreed upon (art. 103 ust. 1).
    pub above: Option<bool>,
}

/// Works out the means of the household of a part II or III.
#[must_use]
pub fn means(facts: &InterviewFacts, parameters: &OfficeParameters) -> RelativeMeans {
    let assessed = assess(facts, parameters);
    RelativeMeans {
        income: assessed.income.map(|income| income.money),
        income_per_person: assessed.income_per_person.map(|income| income.money),
        criterion: assessed.criterion,
        above: assessed.within_criterion.map(|within| !within),
    }
}
