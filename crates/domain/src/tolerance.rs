//! The change of income that does not change a benefit (art. 106 ust. 3a and 3b).

use chrono::NaiveDate;
use serde::Serialize;

use crate::criteria::Criterion;
use crate::measures;
use crate::money::Grosze;

/// A change of income held against 10 % of the criterion. Amounts in grosze.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tolerance {
    /// Present income less the earlier one; negative when it fell.
    pub change: Grosze,
    /// So many percent of the present criterion of a single person or of a person in a family.
    pub limit: Grosze,
    /// Whether the benefit must be worked out anew.
    pub exceeded: bool,
    pub basis: String,
    /// Polish sentence.
    pub why: String,
}

/// Compares two incomes for zasiłek stały under the present criterion and the law of that day.
#[must_use]
pub fn of(
    earlier_staly: Grosze,
    present_staly: Grosze,
    present: Criterion,
    on: NaiveDate,
) -> Option<Tolerance> {
    let change = present_staly - earlier_staly;
    let law = measures::tolerance(on)?;
    let limit = Grosze(present.per_person.0.saturating_mul(law.percent)).per(100);
    let size = Grosze(change.0.saturating_abs());
    let exceeded = size > limit;
    let verb = if exceeded {
        "przekracza"
    } else {
        "nie przekracza"
    };
    let why = format!(
        "zmiana dochodu o {size} {verb} {limit} ({} % kryterium)",
        law.percent
    );
    Some(Tolerance {
        change,
        limit,
        exceeded,
        basis: law.basis.clone(),
        why,
    })
}
