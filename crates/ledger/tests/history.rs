//! What happened to one answer, told from its stream.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use teren_ledger::{Change, Dot, History, Kind, Stamp, Stream, VersionVector, Write};
use uuid::Uuid;

const EWA: Uuid = Uuid::from_u128(1);
const MAREK: Uuid = Uuid::from_u128(2);
const RECORD: Uuid = Uuid::from_u128(9);

/// A change of an actor that writes `phone`, knowing so many changes of the other.
fn change(actor: Uuid, counter: u64, known: u64, value: &str) -> Change {
    let other = if actor == EWA { MAREK } else { EWA };
    let seen = (known > 0).then_some((other, known));
    let write = Write {
        record: RECORD,
        field: "phone".to_owned(),
        value: value.as_bytes().to_vec(),
    };
    Change {
        stream: Stream {
            case: Uuid::nil(),
            document: Uuid::nil(),
            category: 1,
        },
        dot: Dot { actor, counter },
        context: seen.into_iter().collect::<VersionVector>(),
        stamp: Stamp::default(),
        author: actor,
        form: String::new(),
        kind: Kind::EDIT,
        body: Change::edit_body(&[write]).unwrap(),
        previous: [0; 32],
    }
}

fn heads(history: &History) -> Vec<&[u8]> {
    history.heads().iter().map(|head| &*head.value).collect()
}

#[test]
fn the_base_is_the_last_value_that_both_had_seen() {
    let log = [
        change(EWA, 1, 0, "old"),
        change(EWA, 2, 0, "base"),
        change(EWA, 3, 0, "ewa"),
        change(MAREK, 1, 2, "marek"),
    ];
    let history = History::of(&log, RECORD, "phone").unwrap();
    assert_eq!(heads(&history), [b"ewa".as_slice(), b"marek"]);
    let open = history.heads();
    assert_eq!(&*history.base_of(&open).unwrap().value, b"base");
}

#[test]
fn an_answer_new_to_both_has_no_base() {
    let log = [change(EWA, 1, 0, "ewa"), change(MAREK, 1, 0, "marek")];
    let history = History::of(&log, RECORD, "phone").unwrap();
    assert_eq!(history.base_of(&history.heads()), None);
}

#[test]
fn who_has_seen_a_value_writes_over_it_and_all_of_it_stays_in_the_history() {
    let log = [
        change(EWA, 1, 0, "ewa"),
        change(MAREK, 1, 0, "marek"),
        change(MAREK, 2, 1, "decided"),
    ];
    let history = History::of(&log, RECORD, "phone").unwrap();
    assert_eq!(heads(&history), [b"decided"]);
    let decided = history.versions().last().unwrap();
    assert!(
        log.iter()
            .take(2)
            .all(|change| decided.has_seen(change.dot))
    );
    assert_eq!(history.versions().len(), 3);
}

#[test]
fn other_answers_are_no_part_of_it() {
    let log = [change(EWA, 1, 0, "ewa")];
    let other = History::of(&log, RECORD, "street").unwrap();
    assert_eq!(other.versions(), []);
}
