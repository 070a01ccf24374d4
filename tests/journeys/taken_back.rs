//! Taking back what was said of an interview, by several people apart and while its author writes.

use std::time::Duration;

use teren_app::contract::TimelineWhat::{
    self, PlanApprovalTakenBack, PlanApproved, ReturnTakenBack,
};
use teren_app::contract::{FieldKey, PinInput, StandingView, VersionCause};
use teren_domain::access::Role;
use uuid::Uuid;

use crate::world::{BENEFITS, Laptop, World, refusal};

const MINUTE: Duration = Duration::from_mins(1);

fn accepted(world: &mut World) -> (Uuid, Uuid) {
    let case = world.visit_for(&["Ewa"]);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let document = ewa.app.start_interview(case, None).unwrap().document;
    ewa.fill(document);
    ewa.app.approve(document).unwrap();
    ewa.exchange();
    world.pass(MINUTE);
    (case, document)
}

fn sent_back(world: &mut World, document: Uuid) -> StandingView {
    let pawel = world.laptop("Paweł");
    pawel.exchange();
    let question = PinInput {
        at: FieldKey {
            record: document,
            field: "phone".to_owned(),
        },
        question: "Czy ten numer jest aktualny?".to_owned(),
    };
    let standing = pawel.app.return_interview(document, BENEFITS, &[question]);
    pawel.exchange();
    world.pass(MINUTE);
    standing.unwrap()
}

/// Who took it back, and why, as the timeline tells.
fn told(laptop: &Laptop, case: Uuid, what: TimelineWhat) -> Vec<(String, String)> {
    let entries = laptop.app.timeline(case).unwrap().entries.into_iter();
    let told = entries.filter(|entry| entry.what == what);
    told.map(|entry| (entry.by, entry.detail.unwrap_or_default()))
        .collect()
}

fn own(told: &[(&str, &str)]) -> Vec<(String, String)> {
    let told = told.iter();
    told.map(|(by, why)| ((*by).to_owned(), (*why).to_owned()))
        .collect()
}

#[test]
fn two_colleagues_who_take_one_return_back_apart_each_keep_her_reason() {
    let mut world = World::konstancin();
    let (case, document) = accepted(&mut world);
    let returned = sent_back(&mut world, document).returns[0].id;
    for name in ["Piotr", "Paweł", "Ewa"] {
        world.laptop(name).exchange();
    }
    for (name, why) in [("Piotr", "Powód Piotra."), ("Paweł", "Powód Pawła.")] {
        let laptop = world.laptop(name);
        laptop.app.withdraw_return(document, returned, why).unwrap();
        world.pass(MINUTE);
    }
    for name in ["Piotr", "Paweł", "Ewa", "Piotr"] {
        world.laptop(name).exchange();
    }
    for name in ["Piotr", "Paweł", "Ewa"] {
        let laptop = world.laptop(name);
        let kept = laptop.app.standing(document).unwrap().returns.remove(0);
        let first = kept.taken_back.unwrap();
        assert_eq!(
            (first.by.as_str(), first.reason.as_str()),
            ("Piotr", "Powód Piotra.")
        );
        assert_eq!(
            told(laptop, case, ReturnTakenBack),
            own(&[("Paweł", "Powód Pawła."), ("Piotr", "Powód Piotra.")])
        );
    }
}

#[test]
fn two_heads_who_take_one_approval_of_a_plan_back_apart_each_keep_her_reason() {
    let mut world = World::konstancin();
    world.hire("Barbara", &[Role::Head]);
    let (case, document) = accepted(&mut world);
    let anna = world.laptop("Anna");
    anna.exchange();
    anna.app.approve_plan(document).unwrap();
    anna.exchange();
    world.pass(MINUTE);
    world.laptop("Barbara").exchange();
    for (name, why) in [("Barbara", "Powód Barbary."), ("Anna", "Powód Anny.")] {
        let laptop = world.laptop(name);
        laptop.app.withdraw_plan_approval(document, why).unwrap();
        world.pass(MINUTE);
    }
    for name in ["Barbara", "Anna", "Ewa", "Barbara"] {
        world.laptop(name).exchange();
    }
    world.pass(MINUTE);
    let anna = world.laptop("Anna");
    assert_eq!(anna.app.plans().unwrap().len(), 1, "it waits again");
    // Approved and taken back at once, before the office hears of either.
    anna.app.approve_plan(document).unwrap();
    world.pass(MINUTE);
    let anna = world.laptop("Anna");
    anna.app
        .withdraw_plan_approval(document, "Pomyłka.")
        .unwrap();
    world.pass(MINUTE);
    let anna = world.laptop("Anna");
    let again = anna.app.approve_plan(document).unwrap().plan.unwrap();
    assert_eq!(again.approved_by.as_deref(), Some("Anna"));
    anna.exchange();
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let plan = ewa.app.standing(document).unwrap().plan.unwrap();
    assert_eq!(plan.approved_by.as_deref(), Some("Anna"));
    assert_eq!(
        told(ewa, case, PlanApprovalTakenBack),
        own(&[
            ("Anna", "Pomyłka."),
            ("Anna", "Powód Anny."),
            ("Barbara", "Powód Barbary.")
        ])
    );
    assert_eq!(told(ewa, case, PlanApproved).len(), 3);
}

#[test]
fn a_correction_approved_while_its_return_was_taken_back_goes_to_the_team_as_one_returned() {
    let mut world = World::konstancin();
    let (_, document) = accepted(&mut world);
    let returned = sent_back(&mut world, document).returns[0].id;
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let view = ewa.app.start_correction(document, "").unwrap();
    ewa.app
        .answer_pin(view.document, view.pins[0].pin, "Tak.")
        .unwrap();
    ewa.app.approve(view.document).unwrap();
    world.pass(MINUTE);
    let pawel = world.laptop("Paweł");
    pawel
        .app
        .withdraw_return(document, returned, "Numer jest w aktach.")
        .unwrap();
    pawel.exchange();
    assert_eq!(pawel.app.inbox().unwrap().len(), 1);
    for name in ["Ewa", "Paweł", "Ewa"] {
        world.laptop(name).exchange();
    }
    let inbox = world.laptop("Paweł").app.inbox().unwrap();
    assert_eq!(inbox.len(), 1);
    assert_eq!(
        (inbox[0].document, inbox[0].returned),
        (view.document, false)
    );
    for name in ["Paweł", "Ewa"] {
        let standing = world.laptop(name).app.standing(view.document).unwrap();
        assert_eq!(standing.versions[1].cause, VersionCause::Returned);
    }
}

#[test]
fn a_correction_whose_return_was_taken_back_meanwhile_still_says_what_it_was_begun_for() {
    let mut world = World::konstancin();
    let (_, document) = accepted(&mut world);
    let returned = sent_back(&mut world, document).returns[0].id;
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let view = ewa.app.start_correction(document, "").unwrap();
    ewa.answer(view.document, "phone", "333333333");
    world.pass(MINUTE);
    let pawel = world.laptop("Paweł");
    pawel
        .app
        .withdraw_return(document, returned, "Numer jest w aktach.")
        .unwrap();
    pawel.exchange();
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    ewa.app.approve(view.document).unwrap();
    ewa.exchange();
    let standing = ewa.app.standing(view.document).unwrap();
    assert_eq!(standing.versions[1].cause, VersionCause::Returned);
    assert!(standing.returns[0].taken_back.is_some());
}

#[test]
fn a_return_that_was_answered_is_not_taken_back_and_one_taken_back_may_be_sent_anew() {
    let mut world = World::konstancin();
    let (_, document) = accepted(&mut world);
    let first = sent_back(&mut world, document).returns[0].id;
    let pawel = world.laptop("Paweł");
    pawel
        .app
        .withdraw_return(document, first, "Pomyłka.")
        .unwrap();
    pawel.exchange();
    world.pass(MINUTE);
    let second = sent_back(&mut world, document).returns[0].id;
    let pawel = world.laptop("Paweł");
    let twice = pawel.app.withdraw_return(document, first, "Jeszcze raz.");
    assert_eq!(refusal(twice), "not-allowed");
    assert!(pawel.app.inbox().unwrap()[0].returned);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let view = ewa.app.start_correction(document, "").unwrap();
    ewa.app
        .answer_pin(view.document, view.pins[0].pin, "Tak.")
        .unwrap();
    ewa.app.approve(view.document).unwrap();
    ewa.exchange();
    world.pass(MINUTE);
    let pawel = world.laptop("Paweł");
    pawel.exchange();
    let late = pawel.app.withdraw_return(document, second, "Po czasie.");
    assert_eq!(refusal(late), "not-allowed");
}
