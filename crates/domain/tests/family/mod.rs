//! Invented people for the law's tests. The application is of 17 August 2026, so July counts.

use chrono::NaiveDate;
use teren_domain::facts::{IncomeRow, InterviewFacts, Part, Person, ReportFacts, Sex};
use teren_domain::{Grosze, Month};
use uuid::Uuid;

/// Grosze.
pub fn money(grosze: i64) -> Grosze {
    Grosze(grosze)
}

/// Złote.
pub fn zl(zlote: i64) -> Grosze {
    Grosze::zl(zlote)
}

fn person(number: u128, first_name: &str, born: Option<NaiveDate>, sex: Sex) -> Person {
    Person {
        id: Uuid::from_u128(number),
        first_name: first_name.to_owned(),
        last_name: "Wymyślona".to_owned(),
        pesel: None,
        identity_document: None,
        born,
        sex: Some(sex),
        relation: None,
        marital_status: None,
        household: 1,
        citizenship: Some("polskie".to_owned()),
        labour_position: None,
        incapacity: Vec::new(),
        income: Vec::new(),
        alimony_paid: Vec::new(),
    }
}

/// A man of 46 who lives alone.
pub fn single() -> Person {
    person(1, "Jan", NaiveDate::from_ymd_opt(1980, 5, 19), Sex::Male)
}

/// First of a family, 35 years old.
pub fn mother() -> Person {
    person(2, "Anna", NaiveDate::from_ymd_opt(1991, 6, 14), Sex::Female)
}

/// 39 years old.
pub fn father() -> Person {
    person(3, "Piotr", NaiveDate::from_ymd_opt(1987, 2, 3), Sex::Male)
}

/// 12 years old.
pub fn daughter() -> Person {
    person(4, "Maja", NaiveDate::from_ymd_opt(2014, 4, 22), Sex::Female)
}

/// A row paid in July 2026; its id follows from kind and amount.
pub fn row(kind: &str, gross: Grosze) -> IncomeRow {
    let seed = kind
        .bytes()
        .fold(u128::from(gross.0.unsigned_abs()), |seed, byte| {
            seed.wrapping_mul(257).wrapping_add(u128::from(byte))
        });
    IncomeRow {
        id: Uuid::from_u128(seed | (1 << 127)),
        kind: kind.to_owned(),
        month: Month::new(2026, 7).ok(),
        gross,
        costs: Grosze::ZERO,
        tax: Grosze::ZERO,
        health: Grosze::ZERO,
        social: Grosze::ZERO,
        hectares_e4: None,
        krus_month: None,
        declared: None,
        months_active: None,
        period: None,
        foreign: None,
        document: None,
        untouched: false,
    }
}

/// Part I on an application of 17 August 2026.
pub fn application(persons: Vec<Person>) -> InterviewFacts {
    InterviewFacts {
        part: Part::I,
        report: ReportFacts {
            application_date: NaiveDate::from_ymd_opt(2026, 8, 17),
            ..ReportFacts::default()
        },
        interview_date: None,
        persons,
        documents: Vec::new(),
        income_lost: Vec::new(),
        reasons: Vec::new(),
        other_reason: false,
        help_plan: Vec::new(),
        domestic_violence: None,
        child_safety_concern: None,
        worker_safety_threat: None,
        health_note: None,
        homeless: false,
        last_registration_gmina: None,
        territorial_symbol: None,
        ruling: Default::default(),
        contract: Default::default(),
        obstacles: Default::default(),
        relatives_elsewhere: Vec::new(),
    }
}
