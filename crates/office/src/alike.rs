//! „Sprawdź teraz”: files that are alike are looked for again when somebody asks.

use std::collections::BTreeSet;

use teren_domain::Category;
use teren_domain::access::Role;
use teren_domain::access_log::Event;
use teren_domain::likeness::LookedAgain;
use teren_domain::workflow::ActRefusal;
use uuid::Uuid;

use crate::OfficeError;
use crate::acts::Answered;
use crate::desk::Desk;
use crate::likeness::{KnownPeople, compare_again, identity_records, likenesses, with_known};
use crate::linking::judges;
use crate::storage::Person;

/// Who answers for the work of all.
fn answers_for_all(person: &Person) -> bool {
    let may = |role: &Role| matches!(role, Role::Head | Role::Coordinator);
    person.active && person.roles.iter().any(may)
}

/// Looks again: for one file whoever may judge it, for all of them who answers for all.
pub(crate) fn look_again(
    desk: &mut Desk<'_>,
    sender: &Person,
    case: Option<Uuid>,
) -> Result<Answered, OfficeError> {
    let identity = Category::Identity.number();
    let may = match case {
        Some(case) => judges(sender) && desk.mask(sender, case, case)?.may_hold(identity),
        None => answers_for_all(sender),
    };
    if !may {
        return Ok(Err(ActRefusal::NotAllowed));
    }
    desk.note(
        sender.person,
        Event::LookedForAlike,
        case.unwrap_or(desk.house.centre),
    )?;
    let outcome = with_known(desk, |desk, known| {
        let cases = match case {
            Some(case) => vec![case],
            None => known.cases(),
        };
        let before = standing(desk, known, &cases)?;
        let mut files = 0_u32;
        for case in &cases {
            files += u32::from(compare_again(desk, known, *case)?);
        }
        let now = standing(desk, known, &cases)?;
        let count = |pairs: usize| u32::try_from(pairs).unwrap_or(u32::MAX);
        Ok(LookedAgain {
            files,
            proposed: count(now.len()),
            fresh: count(now.difference(&before).count()),
        })
    })?;
    Ok(Ok(serde_json::to_vec(&outcome)?))
}

/// Pairs of these files that are proposed and wait for somebody's word.
fn standing(
    desk: &mut Desk<'_>,
    known: &KnownPeople,
    cases: &[Uuid],
) -> Result<BTreeSet<(Uuid, Uuid)>, OfficeError> {
    let cases: BTreeSet<Uuid> = cases.iter().copied().collect();
    let mut proposed = BTreeSet::new();
    for (one, other) in known.alike() {
        if !cases.contains(one) && !cases.contains(other) {
            continue;
        }
        if let Some(row) = desk.storage.case(*one)?
            && likenesses(&identity_records(desk, &row)?)
                .iter()
                .any(|(_, row, apart)| {
                    let decided = apart.as_ref().map(|apart| &apart.compared);
                    row.other == *other && decided != Some(&row.compared)
                })
        {
            proposed.insert((*one, *other));
        }
    }
    Ok(proposed)
}
