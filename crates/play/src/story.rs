//! The journey of one case: report, visit, interview, approval, exchange, routes, inboxes.

use std::path::Path;

use serde_json::{Map, Value, json};
use teren_app::App;
use teren_app::contract::{AddressInput, InterviewView, ProblemCode, ReportInput};
use teren_app::findings::Findings;
use teren_domain::access::Role;
use teren_domain::structure::HEAD;
use uuid::Uuid;

use crate::PlayError;
use crate::case_file::{CaseFile, Interview, Report};
use crate::centre::{Centre, Seat, shipped};
use crate::clock::{moment, morning};
use crate::error::Step;
use crate::fill::{Refs, fill, obstacles};
use crate::part::{is_of_powiat, is_spoken_of, purpose_of};
use crate::{outcome, papers};

/// Field of the day of the report.
const REPORT_DATE: &str = "report_date";

/// Plays a case and gives its line of output. The papers of its interviews are saved into the folder `print`, if any;
/// `note` is told what was left out.
///
/// # Errors
/// The file is at fault, or the program could not do a step.
pub fn play(
    case: &CaseFile,
    print: Option<&Path>,
    note: &mut dyn FnMut(String),
) -> Result<Value, PlayError> {
    let first = case
        .interviews
        .first()
        .ok_or_else(|| PlayError::bad("interviews", "expected at least one interview"))?;
    let start = received(&case.report_of(first), 0)?;
    let mut structure = shipped(&case.office)?.clone();
    // Only a centre that has these tasks holds such interviews; where they go, its rules say all the same.
    structure.parameters.powiat |= case
        .interviews
        .iter()
        .any(|interview| is_of_powiat(&interview.part));
    let mut play = Play {
        centre: Centre::open_as(&structure, start)?,
        case,
        workers: Vec::new(),
        first_contact: None,
        family: None,
        reports: Vec::new(),
        documents: Vec::new(),
        refs: Refs::new(),
    };
    let mut line = Line::default();
    for (number, interview) in case.interviews.iter().enumerate() {
        let path = format!("interviews[{number}]");
        let findings = play.interview(interview, number, &path, note)?;
        play.print(interview, number, print)?;
        line.take(interview, outcome::of(&findings, interview, &play.refs));
        if interview.part == "II" {
            line.part_ii.push(outcome::part_ii(&findings));
        }
    }
    Ok(line.into_value(&case.id))
}

/// What came out so far: the interview that the answer sheet speaks of, and the ones before it.
#[derive(Default)]
struct Line<'a> {
    last: Option<(&'a Interview, Map<String, Value>)>,
    earlier: Map<String, Value>,
    part_ii: Vec<Value>,
}

impl<'a> Line<'a> {
    fn take(&mut self, interview: &'a Interview, keys: Map<String, Value>) {
        if !is_spoken_of(&interview.part) {
            return;
        }
        if let Some((before, keys)) = self.last.replace((interview, keys)) {
            let earlier = outcome::earlier(keys);
            self.earlier.insert(before.short.clone(), earlier);
        }
    }

    fn into_value(self, id: &str) -> Value {
        let (is_update, mut line) = match self.last {
            Some((interview, keys)) => (interview.part == "IV", keys),
            None => (false, Map::new()),
        };
        line.insert("id".to_owned(), json!(id));
        if is_update {
            line.insert("earlier".to_owned(), Value::Object(self.earlier));
        }
        if !self.part_ii.is_empty() {
            line.insert("part_ii".to_owned(), Value::Array(self.part_ii));
        }
        Value::Object(line)
    }
}

struct Play<'a> {
    centre: Centre,
    case: &'a CaseFile,
    /// Seats by the worker's name and team.
    workers: Vec<((String, String), Seat)>,
    first_contact: Option<Seat>,
    /// The case, once a report was registered.
    family: Option<Uuid>,
    /// Reports registered in it.
    reports: Vec<Report>,
    /// Approved interviews by their refs.
    documents: Vec<(String, Uuid)>,
    /// Persons and rows of all of them.
    refs: Refs,
}

impl Play<'_> {
    /// One interview from its report to the inboxes; what is found of it.
    fn interview(
        &mut self,
        interview: &Interview,
        number: usize,
        path: &str,
        note: &mut dyn FnMut(String),
    ) -> Result<Findings, PlayError> {
        let report = self.case.report_of(interview);
        let visit = morning(&interview.date)
            .ok_or_else(|| PlayError::bad(&format!("{path}.date"), "expected a date YYYY-MM-DD"))?;
        let purpose = purpose_of(&interview.part)
            .ok_or_else(|| PlayError::bad(&format!("{path}.part"), "expected one of I to IX"))?;
        self.centre.clock.forward_to(received(&report, number)?);
        let worker = self.worker(interview, path)?;
        let case = self.register(&report, interview, path, worker)?;
        self.centre.clock.forward_to(visit);
        self.seat(worker)?.exchange()?;
        let view = self.start(case, worker, purpose, interview, path)?;
        let app = &self.seat(worker)?.app;
        name_report(app, &view, &report)?;
        let filled = fill(app, &view, interview, path)?;
        for left in filled.left_out {
            note(format!(
                "{left}: part {} does not ask for it; it is left out",
                interview.part
            ));
        }
        let obstacles = obstacles(app, view.document)?;
        if !obstacles.is_empty() {
            return Err(PlayError::bad(
                &format!("{path}.answers"),
                format!("the interview is not complete: {}", obstacles.join(" ")),
            ));
        }
        app.approve(view.document).step("approve the interview")?;
        self.seat(worker)?.exchange()?;
        let findings = app.findings(view.document).step("read the findings")?;
        if findings.receipt.is_none() {
            return Err(PlayError::failed("exchange", "the office gave no receipt"));
        }
        for route in &findings.routes {
            self.find_in_inbox(&route.team, view.document)?;
        }
        self.refs.extend(filled.refs);
        let short = interview.short.clone();
        self.documents.push((short, view.document));
        Ok(findings)
    }

    /// The worker saves the papers of the interview approved last.
    fn print(
        &mut self,
        interview: &Interview,
        number: usize,
        folder: Option<&Path>,
    ) -> Result<(), PlayError> {
        let Some((folder, (_, document))) = folder.zip(self.documents.last()) else {
            return Ok(());
        };
        let document = *document;
        let worker = self.worker(interview, &format!("interviews[{number}]"))?;
        let name = papers::name_of(&self.case.id, number, &interview.part);
        papers::save(&self.seat(worker)?.app, document, folder, &name)
    }

    /// The worker opens the visit and begins the interview for the purpose that leads to its part.
    fn start(
        &self,
        case: Uuid,
        worker: usize,
        purpose: &str,
        interview: &Interview,
        path: &str,
    ) -> Result<InterviewView, PlayError> {
        let app = &self.seat(worker)?.app;
        if self.documents.is_empty() {
            let visits = app.overview().step("look at the visits")?.visits;
            if visits.iter().all(|visit| visit.case != case) {
                let said = "it did not reach the worker";
                return Err(PlayError::failed("assign the visit", said));
            }
        }
        let part = format!("{path}.part");
        let offered = app.purposes(case).step("look at the purposes")?;
        let offered = offered.into_iter().find(|offer| offer.id == purpose);
        let offered = offered
            .ok_or_else(|| PlayError::bad(&part, "the centre does not hold such interviews"))?;
        if offered.missing.is_some() {
            let said = "the interview that it starts from is not there yet";
            return Err(PlayError::bad(&part, said));
        }
        let Some(base) = &interview.based_on else {
            let started = app.start_interview(case, Some(purpose));
            return started.step("start the interview");
        };
        let path = format!("{path}.based_on");
        let mut documents = self.documents.iter();
        let base = documents.find(|(short, _)| short == base);
        let (_, base) =
            base.ok_or_else(|| PlayError::bad(&path, "no earlier interview of this ref"))?;
        let started = app.continue_interview(case, purpose, *base);
        match started {
            Err(problem) if problem.code == ProblemCode::NotFound => Err(PlayError::bad(
                &path,
                "this part does not start from that earlier interview",
            )),
            started => started.step("start the interview"),
        }
    }

    fn seat(&self, worker: usize) -> Result<&Seat, PlayError> {
        self.workers
            .get(worker)
            .map(|(_, seat)| seat)
            .ok_or_else(|| PlayError::failed("find the seat", "no such worker"))
    }

    /// The worker's seat, enrolled when she first has something to do.
    fn worker(&mut self, interview: &Interview, path: &str) -> Result<usize, PlayError> {
        let worker = &interview.worker;
        let key = (worker.name.clone(), worker.team.clone());
        if let Some(known) = self.workers.iter().position(|(known, _)| *known == key) {
            return Ok(known);
        }
        if self.centre.structure()?.unit(&worker.team).is_none() {
            return Err(PlayError::bad(
                &format!("{path}.worker.team"),
                "the centre has no such team",
            ));
        }
        let person = self.centre.person(
            &worker.name,
            vec![Role::FieldWorker],
            vec![worker.team.clone()],
        )?;
        let seat = self.centre.enrol(person)?;
        self.workers.push((key, seat));
        Ok(self.workers.len() - 1)
    }

    /// First contact takes the report, once, and gives the visit to the worker.
    fn register(
        &mut self,
        report: &Report,
        interview: &Interview,
        path: &str,
        worker: usize,
    ) -> Result<Uuid, PlayError> {
        let person = self.seat(worker)?.person;
        let first_contact = match self.first_contact.take() {
            Some(seat) => seat,
            None => self.centre.first_contact()?,
        };
        let known = self.family.filter(|_| self.reports.contains(report));
        let case = match known {
            Some(case) => case,
            None => {
                let input = report_input(self.family, report, interview, path)?;
                let registered = first_contact.app.register_report(&input);
                registered.step("register the report")?.case
            }
        };
        first_contact.exchange()?;
        first_contact
            .app
            .assign_visit(case, person)
            .step("assign the visit")?;
        if known.is_none() {
            self.reports.push(report.clone());
        }
        self.family = Some(case);
        self.first_contact = Some(first_contact);
        Ok(case)
    }

    /// A member of the team enrols, exchanges and finds the interview.
    fn find_in_inbox(&self, team: &str, document: Uuid) -> Result<(), PlayError> {
        let structure = self.centre.structure()?;
        if team != HEAD && structure.unit(team).is_none() {
            return Ok(());
        }
        let seat = self.centre.member_of(team)?;
        let inbox = seat.app.inbox().step("open the inbox")?;
        match inbox
            .iter()
            .any(|item| item.document == document && item.team == team)
        {
            true => Ok(()),
            false => Err(PlayError::failed(
                "open the inbox",
                format!("the interview is not in the inbox of {team}"),
            )),
        }
    }
}

fn received(report: &Report, number: usize) -> Result<i64, PlayError> {
    let path = if number == 0 {
        "report.received".to_owned()
    } else {
        format!("interviews[{number}].report.received")
    };
    moment(&report.received)
        .ok_or_else(|| PlayError::bad(&path, "expected a local time YYYY-MM-DDTHH:MM"))
}

/// The worker names the report that the interview follows, where the program has not done so.
fn name_report(app: &App, view: &InterviewView, report: &Report) -> Result<(), PlayError> {
    let blocks = view
        .form
        .sections
        .iter()
        .flat_map(|section| &section.blocks);
    let mut fields = blocks.flat_map(|block| &block.fields);
    let root = view
        .records
        .iter()
        .find(|record| record.id == view.document);
    let named = root.is_some_and(|root| root.answers.contains_key(REPORT_DATE));
    let Some(day) = report.received.get(..10) else {
        return Ok(());
    };
    if named || fields.all(|field| field.id != REPORT_DATE) {
        return Ok(());
    }
    app.save_answer(view.document, view.document, REPORT_DATE, json!(day))
        .step("name the report")
        .map(drop)
}

/// The report as first contact types it: name, address and telephone are those of the person interviewed.
pub(crate) fn report_input(
    case: Option<Uuid>,
    report: &Report,
    interview: &Interview,
    path: &str,
) -> Result<ReportInput, PlayError> {
    let person = interview.persons.first();
    let person = person.ok_or_else(|| {
        PlayError::bad(&format!("{path}.persons"), "expected at least one person")
    })?;
    let answers = &interview.answers;
    let card = answers.get("A").or_else(|| answers.get("identity"));
    let text = |value: Option<&Value>| value.and_then(Value::as_str).unwrap_or_default().to_owned();
    let address = |part: &str| {
        text(
            card.and_then(|card| card.get("Adres"))
                .and_then(|address| address.get(part)),
        )
    };
    Ok(ReportInput {
        case,
        first_name: person.first_name.clone(),
        last_name: person.last_name.clone(),
        pesel: person.pesel.clone().unwrap_or_default(),
        born: String::new(),
        address: AddressInput {
            street: address("ulica"),
            house: address("nr domu"),
            flat: address("nr mieszkania"),
            postal_code: address("kod pocztowy"),
            locality: address("miejscowość"),
        },
        phone: text(card.and_then(|card| card.get("telefon"))),
        received: report.received.clone(),
        application_date: report.application_date.clone(),
        channel: report.channel.clone(),
        urgent: report.urgent,
        flags: report.flags.clone(),
        requested_help: report.requested_help.clone(),
        notes: report.first_contact_notes.clone(),
        reporter_kind: report.reported_by.kind.clone(),
        reporter_name: report.reported_by.name.clone(),
        reporter_contact: report.reported_by.contact.clone(),
        reporter_consents: report.reported_by.consent_to_disclose,
    })
}
