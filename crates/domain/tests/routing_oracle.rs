//! The eight case files as an answer sheet for terms, alerts, competence, entry and routes.
//! The reader below is direct and small on purpose; the product reads cases through `questionnaire`.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use serde_json::{Value, json};
use teren_domain::alert::{alerts, interview_on_time, term_of};
use teren_domain::competence::{competence, no_interview_needed, restrictions};
use teren_domain::condition::RoutingValues;
use teren_domain::entry::entry;
use teren_domain::facts::{
    InterviewFacts, Part, Person, PlannedHelp, RelativeElsewhere, ReportFacts, Sex,
};
use teren_domain::household;
use teren_domain::routing::{RoutingFacts, route};
use teren_domain::structure::{Structure, shipped_by_id};
use teren_domain::term::next_update_due;
use uuid::Uuid;

const CASES: [&str; 8] = [
    include_str!("../../../tests/fixtures/cases/01-emerytka-opal.json"),
    include_str!("../../../tests/fixtures/cases/02-zasilek-staly.json"),
    include_str!("../../../tests/fixtures/cases/03-rodzina-asystent.json"),
    include_str!("../../../tests/fixtures/cases/04-rolnik.json"),
    include_str!("../../../tests/fixtures/cases/05-uslugi-opiekuncze.json"),
    include_str!("../../../tests/fixtures/cases/06-przemoc-pilne.json"),
    include_str!("../../../tests/fixtures/cases/07-bezdomny-wlasciwosc.json"),
    include_str!("../../../tests/fixtures/cases/08-aktualizacja.json"),
];

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn texts(value: &Value) -> Vec<String> {
    value
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(text)
        .collect()
}

fn rows<'a>(owner: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> + use<'a> {
    owner[key].as_array().into_iter().flatten()
}

/// „tak” as the answer itself or under `odpowiedź`.
fn yes(value: &Value) -> Option<bool> {
    let said = value.as_str().or(value["odpowiedź"].as_str())?;
    Some(said == "tak")
}

fn report(of: &Value) -> ReportFacts {
    ReportFacts {
        received: of["received"]
            .as_str()
            .map(|at| NaiveDateTime::parse_from_str(at, "%Y-%m-%dT%H:%M").unwrap()),
        application_date: of["application_date"]
            .as_str()
            .map(|date| date.parse().unwrap()),
        urgent: of["urgent"].as_bool().unwrap_or_default(),
        flags: texts(&of["flags"]),
        requested_help: texts(&of["requested_help"]),
    }
}

fn person(row: &Value, id: Uuid) -> Person {
    Person {
        id,
        first_name: text(&row["first_name"]).unwrap(),
        last_name: text(&row["last_name"]).unwrap(),
        pesel: text(&row["pesel"]),
        identity_document: text(&row["document"]["number"]),
        born: row["born"].as_str().map(|date| date.parse().unwrap()),
        sex: row["sex"]
            .as_str()
            .map(|sex| if sex == "K" { Sex::Female } else { Sex::Male }),
        relation: text(&row["relation"]),
        marital_status: text(&row["marital_status"]),
        household: u32::try_from(row["household"].as_u64().unwrap()).unwrap(),
        citizenship: text(&row["citizenship"]),
        labour_position: text(&row["labour_position"]),
        incapacity: Vec::new(),
        income: Vec::new(),
        alimony_paid: Vec::new(),
    }
}

fn planned_help(answers: &Value) -> Vec<PlannedHelp> {
    let blocks = answers
        .as_object()
        .into_iter()
        .flat_map(|blocks| blocks.values());
    blocks
        .filter_map(|block| block["Formy i zakres proponowanej pomocy"].as_object())
        .flat_map(|groups| groups.values())
        .flat_map(|group| group.as_array().into_iter().flatten())
        .map(|row| PlannedHelp {
            kind: text(&row["rodzaj"]).unwrap(),
            scope: None,
            funding: None,
            amount: None,
        })
        .collect()
}

/// „9) bezradność …” → "9".
fn reasons(answers: &Value) -> Vec<String> {
    texts(&answers["A"]["powód trudnej sytuacji życiowej (art. 7)"])
        .iter()
        .filter_map(|reason| Some(reason.split_once(')')?.0.to_owned()))
        .collect()
}

fn part(word: &str) -> Part {
    if word == "IV" { Part::IV } else { Part::I }
}

struct Case {
    file: Value,
    facts: InterviewFacts,
    structure: &'static Structure,
    refs: BTreeMap<Uuid, String>,
}

fn read(source: &str) -> Case {
    let file: Value = serde_json::from_str(source).unwrap();
    let interview = rows(&file, "interviews").last().unwrap();
    let answers = &interview["answers"];
    let family = &answers["Sytuacja rodzinna osób wspólnie zamieszkujących"];
    let short_refs = rows(interview, "persons").map(|row| text(&row["ref"]).unwrap());
    let refs: BTreeMap<_, _> = (1..).map(Uuid::from_u128).zip(short_refs).collect();
    let facts = InterviewFacts {
        part: part(interview["part"].as_str().unwrap()),
        report: report(&file["report"]),
        interview_date: interview["date"].as_str().map(|date| date.parse().unwrap()),
        persons: rows(interview, "persons")
            .zip(refs.keys())
            .map(|(row, id)| person(row, *id))
            .collect(),
        documents: Vec::new(),
        income_lost: Vec::new(),
        reasons: reasons(answers),
        other_reason: false,
        help_plan: planned_help(answers),
        domestic_violence: yes(&family["Czy w rodzinie występuje przemoc?"]),
        child_safety_concern: yes(&answers["C"]["czy przemoc domowa może dotyczyć małoletniego"]),
        worker_safety_threat: yes(&answers["H"]["sytuacje zagrażające bezpieczeństwu pracownika"]),
        health_note: None,
        homeless: answers["Sytuacja mieszkaniowa"]["Mieszkanie"] == "brak mieszkania",
        territorial_symbol: None,
        last_registration_gmina: text(&answers["A"]["adres zameldowania na pobyt stały"]["gmina"]),
        ruling: Default::default(),
        contract: Default::default(),
        obstacles: Default::default(),
        relatives_elsewhere: rows(interview, "part_ii_requests")
            .map(|request| RelativeElsewhere {
                name: text(&request["name"]).unwrap_or_default(),
                gmina: text(&request["gmina"]),
            })
            .collect(),
    };
    let structure = shipped_by_id(file["office"].as_str().unwrap())
        .unwrap()
        .unwrap();
    Case {
        file,
        facts,
        structure,
        refs,
    }
}

impl Case {
    fn story(&self) -> &str {
        self.file["id"].as_str().unwrap()
    }
    fn expected(&self, key: &str) -> &Value {
        &self.file["expected"][key]
    }
}

/// The named keys of each row.
fn only(keys: &[&str], list: &Value) -> Vec<Value> {
    let pick = |row: &Value| {
        keys.iter()
            .map(|key| ((*key).to_owned(), row[*key].clone()))
            .collect()
    };
    list.as_array().into_iter().flatten().map(pick).collect()
}

#[test]
fn routes_of_all_cases_name_the_same_teams_rules_and_order() {
    for case in CASES.map(read) {
        let routes = route(
            case.structure,
            &RoutingFacts::of(&case.facts, RoutingValues::new()),
        );
        let found = serde_json::to_value(&routes).unwrap();
        let keys = ["team", "rules"];
        assert_eq!(
            only(&keys, &found),
            only(&keys, case.expected("routes")),
            "{}",
            case.story()
        );
        for assignment in routes {
            assert!(
                assignment.because.starts_with("W tym wywiadzie: "),
                "{}",
                assignment.because
            );
            assert!(case.structure.team_name(&assignment.team).is_some());
            assert_eq!(assignment.rules_version, case.structure.version);
        }
    }
}

#[test]
fn entry_of_all_cases_names_who_receives_and_who_interviews() {
    for case in CASES.map(read) {
        let found = entry(case.structure, &case.facts.report);
        let expected = case.expected("entry");
        assert_eq!(
            found.received_by,
            expected["received_by"],
            "{}",
            case.story()
        );
        assert_eq!(
            found.interview_by,
            expected["interview_by"],
            "{}",
            case.story()
        );
        assert_eq!(found.basis, expected["basis"], "{}", case.story());
    }
}

#[test]
fn alerts_of_all_cases_carry_code_person_and_level() {
    for case in CASES.map(read) {
        let found: Vec<_> = alerts(&case.facts, &case.structure.gmina.name)
            .iter()
            .map(|alert| {
                let person = alert.person.map(|id| case.refs[&id].clone());
                json!({"code": alert.code, "person": person, "level": alert.level})
            })
            .collect();
        let keys = ["code", "person", "level"];
        assert_eq!(
            found,
            only(&keys, case.expected("alerts")),
            "{}",
            case.story()
        );
    }
}

#[test]
fn terms_of_all_cases_fall_on_the_same_days() {
    for case in CASES.map(read) {
        let due = term_of(&case.facts).map(|term| term.due);
        assert_eq!(
            json!(due),
            *case.expected("interview_due"),
            "{}",
            case.story()
        );
        let on_time = interview_on_time(&case.facts);
        assert_eq!(
            json!(on_time),
            *case.expected("interview_on_time"),
            "{}",
            case.story()
        );
        let held = case.facts.interview_date.unwrap();
        let update = next_update_due(held, &case.facts.help_plan).map(|term| term.due);
        assert_eq!(
            json!(update),
            *case.expected("next_update_due"),
            "{}",
            case.story()
        );
    }
}

#[test]
fn the_first_interview_of_an_updated_case_was_due_in_its_own_term() {
    let file: Value = serde_json::from_str(CASES[7]).unwrap();
    let own = report(&file["interviews"][0]["report"]);
    let facts = InterviewFacts {
        report: own,
        ..read(CASES[7]).facts
    };
    assert_eq!(json!(term_of(&facts).unwrap().due), "2026-02-20");
}

#[test]
fn competence_and_what_needs_no_interview_stand_where_the_sheet_has_them() {
    for case in CASES.map(read) {
        let found = competence(&case.facts, &case.structure.gmina.name);
        assert_eq!(
            json!(found),
            *case.expected("competence"),
            "{}",
            case.story()
        );
        let exempt = no_interview_needed(&case.facts);
        let expected = case.expected("no_interview_needed");
        assert_eq!(
            json!(exempt),
            expected.as_array().map_or(json!([]), |list| json!(list))
        );
    }
}

#[test]
fn the_reporter_stays_closed_without_consent() {
    for case in CASES.map(read) {
        let consent = case.file["report"]["reported_by"]["consent_to_disclose"]
            .as_bool()
            .unwrap();
        let found: Vec<_> = restrictions(consent)
            .iter()
            .map(|closed| json!({"what": closed.what}))
            .collect();
        assert_eq!(
            found,
            only(&["what"], case.expected("restricted")),
            "{}",
            case.story()
        );
    }
}

#[test]
fn ordinary_families_raise_no_household_finding() {
    for case in CASES.map(read) {
        assert_eq!(household::findings(&case.facts), [], "{}", case.story());
    }
}
