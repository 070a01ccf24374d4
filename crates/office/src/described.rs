//! Who stands in a file: the people of its household and its header, made ready for comparing.

use serde_json::Value;
use teren_domain::Category;
use teren_domain::same_family::Person;
use teren_domain::same_family::address::Place;
use teren_domain::workflow::{Address, field};
use teren_questionnaire::{MEMBER, Record};
use uuid::Uuid;

use crate::OfficeError;
use crate::desk::Desk;
use crate::likeness::{identity_records, records_of};
use crate::records::Records;
use crate::storage::CaseRow;

/// One person of a file.
#[derive(Clone)]
pub(crate) struct Described {
    /// The header's, of whom it names.
    pub record: Uuid,
    pub name: String,
    pub person: Person,
}

/// Everybody a file describes: the household of its latest interview that names one, and whom its header names beside.
pub(crate) fn describe(desk: &mut Desk<'_>, case: &CaseRow) -> Result<Vec<Described>, OfficeError> {
    let header = identity_records(desk, case)?;
    let header = header.get(case.case).cloned();
    let place = header
        .as_ref()
        .and_then(|record| Records::read::<Address>(record, field::ADDRESS))
        .map(|address| {
            let Address {
                street,
                house,
                flat,
                postal_code,
                locality,
            } = &address;
            Place::of_parts([street, house, flat, postal_code, locality])
        });
    let mut described = household(desk, case)?;
    if let Some(named) = header.and_then(|record| read_person(&record, "")) {
        let mut members = described.iter_mut();
        match members.find(|member| is_named(&member.person, &named.person)) {
            // Who judges holds the header; the interview, not always.
            Some(member) => member.record = named.record,
            None => described.push(named),
        }
    }
    let mut persons: Vec<Person> = described.iter().map(|one| one.person.clone()).collect();
    Person::acquaint(&mut persons);
    for (one, mut person) in described.iter_mut().zip(persons) {
        person.place = place.clone().unwrap_or_default();
        one.person = person;
    }
    Ok(described)
}

/// Whether the header names this member of the household.
fn is_named(member: &Person, named: &Person) -> bool {
    let number = !named.number.is_empty() && named.number == member.number;
    let given = member.given.folded == named.given.folded;
    number || (given && member.surname.folded == named.surname.folded)
}

fn household(desk: &mut Desk<'_>, case: &CaseRow) -> Result<Vec<Described>, OfficeError> {
    let identity = Category::Identity.number();
    let streams = desk
        .storage
        .streams(case)?
        .into_iter()
        .map(|row| row.stream);
    let interviews =
        streams.filter(|stream| stream.category == identity && stream.document != case.case);
    let mut interviews: Vec<Uuid> = interviews.map(|stream| stream.document).collect();
    // Their ids tell when they were begun.
    interviews.sort_unstable_by(|one, other| other.cmp(one));
    for interview in interviews {
        let records = records_of(desk, case, interview)?;
        let members: Vec<Described> = records
            .of_kind(MEMBER)
            .filter_map(|record| read_person(record, "member_"))
            .collect();
        if !members.is_empty() {
            return Ok(members);
        }
        if let Some(alone) = records
            .get(interview)
            .and_then(|root| read_person(root, ""))
        {
            return Ok(vec![alone]);
        }
    }
    Ok(Vec::new())
}

/// A person out of the fields that begin with `prefix`, with her name as written.
fn read_person(record: &Record, prefix: &str) -> Option<Described> {
    let word = |name: &str| {
        let answer = record.answer(&format!("{prefix}{name}"));
        answer.and_then(Value::as_str).unwrap_or_default().trim()
    };
    Some(Described {
        record: record.id,
        name: format!("{} {}", word(field::FIRST_NAME), word(field::LAST_NAME)),
        person: record.person(prefix)?,
    })
}
