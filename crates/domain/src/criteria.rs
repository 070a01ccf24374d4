//! Amounts by which need is measured (kryteria dochodowe and the amounts beside them), each with the day it
//! came into force and the act it stands in. The rows are `data/criteria.toml`.

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::calendar::date_pl;
use crate::in_force;
use crate::lease::LEASE_DAYS;
use crate::money::Grosze;
use crate::structure::Gmina;

/// One regulation's amounts, in grosze. What is not known for its time is `None`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Criteria {
    /// First day the amounts hold.
    pub valid_from: NaiveDate,
    /// The act they stand in.
    pub source: String,
    /// Whether day and amounts were read in that act.
    pub confirmed: bool,
    /// Kryterium dochodowe osoby samotnie gospodarującej, art. 8 ust. 1 pkt 1.
    pub single: Grosze,
    /// Kryterium dochodowe na osobę w rodzinie, art. 8 ust. 1 pkt 2.
    pub family: Grosze,
    /// Monthly income of one hektar przeliczeniowy, art. 8 ust. 9.
    #[serde(default)]
    pub hectare: Option<Grosze>,
    /// Base of pomoc na usamodzielnienie, na kontynuowanie nauki and na zagospodarowanie.
    #[serde(default)]
    pub independence_base: Option<Grosze>,
    /// Lowest świadczenie na utrzymanie i naukę języka polskiego for foreigners.
    #[serde(default)]
    pub integration_min: Option<Grosze>,
    /// Highest of the same.
    #[serde(default)]
    pub integration_max: Option<Grosze>,
    /// Limits of zasiłek stały and zasiłek okresowy; without them there is no estimate.
    #[serde(default)]
    pub benefits: Option<BenefitLimits>,
}

/// Limits of zasiłek stały (permanent) and zasiłek okresowy (periodic), in grosze and percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BenefitLimits {
    /// Art. 37 ust. 2: percent of the criterion from which income is taken off.
    pub permanent_percent: i64,
    /// Art. 37 ust. 2 pkt 1: highest amount of a single person.
    pub permanent_max: Grosze,
    /// Art. 37 ust. 3.
    pub permanent_min: Grosze,
    /// Art. 38 ust. 3: least percent of the gap.
    pub periodic_percent: i64,
    /// Art. 38 ust. 2 pkt 1: highest amount of a single person.
    pub periodic_single_cap: Grosze,
    /// Art. 38 ust. 4.
    pub periodic_min: Grosze,
}

/// What the act leaves to a centre and its gmina, as an interview of one day is measured by it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OfficeParameters {
    /// Whether the monthly KRUS contribution is taken off income from land; practice differs.
    pub krus_deducted: bool,
    /// Criteria raised by the council for okresowy and celowy (art. 8 ust. 2).
    pub criterion_raised: Option<RaisedCriterion>,
    /// Least okresowy raised by the council (art. 38 ust. 6).
    pub periodic_raised: Option<RaisedPeriodic>,
    /// The centre's gmina: raised criteria do not hold for help at the place of stay (art. 101 ust. 5).
    pub gmina: Option<Gmina>,
}

/// What the act leaves to a centre and its gmina, as the head keeps it. What measures interviews is dated: the list decided last
/// speaks of every day, so that a mistake can be put right for the days already past.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CentreParameters {
    /// Days of the application on which the KRUS contribution is taken off income from land; practice differs.
    pub krus_deducted: Vec<Span>,
    /// Resolutions that raise the criteria for okresowy and celowy (art. 8 ust. 2), in any order.
    pub criterion_raised: Vec<RaisedCriterion>,
    /// Resolutions that raise the least okresowy (art. 38 ust. 6), in any order.
    pub periodic_raised: Vec<RaisedPeriodic>,
    /// Whether the centre holds parts V and VI although it passes them on (art. 19 and 20: tasks of the powiat).
    pub powiat: bool,
    /// Whether coordinators see the work of their teams' people by name.
    pub named_on_board: bool,
    /// Days for which a laptop may be read after the office last answered it; without them [`crate::lease::LEASE_DAYS`].
    pub lease_days: Option<u32>,
    /// Switched blocks of the forms that the centre does without, such as „child_safety”.
    pub without: Vec<String>,
}

/// Why dated parameters are not used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SpanError {
    #[error("a span ends before it begins")]
    Backwards,
    #[error("two spans begin on {0}")]
    TwoBegin(NaiveDate),
}

/// Days from the first to the last one; without a last day it runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Span {
    pub since: NaiveDate,
    #[serde(default)]
    pub until: Option<NaiveDate>,
}

impl Span {
    /// Whether it holds on a day; its first and its last day are days of it.
    #[must_use]
    pub fn holds_on(self, day: NaiveDate) -> bool {
        in_force::serves(Some(self.since), self.until, day)
    }

    /// „od 1.03.2025” or „od 1.03.2025 do 31.12.2025”.
    #[must_use]
    pub fn text_pl(self) -> String {
        let since = date_pl(self.since);
        match self.until {
            None => format!("od {since}"),
            Some(until) => format!("od {since} do {}", date_pl(until)),
        }
    }

    /// The one of these that holds on a day: of those begun the last, until it ends. A later one takes the place of an earlier one.
    fn last_of<T>(all: &[T], span: impl Fn(&T) -> Self, day: NaiveDate) -> Option<&T> {
        let begun = all.iter().filter(|one| span(one).since <= day);
        let last = begun.max_by_key(|one| span(one).since);
        last.filter(|one| span(one).holds_on(day))
    }

    /// None ends before it begins, and no two begin on one day.
    fn check(mut spans: Vec<Self>) -> Result<(), SpanError> {
        spans.sort_by_key(|span| span.since);
        let backwards = |span: &Self| span.until.is_some_and(|until| until < span.since);
        if spans.iter().any(backwards) {
            return Err(SpanError::Backwards);
        }
        let next = spans.iter().skip(1);
        let mut beside = spans.iter().zip(next);
        match beside.find(|(one, next)| one.since == next.since) {
            Some((one, _)) => Err(SpanError::TwoBegin(one.since)),
            None => Ok(()),
        }
    }
}

impl CentreParameters {
    /// By what an interview is measured whose law is that of this day.
    #[must_use]
    pub fn on(&self, day: NaiveDate) -> OfficeParameters {
        let raised = Span::last_of(&self.criterion_raised, RaisedCriterion::span, day);
        let periodic = Span::last_of(&self.periodic_raised, RaisedPeriodic::span, day);
        OfficeParameters {
            krus_deducted: self.krus_deducted.iter().any(|span| span.holds_on(day)),
            criterion_raised: raised.cloned(),
            periodic_raised: periodic.cloned(),
            gmina: None,
        }
    }

    /// Days of a laptop's lease.
    #[must_use]
    pub fn lease(&self) -> u32 {
        self.lease_days.unwrap_or(LEASE_DAYS)
    }

    /// Whether the days make sense.
    pub fn check_spans(&self) -> Result<(), SpanError> {
        let raised = self.criterion_raised.iter().map(RaisedCriterion::span);
        Span::check(raised.collect())?;
        let periodic = self.periodic_raised.iter().map(RaisedPeriodic::span);
        Span::check(periodic.collect())?;
        Span::check(self.krus_deducted.clone())
    }
}

/// Blocks of the forms that a centre may do without, by the name in the forms, with their Polish names: both questions come from
/// the draft amendment of 2026.
pub const SWITCHED_BLOCKS: [(&str, &str); 1] = [("child_safety", "Bezpieczeństwo małoletniego")];

/// Criteria raised by rada gminy (art. 8 ust. 2), in grosze.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RaisedCriterion {
    pub single: Grosze,
    pub family: Grosze,
    /// First day on which the resolution (uchwała) holds.
    pub since: NaiveDate,
    /// Last day on which it holds; without one until a later resolution begins.
    #[serde(default)]
    pub until: Option<NaiveDate>,
    /// Number and day of the resolution, as the calculation names it.
    pub resolution: String,
}

impl RaisedCriterion {
    /// The days on which it holds.
    #[must_use]
    pub fn span(&self) -> Span {
        Span {
            since: self.since,
            until: self.until,
        }
    }

    /// The statutory criteria of its first day, if it lies below one of them.
    #[must_use]
    pub fn falls_short_of(&self) -> Option<&'static Criteria> {
        on(self.since).filter(|law| self.single < law.single || self.family < law.family)
    }
}

/// Least okresowy raised by rada gminy (art. 38 ust. 6), in percent of the gap between criterion and income.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RaisedPeriodic {
    /// Whole percent, instead of those of art. 38 ust. 3.
    pub percent: i64,
    /// First day on which the resolution (uchwała) holds.
    pub since: NaiveDate,
    /// Last day on which it holds; without one until a later resolution begins.
    #[serde(default)]
    pub until: Option<NaiveDate>,
    /// Number and day of the resolution, as the calculation names it.
    pub resolution: String,
}

impl RaisedPeriodic {
    /// The days on which it holds.
    #[must_use]
    pub fn span(&self) -> Span {
        Span {
            since: self.since,
            until: self.until,
        }
    }

    /// What it may lie between, above the first and up to the second: the percent of the act on its first day, and the whole gap.
    #[must_use]
    pub fn bounds(&self) -> (i64, i64) {
        let law = on(self.since).and_then(|law| law.benefits);
        (law.map_or(0, |limits| limits.periodic_percent), 100)
    }
}

/// Which of the two criteria of art. 8 ust. 1 a household is measured by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum HouseholdKind {
    /// Art. 6 pkt 10.
    #[serde(rename = "osoba samotnie gospodarująca")]
    Single,
    /// Art. 6 pkt 14.
    #[serde(rename = "rodzina")]
    Family,
}

/// The criterion of one household, in grosze.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criterion {
    pub kind: HouseholdKind,
    pub per_person: Grosze,
    /// For all persons together.
    pub household: Grosze,
}

impl Criterion {
    /// The criterion of `persons` people who keep house together, out of the two amounts of art. 8 ust. 1.
    #[must_use]
    pub fn of_household(persons: usize, single: Grosze, family: Grosze) -> Self {
        let persons = i64::try_from(persons).unwrap_or(i64::MAX);
        if persons <= 1 {
            return Self {
                kind: HouseholdKind::Single,
                per_person: single,
                household: single,
            };
        }
        let household = Grosze(family.0.saturating_mul(persons));
        Self {
            kind: HouseholdKind::Family,
            per_person: family,
            household,
        }
    }
}

impl Criteria {
    /// The criterion of `persons` people who keep house together.
    #[must_use]
    pub fn criterion(&self, persons: usize) -> Criterion {
        Criterion::of_household(persons, self.single, self.family)
    }
}

#[derive(Deserialize)]
struct Table {
    row: Vec<Criteria>,
}

static TABLE: LazyLock<Vec<Criteria>> = LazyLock::new(|| {
    let mut rows = toml::from_str::<Table>(include_str!("../data/criteria.toml"))
        .map(|table| table.row)
        .unwrap_or_default();
    rows.sort_by_key(|row| row.valid_from);
    rows
});

/// All rows, oldest first.
#[must_use]
pub fn table() -> &'static [Criteria] {
    &TABLE
}

/// The amounts in force on `date`; `None` before the first row.
#[must_use]
pub fn on(date: NaiveDate) -> Option<&'static Criteria> {
    TABLE.iter().rev().find(|row| row.valid_from <= date)
}
