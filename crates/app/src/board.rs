//! „Koordynator”: how much is open and with whom, what is due, how long things take; and the report of a period.
//! Counted from the cards of the cases that this seat holds; what it may not hold is not counted, and the board says so.

use std::path::Path;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use teren_domain::Category;
use teren_domain::access::Role;
use teren_domain::access_log::Event;
use teren_domain::reminder::{Clock, RulingAwaited, Told};
use teren_domain::routing::AssignmentState;
use teren_domain::staff::StaffMember;
use teren_domain::workload::{
    Board, CaseLoad, InterviewContent, InterviewLoad, Median, Period, PeriodReport, PersonLoad,
    RouteLoad, VisitLoad, Worker, board, period_report,
};
use teren_questionnaire::INTERVIEW;
use teren_store::platform as files;

use uuid::Uuid;

use crate::App;
use crate::card::{Card, InterviewCard};
use crate::clock::local_date;
use crate::contract::{
    BoardView, CountView, FiguresFormat, InterviewBox, LabelView, MedianView, PeriodView,
    PersonLoadView, Problem, ProblemCode, ReasonCountView, TeamLoadView,
};
use crate::figures_file;
use crate::forms::PART_I;
use crate::problem::of_io;
use crate::report::reports_of;
use crate::session::Open;
use crate::values::Records;

/// What the board needs of an approved interview, kept with its card: the content never changes again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ContentCard {
    pub held_on: Option<NaiveDate>,
    pub reasons: Option<Vec<String>>,
    pub persons: Option<u32>,
}

impl App {
    /// The board of today.
    pub fn board(&self) -> Result<BoardView, Problem> {
        let now_ms = self.now_ms();
        self.with(|open| {
            let cards = open.board_cards()?;
            let loads: Vec<CaseLoad> = (cards.iter())
                .map(|card| open.case_load(card, now_ms))
                .collect();
            let staff = open.counted_staff();
            let workers: Vec<Worker> = (staff.iter())
                .map(|member| Worker {
                    person: member.person,
                    roles: member.roles.clone(),
                })
                .collect();
            let found = board(&loads, &workers, open.today);
            let cases = u32::try_from(loads.len()).unwrap_or(u32::MAX);
            open.board_view(found, &staff, cases)
        })
    }

    /// What happened in a quarter or half-year: `2026-4-3` is the fourth of three months.
    pub fn period_report(&self, period: &str) -> Result<PeriodView, Problem> {
        let now_ms = self.now_ms();
        let unknown = || Problem::of(ProblemCode::InvalidInput).with("field", "period");
        self.with(|open| {
            let cards = open.board_cards()?;
            let mut begun = Period::begun(open.today).into_iter();
            let period = begun.find(|known| id_of(*known) == period);
            let period = period.ok_or_else(unknown)?;
            let (from, to) = period.days().ok_or_else(unknown)?;
            let loads: Vec<CaseLoad> = (cards.iter())
                .map(|card| open.case_load(card, now_ms))
                .collect();
            let found = period_report(&loads, from, to);
            open.period_view(period, (from, to), found)
        })
    }

    /// Saves the board, or the report of a period, where the person chose. It holds numbers and names of employees, no family.
    pub fn save_figures(
        &self,
        period: Option<&str>,
        format: FiguresFormat,
        path: &Path,
    ) -> Result<(), Problem> {
        let tables = match period {
            Some(period) => figures_file::of_period(&self.period_report(period)?),
            None => figures_file::of_board(&self.board()?),
        };
        let bytes = match format {
            FiguresFormat::Xlsx => figures_file::xlsx(&tables)?,
            FiguresFormat::Csv => figures_file::csv(&tables),
        };
        let now_ms = self.now_ms();
        self.with(|open| open.note_access(Event::Exported, open.centre, now_ms))?;
        files::replace_file(path, &bytes).map_err(|error| of_io(&error))
    }
}

fn id_of(period: Period) -> String {
    format!("{}-{}-{}", period.year, period.number, period.months)
}

/// Of every interview one version: the one that counts, and the one in work.
fn is_told(card: &Card, document: Uuid, approved: bool) -> bool {
    !approved || card.valid(document) == Some(document)
}

/// When an interview was first approved, whatever was put right in it since.
fn made_on(card: &Card, document: Uuid) -> Option<NaiveDate> {
    let chain = card.chain(document);
    let first = chain.iter().filter_map(|one| one.approved_ms).min();
    first.map(local_date)
}

/// Approved interviews that this seat knows of by their receipts alone: that they are made counts, nothing of their content.
fn beyond(card: &Card) -> impl Iterator<Item = InterviewLoad> + '_ {
    let unseen = (card.versions.iter()).filter(|one| card.interview(one.document).is_none());
    let unseen = unseen.filter(|one| one.approved_ms.is_some());
    unseen
        .filter(|one| is_told(card, one.document, true))
        .map(|one| InterviewLoad {
            author: None,
            form: "część poza Twoim upoważnieniem".to_owned(),
            approved: made_on(card, one.document),
            returned: card.is_returned(one.document),
            content: None,
        })
}

impl Open {
    fn board_cards(&mut self) -> Result<Vec<Card>, Problem> {
        let may = |role| self.has_role(role);
        if !may(Role::Head) && !may(Role::Coordinator) {
            return Err(Problem::of(ProblemCode::NotAllowed));
        }
        let mut cards = self.cards()?;
        cards.retain(|card| card.case != self.centre);
        Ok(cards)
    }

    fn case_load(&self, card: &Card, now_ms: i64) -> CaseLoad {
        let day = |text: &str| text.get(..10)?.parse().ok();
        CaseLoad {
            case: card.case,
            received: card.received.as_deref().and_then(day),
            assistant: card.assistant(local_date(now_ms)),
            due: card.term(now_ms).and_then(|term| term.due.parse().ok()),
            next_update: (card.due_on(local_date(now_ms)))
                .find(|due| due.clock == Clock::Update)
                .map(|due| due.due),
            visits: (card.visits.iter())
                .map(|visit| VisitLoad {
                    worker: visit.worker,
                    given: local_date(visit.assigned_ms),
                })
                .collect(),
            interviews: (card.interviews.iter())
                .filter(|one| is_told(card, one.document, one.sealed.is_some()))
                .map(|interview| self.interview_load(card, interview))
                .chain(beyond(card))
                .collect(),
            routes: (card.routes.iter())
                .map(|item| RouteLoad {
                    team: item.route.team.clone(),
                    outside: self.directory.leaves_the_centre(&item.route.team),
                    arrived: local_date(item.route.at_ms),
                    due: item.route.due.as_deref().and_then(day),
                    taken_by: item.taken.as_ref().map(|taken| taken.by),
                    over: !matches!(item.state(), AssignmentState::Sent | AssignmentState::Taken),
                })
                .collect(),
        }
    }

    fn interview_load(&self, card: &Card, interview: &InterviewCard) -> InterviewLoad {
        let content = interview.content.as_ref();
        InterviewLoad {
            author: interview.author,
            form: self.forms.short_title(&interview.form),
            approved: (interview.sealed.as_ref()).and_then(|_| made_on(card, interview.document)),
            returned: card.box_of(interview) == InterviewBox::Returned,
            content: content.map(|content| InterviewContent {
                held_on: content.held_on,
                reasons: content.reasons.clone(),
                persons: content.persons,
            }),
        }
    }

    /// Reads in every approved part of the questionnaire what the board and the clocks need of it.
    pub(crate) fn read_contents(&mut self, card: &mut Card) -> Result<(), Problem> {
        if card.interviews.iter().all(|one| one.sealed.is_none()) {
            return Ok(());
        }
        let reports = reports_of(&self.case_records(card.case)?);
        let follows_rulings = self.knows_of(card.case, Category::Proceedings)?;
        for interview in &mut card.interviews {
            if interview.sealed.is_none() {
                continue;
            }
            let Ok(form) = self.forms.get(&interview.form) else {
                continue;
            };
            let held = self.opens(card.case, interview.document)?;
            let holds = |category: Category| {
                (held.as_ref()).is_none_or(|held| held.categories.contains(&category.number()))
            };
            let state = self.store.document(interview.document)?;
            let answers = Records::of_interview(&state, &[], &form).answers();
            let facts = crate::report::facts(&form, &answers, &reports);
            let people = holds(Category::Identity);
            // Half of the reasons would be counted as if it were the whole.
            let mut places = form.places(INTERVIEW, "reasons").into_iter();
            let every_reason = places.all(holds);
            let persons = teren_domain::income::household(&facts.persons).len();
            interview.content = Some(ContentCard {
                held_on: facts.interview_date.filter(|_| people),
                reasons: every_reason.then(|| facts.reasons.clone()),
                persons: people.then(|| u32::try_from(persons).unwrap_or(u32::MAX)),
            });
            let mut told = Told::of(&facts, true);
            told.held_on = told.held_on.filter(|_| people);
            // Whether a ruling was brought stands in the list of documents, too.
            if !(follows_rulings && holds(Category::Incapacity) && holds(Category::Income)) {
                told.ruling = RulingAwaited::default();
            }
            // Days of interviews with relatives of the applicant start no term of hers.
            interview.told = facts.part.with_applicant().then_some(told);
        }
        Ok(())
    }

    /// Whose work is counted: everybody here, in the order of their names.
    fn counted_staff(&self) -> Vec<StaffMember> {
        let active = self.directory.staff.iter().filter(|member| member.active);
        let mut staff: Vec<StaffMember> = active.cloned().collect();
        staff.sort_by(|one, other| one.name.cmp(&other.name));
        staff
    }

    /// The head sees every colleague by name, a coordinator those of her teams, by name only where the head lets her; the others
    /// are counted together.
    fn people_views(
        &self,
        loads: &[PersonLoad],
        staff: &[StaffMember],
        named: bool,
    ) -> Vec<PersonLoadView> {
        let whole_centre = self.has_role(Role::Head);
        let own: Vec<String> = (self.directory.member(self.person))
            .map(|member| member.teams.clone())
            .unwrap_or_default();
        let mut people: Vec<PersonLoadView> = Vec::new();
        let mut unnamed: Vec<&PersonLoad> = Vec::new();
        let mut others: Vec<&PersonLoad> = Vec::new();
        for (load, member) in loads.iter().zip(staff) {
            if load.families == 0 && load.norm.is_none() {
                continue;
            }
            let of_own_team = member.teams.iter().any(|team| own.contains(team));
            if whole_centre || (of_own_team && named) || member.person == self.person {
                people.push(person_view(&member.name, &[load]));
            } else if of_own_team {
                unnamed.push(load);
            } else {
                others.push(load);
            }
        }
        // Not in the order of their names, which would tell them.
        unnamed.sort_by_key(|load| std::cmp::Reverse(load.families));
        let numbered = (1..).zip(unnamed);
        people.extend(
            numbered.map(|(number, load)| person_view(&format!("Osoba {number}"), &[load])),
        );
        if !others.is_empty() {
            people.push(person_view("Pozostałe osoby razem", &others));
        }
        people
    }

    fn board_view(
        &mut self,
        found: Board,
        staff: &[StaffMember],
        cases: u32,
    ) -> Result<BoardView, Problem> {
        let whole_centre = self.has_role(Role::Head);
        let named = whole_centre || self.directory.is_named_on_board();
        let people = self.people_views(&found.people, staff, named);
        let teams = found.teams.iter().map(|load| TeamLoadView {
            name: self.directory.team_name(&load.team),
            waiting: load.waiting,
            taken: load.taken,
            late: load.late,
        });
        let periods = Period::begun(self.today).into_iter();
        Ok(BoardView {
            today: self.today.to_string(),
            cases,
            whole_centre,
            named,
            people,
            teams: teams.collect(),
            visits: found.visits,
            due_soon: found.due_soon,
            late: found.late,
            updates: found.updates,
            updates_late: found.updates_late,
            returned: found.returned,
            elsewhere: found.elsewhere,
            to_interview: found.to_interview.map(median_view),
            to_inbox: found.to_inbox.map(median_view),
            reasons: (found.reasons.into_iter())
                .map(|(point, count)| {
                    let name = self.reason_name(&point)?;
                    Ok(CountView { name, count })
                })
                .collect::<Result<_, Problem>>()?,
            forms: counts(found.forms),
            withheld: found.withheld,
            periods: periods
                .map(|period| LabelView {
                    id: id_of(period),
                    name: period.name_pl(),
                })
                .collect(),
        })
    }

    fn period_view(
        &mut self,
        period: Period,
        (from, to): (NaiveDate, NaiveDate),
        found: PeriodReport,
    ) -> Result<PeriodView, Problem> {
        let reasons = found.reasons.into_iter().map(|count| {
            Ok(ReasonCountView {
                name: self.reason_name(&count.reason)?,
                families: count.families,
                persons: count.persons,
            })
        });
        Ok(PeriodView {
            reasons: reasons.collect::<Result<_, Problem>>()?,
            id: id_of(period),
            name: period.name_pl(),
            from: from.to_string(),
            to: to.to_string(),
            reports: found.reports,
            interviews: found.interviews,
            on_time: found.on_time,
            with_term: found.with_term,
            forms: counts(found.forms),
            to_interview: found.to_interview.map(median_view),
            to_inbox: found.to_inbox.map(median_view),
            withheld: found.withheld,
        })
    }

    /// The reason of art. 7 in the words of the form: „1) ubóstwo”.
    fn reason_name(&self, point: &str) -> Result<String, Problem> {
        let (_, form) = self.forms.in_force(PART_I, self.today)?;
        let choices = form.field(INTERVIEW, "reasons").map(|field| &field.choices);
        let named = choices.into_iter().flatten().find(|choice| {
            let (number, _) = choice.value.split_once(')').unwrap_or_default();
            number == point
        });
        Ok(named.map_or_else(
            || format!("art. 7 pkt {point}"),
            |choice| choice.value.clone(),
        ))
    }
}

fn person_view(name: &str, loads: &[&PersonLoad]) -> PersonLoadView {
    let sum = |of: fn(&PersonLoad) -> u32| loads.iter().map(|load| of(load)).sum();
    // A norm is of one person.
    let norm = match loads {
        [one] => one.norm.as_ref(),
        _ => None,
    };
    PersonLoadView {
        name: name.to_owned(),
        people: u32::try_from(loads.len()).unwrap_or(u32::MAX),
        families: sum(|load| load.families),
        norm: norm.map(|norm| norm.families),
        norm_basis: norm.map(|norm| norm.basis.clone()),
        due_soon: sum(|load| load.due_soon),
        late: sum(|load| load.late),
        returned: sum(|load| load.returned),
    }
}

fn median_view(median: Median) -> MedianView {
    MedianView {
        days: median.days,
        of: median.of,
    }
}

fn counts(all: Vec<(String, u32)>) -> Vec<CountView> {
    let view = |(name, count)| CountView { name, count };
    all.into_iter().map(view).collect()
}
