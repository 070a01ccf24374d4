//! The same exchange without a network: a file to the office, a file back, each for one key only.
//!
//! A file is the seat's own account of where it stood when it was written, so reading one twice,
//! late, or after an exchange over the line repeats what is known and harms nothing.

use std::collections::{BTreeSet, VecDeque};

use serde::{Deserialize, Serialize};
use teren_ledger::Hash;
use teren_ledger::wire::{BATCH_BYTES, PROTOCOL, Request, Response};
use teren_store::courier::{CourierError as FileError, PublicKeyBytes, SecretKeyBytes, open, seal};
use teren_store::{Outgoing, Salvaged, Sent, Store, packet};

use uuid::Uuid;

use crate::agreement::Agreement;
use crate::outcome::Outcome;

/// Own changes in one file at the most, bytes; the rest goes with the next.
const OUTGOING_BYTES: usize = 16 * 1024 * 1024;
/// Changes the office puts into one returning file, bytes, give or take one answer.
const RETURNING_BYTES: usize = 16 * 1024 * 1024;
/// A whole file decompressed, at the most, bytes.
const PLAIN_BYTES: usize = 48 * 1024 * 1024;
/// Answers in one returning file at the most.
const MOST_ROUNDS: usize = 4096;

/// Why a courier file cannot be written or read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CourierError {
    #[error(transparent)]
    File(#[from] FileError),
    #[error(transparent)]
    Store(#[from] teren_store::Error),
    /// This seat does not know its office yet.
    #[error("the seat is not enrolled")]
    NotEnrolled,
    #[error("the courier file does not come from the office")]
    NotFromTheOffice,
    /// A file of a newer program, or of the other direction.
    #[error("the content of the courier file cannot be read")]
    Unreadable,
}

/// Content of a file to the office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct ToOffice {
    direction: [u8; 4],
    parts: Vec<Part>,
}

/// One request, and what the seat calls what is in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Part {
    request: Request,
    names: Vec<(i64, Hash)>,
    opened: i64,
}

/// Content of a file to the seat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct ToSeat {
    direction: [u8; 4],
    rounds: Vec<Round>,
}

/// One answer, and what it answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Round {
    sent: Sent,
    response: Response,
}

const TO_OFFICE: [u8; 4] = *b"OUT1";
const TO_SEAT: [u8; 4] = *b"BCK1";

/// Writes the seat's file for its office: everything unsent, encrypted to the office's key.
pub fn write(store: &mut Store, now_ms: i64) -> Result<Vec<u8>, CourierError> {
    let (secret, office) = keys(store)?;
    store.commit_shared_drafts(now_ms)?;
    let wanted = u32::try_from(BATCH_BYTES).unwrap_or(u32::MAX);
    let outgoing = store.request(OUTGOING_BYTES, wanted)?;
    let content = ToOffice {
        direction: TO_OFFICE,
        parts: parts(outgoing),
    };
    let plain = packet::pack(&content).map_err(|_| CourierError::Unreadable)?;
    Ok(seal(&secret, &office, &plain)?)
}

/// Writes the files that a laptop which no longer opens would have written, from what was salvaged of it. The answers
/// are for nobody. Private drafts are named as such: the office keeps them aside, as it does when a case is taken back.
pub fn write_salvaged(salvaged: &Salvaged) -> Result<Vec<Vec<u8>>, CourierError> {
    let identity = &salvaged.identity;
    let office = identity.office.as_ref().ok_or(CourierError::NotEnrolled)?;
    let mut files = Vec::new();
    for changes in filefuls(&salvaged.changes) {
        let request = Request {
            protocol: PROTOCOL,
            replica: identity.replica,
            epoch: 0,
            cursor: 0,
            backfill: None,
            changes: changes.to_vec(),
            private: salvaged.private.iter().copied().collect(),
            acts: Vec::new(),
            released: Vec::new(),
            openings: Vec::new(),
            evidence: Vec::new(),
            wanted_bytes: 0,
        };
        let sent = Sent {
            changes: vec![(0, Hash::default()); changes.len()],
            ..Sent::default()
        };
        // The first answer only says which incarnation of the office this is; it takes nothing before that is known.
        let hello = Part {
            request: Request {
                changes: Vec::new(),
                ..request.clone()
            },
            names: Vec::new(),
            opened: 0,
        };
        let mut told = vec![hello];
        told.extend(parts(Outgoing { request, sent }));
        let content = ToOffice {
            direction: TO_OFFICE,
            parts: told,
        };
        let plain = packet::pack(&content).map_err(|_| CourierError::Unreadable)?;
        files.push(seal(&identity.secret_key, &office.office_key, &plain)?);
    }
    Ok(files)
}

/// Cuts changes into portions of one file each, never splitting a change.
fn filefuls(changes: &[Vec<u8>]) -> Vec<&[Vec<u8>]> {
    let mut portions = Vec::new();
    let mut rest = changes;
    while !rest.is_empty() {
        let mut bytes = 0;
        let fits = rest.iter().take_while(|change| {
            bytes += change.len();
            bytes <= OUTGOING_BYTES
        });
        let (portion, left) = rest.split_at(fits.count().max(1));
        portions.push(portion);
        rest = left;
    }
    portions
}

/// Reads the office's returning file. Cases that differ at the end are asked for anew by the next file.
pub fn read(store: &mut Store, file: &[u8], now_ms: i64) -> Result<Outcome, CourierError> {
    let (secret, office) = keys(store)?;
    let opened = open(&secret, file)?;
    if opened.sender != office {
        return Err(CourierError::NotFromTheOffice);
    }
    let content: ToSeat =
        packet::unpack(&opened.bytes, PLAIN_BYTES).map_err(|_| CourierError::Unreadable)?;
    if content.direction != TO_SEAT {
        return Err(CourierError::Unreadable);
    }
    let mut outcome = Outcome::default();
    let mut agreement = Agreement::default();
    for round in &content.rounds {
        let received = store.apply_round(&round.response, &round.sent, now_ms)?;
        agreement.note(&round.response, &received);
        outcome.add(received, now_ms);
    }
    for stream in agreement.differing(store)?.iter() {
        outcome.received.mismatched.push(*stream);
    }
    let cases: BTreeSet<Uuid> = (outcome.received.mismatched.iter())
        .map(|stream| stream.case)
        .collect();
    for case in cases {
        store.repair(case)?;
    }
    outcome.to_send = store.count_unsent()?;
    store.settle_head()?;
    Ok(outcome)
}

/// The office's side: answers a seat's file with its own `exchange`, which is given the sender's public key and
/// must refuse where that is not the key the named replica enrolled with. Goes on until the seat has
/// everything or the returning file is full.
pub fn answer<E: From<CourierError>>(
    secret: &SecretKeyBytes,
    file: &[u8],
    exchange: &mut dyn FnMut(&PublicKeyBytes, Request) -> Result<Response, E>,
) -> Result<Vec<u8>, E> {
    let opened = open(secret, file).map_err(CourierError::from)?;
    let content: ToOffice =
        packet::unpack(&opened.bytes, PLAIN_BYTES).map_err(|_| CourierError::Unreadable)?;
    if content.direction != TO_OFFICE {
        return Err(CourierError::Unreadable.into());
    }
    let mut walk = Walk::from(content)?;
    while let Some((request, sent)) = walk.next() {
        let response = exchange(&opened.sender, request)?;
        walk.note(sent, response);
    }
    let content = ToSeat {
        direction: TO_SEAT,
        rounds: walk.rounds,
    };
    let plain = packet::pack(&content).map_err(|_| CourierError::Unreadable)?;
    Ok(seal(secret, &opened.sender, &plain).map_err(CourierError::from)?)
}

fn keys(store: &Store) -> Result<(SecretKeyBytes, PublicKeyBytes), CourierError> {
    let identity = store.identity().ok_or(CourierError::NotEnrolled)?;
    let office = identity.office.as_ref().ok_or(CourierError::NotEnrolled)?;
    Ok((identity.secret_key, office.office_key))
}

/// Splits a large request into such as the line carries; only the first has acts and removals.
fn parts(outgoing: Outgoing) -> Vec<Part> {
    let Outgoing { mut request, sent } = outgoing;
    let changes = std::mem::take(&mut request.changes);
    let mut parts = vec![Part {
        request: request.clone(),
        names: Vec::new(),
        opened: sent.opened,
    }];
    request.acts.clear();
    request.released.clear();
    request.openings.clear();
    request.evidence.clear();
    let mut bytes = 0;
    for (change, name) in changes.into_iter().zip(sent.changes) {
        if bytes > 0 && bytes + change.len() > BATCH_BYTES {
            parts.push(Part {
                request: request.clone(),
                names: Vec::new(),
                opened: 0,
            });
            bytes = 0;
        }
        bytes += change.len();
        if let Some(part) = parts.last_mut() {
            part.request.changes.push(change);
            part.names.push(name);
        }
    }
    parts
}

/// The rounds the seat would have made, made in its stead.
struct Walk {
    parts: VecDeque<Part>,
    /// Where the seat will stand after the rounds so far, as a request without content.
    position: Request,
    more: bool,
    bytes: usize,
    rounds: Vec<Round>,
}

impl Walk {
    fn from(content: ToOffice) -> Result<Self, CourierError> {
        let first = content.parts.first().ok_or(CourierError::Unreadable)?;
        let position = Request {
            changes: Vec::new(),
            acts: Vec::new(),
            released: Vec::new(),
            openings: Vec::new(),
            evidence: Vec::new(),
            ..first.request.clone()
        };
        Ok(Self {
            parts: content.parts.into(),
            position,
            more: false,
            bytes: 0,
            rounds: Vec::new(),
        })
    }

    fn next(&mut self) -> Option<(Request, Sent)> {
        let (request, names, opened) = match self.parts.pop_front() {
            Some(part) => (part.request, part.names, part.opened),
            None => {
                let due = self.more || self.position.backfill.is_some();
                let room = self.bytes < RETURNING_BYTES && self.rounds.len() < MOST_ROUNDS;
                if !due || !room {
                    return None;
                }
                (self.position.clone(), Vec::new(), 0)
            }
        };
        let request = Request {
            epoch: self.position.epoch,
            cursor: self.position.cursor,
            backfill: self.position.backfill,
            ..request
        };
        let sent = Sent {
            changes: names,
            cursor: request.cursor,
            backfill: request.backfill,
            released: request.released.clone(),
            opened,
            shown: request.evidence.iter().map(|shown| shown.stream).collect(),
        };
        Some((request, sent))
    }

    fn note(&mut self, sent: Sent, response: Response) {
        self.bytes += response
            .changes
            .iter()
            .map(|change| change.bytes.len())
            .sum::<usize>();
        self.more = response.more;
        // What was salvaged says 0: it names no incarnation, and goes to whichever answers.
        if self.position.epoch != 0 && self.position.epoch != response.epoch {
            // An office that was restored takes nothing before the seat knows: it goes with the next file.
            self.parts.clear();
        }
        self.position.epoch = response.epoch;
        self.position.cursor = response.cursor;
        self.position.backfill = response.backfill;
        self.rounds.push(Round { sent, response });
    }
}
