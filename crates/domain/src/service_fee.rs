//! What the payment for services is measured by: income and percent of the criterion. The payment itself is set
//! by a resolution of the gmina's council (art. 50 ust. 6), which the program does not know.

use chrono::NaiveDate;
use serde::Serialize;

use crate::criteria::Criterion;
use crate::facts::PlannedHelp;
use crate::income::Income;
use crate::measures;
use crate::money::Grosze;

/// Income for the payment for services, in grosze and hundredths of a percent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ServiceFee {
    pub income: Grosze,
    pub income_per_person: Grosze,
    /// Percent of the criterion times 100: 31009 is 310,09 %.
    pub percent_e2: i64,
    /// The payment; `None`, for the council's resolution sets it.
    pub fee: Option<Grosze>,
    /// Polish sentence.
    pub why: String,
}

/// The figures when a service is planned, by the law of that day; else `None`.
#[must_use]
pub fn of(
    plan: &[PlannedHelp],
    income: &Income,
    criterion: Criterion,
    on: NaiveDate,
) -> Option<ServiceFee> {
    let mut planned = plan.iter();
    let service = planned.find_map(|help| measures::service(&help.kind, on))?;
    let household = criterion.household.0;
    if household <= 0 {
        return None;
    }
    let percent_e2 = Grosze(income.sums.fee.0.saturating_mul(10_000))
        .per(household)
        .0;
    let set_by = match &service.payment {
        Some(article) => format!("odpłatność określa {article} i uchwała rady gminy"),
        None => "odpłatność określają przepisy o tej usłudze i uchwała rady gminy".to_owned(),
    };
    let percent = format!("{},{:02} %", percent_e2 / 100, percent_e2 % 100);
    let why = format!("{}: {set_by}; dochód to {percent} kryterium", service.kind);
    let (income, income_per_person) = (income.sums.fee, income.per_person.fee);
    Some(ServiceFee {
        income,
        income_per_person,
        percent_e2,
        fee: None,
        why,
    })
}
