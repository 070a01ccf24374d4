//! Acts that need one truth: the office answers each once and gives the same answer to a repeat.

use serde::Serialize;
use teren_domain::Category;
use teren_domain::access::Role;
use teren_domain::reminder::{Service, report_that_counts};
use teren_domain::term::interview_due;
use teren_domain::workflow::{Act, ActRefusal, Receipt, Visit, field, kind};
use teren_ledger::wire::{self, ActAnswer};
use teren_ledger::{ROW_FIELD, Write};
use uuid::Uuid;

use crate::OfficeError;
use crate::access_log;
use crate::alike;
use crate::assistance;
use crate::break_glass;
use crate::caseload;
use crate::clock::local_date;
use crate::desk::Desk;
use crate::directory::opening;
use crate::fields::Fields;
use crate::held_back;
use crate::inbox;
use crate::keys::new_id;
use crate::linking;
use crate::mask::own_is_apart;
use crate::people;
use crate::receive::Sender;
use crate::records::{Gathered, Records};
use crate::replay::replay_all;
use crate::route::reports_of;
use crate::storage::{CaseRow, Person};
use crate::structures::{Proposal, place_member, propose};

pub(crate) type Answered = Result<Vec<u8>, ActRefusal>;

pub(crate) fn answer(
    desk: &mut Desk<'_>,
    sender: &Sender,
    act: &wire::Act,
) -> Result<Option<ActAnswer>, OfficeError> {
    if let Some((accepted, body)) = desk.storage.act(act.id)? {
        return Ok(Some(ActAnswer {
            id: act.id,
            accepted,
            body,
        }));
    }
    let asked = serde_json::from_slice(&act.body);
    if let Ok(
        Act::AssignVisit { case, .. }
        | Act::AssignAssistant { case, .. }
        | Act::AssignCoordinator { case, .. }
        | Act::Take { case, .. }
        | Act::AdmitLeftWork { case, .. },
    ) = &asked
        && desk.storage.case(*case)?.is_none()
    {
        // The changes that open the case may still be on their way: the act waits on the seat and comes again.
        return Ok(None);
    }
    // What is held back, and the log, is shown, not kept a second time in the answer.
    let shows = matches!(&asked, Ok(Act::OpenHeld { .. } | Act::ReadAccessLog { .. }));
    let answered = match asked {
        Ok(asked) => decide(desk, &sender.person, asked)?,
        Err(_) => Err(ActRefusal::Malformed),
    };
    let (accepted, body) = match answered {
        Ok(body) => (true, body),
        Err(refusal) => (false, serde_json::to_vec(&refusal)?),
    };
    let person = sender.person.person;
    if !shows {
        desk.storage
            .put_act(act.id, person, accepted, &body, desk.now_ms)?;
    }
    Ok(Some(ActAnswer {
        id: act.id,
        accepted,
        body,
    }))
}

/// What the office makes of an act.
fn decide(desk: &mut Desk<'_>, sender: &Person, act: Act) -> Result<Answered, OfficeError> {
    match act {
        Act::AssignVisit { case, worker } => assign_visit(desk, sender, case, worker),
        Act::Take {
            case,
            document,
            team,
        } => inbox::take(desk, sender, case, document, &team),
        Act::ProposeStructure {
            based_on,
            valid_from,
            reason,
            organisation,
        } => {
            let proposal = Proposal {
                based_on,
                valid_from,
                reason,
                organisation,
            };
            propose(desk, sender, proposal)
        }
        Act::ReplayRouting { organisation } => replay_all(desk, sender, organisation),
        Act::PlaceMember { person, teams } => place_member(desk, sender, person, teams),
        Act::Finish {
            case,
            document,
            team,
        } => inbox::finish(desk, sender, case, document, &team),
        Act::Caseload { person } => caseload::of(desk, sender, person),
        Act::HandOverCaseload {
            person,
            shares,
            reason,
        } => caseload::hand_over(desk, sender, person, &shares, &reason),
        Act::AdmitLeftWork { case, hand_over } => caseload::admit(desk, sender, case, hand_over),
        Act::AssignAssistant {
            case,
            assistance,
            assistant,
        } => assistance::assign(desk, sender, (case, assistance), assistant),
        Act::AssignCoordinator {
            case,
            assistance,
            coordinator,
        } => assistance::coordinate(desk, sender, (case, assistance), coordinator),
        Act::OpenHeld { case, held } => held_back::show(desk, sender, case, held),
        Act::DecideHeld {
            case,
            held,
            way,
            reason,
        } => held_back::decide(desk, sender, (case, held), way, &reason),
        Act::ReadAccessLog { sought, before } => access_log::read(desk, sender, &sought, before),
        Act::BreakGlass { number, reason } => break_glass::open(desk, sender, &number, &reason),
        Act::AcknowledgeGlass { case, reading } => {
            break_glass::acknowledge(desk, sender, case, reading)
        }
        Act::Authorise {
            person,
            authorisation,
        } => people::authorise(desk, sender, person, authorisation),
        Act::KeepAccessLog { years } => access_log::keep(desk, sender, years),
        Act::LookAgain { case } => alike::look_again(desk, sender, case),
        said @ (Act::SearchPeople { .. }
        | Act::LinkFiles { .. }
        | Act::UnlinkFiles { .. }
        | Act::KeepApart { .. }) => linking::answer(desk, sender, said),
    }
}

fn assigns(person: &Person) -> bool {
    let may = |role: &Role| matches!(role, Role::FirstContact | Role::Head | Role::Coordinator);
    person.roles.iter().any(may)
}

/// Gives the visit of a case to a worker. A second worker joins the first (art. 107 ust. 3a).
fn assign_visit(
    desk: &mut Desk<'_>,
    sender: &Person,
    case: Uuid,
    worker: Uuid,
) -> Result<Answered, OfficeError> {
    let held = desk
        .mask(sender, case, case)?
        .may_hold(Category::Workflow.number());
    if !held || !assigns(sender) {
        return Ok(Err(ActRefusal::NotAllowed));
    }
    let goes = |person: &Person| person.active && person.roles.contains(&Role::FieldWorker);
    let found = desk.storage.person(worker)?;
    let (Some(case), true) = (desk.storage.case(case)?, found.as_ref().is_some_and(goes)) else {
        return Ok(Err(ActRefusal::Unknown));
    };
    let grants = desk.storage.standing_grants(worker, case.case)?;
    if found.is_some_and(|person| own_is_apart(&person, &desk.structure, &grants)) {
        return Ok(Err(ActRefusal::Separated));
    }
    let visit = visit(desk, &case, worker)?;
    Ok(Ok(serde_json::to_vec(&visit)?))
}

/// Writes the visit and gives the case to the worker; a visit she has already for the last report stays as it is.
pub(crate) fn visit(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    worker: Uuid,
) -> Result<Visit, OfficeError> {
    // Also for a visit she has: the case may have been taken from her since.
    desk.grant_own(worker, case)?;
    let records = case_records(desk, case)?;
    let report = report_of(&records);
    let received = report
        .received
        .unwrap_or_else(|| local_date(case.opened_ms));
    let visit = Visit {
        worker,
        due: interview_due(received, report.urgent).due.to_string(),
        assigned_ms: desk.now_ms,
    };
    let assigned = records
        .of_kind(kind::VISIT)
        .filter_map(|record| Records::read::<Visit>(record, field::VISIT));
    // A later report has a term of its own, and asks for a visit of its own.
    let same = |known: &Visit| known.worker == worker && known.due == visit.due;
    if let Some(visit) = assigned.into_iter().find(same) {
        return Ok(visit);
    }
    let record = new_id(desk.now_ms)?;
    let writes = [
        opening(record, kind::VISIT, Some(case.case))?,
        answer_to(record, field::VISIT, &visit)?,
    ];
    desk.write(case, case.case, Category::Workflow, &writes)?;
    Ok(visit)
}

/// One answer as the office writes it.
pub(crate) fn answer_to(
    record: Uuid,
    field: &str,
    value: &impl Serialize,
) -> Result<Write, OfficeError> {
    Ok(Write {
        record,
        field: field.to_owned(),
        value: serde_json::to_vec(&serde_json::to_value(value)?)?,
    })
}

/// The case's own document in every category the office holds.
pub(crate) fn case_records(desk: &mut Desk<'_>, case: &CaseRow) -> Result<Records, OfficeError> {
    let mut gathered = Gathered::default();
    for row in desk.storage.streams(case)? {
        if row.stream.document == case.case {
            let category = row.stream.category;
            gathered.add(category, &desk.open(case, case.case, category)?.state);
        }
    }
    Ok(gathered.records(Fields::Case))
}

/// What the report whose term counts says about it.
pub(crate) struct ReportTerm {
    pub received: Option<chrono::NaiveDate>,
    pub urgent: bool,
}

pub(crate) fn report_of(records: &Records) -> ReportTerm {
    let reports = reports_of(records);
    let receipts = records.of_kind(kind::RECEIPT);
    let served: Vec<Service> = receipts
        .filter_map(|record| Records::read::<Receipt>(record, ROW_FIELD)?.service)
        .collect();
    let counts = report_that_counts(&reports, &served);
    let report = counts.and_then(|place| reports.get(place));
    ReportTerm {
        received: report.and_then(|report| Some(report.received?.date())),
        urgent: report.is_some_and(|report| report.urgent),
    }
}
