//! A family nobody registered, and a door nobody opens.

use teren_app::contract::{AddressInput, AttemptKind};

use crate::world::World;

#[test]
fn a_family_opened_at_the_door_stays_among_the_visits_when_the_office_has_it() {
    let mut world = World::konstancin();
    let ewa = world.laptop("Ewa");
    let address = AddressInput::default();
    let opened = ewa
        .app
        .open_unregistered("Iga", "Nieznana", address, "", "")
        .unwrap();
    ewa.exchange();
    let visits = ewa.app.overview().unwrap().visits;
    let visit = visits.iter().find(|visit| visit.case == opened.case);
    assert!(visit.is_some_and(|visit| !visit.unregistered));
    ewa.exchange();
}

#[test]
fn a_family_opened_without_network_is_adopted_by_the_office_and_its_interview_received() {
    let mut world = World::konstancin();
    let ewa = world.laptop("Ewa");
    let address = AddressInput {
        street: "Leśna".to_owned(),
        house: "3".to_owned(),
        locality: "Skolimów".to_owned(),
        ..AddressInput::default()
    };
    let opened = ewa
        .app
        .open_unregistered(
            "Iga",
            "Nieznana",
            address,
            "000000333",
            "Spotkana u sąsiadów.",
        )
        .unwrap();
    assert!(opened.unregistered);
    let term = opened.term.unwrap();
    // 11 November is a holiday.
    assert_eq!((term.due.as_str(), term.urgent), ("2026-11-23", false));
    assert!(
        term.explanation.starts_with("Bez zgłoszenia"),
        "{}",
        term.explanation
    );
    assert_eq!(
        opened.status.unsent_changes, 3,
        "names, workflow and the note"
    );
    let document = ewa.app.start_interview(opened.case, None).unwrap().document;
    ewa.fill_and_approve(document);
    ewa.exchange();
    let found = ewa.app.search("nieznana").unwrap();
    assert_eq!(found.len(), 1);
    assert!(!found[0].unregistered, "the office has adopted the family");
    assert!(ewa.interview(document).status.accepted.is_some());
    assert_eq!(
        ewa.interview(document).term.unwrap().due,
        "2026-11-23",
        "the office's number of the case changes no term"
    );
    let halina = world.laptop("Halina");
    halina.exchange();
    assert_eq!(
        halina.app.search("Nieznana").unwrap().len(),
        1,
        "first contact knows the family now"
    );
}

#[test]
fn failed_visits_are_kept_with_their_attempts_and_the_visit_stays_to_be_made() {
    let mut world = World::konstancin();
    let case = world.visit_for(&["Ewa", "Marek"]);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    ewa.app
        .record_attempt(case, AttemptKind::NobodyHome, "Nikt nie otwiera.")
        .unwrap();
    world.pass(std::time::Duration::from_secs(24 * 3600));
    let ewa = world.laptop("Ewa");
    let view = ewa
        .app
        .record_attempt(case, AttemptKind::Refused, "Odmowa wywiadu.")
        .unwrap();
    assert_eq!(view.attempts.len(), 2);
    let started = ewa.app.start_interview(case, None).unwrap();
    let written = started.status.unsent_changes;
    let again = ewa
        .app
        .record_attempt(case, AttemptKind::NobodyHome, "")
        .unwrap();
    assert_eq!(
        again.status.unsent_changes, written,
        "an attempt is not part of the interview's own work"
    );
    ewa.exchange();
    let marek = world.laptop("Marek");
    marek.exchange();
    let visit = marek.app.overview().unwrap().visits.remove(0);
    let kinds: Vec<AttemptKind> = visit.attempts.iter().map(|attempt| attempt.kind).collect();
    let nobody = AttemptKind::NobodyHome;
    assert_eq!(kinds, [nobody, AttemptKind::Refused, nobody]);
    assert_eq!(visit.attempts[1].note, "Odmowa wywiadu.");
    assert!(visit.attempts[0].at < visit.attempts[1].at);
}
