//! What must be true when the storm is over.

use std::collections::{BTreeMap, BTreeSet};

use teren_domain::Category;
use teren_domain::workflow::{Receipt, kind};
use teren_ledger::{
    Change, Dot, Envelope, ROW_FIELD, Seal, SealPart, Stream, VersionVector, Write, seal_root,
};
use uuid::Uuid;

use crate::seat::{Said, answers_of, records_of};
use crate::storm::{Storm, Witness, snapshot};

pub fn prove(storm: &mut Storm, witness: &mut Witness) {
    let heard = std::mem::take(&mut witness.heard);
    let log = Log::of(&heard);
    let private = private_documents(storm);
    all_agree(storm, witness, &private);
    nothing_is_lost(storm, &log, &private);
    private_work_stayed(storm, &log, &private);
    every_value_is_where_the_model_says(witness, &log);
    sealed_content_stands_and_receipts_are_true(witness, &log);
    assert_eq!(
        storm.quarantined(),
        Vec::<Vec<u8>>::new(),
        "something waits in the office"
    );
}

/// Everything the office holds of the cases, by stream.
struct Log<'a> {
    streams: BTreeMap<Stream, Vec<(&'a Change, Vec<Write>)>>,
    seals: BTreeMap<Uuid, Vec<Seal>>,
}

impl<'a> Log<'a> {
    fn of(heard: &'a [Envelope]) -> Self {
        let mut log = Self {
            streams: BTreeMap::new(),
            seals: BTreeMap::new(),
        };
        let mut known = BTreeSet::new();
        for envelope in heard {
            let change = &envelope.change;
            assert!(
                known.insert((change.stream, change.dot)),
                "the office sent a change twice"
            );
            log.streams
                .entry(change.stream)
                .or_default()
                .push((change, change.writes().unwrap()));
            if let Some(seal) = change.seal().unwrap() {
                log.seals
                    .entry(change.stream.document)
                    .or_default()
                    .push(seal);
            }
        }
        log
    }

    /// Pasts of the seals over a stream; the workflow goes on after a seal.
    fn cuts(&self, stream: Stream) -> Vec<VersionVector> {
        if stream.category == Category::Workflow.number() {
            return Vec::new();
        }
        let seals = self.seals.get(&stream.document).into_iter().flatten();
        let past = |seal: &Seal| {
            let part = seal
                .categories
                .iter()
                .find(|part| part.category == stream.category);
            part.map(|part| part.past.clone()).unwrap_or_default()
        };
        seals.map(past).collect()
    }

    fn is_late(&self, stream: Stream, dot: Dot) -> bool {
        let cuts = self.cuts(stream);
        !cuts.is_empty() && !cuts.iter().any(|cut| cut.covers(dot))
    }

    fn holds(&self, said: &Said) -> bool {
        let streams = self
            .streams
            .iter()
            .filter(|(stream, _)| stream.document == said.document);
        let mut writes = streams
            .flat_map(|(_, changes)| changes)
            .flat_map(|(_, writes)| writes);
        writes.any(|write| {
            (write.record, &write.field, &write.value) == (said.record, &said.field, &said.value)
        })
    }

    /// Current values of a stream by the rule alone: what no later-informed writer replaced.
    fn live(&self, stream: Stream) -> BTreeSet<(Uuid, String, Dot, Vec<u8>)> {
        let all: Vec<_> = self.streams[&stream]
            .iter()
            .filter(|(change, _)| !self.is_late(stream, change.dot))
            .collect();
        let mut live = BTreeSet::new();
        for (change, writes) in &all {
            for (place, write) in writes.iter().enumerate() {
                let replaced = all.iter().any(|(later, over)| {
                    over.iter().enumerate().any(|(index, other)| {
                        let same = (other.record, &other.field) == (write.record, &write.field);
                        same && if later.dot == change.dot {
                            index > place
                        } else {
                            saw(later, change.dot)
                        }
                    })
                });
                if !replaced {
                    live.insert((
                        write.record,
                        write.field.clone(),
                        change.dot,
                        write.value.clone(),
                    ));
                }
            }
        }
        live
    }
}

fn saw(change: &Change, dot: Dot) -> bool {
    let own = change.dot.actor == dot.actor && change.dot.counter >= dot.counter;
    own || change.context.covers(dot)
}

/// Interviews that their authors never shared.
fn private_documents(storm: &mut Storm) -> BTreeSet<Uuid> {
    let mut private = BTreeSet::new();
    for seat in &mut storm.seats {
        for document in seat.interviews() {
            if seat.store().document(document).unwrap().private {
                private.insert(document);
            }
        }
    }
    private
}

fn all_agree(storm: &mut Storm, witness: &mut Witness, private: &BTreeSet<Uuid>) {
    for seat in &mut storm.seats {
        for document in seat.interviews() {
            if private.contains(&document) {
                continue;
            }
            let held = seat.store().document(document).unwrap();
            let seen = witness.seat.store().document(document).unwrap();
            assert_eq!(
                snapshot(&held),
                snapshot(&seen),
                "{} and the witness differ",
                seat.name
            );
            let conflicts = |state: &teren_store::DocumentState| {
                state
                    .conflicts()
                    .map(|(category, record, field)| (category, record, field.to_owned()))
                    .collect::<BTreeSet<_>>()
            };
            assert_eq!(
                conflicts(&held),
                conflicts(&seen),
                "{} and the witness see other conflicts",
                seat.name
            );
            let seals = |state: &teren_store::DocumentState| {
                state
                    .seals
                    .iter()
                    .map(|held| held.seal.seal)
                    .collect::<BTreeSet<_>>()
            };
            assert_eq!(seals(&held), seals(&seen));
        }
    }
}

fn nothing_is_lost(storm: &mut Storm, log: &Log<'_>, private: &BTreeSet<Uuid>) {
    for seat in &mut storm.seats {
        for said in std::mem::take(&mut seat.said) {
            if private.contains(&said.document) {
                continue;
            }
            assert!(
                log.holds(&said),
                "{} saved an answer that the office does not hold: {said:?}",
                seat.name
            );
        }
    }
}

fn private_work_stayed(storm: &mut Storm, log: &Log<'_>, private: &BTreeSet<Uuid>) {
    for stream in log.streams.keys() {
        assert!(
            !private.contains(&stream.document),
            "a private interview left its laptop"
        );
    }
    for seat in &mut storm.seats {
        seat.store().verify().unwrap();
    }
}

fn every_value_is_where_the_model_says(witness: &mut Witness, log: &Log<'_>) {
    for stream in log.streams.keys() {
        let state = witness.seat.store().document(stream.document).unwrap();
        let values = state
            .streams
            .get(&stream.category)
            .into_iter()
            .flat_map(|held| held.answers());
        let held: BTreeSet<_> = values
            .flat_map(|(record, field, values)| {
                values
                    .iter()
                    .map(move |value| (record, field.to_owned(), value.dot, value.value.to_vec()))
            })
            .collect();
        assert_eq!(held, log.live(*stream), "values of {stream:?}");
        let kept = witness.seat.store().late_edits(stream.document).unwrap();
        let kept: BTreeSet<Dot> = kept
            .iter()
            .filter(|change| change.stream == *stream)
            .map(|change| change.dot)
            .collect();
        let late = log.streams[stream]
            .iter()
            .map(|(change, _)| change.dot)
            .filter(|dot| log.is_late(*stream, *dot));
        assert_eq!(kept, late.collect(), "late edits of {stream:?}");
    }
}

fn sealed_content_stands_and_receipts_are_true(witness: &mut Witness, log: &Log<'_>) {
    let cases: BTreeMap<Uuid, Uuid> = log
        .streams
        .keys()
        .map(|stream| (stream.document, stream.case))
        .collect();
    let mut receipts: BTreeMap<Uuid, Vec<Receipt>> = BTreeMap::new();
    for case in cases.values().collect::<BTreeSet<_>>() {
        let state = witness.seat.store().document(*case).unwrap();
        for record in records_of(&state)
            .values()
            .filter(|record| record.kind == kind::RECEIPT)
        {
            let receipt: Receipt =
                serde_json::from_value(record.answers[ROW_FIELD].clone()).unwrap();
            receipts.entry(receipt.document).or_default().push(receipt);
        }
    }
    for (document, given) in &receipts {
        let roots: BTreeSet<String> = log.seals[document]
            .iter()
            .map(|seal| hex(&seal_root(*document, seal)))
            .collect();
        let shown: BTreeSet<String> = given.iter().map(|receipt| receipt.sha256.clone()).collect();
        assert!(
            shown.is_subset(&roots),
            "a receipt for what nobody approved"
        );
        assert_eq!(shown.len(), given.len(), "two receipts for one approval");
    }
    for (document, seals) in &log.seals {
        let [seal] = seals.as_slice() else { continue };
        assert_eq!(
            receipts.get(document).map_or(0, Vec::len),
            1,
            "an approved interview without its receipt"
        );
        let state = witness.seat.store().document(*document).unwrap();
        let answers = answers_of(&state);
        for part in &seal.categories {
            let (_, held) = state
                .seal_parts
                .iter()
                .find(|(category, held)| *category == part.category && held.seal == seal.seal)
                .unwrap();
            let content = witness
                .seat
                .form
                .canonical(&answers, Category::from_number(part.category).unwrap());
            assert_eq!(
                SealPart::digest_of(&held.salt, &content),
                part.digest,
                "sealed content changed"
            );
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
