//! A family to begin a story with; each test changes what it speaks of.

use chrono::NaiveDate;
use teren_domain::facts::{InterviewFacts, Part, Person, PlannedHelp, ReportFacts, Sex};
use uuid::Uuid;

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn person(number: u128, relation: &str, born: &str, sex: Sex, marital: &str) -> Person {
    Person {
        id: Uuid::from_u128(number),
        first_name: "Osoba".to_owned(),
        last_name: format!("Numer {number}"),
        pesel: None,
        identity_document: None,
        born: born.parse().ok(),
        sex: Some(sex),
        relation: Some(relation.to_owned()),
        marital_status: Some(marital.to_owned()),
        household: 1,
        citizenship: Some("polskie".to_owned()),
        labour_position: None,
        incapacity: Vec::new(),
        income: Vec::new(),
        alimony_paid: Vec::new(),
    }
}

/// Mother (1), father (2) and daughter of ten (3), interviewed on 17 November 2026 in the term; nothing alarming.
pub fn family() -> InterviewFacts {
    let mut persons = vec![
        person(
            1,
            "osoba, z którą przeprowadzany jest wywiad",
            "1990-05-01",
            Sex::Female,
            "zamężna",
        ),
        person(2, "mąż", "1988-02-03", Sex::Male, "żonaty"),
        person(3, "córka", "2016-04-22", Sex::Female, "panna"),
    ];
    persons[0].pesel = Some(pesel_of(day("1990-05-01"), 1, 0));
    persons[1].pesel = Some(pesel_of(day("1988-02-03"), 2, 1));
    persons[2].pesel = Some(pesel_of(day("2016-04-22"), 3, 0));
    InterviewFacts {
        part: Part::I,
        report: ReportFacts {
            received: day("2026-11-16").and_hms_opt(8, 50, 0),
            application_date: Some(day("2026-11-16")),
            ..ReportFacts::default()
        },
        interview_date: Some(day("2026-11-17")),
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

/// A right PESEL of a person born from 1900 to 2099; `sex_digit` is even for women.
pub fn pesel_of(born: NaiveDate, serial: u32, sex_digit: u32) -> String {
    use chrono::Datelike;
    let month = born.month() + if born.year() >= 2000 { 20 } else { 0 };
    let ten = format!(
        "{:02}{month:02}{:02}{serial:03}{sex_digit}",
        born.year() % 100,
        born.day()
    );
    let sum: u32 = ten
        .chars()
        .zip([1, 3, 7, 9, 1, 3, 7, 9, 1, 3])
        .map(|(digit, weight)| digit.to_digit(10).unwrap() * weight)
        .sum();
    format!("{ten}{}", (10 - sum % 10) % 10)
}

pub fn planned(kinds: &[&str]) -> Vec<PlannedHelp> {
    let row = |kind: &&str| PlannedHelp {
        kind: (*kind).to_owned(),
        scope: None,
        funding: None,
        amount: None,
    };
    kinds.iter().map(row).collect()
}
