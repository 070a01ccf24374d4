//! The line between a seat and the office in one process: it loses, doubles, cuts and replays what it carries.

use teren_ledger::Envelope;
use teren_ledger::wire::{MESSAGE_BYTES, Response};
use teren_office::Office;
use teren_store::packet;
use teren_sync::{Transport, TransportError};

use crate::chance::Chance;

/// What the line does to one request.
#[derive(Debug, Clone, Copy)]
enum Fault {
    RequestLost,
    AnswerLost,
    /// The office gets the request twice; the second answer comes back.
    Doubled,
    /// An earlier request of this seat arrives once more, before this one.
    Replayed,
    /// The answer breaks off.
    Cut,
    /// Somebody else answers.
    Portal,
}

const FAULTS: [Fault; 6] = [
    Fault::RequestLost,
    Fault::AnswerLost,
    Fault::Doubled,
    Fault::Replayed,
    Fault::Cut,
    Fault::Portal,
];

pub struct Line<'a> {
    pub office: &'a Office,
    pub token: [u8; 32],
    /// The office's clock.
    pub now_ms: i64,
    pub chance: Chance,
    /// Whether anything goes wrong at all.
    pub bad: bool,
    /// The seat's requests so far, for replays.
    pub earlier: &'a mut Vec<Vec<u8>>,
    /// Every change that came with an answer, in the office's order.
    pub heard: Option<&'a mut Vec<Envelope>>,
}

impl Line<'_> {
    fn carry(&self, request: &[u8]) -> Result<Vec<u8>, TransportError> {
        let answer = self.office.exchange(&self.token, request, self.now_ms);
        answer.map_err(TransportError::Refused)
    }

    fn listen(&mut self, answer: &[u8]) {
        if let Some(heard) = &mut self.heard {
            let response: Response = packet::unpack(answer, MESSAGE_BYTES).unwrap();
            let changes = response.changes.into_iter();
            heard.extend(changes.map(|change| Envelope::open(change.bytes).unwrap()));
        }
    }
}

impl Transport for Line<'_> {
    fn exchange(&mut self, request: &[u8]) -> Result<Vec<u8>, TransportError> {
        let fault = if self.bad && self.chance.one_in(3) {
            self.chance.pick(&FAULTS).copied()
        } else {
            None
        };
        if let Some(Fault::Replayed) = fault
            && let Some(old) = self.chance.pick(self.earlier)
        {
            drop(self.carry(old));
        }
        self.earlier.push(request.to_vec());
        match fault {
            Some(Fault::RequestLost) => Err(TransportError::Interrupted),
            Some(Fault::AnswerLost) => self.carry(request).and(Err(TransportError::TimedOut)),
            Some(Fault::Portal) => Err(TransportError::NotTheOffice),
            Some(Fault::Cut) => {
                let mut answer = self.carry(request)?;
                answer.truncate(self.chance.below(answer.len()));
                Ok(answer)
            }
            Some(Fault::Doubled) => {
                drop(self.carry(request));
                self.carry(request)
            }
            Some(Fault::Replayed) | None => {
                let answer = self.carry(request)?;
                self.listen(&answer);
                Ok(answer)
            }
        }
    }

    fn rest(&mut self, _seconds: u32) {}
}
