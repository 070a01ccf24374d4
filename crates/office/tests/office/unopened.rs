//! Answers of records that nobody has opened: no right stands in their way, so they wait until the record is there.

use serde_json::{Value, json};
use teren_domain::Category;
use teren_domain::access::Role;
use uuid::Uuid;

use crate::hand_over::{SERVICES, Story, assign, pass_on, person, states, steps, story, team};
use crate::routing::interview;
use crate::support::{BENEFITS, NOW, SOCIAL_WORK, Seat, fates, house};

fn place(kind: &str, parent: Uuid) -> Value {
    json!({"kind": kind, "parent": parent, "order": 0})
}

/// Writes a row on a record nobody has opened, sends it, and opens it afterwards; gives what became of both.
fn open_later(
    story: &Story,
    seat: &mut Seat,
    (kind, category): (&str, Category),
    row: Value,
) -> [Vec<String>; 2] {
    let (case, record) = (story.interview.case, Uuid::now_v7());
    seat.write(case, case, category, &[(record, "row", row)]);
    let first = fates(&seat.round(&story.house.office));
    let why = [(record, "reason", json!("Tak będzie lepiej."))];
    seat.write(case, case, Category::HelpPlan, &why);
    let opening = [(record, "@", place(kind, case))];
    seat.write(case, case, Category::Workflow, &opening);
    [first, fates(&seat.round(&story.house.office))]
}

/// Rows of a kind as a laptop enrolled just now gets them from the office.
fn told(story: &Story, person: Uuid, kind: &str) -> Vec<Value> {
    let mut anew = story.house.seat(person);
    anew.exchange(&story.house.office);
    anew.rows(story.interview.case, kind)
}

#[test]
fn nobody_takes_a_case_sends_one_back_or_asks_by_writing_before_opening() {
    let story = story();
    let (case, document) = (story.interview.case, story.interview.document);
    // He visits the family, too, and sits in no team that has the interview.
    let marek = story.house.person("Marek", &[Role::FieldWorker], &[]);
    let anna = story.house.person("Anna", &[Role::Head], &[]);
    let act = json!({"act": "assign_visit", "case": case, "worker": marek});
    let mut anna = story.house.seat(anna);
    assert!(anna.ask(&story.house.office, Uuid::now_v7(), &act).accepted);
    let theft = json!({"kind": "caseload", "document": null,
        "from": person(&story.ewa), "to": person(&story.pawel)});
    let of_another_team =
        json!({"document": document, "team": SOCIAL_WORK, "by": story.pawel.person, "at_ms": NOW});
    let question = json!({"of": Uuid::now_v7(), "document": document, "record": document,
        "field": "needs", "question": "Skąd?"});
    let workflow = Category::Workflow;
    for (kind, category, row, forger) in [
        ("hand_over", workflow, theft, story.pawel.person),
        ("return", workflow, of_another_team, story.pawel.person),
        ("pin", Category::Diagnosis, question, marek),
    ] {
        let mut forger = story.house.seat(forger);
        forger.exchange(&story.house.office);
        let before = story.house.office.quarantined().unwrap().len();
        let [first, _] = open_later(&story, &mut forger, (kind, category), row.clone());
        assert_eq!(first, ["Unopened"], "{kind}");
        assert!(told(&story, story.ewa.person, kind).is_empty(), "{kind}");
        let kept = story.house.office.quarantined().unwrap();
        let row = serde_json::to_string(&row).unwrap();
        let whole = kept[before..].iter().any(|item| {
            let bytes = item.body.windows(row.len());
            bytes.into_iter().any(|part| part == row.as_bytes())
        });
        assert!(whole, "{kind}: its content is kept");
    }
    let mut ewa = story.ewa;
    ewa.exchange(&story.house.office);
    let begun = |(_, steps): &(Uuid, Value)| steps.to_string().contains("\"sent\"");
    assert!(!ewa.values(case, "standing").iter().any(begun));
    assert!(ewa.granted.contains_key(&case), "it is hers as before");
}

#[test]
fn a_decision_does_not_pass_for_one_of_its_category_by_coming_before_its_opening() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let made = interview(&mut ewa, &[("help_money", "zasiłek celowy")], false);
    ewa.exchange(&house.office);
    let (case, document) = (made.case, made.document);
    let record = Uuid::now_v7();
    let decision = json!({"record": document, "field": "first_name", "choice": "one", "over": [], "reason": "Tak."});
    let row = [(record, "row", decision)];
    ewa.write(case, document, Category::HelpPlan, &row);
    assert_eq!(fates(&ewa.round(&house.office)), ["accepted"]);
    let opening = [(record, "@", place("decision", document))];
    ewa.write(case, document, Category::HelpPlan, &opening);
    assert_eq!(fates(&ewa.round(&house.office)), ["NoRight"]);
}

#[test]
fn a_refused_opening_does_not_lend_its_kind_to_a_row_that_comes_with_another() {
    let mut story = story();
    let case = story.interview.case;
    let record = Uuid::now_v7();
    let theft = json!({"kind": "caseload", "document": null,
        "from": person(&story.ewa), "to": person(&story.pawel)});
    // He may not write the plan of help: this opening is refused, and yet it is the first one of the request.
    let first = [(record, "@", place("of_tomorrow", case))];
    story.pawel.write(case, case, Category::HelpPlan, &first);
    let forged = [
        (record, "row", theft),
        (record, "@", place("hand_over", case)),
    ];
    story.pawel.write(case, case, Category::Workflow, &forged);
    let became = fates(&story.pawel.round(&story.house.office));
    assert_eq!(became, ["NoRight", "NoRight"]);
}

#[test]
fn a_question_that_comes_before_its_opening_is_taken_in_with_it() {
    let mut story = story();
    let (case, document) = (story.interview.case, story.interview.document);
    let record = Uuid::now_v7();
    let question = json!({"of": Uuid::now_v7(), "document": document, "record": document,
        "field": "needs", "question": "Skąd?"});
    let row = [(record, "row", question)];
    story.pawel.write(case, case, Category::Diagnosis, &row);
    let first = fates(&story.pawel.round(&story.house.office));
    assert_ne!(first, ["accepted"]);
    let opening = [(record, "@", place("pin", case))];
    story.pawel.write(case, case, Category::Workflow, &opening);
    let second = fates(&story.pawel.round(&story.house.office));
    assert_eq!(second, ["accepted"]);
    assert!(story.house.office.quarantined().unwrap().is_empty());
    assert_eq!(told(&story, story.ewa.person, "pin").len(), 1);
}

#[test]
fn a_matter_whose_reason_came_after_its_sender_left_the_team_goes_nowhere() {
    let mut story = story();
    let case = story.interview.case;
    let passed = json!({"kind": "hand_over", "document": story.interview.document,
        "from": team(BENEFITS), "to": team(SERVICES)});
    let record = pass_on(&mut story.pawel, case, passed, "Do usług.");
    story.pawel.unsent.remove(0);
    assert_eq!(fates(&story.pawel.round(&story.house.office)), ["accepted"]);
    let mut people = story.house.office.persons().unwrap().into_iter();
    let mut moved = people.find(|one| one.person == story.pawel.person).unwrap();
    (moved.teams, moved.roles) = (Vec::new(), vec![Role::FieldWorker]);
    story.house.office.change_person(moved, NOW).unwrap();
    // A worker who visits the family now; the reason comes late from him.
    let anna = (story.house).person("Anna Kierująca", &[Role::Head], &[]);
    let mut anna = story.house.seat(anna);
    assign(&story.house, &mut anna, case, &story.pawel);
    story.pawel.exchange(&story.house.office);
    let why = [(record, "reason", json!("Do usług."))];
    story.pawel.write(case, case, Category::HelpPlan, &why);
    assert_eq!(fates(&story.pawel.round(&story.house.office)), ["accepted"]);
    story.ewa.exchange(&story.house.office);
    assert_eq!(steps(&story.ewa, case, record), ["sent", "revoked"]);
    assert!(states(&story.ewa, case, SERVICES).is_empty());
}
