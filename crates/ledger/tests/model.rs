//! The merge against a reference model that looks at all changes at once, whatever order they came in.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use teren_ledger::{
    Action, Change, DELETED_FIELD, Dot, Envelope, Kind, RECORD_FIELD, Refusal, Stamp, Stream,
    StreamState, VersionVector, Write,
};
use uuid::Uuid;

type Answer = (Uuid, String);
type Live = BTreeMap<Answer, BTreeSet<(Dot, u8, Vec<u8>)>>;

/// What a stream must hold, from the set of its changes and the pasts of its seals. Quadratic and plain.
struct Model<'a> {
    changes: Vec<(&'a Change, Vec<Write>)>,
}

impl<'a> Model<'a> {
    fn of(log: impl Iterator<Item = &'a Envelope>, cuts: &[VersionVector]) -> Self {
        let merged = log.filter(|envelope| in_time(envelope.change.dot, cuts));
        Self {
            changes: merged
                .map(|envelope| (&envelope.change, envelope.change.writes().unwrap()))
                .collect(),
        }
    }

    fn writes(&self) -> impl Iterator<Item = (&Change, usize, &Write)> {
        self.changes.iter().flat_map(|(change, writes)| {
            (writes.iter().enumerate()).map(|(index, write)| (*change, index, write))
        })
    }

    fn live(&self) -> Live {
        let mut live = Live::new();
        for (change, index, write) in self.writes() {
            let superseded = self.writes().any(|(later, place, over)| {
                let same = (over.record, &over.field) == (write.record, &write.field);
                same && match later.dot == change.dot {
                    true => place > index,
                    false => saw(later, change.dot),
                }
            });
            if !superseded {
                let index = u8::try_from(index).unwrap();
                live.entry((write.record, write.field.clone()))
                    .or_default()
                    .insert((change.dot, index, write.value.clone()));
            }
        }
        live
    }

    fn conflicts(&self) -> BTreeSet<Answer> {
        let live = self.live();
        let differ = live.iter().filter(|(_, values)| {
            let values: BTreeSet<&[u8]> = values.iter().map(|(_, _, value)| &value[..]).collect();
            values.len() > 1
        });
        let mut conflicts: BTreeSet<Answer> = differ.map(|(answer, _)| answer.clone()).collect();
        for ((record, field), values) in &live {
            let deletions = values
                .iter()
                .filter(|(_, _, value)| field == DELETED_FIELD && value == b"true");
            for (dot, ..) in deletions {
                let (deletion, _) = (self.changes.iter())
                    .find(|(change, _)| change.dot == *dot)
                    .unwrap();
                let unseen = live.iter().any(|((of, field), values)| {
                    let content = field != DELETED_FIELD && field != RECORD_FIELD;
                    let mut dots = values.iter().map(|(dot, ..)| *dot);
                    of == record && content && dots.any(|dot| !saw(deletion, dot))
                });
                if unseen {
                    conflicts.insert((*record, field.clone()));
                }
            }
        }
        conflicts
    }
}

/// True when the author of `change` had seen `dot` (or wrote it no later).
fn saw(change: &Change, dot: Dot) -> bool {
    let own = change.dot.actor == dot.actor && change.dot.counter >= dot.counter;
    own || change.context.covers(dot)
}

fn in_time(dot: Dot, cuts: &[VersionVector]) -> bool {
    cuts.is_empty() || cuts.iter().any(|cut| cut.covers(dot))
}

/// A seat, or the office between the seats: it keeps the log and applies actions, and decides nothing.
#[derive(Default)]
struct Seat {
    actor: Uuid,
    state: StreamState,
    cuts: Vec<VersionVector>,
    log: Vec<Envelope>,
    marks: BTreeMap<Dot, u64>,
    late: BTreeSet<Dot>,
    conflicts: BTreeSet<Answer>,
    pushed: usize,
    pulled: usize,
}

impl Seat {
    fn new(number: usize) -> Self {
        Self {
            actor: Uuid::from_u128(0xA0 + number as u128),
            ..Self::default()
        }
    }

    /// Takes a change; a refusal must leave no trace.
    fn take(&mut self, envelope: &Envelope) -> Result<(), Refusal> {
        for action in self.state.merge(envelope).unwrap() {
            match action {
                Action::Known => assert!(self.log.contains(envelope)),
                Action::Append { live } => {
                    self.log.push(envelope.clone());
                    self.marks.insert(envelope.change.dot, live);
                }
                Action::AppendLate => {
                    self.log.push(envelope.clone());
                    self.marks.insert(envelope.change.dot, 0);
                    self.late.insert(envelope.change.dot);
                }
                Action::Keep { dot, live } => {
                    self.marks.insert(dot, live).unwrap();
                }
                Action::OpenConflict { record, field } => {
                    assert!(self.conflicts.insert((record, field)));
                }
                Action::CloseConflict { record, field } => {
                    assert!(self.conflicts.remove(&(record, field)));
                }
                Action::Refuse(refusal) => return Err(refusal),
            }
        }
        Ok(())
    }

    fn write(&mut self, kind: Kind, body: Vec<u8>, context: VersionVector) {
        let head = self.state.head(self.actor);
        let change = Change {
            stream: stream(),
            dot: Dot {
                actor: self.actor,
                counter: head.map_or(1, |head| head.count + 1),
            },
            context,
            stamp: Stamp::default(),
            author: self.actor,
            form: String::new(),
            kind,
            body,
            previous: head.map_or([0; 32], |head| head.hash),
        };
        let envelope = change.seal_envelope().unwrap();
        assert_eq!(
            Envelope::open(envelope.bytes.clone()).as_ref(),
            Ok(&envelope)
        );
        self.take(&envelope).unwrap();
    }

    /// Learns of a seal: where it fits nothing moves, else the stream is rebuilt from its log.
    fn learn(&mut self, cut: &VersionVector) {
        if self.cuts.contains(cut) {
            return;
        }
        self.cuts.push(cut.clone());
        if self.state.add_cut(cut.clone()) {
            return;
        }
        let log = std::mem::take(&mut self.log);
        self.state = StreamState::new(self.cuts.clone());
        (self.marks, self.late, self.conflicts) = Default::default();
        for envelope in log {
            self.take(&envelope).unwrap();
        }
    }

    /// Forgets the state and loads it from the log and its live marks, as a store does.
    fn reload(&mut self) {
        let before = std::mem::replace(&mut self.state, StreamState::new(self.cuts.clone()));
        for envelope in &self.log {
            let dot = envelope.change.dot;
            match self.marks[&dot] {
                0 => (self.state).restore_head(dot.actor, before.head(dot.actor).unwrap()),
                live => self.state.restore(envelope, live).unwrap(),
            }
        }
        self.state.restore_conflicts();
    }

    fn check(&self) -> Result<(), TestCaseError> {
        let model = Model::of(self.log.iter(), &self.cuts);
        let live = model.live();
        prop_assert_eq!(held(&self.state), live.clone());
        let conflicts = model.conflicts();
        prop_assert_eq!(&self.conflicts, &conflicts);
        let shown = self
            .state
            .conflicts()
            .map(|(record, field)| (record, field.to_owned()));
        prop_assert_eq!(shown.collect::<BTreeSet<_>>(), conflicts);
        let mut marks: BTreeMap<Dot, u64> = self
            .log
            .iter()
            .map(|envelope| (envelope.change.dot, 0))
            .collect();
        for (dot, index, _) in live.values().flatten() {
            *marks.get_mut(dot).unwrap() |= 1 << index;
        }
        for (dot, bits) in &marks {
            prop_assert_eq!(self.state.live_bits(*dot), *bits);
        }
        prop_assert_eq!(&self.marks, &marks);
        let late = marks
            .keys()
            .copied()
            .filter(|dot| !in_time(*dot, &self.cuts));
        prop_assert_eq!(&self.late, &late.collect::<BTreeSet<_>>());
        Ok(())
    }
}

fn stream() -> Stream {
    Stream {
        case: Uuid::from_u128(1),
        document: Uuid::from_u128(2),
        category: 3,
    }
}

fn held(state: &StreamState) -> Live {
    let answers = state.answers().map(|(record, field, values)| {
        let values = values
            .iter()
            .map(|value| (value.dot, value.index, value.value.to_vec()));
        ((record, field.to_owned()), values.collect())
    });
    answers.collect()
}

#[derive(Debug, Clone)]
enum Step {
    /// Answers written; `blind` of anything seen before.
    Write {
        writes: Vec<Write>,
        blind: bool,
    },
    /// A kind from a newer program.
    Unknown,
    Push,
    Pull(usize),
    Seal,
    /// Seals known here and in the office become known to both.
    Tell,
    Reload,
    /// A change known here comes once more.
    Repeat(prop::sample::Index),
}

fn a_write() -> impl Strategy<Value = Write> {
    let field = prop::sample::select(vec!["name", "work", RECORD_FIELD, DELETED_FIELD]);
    (1..=2_u128, field, 0..3_usize).prop_map(|(record, field, value)| {
        let values: [&[u8]; 3] = match field {
            DELETED_FIELD => [b"true", b"false", b"true"],
            _ => [b"1", b"2", b"3"],
        };
        Write {
            record: Uuid::from_u128(record),
            field: field.to_owned(),
            value: values[value].to_vec(),
        }
    })
}

fn a_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        8 => (prop::collection::vec(a_write(), 1..4), prop::bool::weighted(0.15))
            .prop_map(|(writes, blind)| Step::Write { writes, blind }),
        1 => Just(Step::Unknown),
        5 => Just(Step::Push),
        6 => (1..6_usize).prop_map(Step::Pull),
        1 => Just(Step::Seal),
        1 => Just(Step::Tell),
        1 => Just(Step::Reload),
        1 => any::<prop::sample::Index>().prop_map(Step::Repeat),
    ]
}

struct Centre {
    office: Seat,
    seats: Vec<Seat>,
}

impl Centre {
    fn act(&mut self, seat: usize, step: &Step) {
        let seat = &mut self.seats[seat];
        match step {
            Step::Write { writes, blind } => {
                let context = match blind {
                    true => VersionVector::default(),
                    false => seat.state.vector(),
                };
                seat.write(Kind::EDIT, Change::edit_body(writes).unwrap(), context);
            }
            Step::Unknown => seat.write(Kind(77), vec![0xFF], seat.state.vector()),
            Step::Push => {
                for envelope in &seat.log[seat.pushed..] {
                    self.office.take(envelope).unwrap();
                }
                seat.pushed = seat.log.len();
            }
            Step::Pull(most) => {
                let waiting = self.office.log.iter().skip(seat.pulled).take(*most);
                for envelope in waiting {
                    seat.pulled += 1;
                    seat.take(envelope).unwrap();
                }
            }
            Step::Seal => seat.learn(&seat.state.vector()),
            Step::Tell => {
                seat.cuts
                    .clone()
                    .iter()
                    .for_each(|cut| self.office.learn(cut));
                self.office.cuts.iter().for_each(|cut| seat.learn(cut));
            }
            Step::Reload => seat.reload(),
            Step::Repeat(which) => {
                if !seat.log.is_empty() {
                    let envelope = which.get(&seat.log).clone();
                    assert_eq!(seat.state.merge(&envelope), Ok(vec![Action::Known]));
                }
            }
        }
    }

    fn settle(&mut self) {
        for step in [Step::Push, Step::Tell, Step::Pull(usize::MAX), Step::Tell] {
            for seat in 0..self.seats.len() {
                self.act(seat, &step);
            }
        }
    }
}

/// Delivers everything in the order of `shuffle`, again and again until all is taken: only causes come before effects.
fn deliver(log: &[Envelope], cuts: &[VersionVector], shuffle: &[u32], cuts_after: usize) -> Seat {
    let mut waiting: Vec<(u32, &Envelope)> = (log.iter().enumerate())
        .map(|(at, envelope)| (shuffle[at % shuffle.len()], envelope))
        .collect();
    waiting.sort_by_key(|(place, _)| *place);
    let mut seat = Seat::new(99);
    while !waiting.is_empty() {
        waiting.retain(|(_, envelope)| {
            if seat.log.len() == cuts_after {
                cuts.iter().for_each(|cut| seat.learn(cut));
            }
            match seat.take(envelope) {
                Ok(()) => false,
                Err(refusal) => {
                    assert!(matches!(refusal, Refusal::Gap | Refusal::AheadOfContext));
                    true
                }
            }
        });
    }
    cuts.iter().for_each(|cut| seat.learn(cut));
    seat
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn seats_and_office_hold_at_every_step_exactly_what_the_model_says(
        count in 3..=5_usize,
        steps in prop::collection::vec((0..5_usize, a_step()), 1..70),
        shuffle in prop::collection::vec(any::<u32>(), 40),
        cuts_after in 0..30_usize,
    ) {
        let mut centre = Centre {
            office: Seat::new(9),
            seats: (0..count).map(Seat::new).collect(),
        };
        for (seat, step) in &steps {
            let seat = seat % count;
            centre.act(seat, step);
            centre.seats[seat].check()?;
            centre.office.check()?;
        }
        centre.settle();
        let office = &centre.office;
        let shuffled = deliver(&office.log, &office.cuts, &shuffle, cuts_after);
        for seat in centre.seats.iter().chain([&shuffled]) {
            seat.check()?;
            prop_assert_eq!(held(&seat.state), held(&office.state));
            prop_assert_eq!(&seat.conflicts, &office.conflicts);
            prop_assert_eq!(&seat.marks, &office.marks);
            prop_assert_eq!(&seat.late, &office.late);
            prop_assert_eq!(seat.state.digest(3), office.state.digest(3));
        }
    }
}
