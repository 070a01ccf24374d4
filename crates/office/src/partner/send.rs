//! The file that passes a case to another centre: what of it may go, who wrote it, and the hand-over that says so here.

use std::collections::BTreeSet;

use teren_domain::Category;
use teren_domain::access_log::Event;
use teren_domain::hand_over::{HandOver, HandOverKind, HandOverState, Party, reason_category};
use teren_domain::partner::{CourierFile, Partner, PartnerRefusal, Sending, passed_categories};
use teren_domain::structure::HEAD;
use teren_domain::workflow::{field, kind};
use teren_ledger::ROW_FIELD;
use uuid::Uuid;

use super::{Content, Passed, PassedInterview, confirmed, hex, partner, sealed};
use crate::OfficeError;
use crate::acts::{answer_to, case_records};
use crate::attachments::{bytes_of, named_in};
use crate::desk::Desk;
use crate::directory::opening;
use crate::hand_over::{Heard, step};
use crate::keys::{new_id, sha256};
use crate::storage::{CaseRow, SealOutcome};

/// Party of a structure that stands for any other centre.
const OTHER_CENTRE: &str = "inny-ops";

/// Makes the file and writes down that it went.
pub(super) fn send(
    desk: &mut Desk<'_>,
    by: Uuid,
    sending: &Sending,
) -> Result<Vec<u8>, OfficeError> {
    let to = confirmed(partner(desk, sending.centre)?)?;
    if sending.reason.trim().is_empty() {
        return Err(PartnerRefusal::NoReason.into());
    }
    let case = desk.storage.case(sending.case)?;
    let case = case.ok_or(PartnerRefusal::Unknown)?;
    if case.case == desk.house.centre {
        return Err(PartnerRefusal::Unknown.into());
    }
    let record = new_id(desk.now_ms)?;
    let mut authors = BTreeSet::new();
    let mut interviews = Vec::new();
    for document in &sending.interviews {
        interviews.push(passed_interview(desk, &case, *document, &mut authors)?);
    }
    let passed = Passed {
        centre: desk.house.centre,
        hand_over: record,
        at_ms: desk.now_ms,
        case: case.case,
        reason: sending.reason.trim().to_owned(),
        header: header_of(desk, &case)?,
        interviews,
        people: names_of(desk, &authors)?,
    };
    let file = sealed(desk, &to, &Content::Case(Box::new(passed)))?;
    let sent = CourierFile {
        centre: to.centre,
        sha256: hex(&sha256(&file)),
        at_ms: desk.now_ms,
    };
    write_down(desk, &case, record, by, sending, &sent)?;
    desk.note(by, Event::PassedToPartner, case.case)?;
    Ok(file)
}

fn header_of(desk: &mut Desk<'_>, case: &CaseRow) -> Result<Vec<(String, Vec<u8>)>, OfficeError> {
    let records = case_records(desk, case)?;
    let held = records.get(case.case);
    let mut header = Vec::new();
    for name in field::WHO {
        if let Some(value) = held.and_then(|held| held.answer(name)) {
            header.push((name.to_owned(), serde_json::to_vec(value)?));
        }
    }
    Ok(header)
}

/// An approved interview in the categories that another centre may hold, with the bytes that rows in them name.
fn passed_interview(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    document: Uuid,
    authors: &mut BTreeSet<Uuid>,
) -> Result<PassedInterview, OfficeError> {
    if document == case.case || !desk.belongs(case, document)? {
        return Err(PartnerRefusal::Unknown.into());
    }
    let seals = desk.storage.seals(case.row, document)?;
    if !(seals.iter()).any(|seal| seal.outcome == SealOutcome::Receipted) {
        return Err(PartnerRefusal::NotApproved.into());
    }
    let allowed = passed_categories();
    let mut changes = Vec::new();
    for row in desk.storage.streams(case)? {
        let category = Category::from_number(row.stream.category);
        let goes =
            row.stream.document == document && category.is_some_and(|it| allowed.contains(&it));
        if !goes {
            continue;
        }
        for stored in desk.storage.log(row.row)? {
            let envelope = desk.envelope(&stored)?;
            authors.insert(envelope.change.author);
            changes.push((stored.sequence, envelope.bytes));
        }
    }
    changes.sort_by_key(|(sequence, _)| *sequence);
    let mut attachments = Vec::new();
    let named = named_in(desk, case, document, &allowed)?;
    for row in desk.storage.attachments_of(document)? {
        if row.complete && named.contains(&row.sha256) {
            attachments.push(bytes_of(desk.storage, &row)?);
        }
    }
    Ok(PassedInterview {
        document,
        changes: changes.into_iter().map(|(_, bytes)| bytes).collect(),
        attachments,
    })
}

fn names_of(
    desk: &mut Desk<'_>,
    authors: &BTreeSet<Uuid>,
) -> Result<Vec<(Uuid, String)>, OfficeError> {
    let mut names = Vec::new();
    for author in authors {
        if let Some(person) = desk.storage.person(*author)? {
            names.push((*author, person.name));
        }
    }
    Ok(names)
}

/// It is a hand-over out of the centre like any other, with the digest of the file that went.
fn write_down(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    record: Uuid,
    by: Uuid,
    sending: &Sending,
    sent: &CourierFile,
) -> Result<(), OfficeError> {
    let reason = answer_to(record, field::REASON, &sending.reason.trim())?;
    desk.write(case, case.case, reason_category(false), &[reason])?;
    let passed = HandOver {
        kind: HandOverKind::HandOver,
        document: match sending.interviews.as_slice() {
            [only] => Some(*only),
            _ => None,
        },
        from: Party::Team(HEAD.to_owned()),
        to: Party::Team(OTHER_CENTRE.to_owned()),
    };
    let writes = [
        opening(record, kind::HAND_OVER, Some(case.case))?,
        answer_to(record, ROW_FIELD, &passed)?,
        answer_to(record, field::COURIER_FILE, sent)?,
    ];
    desk.write(case, case.case, Category::Workflow, &writes)?;
    let mut heard = Heard::ordered(record, passed, by);
    step(desk, case, &mut heard, HandOverState::Sent, by)
}

/// Whether something of a case was sent to a centre.
pub(super) fn was_sent(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    partner: &Partner,
) -> Result<bool, OfficeError> {
    let records = case_records(desk, case)?;
    let mut files = records.of_kind(kind::HAND_OVER).filter_map(|record| {
        crate::records::Records::read::<CourierFile>(record, field::COURIER_FILE)
    });
    Ok(files.any(|file| file.centre == partner.centre))
}
