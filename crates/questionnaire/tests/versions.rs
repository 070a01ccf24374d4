//! A new version of one form is data alone: three files through the public loader. A started interview keeps its version.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod cases_reader;

use cases_reader::cases_in;
use chrono::NaiveDate;
use serde_json::{Value, json};
use teren_domain::Category;
use teren_domain::facts::Part;
use teren_questionnaire::forms::Forms;
use teren_questionnaire::{Answers, Form, INTERVIEW, Record, Start};
use uuid::Uuid;

fn with_the_new_version() -> Forms {
    Forms::shipped()
        .with(
            include_str!("fixtures/part-i-2027-01-01/shape.toml"),
            include_str!("fixtures/part-i-2027-01-01/rules.toml"),
            include_str!("fixtures/part-i-2027-01-01/layout.toml"),
        )
        .unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn heated(answers: &Answers, word: &str) -> Answers {
    let mut records = answers.records().to_vec();
    let root = records.iter_mut().find(|record| record.kind == INTERVIEW);
    root.unwrap()
        .answers
        .insert("heating".to_owned(), json!(word));
    Answers::new(records)
}

/// Rules that speak of an answer about the heating.
fn findings(form: &Form, answers: &Answers) -> Vec<String> {
    let found = form.evaluate(answers, day("2027-02-01")).findings;
    let found = found
        .into_iter()
        .filter(|finding| finding.field.starts_with("heating"));
    found.map(|finding| finding.rule).collect()
}

#[test]
fn an_interview_starts_with_the_version_of_its_day() {
    let forms = with_the_new_version();
    let table = [
        ("2021-11-15", "2021-11-15"),
        ("2026-12-31", "2021-11-15"),
        ("2027-01-01", "2027-01-01"),
        ("2031-05-05", "2027-01-01"),
    ];
    for (start, version) in table {
        assert_eq!(
            forms.for_date(Part::I, day(start)).unwrap().version,
            version
        );
    }
    assert_eq!(
        forms.for_date(Part::IV, day("2031-05-05")).unwrap().version,
        "2021-11-15"
    );
    assert!(
        forms
            .versions()
            .any(|named| named == ("part-i", "2027-01-01"))
    );
    // Nobody else's forms changed.
    assert!(Forms::shipped().load("part-i", "2027-01-01").is_err());
}

#[test]
fn a_started_interview_keeps_its_version_and_a_new_one_has_the_changed_question() {
    let forms = with_the_new_version();
    let before = forms.load("part-i", "2021-11-15").unwrap();
    let after = forms.for_date(Part::I, day("2027-02-01")).unwrap();
    for case in cases_in(&before) {
        let (started, new) = (case.evaluation(&before), case.evaluation(&after));
        assert!(started.complete && new.complete, "{}", case.id);
        assert_eq!(started.findings, new.findings, "{}", case.id);
    }
    let case = cases_in(&before).into_iter().next().unwrap();
    let table: [(&str, &[&str], &[&str]); 3] = [
        ("piece węglowe", &[], &[]),
        ("pompa ciepła", &["unfit"], &[]),
        ("inne (jakie?)", &["unfit"], &["heating-described"]),
    ];
    for (word, old, new) in table {
        let answers = heated(&case.answers, word);
        assert_eq!(findings(&before, &answers), old, "{word}");
        assert_eq!(findings(&after, &answers), new, "{word}");
    }
    assert!(before.field(INTERVIEW, "heating_other").is_none());
    assert_eq!(
        after
            .find("Sytuacja mieszkaniowa", "Ogrzewanie → jakie")
            .unwrap()
            .id,
        "heating_other"
    );
}

#[test]
fn what_is_sealed_names_the_version_it_was_answered_in() {
    let forms = with_the_new_version();
    for version in ["2021-11-15", "2027-01-01"] {
        let form = forms.load("part-i", version).unwrap();
        let bytes = form.canonical(&Answers::default(), Category::Situation);
        let sealed: Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(sealed.get("version"), Some(&json!(version)));
    }
}

#[test]
fn answers_pass_from_the_old_version_to_the_new_one_by_the_ids_of_fields() {
    let forms = with_the_new_version();
    let before = forms.load("part-i", "2021-11-15").unwrap();
    let after = forms.load("part-i", "2027-01-01").unwrap();
    let case = cases_in(&before).into_iter().next().unwrap();
    let same = |record: &Record| record.id;
    let carried = after.carry(Start::Correction, &before, &case.answers, &[], same);
    let root: Uuid = case.answers.root().unwrap().id;
    let heating = carried
        .iter()
        .find(|answer| answer.record == root && answer.field == "heating")
        .unwrap();
    assert_eq!(
        Some(&heating.value),
        case.answers.root().unwrap().answer("heating")
    );
    let first = case.person("p1");
    assert!(carried.iter().any(|answer| answer.record == first));
    let place = carried
        .iter()
        .find(|answer| answer.record == root && answer.field == "@");
    let form = place.unwrap().value.get("form").cloned();
    assert_eq!(form, Some(json!("part-i/2027-01-01")));
}
