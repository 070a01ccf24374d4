//! What is passed on, where it lies. An interview is passed on in the version that counts, whichever the sender named: it may have been
//! put right on the way, and again afterwards.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use teren_domain::hand_over::{HandOver, HandOverKind, HandOverState, Party};
use teren_domain::routing::{Assignment, AssignmentState};
use teren_domain::structure::{HEAD, Structure};
use teren_domain::workflow::Route;
use uuid::Uuid;

use super::rights::went_by_file;
use super::{Heard, accept, heard, step};
use crate::OfficeError;
use crate::desk::Desk;
use crate::inbox::{Placed, routes_of, set_route};
use crate::storage::CaseRow;
use crate::versions::{Interview, interview};

/// Whether a unit that had matters is no more.
fn gone(structure: &Structure, team: &str) -> bool {
    let inside = structure.unit(team).is_some() || team == HEAD;
    !inside && !structure.leaves_the_centre(team)
}

/// What a hand-over is about.
pub(super) fn matter_of(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    passed: &HandOver,
) -> Result<Interview, OfficeError> {
    match passed.document {
        Some(document) => interview(desk, case, document),
        None => Ok(Interview::whole_case(case.case)),
    }
}

/// Routes that a hand-over brought, of every version.
pub(super) fn brought(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    heard: &Heard,
) -> Result<Vec<Placed>, OfficeError> {
    let routes = routes_of(desk, case)?.into_iter();
    Ok(routes
        .filter(|placed| placed.route.hand_over == Some(heard.record))
        .collect())
}

/// The sender's own assignment of what is passed on. One that waits for a correction is passed on, too.
pub(super) fn own_route(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    passed: &HandOver,
) -> Result<Option<Placed>, OfficeError> {
    let matter = matter_of(desk, case, passed)?;
    let structure = Arc::clone(&desk.structure);
    let mut routes = routes_of(desk, case)?.into_iter();
    Ok(routes.find(|placed| {
        let held = match &passed.from {
            // A unit that is gone left with the head what had come to it.
            Party::Team(team) if gone(&structure, team) => {
                placed.route.team == HEAD && placed.route.rules.is_empty()
            }
            Party::Team(team) => placed.route.team == *team,
            Party::Person(person) => {
                (placed.taken.as_ref()).is_some_and(|taken| taken.by == *person)
            }
        };
        held && placed.is_open() && matter.has(placed.route.document)
    }))
}

/// Ends the sending team's assignment; a team that never should have had it holds no version of it any longer.
pub(super) fn leave(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    passed: &HandOver,
    placed: &Placed,
) -> Result<(), OfficeError> {
    let state = passed.leaves_behind(placed.state);
    let taken = placed.taken.clone();
    set_route(desk, case, placed, state, taken.as_ref())?;
    let team = &placed.route.team;
    if passed.kind != HandOverKind::ReRoute || team == HEAD {
        return Ok(());
    }
    let matter = matter_of(desk, case, passed)?;
    let lay = routes_of(desk, case)?.into_iter();
    let lay: BTreeSet<Uuid> = lay
        .filter(|placed| placed.route.team == *team && matter.has(placed.route.document))
        .map(|placed| placed.route.document)
        .collect();
    for document in lay {
        desk.withdraw_team(team, case, document)?;
    }
    Ok(())
}

/// What was sent goes out of the receiver's inbox again, in every version that came there by it alone.
pub(super) fn call_back(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    heard: &Heard,
) -> Result<(), OfficeError> {
    let state = AssignmentState::Revoked;
    for placed in brought(desk, case, heard)? {
        if placed.state.to(state).is_ok() {
            set_route(desk, case, &placed, state, None)?;
        }
        let route = &placed.route;
        let others = routes_of(desk, case)?;
        let mut others =
            (others.iter()).filter(|other| other.route.hand_over != Some(heard.record));
        let held =
            others.any(|other| other.is_of(route.document, &route.team)) || route.team == HEAD;
        if !held {
            desk.withdraw_team(&route.team, case, route.document)?;
        }
    }
    Ok(())
}

/// Teams that an interview came to and that passed it on without having worked on it, and where it went. A file to another centre
/// takes it from nobody.
fn passed_on(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    interview: &Interview,
    routes: &[Placed],
) -> Result<BTreeMap<String, String>, OfficeError> {
    let mut passed: Vec<(i64, HandOver)> = Vec::new();
    for heard in heard(desk, case)? {
        let mut steps = heard.standing.iter();
        let accepted = steps.find(|step| step.state == HandOverState::Accepted);
        if let Some(step) = accepted
            && heard.passed.document.is_some_and(|it| interview.has(it))
            && !went_by_file(desk, case, heard.record)?
        {
            passed.push((step.at_ms, heard.passed));
        }
    }
    passed.sort_by_key(|(at_ms, _)| *at_ms);
    let worked = |team: &str| {
        let mut routes = routes.iter();
        routes.any(|placed| placed.route.team == team && placed.state == AssignmentState::Done)
    };
    let mut went = BTreeMap::new();
    for (_, passed) in passed {
        let (Party::Team(from), Party::Team(to)) = (passed.from, passed.to) else {
            continue;
        };
        if passed.kind == HandOverKind::ReRoute || !worked(&from) {
            went.remove(&to);
            went.insert(from, to);
        }
    }
    Ok(went)
}

/// What the rules give to a team that passed this interview on goes where it went, unless they give a reason that they did not have
/// before.
pub(crate) fn go_where_passed_on(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    document: Uuid,
    wanted: Vec<Assignment>,
) -> Result<Vec<Assignment>, OfficeError> {
    let interview = interview(desk, case, document)?;
    let mut routes = routes_of(desk, case)?;
    routes.retain(|placed| interview.has(placed.route.document));
    let went = passed_on(desk, case, &interview, &routes)?;
    let structure = Arc::clone(&desk.structure);
    let where_now = |team: &str| -> Option<String> {
        let mut way = vec![team];
        while let Some(to) = way.last().and_then(|here| went.get(*here)) {
            if way.contains(&to.as_str()) {
                break;
            }
            way.push(to);
        }
        let last = way.last().filter(|_| way.len() > 1).copied()?;
        Some(if gone(&structure, last) { HEAD } else { last }.to_owned())
    };
    let (mut all, mut redirected) = (Vec::<Assignment>::new(), Vec::new());
    for assignment in wanted {
        let before = routes.iter();
        let knew = |is: &dyn Fn(&Route) -> bool| {
            let mut before = before.clone();
            before.any(|placed| placed.route.team == assignment.team && is(&placed.route))
        };
        let mut rules = assignment.rules.iter();
        let mut further = assignment.further.iter();
        let new = rules.any(|rule| !knew(&|route| route.rules.contains(rule)))
            || further.any(|one| !knew(&|route| route.further.contains(&one.category)));
        match where_now(&assignment.team) {
            Some(to) if !new => redirected.push(Assignment {
                team: to,
                rules: Vec::new(),
                because:
                    "Zespół, do którego prowadzą reguły, przekazał poprzednią wersję tego wywiadu."
                        .to_owned(),
                basis: String::new(),
                further: Vec::new(),
                speaks_of_violence: false,
                ..assignment
            }),
            _ => all.push(assignment),
        }
    }
    // A team that the rules name themselves keeps their reason.
    for goes in redirected {
        if !all.iter().any(|one| one.team == goes.team) {
            all.push(goes);
        }
    }
    Ok(all)
}
/// A member took what was passed on to her team: that accepts it.
pub(crate) fn taken(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    placed: &Placed,
    by: Uuid,
) -> Result<(), OfficeError> {
    follow(desk, case, placed, by, &[HandOverState::Accepted])
}

/// The work on what was passed on is over.
pub(crate) fn finished(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    placed: &Placed,
    by: Uuid,
) -> Result<(), OfficeError> {
    let steps = [HandOverState::Accepted, HandOverState::Done];
    follow(desk, case, placed, by, &steps)
}

fn follow(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    placed: &Placed,
    by: Uuid,
    steps: &[HandOverState],
) -> Result<(), OfficeError> {
    for mut heard in heard(desk, case)? {
        let brought = placed.route.hand_over == Some(heard.record);
        // It may have come there by the rules as well.
        let team = &placed.route.team;
        let to = match &heard.passed.to {
            Party::Team(to) => to == team || (team == HEAD && gone(&desk.structure, to)),
            Party::Person(_) => false,
        };
        let sent_there = to
            && heard.state().is_some_and(HandOverState::is_open)
            && matter_of(desk, case, &heard.passed)?.has(placed.route.document);
        if !brought && !sent_there {
            continue;
        }
        for state in steps {
            let allowed = heard.state().is_some_and(|now| now.next().contains(state));
            if allowed {
                if *state == HandOverState::Accepted {
                    accept(desk, case, &heard)?;
                }
                step(desk, case, &mut heard, *state, by)?;
            }
        }
    }
    Ok(())
}
