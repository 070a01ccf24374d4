//! Asysta rodziny: the social worker's request after her analysis of the family's situation (art. 11 u.w.r.), the family's consent
//! (art. 8 ust. 3), the head's assignment, and the end of the work (art. 15). One record of the case's own document holds all of it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Category;
use crate::access::Role;
use crate::workflow::field;
use crate::workload::norm_of;

/// From how many families below the statutory limit an asystent is shown as nearly full.
const WARNED_BELOW: u32 = 2;

/// Wniosek o przydzielenie asystenta rodziny: field `row`. The analysis stands beside it, in the category of social work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssistanceRequest {
    /// A minor parent who leaves a youth facility: after the interview an asystent is assigned without choice (art. 11 ust. 1a).
    pub obligatory: bool,
    pub by: Uuid,
    pub at_ms: i64,
}

/// What the family said to it: field `consent`; the last word counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FamilyConsent {
    pub given: bool,
    /// The day on the paper.
    pub on: NaiveDate,
    pub by: Uuid,
    pub at_ms: i64,
}

/// Field `assigned`, written by the office alone: everybody who was assigned, the last one last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    pub assistant: Uuid,
    /// The head who assigned her.
    pub by: Uuid,
    pub at_ms: i64,
}

/// Field `coordinated`, written by the office alone: every koordynator rodzinnej pieczy zastępczej of the plan, the last one last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coordination {
    pub coordinator: Uuid,
    /// The head who gave her the plan.
    pub by: Uuid,
    pub at_ms: i64,
    #[serde(default)]
    pub ended: Option<CoordinationEnd>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoordinationEnd {
    /// The head; the nil id where it ended with the work.
    pub by: Uuid,
    pub at_ms: i64,
}

/// Field `let_go`, written by the office alone: the asystent holds the case no more, because her work and the monitoring are over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FamilyLetGo {
    pub assistant: Uuid,
    pub at_ms: i64,
}

/// Why the work with the family ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AssistanceEndReason {
    GoalsReached,
    FamilyResigned,
    NoCooperation,
    MovedAway,
    CourtDecision,
    Other,
}

impl AssistanceEndReason {
    pub const ALL: [Self; 6] = [
        Self::GoalsReached,
        Self::FamilyResigned,
        Self::NoCooperation,
        Self::MovedAway,
        Self::CourtDecision,
        Self::Other,
    ];

    #[must_use]
    pub const fn name_pl(self) -> &'static str {
        match self {
            Self::GoalsReached => "cele osiągnięte",
            Self::FamilyResigned => "rezygnacja rodziny",
            Self::NoCooperation => "brak współpracy rodziny",
            Self::MovedAway => "zmiana miejsca zamieszkania",
            Self::CourtDecision => "orzeczenie sądu",
            Self::Other => "inna przyczyna",
        }
    }
}

/// Field `ended`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssistanceEnd {
    pub on: NaiveDate,
    pub reason: AssistanceEndReason,
    /// Last day on which the family's situation is still watched (art. 15 ust. 1 pkt 16).
    pub monitored_until: Option<NaiveDate>,
    pub by: Uuid,
    pub at_ms: i64,
}

/// One assistance, as its record tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assistance {
    pub request: AssistanceRequest,
    pub consent: Option<FamilyConsent>,
    pub assigned: Vec<Assignment>,
    #[serde(default)]
    pub coordinated: Vec<Coordination>,
    pub ended: Option<AssistanceEnd>,
}

/// Why nobody can be assigned now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unready {
    /// Nothing is written of the family's consent.
    NoConsent,
    Refused,
    Ended,
}

impl AssistanceEnd {
    /// Last day on which the family's papers are still needed by who worked with it.
    #[must_use]
    pub fn last_day(self) -> NaiveDate {
        self.monitored_until.map_or(self.on, |day| day.max(self.on))
    }
}

impl Assistance {
    /// Whether the work and the monitoring after it were over before a day began.
    #[must_use]
    pub fn is_past(&self, today: NaiveDate) -> bool {
        self.ended.is_some_and(|end| end.last_day() < today)
    }

    /// The koordynator of the plan now.
    #[must_use]
    pub fn coordinator(&self) -> Option<Uuid> {
        let last = self.coordinated.last()?;
        last.ended.is_none().then_some(last.coordinator)
    }

    /// Who works with the family on a day, while the work goes on.
    #[must_use]
    pub fn assistant(&self, today: NaiveDate) -> Option<Uuid> {
        let last = self.assigned.last()?;
        let over = self.ended.is_some_and(|end| end.on <= today);
        (!over).then_some(last.assistant)
    }

    /// Whether it goes on or may still begin: a second request beside it would be of the same matter.
    #[must_use]
    pub fn is_open(&self) -> bool {
        let begun = !self.assigned.is_empty();
        self.ended.is_none() && (begun || self.unready() != Some(Unready::Refused))
    }

    /// What an assignment waits for. Without the family's consent nobody works with it (art. 8 ust. 3), unless the act does not
    /// leave it to choice (art. 11 ust. 1a).
    #[must_use]
    pub fn unready(&self) -> Option<Unready> {
        let obligatory = self.request.obligatory;
        match (self.ended, self.consent.map(|consent| consent.given)) {
            (Some(_), _) => Some(Unready::Ended),
            (None, Some(true)) => None,
            (None, _) if obligatory => None,
            (None, Some(false)) => Some(Unready::Refused),
            (None, None) => Some(Unready::NoConsent),
        }
    }
}

/// Category of a field of an assistance. The asystent holds the plan's category and no notes of social work (art. 16).
#[must_use]
pub fn category_of(name: &str) -> Option<Category> {
    match name {
        field::ANALYSIS => Some(Category::SocialWork),
        "row"
        | field::CONSENT
        | field::ASSIGNED
        | field::COORDINATED
        | field::ENDED
        | field::LET_GO
        | "@"
        | "deleted" => Some(Category::FamilyPlan),
        _ => None,
    }
}

/// Whether a person of these roles may be assigned: the work is not joined with that of a pracownik socjalny (art. 17 ust. 3).
#[must_use]
pub fn may_assist(roles: &[Role]) -> bool {
    roles.contains(&Role::FamilyAssistant) && !roles.contains(&Role::FieldWorker)
}

/// Whether a person of these roles may be given a family's plan as its koordynator rodzinnej pieczy zastępczej.
#[must_use]
pub fn may_coordinate(roles: &[Role]) -> bool {
    roles.contains(&Role::FosterCoordinator)
}

/// Families of one asystent against the limit of art. 15 ust. 4.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AssistantLoad {
    pub families: u32,
    /// None while no limit is in force.
    pub limit: Option<u32>,
}

impl AssistantLoad {
    /// The load of a day.
    #[must_use]
    pub fn of(families: u32, today: NaiveDate) -> Self {
        let norm = norm_of(&[Role::FamilyAssistant], today);
        Self {
            families,
            limit: norm.map(|norm| norm.families),
        }
    }

    /// One family more is against the act.
    #[must_use]
    pub fn is_full(self) -> bool {
        self.limit.is_some_and(|limit| self.families >= limit)
    }

    /// Nearly, or already, full.
    #[must_use]
    pub fn warns(self) -> bool {
        let from = |limit: u32| limit.saturating_sub(WARNED_BELOW);
        self.limit.is_some_and(|limit| self.families >= from(limit))
    }
}
