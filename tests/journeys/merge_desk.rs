//! Answers that met, and the people who decide between them.

use serde_json::{Value, json};
use teren_app::contract::{
    ChoiceView, ConflictView, DecisionInput, DeskView, SegmentKind, TimelineWhat, TwinsInput,
};
use uuid::Uuid;

use crate::world::{Laptop, World, refusal};

fn exchange_all(world: &mut World, names: &[&'static str]) {
    for name in names {
        world.laptop(name).exchange();
    }
}

/// The text fields of the interview's root, in the order of the form.
fn texts(laptop: &Laptop, document: Uuid) -> Vec<String> {
    let view = laptop.interview(document);
    let blocks = view
        .form
        .sections
        .into_iter()
        .flat_map(|section| section.blocks);
    let fields = blocks
        .filter(|block| block.record_kind.is_none())
        .flat_map(|block| block.fields);
    fields
        .filter(|field| {
            let kind = json!(field.kind);
            !field.computed && (kind == "text" || kind == "long_text")
        })
        .map(|field| field.id)
        .collect()
}

fn input(document: Uuid, conflict: &ConflictView, value: impl Into<Value>) -> DecisionInput {
    DecisionInput {
        document,
        record: conflict.record,
        field: conflict.field.clone(),
        category: conflict.category,
        value: value.into(),
        seen: conflict
            .values
            .iter()
            .map(|value| value.id.clone())
            .collect(),
        reason: "Tak powiedziała pani Leokadia przy drugiej wizycie.".to_owned(),
    }
}

fn desk(laptop: &Laptop, document: Uuid) -> DeskView {
    laptop.app.merge_desk(document).unwrap()
}

fn values(conflict: &ConflictView) -> Vec<String> {
    let mut values: Vec<String> = conflict
        .values
        .iter()
        .map(|value| value.text.clone())
        .collect();
    values.sort();
    values
}

/// Ewa and Marek wrote apart and have exchanged since: one answer is open on both laptops.
fn torn(world: &mut World, field: &str, ewa: &str, marek: &str) -> Uuid {
    let document = world.shared_interview();
    world.laptop("Ewa").answer(document, field, ewa);
    world.laptop("Marek").answer(document, field, marek);
    exchange_all(world, &["Ewa", "Marek", "Ewa"]);
    document
}

/// What the timeline tells of the desk: what, who, how many answers.
fn settled_on_timeline(laptop: &Laptop, case: Uuid) -> Vec<(TimelineWhat, String, String)> {
    let entries = laptop.app.timeline(case).unwrap().entries.into_iter();
    let of_desk = [TimelineWhat::Settled, TimelineWhat::SettlingUndone];
    entries
        .filter(|entry| of_desk.contains(&entry.what))
        .map(|entry| (entry.what, entry.by, entry.detail.unwrap_or_default()))
        .collect()
}

#[test]
fn thirty_answers_decided_at_one_desk_are_decided_on_every_seat() {
    let mut world = World::konstancin();
    let document = world.shared_interview();
    let fields: Vec<String> = texts(world.laptop("Ewa"), document)
        .into_iter()
        .take(30)
        .collect();
    assert_eq!(fields.len(), 30);
    for name in ["Ewa", "Marek"] {
        let laptop = world.laptop(name);
        laptop.interview(document);
        for field in &fields {
            let said = json!(format!("{name} o {field}"));
            laptop
                .app
                .save_answer(document, document, field, said)
                .unwrap();
        }
        laptop.app.leave_field(document).unwrap();
    }
    exchange_all(&mut world, &["Ewa", "Marek", "Ewa", "Maria"]);
    let maria = world.laptop("Maria");
    let queue = maria.app.merge_queue().unwrap();
    assert_eq!((queue.len(), queue[0].conflicts), (1, 30));
    assert_eq!(queue[0].writers, ["Ewa", "Marek"]);
    let mut open = desk(maria, document);
    while let Some(conflict) = open.conflicts.first() {
        let left = open.conflicts.len();
        let value = conflict.values[left % 2].value.clone();
        open = maria.app.decide(&input(document, conflict, value)).unwrap();
        assert_eq!(open.conflicts.len(), left - 1);
    }
    assert!(maria.app.merge_queue().unwrap().is_empty());
    exchange_all(&mut world, &["Maria", "Ewa", "Marek"]);
    let decided: Vec<Value> = fields
        .iter()
        .map(|field| world.laptop("Maria").reads(document, field))
        .collect();
    for name in ["Ewa", "Marek"] {
        let laptop = world.laptop(name);
        assert!(laptop.conflicts(document).is_empty(), "{name}");
        let seen: Vec<Value> = fields
            .iter()
            .map(|field| laptop.reads(document, field))
            .collect();
        assert_eq!(seen, decided, "{name}");
        let decisions = desk(laptop, document).decisions;
        assert_eq!(decisions.len(), 30, "{name}");
        assert!(
            decisions.iter().all(|made| made.author == "Maria"),
            "{name}"
        );
        let case = laptop.interview(document).case;
        let told = settled_on_timeline(laptop, case);
        let maria = (TimelineWhat::Settled, "Maria".to_owned(), "30".to_owned());
        assert_eq!(told, [maria], "one sitting is one thing that happened");
    }
}

#[test]
fn the_desk_shows_base_and_both_sides_with_writer_laptop_and_words() {
    let mut world = World::konstancin();
    let document = world.shared_interview();
    let before =
        "Rodzina zajmuje dwa pokoje z kuchnią; piec węglowy wymaga naprawy, woda jest zimna.";
    world
        .laptop("Ewa")
        .answer(document, "housing_notes", before);
    exchange_all(&mut world, &["Ewa", "Marek"]);
    let ewas = before.replace("dwa", "trzy");
    let mareks = format!("{before} Okna są nowe.");
    world
        .laptop("Ewa")
        .answer(document, "housing_notes", ewas.as_str());
    world
        .laptop("Marek")
        .answer(document, "housing_notes", mareks.as_str());
    exchange_all(&mut world, &["Ewa", "Marek", "Ewa"]);
    let open = desk(world.laptop("Ewa"), document);
    let conflict = &open.conflicts[0];
    assert_eq!(conflict.base.as_ref().unwrap().text, before);
    assert!(!conflict.label.is_empty() && !conflict.section_title.is_empty());
    assert_eq!(conflict.values.len(), 2);
    let (mine, theirs) = (&conflict.values[0], &conflict.values[1]);
    assert_eq!(
        (mine.mine, mine.author.as_str(), mine.device.here),
        (true, "Ewa", true)
    );
    assert_eq!((theirs.mine, theirs.author.as_str()), (false, "Marek"));
    // Halina wrote first, then Ewa, then Marek.
    assert_eq!(
        (mine.device.number, theirs.device.number),
        (Some(2), Some(3))
    );
    let added: Vec<&str> = mine
        .segments
        .iter()
        .filter(|segment| segment.kind == SegmentKind::Added)
        .map(|segment| segment.text.trim())
        .collect();
    assert_eq!(added, ["trzy"]);
    assert_eq!(conflict.fields.len(), 1);
}

#[test]
fn a_third_value_needs_a_reason_and_is_kept_with_it() {
    let mut world = World::konstancin();
    let document = torn(&mut world, "phone", "111111111", "222222222");
    let ewa = world.laptop("Ewa");
    let open = desk(ewa, document);
    let mut third = input(document, &open.conflicts[0], "333333333");
    third.reason = "  ".to_owned();
    assert_eq!(refusal(ewa.app.decide(&third)), "invalid-input");
    third.reason = "Nowy numer od wczoraj.".to_owned();
    let settled = ewa.app.decide(&third).unwrap();
    assert!(settled.conflicts.is_empty());
    let made = &settled.decisions[0];
    assert_eq!(
        (made.choice, made.text.as_str()),
        (ChoiceView::Third, "333333333")
    );
    assert_eq!(made.over.len(), 2);
    assert_eq!(settled.reasons, ["Nowy numer od wczoraj."]);
    ewa.exchange();
}

#[test]
fn nobody_decides_over_a_value_she_has_not_seen() {
    let mut world = World::konstancin();
    let document = torn(&mut world, "phone", "111111111", "222222222");
    let open = desk(world.laptop("Ewa"), document);
    let looked_at = input(document, &open.conflicts[0], "111111111");
    world.laptop("Marek").answer(document, "phone", "222222223");
    exchange_all(&mut world, &["Marek", "Ewa"]);
    let ewa = world.laptop("Ewa");
    // Marek typed over both: he has decided, and Ewa's screen is out of date.
    assert_eq!(refusal(ewa.app.decide(&looked_at)), "answer-changed");
    let made = &desk(ewa, document).decisions[0];
    assert_eq!((made.author.as_str(), made.reason.as_str()), ("Marek", ""));
    assert_eq!(ewa.reads(document, "phone"), "222222223");
}

#[test]
fn an_undone_decision_opens_the_answer_again_on_every_seat() {
    let mut world = World::konstancin();
    let document = torn(&mut world, "phone", "111111111", "222222222");
    let ewa = world.laptop("Ewa");
    let open = desk(ewa, document);
    let settled = ewa
        .app
        .decide(&input(document, &open.conflicts[0], "111111111"))
        .unwrap();
    exchange_all(&mut world, &["Ewa", "Marek"]);
    let marek = world.laptop("Marek");
    let again = marek
        .app
        .undo_decision(document, settled.decisions[0].id, "To numer sąsiadki.")
        .unwrap();
    assert_eq!(values(&again.conflicts[0]), ["111111111", "222222222"]);
    assert_eq!(again.conflicts[0].reopened[0].reason, "To numer sąsiadki.");
    exchange_all(&mut world, &["Marek", "Ewa"]);
    let ewa = world.laptop("Ewa");
    assert_eq!(refusal(ewa.app.approve(document)), "open-conflicts");
    let open = desk(ewa, document);
    let anew = ewa
        .app
        .decide(&input(document, &open.conflicts[0], "222222222"))
        .unwrap();
    assert!(anew.conflicts.is_empty());
    exchange_all(&mut world, &["Ewa", "Marek"]);
    let marek = world.laptop("Marek");
    assert!(desk(marek, document).conflicts.is_empty());
    assert_eq!(marek.reads(document, "phone"), "222222222");
    let case = marek.interview(document).case;
    assert_eq!(
        settled_on_timeline(marek, case),
        [
            (TimelineWhat::SettlingUndone, "Marek", "1"),
            (TimelineWhat::Settled, "Ewa", "2")
        ]
        .map(|(what, by, number)| (what, by.to_owned(), number.to_owned()))
    );
}

#[test]
fn two_who_undo_the_same_decision_do_not_disagree_and_both_reasons_stay() {
    let mut world = World::konstancin();
    let document = torn(&mut world, "phone", "111111111", "222222222");
    let ewa = world.laptop("Ewa");
    let open = desk(ewa, document);
    let settled = ewa
        .app
        .decide(&input(document, &open.conflicts[0], "111111111"))
        .unwrap();
    let decision = settled.decisions[0].id;
    exchange_all(&mut world, &["Ewa", "Marek"]);
    for (name, reason) in [("Ewa", "Pomyłka."), ("Marek", "Numer nie odpowiada.")] {
        let laptop = world.laptop(name);
        laptop
            .app
            .undo_decision(document, decision, reason)
            .unwrap();
    }
    exchange_all(&mut world, &["Ewa", "Marek", "Ewa"]);
    for name in ["Ewa", "Marek"] {
        let open = desk(world.laptop(name), document);
        assert_eq!(open.conflicts.len(), 1, "{name}");
        assert_eq!(
            values(&open.conflicts[0]),
            ["111111111", "222222222"],
            "{name}"
        );
        let mut reasons: Vec<String> = open.conflicts[0]
            .reopened
            .iter()
            .map(|undone| undone.reason.clone())
            .collect();
        reasons.sort();
        assert_eq!(reasons, ["Numer nie odpowiada.", "Pomyłka."], "{name}");
    }
    let marek = world.laptop("Marek");
    let open = desk(marek, document);
    marek
        .app
        .decide(&input(document, &open.conflicts[0], "222222222"))
        .unwrap();
    exchange_all(&mut world, &["Marek", "Ewa"]);
    assert!(desk(world.laptop("Ewa"), document).conflicts.is_empty());
}

#[test]
fn what_was_written_after_a_decision_stays_when_the_decision_is_undone() {
    let mut world = World::konstancin();
    let document = torn(&mut world, "phone", "111111111", "222222222");
    let ewa = world.laptop("Ewa");
    let open = desk(ewa, document);
    let settled = ewa
        .app
        .decide(&input(document, &open.conflicts[0], "111111111"))
        .unwrap();
    exchange_all(&mut world, &["Ewa", "Marek"]);
    let marek = world.laptop("Marek");
    marek.answer(document, "phone", "444444444");
    marek.answer(document, "needs", "Opał na zimę.");
    exchange_all(&mut world, &["Marek", "Ewa"]);
    let ewa = world.laptop("Ewa");
    assert!(desk(ewa, document).decisions[0].written_over);
    let again = ewa
        .app
        .undo_decision(document, settled.decisions[0].id, "Nie te numery.")
        .unwrap();
    assert_eq!(
        values(&again.conflicts[0]),
        ["111111111", "222222222", "444444444"]
    );
    assert_eq!(ewa.reads(document, "phone"), "444444444");
    assert_eq!(ewa.reads(document, "needs"), "Opał na zimę.");
    exchange_all(&mut world, &["Ewa", "Marek"]);
    let seen = desk(world.laptop("Marek"), document);
    assert_eq!(
        values(&seen.conflicts[0]),
        ["111111111", "222222222", "444444444"]
    );
}

#[test]
fn two_decisions_made_apart_are_one_if_equal_and_open_if_not() {
    for (mareks, left) in [("111111111", 0), ("222222222", 1)] {
        let mut world = World::konstancin();
        let document = torn(&mut world, "phone", "111111111", "222222222");
        for (name, value) in [("Ewa", "111111111"), ("Marek", mareks)] {
            let laptop = world.laptop(name);
            let open = desk(laptop, document);
            laptop
                .app
                .decide(&input(document, &open.conflicts[0], value))
                .unwrap();
        }
        exchange_all(&mut world, &["Ewa", "Marek", "Ewa"]);
        for name in ["Ewa", "Marek"] {
            let open = desk(world.laptop(name), document);
            assert_eq!(open.conflicts.len(), left, "{name} {mareks}");
            for conflict in &open.conflicts {
                // Each value is a decision now and says why.
                assert!(conflict.values.iter().all(|value| !value.reason.is_empty()));
            }
        }
    }
}

#[test]
fn who_merges_holds_an_interview_only_while_something_in_it_is_open_and_never_approves() {
    let mut world = World::konstancin();
    let document = world.shared_interview();
    world.laptop("Ewa").fill(document);
    exchange_all(&mut world, &["Ewa", "Marek", "Maria"]);
    assert!(world.laptop("Maria").app.merge_queue().unwrap().is_empty());
    let nothing = world.laptop("Maria").app.open_interview(document);
    assert_eq!(refusal(nothing), "not-found");
    world.laptop("Ewa").answer(document, "phone", "111111111");
    world.laptop("Marek").answer(document, "phone", "222222222");
    exchange_all(&mut world, &["Ewa", "Marek", "Maria"]);
    let maria = world.laptop("Maria");
    let open = desk(maria, document);
    let mareks = input(document, &open.conflicts[0], "222222222");
    maria.app.decide(&mareks).unwrap();
    assert_eq!(refusal(maria.app.approve(document)), "not-allowed");
    exchange_all(&mut world, &["Maria", "Ewa"]);
    let ewa = world.laptop("Ewa");
    assert_eq!(ewa.reads(document, "phone"), "222222222");
    ewa.app.approve(document).unwrap();
    exchange_all(&mut world, &["Ewa", "Maria", "Maria"]);
    let gone = world.laptop("Maria").app.open_interview(document);
    assert_eq!(refusal(gone), "not-found");
    world.laptop("Marek").exchange();
}

#[test]
fn a_removal_against_an_edit_is_one_question_and_its_answer_holds_everywhere() {
    let mut world = World::konstancin();
    let document = world.shared_interview();
    let ewa = world.laptop("Ewa");
    ewa.fill(document);
    let added = ewa.app.add_record(document, "member", None).unwrap().id;
    for (field, value) in [
        ("member_first_name", "Tola"),
        ("workplace", "szkoła"),
        ("member_health", "astma"),
    ] {
        ewa.app
            .save_answer(document, added, field, json!(value))
            .unwrap();
    }
    exchange_all(&mut world, &["Ewa", "Marek"]);
    let marek = world.laptop("Marek");
    marek.interview(document);
    marek.app.remove_record(document, added).unwrap();
    let ewa = world.laptop("Ewa");
    ewa.interview(document);
    for (field, value) in [
        ("workplace", "szkoła muzyczna"),
        ("member_health", "zdrowa"),
    ] {
        ewa.app
            .save_answer(document, added, field, json!(value))
            .unwrap();
    }
    exchange_all(&mut world, &["Ewa", "Marek", "Ewa"]);
    let ewa = world.laptop("Ewa");
    let open = desk(ewa, document);
    assert_eq!(open.conflicts.len(), 1, "{:?}", open.conflicts);
    let conflict = &open.conflicts[0];
    assert_eq!(
        (conflict.field.as_str(), conflict.values.len()),
        ("deleted", 2)
    );
    let kept = ewa.app.decide(&input(document, conflict, false)).unwrap();
    assert!(kept.conflicts.is_empty());
    exchange_all(&mut world, &["Ewa", "Marek"]);
    let marek = world.laptop("Marek");
    assert!(desk(marek, document).conflicts.is_empty());
    let records = marek.interview(document).records;
    let member = records.iter().find(|record| record.id == added).unwrap();
    assert_eq!(member.answers["member_health"], "zdrowa");
}

#[test]
fn one_person_added_on_two_sides_is_joined_by_a_person_and_parted_again() {
    let mut world = World::konstancin();
    let document = world.shared_interview();
    let mut records = Vec::new();
    for (name, first_name, gross) in [("Ewa", "Łucja", 90_000), ("Marek", "Lucja", 95_000)] {
        let laptop = world.laptop(name);
        laptop.interview(document);
        let member = laptop.app.add_record(document, "member", None).unwrap().id;
        let income = laptop
            .app
            .add_record(document, "income", Some(member))
            .unwrap()
            .id;
        let mut answers = vec![
            ("member_first_name", json!(first_name)),
            ("member_last_name", json!("Nibylska")),
            ("member_born", json!("2015-03-04")),
        ];
        if name == "Marek" {
            answers.push(("member_health", json!("astma")));
        }
        for (field, value) in answers {
            laptop
                .app
                .save_answer(document, member, field, value)
                .unwrap();
        }
        let row = json!({"kind": "alimenty otrzymywane", "gross": gross});
        laptop
            .app
            .save_answer(document, income, "row", row)
            .unwrap();
        records.push((member, income));
    }
    exchange_all(&mut world, &["Ewa", "Marek", "Ewa", "Maria"]);
    // Nothing else met in this interview, and the desk has it.
    let queue = world.laptop("Maria").app.merge_queue().unwrap();
    assert_eq!(queue.len(), 1, "{queue:?}");
    assert_eq!((queue[0].conflicts, queue[0].twins), (0, 1));
    let ewa = world.laptop("Ewa");
    let open = desk(ewa, document);
    assert_eq!(open.twins.len(), 1, "{:?}", open.twins);
    let twin = &open.twins[0];
    assert_eq!(twin.differing.len(), 1, "only the first name differs");
    assert_eq!(twin.kept.rows.len(), 1);
    let ((kept, own_income), (other, moved_income)) = (records[0], records[1]);
    let joined = ewa
        .app
        .settle_twins(&TwinsInput {
            document,
            kept,
            other,
            apart: false,
            take: Vec::new(),
            reason: "Jedno dziecko, wpisane dwa razy.".to_owned(),
        })
        .unwrap();
    assert!(joined.twins.is_empty() && joined.conflicts.is_empty());
    exchange_all(&mut world, &["Ewa", "Marek"]);
    let shows = |laptop: &Laptop| {
        let records = laptop.interview(document).records;
        let parent = |row: Uuid| {
            records
                .iter()
                .find(|kept| kept.id == row)
                .and_then(|row| row.parent)
        };
        let member = |id: Uuid| records.iter().find(|kept| kept.id == id);
        (
            member(other).is_some(),
            parent(own_income),
            parent(moved_income),
            member(kept).and_then(|kept| kept.answers.get("member_health").cloned()),
        )
    };
    let whole = (false, Some(kept), Some(kept), Some(json!("astma")));
    assert_eq!(shows(world.laptop("Marek")), whole);
    let marek = world.laptop("Marek");
    let made = desk(marek, document).decisions;
    assert_eq!((made.len(), made[0].choice), (1, ChoiceView::Joined));
    let parted = marek
        .app
        .undo_decision(document, made[0].id, "To bliźniaczki.")
        .unwrap();
    assert!(parted.conflicts.is_empty());
    exchange_all(&mut world, &["Marek", "Ewa"]);
    for name in ["Ewa", "Marek"] {
        let (back, own, moved, health) = shows(world.laptop(name));
        assert_eq!(
            (back, own, moved),
            (true, Some(kept), Some(other)),
            "{name}"
        );
        assert!(health.is_none_or(|health| health.is_null()), "{name}");
    }
    let marek = world.laptop("Marek");
    assert_eq!(desk(marek, document).twins.len(), 1, "offered again");
    let two = TwinsInput {
        document,
        kept,
        other,
        apart: true,
        take: Vec::new(),
        reason: "To bliźniaczki.".to_owned(),
    };
    assert!(marek.app.settle_twins(&two).unwrap().twins.is_empty());
    exchange_all(&mut world, &["Marek", "Ewa", "Maria"]);
    let queue = world.laptop("Maria").app.merge_queue().unwrap();
    assert!(queue.is_empty(), "settled for everybody: {queue:?}");
    let ewa = world.laptop("Ewa");
    let (there, ..) = shows(ewa);
    assert!(there, "both stay");
    let said = desk(ewa, document).decisions;
    let word = said.iter().find(|one| one.choice == ChoiceView::Apart);
    let word = word.unwrap();
    assert!(!word.written_over && word.may_undo, "{word:?}");
    ewa.app
        .undo_decision(document, word.id, "Jednak jedna.")
        .unwrap();
    assert_eq!(desk(ewa, document).twins.len(), 1, "taken back");
    exchange_all(&mut world, &["Ewa"]);
}

#[test]
fn what_others_wrote_elsewhere_is_listed_as_merged_without_a_question() {
    let mut world = World::konstancin();
    let document = world.shared_interview();
    for (name, fields) in [
        ("Ewa", [("phone", "111111111"), ("locality", "Skolimów")]),
        ("Marek", [("street", "Klonowa"), ("locality", "Skolimów")]),
    ] {
        for (field, value) in fields {
            world.laptop(name).answer(document, field, value);
        }
    }
    exchange_all(&mut world, &["Ewa", "Marek", "Ewa"]);
    let open = desk(world.laptop("Ewa"), document);
    assert!(open.conflicts.is_empty());
    let listed: Vec<(String, String, bool)> = open
        .merged
        .iter()
        .map(|merged| (merged.text.clone(), merged.author.clone(), merged.same))
        .collect();
    assert!(
        listed.contains(&("111111111".to_owned(), "Ewa".to_owned(), false)),
        "{listed:?}"
    );
    assert!(
        listed.contains(&("Klonowa".to_owned(), "Marek".to_owned(), false)),
        "{listed:?}"
    );
    assert!(
        listed
            .iter()
            .any(|(text, _, same)| text == "Skolimów" && *same),
        "{listed:?}"
    );
}

const POVERTY: &str = "1) ubóstwo";
const UNEMPLOYED: &str = "4) bezrobocie";
const VIOLENCE: &str = "7) przemoc domowa";
const ADDICTION: &str = "13) alkoholizm lub narkomania";

/// Reasons of art. 7 lie in several categories; Ewa and Marek chose apart, and each chose of more than one.
fn torn_reasons(world: &mut World) -> Uuid {
    let document = world.shared_interview();
    let ewa = world.laptop("Ewa");
    ewa.answer(document, "reasons", json!([POVERTY, VIOLENCE]));
    let marek = world.laptop("Marek");
    marek.answer(document, "reasons", json!([UNEMPLOYED, ADDICTION]));
    exchange_all(world, &["Ewa", "Marek", "Ewa", "Maria"]);
    document
}

#[test]
fn reasons_kept_in_several_categories_are_one_question_between_two_whole_answers() {
    let mut world = World::konstancin();
    let document = torn_reasons(&mut world);
    let ewas = format!("{POVERTY}; {VIOLENCE}");
    let mareks = format!("{UNEMPLOYED}; {ADDICTION}");
    let maria = world.laptop("Maria");
    assert_eq!(maria.app.merge_queue().unwrap()[0].conflicts, 1);
    let open = desk(maria, document);
    assert_eq!(open.conflicts.len(), 1, "one answer, one question");
    assert_eq!(values(&open.conflicts[0]), [ewas.clone(), mareks.clone()]);
    let made: Vec<&Value> = (open.conflicts[0].combined.iter())
        .map(|made| &made.value)
        .collect();
    assert_eq!(
        made[0].as_array().unwrap().len(),
        4,
        "everything that anybody chose"
    );
    let marek = open.conflicts[0]
        .values
        .iter()
        .find(|one| one.text == mareks);
    let decided = input(document, &open.conflicts[0], marek.unwrap().value.clone());
    let settled = maria.app.decide(&decided).unwrap();
    assert!(settled.conflicts.is_empty());
    assert_eq!(settled.decisions.len(), 1);
    let decision = &settled.decisions[0];
    assert_eq!(
        (decision.text.as_str(), decision.choice),
        (mareks.as_str(), ChoiceView::One)
    );
    let mut over = decision.over.clone();
    over.sort();
    assert_eq!(over, [ewas.clone(), mareks.clone()]);
    exchange_all(&mut world, &["Maria", "Ewa", "Marek"]);
    for name in ["Ewa", "Marek"] {
        let laptop = world.laptop(name);
        assert!(laptop.conflicts(document).is_empty(), "{name}");
        assert_eq!(
            laptop.reads(document, "reasons"),
            json!([UNEMPLOYED, ADDICTION])
        );
    }

    let ewa = world.laptop("Ewa");
    let again = ewa
        .app
        .undo_decision(document, decision.id, "Przemoc potwierdziła sąsiadka.")
        .unwrap();
    assert_eq!(again.conflicts.len(), 1, "the whole question is open again");
    assert_eq!(values(&again.conflicts[0]), [ewas, mareks]);
    assert_eq!(again.conflicts[0].reopened.len(), 1);
    let union = again.conflicts[0].combined[0].value.clone();
    let decided = input(document, &again.conflicts[0], union);
    assert!(ewa.app.decide(&decided).unwrap().conflicts.is_empty());
    exchange_all(&mut world, &["Ewa", "Marek"]);
    let all = json!([POVERTY, UNEMPLOYED, VIOLENCE, ADDICTION]);
    for name in ["Ewa", "Marek"] {
        assert_eq!(world.laptop(name).reads(document, "reasons"), all, "{name}");
    }
}

#[test]
fn typing_the_reasons_anew_decides_all_their_parts_by_one_decision() {
    let mut world = World::konstancin();
    let document = torn_reasons(&mut world);
    let ewa = world.laptop("Ewa");
    ewa.answer(document, "reasons", json!([POVERTY]));
    let settled = desk(ewa, document);
    assert!(settled.conflicts.is_empty());
    assert_eq!(settled.decisions.len(), 1);
    exchange_all(&mut world, &["Ewa", "Marek"]);
    let marek = world.laptop("Marek");
    assert!(marek.conflicts(document).is_empty());
    assert_eq!(marek.reads(document, "reasons"), json!([POVERTY]));
}

#[test]
fn the_history_of_an_answer_kept_in_parts_tells_each_part_by_time_and_no_part_without_a_word() {
    let mut world = World::konstancin();
    let document = world.shared_interview();
    let told = |world: &mut World| -> Vec<(String, String)> {
        let ewa = world.laptop("Ewa");
        let history = ewa.app.answer_history(document, document, "reasons");
        let told = history.unwrap().into_iter();
        told.map(|one| (one.part.unwrap_or_default(), one.text))
            .collect()
    };
    let words = [
        json!([POVERTY, VIOLENCE]),
        json!([POVERTY, VIOLENCE, ADDICTION]),
        json!([ADDICTION]),
    ];
    for chosen in words {
        world.pass(std::time::Duration::from_secs(60));
        world.laptop("Ewa").answer(document, "reasons", chosen);
    }
    let [plan, violence, health] = ["plan pomocy", "przemoc i bezpieczeństwo", "zdrowie"];
    let expected = [
        (plan, POVERTY),
        (violence, VIOLENCE),
        (health, ADDICTION),
        (plan, ""),
        (violence, ""),
    ];
    let mut found = told(&mut world);
    // What a minute did not change may stand again: only the order of changes counts.
    found.dedup_by(|one, before| one == before);
    let mut seen: Vec<(String, String)> = Vec::new();
    for (part, text) in found {
        let last = seen.iter().rev().find(|(of, _)| *of == part);
        if last.is_none_or(|(_, before)| *before != text) {
            seen.push((part, text));
        }
    }
    let expected = expected.map(|(part, text)| (part.to_owned(), text.to_owned()));
    assert_eq!(seen, expected);
    exchange_all(&mut world, &["Ewa", "Marek"]);
}

#[test]
fn who_holds_only_a_part_of_the_reasons_sees_that_part_and_settles_no_whole() {
    const PRISON: &str = "12) trudności w przystosowaniu do życia po zwolnieniu z zakładu karnego";
    let mut world = World::konstancin();
    let case = world.visit_for(&["Ewa", "Marek", "Bożena"]);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let document = ewa.app.start_interview(case, None).unwrap().document;
    ewa.exchange();
    exchange_all(&mut world, &["Marek"]);
    let ewa = world.laptop("Ewa");
    ewa.answer(document, "reasons", json!([POVERTY, PRISON]));
    let marek = world.laptop("Marek");
    marek.answer(document, "reasons", json!([UNEMPLOYED, ADDICTION]));
    exchange_all(&mut world, &["Ewa", "Marek", "Bożena"]);
    // The closed list of art. 16 u.w.r. leaves her the situation of the family, and nothing of the plan of help.
    let open = desk(world.laptop("Bożena"), document);
    assert_eq!(open.conflicts.len(), 1);
    let conflict = &open.conflicts[0];
    assert_eq!(values(conflict), [String::new(), PRISON.to_owned()]);
    assert!(conflict.partial && !conflict.may_decide);
    let chosen = input(document, conflict, conflict.values[0].value.clone());
    let refused = world.laptop("Bożena").app.decide(&chosen);
    assert_eq!(refusal(refused), "not-allowed");
    exchange_all(&mut world, &["Bożena", "Ewa"]);
    let open = desk(world.laptop("Ewa"), document);
    let wholes = [
        format!("{POVERTY}; {PRISON}"),
        format!("{UNEMPLOYED}; {ADDICTION}"),
    ];
    assert_eq!(values(&open.conflicts[0]), wholes);
}
