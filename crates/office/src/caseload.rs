//! A worker who is ill or leaves: what she holds, everything of it to others in one act, and her work that comes later.

use teren_domain::Category;
use teren_domain::access::Role;
use teren_domain::access_log::Event;
use teren_domain::hand_over::{HandOver, HandOverKind, HandOverState, Party, reason_category};
use teren_domain::staff::StaffMember;
use teren_domain::workflow::{ActRefusal, CaseloadRow, CaseloadShare, field, kind};
use teren_ledger::{RECORD_FIELD, ROW_FIELD};
use uuid::Uuid;

use crate::OfficeError;
use crate::acts::{Answered, answer_to};
use crate::desk::Desk;
use crate::directory::opening;
use crate::hand_over::{Heard, begin, count_left_work, heard, is_apart, staff};
use crate::inbox::{interviews, routes_of, visits_of};
use crate::keys::new_id;
use crate::quarantine;
use crate::route;
use crate::storage::{CaseRow, GrantRelation, Person};

/// The cases a worker holds as her own, to whoever may hand them over.
pub(crate) fn of(
    desk: &mut Desk<'_>,
    sender: &Person,
    person: Uuid,
) -> Result<Answered, OfficeError> {
    if !may_order(desk, sender, person)? {
        return Ok(Err(ActRefusal::NotAllowed));
    }
    let mut rows = Vec::new();
    for case in cases_of(desk, person)? {
        rows.push(row(desk, &case, person)?);
    }
    Ok(Ok(serde_json::to_vec(&rows)?))
}

/// The head, or the coordinator of a team that the worker sits in.
fn may_order(desk: &mut Desk<'_>, sender: &Person, person: Uuid) -> Result<bool, OfficeError> {
    let head = sender.roles.contains(&Role::Head);
    let coordinates = sender.roles.contains(&Role::Coordinator);
    let staff = staff(desk)?;
    let hers = staff.iter().find(|known| known.person == person);
    let shared =
        hers.is_some_and(|known| (known.teams.iter()).any(|team| sender.teams.contains(team)));
    Ok(head || coordinates && shared)
}

/// Cases that a person holds as her own.
pub(crate) fn cases_of(desk: &mut Desk<'_>, person: Uuid) -> Result<Vec<CaseRow>, OfficeError> {
    let mut held: Vec<Uuid> = Vec::new();
    for grant in desk.storage.grants_of_person(person)? {
        if grant.relation == GrantRelation::Own && !held.contains(&grant.case) {
            held.push(grant.case);
        }
    }
    let mut cases = Vec::new();
    for case in held {
        cases.extend(desk.storage.case(case)?);
    }
    Ok(cases)
}

fn row(desk: &mut Desk<'_>, case: &CaseRow, person: Uuid) -> Result<CaseloadRow, OfficeError> {
    let visits = visits_of(desk, case, person)?.len();
    let mut in_work = 0;
    for document in interviews(desk, case)? {
        let unsealed = desk.storage.seals(case.row, document)?.is_empty();
        if unsealed && author_of(desk, case, document)? == Some(person) {
            in_work += 1;
        }
    }
    let routes = routes_of(desk, case)?.into_iter();
    let taken = routes.filter(|placed| {
        let by = placed.taken.as_ref().map(|taken| taken.by);
        placed.is_at_work() && by == Some(person)
    });
    Ok(CaseloadRow {
        case: case.case,
        number: case.number.clone(),
        visits: u32::try_from(visits).unwrap_or(u32::MAX),
        in_work,
        taken: u32::try_from(taken.count()).unwrap_or(u32::MAX),
    })
}

fn author_of(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    document: Uuid,
) -> Result<Option<Uuid>, OfficeError> {
    let actor = {
        let opened = desk.open(case, document, Category::Workflow.number())?;
        let mut roots = opened.state.values(document, RECORD_FIELD).iter();
        roots.next().map(|value| value.dot.actor)
    };
    match actor {
        Some(actor) => Ok(desk.actor(actor)?.map(|(_, person)| person)),
        None => Ok(None),
    }
}

/// Hands over the cases named; the answer says how many went.
pub(crate) fn hand_over(
    desk: &mut Desk<'_>,
    sender: &Person,
    person: Uuid,
    shares: &[CaseloadShare],
    reason: &str,
) -> Result<Answered, OfficeError> {
    if !may_order(desk, sender, person)? || reason.trim().is_empty() {
        return Ok(Err(ActRefusal::NotAllowed));
    }
    let held = cases_of(desk, person)?;
    let staff = staff(desk)?;
    let mut orders = Vec::new();
    for share in shares {
        let passed = HandOver {
            kind: HandOverKind::Caseload,
            document: None,
            from: Party::Person(person),
            to: Party::Person(share.to),
        };
        let find = |id: Uuid| staff.iter().find(|known: &&StaffMember| known.person == id);
        let Some(case) = held.iter().find(|case| case.case == share.case) else {
            return Ok(Err(ActRefusal::Unknown));
        };
        if !passed.is_well_addressed(&desk.structure, find) {
            return Ok(Err(ActRefusal::Unknown));
        }
        if is_apart(desk, case, &passed)? {
            return Ok(Err(ActRefusal::Separated));
        }
        orders.push((case.clone(), passed));
    }
    let count = orders.len();
    for (case, passed) in orders {
        order(desk, &case, passed, sender.person, reason.trim())?;
    }
    Ok(Ok(serde_json::to_vec(&count)?))
}

/// Writes one hand-over by order of a person, and does what follows.
fn order(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    passed: HandOver,
    by: Uuid,
    reason: &str,
) -> Result<(), OfficeError> {
    let record = new_id(desk.now_ms)?;
    let told = [answer_to(record, field::REASON, &reason)?];
    desk.write(case, case.case, reason_category(false), &told)?;
    let writes = [
        opening(record, kind::HAND_OVER, Some(case.case))?,
        answer_to(record, ROW_FIELD, &passed)?,
    ];
    desk.write(case, case.case, Category::Workflow, &writes)?;
    let mut heard = Heard::ordered(record, passed, by);
    begin(desk, case, &mut heard, false, reason)?;
    count_left_work(desk, case, &heard)
}

/// Takes the later work of the one who left into the case, for who has it now.
pub(crate) fn admit(
    desk: &mut Desk<'_>,
    sender: &Person,
    case: Uuid,
    hand_over: Uuid,
) -> Result<Answered, OfficeError> {
    let Some(row) = desk.storage.case(case)? else {
        return Ok(Err(ActRefusal::Unknown));
    };
    let all = heard(desk, &row)?;
    let Some(given) = all.iter().find(|known| known.record == hand_over) else {
        return Ok(Err(ActRefusal::Unknown));
    };
    let stands = matches!(
        given.state(),
        Some(HandOverState::Sent | HandOverState::Accepted | HandOverState::Done)
    );
    let (Party::Person(from), Party::Person(to)) = (&given.passed.from, &given.passed.to) else {
        return Ok(Err(ActRefusal::NotAllowed));
    };
    if !stands || *to != sender.person {
        return Ok(Err(ActRefusal::NotAllowed));
    }
    let admitted = quarantine::admit(desk, *from, case, sender.person)?;
    let count = admitted.1;
    route::settle(desk, &admitted.0)?;
    for known in heard(desk, &row)? {
        count_left_work(desk, &row, &known)?;
    }
    desk.note(sender.person, Event::LeftWorkTakenIn, case)?;
    Ok(Ok(serde_json::to_vec(&count)?))
}
