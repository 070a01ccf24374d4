//! Social contracts (kontrakt socjalny, art. 108), as far as the clocks read them.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::calendar::date_pl;
use crate::reminder::{Clock, Reminder, TABLE, Told};

/// Days of a social contract, and whose it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contract {
    pub kind: ContractKind,
    /// Names and PESEL numbers of those who made it with the centre, as written; empty where they are not known.
    pub with: BTreeSet<String>,
    pub made_on: Option<NaiveDate>,
    /// Day on which it is to be assessed.
    pub assessment: Option<NaiveDate>,
    /// Day on which it was.
    pub assessed_on: Option<NaiveDate>,
    /// Day of the next assessment.
    pub next: Option<NaiveDate>,
}

/// The two contracts of art. 108.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContractKind {
    /// With a person or family (ust. 1; I A, II A).
    #[default]
    Family,
    /// With an unemployed person (ust. 2; I B, II B).
    Unemployed,
}

impl Contract {
    /// Whether it is of the same kind and with somebody who made the other one, too.
    fn is_with_the_same(&self, other: &Self) -> bool {
        let unknown = self.with.is_empty() || other.with.is_empty();
        self.kind == other.kind && (unknown || !self.with.is_disjoint(&other.with))
    }
}

/// A contract is assessed on the day agreed in it, then on the next day agreed; a newer one of the same kind with the same person takes
/// its place.
pub(crate) fn contracts(papers: &[Told]) -> Vec<Reminder> {
    let mut contracts: Vec<&Contract> = (papers.iter())
        .map(|told| &told.contract)
        .filter(|contract| contract.assessment.or(contract.next).is_some())
        .collect();
    contracts.sort_by_key(|contract| (contract.made_on, contract.assessment));
    let law = &TABLE.contract_assessment;
    let clock = |due: NaiveDate, from: Option<NaiveDate>, agreed: &str| {
        let why = format!("{agreed} ocenę realizacji na {}.", date_pl(due));
        law.reminder(Clock::ContractAssessment, due, from.unwrap_or(due), why)
    };
    let mut found = Vec::new();
    for (place, contract) in contracts.iter().enumerate() {
        let mut newer = contracts.iter().skip(place + 1);
        let replaced = newer.find(|newer| newer.is_with_the_same(contract));
        let replaced = replaced.and_then(|newer| newer.made_on);
        let until_replaced = |one: Reminder| {
            one.moot(replaced, |day| {
                format!("Nowy kontrakt socjalny zawarto {day}.")
            })
        };
        found.extend(contract.assessment.map(|due| {
            let first = clock(due, contract.made_on, "W kontrakcie socjalnym ustalono");
            match contract.assessed_on {
                Some(_) => first.ended(contract.assessed_on, |day| {
                    format!("Kontrakt oceniono {day}.")
                }),
                None => until_replaced(first),
            }
        }));
        found.extend(contract.next.map(|due| {
            let agreed = "Po ocenie kontraktu socjalnego ustalono następną";
            until_replaced(clock(due, contract.assessed_on, agreed))
        }));
    }
    found
}
