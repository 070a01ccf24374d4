//! An office of a hundred lines: one order of changes, grants and revokes; it gives every case whole with its grant.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use teren_ledger::wire::{
    ActAnswer, Backfill, Deposited, DocumentGrant, Fate, Grant, OTHER_INTERVIEWS, PROTOCOL,
    QuarantineReason, Refused, Request, Response, Revoke, Sequenced, StreamDigest, Taken,
};
use teren_ledger::{Action, Dot, Envelope, Stream, StreamState};
use teren_store::packet;
use teren_sync::{Transport, TransportError};
use uuid::Uuid;

pub const CATEGORIES: [u8; 3] = [1, 3, 13];

enum Event {
    Change {
        stream: Stream,
        from: Uuid,
        bytes: Vec<u8>,
    },
    Grant {
        to: Uuid,
        case: Uuid,
    },
    Revoke {
        to: Uuid,
        case: Uuid,
    },
}

#[derive(Default)]
pub struct Desk {
    pub epoch: u64,
    pub now_ms: i64,
    events: Vec<Event>,
    streams: BTreeMap<Stream, StreamState>,
    places: BTreeMap<(Stream, Dot), u64>,
    /// Every request, without its changes' bytes: their number and size.
    pub asked: Vec<(Request, usize, usize)>,
    pub released: BTreeSet<Uuid>,
    /// Digests of this many answers are wrong.
    pub lies: u32,
    /// Says for ever that more is waiting.
    pub restless: bool,
}

impl Desk {
    pub fn new(epoch: u64, now_ms: i64) -> Self {
        Self {
            epoch,
            now_ms,
            ..Self::default()
        }
    }

    pub fn grant(&mut self, to: Uuid, case: Uuid) {
        self.events.push(Event::Grant { to, case });
    }

    pub fn revoke(&mut self, to: Uuid, case: Uuid) {
        self.events.push(Event::Revoke { to, case });
    }

    /// Changes in the log.
    pub fn changes(&self) -> usize {
        self.places.len()
    }

    pub fn round(&mut self, mut request: Request) -> Response {
        let changes = std::mem::take(&mut request.changes);
        let bytes = changes.iter().map(Vec::len).sum();
        self.asked.push((request.clone(), changes.len(), bytes));
        self.released.extend(&request.released);
        let mut response = Response {
            protocol: PROTOCOL,
            epoch: self.epoch,
            cursor: request.cursor,
            more: false,
            office_time_ms: self.now_ms,
            taken: Vec::new(),
            changes: Vec::new(),
            grants: Vec::new(),
            revokes: Vec::new(),
            backfill: None,
            acts: request.acts.iter().map(|act| answered(act.id)).collect(),
            waiting: Vec::new(),
            digests: Vec::new(),
            deposits: Deposited::default(),
        };
        let mut touched = BTreeSet::new();
        for (place, bytes) in (0..).zip(changes) {
            let fate = self.take(request.replica, bytes, &mut touched);
            response.taken.push(Taken { place, fate });
        }
        let mut running = request.backfill;
        if request.epoch != self.epoch {
            (response.cursor, running) = (0, None);
        }
        if running.is_none_or(|running| self.bring(running, &request, &mut response, &mut touched))
        {
            self.follow(&request, &mut response, &mut touched);
        }
        response.more |= self.restless;
        let lie = u8::from(self.lies > 0 && !touched.is_empty());
        self.lies -= u32::from(lie);
        for stream in touched {
            let mut digest = self.streams[&stream].digest(stream.category);
            digest[0] ^= lie;
            response.digests.push(StreamDigest {
                case: stream.case,
                document: stream.document,
                category: stream.category,
                digest,
                proof: [0; 16],
            });
        }
        response
    }

    fn take(&mut self, from: Uuid, bytes: Vec<u8>, touched: &mut BTreeSet<Stream>) -> Fate {
        let envelope = Envelope::open(bytes).unwrap();
        let (stream, dot) = (envelope.change.stream, envelope.change.dot);
        let actions = self.streams.entry(stream).or_default().merge(&envelope);
        match actions.unwrap().first() {
            Some(Action::Refuse(_)) => {
                let reason = QuarantineReason::Gap;
                return Fate::Quarantined { reason };
            }
            Some(Action::Known) => {}
            _ => {
                let bytes = envelope.bytes;
                self.events.push(Event::Change {
                    stream,
                    from,
                    bytes,
                });
                let sequence = self.events.len() as u64;
                assert_eq!(self.places.insert((stream, dot), sequence), None);
            }
        }
        touched.insert(stream);
        let sequence = self.places[&(stream, dot)];
        Fate::Accepted { sequence }
    }

    /// Brings a case from the start; false when it does not fit.
    fn bring(
        &self,
        asked: Backfill,
        request: &Request,
        response: &mut Response,
        touched: &mut BTreeSet<Stream>,
    ) -> bool {
        for (sequence, event) in (1..).zip(&self.events) {
            if let Event::Change { stream, bytes, .. } = event
                && stream.case == asked.case
                && sequence > asked.after
                && sequence <= asked.until
            {
                if !put(response, request, sequence, bytes) {
                    let after = sequence - 1;
                    response.backfill = Some(Backfill { after, ..asked });
                    response.more = true;
                    return false;
                }
                touched.insert(*stream);
            }
        }
        true
    }

    fn follow(&self, request: &Request, response: &mut Response, touched: &mut BTreeSet<Stream>) {
        for (sequence, event) in (1..).zip(&self.events).skip(response.cursor as usize) {
            match event {
                Event::Change {
                    stream,
                    from,
                    bytes,
                } => {
                    let other = *from != request.replica;
                    if other && self.granted(request.replica, stream.case, sequence) {
                        if !put(response, request, sequence, bytes) {
                            response.more = true;
                            return;
                        }
                        touched.insert(*stream);
                    }
                }
                Event::Grant { to, case } if *to == request.replica => {
                    response.grants.push(Grant {
                        case: *case,
                        sequence,
                        categories: CATEGORIES.to_vec(),
                        documents: vec![DocumentGrant {
                            document: OTHER_INTERVIEWS,
                            categories: CATEGORIES.to_vec(),
                            writable: CATEGORIES.to_vec(),
                        }],
                    });
                    let whole = Backfill {
                        case: *case,
                        after: 0,
                        until: sequence,
                    };
                    response.cursor = sequence;
                    if !self.bring(whole, request, response, touched) {
                        return;
                    }
                }
                Event::Revoke { to, case } if *to == request.replica => {
                    response.revokes.push(Revoke {
                        case: *case,
                        sequence,
                    });
                }
                _ => {}
            }
            response.cursor = sequence;
        }
    }

    fn granted(&self, replica: Uuid, of: Uuid, at: u64) -> bool {
        let mut granted = false;
        for (_, event) in (1..=at).zip(&self.events) {
            match event {
                Event::Grant { to, case } if (*to, *case) == (replica, of) => granted = true,
                Event::Revoke { to, case } if (*to, *case) == (replica, of) => granted = false,
                _ => {}
            }
        }
        granted
    }
}

fn put(response: &mut Response, request: &Request, sequence: u64, bytes: &[u8]) -> bool {
    let spent: usize = response
        .changes
        .iter()
        .map(|change| change.bytes.len())
        .sum();
    let fits = spent == 0 || spent + bytes.len() <= request.wanted_bytes as usize;
    if fits {
        let bytes = bytes.to_vec();
        response.changes.push(Sequenced { sequence, bytes });
    }
    fits
}

fn answered(id: Uuid) -> ActAnswer {
    ActAnswer {
        id,
        accepted: true,
        body: b"{}".to_vec(),
    }
}

/// What befalls one request on the way.
#[derive(Debug, Clone, Copy)]
pub enum Mishap {
    None,
    RequestLost(TransportError),
    AnswerLost(TransportError),
    /// It arrives twice, as a proxy may repeat it.
    Twice,
    /// The answer is another program's.
    Garbage,
}

/// A line that is a plain function call.
pub struct Line<'a> {
    pub desk: &'a mut Desk,
    pub mishaps: VecDeque<Mishap>,
    /// Rests taken, seconds.
    pub rests: Vec<u32>,
}

impl<'a> Line<'a> {
    pub fn to(desk: &'a mut Desk) -> Self {
        Self {
            desk,
            mishaps: VecDeque::new(),
            rests: Vec::new(),
        }
    }

    pub fn with(desk: &'a mut Desk, mishaps: impl IntoIterator<Item = Mishap>) -> Self {
        Self {
            mishaps: mishaps.into_iter().collect(),
            ..Self::to(desk)
        }
    }
}

pub fn busy(retry_after_s: u32) -> Mishap {
    Mishap::RequestLost(TransportError::Refused(Refused::Busy { retry_after_s }))
}

impl Transport for Line<'_> {
    fn exchange(&mut self, request: &[u8]) -> Result<Vec<u8>, TransportError> {
        let mishap = self.mishaps.pop_front().unwrap_or(Mishap::None);
        if let Mishap::RequestLost(error) = mishap {
            return Err(error);
        }
        let request: Request = packet::unpack(request, usize::MAX).unwrap();
        if let Mishap::Twice = mishap {
            self.desk.round(request.clone());
        }
        let answer = packet::pack(&self.desk.round(request)).unwrap();
        match mishap {
            Mishap::AnswerLost(error) => Err(error),
            Mishap::Garbage => Ok(b"<html>".to_vec()),
            _ => Ok(answer),
        }
    }

    fn rest(&mut self, seconds: u32) {
        self.rests.push(seconds);
    }
}
