//! One row of income: does it count in the income month, how much, and by which article.

use crate::calendar::date_pl;
use crate::criteria::{Criteria, OfficeParameters};
use crate::facts::{ForeignIncome, IncomeRow};
use crate::measures;
use crate::money::Grosze;
use crate::month::Month;
use crate::step::{Step, decimal_pl, month_pl};

use super::kinds::{IncomeKind, Method};
use super::{Gap, Spread};

/// Ten thousand million złotych: beyond it a number is a slip of the hand, not an income.
const OUT_OF_RANGE: i64 = 1_000_000_000_000;

/// Hectares przeliczeniowe × 10,000 from which land is an income (art. 8 ust. 4 pkt 6).
const WHOLE_HECTARE: i64 = 10_000;

/// What every row is measured by.
pub(super) struct Measure<'a> {
    pub month: Month,
    pub criteria: Option<&'a Criteria>,
    pub persons: usize,
    pub parameters: &'a OfficeParameters,
    /// Hectares przeliczeniowe × 10,000 that the person of the row holds in all.
    pub land_e4: i64,
}

/// What becomes of one row.
pub(super) enum Verdict {
    Counts { amount: Grosze, steps: Vec<Step> },
    LeftOut { basis: String, why: String },
    Open(Gap),
}

impl Verdict {
    fn left_out(basis: &str, why: impl Into<String>) -> Self {
        Self::LeftOut {
            basis: basis.to_owned(),
            why: why.into(),
        }
    }
}

pub(super) fn other_month(month: Month, income_month: Month) -> Verdict {
    let why = format!(
        "wypłata za {}, a liczy się {}",
        month_pl(month),
        month_pl(income_month)
    );
    Verdict::left_out("art. 8 ust. 3", why)
}

pub(super) fn in_range(amount: Grosze) -> bool {
    (-OUT_OF_RANGE..=OUT_OF_RANGE).contains(&amount.0)
}

/// Judges a row of a counted person. The kind comes first, the month second (FORMAT §2); an amount in another currency
/// is turned into złote before either.
pub(super) fn judge(
    row: &IncomeRow,
    kind: &IncomeKind,
    measure: &Measure<'_>,
) -> (Verdict, Option<Spread>) {
    if row.untouched && kind.method != Method::Never {
        return (Verdict::Open(Gap::Untouched), None);
    }
    let Some(foreign) = &row.foreign else {
        return judge_in_zlote(row, kind, measure);
    };
    let (gross, conversion) = match in_zlote(foreign) {
        Ok(converted) => converted,
        Err(gap) => return (Verdict::Open(gap), None),
    };
    let row = IncomeRow {
        gross,
        ..row.clone()
    };
    let (mut verdict, spread) = judge_in_zlote(&row, kind, measure);
    if let Verdict::Counts { steps, .. } = &mut verdict {
        steps.insert(0, conversion);
    }
    (verdict, spread)
}

/// Amount in złote by the mean rate of the NBP, and the calculation (art. 8 ust. 13); half a grosz goes up.
fn in_zlote(foreign: &ForeignIncome) -> Result<(Grosze, Step), Gap> {
    let (rate, day) = foreign
        .rate_e4
        .filter(|rate| *rate > 0)
        .zip(foreign.rate_date)
        .ok_or(Gap::NoRate)?;
    let product = i128::from(foreign.amount_e4) * i128::from(rate);
    let grosze = i64::try_from((product + 500_000).div_euclid(1_000_000)).map(Grosze);
    let amount = grosze.ok().filter(|amount| in_range(*amount));
    let amount = amount.ok_or(Gap::OutOfRange)?;
    let text = format!(
        "{} {} × {} (średni kurs NBP z {}) = {amount}; decyzja przyjmie kurs z dnia jej wydania",
        decimal_pl(foreign.amount_e4),
        foreign.currency,
        decimal_pl(rate),
        date_pl(day),
    );
    Ok((amount, Step::amount(text, amount, "art. 8 ust. 13")))
}

fn judge_in_zlote(
    row: &IncomeRow,
    kind: &IncomeKind,
    measure: &Measure<'_>,
) -> (Verdict, Option<Spread>) {
    let amounts = [row.gross, row.costs, row.tax, row.health, row.social];
    let optional = [row.krus_month, row.declared, row.hectares_e4.map(Grosze)];
    if !amounts
        .into_iter()
        .chain(optional.into_iter().flatten())
        .all(in_range)
    {
        return (Verdict::Open(Gap::OutOfRange), None);
    }
    match kind.method {
        Method::Never if !kind.confirmed => {
            let why = format!("{} (numeru punktu nie odczytano w ustawie)", kind.name);
            (Verdict::left_out(&kind.basis, why), None)
        }
        Method::Never => (Verdict::left_out(&kind.basis, kind.name.clone()), None),
        Method::OneOff => one_off(row, kind, measure),
        Method::Period => (period(row, kind, measure), None),
        Method::Monthly => (in_month(row, kind, measure), None),
        // Land and business yield every month, whichever stands in the row (art. 8 ust. 5 and 9).
        Method::Hectares => (land(row, kind, measure), None),
        Method::Yearly => (yearly(row, kind), None),
        Method::Declared => (declared(row, kind), None),
    }
}

fn in_month(row: &IncomeRow, kind: &IncomeKind, measure: &Measure<'_>) -> Verdict {
    match row.month {
        None => Verdict::Open(Gap::NoMonth),
        Some(month) if month != measure.month => other_month(month, measure.month),
        Some(_) => {
            let (amount, step) = net(row, kind);
            Verdict::Counts {
                amount,
                steps: vec![step],
            }
        }
    }
}

/// Gross less what the kind lets be taken off, and the calculation. What costs more than it brought is no income, and lowers no
/// other one (art. 8 ust. 10 adds incomes up).
fn net(row: &IncomeRow, kind: &IncomeKind) -> (Grosze, Step) {
    let mut amount = row.gross;
    let mut text = format!("{}: {}", kind.name, row.gross);
    for deduction in &kind.deduct {
        let part = deduction.of(row);
        if part != Grosze::ZERO {
            amount = amount - part;
            text.push_str(&format!(" − {} {part}", deduction.name_pl()));
        }
    }
    if amount != row.gross {
        text.push_str(&format!(" = {amount}"));
    }
    if amount < Grosze::ZERO {
        amount = Grosze::ZERO;
        text.push_str("; strata nie pomniejsza innych dochodów (ust. 10)");
    }
    (amount, Step::amount(text, amount, &kind.basis))
}

fn land(row: &IncomeRow, kind: &IncomeKind, measure: &Measure<'_>) -> Verdict {
    let Some(hectares) = row.hectares_e4 else {
        return Verdict::Open(Gap::NoHectares);
    };
    if measure.land_e4 < WHOLE_HECTARE {
        let why = "użytki rolne poniżej 1 ha przeliczeniowego";
        return Verdict::left_out("art. 8 ust. 4 pkt 6", why);
    }
    let Some(rate) = measure.criteria.and_then(|criteria| criteria.hectare) else {
        return Verdict::Open(Gap::NoAmountsForDate);
    };
    let product = i128::from(hectares) * i128::from(rate.0);
    let Ok(yield_of_land) = i64::try_from((product + 5_000).div_euclid(10_000)).map(Grosze) else {
        return Verdict::Open(Gap::OutOfRange);
    };
    let text = format!(
        "{} ha przel. × {rate} = {yield_of_land}",
        decimal_pl(hectares)
    );
    let mut steps = vec![Step::amount(text, yield_of_land, &kind.basis)];
    if hectares < WHOLE_HECTARE {
        let text = format!(
            "Użytki rolne tej osoby mają razem {} ha przel., więc liczą się wszystkie.",
            decimal_pl(measure.land_e4)
        );
        steps.insert(0, Step::decision(text, "art. 8 ust. 4 pkt 6"));
    }
    let Some(krus) = row.krus_month.filter(|_| measure.parameters.krus_deducted) else {
        return Verdict::Counts {
            amount: yield_of_land,
            steps,
        };
    };
    let amount = (yield_of_land - krus).max(Grosze::ZERO);
    let text = format!("{yield_of_land} − składka KRUS {krus} = {amount}");
    steps.push(Step::amount(text, amount, "art. 8 ust. 3 pkt 2"));
    Verdict::Counts { amount, steps }
}

fn declared(row: &IncomeRow, kind: &IncomeKind) -> Verdict {
    let Some(amount) = row.declared else {
        return Verdict::Open(Gap::NoDeclaredAmount);
    };
    let text = format!("{}: kwota z oświadczenia {amount}", kind.name);
    Verdict::Counts {
        amount,
        steps: vec![Step::amount(text, amount, &kind.basis)],
    }
}

fn yearly(row: &IncomeRow, kind: &IncomeKind) -> Verdict {
    match row.months_active {
        Some(months @ 1..=12) => {
            let (year, first) = net(row, kind);
            let amount = year.per(i64::from(months));
            let text = format!("{year} : {months} mies. działalności = {amount}");
            Verdict::Counts {
                amount,
                steps: vec![first, Step::amount(text, amount, &kind.basis)],
            }
        }
        _ if row.declared.is_some() => declared(row, kind),
        _ => Verdict::Open(Gap::NoMonthsActive),
    }
}

fn one_off(row: &IncomeRow, kind: &IncomeKind, measure: &Measure<'_>) -> (Verdict, Option<Spread>) {
    let Some(paid) = row.month else {
        return (Verdict::Open(Gap::NoMonth), None);
    };
    let Some(criteria) = measure.criteria else {
        return (Verdict::Open(Gap::NoAmountsForDate), None);
    };
    let household = criteria.criterion(measure.persons).household;
    let Some(law) = paid.first_day().and_then(measures::one_off_income) else {
        return (Verdict::Open(Gap::NoAmountsForDate), None);
    };
    let (multiple, months) = (law.criterion_multiple, law.months);
    let threshold = Grosze(household.0.saturating_mul(multiple));
    let (amount, first) = net(row, kind);
    if amount <= threshold {
        if paid != measure.month {
            return (other_month(paid, measure.month), None);
        }
        let text = format!(
            "{amount} nie przekracza {multiple} × {household} (kryterium na dzień wniosku), liczy się w swoim miesiącu"
        );
        let steps = vec![first, Step::amount(text, amount, &law.basis)];
        return (Verdict::Counts { amount, steps }, None);
    }
    let monthly = amount.per(i64::from(months));
    let to = paid.plus(months - 1);
    let spread = Spread {
        row: row.id,
        from: paid,
        to,
        monthly,
    };
    if !(paid..=to).contains(&measure.month) {
        let why = format!("rozliczany od {} do {}", month_pl(paid), month_pl(to));
        return (Verdict::left_out(&law.basis, why), Some(spread));
    }
    let text = format!(
        "{amount} przekracza {multiple} × {household} (kryterium na dzień wniosku): {amount} : {months} = {monthly}"
    );
    let steps = vec![first, Step::amount(text, monthly, &law.basis)];
    (
        Verdict::Counts {
            amount: monthly,
            steps,
        },
        Some(spread),
    )
}

fn period(row: &IncomeRow, kind: &IncomeKind, measure: &Measure<'_>) -> Verdict {
    let Some((from, to)) = row.period.filter(|(from, to)| from <= to) else {
        return Verdict::Open(Gap::NoPeriod);
    };
    if !(from..=to).contains(&measure.month) {
        let why = format!("należne od {} do {}", month_pl(from), month_pl(to));
        return Verdict::left_out(&kind.basis, why);
    }
    let years = i64::from(to.year()) - i64::from(from.year());
    let months = years * 12 + i64::from(to.number()) - i64::from(from.number()) + 1;
    let (amount, first) = net(row, kind);
    let monthly = amount.per(months);
    let text = format!("{amount} : {months} mies. = {monthly}");
    Verdict::Counts {
        amount: monthly,
        steps: vec![first, Step::amount(text, monthly, &kind.basis)],
    }
}
