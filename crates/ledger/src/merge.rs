//! The merge of one stream: a change comes in, actions come out as data; applying them is somebody else's dull loop.
//!
//! A field is a multi-value register. A value is superseded only by a change whose context covers it, equal
//! concurrent values merge silently, unequal ones stay, whole, until a person chooses. No clock decides.
//! (Shapiro, Preguiça, Baquero, Zawirski: A comprehensive study of CRDTs, 2011, §3.2.4.)

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use uuid::Uuid;

use crate::change::{BorrowedWrite, Change, Envelope, Malformed};
use crate::digest::{Digest, Head, stream_digest};
use crate::vector::{Dot, Hash, VersionVector};
use crate::{DELETED_FIELD, RECORD_FIELD};

/// Why a change cannot be taken now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The same dot with another content: a restored or cloned store wrote twice.
    #[error("the same counter was used for two different changes")]
    Fork,
    /// Changes before it are missing.
    #[error("changes before this one are missing")]
    Gap,
    /// Its chain does not continue the one known here.
    #[error("the chain of changes is broken")]
    BrokenChain,
    /// Its writer had seen changes that are not here yet.
    #[error("it rests on changes that are not here yet")]
    AheadOfContext,
}

/// What to do with a change and with what it touches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Already here, byte for byte: nothing to do.
    Known,
    /// Take it into the log; bit i of `live` says that its write i holds a current value.
    Append {
        live: u64,
    },
    /// Take it into the log as a late edit: kept beside the sealed content, never merged in.
    AppendLate,
    /// An earlier change keeps only these live bits.
    Keep {
        dot: Dot,
        live: u64,
    },
    /// From now on this answer has several different values.
    OpenConflict {
        record: Uuid,
        field: String,
    },
    CloseConflict {
        record: Uuid,
        field: String,
    },
    /// Do not take it.
    Refuse(Refusal),
}

/// One current value of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiveValue {
    pub dot: Dot,
    /// Place of the write in its change.
    pub index: u8,
    pub value: Arc<[u8]>,
}

type Key = (Uuid, Arc<str>);

/// A deletion and what its author had seen.
#[derive(Debug, Clone)]
struct Deletion {
    dot: Dot,
    context: VersionVector,
}

/// Current state of one stream, rebuilt from its log at will.
#[derive(Debug, Clone, Default)]
pub struct StreamState {
    heads: BTreeMap<Uuid, Head>,
    registers: HashMap<Key, Vec<LiveValue>>,
    live: HashMap<Dot, u64>,
    deletions: HashMap<Uuid, Vec<Deletion>>,
    conflicts: BTreeSet<(Uuid, String)>,
    /// Pasts of the seals known; an edit in none of them is late.
    cuts: Vec<VersionVector>,
}

impl StreamState {
    /// An empty stream under the seals given (usually none).
    #[must_use]
    pub fn new(cuts: Vec<VersionVector>) -> Self {
        Self {
            cuts,
            ..Self::default()
        }
    }

    /// Takes one change in and says what follows. Nothing changes on a refusal.
    pub fn merge(&mut self, envelope: &Envelope) -> Result<Vec<Action>, Malformed> {
        let change = &envelope.change;
        if let Some(action) = self.standing(change, &envelope.hash) {
            return Ok(vec![action]);
        }
        let writes = change.borrowed_writes()?;
        self.advance(change.dot, envelope.hash);
        if self.is_late(change.dot) {
            return Ok(vec![Action::AppendLate]);
        }
        Ok(self.take(change, writes))
    }

    /// Puts back a change that the log already holds with its live marks (loading, not merging).
    pub fn restore(&mut self, envelope: &Envelope, live: u64) -> Result<(), Malformed> {
        let change = &envelope.change;
        self.advance(change.dot, envelope.hash);
        if live == 0 {
            return Ok(());
        }
        for (index, write) in change.borrowed_writes()?.into_iter().enumerate() {
            if live & (1 << index) != 0 {
                self.put(change, index, write, (write.record, Arc::from(write.field)));
            }
        }
        self.live.insert(change.dot, live);
        Ok(())
    }

    /// Sets the head of an actor whose superseded changes need not be read back.
    pub fn restore_head(&mut self, actor: Uuid, head: Head) {
        self.heads.insert(actor, head);
    }

    /// Finds the open conflicts after a load.
    pub fn restore_conflicts(&mut self) {
        let doubtful = self.registers.iter().filter(|((record, _), values)| {
            values.len() > 1 || self.deletions.contains_key(record)
        });
        let keys: Vec<Key> = doubtful.map(|(key, _)| key.clone()).collect();
        for key in keys {
            self.review(&key, &mut Vec::new());
        }
    }

    /// True when a further seal changes nothing here: all that is known lies in its past, and nothing was late before.
    #[must_use]
    pub fn fits(&self, cut: &VersionVector) -> bool {
        self.heads.iter().all(|(actor, head)| {
            let last = Dot {
                actor: *actor,
                counter: head.count,
            };
            cut.covers(last) && !self.is_late(last)
        })
    }

    /// Takes a further seal's past where it fits, and says so; where it does not, the caller rebuilds
    /// the stream from its log under all the cuts.
    pub fn add_cut(&mut self, cut: VersionVector) -> bool {
        let fits = self.fits(&cut);
        if fits {
            self.cuts.push(cut);
        }
        fits
    }

    /// Puts a seal over a state that fits its past; one that does not fit must be rebuilt from its log.
    pub fn cut(&mut self, past: VersionVector) {
        self.cuts.push(past);
    }

    #[must_use]
    pub fn vector(&self) -> VersionVector {
        self.heads
            .iter()
            .map(|(actor, head)| (*actor, head.count))
            .collect()
    }

    #[must_use]
    pub fn head(&self, actor: Uuid) -> Option<Head> {
        self.heads.get(&actor).copied()
    }

    #[must_use]
    pub fn digest(&self, category: u8) -> Digest {
        stream_digest(category, &self.heads)
    }

    /// Current values of one answer: none, one, or several equal or different ones.
    #[must_use]
    pub fn values(&self, record: Uuid, field: &str) -> &[LiveValue] {
        self.registers
            .get(&(record, Arc::from(field)))
            .map_or(&[], Vec::as_slice)
    }

    /// Every answer with its current values, in no particular order.
    pub fn answers(&self) -> impl Iterator<Item = (Uuid, &str, &[LiveValue])> {
        self.registers
            .iter()
            .map(|((record, field), values)| (*record, &**field, values.as_slice()))
    }

    /// Answers that hold several different values, or a record deleted while another seat edited it.
    pub fn conflicts(&self) -> impl Iterator<Item = (Uuid, &str)> {
        self.conflicts
            .iter()
            .map(|(record, field)| (*record, field.as_str()))
    }

    /// Live bits of a change, zero when none of its values is current.
    #[must_use]
    pub fn live_bits(&self, dot: Dot) -> u64 {
        self.live.get(&dot).copied().unwrap_or(0)
    }

    fn standing(&self, change: &Change, hash: &Hash) -> Option<Action> {
        let dot = change.dot;
        let head = self.heads.get(&dot.actor).copied();
        let count = head.map_or(0, |head| head.count);
        if dot.counter < count {
            return Some(Action::Known);
        }
        if dot.counter == count {
            let same = head.is_some_and(|head| head.hash == *hash);
            return Some(if same {
                Action::Known
            } else {
                Action::Refuse(Refusal::Fork)
            });
        }
        if dot.counter > count + 1 {
            return Some(Action::Refuse(Refusal::Gap));
        }
        let previous = head.map_or([0; 32], |head| head.hash);
        if change.previous != previous {
            return Some(Action::Refuse(if count == 0 {
                Refusal::BrokenChain
            } else {
                Refusal::Fork
            }));
        }
        let seen = change
            .context
            .iter()
            .all(|(actor, count)| actor == dot.actor || self.count(actor) >= count);
        if seen {
            None
        } else {
            Some(Action::Refuse(Refusal::AheadOfContext))
        }
    }

    fn count(&self, actor: Uuid) -> u64 {
        self.heads.get(&actor).map_or(0, |head| head.count)
    }

    fn advance(&mut self, dot: Dot, hash: Hash) {
        let head = self.heads.entry(dot.actor).or_insert(Head {
            count: 0,
            hash: [0; 32],
        });
        if dot.counter > head.count {
            *head = Head {
                count: dot.counter,
                hash,
            };
        }
    }

    fn is_late(&self, dot: Dot) -> bool {
        !self.cuts.is_empty() && !self.cuts.iter().any(|cut| cut.covers(dot))
    }

    fn take(&mut self, change: &Change, writes: Vec<BorrowedWrite<'_>>) -> Vec<Action> {
        let mut touched: BTreeSet<Dot> = BTreeSet::new();
        let mut keys = Vec::with_capacity(writes.len());
        if !writes.is_empty() {
            self.live
                .insert(change.dot, u64::MAX >> (crate::MAX_WRITES - writes.len()));
        }
        for (index, write) in writes.into_iter().enumerate() {
            keys.push(self.put_over(change, index, write, &mut touched));
        }
        touched.remove(&change.dot);
        let mut actions = Vec::with_capacity(1 + touched.len());
        actions.push(Action::Append {
            live: self.live_bits(change.dot),
        });
        for dot in touched {
            let live = self.live_bits(dot);
            if live == 0 {
                self.live.remove(&dot);
            }
            actions.push(Action::Keep { dot, live });
        }
        for key in keys {
            self.review(&key, &mut actions);
        }
        actions
    }

    /// Puts a value into its register over all that the change's author had seen there.
    fn put_over(
        &mut self,
        change: &Change,
        index: usize,
        write: BorrowedWrite<'_>,
        touched: &mut BTreeSet<Dot>,
    ) -> Key {
        let key: Key = (write.record, Arc::from(write.field));
        if let Some(values) = self.registers.get_mut(&key) {
            values.retain(|value| {
                let own = value.dot.actor == change.dot.actor;
                let stays = !own && !change.context.covers(value.dot);
                if !stays {
                    touched.insert(value.dot);
                    if let Some(bits) = self.live.get_mut(&value.dot) {
                        *bits &= !(1 << value.index);
                    }
                }
                stays
            });
        }
        if &*key.1 == DELETED_FIELD {
            let context = &change.context;
            let actor = change.dot.actor;
            if let Some(deletions) = self.deletions.get_mut(&write.record) {
                deletions.retain(|deletion| {
                    deletion.dot.actor != actor && !context.covers(deletion.dot)
                });
            }
        }
        self.put(change, index, write, key.clone());
        key
    }

    fn put(&mut self, change: &Change, index: usize, write: BorrowedWrite<'_>, key: Key) {
        if write.field == DELETED_FIELD && write.value == b"true" {
            let deletion = Deletion {
                dot: change.dot,
                context: change.context.clone(),
            };
            self.deletions
                .entry(write.record)
                .or_default()
                .push(deletion);
        }
        let value = LiveValue {
            dot: change.dot,
            index: u8::try_from(index).unwrap_or(u8::MAX),
            value: Arc::from(write.value),
        };
        self.registers.entry(key).or_default().push(value);
    }

    /// Opens or closes the conflict of an answer, and of its record's deletion.
    fn review(&mut self, key: &Key, actions: &mut Vec<Action>) {
        let (record, field) = key;
        let differ = self.registers.get(key).is_some_and(|values| {
            values
                .split_first()
                .is_some_and(|(first, rest)| rest.iter().any(|value| value.value != first.value))
        });
        let (record, deletions) = (*record, self.deletions.contains_key(record));
        let in_conflict = if &**field == DELETED_FIELD {
            differ || self.deleted_under_edit(record)
        } else {
            differ
        };
        self.set_conflict(record, field, in_conflict, actions);
        if deletions && &**field != DELETED_FIELD {
            let deleted: Key = (record, Arc::from(DELETED_FIELD));
            self.review(&deleted, actions);
        }
    }

    fn set_conflict(&mut self, record: Uuid, field: &str, open: bool, actions: &mut Vec<Action>) {
        if !open && self.conflicts.is_empty() {
            return;
        }
        let name = (record, field.to_owned());
        if open && self.conflicts.insert(name.clone()) {
            actions.push(Action::OpenConflict {
                record,
                field: name.1,
            });
        } else if !open && self.conflicts.remove(&name) {
            actions.push(Action::CloseConflict {
                record,
                field: name.1,
            });
        }
    }

    /// A record is deleted by one who had not seen a value that is current in it.
    fn deleted_under_edit(&self, record: Uuid) -> bool {
        let Some(deletions) = self.deletions.get(&record) else {
            return false;
        };
        self.registers.iter().any(|((of, field), values)| {
            *of == record
                && &**field != DELETED_FIELD
                && &**field != RECORD_FIELD
                && values.iter().any(|value| {
                    deletions.iter().any(|deletion| {
                        let own = deletion.dot.actor == value.dot.actor
                            && value.dot.counter <= deletion.dot.counter;
                        !own && !deletion.context.covers(value.dot)
                    })
                })
        })
    }
}
