//! Typing, committing and dying in between.

use std::path::Path;

use crate::support::{
    IDENTITY, INCOME, NOW, answer, id, json, profile, read, seat, texts, typed, unlock, write,
};
use teren_store::{Draft, Error};

const CASE: u128 = 1;
const VISIT: u128 = 2;
const PERSON: u128 = 3;

#[test]
fn what_was_typed_is_there_after_the_program_dies() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = seat(folder.path(), 9);
    store
        .open_document(id(CASE), id(VISIT), true, "part-i/2021-11-15")
        .unwrap();
    store
        .draft(id(VISIT), &typed(id(PERSON), "first_name", "Izab"))
        .unwrap();
    store
        .draft(id(VISIT), &typed(id(PERSON), "first_name", "Izabela"))
        .unwrap();
    drop(store);

    let mut store = unlock(folder.path());

    let drafts = store.drafts(id(VISIT)).unwrap();
    assert_eq!(drafts, [typed(id(PERSON), "first_name", "Izabela")]);
    assert_eq!(store.documents_with_drafts().unwrap(), [id(VISIT)]);
}

#[test]
fn a_commit_moves_drafts_into_one_change_a_category() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = seat(folder.path(), 9);
    store
        .open_document(id(CASE), id(VISIT), true, "part-i/2021-11-15")
        .unwrap();
    let income = Draft {
        category: INCOME,
        ..typed(id(4), "row", "alimenty")
    };
    store
        .draft(id(VISIT), &typed(id(PERSON), "first_name", "Izabela"))
        .unwrap();
    store
        .draft(id(VISIT), &typed(id(PERSON), "last_name", "Brulionowska"))
        .unwrap();
    store.draft(id(VISIT), &income).unwrap();

    let committed = store.commit_drafts(id(VISIT), NOW).unwrap();

    let categories: Vec<u8> = committed.changes.iter().map(|change| change.0).collect();
    assert_eq!(categories, [IDENTITY, INCOME]);
    assert!(!committed.late);
    assert_eq!(store.drafts(id(VISIT)).unwrap(), []);
    for reopened in [false, true] {
        if reopened {
            drop(store);
            store = unlock(folder.path());
        }
        let state = read(&mut store, id(VISIT));
        assert_eq!(
            texts(&state, IDENTITY, id(PERSON), "first_name"),
            ["Izabela"]
        );
        assert_eq!(texts(&state, INCOME, id(4), "row"), ["alimenty"]);
        let value = state.values(IDENTITY, id(PERSON), "last_name").remove(0);
        assert_eq!(value.written.unwrap().author, id(9));
        assert_eq!(value.written.unwrap().stamp.wall_ms, NOW);
    }
}

#[test]
fn typing_the_same_value_again_makes_no_change() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = seat(folder.path(), 9);
    store
        .open_document(id(CASE), id(VISIT), true, "part-i/2021-11-15")
        .unwrap();
    write(
        &mut store,
        id(VISIT),
        IDENTITY,
        &[answer(id(PERSON), "first_name", "Izabela")],
    );
    store
        .draft(id(VISIT), &typed(id(PERSON), "first_name", "Izabela"))
        .unwrap();

    let committed = store.commit_drafts(id(VISIT), NOW).unwrap();

    assert_eq!(committed.changes, []);
    assert_eq!(store.drafts(id(VISIT)).unwrap(), []);
}

#[test]
fn a_commit_that_fails_leaves_every_draft_in_place() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = profile(folder.path())
        .create(crate::support::PASSPHRASE, NOW)
        .unwrap();
    store
        .open_document(id(CASE), id(VISIT), true, "part-i/2021-11-15")
        .unwrap();
    store
        .draft(id(VISIT), &typed(id(PERSON), "first_name", "Izabela"))
        .unwrap();

    // Nobody has said yet whose seat this is.
    assert_eq!(store.commit_drafts(id(VISIT), NOW), Err(Error::NoIdentity));

    assert_eq!(store.drafts(id(VISIT)).unwrap().len(), 1);
}

#[test]
fn an_edit_too_large_for_one_change_becomes_several() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = seat(folder.path(), 9);
    store
        .open_document(id(CASE), id(VISIT), true, "part-i/2021-11-15")
        .unwrap();
    let many: Vec<_> = (0..150)
        .map(|number| answer(id(100 + number), "first_name", "Ala"))
        .collect();
    let long = "opis ".repeat(100_000);
    let narratives = [
        answer(id(PERSON), "needs", &long),
        answer(id(PERSON), "remarks", &long),
    ];

    let of_many = write(&mut store, id(VISIT), IDENTITY, &many);
    let of_long = write(&mut store, id(VISIT), IDENTITY, &narratives);

    assert_eq!(of_many.changes.len(), 3);
    assert_eq!(of_long.changes.len(), 2);
    let state = read(&mut store, id(VISIT));
    assert_eq!(texts(&state, IDENTITY, id(249), "first_name"), ["Ala"]);
    assert_eq!(texts(&state, IDENTITY, id(PERSON), "remarks"), [long]);
}

#[test]
fn what_no_change_can_hold_is_refused_while_typing() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = seat(folder.path(), 9);
    store
        .open_document(id(CASE), id(VISIT), true, "part-i/2021-11-15")
        .unwrap();
    let endless = typed(id(PERSON), "needs", &"x".repeat(900 * 1024));
    let nameless = typed(id(PERSON), &"x".repeat(121), "a");

    assert_eq!(store.draft(id(VISIT), &endless), Err(Error::TooLarge));
    assert_eq!(store.draft(id(VISIT), &nameless), Err(Error::TooLarge));
}

#[test]
fn a_document_cannot_move_to_another_case() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = seat(folder.path(), 9);
    store
        .open_document(id(CASE), id(VISIT), true, "part-i/2021-11-15")
        .unwrap();

    let moved = store.open_document(id(77), id(VISIT), true, "part-i/2021-11-15");

    assert_eq!(moved, Err(Error::ForeignDocument));
    assert_eq!(store.document(id(78)).err(), Some(Error::UnknownDocument));
}

#[test]
fn the_clock_may_jump_back_and_later_writes_still_read_as_later() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = seat(folder.path(), 9);
    store
        .open_document(id(CASE), id(VISIT), true, "part-i/2021-11-15")
        .unwrap();
    for (field, clock) in [("first_name", NOW), ("last_name", 0), ("phone", -5)] {
        store
            .draft(id(VISIT), &typed(id(PERSON), field, "x"))
            .unwrap();
        store.commit_drafts(id(VISIT), clock).unwrap();
    }

    let state = read(&mut store, id(VISIT));

    let stamp = |field| {
        let value = state.values(IDENTITY, id(PERSON), field).remove(0);
        value.written.unwrap().stamp
    };
    assert!(stamp("first_name") < stamp("last_name"));
    assert!(stamp("last_name") < stamp("phone"));
}

#[test]
fn raw_files_show_neither_pesel_nor_words() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = seat(folder.path(), 9);
    store
        .open_document(id(CASE), id(VISIT), true, "part-i/2021-11-15")
        .unwrap();
    write(
        &mut store,
        id(VISIT),
        IDENTITY,
        &[answer(id(PERSON), "pesel", "89090298188")],
    );
    store
        .draft(id(VISIT), &typed(id(PERSON), "needs", "Niebieska Karta"))
        .unwrap();
    store
        .put_card(id(CASE), b"Brulionowska", "Brulionowska Izabela")
        .unwrap();

    let while_open = everything_in(folder.path());
    drop(store);
    let after = everything_in(folder.path());

    for bytes in [while_open, after] {
        assert!(bytes.len() > 4096);
        for secret in [
            b"89090298188".as_slice(),
            b"Niebieska",
            b"Brulionowska",
            b"brulionowska",
            b"Terenowska",
            b"SQLite format",
            crate::support::PASSPHRASE.as_bytes(),
        ] {
            assert!(!bytes.windows(secret.len()).any(|window| window == secret));
        }
    }
}

fn everything_in(folder: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        bytes.extend(std::fs::read(entry.unwrap().path()).unwrap());
    }
    bytes
}

#[test]
fn cards_are_found_with_and_without_polish_letters() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = seat(folder.path(), 9);
    store
        .put_card(id(1), b"first", "Żółć Łukasz, ul. Gęślowa 3")
        .unwrap();
    store.put_card(id(2), b"second", "Nowak Łucja").unwrap();

    let found = |store: &mut teren_store::Store, text: &str| {
        let cards = store.search_cards(text).unwrap();
        cards.into_iter().map(|card| card.case).collect::<Vec<_>>()
    };

    assert_eq!(found(&mut store, "lukasz zolc"), [id(1)]);
    assert_eq!(found(&mut store, "ŁU"), [id(1), id(2)]);
    assert!(found(&mut store, "łukasz nowak").is_empty());
    assert_eq!(found(&mut store, ""), [id(1), id(2)]);
}

#[test]
fn a_change_of_a_case_marks_its_card() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = seat(folder.path(), 9);
    store
        .open_document(id(CASE), id(VISIT), true, "part-i/2021-11-15")
        .unwrap();
    store.put_card(id(CASE), b"as it was", "x").unwrap();
    assert!(store.dirty_cards().unwrap().is_empty());

    write(
        &mut store,
        id(VISIT),
        IDENTITY,
        &[answer(id(PERSON), "first_name", "Izabela")],
    );

    assert_eq!(store.dirty_cards().unwrap(), [id(CASE)]);
    assert_eq!(store.card(id(CASE)).unwrap().unwrap().data, b"as it was");
}

#[test]
fn the_place_in_an_interview_and_settings_are_remembered() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = seat(folder.path(), 9);
    store.put_place(id(VISIT), b"section C").unwrap();
    store.put_setting("theme", Some(&json("dark"))).unwrap();
    drop(store);

    let mut store = unlock(folder.path());

    assert_eq!(store.last_document().unwrap(), Some(id(VISIT)));
    assert_eq!(store.place(id(VISIT)).unwrap().unwrap(), b"section C");
    assert_eq!(store.setting("theme").unwrap().unwrap(), json("dark"));
    store.put_setting("theme", None).unwrap();
    assert_eq!(store.setting("theme").unwrap(), None);
}
