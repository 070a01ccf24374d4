//! Alerts, competence and the household as stories of one invented family.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

mod story;

use story::{day, family, person, pesel_of, planned};
use teren_domain::Category;
use teren_domain::alert::{AlertCode, AlertLevel, alerts, interview_on_time, term_of};
use teren_domain::competence::{competence, same_gmina};
use teren_domain::facts::{InterviewFacts, Part, ReportFacts, Sex};
use teren_domain::household::{HouseholdProblem, findings, minors};

const GMINA: &str = "Warszawa";

/// Codes with the number of the person.
fn codes(facts: &InterviewFacts) -> Vec<(AlertCode, Option<u128>)> {
    let number = |alert: &teren_domain::alert::Alert| alert.person.map(|id| id.as_u128());
    alerts(facts, GMINA)
        .iter()
        .map(|alert| (alert.code, number(alert)))
        .collect()
}

#[test]
fn an_ordinary_family_raises_nothing() {
    assert_eq!(codes(&family()), []);
    assert_eq!(findings(&family()), []);
    assert_eq!(interview_on_time(&family()), Some(true));
}

#[test]
fn violence_warns_once_and_for_each_child_of_the_household() {
    let mut facts = InterviewFacts {
        domestic_violence: Some(true),
        ..family()
    };
    facts
        .persons
        .push(person(4, "syn", "2012-01-01", Sex::Male, "kawaler"));
    facts.persons[3].household = 0;
    facts.persons[3].pesel = Some(pesel_of(day("2012-01-01"), 4, 1));
    let expected = [
        (AlertCode::DomesticViolence, None),
        (AlertCode::ChildSafety, Some(3)),
    ];
    assert_eq!(codes(&facts), expected, "the son keeps another household");
    assert!(
        alerts(&facts, GMINA)
            .iter()
            .all(|alert| alert.level == AlertLevel::Urgent)
    );
    assert!(
        alerts(&facts, GMINA)
            .iter()
            .all(|alert| alert.code.category() == Category::Violence)
    );
}

#[test]
fn fear_for_a_child_warns_without_violence_being_stated() {
    let facts = InterviewFacts {
        child_safety_concern: Some(true),
        ..family()
    };
    assert_eq!(codes(&facts), [(AlertCode::ChildSafety, Some(3))]);
    let mut childless = facts;
    childless.persons.truncate(2);
    assert_eq!(codes(&childless), [(AlertCode::ChildSafety, None)]);
}

#[test]
fn a_child_is_one_until_the_eighteenth_birthday() {
    let table = [
        (Some("2008-11-18"), None, true),
        (Some("2008-11-17"), None, false),
        (Some("2026-11-17"), None, true),
        (None, Some("dziecko"), true),
        (None, Some("uczeń"), false),
    ];
    for (born, position, child) in table {
        let mut facts = family();
        facts.persons[2].born = born.map(day);
        facts.persons[2].pesel = None;
        facts.persons[2].labour_position = position.map(str::to_owned);
        assert_eq!(
            minors(&facts).len(),
            usize::from(child),
            "{born:?} {position:?}"
        );
    }
    let mut told_by_pesel = family();
    told_by_pesel.persons[2].born = None;
    assert_eq!(minors(&told_by_pesel).len(), 1);
}

#[test]
fn threats_to_the_worker_and_a_missing_signature_are_told() {
    let facts = InterviewFacts {
        worker_safety_threat: Some(true),
        health_note: Some(true),
        ..family()
    };
    assert_eq!(
        codes(&facts),
        [
            (AlertCode::WorkerSafety, None),
            (AlertCode::NoSignatureHealth, Some(1))
        ]
    );
    assert_eq!(AlertCode::NoSignatureHealth.level(), AlertLevel::Note);
}

#[test]
fn a_pesel_is_doubted_for_one_cause_at_a_time() {
    let numbered = |number: &str| {
        let mut facts = family();
        facts.persons[1].pesel = Some(number.to_owned());
        codes(&facts)
    };
    assert_eq!(
        numbered("88020300112"),
        [(AlertCode::PeselCheckDigit, Some(2))]
    );
    assert_eq!(numbered("brak"), [(AlertCode::PeselCheckDigit, Some(2))]);
    assert_eq!(numbered(""), [(AlertCode::NoPesel, Some(2))]);
    assert_eq!(
        numbered(&pesel_of(day("1988-02-13"), 1, 1)),
        [(AlertCode::PeselBirthDate, Some(2))]
    );
    assert_eq!(
        numbered(&pesel_of(day("1988-02-03"), 1, 2)),
        [(AlertCode::PeselSex, Some(2))]
    );
    assert_eq!(
        numbered(&pesel_of(day("1988-02-13"), 1, 2)),
        [
            (AlertCode::PeselBirthDate, Some(2)),
            (AlertCode::PeselSex, Some(2))
        ]
    );
}

#[test]
fn a_late_interview_is_told_and_an_unheld_one_is_not() {
    let mut facts = family();
    facts.report.urgent = true;
    facts.interview_date = Some(day("2026-11-18"));
    assert_eq!(codes(&facts), []);
    facts.interview_date = Some(day("2026-11-19"));
    assert_eq!(codes(&facts), [(AlertCode::TermMissed, None)]);
    assert!(alerts(&facts, GMINA)[0].text.contains("18.11.2026"));
    facts.interview_date = None;
    assert_eq!((codes(&facts), interview_on_time(&facts)), (vec![], None));
    facts.report.received = None;
    assert_eq!(term_of(&facts), None);
}

#[test]
fn a_homeless_person_belongs_to_the_gmina_of_the_last_registration() {
    let table = [
        (true, Some("Wzorcowo"), true),
        (true, Some("gmina Wzorcowo"), true),
        (true, Some("m.st. Warszawa"), false),
        (true, Some("  warszawa "), false),
        (true, Some(""), false),
        (true, None, false),
        (false, Some("Wzorcowo"), false),
    ];
    for (homeless, gmina, elsewhere) in table {
        let last_registration_gmina = gmina.map(str::to_owned);
        let facts = InterviewFacts {
            homeless,
            last_registration_gmina,
            ..family()
        };
        assert_eq!(
            competence(&facts, GMINA).is_some(),
            elsewhere,
            "{homeless} {gmina:?}"
        );
        let told = codes(&facts).contains(&(AlertCode::Competence, Some(1)));
        assert_eq!(told, elsewhere);
    }
    assert!(same_gmina("Gmina Piaseczno", "Piaseczno"));
}

#[test]
fn only_what_cannot_wait_is_given_at_the_place_of_stay() {
    let mut facts = InterviewFacts {
        homeless: true,
        last_registration_gmina: Some("Wzorcowo".to_owned()),
        help_plan: planned(&["schronienie", "zasiłek okresowy", "posiłek"]),
        ..family()
    };
    let calm = competence(&facts, GMINA).unwrap();
    assert_eq!(
        (
            calm.at_place_of_stay.len(),
            calm.at_place_basis,
            calm.refund
        ),
        (0, None, None)
    );
    facts.report.urgent = true;
    let urgent = competence(&facts, GMINA).unwrap();
    assert_eq!(urgent.at_place_of_stay, ["posiłek", "schronienie"]);
    assert!(urgent.refund.unwrap().starts_with("art. 101 ust. 7"));
}

type Change = fn(&mut InterviewFacts);

#[test]
fn what_does_not_fit_in_a_household_is_found() {
    use HouseholdProblem as P;
    let table: [(&str, Change, P, Option<u128>); 13] = [
        (
            "born after the interview",
            |f| f.persons[2].born = Some(day("2026-11-18")),
            P::BornInFuture,
            Some(3),
        ),
        (
            "older than anybody",
            |f| f.persons[0].born = Some(day("1890-01-01")),
            P::AgeOverLimit,
            Some(1),
        ),
        (
            "only a child left",
            |f| drop(f.persons.drain(..2)),
            P::MinorsWithoutAdult,
            None,
        ),
        (
            "no relation",
            |f| f.persons[1].relation = None,
            P::RelationMissing,
            Some(2),
        ),
        (
            "blank relation",
            |f| f.persons[1].relation = Some(" ".into()),
            P::RelationMissing,
            Some(2),
        ),
        (
            "a male daughter",
            |f| f.persons[2].sex = Some(Sex::Male),
            P::RelationAgainstSex,
            Some(3),
        ),
        (
            "husband of a divorced",
            |f| f.persons[0].marital_status = Some("rozwiedziona".into()),
            P::SpouseNotMarried,
            Some(2),
        ),
        (
            "bachelor husband",
            |f| f.persons[1].marital_status = Some("kawaler".into()),
            P::SpouseNotMarried,
            Some(2),
        ),
        (
            "two husbands",
            |f| {
                f.persons
                    .push(person(4, "Mąż", "1980-01-01", Sex::Male, "żonaty"))
            },
            P::SecondSpouse,
            Some(4),
        ),
        (
            "a divorced child",
            |f| f.persons[2].marital_status = Some("rozwiedziona".into()),
            P::MarriedTooYoung,
            Some(3),
        ),
        (
            "daughter of a child",
            |f| f.persons[2].born = Some(day("2001-01-01")),
            P::ChildTooOld,
            Some(3),
        ),
        (
            "mother younger",
            |f| {
                f.persons
                    .push(person(4, "matka", "1991-01-01", Sex::Female, "wdowa"))
            },
            P::ParentTooYoung,
            Some(4),
        ),
        (
            "one PESEL for two",
            |f| f.persons[1].pesel = f.persons[0].pesel.clone(),
            P::SamePeselTwice,
            Some(2),
        ),
    ];
    for (story, change, problem, number) in table {
        let mut facts = family();
        change(&mut facts);
        let found: Vec<_> = findings(&facts)
            .iter()
            .map(|found| (found.problem, found.person.map(|id| id.as_u128())))
            .collect();
        assert_eq!(found, [(problem, number)], "{story}");
        assert!(findings(&facts)[0].text.ends_with('.'));
    }
}

#[test]
fn separation_is_still_a_marriage_and_unknown_words_are_left_alone() {
    let table: [Change; 3] = [
        |f| f.persons[0].marital_status = Some("separacja".into()),
        |f| f.persons[1].marital_status = None,
        |f| f.persons[1].relation = Some("kuzynka szwagra".into()),
    ];
    for change in table {
        let mut facts = family();
        change(&mut facts);
        assert_eq!(findings(&facts), []);
    }
}

// Which report an interview follows.

#[test]
fn interview_follows_the_report_it_names_and_an_update_no_other() {
    let report = |day: &str, help: &str| ReportFacts {
        received: format!("{day}T09:30:00").parse().ok(),
        requested_help: Some(help.to_owned())
            .into_iter()
            .filter(|help| !help.is_empty())
            .collect(),
        ..ReportFacts::default()
    };
    let reports = [
        report("2026-01-15", ""),
        report("2026-07-27", "second"),
        report("2026-02-02", "first"),
    ];
    let table = [
        // part, the day it names, the day it was held, the report
        (Part::I, Some("2026-02-02"), "2026-02-10", Some("first")),
        (Part::I, None, "2026-02-10", Some("first")),
        (Part::I, None, "2026-08-05", Some("second")),
        (Part::I, None, "2026-01-01", Some("")),
        // A check for another office answers nobody who asks for help here.
        (Part::IX, None, "2026-08-05", Some("")),
        (Part::IV, Some("2026-07-27"), "2026-08-05", Some("second")),
        (Part::IV, None, "2026-08-05", None),
        (Part::IV, Some("2026-08-01"), "2026-08-05", None),
    ];
    for (part, named, held, expected) in table {
        let mut facts = family();
        facts.part = part;
        facts.report.received = named.and_then(|day| format!("{day}T00:00:00").parse().ok());
        facts.interview_date = held.parse().ok();
        let found = ReportFacts::followed_by(&reports, &facts);
        let help = found.map(|report| report.requested_help.concat());
        assert_eq!(help.as_deref(), expected, "{part:?} {named:?} {held}");
    }
    assert_eq!(ReportFacts::followed_by(&[], &family()), None);
}
