//! The head assigns an asystent rodziny: the office alone counts the families of all the centre, so the sixteenth is refused here
//! (art. 15 ust. 4 u.w.r.).

use teren_domain::Category;
use teren_domain::access::Role;
use teren_domain::access_log::Event;
use teren_domain::assistance::{
    Assignment, Assistance, AssistantLoad, Coordination, CoordinationEnd, FamilyLetGo, may_assist,
    may_coordinate,
};
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
use crate::hand_over::was_passed_to;
use crate::inbox::visits_of;
use crate::records::{Gathered, Records};
use crate::storage::{CaseRow, GrantRow, Person};

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
        release(desk, &case, before)?;
    }
    desk.note(sender.person, Event::AssistantAssigned, case.case)?;
    Ok(Ok(serde_json::to_vec(&assistance.assigned)?))
}

/// Gives the plan of a family that somebody works with to a koordynator, in place of who was it before, or to nobody.
pub(crate) fn coordinate(
    desk: &mut Desk<'_>,
    sender: &Person,
    (case, record): (Uuid, Uuid),
    coordinator: Option<Uuid>,
) -> Result<Answered, OfficeError> {
    if !sender.active || !sender.roles.contains(&Role::Head) {
        return Ok(Err(ActRefusal::NotAllowed));
    }
    let Some(case) = desk.storage.case(case)? else {
        return Ok(Err(ActRefusal::Unknown));
    };
    if let Some(person) = coordinator {
        let found = desk.storage.person(person)?;
        if !found.is_some_and(|found| found.active && may_coordinate(&found.roles)) {
            return Ok(Err(ActRefusal::Unknown));
        }
    }
    let known = assistances(desk, &case)?;
    let Some((_, mut assistance)) = known.into_iter().find(|(id, _)| *id == record) else {
        return Ok(Err(ActRefusal::Unknown));
    };
    let today = local_date(desk.now_ms);
    let works = assistance.assistant(today);
    if coordinator.is_some() && works.is_none() {
        return Ok(Err(ActRefusal::Outdated));
    }
    // The plan is made by the asystent with the koordynator: one person is not both.
    if coordinator.is_some() && works == coordinator {
        return Ok(Err(ActRefusal::Contradictory));
    }
    if assistance.coordinator() == coordinator {
        return Ok(Ok(serde_json::to_vec(&assistance.coordinated)?));
    }
    end_coordination(desk, &case, (record, &mut assistance), sender.person)?;
    if let Some(coordinator) = coordinator {
        assistance.coordinated.push(Coordination {
            coordinator,
            by: sender.person,
            at_ms: desk.now_ms,
            ended: None,
        });
        put_coordinated(desk, &case, record, &assistance)?;
        desk.grant_coordination(coordinator, &case)?;
        desk.note(sender.person, Event::CoordinatorAssigned, case.case)?;
    }
    Ok(Ok(serde_json::to_vec(&assistance.coordinated)?))
}

/// The koordynator of now is it no more.
fn end_coordination(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    (record, assistance): (Uuid, &mut Assistance),
    by: Uuid,
) -> Result<(), OfficeError> {
    let Some(last) = assistance.coordinated.last_mut() else {
        return Ok(());
    };
    if last.ended.is_some() {
        return Ok(());
    }
    let at_ms = desk.now_ms;
    last.ended = Some(CoordinationEnd { by, at_ms });
    let coordinator = last.coordinator;
    put_coordinated(desk, case, record, assistance)?;
    let others = assistances(desk, case)?;
    let elsewhere = |(_, one): &(Uuid, Assistance)| one.coordinator() == Some(coordinator);
    match others.iter().any(elsewhere) {
        true => Ok(()),
        false => desk.end_coordination(coordinator, case),
    }
}

fn put_coordinated(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    record: Uuid,
    assistance: &Assistance,
) -> Result<(), OfficeError> {
    let coordinated = answer_to(record, field::COORDINATED, &assistance.coordinated)?;
    desk.write(case, case.case, Category::FamilyPlan, &[coordinated])
}

/// Families whose work and monitoring ended with an earlier day leave who worked with them.
pub(crate) fn begin_day(desk: &mut Desk<'_>) -> Result<(), OfficeError> {
    let today = local_date(desk.now_ms);
    let number = Category::FamilyPlan.number();
    for case in desk.storage.cases_with(number)? {
        let Some(case) = desk.storage.case(case)? else {
            continue;
        };
        for (record, assistance) in assistances(desk, &case)? {
            if assistance.is_past(today) {
                let_go(desk, &case, (record, assistance))?;
            }
        }
    }
    Ok(())
}

/// The case is let go by the asystent and the koordynator of work that is past.
fn let_go(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    (record, mut assistance): (Uuid, Assistance),
) -> Result<(), OfficeError> {
    end_coordination(desk, case, (record, &mut assistance), Uuid::nil())?;
    let Some(last) = assistance.assigned.last() else {
        return Ok(());
    };
    let assistant = last.assistant;
    if release(desk, case, assistant)? {
        let at_ms = desk.now_ms;
        let told = answer_to(record, field::LET_GO, &FamilyLetGo { assistant, at_ms })?;
        desk.write(case, case.case, Category::FamilyPlan, &[told])?;
    }
    Ok(())
}

/// Takes the case from an asystent whose work with the family is over, unless she has it for something else; says whether it went.
fn release(desk: &mut Desk<'_>, case: &CaseRow, person: Uuid) -> Result<bool, OfficeError> {
    let granted = desk.storage.standing_grants(person, case.case)?;
    if !granted.iter().any(GrantRow::is_whole) || keeps(desk, case, person)? {
        return Ok(false);
    }
    desk.hand_over_own(person, case, GrantRow::is_whole)?;
    Ok(true)
}

/// Whether a person has the case for something beside an assistance that is over: other work with the family, a hand-over, a visit
/// to make, a family that she brought in.
fn keeps(desk: &mut Desk<'_>, case: &CaseRow, person: Uuid) -> Result<bool, OfficeError> {
    let today = local_date(desk.now_ms);
    let hers = |(_, one): &(Uuid, Assistance)| {
        let last = one.assigned.last();
        last.is_some_and(|last| last.assistant == person) && !one.is_past(today)
    };
    Ok(assistances(desk, case)?.iter().any(hers)
        || was_passed_to(desk, case, person)?
        || !visits_of(desk, case, person)?.is_empty()
        || case.origin == person)
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
            coordinated: Records::read(record, field::COORDINATED).unwrap_or_default(),
            ended: Records::read(record, field::ENDED),
        };
        Some((record.id, assistance))
    };
    Ok(records.of_kind(kind::ASSISTANCE).filter_map(read).collect())
}
