//! Who may write what of a hand-over.

use teren_domain::Category;
use teren_domain::access::Role;
use teren_domain::hand_over::{HandOver, HandOverState, Party};
use teren_domain::staff::StaffMember;
use teren_domain::structure::Structure;
use teren_domain::workflow::field;
use teren_ledger::{BorrowedWrite, RECORD_FIELD, ROW_FIELD};
use uuid::Uuid;

use super::{Heard, find, matter_of, own_route, staff};
use crate::OfficeError;
use crate::desk::Desk;
use crate::entitlement::Writer;
use crate::mask::{own_is_apart, side_in};
use crate::storage::{CaseRow, GrantRelation, GrantRow, Person};

/// Whether the sender may write this answer of a hand-over.
pub(crate) fn permitted(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    writer: Writer<'_>,
    write: &BorrowedWrite<'_>,
) -> Result<bool, OfficeError> {
    let who: Vec<StaffMember> = writer.people().map(StaffMember::from).collect();
    let staff = staff(desk)?;
    let structure = desk.structure.clone();
    let known = passed(desk, case, write.record)?;
    match write.field {
        RECORD_FIELD => Ok(true),
        ROW_FIELD => {
            let Ok(passed) = serde_json::from_slice::<HandOver>(write.value) else {
                return Ok(false);
            };
            let held = Held {
                structure: &structure,
                once: writer.sponsor.is_some(),
            };
            Ok(known.is_none_or(|known| known == passed)
                && who
                    .iter()
                    .any(|who| passed.may_be_sent_by(&structure, who, find(&staff)))
                && passed.is_well_addressed(&structure, find(&staff))
                && holds(desk, case, &passed, held)?
                && !is_apart(desk, case, &passed)?
                && !is_a_colleagues(desk, case, &writer.people().collect::<Vec<_>>(), &passed)?)
        }
        field::STATE => {
            let said = serde_json::from_slice(write.value);
            let (Some(passed), Ok(said)) = (known, said) else {
                return Ok(false);
            };
            if said != HandOverState::Revoked && went_by_file(desk, case, write.record)? {
                return Ok(false);
            }
            Ok(match said {
                HandOverState::Sent => false,
                HandOverState::Revoked => {
                    (who.iter()).any(|who| passed.may_be_sent_by(&structure, who, find(&staff)))
                }
                HandOverState::Accepted | HandOverState::Refused | HandOverState::Done => {
                    let accepted = said == HandOverState::Accepted;
                    (who.iter()).any(|who| passed.may_be_answered_by(&structure, who))
                        && !(accepted && is_apart(desk, case, &passed)?)
                        && !(accepted && was_taken_since(desk, case, write.record)?)
                }
            })
        }
        _ => Ok(false),
    }
}

/// Whether its sender may pass it on now: its reason may have come long after it, and the matter may be somebody else's.
pub(super) fn is_still_permitted(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    heard: &Heard,
) -> Result<bool, OfficeError> {
    let Some(sender) = desk.storage.person(heard.sender)? else {
        return Ok(false);
    };
    let value = serde_json::to_vec(&heard.passed)?;
    let row = BorrowedWrite {
        record: heard.record,
        field: ROW_FIELD,
        value: &value,
    };
    let writer = Writer {
        author: &sender,
        sponsor: heard.sponsor.as_ref(),
    };
    permitted(desk, case, writer, &row)
}

/// Whether a matter would be given to a member of its team that another member has taken, by neither that one, nor who leads them.
fn is_a_colleagues(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    giving: &[&Person],
    passed: &HandOver,
) -> Result<bool, OfficeError> {
    let (Party::Team(_), Party::Person(_)) = (&passed.from, &passed.to) else {
        return Ok(false);
    };
    let taken = own_route(desk, case, passed)?.and_then(|placed| placed.taken);
    let may = |person: &Person| {
        let leads = |role: &Role| matches!(role, Role::Head | Role::Coordinator);
        let own = taken.as_ref().is_none_or(|taken| taken.by == person.person);
        own || person.roles.iter().any(leads)
    };
    Ok(!giving.iter().any(|person| may(person)))
}

/// The same when it is accepted: a colleague may have taken it after it was passed on.
fn was_taken_since(desk: &mut Desk<'_>, case: &CaseRow, record: Uuid) -> Result<bool, OfficeError> {
    let heard = super::heard(desk, case)?.into_iter();
    let Some(heard) = heard.into_iter().find(|known| known.record == record) else {
        return Ok(false);
    };
    match desk.storage.person(heard.sender)? {
        Some(sender) => is_a_colleagues(desk, case, &[&sender], &heard.passed),
        None => Ok(false),
    }
}

/// Whether the matter would come to somebody who stands on the other side of art. 110a in this case.
pub(crate) fn is_apart(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    passed: &HandOver,
) -> Result<bool, OfficeError> {
    let Party::Person(to) = passed.to else {
        return Ok(false);
    };
    let own = own_route(desk, case, passed)?;
    let Some(person) = desk.storage.person(to)? else {
        return Ok(false);
    };
    let grants = desk.storage.standing_grants(to, case.case)?;
    let structure = &desk.structure;
    let Some(placed) = own else {
        // The family as a whole becomes her own.
        return Ok(passed.document.is_none() && own_is_apart(&person, structure, &grants));
    };
    let sides = (
        side_in(&person, structure, &grants),
        structure.side(&placed.route.team),
    );
    Ok(matches!(sides, (Some(stands), Some(asks)) if stands != asks))
}

/// Whether it went to another centre as a file: then only a file from there says what became of it.
pub(super) fn went_by_file(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    record: Uuid,
) -> Result<bool, OfficeError> {
    let opened = desk.open(case, case.case, Category::Workflow.number())?;
    Ok(!opened.state.values(record, field::COURIER_FILE).is_empty())
}

fn passed(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    record: Uuid,
) -> Result<Option<HandOver>, OfficeError> {
    let opened = desk.open(case, case.case, Category::Workflow.number())?;
    let mut rows = opened.state.values(record, ROW_FIELD).iter();
    Ok(rows.find_map(|value| serde_json::from_slice(&value.value).ok()))
}

/// What is asked of the sending side.
struct Held<'a> {
    structure: &'a Structure,
    /// That it had the matter once is enough: somebody takes in what came too late.
    once: bool,
}

/// Whether the sending side has what it passes on.
fn holds(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    passed: &HandOver,
    held: Held<'_>,
) -> Result<bool, OfficeError> {
    match &passed.from {
        Party::Team(team) if held.structure.leaves_the_centre(team) => Ok(true),
        Party::Team(team) => {
            let grants = desk.storage.standing_grants(Uuid::nil(), case.case)?;
            // An interview is passed on by a team that has it, in the version that counts, not by one that has another of the
            // family, or only the case's header.
            let matter = matter_of(desk, case, passed)?;
            let opens = |grant: &GrantRow| match passed.document {
                Some(_) => grant.document == matter.at_work || grant.is_whole(),
                None => true,
            };
            let mut grants = grants.iter();
            Ok(grants.any(|grant| grant.via == *team && opens(grant)))
        }
        Party::Person(person) => {
            let mut grants = desk.storage.standing_grants(*person, case.case)?;
            if held.once {
                grants.extend(desk.storage.former_grants(*person, case.case)?);
            }
            let own = |document: Uuid| {
                let named = grants.iter().any(|grant| {
                    grant.relation == GrantRelation::Own && grant.document == document
                });
                named || grants.iter().any(GrantRow::is_whole)
            };
            Ok(own(passed.document.unwrap_or(case.case)))
        }
    }
}
