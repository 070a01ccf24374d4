//! From the request to the asystent, by the articles of the act.

use chrono::NaiveDate;
use teren_domain::assistance::{
    Assignment, Assistance, AssistanceEnd, AssistanceEndReason, AssistanceRequest, AssistantLoad,
    FamilyConsent, Unready,
};
use uuid::Uuid;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap_or_default()
}

fn asked(obligatory: bool, consent: Option<bool>) -> Assistance {
    let nobody = Uuid::nil();
    Assistance {
        request: AssistanceRequest {
            obligatory,
            by: nobody,
            at_ms: 0,
        },
        consent: consent.map(|given| FamilyConsent {
            given,
            on: day("2026-11-20"),
            by: nobody,
            at_ms: 0,
        }),
        assigned: Vec::new(),
        ended: None,
    }
}

#[test]
fn nobody_works_with_a_family_that_has_not_agreed_unless_the_act_leaves_no_choice() {
    // Obligatory (art. 11 ust. 1a), what the family said, what the assignment waits for.
    let table = [
        (false, None, Some(Unready::NoConsent)),
        (false, Some(false), Some(Unready::Refused)),
        (false, Some(true), None),
        (true, None, None),
        (true, Some(false), None),
        (true, Some(true), None),
    ];
    for (obligatory, consent, waits_for) in table {
        let assistance = asked(obligatory, consent);
        assert_eq!(assistance.unready(), waits_for, "{obligatory} {consent:?}");
        let refused = waits_for == Some(Unready::Refused);
        assert_eq!(assistance.is_open(), !refused, "{obligatory} {consent:?}");
    }
}

#[test]
fn the_last_assigned_works_with_the_family_until_the_day_it_ends() {
    let mut assistance = asked(false, Some(true));
    let today = day("2026-11-23");
    assert_eq!(assistance.assistant(today), None);
    let (first, second) = (Uuid::from_u128(1), Uuid::from_u128(2));
    for assistant in [first, second] {
        let (by, at_ms) = (Uuid::nil(), 0);
        assistance.assigned.push(Assignment {
            assistant,
            by,
            at_ms,
        });
        assert_eq!(assistance.assistant(today), Some(assistant));
    }
    // Who was at work is not undone by a later refusal.
    assistance.consent = asked(false, Some(false)).consent;
    assert!(assistance.is_open());
    assistance.ended = Some(AssistanceEnd {
        on: day("2026-11-24"),
        reason: AssistanceEndReason::GoalsReached,
        monitored_until: None,
        by: second,
        at_ms: 0,
    });
    assert_eq!(assistance.assistant(today), Some(second));
    assert_eq!(assistance.assistant(day("2026-11-24")), None);
    assert_eq!(assistance.unready(), Some(Unready::Ended));
    assert!(!assistance.is_open());
}

#[test]
fn fifteen_families_are_the_most_and_thirteen_are_nearly() {
    let table = [
        (12, false, false),
        (13, true, false),
        (14, true, false),
        (15, true, true),
    ];
    for (families, warns, full) in table {
        let load = AssistantLoad::of(families, day("2026-11-23"));
        assert_eq!((load.warns(), load.is_full()), (warns, full), "{families}");
    }
}
