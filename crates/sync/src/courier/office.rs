//! The office's side of a courier file: the rounds the seat would have made, made in its stead.

use std::collections::VecDeque;

use teren_ledger::wire::{Deposits, Request, Response};
use teren_store::courier::{PublicKeyBytes, SecretKeyBytes, open, seal};
use teren_store::{AttachmentKey, Sent, SentDeposits, packet};
use uuid::Uuid;

use super::attached::deliver;
use super::{CourierError, PLAIN_BYTES, Part, Round, TO_OFFICE, TO_SEAT, ToOffice, ToSeat};
use crate::attachments::Held;

/// Changes the office puts into one returning file, bytes, give or take one answer.
const RETURNING_BYTES: usize = 16 * 1024 * 1024;
/// Answers in one returning file at the most.
const MOST_ROUNDS: usize = 4096;

/// How an attachment stands in the office after a file that brought bytes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arrived {
    pub key: AttachmentKey,
    /// `None`: no row there gives the sender anything to do with it, and nothing of it was taken.
    pub held: Option<Held>,
}

/// What the office makes of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The file for the seat.
    pub file: Vec<u8>,
    pub attachments: Vec<Arrived>,
}

/// The office as a courier file speaks to it. It must refuse a sender whose key is not the one with which the named
/// replica enrolled.
pub trait CourierDesk {
    type Error: From<CourierError>;

    fn exchange(
        &mut self,
        sender: &PublicKeyBytes,
        request: Request,
    ) -> Result<Response, Self::Error>;

    /// How much of an attachment is held; `None` where no row gives the sender anything to do with it.
    fn held(
        &mut self,
        sender: (&PublicKeyBytes, Uuid),
        key: &AttachmentKey,
    ) -> Result<Option<Held>, Self::Error>;

    /// Takes bytes for a place; says how much is held then, whether they were taken or not.
    fn append(
        &mut self,
        sender: (&PublicKeyBytes, Uuid),
        key: &AttachmentKey,
        offset: u64,
        bytes: &[u8],
    ) -> Result<Option<Held>, Self::Error>;
}

/// The office's side: answers a seat's file round by round. Goes on until the seat has everything or the returning file
/// is full. The bytes of attachments come after the rows that name them.
pub fn answer<D: CourierDesk>(
    secret: &SecretKeyBytes,
    file: &[u8],
    desk: &mut D,
) -> Result<Answered, D::Error> {
    let opened = open(secret, file).map_err(CourierError::from)?;
    let mut content: ToOffice =
        packet::unpack(&opened.bytes, PLAIN_BYTES).map_err(|_| CourierError::Unreadable)?;
    if content.direction != TO_OFFICE {
        return Err(CourierError::Unreadable.into());
    }
    let load = std::mem::take(&mut content.attached);
    let mut walk = Walk::from(content)?;
    while let Some((request, sent)) = walk.next() {
        let response = desk.exchange(&opened.sender, request)?;
        walk.note(sent, response);
    }
    let sender = (&opened.sender, walk.position.replica);
    let attachments = deliver(desk, sender, &load)?;
    let whole = |arrived: &&Arrived| arrived.held.is_some_and(|held| held.complete);
    let content = ToSeat {
        direction: TO_SEAT,
        rounds: walk.rounds,
        in_office: (attachments.iter().filter(whole).map(|one| one.key)).collect(),
    };
    let plain = packet::pack(&content).map_err(|_| CourierError::Unreadable)?;
    let file = seal(secret, &opened.sender, &plain).map_err(CourierError::from)?;
    Ok(Answered { file, attachments })
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
            accesses: Vec::new(),
            evidence: Vec::new(),
            deposits: Deposits::default(),
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
        let (request, names, logged, deposits) = match self.parts.pop_front() {
            Some(part) => (part.request, part.names, part.logged, part.deposits),
            None => {
                let due = self.more || self.position.backfill.is_some();
                let room = self.bytes < RETURNING_BYTES && self.rounds.len() < MOST_ROUNDS;
                if !due || !room {
                    return None;
                }
                (
                    self.position.clone(),
                    Vec::new(),
                    0,
                    SentDeposits::default(),
                )
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
            logged,
            shown: request.evidence.iter().map(|shown| shown.stream).collect(),
            deposits,
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
