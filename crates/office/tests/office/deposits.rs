//! Ciphertext that laptops leave for safekeeping: whose it is, how much there may be, and when it goes.

use teren_domain::access::Role;
use teren_ledger::wire::{Deposit, Deposits, Request, Response};
use uuid::Uuid;

use crate::support::{BENEFITS, House, NOW, Seat, house};

fn part(case: Uuid, document: Uuid, seed: u8, bytes: usize) -> Deposit {
    Deposit {
        case,
        document,
        name: [seed; 32],
        for_author: vec![1; 120],
        for_recovery: vec![2; 120],
        sealed: vec![seed; bytes],
    }
}

fn said(seat: &mut Seat, centre: &House, deposits: Deposits) -> Response {
    let request = Request {
        deposits,
        ..seat.request()
    };
    let response = seat.send(&centre.office, &request).unwrap();
    seat.unsent.clear();
    seat.apply(&response);
    response
}

fn leaves(parts: Vec<Deposit>) -> Deposits {
    Deposits {
        parts,
        ..Deposits::default()
    }
}

fn wants(after: u64) -> Deposits {
    Deposits {
        wanted: Some(after),
        ..Deposits::default()
    }
}

/// A worker's laptop with a case of its own and two parts of a private document left in the office.
fn left(centre: &House) -> (Seat, Uuid, [Deposit; 2]) {
    let mut ewa = centre.worker("Ewa");
    let case = ewa.open_case("Nibylski");
    ewa.exchange(&centre.office);
    let document = Uuid::now_v7();
    let parts = [part(case, document, 3, 100), part(case, document, 4, 100)];
    let told = said(&mut ewa, centre, leaves(parts.to_vec()));
    assert_eq!(told.deposits.kept, 2);
    (ewa, case, parts)
}

#[test]
fn a_laptop_gets_back_what_it_left_itself_and_nothing_of_another() {
    let centre = house();
    let (mut ewa, _, parts) = left(&centre);
    let back = said(&mut ewa, &centre, wants(0)).deposits.parts;
    let numbers: Vec<u64> = back.iter().map(|(number, _)| *number).collect();
    assert_eq!(
        back.into_iter().map(|(_, part)| part).collect::<Vec<_>>(),
        parts
    );
    let rest = said(&mut ewa, &centre, wants(numbers[0])).deposits.parts;
    assert_eq!(rest.len(), 1);
    assert!(
        said(&mut ewa, &centre, wants(numbers[1]))
            .deposits
            .parts
            .is_empty()
    );

    let mut same_person = centre.seat(ewa.person);
    let mut colleague = centre.worker("Marek");
    for seat in [&mut same_person, &mut colleague] {
        assert!(said(seat, &centre, wants(0)).deposits.parts.is_empty());
    }
}

#[test]
fn a_part_sent_twice_is_one_and_what_has_ended_goes() {
    let centre = house();
    let (mut ewa, case, parts) = left(&centre);
    let kept = centre.office.kept_drafts().unwrap();
    assert_eq!(
        said(&mut ewa, &centre, leaves(parts.to_vec()))
            .deposits
            .kept,
        2
    );
    assert_eq!(centre.office.kept_drafts().unwrap(), kept);
    let other = part(case, Uuid::now_v7(), 5, 100);
    said(&mut ewa, &centre, leaves(vec![other.clone()]));

    // A colleague's word ends nothing of hers.
    let ended = Deposits {
        ended: vec![parts[0].document],
        ..Deposits::default()
    };
    let mut colleague = centre.worker("Marek");
    said(&mut colleague, &centre, ended.clone());
    assert_eq!(centre.office.kept_drafts().unwrap().len(), 2);
    said(&mut ewa, &centre, ended);
    let left = centre.office.kept_drafts().unwrap();
    assert_eq!(
        left.iter().map(|draft| draft.document).collect::<Vec<_>>(),
        [other.document]
    );
}

#[test]
fn what_is_too_large_is_said_to_find_no_room() {
    let centre = house();
    let (mut ewa, case, _) = left(&centre);
    let document = Uuid::now_v7();
    let small = part(case, document, 6, 100);
    let mut keyed = small.clone();
    keyed.for_author = vec![0; 5000];
    for wrong in [part(case, document, 7, 5 * 1024 * 1024), keyed] {
        let told = said(
            &mut ewa,
            &centre,
            leaves(vec![small.clone(), wrong, small.clone()]),
        );
        assert_eq!(told.deposits.kept, 1, "those before it are kept");
    }
}

#[test]
fn who_may_no_longer_hold_the_case_or_lost_her_laptop_gets_nothing_back() {
    let centre = house();
    let mut worker = centre.worker("Ewa");
    let foreign = worker.open_case("Cudzy");
    worker.exchange(&centre.office);
    let marek = centre.person("Marek", &[Role::FieldWorker], &[BENEFITS]);
    let mut marek = centre.seat(marek);
    let document = Uuid::now_v7();
    let told = said(
        &mut marek,
        &centre,
        leaves(vec![part(foreign, document, 3, 100)]),
    );
    assert_eq!(told.deposits.kept, 1, "it is kept, whatever its case");
    assert!(
        said(&mut marek, &centre, wants(0))
            .deposits
            .parts
            .is_empty()
    );

    let (ewa, _, _) = left(&centre);
    centre.office.withdraw_laptop(ewa.replica, NOW).unwrap();
    let request = Request {
        deposits: wants(0),
        epoch: 0,
        ..ewa.request()
    };
    let told = ewa.send(&centre.office, &request).unwrap();
    assert!(told.deposits.parts.is_empty());
}
