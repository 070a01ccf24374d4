//! The table of kinds of income (`data/income_kinds.toml`): which count, how, and by which article.

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::facts::IncomeRow;
use crate::money::Grosze;
use crate::month::Month;

/// How a month's amount is found in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Gross less deductions, in the month it was paid (art. 8 ust. 3).
    Monthly,
    /// The declared amount (art. 8 ust. 5 pkt 2).
    Declared,
    /// The year's income by months of activity, else the declared amount (art. 8 ust. 5 pkt 1).
    Yearly,
    /// Hectares times the amount of art. 8 ust. 9; below one hectare left out (art. 8 ust. 4 pkt 6).
    Hectares,
    /// Own month, or twelve parts above five times the criterion (art. 8 ust. 11).
    OneOff,
    /// Spread over the months it was due for (art. 8 ust. 12).
    Period,
    /// Not income at all.
    Never,
}

/// A part of a row that may be taken off the gross amount (art. 8 ust. 3 pkt 1 and 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deduction {
    /// Koszty uzyskania przychodu.
    Costs,
    /// Zaliczka na podatek dochodowy.
    Tax,
    /// Składka na ubezpieczenie zdrowotne.
    Health,
    /// Składki na ubezpieczenia społeczne.
    Social,
}

impl Deduction {
    pub(super) fn of(self, row: &IncomeRow) -> Grosze {
        match self {
            Self::Costs => row.costs,
            Self::Tax => row.tax,
            Self::Health => row.health,
            Self::Social => row.social,
        }
    }

    pub(super) const fn name_pl(self) -> &'static str {
        match self {
            Self::Costs => "koszty uzyskania przychodu",
            Self::Tax => "zaliczka na podatek",
            Self::Health => "składka zdrowotna",
            Self::Social => "składki społeczne",
        }
    }
}

/// Articles that leave a kind out of one of the three incomes only.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LeftOutOf {
    /// Left out of the income for money benefits.
    pub money: Option<String>,
    /// Left out of the income for zasiłek stały.
    pub staly: Option<String>,
}

/// One kind of income.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IncomeKind {
    /// Polish name, as in the form.
    pub name: String,
    /// First day on which the act knows the kind; `None` = not read, judged alike in every month.
    #[serde(default)]
    pub from: Option<NaiveDate>,
    /// Last day on which the act knows it; `None` = not read, or it still does.
    #[serde(default)]
    pub to: Option<NaiveDate>,
    pub method: Method,
    #[serde(default)]
    pub deduct: Vec<Deduction>,
    /// Article by which it counts, or by which it does not.
    pub basis: String,
    /// Where the row was read.
    pub source: String,
    /// False where the number of the point was not read in the act.
    #[serde(default = "confirmed")]
    pub confirmed: bool,
    #[serde(default)]
    pub left_out_of: LeftOutOf,
    /// Work that somebody may have taken up under a social contract (art. 38 ust. 4a–4b).
    #[serde(default)]
    pub earned: bool,
    /// Article under which a right to it excludes zasiłek stały.
    #[serde(default)]
    pub bars_permanent: Option<String>,
}

const fn confirmed() -> bool {
    true
}

#[derive(Deserialize)]
struct Table {
    kind: Vec<IncomeKind>,
}

static TABLE: LazyLock<Vec<IncomeKind>> = LazyLock::new(|| {
    toml::from_str::<Table>(include_str!("../../data/income_kinds.toml"))
        .map(|table| table.kind)
        .unwrap_or_default()
});

/// Whether an amount of a row (`gross`, `costs`, `tax`, `health`, `social`) matters for a kind of income; `None` for a
/// kind the table does not hold or a part it does not name.
#[must_use]
pub fn takes(kind: &str, part: &str) -> Option<bool> {
    let kind = TABLE.iter().find(|known| known.name == kind)?;
    let deduction = match part {
        "gross" => return Some(!matches!(kind.method, Method::Declared | Method::Hectares)),
        "costs" => Deduction::Costs,
        "tax" => Deduction::Tax,
        "health" => Deduction::Health,
        "social" => Deduction::Social,
        _ => return None,
    };
    Some(kind.deduct.contains(&deduction))
}

/// All kinds, in the order of the form.
#[must_use]
pub fn table() -> &'static [IncomeKind] {
    &TABLE
}

/// The kind of that name in a month; `None` when no article of the table knows it then.
#[must_use]
pub fn kind(name: &str, month: Month) -> Option<&'static IncomeKind> {
    let known = |kind: &&IncomeKind| {
        let begun = kind.from.is_none_or(|from| Month::of(from) <= month);
        begun && kind.to.is_none_or(|to| month <= Month::of(to))
    };
    let mut named = TABLE.iter().filter(|kind| kind.name == name);
    named.find(known)
}
