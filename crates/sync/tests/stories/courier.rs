//! The exchange without a network: files there and back, replayed, late, mixed up.

use teren_ledger::wire::{Refused, Request, Response};
use teren_store::AttachmentKey;
use teren_store::courier::CourierError as FileError;
use teren_sync::Held;
use teren_sync::courier::{self, Answered, CourierDesk, CourierError};
use uuid::Uuid;

use crate::desk::{Desk, Line};
use crate::rounds::two_seats;
use crate::seat::{FAMILY, INTERVIEW, NOW, OFFICE_SECRET, Seat};

#[derive(Debug, PartialEq)]
enum Said {
    Courier(CourierError),
    Refused(Refused),
}

impl From<CourierError> for Said {
    fn from(error: CourierError) -> Self {
        Self::Courier(error)
    }
}

/// An office by what it makes of a request; it knows no attachment.
struct Answering<F>(F);

impl<F: FnMut(&[u8; 32], Request) -> Result<Response, Said>> CourierDesk for Answering<F> {
    type Error = Said;

    fn exchange(&mut self, sender: &[u8; 32], request: Request) -> Result<Response, Said> {
        (self.0)(sender, request)
    }

    fn held(&mut self, _: (&[u8; 32], Uuid), _: &AttachmentKey) -> Result<Option<Held>, Said> {
        Ok(None)
    }

    fn append(
        &mut self,
        _: (&[u8; 32], Uuid),
        _: &AttachmentKey,
        _: u64,
        _: &[u8],
    ) -> Result<Option<Held>, Said> {
        unreachable!("nothing is offered to who knows no row")
    }
}

fn answer(
    secret: &[u8; 32],
    file: &[u8],
    exchange: impl FnMut(&[u8; 32], Request) -> Result<Response, Said>,
) -> Result<Answered, Said> {
    courier::answer(secret, file, &mut Answering(exchange))
}

fn answered(desk: &mut Desk, file: &[u8]) -> Vec<u8> {
    let answered = answer(&OFFICE_SECRET, file, |_, request| Ok(desk.round(request)));
    answered.unwrap().file
}

fn trip(seat: &mut Seat, desk: &mut Desk) -> teren_sync::Outcome {
    let file = courier::write(&mut seat.store, NOW).unwrap();
    let back = answered(desk, &file);
    courier::read(&mut seat.store, &back, NOW).unwrap()
}

#[test]
fn one_trip_takes_the_work_in_and_brings_receipts_and_new_cases_whole() {
    let (mut desk, mut ewa, _) = two_seats();
    let long = "x".repeat(300 * 1024);
    for visit in 0..9 {
        ewa.write(INTERVIEW, &format!("narrative_{visit}"), &long);
    }
    desk.asked.clear();
    let outcome = trip(&mut ewa, &mut desk);
    assert_eq!((outcome.received.accepted, outcome.to_send), (9, 0));
    assert!(desk.asked.iter().all(|(_, _, bytes)| *bytes <= 1024 * 1024));
    let mut anna = Seat::of(3);
    desk.grant(anna.replica, FAMILY);
    let outcome = trip(&mut anna, &mut desk);
    assert!(outcome.received.appeared.contains(&FAMILY));
    assert_eq!(outcome.received.mismatched, []);
    assert_eq!(anna.values(INTERVIEW, "narrative_8"), [long]);
}

#[test]
fn replaying_a_file_either_way_harms_nothing() {
    let (mut desk, mut ewa, mut jan) = two_seats();
    ewa.write(INTERVIEW, "street", "Polna");
    jan.write(INTERVIEW, "street", "Leśna");
    jan.exchange(&mut Line::to(&mut desk)).unwrap();
    let file = courier::write(&mut ewa.store, NOW).unwrap();
    let back = answered(&mut desk, &file);
    let again = answered(&mut desk, &file);
    let after = desk.changes();
    for file in [&back, &again, &back] {
        courier::read(&mut ewa.store, file, NOW).unwrap();
        assert_eq!(ewa.values(INTERVIEW, "street"), ["Leśna", "Polna"]);
        assert_eq!(ewa.store.count_unsent().unwrap(), 0);
    }
    let outcome = ewa.exchange(&mut Line::to(&mut desk)).unwrap();
    assert_eq!((outcome.rounds, outcome.received.mismatched.len()), (1, 0));
    assert_eq!(desk.changes(), after);
}

#[test]
fn a_file_that_comes_back_after_the_case_was_taken_away_does_not_bring_it_back() {
    let (mut desk, mut ewa, _) = two_seats();
    let mut anna = Seat::of(3);
    desk.grant(anna.replica, FAMILY);
    let file = courier::write(&mut anna.store, NOW).unwrap();
    let back = answered(&mut desk, &file);
    anna.exchange(&mut Line::to(&mut desk)).unwrap();
    assert_eq!(anna.values(INTERVIEW, "first_name"), ["Maria"]);
    desk.revoke(anna.replica, FAMILY);
    anna.exchange(&mut Line::to(&mut desk)).unwrap();
    courier::read(&mut anna.store, &back, NOW).unwrap();
    assert!(anna.store.cases().unwrap().is_empty());
    assert!(anna.store.case_documents(FAMILY).unwrap().is_empty());
    ewa.write(INTERVIEW, "street", "Polna");
    ewa.exchange(&mut Line::to(&mut desk)).unwrap();
    anna.exchange(&mut Line::to(&mut desk)).unwrap();
    assert!(anna.store.cases().unwrap().is_empty());
}

#[test]
fn a_file_that_comes_back_after_more_was_typed_settles_only_what_went() {
    let (mut desk, mut ewa, _) = two_seats();
    ewa.write(INTERVIEW, "street", "Polna");
    let file = courier::write(&mut ewa.store, NOW).unwrap();
    ewa.write(INTERVIEW, "street", "Leśna");
    let back = answered(&mut desk, &file);
    let outcome = courier::read(&mut ewa.store, &back, NOW).unwrap();
    assert_eq!((outcome.received.accepted, outcome.to_send), (1, 1));
    assert_eq!(trip(&mut ewa, &mut desk).to_send, 0);
    assert_eq!(ewa.values(INTERVIEW, "street"), ["Leśna"]);
}

#[test]
fn each_wrong_file_is_named_and_changes_nothing() {
    let (mut desk, mut ewa, mut jan) = two_seats();
    let file = courier::write(&mut ewa.store, NOW).unwrap();
    let back = answered(&mut desk, &file);
    let mut damaged = back.clone();
    let last = damaged.len() - 1;
    damaged[last] ^= 1;
    let stranger = teren_store::courier::seal(
        &[5; 32],
        &ewa.store.identity().unwrap().public_key(),
        b"anything",
    )
    .unwrap();
    let own = teren_store::courier::seal(
        &OFFICE_SECRET,
        &ewa.store.identity().unwrap().public_key(),
        b"anything",
    )
    .unwrap();
    let before = ewa.store.revision();
    for (file, error) in [
        (
            &b"zdjecie.jpg"[..],
            CourierError::File(FileError::NotACourierFile),
        ),
        (&file, CourierError::File(FileError::ForAnotherKey)),
        (&damaged, CourierError::File(FileError::Damaged)),
        (&stranger, CourierError::NotFromTheOffice),
        (&own, CourierError::Unreadable),
    ] {
        assert_eq!(courier::read(&mut ewa.store, file, NOW), Err(error));
    }
    assert_eq!(ewa.store.revision(), before);
    let for_another = CourierError::File(FileError::ForAnotherKey);
    assert_eq!(courier::read(&mut jan.store, &back, NOW), Err(for_another));
}

#[test]
fn the_office_refuses_whom_it_does_not_know_by_the_key_of_the_file() {
    let (_, mut ewa, _) = two_seats();
    let key = ewa.store.identity().unwrap().public_key();
    let file = courier::write(&mut ewa.store, NOW).unwrap();
    let refused = answer(&OFFICE_SECRET, &file, |sender, request| {
        assert_eq!((*sender, request.replica), (key, ewa.replica));
        Err(Said::Refused(Refused::Unknown))
    });
    assert_eq!(refused, Err(Said::Refused(Refused::Unknown)));
    let refused = answer(&[6; 32], &file, |_, _| unreachable!());
    let error = CourierError::File(FileError::ForAnotherKey);
    assert_eq!(refused, Err(Said::Courier(error)));
}

#[test]
fn a_draft_kept_private_is_not_in_the_file_and_a_shared_one_is() {
    let (mut desk, mut ewa, _) = two_seats();
    let private = Uuid::from_u128(0xBAD);
    ewa.open(FAMILY, private, true);
    ewa.write(private, "needs", "sekret");
    let before = desk.changes();
    trip(&mut ewa, &mut desk);
    assert_eq!(desk.changes(), before);
    ewa.store.set_shared(private).unwrap();
    trip(&mut ewa, &mut desk);
    assert_eq!(desk.changes(), before + 1);
}
