//! A laptop may be read for some days after the office last answered it; a wrong clock neither makes that longer nor ends it.

use std::fs;
use std::time::Duration;

use serde_json::json;
use teren_app::clock::Clock as _;
use teren_app::contract::{ExchangeView, LeaseStanding, LeaseView};
use uuid::Uuid;

use crate::world::{Laptop, World, refusal};

const DAY: Duration = Duration::from_secs(24 * 3600);
const YEAR_MS: i64 = 365 * 24 * 3600 * 1000;

fn lease(laptop: &Laptop) -> LeaseView {
    let status: ExchangeView = laptop.app.exchange_status().unwrap();
    status.lease.unwrap()
}

/// Ewa sits in a kitchen with an interview that she began; another family is on her list.
fn visiting(world: &mut World) -> (Uuid, Uuid) {
    let document = world.shared_interview();
    let other = world.visit_for(&["Ewa"]);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    ewa.answer(document, "rooms", 2);
    let place = json!({"document": document, "section": "A", "record": null, "field": null});
    ewa.app
        .remember_place(&serde_json::from_value(place).unwrap())
        .unwrap();
    (document, other)
}

#[test]
fn after_two_weeks_without_the_office_nothing_is_read_and_the_open_visit_is_written_on() {
    let mut world = World::konstancin();
    let (document, other) = visiting(&mut world);
    world.pass(11 * DAY);
    let ewa = world.laptop("Ewa");
    let warned = lease(ewa);
    assert_eq!(
        (warned.state, warned.days_left, warned.days),
        (LeaseStanding::Warned, 3, 14)
    );
    assert_eq!(ewa.app.overview().unwrap().visits.len(), 2);

    world.pass(3 * DAY);
    let ewa = world.laptop("Ewa");
    let ended = lease(ewa);
    assert_eq!(
        (ended.state, ended.days_left, ended.open_visit),
        (LeaseStanding::Ended, 0, Some(document))
    );
    for refused in [
        refusal(ewa.app.overview()),
        refusal(ewa.app.start_interview(other, None)),
        refusal(ewa.app.timeline(other)),
        refusal(ewa.app.papers(document)),
    ] {
        assert_eq!(refused, "lease-ended");
    }
    ewa.answer(document, "rooms", 3);
    // The same holds after the process died, and after a lock.
    world.kill_and_restart("Ewa");
    let ewa = world.laptop("Ewa");
    assert_eq!(refusal(ewa.app.overview()), "lease-ended");
    ewa.app.lock().unwrap();
    ewa.open().unwrap();
    assert_eq!(refusal(ewa.app.overview()), "lease-ended");
    ewa.answer(document, "rooms", 4);

    ewa.exchange();
    assert_eq!(lease(ewa).state, LeaseStanding::Running);
    assert_eq!(ewa.app.overview().unwrap().visits.len(), 2);
    world.laptop("Marek").exchange();
    assert_eq!(world.laptop("Marek").reads(document, "rooms"), 4);
}

#[test]
fn a_clock_set_back_each_morning_does_not_stretch_the_lease() {
    let mut world = World::konstancin();
    visiting(&mut world);
    for day in 1..=14 {
        world.pass(DAY);
        let ewa = world.laptop("Ewa");
        ewa.app.lock().unwrap();
        ewa.clock.turn_by(-day * 24 * 3600 * 1000);
        ewa.open().unwrap();
        assert_eq!(i64::from(lease(ewa).days_left), 14 - day);
    }
    let ewa = world.laptop("Ewa");
    assert_eq!(refusal(ewa.app.overview()), "lease-ended");
    ewa.exchange();
}

#[test]
fn a_clock_a_century_ahead_in_a_kitchen_warns_and_locks_nothing() {
    let mut world = World::konstancin();
    let (document, _) = visiting(&mut world);
    let ewa = world.laptop("Ewa");
    for century in [1, -1] {
        ewa.clock.turn_by(century * 100 * YEAR_MS);
        // Also where it came so out of a night without its battery.
        ewa.app.lock().unwrap();
        ewa.clock.restart();
        ewa.open().unwrap();
        assert_eq!(lease(ewa).state, LeaseStanding::Running);
        assert_eq!(ewa.app.overview().unwrap().visits.len(), 2);
        ewa.answer(document, "rooms", 5);
    }
    let view = ewa.app.exchange_status().unwrap();
    assert!(!view.notices.is_empty(), "the clock is spoken of");
    ewa.clock.turn_by(0);
    ewa.exchange();
}

#[test]
fn a_laptop_that_lay_in_a_drawer_for_three_weeks_is_not_read() {
    let mut world = World::konstancin();
    visiting(&mut world);
    world.laptop("Ewa").app.lock().unwrap();
    world.pass(21 * DAY);
    let ewa = world.laptop("Ewa");
    ewa.clock.restart();
    ewa.open().unwrap();
    assert_eq!(refusal(ewa.app.overview()), "lease-ended");
    ewa.exchange();
    assert_eq!(ewa.app.overview().unwrap().visits.len(), 2);
}

#[test]
fn the_head_settles_for_how_many_days_a_laptop_is_read_and_a_file_of_the_office_renews_it_too() {
    let mut world = World::konstancin();
    visiting(&mut world);
    world.lease(3);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    assert_eq!(lease(ewa).days, 3);
    world.pass(2 * DAY);
    let to = world.folder().join("do-osrodka");
    let back = world.folder().join("z-osrodka");
    world.laptop("Ewa").app.courier_write(&to).unwrap();
    let now_ms = world.centre.clock.now_ms();
    let file = fs::read(&to).unwrap();
    let answer = world.centre.office.courier(&file, now_ms).unwrap();
    fs::write(&back, answer.file).unwrap();
    world.pass(2 * DAY);
    let ewa = world.laptop("Ewa");
    assert_eq!(refusal(ewa.app.overview()), "lease-ended");
    ewa.app.courier_read(&back).unwrap();
    let renewed = lease(ewa);
    assert_eq!(
        (renewed.state, renewed.days_left),
        (LeaseStanding::Warned, 1),
        "the file was two days on its way"
    );
    ewa.exchange();
}

#[test]
fn a_withdrawn_laptop_with_an_unfinished_interview_hands_it_over_and_locks() {
    let mut world = World::konstancin();
    let (document, _) = visiting(&mut world);
    let ewas = world.person("Ewa");
    let office = &world.centre.office;
    let laptops = office.laptops().unwrap();
    let hers = laptops.iter().find(|laptop| laptop.person == ewas);
    let now_ms = world.centre.clock.now_ms();
    office
        .withdraw_laptop(hers.unwrap().replica, now_ms)
        .unwrap();
    let ewa = world.laptop("Ewa");
    ewa.answer(document, "rooms", 7);
    ewa.app
        .save_answer(document, document, "housing_notes", json!("w połowie zda"))
        .unwrap();
    ewa.part();
    assert_eq!(refusal(ewa.open()), "withdrawn");
    assert!(ewa.app.session().unwrap().is_none());
    let kept = world.centre.office.quarantined().unwrap();
    assert!(!kept.is_empty(), "what was typed waits in the office");
    let let_go = world.logged("released", None);
    assert!(
        let_go.contains(&ewas),
        "the office knows that her cases left the laptop"
    );
}
