//! A case that another centre sent: what is inside, and taking it in as a case of this centre. Nobody of this centre is
//! believed to have written any of it, nothing lies outside the categories that may be passed, and the approvals must hold.

use teren_domain::Category;
use teren_domain::access_log::Event;
use teren_domain::partner::{
    Inside, InsideInterview, InsideStanding, Origin, Outsider, Partner, PartnerRefusal,
    passed_categories,
};
use teren_domain::structure::HEAD;
use teren_domain::sygnatura::Sygnatura;
use teren_domain::workflow::{Route, field, kind};
use teren_ledger::{Envelope, ROW_FIELD, Stream, Write, seal_root};
use uuid::Uuid;

use super::send::was_sent;
use super::{Passed, PassedInterview, answer, hex, origins, refused_file};
use crate::OfficeError;
use crate::acts::answer_to;
use crate::attachments::keep_whole;
use crate::desk::{Desk, Merged};
use crate::directory::opening;
use crate::keys::{new_id, sha256};
use crate::likeness;
use crate::receive::{Received, adopt, file_seal, open_case};
use crate::route::{OfInterview, holds_in, put_route, receipt};
use crate::storage::{CaseRow, SealOutcome, WHOLE_CASE};

/// What is in the file; nothing of it is taken in.
pub(super) fn inside(
    desk: &mut Desk<'_>,
    partner: &Partner,
    passed: &Passed,
    file: &[u8],
) -> Result<Inside, OfficeError> {
    let mut interviews = Vec::new();
    for interview in &passed.interviews {
        interviews.extend(approvals_in(interview, &passed.people));
    }
    let bytes = passed.interviews.iter().flat_map(|one| &one.attachments);
    let lengths: Vec<u64> = bytes
        .map(|bytes| u64::try_from(bytes.len()).unwrap_or(u64::MAX))
        .collect();
    let text = |name: &str| {
        let mut header = passed.header.iter();
        let value = header.find(|(known, _)| known == name);
        let value = value.and_then(|(_, value)| serde_json::from_slice::<String>(value).ok());
        value.unwrap_or_default()
    };
    Ok(Inside {
        centre: partner.centre,
        name: partner.name.clone(),
        at_ms: passed.at_ms,
        reason: passed.reason.clone(),
        first_name: text(field::FIRST_NAME),
        last_name: text(field::LAST_NAME),
        interviews,
        attachments: u32::try_from(lengths.len()).unwrap_or(u32::MAX),
        bytes: lengths.iter().sum(),
        standing: standing(desk, passed, file)?,
    })
}

fn approvals_in(interview: &PassedInterview, people: &[(Uuid, String)]) -> Vec<InsideInterview> {
    let opened = interview.changes.iter();
    let opened = opened.filter_map(|bytes| Envelope::open(bytes.clone()).ok());
    let told = opened.filter_map(|envelope| {
        let change = envelope.change;
        let seal = change.seal().ok().flatten()?;
        let mut known = people.iter();
        let by = known.find(|(person, _)| *person == change.author);
        Some(InsideInterview {
            document: interview.document,
            form: seal.form.clone(),
            sygnatura: Sygnatura::of(&seal_root(interview.document, &seal)).to_string(),
            approved_ms: change.stamp.wall_ms,
            by: by.map(|(_, name)| name.clone()).unwrap_or_default(),
        })
    });
    told.collect()
}

fn standing(
    desk: &mut Desk<'_>,
    passed: &Passed,
    file: &[u8],
) -> Result<InsideStanding, OfficeError> {
    if desk.storage.meta(&refused_file(file))?.is_some() {
        return Ok(InsideStanding::Refused);
    }
    let sha = hex(&sha256(file));
    Ok(match desk.storage.case(passed.case)? {
        Some(case) if came_before(desk, &case, &sha)? => InsideStanding::Accepted {
            number: case.number,
        },
        _ => InsideStanding::New,
    })
}

fn came_before(desk: &mut Desk<'_>, case: &CaseRow, sha: &str) -> Result<bool, OfficeError> {
    Ok(origins(desk, case)?.iter().any(|one| one.sha256 == sha))
}

/// Takes the case in: a case of this centre with a number of its own, its origin and its interviews, in the head's inbox.
/// Read twice it changes nothing. Answers with the file that tells the other centre.
pub(super) fn accept(
    desk: &mut Desk<'_>,
    by: Uuid,
    partner: &Partner,
    passed: &Passed,
    file: &[u8],
) -> Result<Vec<u8>, OfficeError> {
    if desk.storage.meta(&refused_file(file))?.is_some() {
        return Err(PartnerRefusal::AlreadyAnswered.into());
    }
    let sha = hex(&sha256(file));
    let case = match desk.storage.case(passed.case)? {
        Some(case) if came_before(desk, &case, &sha)? => {
            return answer::accepted(desk, partner, passed, file, &case);
        }
        // What was asked of another centre comes back; it writes into no other case of this one.
        Some(case) if is_shared(desk, &case, partner)? => case,
        Some(_) => return Err(PartnerRefusal::NotTheirs.into()),
        None => new_case(desk, passed)?,
    };
    let asked = was_sent(desk, &case, partner)?;
    for interview in &passed.interviews {
        take_in(desk, &case, interview, asked)?;
    }
    name_outsiders(desk, partner, passed)?;
    write_origin(desk, &case, partner, passed, &sha)?;
    desk.grant_team(HEAD, &case, WHOLE_CASE)?;
    put_in_inbox(desk, &case, partner, passed)?;
    desk.note(by, Event::TakenOverFromPartner, case.case)?;
    let mut received = Received::default();
    received.touched.insert(Stream {
        case: case.case,
        document: case.case,
        category: Category::Identity.number(),
    });
    likeness::look(desk, &received)?;
    answer::accepted(desk, partner, passed, file, &case)
}

/// Whether the case came from this centre, or something of it was sent there.
fn is_shared(desk: &mut Desk<'_>, case: &CaseRow, partner: &Partner) -> Result<bool, OfficeError> {
    let mut from = origins(desk, case)?.into_iter();
    Ok(from.any(|origin| origin.centre == partner.centre) || was_sent(desk, case, partner)?)
}

/// A case that nobody here knew, with who the family is.
fn new_case(desk: &mut Desk<'_>, passed: &Passed) -> Result<CaseRow, OfficeError> {
    let centre = desk.house.centre;
    let case = open_case(desk, centre, passed.case)?;
    let place = opening(case.case, kind::CASE, None)?;
    desk.write(&case, case.case, Category::Workflow, &[place])?;
    let mut header = Vec::new();
    for (name, value) in &passed.header {
        if !field::WHO.contains(&name.as_str()) {
            continue;
        }
        let value: serde_json::Value =
            serde_json::from_slice(value).map_err(|_| PartnerRefusal::Damaged)?;
        header.push(Write {
            record: case.case,
            field: name.clone(),
            value: serde_json::to_vec(&value)?,
        });
    }
    if !header.is_empty() {
        desk.write(&case, case.case, Category::Identity, &header)?;
    }
    adopt(desk, &case)?;
    Ok(case)
}

/// The interview as its authors wrote it, each change where it belongs, and the approvals held against it. `asked`: this centre
/// sent the case there, so that an interview held for it serves a report of this centre.
fn take_in(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    interview: &PassedInterview,
    asked: bool,
) -> Result<(), OfficeError> {
    let document = interview.document;
    if document == case.case || !desk.belongs(case, document)? {
        return Err(PartnerRefusal::NotTheirs.into());
    }
    for bytes in &interview.changes {
        let envelope = Envelope::open(bytes.clone()).map_err(|_| PartnerRefusal::Tampered)?;
        take_change(desk, case, document, &envelope)?;
    }
    confirm_approval(desk, case, document, asked)?;
    for bytes in &interview.attachments {
        keep_whole(desk, case, document, bytes)?;
    }
    Ok(())
}

fn take_change(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    document: Uuid,
    envelope: &Envelope,
) -> Result<(), OfficeError> {
    let change = &envelope.change;
    let stream = change.stream;
    let allowed = passed_categories();
    let category = Category::from_number(stream.category);
    let placed = (stream.case, stream.document) == (case.case, document)
        && category.is_some_and(|category| allowed.contains(&category));
    let owner = desk.actor(change.dot.actor)?.map(|(_, person)| person);
    if !placed || owner.is_some_and(|person| person != change.author) {
        return Err(PartnerRefusal::Tampered.into());
    }
    let ours = desk.storage.person(change.author)?.is_some();
    let body = desk.house.packing.packer()?.pack(envelope)?;
    match desk.merge(case, envelope, Uuid::nil(), &body)? {
        Merged::Known(_) => return Ok(()),
        Merged::Appended { .. } if !ours => {}
        Merged::Appended { .. } | Merged::Refused(_) => {
            return Err(PartnerRefusal::Tampered.into());
        }
    }
    file_seal(desk, case, envelope).map_err(|_| PartnerRefusal::Tampered.into())
}

/// Gives a receipt to the first approval that names exactly what came, in every category that may come; without one the
/// file is not what it says.
fn confirm_approval(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    document: Uuid,
    asked: bool,
) -> Result<(), OfficeError> {
    let allowed = passed_categories();
    let rows = desk.storage.seals(case.row, document)?;
    if rows.iter().any(|row| row.outcome == SealOutcome::Receipted) {
        return Ok(());
    }
    for row in rows {
        let mut seals = desk.seals(case.row, document)?.into_iter();
        let Some(seal) = seals.find(|seal| seal.seal == row.seal) else {
            continue;
        };
        if let Some(interview) = holds_in(desk, case, document, &seal, &allowed)? {
            desk.storage
                .set_seal_outcome(case.row, &row, SealOutcome::Receipted)?;
            let service = interview.service.filter(|_| asked);
            let interview = OfInterview {
                service,
                ..interview
            };
            return receipt(desk, case, &row, &seal, interview);
        }
    }
    Err(PartnerRefusal::Tampered.into())
}

/// Tells every seat the names of those who wrote what came.
fn name_outsiders(
    desk: &mut Desk<'_>,
    partner: &Partner,
    passed: &Passed,
) -> Result<(), OfficeError> {
    let centre = desk.centre()?;
    let mut writes = Vec::new();
    for (person, name) in &passed.people {
        if desk.storage.person(*person)?.is_some() {
            continue;
        }
        let outsider = Outsider {
            name: name.clone(),
            of: partner.name.clone(),
        };
        writes.push(opening(*person, kind::OUTSIDER, Some(centre.case))?);
        writes.push(answer_to(*person, ROW_FIELD, &outsider)?);
    }
    if writes.is_empty() {
        return Ok(());
    }
    desk.write(&centre, centre.case, Category::Workflow, &writes)
}

/// Where the case, or this part of it, comes from, and the other centre's words.
fn write_origin(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    partner: &Partner,
    passed: &Passed,
    sha: &str,
) -> Result<(), OfficeError> {
    let record = new_id(desk.now_ms)?;
    let reason = answer_to(record, field::REASON, &passed.reason)?;
    desk.write(case, case.case, Category::HelpPlan, &[reason])?;
    let origin = Origin {
        centre: partner.centre,
        name: partner.name.clone(),
        interviews: passed.interviews.iter().map(|one| one.document).collect(),
        sha256: sha.to_owned(),
        at_ms: desk.now_ms,
    };
    let writes = [
        opening(record, kind::ORIGIN, Some(case.case))?,
        answer_to(record, ROW_FIELD, &origin)?,
    ];
    desk.write(case, case.case, Category::Workflow, &writes)
}

/// The head looks at each interview that came, or at the request alone, and gives it to whom it belongs.
fn put_in_inbox(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    partner: &Partner,
    passed: &Passed,
) -> Result<(), OfficeError> {
    let mut documents: Vec<Uuid> = passed.interviews.iter().map(|one| one.document).collect();
    if documents.is_empty() {
        documents.push(case.case);
    }
    for (order, document) in documents.into_iter().enumerate() {
        let route = Route {
            document,
            team: HEAD.to_owned(),
            rules: Vec::new(),
            rules_version: desk.structure.version.clone(),
            because: format!("Przekazane przez: {}. {}", partner.name, passed.reason),
            basis: String::new(),
            at_ms: desk.now_ms,
            due: None,
            urgent: false,
            further: Vec::new(),
            hand_over: None,
        };
        put_route(desk, case, route, false, order, None)?;
    }
    Ok(())
}
