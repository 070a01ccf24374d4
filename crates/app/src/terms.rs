//! Terms of a case: the clocks of the law over what this seat holds of it. Lists read the days that were worked out when the case
//! last changed; how far they are is told by the day of reading.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use teren_domain::Category;
use teren_domain::access::Role;
use teren_domain::facts::ReportFacts;
use teren_domain::reminder::{self, Clock, Occasion, Reminder, RulingBrought, Service};
use teren_domain::structure::HEAD;
use teren_domain::term::interview_due;
use teren_domain::workflow::{Receipt, kind};
use teren_ledger::ROW_FIELD;
use uuid::Uuid;

use crate::App;
use crate::card::{Card, RouteCard};
use crate::clock::{local_date, local_text};
use crate::contract::{
    AgendaLine, AgendaView, CaseTermsView, DueView, EndedView, Problem, ProblemCode, ReminderView,
    RulingInput, RulingView, TermClock,
};
use crate::help_ended::end_reasons;
use crate::session::Open;
use crate::values::Records;
use crate::writing::Writing;

/// Days after today that are the nearest ones.
const NEAREST: i64 = 7;

/// Categories that terms come from, beside the report's own.
const TOLD: [Category; 5] = [
    Category::HelpPlan,
    Category::Incapacity,
    Category::Income,
    Category::SocialWork,
    Category::Proceedings,
];

/// A term that runs, as lists keep it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct DueCard {
    pub clock: Clock,
    pub due: NaiveDate,
    /// First day on which it runs no more, kept or not.
    #[serde(default)]
    pub until: Option<NaiveDate>,
}

impl App {
    /// The terms of a case that this seat may know of.
    pub fn case_terms(&self, case: Uuid) -> Result<CaseTermsView, Problem> {
        let now_ms = self.now_ms();
        self.with(|open| {
            open.note_reading_case(case, now_ms)?;
            let card = open.card(case)?;
            open.case_terms(&card, local_date(now_ms))
        })
    }

    /// Writes down what became of a ruling that somebody waits for; the last word counts. Both days may be left out to take
    /// the last word back. Refused with `invalid-input` and the field for a day that cannot be.
    pub fn record_ruling(&self, case: Uuid, given: &RulingInput) -> Result<CaseTermsView, Problem> {
        let now_ms = self.now_ms();
        let today = local_date(now_ms);
        let received_on = past_day("received_on", given.received_on.as_deref(), today)?;
        let delivered_on = past_day("delivered_on", given.delivered_on.as_deref(), today)?;
        if received_on
            .zip(delivered_on)
            .is_some_and(|(received, delivered)| delivered < received)
        {
            return Err(Problem::of(ProblemCode::InvalidInput).with("field", "delivered_on"));
        }
        self.with(|open| {
            if !open.may_write(case, Category::Proceedings)? {
                return Err(Problem::of(ProblemCode::NotAllowed));
            }
            let row = RulingBrought {
                received_on,
                delivered_on,
                by: open.person,
                at_ms: now_ms,
            };
            open.say_of_terms(case, kind::RULING_BROUGHT, &row, now_ms)
        })
    }

    /// What is late, due today, or due in the nearest days of the cases this person answers for; for the head and a coordinator,
    /// who ask for the whole, of every case that this seat holds.
    pub fn agenda(&self, whole: bool) -> Result<AgendaView, Problem> {
        let today = local_date(self.now_ms());
        self.with(|open| {
            let oversees = [Role::Head, Role::Coordinator];
            if whole && !oversees.iter().any(|role| open.has_role(*role)) {
                return Err(Problem::of(ProblemCode::NotAllowed));
            }
            let cards = open.cards()?;
            let mut lines: Vec<AgendaLine> = Vec::new();
            for card in cards.iter().filter(|card| card.case != open.centre) {
                if whole || open.answers_for(card) {
                    lines.extend(card.near_lines(today));
                }
                if !whole && card.is_family_of(open.person, today) {
                    lines.extend(card.family_lines(today));
                }
            }
            lines.sort_by(|one, other| {
                let place = |line: &AgendaLine| (line.term.days_left, line.name.clone());
                place(one).cmp(&place(other))
            });
            let mut view = AgendaView {
                month: open.summary_month(&cards, today).filter(|_| !whole),
                ..AgendaView::default()
            };
            if whole {
                view.assistants = open.assistant_terms(&cards, today);
            }
            for line in lines {
                let group = match line.term.days_left {
                    ..0 => &mut view.late,
                    0 => &mut view.today,
                    1..=NEAREST => &mut view.soon,
                    _ => &mut view.later,
                };
                group.push(line);
            }
            Ok(view)
        })
    }
}

impl Open {
    /// Whether this seat may know what stands in a category of the case's own document.
    pub(crate) fn knows_of(&mut self, case: Uuid, category: Category) -> Result<bool, Problem> {
        let opened = self.opens(case, case)?;
        Ok(opened.is_none_or(|opened| opened.categories.contains(&category.number())))
    }

    /// Whether the office takes from this seat what it writes down of the case in a category.
    pub(crate) fn may_write(&mut self, case: Uuid, category: Category) -> Result<bool, Problem> {
        let opened = self.opens(case, case)?;
        Ok(opened.is_none_or(|opened| opened.writable.contains(&category.number())))
    }

    /// Writes down something that moves the terms of a case, as a record of its own, and gives the terms as they are since.
    pub(crate) fn say_of_terms(
        &mut self,
        case: Uuid,
        kind: &str,
        row: &impl Serialize,
        now_ms: i64,
    ) -> Result<CaseTermsView, Problem> {
        let record = Uuid::now_v7();
        let mut writing = Writing::new(case, case, "");
        writing.open(record, kind, Some(case), 0);
        writing.add(kind, record, ROW_FIELD, row);
        writing.commit(self, now_ms)?;
        let card = self.card(case)?;
        self.case_terms(&card, local_date(now_ms))
    }

    fn case_terms(&mut self, card: &Card, today: NaiveDate) -> Result<CaseTermsView, Problem> {
        let (mut running, mut ended) = (Vec::new(), Vec::new());
        for reminder in reminder::all(&card.occasion(today)) {
            match reminder.ended {
                None => running.push(reminder_view(reminder, today)),
                Some(_) => ended.push(reminder_view(reminder, today)),
            }
        }
        let may_end_help = self.may_end_help(card)?;
        let waits = card.papers().any(|told| told.ruling.awaited);
        Ok(CaseTermsView {
            case: card.case,
            running,
            ended,
            withheld: (card.withheld_terms.iter())
                .map(|category| category.name_pl().to_owned())
                .collect(),
            ruling: card.ruling.as_ref().map(|row| RulingView {
                received_on: row.received_on.map(|day| day.to_string()),
                delivered_on: row.delivered_on.map(|day| day.to_string()),
                by: self.directory.name(row.by),
                at: local_text(row.at_ms),
            }),
            may_record_ruling: waits && self.may_write(card.case, Category::Proceedings)?,
            may_end_help,
            help: card.help_to_end(may_end_help, today),
            ended_help: match may_end_help {
                true => self.ended_help(card),
                false => Vec::new(),
            },
            end_reasons: end_reasons(),
        })
    }

    /// Categories that this seat may not hold of something that is approved, here or elsewhere as its receipt says.
    pub(crate) fn withheld_of_terms(
        &mut self,
        card: &Card,
        case: &Records,
    ) -> Result<Vec<Category>, Problem> {
        let approved = card.interviews.iter().filter(|one| one.sealed.is_some());
        let receipts = case.rows::<Receipt>(kind::RECEIPT, ROW_FIELD);
        // What serves no report is an interview with a relative: no term comes of it.
        let received = receipts.filter(|(_, receipt)| receipt.service.is_some());
        let mut documents: Vec<Uuid> = (approved.map(|one| one.document))
            .chain(received.map(|(_, receipt)| receipt.document))
            .collect();
        if documents.is_empty() {
            return Ok(Vec::new());
        }
        documents.push(card.case);
        let mut withheld = BTreeSet::new();
        for document in documents {
            let Some(opened) = self.opens(card.case, document)? else {
                continue;
            };
            let missing = |category: &Category| !opened.categories.contains(&category.number());
            withheld.extend(TOLD.into_iter().filter(missing));
        }
        Ok(withheld.into_iter().collect())
    }

    /// Whether the case is this person's to look after: a worker's whose visit it is, a team's while it lies in its inbox, the head's
    /// while it lies in hers.
    fn answers_for(&self, card: &Card) -> bool {
        let head = self.has_role(Role::Head);
        let me = self.person;
        let visits = card.visits.iter().any(|visit| visit.worker == me);
        let at_the_door = card.visits.is_empty() && card.unregistered;
        let teams = self.directory.teams_of(me);
        let lies_here = |item: &RouteCard| {
            let team = &item.route.team;
            let of_head = head && (team == HEAD || self.directory.leaves_the_centre(team));
            let of_team = of_head || teams.iter().any(|one| one.id == *team);
            let taken = item.taken.as_ref().is_some_and(|taken| taken.by == me);
            item.is_open() && !item.superseded() && (of_team || taken)
        };
        visits || at_the_door || card.routes.iter().any(lies_here)
    }
}

impl Card {
    /// The approved interviews with the applicant and social contracts that count.
    pub(crate) fn papers(&self) -> impl Iterator<Item = &reminder::Told> {
        let counting = self
            .interviews
            .iter()
            .filter(|interview| self.valid(interview.document) == Some(interview.document));
        counting.filter_map(|interview| interview.told.as_ref())
    }

    /// Lets the report count whose term comes first of those that no approved interview serves.
    pub fn count_report(&mut self, reports: &[ReportFacts]) {
        // One report counts whatever was approved.
        if reports.len() < 2 {
            self.asks_for_help = reports.iter().any(ReportFacts::asks_for_help);
            return;
        }
        // Approved here and not yet received by the office.
        let approved = self.papers().filter(|told| told.approved);
        let mut served: Vec<Service> = self.served.iter().map(|(_, service)| *service).collect();
        served.extend(approved.map(reminder::Told::service));
        let counts = reminder::report_that_counts(reports, &served);
        let Some(report) = counts.and_then(|place| reports.get(place)) else {
            return;
        };
        if let Some(received) = report.received {
            self.received = Some(received.format("%Y-%m-%dT%H:%M").to_string());
            self.urgent = report.urgent;
            self.asks_for_help = report.asks_for_help();
        }
    }

    pub(crate) fn occasion(&self, today: NaiveDate) -> Occasion {
        let day = |text: &String| text.get(..10)?.parse().ok();
        Occasion {
            today,
            asks_for_help: self.asks_for_help,
            received: self.received.as_ref().and_then(day),
            learned: self.opened_ms.map(local_date),
            urgent: self.urgent,
            papers: self.papers().cloned().collect(),
            taken_up: self.taken_up.clone(),
            served: (self.served.iter())
                .filter(|(document, _)| self.valid(*document) == Some(*document))
                .map(|(_, service)| *service)
                .collect(),
            ruling: self.ruling,
            help_ended: self.help_ended.clone(),
        }
    }

    /// The terms that run from a day on, the earliest first. Lists are read on later days, too: what runs only until some help ends
    /// is followed by what runs then.
    pub fn running_terms(&self, today: NaiveDate) -> Vec<DueCard> {
        let running = reminder::running(&self.occasion(today));
        let then = running.iter().filter_map(|one| one.until).min();
        let mut due: Vec<DueCard> = running.into_iter().map(DueCard::of).collect();
        let later = then.map_or_else(Vec::new, |then| self.running_terms(then));
        for one in later {
            match due.iter_mut().find(|known| known.is_as(&one)) {
                Some(known) => known.until = one.until,
                None => due.push(one),
            }
        }
        due.sort_by_key(|one| (one.due, one.clock));
        due
    }

    /// The terms that run on a day, the earliest first.
    pub fn due_on(&self, today: NaiveDate) -> impl Iterator<Item = &DueCard> {
        self.due.iter().filter(move |one| one.runs_on(today))
    }

    /// The earliest term that runs, and how far it is on the day of reading.
    pub fn soonest(&self, now_ms: i64) -> Option<DueView> {
        let today = local_date(now_ms);
        Some(self.due_on(today).next()?.view(today))
    }

    /// The same for a team: a rule of the centre may have set it a term of its own.
    pub fn soonest_of(&self, item: &RouteCard, now_ms: i64) -> Option<DueView> {
        let soonest = self.soonest(now_ms);
        let due: Option<NaiveDate> = item.route.due.as_deref().and_then(|due| due.parse().ok());
        let of_report = (self.received.as_deref())
            .and_then(|received| received.get(..10)?.parse().ok())
            .map(|received| interview_due(received, self.urgent).due);
        let of_team = due.filter(|due| Some(*due) != of_report);
        let of_team = of_team.map(|due| due_view(TermClock::Team, due, local_date(now_ms)));
        let both = [soonest, of_team].into_iter().flatten();
        both.min_by_key(|due| due.days_left)
    }

    /// Its statutory terms that are late or due in the nearest days.
    fn near_lines(&self, today: NaiveDate) -> impl Iterator<Item = AgendaLine> {
        let due = self.due_on(today).map(move |due| due.view(today));
        let near = due.filter(|due| due.days_left <= NEAREST);
        near.map(|term| AgendaLine {
            case: self.case,
            name: self.name.clone(),
            term,
            action: None,
        })
    }
}

impl DueCard {
    fn of(reminder: Reminder) -> Self {
        Self {
            clock: reminder.clock,
            due: reminder.due,
            until: reminder.until,
        }
    }

    /// The same term, whatever ends it.
    fn is_as(&self, other: &Self) -> bool {
        (self.clock, self.due) == (other.clock, other.due)
    }

    fn runs_on(&self, day: NaiveDate) -> bool {
        self.until.is_none_or(|until| day < until)
    }

    fn view(&self, today: NaiveDate) -> DueView {
        due_view(self.clock.into(), self.due, today)
    }
}

fn due_view(clock: TermClock, due: NaiveDate, today: NaiveDate) -> DueView {
    DueView {
        clock,
        due: due.to_string(),
        days_left: due.signed_duration_since(today).num_days(),
    }
}

/// The last word on a ruling waited for; `None` where it was taken back, or nobody said anything.
pub(crate) fn last_ruling(case: &Records) -> Option<RulingBrought> {
    let said = case.rows::<RulingBrought>(kind::RULING_BROUGHT, ROW_FIELD);
    let last = said.max_by_key(|(record, row)| (row.at_ms, *record));
    last.map(|(_, row)| row)
        .filter(|row| row.received_on.or(row.delivered_on).is_some())
}

pub(crate) fn reminder_view(reminder: Reminder, today: NaiveDate) -> ReminderView {
    let kept = reminder.kept();
    ReminderView {
        clock: reminder.clock.into(),
        due: reminder.due.to_string(),
        days_left: reminder.due.signed_duration_since(today).num_days(),
        from: reminder.from.to_string(),
        why: reminder.why,
        moved_by: reminder.moved_by,
        basis: reminder.basis,
        confirmed: reminder.confirmed,
        ended: reminder.ended.map(|end| EndedView {
            on: end.on.to_string(),
            by: end.by,
            kept,
        }),
    }
}

/// A day that has come; none where none is given.
fn past_day(
    name: &str,
    given: Option<&str>,
    today: NaiveDate,
) -> Result<Option<NaiveDate>, Problem> {
    let day = given_day(name, given)?;
    match day.is_none_or(|day| day <= today) {
        true => Ok(day),
        false => Err(Problem::of(ProblemCode::InvalidInput).with("field", name)),
    }
}

/// A day; none where none is given.
pub(crate) fn given_day(name: &str, given: Option<&str>) -> Result<Option<NaiveDate>, Problem> {
    let given = given.map(str::trim).filter(|text| !text.is_empty());
    let day = given.map(str::parse::<NaiveDate>).transpose();
    day.map_err(|_| Problem::of(ProblemCode::InvalidInput).with("field", name))
}

impl From<Clock> for TermClock {
    fn from(clock: Clock) -> Self {
        match clock {
            Clock::Interview => Self::Interview,
            Clock::Update => Self::Update,
            Clock::RulingDelivery => Self::RulingDelivery,
            Clock::RulingLimit => Self::RulingLimit,
            Clock::ContractAssessment => Self::ContractAssessment,
        }
    }
}
