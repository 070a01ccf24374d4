//! What a laptop gets: changes of the cases granted, grants and revokes, all in the office's one order.
//!
//! A grant brings the case's earlier changes with it. While `backfill` of the answer is set, that one case is not
//! whole and the main cursor rests at its grant.

use std::collections::{BTreeMap, BTreeSet};

use teren_domain::access_log::Event;
use teren_ledger::wire::{BATCH_BYTES, Backfill, Grant, Request, Revoke, StreamDigest};
use teren_ledger::{Head, stream_digest};
use uuid::Uuid;

use crate::OfficeError;
use crate::desk::Desk;
use crate::mask::{Mask, mask_anywhere, mask_of_all, opened};
use crate::receive::{Received, Sender};
use crate::storage::{Entry, GrantRow, Row, StoredChange, StreamRow};

/// Events looked at in one round at the most.
const EVENTS: usize = 500;
/// Places of the order looked at for one answer, about.
const STEPS: usize = 4096;
/// Changes of one case looked at in one step.
const STEP: usize = 512;

/// The part of an answer that comes out of the log; bodies are still compressed.
#[derive(Default)]
pub(crate) struct Pulled {
    pub cursor: u64,
    pub more: bool,
    pub changes: Vec<StoredChange>,
    pub grants: Vec<Grant>,
    pub revokes: Vec<Revoke>,
    pub backfill: Option<Backfill>,
    pub digests: Vec<StreamDigest>,
    spent: usize,
    budget: usize,
    streams: BTreeMap<Row, StreamRow>,
}

enum Item {
    Change(Entry),
    Grant(GrantRow),
    Revoke(GrantRow),
}

pub(crate) fn pull(
    desk: &mut Desk<'_>,
    sender: &Sender,
    request: &Request,
    received: &Received,
) -> Result<Pulled, OfficeError> {
    let last = desk.storage.last_sequence()?;
    let same_epoch = request.epoch == desk.house.epoch;
    let wanted = usize::try_from(request.wanted_bytes).unwrap_or(BATCH_BYTES);
    let mut pulled = Pulled {
        cursor: if same_epoch {
            request.cursor.min(last)
        } else {
            0
        },
        budget: wanted.min(BATCH_BYTES),
        ..Pulled::default()
    };
    let running = request.backfill.filter(|_| same_epoch);
    if let Some(running) = running
        && !backfill(desk, sender, running, &mut pulled)?
    {
        pulled.more = true;
    } else {
        follow(desk, sender, last, &mut pulled)?;
    }
    digests(desk, received, &mut pulled)?;
    Ok(pulled)
}

impl Pulled {
    /// Takes a change if the answer has room for it; the first one always has.
    fn put(&mut self, desk: &mut Desk<'_>, entry: &Entry) -> Result<bool, OfficeError> {
        if !self.changes.is_empty() && self.spent + entry.size > self.budget {
            return Ok(false);
        }
        self.spent += entry.size;
        let (stream, change) = desk.storage.change(entry.sequence)?;
        self.streams.insert(stream.row, stream);
        self.changes.push(change);
        Ok(true)
    }
}

/// Every case the person was given, to be let go by one laptop.
pub(crate) fn let_go(desk: &mut Desk<'_>, sender: &Sender) -> Result<Pulled, OfficeError> {
    let sequence = desk.storage.last_sequence()?;
    let person = sender.person.person;
    let held = desk.storage.grants_of_person(person)?;
    // Also what went to somebody else before she left.
    let gone = desk.storage.revokes_after(person, 0, usize::MAX)?;
    let cases: BTreeSet<Uuid> = (held.into_iter().chain(gone))
        .map(|grant| grant.case)
        .collect();
    let revokes = cases.into_iter().map(|case| Revoke { case, sequence });
    Ok(Pulled {
        cursor: sequence,
        revokes: revokes.collect(),
        ..Pulled::default()
    })
}

/// What the grants of one case open at the places of the order, worked out once as long as they stay the same.
struct Opening<'a> {
    grants: &'a [GrantRow],
    /// Document, grants that stood, and what they opened.
    last: Option<(Uuid, usize, Mask)>,
}

impl<'a> Opening<'a> {
    fn of(grants: &'a [GrantRow]) -> Self {
        Self { grants, last: None }
    }

    fn may_hold(&mut self, desk: &Desk<'_>, sender: &Sender, place: u64, entry: &Entry) -> bool {
        let standing = || self.grants.iter().filter(|grant| grant.from <= place);
        let count = standing().count();
        let mask = match self.last {
            Some((document, known, mask)) if (document, known) == (entry.document, count) => mask,
            _ => mask_of_all(&sender.person, &desk.structure, standing(), entry.document),
        };
        self.last = Some((entry.document, count, mask));
        mask.may_hold(entry.category)
    }
}

/// Sends a granted case from the start; true when it is whole. A case no longer granted is left to its revoke.
fn backfill(
    desk: &mut Desk<'_>,
    sender: &Sender,
    asked: Backfill,
    pulled: &mut Pulled,
) -> Result<bool, OfficeError> {
    let grants = desk
        .storage
        .standing_grants(sender.person.person, asked.case)?;
    let Some(grant) = grants.first() else {
        return Ok(true);
    };
    // A seat may ask for everything there is, without knowing how much.
    let until = asked.until.min(desk.storage.last_sequence()?);
    let mut after = asked.after.min(until);
    let mut opening = Opening::of(&grants);
    loop {
        let entries = desk.storage.entries(grant.case_row, after, until, STEP)?;
        for entry in &entries {
            if opening.may_hold(desk, sender, asked.until, entry) && !pulled.put(desk, entry)? {
                pulled.backfill = Some(Backfill { after, ..asked });
                return Ok(false);
            }
            after = entry.sequence;
        }
        if entries.len() < STEP {
            return Ok(true);
        }
    }
}

/// The main order from the cursor on.
fn follow(
    desk: &mut Desk<'_>,
    sender: &Sender,
    last: u64,
    pulled: &mut Pulled,
) -> Result<(), OfficeError> {
    let (items, horizon) = items(desk, sender, pulled.cursor, last)?;
    let regranted: BTreeMap<Uuid, u64> = items
        .iter()
        .filter_map(|(sequence, item)| match item {
            Item::Grant(grant) => Some((grant.case, *sequence)),
            _ => None,
        })
        .collect();
    for (sequence, item) in items {
        match item {
            Item::Change(entry) => {
                if !pulled.put(desk, &entry)? {
                    pulled.more = true;
                    return Ok(());
                }
            }
            Item::Grant(grant) => {
                if !give(desk, sender, &grant, pulled)? {
                    return Ok(());
                }
            }
            Item::Revoke(grant) => {
                pulled.revokes.push(Revoke {
                    case: grant.case,
                    sequence,
                });
                // Given again later: the seat first lets go, then takes it anew.
                if regranted.contains_key(&grant.case) {
                    pulled.cursor = sequence;
                    pulled.more = true;
                    return Ok(());
                }
            }
        }
        pulled.cursor = sequence;
    }
    pulled.cursor = horizon;
    pulled.more = horizon < last;
    Ok(())
}

/// Announces a grant and sends what the case held before; false when that does not fit into this answer.
fn give(
    desk: &mut Desk<'_>,
    sender: &Sender,
    grant: &GrantRow,
    pulled: &mut Pulled,
) -> Result<bool, OfficeError> {
    let grants = desk
        .storage
        .standing_grants(sender.person.person, grant.case)?;
    let standing: Vec<GrantRow> = (grants.into_iter())
        .filter(|known| known.from <= grant.from)
        .collect();
    let mask = mask_anywhere(&sender.person, &desk.structure, &standing);
    if mask == Mask::default() {
        return Ok(true);
    }
    pulled.grants.push(Grant {
        case: grant.case,
        sequence: grant.from,
        categories: mask.categories(),
        documents: opened(&sender.person, &desk.structure, &standing),
    });
    pulled.cursor = grant.from;
    desk.note(sender.person.person, Event::Delivered, grant.case)?;
    let whole = Backfill {
        case: grant.case,
        after: 0,
        until: grant.from,
    };
    let complete = backfill(desk, sender, whole, pulled)?;
    pulled.more |= !complete;
    Ok(complete)
}

/// Everything that concerns the person after the cursor, in order, and up to where that is all.
fn items(
    desk: &mut Desk<'_>,
    sender: &Sender,
    cursor: u64,
    last: u64,
) -> Result<(Vec<(u64, Item)>, u64), OfficeError> {
    let person = sender.person.person;
    let mut horizon = last;
    let mut items = Vec::new();
    let granted = desk.storage.grants_after(person, cursor, EVENTS)?;
    let revoked = desk.storage.revokes_after(person, cursor, EVENTS)?;
    if granted.len() == EVENTS {
        horizon = horizon.min(granted.last().map_or(last, |grant| grant.from));
    }
    if revoked.len() == EVENTS {
        horizon = horizon.min(revoked.last().map_or(last, |grant| grant.revoked));
    }
    items.extend(
        granted
            .into_iter()
            .map(|grant| (grant.from, Item::Grant(grant))),
    );
    items.extend(
        revoked
            .into_iter()
            .map(|grant| (grant.revoked, Item::Revoke(grant))),
    );
    let mut cases: BTreeMap<Row, Vec<GrantRow>> = BTreeMap::new();
    for grant in desk.storage.changed_after(person, cursor)? {
        cases.entry(grant.case_row).or_default().push(grant);
    }
    for (case, grants) in cases {
        let mut opening = Opening::of(&grants);
        let first = grants.iter().map(|grant| grant.from).min().unwrap_or(last);
        let entries = desk
            .storage
            .entries(case, cursor.max(first), horizon, STEP)?;
        if entries.len() == STEP {
            horizon = horizon.min(entries.last().map_or(last, |entry| entry.sequence));
        }
        for entry in entries {
            // A seat's own changes do not come back to it, except in a backfill.
            let other = entry.replica != sender.replica;
            if other && opening.may_hold(desk, sender, entry.sequence, &entry) {
                items.push((entry.sequence, Item::Change(entry)));
            }
        }
        // No answer holds more: what lies behind is not looked at now.
        if items.len() > 2 * STEPS {
            items.sort_by_key(|(sequence, _)| *sequence);
            items.truncate(STEPS);
            horizon = horizon.min(items.last().map_or(last, |(sequence, _)| *sequence));
        }
    }
    items.retain(|(sequence, _)| *sequence <= horizon);
    items.sort_by_key(|(sequence, _)| *sequence);
    Ok((items, horizon))
}

/// Digests of the streams this round touched and left whole on the other side.
fn digests(
    desk: &mut Desk<'_>,
    received: &Received,
    pulled: &mut Pulled,
) -> Result<(), OfficeError> {
    let mut streams: BTreeSet<Row> = pulled.streams.keys().copied().collect();
    let sent: Vec<StreamRow> = desk
        .open_streams()
        .filter(|opened| received.touched.contains(&opened.row.stream))
        .map(|opened| opened.row)
        .collect();
    for row in sent {
        streams.insert(row.row);
        pulled.streams.insert(row.row, row);
    }
    for row in streams {
        let Some(stream) = pulled.streams.get(&row).map(|known| known.stream) else {
            continue;
        };
        let reached = match pulled.backfill {
            Some(running) if running.case == stream.case => running.after,
            _ => pulled.cursor,
        };
        let heads = desk.storage.heads(row)?;
        let whole = heads.iter().all(|head| head.sequence <= reached);
        let taken_back = (pulled.revokes.iter()).any(|revoke| revoke.case == stream.case);
        if !whole || taken_back || received.held_back.contains(&stream) {
            continue;
        }
        let heads: BTreeMap<Uuid, Head> = heads
            .into_iter()
            .map(|head| (head.actor, head.head))
            .collect();
        let digest = stream_digest(stream.category, &heads);
        pulled.digests.push(StreamDigest {
            case: stream.case,
            document: stream.document,
            category: stream.category,
            digest,
            proof: desk.house.proof(stream, &digest),
        });
    }
    Ok(())
}
