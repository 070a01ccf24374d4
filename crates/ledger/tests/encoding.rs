//! Changes, seals and messages as bytes: they come back the same, and damaged ones are refused, never a panic.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use proptest::prelude::*;
use teren_ledger::wire::{Deposited, Fate, Request, Response, Sequenced, StreamDigest, Taken};
use teren_ledger::{
    Change, Dot, Envelope, Kind, MAX_WRITES, Malformed, Refusal, Seal, SealPart, SealedCategory,
    Stamp, Stream, StreamState, VersionVector, Write, seal_root,
};
use uuid::Uuid;

fn id() -> impl Strategy<Value = Uuid> {
    any::<u128>().prop_map(Uuid::from_u128)
}

fn vector() -> impl Strategy<Value = VersionVector> {
    prop::collection::vec((id(), 1..1000_u64), 0..5).prop_map(|counts| counts.into_iter().collect())
}

fn writes() -> impl Strategy<Value = Vec<Write>> {
    let value = prop::collection::vec(any::<u8>(), 0..40);
    let write = (id(), "[a-z_]{1,30}", value).prop_map(|(record, field, value)| Write {
        record,
        field,
        value,
    });
    prop::collection::vec(write, 0..6)
}

fn change() -> impl Strategy<Value = Change> {
    let place = (id(), id(), any::<u8>(), id(), 1..u64::MAX);
    let time = (any::<i64>(), any::<u32>());
    (
        place,
        vector(),
        time,
        writes(),
        "[a-z0-9 .-]{0,40}",
        any::<[u8; 32]>(),
    )
        .prop_map(
            |(
                (case, document, category, actor, counter),
                context,
                time,
                writes,
                form,
                previous,
            )| {
                Change {
                    stream: Stream {
                        case,
                        document,
                        category,
                    },
                    dot: Dot { actor, counter },
                    context,
                    stamp: Stamp {
                        wall_ms: time.0,
                        logical: time.1,
                    },
                    author: actor,
                    form,
                    kind: Kind::EDIT,
                    body: Change::edit_body(&writes).unwrap(),
                    previous,
                }
            },
        )
}

fn seal() -> impl Strategy<Value = Seal> {
    let category =
        (any::<u8>(), vector(), any::<[u8; 32]>()).prop_map(|(category, past, digest)| {
            SealedCategory {
                category,
                past,
                digest,
            }
        });
    let categories = prop::collection::vec(category, 0..5);
    (id(), "[a-z0-9 .-]{0,40}", categories).prop_map(|(seal, form, categories)| Seal {
        seal,
        form,
        categories,
    })
}

proptest! {
    #[test]
    fn a_change_comes_back_with_the_same_bytes_and_hash(change in change()) {
        let envelope = change.clone().seal_envelope().unwrap();
        let opened = Envelope::open(envelope.bytes.clone()).unwrap();
        prop_assert_eq!(&opened, &envelope);
        prop_assert_eq!(opened.change.writes(), change.writes());
    }

    #[test]
    fn a_change_cut_short_or_lengthened_is_refused(change in change(), at: prop::sample::Index) {
        let bytes = change.seal_envelope().unwrap().bytes;
        let short = bytes[..at.index(bytes.len())].to_vec();
        prop_assert!(Envelope::open(short).is_err());
        let mut long = bytes;
        long.push(0);
        prop_assert_eq!(Envelope::open(long), Err(Malformed::Undecodable));
    }

    #[test]
    fn a_damaged_change_is_refused_or_is_another_change(change in change(), at: prop::sample::Index, flip in 1..=255_u8) {
        let sound = change.seal_envelope().unwrap();
        let mut bytes = sound.bytes.clone();
        let at = at.index(bytes.len());
        bytes[at] ^= flip;
        if let Ok(opened) = Envelope::open(bytes) {
            prop_assert_ne!(opened.hash, sound.hash);
            // Whatever it says, taking it in is an answer, not a panic.
            prop_assert!(StreamState::default().merge(&opened).is_ok());
        }
    }

    #[test]
    fn any_bytes_are_answered_without_a_panic(kind in 0..5_u16, body in prop::collection::vec(any::<u8>(), 0..300)) {
        let mut bytes = body.clone();
        let _undecodable = Envelope::open(bytes.clone());
        bytes.insert(0, 1);
        let _undecodable = Envelope::open(bytes);
        let _unreadable = postcard::from_bytes::<Request>(&body);
        let _unreadable = postcard::from_bytes::<Response>(&body);
        let odd = Change { kind: Kind(kind), body, ..plain(1) };
        let readable = (odd.writes().is_ok(), odd.seal().is_ok(), odd.seal_part().is_ok());
        prop_assert!(readable.0 || readable.1 && readable.2, "each kind reads its own body only");
    }

    #[test]
    fn a_seal_comes_back_and_its_root_tells_every_part(document in id(), seal in seal(), salt: [u8; 16], content: Vec<u8>) {
        let part = SealPart { seal: seal.seal, salt, digest: SealPart::digest_of(&salt, &content) };
        let sealing = Change { kind: Kind::SEAL, body: seal.body().unwrap(), ..plain(1) };
        prop_assert_eq!(sealing.seal(), Ok(Some(seal.clone())));
        let sealed = Change { kind: Kind::SEAL_PART, body: part.body().unwrap(), ..plain(1) };
        prop_assert_eq!(sealed.seal_part(), Ok(Some(part)));
        let root = seal_root(document, &seal);
        let mut reversed = seal.clone();
        reversed.categories.reverse();
        prop_assert_eq!(seal_root(document, &reversed), root);
        let other_form = Seal { form: format!("{}x", seal.form), ..seal.clone() };
        prop_assert_ne!(seal_root(document, &other_form), root);
        for place in 0..seal.categories.len() {
            let mut altered = seal.clone();
            altered.categories[place].digest[0] ^= 1;
            prop_assert_ne!(seal_root(document, &altered), root);
        }
    }

    #[test]
    fn an_answer_of_the_office_comes_back(changes in prop::collection::vec(change(), 0..4), sequence: u64, digest: [u8; 32]) {
        let response = Response {
            protocol: 1, epoch: 2, cursor: sequence, more: true, office_time_ms: -1,
            taken: vec![Taken { place: 3, fate: Fate::Late { sequence } }],
            changes: changes.into_iter()
                .map(|change| Sequenced { sequence, bytes: change.seal_envelope().unwrap().bytes })
                .collect(),
            grants: Vec::new(), revokes: Vec::new(), backfill: None, acts: Vec::new(), waiting: vec![Uuid::max()],
            digests: vec![StreamDigest { case: Uuid::nil(), document: Uuid::max(), category: 4, digest, proof: [3; 16] }],
            deposits: Deposited::default(),
        };
        let bytes = postcard::to_allocvec(&response).unwrap();
        prop_assert_eq!(postcard::from_bytes::<Response>(&bytes), Ok(response));
        for cut in 0..bytes.len() {
            prop_assert!(postcard::from_bytes::<Response>(&bytes[..cut]).is_err());
        }
    }
}

fn plain(counter: u64) -> Change {
    Change {
        stream: Stream {
            case: Uuid::from_u128(1),
            document: Uuid::from_u128(2),
            category: 3,
        },
        dot: Dot {
            actor: Uuid::from_u128(4),
            counter,
        },
        context: VersionVector::default(),
        stamp: Stamp::default(),
        author: Uuid::from_u128(5),
        form: String::new(),
        kind: Kind::EDIT,
        body: Change::edit_body(&[write("name", b"1")]).unwrap(),
        previous: [0; 32],
    }
}

fn write(field: &str, value: &[u8]) -> Write {
    Write {
        record: Uuid::from_u128(6),
        field: field.to_owned(),
        value: value.to_vec(),
    }
}

#[test]
fn nobody_writes_a_change_that_others_must_refuse() {
    let other = Uuid::from_u128(7);
    let wide: Vec<Write> = (0..=MAX_WRITES).map(|_| write("name", b"1")).collect();
    assert_eq!(Change::edit_body(&wide), Err(Malformed::OutOfBounds));
    let long_field = Change::edit_body(&[write(&"x".repeat(121), b"1")]).unwrap();
    let long_value = Change::edit_body(&[write("name", &vec![0; 900 * 1024])]).unwrap();
    let crowd = (0..4097)
        .map(|actor| (Uuid::from_u128(actor + 9), 1))
        .collect();
    for (change, error) in [
        (plain(0), Malformed::OutOfBounds),
        (
            Change {
                context: [(plain(1).dot.actor, 1)].into_iter().collect(),
                ..plain(1)
            },
            Malformed::OutOfBounds,
        ),
        (
            Change {
                body: long_field,
                ..plain(1)
            },
            Malformed::OutOfBounds,
        ),
        (
            Change {
                context: crowd,
                ..plain(1)
            },
            Malformed::OutOfBounds,
        ),
        (
            Change {
                form: "x".repeat(121),
                ..plain(1)
            },
            Malformed::OutOfBounds,
        ),
        (
            Change {
                body: vec![0xFF],
                ..plain(1)
            },
            Malformed::Undecodable,
        ),
        (
            Change {
                body: long_value,
                ..plain(1)
            },
            Malformed::TooLarge,
        ),
    ] {
        assert_eq!(change.seal_envelope(), Err(error));
    }
    let seen = Change {
        context: [(other, 3)].into_iter().collect(),
        ..plain(1)
    };
    assert!(seen.seal_envelope().is_ok());
    assert_eq!(Envelope::open(vec![2, 0]), Err(Malformed::NewerFormat(2)));
    assert_eq!(Envelope::open(Vec::new()), Err(Malformed::Undecodable));
}

#[test]
fn a_change_out_of_place_is_refused_by_name_and_leaves_no_trace() {
    let first = plain(1).seal_envelope().unwrap();
    let after = |change: Change| {
        let chained = Change {
            previous: first.hash,
            ..change
        };
        chained.seal_envelope().unwrap()
    };
    let mut state = StreamState::default();
    state.merge(&first).unwrap();
    let digest = state.digest(3);
    let edited = Change {
        body: Change::edit_body(&[write("name", b"2")]).unwrap(),
        ..plain(1)
    };
    let ahead = Change {
        context: [(Uuid::from_u128(7), 1)].into_iter().collect(),
        ..plain(2)
    };
    let stranger = Change {
        dot: Dot {
            actor: Uuid::from_u128(8),
            counter: 1,
        },
        ..plain(1)
    };
    for (envelope, refusal) in [
        (edited.seal_envelope().unwrap(), Refusal::Fork),
        (plain(2).seal_envelope().unwrap(), Refusal::Fork),
        (after(plain(3)), Refusal::Gap),
        (after(ahead), Refusal::AheadOfContext),
        (after(stranger), Refusal::BrokenChain),
    ] {
        let actions = state.merge(&envelope).unwrap();
        assert_eq!(actions, [teren_ledger::Action::Refuse(refusal)]);
        assert_eq!(state.digest(3), digest);
    }
    assert_eq!(state.values(Uuid::from_u128(6), "name").len(), 1);
}
