//! What could not be accepted, kept whole. Where the reason passes by itself (the case has come, what was missing has come,
//! a right was given, the program was renewed) it is looked at again; everything else waits for a person.

use std::collections::BTreeMap;

use teren_domain::access_log::Event;
use teren_domain::held_back::HeldOutcome;
use teren_ledger::Envelope;
use teren_ledger::wire::{Fate, QuarantineReason};
use uuid::Uuid;

use crate::OfficeError;
use crate::attachments::names_of;
use crate::desk::Desk;
use crate::held_back::{Gone, outcome_of};
use crate::receive::{Incoming, Received, Rights, Sender, adopt, take};
use crate::storage::{Person, QuarantineState, Quarantined, Row};

/// Whether the reason can pass without a person: she alone judges a false name, damage, a fork, or private work.
const fn passes(reason: QuarantineReason) -> bool {
    match reason {
        QuarantineReason::UnknownCase
        | QuarantineReason::NoRight
        | QuarantineReason::Gap
        | QuarantineReason::BrokenChain
        | QuarantineReason::NewerFormat
        | QuarantineReason::WrongCategory
        | QuarantineReason::Unopened
        | QuarantineReason::Withdrawn => true,
        QuarantineReason::ForgedAuthor
        | QuarantineReason::Malformed
        | QuarantineReason::Fork
        | QuarantineReason::Private
        | QuarantineReason::OtherCase => false,
    }
}

/// Puts a change aside.
pub(crate) fn keep(
    desk: &mut Desk<'_>,
    sender: &Sender,
    incoming: &Incoming,
    reason: QuarantineReason,
) -> Result<(), OfficeError> {
    let named = incoming.envelope.as_ref();
    let body = match named {
        Ok(opened) => desk.house.packing.packer()?.pack_whole(&opened.bytes)?,
        Err(_) => incoming.body.clone(),
    };
    let stream = named.map(|opened| opened.change.stream).ok();
    let names = named.map(|opened| names_of(&opened.change));
    let item = Quarantined {
        replica: sender.replica,
        person: sender.person.person,
        case: stream.map_or_else(Uuid::nil, |stream| stream.case),
        reason,
        hash: incoming.hash,
        body,
        received_ms: desk.now_ms,
        record: None,
        state: QuarantineState::Waits,
    };
    let document = stream.map_or_else(Uuid::nil, |stream| stream.document);
    let names = names.unwrap_or_default();
    Ok(desk.storage.quarantine(&item, document, &names)?)
}

/// Everything kept is to be looked at again: the program or somebody's rights are new.
pub(crate) fn awaken_all(desk: &mut Desk<'_>) -> Result<(), OfficeError> {
    for case in desk.storage.cases_in_quarantine()? {
        desk.awaken(case);
    }
    Ok(())
}

/// Looks again at what is kept of the cases in which something has changed, until nothing more moves.
pub(crate) fn retry(desk: &mut Desk<'_>) -> Result<Received, OfficeError> {
    let mut received = Received::default();
    loop {
        let awakened = desk.take_awakened();
        if awakened.is_empty() {
            return Ok(received);
        }
        let kept = desk.storage.cases_in_quarantine()?;
        for case in awakened.intersection(&kept) {
            retry_case(desk, *case, &mut received)?;
        }
    }
}

fn retry_case(desk: &mut Desk<'_>, case: Uuid, received: &mut Received) -> Result<(), OfficeError> {
    let mut by_laptop: BTreeMap<Uuid, Vec<(Row, Quarantined, Incoming)>> = BTreeMap::new();
    for (row, item) in desk.storage.quarantined_in(case)? {
        if passes(item.reason) && item.state == QuarantineState::Waits {
            let opened = incoming(desk, &item)?;
            let kept = by_laptop.entry(item.replica).or_default();
            kept.push((row, item, opened));
        }
    }
    for kept in by_laptop.into_values() {
        let Some((_, first, _)) = kept.first() else {
            continue;
        };
        let Some(sender) = sender_of(desk, first)? else {
            continue;
        };
        let mut rights = Rights::over(kept.iter().map(|(_, _, incoming)| incoming));
        for (row, item, incoming) in &kept {
            let kept = (*row, item, incoming);
            if retry_one(desk, &sender, &mut rights, kept, received)?.is_some() {
                let centre = desk.house.centre;
                desk.gone
                    .extend(Gone::of(item, HeldOutcome::Passed, centre));
            }
        }
        for case in rights.adopted {
            adopt(desk, &case)?;
        }
    }
    Ok(())
}

/// What became of the change when it was taken in.
pub(crate) fn retry_one(
    desk: &mut Desk<'_>,
    sender: &Sender,
    rights: &mut Rights,
    (row, item, incoming): (Row, &Quarantined, &Incoming),
    received: &mut Received,
) -> Result<Option<Fate>, OfficeError> {
    match take(desk, sender, rights, incoming)? {
        Ok(fate) => {
            desk.storage.release_from_quarantine(row)?;
            desk.note(item.person, Event::TakenFromQuarantine, item.case)?;
            if let Ok(envelope) = &incoming.envelope {
                received.touched.insert(envelope.change.stream);
            }
            return Ok(Some(fate));
        }
        Err(reason) if reason != item.reason => {
            desk.storage.set_quarantine_reason(row, reason)?;
            desk.gone.extend(Gone::elsewhere(item));
        }
        Err(_) => {}
    }
    Ok(None)
}

/// Takes in what a former worker of a case sent after her work on it went to somebody else, by the rights she had.
/// Says also how many changes went in.
pub(crate) fn admit(
    desk: &mut Desk<'_>,
    person: Uuid,
    case: Uuid,
    by: Uuid,
) -> Result<(Received, u32), OfficeError> {
    let mut admitted = (Received::default(), 0);
    let Some(known) = desk.storage.person(person)? else {
        return Ok(admitted);
    };
    let sender = Sender {
        person: Person {
            active: true,
            ..known
        },
        replica: Uuid::nil(),
        withdrawn: false,
    };
    let mut kept = Vec::new();
    for (row, item) in desk.storage.quarantined_in(case)? {
        if item.person == person && item.state == QuarantineState::Waits {
            let opened = incoming(desk, &item)?;
            kept.push((row, item, opened));
        }
    }
    let mut rights = Rights::over(kept.iter().map(|(_, _, opened)| opened));
    rights.of_former_worker(desk, &sender.person, case)?;
    for (row, item, opened) in &kept {
        let kept = (*row, item, opened);
        if let Some(fate) = retry_one(desk, &sender, &mut rights, kept, &mut admitted.0)? {
            desk.gone.extend(Gone::of(item, outcome_of(fate), by));
            admitted.1 += 1;
        }
    }
    Ok(admitted)
}

/// What is kept, as it came. A newer program may read what an older one could not.
pub(crate) fn incoming(desk: &Desk<'_>, item: &Quarantined) -> Result<Incoming, OfficeError> {
    let packing = &desk.house.packing;
    let envelope = Envelope::open(packing.unpack_whole(&item.body)?);
    let body = match &envelope {
        Ok(opened) => packing.packer()?.pack(opened)?,
        Err(_) => item.body.clone(),
    };
    Ok(Incoming {
        envelope,
        hash: item.hash,
        body,
        private: false,
    })
}

/// Who sent it, as she stands now. The change goes back to her laptop like anybody's: so it hears that it was taken.
fn sender_of(desk: &mut Desk<'_>, item: &Quarantined) -> Result<Option<Sender>, OfficeError> {
    let replica = desk.storage.replica(item.replica)?;
    let person = desk.storage.person(item.person)?;
    Ok(person.map(|person| Sender {
        withdrawn: !person.active || replica.is_none_or(|laptop| laptop.withdrawn_ms != 0),
        replica: Uuid::nil(),
        person,
    }))
}
