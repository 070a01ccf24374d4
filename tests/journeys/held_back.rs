//! What the office could not accept, what a person decides on it, and what comes after an approval.

use teren_app::contract::{
    ActOutcome, FieldKey, HeldOutcome, HeldView, HeldWay, HeldWhy, InterviewBox,
};
use uuid::Uuid;

use crate::world::{Laptop, World, refusal};

fn waiting(laptop: &Laptop) -> Vec<HeldView> {
    laptop.app.held_back().unwrap().waiting
}

/// Ewa and Marek write in one interview; Marek leaves the centre, and what he wrote last is on his laptop alone.
fn left(world: &mut World) -> (Uuid, Uuid) {
    let document = world.shared_interview();
    let case = world.laptop("Ewa").interview(document).case;
    let marek = world.laptop("Marek");
    marek.answer(document, "needs", "opał na zimę");
    world.laptop("Ewa").answer(document, "needs", "leki");
    world.laptop("Ewa").exchange();
    world.dismiss("Marek");
    (case, document)
}

#[test]
fn the_unsent_work_of_a_worker_who_left_waits_for_the_head_and_goes_in_at_her_word() {
    let mut world = World::konstancin();
    let (case, document) = left(&mut world);
    let anna = world.laptop("Anna");
    anna.exchange();
    let held = waiting(anna).remove(0);
    assert_eq!(
        (held.why, held.person.as_str()),
        (HeldWhy::Withdrawn, "Marek")
    );
    assert_eq!((held.case, held.document), (case, Some(document)));
    assert_eq!(held.name, "Nibylska Leokadia");
    assert_eq!(held.laptop, Some(3), "after Halina's and Ewa's");
    assert_eq!(held.ways, [HeldWay::Accept, HeldWay::Note, HeldWay::File]);
    let shown = anna.app.open_held(case, held.held).unwrap();
    assert_eq!(shown.outcome, ActOutcome::Accepted);
    let answers = shown.parts.iter().flat_map(|part| &part.answers);
    let answer = answers.into_iter().find(|one| one.text == "opał na zimę");
    assert!(
        !answer.unwrap().label.is_empty(),
        "in the words of the form"
    );
    assert_eq!(
        refusal(anna.app.decide_held(case, held.held, HeldWay::Accept, "  ")),
        "invalid-input"
    );
    let reason = "Wizyta odbyła się przed jego odejściem.";
    let decided = anna
        .app
        .decide_held(case, held.held, HeldWay::Accept, reason)
        .unwrap();
    assert_eq!(
        decided.outcome,
        ActOutcome::Accepted,
        "{:?}",
        decided.refusal
    );
    assert!(waiting(anna).is_empty());
    let settled = anna.app.held_back().unwrap().settled.remove(0);
    let step = settled.steps.last().unwrap();
    assert_eq!(
        (step.outcome, step.by.as_str()),
        (HeldOutcome::Accepted, "Anna")
    );
    assert_eq!(step.reason.as_deref(), Some(reason));
    assert!(settled.ways.is_empty(), "nothing is left to decide");
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let conflict = ewa.conflicts(document).remove(0);
    assert_eq!(conflict.field, "needs", "both stand until a person chooses");
    let authors: Vec<&str> = conflict
        .values
        .iter()
        .map(|value| value.author.as_str())
        .collect();
    assert_eq!(authors, ["Ewa", "Marek"]);
    assert!(world.centre.office.quarantined().unwrap().is_empty());
}

#[test]
fn who_may_not_decide_sees_that_something_is_held_back_and_reads_nothing() {
    let mut world = World::konstancin();
    let (case, _) = left(&mut world);
    for name in ["Ewa", "Halina"] {
        let laptop = world.laptop(name);
        laptop.exchange();
        let held = waiting(laptop).remove(0);
        assert!(held.ways.is_empty(), "{name}");
        let shown = laptop.app.open_held(case, held.held).unwrap();
        assert_eq!(shown.outcome, ActOutcome::Refused, "{name}");
        assert!(shown.refusal.is_some() && shown.parts.is_empty());
        let decided = laptop
            .app
            .decide_held(case, held.held, HeldWay::File, "Nie wiem.")
            .unwrap();
        assert_eq!(decided.outcome, ActOutcome::Refused, "{name}");
    }
    assert!(!world.centre.office.quarantined().unwrap().is_empty());
}

#[test]
fn what_is_kept_as_a_note_is_read_by_who_holds_the_case_in_the_words_of_the_form() {
    let mut world = World::konstancin();
    let (case, document) = left(&mut world);
    let anna = world.laptop("Anna");
    anna.exchange();
    let held = waiting(anna).remove(0).held;
    let noted = anna
        .app
        .decide_held(case, held, HeldWay::Note, "Do wiadomości.")
        .unwrap();
    assert_eq!(noted.outcome, ActOutcome::Accepted);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    assert_eq!(
        ewa.reads(document, "needs"),
        "leki",
        "the interview is as it was"
    );
    let settled = ewa.app.held_back().unwrap().settled.remove(0);
    assert_eq!(settled.steps[0].outcome, HeldOutcome::Noted);
    let answers = settled.notes.iter().flat_map(|part| &part.answers);
    assert!(
        answers
            .into_iter()
            .any(|one| one.text == "opał na zimę" && !one.label.is_empty())
    );
    // The head may still think better of it.
    let anna = world.laptop("Anna");
    let again = anna
        .app
        .decide_held(case, held, HeldWay::Accept, "Jednak do wywiadu.")
        .unwrap();
    assert_eq!(again.outcome, ActOutcome::Accepted);
    world.laptop("Ewa").exchange();
    assert_eq!(world.laptop("Ewa").conflicts(document).len(), 1);
}

#[test]
fn late_edits_become_a_correction_with_a_sygnatura_of_its_own() {
    let mut world = World::konstancin();
    let document = world.filled_interview();
    let marek = world.laptop("Marek");
    marek.answer(document, "phone", "222222222");
    marek.answer(document, "housing_notes", "Wilgoć w kuchni.");
    let ewa = world.laptop("Ewa");
    let first = ewa.app.approve(document).unwrap();
    let approved = ewa.reads(document, "phone");
    ewa.exchange();
    world.laptop("Marek").exchange();
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let sent = ewa.app.overview().unwrap().interviews.remove(0);
    assert_eq!((sent.r#box, sent.late_edits), (Some(InterviewBox::Sent), 2));
    let late = ewa.app.held_back().unwrap().late.remove(0);
    assert!(late.may_correct && late.in_work.is_none());
    let phone = late.answers.iter().find(|one| one.at.field == "phone");
    let phone = phone.unwrap();
    assert_eq!(
        (phone.author.as_str(), phone.text.as_str()),
        ("Marek", "222222222")
    );
    assert_eq!(phone.before, approved.as_str().unwrap());
    assert!(!phone.taken && !phone.label.is_empty());
    let chosen = [FieldKey {
        record: document,
        field: "phone".to_owned(),
    }];
    let reason = "Telefon zmienił się w dniu wizyty.";
    assert_eq!(
        refusal(ewa.app.correct_from_late(document, &chosen, "")),
        "invalid-input"
    );
    let correction = ewa
        .app
        .correct_from_late(document, &chosen, reason)
        .unwrap();
    assert_eq!(correction.correction.unwrap().reason, reason);
    let correction = correction.document;
    assert_eq!(ewa.reads(correction, "phone"), "222222222");
    assert_ne!(
        ewa.reads(correction, "housing_notes"),
        "Wilgoć w kuchni.",
        "not chosen"
    );
    let late = ewa.app.held_back().unwrap().late.remove(0);
    assert_eq!(late.in_work, Some(correction));
    let taken = late
        .answers
        .iter()
        .map(|one| (one.at.field.as_str(), one.taken));
    let mut taken: Vec<(&str, bool)> = taken.collect();
    taken.sort_unstable();
    assert_eq!(taken, [("housing_notes", false), ("phone", true)]);
    // The other one is added to the correction in work.
    let more = [FieldKey {
        record: document,
        field: "housing_notes".to_owned(),
    }];
    let added = ewa.app.correct_from_late(document, &more, reason).unwrap();
    assert_eq!(added.document, correction);
    let second = ewa.app.approve(correction).unwrap();
    assert_ne!(first.sygnatura, second.sygnatura);
    ewa.exchange();
    assert_eq!(
        ewa.reads(document, "phone"),
        approved,
        "the old version is as it was approved"
    );
    assert_eq!(ewa.reads(correction, "housing_notes"), "Wilgoć w kuchni.");
    let cards = ewa.app.overview().unwrap().interviews;
    assert!(
        cards.iter().all(|card| card.late_edits == 0),
        "nothing is left to take up"
    );
    world.laptop("Marek").exchange();
}
