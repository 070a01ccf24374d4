//! What the office makes of a hand-over: who may write what of it, and what follows in routes and grants.
//!
//! The seats' words stand as ordinary answers; the office writes each step into `standing` in the order in which it heard
//! of them. So of an acceptance and a revoke written at the same time the one that came first counts.

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;
use teren_domain::Category;
use teren_domain::access_log::Event;
use teren_domain::hand_over::{
    HandOver, HandOverKind, HandOverState, HandOverStep, LeftWork, MovedWork, Party,
    REASON_CATEGORIES, StepWhy,
};
use teren_domain::routing::AssignmentState;
use teren_domain::staff::StaffMember;
use teren_domain::workflow::{self, field, kind};
use teren_ledger::ROW_FIELD;
use uuid::Uuid;

use crate::OfficeError;
use crate::acts::{answer_to, report_of};
use crate::desk::Desk;
use crate::inbox::{Placed, give_to, put_back, routes_of, set_route};
use crate::receive::Received;
use crate::route::put_route;
use crate::storage::{CaseRow, Person, QuarantineState, StorageError};

mod matter;
mod moved;
mod rights;

use matter::{brought, call_back, leave, matter_of, own_route};
pub(crate) use matter::{finished, go_where_passed_on, taken};
pub(crate) use moved::was_passed_to;
use moved::{give_back, give_case};
use rights::is_still_permitted;
pub(crate) use rights::{is_apart, permitted};

/// A hand-over as the office has it.
pub(crate) struct Heard {
    pub record: Uuid,
    pub passed: HandOver,
    /// Who wrote it.
    sender: Uuid,
    /// What its sender or receiver says, each with who said it.
    said: Vec<(HandOverState, Uuid)>,
    pub standing: Vec<HandOverStep>,
    left_work: Option<LeftWork>,
    moved: Option<MovedWork>,
    /// Who takes in, in this request, what was held back of it.
    sponsor: Option<Person>,
}

impl Heard {
    pub fn state(&self) -> Option<HandOverState> {
        self.standing.last().map(|step| step.state)
    }

    /// Whose own work it passes on as a whole.
    fn gives_case_of(&self) -> Option<Uuid> {
        match (&self.passed.from, self.passed.document) {
            (Party::Person(from), None) if self.passed.kind != HandOverKind::ServicesFound => {
                Some(*from)
            }
            _ => None,
        }
    }
}

impl From<&Person> for StaffMember {
    fn from(person: &Person) -> Self {
        Self {
            person: person.person,
            name: person.name.clone(),
            roles: person.roles.clone(),
            teams: person.teams.clone(),
            employed: person.employed,
            active: person.active,
        }
    }
}

/// The people of the centre as the rules of a hand-over know them.
pub(crate) fn staff(desk: &mut Desk<'_>) -> Result<Vec<StaffMember>, OfficeError> {
    Ok(desk.persons()?.iter().map(StaffMember::from).collect())
}

fn find<'a>(staff: &'a [StaffMember]) -> impl Fn(Uuid) -> Option<&'a StaffMember> {
    move |person| staff.iter().find(|known| known.person == person)
}

/// Looks at the hand-overs of every case that this request touched.
pub(crate) fn settle(desk: &mut Desk<'_>, received: &Received) -> Result<(), OfficeError> {
    let touched = received.touched.iter().chain(&received.held_back);
    let cases: BTreeSet<Uuid> = touched.map(|stream| stream.case).collect();
    for case in cases {
        if let Some(case) = desk.storage.case(case)? {
            for heard in heard(desk, &case)? {
                let sponsor = received.sponsor.clone();
                settle_one(desk, &case, Heard { sponsor, ..heard })?;
            }
        }
    }
    Ok(())
}

/// Every hand-over of a case, oldest first.
pub(crate) fn heard(desk: &mut Desk<'_>, case: &CaseRow) -> Result<Vec<Heard>, OfficeError> {
    let kinds = desk.kinds_of(case, case.case)?;
    let records: Vec<Uuid> = (kinds.iter())
        .filter(|(_, known)| known.as_str() == kind::HAND_OVER)
        .map(|(record, _)| *record)
        .collect();
    let mut all = Vec::new();
    for record in records {
        let (row, said, office) = {
            let state = &desk
                .open(case, case.case, Category::Workflow.number())?
                .state;
            let read = |field: &str| -> Vec<(Uuid, Vec<u8>)> {
                let values = state.values(record, field).iter();
                values
                    .map(|value| (value.dot.actor, value.value.to_vec()))
                    .collect()
            };
            (
                read(ROW_FIELD),
                read(field::STATE),
                [field::STANDING, field::LEFT_WORK, field::MOVED].map(read),
            )
        };
        let Some((actor, row)) = row.into_iter().next() else {
            continue;
        };
        let Ok(passed) = serde_json::from_slice(&row) else {
            continue;
        };
        let mut told = Vec::new();
        for (actor, value) in said {
            if let Ok(state) = serde_json::from_slice(&value) {
                told.push((state, author(desk, actor)?));
            }
        }
        let [standing, left_work, moved] = office.each_ref().map(|values| values.last());
        all.push(Heard {
            record,
            passed,
            sender: author(desk, actor)?,
            said: told,
            standing: read_last(standing).unwrap_or_default(),
            left_work: read_last(left_work),
            moved: read_last(moved),
            sponsor: None,
        });
    }
    Ok(all)
}

/// What the office wrote last.
fn read_last<T: DeserializeOwned>(value: Option<&(Uuid, Vec<u8>)>) -> Option<T> {
    serde_json::from_slice(&value?.1).ok()
}

pub(crate) fn author(desk: &mut Desk<'_>, actor: Uuid) -> Result<Uuid, OfficeError> {
    let known = desk.actor(actor)?;
    let known = known.ok_or(StorageError::Damaged("an actor"))?;
    Ok(known.1)
}

fn settle_one(desk: &mut Desk<'_>, case: &CaseRow, mut heard: Heard) -> Result<(), OfficeError> {
    if heard.standing.is_empty() {
        let Some((category, reason)) = reason(desk, case, heard.record)? else {
            // The reason is still on its way.
            return Ok(());
        };
        // What stands with the plan of work with the family is not told again in a route, which others read.
        let told = match category {
            Category::FamilyPlan => "",
            _ => &reason,
        };
        let violence = category == Category::Violence;
        if is_still_permitted(desk, case, &heard)? {
            begin(desk, case, &mut heard, violence, told)?;
        } else {
            let (sender, centre) = (heard.sender, desk.house.centre);
            step(desk, case, &mut heard, HandOverState::Sent, sender)?;
            step(desk, case, &mut heard, HandOverState::Revoked, centre)?;
        }
    }
    while let Some((state, by)) = next(&heard) {
        go_on(desk, case, &heard, state)?;
        step(desk, case, &mut heard, state, by)?;
    }
    count_left_work(desk, case, &heard)
}

/// What was said and may follow now.
fn next(heard: &Heard) -> Option<(HandOverState, Uuid)> {
    let allowed = heard.state()?.next();
    let said = heard.said.iter();
    said.copied().find(|(state, _)| allowed.contains(state))
}

/// Adds a step to where a hand-over stands.
pub(crate) fn step(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    heard: &mut Heard,
    state: HandOverState,
    by: Uuid,
) -> Result<(), OfficeError> {
    let taken_in = heard.sponsor.as_ref();
    heard.standing.push(HandOverStep {
        state,
        by,
        at_ms: desk.now_ms,
        why: match by == desk.house.centre {
            true => Some(StepWhy::NotPermitted),
            false => taken_in.map(|sponsor| StepWhy::TakenInBy(sponsor.person)),
        },
    });
    let write = answer_to(heard.record, field::STANDING, &heard.standing)?;
    desk.note(by, Event::HandedOver, case.case)?;
    desk.write(case, case.case, Category::Workflow, &[write])
}

/// Why the matter is passed on, and where that stands.
fn reason(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    record: Uuid,
) -> Result<Option<(Category, String)>, OfficeError> {
    for category in REASON_CATEGORIES {
        let opened = desk.open(case, case.case, category.number())?;
        let values = opened.state.values(record, field::REASON).iter();
        let mut texts = values.filter_map(|value| serde_json::from_slice(&value.value).ok());
        let text: Option<String> = texts.find(|text: &String| !text.trim().is_empty());
        if let Some(text) = text {
            return Ok(Some((category, text)));
        }
    }
    Ok(None)
}

/// A hand-over that the office hears of for the first time.
pub(crate) fn begin(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    heard: &mut Heard,
    violence: bool,
    reason: &str,
) -> Result<(), OfficeError> {
    let sender = heard.sender;
    step(desk, case, heard, HandOverState::Sent, sender)?;
    let returned = match &heard.passed.from {
        Party::Person(from) => {
            let structure = desk.structure.clone();
            let staff = staff(desk)?;
            let from = find(&staff)(*from);
            from.is_some_and(|from| heard.passed.returns_to_team(&structure, from))
        }
        Party::Team(_) => false,
    };
    match (&heard.passed.to, heard.gives_case_of()) {
        (Party::Team(team), _) if returned => {
            let own = own_route(desk, case, &heard.passed)?;
            if let Some(placed) = own.filter(|placed| placed.route.team == *team) {
                put_back(desk, case, &placed)?;
            }
            step(desk, case, heard, HandOverState::Accepted, sender)?;
            step(desk, case, heard, HandOverState::Done, sender)
        }
        (Party::Team(_), _) => send_to_team(desk, case, heard, violence, reason),
        // By order: the work goes on at once, whether she has looked at it or not.
        (Party::Person(to), Some(from)) if heard.passed.kind == HandOverKind::Caseload => {
            let moved = give_case(desk, case, from, *to)?;
            let write = answer_to(heard.record, field::MOVED, &moved)?;
            desk.write(case, case.case, Category::Workflow, &[write])
        }
        (Party::Person(_), _) => Ok(()),
    }
}

/// Puts the matter into the receiving team's inbox with the sender's reason.
fn send_to_team(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    heard: &Heard,
    violence: bool,
    reason: &str,
) -> Result<(), OfficeError> {
    let Party::Team(team) = &heard.passed.to else {
        return Ok(());
    };
    let matter = matter_of(desk, case, &heard.passed)?;
    // Its sender may not have heard of a correction.
    let document = matter.at_work;
    let routes = routes_of(desk, case)?;
    if (routes.iter()).any(|placed| placed.is_of(document, team) && placed.is_at_work()) {
        return Ok(());
    }
    let of_document = || {
        let all = routes.iter();
        all.filter(|placed| matter.has(placed.route.document))
    };
    let of_giver =
        of_document().find(|placed| heard.passed.from == Party::Team(placed.route.team.clone()));
    let before = of_giver.or_else(|| of_document().next());
    let due = match before {
        Some(placed) => placed.route.due.clone(),
        None => due(desk, case)?,
    };
    let by = match &heard.passed.from {
        Party::Team(from) => desk.structure.team_name(from).map(str::to_owned),
        Party::Person(from) => desk.storage.person(*from)?.map(|person| person.name),
    };
    let route = workflow::Route {
        document,
        team: team.clone(),
        rules: Vec::new(),
        rules_version: desk.structure.version.clone(),
        because: format!("Przekazane przez: {}. {reason}", by.unwrap_or_default())
            .trim_end()
            .to_owned(),
        basis: String::new(),
        at_ms: desk.now_ms,
        due,
        urgent: before.is_some_and(|placed| placed.route.urgent),
        further: Vec::new(),
        hand_over: Some(heard.record),
    };
    put_route(desk, case, route, violence, routes.len(), None).map(|_| ())
}

fn due(desk: &mut Desk<'_>, case: &CaseRow) -> Result<Option<String>, OfficeError> {
    let records = crate::acts::case_records(desk, case)?;
    let report = report_of(&records);
    let due = |day| teren_domain::term::interview_due(day, report.urgent).due;
    Ok(report.received.map(|day| due(day).to_string()))
}

/// What follows from the next step.
fn go_on(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    heard: &Heard,
    state: HandOverState,
) -> Result<(), OfficeError> {
    match state {
        HandOverState::Accepted => accept(desk, case, heard),
        HandOverState::Refused => call_back(desk, case, heard),
        HandOverState::Revoked => {
            call_back(desk, case, heard)?;
            match (&heard.passed.to, heard.gives_case_of(), &heard.moved) {
                (Party::Person(to), Some(from), Some(moved)) => {
                    give_back(desk, case, (heard, moved), from, *to)
                }
                _ => Ok(()),
            }
        }
        HandOverState::Done => {
            for placed in brought(desk, case, heard)? {
                if placed.state.to(AssignmentState::Done).is_ok() {
                    let taken = placed.taken.clone();
                    set_route(desk, case, &placed, AssignmentState::Done, taken.as_ref())?;
                }
            }
            Ok(())
        }
        HandOverState::Sent => Ok(()),
    }
}

/// The receiving side has it now: it leaves the sender's inbox.
fn accept(desk: &mut Desk<'_>, case: &CaseRow, heard: &Heard) -> Result<(), OfficeError> {
    if let (Party::Person(to), Some(from)) = (&heard.passed.to, heard.gives_case_of()) {
        return match heard.passed.kind {
            HandOverKind::Caseload => Ok(()),
            _ => give_case(desk, case, from, *to).map(|_| ()),
        };
    }
    let own = own_route(desk, case, &heard.passed)?;
    match (&heard.passed.to, own) {
        (Party::Person(to), Some(placed)) => {
            if placed.taken.is_some() {
                put_back(desk, case, &placed)?;
            }
            let free = Placed {
                taken: None,
                ..placed
            };
            give_to(desk, case, &free, *to).map(|_| ())
        }
        (Party::Team(_), Some(placed)) => leave(desk, case, &heard.passed, &placed),
        (_, None) => Ok(()),
    }
}

/// Says on the hand-over how much of the former worker's work came after it and waits for a person.
pub(crate) fn count_left_work(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    heard: &Heard,
) -> Result<(), OfficeError> {
    let Some(from) = heard.gives_case_of() else {
        return Ok(());
    };
    let kept = desk.storage.quarantined_in(case.case)?;
    let waits = kept
        .iter()
        .filter(|(_, item)| item.person == from && item.state == QuarantineState::Waits);
    let waits = waits.count();
    let changes = u32::try_from(waits).unwrap_or(u32::MAX);
    if changes == heard.left_work.as_ref().map_or(0, |known| known.changes) {
        return Ok(());
    }
    let left = LeftWork {
        changes,
        at_ms: desk.now_ms,
    };
    let write = answer_to(heard.record, field::LEFT_WORK, &left)?;
    desk.write(case, case.case, Category::Workflow, &[write])
}

impl Heard {
    /// One that the office writes by order of a person.
    pub fn ordered(record: Uuid, passed: HandOver, sender: Uuid) -> Self {
        Self {
            record,
            passed,
            sender,
            said: Vec::new(),
            standing: Vec::new(),
            left_work: None,
            moved: None,
            sponsor: None,
        }
    }
}
