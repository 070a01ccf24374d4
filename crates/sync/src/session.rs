//! One exchange: rounds until nothing of ours waits and the office has no more. Cut anywhere and run again, it loses and doubles nothing.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};

use teren_ledger::Stream;
use teren_ledger::wire::{BATCH_BYTES, MESSAGE_BYTES, PROTOCOL, Refused, Request, Response};
use teren_store::{Outgoing, Sent, Store, packet};
use uuid::Uuid;

use crate::agreement::Agreement;
use crate::outcome::{Outcome, Progress};
use crate::transport::{Transport, TransportError};

/// Smallest batch a bad line is given, bytes; a single change may be larger.
const LEAST_BATCH: usize = 16 * 1024;
/// Tries of one round before the session gives up.
const TRIES: u32 = 4;
/// Rest between tries where the office does not name one, seconds.
const REST_S: u32 = 2;
/// Rounds in a row that move nothing before the session gives up.
const STILL_ROUNDS: u32 = 3;

/// Why an exchange stopped early. Everything acknowledged so far stays; the next one goes on from there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExchangeError {
    #[error(transparent)]
    Transport(#[from] TransportError),
    #[error(transparent)]
    Store(#[from] teren_store::Error),
    /// One of the two programs is newer.
    #[error("the office's answer cannot be read")]
    Unreadable,
    /// The office answers, but nothing moves any more.
    #[error("the exchange does not move on")]
    Stuck,
    #[error("the exchange was stopped by the person")]
    Cancelled,
}

/// Runs the exchanges of one seat and remembers how much its line bears.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    batch: usize,
}

impl Default for Session {
    fn default() -> Self {
        Self { batch: BATCH_BYTES }
    }
}

/// A store at hand for one short step at a time, so that typing goes on beside an exchange.
pub trait Replica {
    /// Runs one step on the store; an error of its own when the store is gone.
    fn with<T>(
        &mut self,
        step: impl FnOnce(&mut Store) -> Result<T, teren_store::Error>,
    ) -> Result<T, ExchangeError>;
}

impl Replica for Store {
    fn with<T>(
        &mut self,
        step: impl FnOnce(&mut Store) -> Result<T, teren_store::Error>,
    ) -> Result<T, ExchangeError> {
        Ok(step(self)?)
    }
}

/// One exchange under way.
struct Run<'a, R> {
    store: &'a mut R,
    line: &'a mut dyn Transport,
    now_ms: i64,
    progress: &'a mut dyn FnMut(Progress),
    cancel: &'a AtomicBool,
    outcome: Outcome,
    agreement: Agreement,
    repaired: BTreeSet<Uuid>,
    still: u32,
}

impl Session {
    /// Exchanges until both sides have everything. `now_ms` is this machine's clock at the start; `cancel` is
    /// looked at between rounds. No database transaction is open while the line is used.
    pub fn run<R: Replica>(
        &mut self,
        store: &mut R,
        line: &mut dyn Transport,
        now_ms: i64,
        progress: &mut dyn FnMut(Progress),
        cancel: &AtomicBool,
    ) -> Result<Outcome, ExchangeError> {
        store.with(|store| store.begin_exchange(now_ms))?;
        let mut run = Run {
            store,
            line,
            now_ms,
            progress,
            cancel,
            outcome: Outcome::default(),
            agreement: Agreement::default(),
            repaired: BTreeSet::new(),
            still: 0,
        };
        run.outcome.to_send = run.store.with(Store::count_unsent)?;
        while run.round(&mut self.batch)? {}
        run.store.with(|store| store.settle_head())?;
        Ok(run.outcome)
    }
}

impl<R: Replica> Run<'_, R> {
    /// One round; says whether another is due.
    fn round(&mut self, batch: &mut usize) -> Result<bool, ExchangeError> {
        let (sent, response) = self.ask(batch)?;
        let now_ms = self.now_ms;
        let received = self
            .store
            .with(|store| store.apply_round(&response, &sent, now_ms))?;
        self.agreement.note(&response, &received);
        self.outcome.add(received, now_ms);
        let next = self.store.with(|store| store.request(0, 0))?.sent;
        let answered = u32::try_from(response.taken.len()).unwrap_or(u32::MAX);
        // Counting reads every change that waits: once at the start and once at the end will do.
        self.outcome.to_send = match self.outcome.to_send.saturating_sub(answered) {
            left if left > 0 && !next.changes.is_empty() => left,
            _ => self.store.with(Store::count_unsent)?,
        };
        (self.progress)(self.outcome.progress());
        if self.outcome.received.more || is_due(&next) {
            self.watch(&sent, &next)?;
            return Ok(true);
        }
        self.repair()
    }

    /// Sends one request until it is answered; a line that fails gets smaller ones.
    fn ask(&mut self, batch: &mut usize) -> Result<(Sent, Response), ExchangeError> {
        let mut tries = 0;
        loop {
            if self.cancel.load(Ordering::Relaxed) {
                return Err(ExchangeError::Cancelled);
            }
            let wanted = u32::try_from(*batch).unwrap_or(u32::MAX);
            let Outgoing { request, sent } =
                self.store.with(|store| store.request(*batch, wanted))?;
            let error = match post(self.line, &request) {
                Ok(response) => return Ok((sent, response)),
                Err(ExchangeError::Transport(error)) if error.passes() => error,
                Err(error) => return Err(error),
            };
            tries += 1;
            if tries == TRIES {
                return Err(error.into());
            }
            let rest_s = match error {
                TransportError::Refused(Refused::Busy { retry_after_s }) => retry_after_s,
                _ => {
                    *batch = (*batch / 4).max(LEAST_BATCH);
                    REST_S
                }
            };
            self.line.rest(rest_s);
        }
    }

    /// Asks anew, once, for each case that differs now that all is through; says whether anything was asked for.
    fn repair(&mut self) -> Result<bool, ExchangeError> {
        let agreement = &mut self.agreement;
        let differing: Vec<Stream> = self
            .store
            .with(|store| Ok(agreement.differing(store)?.iter().copied().collect()))?;
        let before = self.repaired.len();
        for stream in &differing {
            if self.repaired.insert(stream.case) {
                self.store.with(|store| store.repair(stream.case))?;
            }
        }
        let repairing = self.repaired.len() > before;
        if !repairing {
            self.outcome.received.mismatched = differing;
        }
        Ok(repairing)
    }

    /// Gives up when round after round leaves everything where it was.
    fn watch(&mut self, sent: &Sent, next: &Sent) -> Result<(), ExchangeError> {
        let moved = sent.changes.first() != next.changes.first()
            || (sent.cursor, sent.backfill) != (next.cursor, next.backfill)
            || sent.released != next.released
            || sent.shown != next.shown
            || sent.deposits.beginning() != next.deposits.beginning()
            || sent.logged != next.logged;
        self.still = if moved { 0 } else { self.still + 1 };
        if self.still < STILL_ROUNDS {
            Ok(())
        } else {
            Err(ExchangeError::Stuck)
        }
    }
}

/// True when the next request would say more than that the seat is there.
fn is_due(next: &Sent) -> bool {
    let idle = next.changes.is_empty() && next.released.is_empty() && next.shown.is_empty();
    !idle || next.backfill.is_some() || next.logged != 0 || !next.deposits.is_empty()
}

fn post(line: &mut dyn Transport, request: &Request) -> Result<Response, ExchangeError> {
    let request = packet::pack(request).map_err(|_| ExchangeError::Unreadable)?;
    let answer = line.exchange(&request)?;
    let response: Response =
        packet::unpack(&answer, MESSAGE_BYTES).map_err(|_| ExchangeError::Unreadable)?;
    if response.protocol == PROTOCOL {
        Ok(response)
    } else {
        Err(ExchangeError::Unreadable)
    }
}
