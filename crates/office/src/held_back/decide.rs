//! A person's decision on what is held back: into the case, beside it as a note, or away.

use std::collections::BTreeMap;
use teren_domain::access::Role;
use teren_domain::access_log::Event;

use teren_domain::held_back::{
    HeldOutcome, HeldWay, KeptNote, note_field, reason_categories, reason_field,
};
use teren_domain::workflow::ActRefusal;
use teren_ledger::wire::QuarantineReason;
use teren_ledger::{Change, Dot, Kind, Stream};
use uuid::Uuid;

use super::{Gone, Told, content_of, knows, looked_at, outcome_of};
use crate::OfficeError;
use crate::acts::{Answered, answer_to};
use crate::desk::{Desk, Merged};
use crate::keys::new_id;
use crate::quarantine::incoming;
use crate::receive::{Incoming, Received, Rights, Sender, take};
use crate::route;
use crate::storage::{CaseRow, Person, QuarantineState, Quarantined, Row};

/// Bytes of one note at the most; the rest goes into further ones.
const NOTE_BYTES: usize = 256 * 1024;

/// Does what was decided; the answer says with how many changes.
pub(crate) fn decide(
    desk: &mut Desk<'_>,
    sender: &Person,
    (case, record): (Uuid, Uuid),
    way: HeldWay,
    reason: &str,
) -> Result<Answered, OfficeError> {
    let told = match looked_at(desk, sender, (case, record))? {
        Ok(told) => told,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if reason.trim().is_empty() || !may_decide(desk, sender, &told)? {
        return Ok(Err(ActRefusal::NotAllowed));
    }
    let kept = desk.storage.quarantined_as(record)?;
    if kept.is_empty() {
        return Ok(Err(ActRefusal::Outdated));
    }
    if !told.held.why.ways().contains(&way) {
        return Ok(Err(ActRefusal::NothingGoes));
    }
    let decision = new_id(desk.now_ms)?;
    let by = Decider {
        person: sender,
        decision,
    };
    let (count, event) = match way {
        HeldWay::Accept => {
            let count = accept(desk, &by, record, &told, &kept)?;
            (count, Event::HeldBackAccepted)
        }
        HeldWay::Note => {
            let noted = note(desk, &told, record, decision)?;
            let count = match noted {
                true => aside(desk, &by, &kept, HeldOutcome::Noted)?,
                false => 0,
            };
            (count, Event::HeldBackNoted)
        }
        HeldWay::File => {
            let count = aside(desk, &by, &kept, HeldOutcome::Filed)?;
            (count, Event::HeldBackFiled)
        }
    };
    if count == 0 {
        return Ok(Err(ActRefusal::NothingGoes));
    }
    for category in reason_categories(&told.held) {
        let write = answer_to(record, &reason_field(decision), &reason.trim())?;
        desk.write(&told.place, told.place.case, category, &[write])?;
    }
    desk.note(sender.person, event, told.place.case)?;
    Ok(Ok(serde_json::to_vec(&count)?))
}

struct Decider<'a> {
    person: &'a Person,
    decision: Uuid,
}

impl Decider<'_> {
    fn gone(&self, item: &Quarantined, outcome: HeldOutcome) -> Option<Gone> {
        Some(Gone {
            decision: Some(self.decision),
            ..Gone::of(item, outcome, self.person.person)?
        })
    }
}

/// Nobody decides on what she may not know; what cannot be read is the head's.
fn may_decide(desk: &mut Desk<'_>, sender: &Person, told: &Told) -> Result<bool, OfficeError> {
    if told.held.categories.is_empty() {
        return Ok(sender.roles.contains(&Role::Head));
    }
    for category in &told.held.categories {
        if !knows(desk, sender, told, *category)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Stays in the office and is looked at no more by itself.
fn aside(
    desk: &mut Desk<'_>,
    by: &Decider<'_>,
    kept: &[(Row, Quarantined)],
    outcome: HeldOutcome,
) -> Result<u32, OfficeError> {
    let mut count = 0;
    for (row, item) in kept {
        (desk.storage).set_quarantine_state(*row, QuarantineState::Aside)?;
        desk.gone.extend(by.gone(item, outcome));
        count += 1;
    }
    Ok(count)
}

/// Keeps the content beside the case, each category in itself. False where there is nothing to read.
fn note(
    desk: &mut Desk<'_>,
    told: &Told,
    record: Uuid,
    decision: Uuid,
) -> Result<bool, OfficeError> {
    let parts = content_of(desk, told, record)?;
    let some = !parts.is_empty();
    let mut field = decision;
    for part in parts {
        let mut notes = vec![Vec::new()];
        let mut bytes = 0;
        for answer in part.note.answers {
            bytes += serde_json::to_vec(&answer)?.len();
            if bytes > NOTE_BYTES {
                notes.push(Vec::new());
                bytes = 0;
            }
            if let Some(last) = notes.last_mut() {
                last.push(answer);
            }
        }
        for answers in notes.into_iter().filter(|answers| !answers.is_empty()) {
            let form = part.note.form.clone();
            let kept = KeptNote { form, answers };
            let write = answer_to(record, &note_field(field), &kept)?;
            desk.write(&told.place, told.place.case, part.category, &[write])?;
            field = new_id(desk.now_ms)?;
        }
    }
    Ok(some)
}

/// Takes in what goes in: as it came where its chain allows, else its content under a chain of its own, with its author's name and
/// what she had seen. So it stands beside what was written meanwhile, and collisions go to the merge desk. What she did (a matter
/// passed on, an interview sent back) is done by the right of who takes it in.
fn accept(
    desk: &mut Desk<'_>,
    by: &Decider<'_>,
    record: Uuid,
    told: &Told,
    kept: &[(Row, Quarantined)],
) -> Result<u32, OfficeError> {
    let Some(known) = desk.storage.person(told.held.person)? else {
        return Ok(0);
    };
    let sender = Sender {
        person: Person {
            active: true,
            ..known
        },
        replica: Uuid::nil(),
        withdrawn: false,
    };
    let mut waiting = Vec::new();
    for (row, item) in kept {
        let opened = incoming(desk, item)?;
        waiting.push((*row, item, opened));
    }
    let firsts = firsts_of(&waiting);
    let over = Rights::over(waiting.iter().map(|(_, _, opened)| opened));
    let mut rights = over.sponsored_by(by.person);
    let mut received = Received {
        sponsor: Some(by.person.clone()),
        ..Received::default()
    };
    let mut count = 0;
    for (row, item, opened) in &waiting {
        let outcome = match take(desk, &sender, &mut rights, opened)? {
            Ok(fate) => {
                desk.storage.release_from_quarantine(*row)?;
                Some(outcome_of(fate))
            }
            Err(QuarantineReason::Fork | QuarantineReason::Gap | QuarantineReason::BrokenChain) => {
                copy(desk, &told.place, record, (*row, opened, &firsts))?
            }
            Err(_) => None,
        };
        if let (Some(outcome), Ok(envelope)) = (outcome, &opened.envelope) {
            received.touched.insert(envelope.change.stream);
            desk.gone.extend(by.gone(item, outcome));
            count += 1;
        }
    }
    route::settle(desk, &received)?;
    Ok(count)
}

/// Number of the first change of each chain that is held back.
type Firsts = BTreeMap<(Stream, Uuid), u64>;

fn firsts_of(waiting: &[(Row, &Quarantined, Incoming)]) -> Firsts {
    let mut firsts = Firsts::new();
    let opened = waiting.iter().map(|(_, _, opened)| opened);
    for envelope in opened.filter_map(|one| one.envelope.as_ref().ok()) {
        let (stream, dot) = (envelope.change.stream, envelope.change.dot);
        let first = firsts.entry((stream, dot.actor)).or_insert(dot.counter);
        *first = dot.counter.min(*first);
    }
    firsts
}

/// The content of an edit under a chain that the office begins for it. Her laptop's own chain stays as it is: what comes of it
/// again is known by its bytes.
fn copy(
    desk: &mut Desk<'_>,
    place: &CaseRow,
    record: Uuid,
    (row, opened, firsts): (Row, &Incoming, &Firsts),
) -> Result<Option<HeldOutcome>, OfficeError> {
    let change = match &opened.envelope {
        Ok(envelope) if envelope.change.kind == Kind::EDIT => &envelope.change,
        _ => return Ok(None),
    };
    let stream = change.stream;
    let state = &desk.open(place, stream.document, stream.category)?.state;
    let known = state.vector();
    let head = state.head(record);
    // What she had seen, as far as it is here: of a chain that forked, nothing of its other branch.
    let seen = (change.context.iter()).map(|(actor, count)| {
        let first = firsts.get(&(stream, actor)).copied();
        let before = first.map_or(u64::MAX, |first| first.saturating_sub(1));
        (actor, count.min(known.count(actor)).min(before))
    });
    let copied = Change {
        dot: Dot {
            actor: record,
            counter: head.map_or(0, |head| head.count) + 1,
        },
        context: seen.filter(|(_, count)| *count > 0).collect(),
        previous: head.map_or([0; 32], |head| head.hash),
        ..change.clone()
    };
    let envelope = copied.seal_envelope()?;
    let body = desk.house.packing.packer()?.pack(&envelope)?;
    let outcome = match desk.merge(place, &envelope, Uuid::nil(), &body)? {
        Merged::Appended { late: true, .. } => HeldOutcome::AcceptedLate,
        Merged::Appended { late: false, .. } => HeldOutcome::Accepted,
        Merged::Known(_) | Merged::Refused(_) => return Ok(None),
    };
    desk.storage
        .set_quarantine_state(row, QuarantineState::Copied)?;
    Ok(Some(outcome))
}
