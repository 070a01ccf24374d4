//! The coordinator's board: open matters per person and team, terms, and how long things take; counted from what lists know
//! of cases, nothing else. What is not known is counted as not known.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use chrono::{Datelike as _, NaiveDate};
use serde::Deserialize;
use uuid::Uuid;

use crate::access::Role;
use crate::in_force;
use crate::term::working_days_left;

/// Working days before a term from which an interview is due soon.
const SOON: i32 = 3;

/// One case as lists know it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CaseLoad {
    pub case: Uuid,
    pub received: Option<NaiveDate>,
    /// Term of its interview.
    pub due: Option<NaiveDate>,
    /// Term of its next update, while one runs.
    pub next_update: Option<NaiveDate>,
    pub visits: Vec<VisitLoad>,
    pub interviews: Vec<InterviewLoad>,
    pub routes: Vec<RouteLoad>,
    /// The asystent rodziny who works with the family now.
    pub assistant: Option<Uuid>,
}

/// A visit given to a worker; made once an interview of the case was approved on its day or later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VisitLoad {
    pub worker: Uuid,
    pub given: NaiveDate,
}

/// An interview, once: as the version of it that counts tells it, or the one in work.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InterviewLoad {
    pub author: Option<Uuid>,
    /// What lists call it: „część I”.
    pub form: String,
    /// When it was first approved: a correction is the same interview.
    pub approved: Option<NaiveDate>,
    /// Sent back for correction, and no correction approved yet.
    pub returned: bool,
    /// What its content tells; `None` while it is not approved.
    pub content: Option<InterviewContent>,
}

/// What the board needs of the content of an approved interview; `None` where this seat may not hold it, or nothing stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InterviewContent {
    pub held_on: Option<NaiveDate>,
    /// Points of art. 7.
    pub reasons: Option<Vec<String>>,
    pub persons: Option<u32>,
}

/// An interview in a team's inbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouteLoad {
    pub team: String,
    /// It waits for another office.
    pub outside: bool,
    pub arrived: NaiveDate,
    pub due: Option<NaiveDate>,
    pub taken_by: Option<Uuid>,
    /// The team's work on it is over, or it was taken away.
    pub over: bool,
}

/// A person whose work is counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worker {
    pub person: Uuid,
    pub roles: Vec<Role>,
}

/// Open matters of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonLoad {
    pub person: Uuid,
    /// Families of which she has something to do.
    pub families: u32,
    pub norm: Option<Norm>,
    pub due_soon: u32,
    pub late: u32,
    pub returned: u32,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TeamLoad {
    pub team: String,
    /// In the inbox, taken by nobody.
    pub waiting: u32,
    pub taken: u32,
    pub late: u32,
}

/// Statutory number of families for one person.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Norm {
    /// First and last day of the norm; `None` = without one.
    #[serde(default)]
    pub from: Option<NaiveDate>,
    #[serde(default)]
    pub to: Option<NaiveDate>,
    role: Role,
    pub families: u32,
    pub basis: String,
    #[serde(rename = "source")]
    _source: String,
}

/// Middle of several durations in days, and of how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Median {
    pub days: i64,
    pub of: u32,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Board {
    /// In the order of the workers given.
    pub people: Vec<PersonLoad>,
    pub teams: Vec<TeamLoad>,
    /// Visits not made yet.
    pub visits: u32,
    pub due_soon: u32,
    pub late: u32,
    /// Updates whose term falls in this month, and those whose term has passed.
    pub updates: u32,
    pub updates_late: u32,
    pub returned: u32,
    /// Waiting for another office.
    pub elsewhere: u32,
    /// From the report to the interview, and from the interview to the team's inbox.
    pub to_interview: Option<Median>,
    pub to_inbox: Option<Median>,
    pub reasons: Vec<(String, u32)>,
    pub forms: Vec<(String, u32)>,
    /// Approved interviews whose reasons or dates this seat may not hold.
    pub withheld: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Norms {
    norm: Vec<Norm>,
}

static NORMS: LazyLock<Option<Norms>> =
    LazyLock::new(|| toml::from_str(include_str!("../data/norms.toml")).ok());

/// The statutory number of families for a person of these roles on a day; the smaller where two hold.
#[must_use]
pub fn norm_of(roles: &[Role], day: NaiveDate) -> Option<&'static Norm> {
    let norms = NORMS.as_ref()?.norm.iter();
    norms
        .filter(|norm| roles.contains(&norm.role) && in_force::serves(norm.from, norm.to, day))
        .min_by_key(|norm| norm.families)
}

impl CaseLoad {
    fn made(&self, visit: &VisitLoad) -> bool {
        let mut approved = self.interviews.iter().filter_map(|one| one.approved);
        approved.any(|day| day >= visit.given)
    }

    fn open_visits(&self) -> impl Iterator<Item = &VisitLoad> {
        self.visits.iter().filter(|visit| !self.made(visit))
    }

    fn open_routes(&self) -> impl Iterator<Item = &RouteLoad> {
        self.routes.iter().filter(|route| !route.over)
    }

    /// Whether the person has something to do in this case.
    fn concerns(&self, person: Uuid) -> bool {
        let visits = self.open_visits().any(|visit| visit.worker == person);
        let mut unfinished = (self.interviews.iter())
            .filter(|one| one.approved.is_none() || one.returned)
            .filter_map(|one| one.author);
        let taken = self
            .open_routes()
            .any(|route| route.taken_by == Some(person));
        let assists = self.assistant == Some(person);
        visits || taken || assists || unfinished.any(|author| author == person)
    }
}

/// How a term stands on a day: soon, late, or neither.
fn standing(due: Option<NaiveDate>, today: NaiveDate) -> (u32, u32) {
    match due.map(|due| working_days_left(today, due)) {
        Some(left) if left < 0 => (0, 1),
        Some(left) if left <= SOON => (1, 0),
        _ => (0, 0),
    }
}

fn person_load(worker: &Worker, cases: &[CaseLoad], today: NaiveDate) -> PersonLoad {
    let mut load = PersonLoad {
        person: worker.person,
        families: 0,
        norm: norm_of(&worker.roles, today).cloned(),
        due_soon: 0,
        late: 0,
        returned: 0,
    };
    for case in cases.iter().filter(|case| case.concerns(worker.person)) {
        load.families += 1;
        if case
            .open_visits()
            .any(|visit| visit.worker == worker.person)
        {
            let (soon, late) = standing(case.due, today);
            load.due_soon += soon;
            load.late += late;
        }
        let own = case.interviews.iter().filter(|one| one.returned);
        let own = own.filter(|one| one.author == Some(worker.person)).count();
        load.returned += u32::try_from(own).unwrap_or(u32::MAX);
    }
    load
}

fn team_loads(cases: &[CaseLoad], today: NaiveDate) -> Vec<TeamLoad> {
    let mut loads: BTreeMap<&str, TeamLoad> = BTreeMap::new();
    for route in cases.iter().flat_map(CaseLoad::open_routes) {
        let load = loads.entry(&route.team).or_default();
        route.team.clone_into(&mut load.team);
        match route.taken_by {
            Some(_) => load.taken += 1,
            None => load.waiting += 1,
        }
        load.late += standing(route.due, today).1;
    }
    loads.into_values().collect()
}

fn median(mut days: Vec<i64>) -> Option<Median> {
    days.sort_unstable();
    let middle = days.len() / 2;
    let upper = *days.get(middle)?;
    let days_in_the_middle = match days.len() % 2 {
        1 => upper,
        // Between the two in the middle, rounded up.
        _ => (*days.get(middle.checked_sub(1)?)? + upper + 1) / 2,
    };
    Some(Median {
        days: days_in_the_middle,
        of: u32::try_from(days.len()).unwrap_or(u32::MAX),
    })
}

/// Days between two days, where both are known and in order.
fn days_between(from: Option<NaiveDate>, to: Option<NaiveDate>) -> Option<i64> {
    let days = (to? - from?).num_days();
    (days >= 0).then_some(days)
}

/// A day of the interview: when it was held, else when it was approved.
fn day_of(interview: &InterviewLoad) -> Option<NaiveDate> {
    let held = interview
        .content
        .as_ref()
        .and_then(|content| content.held_on);
    held.or(interview.approved)
}

/// Counts by name, the greatest first.
fn ranked(counts: BTreeMap<String, u32>) -> Vec<(String, u32)> {
    let mut all: Vec<(String, u32)> = counts.into_iter().collect();
    all.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    all
}

/// The board of a day over the cases that a seat holds.
#[must_use]
pub fn board(cases: &[CaseLoad], workers: &[Worker], today: NaiveDate) -> Board {
    let mut board = Board {
        people: (workers.iter())
            .map(|worker| person_load(worker, cases, today))
            .collect(),
        teams: team_loads(cases, today),
        ..Board::default()
    };
    let (mut to_interview, mut to_inbox) = (Vec::new(), Vec::new());
    let (mut reasons, mut forms) = (BTreeMap::new(), BTreeMap::new());
    for case in cases {
        if case.open_visits().next().is_some() {
            let (soon, late) = standing(case.due, today);
            board.visits += 1;
            board.due_soon += soon;
            board.late += late;
        }
        let first = case.interviews.iter().filter_map(day_of).min();
        to_interview.extend(days_between(case.received, first));
        let arrived = case.routes.iter().map(|route| route.arrived).min();
        to_inbox.extend(days_between(first, arrived));
        let waits = case.open_routes().filter(|route| route.outside).count();
        board.elsewhere += u32::try_from(waits).unwrap_or(u32::MAX);
        count_updates(case, today, &mut board);
        for interview in &case.interviews {
            board.returned += u32::from(interview.returned);
            count_content(interview, &mut reasons, &mut forms, &mut board.withheld);
        }
    }
    board.to_interview = median(to_interview);
    board.to_inbox = median(to_inbox);
    board.reasons = ranked(reasons);
    board.forms = ranked(forms);
    board
}

fn count_updates(case: &CaseLoad, today: NaiveDate, board: &mut Board) {
    let Some(due) = case.next_update else {
        return;
    };
    if due < today {
        board.updates_late += 1;
    } else if (due.year(), due.month()) == (today.year(), today.month()) {
        board.updates += 1;
    }
}

fn count_content(
    interview: &InterviewLoad,
    reasons: &mut BTreeMap<String, u32>,
    forms: &mut BTreeMap<String, u32>,
    withheld: &mut u32,
) {
    if interview.approved.is_none() {
        return;
    }
    *forms.entry(interview.form.clone()).or_default() += 1;
    let told = interview
        .content
        .as_ref()
        .and_then(|content| content.reasons.as_ref());
    match told {
        Some(points) => {
            for point in points.iter().collect::<BTreeSet<_>>() {
                *reasons.entry(point.clone()).or_default() += 1;
            }
        }
        None => *withheld += 1,
    }
}

/// What a centre tells of a quarter or a half-year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PeriodReport {
    pub reports: u32,
    pub interviews: u32,
    /// Interviews held in their term, of those whose term is known.
    pub on_time: u32,
    pub with_term: u32,
    pub forms: Vec<(String, u32)>,
    /// Reason of art. 7 → families and persons in them.
    pub reasons: Vec<ReasonCount>,
    pub to_interview: Option<Median>,
    pub to_inbox: Option<Median>,
    pub withheld: u32,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReasonCount {
    /// Point of art. 7.
    pub reason: String,
    pub families: u32,
    pub persons: u32,
}

/// What happened from one day to another, both included. A family counts once for a reason, with the persons of its last
/// interview that names it.
#[must_use]
pub fn period_report(cases: &[CaseLoad], from: NaiveDate, to: NaiveDate) -> PeriodReport {
    let within = |day: Option<NaiveDate>| day.is_some_and(|day| from <= day && day <= to);
    let mut report = PeriodReport::default();
    let (mut to_interview, mut to_inbox) = (Vec::new(), Vec::new());
    let mut forms = BTreeMap::new();
    let mut reasons: BTreeMap<String, ReasonCount> = BTreeMap::new();
    for case in cases {
        report.reports += u32::from(within(case.received));
        let mut held: Vec<&InterviewLoad> = (case.interviews.iter())
            .filter(|one| one.approved.is_some() && within(day_of(one)))
            .collect();
        held.sort_by_key(|one| day_of(one));
        let mut of_family: BTreeMap<&str, u32> = BTreeMap::new();
        for interview in &held {
            report.interviews += 1;
            *forms.entry(interview.form.clone()).or_default() += 1;
            let content = interview.content.as_ref();
            let Some(points) = content.and_then(|content| content.reasons.as_ref()) else {
                report.withheld += 1;
                continue;
            };
            let persons = content.and_then(|content| content.persons).unwrap_or(1);
            of_family.extend(points.iter().map(|point| (point.as_str(), persons)));
        }
        for (point, persons) in of_family {
            let count = reasons.entry(point.to_owned()).or_default();
            point.clone_into(&mut count.reason);
            count.families += 1;
            count.persons += persons;
        }
        let first = case.interviews.iter().filter_map(day_of).min();
        if within(first) {
            report.with_term += u32::from(case.due.is_some());
            report.on_time += u32::from(
                case.due
                    .is_some_and(|due| first.is_some_and(|day| day <= due)),
            );
            to_interview.extend(days_between(case.received, first));
            let arrived = case.routes.iter().map(|route| route.arrived).min();
            to_inbox.extend(days_between(first, arrived));
        }
    }
    report.to_interview = median(to_interview);
    report.to_inbox = median(to_inbox);
    report.forms = ranked(forms);
    report.reasons = reasons.into_values().collect();
    report.reasons.sort_by(|one, other| {
        other
            .families
            .cmp(&one.families)
            .then_with(|| one.reason.cmp(&other.reason))
    });
    report
}

/// A quarter or a half-year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    pub year: i32,
    /// 1 to 4, or 1 to 2.
    pub number: u32,
    /// 3 or 6.
    pub months: u32,
}

impl Period {
    /// First and last day.
    #[must_use]
    pub fn days(self) -> Option<(NaiveDate, NaiveDate)> {
        let first = (self.number.checked_sub(1)?) * self.months + 1;
        let from = NaiveDate::from_ymd_opt(self.year, first, 1)?;
        let after = from.checked_add_months(chrono::Months::new(self.months))?;
        Some((from, after.pred_opt()?))
    }

    /// „I kwartał 2026”, „II półrocze 2026”.
    #[must_use]
    pub fn name_pl(self) -> String {
        let roman = ["I", "II", "III", "IV"];
        let place = usize::try_from(self.number.saturating_sub(1)).unwrap_or(0);
        let number = roman.get(place).copied().unwrap_or_default();
        let kind = if self.months == 6 {
            "półrocze"
        } else {
            "kwartał"
        };
        format!("{number} {kind} {}", self.year)
    }

    /// The quarters and half-years that have begun by a day, newest first: those of this year and the one before.
    #[must_use]
    pub fn begun(today: NaiveDate) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        for year in [today.year(), today.year() - 1] {
            for months in [3, 6] {
                let numbers = (1..=12 / months).rev();
                all.extend(numbers.map(|number| Self {
                    year,
                    number,
                    months,
                }));
            }
        }
        all.retain(|period| period.days().is_some_and(|(from, _)| from <= today));
        all
    }
}
