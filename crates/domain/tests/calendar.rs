//! The Polish calendar as a table a lawyer could read.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use chrono::{Datelike, NaiveDate, Weekday};
use proptest::prelude::*;
use teren_domain::calendar::{
    after_working_days, date_pl, easter, holiday, is_working_day, working_days_between,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn easter_falls_where_the_church_says() {
    let table = [
        "1961-04-02",
        "2000-04-23",
        "2008-03-23",
        "2011-04-24",
        "2016-03-27",
        "2019-04-21",
        "2024-03-31",
        "2025-04-20",
        "2026-04-05",
        "2027-03-28",
        "2028-04-16",
        "2030-04-21",
        "2038-04-25",
        "2285-03-22",
    ];
    for sunday in table.map(day) {
        assert_eq!(easter(sunday.year()), Some(sunday));
    }
}

#[test]
fn all_holidays_of_2026() {
    let table = [
        ("2026-01-01", "Nowy Rok"),
        ("2026-01-06", "Święto Trzech Króli"),
        ("2026-04-05", "Wielkanoc"),
        ("2026-04-06", "Poniedziałek Wielkanocny"),
        ("2026-05-01", "Święto Państwowe 1 Maja"),
        ("2026-05-03", "Święto Narodowe Trzeciego Maja"),
        ("2026-05-24", "Zielone Świątki"),
        ("2026-06-04", "Boże Ciało"),
        ("2026-08-15", "Wniebowzięcie Najświętszej Maryi Panny"),
        ("2026-11-01", "Wszystkich Świętych"),
        ("2026-11-11", "Narodowe Święto Niepodległości"),
        ("2026-12-24", "Wigilia Bożego Narodzenia"),
        ("2026-12-25", "Boże Narodzenie (pierwszy dzień)"),
        ("2026-12-26", "Boże Narodzenie (drugi dzień)"),
    ];
    let found: Vec<_> = day("2026-01-01")
        .iter_days()
        .take(365)
        .filter_map(|date| Some((date, holiday(date)?.name)))
        .collect();
    assert_eq!(found, table.map(|(date, name)| (day(date), name)));
}

#[test]
fn days_that_are_easily_mistaken() {
    let table = [
        (
            "2024-12-24",
            true,
            "Christmas Eve was a working day until 2024",
        ),
        ("2025-12-24", false, "and is free since 2025"),
        ("2026-04-03", true, "Good Friday"),
        ("2026-04-06", false, "Easter Monday"),
        ("2026-06-04", false, "Boże Ciało"),
        ("2026-06-05", true, "the day after it"),
        ("2010-01-06", true, "Trzech Króli was no holiday in 2010"),
        ("2011-01-06", false, "and is one since 2011"),
        ("2018-11-12", false, "once, for the hundredth anniversary"),
        ("2019-11-12", true, "never again"),
        (
            "2026-08-14",
            true,
            "a free day given for a Saturday holiday is the employer's, not the calendar's",
        ),
    ];
    for (date, working, why) in table {
        assert_eq!(is_working_day(day(date)), working, "{date}: {why}");
    }
}

#[test]
fn every_holiday_names_its_act() {
    for date in day("2025-01-01").iter_days().take(365) {
        if let Some(holiday) = holiday(date) {
            assert!(holiday.basis.starts_with("ustawa z "), "{}", holiday.name);
        }
    }
}

#[test]
fn dates_are_written_as_people_write_them() {
    assert_eq!(date_pl(day("2026-11-03")), "3.11.2026");
    assert_eq!(date_pl(day("2026-02-28")), "28.02.2026");
}

proptest! {
    #[test]
    fn a_term_ends_on_a_working_day_and_counts_back(start in 0_u64..40_000, count in 1_u32..60) {
        let start = day("1990-01-01") + chrono::Days::new(start);
        let end = after_working_days(start, count);
        prop_assert!(is_working_day(end));
        prop_assert_eq!(working_days_between(start, end), count);
        prop_assert!(!matches!(end.weekday(), Weekday::Sat | Weekday::Sun));
    }
}
