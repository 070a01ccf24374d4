//! Pages of large tables overwritten in real files: every row beside them is read, in few looks.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::path::Path;

use rusqlite::Connection;

use super::{Copy, LAST_ROW, walk};
use crate::open::Profile;
use crate::tables::salvage::{self, Table};
use crate::tables::unsigned;
use crate::tests::{profile, with_photographs};

const RECOVERY: [u8; 32] = [7; 32];
const ROWS: u64 = 2_400;
const PAGE: usize = 4_096;
/// Looks that do not depend on how many rows a bad page hides: on the way to it, and past the end of a table.
const LOOKS: u64 = 1_400;

/// A page of a table, and the numbers of the rows on it or below it.
struct Page {
    number: usize,
    level: usize,
    rows: BTreeSet<u64>,
}

/// The pages of a table of which the rows are numbered without a gap, in the order of their rows.
fn pages_of(db: &Connection, table: &str) -> Vec<Page> {
    let mut statement = db
        .prepare(
            "SELECT path, pageno, pagetype = 'leaf', ncell FROM dbstat
             WHERE name = ?1 AND pagetype <> 'overflow' ORDER BY path",
        )
        .unwrap();
    let found = statement.query_map([table], |row| {
        let (number, cells): (i64, i64) = (row.get(1)?, row.get(3)?);
        let number = usize::try_from(number).unwrap_or(0);
        Ok((row.get(0)?, number, row.get(2)?, unsigned(cells)))
    });
    let found: Vec<(String, usize, bool, u64)> = found.unwrap().map(Result::unwrap).collect();
    let mut before = 0;
    let mut leaves = Vec::new();
    for (path, _, _, cells) in found.iter().filter(|page| page.2) {
        leaves.push((path, before + 1..=before + cells));
        before += cells;
    }
    let page = |(path, number, _, _): &(String, usize, bool, u64)| {
        let below = leaves.iter().filter(|leaf| leaf.0.starts_with(path));
        Page {
            number: *number,
            level: path.matches('/').count(),
            rows: below.flat_map(|leaf| leaf.1.clone()).collect(),
        }
    };
    found.iter().map(page).collect()
}

/// A laptop with many packets kept and many changes written, of some bytes each.
fn with_large_tables(folder: &Path) -> [Vec<Page>; 2] {
    let (store, _) = with_photographs(folder, &RECOVERY, &[]);
    let fill = format!(
        "INSERT INTO actors (id, actor) VALUES (900, zeroblob(16));
         INSERT INTO streams (id, document, category) SELECT 900, max(id), 9 FROM documents;
         CREATE TEMP TABLE numbers AS WITH RECURSIVE numbers (n) AS
             (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {ROWS}) SELECT n FROM numbers;
         INSERT INTO kept_packets (kept_ms, packet)
             SELECT 0, cast(printf('%d %*c', n, 700 + n * 37 % 400, '.') AS BLOB) FROM numbers;
         INSERT INTO changes (id, stream, actor, counter, own, late, kind, live, hash, dictionary,
                 length, body)
             SELECT n, 900, 900, n, 1, 0, 1, 0, zeroblob(32), 0, 0,
                 zeroblob(700 + n * 37 % 400) FROM numbers;"
    );
    store.connection.execute_batch(&fill).unwrap();
    let pages = ["changes", "kept_packets"].map(|table| pages_of(&store.connection, table));
    store.truncate_log().unwrap();
    store.close().unwrap();
    pages
}

/// A copy of the database, some of its pages overwritten.
fn spoilt(folder: &Path, scratch: &Path, bad: &[&Page]) -> Copy {
    let mut bytes = std::fs::read(folder.join("teren.db")).unwrap();
    for page in bad {
        let start = (page.number - 1) * PAGE;
        bytes.get_mut(start..start + PAGE).unwrap().fill(7);
    }
    std::fs::create_dir(scratch).unwrap();
    std::fs::write(scratch.join("teren.db"), bytes).unwrap();
    let (ring, _lock) = profile(folder).keyring().unwrap();
    Copy {
        profile: Profile::at(scratch),
        key: ring.unwrap_with_recovery(&RECOVERY).unwrap().unwrap(),
    }
}

fn number_of(packet: &[u8]) -> u64 {
    let text = std::str::from_utf8(packet).unwrap();
    text.split_once(' ').unwrap().0.parse().unwrap()
}

/// Some of the pages of a table by what they are called, and how many losses are told where no index counts the rows.
fn wounds(pages: &[Page]) -> Vec<(&'static str, Vec<&Page>, u64)> {
    let of_level = |level| pages.iter().filter(move |page| page.level == level);
    let leaves: Vec<&Page> = of_level(3).collect();
    let inner: Vec<&Page> = of_level(2).collect();
    let (count, leaf) = (leaves.len(), |place: usize| *leaves.get(place).unwrap());
    let rows = |place: usize| leaf(place).rows.len() as u64;
    assert!(count > 500 && inner.len() == 2, "{count} leaves");
    let mut seed: usize = 7;
    let mut scattered = |_| {
        seed = seed * 1_103_515_245 % 2_147_483_647;
        10 + seed % (count / 4 - 20)
    };
    // One in each quarter, so that no two of them touch.
    let scattered: Vec<usize> = (0..4)
        .map(|quarter| quarter * (count / 4) + scattered(quarter))
        .collect();
    let some = scattered.iter().map(|place| rows(*place)).sum();
    vec![
        ("the first leaf", vec![leaf(0)], 1),
        ("the last leaf", vec![leaf(count - 1)], 1),
        (
            "the two last leaves",
            vec![leaf(count - 2), leaf(count - 1)],
            1,
        ),
        (
            "the last leaf and one before it",
            vec![leaf(count - 3), leaf(count - 1)],
            rows(count - 3) + 1,
        ),
        (
            "a leaf in each quarter",
            scattered.into_iter().map(leaf).collect(),
            some,
        ),
        (
            "all under the first branch",
            vec![*inner.first().unwrap()],
            1,
        ),
        ("all under the last branch", vec![*inner.last().unwrap()], 1),
        ("the root", of_level(1).collect(), 1),
    ]
}

/// What a walk reads of a table, and what it tells as lost.
fn walked<T>(copy: &Copy, table: &Table<T>, number: impl Fn(T) -> u64) -> (Vec<u64>, u64) {
    let mut rows = Vec::new();
    let lost = copy.walk(table, &mut |row| rows.push(number(row)));
    (rows, lost)
}

/// Which rows are not where they are expected, so that a failure does not fill the screen.
fn differing(read: &[u64], expected: &[u64]) -> Vec<u64> {
    let (read_set, expected_set) = (BTreeSet::from_iter(read), BTreeSet::from_iter(expected));
    let apart = read_set.symmetric_difference(&expected_set);
    apart.map(|number| **number).collect()
}

#[test]
fn whatever_page_of_a_large_table_is_bad_every_row_beside_it_is_read_in_few_looks() {
    let (folder, scratch) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let [changes, packets] = with_large_tables(folder.path());
    let beside = |bad: &[&Page]| -> Vec<u64> {
        let gone = |number: &u64| bad.iter().any(|page| page.rows.contains(number));
        (1..=ROWS).filter(|number| !gone(number)).collect()
    };
    for (place, (name, bad, told)) in wounds(&packets).into_iter().enumerate() {
        let copy = spoilt(folder.path(), &scratch.path().join(place.to_string()), &bad);
        let packet = |packet: Vec<u8>| number_of(&packet);
        let (rows, lost) = walked(&copy, &salvage::PACKETS, packet);
        assert_eq!(
            (differing(&rows, &beside(&bad)), lost),
            (vec![], told),
            "{name}"
        );
        assert!(
            rows.is_sorted_by(|one, next| one < next),
            "{name}: each once"
        );

        let looks = Cell::new(0);
        let mut look = |from, to| {
            looks.set(looks.get() + 1);
            let rows = copy.look(|db| salvage::rows(db, &salvage::PACKETS, from, to));
            rows.ok()
        };
        walk::holes(LAST_ROW, &mut look, &mut drop);
        let hidden = ROWS - beside(&bad).len() as u64;
        assert!(
            looks.get() <= hidden.min(1_760) + LOOKS,
            "{name}: {}",
            looks.get()
        );
    }
    let leaves = wounds(&changes).into_iter().take(5);
    for (place, (name, bad, _)) in leaves.enumerate() {
        let copy = spoilt(
            folder.path(),
            &scratch.path().join(format!("c{place}")),
            &bad,
        );
        let counter = |own: Option<salvage::Own>| own.unwrap().dot.2;
        let expected = beside(&bad);
        // Their index tells how many there were.
        let gone = ROWS - expected.len() as u64;
        let (rows, lost) = walked(&copy, &salvage::CHANGES, counter);
        assert_eq!(
            (differing(&rows, &expected), lost),
            (vec![], gone),
            "{name}"
        );
    }
}

#[test]
fn of_an_attachment_whose_row_is_gone_the_readable_head_is_kept_and_not_taken_for_all_of_it() {
    let (folder, scratch) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (store, named) = with_photographs(folder.path(), &RECOVERY, &[1]);
    let rows = pages_of(&store.connection, "attachments");
    store
        .connection
        .execute("DELETE FROM attachment_chunks WHERE position > 0", [])
        .unwrap();
    store.truncate_log().unwrap();
    store.close().unwrap();
    let scratch = scratch.path().join("copy");
    let copy = spoilt(folder.path(), &scratch, &rows.iter().collect::<Vec<_>>());

    let (read, lost) = super::bytes::attachments(&copy);

    let [head] = read.as_slice() else {
        unreachable!("one attachment is told of")
    };
    assert_eq!(head.key.sha256, named.first().unwrap().sha256);
    assert_eq!(head.stretches.first(), Some(&(0..65_536)));
    assert_eq!(head.stretches.len(), 1);
    assert_eq!(
        (head.whole, head.is_lost(), head.readable()),
        (false, true, 65_536)
    );
    assert_eq!(copy.bytes(head, 0, 65_536).unwrap(), vec![0; 65_536]);
    assert_eq!(lost, 1);
}
