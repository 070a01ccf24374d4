//! Stories that need to look inside the store: schemas, versions, and a disk without space.

use std::path::Path;

use rusqlite::Connection;
use teren_ledger::wire::{Deposited, Grant, Response, Revoke, Sequenced};
use teren_ledger::{FORMAT, Write};
use uuid::Uuid;

use crate::key::{KeyCost, Keyring};
use crate::migrate::{self, SCHEMA, VERSION};
use crate::receive::UNREAD;
use crate::tables::meta;
use crate::{
    Draft, Edit, Error, Identity, NamedAttachment, OfficeLink, PIECE, Profile, SalvagedAttachment,
    Store, UnlockError, courier,
};

const PASSPHRASE: &str = "cztery słowa na kartce";
const V1: &str = include_str!("../../../tests/fixtures/databases/v1.sql");
const VISIT: Uuid = Uuid::from_u128(2);
const PERSON: Uuid = Uuid::from_u128(3);

/// Every table and index as its words, comments and spacing aside.
fn schema_of(connection: &Connection) -> Vec<(String, String)> {
    let mut statement = connection
        .prepare("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
        .unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)));
    let rows = rows.unwrap().map(Result::unwrap);
    rows.map(|(name, sql)| (name, words(&sql))).collect()
}

fn words(sql: &str) -> String {
    let lines = sql.lines().map(|line| line.split("--").next().unwrap());
    let text = lines.collect::<Vec<_>>().join(" ");
    let spaced = text
        .replace('(', " ( ")
        .replace(')', " ) ")
        .replace(',', " , ");
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn fresh() -> Connection {
    let connection = Connection::open_in_memory().unwrap();
    connection.execute_batch(SCHEMA).unwrap();
    connection
}

#[test]
fn what_a_new_device_gets_equals_all_migrations() {
    let migrated = Connection::open_in_memory().unwrap();
    migrate::migrate_step_by_step(&migrated).unwrap();

    assert_eq!(schema_of(&fresh()), schema_of(&migrated));
}

#[test]
fn a_database_of_version_1_becomes_todays_and_keeps_its_rows() {
    let mut old = Connection::open_in_memory().unwrap();
    old.execute_batch(V1).unwrap();
    assert_eq!(migrate::version(&old).unwrap(), 1);

    migrate::migrate(&mut old).unwrap();

    assert_eq!(migrate::version(&old).unwrap(), VERSION);
    assert_eq!(schema_of(&fresh()), schema_of(&old));
    let tables = [
        ("changes", 1),
        ("drafts", 1),
        ("cards", 1),
        ("grants", 1),
        ("attachments", 1),
        ("attachment_chunks", 1),
    ];
    for (table, rows) in tables {
        let sql = format!("SELECT count(*) FROM {table}");
        let found: u32 = old.query_row(&sql, [], |row| row.get(0)).unwrap();
        assert_eq!(found, rows, "{table}");
    }
}

#[test]
fn every_column_says_what_it_means_and_how_private_it_is() {
    let mut columns = 0_u32;
    for line in SCHEMA.lines() {
        let Some(column) = line.strip_prefix("    ") else {
            continue;
        };
        let constraint = ["UNIQUE", "PRIMARY"]
            .iter()
            .any(|start| column.starts_with(start));
        if constraint || column.starts_with(' ') {
            continue;
        }
        columns += 1;
        let comment = column.split("-- ").nth(1).unwrap_or_default();
        let classed = ["[identity]", "[special]", "[work]", "[technical]"]
            .iter()
            .any(|class| comment.ends_with(class) && comment.len() > class.len() + 1);
        assert!(classed, "{column}");
    }
    let live: u32 = schema_of(&fresh())
        .iter()
        .filter(|(_, sql)| sql.starts_with("CREATE TABLE"))
        .map(|(name, _)| {
            let sql = format!("SELECT count(*) FROM pragma_table_info('{name}')");
            fresh()
                .query_row(&sql, [], |row| row.get::<_, u32>(0))
                .unwrap()
        })
        .sum();
    assert_eq!(columns, live);
}

pub(crate) fn profile(folder: &Path) -> Profile {
    Profile::at(folder).with_cost(KeyCost {
        memory_kib: 64,
        passes: 1,
        lanes: 1,
    })
}

fn with_an_interview(folder: &Path) -> Store {
    let mut store = profile(folder).create(PASSPHRASE, 0).unwrap();
    let identity = Identity::fresh(Uuid::from_u128(9), "Ewa Terenowska", false).unwrap();
    store.put_identity(identity).unwrap();
    store
        .open_document(Uuid::from_u128(1), VISIT, true, "f")
        .unwrap();
    store
}

fn edit(field: &str, value: &str) -> Edit {
    Edit {
        document: VISIT,
        category: 1,
        writes: vec![Write {
            record: PERSON,
            field: field.to_owned(),
            value: value.as_bytes().to_vec(),
        }],
    }
}

#[test]
fn what_a_query_sorts_lies_in_memory_and_in_no_passing_file() {
    let folder = tempfile::tempdir().unwrap();
    with_an_interview(folder.path()).close().unwrap();
    let ring = Keyring::read(folder.path()).unwrap();
    let key = ring.unwrap_with(PASSPHRASE).unwrap().unwrap();
    let connection = profile(folder.path()).connect(&key).unwrap();
    let kept: u8 = connection
        .pragma_query_value(None, "temp_store", |row| row.get(0))
        .unwrap();
    assert_eq!(kept, 2, "2 is memory");
}

#[test]
fn a_database_of_a_newer_program_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    with_an_interview(folder.path()).close().unwrap();
    let ring = Keyring::read(folder.path()).unwrap();
    let key = ring.unwrap_with(PASSPHRASE).unwrap().unwrap();
    let newer = profile(folder.path()).connect(&key).unwrap();
    newer
        .pragma_update(None, "user_version", VERSION + 1)
        .unwrap();
    drop(newer);
    let before = std::fs::read(folder.path().join("teren.db")).unwrap();

    let refused = profile(folder.path()).unlock(PASSPHRASE, 0).err().unwrap();

    assert_eq!(
        refused,
        UnlockError::Newer {
            found: VERSION + 1,
            known: VERSION
        }
    );
    let after = std::fs::read(folder.path().join("teren.db")).unwrap();
    assert!(before == after);
}

#[test]
fn a_full_disk_loses_nothing_acknowledged_and_writing_goes_on_when_there_is_space() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = with_an_interview(folder.path());
    let pages: u32 = store
        .read(|batch| {
            Ok(batch
                .db
                .query_row("PRAGMA page_count", [], |row| row.get(0))?)
        })
        .unwrap();
    limit(&mut store, pages + 8);
    let mut acknowledged = 0;
    let refused = loop {
        let narrative = "opis sytuacji ".repeat(300) + &acknowledged.to_string();
        let noise: String = (0..3000_u32)
            .map(|n| char::from_u32(0x4E00 + (n * 7919 + acknowledged * 31) % 20000).unwrap())
            .collect();
        match store.write(
            &[edit(&format!("f{acknowledged}"), &(narrative + &noise))],
            0,
        ) {
            Ok(_) => acknowledged += 1,
            Err(error) => break error,
        }
        assert!(acknowledged < 100, "the disk never fills");
    };

    assert_eq!(refused, Error::DiskFull);
    let draft = Draft {
        record: PERSON,
        field: "needs".to_owned(),
        category: 1,
        value: vec![b'x'; 200_000],
        saved_ms: 0,
    };
    assert_eq!(store.draft(VISIT, &draft), Err(Error::DiskFull));
    // What was acknowledged is readable at once, and writable again with space.
    assert_eq!(answers(&mut store), acknowledged);
    limit(&mut store, 1_000_000);
    store.draft(VISIT, &draft).unwrap();
    store.write(&[edit("later", "1")], 0).unwrap();
    drop(store);
    let mut store = profile(folder.path()).unlock(PASSPHRASE, 0).unwrap();
    assert_eq!(store.damage(), None);
    assert_eq!(answers(&mut store), acknowledged + 1);
    assert_eq!(store.drafts(VISIT).unwrap(), [draft]);
    store.verify().unwrap();
}

fn answers(store: &mut Store) -> u32 {
    let state = store.document(VISIT).unwrap();
    u32::try_from(state.answers().count()).unwrap()
}

fn limit(store: &mut Store, pages: u32) {
    store
        .read(|batch| {
            let sql = format!("PRAGMA max_page_count = {pages}");
            Ok(batch.db.query_row(&sql, [], |_| Ok(()))?)
        })
        .unwrap();
}

/// An answer of the office that has nothing to say yet.
fn silence() -> Response {
    Response {
        protocol: 1,
        epoch: 1,
        cursor: 5,
        more: false,
        office_time_ms: 0,
        taken: Vec::new(),
        changes: Vec::new(),
        grants: Vec::new(),
        revokes: Vec::new(),
        backfill: None,
        acts: Vec::new(),
        waiting: Vec::new(),
        digests: Vec::new(),
        deposits: Deposited::default(),
    }
}

#[test]
fn what_a_newer_program_wrote_is_asked_for_again_once_this_one_is_newer_too() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = with_an_interview(folder.path());
    let case = Uuid::from_u128(1);
    let granted = Response {
        grants: vec![Grant {
            case,
            sequence: 3,
            categories: vec![1],
            documents: Vec::new(),
        }],
        changes: vec![Sequenced {
            sequence: 4,
            bytes: vec![FORMAT + 1, 7, 7],
        }],
        ..silence()
    };
    let outgoing = store.request(1 << 20, 1 << 20).unwrap();
    let received = store.apply_round(&granted, &outgoing.sent, 0).unwrap();
    assert_eq!(received.unreadable, 1);
    drop(store);

    // The same program has nothing new to ask.
    let mut store = profile(folder.path()).unlock(PASSPHRASE, 0).unwrap();
    assert_eq!(store.request(0, 0).unwrap().request.backfill, None);
    // What an older program would have left behind.
    store
        .transact(|batch| meta::put(batch.db, UNREAD, &[FORMAT - 1]))
        .unwrap();
    drop(store);
    let mut store = profile(folder.path()).unlock(PASSPHRASE, 0).unwrap();
    let asked = store.request(0, 0).unwrap().request.backfill.unwrap();
    assert_eq!((asked.case, asked.after), (case, 0));
    drop(store);
    let mut store = profile(folder.path()).unlock(PASSPHRASE, 0).unwrap();
    let sent = store.request(0, 0).unwrap().sent;
    store.apply_round(&silence(), &sent, 0).unwrap();
    assert_eq!(store.request(0, 0).unwrap().request.backfill, None);
}

#[test]
fn a_revoked_case_is_in_no_decrypted_page() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = with_an_interview(folder.path());
    // Noise that no compressor shortens, so that it would lie in the page as it is.
    let word: String = (0..64_u32)
        .map(|n| char::from(33 + u8::try_from(n * n * 7 % 90).unwrap()))
        .collect();
    store
        .put_card(Uuid::from_u128(1), word.as_bytes(), &word)
        .unwrap();
    assert!(pages(&mut store).contains(&word));
    let case = Uuid::from_u128(1);
    let outgoing = store.request(1 << 20, 1 << 20).unwrap();
    let response = Response {
        revokes: vec![Revoke { case, sequence: 5 }],
        ..silence()
    };

    let received = store.apply_round(&response, &outgoing.sent, 0).unwrap();

    assert!(received.removed.contains(&case));
    assert!(!pages(&mut store).contains(&word));
    let log = std::fs::metadata(folder.path().join("teren.db-wal")).unwrap();
    assert_eq!(log.len(), 0);
}

#[test]
fn a_photograph_of_a_revoked_case_goes_once_the_office_holds_it_and_is_in_no_decrypted_page() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = with_an_interview(folder.path());
    let case = Uuid::from_u128(1);
    let word = "zaświadczenie ".repeat(20_000);
    let named = store.add_attachment(VISIT, 3, word.as_bytes()).unwrap();
    let key = store.attachment(VISIT, &named.sha256).unwrap().unwrap().key;
    let outgoing = store.request(1 << 20, 1 << 20).unwrap();
    let response = Response {
        revokes: vec![Revoke { case, sequence: 5 }],
        ..silence()
    };
    let received = store.apply_round(&response, &outgoing.sent, 0).unwrap();
    assert!(!received.removed.contains(&case));
    assert!(pages(&mut store).contains(&word[..200]));
    assert!(store.attachments_to_send().unwrap().contains(&key));

    store.note_attachment_in_office(&key).unwrap();
    assert!(store.remove_leaving_cases(0).unwrap());

    assert!(!pages(&mut store).contains(&word[..30]));
    assert_eq!(store.attachments().unwrap(), []);
    let log = std::fs::metadata(folder.path().join("teren.db-wal")).unwrap();
    assert_eq!(log.len(), 0);
}

/// An interview with attachments of which everything past the first piece is as the seed says.
pub(crate) fn with_photographs(
    folder: &Path,
    recovery: &[u8; 32],
    seeds: &[u8],
) -> (Store, Vec<NamedAttachment>) {
    let mut store = with_an_interview(folder);
    let mut identity = store.identity().unwrap().clone();
    identity.office = Some(OfficeLink {
        address: String::new(),
        fingerprint: [0; 32],
        token: [0; 32],
        centre: VISIT,
        centre_name: String::new(),
        office_key: courier::public_key(&[3; 32]),
        recovery_key: courier::public_key(recovery),
    });
    store.put_identity(identity).unwrap();
    let add = |seed: &u8| {
        let bytes = [vec![0; PIECE], vec![*seed; 2 * PIECE + 1]].concat();
        store.add_attachment(VISIT, 3, &bytes).unwrap()
    };
    let named = seeds.iter().map(add).collect();
    (store, named)
}

#[test]
fn of_a_damaged_database_each_attachment_is_whole_or_lost_or_was_on_its_way() {
    let (folder, scratch) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (mut store, mut named) = with_photographs(folder.path(), &[7; 32], &[1, 2, 3, 4]);
    let coming = NamedAttachment {
        sha256: [9; 32],
        size: 500,
        category: 3,
    };
    named.push(coming);
    store.name_attachments(VISIT, &named).unwrap();
    let key = |store: &mut Store, named: &NamedAttachment| {
        let state = store.attachment(VISIT, &named.sha256).unwrap();
        state.unwrap().key
    };
    let [in_office, whole, torn, changed, coming] = named.as_slice() else {
        unreachable!("five are named")
    };
    let known = key(&mut store, in_office);
    store.note_attachment_in_office(&known).unwrap();
    let begun = key(&mut store, coming);
    store.append_attachment(&begun, 0, &[1; 10]).unwrap();
    for (words, named) in [
        ("DELETE FROM attachment_chunks", torn),
        (
            "UPDATE attachment_chunks SET bytes = zeroblob(65536)",
            changed,
        ),
    ] {
        let of = "attachment = (SELECT id FROM attachments WHERE sha256 = ?1) AND position = 65536";
        let sql = format!("{words} WHERE {of}");
        assert_eq!(store.connection.execute(&sql, [named.sha256]).unwrap(), 1);
    }
    store.close().unwrap();

    let salvaged = profile(folder.path())
        .salvage(folder.path(), scratch.path(), &[7; 32])
        .unwrap();

    let all = 3 * 65_536 + 1;
    let read = |of: &SalvagedAttachment| {
        let standing = (of.whole, of.is_lost());
        (of.key.sha256, of.stretches.clone(), standing)
    };
    let found: Vec<_> = salvaged.attachments.iter().map(read).collect();
    let expected = [
        (whole, vec![(0, all)], (true, false)),
        (torn, vec![(0, 65_536), (131_072, all)], (false, true)),
        (changed, vec![], (false, true)),
        (coming, vec![(0, 10)], (false, false)),
    ];
    let expected = expected.map(|(named, places, standing)| {
        let stretches = places.into_iter().map(|(from, to)| from..to);
        (named.sha256, stretches.collect(), standing)
    });
    assert_eq!(found, expected);
    let across = salvaged.attachment_bytes(salvaged.attachments.first().unwrap(), 65_534, 4);
    assert_eq!(across.unwrap(), [0, 0, 2, 2]);
    assert_eq!(salvaged.lost, 0);
}

#[test]
fn a_table_of_which_nothing_can_be_read_is_told_of_and_hides_no_other() {
    for (table, whole) in [
        ("attachments", true),
        ("changes", true),
        ("attachment_chunks", false),
    ] {
        let (folder, scratch) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (mut store, named) = with_photographs(folder.path(), &[7; 32], &[1, 2]);
        store.write(&[edit("later", "1")], 0).unwrap();
        let sql = "SELECT rootpage FROM sqlite_master WHERE name = ?1";
        let page: u32 = (store.connection)
            .query_row(sql, [table], |row| row.get(0))
            .unwrap();
        store.close().unwrap();
        let file = folder.path().join("teren.db");
        let mut bytes = std::fs::read(&file).unwrap();
        let within = usize::try_from(page - 1).unwrap() * 4096 + 2_000;
        let byte = bytes.get_mut(within).unwrap();
        *byte ^= 1;
        std::fs::write(&file, bytes).unwrap();

        let salvaged = profile(folder.path())
            .salvage(folder.path(), scratch.path(), &[7; 32])
            .unwrap();

        let read = |of: &SalvagedAttachment| (of.key.sha256, of.whole, of.is_lost());
        let read: Vec<_> = salvaged.attachments.iter().map(read).collect();
        let named = named.iter().map(|named| (named.sha256, whole, !whole));
        assert_eq!(read, named.collect::<Vec<_>>(), "{table}");
        assert_eq!(salvaged.lost > 0, whole, "{table}");
    }
}

/// The decrypted bytes of every page, in use or free.
fn pages(store: &mut Store) -> String {
    let bytes = store.connection.serialize("main").unwrap().to_vec();
    String::from_utf8_lossy(&bytes).into_owned()
}
