//! The eight case files played whole by the program itself and held against their answer sheets, key by key.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::{Map, Value};

const CASES: [&str; 8] = [
    "01-emerytka-opal",
    "02-zasilek-staly",
    "03-rodzina-asystent",
    "04-rolnik",
    "05-uslugi-opiekuncze",
    "06-przemoc-pilne",
    "07-bezdomny-wlasciwosc",
    "08-aktualizacja",
];
/// Invented for what the eight leave out; their sheets were worked out by hand.
const OWN: [&str; 6] = [
    "own-bezdomny",
    "own-czesci",
    "own-krewni",
    "own-pietnascie",
    "own-powiat",
    "own-utrata",
];
/// Edits of several laptops apart.
const MERGES: [&str; 1] = ["merge-01"];
/// Files opened twice for one family.
const DUPLICATES: [&str; 1] = ["merge-02"];
/// Sentences, which the answer sheets do not compare.
const WORDS: [&str; 7] = [
    "why",
    "because",
    "formula",
    "text",
    "evidence",
    "title",
    "next_update_why",
];
/// `basis` is compared only where it names why a row does not count.
const EXACT_BASIS: &str = "not_counted";
fn fixture(name: &str) -> PathBuf {
    PathBuf::from(format!("../../tests/fixtures/cases/{name}.json"))
}

fn teren_play(files: &[PathBuf]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_teren-play"))
        .args(files)
        .output()
        .unwrap()
}

fn lines(output: &Output) -> Vec<Map<String, Value>> {
    let text = std::str::from_utf8(&output.stdout).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn case_file(name: &str) -> Value {
    serde_json::from_str(&std::fs::read_to_string(fixture(name)).unwrap()).unwrap()
}

/// What is compared of a value under a key of the sheet.
fn compared(key: &str, value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(|item| compared(key, item)).collect(),
        Value::Object(fields) => {
            let skipped =
                |name: &str| WORDS.contains(&name) || (name == "basis" && key != EXACT_BASIS);
            let fields = fields.iter().filter(|(name, _)| !skipped(name));
            Value::Object(
                fields
                    .map(|(name, item)| (name.clone(), compared(name_of(key, name), item)))
                    .collect(),
            )
        }
        other => other.clone(),
    }
}

/// Rows that do not count are named by their list, wherever it hangs.
fn name_of<'a>(key: &'a str, name: &'a str) -> &'a str {
    if name == EXACT_BASIS { name } else { key }
}

/// Where a line of output and an answer sheet differ, key by key; a key that only one of them has is a difference.
fn differences(line: &Map<String, Value>, case: &Value) -> Vec<String> {
    let sheet = case["expected"].as_object().unwrap();
    let keys: BTreeSet<&String> = line.keys().chain(sheet.keys()).collect();
    let compare = |key: &String| {
        let side = |keys: &Map<String, Value>| keys.get(key).map(|value| compared(key, value));
        let (played, sheet) = (side(line), side(sheet));
        (played != sheet).then(|| format!("{key}: {played:?} instead of {sheet:?}"))
    };
    let keys = keys
        .into_iter()
        .filter(|key| *key != "id" && !WORDS.contains(&key.as_str()));
    keys.filter_map(compare).collect()
}

/// Plays the files and holds each line against its answer sheet.
fn held_against_their_sheets(names: &[&str]) {
    let files: Vec<PathBuf> = names.iter().map(|name| fixture(name)).collect();
    let played = teren_play(&files);
    let said = String::from_utf8_lossy(&played.stderr);
    assert!(played.status.success(), "{said}");
    let lines = lines(&played);
    assert_eq!(lines.len(), names.len(), "{said}");
    let mut differ = Vec::new();
    for (name, line) in names.iter().zip(&lines) {
        let case = case_file(name);
        assert_eq!(line["id"], case["id"], "{name}");
        let found = differences(line, &case).into_iter();
        differ.extend(found.map(|difference| format!("{name}: {difference}")));
    }
    assert_eq!(differ, Vec::<String>::new(), "\n{}", differ.join("\n"));
}

#[test]
fn all_eight_cases_come_out_as_their_answer_sheets_say() {
    held_against_their_sheets(&CASES);
}

#[test]
fn every_part_of_the_questionnaire_is_played_and_held_against_a_sheet() {
    held_against_their_sheets(&OWN);
    let mut parts = BTreeSet::new();
    for name in CASES.iter().chain(&OWN) {
        let interviews = &case_file(name)["interviews"];
        let played = interviews.as_array().unwrap().iter();
        parts.extend(played.map(|interview| interview["part"].as_str().unwrap().to_owned()));
    }
    let all = ["I", "II", "III", "IV", "IX", "V", "VI", "VII", "VIII"];
    assert_eq!(parts, all.map(str::to_owned).into());
}

#[test]
fn edits_made_apart_come_out_as_their_answer_sheets_say() {
    held_against_their_sheets(&MERGES);
}

#[test]
fn families_opened_twice_are_proposed_as_their_answer_sheets_say_and_the_alike_are_kept_apart() {
    held_against_their_sheets(&DUPLICATES);
}

#[test]
fn every_route_says_why() {
    let played = teren_play(&[fixture("06-przemoc-pilne")]);
    let line = &lines(&played)[0];
    for route in line["routes"].as_array().unwrap() {
        assert!(!route["because"].as_str().unwrap().is_empty(), "{route}");
    }
}

/// A case file with one thing changed, and where it stands.
fn changed(change: impl FnOnce(&mut Value)) -> (tempfile::TempDir, PathBuf) {
    let mut case = case_file("01-emerytka-opal");
    change(&mut case);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("changed.json");
    std::fs::write(&file, case.to_string()).unwrap();
    (folder, file)
}

#[test]
fn what_is_wrong_in_a_file_is_named_with_file_and_field_and_never_with_its_value() {
    type Change = fn(&mut Value);
    let table: [(&str, Change); 13] = [
        ("interviews[0].part", |case| {
            case["interviews"][0]["part"] = "Kowalska".into()
        }),
        ("interviews[0].part", |case| {
            case["interviews"][0]["part"] = "IV".into()
        }),
        ("interviews[0].based_on", |case| {
            case["interviews"][0]["based_on"] = "Kowalska".into()
        }),
        ("interviews[0].changed_answers[0].label", |case| {
            case["interviews"][0]["changed_answers"] = serde_json::json!([
                {"block": "persons", "person": "p1", "label": "Kowalska", "value": "Kowalska"}
            ])
        }),
        ("report.urgent", |case| {
            case["report"]["urgent"] = "Kowalska".into()
        }),
        ("missing field `channel`", |case| {
            drop(case["report"].as_object_mut().unwrap().remove("channel"))
        }),
        ("office", |case| case["office"] = "Kowalska".into()),
        ("report.received", |case| {
            case["report"]["received"] = "Kowalska".into()
        }),
        ("interviews[0].persons[0].household", |case| {
            case["interviews"][0]["persons"][0]["household"] = "Kowalska".into()
        }),
        ("interviews[0].persons[0].income[0].gross", |case| {
            case["interviews"][0]["persons"][0]["income"][0]["gross"] = "Kowalska".into()
        }),
        ("interviews[0].answers.A.płeć", |case| {
            case["interviews"][0]["answers"]["A"]["płeć"] = "Kowalska".into()
        }),
        ("interviews[0].answers.A.wzrost", |case| {
            case["interviews"][0]["answers"]["A"]["wzrost"] = "Kowalska".into()
        }),
        ("interviews[0].worker.team", |case| {
            case["interviews"][0]["worker"]["team"] = "Kowalska".into()
        }),
    ];
    for (path, change) in table {
        let (_folder, file) = changed(change);
        let played = teren_play(std::slice::from_ref(&file));
        let said = String::from_utf8(played.stderr).unwrap();
        assert_eq!(played.status.code(), Some(2), "{path}: {said}");
        assert!(
            said.contains("changed.json") && said.contains(path),
            "{path}: {said}"
        );
        assert!(!said.contains("Kowalska"), "{path}: {said}");
        assert!(played.stdout.is_empty(), "{path}");
    }
}

#[test]
fn a_scenario_that_cannot_be_played_yet_is_named_and_the_other_files_are_played() {
    let folder = tempfile::tempdir().unwrap();
    let newer = folder.path().join("newer.json");
    std::fs::write(&newer, r#"{"kind": "something-newer"}"#).unwrap();
    let played = teren_play(&[
        newer.clone(),
        fixture("no-such-file"),
        fixture("05-uslugi-opiekuncze"),
    ]);
    let said = String::from_utf8_lossy(&played.stderr);
    assert_eq!(played.status.code(), Some(2), "{said}");
    assert!(said.contains("newer.json: kind: "), "{said}");
    assert!(said.contains("no-such-file.json: "), "{said}");
    let lines = lines(&played);
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0]["id"], "05");
}

#[test]
fn every_interview_of_a_file_can_be_had_on_paper() {
    let folder = tempfile::tempdir().unwrap();
    let played = Command::new(env!("CARGO_BIN_EXE_teren-play"))
        .arg("--print")
        .arg(folder.path().join("papers"))
        .arg(fixture("08-aktualizacja"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&played.stderr);
    assert!(played.status.success(), "{said}");
    assert_eq!(lines(&played).len(), 1);
    let names = std::fs::read_dir(folder.path().join("papers")).unwrap();
    let names: BTreeSet<String> = names
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    for name in [
        "08-1-part-i-interview.pdf",
        "08-1-part-i-statement.pdf",
        "08-2-part-iv-interview.pdf",
        "08-2-part-iv-changes.pdf",
    ] {
        assert!(names.contains(name), "{names:?}");
        let bytes = std::fs::read(folder.path().join("papers").join(name)).unwrap();
        assert!(bytes.starts_with(b"%PDF-"), "{name}");
    }
}
