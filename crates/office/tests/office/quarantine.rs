//! What was kept aside comes into the log by itself when its reason has gone, and its sender hears of it.

use serde_json::json;
use teren_domain::Category;
use teren_domain::access::Role;
use teren_ledger::wire::{Evidence, QuarantineReason, Request, Response};
use uuid::Uuid;

use crate::support::{NOW, Seat, fates, house};

fn given_back(responses: &[Response], bytes: &[u8]) -> bool {
    let changes = responses.iter().flat_map(|response| &response.changes);
    changes.into_iter().any(|change| change.bytes == bytes)
}

fn reasons(office: &teren_office::Office) -> Vec<QuarantineReason> {
    let kept = office.quarantined().unwrap().into_iter();
    kept.map(|item| item.reason).collect()
}

#[test]
fn what_came_before_its_case_is_taken_in_when_the_case_has_come() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let case = ewa.open_case("Wymyślony");
    // A member of the benefits team may open no case.
    let pawel = house.person("Paweł Decyzyjny", &[Role::BenefitsTeam], &[]);
    let mut pawel = house.seat(pawel);
    let early = pawel.write(case, case, Category::Identity, &[(case, "x", json!(1))]);
    assert_eq!(fates(&pawel.round(&house.office)), ["UnknownCase"]);
    ewa.exchange(&house.office);
    // Now the case is here, but it is not his.
    assert_eq!(reasons(&house.office), [QuarantineReason::NoRight]);
    let mut known = house.office.persons().unwrap().into_iter();
    let mut person = known.find(|known| known.person == pawel.person).unwrap();
    person.roles = vec![Role::FirstContact];
    person.teams = vec![house.office.structure(NOW).unwrap().first_contact.clone()];
    house.office.change_person(person, NOW).unwrap();
    assert_eq!(reasons(&house.office), []);
    let heard = pawel.exchange(&house.office);
    assert!(given_back(&heard, &early.bytes), "his laptop hears of it");
    ewa.exchange(&house.office);
    assert_eq!(ewa.values(case, "x"), [(case, json!(1))]);
}

#[test]
fn what_came_before_a_lost_change_is_taken_in_behind_it() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let case = ewa.open_case("Wymyślony");
    ewa.exchange(&house.office);
    let name = |text: &str| [(case, "first_name", json!(text))];
    let first = ewa.write(case, case, Category::Identity, &name("Anna"));
    ewa.unsent.clear();
    for text in ["Maria", "Zofia"] {
        ewa.write(case, case, Category::Identity, &name(text));
    }
    assert_eq!(fates(&ewa.round(&house.office)), ["Gap", "Gap"]);
    ewa.unsent.push(first.bytes);
    assert_eq!(fates(&ewa.round(&house.office)), ["accepted"]);
    assert_eq!(reasons(&house.office), []);
    ewa.exchange(&house.office);
    let mut anew = house.seat(ewa.person);
    anew.exchange(&house.office);
    assert_eq!(anew.values(case, "first_name"), [(case, json!("Zofia"))]);
}

#[test]
fn a_visit_given_later_lets_in_what_its_worker_wrote_before() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let mut marek = house.worker("Marek Obchodowicz");
    let case = ewa.open_case("Wymyślony");
    ewa.exchange(&house.office);
    let early = marek.write(case, case, Category::Identity, &[(case, "x", json!(1))]);
    assert_eq!(fates(&marek.round(&house.office)), ["NoRight"]);
    let halina = house.person("Halina Dyżurna", &[Role::FirstContact], &[]);
    let mut halina = house.seat(halina);
    halina.exchange(&house.office);
    let assign = json!({"act": "assign_visit", "case": case, "worker": marek.person});
    assert!(halina.ask(&house.office, Uuid::now_v7(), &assign).accepted);
    assert_eq!(reasons(&house.office), []);
    assert!(given_back(&marek.exchange(&house.office), &early.bytes));
    ewa.exchange(&house.office);
    assert_eq!(ewa.values(case, "x"), [(case, json!(1))]);
}

#[test]
fn what_a_person_must_judge_waits_for_her_whatever_happens() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let case = ewa.open_case("Wymyślony");
    ewa.exchange(&house.office);
    let mut stolen: Seat = house.worker("Marek Obchodowicz");
    let marek = stolen.person;
    stolen.person = ewa.person;
    stolen.write(case, case, Category::Identity, &[(case, "x", json!(1))]);
    assert_eq!(fates(&stolen.round(&house.office)), ["ForgedAuthor"]);
    house.office.withdraw_laptop(stolen.replica, NOW).unwrap();
    stolen.person = marek;
    stolen.write(case, case, Category::Income, &[(case, "x", json!(1))]);
    assert_eq!(fates(&stolen.round(&house.office)), ["Withdrawn"]);
    ewa.write(
        case,
        case,
        Category::Identity,
        &[(case, "phone", json!("6"))],
    );
    ewa.exchange(&house.office);
    let (forged, withdrawn) = (QuarantineReason::ForgedAuthor, QuarantineReason::Withdrawn);
    assert_eq!(reasons(&house.office), [forged, withdrawn]);
    assert!(ewa.values(case, "x").is_empty());
}

#[test]
fn nobody_is_believed_about_what_the_office_once_held_without_its_own_proof() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let case = ewa.open_case("Wymyślony");
    let last = ewa.exchange(&house.office).pop().unwrap();
    let given = |category: Category| {
        let digests = last.digests.iter();
        let number = category.number();
        digests.into_iter().find(|known| known.category == number)
    };
    let proof = given(Category::Identity).unwrap().proof;
    // The office's own name under a receipt that it never gave, beside a proof of something else.
    let mut forger = ewa.clone();
    forger.actor = Uuid::now_v7();
    forger.person = house.office.centre();
    let row = json!({"document": case, "number": "W-2026-999999", "at_ms": 1, "sha256": ""});
    let forged = forger.write(case, case, Category::Workflow, &[(case, "row", row)]);
    let change = &forged.change;
    let evidence = Evidence {
        stream: change.stream,
        heads: vec![(change.dot.actor, change.dot.counter, forged.hash)],
        proof,
        changes: vec![forged.bytes.clone()],
    };
    let request = Request {
        evidence: vec![evidence],
        changes: Vec::new(),
        ..ewa.request()
    };
    ewa.send(&house.office, &request).unwrap();
    assert_eq!(reasons(&house.office), [QuarantineReason::ForgedAuthor]);
    let kept = house.office.quarantined().unwrap().remove(0);
    assert_eq!(kept.body, forged.bytes, "kept whole, for a person to see");
}
