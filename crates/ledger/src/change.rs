//! A change: one durable write, identified by its dot, chained by hash to its actor's previous one.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::vector::{Dot, Hash, Stamp, Stream, VersionVector};

/// Writes in one change at the most: their live marks fit one 64-bit word.
pub const MAX_WRITES: usize = 64;
/// Encoded size of one change at the most, bytes; long narratives stay far below.
pub const MAX_BYTES: usize = 900 * 1024;
const MAX_FIELD: usize = 120;
const MAX_ACTORS: usize = 4096;
/// Newest format of a change that this program reads and the one it writes: its first byte.
pub const FORMAT: u8 = 1;

/// Kind of a change. Unknown numbers come from newer programs: kept unseen and passed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Kind(pub u16);

impl Kind {
    /// Body: `Vec<Write>`.
    pub const EDIT: Self = Self(1);
    /// Body: [`crate::SealPart`].
    pub const SEAL_PART: Self = Self(2);
    /// Body: [`crate::Seal`].
    pub const SEAL: Self = Self(3);
}

/// One answer written: the value is opaque bytes (canonical JSON above this room).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Write {
    pub record: Uuid,
    pub field: String,
    pub value: Vec<u8>,
}

/// A write as it lies in its change's body, not copied out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct BorrowedWrite<'a> {
    pub record: Uuid,
    pub field: &'a str,
    pub value: &'a [u8],
}

/// One durable write of answers of one category of one document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub stream: Stream,
    pub dot: Dot,
    /// What the writer had seen of this stream.
    pub context: VersionVector,
    pub stamp: Stamp,
    pub author: Uuid,
    /// Form id and version the writer used, or empty.
    pub form: String,
    pub kind: Kind,
    #[serde(with = "crate::octets")]
    pub body: Vec<u8>,
    /// Hash of the actor's previous change in this stream; zeros for the first.
    pub previous: Hash,
}

/// The bytes are not a change this program can take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    #[error("not a change, or cut short")]
    Undecodable,
    #[error("a change of format {0}, newer than this program")]
    NewerFormat(u8),
    #[error("a change larger than allowed")]
    TooLarge,
    #[error("a change that breaks its own bounds")]
    OutOfBounds,
}

impl Change {
    /// The writes of an edit; empty for other kinds.
    pub fn writes(&self) -> Result<Vec<Write>, Malformed> {
        let owned = |write: BorrowedWrite<'_>| Write {
            record: write.record,
            field: write.field.to_owned(),
            value: write.value.to_vec(),
        };
        Ok(self.borrowed_writes()?.into_iter().map(owned).collect())
    }

    /// The writes of an edit where they lie; empty for other kinds.
    pub fn borrowed_writes(&self) -> Result<Vec<BorrowedWrite<'_>>, Malformed> {
        if self.kind != Kind::EDIT {
            return Ok(Vec::new());
        }
        let writes: Vec<BorrowedWrite<'_>> =
            postcard::from_bytes(&self.body).map_err(|_| Malformed::Undecodable)?;
        let sound =
            writes.len() <= MAX_WRITES && writes.iter().all(|write| write.field.len() <= MAX_FIELD);
        if sound {
            Ok(writes)
        } else {
            Err(Malformed::OutOfBounds)
        }
    }

    /// Encodes writes as the body of an edit.
    pub fn edit_body(writes: &[Write]) -> Result<Vec<u8>, Malformed> {
        if writes.len() > MAX_WRITES {
            return Err(Malformed::OutOfBounds);
        }
        postcard::to_allocvec(writes).map_err(|_| Malformed::OutOfBounds)
    }

    /// The bounds that writer and reader hold alike, so that no seat writes what another must refuse.
    fn check(&self) -> Result<(), Malformed> {
        let sound = self.dot.counter > 0
            && self.context.len() <= MAX_ACTORS
            && self.form.len() <= MAX_FIELD
            && self.context.count(self.dot.actor) < self.dot.counter;
        if !sound {
            return Err(Malformed::OutOfBounds);
        }
        self.borrowed_writes().map(drop)
    }

    /// Encodes, hashes and wraps the change; refuses one that breaks the bounds.
    pub fn seal_envelope(self) -> Result<Envelope, Malformed> {
        self.check()?;
        let mut bytes = vec![FORMAT];
        bytes = postcard::to_extend(&self, bytes).map_err(|_| Malformed::OutOfBounds)?;
        if bytes.len() > MAX_BYTES {
            return Err(Malformed::TooLarge);
        }
        Ok(Envelope {
            hash: Sha256::digest(&bytes).into(),
            bytes,
            change: self,
        })
    }
}

/// Exact bytes before the counter: format, case, document, category and actor, each id with its length.
const PLACE_BYTES: usize = 53;
/// Exact bytes of the previous change's hash, at the end.
const CHAIN_BYTES: usize = 32;

/// Where a log keeps a change: what it says of the change already need not lie in the change's body again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shelf {
    pub stream: Stream,
    pub actor: Uuid,
    /// Hash of the actor's previous change in the stream; zeros for the first.
    pub previous: Hash,
}

impl Shelf {
    /// What stands before a change's counter.
    fn place(&self) -> Vec<u8> {
        let mut place = Vec::with_capacity(PLACE_BYTES);
        place.push(FORMAT);
        for id in [&self.stream.case, &self.stream.document] {
            place.push(16);
            place.extend(id.as_bytes());
        }
        place.push(self.stream.category);
        place.push(16);
        place.extend(self.actor.as_bytes());
        place
    }

    /// Puts the exact bytes together again.
    #[must_use]
    pub fn whole(&self, lean: &[u8]) -> Vec<u8> {
        let mut whole = self.place();
        whole.reserve_exact(lean.len() + CHAIN_BYTES);
        whole.extend_from_slice(lean);
        whole.extend_from_slice(&self.previous);
        whole
    }
}

/// A change with its exact bytes and their SHA-256. The bytes, not the decoded form, are kept and passed on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    pub change: Change,
    pub bytes: Vec<u8>,
    pub hash: Hash,
}

impl Envelope {
    /// Where a log keeps this change.
    #[must_use]
    pub fn shelf(&self) -> Shelf {
        Shelf {
            stream: self.change.stream,
            actor: self.change.dot.actor,
            previous: self.change.previous,
        }
    }

    /// The exact bytes without what their shelf says. `None` for bytes that another program has put in another way:
    /// those are kept whole.
    #[must_use]
    pub fn lean(&self) -> Option<&[u8]> {
        let shelf = self.shelf();
        let (place, rest) = self.bytes.split_at_checked(PLACE_BYTES)?;
        let (lean, chain) = rest.split_last_chunk::<CHAIN_BYTES>()?;
        (place == shelf.place() && *chain == shelf.previous).then_some(lean)
    }

    /// Reads a change from its bytes, checking its bounds.
    pub fn open(bytes: Vec<u8>) -> Result<Self, Malformed> {
        if bytes.len() > MAX_BYTES {
            return Err(Malformed::TooLarge);
        }
        let (format, rest) = bytes.split_first().ok_or(Malformed::Undecodable)?;
        if *format != FORMAT {
            return Err(Malformed::NewerFormat(*format));
        }
        let Ok((change, [])) = postcard::take_from_bytes::<Change>(rest) else {
            return Err(Malformed::Undecodable);
        };
        change.check()?;
        Ok(Self {
            hash: Sha256::digest(&bytes).into(),
            bytes,
            change,
        })
    }
}
