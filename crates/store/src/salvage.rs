//! What can still be read of a damaged database, with the centre's recovery key: own changes, row by row, and the
//! packets kept of what the office took. The damaged files themselves are never written to.

mod bytes;
#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests;
mod walk;

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::path::Path;

use sha2::{Digest as _, Sha256};
use teren_ledger::{Envelope, Hash, Shelf, Stream};
use uuid::Uuid;

use crate::courier::{self, SecretKeyBytes};
use crate::dictionary::Codec;
use crate::error::{Error, UnlockError};
use crate::identity::{self, Identity};
use crate::key::DataKey;
use crate::open::Profile;
use crate::packet;
use crate::platform;
use crate::tables::salvage::{self, Own, Table};

pub use self::bytes::SalvagedAttachment;

/// A packet decompressed, at the most, bytes.
const PACKET_BYTES: usize = 64 * 1024 * 1024;
/// More rows than any laptop writes: so far they are looked for where nothing says how many there are.
const LAST_ROW: u64 = u32::MAX as u64;

/// What was read of a damaged database.
pub struct Salvaged {
    /// Whose laptop it was, from the copy beside the database.
    pub identity: Identity,
    /// Exact bytes of own changes, each once, in the order of their chains.
    pub changes: Vec<Vec<u8>>,
    /// Documents among them that their author had not let go yet.
    pub private: BTreeSet<Uuid>,
    /// Rows that are there and cannot be read, and packets for another recovery key, at the least: a hole at either end of
    /// a table counts once where nothing says any more how many rows there were.
    pub lost: u64,
    /// Attachments that the laptop did not know to be in the office, in the order of their coming.
    pub attachments: Vec<SalvagedAttachment>,
    copy: Copy,
}

/// Own changes by stream, actor and counter.
#[derive(Default)]
struct Chains {
    changes: BTreeMap<(Stream, Uuid, u64), Vec<u8>>,
    private: BTreeSet<Uuid>,
    lost: u64,
}

impl Profile {
    /// Reads what can be read of the database in a folder (the profile's own, or one that was moved aside), working on a
    /// copy in `scratch`, an empty folder that the caller removes when nothing more is asked of what was read.
    /// [`UnlockError::Wrong`] says that the recovery key is another centre's.
    pub fn salvage(
        &self,
        from: &Path,
        scratch: &Path,
        recovery: &SecretKeyBytes,
    ) -> Result<Salvaged, UnlockError> {
        let (ring, _lock) = self.keyring()?;
        let key = ring
            .unwrap_with_recovery(recovery)?
            .ok_or(UnlockError::Wrong { wait_s: 0 })?;
        let identity = identity::spare(self.folder(), &key).ok_or(Error::BadFile("identity"))?;
        copy_database(from, scratch)?;
        let copy = Copy {
            profile: Self::at(scratch),
            key,
        };
        let mut codec = Codec::new(self.dictionaries())?;
        let mut chains = Chains::default();
        let mut own = Vec::new();
        let mut lost = copy.walk(&salvage::CHANGES, &mut |found| own.extend(found));
        chains.take(&own, &mut codec);
        lost += copy.walk(&salvage::PACKETS, &mut |packet| {
            chains.take_packet(&packet, recovery);
        });
        let (attachments, rows) = bytes::attachments(&copy);
        Ok(Salvaged {
            identity,
            changes: chains.changes.into_values().collect(),
            private: chains.private,
            lost: chains.lost + lost + rows,
            attachments,
            copy,
        })
    }
}

impl Salvaged {
    /// `length` bytes of one stretch of an attachment from a place on.
    pub fn attachment_bytes(
        &self,
        attachment: &SalvagedAttachment,
        place: u64,
        length: usize,
    ) -> Result<Vec<u8>, Error> {
        self.copy.bytes(attachment, place, length)
    }
}

/// Copies the files of the database.
fn copy_database(from: &Path, scratch: &Path) -> Result<(), Error> {
    platform::create_folder(scratch)?;
    for name in Profile::DATABASE_FILES {
        let file = from.join(name);
        if file.exists() {
            std::fs::copy(&file, scratch.join(name))?;
        }
    }
    Ok(())
}

impl Chains {
    /// What a body leaves out is in other rows: of its place, and of the change before it.
    fn take(&mut self, all: &[Own], codec: &mut Codec) {
        let hashes: BTreeMap<_, Hash> = all.iter().map(|own| (own.dot, own.hash)).collect();
        for own in all {
            let (stream, actor, counter) = own.dot;
            let previous = hashes.get(&(stream, actor, counter.saturating_sub(1)));
            let bytes = own.place.and_then(|(stream, actor)| {
                let shelf = Shelf {
                    stream,
                    actor,
                    previous: previous.copied().unwrap_or_default(),
                };
                let bytes = codec.unpack(own.dictionary, own.length, &own.body, &shelf);
                bytes.ok().filter(|bytes| sum_is(bytes, &own.hash))
            });
            match bytes {
                Some(bytes) => self.put(bytes, own.private),
                None => self.lost += 1,
            }
        }
    }

    fn take_packet(&mut self, sealed: &[u8], recovery: &SecretKeyBytes) {
        let opened = courier::open(recovery, sealed).ok();
        let changes: Option<Vec<Vec<u8>>> =
            opened.and_then(|opened| packet::unpack(&opened.bytes, PACKET_BYTES).ok());
        match changes {
            // What was taken once was not private then.
            Some(changes) => changes.into_iter().for_each(|bytes| self.put(bytes, false)),
            None => self.lost += 1,
        }
    }

    fn put(&mut self, bytes: Vec<u8>, private: bool) {
        let Ok(envelope) = Envelope::open(bytes) else {
            self.lost += 1;
            return;
        };
        let (stream, dot) = (envelope.change.stream, envelope.change.dot);
        if private {
            self.private.insert(stream.document);
        }
        self.changes
            .insert((stream, dot.actor, dot.counter), envelope.bytes);
    }
}

/// A row put together from rows of which one is gone is not the change that was written.
fn sum_is(bytes: &[u8], hash: &Hash) -> bool {
    Sha256::digest(bytes).as_slice() == hash
}

/// A copy of the damaged database. After a bad page a connection reads nothing more, so each look has its own.
struct Copy {
    profile: Profile,
    key: DataKey,
}

impl Copy {
    fn look<T>(
        &self,
        look: impl FnOnce(&rusqlite::Connection) -> Result<T, Error>,
    ) -> Result<T, Error> {
        look(&self.profile.connect(&self.key)?)
    }

    /// Visits each row that can be read, in their order; returns how many cannot, at the least.
    fn walk<T>(&self, table: &Table<T>, visit: &mut dyn FnMut(T)) -> u64 {
        let counted = self.look(|db| salvage::last_row(db, table)).ok();
        let numbers = LazyCell::new(|| self.look(|db| salvage::numbers(db, table)).ok().flatten());
        let last = counted.or_else(|| numbers.as_ref()?.iter().copied().max());
        let mut look = |from, to| self.look(|db| salvage::rows(db, table, from, to)).ok();
        let holes = walk::holes(last.unwrap_or(LAST_ROW), &mut look, visit);
        if holes.is_empty() {
            return 0;
        }
        if let Some(numbers) = &*numbers {
            let gone = |number: &&u64| holes.iter().any(|hole| hole.contains(number));
            return numbers.iter().filter(gone).count() as u64;
        }
        let rows = |hole: &RangeInclusive<u64>| {
            let (start, end) = (*hole.start(), *hole.end());
            if start == 1 || end == LAST_ROW {
                1
            } else {
                end - start + 1
            }
        };
        holes.iter().map(rows).sum()
    }
}
