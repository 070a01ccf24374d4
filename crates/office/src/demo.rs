//! A practice centre of invented people, with two reports on the way to one worker.

use std::path::Path;
use std::sync::Arc;

use serde_json::{Value, json};
use teren_domain::access::Role;
use teren_domain::authorisation::Authorisation;
use teren_office::{NewPerson, NewReport, Office, local_date, now_ms};
use uuid::Uuid;

use crate::command::Failure;

/// A practice office, ready to be served.
pub struct Prepared {
    pub office: Arc<Office>,
    /// Short name and person, for the codes.
    people: Vec<(&'static str, Uuid)>,
}

const STRUCTURE: &str = "konstancin";
const BENEFITS: &str = "konstancin-swiadczenia";
const SOCIAL_WORK: &str = "konstancin-praca-socjalna";
const SERVICES: &str = "konstancin-uslugi";

/// Everybody here is invented.
const PEOPLE: [(&str, &str, &[Role], &[&str]); 8] = [
    ("ewa", "Ewa Terenowska", &[Role::FieldWorker], &[BENEFITS]),
    (
        "marek",
        "Marek Obchodowicz",
        &[Role::FieldWorker],
        &[BENEFITS],
    ),
    ("halina", "Halina Dyżurna", &[Role::FirstContact], &[]),
    (
        "pawel",
        "Paweł Biurowski",
        &[Role::BenefitsTeam],
        &[BENEFITS],
    ),
    (
        "zofia",
        "Zofia Rozmowna",
        &[Role::SocialWorkTeam],
        &[SOCIAL_WORK],
    ),
    ("jan", "Jan Usługowski", &[Role::ServicesTeam], &[SERVICES]),
    ("anna", "Anna Kierownicka", &[Role::Head], &[]),
    ("maria", "Maria Zgodna", &[Role::Merger], &[]),
];

/// Opens the practice office of the folder, or makes it.
pub fn prepare(folder: &Path) -> Result<Prepared, Failure> {
    if folder.join("office.db").exists() {
        return reopen(folder);
    }
    let now = now_ms();
    let office = Office::init(
        folder,
        STRUCTURE,
        Some("TRYB ĆWICZEŃ – ośrodek wymyślony"),
        now,
    )?;
    let mut people = Vec::new();
    for (short, name, roles, teams) in PEOPLE {
        let person = NewPerson {
            name: name.to_owned(),
            roles: roles.to_vec(),
            teams: teams.iter().map(|team| (*team).to_owned()).collect(),
            authorisation: Authorisation::lasting("1/2026", local_date(now)),
        };
        people.push((short, office.add_person(person, now)?));
    }
    let id = |wanted: &str| {
        people
            .iter()
            .find(|(short, _)| *short == wanted)
            .map(|(_, id)| *id)
    };
    if let (Some(ewa), Some(halina)) = (id("ewa"), id("halina")) {
        for report in reports(now) {
            office.register_report(halina, report, Some(ewa), now)?;
        }
    }
    Ok(Prepared {
        office: Arc::new(office),
        people,
    })
}

fn reopen(folder: &Path) -> Result<Prepared, Failure> {
    let office = Office::open(folder, None)?;
    let known = office.persons()?;
    let people = PEOPLE.iter().filter_map(|(short, name, _, _)| {
        let person = known.iter().find(|person| person.name == *name)?;
        Some((*short, person.person))
    });
    Ok(Prepared {
        people: people.collect(),
        office: Arc::new(office),
    })
}

/// Two invented families: one ordinary visit, one urgent.
fn reports(now: i64) -> [NewReport; 2] {
    let today = local_date(now);
    [
        NewReport {
            first_name: "Stanisława".into(),
            last_name: "Wymyślona".into(),
            phone: "600 000 001".into(),
            address: json!({"street": "Próbna", "house": "7", "flat": "3", "postal_code": "05-510", "locality": "Konstancin-Jeziorna"}),
            received: format!("{today}T09:15"),
            channel: "telefon".into(),
            urgent: false,
            flags: Vec::new(),
            requested_help: vec!["zasiłek celowy".into()],
            notes: "Emerytka prosi o pomoc w zakupie opału na zimę.".into(),
        },
        NewReport {
            first_name: "Joanna".into(),
            last_name: "Zmyślna".into(),
            phone: "600 000 002".into(),
            address: json!({"street": "Ćwiczebna", "house": "12", "flat": "", "postal_code": "05-520", "locality": "Konstancin-Jeziorna"}),
            received: format!("{today}T10:40"),
            channel: "osobiście".into(),
            urgent: true,
            flags: Vec::new(),
            requested_help: vec!["zasiłek okresowy".into(), "praca socjalna".into()],
            notes: "Samotna matka z dwojgiem dzieci straciła pracę, brak środków na jedzenie."
                .into(),
        },
    ]
}

impl Prepared {
    /// Address, fingerprint and a fresh code for each person.
    pub fn announcement(&self, address: &str) -> Result<Value, Failure> {
        let mut codes = serde_json::Map::new();
        for (short, person) in &self.people {
            let code = self.office.enrolment_code(*person, address, now_ms())?;
            codes.insert((*short).to_owned(), Value::from(code));
        }
        let fingerprint = data_encoding::HEXLOWER.encode(&self.office.fingerprint());
        Ok(json!({"address": address, "fingerprint": fingerprint, "codes": codes}))
    }
}
