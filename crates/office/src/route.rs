//! What follows from a seal: its digests are held against the content here; then receipt, routes and grants,
//! written as ordinary changes of the office in the same transaction as the acceptance.

use std::collections::BTreeSet;

use chrono::NaiveDateTime;
use teren_domain::access::{Relation, may_hold};
use teren_domain::access_log::Event;
use teren_domain::calendar::after_working_days;
use teren_domain::facts::ReportFacts;
use teren_domain::reminder::Service;
use teren_domain::routing::{Assignment, Further, RoutingFacts};
use teren_domain::structure::{HEAD, MERGERS};
use teren_domain::term::interview_due;
use teren_domain::workflow::{
    self, Receipt, RefusedSeal, SealFault, Taken, field, further_reason, kind, route_category,
};
use teren_domain::{Category, facts::InterviewFacts};
use teren_ledger::{ROW_FIELD, Seal, SealPart, SealedCategory, StreamState, seal_root};
use teren_questionnaire::{Answers, Form, Record};
use uuid::Uuid;

use crate::OfficeError;
use crate::acts::{answer_to, case_records};
use crate::clock::local_date;
use crate::desk::Desk;
use crate::directory::{opening, opening_at};
use crate::fields::Fields;
use crate::hand_over;
use crate::keys::new_id;
use crate::receive::Received;
use crate::records::{Gathered, Records};
use crate::storage::{CaseRow, SealOutcome, SealRow, StorageError, WHOLE_CASE};
use crate::versions;

/// Looks at the waiting seals of every interview that this request touched.
pub(crate) fn settle(desk: &mut Desk<'_>, received: &Received) -> Result<(), OfficeError> {
    let documents: BTreeSet<(Uuid, Uuid)> = received
        .touched
        .iter()
        .filter(|stream| stream.document != stream.case)
        .map(|stream| (stream.case, stream.document))
        .collect();
    for (id, document) in documents {
        let case = case_of(desk, id)?;
        for seal in desk.storage.seals(case.row, document)? {
            if seal.outcome != SealOutcome::Waiting {
                continue;
            }
            settle_one(desk, &case, &seal)?;
        }
    }
    let workflow = Category::Workflow.number();
    let told = received.touched.iter();
    let told = told.filter(|stream| stream.document == stream.case && stream.category == workflow);
    for stream in told {
        let case = case_of(desk, stream.case)?;
        versions::follow(desk, &case)?;
    }
    hand_over::settle(desk, received)
}

fn case_of(desk: &mut Desk<'_>, id: Uuid) -> Result<CaseRow, OfficeError> {
    let case = desk.storage.case(id)?;
    Ok(case.ok_or(StorageError::Damaged("a case"))?)
}

fn settle_one(desk: &mut Desk<'_>, case: &CaseRow, row: &SealRow) -> Result<(), OfficeError> {
    let seal: Seal =
        postcard::from_bytes(&row.body).map_err(|_| StorageError::Damaged("a seal"))?;
    match compare(desk, case, row.document, &seal)? {
        Compared::Incomplete => Ok(()),
        Compared::Differs => {
            desk.note(row.author, Event::SealMismatch, row.document)?;
            refuse(desk, case, row, SealFault::Mismatch)
        }
        Compared::Same(_) if has_receipt(desk, case, row.document)? => {
            desk.note(row.author, Event::SecondSeal, row.document)?;
            refuse(desk, case, row, SealFault::Second)
        }
        Compared::Same(accepted) => {
            let records = case_records(desk, case)?;
            desk.storage
                .set_seal_outcome(case.row, row, SealOutcome::Receipted)?;
            let root = data_encoding::HEXLOWER.encode(&seal_root(row.document, &seal));
            if is_receipted(&records, &root) {
                // Taken back after a restore: receipt and routes stand already.
                return versions::keep_counting(desk, case, row.document, &accepted);
            }
            receipt(desk, case, row, &seal, accepted.receipt())?;
            desk.take_from_team(MERGERS, case, row.document)?;
            versions::put_to_work(desk, case, row, &accepted)?;
            desk.grant_team(HEAD, case, WHOLE_CASE)?;
            desk.note(row.author, Event::Received, row.document)
        }
    }
}

/// Whether a receipt names this approval.
fn is_receipted(records: &Records, root: &str) -> bool {
    let mut given = records.of_kind(kind::RECEIPT);
    given.any(|record| {
        Records::read::<Receipt>(record, ROW_FIELD).is_some_and(|receipt| receipt.sha256 == root)
    })
}

fn has_receipt(desk: &mut Desk<'_>, case: &CaseRow, document: Uuid) -> Result<bool, OfficeError> {
    let seals = desk.storage.seals(case.row, document)?;
    Ok((seals.iter()).any(|seal| seal.outcome == SealOutcome::Receipted))
}

/// Keeps the seal without a receipt and says so where its author sees it.
fn refuse(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    row: &SealRow,
    fault: SealFault,
) -> Result<(), OfficeError> {
    let outcome = match fault {
        SealFault::Mismatch => SealOutcome::Mismatch,
        SealFault::Second => SealOutcome::Second,
    };
    desk.storage.set_seal_outcome(case.row, row, outcome)?;
    let refused = RefusedSeal {
        document: row.document,
        seal: row.seal,
        author: row.author,
        fault,
        at_ms: desk.now_ms,
    };
    let record = new_id(desk.now_ms)?;
    let writes = [
        opening(record, kind::REFUSED_SEAL, Some(case.case))?,
        answer_to(record, ROW_FIELD, &refused)?,
    ];
    desk.write(case, case.case, Category::Workflow, &writes)
}

pub(crate) enum Compared {
    /// Something the seal names has not come, or the form is newer than this program.
    Incomplete,
    Differs,
    Same(Box<Accepted>),
}

/// What the office reads in an interview that it may accept.
pub(crate) struct Accepted {
    /// With what the report says that it follows.
    pub facts: InterviewFacts,
    /// What routing needs; a statement or a contract goes with the interview it belongs to and has no way of its own.
    pub routing: Option<RoutingFacts>,
    /// The interview that it corrects.
    pub version_of: Option<Uuid>,
}

/// Holds a seal's digests against the content here.
pub(crate) fn compare(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    document: Uuid,
    seal: &Seal,
) -> Result<Compared, OfficeError> {
    let mut gathered = Gathered::default();
    let mut salts = Vec::new();
    for part in &seal.categories {
        let complete = {
            let opened = desk.open(case, document, part.category)?;
            opened.state.vector().includes(&part.past)
        };
        let salt = salt_of(desk, case, document, seal, part.category)?;
        let (true, Some(salt)) = (complete, salt) else {
            return Ok(Compared::Incomplete);
        };
        salts.push((part.clone(), salt));
    }
    for row in desk.storage.streams(case)? {
        if row.stream.document == document {
            let state = state_at(desk, case, document, seal, row.stream.category)?;
            gathered.add(row.stream.category, &state);
        }
    }
    let house = desk.house.clone();
    let records = gathered.records(Fields::Interview(&house.forms));
    let conflict = records.conflict;
    let Some(form) = house.forms.get(&seal.form) else {
        return Ok(Compared::Incomplete);
    };
    let answers = records.answers();
    let same = salts
        .iter()
        .all(|(part, salt)| digest_is(form, &answers, part, salt));
    if !same || conflict || salts.is_empty() {
        return Ok(Compared::Differs);
    }
    let mut facts = form.facts(&answers);
    report_facts(&case_records(desk, case)?, &mut facts);
    let is_part = form.kind.part().is_some();
    Ok(Compared::Same(Box::new(Accepted {
        routing: is_part.then(|| RoutingFacts::of(&facts, form.routing_values(&answers))),
        facts,
        version_of: answers.root().and_then(|root| root.version_of),
    })))
}

/// What an approved interview whose seal holds says for its receipt.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OfInterview {
    /// The interview that it corrects.
    pub version_of: Option<Uuid>,
    /// `None` of one that another centre held and nobody here asked for.
    pub service: Option<Service>,
}

/// Whether a seal names exactly what is here in each of these categories that it covers; what did not come says nothing.
/// `None` where the seal does not hold.
pub(crate) fn holds_in(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    document: Uuid,
    seal: &Seal,
    categories: &[Category],
) -> Result<Option<OfInterview>, OfficeError> {
    let house = desk.house.clone();
    let Some(form) = house.forms.get(&seal.form) else {
        return Ok(None);
    };
    let mut gathered = Gathered::default();
    for category in categories {
        let state = state_at(desk, case, document, seal, category.number())?;
        gathered.add(category.number(), &state);
    }
    let records = gathered.records(Fields::Interview(&house.forms));
    let conflict = records.conflict;
    let answers = records.answers();
    let here = |part: &&SealedCategory| {
        categories
            .iter()
            .any(|category| category.number() == part.category)
    };
    let mut covered = 0;
    for part in seal.categories.iter().filter(here) {
        let opened = desk.open(case, document, part.category)?;
        let complete = opened.state.vector().includes(&part.past);
        let salt = salt_of(desk, case, document, seal, part.category)?;
        let holds = salt.is_some_and(|salt| digest_is(form, &answers, part, &salt));
        if !complete || !holds {
            return Ok(None);
        }
        covered += 1;
    }
    let version_of = answers.root().and_then(|root| root.version_of);
    let service = Service::of_another_centre(&form.facts(&answers));
    let interview = OfInterview {
        version_of,
        service,
    };
    Ok((covered > 0 && !conflict).then_some(interview))
}

fn digest_is(form: &Form, answers: &Answers, part: &SealedCategory, salt: &[u8; 16]) -> bool {
    let category = Category::from_number(part.category);
    category.is_some_and(|category| {
        SealPart::digest_of(salt, &form.canonical(answers, category)) == part.digest
    })
}

/// The category's salt out of its own stream.
fn salt_of(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    document: Uuid,
    seal: &Seal,
    category: u8,
) -> Result<Option<[u8; 16]>, OfficeError> {
    let row = desk.open(case, document, category)?.row;
    for stored in desk.storage.seal_parts(row.row)? {
        let part = desk.envelope(&stored)?.change.seal_part()?;
        if let Some(part) = part.filter(|part| part.seal == seal.seal) {
            return Ok(Some(part.salt));
        }
    }
    Ok(None)
}

/// The stream as this seal froze it; with several seals over the interview it is replayed under this one alone.
fn state_at(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    document: Uuid,
    seal: &Seal,
    category: u8,
) -> Result<StreamState, OfficeError> {
    let several = desk.seals(case.row, document)?.len() > 1;
    let (row, state) = {
        let opened = desk.open(case, document, category)?;
        (opened.row, opened.state.clone())
    };
    if !several || category == Category::Workflow.number() {
        return Ok(state);
    }
    let part = seal
        .categories
        .iter()
        .find(|part| part.category == category);
    let past = part.map(|part| part.past.clone()).unwrap_or_default();
    let mut replayed = StreamState::new(vec![past]);
    for stored in desk.storage.log(row.row)? {
        replayed.merge(&desk.envelope(&stored)?)?;
    }
    Ok(replayed)
}

impl Accepted {
    pub fn receipt(&self) -> OfInterview {
        OfInterview {
            version_of: self.version_of,
            service: Service::of(&self.facts),
        }
    }
}

/// Writes the receipt of an approval, unless it has one.
pub(crate) fn receipt(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    row: &SealRow,
    seal: &Seal,
    interview: OfInterview,
) -> Result<(), OfficeError> {
    let document = row.document;
    let root = data_encoding::HEXLOWER.encode(&seal_root(document, seal));
    if is_receipted(&case_records(desk, case)?, &root) {
        return Ok(());
    }
    let receipt = Receipt {
        document,
        number: desk.next_number("W")?,
        at_ms: desk.now_ms,
        sha256: root,
        version_of: interview.version_of,
        approved_ms: row.stamp_ms,
        service: interview.service,
    };
    let record = new_id(desk.now_ms)?;
    let writes = [
        opening(record, kind::RECEIPT, Some(case.case))?,
        answer_to(record, ROW_FIELD, &receipt)?,
    ];
    desk.write(case, case.case, Category::Workflow, &writes)
}

/// What a team had of another version of an interview, and has of this one, too.
pub(crate) struct Had {
    pub taken: Option<Taken>,
    /// The hand-over that had brought it.
    pub hand_over: Option<Uuid>,
}

/// Puts the interview into a team's inbox; the routes of an interview keep their order.
pub(crate) fn assign(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    document: Uuid,
    report: &ReportFacts,
    (order, assignment): (usize, Assignment),
    had: Had,
) -> Result<(), OfficeError> {
    let received = report.received.map(|received| received.date());
    let of_report = received.map(|day| interview_due(day, report.urgent).due);
    let of_rule = assignment
        .term_days
        .map(|days| after_working_days(local_date(desk.now_ms), days));
    let further = assignment.further.clone();
    let route = workflow::Route {
        document,
        basis: assignment.basis_pl(),
        team: assignment.team,
        because: assignment.because,
        rules: assignment.rules,
        rules_version: assignment.rules_version,
        at_ms: desk.now_ms,
        due: of_rule.or(of_report).map(|day| day.to_string()),
        urgent: assignment.urgent,
        further: further.iter().map(|one| one.category).collect(),
        hand_over: had.hand_over,
    };
    let violence = assignment.speaks_of_violence;
    let record = put_route(desk, case, route, violence, order, had.taken)?;
    for reason in further {
        let told = Further {
            basis: reason.basis_pl(),
            ..reason
        };
        let field = further_reason(told.category);
        let write = answer_to(record, &field, &told)?;
        desk.write(case, case.case, told.category, &[write])?;
    }
    Ok(())
}

/// Writes a route and gives the team what it is for. A reason that the team may not hold stays out of it. Answers with the
/// route's record.
pub(crate) fn put_route(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    route: workflow::Route,
    speaks_of_violence: bool,
    order: usize,
    taken: Option<Taken>,
) -> Result<Uuid, OfficeError> {
    let own = route_category(speaks_of_violence);
    let category = category_for(desk, &route.team, own);
    let route = match category == own {
        true => route,
        false => workflow::Route {
            because: "Sprawa trafia do zespołu z powodu, który jest poza jego upoważnieniem."
                .to_owned(),
            basis: String::new(),
            ..route
        },
    };
    let record = new_id(desk.now_ms)?;
    let mut writes = vec![
        opening_at(record, kind::ROUTE, Some(case.case), order)?,
        answer_to(record, ROW_FIELD, &route)?,
    ];
    desk.grant_team(&route.team, case, route.document)?;
    if let Some(taken) = taken {
        desk.grant_taken(taken.by, case, &route.team, route.document)?;
        writes.push(answer_to(record, field::TAKEN, &taken)?);
    }
    desk.write(case, case.case, category, &writes)?;
    Ok(record)
}

/// The reason's own category where the team may hold it; else workflow, without the reason.
fn category_for(desk: &Desk<'_>, team: &str, own: Category) -> Category {
    let structure = &desk.structure;
    let roles = structure.team_roles(team);
    let holds = roles
        .iter()
        .any(|role| may_hold(*role, own, Relation::Team));
    if holds || structure.leaves_the_centre(team) {
        own
    } else {
        Category::Workflow
    }
}

/// What the report that the interview follows adds to its facts; without one, what the interview itself says stays.
fn report_facts(records: &Records, facts: &mut InterviewFacts) {
    let reports = reports_of(records);
    if let Some(report) = ReportFacts::followed_by(&reports, facts) {
        let received = report.received.or(facts.report.received);
        facts.report = ReportFacts { received, ..report };
    }
}

/// The reports of a case.
pub(crate) fn reports_of(records: &Records) -> Vec<ReportFacts> {
    records.of_kind(kind::REPORT).map(told).collect()
}

fn told(report: &Record) -> ReportFacts {
    let text = |name: &str| Records::read::<String>(report, name);
    ReportFacts {
        received: text(field::RECEIVED).and_then(|text| moment(&text)),
        application_date: text(field::APPLICATION_DATE).and_then(|day| day.parse().ok()),
        urgent: Records::read(report, field::URGENT).unwrap_or(false),
        flags: Records::read(report, field::FLAGS).unwrap_or_default(),
        requested_help: Records::read(report, field::REQUESTED_HELP).unwrap_or_default(),
    }
}

/// `2026-11-22T09:15`, with or without seconds, or a day alone.
fn moment(text: &str) -> Option<NaiveDateTime> {
    let formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"];
    let timed = formats
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok());
    timed.or_else(|| {
        let day: chrono::NaiveDate = text.get(..10)?.parse().ok()?;
        day.and_hms_opt(0, 0, 0)
    })
}
