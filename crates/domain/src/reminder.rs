//! Statutory clocks of a case beside each other: what is due when, counted from what, why, and what moves it.
//! Lengths are `data/terms.toml`.

use std::sync::LazyLock;

use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::calendar::date_pl;
use crate::facts::{InterviewFacts, PlannedHelp};
use crate::term::{interview_due, next_update_due};

/// What a clock runs for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Clock {
    /// The interview is to be held (14 or 2 working days).
    Interview,
    /// The interview is to be updated (6 or 12 months).
    Update,
    /// The ruling is to be delivered so that zasiłek stały counts from the month of the application (60 days).
    RulingDelivery,
    /// Zasiłek okresowy while a ruling is awaited ends (3 years).
    RulingLimit,
    /// The social contract is to be assessed.
    ContractAssessment,
}

/// A date that somebody must keep.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reminder {
    pub clock: Clock,
    pub due: NaiveDate,
    /// The day the count begins with.
    pub from: NaiveDate,
    pub basis: String,
    /// Polish: why, and from what.
    pub why: String,
    /// Polish: what moves it.
    pub moved_by: String,
    /// Whether length and beginning were read in the act itself.
    pub confirmed: bool,
}

/// What the clocks are read from; what is not known starts no clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct Occasion<'a> {
    pub received: Option<NaiveDate>,
    pub urgent: bool,
    pub interview_held: Option<NaiveDate>,
    pub plan: &'a [PlannedHelp],
    pub applied: Option<NaiveDate>,
    pub ruling: RulingAwaited,
    /// The ruling is in the centre: [`ruling_delivered`].
    pub ruling_delivered: bool,
    pub contract_assessment: Option<NaiveDate>,
}

/// A ruling (orzeczenie) the person waits for (art. 106 ust. 7–11).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RulingAwaited {
    pub awaited: bool,
    /// Day the person applied for it.
    pub applied_on: Option<NaiveDate>,
    /// Day the person received it.
    pub received_on: Option<NaiveDate>,
}

#[derive(Debug, Default, Deserialize)]
struct Table {
    ruling_delivery: Length,
    ruling_limit: Length,
    contract_assessment: Length,
    #[serde(default)]
    moved_by: MovedBy,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Length {
    #[serde(default)]
    days: u64,
    #[serde(default)]
    months: u32,
    basis: String,
    confirmed: bool,
    moved_by: String,
    #[serde(rename = "source")]
    _source: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct MovedBy {
    interview: String,
    update: String,
}

static TABLE: LazyLock<Table> =
    LazyLock::new(|| toml::from_str(include_str!("../data/terms.toml")).unwrap_or_default());

/// All clocks that run, the earliest first.
#[must_use]
pub fn all(occasion: &Occasion<'_>) -> Vec<Reminder> {
    let mut found: Vec<Reminder> = [
        interview(occasion),
        update(occasion),
        ruling_delivery(occasion),
        ruling_limit(occasion),
        contract_assessment(occasion),
    ]
    .into_iter()
    .flatten()
    .collect();
    found.sort_by_key(|reminder| (reminder.due, reminder.clock));
    found
}

fn interview(occasion: &Occasion<'_>) -> Option<Reminder> {
    let from = occasion
        .received
        .filter(|_| occasion.interview_held.is_none())?;
    let term = interview_due(from, occasion.urgent);
    Some(Reminder {
        clock: Clock::Interview,
        due: term.due,
        from,
        basis: term.basis,
        why: term.explanation_pl,
        moved_by: TABLE.moved_by.interview.clone(),
        confirmed: true,
    })
}

fn update(occasion: &Occasion<'_>) -> Option<Reminder> {
    let from = occasion.interview_held?;
    let term = next_update_due(from, occasion.plan)?;
    Some(Reminder {
        clock: Clock::Update,
        due: term.due,
        from,
        basis: term.basis,
        why: term.explanation_pl,
        moved_by: TABLE.moved_by.update.clone(),
        confirmed: true,
    })
}

/// Whether the ruling waited for was brought: a document of point 5 or 6 of the person interviewed, dated since she applied for
/// it. An older ruling is not the one waited for.
#[must_use]
pub fn ruling_delivered(facts: &InterviewFacts) -> bool {
    let Some(since) = facts.ruling.applied_on.or(facts.report.application_date) else {
        return false;
    };
    let interviewed = facts.persons.first().map(|person| person.id);
    facts.documents.iter().any(|seen| {
        let of_her = seen.person.is_none() || seen.person == interviewed;
        let a_ruling = matches!(seen.point.as_str(), "5" | "6");
        of_her && a_ruling && seen.date.is_some_and(|date| date >= since)
    })
}

fn ruling_delivery(occasion: &Occasion<'_>) -> Option<Reminder> {
    let from = (occasion.ruling.received_on).filter(|_| !occasion.ruling_delivered)?;
    let law = &TABLE.ruling_delivery;
    let due = from.checked_add_days(Days::new(law.days))?;
    let why = format!(
        "Orzeczenie odebrano {}. Dostarczone w ciągu {} dni, czyli do {}, daje zasiłek stały od miesiąca złożenia wniosku.",
        date_pl(from),
        law.days,
        date_pl(due),
    );
    Some(law.reminder(Clock::RulingDelivery, due, from, why))
}

fn ruling_limit(occasion: &Occasion<'_>) -> Option<Reminder> {
    let ruling = &occasion.ruling;
    if !ruling.awaited || ruling.received_on.is_some() {
        return None;
    }
    let from = occasion.applied.or(ruling.applied_on)?;
    let law = &TABLE.ruling_limit;
    let due = from.checked_add_months(Months::new(law.months))?;
    let why = format!(
        "Postępowanie w sprawie zasiłku stałego czeka na orzeczenie, a zasiłek okresowy przyznaje się z urzędu; najdłużej {} lata od {}, czyli do {}.",
        law.months / 12,
        date_pl(from),
        date_pl(due),
    );
    Some(law.reminder(Clock::RulingLimit, due, from, why))
}

fn contract_assessment(occasion: &Occasion<'_>) -> Option<Reminder> {
    let due = occasion.contract_assessment?;
    let why = format!(
        "W kontrakcie socjalnym ustalono ocenę realizacji na {}.",
        date_pl(due)
    );
    Some(
        TABLE
            .contract_assessment
            .reminder(Clock::ContractAssessment, due, due, why),
    )
}

impl Length {
    fn reminder(&self, clock: Clock, due: NaiveDate, from: NaiveDate, why: String) -> Reminder {
        Reminder {
            clock,
            due,
            from,
            basis: self.basis.clone(),
            why,
            moved_by: self.moved_by.clone(),
            confirmed: self.confirmed,
        }
    }
}
