//! Codes, laptops that leave the centre, clocks that lie, and practice.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::json;
use teren_app::clock::Clock as _;
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

#[test]
fn a_forgotten_passphrase_is_replaced_with_the_heads_help_and_nothing_is_lost() {
    let mut world = World::konstancin();
    let document = world.shared_interview();
    let ewa = world.laptop("Ewa");
    ewa.answer(document, "rooms", 2);
    let profile = ewa.app.session().unwrap().unwrap().profile;
    ewa.app.lock().unwrap();
    let request = world.folder().join("prosba");
    let ewa = world.laptop("Ewa");
    ewa.app.ask_recovery(profile, &request).unwrap();
    let (office, now_ms) = (&world.centre.office, world.centre.clock.now_ms());
    let asked = fs::read(&request).unwrap();
    let (answer, person) = office
        .answer_recovery(&asked, &world.recovery_key(), now_ms)
        .unwrap();
    assert_eq!(person.name, "Ewa");
    assert_eq!(world.logged("passphrase recovered", None), [person.person]);
    let file = world.folder().join("odpowiedz");
    fs::write(&file, &answer.file).unwrap();
    let (new, code) = ("zupełnie nowe hasło", answer.code.as_str());
    let ewa = world.laptop("Ewa");
    for (story, path, code, passphrase, refused) in [
        (
            "a short one",
            &file,
            code,
            "krótkie",
            "passphrase-too-short",
        ),
        ("a slip", &file, "KD1-00000", new, "recovery-code"),
        (
            "its own request",
            &request,
            code,
            new,
            "recovery-unreadable",
        ),
    ] {
        let told = ewa.app.recover(profile, path, code, passphrase);
        assert_eq!(refusal(told), refused, "{story}");
    }
    ewa.app.recover(profile, &file, code, new).unwrap();
    assert_eq!(ewa.reads(document, "rooms"), 2);
    ewa.exchange();
    ewa.app.lock().unwrap();
    assert_eq!(refusal(ewa.open()), "wrong-passphrase");
    // So that the end of the story opens it as every other laptop.
    ewa.app.ask_recovery(profile, &request).unwrap();
    let asked = fs::read(&request).unwrap();
    let office = &world.centre.office;
    let (again, _) = office
        .answer_recovery(&asked, &world.recovery_key(), now_ms)
        .unwrap();
    fs::write(&file, &again.file).unwrap();
    let ewa = world.laptop("Ewa");
    ewa.app
        .recover(profile, &file, &again.code, PASSPHRASE)
        .unwrap();

    // A laptop that was withdrawn is not helped.
    ewa.app.lock().unwrap();
    ewa.app.ask_recovery(profile, &request).unwrap();
    let office = &world.centre.office;
    let laptops = office.laptops().unwrap();
    let hers = laptops.iter().find(|one| one.person == person.person);
    office
        .withdraw_laptop(hers.unwrap().replica, now_ms)
        .unwrap();
    let asked = fs::read(&request).unwrap();
    assert!(
        office
            .answer_recovery(&asked, &world.recovery_key(), now_ms)
            .is_err()
    );
}

#[test]
fn two_people_one_laptop_one_day_and_neither_sees_the_others_families() {
    let mut world = World::konstancin();
    let hers = world.visit_for(&["Ewa"]);
    world.pass(Duration::from_mins(1));
    let (app, _, root) = world.unenrolled("wspolny");
    let enrol = |name: &str, passphrase: &str| {
        let code = world.code(name, world.centre.address());
        app.enrol(&code, passphrase).unwrap().profile
    };
    let ewa = enrol("Ewa", "hasło Ewy do laptopa");
    let document = app.start_interview(hers, None).unwrap().document;
    app.save_answer(document, document, "needs", json!("Wyprawka dla Ludmiły"))
        .unwrap();
    // Marek takes the laptop over: opening his profile locks hers, with what she typed.
    let marek = enrol("Marek", "hasło Marka do laptopa");
    assert_eq!(app.profiles().unwrap().len(), 2);
    assert!(app.overview().unwrap().visits.is_empty());
    assert_eq!(refusal(app.open_interview(document)), "not-found");
    assert_eq!(
        refusal(app.unlock(ewa, "hasło Marka do laptopa")),
        "wrong-passphrase"
    );
    assert_eq!(
        app.session().unwrap().unwrap().person,
        "Marek",
        "a wrong passphrase takes the laptop from nobody"
    );
    for (profile, passphrase, person) in [
        (ewa, "hasło Ewy do laptopa", "Ewa"),
        (marek, "hasło Marka do laptopa", "Marek"),
        (ewa, "hasło Ewy do laptopa", "Ewa"),
    ] {
        assert_eq!(app.unlock(profile, passphrase).unwrap().person, person);
    }
    let view = app.open_interview(document).unwrap();
    let needs = view.records.iter().find_map(|one| one.answers.get("needs"));
    assert_eq!(needs, Some(&json!("Wyprawka dla Ludmiły")));
    // Nothing at rest says what either of them wrote, nor whose family it is.
    app.lock().unwrap();
    for secret in ["Wyprawka", "Nibylska", "Leokadia", "Atrapowa"] {
        let found = files_under(&root).into_iter().find(|path| {
            let bytes = fs::read(path).unwrap();
            bytes
                .windows(secret.len())
                .any(|part| part == secret.as_bytes())
        });
        assert_eq!(found, None, "{secret}");
    }
}

fn files_under(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let under = entries.map(|entry| match entry.file_type().unwrap().is_dir() {
        true => files_under(&entry.path()),
        false => vec![entry.path()],
    });
    under.flatten().collect()
}
