//! What a worker's own work on a case is, as it goes to another, and comes back.

use teren_domain::hand_over::{HandOverKind, HandOverState, MovedWork, Party};
use uuid::Uuid;

use super::{Heard, heard};
use crate::OfficeError;
use crate::desk::Desk;
use crate::inbox::{Placed, give_to, move_visits, put_back, routes_of, visits_of};
use crate::mask::is_member;
use crate::storage::{CaseRow, GrantRow};

/// The whole of a worker's own work on a case goes to another: the case, visits not made, matters taken from inboxes.
pub(super) fn give_case(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    from: Uuid,
    to: Uuid,
) -> Result<MovedWork, OfficeError> {
    let new = desk.grant_own(to, case)?;
    let visits = move_visits(desk, case, (from, to), |_| true)?;
    let hers = |placed: &Placed| placed.taken.as_ref().is_some_and(|taken| taken.by == from);
    let routes = move_routes(desk, case, hers, to)?;
    let ended = desk.hand_over_own(from, case, |_| true)?;
    Ok(MovedWork {
        whole: ended.iter().any(GrantRow::is_whole),
        new,
        visits,
        routes,
    })
}

/// What was moved goes back, and nothing else: what the receiver had before stays with her, what somebody else gave her, and what has
/// gone on since.
pub(super) fn give_back(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    (given, moved): (&Heard, &MovedWork),
    from: Uuid,
    to: Uuid,
) -> Result<(), OfficeError> {
    if moved.whole {
        desk.grant_own(from, case)?;
    }
    move_visits(desk, case, (to, from), |visit| {
        moved.visits.contains(&visit)
    })?;
    let waits = |placed: &Placed| {
        let by = placed.taken.as_ref().map(|taken| taken.by);
        moved.routes.contains(&placed.record) && by.is_none_or(|by| by == to)
    };
    move_routes(desk, case, waits, from)?;
    let others: Vec<Heard> = (heard(desk, case)?.into_iter())
        .filter(|other| other.record != given.record && other.passed.to == given.passed.to)
        .collect();
    let was_new = moved.new || others.iter().any(Heard::brought_the_case_in_vain);
    let keeps = others.iter().any(Heard::stands_by_the_case);
    if was_new && !keeps && visits_of(desk, case, to)?.is_empty() {
        desk.hand_over_own(to, case, GrantRow::is_whole)?;
    }
    Ok(())
}

/// Whether a person has the whole case because somebody passed it on to her.
pub(crate) fn was_passed_to(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    person: Uuid,
) -> Result<bool, OfficeError> {
    let to = Party::Person(person);
    let mut all = heard(desk, case)?.into_iter();
    Ok(all.any(|given| given.passed.to == to && given.stands_by_the_case()))
}

impl Heard {
    /// Whether its receiver has the whole case by it.
    fn stands_by_the_case(&self) -> bool {
        let by_order = self.passed.kind == HandOverKind::Caseload;
        self.gives_case_of().is_some()
            && match self.state() {
                Some(HandOverState::Sent) => by_order,
                Some(HandOverState::Accepted | HandOverState::Done) => true,
                Some(HandOverState::Refused | HandOverState::Revoked) | None => false,
            }
    }

    /// Whether it first gave its receiver the case, and was taken back while she had it by another one, too.
    fn brought_the_case_in_vain(&self) -> bool {
        let brought = self.moved.as_ref().is_some_and(|moved| moved.new);
        brought && self.state() == Some(HandOverState::Revoked)
    }
}

/// Matters go to a member of their team, or back into its inbox.
fn move_routes(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    goes: impl Fn(&Placed) -> bool,
    to: Uuid,
) -> Result<Vec<Uuid>, OfficeError> {
    let receiver = desk.storage.person(to)?;
    let mut moved = Vec::new();
    for placed in routes_of(desk, case)? {
        if !goes(&placed) || !placed.is_at_work() {
            continue;
        }
        moved.push(placed.record);
        if placed.taken.is_some() {
            put_back(desk, case, &placed)?;
        }
        let team = &placed.route.team;
        if (receiver.as_ref()).is_some_and(|receiver| is_member(receiver, team)) {
            let free = Placed {
                taken: None,
                ..placed
            };
            give_to(desk, case, &free, to)?;
        }
    }
    Ok(moved)
}
