//! What a laptop never received it cannot leak.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use teren_app::clock::Clock as _;
use teren_app::contract::{AttemptKind, SygnaturaVerdict};
use teren_domain::Category;
use teren_ledger::Write;
use teren_store::Edit;

use crate::world::{World, documents, refusal};

/// A family that needs care services and money.
const CARE: &str = include_str!("../fixtures/cases/05-uslugi-opiekuncze.json");

const SECRETS: [(&str, &str); 3] = [
    ("violence_by", "zięć Ksawery, po alkoholu"),
    ("health_problems", "padaczka lekooporna"),
    ("reporter_name", "Sąsiadka Tajemnicza"),
];

#[test]
fn the_benefits_team_holds_nothing_of_health_violence_or_the_reporter() {
    let mut world = World::konstancin();
    let case = world.visit_for(&["Ewa"]);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let document = ewa.app.start_interview(case, None).unwrap().document;
    ewa.fill(document);
    ewa.app
        .save_answer(document, document, "violence", json!(true))
        .unwrap();
    for (field, value) in SECRETS {
        ewa.app
            .save_answer(document, document, field, json!(value))
            .unwrap();
    }
    ewa.app.approve(document).unwrap();
    ewa.exchange();
    let pawel = world.laptop("Paweł");
    pawel.exchange();
    assert_eq!(
        pawel.app.inbox().unwrap().len(),
        1,
        "the interview is there"
    );
    let (categories, text) = pawel.look(|store| {
        let (mut categories, mut text) = (BTreeSet::new(), String::new());
        for document in documents(store) {
            let state = store.document(document).unwrap();
            categories.extend(state.streams.keys().copied());
            for answer in state.answers() {
                text.extend(
                    answer
                        .values
                        .iter()
                        .map(|value| String::from_utf8_lossy(&value.value.value).into_owned()),
                );
            }
        }
        (categories, text)
    });
    for category in [
        Category::Health,
        Category::Violence,
        Category::Reporter,
        Category::SocialWork,
        Category::Situation,
    ] {
        assert!(!categories.contains(&category.number()), "{category:?}");
    }
    assert!(
        text.contains("Nibylska") && text.contains("emerytura"),
        "what the team needs is there"
    );
    for (field, value) in SECRETS {
        assert!(!text.contains(value), "{field}");
    }
    let read = world.laptop("Paweł").app.read_document(document).unwrap();
    let shown = format!("{:?}", read.sections);
    assert!(SECRETS.iter().all(|(_, value)| !shown.contains(value)));
}

/// Reasons of art. 7 that are nobody's but those who may know of violence, or of health.
const VIOLENCE: &str = "7) przemoc domowa";
const ADDICTION: &str = "13) alkoholizm lub narkomania";

#[test]
fn a_team_holds_no_byte_of_the_reasons_it_may_not_know() {
    let mut world = World::konstancin();
    let case = world.visit_for(&["Ewa"]);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let document = ewa.app.start_interview(case, None).unwrap().document;
    ewa.fill_with(document, CARE);
    let reasons = json!(["1) ubóstwo", VIOLENCE, ADDICTION]);
    ewa.app
        .save_answer(document, document, "reasons", reasons.clone())
        .unwrap();
    ewa.app
        .save_answer(document, document, "violence", json!(true))
        .unwrap();
    assert_eq!(ewa.reads(document, "reasons"), reasons, "one answer");
    let seal = ewa.app.approve(document).unwrap();
    ewa.exchange();
    assert_eq!(ewa.reads(document, "reasons"), reasons);
    // The services team may know of health, the benefits team of neither.
    for (name, known, hidden) in [
        ("Iwona", vec!["1) ubóstwo", ADDICTION], vec![VIOLENCE]),
        ("Paweł", vec!["1) ubóstwo"], vec![VIOLENCE, ADDICTION]),
    ] {
        let reader = world.laptop(name);
        reader.exchange();
        let text = reader.look(|store| {
            let mut text = String::new();
            for document in documents(store) {
                let state = store.document(document).unwrap();
                for value in state.answers().flat_map(|answer| answer.values) {
                    text += &String::from_utf8_lossy(&value.value.value);
                }
            }
            text
        });
        for word in &hidden {
            assert!(!text.contains(word), "{name}: {word}");
        }
        let read = reader.app.read_document(document).unwrap();
        let lines = read.sections.iter().flat_map(|section| &section.blocks);
        let mut lines = lines.flat_map(|block| &block.lines);
        let line = lines.find(|line| line.label.contains("art. 7")).unwrap();
        let told = format!("{}; część poza Twoim upoważnieniem", known.join("; "));
        assert_eq!(line.text, told, "{name}");
        let verdict = reader
            .app
            .verify_sygnatura(&seal.sygnatura)
            .unwrap()
            .verdict;
        assert_eq!(verdict, SygnaturaVerdict::Matches, "{name}");
    }
}

#[test]
fn who_holds_half_of_the_reasons_is_not_told_that_poverty_stands_alone() {
    let mut world = World::konstancin();
    let case = world.visit_for(&["Ewa"]);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let document = ewa.app.start_interview(case, None).unwrap().document;
    ewa.fill_with(document, CARE);
    let say = |reasons: Value, other: &str| {
        ewa.app
            .save_answer(document, document, "reasons", reasons)
            .unwrap();
        let saved = ewa
            .app
            .save_answer(document, document, "reasons_other", json!(other))
            .unwrap();
        let marked = saved.evaluation.findings.into_iter();
        let marked = marked.filter(|finding| finding.rule == "poverty-alone");
        let warnings = ewa.app.assessment(document).unwrap().warnings;
        let warned = warnings
            .iter()
            .filter(|one| one.basis.starts_with("art. 8 "))
            .count();
        (marked.count(), warned)
    };
    assert_eq!(say(json!(["1) ubóstwo"]), ""), (1, 1));
    assert_eq!(say(json!(["1) ubóstwo"]), "długi po zmarłym"), (0, 0));
    assert_eq!(say(json!(["1) ubóstwo", VIOLENCE]), ""), (0, 0));
    ewa.app.approve(document).unwrap();
    ewa.exchange();
    let pawel = world.laptop("Paweł");
    pawel.exchange();
    let told = pawel.app.assessment(document).unwrap();
    assert!(told.withheld.is_empty() && !told.sums.is_empty());
    assert!(told.warnings.is_empty(), "{:?}", told.warnings);
    let shown = pawel.app.open_interview(document).unwrap().evaluation;
    let marked = shown.findings.iter().map(|finding| finding.rule.as_str());
    assert!(!marked.into_iter().any(|rule| rule == "poverty-alone"));
}

#[test]
fn an_answer_that_came_in_another_category_is_not_shown_as_its_field() {
    let mut world = World::konstancin();
    let case = world.visit_for(&["Ewa"]);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let document = ewa.app.start_interview(case, None).unwrap().document;
    ewa.answer(document, "needs", "Prosi o opał.");
    let slip = |category: Category, field: &str| Edit {
        document,
        category: category.number(),
        writes: vec![Write {
            record: document,
            field: field.to_owned(),
            value: b"\"podrzucone\"".to_vec(),
        }],
    };
    let now_ms = world.centre.clock.now_ms();
    let ewa = world.laptop("Ewa");
    ewa.look(|store| {
        let slipped = [
            slip(Category::Identity, "violence_by"),
            slip(Category::Income, "needs"),
        ];
        store.write(&slipped, now_ms).unwrap();
    });
    assert_eq!(ewa.reads(document, "violence_by"), Value::Null);
    assert_eq!(ewa.reads(document, "needs"), "Prosi o opał.");
    let refused = ewa.try_exchange().quarantined;
    assert_eq!(refused.len(), 0, "the draft is private and does not leave");
}

#[test]
fn who_takes_the_report_is_told_at_once_that_the_interview_is_not_hers_to_write() {
    let mut world = World::konstancin();
    let case = world.visit_for(&["Ewa"]);
    let halina = world.laptop("Halina");
    halina.exchange();
    assert_eq!(
        refusal(halina.app.start_interview(case, None)),
        "not-allowed"
    );
    let attempt = halina.app.record_attempt(case, AttemptKind::NobodyHome, "");
    assert_eq!(refusal(attempt), "not-allowed");
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    assert!(!ewa.app.start_interview(case, None).unwrap().read_only);
}

#[test]
fn first_contact_holds_the_report_and_not_the_interview() {
    let mut world = World::konstancin();
    let case = world.visit_for(&["Ewa"]);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let document = ewa.app.start_interview(case, None).unwrap().document;
    ewa.fill_and_approve(document);
    ewa.exchange();
    let halina = world.laptop("Halina");
    halina.exchange();
    let categories = halina.look(|store| {
        let mut categories = BTreeSet::new();
        for document in documents(store) {
            categories.extend(store.document(document).unwrap().streams.keys().copied());
        }
        categories
    });
    assert!(categories.contains(&Category::Reporter.number()));
    for category in [
        Category::Health,
        Category::Income,
        Category::Situation,
        Category::Diagnosis,
    ] {
        assert!(!categories.contains(&category.number()), "{category:?}");
    }
}
