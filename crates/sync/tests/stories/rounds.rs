//! An exchange as laptops and their office live through it, over a line that is a function call.

use std::sync::atomic::AtomicBool;

use crate::desk::{Desk, Line, Mishap, busy};
use crate::seat::{FAMILY, INTERVIEW, NOW, Seat};
use proptest::prelude::*;
use teren_ledger::wire::Act;
use teren_sync::{ExchangeError, TransportError};
use uuid::Uuid;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Two laptops that both hold the family's shared interview, and their office.
pub fn two_seats() -> (Desk, Seat, Seat) {
    let (mut desk, mut ewa, mut jan) = (Desk::new(1, NOW), Seat::of(1), Seat::of(2));
    ewa.open(FAMILY, INTERVIEW, false);
    ewa.write(INTERVIEW, "first_name", "Maria");
    ewa.exchange(&mut Line::to(&mut desk)).unwrap();
    desk.grant(ewa.replica, FAMILY);
    desk.grant(jan.replica, FAMILY);
    ewa.exchange(&mut Line::to(&mut desk)).unwrap();
    let outcome = jan.exchange(&mut Line::to(&mut desk)).unwrap();
    assert!(outcome.received.appeared.contains(&FAMILY));
    assert_eq!(jan.values(INTERVIEW, "first_name"), ["Maria"]);
    (desk, ewa, jan)
}

#[test]
fn an_idle_exchange_is_one_round() {
    let (mut desk, mut ewa, _) = two_seats();
    desk.asked.clear();
    let outcome = ewa.exchange(&mut Line::to(&mut desk)).unwrap();
    assert_eq!((outcome.rounds, desk.asked.len()), (1, 1));
    assert_eq!(outcome.received.mismatched, []);
}

#[test]
fn both_edit_offline_disjoint_answers_merge_and_the_same_answer_keeps_both_values() {
    let (mut desk, mut ewa, mut jan) = two_seats();
    ewa.write(INTERVIEW, "last_name", "Kowalska");
    jan.write(INTERVIEW, "last_name", "Kowalczyk");
    jan.write(INTERVIEW, "street", "Polna");
    ewa.exchange(&mut Line::to(&mut desk)).unwrap();
    jan.exchange(&mut Line::to(&mut desk)).unwrap();
    ewa.exchange(&mut Line::to(&mut desk)).unwrap();
    for seat in [&mut ewa, &mut jan] {
        assert_eq!(seat.values(INTERVIEW, "street"), ["Polna"]);
        assert_eq!(
            seat.values(INTERVIEW, "last_name"),
            ["Kowalczyk", "Kowalska"]
        );
        assert_eq!(
            seat.store.document(INTERVIEW).unwrap().conflicts().count(),
            1
        );
    }
}

#[test]
fn a_draft_is_private_to_its_author_until_it_is_shared() {
    let (mut desk, mut ewa, _) = two_seats();
    let private = Uuid::from_u128(0xBAD);
    ewa.open(FAMILY, private, true);
    ewa.write(private, "needs", "sekret");
    let before = desk.changes();
    ewa.exchange(&mut Line::to(&mut desk)).unwrap();
    assert_eq!(desk.changes(), before);
    ewa.store.set_shared(private).unwrap();
    ewa.exchange(&mut Line::to(&mut desk)).unwrap();
    assert_eq!(desk.changes(), before + 1);
}

#[test]
fn much_work_goes_in_batches_and_comes_in_batches() {
    let (mut desk, mut ewa, mut jan) = two_seats();
    let long = "x".repeat(300 * 1024);
    for visit in 0..9 {
        ewa.write(INTERVIEW, &format!("narrative_{visit}"), &long);
    }
    desk.asked.clear();
    let mut seen = Vec::new();
    let going = AtomicBool::new(false);
    let outcome = ewa
        .session
        .run(
            &mut ewa.store,
            &mut Line::to(&mut desk),
            NOW,
            &mut |progress| seen.push(progress),
            &going,
        )
        .unwrap();
    assert_eq!((outcome.rounds, outcome.received.accepted), (3, 9));
    assert!(desk.asked.iter().all(|(_, _, bytes)| *bytes <= 1024 * 1024));
    let counts: Vec<(u32, u32)> = seen.iter().map(|step| (step.sent, step.to_send)).collect();
    assert_eq!(counts, [(3, 6), (6, 3), (9, 0)]);
    let outcome = jan.exchange(&mut Line::to(&mut desk)).unwrap();
    assert_eq!((outcome.rounds, outcome.received.changes), (3, 9));
    // A third laptop gets the whole case with its grant, and does not see it before it is whole.
    let mut anna = Seat::of(3);
    desk.grant(anna.replica, FAMILY);
    let lost = TransportError::Unreachable;
    let cut = [Mishap::None, Mishap::AnswerLost(lost)];
    let error = anna.exchange(&mut Line::with(&mut desk, cut)).unwrap_err();
    assert_eq!(error, ExchangeError::Transport(lost));
    assert!(anna.store.cases().unwrap().is_empty());
    anna.exchange(&mut Line::to(&mut desk)).unwrap();
    assert_eq!(anna.store.cases().unwrap(), [FAMILY]);
    assert_eq!(anna.values(INTERVIEW, "narrative_8"), [long]);
}

#[test]
fn a_slow_line_is_given_less_at_a_time_and_a_busy_office_the_time_it_asks_for() {
    let (mut desk, mut ewa, _) = two_seats();
    for visit in 0..4 {
        ewa.write(
            INTERVIEW,
            &format!("narrative_{visit}"),
            &"x".repeat(300 * 1024),
        );
    }
    desk.asked.clear();
    let slow = Mishap::RequestLost(TransportError::TimedOut);
    let mut line = Line::with(&mut desk, [slow, busy(7), busy(9)]);
    ewa.exchange(&mut line).unwrap();
    assert_eq!(line.rests, [2, 7, 9]);
    let (first, changes, _) = &desk.asked[0];
    assert_eq!((first.wanted_bytes, *changes), (256 * 1024, 1));
}

#[test]
fn a_line_that_never_works_is_given_up_and_nothing_is_lost() {
    let (mut desk, mut ewa, _) = two_seats();
    ewa.write(INTERVIEW, "street", "Polna");
    for (error, tries) in [
        (TransportError::TimedOut, 4),
        (TransportError::Interrupted, 4),
        (TransportError::Unreachable, 1),
        (TransportError::NotTheOffice, 1),
        (TransportError::WrongCertificate, 1),
    ] {
        let mut line = Line::with(&mut desk, vec![Mishap::RequestLost(error); 9]);
        assert_eq!(
            ewa.exchange(&mut line),
            Err(ExchangeError::Transport(error))
        );
        assert_eq!(line.mishaps.len(), 9 - tries, "{error}");
    }
    let mut line = Line::with(&mut desk, [Mishap::Garbage]);
    assert_eq!(ewa.exchange(&mut line), Err(ExchangeError::Unreadable));
    let outcome = ewa.exchange(&mut Line::to(&mut desk)).unwrap();
    assert_eq!((outcome.to_send, ewa.store.count_unsent().unwrap()), (0, 0));
}

#[test]
fn a_clock_years_off_is_told_and_never_refused() {
    for (ahead_ms, told) in [
        (0, None),
        (DAY_MS - 1, None),
        (-3 * DAY_MS, Some(-3 * DAY_MS)),
        (-NOW, Some(-NOW)),
    ] {
        let (mut desk, mut ewa, _) = two_seats();
        desk.now_ms = NOW + ahead_ms;
        ewa.write(INTERVIEW, "street", "Polna");
        let outcome = ewa.exchange(&mut Line::to(&mut desk)).unwrap();
        assert_eq!((outcome.clock_off_ms, outcome.received.accepted), (told, 1));
    }
}

#[test]
fn a_difference_is_fetched_anew_once_and_then_reported() {
    let (mut desk, mut ewa, _) = two_seats();
    desk.lies = 1;
    ewa.write(INTERVIEW, "street", "Polna");
    let outcome = ewa.exchange(&mut Line::to(&mut desk)).unwrap();
    assert_eq!(outcome.received.mismatched, []);
    assert!(outcome.rounds > 1);
    desk.lies = u32::MAX;
    ewa.write(INTERVIEW, "street", "Leśna");
    let outcome = ewa.exchange(&mut Line::to(&mut desk)).unwrap();
    let differing: Vec<Uuid> = (outcome.received.mismatched.iter())
        .map(|stream| stream.document)
        .collect();
    assert_eq!(differing, [INTERVIEW]);
    assert_eq!(ewa.values(INTERVIEW, "street"), ["Leśna"]);
}

#[test]
fn an_office_that_never_ends_is_left() {
    let (mut desk, mut ewa, _) = two_seats();
    desk.restless = true;
    let error = ewa.exchange(&mut Line::to(&mut desk)).unwrap_err();
    assert_eq!(error, ExchangeError::Stuck);
}

#[test]
fn a_person_may_stop_it_at_any_round() {
    let (mut desk, mut ewa, _) = two_seats();
    ewa.write(INTERVIEW, "street", "Polna");
    let before = desk.changes();
    let stopped = AtomicBool::new(true);
    let run = ewa.session.run(
        &mut ewa.store,
        &mut Line::to(&mut desk),
        NOW,
        &mut |_| {},
        &stopped,
    );
    assert_eq!(run, Err(ExchangeError::Cancelled));
    assert_eq!(desk.changes(), before);
}

#[test]
fn an_act_is_answered_and_a_revoked_case_goes_after_its_work_is_safe() {
    let (mut desk, mut ewa, _) = two_seats();
    let act = Act {
        id: Uuid::from_u128(5),
        body: b"{}".to_vec(),
    };
    ewa.store.put_act(&act, NOW).unwrap();
    ewa.write(INTERVIEW, "street", "Polna");
    desk.revoke(ewa.replica, FAMILY);
    let before = desk.changes();
    let outcome = ewa.exchange(&mut Line::to(&mut desk)).unwrap();
    assert_eq!(outcome.received.acts, [act.id]);
    assert!(outcome.received.removed.contains(&FAMILY));
    assert_eq!(desk.changes(), before + 1);
    assert!(desk.released.contains(&FAMILY));
    assert!(ewa.store.cases().unwrap().is_empty());
}

#[test]
fn an_office_restored_from_a_backup_gets_back_what_it_lost() {
    let (_, mut ewa, _) = two_seats();
    ewa.write(INTERVIEW, "street", "Polna");
    let mut restored = Desk::new(2, NOW);
    let outcome = ewa.exchange(&mut Line::to(&mut restored)).unwrap();
    assert!(outcome.received.started_over);
    assert_eq!(restored.changes(), 2);
    assert_eq!(ewa.store.count_unsent().unwrap(), 0);
}

fn a_mishap() -> impl Strategy<Value = Mishap> {
    prop_oneof![
        Just(Mishap::None),
        Just(Mishap::Twice),
        Just(Mishap::RequestLost(TransportError::Interrupted)),
        Just(Mishap::AnswerLost(TransportError::TimedOut)),
        Just(Mishap::AnswerLost(TransportError::Unreachable)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn whatever_befalls_the_line_nothing_is_lost_or_doubled(
        steps in prop::collection::vec(
            (any::<bool>(), "[ab]", "[a-z]{1,3}", prop::collection::vec(a_mishap(), 0..4)), 1..14),
    ) {
        let (mut desk, mut ewa, mut jan) = two_seats();
        let before = desk.changes();
        for (first, field, value, mishaps) in &steps {
            let seat = if *first { &mut ewa } else { &mut jan };
            seat.write(INTERVIEW, field, value);
            // An exchange may fail here; the last ones below must not.
            let _cut = seat.exchange(&mut Line::with(&mut desk, mishaps.clone()));
        }
        for again in [true, false, true] {
            let seat = if again { &mut ewa } else { &mut jan };
            let outcome = seat.exchange(&mut Line::to(&mut desk)).unwrap();
            prop_assert_eq!(outcome.received.mismatched, []);
            prop_assert_eq!(outcome.to_send, 0);
        }
        prop_assert_eq!(desk.changes() - before, steps.len());
        for field in ["a", "b"] {
            prop_assert_eq!(ewa.values(INTERVIEW, field), jan.values(INTERVIEW, field));
        }
    }
}
