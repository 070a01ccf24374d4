//! An upoważnienie runs out, on a laptop in the field, and is renewed.

use std::time::Duration;

use chrono::{Days, NaiveDate};
use serde_json::json;
use teren_app::clock::{Clock as _, local_date};
use teren_app::contract::{
    ActOutcome, AuthorisationInput, AuthorisationStand, ExchangeView, OwnAuthorisation,
};
use uuid::Uuid;

use crate::world::{Laptop, World, refusal};

const DAY: Duration = Duration::from_secs(24 * 3600);

/// Everybody's, from the day she was taken on: without an end until it is put right.
const FIRST: &str = "1/2026";

fn today(world: &World) -> NaiveDate {
    local_date(world.centre.clock.now_ms())
}

fn input(number: &str, from: NaiveDate, until: Option<NaiveDate>) -> AuthorisationInput {
    AuthorisationInput {
        number: number.to_owned(),
        from,
        until,
        secrecy: Some(from),
    }
}

/// Anna, the head, writes one down for Ewa.
fn authorise(world: &mut World, number: &str, days: u64) -> NaiveDate {
    let (ewa, from) = (world.person("Ewa"), today(world));
    let until = from + Days::new(days);
    let anna = world.laptop("Anna");
    anna.exchange();
    let given = input(number, from, Some(until));
    let said = anna.app.authorise(ewa, &given).unwrap();
    assert_eq!(said.outcome, ActOutcome::Accepted, "{said:?}");
    until
}

fn own(laptop: &Laptop) -> Option<OwnAuthorisation> {
    let status: ExchangeView = laptop.app.exchange_status().unwrap();
    status.lease.unwrap().authorisation
}

/// Ewa sits in a kitchen with an interview that she began.
fn visiting(world: &mut World) -> (Uuid, Uuid) {
    let document = world.shared_interview();
    let other = world.visit_for(&["Ewa"]);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    ewa.answer(document, "rooms", 2);
    ewa.exchange();
    let place = json!({"document": document, "section": "A", "record": null, "field": null});
    ewa.app
        .remember_place(&serde_json::from_value(place).unwrap())
        .unwrap();
    (document, other)
}

#[test]
fn one_that_runs_out_with_an_unsent_interview_loses_nothing_and_gives_nothing_until_it_is_renewed()
{
    let mut world = World::konstancin();
    let (document, _) = visiting(&mut world);
    let until = authorise(&mut world, FIRST, 3);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let warned = own(ewa).unwrap();
    assert_eq!(
        (warned.stand, warned.days_left, warned.until),
        (AuthorisationStand::Ends, 3, Some(until))
    );
    world.pass(4 * DAY);
    // Without a line: nothing is read, and the visit she sits in is written on.
    let ewa = world.laptop("Ewa");
    assert_eq!(refusal(ewa.app.overview()), "unauthorised");
    ewa.answer(document, "rooms", 7);
    let ended = own(ewa).unwrap();
    assert_eq!(ended.stand, AuthorisationStand::Ended);
    // With one: what she wrote is taken, everything leaves, and she is told why.
    ewa.part();
    assert_eq!(refusal(ewa.open()), "unauthorised");
    let kept = world.centre.office.quarantined().unwrap();
    assert!(!kept.is_empty(), "what was typed waits in the office");

    authorise(&mut world, "31/2026", 365);
    let ewa = world.laptop("Ewa");
    ewa.open().unwrap();
    ewa.exchange();
    assert_eq!(ewa.interview(document).document, document);
    let records = ewa.interview(document).records;
    let root = records.iter().find(|record| record.id == document).unwrap();
    assert_eq!(root.answers["rooms"], json!(7), "nothing was lost");
    assert_eq!(own(ewa), None, "a year is long");
}

#[test]
fn the_head_reads_whose_ends_and_is_not_let_to_end_her_own() {
    let mut world = World::konstancin();
    world.laptop("Ewa");
    let until = authorise(&mut world, FIRST, 20);
    let anna = world.laptop("Anna");
    let status = anna.app.exchange_status().unwrap();
    let expiring: Vec<_> = status.expiring.iter().map(|one| &one.name).collect();
    assert_eq!(expiring, ["Ewa"]);
    let register = anna.app.organisation().unwrap().authorised;
    let first = &register[0];
    let of_ewa = first.authorisation.as_ref().unwrap();
    assert_eq!(
        (first.name.as_str(), of_ewa.until, first.stand),
        ("Ewa", Some(until), Some(AuthorisationStand::Ends))
    );
    let (person, from) = (world.person("Anna"), today(&world));
    let anna = world.laptop("Anna");
    let over = input(FIRST, from - Days::new(30), Some(from - Days::new(1)));
    let said = anna.app.authorise(person, &over).unwrap();
    assert_eq!(said.outcome, ActOutcome::Refused);
    let wrong = input(FIRST, from, Some(from - Days::new(1)));
    assert_eq!(refusal(anna.app.authorise(person, &wrong)), "invalid-input");
    let ewas = world.laptop("Ewa");
    ewas.exchange();
    assert!(ewas.app.exchange_status().unwrap().expiring.is_empty());
    assert!(
        ewas.app.organisation().is_err() || ewas.app.organisation().unwrap().authorised.is_empty()
    );
}
