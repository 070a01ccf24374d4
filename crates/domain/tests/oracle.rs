//! The eight case files as an answer sheet: every figure the law gives for them, compared exactly.
//! The reader below is direct and small on purpose; the product reads cases through `questionnaire`.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use teren_domain::assess::{Assessment, assess};
use teren_domain::criteria::OfficeParameters;
use teren_domain::facts::{
    AlimonyRow, DocumentSeen, Incapacity, IncomeLoss, IncomeRow, InterviewFacts, Part, Person,
    PlannedHelp, ReportFacts, Sex,
};
use teren_domain::{Grosze, Month};
use uuid::Uuid;

const CASES: [(&str, &str); 8] = [
    (
        "01",
        include_str!("../../../tests/fixtures/cases/01-emerytka-opal.json"),
    ),
    (
        "02",
        include_str!("../../../tests/fixtures/cases/02-zasilek-staly.json"),
    ),
    (
        "03",
        include_str!("../../../tests/fixtures/cases/03-rodzina-asystent.json"),
    ),
    (
        "04",
        include_str!("../../../tests/fixtures/cases/04-rolnik.json"),
    ),
    (
        "05",
        include_str!("../../../tests/fixtures/cases/05-uslugi-opiekuncze.json"),
    ),
    (
        "06",
        include_str!("../../../tests/fixtures/cases/06-przemoc-pilne.json"),
    ),
    (
        "07",
        include_str!("../../../tests/fixtures/cases/07-bezdomny-wlasciwosc.json"),
    ),
    (
        "08",
        include_str!("../../../tests/fixtures/cases/08-aktualizacja.json"),
    ),
];

/// Keys of FORMAT §4 that this crate's law must answer.
const ALWAYS: [&str; 12] = [
    "income_month",
    "persons_counted",
    "income",
    "income_per_person",
    "criterion",
    "within_criterion",
    "below_criterion",
    "counted",
    "not_counted",
    "spread",
    "estimates",
    "missing_documents",
];
/// Words that FORMAT does not compare.
const WORDS: [&str; 2] = ["why", "formula"];

/// Short refs of a case (`p1`, `d2`) as the ids the program knows.
#[derive(Default)]
struct Refs(BTreeMap<String, Uuid>);

impl Refs {
    fn id(&mut self, short: &str) -> Uuid {
        let next = Uuid::from_u128(u128::try_from(self.0.len()).unwrap() + 1);
        *self.0.entry(short.to_owned()).or_insert(next)
    }

    /// The same JSON with ids turned back into short refs.
    fn short(&self, value: Value) -> Value {
        let name = |text: String| {
            let found = self.0.iter().find(|(_, id)| id.to_string() == text);
            found.map_or(text.clone(), |(short, _)| short.clone())
        };
        match value {
            Value::String(text) => Value::String(name(text)),
            Value::Array(items) => items.into_iter().map(|item| self.short(item)).collect(),
            Value::Object(fields) => fields
                .into_iter()
                .map(|(key, item)| (name(key), self.short(item)))
                .collect::<Map<_, _>>()
                .into(),
            other => other,
        }
    }
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}
fn grosze(value: &Value) -> Grosze {
    Grosze(value.as_i64().unwrap_or(0))
}
fn day<T: std::str::FromStr>(value: &Value) -> Option<T> {
    value.as_str().and_then(|text| text.parse().ok())
}
fn rows<'a>(owner: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> + use<'a> {
    owner[key].as_array().into_iter().flatten()
}

fn income_row(row: &Value, refs: &mut Refs) -> IncomeRow {
    IncomeRow {
        id: refs.id(row["id"].as_str().unwrap()),
        kind: text(&row["kind"]).unwrap(),
        month: day(&row["month"]),
        gross: grosze(&row["gross"]),
        costs: grosze(&row["costs"]),
        tax: grosze(&row["tax"]),
        health: grosze(&row["health"]),
        social: grosze(&row["social"]),
        hectares_e4: row["hectares_e4"].as_i64(),
        krus_month: row["krus_month"].as_i64().map(Grosze),
        declared: row["declared"].as_i64().map(Grosze),
        months_active: row["months_active"]
            .as_u64()
            .and_then(|months| u32::try_from(months).ok()),
        period: day::<Month>(&row["period"][0]).zip(day::<Month>(&row["period"][1])),
        foreign: None,
        document: text(&row["document"]),
        untouched: false,
    }
}

fn alimony_row(row: &Value, refs: &mut Refs) -> AlimonyRow {
    AlimonyRow {
        id: refs.id(row["id"].as_str().unwrap()),
        month: day(&row["month"]),
        amount: grosze(&row["amount"]),
        ordered: row["ordered"].as_i64().map(Grosze),
        arrears: row["arrears"].as_i64().map(Grosze),
        for_whom: text(&row["for"]),
        untouched: false,
    }
}

fn incapacity(row: &Value) -> Incapacity {
    Incapacity {
        kind: text(&row["kind"]).unwrap(),
        issuer: text(&row["issuer"]),
        number: text(&row["number"]),
        from: day(&row["from"]),
        until: day(&row["until"]),
    }
}

fn person(row: &Value, refs: &mut Refs) -> Person {
    Person {
        id: refs.id(row["ref"].as_str().unwrap()),
        first_name: text(&row["first_name"]).unwrap(),
        last_name: text(&row["last_name"]).unwrap(),
        pesel: text(&row["pesel"]),
        identity_document: text(&row["document"]["number"]),
        born: day(&row["born"]),
        sex: match row["sex"].as_str() {
            Some("K") => Some(Sex::Female),
            Some("M") => Some(Sex::Male),
            _ => None,
        },
        relation: text(&row["relation"]),
        marital_status: text(&row["marital_status"]),
        household: u32::try_from(row["household"].as_u64().unwrap()).unwrap(),
        citizenship: text(&row["citizenship"]),
        labour_position: text(&row["labour_position"]),
        incapacity: rows(row, "incapacity").map(incapacity).collect(),
        income: rows(row, "income")
            .map(|row| income_row(row, refs))
            .collect(),
        alimony_paid: rows(row, "alimony_paid")
            .map(|row| alimony_row(row, refs))
            .collect(),
    }
}

/// Every row of „Formy i zakres proponowanej pomocy”, wherever the block stands.
fn planned_help(answers: &Value) -> Vec<PlannedHelp> {
    let blocks = answers
        .as_object()
        .into_iter()
        .flat_map(|blocks| blocks.values());
    let groups = blocks.filter_map(|block| block["Formy i zakres proponowanej pomocy"].as_object());
    groups
        .flat_map(|groups| groups.values())
        .flat_map(|group| group.as_array().into_iter().flatten())
        .map(|row| PlannedHelp {
            kind: text(&row["rodzaj"]).unwrap(),
            scope: text(&row["Rodzaj i zakres"]),
            funding: text(&row["Źródło finansowania"]),
            amount: row["kwota"].as_i64().map(Grosze),
        })
        .collect()
}

fn part(word: &str) -> Part {
    match word {
        "I" => Part::I,
        "IV" => Part::IV,
        "VI" => Part::VI,
        other => panic!("part {other} is in no case file"),
    }
}

fn facts(case: &Value, interview: &Value, refs: &mut Refs) -> InterviewFacts {
    let report = if interview["report"].is_object() {
        &interview["report"]
    } else {
        &case["report"]
    };
    InterviewFacts {
        part: part(interview["part"].as_str().unwrap()),
        report: ReportFacts {
            application_date: day(&report["application_date"]),
            ..ReportFacts::default()
        },
        interview_date: day(&interview["date"]),
        persons: rows(interview, "persons")
            .map(|row| person(row, refs))
            .collect(),
        documents: rows(interview, "documents")
            .map(|row| DocumentSeen {
                point: text(&row["point"]).unwrap(),
                person: row["person"].as_str().map(|short| refs.id(short)),
                kind: text(&row["kind"]),
                form: text(&row["form"]),
                ..DocumentSeen::default()
            })
            .collect(),
        income_lost: rows(interview, "income_lost")
            .map(|row| IncomeLoss {
                person: row["person"].as_str().map(|short| refs.id(short)),
                date: day(&row["date"]),
                kind: text(&row["kind"]),
            })
            .collect(),
        reasons: Vec::new(),
        other_reason: false,
        help_plan: planned_help(&interview["answers"]),
        domestic_violence: None,
        child_safety_concern: None,
        worker_safety_threat: None,
        health_note: None,
        homeless: false,
        last_registration_gmina: None,
        territorial_symbol: None,
        ruling: Default::default(),
        contract: Default::default(),
        obstacles: Default::default(),
        relatives_elsewhere: Vec::new(),
    }
}

struct Played {
    assessment: Assessment,
    answers: Value,
}

fn play(case: &Value, interview: &Value, parameters: &OfficeParameters) -> Played {
    let mut refs = Refs::default();
    let assessment = assess(&facts(case, interview, &mut refs), parameters);
    let answers = refs.short(serde_json::to_value(&assessment).unwrap());
    Played {
        assessment,
        answers,
    }
}

/// Drops what FORMAT does not compare; `basis` is compared in `not_counted` only.
fn comparable(key: &str, value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(|item| comparable(key, item)).collect(),
        Value::Object(fields) => fields
            .iter()
            .filter(|(name, _)| {
                !WORDS.contains(&name.as_str()) && (*name != "basis" || key == "not_counted")
            })
            .map(|(name, item)| (name.clone(), comparable(key, item)))
            .collect::<Map<_, _>>()
            .into(),
        other => other.clone(),
    }
}

fn assert_key(story: &str, key: &str, got: &Value, expected: &Value) {
    assert_eq!(
        comparable(key, got),
        comparable(key, expected),
        "{story}: {key}"
    );
}

fn last_assessed(case: &Value) -> &Value {
    let spoken_of =
        |interview: &&Value| matches!(interview["part"].as_str(), Some("I" | "IV" | "VI"));
    rows(case, "interviews").filter(spoken_of).last().unwrap()
}

#[test]
fn all_eight_cases_come_out_to_the_grosz() {
    for (story, source) in CASES {
        let case: Value = serde_json::from_str(source).unwrap();
        let played = play(&case, last_assessed(&case), &OfficeParameters::default());
        let expected = &case["expected"];
        for key in ALWAYS {
            assert!(
                expected.get(key).is_some(),
                "{story}: the answer sheet says nothing of {key}"
            );
            assert_key(story, key, &played.answers[key], &expected[key]);
        }
        assert_key(
            story,
            "service_fee",
            &played.answers["service_fee"],
            &expected["service_fee"],
        );
        assert_eq!(
            played.answers["open"],
            json!([]),
            "{story}: nothing is left open"
        );
    }
}

#[test]
fn every_row_of_the_cases_is_explained() {
    for (story, source) in CASES {
        let case: Value = serde_json::from_str(source).unwrap();
        let played = play(&case, last_assessed(&case), &OfficeParameters::default()).assessment;
        for row in &played.counted {
            let last = row.steps.last().unwrap();
            assert_eq!(
                last.amount,
                Some(row.amount),
                "{story}: the last step is the amount"
            );
            assert!(last.basis.starts_with("art. 8"), "{story}: {}", last.basis);
        }
        assert!(
            played.not_counted.iter().all(|row| !row.why.is_empty()),
            "{story}"
        );
        assert!(
            played.estimates.iter().all(|row| !row.formula.is_empty()),
            "{story}"
        );
    }
}

#[test]
fn farmer_pays_krus_and_his_office_takes_it_off() {
    let case: Value = serde_json::from_str(CASES[3].1).unwrap();
    let variants = case["expected"]["variants"].as_array().unwrap();
    assert_eq!(variants.len(), 1);
    for variant in variants {
        let parameters: OfficeParameters =
            serde_json::from_value(variant["parameters"].clone()).unwrap();
        assert!(parameters.krus_deducted);
        let played = play(&case, last_assessed(&case), &parameters);
        for key in ["income", "estimates"] {
            assert_key("04 with KRUS", key, &played.answers[key], &variant[key]);
        }
    }
}

#[test]
fn update_after_the_son_moved_in_compares_with_the_interview_before() {
    let case: Value = serde_json::from_str(CASES[7].1).unwrap();
    let interviews = case["interviews"].as_array().unwrap();
    let before = play(&case, &interviews[0], &OfficeParameters::default());
    let now = play(&case, &interviews[1], &OfficeParameters::default());
    for key in ["income", "missing_documents", "estimates"] {
        assert_key(
            "08, w1",
            key,
            &before.answers[key],
            &case["expected"]["earlier"]["w1"][key],
        );
    }
    let tolerance = now.assessment.tolerance(&before.assessment).unwrap();
    let tolerance = serde_json::to_value(tolerance).unwrap();
    assert_key(
        "08",
        "tolerance",
        &tolerance,
        &case["expected"]["tolerance"],
    );
    assert_eq!(tolerance["basis"], case["expected"]["tolerance"]["basis"]);
}
