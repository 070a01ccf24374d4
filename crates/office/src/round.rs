//! One round of an exchange inside the writer's transaction: who asks, what is taken in, what follows, what goes back.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use subtle::ConstantTimeEq as _;
use teren_ledger::wire::{ActAnswer, PROTOCOL, Refused, Request, Response, Sequenced};

use crate::OfficeError;
use crate::desk::{Desk, House};
use crate::pull::{Pulled, let_go, pull};
use crate::receive::{Incoming, Received, Sender, receive};
use crate::storage::Storage;
use crate::{acts, keys, people, quarantine, route};

/// Acts answered in one round at the most.
const ACTS: usize = 64;

/// What the writer found; made into an answer outside of it.
pub(crate) struct Answer {
    received: Received,
    pulled: Pulled,
    acts: Vec<ActAnswer>,
    now_ms: i64,
}

/// Finds who sends, by the token alone. What is looked up is its hash, so the search tells nothing about tokens.
pub(crate) fn authenticate(
    storage: &mut dyn Storage,
    token: &[u8; 32],
) -> Result<Sender, OfficeError> {
    let hash = keys::sha256(token);
    let replica = storage.replica_by_token(&hash)?.ok_or(Refused::Unknown)?;
    if !bool::from(hash.ct_eq(&replica.token_hash)) {
        return Err(Refused::Unknown.into());
    }
    let person = storage.person(replica.person)?.ok_or(Refused::Unknown)?;
    Ok(Sender {
        withdrawn: replica.withdrawn_ms != 0 || !person.active,
        replica: replica.replica,
        person,
    })
}

/// What a withdrawn laptop hears: that every case is to be let go, once. After that, and with nothing more to
/// bring, it is refused.
fn part(
    desk: &mut Desk<'_>,
    sender: &Sender,
    request: &Request,
    empty: bool,
) -> Result<Pulled, OfficeError> {
    for case in &request.released {
        desk.note(sender.person.person, "released", *case)?;
    }
    let setting = people::parting(sender.replica);
    let told = desk.storage.meta(&setting)?;
    let told = told.and_then(|place| Some(u64::from_be_bytes(place.try_into().ok()?)));
    let same_epoch = request.epoch == desk.house.epoch;
    if empty && same_epoch && told.is_some_and(|place| request.cursor >= place) {
        return Err(Refused::Withdrawn.into());
    }
    let pulled = let_go(desk, sender)?;
    if !same_epoch || told.is_none() {
        (desk.storage).set_meta(&setting, &pulled.cursor.to_be_bytes())?;
        desk.note(sender.person.person, "told to let go", sender.replica)?;
    }
    Ok(pulled)
}

/// What leaves quarantine because of this request, and what follows from it.
pub(crate) fn follow_up(desk: &mut Desk<'_>) -> Result<(), OfficeError> {
    loop {
        let freed = quarantine::retry(desk)?;
        if freed.touched.is_empty() {
            return Ok(());
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
    changes: &[Incoming],
    now_ms: i64,
) -> Result<Answer, OfficeError> {
    let mut desk = Desk::new(storage, house, now_ms);
    let received = receive(&mut desk, sender, changes)?;
    if sender.withdrawn {
        let pulled = part(&mut desk, sender, request, changes.is_empty())?;
        return Ok(Answer {
            received,
            pulled,
            acts: Vec::new(),
            now_ms,
        });
    }
    if desk.house.renewed.swap(false, Ordering::Relaxed) {
        quarantine::awaken_all(&mut desk)?;
    }
    route::settle(&mut desk, &received)?;
    follow_up(&mut desk)?;
    let mut acts = Vec::new();
    for act in request.acts.iter().take(ACTS) {
        acts.extend(acts::answer(&mut desk, sender, act)?);
    }
    for case in &request.released {
        desk.note(sender.person.person, "released", *case)?;
    }
    follow_up(&mut desk)?;
    desk.close()?;
    let pulled = pull(&mut desk, sender, request, &received)?;
    Ok(Answer {
        received,
        pulled,
        acts,
        now_ms,
    })
}

impl Answer {
    /// The answer as it goes out; decompresses what the log gave.
    pub fn response(self, house: &House) -> Result<Response, OfficeError> {
        let mut changes = Vec::with_capacity(self.pulled.changes.len());
        for (sequence, body) in &self.pulled.changes {
            changes.push(Sequenced {
                sequence: *sequence,
                bytes: house.packing.unpack(body)?,
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
            digests: self.pulled.digests,
        })
    }
}
