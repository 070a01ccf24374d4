//! From the request to the asystent, by the articles of the act.

use chrono::NaiveDate;
use teren_domain::assistance::{
    Assignment, Assistance, AssistanceEnd, AssistanceEndReason, AssistanceRequest, AssistantLoad,
    Coordination, CoordinationEnd, FamilyConsent, Unready,
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
        coordinated: Vec::new(),
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

#[test]
fn the_family_is_needed_until_the_last_day_of_the_monitoring_without_one_until_the_end() {
    let ended = |on: &str, monitored_until: Option<&str>| Assistance {
        ended: Some(AssistanceEnd {
            on: day(on),
            reason: AssistanceEndReason::GoalsReached,
            monitored_until: monitored_until.map(day),
            by: Uuid::nil(),
            at_ms: 0,
        }),
        ..asked(false, Some(true))
    };
    let table = [
        ("2026-11-23", None, "2026-11-23"),
        ("2026-11-23", Some("2027-02-23"), "2027-02-23"),
        // Written wrongly by a newer program: never over before the end.
        ("2026-11-23", Some("2026-11-01"), "2026-11-23"),
    ];
    for (on, monitored, last) in table {
        let (assistance, last) = (ended(on, monitored), day(last));
        assert!(!assistance.is_past(last), "{on} {monitored:?}");
        assert!(assistance.is_past(last.succ_opt().unwrap_or_default()));
    }
    assert!(!asked(false, Some(true)).is_past(day("2099-01-01")));
}

#[test]
fn a_plan_has_one_koordynator_the_last_until_it_is_taken_from_her() {
    let mut assistance = asked(false, Some(true));
    assert_eq!(assistance.coordinator(), None);
    let (by, at_ms) = (Uuid::nil(), 0);
    for coordinator in [Uuid::from_u128(1), Uuid::from_u128(2)] {
        assistance.coordinated.push(Coordination {
            coordinator,
            by,
            at_ms,
            ended: None,
        });
        assert_eq!(assistance.coordinator(), Some(coordinator));
    }
    if let Some(last) = assistance.coordinated.last_mut() {
        last.ended = Some(CoordinationEnd { by, at_ms });
    }
    assert_eq!(assistance.coordinator(), None);
}
