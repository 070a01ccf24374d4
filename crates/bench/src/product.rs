//! The product as the bench uses it: a real office on loopback and real encrypted seats, enrolled with real codes.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use serde_json::json;
use teren_domain::Category;
use teren_domain::access::Role;
use teren_domain::authorisation::Authorisation;
use teren_ledger::{EnrolmentCode, RECORD_FIELD, Write};
use teren_office::{NewPerson, NewReport, Office, Patience, Serving, serve_by};
use teren_questionnaire::{INTERVIEW, MEMBER};
use teren_store::{Edit, Identity, KeyCost, OfficeLink, Profile, Store};
use teren_sync::{HttpTransport, Outcome, Session, enrol};
use uuid::Uuid;

use crate::Failure;
use crate::corpus::{Answer, Interview, WRITES};
use crate::line::Weighed;

/// The moment all of it takes place, ms since 1970 UTC.
pub const NOW_MS: i64 = 1_790_000_000_000;
pub const FORM: &str = "part-i/2021-11-15";
const PASSPHRASE: &str = "hasło tylko do pomiaru";

/// An office that answers on loopback.
pub struct Running {
    pub office: Arc<Office>,
    serving: Serving,
}

impl Running {
    /// Makes a new office with one field worker a name.
    pub fn found(folder: &Path, names: &[&str]) -> Result<(Self, Vec<Uuid>), Failure> {
        let running = Self::serve(Office::init(folder, "bez-podzialu", None, NOW_MS)?)?;
        let mut persons = Vec::new();
        for name in names {
            let person = NewPerson {
                name: (*name).to_owned(),
                roles: vec![Role::FieldWorker],
                teams: Vec::new(),
                authorisation: Authorisation::lasting("1/2026", chrono::NaiveDate::default()),
            };
            persons.push(running.office.add_person(person, NOW_MS)?);
        }
        Ok((running, persons))
    }

    pub fn open(folder: &Path) -> Result<Self, Failure> {
        Self::serve(Office::open(folder, None)?)
    }

    fn serve(office: Office) -> Result<Self, Failure> {
        let office = Arc::new(office);
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let serving = serve_by(
            Arc::clone(&office),
            listener,
            Arc::new(|| NOW_MS),
            Patience::default(),
        )?;
        Ok(Self { office, serving })
    }

    pub fn address(&self) -> SocketAddr {
        self.serving.address()
    }

    /// Registers a report and gives the visit to the workers named.
    pub fn register(&self, by: Uuid, number: usize, worker: Option<Uuid>) -> Result<Uuid, Failure> {
        let report = NewReport {
            first_name: "Żaneta".to_owned(),
            last_name: format!("Pomiarowa {number}"),
            received: "2026-09-21T09:00".to_owned(),
            channel: "telefon".to_owned(),
            requested_help: vec!["zasiłek celowy".to_owned()],
            ..NewReport::default()
        };
        Ok(self.office.register_report(by, report, worker, NOW_MS)?.0)
    }
}

/// One laptop with its store and its session.
pub struct Seat {
    pub store: Store,
    session: Session,
    link: OfficeLink,
}

fn profile_at(folder: &Path) -> Profile {
    let cost = KeyCost {
        memory_kib: 64,
        passes: 1,
        lanes: 1,
    };
    Profile::at(folder).with_cost(cost)
}

impl Seat {
    /// Enrols a new laptop of a person.
    pub fn enrol(folder: &Path, running: &Running, person: Uuid) -> Result<Self, Failure> {
        let address = running.address().to_string();
        let code = EnrolmentCode::parse(&running.office.enrolment_code(person, &address, NOW_MS)?)?;
        let mut identity = Identity::fresh(person, "Pomiar", false)?;
        let mut line = HttpTransport::to_enrol(&code.address, code.fingerprint)?;
        let answer = enrol(&mut line, &code, identity.replica, identity.public_key())?;
        let link = OfficeLink {
            address,
            fingerprint: code.fingerprint,
            token: answer.token,
            centre: answer.centre,
            centre_name: answer.centre_name.clone(),
            office_key: answer.office_key,
            recovery_key: answer.recovery_key,
        };
        identity.office = Some(link.clone());
        let mut store = profile_at(folder).create(PASSPHRASE, NOW_MS)?;
        store.put_identity(identity)?;
        store.put_epoch(answer.epoch)?;
        Ok(Self {
            store,
            session: Session::default(),
            link,
        })
    }

    /// Unlocks a laptop enrolled before.
    pub fn open(folder: &Path) -> Result<Self, Failure> {
        let store = profile_at(folder).unlock(PASSPHRASE, NOW_MS)?;
        let link = store
            .identity()
            .and_then(|identity| identity.office.clone());
        let link = link.ok_or("a laptop that was never enrolled")?;
        Ok(Self {
            store,
            session: Session::default(),
            link,
        })
    }

    /// A line to an office, or to a counter before it.
    pub fn line(&self, address: SocketAddr) -> Result<Weighed, Failure> {
        let address = address.to_string();
        let line = HttpTransport::to_exchange(&address, self.link.fingerprint, &self.link.token)?;
        Ok(Weighed::of(line))
    }

    pub fn exchange(&mut self, line: &mut Weighed) -> Result<Outcome, Failure> {
        let going = AtomicBool::new(false);
        Ok(self
            .session
            .run(&mut self.store, line, NOW_MS, &mut |_| {}, &going)?)
    }

    /// Writes a whole interview, twenty answers a change, in one transaction; says how many changes that are.
    /// It is shared from the start.
    pub fn write(&mut self, interview: &Interview) -> Result<usize, Failure> {
        self.store
            .open_document(interview.case, interview.document, false, FORM)?;
        let mut all = openings(interview)?;
        all.extend(
            interview
                .answers
                .chunks(WRITES)
                .flat_map(|answers| edits(interview, answers)),
        );
        Ok(self.store.write(&all, NOW_MS)?.changes.len())
    }

    /// Writes answers as one edit: one change for each category they fall under.
    pub fn edit(&mut self, interview: &Interview, answers: &[Answer]) -> Result<(), Failure> {
        self.store.write(&edits(interview, answers), NOW_MS)?;
        Ok(())
    }
}

/// What says of each record of an interview what it is.
pub fn openings(interview: &Interview) -> Result<Vec<Edit>, Failure> {
    let opening = |(order, record): (usize, &Uuid)| {
        let structure = match order {
            0 => json!({"kind": INTERVIEW, "parent": null, "order": 0, "form": FORM}),
            _ => json!({"kind": MEMBER, "parent": interview.document, "order": order}),
        };
        Ok(Write {
            record: *record,
            field: RECORD_FIELD.to_owned(),
            value: serde_json::to_vec(&structure)?,
        })
    };
    let mut writes = interview.records.iter().enumerate().map(opening);
    let root = writes.by_ref().take(1).collect::<Result<_, Failure>>()?;
    let members = writes.collect::<Result<_, Failure>>()?;
    let edit = |category: Category, writes| Edit {
        document: interview.document,
        category: category.number(),
        writes,
    };
    Ok(vec![
        edit(Category::Workflow, root),
        edit(Category::Identity, members),
    ])
}

/// Answers as edits, one for each category they fall under.
pub fn edits(interview: &Interview, answers: &[Answer]) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    for answer in answers {
        let write = Write {
            record: interview.record(answer),
            field: answer.field.clone(),
            value: answer.value.clone(),
        };
        match edits
            .iter_mut()
            .find(|edit| edit.category == answer.category)
        {
            Some(edit) => edit.writes.push(write),
            None => edits.push(Edit {
                document: interview.document,
                category: answer.category,
                writes: vec![write],
            }),
        }
    }
    edits
}
