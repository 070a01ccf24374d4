//! The same exchange without a network: a file to the office, a file back, each for one key only.
//!
//! A file is the seat's own account of where it stood when it was written, so reading one twice,
//! late, or after an exchange over the line repeats what is known and harms nothing.

mod attached;
mod office;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use teren_ledger::Hash;
use teren_ledger::wire::{BATCH_BYTES, Deposits, PROTOCOL, Request, Response};
use teren_store::courier::{CourierError as FileError, PublicKeyBytes, SecretKeyBytes, open, seal};
use teren_store::{AttachmentKey, Outgoing, Salvaged, Sent, SentDeposits, Store, packet};
use uuid::Uuid;
use zeroize::Zeroizing;

use self::attached::{Loading, Stretch};
use crate::agreement::Agreement;
use crate::outcome::Outcome;

pub use self::office::{Answered, Arrived, CourierDesk, answer};

/// Own changes in one file at the most, bytes; the rest goes with the next.
const OUTGOING_BYTES: usize = 16 * 1024 * 1024;
/// A whole file decompressed, at the most, bytes.
const PLAIN_BYTES: usize = 48 * 1024 * 1024;

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
    attached: Vec<Stretch>,
}

/// One request, and what the seat calls what is in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Part {
    request: Request,
    names: Vec<(i64, Hash)>,
    logged: u64,
    deposits: SentDeposits,
}

/// Content of a file to the seat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct ToSeat {
    direction: [u8; 4],
    rounds: Vec<Round>,
    /// Attachments of which the office holds every byte now.
    in_office: Vec<AttachmentKey>,
}

/// One answer, and what it answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Round {
    sent: Sent,
    response: Response,
}

const TO_OFFICE: [u8; 4] = *b"OUT1";
const TO_SEAT: [u8; 4] = *b"BCK1";

/// Writes the seat's file for its office: everything unsent, and of the attachments as many as fit, encrypted to the
/// office's key. The rest of them goes with the next file.
pub fn write(store: &mut Store, now_ms: i64) -> Result<Vec<u8>, CourierError> {
    let (secret, office) = keys(store)?;
    store.begin_exchange(now_ms)?;
    let wanted = u32::try_from(BATCH_BYTES).unwrap_or(u32::MAX);
    let outgoing = store.request(OUTGOING_BYTES, wanted)?;
    let content = ToOffice {
        direction: TO_OFFICE,
        parts: parts(outgoing),
        attached: attached::of_store(store)?,
    };
    let plain = packet::pack(&content).map_err(|_| CourierError::Unreadable)?;
    Ok(seal(&secret, &office, &plain)?)
}

/// Writes the files that a laptop which no longer opens would have written, from what was salvaged of it, one after
/// another to `keep`: the bytes of attachments after the rows. The answers are for nobody. Private drafts are named as
/// such: the office keeps them aside, as it does when a case is taken back.
pub fn write_salvaged<E: From<CourierError>>(
    salvaged: &Salvaged,
    keep: &mut dyn FnMut(&[u8]) -> Result<(), E>,
) -> Result<(), E> {
    let mut loading = Loading::of(salvaged);
    let mut portions = filefuls(&salvaged.changes).into_iter().peekable();
    loop {
        let changes = portions.next().unwrap_or_default();
        let load = match portions.peek() {
            Some(_) => Vec::new(),
            None => loading.next().map_err(CourierError::from)?,
        };
        if changes.is_empty() && load.is_empty() {
            return Ok(());
        }
        keep(&salvaged_file(salvaged, changes, load)?)?;
    }
}

fn salvaged_file(
    salvaged: &Salvaged,
    changes: &[Vec<u8>],
    attached: Vec<Stretch>,
) -> Result<Vec<u8>, CourierError> {
    let identity = &salvaged.identity;
    let office = identity.office.as_ref().ok_or(CourierError::NotEnrolled)?;
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
        accesses: Vec::new(),
        evidence: Vec::new(),
        deposits: Deposits::default(),
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
        logged: 0,
        deposits: SentDeposits::default(),
    };
    let mut told = vec![hello];
    told.extend(parts(Outgoing { request, sent }));
    let content = ToOffice {
        direction: TO_OFFICE,
        parts: told,
        attached,
    };
    let plain = packet::pack(&content).map_err(|_| CourierError::Unreadable)?;
    Ok(seal(&identity.secret_key, &office.office_key, &plain)?)
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
    let mut epoch = 0;
    for round in &content.rounds {
        epoch = round.response.epoch;
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
    if store.epoch()? == epoch {
        // An office restored meanwhile may have lost them again.
        for key in &content.in_office {
            if store.attachment(key.document, &key.sha256)?.is_some() {
                store.note_attachment_in_office(key)?;
            }
        }
        store.remove_leaving_cases(now_ms)?;
    }
    outcome.to_send = store.count_unsent()?;
    store.settle_head()?;
    Ok(outcome)
}

fn keys(store: &Store) -> Result<(Zeroizing<SecretKeyBytes>, PublicKeyBytes), CourierError> {
    let identity = store.identity().ok_or(CourierError::NotEnrolled)?;
    let office = identity.office.as_ref().ok_or(CourierError::NotEnrolled)?;
    Ok((Zeroizing::new(identity.secret_key), office.office_key))
}

/// Splits a large request into such as the line carries; only the first has acts and removals.
fn parts(outgoing: Outgoing) -> Vec<Part> {
    let Outgoing { mut request, sent } = outgoing;
    let changes = std::mem::take(&mut request.changes);
    let mut parts = vec![Part {
        request: request.clone(),
        names: Vec::new(),
        logged: sent.logged,
        deposits: sent.deposits,
    }];
    request.acts.clear();
    request.released.clear();
    request.accesses.clear();
    request.evidence.clear();
    request.deposits = Deposits::default();
    let mut bytes = 0;
    for (change, name) in changes.into_iter().zip(sent.changes) {
        if bytes > 0 && bytes + change.len() > BATCH_BYTES {
            parts.push(Part {
                request: request.clone(),
                names: Vec::new(),
                logged: 0,
                deposits: SentDeposits::default(),
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
