//! The journey of one case: report, visit, interview, approval, exchange, routes, inboxes.

use serde_json::{Map, Value, json};
use teren_app::contract::{AddressInput, ReportInput};
use teren_domain::access::Role;
use teren_domain::structure::HEAD;
use uuid::Uuid;

use crate::PlayError;
use crate::case_file::{CaseFile, Interview, Report};
use crate::centre::{Centre, Seat};
use crate::clock::{moment, morning};
use crate::error::Step;
use crate::fill::{fill, obstacles};
use crate::outcome;

/// Plays a case and gives its line of output. `note` is told what was left out.
///
/// # Errors
/// The file is at fault, or the program could not do a step.
pub fn play(case: &CaseFile, note: &mut dyn FnMut(String)) -> Result<Value, PlayError> {
    let first = case
        .interviews
        .first()
        .ok_or_else(|| PlayError::bad("interviews", "expected at least one interview"))?;
    let start = received(&case.report_of(first), 0)?;
    let mut play = Play {
        centre: Centre::open(&case.office, start)?,
        case,
        workers: Vec::new(),
    };
    let mut spoken_of = None;
    for (number, interview) in case.interviews.iter().enumerate() {
        let path = format!("interviews[{number}]");
        let keys = if interview.part == "I" {
            Some(play.interview(interview, number, &path)?)
        } else {
            note(format!(
                "{path}.part: part {} cannot be filled yet; its keys are left out",
                interview.part
            ));
            None
        };
        if matches!(interview.part.as_str(), "I" | "IV" | "VI") {
            spoken_of = Some(Spoken {
                earlier: spoken_of.map(Spoken::into_earlier).unwrap_or_default(),
                short: &interview.short,
                keys,
            });
        }
    }
    let mut line = spoken_of.map(Spoken::into_line).unwrap_or_default();
    line.insert("id".to_owned(), json!(case.id));
    Ok(Value::Object(line))
}

/// The interview that the answer sheet speaks of so far, and the ones before it.
struct Spoken<'a> {
    earlier: Map<String, Value>,
    short: &'a str,
    keys: Option<Map<String, Value>>,
}

impl Spoken<'_> {
    fn into_earlier(self) -> Map<String, Value> {
        let mut earlier = self.earlier;
        if let Some(keys) = self.keys {
            earlier.insert(self.short.to_owned(), outcome::earlier(keys));
        }
        earlier
    }

    fn into_line(self) -> Map<String, Value> {
        let mut line = self.keys.unwrap_or_default();
        if !self.earlier.is_empty() {
            line.insert("earlier".to_owned(), Value::Object(self.earlier));
        }
        line
    }
}

struct Play<'a> {
    centre: Centre,
    case: &'a CaseFile,
    /// Seats by the worker's name and team.
    workers: Vec<((String, String), Seat)>,
}

impl Play<'_> {
    /// One interview from its report to the inboxes; the keys that come out.
    fn interview(
        &mut self,
        interview: &Interview,
        number: usize,
        path: &str,
    ) -> Result<Map<String, Value>, PlayError> {
        let report = self.case.report_of(interview);
        let visit = morning(&interview.date)
            .ok_or_else(|| PlayError::bad(&format!("{path}.date"), "expected a date YYYY-MM-DD"))?;
        self.centre.clock.forward_to(received(&report, number)?);
        let worker = self.worker(interview, path)?;
        let case = self.register(&report, interview, path, worker)?;
        let app = &self.seat(worker)?.app;
        self.centre.clock.forward_to(visit);
        self.seat(worker)?.exchange()?;
        let visits = app.overview().step("look at the visits")?.visits;
        if visits.iter().all(|visit| visit.case != case) {
            return Err(PlayError::failed(
                "assign the visit",
                "it did not reach the worker",
            ));
        }
        let view = app.start_interview(case, None).step("start the interview")?;
        let refs = fill(app, &view, interview, path)?;
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
        Ok(outcome::of(&findings, &refs))
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
        if self.centre.office.structure().unit(&worker.team).is_none() {
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

    /// First contact takes the report and gives the visit to the worker.
    fn register(
        &mut self,
        report: &Report,
        interview: &Interview,
        path: &str,
        worker: usize,
    ) -> Result<Uuid, PlayError> {
        let person = self.seat(worker)?.person;
        let first_contact = self.centre.first_contact()?;
        let input = report_input(report, interview, path)?;
        let case = first_contact
            .app
            .register_report(&input)
            .step("register the report")?
            .case;
        first_contact.exchange()?;
        first_contact
            .app
            .assign_visit(case, person)
            .step("assign the visit")?;
        Ok(case)
    }

    /// A member of the team enrols, exchanges and finds the interview.
    fn find_in_inbox(&self, team: &str, document: Uuid) -> Result<(), PlayError> {
        let structure = self.centre.office.structure();
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

/// The report as first contact types it: name, address and telephone are those of the person interviewed.
fn report_input(
    report: &Report,
    interview: &Interview,
    path: &str,
) -> Result<ReportInput, PlayError> {
    let person = interview.persons.first();
    let person = person.ok_or_else(|| {
        PlayError::bad(&format!("{path}.persons"), "expected at least one person")
    })?;
    let card = interview.answers.get("A");
    let text = |value: Option<&Value>| value.and_then(Value::as_str).unwrap_or_default().to_owned();
    let address = |part: &str| {
        text(
            card.and_then(|card| card.get("Adres"))
                .and_then(|address| address.get(part)),
        )
    };
    Ok(ReportInput {
        first_name: person.first_name.clone(),
        last_name: person.last_name.clone(),
        pesel: person.pesel.clone().unwrap_or_default(),
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
