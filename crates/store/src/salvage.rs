//! What can still be read of a damaged database, with the centre's recovery key: own changes, row by row, and the
//! packets kept of what the office took. The damaged files themselves are never written to.

mod bytes;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use sha2::{Digest as _, Sha256};
use teren_ledger::{Envelope, Hash, Stream};
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
/// A row at the least, bytes: so many are looked for where a damaged page hides how many there are.
const ROW_BYTES: u64 = 128;
/// Ranges that may fail before the first row of such a table is read; after that none of it is looked for.
const BLIND_LOOKS: u32 = 1_000;

/// What was read of a damaged database.
pub struct Salvaged {
    /// Whose laptop it was, from the copy beside the database.
    pub identity: Identity,
    /// Exact bytes of own changes, each once, in the order of their chains.
    pub changes: Vec<Vec<u8>>,
    /// Documents among them that their author had not let go yet.
    pub private: BTreeSet<Uuid>,
    /// Rows that are there and cannot be read, and packets for another recovery key.
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
        let bytes = copy_database(from, scratch)?;
        let copy = Copy {
            profile: Self::at(scratch),
            key,
            rows_at_most: bytes / ROW_BYTES,
        };
        let mut codec = Codec::new(self.dictionaries())?;
        let mut chains = Chains::default();
        copy.walk(&salvage::CHANGES, &mut |found| match found {
            Some(own) => own
                .into_iter()
                .for_each(|own| chains.take(&own, &mut codec)),
            None => chains.lost += 1,
        });
        copy.walk(&salvage::PACKETS, &mut |found| match found {
            Some(packet) => chains.take_packet(&packet, recovery),
            None => chains.lost += 1,
        });
        let (attachments, rows) = bytes::attachments(&copy);
        Ok(Salvaged {
            identity,
            changes: chains.changes.into_values().collect(),
            private: chains.private,
            lost: chains.lost + rows,
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

/// Copies the files of the database; returns their size, bytes.
fn copy_database(from: &Path, scratch: &Path) -> Result<u64, Error> {
    platform::create_folder(scratch)?;
    let mut bytes = 0;
    for name in Profile::DATABASE_FILES {
        let file = from.join(name);
        if file.exists() {
            bytes += std::fs::copy(&file, scratch.join(name))?;
        }
    }
    Ok(bytes)
}

impl Chains {
    fn take(&mut self, own: &Own, codec: &mut Codec) {
        let bytes = own.shelf.and_then(|shelf| {
            let bytes = codec.unpack(own.dictionary, own.length, &own.body, &shelf);
            bytes.ok().filter(|bytes| sum_is(bytes, &own.hash))
        });
        match bytes {
            Some(bytes) => self.put(bytes, own.private),
            None => self.lost += 1,
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
    rows_at_most: u64,
}

impl Copy {
    fn look<T>(
        &self,
        look: impl FnOnce(&rusqlite::Connection) -> Result<T, Error>,
    ) -> Result<T, Error> {
        look(&self.profile.connect(&self.key)?)
    }

    /// Visits each row that can be read, and tells of each that cannot.
    fn walk<T>(&self, table: &Table<T>, visit: &mut dyn FnMut(Option<T>)) {
        let counted = self.look(|db| salvage::last_row(db, table));
        let (mut known, mut blind) = (counted.is_ok(), 0);
        let mut ranges = vec![(1, counted.unwrap_or(self.rows_at_most))];
        while let Some((from, to)) = ranges.pop() {
            if from > to {
                continue;
            }
            match self.look(|db| salvage::rows(db, table, from, to)) {
                Ok(rows) => {
                    known |= !rows.is_empty();
                    rows.into_iter().for_each(|row| visit(Some(row)));
                }
                Err(_) => {
                    blind += u32::from(!known);
                    if blind > BLIND_LOOKS {
                        return visit(None);
                    }
                    if from < to {
                        let middle = from + (to - from) / 2;
                        ranges.push((middle + 1, to));
                        ranges.push((from, middle));
                    } else if known {
                        visit(None);
                    }
                }
            }
        }
    }
}
