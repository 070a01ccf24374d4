//! What leaves a laptop, and when.

use crate::world::World;

#[test]
fn a_private_draft_does_not_leave_the_laptop_until_it_is_shared() {
    let mut world = World::konstancin();
    let case = world.visit_for(&["Ewa"]);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let document = ewa.app.start_interview(case, None).unwrap().document;
    ewa.answer(document, "housing_notes", "Jeszcze nie dla nikogo.");
    let view = ewa.exchange();
    assert_eq!(
        view.to_send, 0,
        "a private interview does not wait to be sent"
    );
    assert!(!ewa.interview(document).shared);
    assert!(
        world.documents_in_the_office(case).is_empty(),
        "the office holds something of a private interview"
    );

    let ewa = world.laptop("Ewa");
    ewa.app.share(document).unwrap();
    ewa.exchange();
    assert!(ewa.interview(document).shared);
    assert_eq!(world.documents_in_the_office(case), [document].into());
}

#[test]
fn a_second_worker_sees_a_shared_draft_and_not_a_private_one() {
    let mut world = World::konstancin();
    let case = world.visit_for(&["Ewa"]);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let document = ewa.app.start_interview(case, None).unwrap().document;
    ewa.answer(document, "housing_notes", "Widok na podwórze.");
    ewa.exchange();
    let marek = world.person("Marek");
    world
        .laptop("Halina")
        .app
        .assign_visit(case, marek)
        .unwrap();
    let marek = world.laptop("Marek");
    marek.exchange();
    assert!(marek.app.overview().unwrap().interviews.is_empty());
    assert_eq!(marek.app.overview().unwrap().visits.len(), 1);

    let ewa = world.laptop("Ewa");
    ewa.app.share(document).unwrap();
    ewa.exchange();
    let marek = world.laptop("Marek");
    marek.exchange();
    assert_eq!(marek.reads(document, "housing_notes"), "Widok na podwórze.");
}
