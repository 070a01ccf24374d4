//! Passing a matter on: between teams, between a team and its member, from worker to worker, and out of the centre.
//!
//! The sender's seat writes the record; the office is the one that says where it stands, so that a revoke and an
//! acceptance made offline at the same time have one outcome.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Category;
use crate::access::{Role, UnitKind};
use crate::routing::AssignmentState;
use crate::staff::StaffMember;
use crate::structure::{HEAD, Structure};
use crate::workflow::{field, kind, route_category};

/// Who holds a matter, or is asked to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Party {
    /// Unit, the head, or an external of the structure.
    Team(String),
    Person(Uuid),
}

/// Why a matter changes hands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HandOverKind {
    /// The rules sent it to the wrong place: it leaves the team that has it.
    ReRoute,
    /// The next one goes on with it.
    HandOver,
    /// Services were found necessary during the diagnosis: the services team runs its own interview.
    ServicesFound,
    /// Everything of a worker who is ill or leaves, by order of the head or the coordinator.
    Caseload,
}

/// Field `row` of a hand-over; says nothing a person typed, so that everybody who holds the case sees where it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandOver {
    pub kind: HandOverKind,
    /// The interview; `None` for the whole case.
    pub document: Option<Uuid>,
    pub from: Party,
    pub to: Party,
}

/// Where a hand-over stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HandOverState {
    Sent,
    Accepted,
    /// With a reason; the matter is the sender's again.
    Refused,
    Done,
    /// Taken back by the sender before it was accepted.
    Revoked,
}

impl HandOverState {
    pub const ALL: [Self; 5] = [
        Self::Sent,
        Self::Accepted,
        Self::Refused,
        Self::Done,
        Self::Revoked,
    ];

    /// States that may follow. A refused matter is passed on anew, by a hand-over of its own.
    #[must_use]
    pub const fn next(self) -> &'static [Self] {
        match self {
            Self::Sent => &[Self::Accepted, Self::Refused, Self::Revoked],
            Self::Accepted => &[Self::Done],
            Self::Refused | Self::Done | Self::Revoked => &[],
        }
    }

    /// Whether somebody still has to do something about it.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Sent | Self::Accepted)
    }
}

/// One entry of field `standing`, which the office writes: what a hand-over became, by whom and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandOverStep {
    pub state: HandOverState,
    pub by: Uuid,
    /// Milliseconds since 1970 UTC.
    pub at_ms: i64,
    /// What else than the word of who wrote it stands behind it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<StepWhy>,
}

/// What else than the word of its sender or receiver stands behind a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepWhy {
    /// The office took it back: when it came, its sender could not pass the matter on (any more).
    NotPermitted,
    /// It was held back, and this person took it in.
    TakenInBy(Uuid),
}

/// Field `left_work`, which the office writes: work of the one who left that came after and waits to be taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftWork {
    /// Changes that wait.
    pub changes: u32,
    pub at_ms: i64,
}

/// Field `moved`, which the office writes on a caseload: what went with it, so that taking it back gives back this and
/// nothing that the receiver had before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovedWork {
    /// The giver held the whole case as her own.
    pub whole: bool,
    /// The receiver did not, before.
    pub new: bool,
    /// Visits that were not made.
    pub visits: Vec<Uuid>,
    /// Routes she had taken from inboxes.
    pub routes: Vec<Uuid>,
}

/// Every category in which a reason may stand. An asystent rodziny holds neither the plan of help nor violence (art. 16 ust. 1
/// u.w.r.) and writes it with the plan of work with the family.
pub const REASON_CATEGORIES: [Category; 3] =
    [Category::HelpPlan, Category::Violence, Category::FamilyPlan];

/// Category of what a person typed about a hand-over: why, and the answer.
#[must_use]
pub fn reason_category(speaks_of_violence: bool) -> Category {
    route_category(speaks_of_violence)
}

/// Whether a field is such a text. Whoever may hold its category may write it: a team that may not write the plan of
/// help still says why a matter is not its own.
#[must_use]
pub fn is_reason(record_kind: &str, name: &str) -> bool {
    record_kind == kind::HAND_OVER && matches!(name, field::REASON | field::REPLY)
}

fn has(who: &StaffMember, role: Role) -> bool {
    who.roles.contains(&role)
}

fn share_a_team(one: &StaffMember, other: &StaffMember) -> bool {
    one.teams.iter().any(|team| other.teams.contains(team))
}

/// Whether a person sits in a team; the head's seat follows from the role, and what leaves the centre is hers.
#[must_use]
pub fn sits_in(structure: &Structure, who: &StaffMember, team: &str) -> bool {
    let of_head = team == HEAD || structure.leaves_the_centre(team);
    who.active && (of_head && has(who, Role::Head) || who.teams.iter().any(|known| known == team))
}

impl HandOver {
    /// Whether this person may send it, or take it back. `staff` finds a colleague.
    #[must_use]
    pub fn may_be_sent_by<'a>(
        &self,
        structure: &Structure,
        who: &StaffMember,
        staff: impl Fn(Uuid) -> Option<&'a StaffMember>,
    ) -> bool {
        if !who.active {
            return false;
        }
        if has(who, Role::Head) {
            return true;
        }
        match &self.from {
            Party::Team(team) => sits_in(structure, who, team),
            Party::Person(person) => {
                let coordinates = has(who, Role::Coordinator)
                    && staff(*person).is_some_and(|from| share_a_team(who, from));
                let own = *person == who.person && self.kind != HandOverKind::Caseload;
                own || coordinates
            }
        }
    }

    /// Whether this person may accept it, refuse it, or say that it is done.
    #[must_use]
    pub fn may_be_answered_by(&self, structure: &Structure, who: &StaffMember) -> bool {
        match &self.to {
            Party::Team(team) => sits_in(structure, who, team),
            Party::Person(person) => who.active && *person == who.person,
        }
    }

    /// Whether it goes to somebody who can go on with it.
    #[must_use]
    pub fn is_well_addressed<'a>(
        &self,
        structure: &Structure,
        staff: impl Fn(Uuid) -> Option<&'a StaffMember>,
    ) -> bool {
        if self.from == self.to {
            return false;
        }
        match &self.to {
            Party::Team(team) if self.kind == HandOverKind::ServicesFound => {
                let unit = structure.unit(team);
                unit.is_some_and(|unit| matches!(unit.kind, UnitKind::Services | UnitKind::All))
            }
            Party::Team(team) => {
                let inside = structure.unit(team).is_some() || team == HEAD;
                self.kind != HandOverKind::Caseload && (inside || structure.leaves_the_centre(team))
            }
            Party::Person(person) => staff(*person).is_some_and(|to| {
                let asystent = |person: &StaffMember| has(person, Role::FamilyAssistant);
                let of_team = match (&self.from, self.document) {
                    // A matter of a team is given to one of its members.
                    (Party::Team(team), _) => sits_in(structure, to, team),
                    (Party::Person(_), Some(_)) => true,
                    // A whole case is a worker's; between asystenci it stays with one of them.
                    (Party::Person(from), None) => {
                        has(to, Role::FieldWorker)
                            || asystent(to) && staff(*from).is_some_and(asystent)
                    }
                };
                to.active && of_team && self.kind != HandOverKind::ServicesFound
            }),
        }
    }

    /// Whether it only puts a matter that a member took back into her team's inbox: nobody has to accept that.
    #[must_use]
    pub fn returns_to_team(&self, structure: &Structure, from: &StaffMember) -> bool {
        matches!((&self.from, &self.to), (Party::Person(_), Party::Team(team))
            if self.document.is_some() && self.kind == HandOverKind::HandOver
                && sits_in(structure, from, team))
    }

    /// What becomes of the sending team's own assignment once the other side has accepted.
    #[must_use]
    pub const fn leaves_behind(&self, before: AssignmentState) -> AssignmentState {
        match (self.kind, before) {
            (HandOverKind::HandOver | HandOverKind::ServicesFound, AssignmentState::Taken) => {
                AssignmentState::Done
            }
            _ => AssignmentState::Revoked,
        }
    }
}
