//! One family, two files: the office proposes, a person joins, parts again or keeps apart, and nothing is ever moved.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use teren_domain::Category;
use teren_domain::access::Role;
use teren_ledger::Stream;
use uuid::Uuid;

use crate::routing::{interview, teams};
use crate::support::{BENEFITS, House, NOW, Seat, house};

/// A family as it stands in the header of its file.
const HANIA: [(&str, &str); 4] = [
    ("first_name", "Małgorzata"),
    ("last_name", "Zmyślińska"),
    ("pesel", "90021198288"),
    ("street", "Atrapowa"),
];

fn open(seat: &mut Seat, house: &House, answers: &[(&str, &str)]) -> Uuid {
    let case = Uuid::now_v7();
    let place = json!({"kind": "case", "parent": null, "order": 0});
    seat.write(case, case, Category::Workflow, &[(case, "@", place)]);
    let mut written = Vec::new();
    for (name, value) in answers {
        if *name == "street" {
            let address = json!({"street": value, "house": "12", "flat": "4", "postal_code": "05-510", "locality": "Konstancin-Jeziorna"});
            written.push((case, "address", address));
        } else {
            written.push((case, *name, json!(value)));
        }
    }
    seat.write(case, case, Category::Identity, &written);
    seat.exchange(&house.office);
    case
}

struct Story {
    house: House,
    ewa: Seat,
    anna: Seat,
    first: Uuid,
    second: Uuid,
}

/// The head, who also receives reports: every file comes to her.
fn receiver(house: &House) -> Seat {
    let team = house.office.structure(NOW).unwrap().first_contact.clone();
    let anna = house.person(
        "Anna Kierownicka",
        &[Role::Head, Role::FirstContact],
        &[&team],
    );
    house.seat(anna)
}

/// Ewa opens a family; Paweł of first contact opens it again without marks.
fn twice() -> Story {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let pawel = house.person("Paweł Dyżurny", &[Role::FirstContact], &[]);
    let mut pawel = house.seat(pawel);
    let mut anna = receiver(&house);
    let first = open(&mut ewa, &house, &HANIA);
    let again = [
        ("first_name", "Malgorzata"),
        ("last_name", "Zmyslinksa"),
        ("pesel", "90021198288"),
        ("street", "ul. Atrapowa"),
    ];
    let second = open(&mut pawel, &house, &again);
    ewa.exchange(&house.office);
    anna.exchange(&house.office);
    Story {
        house,
        ewa,
        anna,
        first,
        second,
    }
}

impl Story {
    fn ask(&mut self, act: &str, reason: &str) -> Result<Vec<u8>, String> {
        let mut asked =
            json!({"act": act, "one": self.first, "other": self.second, "reason": reason});
        if act == "link_files" {
            asked["choices"] = json!([{"person": self.first, "field": "last_name", "kind": "conflict", "own": true}]);
        }
        said(&mut self.anna, &self.house, &asked)
    }
}

fn said(seat: &mut Seat, house: &House, act: &Value) -> Result<Vec<u8>, String> {
    let answer = seat.ask(&house.office, Uuid::now_v7(), act);
    match answer.accepted {
        true => Ok(answer.body),
        false => Err(serde_json::from_slice(&answer.body).unwrap()),
    }
}

/// Rows of a kind that stand.
fn standing(seat: &Seat, case: Uuid, kind: &str) -> Vec<Value> {
    let rows = seat.rows(case, kind).into_iter();
    rows.filter(|row| !row.is_null()).collect()
}

/// Reasons for which the pairs proposed in a file are kept apart, as they were compared last.
fn kept_apart(seat: &Seat, case: Uuid) -> Vec<Value> {
    let rows = seat.values(case, "row");
    let said = seat.values(case, "apart").into_iter();
    let stands = said.filter(|(record, apart)| {
        let mut own = rows.iter().filter(|(of, _)| of == record);
        own.any(|(_, row)| row["compared"] == apart["compared"])
    });
    stands.map(|(_, apart)| apart["reason"].clone()).collect()
}

/// What a file holds: for each stream its record, field and values.
type Content = BTreeMap<Stream, Vec<(Uuid, String, Vec<Vec<u8>>)>>;

/// Everything a seat has of a file but what the office says of likeness and links.
fn content(seat: &Seat, case: Uuid) -> Content {
    let office: Vec<Uuid> = seat
        .values(case, "@")
        .into_iter()
        .filter(|(_, place)| place["kind"] == "link" || place["kind"] == "likeness")
        .map(|(record, _)| record)
        .collect();
    let streams = seat
        .streams
        .iter()
        .filter(|(stream, _)| stream.case == case);
    let answers = streams.map(|(stream, state)| {
        let kept = state
            .answers()
            .filter(|(record, ..)| !office.contains(record));
        let values = kept.map(|(record, name, values)| {
            (
                record,
                name.to_owned(),
                values.iter().map(|value| value.value.to_vec()).collect(),
            )
        });
        let mut values: Vec<_> = values.collect();
        values.sort();
        (*stream, values)
    });
    answers.collect()
}

#[test]
fn a_family_opened_twice_is_proposed_in_both_files_with_reasons_and_names_nobody_of_the_other() {
    let story = twice();
    for (own, other) in [(story.first, story.second), (story.second, story.first)] {
        let found = standing(&story.anna, own, "likeness");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0]["other"], json!(other));
        assert_eq!(found[0]["band"], "surely");
        let for_it = &found[0]["pairs"][0]["speaks_for"];
        assert!(
            for_it.as_array().unwrap().contains(&json!("ten sam PESEL")),
            "{for_it}"
        );
        assert!(
            !found[0].to_string().contains("lins"),
            "no name crosses: {}",
            found[0]
        );
    }
    assert_eq!(standing(&story.ewa, story.first, "likeness").len(), 1);
    assert!(
        !story.ewa.granted.contains_key(&story.second),
        "a proposal grants nothing"
    );
    assert!(
        standing(&story.anna, story.first, "link").is_empty(),
        "the program joins nothing"
    );
}

#[test]
fn father_and_son_of_one_name_are_never_proposed_as_one_family() {
    let house = house();
    let (mut ewa, mut anna) = (house.worker("Ewa Terenowska"), receiver(&house));
    let man = |pesel| {
        [
            ("first_name", "Jakub"),
            ("last_name", "Zmyśliński"),
            ("pesel", pesel),
            ("street", "Atrapowa"),
        ]
    };
    let son = open(&mut ewa, &house, &man("88063098273"));
    let father = open(&mut ewa, &house, &man("61063098276"));
    anna.exchange(&house.office);
    for case in [son, father] {
        for row in standing(&anna, case, "likeness") {
            assert_eq!(
                (&row["band"], &row["family"]),
                (&json!("to_look_at"), &json!(false))
            );
        }
    }
}

#[test]
fn joined_files_keep_their_content_byte_for_byte_and_parting_them_gives_it_back() {
    let mut story = twice();
    let before = [
        content(&story.anna, story.first),
        content(&story.anna, story.second),
    ];
    story
        .ask(
            "link_files",
            "Jedna rodzina, drugi raz założona bez łączności.",
        )
        .unwrap();
    for (own, keeps_own) in [(story.first, true), (story.second, false)] {
        let link = &standing(&story.anna, own, "link")[0];
        assert_eq!(link["choices"][0]["own"], json!(keeps_own));
        assert_eq!(link["choices"][0]["person"], json!(own));
        assert_eq!(link["by"], json!(story.anna.person));
        assert!(
            standing(&story.anna, own, "likeness").is_empty(),
            "what is joined is not proposed"
        );
    }
    assert_eq!(
        [
            content(&story.anna, story.first),
            content(&story.anna, story.second)
        ],
        before
    );
    // A later edit stays with the file it was written in.
    let phone = [(story.first, "phone", json!("600 000 000"))];
    story
        .ewa
        .write(story.first, story.first, Category::Identity, &phone);
    story.ewa.exchange(&story.house.office);
    story.ask("unlink_files", "Pomyłka: siostry.").unwrap();
    story.anna.exchange(&story.house.office);
    assert_eq!(content(&story.anna, story.second), before[1]);
    let later = content(&story.anna, story.first);
    let identity = later
        .iter()
        .find(|(stream, _)| stream.category == Category::Identity.number())
        .unwrap()
        .1;
    assert!(identity.iter().any(|(_, name, _)| name == "phone"));
    let undone = story.anna.values(story.second, "unlinked");
    assert_eq!(undone[0].1["reason"], "Pomyłka: siostry.");
}

#[test]
fn both_sides_undo_and_the_second_changes_nothing() {
    let mut story = twice();
    story.ask("link_files", "Jedna rodzina.").unwrap();
    story.ask("link_files", "Jedna rodzina.").unwrap();
    assert_eq!(story.anna.rows(story.first, "link").len(), 1, "joined once");
    story.ask("unlink_files", "Pierwsza").unwrap();
    story.ask("unlink_files", "Druga").unwrap();
    let undone = story.anna.values(story.first, "unlinked");
    assert_eq!(undone.len(), 1);
    assert_eq!(undone[0].1["reason"], "Pierwsza");
    assert_eq!(kept_apart(&story.anna, story.first), ["Pierwsza"]);
    story.ask("link_files", "Jednak jedna.").unwrap();
    assert_eq!(
        story.anna.rows(story.first, "link").len(),
        2,
        "history stays"
    );
}

#[test]
fn what_was_decided_is_proposed_again_only_when_somebody_is_described_anew() {
    let mut story = twice();
    story.ask("keep_apart", "Dwie różne osoby.").unwrap();
    let apart = story.anna.values(story.first, "apart");
    let row = standing(&story.anna, story.first, "likeness").remove(0);
    assert_eq!(apart[0].1["compared"], row["compared"]);
    let phone = [(story.first, "phone", json!("600 000 000"))];
    story
        .ewa
        .write(story.first, story.first, Category::Identity, &phone);
    story.ewa.exchange(&story.house.office);
    story.anna.exchange(&story.house.office);
    assert_eq!(
        standing(&story.anna, story.first, "likeness"),
        std::slice::from_ref(&row),
        "a telephone describes nobody"
    );
    let name = [(story.first, "last_name", json!("Zmyslinska"))];
    story
        .ewa
        .write(story.first, story.first, Category::Identity, &name);
    story.ewa.exchange(&story.house.office);
    story.anna.exchange(&story.house.office);
    let anew = standing(&story.anna, story.first, "likeness").remove(0);
    assert_ne!(anew["compared"], row["compared"]);
}

#[test]
fn a_link_made_while_a_laptop_was_away_for_a_month_meets_its_edits_without_a_conflict() {
    let mut story = twice();
    let phone = [(story.first, "phone", json!("600 000 000"))];
    story
        .ewa
        .write(story.first, story.first, Category::Identity, &phone);
    story.ask("link_files", "Jedna rodzina.").unwrap();
    story.ewa.now_ms += 30 * 24 * 3600 * 1000;
    story.ewa.exchange(&story.house.office);
    assert_eq!(standing(&story.ewa, story.first, "link").len(), 1);
    assert_eq!(story.ewa.values(story.first, "phone").len(), 1);
}

#[test]
fn only_who_receives_or_answers_for_reports_may_judge_and_nobody_writes_it_herself() {
    let mut story = twice();
    let act = json!({"act": "link_files", "one": story.first, "other": story.second, "reason": "", "choices": []});
    assert_eq!(
        said(&mut story.ewa, &story.house, &act),
        Err("not_allowed".to_owned())
    );
    let place = json!({"kind": "link", "parent": story.first, "order": 0});
    let record = Uuid::now_v7();
    let forged = [
        (record, "@", place),
        (record, "row", json!({"other": story.second})),
    ];
    story
        .ewa
        .write(story.first, story.first, Category::Identity, &forged);
    story.ewa.exchange(&story.house.office);
    story.anna.exchange(&story.house.office);
    assert!(standing(&story.anna, story.first, "link").is_empty());
    assert_eq!(story.house.office.quarantined().unwrap().len(), 1);
}

#[test]
fn the_centre_is_asked_before_a_file_is_opened_and_says_no_more_than_it_must() {
    let mut story = twice();
    let sought = json!({"given": "Gosia", "surname": "Zmyślińska", "born": "1990-02-11", "address": "Atrapowa 12/4, Konstancin"});
    let act = json!({"act": "search_people", "sought": sought});
    let found: Vec<Value> =
        serde_json::from_slice(&said(&mut story.anna, &story.house, &act).unwrap()).unwrap();
    assert_eq!(found.len(), 2, "{found:?}");
    assert_eq!(found[0]["born_year"], json!(1990));
    let team = &story.house.office.structure(NOW).unwrap();
    let team = team.team_name(&team.first_contact).unwrap();
    assert_eq!(found[0]["team"], json!(team));
    assert!(
        found[0]["file"]["number"]
            .as_str()
            .unwrap()
            .starts_with("T-2026-")
    );
    assert_eq!(
        said(&mut story.ewa, &story.house, &act),
        Err("not_allowed".to_owned())
    );
}

#[test]
fn the_head_and_the_coordinator_see_what_is_alike_in_the_whole_centre_and_judge_it() {
    let mut story = twice();
    for (name, role) in [
        ("Jan Naczelny", Role::Head),
        ("Iga Koordynująca", Role::Coordinator),
    ] {
        let person = story.house.person(name, &[role], &[]);
        let mut seat = story.house.seat(person);
        seat.exchange(&story.house.office);
        for (case, word) in [(story.first, "link_files"), (story.second, "unlink_files")] {
            let shown = if word == "link_files" {
                "likeness"
            } else {
                "link"
            };
            assert!(!standing(&seat, case, shown).is_empty(), "{name}");
            let act = json!({"act": word, "one": story.first, "other": story.second, "reason": name, "choices": []});
            said(&mut seat, &story.house, &act).unwrap();
            seat.exchange(&story.house.office);
        }
        // Who parted them said why: the pair is shown as kept apart, and is no news.
        let act = json!({"act": "look_again", "case": null});
        let told: Value =
            serde_json::from_slice(&said(&mut seat, &story.house, &act).unwrap()).unwrap();
        assert_eq!(
            told,
            json!({"files": 2, "proposed": 0, "fresh": 0}),
            "{name}"
        );
        for case in [story.first, story.second] {
            assert_eq!(kept_apart(&seat, case), [name], "{name}");
        }
    }
    for case in [Value::Null, json!(story.first)] {
        let act = json!({"act": "look_again", "case": case});
        assert_eq!(
            said(&mut story.ewa, &story.house, &act),
            Err("not_allowed".to_owned())
        );
    }
}

#[test]
fn looking_again_says_how_many_files_it_compared_and_brings_no_decided_pair_back() {
    let mut story = twice();
    let look = |seat: &mut Seat, house: &House, case: Option<Uuid>| -> Value {
        let act = json!({"act": "look_again", "case": case});
        serde_json::from_slice(&said(seat, house, &act).unwrap()).unwrap()
    };
    let whole = look(&mut story.anna, &story.house, None);
    assert_eq!(whole, json!({"files": 2, "proposed": 1, "fresh": 0}));
    story.ask("keep_apart", "Dwie różne osoby.").unwrap();
    let before = standing(&story.anna, story.first, "likeness");
    let one = look(&mut story.anna, &story.house, Some(story.first));
    assert_eq!(one["files"], 1);
    story.anna.exchange(&story.house.office);
    assert_eq!(standing(&story.anna, story.first, "likeness"), before);
    story.ask("link_files", "Jednak jedna.").unwrap();
    assert_eq!(
        look(&mut story.anna, &story.house, None)["proposed"],
        json!(0)
    );
}

#[test]
fn joining_grants_nobody_a_file_for_who_receives_reports_holds_both_already() {
    let mut story = twice();
    let halina = story
        .house
        .person("Halina Dyżurna", &[Role::FirstContact], &[]);
    let mut halina = story.house.seat(halina);
    halina.exchange(&story.house.office);
    story.ask("link_files", "Jedna rodzina.").unwrap();
    for seat in [&mut halina, &mut story.ewa] {
        let before: Vec<Uuid> = seat.granted.keys().copied().collect();
        seat.exchange(&story.house.office);
        let after: Vec<Uuid> = seat.granted.keys().copied().collect();
        assert_eq!(before, after);
    }
    let identity = Category::Identity.number();
    for case in [story.first, story.second] {
        assert!(halina.granted[&case].contains(&identity));
        assert_eq!(standing(&halina, case, "link").len(), 1);
    }
    assert!(!story.ewa.granted.contains_key(&story.second));
}

#[test]
fn what_is_joined_takes_no_place_among_the_files_proposed_next() {
    let house = house();
    let (mut ewa, mut anna) = (house.worker("Ewa Terenowska"), receiver(&house));
    let joined: Vec<Uuid> = (0..20).map(|_| open(&mut ewa, &house, &HANIA)).collect();
    let file = open(&mut ewa, &house, &HANIA);
    for other in joined {
        let act = json!({"act": "link_files", "one": file, "other": other, "reason": "Jedna rodzina.", "choices": []});
        said(&mut anna, &house, &act).unwrap();
    }
    let next = open(&mut ewa, &house, &HANIA);
    let again = json!({"act": "look_again", "case": file});
    said(&mut anna, &house, &again).unwrap();
    anna.exchange(&house.office);
    let proposed = standing(&anna, file, "likeness");
    let first_contact = &house.office.structure(NOW).unwrap().first_contact;
    let told: Vec<(&Value, &Value)> = proposed
        .iter()
        .map(|row| (&row["other"], &row["team"]))
        .collect();
    assert_eq!(
        told,
        [(&json!(next), &json!(first_contact))],
        "by the team's own id: each seat knows what it is called now"
    );
}

#[test]
fn the_team_that_leads_a_file_is_named_and_never_one_that_tells_of_violence() {
    let house = house();
    let structure = house.office.structure(NOW).unwrap();
    let name = |team: &str| structure.team_name(team).unwrap().to_owned();
    let first_contact = name(&structure.first_contact);
    let (mut ewa, mut anna) = (house.worker("Ewa Terenowska"), receiver(&house));
    let benefit = [("help_money", "zasiłek celowy")];
    for (pesel, help, violence, leads) in [
        ("90021198288", &benefit[..], false, name(BENEFITS)),
        ("61063098276", &benefit[..], true, name(BENEFITS)),
        ("88063098273", &[][..], true, first_contact.clone()),
    ] {
        let interview = interview(&mut ewa, help, violence);
        let number = [(interview.case, "pesel", json!(pesel))];
        ewa.write(interview.case, interview.case, Category::Identity, &number);
        ewa.exchange(&house.office);
        let sought = json!({"given": "", "surname": "", "born": null, "pesel": pesel});
        let act = json!({"act": "search_people", "sought": sought});
        let mut team = || -> Value {
            let found = said(&mut anna, &house, &act).unwrap();
            let found: Vec<Value> = serde_json::from_slice(&found).unwrap();
            assert_eq!(found.len(), 1, "{found:?}");
            found[0]["team"].clone()
        };
        assert_eq!(team(), json!(first_contact), "not before it is approved");
        interview.approve(&mut ewa);
        ewa.exchange(&house.office);
        assert!(!teams(&ewa, interview.case).is_empty());
        assert_eq!(team(), json!(leads), "{help:?} {violence}");
    }
}

/// Opens a file whose interview names these people: given name, surname, PESEL. Answers with the records of the people.
fn household(seat: &mut Seat, house: &House, people: &[[&str; 3]]) -> (Uuid, Uuid, Vec<Uuid>) {
    let case = seat.open_case(people[0][1]);
    let document = Uuid::now_v7();
    let root =
        json!({"kind": "interview", "parent": null, "order": 0, "form": "part-i/2021-11-15"});
    seat.write(case, document, Category::Workflow, &[(document, "@", root)]);
    let mut members = Vec::new();
    for (order, [given, surname, pesel]) in people.iter().enumerate() {
        let member = Uuid::now_v7();
        let place = json!({"kind": "member", "parent": document, "order": order});
        let answers = [
            (member, "@", place),
            (member, "member_first_name", json!(given)),
            (member, "member_last_name", json!(surname)),
            (member, "member_pesel", json!(pesel)),
        ];
        seat.write(case, document, Category::Identity, &answers);
        members.push(member);
    }
    seat.exchange(&house.office);
    (case, document, members)
}

#[test]
fn the_same_number_is_proposed_before_a_crowd_of_namesakes_and_goes_when_a_correction_makes_it_false()
 {
    let house = house();
    let (mut ewa, mut anna) = (house.worker("Ewa Terenowska"), receiver(&house));
    let namesake = [
        ("first_name", "Jan"),
        ("last_name", "Zmyślony"),
        ("street", "Atrapowa"),
    ];
    for _ in 0..25 {
        open(&mut ewa, &house, &namesake);
    }
    let married = [
        ("first_name", "Barbara"),
        ("last_name", "Poślubiona"),
        ("pesel", "90021198288"),
    ];
    let married = open(&mut ewa, &house, &married);
    let people = [
        ["Jan", "Zmyślony", ""],
        ["Barbara", "Zmyślona", "90021198288"],
    ];
    let (case, document, members) = household(&mut ewa, &house, &people);
    let address = json!({"street": "Atrapowa", "house": "12", "flat": "4", "postal_code": "05-510", "locality": "Konstancin-Jeziorna"});
    ewa.write(
        case,
        case,
        Category::Identity,
        &[(case, "address", address)],
    );
    ewa.exchange(&house.office);
    anna.exchange(&house.office);
    let proposed = |anna: &Seat, case: Uuid| -> Vec<Value> {
        let rows = standing(anna, case, "likeness").into_iter();
        rows.map(|row| row["other"].clone()).collect()
    };
    let others = proposed(&anna, case);
    assert!(others.len() >= 20, "a crowd: {}", others.len());
    assert!(
        others.contains(&json!(married)),
        "the same number is among them"
    );
    let right = [(members[1], "member_pesel", json!("92010198282"))];
    ewa.write(case, document, Category::Identity, &right);
    ewa.exchange(&house.office);
    anna.exchange(&house.office);
    assert!(!proposed(&anna, case).contains(&json!(married)));
    assert!(proposed(&anna, married).is_empty());
    assert!(proposed(&anna, case).len() >= 20, "the crowd stays");
}
