//! The head assigns an asystent rodziny: the office alone counts the families of all the centre, so the sixteenth is refused here
//! (art. 15 ust. 4 u.w.r.).

use teren_domain::Category;
use teren_domain::access::Role;
use teren_domain::access_log::Event;
use teren_domain::assistance::{Assignment, Assistance, AssistantLoad, may_assist};
use teren_domain::workflow::{ActRefusal, field, kind};
use teren_ledger::ROW_FIELD;
use teren_questionnaire::Record;
use uuid::Uuid;

use crate::OfficeError;
use crate::acts::{Answered, answer_to};
use crate::caseload::cases_of;
use crate::clock::local_date;
use crate::desk::Desk;
use crate::fields::Fields;
use crate::records::{Gathered, Records};
use crate::storage::{CaseRow, Person};

/// Assigns an asystent, or another one in place of who works with the family now.
pub(crate) fn assign(
    desk: &mut Desk<'_>,
    sender: &Person,
    (case, record): (Uuid, Uuid),
    assistant: Uuid,
) -> Result<Answered, OfficeError> {
    if !sender.active || !sender.roles.contains(&Role::Head) {
        return Ok(Err(ActRefusal::NotAllowed));
    }
    let found = desk.storage.person(assistant)?;
    let works = |person: &Person| person.active && may_assist(&person.roles);
    let (Some(case), true) = (
        desk.storage.case(case)?,
        found.is_some_and(|person| works(&person)),
    ) else {
        return Ok(Err(ActRefusal::Unknown));
    };
    let known = assistances(desk, &case)?;
    let Some((_, mut assistance)) = known.into_iter().find(|(id, _)| *id == record) else {
        return Ok(Err(ActRefusal::Unknown));
    };
    let today = local_date(desk.now_ms);
    let before = assistance.assistant(today);
    if before == Some(assistant) {
        return Ok(Ok(serde_json::to_vec(&assistance.assigned)?));
    }
    if assistance.ended.is_some() {
        return Ok(Err(ActRefusal::Outdated));
    }
    if before.is_none() && assistance.unready().is_some() {
        return Ok(Err(ActRefusal::NoConsent));
    }
    if AssistantLoad::of(families_of(desk, assistant)?, today).is_full() {
        return Ok(Err(ActRefusal::LimitReached));
    }
    assistance.assigned.push(Assignment {
        assistant,
        by: sender.person,
        at_ms: desk.now_ms,
    });
    let assigned = answer_to(record, field::ASSIGNED, &assistance.assigned)?;
    desk.write(&case, case.case, Category::FamilyPlan, &[assigned])?;
    desk.grant_own(assistant, &case)?;
    if let Some(before) = before {
        desk.hand_over_own(before, &case, |_| true)?;
    }
    desk.note(sender.person, Event::AssistantAssigned, case.case)?;
    Ok(Ok(serde_json::to_vec(&assistance.assigned)?))
}

/// Families that an asystent works with now.
fn families_of(desk: &mut Desk<'_>, assistant: Uuid) -> Result<u32, OfficeError> {
    let today = local_date(desk.now_ms);
    let mut families = 0;
    for case in cases_of(desk, assistant)? {
        let known = assistances(desk, &case)?;
        let hers = |(_, one): &(Uuid, Assistance)| one.assistant(today) == Some(assistant);
        families += u32::from(known.iter().any(hers));
    }
    Ok(families)
}

/// Every assistance of a case with its record.
pub(crate) fn assistances(
    desk: &mut Desk<'_>,
    case: &CaseRow,
) -> Result<Vec<(Uuid, Assistance)>, OfficeError> {
    let number = Category::FamilyPlan.number();
    let mut gathered = Gathered::default();
    gathered.add(number, &desk.open(case, case.case, number)?.state);
    let records = gathered.records(Fields::Case);
    let read = |record: &Record| {
        let assistance = Assistance {
            request: Records::read(record, ROW_FIELD)?,
            consent: Records::read(record, field::CONSENT),
            assigned: Records::read(record, field::ASSIGNED).unwrap_or_default(),
            ended: Records::read(record, field::ENDED),
        };
        Some((record.id, assistance))
    };
    Ok(records.of_kind(kind::ASSISTANCE).filter_map(read).collect())
}
