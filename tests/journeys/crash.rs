//! A flat battery in the middle of a sentence.

use serde_json::json;
use teren_app::contract::PlaceView;

use crate::world::{Laptop, World};

#[test]
fn after_a_crash_the_laptop_opens_on_the_same_answer_with_every_letter() {
    let mut world = World::konstancin();
    let case = world.visit_for(&["Ewa"]);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let document = ewa.app.start_interview(case, None).unwrap().document;
    let place = PlaceView {
        document,
        section: "C".to_owned(),
        record: Some(document),
        field: Some("housing_notes".to_owned()),
    };
    ewa.app.remember_place(&place).unwrap();
    for typed in ["Dwa", "Dwa pok", "Dwa pokoje, pie"] {
        ewa.app
            .save_answer(document, document, "housing_notes", json!(typed))
            .unwrap();
    }
    world.kill_and_restart("Ewa");

    let ewa = world.laptop("Ewa");
    let back = ewa.app.session().unwrap().unwrap().place.unwrap();
    assert_eq!(
        (back.document, back.section.as_str(), back.field.as_deref()),
        (document, "C", Some("housing_notes"))
    );
    let view = ewa.interview(document);
    assert_eq!(view.place.unwrap().field.as_deref(), Some("housing_notes"));
    assert_eq!(ewa.reads(document, "housing_notes"), "Dwa pokoje, pie");
    assert!(view.status.saved_at.is_some());
}

#[test]
fn a_list_kept_by_another_version_of_the_program_is_made_anew_and_loses_no_family() {
    let mut world = World::konstancin();
    let case = world.visit_for(&["Ewa"]);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    ewa.app.start_interview(case, None).unwrap();
    let listed = |ewa: &Laptop| {
        let seen = ewa.app.overview().unwrap();
        (seen.visits.len(), ewa.app.search("Nibylska").unwrap().len())
    };
    assert_eq!(listed(ewa), (1, 1));
    for of_another in [&b"{}"[..], b"", b"nonsense", br#"{"maker": "0.0.1"}"#] {
        ewa.look(|store| store.put_card(case, of_another, "nibylska").unwrap());
        assert_eq!(listed(ewa), (1, 1));
    }
}

#[test]
fn a_crash_between_approval_and_exchange_leaves_the_interview_ready_to_send() {
    let mut world = World::konstancin();
    let case = world.visit_for(&["Ewa"]);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let document = ewa.app.start_interview(case, None).unwrap().document;
    let seal = ewa.fill_and_approve(document);
    world.kill_and_restart("Ewa");
    let ewa = world.laptop("Ewa");
    assert_eq!(
        ewa.interview(document).seal.unwrap().sygnatura,
        seal.sygnatura
    );
    assert!(ewa.interview(document).status.accepted.is_none());
    ewa.exchange();
    assert!(ewa.interview(document).status.accepted.is_some());
}
