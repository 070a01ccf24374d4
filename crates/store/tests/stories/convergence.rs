//! Whatever two people write and however they exchange, both end with the same, and with the conflicts of the union.

use std::collections::BTreeSet;

use proptest::prelude::*;
use teren_ledger::{DELETED_FIELD, Write};
use teren_store::Store;
use uuid::Uuid;

use crate::office::{Office, exchange};
use crate::support::{IDENTITY, INCOME, answer, id, read, seat, typed, unlock, write};

const CASE: Uuid = Uuid::from_u128(1);
const VISIT: Uuid = Uuid::from_u128(2);

#[derive(Debug, Clone)]
enum Step {
    Write {
        seat: usize,
        category: u8,
        record: u128,
        field: &'static str,
        value: &'static str,
    },
    Type {
        seat: usize,
        record: u128,
        value: &'static str,
    },
    Delete {
        seat: usize,
        record: u128,
    },
    Exchange {
        seat: usize,
    },
    /// The line breaks after the office took the request.
    LoseAnswer {
        seat: usize,
    },
    Restart {
        seat: usize,
    },
}

fn step() -> impl Strategy<Value = Step> {
    let seat = 0..2_usize;
    let record = 10..13_u128;
    let value = prop::sample::select(vec!["x", "y", "z"]);
    prop_oneof![
        6 => (seat.clone(), prop::sample::select(vec![IDENTITY, INCOME]), record.clone(),
              prop::sample::select(vec!["a", "b"]), value.clone())
            .prop_map(|(seat, category, record, field, value)| Step::Write {
                seat, category, record, field, value
            }),
        2 => (seat.clone(), record.clone(), value)
            .prop_map(|(seat, record, value)| Step::Type { seat, record, value }),
        1 => (seat.clone(), record).prop_map(|(seat, record)| Step::Delete { seat, record }),
        3 => seat.clone().prop_map(|seat| Step::Exchange { seat }),
        1 => seat.clone().prop_map(|seat| Step::LoseAnswer { seat }),
        1 => seat.prop_map(|seat| Step::Restart { seat }),
    ]
}

type Content = BTreeSet<(u8, Uuid, String, BTreeSet<Vec<u8>>)>;

fn content(store: &mut Store) -> (Content, BTreeSet<(u8, Uuid, String)>) {
    let state = read(store, VISIT);
    let answers = state
        .answers()
        .filter(|answer| !answer.values.is_empty())
        .map(|answer| {
            let values = answer.values.iter().map(|value| value.value.value.to_vec());
            (
                answer.category,
                answer.record,
                answer.field.to_owned(),
                values.collect(),
            )
        })
        .collect();
    let conflicts = state
        .conflicts()
        .map(|(category, record, field)| (category, record, field.to_owned()))
        .collect();
    (answers, conflicts)
}

fn union(office: &Office) -> (Content, BTreeSet<(u8, Uuid, String)>) {
    let mut answers = Content::new();
    let mut conflicts = BTreeSet::new();
    for (stream, state) in &office.states {
        for (record, field, values) in state.answers() {
            let values: BTreeSet<Vec<u8>> =
                values.iter().map(|value| value.value.to_vec()).collect();
            if !values.is_empty() {
                answers.insert((stream.category, record, field.to_owned(), values));
            }
        }
        for (record, field) in state.conflicts() {
            conflicts.insert((stream.category, record, field.to_owned()));
        }
    }
    (answers, conflicts)
}

/// Plays the steps, compares both seats with the union, and returns how many conflicts are open.
fn play(steps: &[Step]) -> usize {
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let mut office = Office::new();
    let mut seats: Vec<Option<Store>> = Vec::new();
    for (number, folder) in (90..).zip(&folders) {
        let mut store = seat(folder.path(), number);
        office.grant(&store, CASE, &[IDENTITY, INCOME]);
        store.open_document(CASE, VISIT, false, "f").unwrap();
        seats.push(Some(store));
    }
    for step in steps {
        match step {
            Step::Write {
                seat,
                category,
                record,
                field,
                value,
            } => {
                let store = seats[*seat].as_mut().unwrap();
                let said = answer(id(*record), field, value);
                write(store, VISIT, *category, &[said]);
            }
            Step::Type {
                seat,
                record,
                value,
            } => {
                let store = seats[*seat].as_mut().unwrap();
                store.draft(VISIT, &typed(id(*record), "a", value)).unwrap();
            }
            Step::Delete { seat, record } => {
                let deleted = Write {
                    record: id(*record),
                    field: DELETED_FIELD.to_owned(),
                    value: b"true".to_vec(),
                };
                write(seats[*seat].as_mut().unwrap(), VISIT, IDENTITY, &[deleted]);
            }
            Step::Exchange { seat } => {
                let rounds = exchange(seats[*seat].as_mut().unwrap(), &mut office);
                assert!(rounds.last().unwrap().mismatched.is_empty());
            }
            Step::LoseAnswer { seat } => {
                let store = seats[*seat].as_mut().unwrap();
                office.answer(&store.request(1 << 20, 1 << 20).unwrap().request);
            }
            Step::Restart { seat } => {
                drop(seats[*seat].take());
                seats[*seat] = Some(unlock(folders[*seat].path()));
            }
        }
    }
    for _ in 0..2 {
        for store in seats.iter_mut().flatten() {
            exchange(store, &mut office);
        }
    }
    for (folder, seat) in folders.iter().zip(&mut seats) {
        let store = seat.as_mut().unwrap();
        let expected = union(&office);
        assert_eq!(content(store), expected);
        let listed = store.case_status(CASE).unwrap().conflicts;
        assert_eq!(usize::try_from(listed).unwrap(), expected.1.len());
        drop(seat.take());
        assert_eq!(content(&mut unlock(folder.path())), expected);
    }
    union(&office).1.len()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn two_seats_end_with_the_same_answers_and_conflicts(steps in prop::collection::vec(step(), 1..40)) {
        play(&steps);
    }
}

#[test]
fn equal_values_of_two_people_are_no_conflict_and_different_ones_are() {
    let said = |seat, value| Step::Write {
        seat,
        category: IDENTITY,
        record: 10,
        field: "a",
        value,
    };
    assert_eq!(play(&[said(0, "x"), said(1, "x")]), 0);
    assert_eq!(play(&[said(0, "x"), said(1, "y")]), 1);
}
