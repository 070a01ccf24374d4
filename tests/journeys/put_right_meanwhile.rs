//! An interview is put right while it is being passed on, or was sent back by a team that not everybody may hear.

use std::time::Duration;

use teren_app::contract::{FieldKey, PassOnInput, PassOnKind, PassOnState, PinInput};
use uuid::Uuid;

use crate::world::{BENEFITS, SOCIAL_WORK, World};

fn pin(document: Uuid, field: &str, question: &str) -> PinInput {
    PinInput {
        at: FieldKey {
            record: document,
            field: field.to_owned(),
        },
        question: question.to_owned(),
    }
}

/// Ewa's interview, taken in by the office and routed by the rules.
pub fn accepted(world: &mut World, violence: bool) -> (Uuid, Uuid) {
    let case = world.visit_for(&["Ewa"]);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let document = ewa.app.start_interview(case, None).unwrap().document;
    ewa.fill(document);
    if violence {
        ewa.answer(document, "violence", true);
        ewa.answer(document, "violence_by", "zięć, po alkoholu");
    }
    ewa.app.approve(document).unwrap();
    ewa.exchange();
    (case, document)
}

#[test]
fn a_return_whose_questions_a_team_may_not_read_is_over_for_it_when_it_was_answered() {
    let mut world = World::konstancin();
    let (_, document) = accepted(&mut world, true);
    let zofia = world.laptop("Zofia");
    zofia.exchange();
    let question = pin(document, "violence_by", "Od kiedy zięć mieszka z rodziną?");
    zofia
        .app
        .return_interview(document, SOCIAL_WORK, &[question])
        .unwrap();
    zofia.exchange();
    let pawel = world.laptop("Paweł");
    pawel.exchange();
    let seen = pawel.app.standing(document).unwrap();
    assert!(!seen.returns[0].settled, "it waits");
    world.pass(Duration::from_mins(1));
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let correction = ewa.app.start_correction(document, "").unwrap().document;
    ewa.answer(correction, "violence_by", "zięć, od marca");
    ewa.app.approve(correction).unwrap();
    ewa.exchange();
    let pawel = world.laptop("Paweł");
    pawel.exchange();
    let seen = pawel.app.standing(correction).unwrap();
    assert!(seen.returns[0].settled, "a correction answered it");
}

#[test]
fn a_matter_passed_on_is_the_receivers_alone_although_the_interview_was_put_right_meanwhile() {
    let mut world = World::konstancin();
    let (case, document) = accepted(&mut world, false);
    let pawel = world.laptop("Paweł");
    pawel.exchange();
    assert_eq!(pawel.app.inbox().unwrap().len(), 1);
    let passed = to_social_work(case, document, PassOnKind::HandOver);
    let sent = pawel.app.pass_on(&passed).unwrap();
    pawel.exchange();
    world.pass(Duration::from_mins(1));
    let zofia = world.laptop("Zofia");
    zofia.exchange();
    world.pass(Duration::from_mins(1));
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let correction = ewa.app.start_correction(document, "Zła kwota.").unwrap();
    ewa.answer(correction.document, "phone", "000000123");
    ewa.app.approve(correction.document).unwrap();
    ewa.exchange();
    world.pass(Duration::from_mins(1));
    let zofia = world.laptop("Zofia");
    zofia.exchange();
    zofia
        .app
        .answer_hand_over(case, sent.hand_over, PassOnState::Accepted, "")
        .unwrap();
    zofia.exchange();
    let pawel = world.laptop("Paweł");
    pawel.exchange();
    let left: Vec<_> = pawel
        .app
        .inbox()
        .unwrap()
        .into_iter()
        .filter(|e| e.team == BENEFITS)
        .collect();
    assert!(
        left.is_empty(),
        "accepted there, and still in the sender's inbox"
    );
}

#[test]
fn a_team_that_takes_the_newer_version_accepts_what_was_passed_on_to_it() {
    let mut world = World::konstancin();
    let (case, document) = accepted(&mut world, false);
    let pawel = world.laptop("Paweł");
    pawel.exchange();
    let passed = to_social_work(case, document, PassOnKind::HandOver);
    pawel.app.pass_on(&passed).unwrap();
    pawel.exchange();
    world.pass(Duration::from_mins(1));
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let correction = ewa.app.start_correction(document, "Zła kwota.").unwrap();
    let newer = correction.document;
    ewa.answer(newer, "phone", "000000123");
    ewa.app.approve(newer).unwrap();
    ewa.exchange();
    world.pass(Duration::from_mins(1));
    let zofia = world.laptop("Zofia");
    zofia.exchange();
    zofia.app.take(case, newer, SOCIAL_WORK).unwrap();
    zofia.exchange();
    let pawel = world.laptop("Paweł");
    pawel.exchange();
    let waits = pawel.app.hand_overs().unwrap();
    assert!(
        waits.iter().all(|one| one.state != Some(PassOnState::Sent)),
        "she works on it, and it still waits to be accepted"
    );
}

/// Paweł passes the interview on to social work; Ewa puts it right after `before` happened at Zofia's.
fn passed_on(
    world: &mut World,
    kind: PassOnKind,
    before: impl Fn(&crate::world::Laptop, Uuid, Uuid),
) -> (Uuid, Uuid, Uuid) {
    let (case, document) = accepted(world, false);
    let pawel = world.laptop("Paweł");
    pawel.exchange();
    let passed = to_social_work(case, document, kind);
    let sent = pawel.app.pass_on(&passed).unwrap().hand_over;
    pawel.exchange();
    world.pass(Duration::from_mins(1));
    let zofia = world.laptop("Zofia");
    zofia.exchange();
    before(zofia, case, sent);
    zofia.exchange();
    world.laptop("Paweł").exchange();
    world.pass(Duration::from_mins(1));
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let correction = ewa.app.start_correction(document, "Zła kwota.").unwrap();
    ewa.answer(correction.document, "phone", "000000123");
    ewa.app.approve(correction.document).unwrap();
    ewa.exchange();
    world.pass(Duration::from_mins(1));
    for name in ["Paweł", "Zofia"] {
        world.laptop(name).exchange();
    }
    (case, correction.document, sent)
}

fn to_social_work(case: Uuid, document: Uuid, kind: PassOnKind) -> PassOnInput {
    PassOnInput {
        case,
        document: Some(document),
        kind,
        from_team: Some(BENEFITS.to_owned()),
        to_team: Some(SOCIAL_WORK.to_owned()),
        to_person: None,
        reason: "To praca socjalna.".to_owned(),
        speaks_of_violence: false,
    }
}

/// Ewa corrects the interview and sends it.
fn put_right(world: &mut World, document: Uuid) -> Uuid {
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let correction = ewa.app.start_correction(document, "Zła kwota.").unwrap();
    ewa.answer(correction.document, "phone", "000000123");
    ewa.app.approve(correction.document).unwrap();
    ewa.exchange();
    correction.document
}

fn in_inbox(world: &mut World, name: &'static str, team: &str) -> usize {
    let laptop = world.laptop(name);
    laptop.exchange();
    let inbox = laptop.app.inbox().unwrap();
    inbox.iter().filter(|entry| entry.team == team).count()
}

#[test]
fn an_interview_that_came_to_the_wrong_team_does_not_come_back_to_it_with_a_correction() {
    let mut world = World::konstancin();
    passed_on(&mut world, PassOnKind::ReRoute, |zofia, case, sent| {
        zofia
            .app
            .answer_hand_over(case, sent, PassOnState::Accepted, "")
            .unwrap();
    });
    assert_eq!(in_inbox(&mut world, "Zofia", SOCIAL_WORK), 1);
    assert_eq!(
        in_inbox(&mut world, "Paweł", BENEFITS),
        0,
        "it was moved by a person with a reason"
    );
}

#[test]
fn a_newer_version_of_what_a_team_refuses_leaves_its_inbox() {
    let mut world = World::konstancin();
    let (case, _, sent) = passed_on(&mut world, PassOnKind::HandOver, |_, _, _| ());
    world
        .laptop("Zofia")
        .app
        .answer_hand_over(case, sent, PassOnState::Refused, "To nie nasze.")
        .unwrap();
    world.laptop("Zofia").exchange();
    assert_eq!(
        in_inbox(&mut world, "Zofia", SOCIAL_WORK),
        0,
        "refused, and still there"
    );
}

#[test]
fn a_newer_version_of_what_its_sender_takes_back_leaves_the_inbox_of_the_other() {
    let mut world = World::konstancin();
    let (case, newer, sent) = passed_on(&mut world, PassOnKind::HandOver, |_, _, _| ());
    world
        .laptop("Paweł")
        .app
        .answer_hand_over(case, sent, PassOnState::Revoked, "")
        .unwrap();
    world.laptop("Paweł").exchange();
    assert_eq!(
        in_inbox(&mut world, "Zofia", SOCIAL_WORK),
        0,
        "taken back, and still there"
    );
    let read = world.laptop("Zofia").app.read_document(newer);
    assert!(read.is_err(), "and read there");
}

#[test]
fn what_is_passed_on_without_knowing_of_a_correction_goes_as_the_version_that_counts() {
    let mut world = World::konstancin();
    let (case, document) = accepted(&mut world, false);
    world.laptop("Paweł").exchange();
    world.laptop("Zofia");
    world.pass(Duration::from_mins(1));
    let ewa = world.laptop("Ewa");
    let newer = ewa.app.start_correction(document, "Zła kwota.").unwrap();
    ewa.answer(newer.document, "phone", "000000123");
    ewa.app.approve(newer.document).unwrap();
    ewa.exchange();
    world.pass(Duration::from_mins(1));
    let passed = to_social_work(case, document, PassOnKind::HandOver);
    let pawel = world.laptop("Paweł");
    pawel.app.pass_on(&passed).unwrap();
    pawel.exchange();
    let zofia = world.laptop("Zofia");
    zofia.exchange();
    let inbox = zofia.app.inbox().unwrap();
    let lies: Vec<Uuid> = inbox.iter().map(|entry| entry.document).collect();
    assert_eq!(
        lies,
        [newer.document],
        "the old version of {}",
        zofia.app.standing(document).is_ok()
    );
}

#[test]
fn what_was_sent_back_and_then_passed_on_comes_put_right_to_who_has_it_now() {
    let mut world = World::konstancin();
    let (case, document) = accepted(&mut world, false);
    world.laptop("Zofia");
    let pawel = world.laptop("Paweł");
    pawel.exchange();
    let question = pin(document, "phone", "Czy ten numer jest aktualny?");
    pawel
        .app
        .return_interview(document, BENEFITS, &[question])
        .unwrap();
    pawel.exchange();
    world.pass(Duration::from_mins(1));
    let passed = to_social_work(case, document, PassOnKind::HandOver);
    let pawel = world.laptop("Paweł");
    let sent = pawel.app.pass_on(&passed).unwrap().hand_over;
    pawel.exchange();
    world.pass(Duration::from_mins(1));
    let zofia = world.laptop("Zofia");
    zofia.exchange();
    zofia
        .app
        .answer_hand_over(case, sent, PassOnState::Accepted, "")
        .unwrap();
    zofia.exchange();
    world.pass(Duration::from_mins(1));
    let newer = put_right(&mut world, document);
    assert_eq!(in_inbox(&mut world, "Paweł", BENEFITS), 0);
    let zofia = world.laptop("Zofia");
    zofia.exchange();
    let inbox = zofia.app.inbox().unwrap();
    let lies: Vec<Uuid> = inbox.iter().map(|entry| entry.document).collect();
    assert_eq!(lies, [newer]);
}

#[test]
fn a_correction_of_what_the_right_team_has_finished_comes_to_that_team_again() {
    let mut world = World::konstancin();
    let (case, document) = accepted(&mut world, false);
    world.laptop("Zofia");
    let pawel = world.laptop("Paweł");
    pawel.exchange();
    let passed = to_social_work(case, document, PassOnKind::ReRoute);
    pawel.app.pass_on(&passed).unwrap();
    pawel.exchange();
    let zofia = world.laptop("Zofia");
    zofia.exchange();
    zofia.app.take(case, document, SOCIAL_WORK).unwrap();
    zofia.exchange();
    world.pass(Duration::from_mins(1));
    let zofia = world.laptop("Zofia");
    zofia.app.finish_work(case, document, SOCIAL_WORK).unwrap();
    zofia.exchange();
    assert_eq!(in_inbox(&mut world, "Zofia", SOCIAL_WORK), 0);
    put_right(&mut world, document);
    assert_eq!(in_inbox(&mut world, "Zofia", SOCIAL_WORK), 1);
    assert_eq!(in_inbox(&mut world, "Paweł", BENEFITS), 0);
}
