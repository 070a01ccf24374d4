//! What happened to a case and where it is now: a pure reading of its records, one line of a table for each kind.

mod assistance;
mod corrected;
mod settled;

use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use serde_json::Value;
use teren_domain::break_glass::{BROKEN_GLASS, BrokenGlass};
use teren_domain::calendar::date_pl;
use teren_domain::hand_over::{HandOver, HandOverState, HandOverStep, Party, StepWhy};
use teren_domain::held_back::{HELD_BACK, HeldBack, HeldOutcome, HeldStep, reason_field};
use teren_domain::likeness::{FileLink, Unlinked};
use teren_domain::partner::Origin;
use teren_domain::reminder::{HelpEnded, RulingBrought};
use teren_domain::routing::AssignmentState;
use teren_domain::workflow::{
    Adoption, Attempt, Printed, Receipt, RefusedSeal, Route, RouteStanding, Taken, Visit, field,
    kind,
};
use teren_ledger::{RECORD_FIELD, ROW_FIELD};
use uuid::Uuid;

use crate::contract::{NowWhat, TimelineWhat};
use corrected::{approved, named_valid, plan_approved, returned, started, taken_back};

/// Pseudo-field of an interview: its seal.
pub(crate) const SEAL: &str = "seal";

/// One current answer of a record and who wrote it when.
#[derive(Debug, Clone)]
pub(crate) struct Fact {
    pub document: Uuid,
    pub record: Uuid,
    pub kind: String,
    pub field: String,
    pub value: Value,
    pub by: Uuid,
    /// Milliseconds since 1970 UTC, as the writer's clock said.
    pub at_ms: i64,
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Moment {
    pub what: TimelineWhat,
    pub at_ms: i64,
    pub by: Uuid,
    pub whom: Option<Party>,
    pub detail: Option<String>,
    pub document: Option<Uuid>,
}

/// Where the case, or a part of it, is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    pub what: NowWhat,
    pub whom: Option<Party>,
    pub by: Option<Uuid>,
    pub since_ms: i64,
}

/// All facts of a case that this seat holds.
pub(crate) struct Facts(pub Vec<Fact>);

type Line = (&'static str, &'static str, fn(&Fact, &Facts) -> Vec<Moment>);

/// Kind, field, and what it says. A kind that is not here is of a newer program and is passed over.
const TABLE: &[Line] = &[
    (kind::REPORT, field::RECEIVED, |fact, _| {
        fact.is(TimelineWhat::Reported)
    }),
    (kind::CASE, field::ADOPTED, registered),
    (kind::VISIT, field::VISIT, visit),
    (kind::ATTEMPT, ROW_FIELD, attempt),
    (kind::INTERVIEW, RECORD_FIELD, started),
    (kind::INTERVIEW, field::SHARED, |fact, _| {
        fact.is(TimelineWhat::Shared)
    }),
    (kind::INTERVIEW, SEAL, approved),
    (kind::RECEIPT, ROW_FIELD, receipt),
    (kind::REFUSED_SEAL, ROW_FIELD, refused_seal),
    (kind::ROUTE, ROW_FIELD, routed),
    (kind::ROUTE, field::TAKEN, taken),
    (kind::ROUTE, field::STATE, route_state),
    (kind::HAND_OVER, field::STANDING, hand_over),
    (kind::ORIGIN, ROW_FIELD, came),
    (kind::LINK, ROW_FIELD, linked),
    (kind::LINK, field::UNLINKED, unlinked),
    (HELD_BACK, ROW_FIELD, held_back),
    (HELD_BACK, field::STANDING, held_decided),
    (kind::RETURN, ROW_FIELD, returned),
    (kind::VALID_SEAL, ROW_FIELD, named_valid),
    (kind::PLAN_APPROVAL, ROW_FIELD, plan_approved),
    (kind::TAKEN_BACK, ROW_FIELD, taken_back),
    (kind::STATEMENT, ROW_FIELD, |fact, _| {
        fact.is(TimelineWhat::StatementRecorded)
    }),
    (kind::RULING_BROUGHT, ROW_FIELD, ruling),
    (kind::HELP_ENDED, ROW_FIELD, help_ended),
    (kind::ASSISTANCE, ROW_FIELD, assistance::requested),
    (kind::ASSISTANCE, field::CONSENT, assistance::consented),
    (kind::ASSISTANCE, field::ASSIGNED, assistance::assigned),
    (
        kind::ASSISTANCE,
        field::COORDINATED,
        assistance::coordinated,
    ),
    (kind::ASSISTANCE, field::ENDED, assistance::ended),
    (kind::ASSISTANCE, field::LET_GO, assistance::let_go),
    (kind::FAMILY_VISIT, ROW_FIELD, assistance::visited),
    (kind::VOICE_NOTE, ROW_FIELD, assistance::spoken),
    (BROKEN_GLASS, ROW_FIELD, glass_broken),
    (kind::PRINTED, ROW_FIELD, printed),
];

/// Why the office takes a matter back by itself.
const NOT_PERMITTED: &str = "gdy przekazanie dotarło, nadawca nie mógł już przekazać tej sprawy";

/// What happened, newest first.
pub(crate) fn moments(facts: &Facts) -> Vec<Moment> {
    let mut all: Vec<Moment> = Vec::new();
    for fact in &facts.0 {
        for (_, _, says) in TABLE
            .iter()
            .filter(|(kind, field, _)| (*kind, *field) == (fact.kind.as_str(), fact.field.as_str()))
        {
            all.extend(says(fact, facts));
        }
    }
    all.extend(settled::sittings(facts));
    all.sort_by_key(|moment| std::cmp::Reverse((moment.at_ms, moment.what, moment.by)));
    // Who took a matter up is carried to the route of its next version.
    all.dedup();
    all
}

/// Where the case is now; several places where several teams have a part of it. Never empty.
pub(crate) fn places(facts: &Facts) -> Vec<Place> {
    let passing: Vec<Place> = facts
        .of(kind::HAND_OVER, ROW_FIELD)
        .filter_map(|fact| facts.passing(fact))
        .collect();
    let mut places = passing;
    places.extend(
        facts
            .of(kind::ROUTE, ROW_FIELD)
            .filter_map(|fact| facts.inbox(fact)),
    );
    places.extend(facts.on_its_way());
    places.extend(facts.at_worker());
    if places.is_empty() {
        places.push(facts.nowhere());
    }
    places.sort_by_key(|place| (place.what, place.since_ms));
    places.dedup_by(|one, other| (one.what, &one.whom) == (other.what, &other.whom));
    places
}

impl Fact {
    fn read<T: DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_value(self.value.clone()).ok()
    }

    fn moment(&self, what: TimelineWhat) -> Moment {
        Moment {
            what,
            at_ms: self.at_ms,
            by: self.by,
            whom: None,
            detail: None,
            document: None,
        }
    }

    fn is(&self, what: TimelineWhat) -> Vec<Moment> {
        self.telling(what, None)
    }

    fn telling(&self, what: TimelineWhat, detail: Option<&str>) -> Vec<Moment> {
        let of_interview = self.kind == kind::INTERVIEW;
        vec![Moment {
            detail: detail.map(str::to_owned),
            document: of_interview.then_some(self.document),
            ..self.moment(what)
        }]
    }
}

fn one(moment: Option<Moment>) -> Vec<Moment> {
    moment.into_iter().collect()
}

fn registered(fact: &Fact, _: &Facts) -> Vec<Moment> {
    one(fact.read::<Adoption>().map(|adoption| Moment {
        at_ms: adoption.at_ms,
        detail: Some(adoption.number),
        ..fact.moment(TimelineWhat::Registered)
    }))
}

fn visit(fact: &Fact, _: &Facts) -> Vec<Moment> {
    one(fact.read::<Visit>().map(|visit| Moment {
        at_ms: fact.at_ms.max(visit.assigned_ms),
        whom: Some(Party::Person(visit.worker)),
        ..fact.moment(TimelineWhat::VisitAssigned)
    }))
}

fn attempt(fact: &Fact, _: &Facts) -> Vec<Moment> {
    one(fact.read::<Attempt>().map(|attempt| Moment {
        at_ms: attempt.at_ms,
        ..fact.moment(TimelineWhat::VisitFailed)
    }))
}

fn receipt(fact: &Fact, _: &Facts) -> Vec<Moment> {
    one(fact.read::<Receipt>().map(|receipt| Moment {
        at_ms: receipt.at_ms,
        detail: Some(receipt.number),
        document: Some(receipt.document),
        ..fact.moment(TimelineWhat::Accepted)
    }))
}

fn refused_seal(fact: &Fact, _: &Facts) -> Vec<Moment> {
    one(fact.read::<RefusedSeal>().map(|refused| Moment {
        at_ms: refused.at_ms,
        document: Some(refused.document),
        ..fact.moment(TimelineWhat::ApprovalRefused)
    }))
}

/// A route that a hand-over brought is told by the hand-over.
fn routed(fact: &Fact, _: &Facts) -> Vec<Moment> {
    let route = fact
        .read::<Route>()
        .filter(|route| route.hand_over.is_none());
    one(route.map(|route| Moment {
        at_ms: route.at_ms,
        whom: Some(Party::Team(route.team)),
        detail: Some(route.because).filter(|because| !because.is_empty()),
        document: Some(route.document),
        ..fact.moment(TimelineWhat::Routed)
    }))
}

fn taken(fact: &Fact, facts: &Facts) -> Vec<Moment> {
    let route = facts.sibling::<Route>(fact, ROW_FIELD);
    one(fact.read::<Taken>().map(|taken| Moment {
        at_ms: taken.at_ms,
        by: taken.by,
        whom: route.map(|route| Party::Team(route.team)),
        ..fact.moment(TimelineWhat::Taken)
    }))
}

fn route_state(fact: &Fact, facts: &Facts) -> Vec<Moment> {
    let route = facts.sibling::<Route>(fact, ROW_FIELD);
    let taken = facts.sibling::<Taken>(fact, field::TAKEN);
    let passed = route
        .as_ref()
        .is_some_and(|route| route.hand_over.is_some());
    let standing = fact
        .read::<RouteStanding>()
        .filter(|standing| standing.state == AssignmentState::Done && !passed);
    one(standing.map(|standing| Moment {
        at_ms: standing.at_ms,
        by: taken.map_or(fact.by, |taken| taken.by),
        whom: route.map(|route| Party::Team(route.team)),
        ..fact.moment(TimelineWhat::Finished)
    }))
}

fn hand_over(fact: &Fact, facts: &Facts) -> Vec<Moment> {
    let (Some(steps), Some(passed)) = (
        fact.read::<Vec<HandOverStep>>(),
        facts.sibling::<HandOver>(fact, ROW_FIELD),
    ) else {
        return Vec::new();
    };
    let told = |step: HandOverStep| {
        let (what, text) = match step.state {
            HandOverState::Sent => (TimelineWhat::PassedOn, Some(field::REASON)),
            HandOverState::Accepted => (TimelineWhat::PassAccepted, None),
            HandOverState::Refused => (TimelineWhat::PassRefused, Some(field::REPLY)),
            HandOverState::Done => (TimelineWhat::PassDone, None),
            HandOverState::Revoked => (TimelineWhat::PassRevoked, None),
        };
        Moment {
            what,
            at_ms: step.at_ms,
            by: step.by,
            whom: Some(passed.to.clone()),
            detail: match step.why {
                Some(StepWhy::NotPermitted) => Some(NOT_PERMITTED.to_owned()),
                _ => text.and_then(|text| facts.sibling(fact, text)),
            },
            document: passed.document,
        }
    };
    steps.into_iter().map(told).collect()
}

fn held_back(fact: &Fact, _: &Facts) -> Vec<Moment> {
    one(fact.read::<HeldBack>().map(|held| Moment {
        at_ms: held.first_ms,
        by: held.person,
        document: held.document,
        ..fact.moment(TimelineWhat::HeldBack)
    }))
}

fn held_decided(fact: &Fact, facts: &Facts) -> Vec<Moment> {
    let (Some(steps), Some(held)) = (
        fact.read::<Vec<HeldStep>>(),
        facts.sibling::<HeldBack>(fact, ROW_FIELD),
    ) else {
        return Vec::new();
    };
    let told = |step: HeldStep| {
        let what = match step.outcome {
            HeldOutcome::Accepted | HeldOutcome::AcceptedLate => TimelineWhat::HeldAccepted,
            HeldOutcome::Noted => TimelineWhat::HeldNoted,
            HeldOutcome::Filed => TimelineWhat::HeldFiled,
            HeldOutcome::Passed => TimelineWhat::HeldPassed,
        };
        let reason = step.decision.map(reason_field);
        Moment {
            what,
            at_ms: step.at_ms,
            by: step.by,
            whom: Some(Party::Person(held.person)),
            detail: reason.and_then(|name| facts.sibling(fact, &name)),
            document: held.document,
        }
    };
    steps.into_iter().map(told).collect()
}

fn came(fact: &Fact, _: &Facts) -> Vec<Moment> {
    one(fact.read::<Origin>().map(|origin| Moment {
        at_ms: origin.at_ms,
        detail: Some(origin.name),
        ..fact.moment(TimelineWhat::CameFromCentre)
    }))
}

fn linked(fact: &Fact, _: &Facts) -> Vec<Moment> {
    one(fact.read::<FileLink>().map(|link| Moment {
        at_ms: link.at_ms,
        by: link.by,
        detail: Some(link.number),
        ..fact.moment(TimelineWhat::Linked)
    }))
}

fn unlinked(fact: &Fact, facts: &Facts) -> Vec<Moment> {
    let link = facts.sibling::<FileLink>(fact, ROW_FIELD);
    one(fact.read::<Unlinked>().map(|undone| Moment {
        at_ms: undone.at_ms,
        by: undone.by,
        detail: link.map(|link| link.number),
        ..fact.moment(TimelineWhat::Unlinked)
    }))
}

fn ruling(fact: &Fact, _: &Facts) -> Vec<Moment> {
    one(fact.read::<RulingBrought>().map(|said| {
        let detail = ruling_words(&said);
        let what = match detail {
            None => TimelineWhat::RulingTakenBack,
            Some(_) => TimelineWhat::RulingRecorded,
        };
        Moment {
            at_ms: said.at_ms,
            by: said.by,
            detail,
            ..fact.moment(what)
        }
    }))
}

/// When a ruling was received and brought; nothing where that was taken back.
pub(crate) fn ruling_words(said: &RulingBrought) -> Option<String> {
    let day = |of: &str, day: Option<NaiveDate>| Some(format!("{of} {}", date_pl(day?)));
    let days = [
        day("osoba otrzymała je", said.received_on),
        day("ośrodek dostał je", said.delivered_on),
    ];
    let days: Vec<String> = days.into_iter().flatten().collect();
    (!days.is_empty()).then(|| days.join(", "))
}

/// Which help ended, when and why, or that this was taken back.
pub(crate) fn help_ended_words(said: &HelpEnded) -> String {
    let help: Vec<&str> = said.help.iter().map(|spell| spell.help.as_str()).collect();
    let help = help.join(", ");
    match said.end {
        None => help,
        Some(end) => format!("{help}, od {}: {}", date_pl(end.on), end.reason.name_pl()),
    }
}

fn help_ended(fact: &Fact, _: &Facts) -> Vec<Moment> {
    one(fact.read::<HelpEnded>().map(|said| {
        let what = match said.end {
            None => TimelineWhat::HelpEndTakenBack,
            Some(_) => TimelineWhat::HelpEnded,
        };
        Moment {
            at_ms: said.at_ms,
            by: said.by,
            detail: Some(help_ended_words(&said)),
            ..fact.moment(what)
        }
    }))
}

fn glass_broken(fact: &Fact, facts: &Facts) -> Vec<Moment> {
    one(fact.read::<BrokenGlass>().map(|read| Moment {
        at_ms: read.at_ms,
        by: read.by,
        detail: facts.sibling(fact, field::REASON),
        ..fact.moment(TimelineWhat::GlassBroken)
    }))
}

fn printed(fact: &Fact, _: &Facts) -> Vec<Moment> {
    one(fact.read::<Printed>().map(|printed| Moment {
        at_ms: printed.at_ms,
        document: Some(printed.document),
        ..fact.moment(TimelineWhat::Printed)
    }))
}

impl Facts {
    fn of<'a>(&'a self, kind: &'a str, field: &'a str) -> impl Iterator<Item = &'a Fact> {
        let all = self.0.iter();
        all.filter(move |fact| fact.kind == kind && fact.field == field)
    }

    /// Another answer of the same record.
    fn sibling<T: DeserializeOwned>(&self, fact: &Fact, field: &str) -> Option<T> {
        let mut all = self.0.iter();
        all.find(|other| other.record == fact.record && other.field == field)?
            .read()
    }

    /// A hand-over that nobody has answered.
    fn passing(&self, fact: &Fact) -> Option<Place> {
        let passed: HandOver = fact.read()?;
        let steps: Vec<HandOverStep> = self.sibling(fact, field::STANDING).unwrap_or_default();
        let (state, since_ms, by) = steps
            .last()
            .map_or((HandOverState::Sent, fact.at_ms, fact.by), |step| {
                (step.state, step.at_ms, step.by)
            });
        let waits = state == HandOverState::Sent;
        waits.then_some(Place {
            what: NowWhat::BeingPassedOn,
            whom: Some(passed.to),
            by: Some(by),
            since_ms,
        })
    }

    /// What lies in a team's inbox, unless the same is told as being passed on.
    fn inbox(&self, fact: &Fact) -> Option<Place> {
        let route: Route = fact.read()?;
        let standing: Option<RouteStanding> = self.sibling(fact, field::STATE);
        let taken: Option<Taken> = self.sibling(fact, field::TAKEN);
        let state = match (&standing, &taken) {
            (Some(standing), _) => standing.state,
            (None, Some(_)) => AssignmentState::Taken,
            (None, None) => AssignmentState::Sent,
        };
        if standing.is_some_and(|standing| standing.superseded_by.is_some()) {
            return None;
        }
        let what = match state {
            AssignmentState::Sent if route.hand_over.is_some_and(|record| self.waits(record)) => {
                return None;
            }
            AssignmentState::Sent => NowWhat::WaitsInTeam,
            AssignmentState::Taken => NowWhat::InTeam,
            AssignmentState::Returned if route.hand_over.is_none() => NowWhat::Returned,
            _ => return None,
        };
        let since_ms = standing.map_or(route.at_ms, |standing| standing.at_ms);
        Some(Place {
            what,
            whom: Some(Party::Team(route.team)),
            since_ms: taken.as_ref().map_or(since_ms, |taken| taken.at_ms),
            by: taken.map(|taken| taken.by),
        })
    }

    fn waits(&self, record: Uuid) -> bool {
        let mut all = self.of(kind::HAND_OVER, ROW_FIELD);
        all.any(|fact| fact.record == record && self.passing(fact).is_some())
    }

    fn receipted(&self, document: Uuid) -> bool {
        let receipts = self.of(kind::RECEIPT, ROW_FIELD);
        receipts
            .filter_map(Fact::read::<Receipt>)
            .any(|receipt| receipt.document == document)
    }

    /// Approved interviews that the office has not confirmed.
    fn on_its_way(&self) -> Vec<Place> {
        let seals = self.of(kind::INTERVIEW, SEAL);
        seals
            .filter(|fact| !self.receipted(fact.document))
            .map(|fact| Place {
                what: NowWhat::OnItsWay,
                whom: Some(Party::Person(fact.by)),
                by: None,
                since_ms: fact.at_ms,
            })
            .collect()
    }

    /// Whether an interview was approved since; of one that this seat does not hold the receipt tells.
    fn sealed_since(&self, at_ms: i64) -> bool {
        let receipts = self.of(kind::RECEIPT, ROW_FIELD);
        let mut receipts = receipts.filter_map(Fact::read::<Receipt>);
        self.of(kind::INTERVIEW, SEAL)
            .any(|fact| fact.at_ms >= at_ms)
            || receipts.any(|receipt| receipt.approved_ms >= at_ms)
    }

    /// Visits to make, and interviews in work.
    fn at_worker(&self) -> Vec<Place> {
        let visits = self.of(kind::VISIT, field::VISIT).filter_map(|fact| {
            let visit: Visit = fact.read()?;
            let made = self.sealed_since(visit.assigned_ms);
            (!made).then(|| (visit.worker, fact.at_ms.max(visit.assigned_ms)))
        });
        let drafts = self.of(kind::INTERVIEW, RECORD_FIELD).filter(|fact| {
            let mut seals = self.of(kind::INTERVIEW, SEAL);
            !seals.any(|seal| seal.document == fact.document)
        });
        let drafts = drafts.map(|fact| (fact.by, fact.at_ms));
        let place = |(worker, since_ms)| Place {
            what: NowWhat::AtWorker,
            whom: Some(Party::Person(worker)),
            by: None,
            since_ms,
        };
        visits.chain(drafts).map(place).collect()
    }

    /// Nobody has it: the teams are done, or nobody was given a visit.
    fn nowhere(&self) -> Place {
        let latest = self.0.iter().map(|fact| fact.at_ms).max().unwrap_or(0);
        let routed = self.of(kind::ROUTE, ROW_FIELD).next().is_some();
        let accepted = self.of(kind::RECEIPT, ROW_FIELD).next().is_some();
        Place {
            what: match (routed, accepted) {
                (true, _) => NowWhat::Finished,
                (false, true) => NowWhat::Beyond,
                (false, false) => NowWhat::AtFirstContact,
            },
            whom: None,
            by: None,
            since_ms: latest,
        }
    }
}
