//! Statutory clocks as a table a lawyer could read.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use chrono::NaiveDate;
use proptest::prelude::*;
use teren_domain::facts::PlannedHelp;
use teren_domain::term::{
    interview_due, is_lasting, next_update_due, working_days_left, working_days_pl,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn planned(kinds: &[&str]) -> Vec<PlannedHelp> {
    let row = |kind: &&str| PlannedHelp {
        kind: (*kind).to_owned(),
        scope: None,
        funding: None,
        amount: None,
    };
    kinds.iter().map(row).collect()
}

#[test]
fn the_interview_is_due_in_fourteen_or_two_working_days() {
    let table = [
        ("2026-11-03", false, "2026-11-24", "11 November skipped"),
        (
            "2026-08-17",
            false,
            "2026-09-04",
            "plain fortnight and more",
        ),
        (
            "2026-08-03",
            false,
            "2026-08-21",
            "15 August is a Saturday anyway",
        ),
        (
            "2026-10-09",
            true,
            "2026-10-13",
            "urgent, received on a Friday",
        ),
        (
            "2026-10-10",
            true,
            "2026-10-13",
            "urgent, received on a Saturday",
        ),
        (
            "2026-04-02",
            true,
            "2026-04-07",
            "Good Friday counts, Easter Monday does not",
        ),
        (
            "2026-06-03",
            true,
            "2026-06-08",
            "Boże Ciało does not count",
        ),
        (
            "2024-12-23",
            true,
            "2024-12-27",
            "Christmas Eve 2024 was a working day",
        ),
        (
            "2025-12-23",
            true,
            "2025-12-30",
            "Christmas Eve 2025 was not",
        ),
        (
            "2026-12-18",
            false,
            "2027-01-13",
            "over Christmas, New Year and Trzech Króli",
        ),
    ];
    for (received, urgent, due, why) in table {
        assert_eq!(
            interview_due(day(received), urgent).due,
            day(due),
            "{received}: {why}"
        );
    }
}

#[test]
fn the_term_explains_itself_in_polish() {
    let term = interview_due(day("2026-11-03"), false);
    assert_eq!(term.working_days, 14);
    assert_eq!(
        term.skipped,
        [(
            day("2026-11-11"),
            "Narodowe Święto Niepodległości".to_owned()
        )]
    );
    assert_eq!(
        term.explanation_pl,
        "Zgłoszenie wpłynęło 3.11.2026 (wtorek); tego dnia się nie liczy. Termin to 14 dni roboczych i upływa \
         24.11.2026 (wtorek). Nie liczą się soboty, niedziele i święta (tu: 11.11.2026 – Narodowe Święto Niepodległości)."
    );
    assert!(term.basis.starts_with("§ 3 ust. 2 "));
    let urgent = interview_due(day("2026-10-09"), true);
    assert_eq!((urgent.working_days, urgent.skipped.len()), (2, 0));
    assert!(urgent.basis.starts_with("§ 3 ust. 3 "));
    assert!(
        urgent
            .explanation_pl
            .contains("w trybie pilnym 9.10.2026 (piątek)")
    );
}

#[test]
fn lasting_help_is_looked_at_again() {
    let stay = "pobyt i usługi w domu pomocy społecznej";
    let table: [(&str, &[&str], Option<&str>); 9] = [
        (
            "2026-08-31",
            &["zasiłek stały", "praca socjalna"],
            Some("2027-02-28"),
        ),
        ("2027-08-31", &["zasiłek stały"], Some("2028-02-29")),
        (
            "2026-11-04",
            &["usługi opiekuńcze w miejscu zamieszkania"],
            Some("2027-05-04"),
        ),
        ("2026-02-10", &[stay], Some("2027-02-10")),
        ("2024-02-29", &[stay], Some("2025-02-28")),
        ("2026-02-10", &[stay, "zasiłek stały"], Some("2026-08-10")),
        ("2026-07-11", &["usługi sąsiedzkie"], Some("2027-01-11")),
        ("2026-11-12", &["zasiłek celowy"], None),
        ("2026-11-12", &[], None),
    ];
    for (interview, plan, due) in table {
        let found = next_update_due(day(interview), &planned(plan)).map(|term| term.due);
        assert_eq!(found, due.map(day), "{interview} {plan:?}");
    }
    assert!(is_lasting("zasiłek stały") && !is_lasting("posiłek"));
    let term = next_update_due(day("2026-08-31"), &planned(&["zasiłek stały"])).unwrap();
    assert_eq!(term.months, 6);
    assert!(
        term.explanation_pl.contains("do 28.02.2027"),
        "{}",
        term.explanation_pl
    );
}

#[test]
fn time_left_is_counted_in_working_days_and_late_is_negative() {
    let table = [
        ("2026-11-24", "2026-11-24", 0),
        ("2026-11-23", "2026-11-24", 1),
        ("2026-11-20", "2026-11-24", 2),
        ("2026-11-22", "2026-11-24", 2),
        ("2026-11-10", "2026-11-12", 1),
        ("2026-11-25", "2026-11-24", -1),
        ("2026-11-30", "2026-11-24", -4),
        ("2026-11-28", "2026-11-27", -1),
        ("2026-11-30", "2026-11-27", -1),
    ];
    for (today, due, left) in table {
        assert_eq!(
            working_days_left(day(today), day(due)),
            left,
            "{today} → {due}"
        );
    }
}

#[test]
fn working_days_are_declined_as_polish_wants() {
    let table = [
        (0, "0 dni roboczych"),
        (1, "1 dzień roboczy"),
        (2, "2 dni robocze"),
        (4, "4 dni robocze"),
        (5, "5 dni roboczych"),
        (12, "12 dni roboczych"),
        (14, "14 dni roboczych"),
        (21, "21 dni roboczych"),
        (22, "22 dni robocze"),
        (112, "112 dni roboczych"),
        (124, "124 dni robocze"),
    ];
    for (count, words) in table {
        assert_eq!(working_days_pl(count), words);
    }
}

proptest! {
    #[test]
    fn on_the_day_of_the_report_the_whole_term_is_left(days in 0_u64..20_000, urgent: bool) {
        let received = day("2000-01-01") + chrono::Days::new(days);
        let term = interview_due(received, urgent);
        prop_assert_eq!(working_days_left(received, term.due), if urgent { 2 } else { 14 });
    }
}
