//! Practice mode: an invented centre with invented families, written through the same doors as real ones.

use chrono::{Duration, NaiveDate};
use teren_domain::access::Role;
use teren_domain::revision::StructureVersion;
use teren_domain::staff::StaffMember;
use teren_domain::workflow::{Address, Visit, field, kind};
use teren_domain::{structure, term};
use teren_ledger::ROW_FIELD;
use uuid::Uuid;

use crate::clock::local_date;
use crate::contract::{Problem, ProblemCode};
use crate::directory::Directory;
use crate::session::Open;
use crate::writing::Writing;

/// Surname, first name, street, house, help asked for, urgent.
type Family = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    bool,
);

const FAMILIES: [Family; 3] = [
    (
        "Ćwiczebna",
        "Żaneta",
        "ul. Próbna",
        "4",
        "zasiłek okresowy",
        false,
    ),
    (
        "Wzorcowski",
        "Gwidon",
        "ul. Przykładowa",
        "17",
        "usługi opiekuńcze w miejscu zamieszkania",
        false,
    ),
    (
        "Treningowska",
        "Łucja",
        "ul. Na Niby",
        "2",
        "zasiłek celowy",
        true,
    ),
];

/// Fills a new practice profile.
pub(crate) fn fill(open: &mut Open, now_ms: i64) -> Result<(), Problem> {
    let centre = open.centre;
    let structure = structure::shipped_by_id("bez-podzialu")
        .ok()
        .flatten()
        .ok_or_else(|| Problem::of(ProblemCode::Internal))?;
    let team = structure.first_contact.clone();
    let version = StructureVersion {
        number: 1,
        valid_from: open.today,
        by: centre,
        at_ms: now_ms,
        reason: "Ośrodek ćwiczebny.".to_owned(),
        structure: structure.clone(),
    };
    let member = StaffMember {
        person: open.person,
        name: open.person_name.clone(),
        roles: vec![Role::FieldWorker],
        teams: vec![team],
        employed: true,
        active: true,
    };
    let mut writing = Writing::new(centre, centre, "");
    for (record_kind, row) in [
        (kind::STRUCTURE, serde_json::to_value(version)),
        (kind::STAFF, serde_json::to_value(member)),
    ] {
        let record = Uuid::now_v7();
        writing.open(record, record_kind, Some(centre), 0);
        writing.add(
            record_kind,
            record,
            ROW_FIELD,
            &row.map_err(|_| Problem::of(ProblemCode::Internal))?,
        );
    }
    writing.commit(open, now_ms)?;
    open.directory = Directory::load(&mut open.store, centre, open.today)?;
    let today = local_date(now_ms);
    for (age, family) in FAMILIES.iter().enumerate() {
        let received = today - Duration::days(i64::try_from(age).unwrap_or(0) + 1);
        add_visit(open, family, received, now_ms)?;
    }
    Ok(())
}

/// Registers one family's report and assigns the visit to the person who practises.
fn add_visit(
    open: &mut Open,
    family: &Family,
    received: NaiveDate,
    now_ms: i64,
) -> Result<(), Problem> {
    let (last_name, first_name, street, house, help, urgent) = *family;
    let (case, report, visit) = (Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7());
    let mut writing = Writing::new(case, case, "");
    writing.open(case, kind::CASE, None, 0);
    writing.add(kind::CASE, case, field::LAST_NAME, &last_name);
    writing.add(kind::CASE, case, field::FIRST_NAME, &first_name);
    writing.add(
        kind::CASE,
        case,
        field::ADDRESS,
        &Address {
            street: street.to_owned(),
            house: house.to_owned(),
            flat: String::new(),
            postal_code: "00-000".to_owned(),
            locality: "Wzorcowo".to_owned(),
        },
    );
    writing.open(report, kind::REPORT, Some(case), 0);
    writing.add(
        kind::REPORT,
        report,
        field::RECEIVED,
        &format!("{received}T09:00"),
    );
    writing.add(kind::REPORT, report, field::CHANNEL, &"telefon");
    writing.add(kind::REPORT, report, field::URGENT, &urgent);
    writing.add(kind::REPORT, report, field::REQUESTED_HELP, &[help]);
    writing.open(visit, kind::VISIT, Some(case), 0);
    let due = term::interview_due(received, urgent).due.to_string();
    writing.add(
        kind::VISIT,
        visit,
        field::VISIT,
        &Visit {
            worker: open.person,
            due,
            assigned_ms: now_ms,
        },
    );
    writing.commit(open, now_ms)?;
    Ok(())
}
