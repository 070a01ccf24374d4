//! Two laptops and one office.

use std::collections::BTreeSet;
use std::path::Path;

use teren_ledger::wire::{Act, QuarantineReason};
use teren_store::{Identity, OfficeLink, Store, UnlockError, courier, packet};
use uuid::Uuid;

use crate::office::{Office, exchange};
use crate::support::{
    IDENTITY, INCOME, NOW, answer, id, profile, read, seat, texts, typed, unlock, write,
};

const CASE: Uuid = Uuid::from_u128(1);
const VISIT: Uuid = Uuid::from_u128(2);
const PERSON: Uuid = Uuid::from_u128(3);
const EWA: u128 = 90;
const MAREK: u128 = 91;
const BOTH: [u8; 2] = [IDENTITY, INCOME];

struct Table {
    ewa: Store,
    marek: Store,
    office: Office,
    folders: [tempfile::TempDir; 2],
}

/// Ewa and Marek hold the same case; Ewa has shared an interview in it.
fn two_seats() -> Table {
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let mut ewa = seat(folders[0].path(), EWA);
    let marek = seat(folders[1].path(), MAREK);
    let mut office = Office::new();
    office.grant(&ewa, CASE, &BOTH);
    office.grant(&marek, CASE, &BOTH);
    ewa.open_document(CASE, VISIT, false, "part-i/2021-11-15")
        .unwrap();
    Table {
        ewa,
        marek,
        office,
        folders,
    }
}

fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

#[test]
fn a_private_document_does_not_leave_and_a_shared_one_does() {
    let mut t = two_seats();
    let private = id(20);
    t.ewa.open_document(CASE, private, true, "f").unwrap();
    write(
        &mut t.ewa,
        private,
        IDENTITY,
        &[answer(PERSON, "a", "poufne")],
    );
    write(&mut t.ewa, VISIT, IDENTITY, &[answer(PERSON, "a", "jawne")]);

    exchange(&mut t.ewa, &mut t.office);

    assert!(t.office.holds(b"jawne"));
    assert!(!t.office.holds(b"poufne"));
    assert_eq!(t.ewa.case_status(CASE).unwrap().unsent, 1);
    t.ewa.set_shared(private).unwrap();
    exchange(&mut t.ewa, &mut t.office);
    assert!(t.office.holds(b"poufne"));
    assert_eq!(t.ewa.case_status(CASE).unwrap().unsent, 0);
}

#[test]
fn disjoint_answers_merge_and_the_same_answer_keeps_both_values() {
    let mut t = two_seats();
    write(
        &mut t.ewa,
        VISIT,
        IDENTITY,
        &[answer(PERSON, "city", "Lipki")],
    );
    exchange(&mut t.ewa, &mut t.office);
    exchange(&mut t.marek, &mut t.office);
    write(&mut t.ewa, VISIT, IDENTITY, &[answer(PERSON, "phone", "1")]);
    write(
        &mut t.ewa,
        VISIT,
        IDENTITY,
        &[answer(PERSON, "city", "Sosny")],
    );
    write(
        &mut t.marek,
        VISIT,
        IDENTITY,
        &[answer(PERSON, "city", "Buki")],
    );
    write(
        &mut t.marek,
        VISIT,
        INCOME,
        &[answer(PERSON, "row", "alimenty")],
    );

    exchange(&mut t.ewa, &mut t.office);
    exchange(&mut t.marek, &mut t.office);
    exchange(&mut t.ewa, &mut t.office);

    for store in [&mut t.ewa, &mut t.marek] {
        let state = read(store, VISIT);
        assert_eq!(texts(&state, IDENTITY, PERSON, "phone"), ["1"]);
        assert_eq!(texts(&state, IDENTITY, PERSON, "city"), ["Buki", "Sosny"]);
        assert_eq!(texts(&state, INCOME, PERSON, "row"), ["alimenty"]);
        let conflicts: Vec<_> = state.conflicts().collect();
        assert_eq!(conflicts, [(IDENTITY, PERSON, "city")]);
        assert_eq!(store.case_status(CASE).unwrap().conflicts, 1);
        let authors: Vec<Uuid> = state
            .values(IDENTITY, PERSON, "city")
            .iter()
            .map(|value| value.written.unwrap().author)
            .collect();
        assert!(authors.contains(&id(EWA)) && authors.contains(&id(MAREK)));
    }

    write(
        &mut t.marek,
        VISIT,
        IDENTITY,
        &[answer(PERSON, "city", "Sosny")],
    );
    exchange(&mut t.marek, &mut t.office);
    exchange(&mut t.ewa, &mut t.office);

    let state = read(&mut t.ewa, VISIT);
    assert_eq!(texts(&state, IDENTITY, PERSON, "city"), ["Sosny"]);
    assert_eq!(t.ewa.case_status(CASE).unwrap().conflicts, 0);
}

#[test]
fn an_answer_taken_twice_or_lost_on_the_way_does_no_harm() {
    let mut t = two_seats();
    write(
        t.marek_opens(),
        VISIT,
        IDENTITY,
        &[answer(PERSON, "a", "m")],
    );
    exchange(&mut t.marek, &mut t.office);
    write(&mut t.ewa, VISIT, IDENTITY, &[answer(PERSON, "a", "e")]);
    let outgoing = t.ewa.request(1 << 20, 1 << 20).unwrap();
    let lost = t.office.answer(&outgoing.request);
    let again = t.ewa.request(1 << 20, 1 << 20).unwrap();
    assert_eq!(again, outgoing);
    let response = t.office.answer(&again.request);
    assert_eq!(response.taken, lost.taken);

    let first = t.ewa.apply_round(&response, &again.sent, NOW).unwrap();
    let second = t.ewa.apply_round(&lost, &outgoing.sent, NOW).unwrap();

    assert_eq!((first.accepted, second.accepted), (1, 0));
    assert_eq!((first.changes, second.changes), (1, 0));
    let state = read(&mut t.ewa, VISIT);
    assert_eq!(texts(&state, IDENTITY, PERSON, "a"), ["e", "m"]);
}

impl Table {
    fn marek_opens(&mut self) -> &mut Store {
        self.marek.open_document(CASE, VISIT, false, "f").unwrap();
        &mut self.marek
    }
}

#[test]
fn a_granted_case_is_hidden_until_it_came_whole() {
    let mut t = two_seats();
    for number in 0..10 {
        let field = format!("f{number}");
        write(&mut t.ewa, VISIT, IDENTITY, &[answer(PERSON, &field, "x")]);
    }
    exchange(&mut t.ewa, &mut t.office);
    let other = tempfile::tempdir().unwrap();
    let mut team = seat(other.path(), 92);
    t.office.grant(&team, CASE, &[IDENTITY]);

    let mut seen = Vec::new();
    for _ in 0..5 {
        let outgoing = team.request(1 << 20, 1 << 20).unwrap();
        let response = t.office.answer(&outgoing.request);
        let received = team.apply_round(&response, &outgoing.sent, NOW).unwrap();
        seen.push(team.cases().unwrap().len());
        assert_eq!(received.appeared.contains(&CASE), seen.ends_with(&[0, 1]));
    }

    assert_eq!(seen, [0, 0, 0, 1, 1]);
    let grant = team.grant(CASE).unwrap().unwrap();
    assert_eq!(grant.opens(CASE, VISIT).categories, [IDENTITY]);
    assert!(grant.opens(CASE, CASE).categories.is_empty());
    assert!(grant.visible);
}

#[test]
fn a_category_not_granted_never_arrives() {
    let mut t = two_seats();
    write(&mut t.ewa, VISIT, IDENTITY, &[answer(PERSON, "a", "x")]);
    write(&mut t.ewa, VISIT, INCOME, &[answer(PERSON, "row", "y")]);
    exchange(&mut t.ewa, &mut t.office);
    let other = tempfile::tempdir().unwrap();
    let mut team = seat(other.path(), 92);
    t.office.grant(&team, CASE, &[IDENTITY]);
    exchange(&mut team, &mut t.office);

    let state = read(&mut team, VISIT);
    assert_eq!(state.streams.keys().collect::<Vec<_>>(), [&IDENTITY]);

    // A wider grant brings it, a narrower one takes it away again.
    t.office.grant(&team, CASE, &BOTH);
    exchange(&mut team, &mut t.office);
    assert_eq!(texts(&read(&mut team, VISIT), INCOME, PERSON, "row"), ["y"]);
    t.office.grant(&team, CASE, &[INCOME]);
    exchange(&mut team, &mut t.office);
    let state = read(&mut team, VISIT);
    assert_eq!(state.streams.keys().collect::<Vec<_>>(), [&INCOME]);
    assert!(team.cases().unwrap().contains(&CASE));
}

#[test]
fn a_revoked_case_goes_after_its_unsent_work_went_to_the_office() {
    let mut t = two_seats();
    let recovery = [7; 32];
    t.ewa.put_identity(enrolled(&t.ewa, &recovery)).unwrap();
    write(
        &mut t.ewa,
        VISIT,
        IDENTITY,
        &[answer(PERSON, "a", "wyslane")],
    );
    exchange(&mut t.ewa, &mut t.office);
    let private = id(20);
    t.ewa.open_document(CASE, private, true, "f").unwrap();
    t.ewa
        .draft(private, &typed(PERSON, "needs", "niewyslane"))
        .unwrap();
    t.ewa.put_card(CASE, b"card", "Brulionowska").unwrap();
    t.office.revoke(&t.ewa, CASE);

    let rounds = exchange(&mut t.ewa, &mut t.office);

    assert!(rounds.iter().any(|round| round.removed.contains(&CASE)));
    assert_eq!(t.office.quarantine.len(), 1);
    assert_eq!(t.office.quarantine[0].0, QuarantineReason::Private);
    assert!(contains(&t.office.quarantine[0].1, b"niewyslane"));
    assert!(t.office.released.contains(&CASE));
    assert!(t.ewa.cases().unwrap().is_empty());
    assert!(t.ewa.cards().unwrap().is_empty());
    assert!(t.ewa.case_documents(CASE).unwrap().is_empty());
    let kept = t.ewa.kept_packets().unwrap();
    let opened = (kept.iter()).map(|packet| courier::open(&recovery, packet).unwrap());
    let changes = opened.flat_map(|opened| {
        let changes: Vec<Vec<u8>> = packet::unpack(&opened.bytes, 1 << 20).unwrap();
        changes
    });
    let changes: Vec<Vec<u8>> = changes.collect();
    assert!(changes.iter().any(|change| contains(change, b"\"wyslane")));
    assert!(changes.iter().any(|change| contains(change, b"niewyslane")));
    let unique: BTreeSet<&Vec<u8>> = changes.iter().collect();
    assert_eq!(unique.len(), changes.len(), "each change is kept once");

    // This laptop's clock may be years off for a moment; the office's counts.
    let days = 91 * 24 * 60 * 60 * 1000;
    let outgoing = t.ewa.request(0, 0).unwrap();
    let response = t.office.answer(&outgoing.request);
    t.ewa
        .apply_round(&response, &outgoing.sent, NOW + days)
        .unwrap();
    assert_eq!(t.ewa.kept_packets().unwrap().len(), kept.len());
    t.office.now_ms = NOW + days;
    exchange(&mut t.ewa, &mut t.office);
    assert!(t.ewa.kept_packets().unwrap().is_empty());
}

fn enrolled(store: &Store, recovery: &[u8; 32]) -> Identity {
    let mut identity = store.identity().unwrap().clone();
    identity.office = Some(OfficeLink {
        address: "127.0.0.1:1".to_owned(),
        fingerprint: [1; 32],
        token: [2; 32],
        centre: id(500),
        centre_name: "OPS".to_owned(),
        office_key: courier::public_key(&[3; 32]),
        recovery_key: courier::public_key(recovery),
    });
    identity
}

fn contains(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|window| window == text)
}

#[test]
fn a_case_given_back_comes_whole_again() {
    let mut t = two_seats();
    write(&mut t.ewa, VISIT, IDENTITY, &[answer(PERSON, "a", "x")]);
    exchange(&mut t.ewa, &mut t.office);
    exchange(&mut t.marek, &mut t.office);
    t.office.revoke(&t.marek, CASE);
    exchange(&mut t.marek, &mut t.office);
    assert!(t.marek.cases().unwrap().is_empty());
    t.office.grant(&t.marek, CASE, &BOTH);

    exchange(&mut t.marek, &mut t.office);

    assert_eq!(t.marek.cases().unwrap(), [CASE]);
    assert_eq!(
        texts(&read(&mut t.marek, VISIT), IDENTITY, PERSON, "a"),
        ["x"]
    );
}

#[test]
fn an_office_back_from_a_backup_gets_everything_again() {
    let mut t = two_seats();
    write(
        &mut t.ewa,
        VISIT,
        IDENTITY,
        &[answer(PERSON, "a", "before")],
    );
    exchange(&mut t.ewa, &mut t.office);
    let backup = t.office.last_sequence();
    write(&mut t.ewa, VISIT, IDENTITY, &[answer(PERSON, "a", "after")]);
    exchange(&mut t.ewa, &mut t.office);
    t.office.restore_backup_of(backup);
    assert!(!t.office.holds(b"after"));

    let rounds = exchange(&mut t.ewa, &mut t.office);

    assert!(rounds.iter().any(|round| round.started_over));
    assert!(t.office.holds(b"after"));
    assert!(rounds.last().unwrap().mismatched.is_empty());
    exchange(&mut t.marek, &mut t.office);
    assert_eq!(
        texts(&read(&mut t.marek, VISIT), IDENTITY, PERSON, "a"),
        ["after"]
    );
}

#[test]
fn a_late_courier_answer_of_the_office_before_its_backup_is_ignored() {
    let mut t = two_seats();
    write(&mut t.ewa, VISIT, IDENTITY, &[answer(PERSON, "a", "x")]);
    let outgoing = t.ewa.request(1 << 20, 1 << 20).unwrap();
    let late = t.office.answer(&outgoing.request);
    t.office.restore_backup_of(0);
    exchange(&mut t.ewa, &mut t.office);

    let received = t.ewa.apply_round(&late, &outgoing.sent, NOW).unwrap();

    assert_eq!(received.accepted, 0);
    assert!(!received.started_over);
}

#[test]
fn a_cloned_laptop_takes_a_new_name_and_loses_nothing() {
    let mut t = two_seats();
    write(
        &mut t.ewa,
        VISIT,
        IDENTITY,
        &[answer(PERSON, "a", "common")],
    );
    exchange(&mut t.ewa, &mut t.office);
    let clone = tempfile::tempdir().unwrap();
    copy(t.folders[0].path(), clone.path());
    let mut twin = unlock(clone.path());
    assert_eq!(twin.actor(), t.ewa.actor());
    write(&mut t.ewa, VISIT, IDENTITY, &[answer(PERSON, "a", "first")]);
    write(&mut twin, VISIT, IDENTITY, &[answer(PERSON, "a", "second")]);
    write(&mut twin, VISIT, IDENTITY, &[answer(PERSON, "b", "third")]);
    exchange(&mut t.ewa, &mut t.office);

    let rounds = exchange(&mut twin, &mut t.office);

    let reissued: u32 = rounds.iter().map(|round| round.reissued).sum();
    assert_eq!(reissued, 2);
    assert_ne!(twin.actor(), t.ewa.actor());
    assert!(rounds.last().unwrap().mismatched.is_empty());
    exchange(&mut t.marek, &mut t.office);
    for store in [&mut twin, &mut t.marek] {
        let state = read(store, VISIT);
        assert_eq!(texts(&state, IDENTITY, PERSON, "a"), ["first", "second"]);
        assert_eq!(texts(&state, IDENTITY, PERSON, "b"), ["third"]);
    }
    assert_eq!(twin.count_unsent().unwrap(), 0);
}

#[test]
fn a_laptop_restored_from_an_image_gets_back_what_it_had_sent() {
    let mut t = two_seats();
    write(&mut t.ewa, VISIT, IDENTITY, &[answer(PERSON, "a", "1")]);
    exchange(&mut t.ewa, &mut t.office);
    let image = tempfile::tempdir().unwrap();
    copy(t.folders[0].path(), image.path());
    write(&mut t.ewa, VISIT, IDENTITY, &[answer(PERSON, "b", "2")]);
    write(&mut t.ewa, VISIT, INCOME, &[answer(PERSON, "row", "3")]);
    exchange(&mut t.ewa, &mut t.office);
    let mut restored = unlock(image.path());
    write(&mut restored, VISIT, IDENTITY, &[answer(PERSON, "c", "4")]);

    exchange(&mut restored, &mut t.office);

    let state = read(&mut restored, VISIT);
    assert_eq!(texts(&state, IDENTITY, PERSON, "b"), ["2"]);
    assert_eq!(texts(&state, IDENTITY, PERSON, "c"), ["4"]);
    assert_eq!(texts(&state, INCOME, PERSON, "row"), ["3"]);
}

#[test]
fn a_store_moved_aside_is_filled_again_by_the_office() {
    let mut t = two_seats();
    write(&mut t.ewa, VISIT, IDENTITY, &[answer(PERSON, "a", "own")]);
    exchange(&mut t.ewa, &mut t.office);
    let folder = t.folders[0].path().to_owned();
    t.ewa.close().unwrap();
    flip(&folder.join("teren.db"), 5000);
    assert!(matches!(
        profile(&folder).unlock(crate::support::PASSPHRASE, NOW),
        Err(UnlockError::Damaged { .. })
    ));

    let mut ewa = unlock(&folder);

    assert_eq!(ewa.identity().unwrap().person, id(EWA));
    exchange(&mut ewa, &mut t.office);
    assert_eq!(
        texts(&read(&mut ewa, VISIT), IDENTITY, PERSON, "a"),
        ["own"]
    );
    assert_eq!(ewa.cases().unwrap(), [CASE]);
}

pub fn flip(path: &Path, place: usize) {
    let mut bytes = std::fs::read(path).unwrap();
    bytes[place] ^= 1;
    std::fs::write(path, bytes).unwrap();
}

#[test]
fn acts_wait_for_the_office_and_its_answer_stays() {
    let mut t = two_seats();
    let act = Act {
        id: id(70),
        body: b"{\"take\":1}".to_vec(),
    };
    t.ewa.put_act(&act, NOW).unwrap();
    t.ewa.put_act(&act, NOW + 1).unwrap();
    assert_eq!(t.ewa.act(id(70)).unwrap().unwrap().answer, None);

    exchange(&mut t.ewa, &mut t.office);

    let acts = t.ewa.acts().unwrap();
    assert_eq!(acts.len(), 1);
    assert_eq!(acts[0].answer, Some((true, b"{}".to_vec())));
    t.ewa.remove_act(id(70)).unwrap();
    assert!(t.ewa.acts().unwrap().is_empty());
}

#[test]
fn a_difference_is_reported_and_a_repair_mends_it() {
    let mut t = two_seats();
    write(&mut t.ewa, VISIT, IDENTITY, &[answer(PERSON, "a", "1")]);
    exchange(&mut t.ewa, &mut t.office);
    let outgoing = t.marek.request(1 << 20, 1 << 20).unwrap();
    let mut response = t.office.answer(&outgoing.request);
    response.changes.clear();

    let received = t.marek.apply_round(&response, &outgoing.sent, NOW).unwrap();

    // Without its document the seat does not even know what it lacks; the next change of it tells.
    assert!(received.mismatched.is_empty());
    write(&mut t.ewa, VISIT, IDENTITY, &[answer(PERSON, "a", "2")]);
    exchange(&mut t.ewa, &mut t.office);
    let rounds = exchange(&mut t.marek, &mut t.office);
    let differing = &rounds.last().unwrap().mismatched;
    assert_eq!(differing.len(), 1);
    t.marek.repair(differing[0].case).unwrap();
    exchange(&mut t.marek, &mut t.office);
    assert_eq!(
        texts(&read(&mut t.marek, VISIT), IDENTITY, PERSON, "a"),
        ["2"]
    );
}

#[test]
fn a_role_lost_and_given_back_while_away_leaves_a_private_draft_private_and_here() {
    let mut t = two_seats();
    exchange(&mut t.ewa, &mut t.office);
    let private = id(20);
    t.ewa.open_document(CASE, private, true, "f").unwrap();
    t.ewa
        .draft(private, &typed(PERSON, "needs", "poufne"))
        .unwrap();
    t.office.revoke(&t.ewa, CASE);
    t.office.grant(&t.ewa, CASE, &BOTH);

    exchange(&mut t.ewa, &mut t.office);

    assert!(!t.office.holds(b"poufne"));
    assert!(t.office.quarantine.is_empty());
    let state = read(&mut t.ewa, private);
    assert!(state.private);
    assert_eq!(texts(&state, IDENTITY, PERSON, "needs"), ["poufne"]);
    assert!(t.ewa.cases().unwrap().contains(&CASE));
}

#[test]
fn a_narrower_grant_takes_the_lost_category_of_a_private_draft_and_leaves_the_rest_private() {
    let mut t = two_seats();
    exchange(&mut t.ewa, &mut t.office);
    let private = id(20);
    t.ewa.open_document(CASE, private, true, "f").unwrap();
    write(
        &mut t.ewa,
        private,
        INCOME,
        &[answer(PERSON, "row", "dochod")],
    );
    write(
        &mut t.ewa,
        private,
        IDENTITY,
        &[answer(PERSON, "a", "poufne")],
    );
    t.office.grant(&t.ewa, CASE, &[IDENTITY]);

    exchange(&mut t.ewa, &mut t.office);

    assert!(!t.office.holds(b"dochod") && !t.office.holds(b"poufne"));
    let aside: Vec<QuarantineReason> = t.office.quarantine.iter().map(|(why, _)| *why).collect();
    assert_eq!(aside, [QuarantineReason::Private]);
    assert!(contains(&t.office.quarantine[0].1, b"dochod"));
    let state = read(&mut t.ewa, private);
    assert!(state.private);
    assert_eq!(state.streams.keys().collect::<Vec<_>>(), [&IDENTITY]);
    assert_eq!(texts(&state, IDENTITY, PERSON, "a"), ["poufne"]);
}

#[test]
fn what_was_typed_while_the_revoke_was_on_its_way_reaches_the_office_before_the_case_goes() {
    let mut t = two_seats();
    write(&mut t.ewa, VISIT, IDENTITY, &[answer(PERSON, "a", "1")]);
    exchange(&mut t.ewa, &mut t.office);
    t.office.revoke(&t.ewa, CASE);
    let outgoing = t.ewa.request(1 << 20, 1 << 20).unwrap();
    let response = t.office.answer(&outgoing.request);
    t.ewa
        .draft(VISIT, &typed(PERSON, "needs", "ostatnie zdanie"))
        .unwrap();

    let received = t.ewa.apply_round(&response, &outgoing.sent, NOW).unwrap();

    assert!(received.removed.is_empty());
    let last = t.ewa.request(1 << 20, 1 << 20).unwrap();
    let response = t.office.answer(&last.request);
    t.ewa
        .draft(VISIT, &typed(PERSON, "needs", "i jeszcze jedno"))
        .unwrap();
    let received = t.ewa.apply_round(&response, &last.sent, NOW).unwrap();
    assert!(received.removed.is_empty());
    exchange(&mut t.ewa, &mut t.office);
    let kept: Vec<u8> = t
        .office
        .quarantine
        .iter()
        .flat_map(|(_, bytes)| bytes.clone())
        .collect();
    assert!(contains(&kept, b"ostatnie zdanie") && contains(&kept, b"i jeszcze jedno"));
    assert!(t.ewa.case_documents(CASE).unwrap().is_empty());
}

#[test]
fn what_is_being_typed_when_another_value_comes_in_does_not_overrule_it_unseen() {
    let mut t = two_seats();
    write(&mut t.ewa, VISIT, IDENTITY, &[answer(PERSON, "a", "1")]);
    exchange(&mut t.ewa, &mut t.office);
    exchange(&mut t.marek, &mut t.office);
    write(&mut t.marek, VISIT, IDENTITY, &[answer(PERSON, "a", "2")]);
    exchange(&mut t.marek, &mut t.office);
    let outgoing = t.ewa.request(1 << 20, 1 << 20).unwrap();
    let response = t.office.answer(&outgoing.request);
    // Typed while the line was busy: Marek's value is on its way.
    t.ewa.draft(VISIT, &typed(PERSON, "a", "3")).unwrap();
    t.ewa.apply_round(&response, &outgoing.sent, NOW).unwrap();
    t.ewa.commit_drafts(VISIT, NOW).unwrap();

    let state = read(&mut t.ewa, VISIT);
    assert_eq!(texts(&state, IDENTITY, PERSON, "a"), ["2", "3"]);
    assert_eq!(state.conflicts().count(), 1);
}

#[test]
fn after_a_restore_the_work_of_two_comes_back_in_whatever_order_they_return() {
    let mut t = two_seats();
    write(&mut t.ewa, VISIT, IDENTITY, &[answer(PERSON, "a", "0")]);
    exchange(&mut t.ewa, &mut t.office);
    exchange(&mut t.marek, &mut t.office);
    let backup = t.office.last_sequence();
    write(&mut t.ewa, VISIT, IDENTITY, &[answer(PERSON, "a", "ewa")]);
    exchange(&mut t.ewa, &mut t.office);
    exchange(&mut t.marek, &mut t.office);
    write(
        &mut t.marek,
        VISIT,
        IDENTITY,
        &[answer(PERSON, "a", "marek")],
    );
    exchange(&mut t.marek, &mut t.office);
    t.office.restore_backup_of(backup);

    // Marek comes first, though his answer rests on hers.
    exchange(&mut t.marek, &mut t.office);
    assert_eq!(t.office.quarantine[0].0, QuarantineReason::Gap);
    assert!(!t.office.holds(b"marek"));
    exchange(&mut t.ewa, &mut t.office);
    exchange(&mut t.marek, &mut t.office);
    exchange(&mut t.ewa, &mut t.office);

    assert!(t.office.holds(b"marek"));
    for store in [&mut t.ewa, &mut t.marek] {
        let state = read(store, VISIT);
        assert_eq!(texts(&state, IDENTITY, PERSON, "a"), ["marek"]);
        assert!(store.quarantined().unwrap().is_empty());
    }
}

#[test]
fn a_right_given_back_brings_in_what_the_office_had_kept_for_want_of_it() {
    let mut t = two_seats();
    exchange(&mut t.ewa, &mut t.office);
    t.office.grant(&t.ewa, CASE, &[IDENTITY]);
    t.office.closed = Some(INCOME);
    write(&mut t.ewa, VISIT, INCOME, &[answer(PERSON, "row", "y")]);
    let outgoing = t.ewa.request(1 << 20, 1 << 20).unwrap();
    let mut response = t.office.answer(&outgoing.request);
    response.grants.clear();
    t.ewa.apply_round(&response, &outgoing.sent, NOW).unwrap();
    assert_eq!(
        t.ewa.quarantined().unwrap(),
        [(CASE, QuarantineReason::NoRight)]
    );
    t.office.closed = None;
    t.office.grant(&t.ewa, CASE, &BOTH);

    exchange(&mut t.ewa, &mut t.office);

    assert!(t.office.holds(b"\"y\""));
    assert!(t.ewa.quarantined().unwrap().is_empty());
}

#[test]
fn a_laptop_years_ahead_does_not_carry_the_others_along_and_one_an_hour_ahead_does() {
    let hour = 60 * 60 * 1000;
    let years = 14 * 365 * 24 * hour;
    for (ahead, followed) in [(hour, true), (24 * hour, true), (years, false)] {
        let mut t = two_seats();
        let edit = |value: &str| teren_store::Edit {
            document: VISIT,
            category: IDENTITY,
            writes: vec![answer(PERSON, "a", value)],
        };
        t.ewa.write(&[edit("ewa")], NOW + ahead).unwrap();
        exchange(&mut t.ewa, &mut t.office);
        exchange(&mut t.marek, &mut t.office);

        t.marek.write(&[edit("marek")], NOW).unwrap();

        let state = read(&mut t.marek, VISIT);
        assert_eq!(texts(&state, IDENTITY, PERSON, "a"), ["marek"]);
        let stamp = state.values(IDENTITY, PERSON, "a")[0]
            .written
            .unwrap()
            .stamp;
        let wall_ms = if followed { NOW + ahead } else { NOW };
        assert_eq!(stamp.wall_ms, wall_ms);
    }
}

#[test]
fn a_clock_that_ran_years_ahead_comes_back_when_it_is_put_right_and_one_that_fell_back_does_not_lose_the_order()
 {
    let day = 24 * 60 * 60 * 1000;
    let year = 365 * day;
    // Clock at the first write, at the second, and the wall part of the second's stamp; the office says NOW.
    let stories = [
        (NOW + 50 * year, NOW + day, NOW + day),
        (NOW + 5 * day, NOW - 30 * year, NOW + 5 * day),
        (NOW + 50 * year, NOW - 30 * year, NOW),
    ];
    for (first, second, stamped) in stories {
        let mut t = two_seats();
        let edit = |value: &str| teren_store::Edit {
            document: VISIT,
            category: IDENTITY,
            writes: vec![answer(PERSON, "a", value)],
        };
        t.ewa.write(&[edit("one")], first).unwrap();
        exchange(&mut t.ewa, &mut t.office);
        t.ewa.write(&[edit("two")], second).unwrap();

        let state = read(&mut t.ewa, VISIT);
        let value = state.values(IDENTITY, PERSON, "a").remove(0);
        assert_eq!(value.written.unwrap().stamp.wall_ms, stamped);
    }
}
