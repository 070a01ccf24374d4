//! Bytes of attachments inside courier files: as many in one file as it bears, the rest in the next.

use std::collections::{BTreeMap, VecDeque};
use std::ops::Range;

use serde::{Deserialize, Serialize};
use teren_store::courier::PublicKeyBytes;
use teren_store::{AttachmentKey, Error, Salvaged, SalvagedAttachment, Store};
use uuid::Uuid;

use super::office::{Arrived, CourierDesk};
use crate::attachments::{Held, PIECE};

/// Bytes of attachments in one file at the most; any single attachment fits.
const ATTACHED_BYTES: usize = 24 * 1024 * 1024;

/// Bytes of an attachment from a place on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stretch {
    key: AttachmentKey,
    place: u64,
    #[serde(with = "teren_ledger::octets")]
    bytes: Vec<u8>,
}

impl Stretch {
    fn end(&self) -> u64 {
        self.place + u64::try_from(self.bytes.len()).unwrap_or(0)
    }

    /// The next bytes for who holds so many from the first on; none where these do not follow.
    fn after(&self, held: u64) -> Option<&[u8]> {
        let skipped = usize::try_from(held.checked_sub(self.place)?).ok()?;
        let rest = self.bytes.get(skipped..).filter(|rest| !rest.is_empty())?;
        Some(rest.get(..PIECE).unwrap_or(rest))
    }
}

/// What is to go to the office, whole copies alone, as far as one file bears it.
pub(crate) fn of_store(store: &mut Store) -> Result<Vec<Stretch>, Error> {
    let mut room = ATTACHED_BYTES;
    let mut load = Vec::new();
    for key in store.attachments_to_send()? {
        let state = store.attachment(key.document, &key.sha256)?;
        let size = state.map_or(0, |state| state.size);
        if let Some(left) = usize::try_from(size)
            .ok()
            .and_then(|size| room.checked_sub(size))
        {
            let bytes = store.attachment_bytes(&key, 0, room - left)?;
            load.push(Stretch {
                key,
                place: 0,
                bytes,
            });
            room = left;
        }
    }
    Ok(load)
}

/// What was salvaged of attachments, cut for files one after another.
pub(crate) struct Loading<'a> {
    salvaged: &'a Salvaged,
    left: VecDeque<(&'a SalvagedAttachment, Range<u64>)>,
}

impl<'a> Loading<'a> {
    pub(crate) fn of(salvaged: &'a Salvaged) -> Self {
        let all = salvaged.attachments.iter();
        let stretches =
            all.flat_map(|of| of.stretches.iter().map(move |range| (of, range.clone())));
        Self {
            salvaged,
            left: stretches.collect(),
        }
    }

    /// The load of the next file; empty when all have gone.
    pub(crate) fn next(&mut self) -> Result<Vec<Stretch>, Error> {
        let mut room = ATTACHED_BYTES;
        let mut load = Vec::new();
        while room > 0
            && let Some((attachment, range)) = self.left.pop_front()
        {
            let (key, place) = (attachment.key, range.start);
            let length = usize::try_from(range.end - place).unwrap_or(room).min(room);
            let bytes = self.salvaged.attachment_bytes(attachment, place, length)?;
            room -= length;
            let stretch = Stretch { key, place, bytes };
            if stretch.end() < range.end {
                self.left.push_front((attachment, stretch.end()..range.end));
            }
            load.push(stretch);
        }
        Ok(load)
    }
}

/// Gives the office what it lacks of a file's stretches, in their order; says how each attachment stands there then.
pub(crate) fn deliver<D: CourierDesk>(
    desk: &mut D,
    sender: (&PublicKeyBytes, Uuid),
    load: &[Stretch],
) -> Result<Vec<Arrived>, D::Error> {
    let mut arrived = BTreeMap::new();
    for stretch in load {
        let held = match desk.held(sender, &stretch.key)? {
            Some(held) => bring(desk, sender, stretch, held)?,
            None => None,
        };
        arrived.insert(stretch.key, held);
    }
    let arrived = arrived.into_iter();
    Ok(arrived.map(|(key, held)| Arrived { key, held }).collect())
}

/// Appends until the stretch is there. What the office held before and does not agree with the hash is brought anew, once.
fn bring<D: CourierDesk>(
    desk: &mut D,
    sender: (&PublicKeyBytes, Uuid),
    stretch: &Stretch,
    mut held: Held,
) -> Result<Option<Held>, D::Error> {
    let mut anew = false;
    while let Some(bytes) = stretch.after(held.offset).filter(|_| !held.complete) {
        let Some(next) = desk.append(sender, &stretch.key, held.offset, bytes)? else {
            return Ok(None);
        };
        if !next.complete && next.offset <= held.offset {
            if anew || next.offset == held.offset {
                return Ok(Some(next));
            }
            anew = true;
        }
        held = next;
    }
    Ok(Some(held))
}
