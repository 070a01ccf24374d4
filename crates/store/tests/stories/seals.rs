//! An approved interview stays as it was approved.

use teren_ledger::{SealPart, Write};
use teren_store::{SealContent, SealError, Store};
use uuid::Uuid;

use crate::office::{Office, exchange};
use crate::support::{
    IDENTITY, INCOME, NOW, WORKFLOW, answer, id, read, record_made, seat, texts, typed, unlock,
    write,
};

const CASE: Uuid = Uuid::from_u128(1);
const VISIT: Uuid = Uuid::from_u128(2);
const PERSON: Uuid = Uuid::from_u128(3);
const ALL: [u8; 3] = [IDENTITY, INCOME, WORKFLOW];

fn content(seal: u128) -> SealContent {
    SealContent {
        document: VISIT,
        seal: id(seal),
        form: "part-i/2021-11-15".to_owned(),
        category: WORKFLOW,
        parts: vec![
            (IDENTITY, b"identity".to_vec()),
            (INCOME, b"income".to_vec()),
        ],
    }
}

struct Table {
    ewa: Store,
    marek: Store,
    office: Office,
    folders: [tempfile::TempDir; 2],
}

/// Both hold the same shared interview with one answer.
fn both_hold_it() -> Table {
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let mut ewa = seat(folders[0].path(), 90);
    let mut marek = seat(folders[1].path(), 91);
    let mut office = Office::new();
    office.grant(&ewa, CASE, &ALL);
    office.grant(&marek, CASE, &ALL);
    ewa.open_document(CASE, VISIT, false, "part-i/2021-11-15")
        .unwrap();
    let start = [record_made(PERSON), answer(PERSON, "city", "Lipki")];
    write(&mut ewa, VISIT, IDENTITY, &start);
    exchange(&mut ewa, &mut office);
    exchange(&mut marek, &mut office);
    Table {
        ewa,
        marek,
        office,
        folders,
    }
}

#[test]
fn a_seal_covers_everything_written_before_it_and_lets_the_document_go() {
    let folder = tempfile::tempdir().unwrap();
    let mut ewa = seat(folder.path(), 90);
    ewa.open_document(CASE, VISIT, true, "part-i/2021-11-15")
        .unwrap();
    write(
        &mut ewa,
        VISIT,
        IDENTITY,
        &[answer(PERSON, "city", "Lipki")],
    );
    assert_eq!(ewa.count_unsent().unwrap(), 0);

    let seal = ewa.write_seal(&content(50), NOW).unwrap();

    assert_eq!(ewa.count_unsent().unwrap(), 4);
    drop(ewa);
    let mut ewa = unlock(folder.path());
    let state = read(&mut ewa, VISIT);
    assert!(!state.private);
    assert_eq!(state.seals.len(), 1);
    assert_eq!(state.seals[0].seal, seal);
    for sealed in &seal.categories {
        let vector = state.streams[&sealed.category].vector();
        assert_eq!(vector, sealed.past);
        let (_, part) = state
            .seal_parts
            .iter()
            .find(|(category, _)| *category == sealed.category)
            .unwrap();
        assert_eq!(part.digest, sealed.digest);
    }
    let identity = &state.seal_parts[0].1;
    assert_eq!(
        SealPart::digest_of(&identity.salt, b"identity"),
        identity.digest
    );
    assert_eq!(texts(&state, IDENTITY, PERSON, "city"), ["Lipki"]);
}

#[test]
fn what_is_half_typed_or_in_conflict_cannot_be_sealed() {
    let mut t = both_hold_it();
    t.ewa.draft(VISIT, &typed(PERSON, "phone", "1")).unwrap();
    assert_eq!(
        t.ewa.write_seal(&content(50), NOW),
        Err(SealError::DraftsLeft)
    );
    t.ewa.commit_drafts(VISIT, NOW).unwrap();
    write(
        &mut t.marek,
        VISIT,
        IDENTITY,
        &[answer(PERSON, "phone", "2")],
    );
    exchange(&mut t.marek, &mut t.office);
    exchange(&mut t.ewa, &mut t.office);
    assert_eq!(
        t.ewa.write_seal(&content(50), NOW),
        Err(SealError::OpenConflicts)
    );
}

#[test]
fn an_edit_outside_the_seals_past_is_late_whichever_reaches_the_office_first() {
    for seal_first in [true, false] {
        let mut t = both_hold_it();
        write(
            &mut t.marek,
            VISIT,
            IDENTITY,
            &[answer(PERSON, "city", "Buki")],
        );
        t.ewa.write_seal(&content(50), NOW).unwrap();
        if seal_first {
            exchange(&mut t.ewa, &mut t.office);
            exchange(&mut t.marek, &mut t.office);
        } else {
            exchange(&mut t.marek, &mut t.office);
            exchange(&mut t.ewa, &mut t.office);
        }
        exchange(&mut t.ewa, &mut t.office);
        exchange(&mut t.marek, &mut t.office);

        for store in [&mut t.ewa, &mut t.marek] {
            let state = read(store, VISIT);
            assert_eq!(texts(&state, IDENTITY, PERSON, "city"), ["Lipki"]);
            assert_eq!(state.conflicts().count(), 0);
            assert_eq!(store.case_status(CASE).unwrap().conflicts, 0);
            let late = store.late_edits(VISIT).unwrap();
            let late: Vec<Write> = late
                .iter()
                .flat_map(|change| change.writes().unwrap())
                .collect();
            assert_eq!(late, [answer(PERSON, "city", "Buki")]);
        }
        let [ewa, marek] = &t.folders;
        drop((t.ewa, t.marek));
        for folder in [ewa, marek] {
            let mut store = unlock(folder.path());
            let state = read(&mut store, VISIT);
            assert_eq!(texts(&state, IDENTITY, PERSON, "city"), ["Lipki"]);
        }
    }
}

#[test]
fn what_is_written_after_the_seal_says_so_and_changes_nothing() {
    let mut t = both_hold_it();
    t.ewa.write_seal(&content(50), NOW).unwrap();
    t.ewa.draft(VISIT, &typed(PERSON, "city", "Buki")).unwrap();

    let committed = t.ewa.commit_drafts(VISIT, NOW).unwrap();

    assert!(committed.late);
    let state = read(&mut t.ewa, VISIT);
    assert_eq!(texts(&state, IDENTITY, PERSON, "city"), ["Lipki"]);
}

#[test]
fn two_concurrent_seals_are_both_kept_and_each_keeps_its_past() {
    let mut t = both_hold_it();
    write(
        &mut t.marek,
        VISIT,
        IDENTITY,
        &[answer(PERSON, "phone", "2")],
    );
    t.ewa.write_seal(&content(50), NOW).unwrap();
    t.marek.write_seal(&content(51), NOW).unwrap();

    exchange(&mut t.ewa, &mut t.office);
    exchange(&mut t.marek, &mut t.office);
    exchange(&mut t.ewa, &mut t.office);

    for store in [&mut t.ewa, &mut t.marek] {
        let state = read(store, VISIT);
        let mut seals: Vec<Uuid> = state.seals.iter().map(|by| by.seal.seal).collect();
        seals.sort();
        assert_eq!(seals, [id(50), id(51)]);
        assert_eq!(texts(&state, IDENTITY, PERSON, "phone"), ["2"]);
        assert!(store.late_edits(VISIT).unwrap().is_empty());
        for by in &state.seals {
            let frozen = store.document_at(VISIT, &by.seal).unwrap();
            let phone = texts(&frozen, IDENTITY, PERSON, "phone");
            let marek = by.written.author == id(91);
            assert_eq!(phone, if marek { vec!["2"] } else { vec![] });
            assert_eq!(texts(&frozen, IDENTITY, PERSON, "city"), ["Lipki"]);
            assert_eq!(frozen.seals.len(), 1);
        }
    }
}

/// Ewa's laptop and a copy of it write the same interview; the copy's reaches the office first.
#[test]
fn a_seal_written_again_after_a_copy_was_found_out_still_covers_the_answers_it_froze() {
    for sealed_stream_too in [true, false] {
        let mut t = both_hold_it();
        if sealed_stream_too {
            write(&mut t.ewa, VISIT, WORKFLOW, &[answer(VISIT, "state", "1")]);
            exchange(&mut t.ewa, &mut t.office);
        }
        let folder = tempfile::tempdir().unwrap();
        for entry in std::fs::read_dir(t.folders[0].path()).unwrap() {
            let entry = entry.unwrap();
            std::fs::copy(entry.path(), folder.path().join(entry.file_name())).unwrap();
        }
        let mut twin = unlock(folder.path());
        write(&mut twin, VISIT, IDENTITY, &[answer(PERSON, "phone", "9")]);
        if sealed_stream_too {
            write(&mut twin, VISIT, WORKFLOW, &[answer(VISIT, "state", "2")]);
        }
        exchange(&mut twin, &mut t.office);
        write(
            &mut t.ewa,
            VISIT,
            IDENTITY,
            &[answer(PERSON, "city", "Sosny")],
        );
        write(&mut t.ewa, VISIT, INCOME, &[answer(PERSON, "row", "renta")]);
        let seal = t.ewa.write_seal(&content(50), NOW).unwrap();

        let rounds = exchange(&mut t.ewa, &mut t.office);
        assert!(rounds.iter().any(|round| round.reissued > 0));
        exchange(&mut t.marek, &mut t.office);

        for store in [&mut t.ewa, &mut t.marek] {
            let state = read(store, VISIT);
            let last = state.seals.last().unwrap().seal.clone();
            assert_eq!((last.seal, &last.form), (seal.seal, &seal.form));
            assert_eq!(
                teren_ledger::seal_root(VISIT, &last),
                teren_ledger::seal_root(VISIT, &seal)
            );
            let frozen = store.document_at(VISIT, &last).unwrap();
            assert_eq!(texts(&frozen, IDENTITY, PERSON, "city"), ["Sosny"]);
            assert_eq!(texts(&frozen, INCOME, PERSON, "row"), ["renta"]);
            assert!(texts(&frozen, IDENTITY, PERSON, "phone").is_empty());
            assert_eq!(texts(&state, IDENTITY, PERSON, "city"), ["Sosny"]);
        }
    }
}
