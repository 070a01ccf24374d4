//! Creating, unlocking, and what happens to a profile in bad hands.

use std::path::Path;

use teren_store::courier::{CourierError, open, public_key, seal, seal_unread};
use teren_store::{
    Dictionary, OfficeLink, Profile, RecoveryError, Store, UnlockError, answer_recovery,
};

use crate::exchange::flip;
use crate::support::{
    CHEAP, IDENTITY, NOW, PASSPHRASE, answer, id, profile, read, seat, texts, unlock, write,
};

/// A profile with one interview of `answers` answers.
fn filled(folder: &Path, answers: u128) -> Store {
    let mut store = seat(folder, 9);
    store.open_document(id(1), id(2), false, "f").unwrap();
    for number in 0..answers {
        let said = answer(id(100 + number), "first_name", "Izabela");
        write(&mut store, id(2), IDENTITY, &[said]);
    }
    store
}

fn refusal(profile: &Profile, passphrase: &str, now_ms: i64) -> UnlockError {
    profile.unlock(passphrase, now_ms).err().unwrap()
}

#[test]
fn a_wrong_passphrase_costs_growing_delays_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    filled(folder.path(), 1).close().unwrap();
    let profile = profile(folder.path());
    let mut now_ms = NOW;
    for wait_s in [0, 0, 0, 5, 15, 60, 300, 300] {
        assert_eq!(
            refusal(&profile, "zgaduję", now_ms),
            UnlockError::Wrong { wait_s }
        );
        assert_eq!(profile.wait_s(now_ms), wait_s);
        if wait_s > 0 {
            let early = refusal(&profile, PASSPHRASE, now_ms + 1000);
            assert_eq!(early, UnlockError::Wait { wait_s: wait_s - 1 });
        }
        now_ms += i64::from(wait_s) * 1000;
    }

    let mut store = profile.unlock(PASSPHRASE, now_ms).unwrap();

    let state = read(&mut store, id(2));
    assert_eq!(texts(&state, IDENTITY, id(100), "first_name"), ["Izabela"]);
    store.verify().unwrap();
    assert_eq!(profile.wait_s(now_ms), 0);
}

#[test]
fn a_clock_years_off_never_locks_a_person_out_for_long() {
    let folder = tempfile::tempdir().unwrap();
    filled(folder.path(), 1).close().unwrap();
    let profile = profile(folder.path());
    for _ in 0..4 {
        refusal(&profile, "zgaduję", NOW);
    }
    let in_1970 = 0;

    assert_eq!(profile.wait_s(in_1970), 5);
}

#[test]
fn a_second_instance_is_refused_politely() {
    let folder = tempfile::tempdir().unwrap();
    let store = filled(folder.path(), 1);

    let second = refusal(&profile(folder.path()), PASSPHRASE, NOW);

    assert_eq!(second, UnlockError::InUse);
    drop(store);
    unlock(folder.path());
}

#[test]
fn a_folder_without_a_profile_says_so() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(
        refusal(&profile(folder.path()), PASSPHRASE, NOW),
        UnlockError::NoProfile
    );
}

#[test]
fn a_new_passphrase_takes_the_place_of_the_old_one() {
    let folder = tempfile::tempdir().unwrap();
    filled(folder.path(), 1).close().unwrap();
    let profile = profile(folder.path());

    profile
        .change_passphrase(PASSPHRASE, "nowe hasło", NOW)
        .unwrap();

    assert_eq!(
        refusal(&profile, PASSPHRASE, NOW),
        UnlockError::Wrong { wait_s: 0 }
    );
    let mut store = profile.unlock("nowe hasło", NOW).unwrap();
    assert_eq!(store.case_documents(id(1)).unwrap().len(), 1);
}

#[test]
fn the_recovery_key_helps_after_a_lost_passphrase_and_no_other_key_does() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = filled(folder.path(), 1);
    let recovery = [7; 32];
    let mut identity = store.identity().unwrap().clone();
    identity.office = Some(OfficeLink {
        address: "ops.example:8443".to_owned(),
        fingerprint: [1; 32],
        token: [2; 32],
        centre: id(500),
        centre_name: "OPS".to_owned(),
        office_key: public_key(&[3; 32]),
        recovery_key: public_key(&recovery),
    });
    store.put_identity(identity).unwrap();
    store.close().unwrap();
    let profile = profile(folder.path());

    let request = profile.ask_recovery(id(77)).unwrap();
    assert!(matches!(
        answer_recovery(&[8; 32], &request),
        Err(RecoveryError::OtherCentre)
    ));
    let answer = answer_recovery(&recovery, &request).unwrap();
    assert_eq!(answer.replica, id(77));
    let other = answer_recovery(&recovery, &request).unwrap();
    let took = |file: &[u8], code: &str| profile.take_recovery(file, code, "nowe");
    assert!(matches!(
        took(&answer.file, &other.code),
        Err(RecoveryError::WrongCode)
    ));
    assert!(matches!(
        took(&request, &answer.code),
        Err(RecoveryError::NotSuchAFile)
    ));
    assert_eq!(
        refusal(&profile, "nowe", NOW),
        UnlockError::Wrong { wait_s: 0 },
        "nothing has changed"
    );
    took(&answer.file, &answer.code.to_lowercase().replace('-', " ")).unwrap();
    let store = profile.unlock("nowe", NOW).unwrap();
    assert_eq!(store.identity().unwrap().person, id(9));
    store.close().unwrap();
    assert!(
        matches!(
            took(&answer.file, &answer.code),
            Err(RecoveryError::OtherRequest)
        ),
        "an answer is good once"
    );
    profile.ask_recovery(id(77)).unwrap();
    assert!(
        matches!(
            took(&other.file, &other.code),
            Err(RecoveryError::OtherRequest)
        ),
        "and to the last request only"
    );
}

#[test]
fn a_profile_made_with_another_cost_still_opens() {
    let folder = tempfile::tempdir().unwrap();
    filled(folder.path(), 1).close().unwrap();
    let dearer = teren_store::KeyCost { passes: 2, ..CHEAP };

    let opened = Profile::at(folder.path())
        .with_cost(dearer)
        .unlock(PASSPHRASE, NOW);

    drop(opened.unwrap());
    unlock(folder.path());
}

#[test]
fn every_flipped_bit_of_the_database_is_noticed_and_the_file_kept() {
    let original = tempfile::tempdir().unwrap();
    filled(original.path(), 40).close().unwrap();
    let size = std::fs::read(original.path().join("teren.db"))
        .unwrap()
        .len();
    for place in (0..size).step_by(size / 40) {
        let folder = tempfile::tempdir().unwrap();
        copy(original.path(), folder.path());
        flip(&folder.path().join("teren.db"), place);
        let damaged = std::fs::read(folder.path().join("teren.db")).unwrap();

        let error = refusal(&profile(folder.path()), PASSPHRASE, NOW);

        let UnlockError::Damaged { kept_at } = error else {
            unreachable!("bit at {place}: {error:?}");
        };
        assert!(std::fs::read(kept_at.join("teren.db")).unwrap() == damaged);
        let store = unlock(folder.path());
        assert_eq!(store.identity().unwrap().person, id(9));
    }
}

#[test]
fn a_log_cut_short_by_a_flipped_bit_is_noticed_and_kept() {
    let original = tempfile::tempdir().unwrap();
    let mut store = filled(original.path(), 30);
    let actor = store.actor();
    let log = std::fs::read(original.path().join("teren.db-wal")).unwrap();
    for place in (log.len() / 2..log.len()).step_by(log.len() / 17) {
        let folder = tempfile::tempdir().unwrap();
        copy(original.path(), folder.path());
        flip(&folder.path().join("teren.db-wal"), place);

        let mut cut = unlock(folder.path());

        let damage = cut.damage().unwrap().clone();
        assert!(damage.missing > 0);
        assert!(damage.kept_at.join("teren.db-wal").exists());
        assert_ne!(cut.actor(), actor);
        let state = read(&mut cut, id(2));
        let found = texts(&state, IDENTITY, id(100), "first_name");
        assert_eq!(found, ["Izabela"]);
        cut.verify().unwrap();
        drop(cut);
        assert_eq!(unlock(folder.path()).damage(), None);
    }
    assert_eq!(read(&mut store, id(2)).answers().count(), 30);
}

#[test]
fn a_store_copied_while_open_is_whole() {
    let original = tempfile::tempdir().unwrap();
    let _store = filled(original.path(), 30);
    let folder = tempfile::tempdir().unwrap();
    copy(original.path(), folder.path());

    let mut copied = unlock(folder.path());

    assert_eq!(copied.damage(), None);
    assert_eq!(read(&mut copied, id(2)).answers().count(), 30);
}

fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
    }
}

#[test]
fn changes_stay_readable_when_a_newer_dictionary_comes() {
    let folder = tempfile::tempdir().unwrap();
    let dictionary = |id: u8| Dictionary {
        id,
        bytes: format!("first_name last_name housing {id}").into_bytes(),
    };
    filled(folder.path(), 1).close().unwrap();
    for newest in 2..=4 {
        let known = (2..=newest).map(dictionary).collect();
        let profile = profile(folder.path()).with_dictionaries(known);
        let mut store = profile.unlock(PASSPHRASE, NOW).unwrap();
        let said = answer(id(u128::from(newest)), "last_name", "Brulionowska");
        write(&mut store, id(2), IDENTITY, &[said]);
    }
    let all = (2..=4).map(dictionary).collect();
    let profile = profile(folder.path()).with_dictionaries(all);

    let mut store = profile.unlock(PASSPHRASE, NOW).unwrap();

    assert_eq!(read(&mut store, id(2)).answers().count(), 4);
    store.verify().unwrap();
}

#[test]
fn a_courier_file_opens_with_its_key_only() {
    let (laptop, office, other) = ([1; 32], [2; 32], [3; 32]);
    let file = seal(&laptop, &public_key(&office), b"changes").unwrap();

    let opened = open(&office, &file).unwrap();

    assert_eq!(opened.bytes, b"changes");
    assert_eq!(opened.sender, public_key(&laptop));
    assert_eq!(open(&other, &file).err(), Some(CourierError::ForAnotherKey));
    assert_eq!(
        open(&office, b"a letter").err(),
        Some(CourierError::NotACourierFile)
    );
    for place in 8..file.len() {
        let mut damaged = file.clone();
        damaged[place] ^= 1;
        assert!(open(&office, &damaged).is_err());
        assert!(open(&office, &file[..place]).is_err());
    }
    let unread = seal_unread(&public_key(&office), b"kept").unwrap();
    assert_eq!(open(&office, &unread).unwrap().bytes, b"kept");
}
