//! What leaves the core beside the work itself: the file for technical support has nothing of a family in it, and no key ever reaches
//! the page.

use std::collections::BTreeSet;
use std::fs;

use serde_json::{Value, json};
use teren_app::contract::{CallNote, DataFormat, ProblemCode};
use teren_app::dispatch::{self, COMMANDS};
use teren_store::Identity;
use uuid::Uuid;

use crate::world::{FAMILY, Laptop, PASSPHRASE, World, refusal, report};

const PESEL: &str = "55030899180";

/// All texts and long numbers in a value.
fn words(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::String(word) if word.chars().count() >= 4 => drop(found.insert(word.clone())),
        Value::Number(number) if number.to_string().len() >= 5 => {
            found.insert(number.to_string());
        }
        Value::Array(items) => items.iter().for_each(|item| words(item, found)),
        Value::Object(fields) => fields.values().for_each(|item| words(item, found)),
        _ => {}
    }
}

/// Those that stand anywhere in a text; a code of the form, as „document”, only as a word of its own.
fn in_it<'a>(text: &str, known: &'a BTreeSet<String>) -> Vec<&'a str> {
    let text = text.to_lowercase();
    let is_code = |one: char| one.is_ascii_lowercase() || one == '_';
    let of_text: BTreeSet<&str> = text
        .split(|one: char| !one.is_alphanumeric() && one != '_')
        .collect();
    let stands = |word: &&str| {
        if word.chars().all(is_code) {
            of_text.contains(word)
        } else {
            text.contains(&word.to_lowercase())
        }
    };
    known.iter().map(String::as_str).filter(stands).collect()
}

/// The ways in which the bytes of a key may be written.
fn spelled(key: &[u8; 32]) -> Vec<String> {
    use data_encoding::{BASE32, BASE64_NOPAD, BASE64URL_NOPAD, HEXLOWER, HEXUPPER};
    let encodings = [BASE32, BASE64_NOPAD, BASE64URL_NOPAD, HEXLOWER, HEXUPPER];
    let mut spelled: Vec<String> = encodings.iter().map(|way| way.encode(key)).collect();
    // Sixteen bytes are enough to tell a key, wherever a line breaks.
    for text in &mut spelled {
        text.truncate(20);
    }
    let bytes: Vec<String> = key[..16].iter().map(u8::to_string).collect();
    spelled.extend([bytes.join(","), bytes.join(", ")]);
    spelled
}

fn identity(laptop: &Laptop) -> Identity {
    laptop.look(|store| store.identity().unwrap().clone())
}

/// Ewa's approved interview of the family of the stories.
fn visited(world: &mut World) -> (Uuid, Uuid) {
    let case = world.visit_for(&["Ewa"]);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let document = ewa.app.start_interview(case, None).unwrap().document;
    ewa.fill_and_approve(document);
    (case, document)
}

fn call(command: &str, problem: Option<ProblemCode>) -> CallNote {
    CallNote {
        command: command.to_owned(),
        problem,
        took_ms: 17,
        ago_s: 3,
    }
}

#[test]
fn the_file_for_technical_support_has_counts_and_codes_and_no_answer_name_or_number() {
    let mut world = World::konstancin();
    let (case, document) = visited(&mut world);
    let folder = tempfile::tempdir().unwrap();
    let (data, file) = (folder.path().join("w.json"), folder.path().join("p.json"));
    let ewa = world.laptop("Ewa");
    ewa.app
        .save_data(document, DataFormat::Json, &data)
        .unwrap();
    let data = fs::read_to_string(&data).unwrap();

    let mut known = BTreeSet::new();
    words(&serde_json::from_str(FAMILY).unwrap(), &mut known);
    words(&serde_json::from_str(&data).unwrap(), &mut known);
    words(&serde_json::to_value(report()).unwrap(), &mut known);
    let own = identity(ewa);
    let office = own.office.clone().unwrap();
    known.extend([own.person_name.clone(), office.centre_name.clone()]);
    known.extend([case, document, own.person, own.replica].map(|id| id.to_string()));
    for key in [&own.secret_key, &office.token] {
        known.extend(spelled(key));
    }
    assert!(known.contains(PESEL), "the family is looked for");
    assert!(
        in_it(&data, &known).len() >= 50,
        "the scan finds what is there"
    );

    let calls = [
        call("save_answer", None),
        call("exchange", Some(ProblemCode::OfficeUnreachable)),
    ];
    ewa.app.save_support(&calls, &file).unwrap();
    let text = fs::read_to_string(&file).unwrap();
    let none: Vec<&str> = Vec::new();
    assert_eq!(in_it(&text, &known), none, "{text}");
    let told: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(told["cases"], 1);
    assert_eq!(told["enrolled"], true);
    assert_eq!(told["commands"]["save_answer"]["longest_ms"], 17);
    assert_eq!(
        told["problems"],
        json!([{"command": "exchange", "problem": "office-unreachable", "ago_s": 3}])
    );
    ewa.exchange();
}

#[test]
fn a_screen_cannot_put_a_text_into_the_file_for_technical_support() {
    let mut world = World::konstancin();
    visited(&mut world);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("p.json");
    let ewa = world.laptop("Ewa");
    let said = ewa.app.save_support(&[call("Jan Kowalski", None)], &file);
    assert_eq!(refusal(said), "invalid-input");
    let smuggled = json!({"command": "exchange", "problem": null, "took_ms": 1, "ago_s": 1, "said": "Jan Kowalski"});
    let arguments = json!({"calls": [smuggled], "path": file});
    assert!(dispatch::call(&ewa.app, "save_support", arguments).is_err());
    assert!(!file.exists());
    ewa.exchange();
}

#[test]
fn no_key_reaches_the_page_whatever_it_asks_for() {
    let mut world = World::konstancin();
    let (case, document) = visited(&mut world);
    let folder = tempfile::tempdir().unwrap();
    let ewa = world.laptop("Ewa");
    let own = identity(ewa);
    let token = own.office.as_ref().unwrap().token;
    let keys: Vec<String> = [own.secret_key, token].iter().flat_map(spelled).collect();
    let profile = dispatch::call(&ewa.app, "profiles", json!({})).unwrap()[0]["id"].clone();
    let mut answered = 0;
    // These leave the profile whose keys are looked for.
    let stays = |command: &&&str| !["lock", "start_practice"].contains(*command);
    for command in COMMANDS.iter().filter(stays) {
        let path = folder.path().join(command);
        let arguments = json!({
            "profile": profile, "passphrase": PASSPHRASE, "case": case, "document": document,
            "record": document, "field": "first_name", "query": "a", "text": "a", "path": path,
            "calls": [], "format": "json", "period": "2026-4-3", "name": "a", "team": "a",
            "sought": {"person": null, "case_number": null, "sort": null, "from": null, "until": null},
        });
        let answer = dispatch::call(&ewa.app, command, arguments);
        answered += usize::from(answer.is_ok());
        let text = match answer {
            Ok(answer) => answer.to_string(),
            Err(problem) => serde_json::to_string(&problem).unwrap(),
        };
        let found = keys.iter().find(|key| text.contains(key.as_str()));
        assert_eq!(found, None, "{command}: {text}");
    }
    assert!(answered >= 20, "{answered}");
    ewa.exchange();
}
