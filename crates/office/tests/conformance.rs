#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]
//! What every storage must do. A new implementation is added to `everywhere` and to nothing else.

use teren_domain::access::Role;
use teren_domain::authorisation::Authorisation;
use teren_ledger::wire::{Deposit, QuarantineReason};
use teren_ledger::{ChainEnd, Dot, Kind};
use teren_office::storage::sqlite::SqliteStorage;
use teren_office::storage::{
    AccessSearch, AttachmentName, CaseRow, EnrolmentCodeRow, GrantRelation, KeptIn, LogEntry,
    NamingRow, NewChange, Person, QuarantineState, Quarantined, Replica, SealOutcome, SealRow,
    Storage, StorageError, StreamRow, WHOLE_CASE,
};
use uuid::Uuid;

/// Runs a story in each implementation, then again after closing and opening it.
fn everywhere(story: fn(&mut dyn Storage), kept: fn(&mut dyn Storage)) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("office.db");
    let mut sqlite = SqliteStorage::open(&path, &[7; 32], 1).unwrap();
    story(&mut sqlite);
    drop(sqlite);
    kept(&mut SqliteStorage::open(&path, &[7; 32], 1).unwrap());
}

const CASE: Uuid = Uuid::from_u128(1);
const DOCUMENT: Uuid = Uuid::from_u128(2);
const EWA: Uuid = Uuid::from_u128(3);
const ACTOR: Uuid = Uuid::from_u128(4);

fn stream(storage: &mut dyn Storage) -> (CaseRow, StreamRow) {
    let case = match storage.case(CASE).unwrap() {
        Some(case) => case,
        None => storage.add_case(CASE, "T-2026-000001", EWA, 5).unwrap(),
    };
    let stream = storage.stream(&case, DOCUMENT, 3).unwrap();
    (case, stream)
}

fn append(storage: &mut dyn Storage, counter: u64, live: u64) -> u64 {
    append_naming(storage, counter, live, &[])
}

fn append_naming(
    storage: &mut dyn Storage,
    counter: u64,
    live: u64,
    names: &[AttachmentName],
) -> u64 {
    let (_, stream) = stream(storage);
    let actor_row = match storage.actor(ACTOR).unwrap() {
        Some((row, _)) => row,
        None => storage.add_actor(ACTOR, EWA).unwrap(),
    };
    let sequence = storage.next_sequence().unwrap();
    let hash = [u8::try_from(counter).unwrap(); 32];
    storage
        .append(&NewChange {
            sequence,
            stream,
            actor_row,
            counter,
            hash,
            kind: Kind::EDIT,
            opens: true,
            live,
            late: false,
            replica: EWA,
            size: 10,
            received_ms: 6,
            body: &[1, 2, 3],
            names,
        })
        .unwrap();
    sequence
}

#[test]
fn a_log_keeps_its_order_heads_and_marks() {
    everywhere(
        |storage| {
            storage.begin().unwrap();
            let first = append(storage, 1, u64::MAX);
            let second = append(storage, 2, 1);
            assert!(second > first);
            let (_, stream) = stream(storage);
            let dot = Dot {
                actor: ACTOR,
                counter: 1,
            };
            storage.set_marks(stream.row, dot, 0, true).unwrap();
            storage.commit().unwrap();
        },
        |storage| {
            let (case, stream) = stream(storage);
            let log = storage.log(stream.row).unwrap();
            let marks: Vec<(u64, bool)> = log.iter().map(|row| (row.live, row.late)).collect();
            assert_eq!(marks, [(0, true), (1, false)]);
            assert_eq!(storage.live_changes(stream.row).unwrap(), log[1..]);
            let document = stream.stream.document;
            assert_eq!(storage.openings(case.row, document).unwrap(), log[1..]);
            let heads = storage.heads(stream.row).unwrap();
            assert_eq!(
                (heads[0].head.count, heads[0].sequence),
                (2, log[1].sequence)
            );
            let entries = storage
                .entries(case.row, log[0].sequence, u64::MAX >> 1, 9)
                .unwrap();
            assert_eq!((entries.len(), entries[0].category), (1, 3));
            let (of, change) = storage.change(log[0].sequence).unwrap();
            assert_eq!((of, change.body), (stream, vec![1, 2, 3]));
            let previous: Vec<[u8; 32]> = log.iter().map(|row| row.shelf.previous).collect();
            assert_eq!(previous, [[0; 32], [1; 32]]);
            let dot = Dot {
                actor: ACTOR,
                counter: 2,
            };
            assert_eq!(
                storage.standing(stream.row, dot).unwrap().unwrap().hash,
                [2; 32]
            );
            assert!(storage.next_sequence().unwrap() > log[1].sequence);
        },
    );
}

#[test]
fn the_same_dot_is_never_taken_twice() {
    everywhere(
        |storage| {
            storage.begin().unwrap();
            append(storage, 1, 1);
            let (_, stream) = stream(storage);
            let sequence = storage.next_sequence().unwrap();
            let (actor_row, _) = storage.actor(ACTOR).unwrap().unwrap();
            let again = NewChange {
                sequence,
                stream,
                actor_row,
                counter: 1,
                hash: [9; 32],
                kind: Kind::EDIT,
                opens: false,
                live: 0,
                late: false,
                replica: EWA,
                size: 1,
                received_ms: 6,
                body: &[],
                names: &[],
            };
            assert!(storage.append(&again).is_err());
            storage.commit().unwrap();
        },
        |storage| {
            let (_, stream) = stream(storage);
            assert_eq!(storage.log(stream.row).unwrap().len(), 1);
        },
    );
}

#[test]
fn what_one_request_did_is_undone_alone_and_what_a_group_did_together() {
    everywhere(
        |storage| {
            storage.begin().unwrap();
            storage.savepoint().unwrap();
            storage.set_meta("first", b"1").unwrap();
            storage.release().unwrap();
            storage.savepoint().unwrap();
            storage.set_meta("second", b"2").unwrap();
            storage.rollback_to_savepoint().unwrap();
            storage.commit().unwrap();
            storage.begin().unwrap();
            storage.set_meta("third", b"3").unwrap();
            storage.rollback().unwrap();
        },
        |storage| {
            let mut meta = |name: &str| storage.meta(name).unwrap();
            assert_eq!(meta("first"), Some(b"1".to_vec()));
            assert_eq!((meta("second"), meta("third")), (None, None));
        },
    );
}

#[test]
fn a_grant_stands_once_moves_with_its_case_and_ends_in_the_same_order() {
    everywhere(
        |storage| {
            storage.begin().unwrap();
            let (case, _) = stream(storage);
            storage.stream(&case, CASE, 7).unwrap();
            let from = storage.next_sequence().unwrap();
            let mut add = |from| {
                let own = GrantRelation::Own;
                storage
                    .add_grant(EWA, case.row, "", own, WHOLE_CASE, from)
                    .unwrap()
            };
            assert!(add(from));
            assert!(!add(from + 1));
            let change = append(storage, 1, 1);
            assert!(storage.changed_after(EWA, from).unwrap().is_empty());
            storage.touch_grants(case.row, change).unwrap();
            assert_eq!(storage.changed_after(EWA, from).unwrap().len(), 1);
            assert_eq!(storage.grants_after(EWA, 0, 9).unwrap()[0].from, from);
            assert!(storage.grants_after(EWA, from, 9).unwrap().is_empty());
            storage.commit().unwrap();
        },
        |storage| {
            assert!(
                storage
                    .grants_in(GrantRelation::BreakGlass)
                    .unwrap()
                    .is_empty()
            );
            assert_eq!(storage.cases_with(7).unwrap(), [CASE]);
            assert!(storage.cases_with(3).unwrap().is_empty(), "of an interview");
            let grant = storage.standing_grants(EWA, CASE).unwrap().remove(0);
            assert!(storage.grants_in(grant.relation).unwrap().contains(&grant));
            let sequence = storage.next_sequence().unwrap();
            storage.revoke_grant(grant.id, sequence, true).unwrap();
            assert!(storage.standing_grants(EWA, CASE).unwrap().is_empty());
            let revoked = storage.revokes_after(EWA, grant.from, 9).unwrap();
            assert_eq!(revoked[0].revoked, sequence);
            storage.mark_handed_over(grant.id).unwrap();
            assert_eq!(storage.handed_over_grants(EWA, CASE).unwrap().len(), 1);
            storage.close_handed_over(EWA, CASE).unwrap();
            assert!(storage.handed_over_grants(EWA, CASE).unwrap().is_empty());
            assert_eq!(storage.former_grants(EWA, CASE).unwrap()[0].id, grant.id);
            let anew = storage.add_grant(
                EWA,
                grant.case_row,
                "",
                GrantRelation::Own,
                WHOLE_CASE,
                sequence + 1,
            );
            assert!(anew.unwrap());
        },
    );
}

#[test]
fn the_tool_and_the_server_share_one_order() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("office.db");
    let mut server = SqliteStorage::open(&path, &[7; 32], 1).unwrap();
    let mut tool = SqliteStorage::open(&path, &[7; 32], 1).unwrap();
    let mut last = 0;
    for turn in 0..6 {
        let storage: &mut dyn Storage = if turn % 2 == 0 {
            &mut server
        } else {
            &mut tool
        };
        storage.begin().unwrap();
        let sequence = append(storage, turn + 1, 1);
        storage.commit().unwrap();
        assert!(sequence > last);
        last = sequence;
    }
}

#[test]
fn numbers_are_given_once_by_name_and_year() {
    everywhere(
        |storage| {
            let mut next = |name: &str, year| storage.next_number(name, year).unwrap();
            assert_eq!(
                [next("W", 2026), next("W", 2026), next("T", 2026)],
                [1, 2, 1]
            );
            assert_eq!(next("W", 2027), 1);
        },
        |storage| {
            assert_eq!(storage.next_number("W", 2026).unwrap(), 3);
            storage.skip_numbers(100, &["new"], 2026).unwrap();
            assert_eq!(storage.next_number("new", 2026).unwrap(), 101);
            assert_eq!(storage.next_number("W", 2026).unwrap(), 104);
        },
    );
}

#[test]
fn people_laptops_and_codes_are_read_as_they_were_written() {
    fn person() -> Person {
        Person {
            person: EWA,
            name: "Ewa Terenowska".into(),
            roles: vec![Role::FieldWorker, Role::Coordinator],
            teams: vec!["konstancin-swiadczenia".into()],
            authorisations: vec![Authorisation {
                until: "2026-12-31".parse().ok(),
                ..Authorisation::lasting("12/2026", "2026-01-01".parse().unwrap())
            }],
            employed: true,
            active: true,
        }
    }
    fn replica() -> Replica {
        Replica {
            replica: ACTOR,
            person: EWA,
            token_hash: [1; 32],
            public_key: [2; 32],
            enrolled_ms: 3,
            withdrawn_ms: 0,
        }
    }
    fn code(used_by: Option<Uuid>) -> EnrolmentCodeRow {
        EnrolmentCodeRow {
            secret_hash: [4; 32],
            person: EWA,
            expires_ms: 9,
            used_by,
        }
    }
    everywhere(
        |storage| {
            storage.put_person(&person()).unwrap();
            storage.put_replica(&replica()).unwrap();
            storage.put_enrolment_code(&code(None)).unwrap();
            assert_eq!(storage.enrolment_code(&[4; 32]).unwrap(), Some(code(None)));
            storage.put_enrolment_code(&code(Some(ACTOR))).unwrap();
        },
        |storage| {
            assert_eq!(storage.person(EWA).unwrap(), Some(person()));
            assert_eq!(storage.persons().unwrap(), [person()]);
            assert_eq!(storage.replica(ACTOR).unwrap(), Some(replica()));
            assert_eq!(storage.replica_by_token(&[1; 32]).unwrap(), Some(replica()));
            assert_eq!(storage.replica_by_token(&[2; 32]).unwrap(), None);
            assert_eq!(storage.replicas().unwrap(), [replica()]);
            let used = code(Some(ACTOR));
            assert_eq!(storage.enrolment_code(&[4; 32]).unwrap(), Some(used));
            assert_eq!(storage.person(CASE).unwrap(), None);
        },
    );
}

fn kept_aside() -> Quarantined {
    Quarantined {
        replica: ACTOR,
        person: EWA,
        case: CASE,
        reason: QuarantineReason::ForgedAuthor,
        hash: [5; 32],
        body: vec![9],
        received_ms: 3,
        record: None,
        state: QuarantineState::Waits,
    }
}

/// An entry as the office writes it down at a moment.
fn logged(number: u64, at_ms: i64, event: &str, subject: Uuid) -> LogEntry {
    LogEntry {
        number,
        at_ms,
        told_ms: 0,
        person: EWA,
        replica: Uuid::nil(),
        told_number: 0,
        event: event.into(),
        subject,
        hash: [u8::try_from(number).unwrap(); 32],
    }
}

#[test]
fn the_access_log_is_searched_told_once_and_cut_only_at_its_beginning() {
    everywhere(
        |storage| {
            let (case, _) = stream(storage);
            storage.add_document(DOCUMENT, case.row).unwrap();
            for entry in [
                logged(1, 10, "granted", CASE),
                LogEntry {
                    told_ms: 5,
                    replica: ACTOR,
                    told_number: 7,
                    ..logged(2, 20, "read", DOCUMENT)
                },
                LogEntry {
                    person: Uuid::nil(),
                    ..logged(3, 30, "backup written", ACTOR)
                },
            ] {
                storage.append_access(&entry).unwrap();
            }
            let end = ChainEnd {
                number: 3,
                hash: [3; 32],
            };
            storage.set_chain_end(Uuid::nil(), end).unwrap();
        },
        |storage| {
            let nobody = Uuid::nil();
            assert_eq!(storage.chain_end(nobody).unwrap().number, 3);
            assert_eq!(storage.chain_end(EWA).unwrap(), ChainEnd::default());
            assert_eq!(storage.told_access(ACTOR, 7).unwrap().unwrap().number, 2);
            assert_eq!(storage.told_access(ACTOR, 8).unwrap(), None);
            assert_eq!(storage.told_access(nobody, 0).unwrap(), None);
            let number = storage.case(CASE).unwrap().unwrap().number;
            assert_eq!(
                storage.case_number_of(DOCUMENT).unwrap(),
                Some(number.clone())
            );
            let all = AccessSearch::default();
            for (search, expected) in [
                (all.clone(), vec![3, 2, 1]),
                (
                    AccessSearch {
                        person: Some(EWA),
                        ..all.clone()
                    },
                    vec![2, 1],
                ),
                (
                    AccessSearch {
                        case_number: Some(number),
                        ..all.clone()
                    },
                    vec![2, 1],
                ),
                (
                    AccessSearch {
                        events: Some(vec!["read".into(), "wrote".into()]),
                        ..all.clone()
                    },
                    vec![2],
                ),
                (
                    AccessSearch {
                        from_ms: Some(5),
                        until_ms: Some(11),
                        ..all.clone()
                    },
                    vec![2, 1],
                ),
            ] {
                let found = storage.find_access(&search, u64::MAX, 10).unwrap();
                let found: Vec<u64> = found.iter().map(|entry| entry.number).collect();
                assert_eq!(found, expected, "{search:?}");
            }
            let page = storage.find_access(&all, 3, 1).unwrap();
            assert_eq!(page[0].number, 2);
            assert_eq!(storage.cut_access(10).unwrap(), 0);
            assert_eq!(storage.cut_access(25).unwrap(), 2);
            let cut = storage.access_cut().unwrap();
            assert_eq!((cut.number, cut.hash), (2, [2; 32]));
            assert_eq!(storage.access_after(cut.number, 10).unwrap().len(), 1);
            storage.check().unwrap();
            // What was written at the end of its time goes, too; the chain goes on from there.
            assert_eq!(storage.cut_access(1_000).unwrap(), 1);
            assert_eq!(storage.chain_end(nobody).unwrap().number, 3);
        },
    );
}

#[test]
fn seals_acts_and_quarantine_are_kept() {
    everywhere(
        |storage| {
            let (case, _) = stream(storage);
            let seal = SealRow {
                seal: ACTOR,
                document: DOCUMENT,
                author: EWA,
                stamp_ms: 7,
                body: vec![1],
                outcome: SealOutcome::Waiting,
            };
            storage.add_seal(case.row, &seal).unwrap();
            let received = SealOutcome::Receipted;
            storage.set_seal_outcome(case.row, &seal, received).unwrap();
            // The same seal again changes nothing.
            storage.add_seal(case.row, &seal).unwrap();
            storage.put_act(ACTOR, EWA, true, b"done", 1).unwrap();
            let item = kept_aside();
            storage.quarantine(&item, DOCUMENT, &[]).unwrap();
            storage.quarantine(&item, DOCUMENT, &[]).unwrap();
            let other = Quarantined {
                case: DOCUMENT,
                hash: [6; 32],
                ..item
            };
            storage.quarantine(&other, DOCUMENT, &[]).unwrap();
            let (row, _) = storage.quarantined_in(CASE).unwrap().remove(0);
            let gap = QuarantineReason::Gap;
            assert_eq!(storage.untold().unwrap().len(), 2);
            storage.set_quarantine_record(row, ACTOR).unwrap();
            storage.set_quarantine_reason(row, gap).unwrap();
            assert_eq!(
                storage.untold().unwrap().len(),
                2,
                "a new reason is told anew"
            );
            storage.set_quarantine_record(row, DOCUMENT).unwrap();
            assert_eq!(storage.decided(ACTOR, &[5; 32]).unwrap(), None);
            let aside = QuarantineState::Aside;
            storage.set_quarantine_state(row, aside).unwrap();
            let (row, _) = storage.quarantined_in(DOCUMENT).unwrap().remove(0);
            storage.release_from_quarantine(row).unwrap();
        },
        |storage| {
            let (case, _) = stream(storage);
            let seals = storage.seals(case.row, DOCUMENT).unwrap();
            assert_eq!(seals[0].outcome, SealOutcome::Receipted);
            assert_eq!(storage.act(ACTOR).unwrap(), Some((true, b"done".to_vec())));
            let kept = storage.quarantined().unwrap();
            assert_eq!(kept.len(), 1);
            assert_eq!(kept[0].reason, QuarantineReason::Gap);
            assert_eq!(kept[0].state, QuarantineState::Aside);
            let decided = storage.decided(ACTOR, &[5; 32]).unwrap();
            assert_eq!(decided, Some(QuarantineReason::Gap));
            let (row, told) = storage.quarantined_as(DOCUMENT).unwrap().remove(0);
            assert_eq!(told.record, Some(DOCUMENT));
            storage
                .set_quarantine_state(row, QuarantineState::Copied)
                .unwrap();
            assert!(storage.quarantined_as(DOCUMENT).unwrap().is_empty());
            assert!(storage.quarantined_in(DOCUMENT).unwrap().is_empty());
            assert_eq!(storage.cases_in_quarantine().unwrap(), [CASE].into());
            storage.check().unwrap();
        },
    );
}

#[test]
fn attachments_grow_by_offset_and_go_with_their_bytes() {
    everywhere(
        |storage| {
            storage.begin().unwrap();
            let (case, _) = stream(storage);
            let kept = storage
                .add_attachment(case.row, DOCUMENT, &[1; 32], 70_000, 5)
                .unwrap();
            storage
                .append_attachment(kept.row, 0, &[7; 69_000])
                .unwrap();
            storage
                .append_attachment(kept.row, 69_000, &[8; 1_000])
                .unwrap();
            storage.complete_attachment(kept.row).unwrap();
            let gone = storage
                .add_attachment(case.row, DOCUMENT, &[2; 32], 3, 5)
                .unwrap();
            storage.append_attachment(gone.row, 0, b"ab").unwrap();
            let mut delivered = |day| {
                let first = storage.deliver_attachment(gone.row, EWA, day);
                first.unwrap()
            };
            assert_eq!([1, 1, 2, 2].map(&mut delivered), [true, false, true, false]);
            storage.set_unnamed(kept.row, Some(7)).unwrap();
            assert_eq!(storage.unnamed_before(7).unwrap(), []);
            assert_eq!(storage.unnamed_before(8).unwrap().len(), 1);
            storage.set_unnamed(kept.row, None).unwrap();
            assert_eq!(storage.unnamed_before(8).unwrap(), []);
            storage.remove_attachment(gone.row).unwrap();
            storage.commit().unwrap();
        },
        |storage| {
            assert_eq!(storage.attachment(DOCUMENT, &[2; 32]).unwrap(), None);
            assert_eq!(storage.attachment(CASE, &[1; 32]).unwrap(), None);
            let kept = storage.attachment(DOCUMENT, &[1; 32]).unwrap().unwrap();
            assert_eq!(
                (kept.held, kept.size, kept.complete),
                (70_000, 70_000, true)
            );
            assert_eq!(
                storage.attachments_of(DOCUMENT).unwrap(),
                std::slice::from_ref(&kept)
            );
            assert_eq!(storage.attachments().unwrap().len(), 1);
            let mut read = |offset, length| {
                let bytes = storage.attachment_bytes(kept.row, offset, length);
                bytes.unwrap()
            };
            assert_eq!(read(0, 2), [7, 7]);
            assert_eq!(read(68_999, 3), [7, 8, 8]);
            assert_eq!(read(69_999, 50), [8]);
            assert_eq!(read(70_000, 50), [0; 0]);
            let whole = read(0, 100_000);
            assert_eq!((whole.len(), whole[65_536]), (70_000, 7));
        },
    );
}

#[test]
fn what_rows_name_follows_the_marks_of_their_change_and_what_is_kept_aside() {
    fn name(place: u8, hash: u8) -> AttachmentName {
        AttachmentName {
            place,
            sha256: [hash; 32],
            size: u64::from(hash) * 1_000,
        }
    }
    fn named(storage: &mut dyn Storage, case: Uuid) -> Vec<(u8, u64, KeptIn)> {
        let rows = storage.attachment_names(case, DOCUMENT).unwrap();
        let short = |row: NamingRow| (row.sha256[0], row.size, row.kept);
        rows.into_iter().map(short).collect()
    }
    fn logged(stands: bool) -> KeptIn {
        KeptIn::Log {
            category: 3,
            stands,
        }
    }
    const ASIDE: KeptIn = KeptIn::Quarantine { person: EWA };
    everywhere(
        |storage| {
            storage.begin().unwrap();
            // Two rows of one change, and the last mark.
            append_naming(storage, 1, 1, &[name(0, 1), name(1, 2)]);
            append_naming(storage, 2, 1 << 63, &[name(63, 3), name(63, 3)]);
            storage.commit().unwrap();
            let found = [(1, 1_000, logged(true)), (2, 2_000, logged(false))];
            let mut all = found.to_vec();
            all.push((3, 3_000, logged(true)));
            assert_eq!(named(storage, CASE), all);
            // What a request did and undid is not named either.
            storage.begin().unwrap();
            storage.savepoint().unwrap();
            append_naming(storage, 3, 1, &[name(0, 4)]);
            storage.rollback_to_savepoint().unwrap();
            storage.commit().unwrap();
            assert_eq!(named(storage, CASE), all);
            storage
                .quarantine(&kept_aside(), DOCUMENT, &[name(0, 5)])
                .unwrap();
            storage
                .quarantine(&kept_aside(), DOCUMENT, &[name(0, 5)])
                .unwrap();
        },
        |storage| {
            let (_, stream) = stream(storage);
            let dot = |counter| Dot {
                actor: ACTOR,
                counter,
            };
            storage.set_marks(stream.row, dot(1), 0, false).unwrap();
            storage.set_marks(stream.row, dot(2), 0, true).unwrap();
            let now = vec![
                (1, 1_000, logged(false)),
                (2, 2_000, logged(false)),
                (3, 3_000, logged(true)),
            ];
            let with_aside = [now.clone(), vec![(5, 5_000, ASIDE)]].concat();
            assert_eq!(named(storage, CASE), with_aside);
            assert_eq!(named(storage, DOCUMENT), now, "of another case");
            assert_eq!(storage.attachment_names(CASE, EWA).unwrap(), []);
            let (row, _) = storage.quarantined_in(CASE).unwrap().remove(0);
            storage.release_from_quarantine(row).unwrap();
            assert_eq!(named(storage, CASE), now);
        },
    );
}

#[test]
fn what_a_laptop_left_for_safekeeping_comes_back_as_it_was_and_goes_by_document() {
    fn part(name: u8) -> Deposit {
        Deposit {
            case: CASE,
            document: DOCUMENT,
            name: [name; 32],
            for_author: vec![1, 2],
            for_recovery: vec![3],
            sealed: vec![name; 40],
        }
    }
    everywhere(
        |storage| {
            stream(storage);
            for name in [1, 2, 1] {
                storage.keep_deposit(ACTOR, EWA, &part(name), 7).unwrap();
            }
            let other = Deposit {
                document: EWA,
                ..part(3)
            };
            storage.keep_deposit(ACTOR, EWA, &other, 8).unwrap();
            storage.keep_deposit(EWA, EWA, &other, 9).unwrap();
            storage.end_deposits(EWA, EWA).unwrap();
            storage.end_deposits(EWA, DOCUMENT).unwrap();
        },
        |storage| {
            let places = storage.deposits_after(ACTOR, 0).unwrap();
            assert_eq!(places.len(), 3);
            assert_eq!(storage.deposit(&places[1]).unwrap(), part(2));
            assert_eq!(
                storage.deposits_after(ACTOR, places[0].number).unwrap(),
                places[1..]
            );
            assert_eq!(storage.deposit_bytes(ACTOR).unwrap(), 3 * 43);
            assert_eq!(storage.deposit_bytes(EWA).unwrap(), 0);
            let drafts = storage.kept_drafts().unwrap();
            let told = drafts
                .iter()
                .map(|draft| (draft.document, draft.bytes, draft.kept_ms));
            assert_eq!(told.collect::<Vec<_>>(), [(DOCUMENT, 86, 7), (EWA, 43, 8)]);
            assert_eq!(drafts[0].case_number, "T-2026-000001");
        },
    );
}

#[test]
fn a_wrong_key_is_told_from_a_damaged_database_and_harms_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("office.db");
    drop(SqliteStorage::open(&path, &[7; 32], 1).unwrap());
    let wrong = SqliteStorage::open(&path, &[8; 32], 1).err();
    assert_eq!(wrong, Some(StorageError::WrongKey));
    assert!(SqliteStorage::open(&path, &[7; 32], 1).is_ok());
}
