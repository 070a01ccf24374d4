//! Codes, laptops that leave the centre, clocks that lie, and practice.

use std::time::Duration;

use teren_app::clock::Clock as _;
use teren_app::contract::ProblemCode;
use teren_ledger::wire::QuarantineReason;
use teren_play::centre::Centre;

use crate::world::{PASSPHRASE, World, refusal};

const DAY: Duration = Duration::from_secs(24 * 3600);

#[test]
fn an_enrolment_code_is_good_once_for_seven_days_and_only_without_a_slip() {
    let mut world = World::konstancin();
    let used = world.code("Ewa", world.centre.address());
    let (ewa, ..) = world.unenrolled("ewa");
    assert_eq!(refusal(ewa.enrol(&used, "krótkie")), "passphrase-too-short");
    ewa.enrol(&used, PASSPHRASE).unwrap();
    let (thief, ..) = world.unenrolled("thief");
    assert_eq!(refusal(thief.enrol(&used, PASSPHRASE)), "enrolment-used");

    let old = world.code("Marek", world.centre.address());
    world.pass(8 * DAY);
    let (marek, ..) = world.unenrolled("marek");
    assert_eq!(refusal(marek.enrol(&old, PASSPHRASE)), "enrolment-expired");

    let fresh = world.code("Marek", world.centre.address());
    let slipped: String = fresh.chars().rev().collect();
    assert_eq!(
        refusal(marek.enrol(&slipped, PASSPHRASE)),
        "enrolment-malformed"
    );
    assert_eq!(
        refusal(marek.enrol("Kowalska 12", PASSPHRASE)),
        "enrolment-malformed"
    );
    marek
        .enrol(&fresh.to_lowercase().replace('-', " - \n"), PASSPHRASE)
        .unwrap();
    assert_eq!(marek.profiles().unwrap().len(), 1);
    world.laptop("Halina").exchange();
}

#[test]
fn a_code_leads_to_one_office_and_no_other_certificate() {
    let world = World::konstancin();
    let other = Centre::open("ochota", world.centre.clock.now_ms()).unwrap();
    let code = world.code("Ewa", other.address());
    let (ewa, ..) = world.unenrolled("ewa");
    assert_eq!(
        refusal(ewa.enrol(&code, PASSPHRASE)),
        "certificate-mismatch"
    );
    assert!(ewa.profiles().unwrap().is_empty());
}

#[test]
fn a_withdrawn_laptop_gets_nothing_more_and_what_it_offers_waits_for_a_person() {
    let mut world = World::konstancin();
    let document = world.shared_interview();
    let marek = world.person("Marek");
    let laptops = world.centre.office.laptops().unwrap();
    let stolen = laptops
        .iter()
        .find(|laptop| laptop.person == marek)
        .unwrap()
        .replica;
    let now_ms = world.centre.clock.now_ms();
    world.centre.office.withdraw_laptop(stolen, now_ms).unwrap();
    world
        .laptop("Ewa")
        .answer(document, "housing_notes", "Po kradzieży.");
    world.laptop("Ewa").exchange();

    let marek = world.laptop("Marek");
    marek.answer(document, "phone", "222222222");
    // It brings what was unsent and is told to let every family go.
    marek.part();
    assert_eq!(refusal(marek.open()), "withdrawn");
    marek.look_last(|store| {
        let gone = store.document(document).is_err();
        assert!(gone, "the family has left the laptop");
    });

    let kept = world.centre.office.quarantined().unwrap();
    assert!(
        !kept.is_empty()
            && kept
                .iter()
                .all(|held| held.reason == QuarantineReason::Withdrawn)
    );
    world.laptop("Ewa").exchange();
    assert_ne!(world.laptop("Ewa").reads(document, "phone"), "222222222");
}

#[test]
fn a_clock_years_off_stops_neither_a_save_nor_an_exchange() {
    let mut world = World::konstancin();
    let document = world.shared_interview();
    let year_ms = 365 * 24 * 60 * 60 * 1000;
    for (years, rooms) in [(-50, 1), (80, 2), (0, 3)] {
        let ewa = world.laptop("Ewa");
        ewa.clock.turn_by(years * year_ms);
        ewa.answer(document, "rooms", rooms);
        ewa.exchange();
        let marek = world.laptop("Marek");
        marek.exchange();
        assert_eq!(marek.reads(document, "rooms"), rooms, "{years} years off");
        assert!(marek.conflicts(document).is_empty());
    }
}

#[test]
fn practice_has_its_own_families_and_never_exchanges() {
    let mut world = World::konstancin();
    let case = world.visit_for(&["Ewa"]);
    let (app, ..) = world.unenrolled("practice");
    let session = app.start_practice(PASSPHRASE).unwrap();
    assert!(session.practice);
    assert!(!app.overview().unwrap().visits.is_empty());
    assert!(
        app.overview()
            .unwrap()
            .visits
            .iter()
            .all(|visit| visit.case != case)
    );
    assert_eq!(refusal(app.exchange()), "needs-office");
    let path = world.folder().join("kurier");
    assert_ne!(
        refusal(app.courier_write(&path)),
        "done",
        "practice families do not travel by courier either"
    );
    assert!(!path.exists());
}

#[test]
fn a_wrong_passphrase_opens_nothing_and_harms_nothing() {
    let mut world = World::konstancin();
    let ewa = world.laptop("Ewa");
    let profile = ewa.app.session().unwrap().unwrap().profile;
    ewa.app.lock().unwrap();
    for _ in 0..2 {
        assert_eq!(
            refusal(ewa.app.unlock(profile, "zupełnie inne hasło")),
            "wrong-passphrase"
        );
        assert_eq!(refusal(ewa.app.overview()), "locked");
    }
    ewa.app.unlock(profile, PASSPHRASE).unwrap();
    ewa.exchange();
}
