//! When a family's situation is to be evaluated.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use chrono::NaiveDate;
use teren_domain::family_plan::EvaluationDue;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn an_evaluation_is_due_half_a_year_after_the_last_or_on_the_day_planned_if_that_is_sooner() {
    let table = [
        ("2026-01-31", None, "2026-06-01", "2026-07-31", 60, false),
        ("2026-01-31", None, "2026-07-01", "2026-07-31", 30, true),
        ("2026-01-31", None, "2026-08-02", "2026-07-31", -2, true),
        ("2026-08-31", None, "2026-09-01", "2027-02-28", 180, false),
        (
            "2026-01-31",
            Some("2026-04-01"),
            "2026-04-01",
            "2026-04-01",
            0,
            true,
        ),
        // Later than the act allows: the act counts.
        (
            "2026-01-31",
            Some("2026-12-01"),
            "2026-04-01",
            "2026-07-31",
            121,
            false,
        ),
        // Of an evaluation that was made already.
        (
            "2026-01-31",
            Some("2026-01-31"),
            "2026-04-01",
            "2026-07-31",
            121,
            false,
        ),
    ];
    for (since, planned, today, on, days_left, called_for) in table {
        let due = EvaluationDue::on(EvaluationDue::day(day(since), planned.map(day)), day(today));
        assert_eq!(
            (due.on, due.days_left, due.called_for),
            (day(on), days_left, called_for),
            "{since} {planned:?} {today}"
        );
    }
}
