//! What lies in the teams' inboxes of one case: its routes wherever they stand, and the acts on them.

use teren_domain::Category;
use teren_domain::access::Role;
use teren_domain::routing::AssignmentState;
use teren_domain::structure::{HEAD, Unit};
use teren_domain::workflow::{self, ActRefusal, Route, RouteStanding, Taken, Visit, field, kind};
use teren_ledger::ROW_FIELD;
use uuid::Uuid;

use crate::OfficeError;
use crate::acts::{Answered, answer_to, case_records, visit};
use crate::desk::Desk;
use crate::fields::Fields;
use crate::mask::{is_member, side_in};
use crate::records::{Gathered, Records};
use crate::route::put_route;
use crate::storage::{CaseRow, Person};

/// A route and where its record stands.
#[derive(Debug, Clone)]
pub(crate) struct Placed {
    pub record: Uuid,
    pub category: Category,
    pub route: Route,
    pub taken: Option<Taken>,
    pub state: AssignmentState,
}

impl Placed {
    /// Whether the team has it, or gets it back once it is corrected.
    pub fn is_open(&self) -> bool {
        !matches!(self.state, AssignmentState::Done | AssignmentState::Revoked)
    }

    /// Whether the team has something to do about it now.
    pub fn is_at_work(&self) -> bool {
        matches!(self.state, AssignmentState::Sent | AssignmentState::Taken)
    }

    pub fn is_of(&self, document: Uuid, team: &str) -> bool {
        (self.route.document, self.route.team.as_str()) == (document, team)
    }
}

/// Routes of one case that stand in one category.
pub(crate) fn routes_in(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    category: Category,
) -> Result<Vec<Placed>, OfficeError> {
    let mut gathered = Gathered::default();
    let number = category.number();
    gathered.add(number, &desk.open(case, case.case, number)?.state);
    let records = gathered.records(Fields::Case);
    let placed = records.of_kind(kind::ROUTE).filter_map(|record| {
        let taken: Option<Taken> = Records::read(record, field::TAKEN);
        let standing = Records::read::<RouteStanding>(record, field::STATE);
        let state = match standing {
            Some(standing) => standing.state,
            None if taken.is_some() => AssignmentState::Taken,
            None => AssignmentState::Sent,
        };
        Some(Placed {
            record: record.id,
            category,
            route: Records::read(record, ROW_FIELD)?,
            taken,
            state,
        })
    });
    Ok(placed.collect())
}

/// Every route of a case.
pub(crate) fn routes_of(desk: &mut Desk<'_>, case: &CaseRow) -> Result<Vec<Placed>, OfficeError> {
    let mut all = Vec::new();
    for category in workflow::places(kind::ROUTE, ROW_FIELD) {
        all.extend(routes_in(desk, case, category)?);
    }
    Ok(all)
}

/// Says where a route stands from now on, and who has it.
pub(crate) fn set_route(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    placed: &Placed,
    state: AssignmentState,
    taken: Option<&Taken>,
) -> Result<(), OfficeError> {
    let standing = RouteStanding {
        state,
        at_ms: desk.now_ms,
        superseded_by: None,
    };
    set_standing(desk, case, placed, &standing)?;
    if placed.taken.as_ref() == taken {
        return Ok(());
    }
    let write = answer_to(placed.record, field::TAKEN, &taken)?;
    desk.write(case, case.case, placed.category, &[write])
}

/// Writes where a route stands.
pub(crate) fn set_standing(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    placed: &Placed,
    standing: &RouteStanding,
) -> Result<(), OfficeError> {
    let write = answer_to(placed.record, field::STATE, standing)?;
    desk.write(case, case.case, placed.category, &[write])
}

/// The first member who takes an interview from the team's inbox has it.
pub(crate) fn take(
    desk: &mut Desk<'_>,
    sender: &Person,
    case: Uuid,
    document: Uuid,
    team: &str,
) -> Result<Answered, OfficeError> {
    // What leaves the centre is passed on by the head.
    let outside = desk.structure.leaves_the_centre(team);
    if !is_member(sender, if outside { HEAD } else { team }) {
        return Ok(Err(ActRefusal::NotAllowed));
    }
    let Some(case) = desk.storage.case(case)? else {
        return Ok(Err(ActRefusal::Unknown));
    };
    let routes = routes_of(desk, &case)?.into_iter();
    let Some(placed) = routes
        .filter(|placed| placed.is_of(document, team))
        .find(Placed::is_at_work)
    else {
        return Ok(Err(ActRefusal::Unknown));
    };
    if let Some(taken) = &placed.taken {
        let own = taken.by == sender.person;
        return Ok(if own {
            Ok(serde_json::to_vec(taken)?)
        } else {
            Err(ActRefusal::AlreadyTaken)
        });
    }
    if let Some(refusal) = hindrance(desk, sender, &case, &placed)? {
        return Ok(Err(refusal));
    }
    let taken = give_to(desk, &case, &placed, sender.person)?;
    if document == case.case {
        visit(desk, &case, sender.person)?;
    }
    crate::hand_over::taken(desk, &case, &placed, sender.person)?;
    Ok(Ok(serde_json::to_vec(&taken)?))
}

/// Why a member may not take what lies in her team's inbox.
fn hindrance(
    desk: &mut Desk<'_>,
    sender: &Person,
    case: &CaseRow,
    placed: &Placed,
) -> Result<Option<ActRefusal>, OfficeError> {
    // A case that comes without an interview is one to visit.
    let visits = sender.roles.contains(&Role::FieldWorker);
    if placed.route.document == case.case && !visits {
        return Ok(Some(ActRefusal::NotAllowed));
    }
    let grants = desk.storage.standing_grants(sender.person, case.case)?;
    let structure = &desk.structure;
    let stands = side_in(sender, structure, &grants);
    let asks = structure.side(&placed.route.team);
    let apart = matches!((stands, asks), (Some(stands), Some(asks)) if stands != asks);
    Ok(apart.then_some(ActRefusal::Separated))
}

/// Gives a matter in a team's inbox to a member.
pub(crate) fn give_to(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    placed: &Placed,
    person: Uuid,
) -> Result<Taken, OfficeError> {
    let taken = Taken {
        by: person,
        at_ms: desk.now_ms,
    };
    let route = &placed.route;
    if !desk.structure.leaves_the_centre(&route.team) {
        desk.grant_taken(person, case, &route.team, route.document)?;
    }
    let state = match placed.state {
        // It waits for its correction with whoever has it.
        AssignmentState::Returned => AssignmentState::Returned,
        _ => AssignmentState::Taken,
    };
    set_route(desk, case, placed, state, Some(&taken))?;
    Ok(taken)
}

/// Puts a matter that a member took back into the team's inbox.
pub(crate) fn put_back(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    placed: &Placed,
) -> Result<(), OfficeError> {
    if let Some(taken) = &placed.taken {
        let route = placed.route.clone();
        desk.withdraw(taken.by, case, |grant| {
            let own = grant.relation == crate::storage::GrantRelation::Own;
            own && grant.via == route.team && grant.document == route.document
        })?;
    }
    let state = match placed.state {
        AssignmentState::Returned => AssignmentState::Returned,
        _ => AssignmentState::Sent,
    };
    set_route(desk, case, placed, state, None)
}

/// Everything of a case that lies with a unit which is no more goes to the head; what it was passed on by is still answered.
pub(crate) fn leave_to_head(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    unit: &Unit,
) -> Result<(), OfficeError> {
    let routes = routes_of(desk, case)?;
    let left = |placed: &&Placed| placed.route.team == unit.id && placed.is_open();
    for placed in routes.iter().filter(left) {
        let mut others = routes.iter();
        if others.any(|other| other.is_of(placed.route.document, HEAD) && other.is_open()) {
            set_route(desk, case, placed, AssignmentState::Revoked, None)?;
            continue;
        }
        let route = Route {
            team: HEAD.to_owned(),
            because: format!(
                "Nie ma już zespołu „{}”. {}",
                unit.name, placed.route.because
            ),
            at_ms: desk.now_ms,
            rules: Vec::new(),
            further: Vec::new(),
            ..placed.route.clone()
        };
        let violence = placed.category == Category::Violence;
        put_route(desk, case, route, violence, routes.len(), None)?;
        set_route(desk, case, placed, AssignmentState::Revoked, None)?;
    }
    Ok(())
}

/// Who took it says that the team's work on it is over.
pub(crate) fn finish(
    desk: &mut Desk<'_>,
    sender: &Person,
    case: Uuid,
    document: Uuid,
    team: &str,
) -> Result<Answered, OfficeError> {
    let Some(case) = desk.storage.case(case)? else {
        return Ok(Err(ActRefusal::Unknown));
    };
    let routes = routes_of(desk, &case)?;
    let own = |placed: &Placed| {
        let by = placed.taken.as_ref().map(|taken| taken.by);
        placed.is_of(document, team) && placed.is_at_work() && by == Some(sender.person)
    };
    let Some(placed) = routes.into_iter().find(own) else {
        return Ok(Err(ActRefusal::NotAllowed));
    };
    let taken = placed.taken.as_ref();
    set_route(desk, &case, &placed, AssignmentState::Done, taken)?;
    crate::hand_over::finished(desk, &case, &placed, sender.person)?;
    Ok(Ok(serde_json::to_vec(&taken)?))
}

/// Visits of a worker that are not made, by record.
pub(crate) fn visits_of(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    worker: Uuid,
) -> Result<Vec<(Uuid, Visit)>, OfficeError> {
    let records = case_records(desk, case)?;
    let mut waiting = Vec::new();
    for record in records.of_kind(kind::VISIT) {
        let given: Option<Visit> = Records::read(record, field::VISIT);
        if let Some(given) = given.filter(|given| given.worker == worker)
            && !made(desk, case, &given)?
        {
            waiting.push((record.id, given));
        }
    }
    Ok(waiting)
}

/// Visits given to one worker and not made go to another, each with its term; says which.
pub(crate) fn move_visits(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    (from, to): (Uuid, Uuid),
    goes: impl Fn(Uuid) -> bool,
) -> Result<Vec<Uuid>, OfficeError> {
    let mut visits = visits_of(desk, case, from)?;
    visits.retain(|(record, _)| goes(*record));
    let mut writes = Vec::new();
    for (record, given) in &visits {
        let visit = Visit {
            worker: to,
            ..given.clone()
        };
        writes.push(answer_to(*record, field::VISIT, &visit)?);
    }
    if !writes.is_empty() {
        desk.write(case, case.case, Category::Workflow, &writes)?;
    }
    Ok(visits.into_iter().map(|(record, _)| record).collect())
}

/// Whether an interview was approved since the visit was given.
pub(crate) fn made(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    visit: &Visit,
) -> Result<bool, OfficeError> {
    for document in interviews(desk, case)? {
        let seals = desk.storage.seals(case.row, document)?;
        if seals.iter().any(|seal| seal.stamp_ms >= visit.assigned_ms) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Interviews of a case of which the office knows anything.
pub(crate) fn interviews(
    desk: &mut Desk<'_>,
    case: &CaseRow,
) -> Result<std::collections::BTreeSet<Uuid>, OfficeError> {
    let rows = desk.storage.streams(case)?.into_iter();
    Ok(rows
        .map(|row| row.stream.document)
        .filter(|document| *document != case.case)
        .collect())
}
