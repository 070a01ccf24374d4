//! One round of an exchange inside the writer's transaction: who asks, what is taken in, what follows, what goes back.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use subtle::ConstantTimeEq as _;
use teren_domain::access_log::Event;
use teren_ledger::wire::{ActAnswer, Deposited, PROTOCOL, Refused, Request, Response, Sequenced};
use uuid::Uuid;

use crate::OfficeError;
use crate::attachments::drop_unnamed;
use crate::clock::local_date;
use crate::desk::{Desk, House};
use crate::evidence::{Shown, take_back};
use crate::pull::{Pulled, let_go, pull};
use crate::receive::{Incoming, Received, Sender, receive};
use crate::storage::{Replica, Storage};
use crate::{
    access_log, acts, assistance, break_glass, deposits, hand_over, held_back, keys, likeness,
    people, quarantine, route,
};

/// Setting with the day that was begun last.
const DAY: &str = "day begun";
/// Acts answered in one round at the most.
const ACTS: usize = 64;

/// What the writer found; made into an answer outside of it.
pub(crate) struct Answer {
    received: Received,
    pulled: Pulled,
    acts: Vec<ActAnswer>,
    waiting: Vec<Uuid>,
    deposits: Deposited,
    /// What it told is kept, and it hears that it is withdrawn.
    refused: bool,
    now_ms: i64,
}

/// What came with a request, decoded outside the writer.
pub(crate) struct Brought {
    pub changes: Vec<Incoming>,
    pub shown: Vec<Shown>,
}

/// Finds a laptop by its token alone. What is looked up is its hash, so the search tells nothing about tokens.
pub(crate) fn laptop_of(
    storage: &mut dyn Storage,
    token: &[u8; 32],
) -> Result<Replica, OfficeError> {
    let hash = keys::sha256(token);
    let replica = storage.replica_by_token(&hash)?.ok_or(Refused::Unknown)?;
    match bool::from(hash.ct_eq(&replica.token_hash)) {
        true => Ok(replica),
        false => Err(Refused::Unknown.into()),
    }
}

/// Finds who sends.
pub(crate) fn authenticate(
    storage: &mut dyn Storage,
    token: &[u8; 32],
    now_ms: i64,
) -> Result<Sender, OfficeError> {
    let replica = laptop_of(storage, token)?;
    let person = storage.person(replica.person)?.ok_or(Refused::Unknown)?;
    Ok(Sender::of(&replica, person, now_ms))
}

/// What a withdrawn laptop hears: that every case is to be let go, once. After that, and with nothing more to
/// bring, it is refused: `None`.
fn part(
    desk: &mut Desk<'_>,
    sender: &Sender,
    request: &Request,
    empty: bool,
) -> Result<Option<Pulled>, OfficeError> {
    note_released(desk, sender, request)?;
    let setting = people::parting(sender.replica);
    let told = desk.storage.meta(&setting)?;
    let told = told.and_then(|place| Some(u64::from_be_bytes(place.try_into().ok()?)));
    let same_epoch = request.epoch == desk.house.epoch;
    if empty && same_epoch && told.is_some_and(|place| request.cursor >= place) {
        return Ok(None);
    }
    let pulled = let_go(desk, sender)?;
    if !same_epoch || told.is_none() {
        (desk.storage).set_meta(&setting, &pulled.cursor.to_be_bytes())?;
        desk.note(sender.person.person, Event::ToldToLetGo, sender.replica)?;
    }
    Ok(Some(pulled))
}

/// What leaves quarantine because of this request, and what follows from it.
pub(crate) fn follow_up(desk: &mut Desk<'_>) -> Result<(), OfficeError> {
    loop {
        let freed = quarantine::retry(desk)?;
        if freed.touched.is_empty() {
            return held_back::tell(desk);
        }
        route::settle(desk, &freed)?;
    }
}

/// One round. A withdrawn laptop's work is kept in quarantine; it gets nothing but the word to let its cases go.
pub(crate) fn answer(
    storage: &mut dyn Storage,
    house: Arc<House>,
    sender: &Sender,
    request: &Request,
    brought: Brought,
    now_ms: i64,
) -> Result<Answer, OfficeError> {
    let mut desk = Desk::new(storage, house, now_ms)?;
    desk.seat = sender.replica;
    begin_day(&mut desk)?;
    access_log::take_in(&mut desk, sender, request)?;
    let deposits = deposits::take_in(&mut desk, sender, request)?;
    if sender.withdrawn {
        let received = receive(&mut desk, sender, &brought.changes)?;
        hand_over::settle(&mut desk, &received)?;
        held_back::tell(&mut desk)?;
        desk.close()?;
        let pulled = part(&mut desk, sender, request, brought.changes.is_empty())?;
        return Ok(Answer {
            deposits,
            refused: pulled.is_none(),
            ..Answer::of(received, pulled.unwrap_or_default(), now_ms)
        });
    }
    note_released(&mut desk, sender, request)?;
    if request.epoch != desk.house.epoch {
        // The seat does not know yet that this office was restored: what it sends leans on what was lost.
        let received = Received::default();
        let pulled = pull(&mut desk, sender, request, &received)?;
        return Ok(Answer {
            deposits,
            ..Answer::of(received, pulled, now_ms)
        });
    }
    let recovered = take_back(&mut desk, sender, brought.shown)?;
    route::settle(&mut desk, &recovered)?;
    let mut received = receive(&mut desk, sender, &brought.changes)?;
    if desk.house.renewed.swap(false, Ordering::Relaxed) {
        quarantine::awaken_all(&mut desk)?;
    }
    route::settle(&mut desk, &received)?;
    follow_up(&mut desk)?;
    likeness::look(&mut desk, &received)?;
    drop_unnamed(&mut desk, &received)?;
    let (mut acts, mut waiting) = (Vec::new(), Vec::new());
    for act in request.acts.iter().take(ACTS) {
        match acts::answer(&mut desk, sender, act)? {
            Some(answered) => acts.push(answered),
            None => waiting.push(act.id),
        }
    }
    follow_up(&mut desk)?;
    desk.share_torn()?;
    desk.close()?;
    received.touched.extend(recovered.touched);
    let pulled = pull(&mut desk, sender, request, &received)?;
    Ok(Answer {
        acts,
        waiting,
        deposits,
        ..Answer::of(received, pulled, now_ms)
    })
}

/// What ends with a day ends with the first request of the next.
fn begin_day(desk: &mut Desk<'_>) -> Result<(), OfficeError> {
    let today = local_date(desk.now_ms).to_string();
    if desk.storage.meta(DAY)?.as_deref() == Some(today.as_bytes()) {
        return Ok(());
    }
    desk.storage.set_meta(DAY, today.as_bytes())?;
    people::begin_day(desk)?;
    assistance::begin_day(desk)?;
    break_glass::end(desk)?;
    access_log::let_old_go(desk)
}

/// What the seat reports of itself: cases let go.
fn note_released(
    desk: &mut Desk<'_>,
    sender: &Sender,
    request: &Request,
) -> Result<(), OfficeError> {
    let person = sender.person.person;
    for case in &request.released {
        desk.note(person, Event::Released, *case)?;
        desk.storage.close_handed_over(person, *case)?;
    }
    Ok(())
}

impl Answer {
    fn of(received: Received, pulled: Pulled, now_ms: i64) -> Self {
        Self {
            received,
            pulled,
            acts: Vec::new(),
            waiting: Vec::new(),
            deposits: Deposited::default(),
            refused: false,
            now_ms,
        }
    }

    /// The answer as it goes out; decompresses what the log gave.
    pub fn response(self, house: &House) -> Result<Response, OfficeError> {
        if self.refused {
            return Err(Refused::Withdrawn.into());
        }
        let mut changes = Vec::with_capacity(self.pulled.changes.len());
        for stored in &self.pulled.changes {
            changes.push(Sequenced {
                sequence: stored.sequence,
                bytes: house.packing.unpack(&stored.body, &stored.shelf)?,
            });
        }
        Ok(Response {
            protocol: PROTOCOL,
            epoch: house.epoch,
            cursor: self.pulled.cursor,
            more: self.pulled.more,
            office_time_ms: self.now_ms,
            taken: self.received.taken,
            changes,
            grants: self.pulled.grants,
            revokes: self.pulled.revokes,
            backfill: self.pulled.backfill,
            acts: self.acts,
            waiting: self.waiting,
            digests: self.pulled.digests,
            deposits: self.deposits,
        })
    }
}
