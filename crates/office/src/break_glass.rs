//! Reading in an emergency a case that one does not hold: opened at once with a reason, told to the head, over when the day ends.

use teren_domain::Category;
use teren_domain::access::Role;
use teren_domain::access_log::Event;
use teren_domain::break_glass::{
    ACKNOWLEDGED, Acknowledged, BROKEN_GLASS, BrokenGlass, GlassOpened, may_break,
};
use teren_domain::workflow::{ActRefusal, field};
use teren_ledger::ROW_FIELD;
use uuid::Uuid;

use crate::OfficeError;
use crate::acts::{Answered, answer_to, case_records};
use crate::clock::{day_begins, local_date};
use crate::desk::Desk;
use crate::directory::opening;
use crate::keys::new_id;
use crate::mask::all_roles;
use crate::records::Records;
use crate::storage::{GrantRelation, Person};

/// Characters of a reason at the most.
const LONGEST_REASON: usize = 1000;

/// Lets the person read the case of a number until midnight.
pub(crate) fn open(
    desk: &mut Desk<'_>,
    sender: &Person,
    number: &str,
    reason: &str,
) -> Result<Answered, OfficeError> {
    if !sender.active || !may_break(&all_roles(sender, &desk.structure)) {
        return Ok(Err(ActRefusal::NotAllowed));
    }
    let reason = reason.trim();
    if reason.is_empty() || reason.chars().count() > LONGEST_REASON {
        return Ok(Err(ActRefusal::Malformed));
    }
    let found = desk.storage.case_of_number(number)?;
    let Some(case) = found.filter(|case| case.case != desk.house.centre) else {
        return Ok(Err(ActRefusal::Unknown));
    };
    let held = desk.storage.standing_grants(sender.person, case.case)?;
    let tomorrow = local_date(desk.now_ms).succ_opt().unwrap_or_default();
    let until_ms = day_begins(tomorrow);
    if held.iter().any(|grant| grant.is_whole()) || !desk.grant_glass(sender.person, &case)? {
        return Ok(Err(ActRefusal::AlreadyHeld));
    }
    let reading = new_id(desk.now_ms)?;
    let row = BrokenGlass {
        by: sender.person,
        at_ms: desk.now_ms,
        until_ms,
    };
    let writes = [
        opening(reading, BROKEN_GLASS, Some(case.case))?,
        answer_to(reading, ROW_FIELD, &row)?,
    ];
    desk.write(&case, case.case, Category::Workflow, &writes)?;
    let reason = answer_to(reading, field::REASON, &reason)?;
    desk.write(&case, case.case, Category::SocialWork, &[reason])?;
    desk.note(sender.person, Event::GlassBroken, case.case)?;
    let opened = GlassOpened {
        case: case.case,
        until_ms,
    };
    Ok(Ok(serde_json::to_vec(&opened)?))
}

/// The head has seen it.
pub(crate) fn acknowledge(
    desk: &mut Desk<'_>,
    sender: &Person,
    case: Uuid,
    reading: Uuid,
) -> Result<Answered, OfficeError> {
    if !sender.active || !sender.roles.contains(&Role::Head) {
        return Ok(Err(ActRefusal::NotAllowed));
    }
    let Some(case) = desk.storage.case(case)? else {
        return Ok(Err(ActRefusal::Unknown));
    };
    let records = case_records(desk, &case)?;
    let known = records.get(reading);
    let Some(known) = known.filter(|record| record.kind == BROKEN_GLASS) else {
        return Ok(Err(ActRefusal::Unknown));
    };
    if Records::read::<Acknowledged>(known, ACKNOWLEDGED).is_none() {
        let seen = Acknowledged {
            by: sender.person,
            at_ms: desk.now_ms,
        };
        let seen = answer_to(reading, ACKNOWLEDGED, &seen)?;
        desk.write(&case, case.case, Category::Workflow, &[seen])?;
        desk.note(sender.person, Event::GlassAcknowledged, case.case)?;
    }
    Ok(Ok(Vec::new()))
}

/// The day of everybody who reads so is over: their laptops let go, but for what they hold in another way.
pub(crate) fn end(desk: &mut Desk<'_>) -> Result<(), OfficeError> {
    for grant in desk.storage.grants_in(GrantRelation::BreakGlass)? {
        if let Some(case) = desk.storage.case(grant.case)? {
            desk.withdraw(grant.person, &case, |held| {
                held.relation == GrantRelation::BreakGlass
            })?;
        }
    }
    Ok(())
}
