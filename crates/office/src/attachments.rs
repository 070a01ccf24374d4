//! Bytes attached to interviews: taken from whom a row of hers names them, given to whom holds such a row, and gone
//! when no row names them.

use sha2::{Digest as _, Sha256};
use teren_domain::Category;
use teren_domain::attachment::{Attachment, MOST_BYTES, RECORD_KINDS, category_of};
use teren_ledger::wire::Refused;
use teren_ledger::{Change, Envelope, Hash, ROW_FIELD, Stream};
use teren_store::AttachmentKey;
use teren_sync::Held;
use uuid::Uuid;

use crate::OfficeError;
use crate::desk::Desk;
use crate::mask::Mask;
use crate::office::Office;
use crate::receive::{Received, Sender};
use crate::round::authenticate;
use crate::storage::{AttachmentRow, CaseRow, Storage, StorageError};

/// Bytes of one answer at the most.
pub(crate) const PART_BYTES: usize = 256 * 1024;
/// Bytes hashed at a time.
const PIECE: usize = 256 * 1024;

/// A row that names an attachment.
struct Named {
    attachment: Attachment,
    category: Category,
    author: Uuid,
    /// It is an answer that stands, not one kept aside.
    stands: bool,
}

/// What a person may do with the bytes of an attachment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Leave {
    person: Uuid,
    size: u64,
    bring: bool,
    take: bool,
}

impl Office {
    /// How much of an attachment is held; `None` where no row gives the sender anything to do with it.
    pub fn attachment_held(
        &self,
        token: &[u8; 32],
        key: AttachmentKey,
        now_ms: i64,
    ) -> Result<Option<Held>, Refused> {
        self.with_leave(token, key, now_ms, move |desk, _, leave| {
            if !leave.bring && !leave.take {
                return Ok(None);
            }
            let row = desk.storage.attachment(key.document, &key.sha256)?;
            Ok(Some(held(row.as_ref())))
        })
    }

    /// Takes bytes at the end of what is held; bytes for another place change nothing and hear the right one. With the
    /// last byte all are held against the hash: what does not agree is thrown away, and it begins anew.
    pub fn append_attachment(
        &self,
        token: &[u8; 32],
        key: AttachmentKey,
        offset: u64,
        bytes: Vec<u8>,
        now_ms: i64,
    ) -> Result<Option<Held>, Refused> {
        self.with_leave(token, key, now_ms, move |desk, case, leave| {
            if !leave.bring {
                return Ok(None);
            }
            let (storage, now_ms) = (&mut *desk.storage, desk.now_ms);
            let row = match storage.attachment(key.document, &key.sha256)? {
                Some(row) => row,
                None => {
                    let (document, size) = (key.document, leave.size);
                    storage.add_attachment(case.row, document, &key.sha256, size, now_ms)?
                }
            };
            let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
            if row.complete || offset != row.held || length > row.size - row.held {
                return Ok(Some(held(Some(&row))));
            }
            storage.append_attachment(row.row, row.held, &bytes)?;
            settle(storage, &key)
        })
    }

    /// Bytes of a complete attachment from a place on; `None` where there is nothing for this sender to have.
    pub fn attachment_part(
        &self,
        token: &[u8; 32],
        key: AttachmentKey,
        offset: u64,
        now_ms: i64,
    ) -> Result<Option<Vec<u8>>, Refused> {
        self.with_leave(token, key, now_ms, move |desk, _, leave| {
            let row = desk.storage.attachment(key.document, &key.sha256)?;
            let Some(row) = row.filter(|row| row.complete && leave.take) else {
                return Ok(None);
            };
            if offset == 0 {
                desk.note(leave.person, "attachment delivered", key.document)?;
            }
            let part = desk.storage.attachment_bytes(row.row, offset, PART_BYTES)?;
            Ok(Some(part))
        })
    }

    /// Work on one attachment in a transaction, with what the sender may do with it.
    fn with_leave<T, F>(
        &self,
        token: &[u8; 32],
        key: AttachmentKey,
        now_ms: i64,
        work: F,
    ) -> Result<Option<T>, Refused>
    where
        F: FnOnce(&mut Desk<'_>, &CaseRow, Leave) -> Result<Option<T>, OfficeError>
            + Send
            + 'static,
        T: Send + 'static,
    {
        let token = *token;
        let done = self.work(now_ms, move |desk| {
            let sender = authenticate(desk.storage, &token)?;
            let Some(case) = desk.storage.case(key.case)? else {
                return Ok(None);
            };
            if !desk.belongs(&case, key.document)? {
                return Ok(None);
            }
            match leave(desk, &sender, &case, &key)? {
                Some(leave) => work(desk, &case, leave),
                None => Ok(None),
            }
        });
        done.map_err(|error: OfficeError| error.refused())
    }
}

fn held(row: Option<&AttachmentRow>) -> Held {
    Held {
        offset: row.map_or(0, |row| row.held),
        complete: row.is_some_and(|row| row.complete),
    }
}

/// Holds an attachment whose last byte has come against its hash; says how much of it is held now.
fn settle(storage: &mut dyn Storage, key: &AttachmentKey) -> Result<Option<Held>, OfficeError> {
    let row = storage.attachment(key.document, &key.sha256)?;
    if let Some(row) = row.filter(|row| row.held == row.size) {
        if hash_of(storage, &row)? == row.sha256 {
            storage.complete_attachment(row.row)?;
        } else {
            storage.remove_attachment(row.row)?;
        }
    }
    let row = storage.attachment(key.document, &key.sha256)?;
    Ok(Some(held(row.as_ref())))
}

/// SHA-256 of the bytes as they lie here.
pub(crate) fn hash_of(
    storage: &mut dyn Storage,
    row: &AttachmentRow,
) -> Result<Hash, StorageError> {
    let mut hasher = Sha256::new();
    let mut read = 0;
    while read < row.held {
        let piece = storage.attachment_bytes(row.row, read, PIECE)?;
        if piece.is_empty() {
            break;
        }
        hasher.update(&piece);
        read += u64::try_from(piece.len()).unwrap_or(u64::MAX);
    }
    Ok(hasher.finalize().into())
}

/// Whoever may write a row of its category, or wrote the one that names it, may bring the bytes; whoever may hold the
/// row that stands may take them.
fn leave(
    desk: &mut Desk<'_>,
    sender: &Sender,
    case: &CaseRow,
    key: &AttachmentKey,
) -> Result<Option<Leave>, OfficeError> {
    let hex = data_encoding::HEXLOWER.encode(&key.sha256);
    let mut named = standing(desk, case, key.document)?;
    named.extend(kept_aside(desk, case, key.document)?);
    named.retain(|named| named.attachment.sha256 == hex && named.attachment.bytes <= MOST_BYTES);
    let mask = if sender.withdrawn {
        Mask::default()
    } else {
        desk.mask(&sender.person, case.case, key.document)?
    };
    let own = |named: &Named| named.author == sender.person.person;
    let size = named.first().map(|named| named.attachment.bytes);
    Ok(size.map(|size| Leave {
        person: sender.person.person,
        size,
        bring: (named.iter())
            .any(|named| own(named) || named.stands && mask.may_write(named.category.number())),
        take: (named.iter()).any(|named| named.stands && mask.may_hold(named.category.number())),
    }))
}

/// Rows of a document that name attachments: answers that stand, and late ones that are kept beside them.
fn standing(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    document: Uuid,
) -> Result<Vec<Named>, OfficeError> {
    let mut named = Vec::new();
    for row in desk.storage.streams(case)? {
        let Some(category) = attaching(&row.stream).filter(|_| row.stream.document == document)
        else {
            continue;
        };
        for stored in desk.storage.log(row.row)? {
            if stored.live == 0 && !stored.late {
                continue;
            }
            let change = desk.envelope(&stored)?.change;
            let live = |place: usize| stored.late || stored.live & (1 << place.min(63)) != 0;
            named.extend(rows_in(&change, category, true, live));
        }
    }
    Ok(named)
}

/// Category of a stream in which rows may name attachments.
fn attaching(stream: &Stream) -> Option<Category> {
    let mut categories = RECORD_KINDS.into_iter().filter_map(category_of);
    categories.find(|category| category.number() == stream.category)
}

/// Rows of a document that are kept in quarantine: their bytes are kept with them.
fn kept_aside(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    document: Uuid,
) -> Result<Vec<Named>, OfficeError> {
    let mut named = Vec::new();
    for (_, item) in desk.storage.quarantined_in(case.case)? {
        let Ok(envelope) = Envelope::open(desk.house.packing.unpack_whole(&item.body)?) else {
            continue;
        };
        // Whoever sent it is its author here; what it says of itself may be why it is kept.
        let change = Change {
            author: item.person,
            ..envelope.change
        };
        if let Some(category) = attaching(&change.stream)
            && change.stream.document == document
        {
            named.extend(rows_in(&change, category, false, |_| true));
        }
    }
    Ok(named)
}

fn rows_in(
    change: &Change,
    category: Category,
    stands: bool,
    live: impl Fn(usize) -> bool,
) -> Vec<Named> {
    let writes = change.borrowed_writes().unwrap_or_default();
    let rows = writes
        .iter()
        .enumerate()
        .filter(|(place, write)| write.field == ROW_FIELD && live(*place));
    let named = rows.filter_map(|(_, write)| {
        Some(Named {
            attachment: serde_json::from_slice(write.value).ok()?,
            category,
            author: change.author,
            stands,
        })
    });
    named.collect()
}

/// Bytes that no row names any more leave the office with the row.
pub(crate) fn drop_unnamed(desk: &mut Desk<'_>, received: &Received) -> Result<(), OfficeError> {
    for stream in (received.touched.iter()).filter(|stream| attaching(stream).is_some()) {
        let held = desk.storage.attachments_of(stream.document)?;
        let case = desk.storage.case(stream.case)?;
        let Some(case) = case.filter(|_| !held.is_empty()) else {
            continue;
        };
        let mut named = standing(desk, &case, stream.document)?;
        named.extend(kept_aside(desk, &case, stream.document)?);
        for row in held {
            let hex = data_encoding::HEXLOWER.encode(&row.sha256);
            if !named.iter().any(|named| named.attachment.sha256 == hex) {
                desk.storage.remove_attachment(row.row)?;
            }
        }
    }
    Ok(())
}
