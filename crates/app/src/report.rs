//! First contact: a report (zgłoszenie), who should hold the interview, by when, and the visit given to a worker.

use chrono::NaiveDateTime;
use teren_domain::Category;
use teren_domain::access::Role;
use teren_domain::entry;
use teren_domain::facts::{InterviewFacts, ReportFacts};
use teren_domain::term;
use teren_domain::workflow::{Act, Address, Reporter, field, kind};
use teren_questionnaire::{Answers, Form};
use uuid::Uuid;

use crate::App;
use crate::clock::local_date;
use crate::contract::{
    AssignmentView, CaseView, EntryView, Problem, ProblemCode, ReportChoices, ReportInput, Seat,
    TermView, WorkerView,
};
use crate::forms::PART_I;
use crate::known_people::Born;
use crate::values::Records;
use crate::writing::Writing;

const CHANNELS: [&str; 6] = [
    "osobiście",
    "telefon",
    "pismo",
    "e-mail",
    "ePUAP / e-Doręczenia",
    "z urzędu",
];
const FLAGS: [&str; 5] = [
    "przemoc domowa",
    "dziecko",
    "brak schronienia",
    "zagrożenie zdrowia lub życia",
    "zmiana danych",
];
const REPORTERS: [&str; 4] = [
    "osoba zainteresowana",
    "członek rodziny",
    "osoba obca",
    "instytucja",
];

impl App {
    /// What the form of a report offers, and the workers with how many visits each has open.
    pub fn report_choices(&self) -> Result<ReportChoices, Problem> {
        let now_ms = self.now_ms();
        self.with(|open| {
            let cards = open.cards()?;
            let open_visits = |person: Uuid| {
                let waiting = cards.iter().filter(|card| {
                    card.interviews
                        .iter()
                        .all(|interview| interview.sealed.is_none())
                });
                waiting
                    .flat_map(|card| &card.visits)
                    .filter(|visit| visit.worker == person)
                    .count()
            };
            let workers = open.directory.staff.iter().filter(|member| {
                member.active
                    && open
                        .directory
                        .seats_of(member.person)
                        .contains(&Seat::Field)
            });
            let workers = workers.map(|member| WorkerView {
                person: member.person,
                name: member.name.clone(),
                team: member
                    .teams
                    .first()
                    .map(|team| open.directory.team_name(team))
                    .unwrap_or_default(),
                open_visits: u32::try_from(open_visits(member.person)).unwrap_or(u32::MAX),
            });
            let (_, form) = open.forms.in_force(PART_I, local_date(now_ms))?;
            let known = open
                .directory
                .structure
                .as_ref()
                .map(|structure| &structure.kinds);
            let help = help_choices(&form, |kind| {
                known.is_some_and(|known| known.contains_key(kind))
            });
            Ok(ReportChoices {
                channels: CHANNELS.map(str::to_owned).to_vec(),
                help,
                flags: FLAGS.map(str::to_owned).to_vec(),
                reporter_kinds: REPORTERS.map(str::to_owned).to_vec(),
                workers: workers.collect(),
            })
        })
    }

    /// Who should hold the interview and by when, while the report is being typed.
    pub fn preview_entry(&self, report: &ReportInput) -> Result<EntryView, Problem> {
        let today = local_date(self.now_ms());
        let facts = report_facts(report);
        self.with(|open| {
            let structure = open
                .directory
                .structure
                .as_ref()
                .ok_or_else(|| Problem::of(ProblemCode::NotFound))?;
            let entry = entry::entry(structure, &facts);
            let received = facts.received.map_or(today, |at| at.date());
            let term = term::interview_due(received, report.urgent);
            Ok(EntryView {
                team_name: open.directory.team_name(&entry.interview_by),
                team: entry.interview_by,
                why: entry.because,
                term: TermView {
                    due: term.due.to_string(),
                    working_days_left: term::working_days_left(today, term.due),
                    urgent: report.urgent,
                    basis: term.basis,
                    explanation: term.explanation_pl,
                },
            })
        })
    }

    /// Registers a report: in the case it names, else as a new case. Refused with `not-found` when this laptop does not hold the
    /// case that it names.
    pub fn register_report(&self, report: &ReportInput) -> Result<CaseView, Problem> {
        let now_ms = self.now_ms();
        if report.case.is_none() && report.last_name.trim().is_empty() {
            return Err(Problem::of(ProblemCode::InvalidInput).with("field", "last_name"));
        }
        let born = Born::read(&report.born)?;
        if parse_time(&report.received).is_none() {
            return Err(Problem::of(ProblemCode::InvalidInput).with("field", "received"));
        }
        self.with(|open| {
            if ![Role::FirstContact, Role::Head]
                .iter()
                .any(|role| open.has_role(*role))
            {
                return Err(Problem::of(ProblemCode::NotAllowed));
            }
            let cards = open.cards()?;
            let mut families = cards.iter().filter(|card| card.case != open.centre);
            if let Some(case) = report.case
                && !families.any(|card| card.case == case)
            {
                return Err(Problem::of(ProblemCode::NotFound));
            }
            let case = report.case.unwrap_or_else(Uuid::now_v7);
            let mut writing = Writing::new(case, case, "");
            let earlier = match report.case {
                Some(case) => {
                    let known = open.case_records(case)?;
                    if open.may_write(case, Category::Identity)? {
                        newer_header(&mut writing, case, &known, report);
                    }
                    known.of_kind(kind::REPORT).count()
                }
                None => {
                    header_writes(&mut writing, case, report, born);
                    0
                }
            };
            report_writes(&mut writing, case, earlier, report);
            writing.commit(open, now_ms)?;
            let card = open.card(case)?;
            Ok(open.case_view(&card, None, now_ms))
        })
    }

    /// Asks the office to give the visit to a worker; done only when the office has said so.
    pub fn assign_visit(&self, case: Uuid, person: Uuid) -> Result<AssignmentView, Problem> {
        let now_ms = self.now_ms();
        let act = Act::AssignVisit {
            case,
            worker: person,
        };
        let same_visit =
            |asked: &Act| matches!(asked, Act::AssignVisit { case: of, .. } if *of == case);
        let id = self.with(|open| open.ask(&act, same_visit, now_ms))?;
        // Without the office the act waits and is asked again with the next exchange.
        let _unreachable = self.exchange_and_wait();
        self.with(|open| {
            let outcome = open.outcome_of(id)?;
            let card = open.card(case)?;
            let case = open.case_view(&card, None, now_ms);
            Ok(AssignmentView { case, outcome })
        })
    }
}

/// Words of art. 36 in the order of the plan of help, as far as the centre knows them.
fn help_choices(form: &Form, known: impl Fn(&str) -> bool) -> Vec<String> {
    let groups = [
        "help_money",
        "help_in_kind",
        "help_care",
        "help_social_work",
    ];
    let columns = groups.iter().filter_map(|group| form.column(group, "kind"));
    let offered = columns
        .flat_map(|column| &column.choices)
        .filter(|choice| choice.offered);
    let mut words: Vec<String> = Vec::new();
    for choice in offered {
        if known(&choice.value) && !words.contains(&choice.value) {
            words.push(choice.value.clone());
        }
    }
    words
}

/// Who the case is about and where she lives.
fn header_writes(writing: &mut Writing, case: Uuid, report: &ReportInput, born: Born) {
    writing.open(case, kind::CASE, None, 0);
    writing.add(
        kind::CASE,
        case,
        field::FIRST_NAME,
        &report.first_name.trim(),
    );
    writing.add(kind::CASE, case, field::LAST_NAME, &report.last_name.trim());
    writing.add(kind::CASE, case, field::PESEL, &report.pesel.trim());
    if let Some(born) = born.text() {
        writing.add(kind::CASE, case, field::BORN, &born);
    }
    writing.add(
        kind::CASE,
        case,
        field::ADDRESS,
        &Address::from(report.address.clone()),
    );
    writing.add(kind::CASE, case, field::PHONE, &report.phone.trim());
}

/// Telephone and address that a later report brings take the place of the known ones; what it does not say stays.
fn newer_header(writing: &mut Writing, case: Uuid, known: &Records, report: &ReportInput) {
    let phone = report.phone.trim();
    if !phone.is_empty() && phone != known.text(case, field::PHONE) {
        writing.add(kind::CASE, case, field::PHONE, &phone);
    }
    let address = Address::from(report.address.clone());
    let is_whole = !address.locality.trim().is_empty() && !address.house.trim().is_empty();
    if is_whole && known.read(case, field::ADDRESS).as_ref() != Some(&address) {
        writing.add(kind::CASE, case, field::ADDRESS, &address);
    }
}

/// One more report of a case that has so many already.
fn report_writes(writing: &mut Writing, case: Uuid, earlier: usize, report: &ReportInput) {
    let record = Uuid::now_v7();
    let order = i32::try_from(earlier).unwrap_or(i32::MAX);
    writing.open(record, kind::REPORT, Some(case), order);
    writing.add(kind::REPORT, record, field::RECEIVED, &report.received);
    writing.add(
        kind::REPORT,
        record,
        field::APPLICATION_DATE,
        &report.application_date,
    );
    writing.add(kind::REPORT, record, field::CHANNEL, &report.channel);
    writing.add(kind::REPORT, record, field::URGENT, &report.urgent);
    writing.add(kind::REPORT, record, field::FLAGS, &report.flags);
    writing.add(
        kind::REPORT,
        record,
        field::REQUESTED_HELP,
        &report.requested_help,
    );
    writing.add(kind::REPORT, record, field::NOTES, &report.notes.trim());
    writing.add(
        kind::REPORT,
        record,
        field::REPORTER,
        &Reporter {
            kind: report.reporter_kind.clone(),
            name: report.reporter_name.trim().to_owned(),
            contact: report.reporter_contact.trim().to_owned(),
            consents_to_disclosure: report.reporter_consents,
        },
    );
}

fn parse_time(text: &str) -> Option<NaiveDateTime> {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M")
        .or_else(|_| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S"))
        .ok()
}

fn report_facts(report: &ReportInput) -> ReportFacts {
    ReportFacts {
        received: parse_time(&report.received),
        application_date: report
            .application_date
            .as_deref()
            .and_then(|date| date.parse().ok()),
        urgent: report.urgent,
        flags: report.flags.clone(),
        requested_help: report.requested_help.clone(),
    }
}

/// The facts of an interview together with the one of its case's reports that it follows.
pub(crate) fn facts(form: &Form, answers: &Answers, reports: &[ReportFacts]) -> InterviewFacts {
    let mut facts = form.facts(answers);
    if let Some(report) = ReportFacts::followed_by(reports, &facts) {
        facts.report = report;
    }
    facts
}

/// The reports of a case that this seat may know.
pub(crate) fn reports_of(case: &Records) -> Vec<ReportFacts> {
    let reports = case.of_kind(kind::REPORT).map(|report| report.id);
    let told = reports.map(|report| ReportFacts {
        received: parse_time(&case.text(report, field::RECEIVED)),
        application_date: case.read(report, field::APPLICATION_DATE),
        urgent: case.read(report, field::URGENT).unwrap_or(false),
        flags: case.read(report, field::FLAGS).unwrap_or_default(),
        requested_help: case.read(report, field::REQUESTED_HELP).unwrap_or_default(),
    });
    told.collect()
}

/// Help that the newest report asks for which asks for any: a later one that says nothing of it takes nothing back.
pub(crate) fn requested_help(case: &Records) -> Vec<String> {
    let asking = reports_of(case).into_iter();
    let asking = asking.filter(|report| !report.requested_help.is_empty());
    let newest = asking.max_by_key(|report| report.received);
    newest.map_or_else(Vec::new, |report| report.requested_help)
}

/// The report that came last.
pub(crate) fn last_report(case: &Records) -> Option<Uuid> {
    let reports = case.of_kind(kind::REPORT).map(|report| report.id);
    reports.max_by_key(|report| case.text(*report, field::RECEIVED))
}
