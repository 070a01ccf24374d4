//! What the office's own records, once taken back, say again: cases, people, grants, receipts. What it wrote anew in the
//! meantime gives way to what was said first.

use std::collections::BTreeMap;
use std::sync::Arc;

use teren_domain::Category;
use teren_domain::access_log::Event;
use teren_domain::authorisation::{AUTHORISATIONS, Authorisation};
use teren_domain::routing::AssignmentState;
use teren_domain::staff::StaffMember;
use teren_domain::structure::HEAD;
use teren_domain::workflow::{self, Adoption, Receipt, Visit, field, kind};
use teren_ledger::{DELETED_FIELD, RECORD_FIELD, ROW_FIELD, seal_root};
use uuid::Uuid;

use crate::OfficeError;
use crate::acts::{answer_to, case_records};
use crate::desk::Desk;
use crate::evidence::Shown;
use crate::inbox::{Placed, routes_in};
use crate::receive::open_case_as;
use crate::records::Records;
use crate::storage::{CaseRow, Person, SealOutcome, StorageError, WHOLE_CASE};

/// The case of a proven stream; one that was lost is opened again under its number and for who opened it.
pub(crate) fn recovered_case(
    desk: &mut Desk<'_>,
    id: Uuid,
    shown: &[Shown],
) -> Result<CaseRow, OfficeError> {
    if let Some(case) = desk.storage.case(id)? {
        return Ok(case);
    }
    let (mut origin, mut number) = (Uuid::nil(), None);
    let of_case = shown.iter().filter(|shown| shown.stream().case == id);
    for envelope in of_case.flat_map(Shown::envelopes) {
        let change = &envelope.change;
        for write in change.writes()? {
            if (write.record, write.field.as_str()) == (id, RECORD_FIELD) {
                origin = change.author;
            }
            if (write.record, write.field.as_str()) == (id, field::ADOPTED) {
                let adoption: Adoption = serde_json::from_slice(&write.value)?;
                number = number.or(Some(adoption.number));
            }
        }
    }
    let number = match number {
        Some(number) => number,
        None => desk.next_number("T")?,
    };
    open_case_as(desk, origin, id, &number)
}

/// Draws from a case's records what followed from them when they were first written.
pub(crate) fn recover(desk: &mut Desk<'_>, case: Uuid) -> Result<(), OfficeError> {
    let case = desk.storage.case(case)?;
    let case = case.ok_or(StorageError::Damaged("a case"))?;
    if case.case == desk.house.centre {
        return people(desk, &case);
    }
    let records = case_records(desk, &case)?;
    for visit in rows::<Visit>(&records, kind::VISIT, field::VISIT) {
        desk.grant_own(visit.1.worker, &case)?;
    }
    first_adoption(desk, &case)?;
    receipts(desk, &case, &records)?;
    for category in workflow::places(kind::ROUTE, ROW_FIELD) {
        routes(desk, &case, category)?;
    }
    desk.note(Uuid::nil(), Event::Recovered, case.case)
}

fn rows<T: serde::de::DeserializeOwned>(
    records: &Records,
    kind: &str,
    field: &str,
) -> Vec<(Uuid, T)> {
    let of_kind = records.of_kind(kind);
    of_kind
        .filter_map(|record| Some((record.id, Records::read(record, field)?)))
        .collect()
}

/// People taken on, changed or gone after the backup; their laptops need new codes.
fn people(desk: &mut Desk<'_>, centre: &CaseRow) -> Result<(), OfficeError> {
    let records = case_records(desk, centre)?;
    let given = rows::<Vec<Authorisation>>(&records, kind::STAFF, AUTHORISATIONS);
    let mut given: BTreeMap<Uuid, Vec<Authorisation>> = given.into_iter().collect();
    for (record, member) in rows::<StaffMember>(&records, kind::STAFF, ROW_FIELD) {
        let before = desk.storage.person(member.person)?;
        let person = Person {
            person: member.person,
            name: member.name,
            roles: member.roles,
            teams: member.teams,
            authorisations: given.remove(&record).unwrap_or_default(),
            employed: member.employed,
            active: member.active,
        };
        match before {
            Some(before) if before == person => {}
            Some(before) => {
                desk.put_person(&person)?;
                let structure = Arc::clone(&desk.structure);
                desk.regrant((&before, &structure), &person)?;
            }
            None => {
                desk.put_person(&person)?;
                desk.grant_directory(person.person, centre)?;
                desk.grant_cases_of_teams(&person)?;
            }
        }
    }
    Ok(())
}

/// A case that got another number since the restore keeps the one that was given first.
fn first_adoption(desk: &mut Desk<'_>, case: &CaseRow) -> Result<(), OfficeError> {
    let opened = desk.open(case, case.case, Category::Workflow.number())?;
    let values = opened.state.values(case.case, field::ADOPTED);
    let mut given = Vec::new();
    for value in values {
        given.push(serde_json::from_slice::<Adoption>(&value.value)?);
    }
    given.sort_by_key(|adoption| adoption.at_ms);
    given.dedup();
    let [first, _, ..] = given.as_slice() else {
        return Ok(());
    };
    let write = answer_to(case.case, field::ADOPTED, first)?;
    desk.write(case, case.case, Category::Workflow, &[write])
}

/// An interview has one receipt: the first. Its seal gets no other.
fn receipts(desk: &mut Desk<'_>, case: &CaseRow, records: &Records) -> Result<(), OfficeError> {
    let mut of_interview: BTreeMap<Uuid, Vec<(Uuid, Receipt)>> = BTreeMap::new();
    for (record, receipt) in rows::<Receipt>(records, kind::RECEIPT, ROW_FIELD) {
        let all = of_interview.entry(receipt.document).or_default();
        all.push((record, receipt));
    }
    for (document, mut receipts) in of_interview {
        receipts.sort_by_key(|(_, receipt)| receipt.at_ms);
        for (record, _) in receipts.iter().skip(1) {
            delete(desk, case, Category::Workflow, *record)?;
        }
        desk.grant_team(HEAD, case, WHOLE_CASE)?;
        for seal in desk.storage.seals(case.row, document)? {
            let (outcome, body) = (seal.outcome, &seal.body);
            let held = postcard::from_bytes(body).map_err(|_| StorageError::Damaged("a seal"))?;
            let root = data_encoding::HEXLOWER.encode(&seal_root(document, &held));
            let receipted = receipts.iter().any(|(_, receipt)| receipt.sha256 == root);
            if receipted && outcome == SealOutcome::Waiting {
                let receipted = SealOutcome::Receipted;
                desk.storage.set_seal_outcome(case.row, &seal, receipted)?;
            }
        }
    }
    Ok(())
}

/// An interview lies in a team's inbox once for each time it was sent there: as it was taken, or as it came first.
fn routes(desk: &mut Desk<'_>, case: &CaseRow, category: Category) -> Result<(), OfficeError> {
    let mut of_team: BTreeMap<(Uuid, String, Option<Uuid>), Vec<Placed>> = BTreeMap::new();
    for placed in routes_in(desk, case, category)? {
        let route = &placed.route;
        let place = (route.document, route.team.clone(), route.hand_over);
        of_team.entry(place).or_default().push(placed);
    }
    for ((document, team, _), mut routes) in of_team {
        routes.sort_by_key(|placed| (placed.taken.is_none(), placed.route.at_ms));
        for placed in routes.iter().skip(1) {
            delete(desk, case, category, placed.record)?;
        }
        let Some(placed) = routes.first().filter(|placed| {
            let gone = [AssignmentState::Returned, AssignmentState::Revoked];
            !gone.contains(&placed.state)
        }) else {
            continue;
        };
        if desk.structure.unit(&team).is_some() || team == HEAD {
            desk.grant_team(&team, case, document)?;
        }
        if let Some(taken) = &placed.taken {
            desk.grant_taken(taken.by, case, &team, document)?;
        }
    }
    Ok(())
}

fn delete(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    category: Category,
    record: Uuid,
) -> Result<(), OfficeError> {
    let write = answer_to(record, DELETED_FIELD, &true)?;
    desk.write(case, case.case, category, &[write])
}
