//! The office's machine is lost and a backup takes its place: whatever any one laptop holds, the office has again.

use std::path::Path;
use std::time::Duration;

use serde_json::json;
use teren_app::clock::Clock as _;
use teren_app::contract::SygnaturaVerdict;

use crate::world::{BENEFITS, World};

impl World {
    pub fn restore(&mut self, backup: &Path) {
        self.pass(Duration::from_secs(3600));
        self.centre.restore(backup).unwrap();
    }

    /// Receipt numbers of an interview as the person's laptop knows them after exchanging.
    fn receipt(&mut self, name: &'static str, document: uuid::Uuid) -> Option<String> {
        let laptop = self.laptop(name);
        laptop.exchange();
        let accepted = laptop.interview(document).status.accepted;
        accepted.map(|receipt| receipt.number)
    }
}

#[test]
fn two_authors_lose_nothing_of_one_case_and_nothing_is_there_twice() {
    let mut world = World::konstancin();
    let document = world.shared_interview();
    world.laptop("Ewa").exchange();
    let backup = world.centre.backup().unwrap();
    // Everything from here on is lost in the office.
    world
        .laptop("Ewa")
        .answer(document, "first_name", "Leokadia");
    world.laptop("Ewa").exchange();
    world.laptop("Marek").exchange();
    world
        .laptop("Marek")
        .answer(document, "last_name", "Nibylska");
    world.laptop("Ewa").answer(document, "phone", "111111111");
    world.laptop("Marek").answer(document, "phone", "222222222");
    for name in ["Ewa", "Marek", "Ewa"] {
        world.laptop(name).exchange();
    }
    assert_eq!(world.laptop("Ewa").conflicts(document).len(), 1);
    world
        .laptop("Marek")
        .answer(document, "citizenship", "polskie");
    world.restore(&backup);
    // Ewa brings Marek's part, too: his laptop may never come back.
    world
        .laptop("Ewa")
        .answer(document, "locality", "Piaseczno");
    world.laptop("Ewa").exchange();
    let verified = world.centre.office.verify(world.centre.clock.now_ms());
    let changes = verified.unwrap().changes;
    world.laptop("Ewa").exchange();
    let verified = world.centre.office.verify(world.centre.clock.now_ms());
    assert_eq!(verified.unwrap().changes, changes, "nothing twice");
    for name in ["Marek", "Ewa", "Marek"] {
        world.laptop(name).exchange();
    }
    for name in ["Ewa", "Marek"] {
        let laptop = world.laptop(name);
        assert_eq!(laptop.conflicts(document).len(), 1, "{name}");
        for (field, value) in [
            ("first_name", json!("Leokadia")),
            ("last_name", json!("Nibylska")),
            ("citizenship", json!("polskie")),
            ("locality", json!("Piaseczno")),
        ] {
            assert_eq!(laptop.reads(document, field), value, "{name}: {field}");
        }
    }
    assert!(world.centre.office.quarantined().unwrap().is_empty());
}

#[test]
fn a_receipt_that_a_worker_saw_stands_in_the_restored_office() {
    let mut world = World::konstancin();
    for name in ["Ewa", "Paweł", "Halina"] {
        world.laptop(name).exchange();
    }
    let backup = world.centre.backup().unwrap();
    // Reported, visited, approved, received and taken after the backup.
    let case = world.visit_for(&["Ewa"]);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let document = ewa.app.start_interview(case, None).unwrap().document;
    let seal = ewa.fill_and_approve(document);
    let number = world.receipt("Ewa", document).unwrap();
    let pawel = world.laptop("Paweł");
    pawel.exchange();
    pawel.app.take(case, document, BENEFITS).unwrap();
    world.restore(&backup);
    for name in ["Ewa", "Paweł", "Halina", "Ewa"] {
        world.laptop(name).exchange();
    }
    assert_eq!(world.receipt("Ewa", document).as_ref(), Some(&number));
    // A new laptop knows only what the office tells it.
    let anna = world.laptop("Anna");
    anna.exchange();
    let verdict = anna.app.verify_sygnatura(&seal.sygnatura).unwrap().verdict;
    assert_eq!(verdict, SygnaturaVerdict::Matches);
    assert_eq!(world.receipt("Anna", document).as_ref(), Some(&number));
    let inbox = world.laptop("Paweł").app.inbox().unwrap();
    assert_eq!(inbox.len(), 1);
    assert_eq!(inbox[0].taken_by.as_deref(), Some("Paweł"));
    let halina = world.laptop("Halina").app.search("Nibylska").unwrap();
    assert_eq!(halina.len(), 1);
    assert!(!halina[0].unregistered);
    assert!(world.centre.office.quarantined().unwrap().is_empty());
}

#[test]
fn what_the_restored_office_wrote_anew_gives_way_to_what_was_said_first() {
    let mut world = World::konstancin();
    let case = world.visit_for(&["Ewa"]);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let document = ewa.app.start_interview(case, None).unwrap().document;
    world.laptop("Paweł").exchange();
    let backup = world.centre.backup().unwrap();
    world.laptop("Ewa").fill_and_approve(document);
    // The answer with the receipt is lost on its way to Ewa; the team has it.
    let file = world.folder().join("ewa.teren");
    world.laptop("Ewa").app.courier_write(&file).unwrap();
    let now_ms = world.centre.clock.now_ms();
    let sent = std::fs::read(&file).unwrap();
    world.centre.office.courier(&sent, now_ms).unwrap();
    let number = world.receipt("Paweł", document).unwrap();
    world.restore(&backup);
    let anew = world.receipt("Ewa", document).unwrap();
    assert_ne!(anew, number, "the office cannot know it yet");
    for name in ["Paweł", "Ewa", "Paweł"] {
        assert_eq!(world.receipt(name, document).as_ref(), Some(&number));
    }
    assert_eq!(world.laptop("Paweł").app.inbox().unwrap().len(), 1);
}

#[test]
fn an_enrolment_code_of_before_the_restore_is_good_no_more() {
    let mut world = World::konstancin();
    let address = world.centre.address();
    let code = world.code("Ewa", address);
    let backup = world.centre.backup().unwrap();
    let (app, ..) = world.unenrolled("Ewa");
    app.enrol(&code, crate::world::PASSPHRASE).unwrap();
    world.restore(&backup);
    let (thief, ..) = world.unenrolled("ktoś inny");
    let refused = thief.enrol(&code, crate::world::PASSPHRASE);
    assert_eq!(crate::world::refusal(refused), json!("enrolment-expired"));
}
