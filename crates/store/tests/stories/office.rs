//! A little office in memory: takes what comes, gives each seat the cases it was granted.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use teren_ledger::wire::{
    ActAnswer, Backfill, Deposited, DocumentGrant, Fate, Grant, OTHER_INTERVIEWS, PROTOCOL,
    QuarantineReason, Request, Response, Revoke, Sequenced, StreamDigest, Taken,
};
use teren_ledger::{Action, Envelope, Refusal, Stream, StreamState, VersionVector};
use teren_store::{Received, Store};
use uuid::Uuid;

use crate::support::NOW;

struct Entry {
    sequence: u64,
    from: Uuid,
    envelope: Envelope,
}

#[derive(Clone, Copy, PartialEq)]
enum Right {
    Granted,
    Revoked,
}

/// One right of a seat, as a row of the office's sequence.
struct RightRow {
    sequence: u64,
    seat: Uuid,
    case: Uuid,
    categories: Vec<u8>,
    right: Right,
}

#[derive(Default)]
pub struct Office {
    pub epoch: u64,
    sequence: u64,
    log: Vec<Entry>,
    rights: Vec<RightRow>,
    pub states: HashMap<Stream, StreamState>,
    cuts: HashMap<Stream, Vec<VersionVector>>,
    pub quarantine: Vec<(QuarantineReason, Vec<u8>)>,
    pub released: BTreeSet<Uuid>,
    /// Changes in one answer at the most.
    pub batch: usize,
    pub now_ms: i64,
    /// Nobody may write this category.
    pub closed: Option<u8>,
}

impl Office {
    pub fn new() -> Self {
        Self {
            epoch: 1,
            batch: 3,
            now_ms: NOW,
            ..Self::default()
        }
    }

    pub fn grant(&mut self, seat: &Store, case: Uuid, categories: &[u8]) {
        self.right(seat, case, categories, Right::Granted);
    }

    pub fn revoke(&mut self, seat: &Store, case: Uuid) {
        self.right(seat, case, &[], Right::Revoked);
    }

    fn right(&mut self, seat: &Store, case: Uuid, categories: &[u8], right: Right) {
        self.sequence += 1;
        self.rights.push(RightRow {
            sequence: self.sequence,
            seat: seat.identity().unwrap().replica,
            case,
            categories: categories.to_vec(),
            right,
        });
    }

    /// The office comes back from a backup made at this sequence number.
    pub fn restore_backup_of(&mut self, sequence: u64) {
        self.log.retain(|entry| entry.sequence <= sequence);
        self.sequence = sequence + 1000;
        self.epoch += 1;
        let streams: Vec<Stream> = self.states.keys().copied().collect();
        for stream in streams {
            self.rebuild(stream);
        }
    }

    pub fn last_sequence(&self) -> u64 {
        self.sequence
    }

    pub fn holds(&self, text: &[u8]) -> bool {
        self.log.iter().any(|entry| {
            let bytes = &entry.envelope.bytes;
            bytes.windows(text.len()).any(|window| window == text)
        })
    }

    pub fn answer(&mut self, request: &Request) -> Response {
        let same_epoch = request.epoch == self.epoch;
        let mut touched = BTreeSet::new();
        let taken = (0..).zip(&request.changes).map(|(place, bytes)| Taken {
            place,
            fate: self.take(request, bytes, &mut touched),
        });
        let taken: Vec<Taken> = taken.collect();
        self.released.extend(&request.released);
        let mut response = Response {
            protocol: PROTOCOL,
            epoch: self.epoch,
            cursor: if same_epoch { request.cursor } else { 0 },
            more: false,
            office_time_ms: self.now_ms,
            taken,
            changes: Vec::new(),
            grants: Vec::new(),
            revokes: Vec::new(),
            backfill: None,
            acts: Vec::new(),
            waiting: Vec::new(),
            digests: Vec::new(),
            deposits: Deposited::default(),
        };
        for act in &request.acts {
            response.acts.push(ActAnswer {
                id: act.id,
                accepted: true,
                body: b"{}".to_vec(),
            });
        }
        let asked = request.backfill.filter(|_| same_epoch);
        if asked.is_none_or(|asked| self.backfill(request.replica, asked, &mut response)) {
            self.follow(request.replica, &mut response);
        }
        self.digests(touched, &mut response);
        response
    }

    fn take(&mut self, request: &Request, bytes: &[u8], touched: &mut BTreeSet<Stream>) -> Fate {
        let from = request.replica;
        let quarantine = |office: &mut Self, reason| {
            office.quarantine.push((reason, bytes.to_vec()));
            Fate::Quarantined { reason }
        };
        let envelope = Envelope::open(bytes.to_vec()).unwrap();
        let stream = envelope.change.stream;
        if request.private.contains(&stream.document) {
            return quarantine(self, QuarantineReason::Private);
        }
        let case_rights = self.standing(from, stream.case);
        let revoked = case_rights.is_some_and(|row| row.right == Right::Revoked);
        if revoked || self.closed == Some(stream.category) {
            return quarantine(self, QuarantineReason::NoRight);
        }
        let cuts = self.cuts.entry(stream).or_default().clone();
        let state = self
            .states
            .entry(stream)
            .or_insert_with(|| StreamState::new(cuts));
        let actions = state.merge(&envelope).unwrap();
        let late = match actions[0] {
            Action::Refuse(Refusal::Fork) => return quarantine(self, QuarantineReason::Fork),
            Action::Refuse(_) => return quarantine(self, QuarantineReason::Gap),
            Action::Known => {
                let dot = envelope.change.dot;
                let known = self.log.iter().find(|entry| {
                    entry.envelope.change.dot == dot && entry.envelope.change.stream == stream
                });
                if known.unwrap().envelope.hash != envelope.hash {
                    return quarantine(self, QuarantineReason::Fork);
                }
                return Fate::Accepted {
                    sequence: known.unwrap().sequence,
                };
            }
            Action::AppendLate => true,
            _ => false,
        };
        self.sequence += 1;
        let sequence = self.sequence;
        let seal = envelope.change.seal().unwrap();
        self.log.push(Entry {
            sequence,
            from,
            envelope,
        });
        touched.insert(stream);
        for part in seal.iter().flat_map(|seal| &seal.categories) {
            let sealed = Stream {
                category: part.category,
                ..stream
            };
            self.cuts.entry(sealed).or_default().push(part.past.clone());
            self.rebuild(sealed);
        }
        if late {
            Fate::Late { sequence }
        } else {
            Fate::Accepted { sequence }
        }
    }

    fn rebuild(&mut self, stream: Stream) {
        let cuts = self.cuts.entry(stream).or_default().clone();
        let mut fresh = StreamState::new(cuts);
        for entry in &self.log {
            if entry.envelope.change.stream == stream {
                fresh.merge(&entry.envelope).unwrap();
            }
        }
        self.states.insert(stream, fresh);
    }

    /// The last word on a seat and a case.
    fn standing(&self, seat: Uuid, case: Uuid) -> Option<&RightRow> {
        self.rights
            .iter()
            .rfind(|row| row.seat == seat && row.case == case)
    }

    fn may_hold(&self, seat: Uuid, stream: Stream) -> bool {
        self.standing(seat, stream.case).is_some_and(|row| {
            row.right == Right::Granted && row.categories.contains(&stream.category)
        })
    }

    fn backfill(&self, seat: Uuid, asked: Backfill, response: &mut Response) -> bool {
        let mut after = asked.after;
        for entry in &self.log {
            let stream = entry.envelope.change.stream;
            let wanted = entry.sequence > asked.after
                && entry.sequence <= asked.until
                && stream.case == asked.case
                && self.may_hold(seat, stream);
            if !wanted {
                continue;
            }
            if response.changes.len() >= self.batch {
                response.backfill = Some(Backfill { after, ..asked });
                response.more = true;
                return false;
            }
            after = entry.sequence;
            response.changes.push(sequenced(entry));
        }
        true
    }

    fn follow(&self, seat: Uuid, response: &mut Response) {
        let mut places: BTreeMap<u64, Option<&Entry>> = BTreeMap::new();
        for row in self.rights.iter().filter(|row| row.seat == seat) {
            places.insert(row.sequence, None);
        }
        for entry in &self.log {
            let stream = entry.envelope.change.stream;
            let since = self.standing(seat, stream.case).map(|row| row.sequence);
            // What is older than the grant comes with it.
            let due = entry.from != seat && since.is_some_and(|since| since < entry.sequence);
            if due && self.may_hold(seat, stream) {
                places.insert(entry.sequence, Some(entry));
            }
        }
        for (sequence, entry) in places.range(response.cursor + 1..) {
            let Some(entry) = entry else {
                if !self.give(seat, *sequence, response) {
                    return;
                }
                continue;
            };
            if response.changes.len() >= self.batch {
                response.more = true;
                return;
            }
            response.changes.push(sequenced(entry));
            response.cursor = *sequence;
        }
        response.cursor = self.sequence;
    }

    fn give(&self, seat: Uuid, sequence: u64, response: &mut Response) -> bool {
        response.cursor = sequence;
        let row = self
            .rights
            .iter()
            .find(|row| row.sequence == sequence)
            .unwrap();
        let case = row.case;
        if row.right == Right::Revoked {
            response.revokes.push(Revoke { case, sequence });
            // Given again later: the seat first lets go, then takes it anew.
            let given_again = self.standing(seat, case).map(|row| row.sequence) > Some(sequence);
            response.more = given_again;
            return !given_again;
        }
        response.grants.push(Grant {
            case,
            sequence,
            categories: row.categories.clone(),
            documents: vec![DocumentGrant {
                document: OTHER_INTERVIEWS,
                categories: row.categories.clone(),
                writable: row.categories.clone(),
            }],
        });
        let whole = Backfill {
            case,
            after: 0,
            until: sequence,
        };
        self.backfill(seat, whole, response)
    }

    fn digests(&self, mut touched: BTreeSet<Stream>, response: &mut Response) {
        for change in &response.changes {
            touched.insert(Envelope::open(change.bytes.clone()).unwrap().change.stream);
        }
        for stream in touched {
            response.digests.push(StreamDigest {
                case: stream.case,
                document: stream.document,
                category: stream.category,
                digest: self.states[&stream].digest(stream.category),
                proof: [0; 16],
            });
        }
    }
}

fn sequenced(entry: &Entry) -> Sequenced {
    Sequenced {
        sequence: entry.sequence,
        bytes: entry.envelope.bytes.clone(),
    }
}

/// Exchanges until nothing is left to say, and returns what each answer brought.
pub fn exchange(store: &mut Store, office: &mut Office) -> Vec<Received> {
    store.begin_exchange(NOW).unwrap();
    let mut rounds = Vec::new();
    loop {
        let outgoing = store.request(2000, 1 << 20).unwrap();
        let response = office.answer(&outgoing.request);
        let received = store.apply_round(&response, &outgoing.sent, NOW).unwrap();
        let next = store.request(2000, 0).unwrap().sent;
        let due = received.more
            || !next.changes.is_empty()
            || next.backfill.is_some()
            || !next.released.is_empty()
            || !next.shown.is_empty();
        rounds.push(received);
        assert!(rounds.len() < 500, "the exchange does not come to an end");
        if !due {
            return rounds;
        }
    }
}
