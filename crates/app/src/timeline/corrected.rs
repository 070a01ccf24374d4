//! What people said of an approved interview, and took back: sent back, corrected, the valid approval, the plan.

use serde_json::Value;
use teren_domain::correction::{PlanApproval, Return, TakenBack, ValidSeal};
use teren_domain::family_plan::{FAMILY_EVALUATION, FAMILY_PLAN};
use teren_domain::hand_over::Party;
use teren_domain::workflow::{field, kind};
use teren_ledger::{RECORD_FIELD, ROW_FIELD};

use super::{Fact, Facts, Moment, one};
use crate::contract::TimelineWhat;

pub(super) fn returned(fact: &Fact, _: &Facts) -> Vec<Moment> {
    one(fact.read::<Return>().map(|sent_back| Moment {
        at_ms: sent_back.at_ms,
        by: sent_back.by,
        whom: Some(Party::Team(sent_back.team)),
        document: Some(sent_back.document),
        ..fact.moment(TimelineWhat::Returned)
    }))
}

pub(super) fn started(fact: &Fact, _: &Facts) -> Vec<Moment> {
    let corrects = fact.value.get("version_of").is_some_and(Value::is_string);
    fact.is(match (form_of(fact), corrects) {
        (Some(FAMILY_PLAN), false) => TimelineWhat::FamilyPlanStarted,
        (Some(FAMILY_PLAN), true) => TimelineWhat::FamilyPlanChanged,
        // Its day is that of its approval.
        (Some(FAMILY_EVALUATION), _) => return Vec::new(),
        (_, true) => TimelineWhat::CorrectionStarted,
        (_, false) => TimelineWhat::Started,
    })
}

pub(super) fn approved(fact: &Fact, facts: &Facts) -> Vec<Moment> {
    let mut roots = facts.of(kind::INTERVIEW, RECORD_FIELD);
    let root = roots.find(|root| root.record == fact.document);
    let what = match root.and_then(form_of) {
        Some(FAMILY_PLAN) => TimelineWhat::FamilyPlanAgreed,
        Some(FAMILY_EVALUATION) => TimelineWhat::FamilyEvaluated,
        _ => TimelineWhat::Approved,
    };
    fact.telling(what, fact.value.as_str())
}

/// Id of the form that the root of a document names.
fn form_of(root: &Fact) -> Option<&str> {
    root.value.get("form")?.as_str()?.split('/').next()
}

pub(super) fn named_valid(fact: &Fact, facts: &Facts) -> Vec<Moment> {
    one(fact.read::<ValidSeal>().map(|word| Moment {
        at_ms: word.at_ms,
        by: word.by,
        detail: facts.sibling(fact, field::REASON),
        document: Some(word.document),
        ..fact.moment(TimelineWhat::ApprovalChosen)
    }))
}

pub(super) fn plan_approved(fact: &Fact, _: &Facts) -> Vec<Moment> {
    one(fact.read::<PlanApproval>().map(|approval| Moment {
        at_ms: approval.at_ms,
        by: approval.by,
        document: Some(approval.document),
        ..fact.moment(TimelineWhat::PlanApproved)
    }))
}

/// A return, a word on the valid approval, or an approval of the plan; what was said is told by a moment of its own.
pub(super) fn taken_back(fact: &Fact, facts: &Facts) -> Vec<Moment> {
    let Some(said) = fact.read::<TakenBack>() else {
        return Vec::new();
    };
    let of_kind = |kind| {
        let mut rows = facts.of(kind, ROW_FIELD);
        rows.any(|row| row.record == said.of)
    };
    let what = if of_kind(kind::RETURN) {
        TimelineWhat::ReturnTakenBack
    } else if of_kind(kind::VALID_SEAL) {
        TimelineWhat::ApprovalChoiceTakenBack
    } else if of_kind(kind::PLAN_APPROVAL) {
        TimelineWhat::PlanApprovalTakenBack
    } else {
        // What was taken back is not this seat's to read.
        return Vec::new();
    };
    one(Some(Moment {
        at_ms: said.at_ms,
        by: said.by,
        detail: facts.sibling(fact, field::REASON),
        ..fact.moment(what)
    }))
}
