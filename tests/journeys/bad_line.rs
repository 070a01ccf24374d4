//! Lines that break, lie and stall: nothing is lost, nothing doubled.

#[expect(
    dead_code,
    reason = "the bad network serves several tests, each with some of its faults"
)]
#[path = "../../crates/sync/tests/support/chaos.rs"]
mod chaos;

use std::time::Duration;

use chaos::{Chaos, Fault};
use teren_app::contract::{ActOutcome, ExchangeState, ProblemCode};

use crate::world::{PASSPHRASE, World};

/// After how many bytes the line is cut, growing so that handshake, head, body and end are all met.
const CUTS: [usize; 14] = [
    1, 90, 250, 517, 800, 1_200, 1_700, 2_300, 3_000, 4_000, 5_500, 7_500, 10_000, 14_000,
];

#[test]
fn an_exchange_cut_at_many_bytes_loses_and_doubles_nothing() {
    let mut world = World::konstancin();
    let line = Chaos::before(world.centre.address()).unwrap();
    world.enrol("Ewa", line.address());
    let case = world.visit_for(&["Ewa"]);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let document = ewa.app.start_interview(case, None).unwrap().document;
    ewa.fill_and_approve(document);
    for cut in CUTS {
        line.next(Fault::CutRequest(cut));
        world.laptop("Ewa").try_exchange();
        line.next(Fault::CutResponse(cut));
        world.laptop("Ewa").try_exchange();
    }
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    assert!(ewa.interview(document).status.accepted.is_some());
    let pawel = world.laptop("Paweł");
    pawel.exchange();
    assert_eq!(pawel.app.inbox().unwrap().len(), 1);
    let wanted = ewa_content(&mut world, document);
    let anna = world.laptop("Anna");
    anna.exchange();
    let held = anna.app.read_document(document).unwrap();
    assert_eq!(
        format!("{:?}", held.sections),
        wanted,
        "the head reads what Ewa approved"
    );
}

fn ewa_content(world: &mut World, document: uuid::Uuid) -> String {
    format!(
        "{:?}",
        world
            .laptop("Ewa")
            .app
            .read_document(document)
            .unwrap()
            .sections
    )
}

#[test]
fn a_doubled_request_and_a_cut_answer_are_one_exchange() {
    let mut world = World::konstancin();
    let line = Chaos::before(world.centre.address()).unwrap();
    world.enrol("Ewa", line.address());
    world.laptop("Marek");
    let document = world.shared_interview();
    world
        .laptop("Ewa")
        .answer(document, "housing_notes", "Raz.");
    line.next(Fault::Duplicate);
    world.laptop("Ewa").exchange();
    world.laptop("Ewa").answer(document, "phone", "111111111");
    line.next(Fault::TruncateResponse(1_500));
    world.laptop("Ewa").try_exchange();
    world.laptop("Ewa").exchange();
    let marek = world.laptop("Marek");
    marek.exchange();
    assert_eq!(marek.reads(document, "housing_notes"), "Raz.");
    assert_eq!(marek.reads(document, "phone"), "111111111");
    assert!(marek.conflicts(document).is_empty());
}

#[test]
fn a_hotel_s_login_page_is_not_the_office_and_harms_nothing() {
    let mut world = World::konstancin();
    let line = Chaos::before(world.centre.address()).unwrap();
    world.enrol("Ewa", line.address());
    line.next(Fault::Portal);
    let view = world.laptop("Ewa").try_exchange();
    assert!(view.problem.is_some(), "a portal is no office");
    line.next(Fault::Refuse);
    let view = world.laptop("Ewa").try_exchange();
    let code = view.problem.map(|problem| problem.code);
    assert!(
        matches!(code, None | Some(ProblemCode::OfficeUnreachable)),
        "{code:?}"
    );
    world.laptop("Ewa").exchange();
}

#[test]
fn a_search_that_did_not_reach_the_office_is_not_asked_later_behind_the_screen() {
    let mut world = World::konstancin();
    let line = Chaos::before(world.centre.address()).unwrap();
    world.enrol("Halina", line.address());
    let halina = world.laptop("Halina");
    line.next(Fault::Portal);
    let said = halina.app.search_people("Leokadia", "Nibylska", "", "", "");
    assert_eq!(said.unwrap().decision.outcome, ActOutcome::Waiting);
    halina.exchange();
    assert!(world.logged("people searched", None).is_empty());
}

#[test]
fn an_exchange_under_way_never_reaches_the_next_persons_profile() {
    let mut world = World::konstancin();
    let line = Chaos::before(world.centre.address()).unwrap();
    let (app, _, _) = world.unenrolled("one laptop for two");
    let address = world.centre.address();
    let marek = app
        .enrol(&world.code("Marek", address), PASSPHRASE)
        .unwrap();
    app.enrol(&world.code("Ewa", line.address()), PASSPHRASE)
        .unwrap();
    world.visit_for(&["Ewa"]);
    line.next(Fault::Delay(Duration::from_millis(700)));
    app.exchange().unwrap();
    app.lock().unwrap();
    app.unlock(marek.profile, PASSPHRASE).unwrap();
    let before = app.exchange_status().unwrap();
    assert_eq!(
        before.state,
        ExchangeState::Idle,
        "Ewa's exchange is not Marek's"
    );
    std::thread::sleep(Duration::from_millis(1_500));
    assert!(app.overview().unwrap().visits.is_empty());
    let after = app.exchange_status().unwrap();
    assert_eq!(after.state, ExchangeState::Idle);
    assert_eq!(after.last_success, before.last_success);
}
