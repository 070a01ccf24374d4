//! Statutory clocks: by when the interview must be held, by when it must be updated, how much time is left.

use std::sync::LazyLock;

use chrono::{Datelike, Months, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use crate::calendar::{after_working_days, date_pl, holiday, weekday_pl, working_days_between};
use crate::facts::PlannedHelp;
use crate::in_force;

/// A term counted in working days, with the reasoning a person can check by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    pub due: NaiveDate,
    pub basis: String,
    /// Polish: from what day, how many working days, what was skipped.
    pub explanation_pl: String,
    pub working_days: u32,
    /// Public holidays that were skipped and would otherwise have been working days, with their Polish names.
    pub skipped: Vec<(NaiveDate, String)>,
}

/// When the next update (aktualizacja) is due.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UpdateTerm {
    pub due: NaiveDate,
    pub months: u32,
    pub basis: String,
    pub explanation_pl: String,
}

/// The part of the table read here; `reminder` reads the rest.
#[derive(Debug, Default, Deserialize)]
struct Table {
    interview: Vec<InterviewTerms>,
    update: Vec<UpdateInterval>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct InterviewTerms {
    valid_from: NaiveDate,
    ordinary: WorkingDays,
    urgent: WorkingDays,
    #[serde(rename = "source")]
    _source: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct WorkingDays {
    working_days: u32,
    basis: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct UpdateInterval {
    kind: String,
    months: u32,
    basis: String,
    #[serde(rename = "source")]
    _source: String,
    #[serde(default)]
    from: Option<NaiveDate>,
    #[serde(default)]
    to: Option<NaiveDate>,
}

static TABLE: LazyLock<Table> =
    LazyLock::new(|| toml::from_str(include_str!("../data/terms.toml")).unwrap_or_default());

/// The term of an interview. Day zero is the day on which the centre learned of the need, whatever the hour.
#[must_use]
pub fn interview_due(received: NaiveDate, urgent: bool) -> Term {
    let none = WorkingDays::default();
    let row = in_force::on(&TABLE.interview, Some(received), |row| row.valid_from);
    let rule = match row {
        Some(row) if urgent => &row.urgent,
        Some(row) => &row.ordinary,
        None => &none,
    };
    let due = after_working_days(received, rule.working_days);
    let skipped = holidays_between(received, due);
    Term {
        due,
        basis: rule.basis.clone(),
        explanation_pl: explanation(received, due, rule.working_days, urgent, &skipped),
        working_days: rule.working_days,
        skipped,
    }
}

/// The term of an interview that nobody reported: the centre learned of the need when its worker did.
#[must_use]
pub fn interview_due_without_report(learned: NaiveDate) -> Term {
    let mut term = interview_due(learned, false);
    let reported = "Zgłoszenie wpłynęło";
    let learned = "Bez zgłoszenia: pracownik socjalny dowiedział się o potrzebie wywiadu";
    term.explanation_pl = term.explanation_pl.replacen(reported, learned, 1);
    term
}

/// Public holidays after `start`, up to `end`, that fall on Monday to Friday.
fn holidays_between(start: NaiveDate, end: NaiveDate) -> Vec<(NaiveDate, String)> {
    start
        .iter_days()
        .skip(1)
        .take_while(|date| *date <= end)
        .filter(|date| !matches!(date.weekday(), Weekday::Sat | Weekday::Sun))
        .filter_map(|date| Some((date, holiday(date)?.name.to_owned())))
        .collect()
}

fn explanation(
    received: NaiveDate,
    due: NaiveDate,
    count: u32,
    urgent: bool,
    skipped: &[(NaiveDate, String)],
) -> String {
    let named = |date: NaiveDate| format!("{} ({})", date_pl(date), weekday_pl(date.weekday()));
    let urgent_note = if urgent { " w trybie pilnym" } else { "" };
    let mut text = format!(
        "Zgłoszenie wpłynęło{urgent_note} {}; tego dnia się nie liczy. Termin to {} i upływa {}. Nie liczą się soboty, niedziele i święta",
        named(received),
        working_days_pl(count),
        named(due),
    );
    if !skipped.is_empty() {
        let names: Vec<_> = skipped
            .iter()
            .map(|(date, name)| format!("{} – {name}", date_pl(*date)))
            .collect();
        text.push_str(&format!(" (tu: {})", names.join("; ")));
    }
    text.push('.');
    text
}

/// By when the interview must be updated, if the plan holds a lasting form of help; with several the shortest interval
/// counts. A day missing in the month becomes its last day; the date is never moved off a holiday.
#[must_use]
pub fn next_update_due(interview: NaiveDate, plan: &[PlannedHelp]) -> Option<UpdateTerm> {
    update_due(interview, plan.iter().map(|help| help.kind.as_str()))
}

/// The same of the kinds of help in the plan.
#[must_use]
pub fn update_due<'a>(
    interview: NaiveDate,
    kinds: impl Iterator<Item = &'a str>,
) -> Option<UpdateTerm> {
    let kinds: Vec<&str> = kinds.collect();
    let interval = TABLE
        .update
        .iter()
        .filter(|interval| in_force::serves(interval.from, interval.to, interview))
        .filter(|interval| kinds.contains(&interval.kind.as_str()))
        .min_by_key(|interval| interval.months)?;
    let due = interview.checked_add_months(Months::new(interval.months))?;
    Some(UpdateTerm {
        due,
        months: interval.months,
        basis: interval.basis.clone(),
        explanation_pl: format!(
            "Stała forma pomocy ({}): aktualizacja najpóźniej po {} miesiącach od wywiadu z {}, czyli do {}.",
            interval.kind,
            interval.months,
            date_pl(interview),
            date_pl(due),
        ),
    })
}

/// Whether help of this kind is a lasting form (stała forma pomocy) that must be looked at again without an application.
#[must_use]
pub fn is_lasting(kind: &str) -> bool {
    TABLE.update.iter().any(|interval| interval.kind == kind)
}

/// Working days from `today` to `due`: 0 on the day itself, negative when it has passed
/// (on the weekend right after it, too).
#[must_use]
pub fn working_days_left(today: NaiveDate, due: NaiveDate) -> i32 {
    let count = |start, end| i32::try_from(working_days_between(start, end)).unwrap_or(i32::MAX);
    if today <= due {
        count(today, due)
    } else {
        // From Saturday on a Friday's term is late, though no working day has passed since.
        -count(due, today).max(1)
    }
}

/// `1 dzień roboczy`, `2 dni robocze`, `14 dni roboczych`.
#[must_use]
pub fn working_days_pl(count: u32) -> String {
    let words = match (count, count % 10, count % 100) {
        (1, _, _) => "dzień roboczy",
        (_, 2..=4, hundredth) if !(12..=14).contains(&hundredth) => "dni robocze",
        _ => "dni roboczych",
    };
    format!("{count} {words}")
}
