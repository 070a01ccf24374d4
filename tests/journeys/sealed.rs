//! What is approved stays as it was approved.

use serde_json::json;
use teren_app::contract::SygnaturaVerdict;

use crate::world::{World, refusal};

#[test]
fn a_sealed_interview_refuses_every_edit() {
    let mut world = World::konstancin();
    let case = world.visit_for(&["Ewa"]);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let document = ewa.app.start_interview(case, None).unwrap().document;
    ewa.fill_and_approve(document);
    let view = ewa.interview(document);
    assert!(view.read_only);
    let member = view
        .records
        .iter()
        .find(|record| record.kind == "member")
        .unwrap()
        .id;
    let before = ewa.reads(document, "phone");
    assert_eq!(
        refusal(
            ewa.app
                .save_answer(document, document, "phone", json!("222222222"))
        ),
        "already-sealed"
    );
    assert_eq!(
        refusal(ewa.app.add_record(document, "member", None)),
        "already-sealed"
    );
    assert_eq!(
        refusal(ewa.app.remove_record(document, member)),
        "already-sealed"
    );
    assert_eq!(refusal(ewa.app.approve(document)), "already-sealed");
    assert_eq!(ewa.reads(document, "phone"), before);
    ewa.exchange();
}

#[test]
fn an_edit_that_did_not_know_of_the_approval_is_kept_beside_it_and_changes_nothing() {
    let mut world = World::konstancin();
    let document = world.filled_interview();
    let marek = world.laptop("Marek");
    marek.answer(document, "phone", "222222222");
    let ewa = world.laptop("Ewa");
    let seal = ewa.app.approve(document).unwrap();
    let approved = ewa.reads(document, "phone");
    ewa.exchange();
    let receipt = ewa.interview(document).status.accepted.unwrap();
    for name in ["Marek", "Ewa"] {
        world.laptop(name).exchange();
    }
    for name in ["Ewa", "Marek"] {
        let laptop = world.laptop(name);
        assert_eq!(laptop.reads(document, "phone"), approved, "{name}");
        assert!(laptop.conflicts(document).is_empty(), "{name}");
        assert_eq!(
            laptop
                .app
                .verify_sygnatura(&seal.sygnatura)
                .unwrap()
                .verdict,
            SygnaturaVerdict::Matches,
            "{name}"
        );
        assert_eq!(
            laptop.interview(document).status.accepted.unwrap().number,
            receipt.number,
            "{name}"
        );
        let late = laptop.look(|store| store.late_edits(document).unwrap());
        let writes = late.iter().flat_map(|change| change.writes().unwrap());
        let values: Vec<Vec<u8>> = writes.map(|write| write.value).collect();
        assert_eq!(
            values,
            [b"\"222222222\"".to_vec()],
            "{name}: the late edit is kept"
        );
    }
}

#[test]
fn a_day_of_the_visit_changed_beside_the_approval_stops_it_in_neither_order() {
    for first in ["Ewa", "Marek"] {
        let mut world = World::konstancin();
        let document = world.filled_interview();
        let marek = world.laptop("Marek");
        marek.answer(document, "interview_date", "2026-11-05");
        let ewa = world.laptop("Ewa");
        let seal = ewa.app.approve(document).unwrap();
        let approved = ewa.reads(document, "interview_date");
        let second = if first == "Ewa" { "Marek" } else { "Ewa" };
        for name in [first, second, first, second] {
            world.laptop(name).exchange();
        }
        for name in ["Ewa", "Marek"] {
            let laptop = world.laptop(name);
            let held = laptop.reads(document, "interview_date");
            assert_eq!(held, approved, "{first} first: {name}");
            assert!(
                laptop.conflicts(document).is_empty(),
                "{first} first: {name}"
            );
            let check = laptop.app.verify_sygnatura(&seal.sygnatura).unwrap();
            assert_eq!(check.verdict, SygnaturaVerdict::Matches);
            assert!(laptop.interview(document).status.accepted.is_some());
        }
    }
}

#[test]
fn a_sygnatura_copied_with_a_slip_is_told_from_an_unknown_one() {
    let mut world = World::konstancin();
    let case = world.visit_for(&["Ewa"]);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let document = ewa.app.start_interview(case, None).unwrap().document;
    let seal = ewa.fill_and_approve(document);
    let mut slipped: Vec<char> = seal.sygnatura.chars().collect();
    slipped[0] = if slipped[0] == '7' { '8' } else { '7' };
    let slipped: String = slipped.into_iter().collect();
    assert_eq!(
        ewa.app.verify_sygnatura(&slipped).unwrap().verdict,
        SygnaturaVerdict::Mistyped
    );
    ewa.exchange();
    let marek = world.laptop("Marek");
    marek.exchange();
    assert_eq!(
        marek.app.verify_sygnatura(&seal.sygnatura).unwrap().verdict,
        SygnaturaVerdict::Unknown
    );
}
