//! Estimates of money benefits (art. 37–41): kwota szacunkowa, never a decision. Each benefit stands alone, as if
//! granted by itself.

use chrono::NaiveDate;
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};
use uuid::Uuid;

use crate::criteria::{BenefitLimits, Criterion, HouseholdKind, RaisedPeriodic};
use crate::facts::{InterviewFacts, Person};
use crate::incapacity::{UnableToWork, unable_to_work_on};
use crate::income::{Income, kinds};
use crate::measures;
use crate::money::Grosze;

/// Money benefit that is estimated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub enum Benefit {
    /// Art. 37.
    #[serde(rename = "zasiłek stały")]
    Permanent,
    /// Art. 38.
    #[serde(rename = "zasiłek okresowy")]
    Periodic,
    /// Art. 39.
    #[serde(rename = "zasiłek celowy")]
    Purpose,
    /// Art. 41 pkt 1.
    #[serde(rename = "specjalny zasiłek celowy")]
    SpecialPurpose,
    /// Art. 41 pkt 2.
    #[serde(rename = "pomoc pod warunkiem zwrotu")]
    Refundable,
}

/// What a benefit would come to, in grosze. Written down as `eligible`, `min` and `max`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    NotDue,
    /// Between these bounds; a bound may be missing.
    Known {
        min: Option<Grosze>,
        max: Option<Grosze>,
    },
    /// The organ decides how much.
    Discretionary,
    /// Not to be said: the amounts of that day are not known to the program, or a row of income waits for an answer.
    Unknown,
}

impl Amount {
    const fn exactly(amount: Grosze) -> Self {
        Self::Known {
            min: Some(amount),
            max: Some(amount),
        }
    }
}

/// A benefit, and what it would come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Estimate {
    pub benefit: Benefit,
    /// The person it is for; `None` for the whole household.
    pub person: Option<Uuid>,
    pub amount: Amount,
    /// The calculation or the reason in Polish.
    pub formula: String,
    pub basis: String,
}

impl Serialize for Estimate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Estimate", 7)?;
        fields.serialize_field("benefit", &self.benefit)?;
        fields.serialize_field("person", &self.person)?;
        fields.serialize_field("eligible", &self.eligible())?;
        fields.serialize_field("min", &self.min())?;
        fields.serialize_field("max", &self.max())?;
        fields.serialize_field("formula", &self.formula)?;
        fields.serialize_field("basis", &self.basis)?;
        fields.end()
    }
}

impl Estimate {
    #[must_use]
    pub const fn eligible(&self) -> bool {
        !matches!(self.amount, Amount::NotDue)
    }

    /// Lower bound, where it is known.
    #[must_use]
    pub const fn min(&self) -> Option<Grosze> {
        match self.amount {
            Amount::Known { min, .. } => min,
            _ => None,
        }
    }

    /// Upper bound, where it is known.
    #[must_use]
    pub const fn max(&self) -> Option<Grosze> {
        match self.amount {
            Amount::Known { max, .. } => max,
            _ => None,
        }
    }

    fn refused(benefit: Benefit, person: Option<Uuid>, formula: String, basis: &str) -> Self {
        let basis = basis.to_owned();
        Self {
            benefit,
            person,
            amount: Amount::NotDue,
            formula,
            basis,
        }
    }

    fn due(
        benefit: Benefit,
        person: Option<Uuid>,
        amount: Amount,
        formula: String,
        basis: String,
    ) -> Self {
        Self {
            benefit,
            person,
            amount,
            formula,
            basis,
        }
    }
}

/// What the estimates rest on.
#[derive(Debug, Clone, Copy)]
pub struct Grounds<'a> {
    /// Day of the application.
    pub on: NaiveDate,
    pub household: &'a [&'a Person],
    pub income: &'a Income,
    /// Criterion of art. 8 ust. 1.
    pub criterion: Criterion,
    /// Criterion for okresowy and celowy: the same, or raised by the council (art. 8 ust. 2).
    pub raised: Criterion,
    /// Least okresowy raised by the council (art. 38 ust. 6).
    pub periodic_raised: Option<&'a RaisedPeriodic>,
    /// Limits of the day; without them amounts stay open.
    pub limits: Option<BenefitLimits>,
}

impl Grounds<'_> {
    /// Whether somebody earns in the month that counts.
    fn somebody_works(&self) -> bool {
        let month = self.income.month;
        let rows = self.household.iter().flat_map(|person| &person.income);
        let mut current = rows.filter(|row| row.month.is_none_or(|of| of >= month));
        current.any(|row| kinds::kind(&row.kind, month).is_some_and(|kind| kind.earned))
    }
}

const AMOUNTS_UNKNOWN: &str = "program nie zna kwot obowiązujących w tym dniu";
const INCOME_OPEN: &str = "nie wszystkie dochody można już policzyć";

/// A benefit of which nothing can be said before every income is known.
fn undecided(benefit: Benefit, person: Option<Uuid>, basis: &str) -> Estimate {
    let (formula, basis) = (INCOME_OPEN.to_owned(), basis.to_owned());
    Estimate::due(benefit, person, Amount::Unknown, formula, basis)
}

/// Estimates of stały (one for each person unable to work, or one for nobody), okresowy, celowy and specjalny.
#[must_use]
pub fn all(grounds: &Grounds<'_>) -> Vec<Estimate> {
    let mut estimates: Vec<Estimate> = grounds
        .household
        .iter()
        .filter_map(|person| permanent(grounds, person))
        .collect();
    if estimates.is_empty() {
        let why =
            "nikt nie jest niezdolny do pracy z powodu wieku ani całkowicie niezdolny do pracy";
        estimates.push(Estimate::refused(
            Benefit::Permanent,
            None,
            why.to_owned(),
            "art. 37 ust. 1",
        ));
    }
    estimates.extend([
        periodic(grounds),
        purpose(grounds),
        special_purpose(grounds),
    ]);
    estimates
}

/// Zasiłek stały of one person; `None` when the person is a minor or able to work.
fn permanent(grounds: &Grounds<'_>, person: &Person) -> Option<Estimate> {
    let unable = unable_to_work_on(person, grounds.on)?;
    let refused = |why: String, basis: &str| {
        Some(Estimate::refused(
            Benefit::Permanent,
            Some(person.id),
            why,
            basis,
        ))
    };
    if let Some((kind, basis)) = barring_right(grounds, person) {
        return refused(format!("prawo do innego świadczenia: {kind}"), basis);
    }
    let criterion = grounds.criterion.per_person;
    let point = match grounds.criterion.kind {
        HouseholdKind::Single => "art. 37 ust. 1 pkt 1, ust. 2 pkt 1",
        HouseholdKind::Family => "art. 37 ust. 1 pkt 2, ust. 2 pkt 2",
    };
    if !grounds.income.is_whole() {
        return Some(undecided(Benefit::Permanent, Some(person.id), point));
    }
    let income = grounds.income.sums.staly;
    if income >= grounds.criterion.household {
        let household = grounds.criterion.household;
        return refused(
            format!("dochód {income} nie jest niższy od {household}"),
            point,
        );
    }
    let own = grounds.income.own_staly(person.id);
    if grounds.criterion.kind == HouseholdKind::Family && own >= criterion {
        return refused(
            format!("własny dochód {own} nie jest niższy od {criterion}"),
            point,
        );
    }
    let ground = match unable {
        UnableToWork::ByAge => "wiek – art. 6 pkt 7".to_owned(),
        UnableToWork::ByRuling(kind) => format!("{kind} – art. 6 pkt 1"),
    };
    let (amount, formula) = match grounds.limits {
        None => (Amount::Unknown, AMOUNTS_UNKNOWN.to_owned()),
        Some(limits) => permanent_amount(grounds, limits),
    };
    let basis = format!("{point}; {ground}");
    Some(Estimate::due(
        Benefit::Permanent,
        Some(person.id),
        amount,
        formula,
        basis,
    ))
}

fn permanent_amount(grounds: &Grounds<'_>, limits: BenefitLimits) -> (Amount, String) {
    let percent = limits.permanent_percent;
    let top = Grosze(grounds.criterion.per_person.0.saturating_mul(percent)).per(100);
    let per_person = grounds.income.per_person.staly;
    let gap = top - per_person;
    let (capped, start) = match grounds.criterion.kind {
        HouseholdKind::Single => {
            let max = limits.permanent_max;
            (gap.min(max), format!("min({max}; {top} − {per_person})"))
        }
        HouseholdKind::Family => (gap, format!("{top} − {per_person} na osobę")),
    };
    let amount = capped.max(limits.permanent_min);
    let floor = if amount == capped {
        ""
    } else {
        ", nie mniej niż kwota najniższa (ust. 3)"
    };
    (
        Amount::exactly(amount),
        format!("{percent} % kryterium: {start} = {amount}{floor}"),
    )
}

/// A right that excludes zasiłek stały: a row of such a kind paid in the income month or later.
fn barring_right<'a>(grounds: &Grounds<'_>, person: &'a Person) -> Option<(&'a str, &'static str)> {
    person.income.iter().find_map(|row| {
        let current = row.month.is_none_or(|month| month >= grounds.income.month);
        let basis = kinds::kind(&row.kind, grounds.income.month)?
            .bars_permanent
            .as_deref()?;
        current.then_some((row.kind.as_str(), basis))
    })
}

fn periodic(grounds: &Grounds<'_>) -> Estimate {
    let (raised, income) = (grounds.raised, grounds.income.sums.money);
    let point = match raised.kind {
        HouseholdKind::Single => "art. 38 ust. 1 pkt 1, ust. 2 pkt 1, ust. 3",
        HouseholdKind::Family => "art. 38 ust. 1 pkt 2, ust. 2 pkt 2, ust. 3",
    };
    if !grounds.income.is_whole() {
        return undecided(Benefit::Periodic, None, point);
    }
    if income >= raised.household {
        let why = format!("dochód {income} nie jest niższy od {}", raised.household);
        if !grounds.somebody_works() {
            return Estimate::refused(Benefit::Periodic, None, why, point);
        }
        let why = format!(
            "{why}; przyznany wcześniej może trwać jeszcze do 2 miesięcy, gdy pracę podjęto, realizując kontrakt socjalny (raz na 2 lata)"
        );
        return Estimate::refused(
            Benefit::Periodic,
            None,
            why,
            &format!("{point}, ust. 4a–4b"),
        );
    }
    let gap = raised.household - income;
    // As long as the act has not outgrown it.
    let of_act = grounds.limits.map(|limits| limits.periodic_percent);
    let by_council = (grounds.periodic_raised).filter(|by| Some(by.percent) > of_act);
    let basis = by_council.map_or_else(
        || point.to_owned(),
        |by| format!("{point}, ust. 6; {}", by.resolution),
    );
    let (amount, formula) = match grounds.limits {
        None => (Amount::Unknown, AMOUNTS_UNKNOWN.to_owned()),
        Some(limits) => {
            let percent = by_council.map_or(limits.periodic_percent, |by| by.percent);
            let share = Grosze(percent.saturating_mul(gap.0));
            let least = Grosze(share.0.saturating_add(99).div_euclid(100));
            let top = match raised.kind {
                HouseholdKind::Single => gap.min(limits.periodic_single_cap),
                HouseholdKind::Family => gap,
            };
            let max = top.max(limits.periodic_min);
            let min = least.max(limits.periodic_min).min(max);
            let whose = by_council.map_or("", |_| " (podwyższone przez radę gminy)");
            let formula = format!(
                "różnica {} − {income} = {gap}; {percent} %{whose} z niej, w górę: {least}; górna granica {max}",
                raised.household
            );
            let amount = Amount::Known {
                min: Some(min),
                max: Some(max),
            };
            (amount, formula)
        }
    };
    Estimate::due(Benefit::Periodic, None, amount, formula, basis)
}

fn purpose(grounds: &Grounds<'_>) -> Estimate {
    if !grounds.income.is_whole() {
        return undecided(Benefit::Purpose, None, "art. 39");
    }
    let (household, income) = (grounds.raised.household, grounds.income.sums.money);
    if income > household {
        let why = format!("dochód {income} przekracza {household}");
        return Estimate::refused(Benefit::Purpose, None, why, "art. 8 ust. 1");
    }
    let formula = "kwota uznaniowa".to_owned();
    Estimate::due(
        Benefit::Purpose,
        None,
        Amount::Discretionary,
        formula,
        "art. 39".to_owned(),
    )
}

fn special_purpose(grounds: &Grounds<'_>) -> Estimate {
    if !grounds.income.is_whole() {
        return undecided(Benefit::SpecialPurpose, None, "art. 41 pkt 1");
    }
    let income = grounds.income.sums.money;
    if income <= grounds.raised.household {
        let why = "dochód nie przekracza kryterium".to_owned();
        return Estimate::refused(Benefit::SpecialPurpose, None, why, "art. 41 pkt 1");
    }
    let max = grounds.criterion.household;
    let amount = Amount::Known {
        min: None,
        max: Some(max),
    };
    let formula = format!("w szczególnie uzasadnionym przypadku, najwyżej {max}");
    let basis = "art. 41 pkt 1".to_owned();
    Estimate::due(Benefit::SpecialPurpose, None, amount, formula, basis)
}

/// What may be granted beside the estimates: zasiłek celowy whatever the income (art. 40), of part VII or where the reasons of art. 7
/// name such an event; and, above the criterion, help that is to be given back (art. 41 pkt 2).
#[must_use]
pub fn beside(facts: &InterviewFacts, on: NaiveDate, above_criterion: bool) -> Vec<Estimate> {
    let discretionary = |benefit, text: &str, basis: &str| {
        let (text, basis) = (text.to_owned(), basis.to_owned());
        Estimate::due(benefit, None, Amount::Discretionary, text, basis)
    };
    let refundable = measures::refundable(on).filter(|_| above_criterion);
    let regardless = measures::regardless_of_income(on).filter(|row| {
        let mut reasons = facts.reasons.iter();
        reasons.any(|reason| row.reasons.contains(reason)) || row.parts.contains(&facts.part)
    });
    let refundable =
        refundable.map(|row| discretionary(Benefit::Refundable, &row.text, &row.basis));
    let regardless = regardless.map(|row| discretionary(Benefit::Purpose, &row.text, &row.basis));
    refundable.into_iter().chain(regardless).collect()
}
