//! What could not be accepted: the case tells of it, who may know reads it, and a person decides.

use serde_json::{Value, json};
use teren_domain::Category;
use teren_domain::access::Role;
use teren_ledger::wire::ActAnswer;
use uuid::Uuid;

use crate::hand_over::{SERVICES, Story, pass_on, states, steps as passed_on, story, team};
use crate::routing::interview;
use crate::support::{BENEFITS, House, NOW, Seat, fates, house, house_of};

const WHY: &str = "Marek był u rodziny przed odejściem.";

/// What a seat reads of what is held back in a case, by record.
fn held(seat: &Seat, case: Uuid) -> Vec<(Uuid, Value)> {
    let kinds = seat.values(case, "@").into_iter();
    let kinds: Vec<Uuid> = kinds
        .filter(|(_, place)| place["kind"] == "held_back")
        .map(|(record, _)| record)
        .collect();
    let rows = seat.values(case, "row").into_iter();
    rows.filter(|(record, row)| kinds.contains(record) && !row.is_null())
        .collect()
}

/// What became of it: outcome and how many changes, in order.
fn steps(seat: &Seat, case: Uuid) -> Vec<(String, u64)> {
    let standing = seat.values(case, "standing").into_iter();
    let steps = standing.flat_map(|(_, steps)| steps.as_array().cloned().unwrap());
    steps
        .filter(|step| step["outcome"].is_string())
        .map(|step| {
            let outcome = step["outcome"].as_str().unwrap().to_owned();
            (outcome, step["changes"].as_u64().unwrap())
        })
        .collect()
}

fn show(seat: &mut Seat, house: &House, case: Uuid, record: Uuid) -> ActAnswer {
    let act = json!({"act": "open_held", "case": case, "held": record});
    seat.ask(&house.office, Uuid::now_v7(), &act)
}

fn content(seat: &mut Seat, house: &House, case: Uuid, record: Uuid) -> Value {
    let shown = show(seat, house, case, record);
    assert!(shown.accepted, "{:?}", String::from_utf8(shown.body));
    serde_json::from_slice(&shown.body).unwrap()
}

/// Decides; gives the answer's own words.
fn decide(seat: &mut Seat, house: &House, (case, record): (Uuid, Uuid), way: &str) -> String {
    let act =
        json!({"act": "decide_held", "case": case, "held": record, "way": way, "reason": WHY});
    let answer = seat.ask(&house.office, Uuid::now_v7(), &act);
    String::from_utf8(answer.body).unwrap()
}

fn head(house: &House) -> Seat {
    let anna = house.person("Anna Kierownicka", &[Role::Head], &[]);
    let mut anna = house.seat(anna);
    anna.exchange(&house.office);
    anna
}

fn needs(seat: &Seat, document: Uuid) -> Vec<String> {
    let values = seat.values(document, "needs").into_iter();
    let mut values: Vec<String> = values
        .map(|(_, value)| value.as_str().unwrap().to_owned())
        .collect();
    values.sort();
    values
}

/// An interview in work of Marek's; he and the office have the same of it.
fn in_work(house: &House) -> (Seat, Uuid, Uuid) {
    let mut marek = house.worker("Marek Obchodowicz");
    let case = marek.open_case("Wymyślony");
    let document = Uuid::now_v7();
    let root = json!({"kind": "interview", "parent": null, "order": 0});
    marek.write(case, document, Category::Workflow, &[(document, "@", root)]);
    let words = [(document, "needs", json!("opał"))];
    marek.write(case, document, Category::Diagnosis, &words);
    marek.exchange(&house.office);
    (marek, case, document)
}

/// Marek's case went to Ewa, and his laptop let go of it; later it sends what he had written by then.
fn left_behind(house: &House) -> (Seat, Seat, Uuid, Uuid) {
    let (mut marek, case, document) = in_work(house);
    let mut anna = head(house);
    let mut ewa = house.worker("Ewa Terenowska");
    let shares = json!([{"case": case, "to": ewa.person}]);
    let act = json!({"act": "hand_over_caseload", "person": marek.person, "shares": shares, "reason": "Urlop."});
    assert!(anna.ask(&house.office, Uuid::now_v7(), &act).accepted);
    let more = [(document, "needs", json!("opał i leki"))];
    marek.write(case, document, Category::Diagnosis, &more);
    let kept = std::mem::take(&mut marek.unsent);
    marek.exchange(&house.office);
    let mut request = marek.request();
    request.released = vec![case];
    marek.send(&house.office, &request).unwrap();
    marek.unsent = kept;
    ewa.exchange(&house.office);
    (marek, ewa, case, document)
}

#[test]
fn after_a_revoked_right_the_head_reads_what_came_and_takes_it_in_beside_what_was_written_meanwhile()
 {
    let house = house();
    let (mut marek, mut ewa, case, document) = left_behind(&house);
    let words = [(document, "needs", json!("obiady"))];
    ewa.write(case, document, Category::Diagnosis, &words);
    ewa.exchange(&house.office);
    assert_eq!(fates(&marek.round(&house.office)), ["NoRight"]);
    ewa.exchange(&house.office);
    let (record, row) = held(&ewa, case).remove(0);
    assert_eq!(row["why"], "no-right");
    assert_eq!(row["person"], json!(marek.person));
    assert_eq!(row["document"], json!(document));
    assert_eq!(row["laptop"], 1);
    assert_eq!(
        (&row["changes"], &row["categories"]),
        (&json!(1), &json!(["diagnosis"]))
    );
    assert_eq!(needs(&ewa, document), ["obiady"], "told of, not shown");
    assert!(!show(&mut ewa, &house, case, record).accepted);
    assert_eq!(
        decide(&mut ewa, &house, (case, record), "accept"),
        "\"not_allowed\""
    );
    let mut anna = house.seat(house.person("Anna", &[Role::Head], &[]));
    let shown = content(&mut anna, &house, case, record);
    let part = &shown["parts"][0];
    assert_eq!(part["category"], "diagnosis");
    let answer = &part["note"]["answers"][0];
    assert_eq!(
        (&answer["field"], &answer["value"]),
        (&json!("needs"), &json!("opał i leki"))
    );
    assert_eq!(answer["kind"], "interview");
    assert_eq!(decide(&mut anna, &house, (case, record), "accept"), "1");
    ewa.exchange(&house.office);
    assert_eq!(
        needs(&ewa, document),
        ["obiady", "opał i leki"],
        "a person chooses at the merge desk"
    );
    assert_eq!(steps(&ewa, case), [("accepted".to_owned(), 1)]);
    let reasons = ewa.values(case, &reason_of(&ewa, case));
    assert_eq!(reasons, [(record, json!(WHY))]);
    assert_eq!(
        decide(&mut anna, &house, (case, record), "file"),
        "\"outdated\""
    );
}

/// The field that holds the reason of the last decision.
fn reason_of(seat: &Seat, case: Uuid) -> String {
    let standing = seat.values(case, "standing").into_iter();
    let mut steps = standing.flat_map(|(_, steps)| steps.as_array().cloned().unwrap());
    let decided = steps.find(|step| step["decision"].is_string()).unwrap();
    format!("reason~{}", decided["decision"].as_str().unwrap())
}

#[test]
fn a_coordinator_who_may_not_know_the_content_sees_that_something_is_there_and_decides_nothing() {
    let house = house();
    let (mut marek, mut ewa, case, _) = left_behind(&house);
    marek.round(&house.office);
    ewa.exchange(&house.office);
    let (record, _) = held(&ewa, case).remove(0);
    let team = house.office.structure(NOW).unwrap().first_contact.clone();
    let roles = [Role::Coordinator, Role::FirstContact];
    let kora = house.person("Kora Koordynująca", &roles, &[&team]);
    let mut kora = house.seat(kora);
    kora.exchange(&house.office);
    assert_eq!(
        held(&kora, case).len(),
        1,
        "she holds the report of the case"
    );
    let shown = content(&mut kora, &house, case, record);
    assert_eq!(shown["parts"], json!([]));
    assert_eq!(shown["withheld"], json!(["diagnosis"]));
    for way in ["accept", "note", "file"] {
        assert_eq!(
            decide(&mut kora, &house, (case, record), way),
            "\"not_allowed\""
        );
    }
    assert_eq!(house.office.quarantined().unwrap().len(), 1);
}

#[test]
fn after_the_seal_what_a_withdrawn_laptop_brings_goes_in_only_as_a_late_edit() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let made = interview(&mut ewa, &[("help_money", "zasiłek celowy")], false);
    ewa.exchange(&house.office);
    let (case, document) = (made.case, made.document);
    let mut anna = head(&house);
    let mut marek = house.worker("Marek Obchodowicz");
    let act = json!({"act": "assign_visit", "case": case, "worker": marek.person});
    assert!(anna.ask(&house.office, Uuid::now_v7(), &act).accepted);
    marek.exchange(&house.office);
    let words = [(document, "needs", json!("leki"))];
    marek.write(case, document, Category::Diagnosis, &words);
    made.approve(&mut ewa);
    ewa.exchange(&house.office);
    house.office.withdraw_laptop(marek.replica, NOW).unwrap();
    assert_eq!(fates(&marek.round(&house.office)), ["Withdrawn"]);
    anna.exchange(&house.office);
    let (record, row) = held(&anna, case).remove(0);
    assert_eq!(row["why"], "withdrawn");
    assert_eq!(content(&mut anna, &house, case, record)["sealed"], true);
    assert_eq!(decide(&mut anna, &house, (case, record), "accept"), "1");
    anna.exchange(&house.office);
    assert_eq!(steps(&anna, case), [("accepted-late".to_owned(), 1)]);
    ewa.exchange(&house.office);
    assert_eq!(ewa.rows(case, "receipt").len(), 1);
    house.office.verify(NOW).unwrap();
}

#[test]
fn what_a_copy_of_a_laptop_wrote_is_taken_in_under_a_chain_of_its_own() {
    let house = house();
    let (mut marek, case, document) = in_work(&house);
    let mut copy = marek.clone();
    for (seat, words) in [(&mut marek, "leki"), (&mut copy, "obiady")] {
        let words = [(document, "needs", json!(words))];
        seat.write(case, document, Category::Diagnosis, &words);
    }
    let again = [(document, "needs", json!("obiady i leki"))];
    copy.write(case, document, Category::Diagnosis, &again);
    let sent = copy.unsent.clone();
    marek.exchange(&house.office);
    assert_eq!(fates(&copy.round(&house.office)), ["Fork", "Fork"]);
    let mut anna = head(&house);
    let (record, row) = held(&anna, case).remove(0);
    assert_eq!(
        (&row["why"], &row["changes"]),
        (&json!("forked"), &json!(2))
    );
    assert_eq!(decide(&mut anna, &house, (case, record), "accept"), "2");
    marek.exchange(&house.office);
    assert_eq!(
        needs(&marek, document),
        ["leki", "obiady i leki"],
        "both branches, each as it ended"
    );
    // The copy sends the same once more: it is known, and nobody is asked again.
    copy.unsent = sent;
    assert_eq!(fates(&copy.round(&house.office)), ["Fork", "Fork"]);
    anna.exchange(&house.office);
    assert_eq!(held(&anna, case).len(), 1);
    assert_eq!(steps(&anna, case), [("accepted".to_owned(), 2)]);
    house.office.verify(NOW).unwrap();
}

#[test]
fn what_nobody_of_that_role_may_write_is_kept_as_a_note_in_its_own_category() {
    let house = house();
    let (marek, case, document) = in_work(&house);
    let mut pawel = house.seat(house.person("Paweł Biurowski", &[Role::BenefitsTeam], &[BENEFITS]));
    let words = [(document, "needs", json!("Pan pije."))];
    pawel.write(case, document, Category::Diagnosis, &words);
    let sent = pawel.unsent.clone();
    assert_eq!(fates(&pawel.round(&house.office)), ["NoRight"]);
    let mut anna = head(&house);
    let record = held(&anna, case).remove(0).0;
    assert_eq!(
        decide(&mut anna, &house, (case, record), "accept"),
        "\"nothing_goes\""
    );
    assert_eq!(decide(&mut anna, &house, (case, record), "note"), "1");
    anna.exchange(&house.office);
    let notes: Vec<(u8, String)> = (anna.streams.iter())
        .filter(|(stream, _)| stream.document == case)
        .flat_map(|(stream, state)| {
            let answers = state
                .answers()
                .filter(|(_, field, _)| field.starts_with("note~"));
            answers.map(|(_, _, values)| {
                let value: Value = serde_json::from_slice(&values[0].value).unwrap();
                let text = value["answers"][0]["value"].as_str().unwrap().to_owned();
                (stream.category, text)
            })
        })
        .collect();
    assert_eq!(
        notes,
        [(Category::Diagnosis.number(), "Pan pije.".to_owned())]
    );
    assert_eq!(
        needs(&marek, document),
        ["opał"],
        "the interview is as it was"
    );
    // A right given later, or the same once more, changes nothing in what was decided; the head may.
    pawel.unsent = sent;
    assert_eq!(fates(&pawel.round(&house.office)), ["NoRight"]);
    anna.exchange(&house.office);
    assert_eq!(held(&anna, case).len(), 1);
    assert_eq!(decide(&mut anna, &house, (case, record), "file"), "1");
    anna.exchange(&house.office);
    let told = steps(&anna, case);
    assert_eq!(told, [("noted".to_owned(), 1), ("filed".to_owned(), 1)]);
    assert_eq!(
        house.office.quarantined().unwrap().len(),
        1,
        "its bytes stay"
    );
}

#[test]
fn what_was_filed_away_does_not_come_in_by_itself_when_its_author_gets_the_right() {
    let house = house();
    let (marek, case, document) = in_work(&house);
    let mut ewa = house.worker("Ewa Terenowska");
    let words = [(document, "needs", json!("inne"))];
    ewa.write(case, document, Category::Diagnosis, &words);
    let sent = ewa.unsent.clone();
    assert_eq!(fates(&ewa.round(&house.office)), ["NoRight"]);
    let mut anna = head(&house);
    let record = held(&anna, case).remove(0).0;
    assert_eq!(decide(&mut anna, &house, (case, record), "file"), "1");
    let act = json!({"act": "assign_visit", "case": case, "worker": ewa.person});
    assert!(anna.ask(&house.office, Uuid::now_v7(), &act).accepted);
    ewa.unsent = sent;
    assert_eq!(fates(&ewa.round(&house.office)), ["NoRight"]);
    anna.exchange(&house.office);
    assert_eq!(steps(&anna, case), [("filed".to_owned(), 1)]);
    assert_eq!(needs(&marek, document), ["opał"]);
    // What she writes now goes in like anybody's.
    let mut anew = house.seat(ewa.person);
    anew.exchange(&house.office);
    let words = [(document, "needs", json!("nowe"))];
    anew.write(case, document, Category::Diagnosis, &words);
    assert_eq!(fates(&anew.round(&house.office)), ["accepted"]);
}

#[test]
fn a_broken_message_is_told_to_the_centre_and_only_the_head_files_it_away() {
    let house = house();
    let (mut marek, case, _) = in_work(&house);
    marek.unsent.push(vec![1, 2, 3]);
    assert_eq!(fates(&marek.round(&house.office)), ["Malformed"]);
    let (mut anna, centre) = (head(&house), house.office.centre());
    let (record, row) = held(&anna, centre).remove(0);
    assert_eq!(
        (&row["why"], &row["categories"]),
        (&json!("damaged"), &json!([]))
    );
    assert!(held(&anna, case).is_empty());
    let kora = house.person("Kora", &[Role::Coordinator], &[BENEFITS]);
    let mut kora = house.seat(kora);
    assert!(!show(&mut kora, &house, centre, record).accepted);
    assert_eq!(
        decide(&mut kora, &house, (centre, record), "file"),
        "\"not_allowed\""
    );
    assert_eq!(
        content(&mut anna, &house, centre, record)["parts"],
        json!([])
    );
    assert_eq!(
        decide(&mut anna, &house, (centre, record), "accept"),
        "\"nothing_goes\""
    );
    assert_eq!(decide(&mut anna, &house, (centre, record), "file"), "1");
    anna.exchange(&house.office);
    assert_eq!(steps(&anna, centre), [("filed".to_owned(), 1)]);
    let reason = &content(&mut anna, &house, centre, record)["reasons"][0][1];
    assert_eq!(
        reason, WHY,
        "kept by the office; other seats see that it was decided"
    );
    assert!(kora.values(centre, &reason_of(&anna, centre)).is_empty());
}

#[test]
fn an_unknown_record_is_told_in_its_case_once_the_case_has_come() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let case = ewa.open_case("Wymyślony");
    let mut pawel = house.seat(house.person("Paweł", &[Role::BenefitsTeam], &[BENEFITS]));
    let words = [(case, "first_name", json!("Jan"))];
    pawel.write(case, case, Category::Identity, &words);
    assert_eq!(fates(&pawel.round(&house.office)), ["UnknownCase"]);
    let (mut anna, centre) = (head(&house), house.office.centre());
    let row = held(&anna, centre).remove(0).1;
    assert_eq!(
        (&row["why"], &row["document"]),
        (&json!("unknown-case"), &Value::Null)
    );
    ewa.exchange(&house.office);
    anna.exchange(&house.office);
    assert!(held(&anna, centre).is_empty(), "it is told elsewhere now");
    let (record, row) = held(&anna, case).remove(0);
    assert_eq!(
        (&row["why"], &row["document"]),
        (&json!("no-right"), &json!(case))
    );
    assert_eq!(decide(&mut anna, &house, (case, record), "file"), "1");
}

#[test]
fn a_private_draft_of_a_revoked_case_is_read_by_nobody_before_it_belongs_to_the_case() {
    let house = house();
    let (mut marek, mut ewa, case, _) = left_behind(&house);
    marek.unsent.clear();
    let draft = Uuid::now_v7();
    let root = json!({"kind": "interview", "parent": null, "order": 0});
    marek.write(case, draft, Category::Workflow, &[(draft, "@", root)]);
    let words = [(draft, "needs", json!("szkic"))];
    marek.write(case, draft, Category::Diagnosis, &words);
    let mut request = marek.request();
    request.private = vec![draft];
    let response = marek.send(&house.office, &request).unwrap();
    assert_eq!(fates(&response), ["Private", "Private"]);
    let mut anna = head(&house);
    let (record, row) = held(&anna, case).remove(0);
    assert_eq!(row["why"], "private-draft");
    let shown = content(&mut anna, &house, case, record);
    assert_eq!(shown["parts"], json!([]));
    assert_eq!(shown["withheld"], json!(["diagnosis"]), "nobody reads it");
    assert_eq!(
        decide(&mut anna, &house, (case, record), "note"),
        "\"nothing_goes\""
    );
    assert_eq!(decide(&mut anna, &house, (case, record), "accept"), "2");
    ewa.exchange(&house.office);
    assert_eq!(
        needs(&ewa, draft),
        ["szkic"],
        "who has the case goes on with it"
    );
}

#[test]
fn a_right_that_comes_back_lets_it_in_by_itself_and_the_case_says_so() {
    let house = house();
    let (_, case, document) = in_work(&house);
    let mut ewa = house.worker("Ewa Terenowska");
    let words = [(document, "needs", json!("inne"))];
    ewa.write(case, document, Category::Diagnosis, &words);
    ewa.round(&house.office);
    let mut anna = head(&house);
    assert_eq!(held(&anna, case).len(), 1);
    let act = json!({"act": "assign_visit", "case": case, "worker": ewa.person});
    assert!(anna.ask(&house.office, Uuid::now_v7(), &act).accepted);
    anna.exchange(&house.office);
    assert_eq!(held(&anna, case)[0].1["changes"], 0);
    assert_eq!(steps(&anna, case), [("passed".to_owned(), 1)]);
}

#[test]
fn the_left_work_that_a_new_worker_takes_in_is_told_as_hers() {
    let house = house();
    let (mut marek, mut ewa, case, document) = left_behind(&house);
    let mut people = house.office.persons().unwrap().into_iter();
    let mut gone = people.find(|known| known.person == marek.person).unwrap();
    gone.employed = false;
    house.office.change_person(gone, NOW).unwrap();
    assert_eq!(fates(&marek.round(&house.office)), ["Withdrawn"]);
    ewa.exchange(&house.office);
    assert_eq!(held(&ewa, case)[0].1["why"], "withdrawn");
    let passed = ewa.values(case, "left_work").remove(0).0;
    let admit = json!({"act": "admit_left_work", "case": case, "hand_over": passed});
    assert!(ewa.ask(&house.office, Uuid::now_v7(), &admit).accepted);
    ewa.exchange(&house.office);
    assert_eq!(needs(&ewa, document), ["opał i leki"], "its content intact");
    let standing = ewa.values(case, "standing").into_iter();
    let standing = standing.flat_map(|(_, steps)| steps.as_array().cloned().unwrap());
    let mut accepted = standing.filter(|step| step["outcome"] == "accepted");
    assert_eq!(accepted.next().unwrap()["by"], json!(ewa.person));
}

#[test]
fn nobody_but_the_office_says_what_is_held_back_or_what_became_of_it() {
    let house = house();
    let (mut marek, case, _) = in_work(&house);
    let record = Uuid::now_v7();
    let place = json!({"kind": "held_back", "parent": case, "order": 0});
    marek.write(case, case, Category::Workflow, &[(record, "@", place)]);
    let steps = json!([{"outcome": "filed", "changes": 1, "by": marek.person, "at_ms": 1}]);
    marek.write(
        case,
        case,
        Category::Workflow,
        &[(record, "standing", steps)],
    );
    assert_eq!(fates(&marek.round(&house.office)), ["NoRight", "NoRight"]);
}

#[test]
fn who_does_social_work_in_a_case_brings_nothing_into_its_proceedings_by_the_hand_of_the_head() {
    let (social, money) = ("piaseczno-praca-socjalna", "piaseczno-swiadczenia");
    let house = house_of("piaseczno");
    let ewa = house.person("Ewa", &[Role::FieldWorker], &[]);
    let both = house.person("Jan Obojga", &[], &[social, money]);
    let (mut ewa, mut both) = (house.seat(ewa), house.seat(both));
    let help = [("help_social_work", "praca socjalna")];
    let made = interview(&mut ewa, &help, false);
    made.approve(&mut ewa);
    ewa.exchange(&house.office);
    let (case, document) = (made.case, made.document);
    let take = json!({"act": "take", "case": case, "document": document, "team": social});
    assert!(both.ask(&house.office, Uuid::now_v7(), &take).accepted);
    for (category, named, decided) in [
        (Category::Proceedings, "proceedings", "\"nothing_goes\""),
        (Category::SocialWork, "social_work", "1"),
    ] {
        let mut seat = house.seat(both.person);
        seat.exchange(&house.office);
        seat.write(case, case, category, &[(case, "later", json!("próba"))]);
        house.office.withdraw_laptop(seat.replica, NOW).unwrap();
        assert_eq!(fates(&seat.round(&house.office)), ["Withdrawn"]);
        let mut anna = head(&house);
        let mut of_case = held(&anna, case).into_iter();
        let (record, _) = of_case
            .find(|(_, row)| row["categories"] == json!([named]))
            .unwrap();
        let told = decide(&mut anna, &house, (case, record), "accept");
        assert_eq!(told, decided, "{category:?}");
    }
}

/// What Paweł of the benefits team sent when he might not any more, and the head who decides on it.
fn too_late(story: &mut Story, leaves: bool) -> (Seat, Uuid) {
    let mut people = story.house.office.persons().unwrap().into_iter();
    let mut pawel = (people.find(|known| known.person == story.pawel.person)).unwrap();
    match leaves {
        true => pawel.employed = false,
        false => {
            pawel.teams.clear();
            pawel.roles.clear();
        }
    }
    story.house.office.change_person(pawel, NOW).unwrap();
    let fates = fates(&story.pawel.round(&story.house.office));
    assert!(
        fates
            .iter()
            .all(|fate| fate == "Withdrawn" || fate == "NoRight"),
        "{fates:?}"
    );
    let anna = head(&story.house);
    let record = held(&anna, story.interview.case).remove(0).0;
    (anna, record)
}

#[test]
fn a_matter_passed_on_by_who_has_left_goes_on_by_the_right_of_the_head_who_takes_it_in() {
    let mut story = story();
    let (case, document) = (story.interview.case, story.interview.document);
    let passed = json!({"kind": "hand_over", "document": document, "from": team(BENEFITS), "to": team(SERVICES)});
    let record = pass_on(&mut story.pawel, case, passed, "Potrzebne są usługi.");
    let (mut anna, held) = too_late(&mut story, true);
    assert_eq!(decide(&mut anna, &story.house, (case, held), "accept"), "2");
    anna.exchange(&story.house.office);
    assert_eq!(
        passed_on(&anna, case, record),
        ["sent"],
        "not revoked at once"
    );
    let standing = anna.values(case, "standing").into_iter();
    let step = standing
        .filter(|(of, _)| *of == record)
        .map(|(_, steps)| steps[0].clone());
    assert_eq!(
        step.map(|step| (step["by"].clone(), step["why"].clone()))
            .collect::<Vec<_>>(),
        [(
            json!(story.pawel.person),
            json!({"taken_in_by": anna.person})
        )],
        "written by him, taken in by her"
    );
    assert_eq!(states(&anna, case, SERVICES), ["sent"]);
}

#[test]
fn what_a_team_sent_back_and_asked_stands_when_its_member_has_moved_but_no_approval_is_anothers() {
    let mut story = story();
    let (case, document) = (story.interview.case, story.interview.document);
    let (sent_back, question, approval) = (Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7());
    let by = json!(story.pawel.person);
    let opens = |kind: &str| json!({"kind": kind, "parent": case, "order": 0});
    let row = json!({"document": document, "team": BENEFITS, "by": by, "at_ms": NOW});
    let opened = [
        (sent_back, "@", opens("return")),
        (sent_back, "row", row),
        (question, "@", opens("pin")),
    ];
    story.pawel.write(case, case, Category::Workflow, &opened);
    let asked = json!({"of": sent_back, "document": document, "record": document, "field": "needs", "question": "Od kiedy?"});
    let asked = [(question, "row", asked)];
    story.pawel.write(case, case, Category::Diagnosis, &asked);
    let plan = json!({"document": document, "sha256": "00", "by": by, "at_ms": NOW});
    let plan = [
        (approval, "@", opens("plan_approval")),
        (approval, "row", plan),
    ];
    story.pawel.write(case, case, Category::HelpPlan, &plan);
    let (mut anna, held) = too_late(&mut story, false);
    assert_eq!(
        decide(&mut anna, &story.house, (case, held), "accept"),
        "2",
        "the return and the question, not the approval"
    );
    anna.exchange(&story.house.office);
    assert_eq!(anna.rows(case, "return")[0]["by"], by);
    assert_eq!(anna.rows(case, "pin")[0]["question"], "Od kiedy?");
    assert!(anna.rows(case, "plan_approval").is_empty());
}
