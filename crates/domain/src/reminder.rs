//! Statutory clocks of a case beside each other: what is due when, counted from what, why, what moves it, and what ended it.
//! Lengths are `data/terms.toml`.

use std::cmp::Reverse;
use std::sync::LazyLock;

use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::calendar::date_pl;
use crate::contract::contracts;
pub use crate::contract::{Contract, ContractKind};
use crate::facts::{Assessed, InterviewFacts, Part, ReportFacts};
use crate::lasting_help::{Ends, end_of, ends, runs};
pub use crate::lasting_help::{HelpEnd, HelpEndReason, HelpEnded, HelpSpell, RunningHelp};
use crate::term::{Term, interview_due, interview_due_without_report, is_lasting, update_due};

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

/// A date that somebody must keep, or had to.
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
    /// `None` while it runs.
    pub ended: Option<End>,
    /// The day on which it ends late unless it is kept: what it runs for ends then.
    pub until: Option<NaiveDate>,
}

/// How a clock ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct End {
    pub on: NaiveDate,
    /// Polish: by what.
    pub by: String,
    /// What was to be done was neither done nor missed: nobody has to do it any more.
    pub moot: bool,
}

impl Reminder {
    /// Whether it was done by its day; `None` while it runs, and of what nobody has to do any more.
    #[must_use]
    pub fn kept(&self) -> Option<bool> {
        let end = self.ended.as_ref()?;
        (!end.moot).then_some(end.on <= self.due)
    }

    pub(crate) fn ended(mut self, on: Option<NaiveDate>, by: impl Fn(&str) -> String) -> Self {
        self.ended = on.map(|on| End {
            on,
            by: by(&date_pl(on)),
            moot: false,
        });
        self
    }

    pub(crate) fn moot(self, on: Option<NaiveDate>, by: impl Fn(&str) -> String) -> Self {
        let mut fallen = self.ended(on, by);
        if let Some(end) = &mut fallen.ended {
            end.moot = true;
        }
        fallen
    }
}

/// What the clocks of a case are read from; what is not known starts no clock.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Occasion {
    pub today: NaiveDate,
    /// Day of the report whose term counts.
    pub received: Option<NaiveDate>,
    /// Whether that report asks for help, or brings a signal.
    pub asks_for_help: bool,
    /// Without a report: the day the worker learned of the need.
    pub learned: Option<NaiveDate>,
    pub urgent: bool,
    /// Interviews with the applicant and social contracts, in any order.
    pub papers: Vec<Told>,
    /// Days of approved interviews of joined files that were begun from these: a family is updated once, in whichever file.
    pub taken_up: Vec<NaiveDate>,
    /// Which reports approved interviews served, by their receipts: of one that is not held here nothing else is known.
    pub served: Vec<Service>,
    /// The last word on the ruling since then.
    pub ruling: Option<RulingBrought>,
    /// Everything written down of lasting help that ended, in the order of writing.
    pub help_ended: Vec<HelpEnded>,
}

/// What one interview or social contract tells the clocks, and nothing else of its content.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Only what is approved ends the term of an interview.
    pub approved: bool,
    /// Day of the interview; `None` for a contract.
    pub held_on: Option<NaiveDate>,
    /// Day of the report that it follows.
    #[serde(default)]
    pub follows: Option<NaiveDate>,
    /// A check for another office (parts VIII and IX): it answers nobody who asks for help here.
    #[serde(default)]
    pub check: bool,
    /// What it does to the clocks of the interviews before it.
    #[serde(default)]
    pub renews: Renews,
    /// Lasting forms of help in its plan.
    pub lasting: Vec<String>,
    /// Day of the application that it follows.
    pub applied: Option<NaiveDate>,
    pub ruling: RulingAwaited,
    /// Noted there as seen: [`ruling_seen`].
    pub ruling_seen: bool,
    pub contract: Contract,
}

/// Which part of the questionnaire takes up what an earlier one said: help runs on past a visit made for another purpose.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Renews {
    /// Parts II, III and V–IX, and papers that are no interview.
    #[default]
    Nothing,
    /// Part IV: an update. Lasting help that it does not name runs on.
    Update,
    /// Part I: the family anew, its help planned anew.
    Whole,
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

/// What became of a ruling after the interview, as somebody wrote it down; the last record of a case counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RulingBrought {
    /// Day the person received it.
    pub received_on: Option<NaiveDate>,
    /// Day the centre received it.
    pub delivered_on: Option<NaiveDate>,
    pub by: Uuid,
    /// Milliseconds since 1970 UTC.
    pub at_ms: i64,
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Table {
    ruling_delivery: Length,
    ruling_limit: Length,
    pub(crate) contract_assessment: Length,
    #[serde(default)]
    moved_by: MovedBy,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Length {
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

pub(crate) static TABLE: LazyLock<Table> =
    LazyLock::new(|| toml::from_str(include_str!("../data/terms.toml")).unwrap_or_default());

/// All clocks: those that run, the earliest first, then those that ended, the latest first.
#[must_use]
pub fn all(occasion: &Occasion) -> Vec<Reminder> {
    let interviews = occasion.interviews();
    let mut found: Vec<Reminder> = interview(occasion, &interviews).into_iter().collect();
    let renewing = renewing(&interviews);
    found.extend(updates(&renewing, occasion));
    if let Some(ruling) = Ruling::of(&renewing, occasion.ruling) {
        found.extend(ruling.delivery());
        found.extend(ruling.limit());
    }
    found.extend(contracts(&occasion.papers));
    found.sort_by_key(|one| {
        let ended = one.ended.as_ref().map(|end| Reverse(end.on));
        (ended, one.due, one.clock)
    });
    found
}

/// The clocks that run, the earliest first.
#[must_use]
pub fn running(occasion: &Occasion) -> Vec<Reminder> {
    let mut found = all(occasion);
    found.retain(|one| one.ended.is_none());
    found
}

/// Which reports an approved interview serves. The office writes it on the receipt, for seats that do not hold the interview.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// Day of the interview; `None` for a contract.
    pub held_on: Option<NaiveDate>,
    /// Day of the report that it follows.
    pub follows: Option<NaiveDate>,
    /// A check for another office (parts VIII and IX).
    #[serde(default)]
    pub check: bool,
}

impl Service {
    /// `None` of an interview with a relative: it serves no report of the applicant.
    #[must_use]
    pub fn of(facts: &InterviewFacts) -> Option<Self> {
        let with_applicant = facts.part.with_applicant();
        with_applicant.then(|| Told::of(facts, true).service())
    }

    /// The same of an interview that another centre held because this one asked for it: it names a report of theirs.
    #[must_use]
    pub fn of_another_centre(facts: &InterviewFacts) -> Option<Self> {
        let follows = None;
        Self::of(facts).map(|service| Self { follows, ..service })
    }

    /// Whether it ends the term of a report of this day: held since, or naming it. A paper for which nobody was visited ends none,
    /// a check for another office none that asks for help.
    fn covers(self, report: NaiveDate, asks_for_help: bool) -> bool {
        let named = self.follows == Some(report);
        let fits = !(self.check && asks_for_help);
        fits && self.held_on.is_some_and(|held| named || held >= report)
    }
}

impl Told {
    /// Which reports it serves, once it is approved.
    #[must_use]
    pub fn service(&self) -> Service {
        Service {
            held_on: self.held_on,
            follows: self.follows,
            check: self.check,
        }
    }

    /// What an interview tells the clocks.
    #[must_use]
    pub fn of(facts: &InterviewFacts, approved: bool) -> Self {
        let plan = facts.help_plan.iter().map(|help| &help.kind);
        Self {
            approved,
            held_on: facts.interview_date,
            follows: facts.report.received.map(|at| at.date()),
            check: facts.part.assessed() == Assessed::Nothing,
            renews: match facts.part {
                Part::I => Renews::Whole,
                Part::IV => Renews::Update,
                _ => Renews::Nothing,
            },
            lasting: plan.filter(|kind| is_lasting(kind)).cloned().collect(),
            applied: facts.report.application_date,
            ruling: facts.ruling,
            ruling_seen: ruling_seen(facts),
            contract: facts.contract.clone(),
        }
    }
}

/// The report whose term counts, by its place: of those that no approved interview serves the one due first, so that a later
/// report never moves the term of an earlier one; once all are served, the last.
#[must_use]
pub fn report_that_counts(reports: &[ReportFacts], served: &[Service]) -> Option<usize> {
    let day = |report: &ReportFacts| report.received.map(|at| at.date());
    let open = |report: &ReportFacts| {
        let day = day(report)?;
        let covered = served
            .iter()
            .any(|service| service.covers(day, report.asks_for_help()));
        (!covered).then(|| interview_due(day, report.urgent).due)
    };
    let places = || reports.iter().enumerate();
    let due = places().filter_map(|(place, report)| Some((open(report)?, place)));
    let last = || places().max_by_key(|(_, report)| report.received);
    due.min()
        .map(|(_, place)| place)
        .or_else(|| last().map(|(place, _)| place))
}

/// Whether the ruling waited for was brought to the interview: a document of point 5 or 6 of the person interviewed, dated since
/// she applied for it. An older ruling is not the one waited for.
#[must_use]
pub fn ruling_seen(facts: &InterviewFacts) -> bool {
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

fn interview(occasion: &Occasion, interviews: &[&Told]) -> Option<Reminder> {
    let from = occasion.received.or(occasion.learned)?;
    let term: Term = match occasion.received {
        Some(received) => interview_due(received, occasion.urgent),
        None => interview_due_without_report(from),
    };
    // An interview of before the report ends its term where it names that report; nobody reported, any one does.
    let asks = occasion.asks_for_help;
    let serves = |service: &Service| occasion.received.is_none() || service.covers(from, asks);
    let approved = interviews.iter().filter(|told| told.approved);
    let mut told = approved.map(|told| told.service()).filter(serves);
    let received = occasion.served.iter().filter(|service| serves(service));
    let end = (told.find_map(|service| service.held_on))
        .or_else(|| received.filter_map(|service| service.held_on).min());
    let clock = Reminder {
        clock: Clock::Interview,
        due: term.due,
        from,
        basis: term.basis,
        why: term.explanation_pl,
        moved_by: TABLE.moved_by.interview.clone(),
        confirmed: true,
        ended: None,
        until: None,
    };
    Some(clock.ended(end, |day| format!("Wywiad przeprowadzono {day}.")))
}

/// An update is due after each of parts I and IV while a lasting form of help runs, until the next of them.
fn updates(interviews: &[&Told], occasion: &Occasion) -> Vec<Reminder> {
    let ends = &ends(&occasion.help_ended);
    let next = |place: usize| {
        let mut later = interviews.iter().skip(place + 1);
        let own = later
            .find(|told| told.approved)
            .and_then(|told| told.held_on);
        let held_on = interviews.get(place).and_then(|told| told.held_on);
        let joined = occasion.taken_up.iter().copied();
        let joined = joined.filter(|day| Some(*day) > held_on);
        own.into_iter().chain(joined).min()
    };
    let runs = runs(interviews, ends).into_iter().enumerate();
    runs.filter_map(|(place, (from, help))| {
        let spells = Spells {
            help,
            next: next(place),
            ends,
        };
        spells.update(from, occasion.today)
    })
    .collect()
}

/// The help that runs from one interview to the next.
struct Spells<'a> {
    help: Vec<RunningHelp<'a>>,
    next: Option<NaiveDate>,
    ends: &'a Ends<'a>,
}

impl<'a> Spells<'a> {
    /// Its end before the next interview, as far as it is known.
    fn end(&self, one: &RunningHelp<'_>) -> Option<HelpEnd> {
        let end = end_of(one, self.ends)?;
        self.next.is_none_or(|next| end.on <= next).then_some(end)
    }

    /// The clock of this help. Help that ends before its update is due asks for none; what ends later asks for one while it runs.
    fn update(&self, from: NaiveDate, today: NaiveDate) -> Option<Reminder> {
        let due = |help: &[&RunningHelp<'a>]| update_due(from, help.iter().map(|one| one.help));
        let over = |one: &RunningHelp<'a>| {
            let due = due(&[one])?.due;
            let end = self.end(one)?;
            (end.on <= due.max(today)).then_some(end)
        };
        let (ended, left): (Vec<_>, Vec<_>) = self.help.iter().partition(|one| over(one).is_some());
        let last = ended.into_iter().filter_map(over);
        let last = last.max_by_key(|end| end.on).filter(|_| left.is_empty());
        let counting = match left.is_empty() {
            true => self.help.iter().collect(),
            false => left,
        };
        let term = due(&counting)?;
        let until = counting.iter().filter_map(|one| self.end(one));
        let until = until.map(|end| end.on).filter(|_| last.is_none()).min();
        let clock = Reminder {
            clock: Clock::Update,
            due: term.due,
            from,
            basis: term.basis,
            why: match until {
                Some(until) => format!(
                    "{} Pomoc kończy się dopiero {}.",
                    term.explanation_pl,
                    date_pl(until)
                ),
                None => term.explanation_pl,
            },
            moved_by: TABLE.moved_by.update.clone(),
            confirmed: true,
            ended: None,
            until: until.filter(|_| self.next.is_none()),
        };
        Some(match last {
            Some(end) => clock.ended(Some(end.on), |day| end.sentence_pl(day, today)),
            None => clock.ended(self.next, |day| {
                format!("Następny wywiad przeprowadzono {day}.")
            }),
        })
    }
}

/// The lasting help that runs now, as far as the papers tell.
#[must_use]
pub fn running_help(occasion: &Occasion) -> Vec<RunningHelp<'_>> {
    let interviews = occasion.interviews();
    let ends = ends(&occasion.help_ended);
    let last = runs(&renewing(&interviews), &ends).pop();
    let (_, mut help) = last.unwrap_or_default();
    help.retain(|one| end_of(one, &ends).is_none());
    help
}

fn renewing<'a>(interviews: &[&'a Told]) -> Vec<&'a Told> {
    let all = interviews.iter().copied();
    all.filter(|told| told.renews != Renews::Nothing).collect()
}

impl Occasion {
    /// The interviews in the order in which they were held.
    fn interviews(&self) -> Vec<&Told> {
        let mut interviews: Vec<&Told> = (self.papers.iter())
            .filter(|told| told.held_on.is_some())
            .collect();
        interviews.sort_by_key(|told| told.held_on);
        interviews
    }
}

/// What is known of a ruling waited for, from the interviews and from what came since.
struct Ruling {
    applied: Option<NaiveDate>,
    received_on: Option<NaiveDate>,
    delivered_on: Option<NaiveDate>,
    /// Day of a later interview that says that nobody waits any more.
    given_up: Option<NaiveDate>,
}

impl Ruling {
    /// The ruling that the last of these interviews waits for, else the one that was waited for last. Interviews in a row that wait for
    /// it are one wait, begun by the application of the first.
    fn of(renewing: &[&Told], brought: Option<RulingBrought>) -> Option<Self> {
        let end = renewing.iter().rposition(|told| told.ruling.awaited)?;
        let (waiting, later) = renewing.split_at_checked(end + 1)?;
        let after: Vec<&&Told> = later.iter().filter(|told| told.approved).collect();
        let asked_on = waiting.last()?.ruling.applied_on;
        let same = |told: &&&Told| {
            let on = told.ruling.applied_on;
            told.ruling.awaited && (on.is_none() || asked_on.is_none() || on == asked_on)
        };
        let run: Vec<&&Told> = waiting.iter().rev().take_while(same).collect();
        let (last, first) = (run.first()?, run.last()?);
        let since = asked_on.or(first.applied);
        // What was brought before this one was asked for is an earlier ruling.
        let brought = brought.filter(|brought| {
            let day = brought.delivered_on.or(brought.received_on);
            since.is_none_or(|since| day.is_some_and(|day| day >= since))
        });
        let mut told = run.iter().rev().chain(&after);
        let seen_on = told
            .find(|told| told.ruling_seen)
            .and_then(|told| told.held_on);
        let said = after.iter().find_map(|told| told.ruling.received_on);
        Some(Self {
            applied: first.applied.or(first.ruling.applied_on),
            received_on: (brought.and_then(|one| one.received_on))
                .or(last.ruling.received_on)
                .or(said),
            delivered_on: (brought.and_then(|one| one.delivered_on)).or(seen_on),
            given_up: after.first().and_then(|told| told.held_on),
        })
    }

    fn delivery(&self) -> Option<Reminder> {
        let from = self.received_on?;
        let law = &TABLE.ruling_delivery;
        let due = from.checked_add_days(Days::new(law.days))?;
        let why = format!(
            "Orzeczenie odebrano {}. Dostarczone w ciągu {} dni, czyli do {}, daje zasiłek stały od miesiąca złożenia wniosku.",
            date_pl(from),
            law.days,
            date_pl(due),
        );
        let clock = law.reminder(Clock::RulingDelivery, due, from, why);
        Some(clock.ended(self.delivered_on, |day| {
            format!("Orzeczenie doręczono do ośrodka {day}.")
        }))
    }

    fn limit(&self) -> Option<Reminder> {
        let from = self.applied?;
        let law = &TABLE.ruling_limit;
        let due = from.checked_add_months(Months::new(law.months))?;
        let why = format!(
            "Postępowanie w sprawie zasiłku stałego czeka na orzeczenie, a zasiłek okresowy przyznaje się z urzędu; najdłużej {} lata od {}, czyli do {}.",
            law.months / 12,
            date_pl(from),
            date_pl(due),
        );
        let clock = law.reminder(Clock::RulingLimit, due, from, why);
        // Who brought it has received it.
        let clock = match self.received_on {
            Some(_) => clock.ended(self.received_on, |day| {
                format!("Osoba otrzymała orzeczenie {day}.")
            }),
            None if self.delivered_on.is_some() => clock.ended(self.delivered_on, |day| {
                format!("Orzeczenie doręczono do ośrodka {day}.")
            }),
            None => clock.moot(self.given_up, |day| {
                format!("W wywiadzie z {day} zapisano, że osoba nie czeka już na orzeczenie.")
            }),
        };
        Some(clock)
    }
}

impl Length {
    pub(crate) fn reminder(
        &self,
        clock: Clock,
        due: NaiveDate,
        from: NaiveDate,
        why: String,
    ) -> Reminder {
        Reminder {
            clock,
            due,
            from,
            basis: self.basis.clone(),
            why,
            moved_by: self.moved_by.clone(),
            confirmed: self.confirmed,
            ended: None,
            until: None,
        }
    }
}
