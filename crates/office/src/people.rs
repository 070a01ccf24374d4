//! People and their laptops: taking on, changing, leaving, enrolment by a one-time code, withdrawing.

use std::sync::Arc;

use teren_domain::access::Role;
use teren_domain::access_log::Event;
use teren_domain::authorisation::{Authorisation, holds_on, with};
use teren_domain::structure::HEAD;
use teren_domain::workflow::ActRefusal;
use teren_ledger::wire::{EnrolRequest, EnrolResponse, PROTOCOL, Refused};
use uuid::Uuid;

use crate::OfficeError;
use crate::acts::Answered;
use crate::clock::local_date;
use crate::desk::Desk;
use crate::keys::{new_id, random, sha256};
use crate::office::NewPerson;
use crate::quarantine;
use crate::round::follow_up;
use crate::storage::{EnrolmentCodeRow, Person, Replica};

/// How long an enrolment code is good, ms: seven days.
const CODE_LIFE_MS: i64 = 7 * 24 * 3600 * 1000;

pub(crate) fn add(desk: &mut Desk<'_>, new: NewPerson) -> Result<Uuid, OfficeError> {
    let structure = &desk.structure;
    let known = |team: &String| structure.unit(team).is_some();
    if !new.teams.iter().all(known) {
        return Err(OfficeError::Unknown);
    }
    let mut teams = new.teams;
    // Who takes reports sits where reports come in.
    if new.roles.contains(&Role::FirstContact) && !teams.contains(&structure.first_contact) {
        teams.push(structure.first_contact.clone());
    }
    if !new.authorisation.is_well_formed() {
        return Err(OfficeError::Unknown);
    }
    let person = Person {
        person: new_id(desk.now_ms)?,
        name: new.name,
        roles: new.roles,
        teams,
        authorisations: vec![new.authorisation],
        employed: true,
        active: false,
    };
    let person = as_of(desk, &person);
    desk.put_person(&person)?;
    desk.announce(&person)?;
    desk.grant_cases_of_teams(&person)?;
    desk.note(Uuid::nil(), Event::PersonAdded, person.person)?;
    desk.close()?;
    Ok(person.person)
}

/// A person as she stands today.
fn as_of(desk: &Desk<'_>, person: &Person) -> Person {
    Person {
        active: person.may_work_on(local_date(desk.now_ms)),
        ..person.clone()
    }
}

/// Whose upoważnienie begins or ends with this day.
pub(crate) fn begin_day(desk: &mut Desk<'_>) -> Result<(), OfficeError> {
    for person in desk.persons()? {
        if as_of(desk, &person) != person {
            change(desk, &person)?;
        }
    }
    Ok(())
}

/// The head gives an upoważnienie beside those there are, or puts right the one of the same number.
pub(crate) fn authorise(
    desk: &mut Desk<'_>,
    sender: &Person,
    person: Uuid,
    authorisation: Authorisation,
) -> Result<Answered, OfficeError> {
    if !(sender.active && sender.roles.contains(&Role::Head)) {
        return Ok(Err(ActRefusal::NotAllowed));
    }
    let Some(known) = desk.storage.person(person)? else {
        return Ok(Err(ActRefusal::Unknown));
    };
    let well_formed = authorisation.is_well_formed();
    let authorisations = with(&known.authorisations, authorisation);
    // Nobody shuts herself out: that is left to the office's own command.
    let own = person == sender.person;
    let shut_out = own && !holds_on(&authorisations, local_date(desk.now_ms));
    if shut_out || !well_formed {
        return Ok(Err(ActRefusal::Contradictory));
    }
    change(
        desk,
        &Person {
            authorisations,
            ..known
        },
    )?;
    desk.note(sender.person, Event::Authorised, person)?;
    Ok(Ok(Vec::new()))
}

/// Changes roles, teams, the upoważnienie or whether she works here; grants follow.
pub(crate) fn change(desk: &mut Desk<'_>, person: &Person) -> Result<(), OfficeError> {
    let person = &as_of(desk, person);
    let before = desk.storage.person(person.person)?;
    let before = before.ok_or(OfficeError::Unknown)?;
    let structure = Arc::clone(&desk.structure);
    let known = |team: &String| team == HEAD || structure.unit(team).is_some();
    if !person.teams.iter().all(known) {
        return Err(OfficeError::Unknown);
    }
    let mut given = person.authorisations.iter();
    if !given.all(Authorisation::is_well_formed) {
        return Err(OfficeError::Unknown);
    }
    desk.put_person(person)?;
    desk.announce(person)?;
    if before.active != person.active {
        // Who leaves a second time is told a second time.
        for laptop in desk.storage.replicas()? {
            if laptop.person == person.person {
                desk.storage.set_meta(&parting(laptop.replica), &[])?;
            }
        }
    }
    desk.regrant((&before, &structure), person)?;
    desk.note(Uuid::nil(), Event::PersonChanged, person.person)?;
    // Another right may let in what she sent without it.
    quarantine::awaken_all(desk)?;
    follow_up(desk)?;
    desk.close()
}

/// Name of the setting that keeps where a withdrawn laptop was told to let its cases go.
pub(crate) fn parting(replica: Uuid) -> String {
    format!("parted/{replica}")
}

/// Makes a one-time secret; the office keeps only its hash.
pub(crate) fn new_code(desk: &mut Desk<'_>, person: Uuid) -> Result<[u8; 16], OfficeError> {
    let found = desk.storage.person(person)?;
    let today = local_date(desk.now_ms);
    if !found.is_some_and(|person| person.may_work_on(today)) {
        return Err(OfficeError::Unknown);
    }
    let secret: [u8; 16] = random()?;
    desk.storage.put_enrolment_code(&EnrolmentCodeRow {
        secret_hash: sha256(&secret),
        person,
        expires_ms: desk.now_ms.saturating_add(CODE_LIFE_MS),
        used_by: None,
    })?;
    desk.note(Uuid::nil(), Event::CodeGiven, person)?;
    Ok(secret)
}

/// Enrols a laptop. The same laptop may repeat the call after a cut line; the token of the last answer counts.
pub(crate) fn enrol(
    desk: &mut Desk<'_>,
    request: &EnrolRequest,
) -> Result<EnrolResponse, OfficeError> {
    if request.protocol != PROTOCOL {
        return Err(Refused::Protocol.into());
    }
    let hash = sha256(&request.secret);
    let code = desk
        .storage
        .enrolment_code(&hash)?
        .ok_or(Refused::Unknown)?;
    let known = desk.storage.replica(request.replica)?;
    let same = |replica: &Replica| {
        replica.person == code.person
            && replica.public_key == request.public_key
            && replica.withdrawn_ms == 0
    };
    let repeat = code.used_by == Some(request.replica) && known.as_ref().is_some_and(same);
    if code.used_by.is_some() && !repeat {
        return Err(Refused::CodeUsed.into());
    }
    if desk.now_ms > code.expires_ms {
        return Err(Refused::CodeExpired.into());
    }
    if known.is_some() && !repeat {
        return Err(Refused::Unknown.into());
    }
    let person = desk.storage.person(code.person)?.ok_or(Refused::Unknown)?;
    if !person.may_work_on(local_date(desk.now_ms)) {
        return Err(Refused::Withdrawn.into());
    }
    let token: [u8; 32] = random()?;
    desk.storage.put_replica(&Replica {
        replica: request.replica,
        person: person.person,
        token_hash: sha256(&token),
        public_key: request.public_key,
        enrolled_ms: desk.now_ms,
        withdrawn_ms: 0,
    })?;
    desk.storage.put_enrolment_code(&EnrolmentCodeRow {
        used_by: Some(request.replica),
        ..code
    })?;
    desk.note(person.person, Event::Enrolled, request.replica)?;
    let house = &desk.house;
    Ok(EnrolResponse {
        token,
        person: person.person,
        person_name: person.name,
        centre: house.centre,
        centre_name: house.centre_name.clone(),
        epoch: house.epoch,
        office_key: teren_store::courier::public_key(&house.office_secret),
        recovery_key: house.recovery_key,
    })
}

/// From now on the laptop gets nothing; what it still sends is kept in quarantine.
/// The centre helped the person of a laptop to a new passphrase.
pub(crate) fn recovered(desk: &mut Desk<'_>, replica: Uuid) -> Result<Person, OfficeError> {
    let known = desk.storage.replica(replica)?.ok_or(OfficeError::Unknown)?;
    let person = desk.storage.person(known.person)?;
    let person = person.filter(|person| person.active && known.withdrawn_ms == 0);
    let person = person.ok_or(OfficeError::Unknown)?;
    desk.note(person.person, Event::PassphraseRecovered, replica)?;
    Ok(person)
}

pub(crate) fn withdraw(desk: &mut Desk<'_>, replica: Uuid) -> Result<(), OfficeError> {
    let known = desk.storage.replica(replica)?.ok_or(OfficeError::Unknown)?;
    desk.storage.put_replica(&Replica {
        withdrawn_ms: desk.now_ms,
        ..known
    })?;
    desk.note(Uuid::nil(), Event::Withdrawn, replica)
}
