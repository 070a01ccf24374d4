//! What the payment for services is measured by: income and percent of the criterion. The payment itself is set
//! by a resolution of the gmina's council (art. 50 ust. 6), which the program does not know.

use serde::Serialize;

use crate::criteria::Criterion;
use crate::facts::PlannedHelp;
use crate::income::Income;
use crate::money::Grosze;

/// Planned help a household may pay for, as words of art. 36, with the article on payment.
pub const SERVICES: [(&str, &str); 8] = [
    ("usługi opiekuńcze w miejscu zamieszkania", "art. 50 ust. 6"),
    ("usługi opiekuńcze w ośrodkach wsparcia", "art. 51b"),
    ("usługi sąsiedzkie", "art. 50 ust. 6"),
    ("specjalistyczne usługi opiekuńcze", "art. 50 ust. 6"),
    (
        "ośrodek wsparcia dla osób z zaburzeniami psychicznymi",
        "art. 51b",
    ),
    ("mieszkanie treningowe lub wspomagane", "art. 97"),
    ("pobyt i usługi w domu pomocy społecznej", "art. 61"),
    ("usługi wsparcia krótkoterminowego", "art. 51b"),
];

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

/// The figures when a service is planned; else `None`.
#[must_use]
pub fn of(plan: &[PlannedHelp], income: &Income, criterion: Criterion) -> Option<ServiceFee> {
    let service = |help: &PlannedHelp| SERVICES.iter().find(|(kind, _)| *kind == help.kind);
    let (kind, basis) = plan.iter().find_map(service)?;
    let household = criterion.household.0;
    if household <= 0 {
        return None;
    }
    let percent_e2 = Grosze(income.sums.fee.0.saturating_mul(10_000))
        .per(household)
        .0;
    let why = format!(
        "{kind}: odpłatność określają przepisy i uchwała rady gminy ({basis}); dochód to {},{:02} % kryterium",
        percent_e2 / 100,
        percent_e2 % 100
    );
    let (income, income_per_person) = (income.sums.fee, income.per_person.fee);
    Some(ServiceFee {
        income,
        income_per_person,
        percent_e2,
        fee: None,
        why,
    })
}
