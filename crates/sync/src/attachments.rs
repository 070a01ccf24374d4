//! The bytes of attachments after the rounds of an exchange: by offset, so that a cut line repeats next to nothing.

use std::sync::atomic::{AtomicBool, Ordering};

use teren_ledger::wire::Refused;
use teren_store::{AttachmentKey, Store};

use crate::session::{ExchangeError, Replica};
use crate::transport::{Transport, TransportError};

/// Bytes of one request to the office.
pub(crate) const PIECE: usize = 256 * 1024;
/// Tries in a row that move nothing before the rest is left for the next exchange.
const TRIES: u32 = 4;
/// Rest after a try that moved nothing, where the office names none, seconds.
const REST_S: u32 = 2;

/// How much of an attachment the office holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// Bytes, from the first on.
    pub offset: u64,
    /// All of them, and they agree with the hash.
    pub complete: bool,
}

/// The part of the line that carries attachments. `None` is the office's word that no row gives this seat anything to
/// do with the bytes, or that there are none yet.
pub trait AttachmentLine: Transport {
    fn held(&mut self, key: &AttachmentKey) -> Result<Option<Held>, TransportError>;

    /// Offers bytes for a place; the answer says how much is held now, whether they were taken or not.
    fn append(
        &mut self,
        key: &AttachmentKey,
        offset: u64,
        bytes: &[u8],
    ) -> Result<Option<Held>, TransportError>;

    /// Bytes from a place on, as many as came before the answer ended or was cut.
    fn part(&mut self, key: &AttachmentKey, offset: u64)
    -> Result<Option<Vec<u8>>, TransportError>;
}

/// How far the attachments of an exchange have come, in bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Carried {
    pub bytes: u64,
    /// Altogether in this exchange.
    pub due: u64,
    /// Attachments the office holds since this exchange.
    pub sent: u32,
    /// Attachments that are whole here since this exchange.
    pub fetched: u32,
    /// Attachments left for another exchange: nothing of them moved, or the office could not take them now.
    pub left: u32,
    /// Attachments not fetched because the disk has no room for them.
    pub no_room: u32,
    /// Attachments whose bytes, once whole, did not agree with their hash; they begin anew.
    pub mismatched: u32,
}

struct Carrying<'a, R> {
    store: &'a mut R,
    line: &'a mut dyn AttachmentLine,
    progress: &'a mut dyn FnMut(Carried),
    cancel: &'a AtomicBool,
    carried: Carried,
    /// Bytes that may still be fetched onto this disk.
    room: u64,
    /// Tries in a row that moved nothing.
    still: u32,
}

/// Brings the office what it lacks of this seat's attachments and fetches what is named here. Cut anywhere and run
/// again, it goes on from the byte it came to. What hinders one attachment hinders no other: it is counted, and the next
/// one goes; so is one for which `room`, the bytes that may come onto this disk, is too small. Cases that waited only for this leave the seat at the end.
pub fn carry<R: Replica>(
    store: &mut R,
    line: &mut dyn AttachmentLine,
    now_ms: i64,
    room: u64,
    progress: &mut dyn FnMut(Carried),
    cancel: &AtomicBool,
) -> Result<Carried, ExchangeError> {
    let send = store.with(Store::attachments_to_send)?;
    let fetch = store.with(Store::attachments_to_fetch)?;
    let mut carrying = Carrying {
        store,
        line,
        progress,
        cancel,
        carried: Carried::default(),
        room,
        still: 0,
    };
    for key in send.iter().chain(&fetch) {
        if let Some(state) = carrying.state(key)? {
            carrying.carried.due += if state.is_complete() {
                state.size
            } else {
                state.size - state.here
            };
        }
    }
    for key in &send {
        let sent = carrying.send(key);
        carrying.or_left(sent)?;
    }
    for key in &fetch {
        let fetched = carrying.fetch(key);
        carrying.or_left(fetched)?;
    }
    let carried = carrying.carried;
    store.with(|store| store.remove_leaving_cases(now_ms))?;
    Ok(carried)
}

impl<R: Replica> Carrying<'_, R> {
    fn state(
        &mut self,
        key: &AttachmentKey,
    ) -> Result<Option<teren_store::AttachmentState>, ExchangeError> {
        self.store
            .with(|store| store.attachment(key.document, &key.sha256))
    }

    fn send(&mut self, key: &AttachmentKey) -> Result<(), ExchangeError> {
        let mut reached = 0;
        let mut held = self.tried(|line| line.held(key))?;
        loop {
            let Some(now) = held else {
                // The office knows no row that names it yet: it stays here, also where its case is to leave.
                return Ok(());
            };
            self.moved(now.offset.saturating_sub(reached));
            reached = reached.max(now.offset);
            if now.complete {
                self.store
                    .with(|store| store.note_attachment_in_office(key))?;
                self.carried.sent += 1;
                (self.progress)(self.carried);
                return Ok(());
            }
            let bytes = self
                .store
                .with(|store| store.attachment_bytes(key, now.offset, PIECE))?;
            let end = now.offset + u64::try_from(bytes.len()).unwrap_or(u64::MAX);
            let whole = (self.state(key)?).is_some_and(|state| end == state.size);
            let anew = |next: Held| {
                next.offset < now.offset || whole && next.offset == 0 && !next.complete
            };
            held = match self.line_after_cancel()?.append(key, now.offset, &bytes) {
                // The bytes did not agree with the hash over there: left for another exchange.
                Ok(Some(next)) if anew(next) => {
                    self.carried.mismatched += 1;
                    return Ok(());
                }
                Ok(next) => {
                    self.count(next.is_none_or(|next| next.offset > now.offset || next.complete))?;
                    next
                }
                Err(error) => {
                    self.pause(error)?;
                    let next = self.tried(|line| line.held(key))?;
                    if next.is_some_and(|next| next.offset > now.offset) {
                        self.still = 0;
                    }
                    next
                }
            };
        }
    }

    fn fetch(&mut self, key: &AttachmentKey) -> Result<(), ExchangeError> {
        let missing = (self.state(key)?).map_or(0, |state| state.size.saturating_sub(state.here));
        if missing > self.room {
            self.carried.no_room += 1;
            return Ok(());
        }
        self.room -= missing;
        loop {
            let Some(state) = self.state(key)? else {
                return Ok(());
            };
            let part = self.tried(|line| line.part(key, state.here))?;
            let Some(part) = part.filter(|part| !part.is_empty()) else {
                return Ok(());
            };
            let next = self
                .store
                .with(|store| store.append_attachment(key, state.here, &part))?;
            if next.here == 0 {
                // They did not agree with the hash and are gone: left for another exchange.
                self.carried.mismatched += 1;
                return Ok(());
            }
            self.count(next.here > state.here)?;
            self.moved(next.here.saturating_sub(state.here));
            if next.is_complete() {
                self.store
                    .with(|store| store.note_attachment_in_office(key))?;
                self.carried.fetched += 1;
                (self.progress)(self.carried);
                return Ok(());
            }
        }
    }

    /// What hinders this attachment alone is counted; what hinders all ends the carrying.
    fn or_left(&mut self, outcome: Result<(), ExchangeError>) -> Result<(), ExchangeError> {
        use Refused::{Malformed, Protocol, Storage, TooLarge};
        match outcome {
            Err(
                ExchangeError::Stuck
                | ExchangeError::Transport(TransportError::Refused(
                    Malformed | Protocol | Storage | TooLarge,
                )),
            ) => {
                self.carried.left += 1;
                self.still = 0;
                Ok(())
            }
            outcome => outcome,
        }
    }

    fn moved(&mut self, bytes: u64) {
        self.carried.bytes += bytes;
        if bytes > 0 {
            self.still = 0;
            (self.progress)(self.carried);
        }
    }

    /// Gives up when try after try leaves everything where it was.
    fn count(&mut self, moved: bool) -> Result<(), ExchangeError> {
        self.still = if moved { 0 } else { self.still + 1 };
        if self.still < TRIES {
            Ok(())
        } else {
            Err(ExchangeError::Stuck)
        }
    }

    fn line_after_cancel(&mut self) -> Result<&mut dyn AttachmentLine, ExchangeError> {
        if self.cancel.load(Ordering::Relaxed) {
            return Err(ExchangeError::Cancelled);
        }
        Ok(self.line)
    }

    /// Asks until there is an answer, or the line is bad for good.
    fn tried<T>(
        &mut self,
        mut ask: impl FnMut(&mut dyn AttachmentLine) -> Result<T, TransportError>,
    ) -> Result<T, ExchangeError> {
        loop {
            match ask(self.line_after_cancel()?) {
                Ok(answer) => return Ok(answer),
                Err(error) => self.pause(error)?,
            }
        }
    }

    /// Waits after a failure that may pass; the first one in a row is tried again at once.
    fn pause(&mut self, error: TransportError) -> Result<(), ExchangeError> {
        self.still += 1;
        if !error.passes() || self.still >= TRIES {
            return Err(error.into());
        }
        match error {
            TransportError::Refused(Refused::Busy { retry_after_s }) => {
                self.line.rest(retry_after_s);
            }
            _ if self.still > 1 => self.line.rest(REST_S),
            _ => {}
        }
        Ok(())
    }
}
