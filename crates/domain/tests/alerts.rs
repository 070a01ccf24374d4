//! Every alert says which answers it comes from.

#[expect(
    dead_code,
    reason = "the stories of law_by_article use the other people"
)]
mod family;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use family::{application, daughter, single};
use teren_domain::alert::{AlertCode, alerts};
use teren_domain::facts::{InterviewFacts, Sex};

fn day(text: &str) -> Option<NaiveDate> {
    text.parse().ok()
}

#[test]
fn every_alert_says_which_answers_it_comes_from_and_names_nobody() {
    use AlertCode as Code;
    let whole = || application(vec![single(), daughter()]);
    let with_number = |number: &str| {
        let mut person = single();
        person.pesel = Some(number.to_owned());
        person.born = day("1960-01-01");
        person.sex = Some(Sex::Male);
        application(vec![person])
    };
    let mut late = whole();
    late.report.received = day("2026-08-03").and_then(|day| day.and_hms_opt(8, 0, 0));
    late.report.urgent = true;
    late.interview_date = day("2026-08-20");
    let table: [(Code, InterviewFacts, &str); 10] = [
        (
            Code::DomesticViolence,
            InterviewFacts {
                domestic_violence: Some(true),
                ..whole()
            },
            "na pytanie o przemoc w rodzinie",
        ),
        (
            Code::DomesticViolence,
            InterviewFacts {
                reasons: vec!["7".to_owned()],
                ..whole()
            },
            "pkt 7",
        ),
        (
            Code::ChildSafety,
            InterviewFacts {
                child_safety_concern: Some(true),
                ..whole()
            },
            "dotyczyć małoletniego",
        ),
        (
            Code::ChildSafety,
            InterviewFacts {
                domestic_violence: Some(true),
                ..whole()
            },
            "na pytanie o przemoc w rodzinie",
        ),
        (
            Code::WorkerSafety,
            InterviewFacts {
                worker_safety_threat: Some(true),
                ..whole()
            },
            "bezpieczeństwu pracownika",
        ),
        (
            Code::TermMissed,
            late,
            "wpłynęło 3.08.2026, pilne, a wywiad przeprowadzono 20.08.2026",
        ),
        (
            Code::Competence,
            InterviewFacts {
                homeless: true,
                last_registration_gmina: Some("Wzorcowo".to_owned()),
                ..whole()
            },
            "Wzorcowo",
        ),
        (
            Code::NoSignatureHealth,
            InterviewFacts {
                health_note: Some(true),
                ..whole()
            },
            "adnotację",
        ),
        (
            Code::PeselCheckDigit,
            with_number("44051401358"),
            "wpisano numer PESEL",
        ),
        (
            Code::PeselBirthDate,
            with_number("44051401359"),
            "data urodzenia",
        ),
    ];
    let mut met = BTreeSet::new();
    for (code, facts, because) in table {
        let found = alerts(&facts, "Konstancin-Jeziorna");
        let one = found.iter().find(|alert| alert.code == code);
        let said = one.map(|alert| alert.because.as_str()).unwrap_or_default();
        assert!(said.contains(because), "{code:?}: {found:?}");
        for alert in &found {
            assert!(alert.because.starts_with("bo "), "{alert:?}");
            assert!(!alert.because.contains("Wymyślona"), "{alert:?}");
            met.insert(alert.code);
        }
    }
    assert!(met.contains(&Code::NoPesel));
}
