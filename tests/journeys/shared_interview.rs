//! Two workers, one interview, no network between them.

use serde_json::json;

use crate::world::{Laptop, World};

#[test]
fn disjoint_answers_of_two_laptops_merge_without_a_question() {
    let mut world = World::konstancin();
    let document = world.shared_interview();
    world
        .laptop("Ewa")
        .answer(document, "housing_notes", "Dwa pokoje z kuchnią.");
    world
        .laptop("Marek")
        .answer(document, "expenses_rent", 51_200);
    for name in ["Ewa", "Marek", "Ewa"] {
        world.laptop(name).exchange();
    }
    for name in ["Ewa", "Marek"] {
        let laptop = world.laptop(name);
        assert_eq!(
            laptop.reads(document, "housing_notes"),
            "Dwa pokoje z kuchnią."
        );
        assert_eq!(laptop.reads(document, "expenses_rent"), 51_200);
        assert!(laptop.conflicts(document).is_empty());
    }
}

#[test]
fn the_same_answer_of_two_laptops_keeps_both_values_until_a_person_chooses() {
    let mut world = World::konstancin();
    let document = world.shared_interview();
    world.laptop("Ewa").answer(document, "phone", "111111111");
    world.laptop("Marek").answer(document, "phone", "222222222");
    for name in ["Ewa", "Marek", "Ewa"] {
        world.laptop(name).exchange();
    }
    for name in ["Ewa", "Marek"] {
        let laptop = world.laptop(name);
        let conflicts = laptop.conflicts(document);
        assert_eq!(conflicts.len(), 1, "{name}");
        assert_eq!(
            (conflicts[0].field.as_str(), conflicts[0].section.as_str()),
            ("phone", "A")
        );
        let mut values: Vec<_> = conflicts[0]
            .values
            .iter()
            .map(|value| (value.value.clone(), value.author.as_str()))
            .collect();
        values.sort_by_key(|(value, _)| value.to_string());
        assert_eq!(
            values,
            [(json!("111111111"), "Ewa"), (json!("222222222"), "Marek")]
        );
        assert_eq!(laptop.app.overview().unwrap().interviews[0].conflicts, 1);
        let approved = crate::world::refusal(laptop.app.approve(document));
        assert_eq!(
            approved, "open-conflicts",
            "{name} cannot approve over a conflict"
        );
    }
    world.laptop("Marek").answer(document, "phone", "111111111");
    for name in ["Marek", "Ewa"] {
        world.laptop(name).exchange();
    }
    for name in ["Ewa", "Marek"] {
        let laptop = world.laptop(name);
        assert!(laptop.conflicts(document).is_empty(), "{name}");
        assert_eq!(laptop.reads(document, "phone"), "111111111");
    }
}

#[test]
fn two_who_say_the_same_do_not_disagree() {
    let mut world = World::konstancin();
    let document = world.shared_interview();
    for name in ["Ewa", "Marek"] {
        world.laptop(name).answer(document, "locality", "Skolimów");
    }
    for name in ["Ewa", "Marek", "Ewa"] {
        world.laptop(name).exchange();
        assert!(world.laptop(name).conflicts(document).is_empty());
    }
}

#[test]
fn a_row_is_one_answer_and_removing_it_against_a_change_is_a_conflict() {
    let mut world = World::konstancin();
    let document = world.shared_interview();
    let ewa = world.laptop("Ewa");
    let member = ewa
        .interview(document)
        .records
        .iter()
        .find(|record| record.kind == "member")
        .unwrap()
        .id;
    let row = ewa
        .app
        .add_record(document, "income", Some(member))
        .unwrap()
        .id;
    ewa.app
        .save_answer(
            document,
            row,
            "row",
            json!({"kind": "emerytura", "gross": 200_000}),
        )
        .unwrap();
    ewa.exchange();
    world.laptop("Marek").exchange();
    let ewa = world.laptop("Ewa");
    ewa.interview(document);
    ewa.app
        .save_answer(
            document,
            row,
            "row",
            json!({"kind": "emerytura", "gross": 210_000}),
        )
        .unwrap();
    let marek = world.laptop("Marek");
    marek.interview(document);
    marek.app.remove_record(document, row).unwrap();
    for name in ["Ewa", "Marek", "Ewa"] {
        world.laptop(name).exchange();
    }
    for name in ["Ewa", "Marek"] {
        let conflicts = world.laptop(name).conflicts(document);
        assert_eq!(conflicts.len(), 1, "{name}");
        assert_eq!(
            (conflicts[0].record, conflicts[0].values.len()),
            (row, 2),
            "{name}"
        );
    }
}

#[test]
fn what_another_has_seen_and_changed_is_no_conflict_whatever_the_clocks_say() {
    let mut world = World::konstancin();
    let document = world.shared_interview();
    let year_ms = 365 * 24 * 60 * 60 * 1000;
    world.laptop("Ewa").clock.turn_by(30 * year_ms);
    world.laptop("Ewa").answer(document, "phone", "111111111");
    world.laptop("Ewa").exchange();
    let marek = world.laptop("Marek");
    marek.clock.turn_by(-40 * year_ms);
    marek.exchange();
    marek.answer(document, "phone", "222222222");
    marek.exchange();
    world.laptop("Ewa").exchange();
    for name in ["Ewa", "Marek"] {
        assert_eq!(
            world.laptop(name).reads(document, "phone"),
            "222222222",
            "{name}"
        );
        assert!(world.laptop(name).conflicts(document).is_empty(), "{name}");
    }
}

#[test]
fn a_person_or_a_row_removed_by_a_slip_comes_back_whole_and_stays_after_an_exchange() {
    let mut world = World::konstancin();
    let document = world.shared_interview();
    let ewa = world.laptop("Ewa");
    let view = ewa.interview(document);
    let member = view
        .records
        .iter()
        .find(|record| record.kind == "member")
        .unwrap()
        .id;
    let row = ewa
        .app
        .add_record(document, "income", Some(member))
        .unwrap()
        .id;
    let pension = json!({"kind": "emerytura", "gross": 150_000});
    ewa.app
        .save_answer(document, row, "row", pension.clone())
        .unwrap();
    ewa.app.leave_field(document).unwrap();
    let shows = |laptop: &Laptop| {
        let records = laptop.interview(document).records;
        let shown = |id| records.iter().find(|record| record.id == id).cloned();
        (
            shown(member).is_some(),
            shown(row).and_then(|row| row.answers.get("row").cloned()),
        )
    };
    for (record, row_then) in [(member, json!(null)), (row, pension.clone())] {
        let before = shows(ewa);
        ewa.app.remove_record(document, record).unwrap();
        assert_ne!(shows(ewa), before);
        ewa.app.restore_record(document, record, &row_then).unwrap();
        assert_eq!(shows(ewa), (true, Some(pension.clone())));
    }
    ewa.exchange();
    let marek = world.laptop("Marek");
    marek.exchange();
    assert_eq!(shows(marek), (true, Some(pension)));
    assert!(marek.conflicts(document).is_empty());
}
