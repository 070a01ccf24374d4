//! Bytes attached to interviews: taken from whoever has them and knows a row that names them, given to whom holds such a
//! row, and gone when no row has named them for a time.

use std::collections::BTreeSet;

use sha2::{Digest as _, Sha256};
use teren_domain::Category;
use teren_domain::access_log::Event;
use teren_domain::attachment::{MOST_BYTES, NAMING_KINDS, NamedBytes, category_of};
use teren_domain::partner::PartnerRefusal;
use teren_ledger::wire::Refused;
use teren_ledger::{Change, Hash, ROW_FIELD, Stream};
use teren_store::AttachmentKey;
use teren_sync::Held;
use uuid::Uuid;

use crate::OfficeError;
use crate::courier::{holder_of, sender_of};
use crate::desk::Desk;
use crate::mask::Mask;
use crate::office::Office;
use crate::receive::{Received, Sender};
use crate::round::authenticate;
use crate::storage::{
    AttachmentName, AttachmentRow, CaseRow, KeptIn, NamingRow, Storage, StorageError,
};

/// Bytes of one answer at the most.
pub(crate) const PART_BYTES: usize = 256 * 1024;
/// Bytes hashed at a time.
const PIECE: usize = 256 * 1024;

/// Time for which bytes stay whose row was removed: so long a removal can be taken back.
const KEPT_UNNAMED_MS: i64 = 90 * DAY_MS;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;
/// Bit of a change's live marks for its last writes.
const LAST_MARK: u8 = 63;

/// What a person may do with the bytes of an attachment.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Leave {
    person: Uuid,
    /// How many bytes they are by the rows; more than one number where rows disagree, smallest first.
    sizes: Vec<u64>,
    /// A row that names them stands, or waits in quarantine.
    named: bool,
    bring: bool,
    take: bool,
}

/// What a laptop is known by.
#[derive(Clone, Copy)]
pub(crate) enum Credential {
    Token([u8; 32]),
    /// The key that sealed a courier file, and the laptop that the file names.
    CourierKey {
        key: [u8; 32],
        replica: Uuid,
    },
    /// The head stands in for a laptop that is lost, with the recovery key.
    Lost(Uuid),
}

impl Office {
    /// How much of an attachment is held; `None` where no row gives the sender anything to do with it.
    pub fn attachment_held(
        &self,
        token: &[u8; 32],
        key: AttachmentKey,
        now_ms: i64,
    ) -> Result<Option<Held>, Refused> {
        let held = self.held_for(Credential::Token(*token), key, now_ms);
        held.map_err(|error| error.refused())
    }

    /// The same for whoever shows one of the credentials.
    pub(crate) fn held_for(
        &self,
        credential: Credential,
        key: AttachmentKey,
        now_ms: i64,
    ) -> Result<Option<Held>, OfficeError> {
        self.with_leave(credential, key, now_ms, move |desk, _, leave| {
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
        let held = self.append_for(Credential::Token(*token), key, offset, bytes, now_ms);
        held.map_err(|error| error.refused())
    }

    /// The same for whoever shows one of the credentials.
    pub(crate) fn append_for(
        &self,
        credential: Credential,
        key: AttachmentKey,
        offset: u64,
        bytes: Vec<u8>,
        now_ms: i64,
    ) -> Result<Option<Held>, OfficeError> {
        self.with_leave(credential, key, now_ms, move |desk, case, leave| {
            if !leave.bring {
                return Ok(None);
            }
            let (storage, now_ms) = (&mut *desk.storage, desk.now_ms);
            let row = begun(storage, case, &key, &leave, now_ms)?;
            let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
            if row.complete || offset != row.held || length > row.size - row.held {
                return Ok(Some(held(Some(&row))));
            }
            storage.append_attachment(row.row, row.held, &bytes)?;
            settle(storage, &key, &leave.sizes)
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
        let credential = Credential::Token(*token);
        let part = self.with_leave(credential, key, now_ms, move |desk, _, leave| {
            let row = desk.storage.attachment(key.document, &key.sha256)?;
            let Some(row) = row.filter(|row| row.complete && leave.take) else {
                return Ok(None);
            };
            // Once a day, from whatever place on she reads.
            let day = desk.now_ms.div_euclid(DAY_MS);
            if desk
                .storage
                .deliver_attachment(row.row, leave.person, day)?
            {
                desk.note(leave.person, Event::AttachmentDelivered, key.document)?;
            }
            let part = desk.storage.attachment_bytes(row.row, offset, PART_BYTES)?;
            Ok(Some(part))
        });
        part.map_err(|error| error.refused())
    }

    /// Work on one attachment in a transaction, with what the sender may do with it.
    fn with_leave<T, F>(
        &self,
        credential: Credential,
        key: AttachmentKey,
        now_ms: i64,
        work: F,
    ) -> Result<Option<T>, OfficeError>
    where
        F: FnOnce(&mut Desk<'_>, &CaseRow, Leave) -> Result<Option<T>, OfficeError>
            + Send
            + 'static,
        T: Send + 'static,
    {
        self.work(now_ms, move |desk| {
            let sender = match credential {
                Credential::Token(token) => authenticate(desk.storage, &token, now_ms)?,
                Credential::CourierKey { key, replica } => {
                    holder_of(desk.storage, key, replica, now_ms)?
                }
                Credential::Lost(replica) => sender_of(desk.storage, replica, now_ms)?,
            };
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
        })
    }
}

fn held(row: Option<&AttachmentRow>) -> Held {
    Held {
        offset: row.map_or(0, |row| row.held),
        complete: row.is_some_and(|row| row.complete),
    }
}

/// The attachment as it is held, of the size that the rows now tell, or a new one.
fn begun(
    storage: &mut dyn Storage,
    case: &CaseRow,
    key: &AttachmentKey,
    leave: &Leave,
    now_ms: i64,
) -> Result<AttachmentRow, OfficeError> {
    let size = leave.sizes.last().copied().unwrap_or(0);
    if let Some(row) = storage.attachment(key.document, &key.sha256)? {
        if row.complete || row.size == size {
            return Ok(row);
        }
        if row.held < size {
            storage.resize_attachment(row.row, size)?;
            return Ok(AttachmentRow { size, ..row });
        }
        storage.remove_attachment(row.row)?;
    }
    let row = storage.add_attachment(case.row, key.document, &key.sha256, size, now_ms)?;
    if !leave.named {
        storage.set_unnamed(row.row, Some(now_ms))?;
    }
    Ok(row)
}

/// Holds an attachment against its hash once as many bytes have come as a row tells, and throws them away when they do
/// not agree and no row tells of more; says how much of it is held now.
fn settle(
    storage: &mut dyn Storage,
    key: &AttachmentKey,
    sizes: &[u64],
) -> Result<Option<Held>, OfficeError> {
    let row = storage.attachment(key.document, &key.sha256)?;
    if let Some(row) = row.filter(|row| sizes.contains(&row.held)) {
        if hash_of(storage, &row)? == row.sha256 {
            storage.complete_attachment(row.row)?;
        } else if row.held == row.size {
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

/// Hashes that rows of a document name in these categories, in the log as it stands.
pub(crate) fn named_in(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    document: Uuid,
    categories: &[Category],
) -> Result<BTreeSet<Hash>, OfficeError> {
    let named = desk.storage.attachment_names(case.case, document)?;
    let among = |number: u8| {
        categories
            .iter()
            .any(|category| category.number() == number)
    };
    let standing = named.iter().filter(
        |named| matches!(named.kept, KeptIn::Log { category, stands: true } if among(category)),
    );
    Ok(standing.map(|named| named.sha256).collect())
}

/// All bytes of a complete attachment.
pub(crate) fn bytes_of(
    storage: &mut dyn Storage,
    row: &AttachmentRow,
) -> Result<Vec<u8>, StorageError> {
    let mut bytes = Vec::new();
    loop {
        let read = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        let piece = storage.attachment_bytes(row.row, read, PIECE)?;
        if piece.is_empty() {
            return Ok(bytes);
        }
        bytes.extend_from_slice(&piece);
    }
}

/// Keeps the whole bytes of an attachment that a row of the document names; others are [`PartnerRefusal::Tampered`].
pub(crate) fn keep_whole(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    document: Uuid,
    bytes: &[u8],
) -> Result<(), OfficeError> {
    let sha256: Hash = Sha256::digest(bytes).into();
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    let named = desk.storage.attachment_names(case.case, document)?;
    let names = |named: &NamingRow| (named.sha256, named.size) == (sha256, size);
    if !named.iter().any(|named| names(named) && named.is_logged()) {
        return Err(PartnerRefusal::Tampered.into());
    }
    match desk.storage.attachment(document, &sha256)? {
        Some(row) if row.complete => return Ok(()),
        Some(row) => desk.storage.remove_attachment(row.row)?,
        None => {}
    }
    let now_ms = desk.now_ms;
    let row = (desk.storage).add_attachment(case.row, document, &sha256, size, now_ms)?;
    let mut held = 0;
    for piece in bytes.chunks(PIECE) {
        desk.storage.append_attachment(row.row, held, piece)?;
        held += u64::try_from(piece.len()).unwrap_or(u64::MAX);
    }
    Ok(desk.storage.complete_attachment(row.row)?)
}

/// Whoever knows the hash in a row of the log may bring its bytes: only the right ones agree with it, and after a restored
/// backup the last copy may lie with somebody who has only read them, or who is leaving. Of a row in quarantine its author
/// may. They are given to whom may hold the row, also a removed one, for a removal can be taken back.
fn leave(
    desk: &mut Desk<'_>,
    sender: &Sender,
    case: &CaseRow,
    key: &AttachmentKey,
) -> Result<Option<Leave>, OfficeError> {
    let mut named = desk.storage.attachment_names(case.case, key.document)?;
    named.retain(|named| named.sha256 == key.sha256 && named.size <= MOST_BYTES);
    if named.is_empty() {
        return Ok(None);
    }
    let mask = if sender.withdrawn {
        Mask::default()
    } else {
        desk.mask(&sender.person, case.case, key.document)?
    };
    let mut sizes: Vec<u64> = named.iter().map(|named| named.size).collect();
    sizes.sort_unstable();
    sizes.dedup();
    let person = sender.person.person;
    let brings = |named: &NamingRow| match named.kept {
        KeptIn::Log { .. } => true,
        KeptIn::Quarantine { person: of } => of == person,
    };
    let takes = |named: &NamingRow| matches!(named.kept, KeptIn::Log { category, .. } if mask.may_hold(category));
    Ok(Some(Leave {
        person,
        sizes,
        named: named.iter().any(NamingRow::holds),
        bring: named.iter().any(brings),
        take: named.iter().any(takes),
    }))
}

impl NamingRow {
    fn is_logged(&self) -> bool {
        matches!(self.kept, KeptIn::Log { .. })
    }

    /// The bytes are not to be let go because of it.
    fn holds(&self) -> bool {
        !matches!(self.kept, KeptIn::Log { stands: false, .. })
    }
}

/// Category of a stream in which rows may name attachments.
fn attaching(stream: &Stream) -> Option<Category> {
    let mut categories = NAMING_KINDS.into_iter().filter_map(category_of);
    categories.find(|category| category.number() == stream.category)
}

/// What the rows of a change say of the bytes they name.
pub(crate) fn names_of(change: &Change) -> Vec<AttachmentName> {
    if attaching(&change.stream).is_none() {
        return Vec::new();
    }
    let writes = change.borrowed_writes().unwrap_or_default();
    let rows = writes
        .iter()
        .enumerate()
        .filter(|(_, write)| write.field == ROW_FIELD);
    let named = rows.filter_map(|(place, write)| {
        let named: NamedBytes = serde_json::from_slice(write.value).ok()?;
        let sha256 = data_encoding::HEXLOWER.decode(named.sha256.as_bytes());
        Some(AttachmentName {
            place: u8::try_from(place).unwrap_or(LAST_MARK).min(LAST_MARK),
            sha256: sha256.ok()?.try_into().ok()?,
            size: named.bytes,
        })
    });
    named.collect()
}

/// Notes which bytes no row names any more, and removes those that none has named for so long that no removal is taken
/// back any more.
pub(crate) fn drop_unnamed(desk: &mut Desk<'_>, received: &Received) -> Result<(), OfficeError> {
    for stream in (received.touched.iter()).filter(|stream| attaching(stream).is_some()) {
        let held = desk.storage.attachments_of(stream.document)?;
        note_unnamed(desk, stream.case, &held)?;
    }
    let now_ms = desk.now_ms;
    for row in (desk.storage).unnamed_before(now_ms.saturating_sub(KEPT_UNNAMED_MS))? {
        // What was freed from quarantine meanwhile may name it again.
        note_unnamed(desk, row.case, std::slice::from_ref(&row))?;
        let row = desk.storage.attachment(row.document, &row.sha256)?;
        if let Some(row) = row.filter(|row| row.unnamed_ms.is_some()) {
            desk.storage.remove_attachment(row.row)?;
        }
    }
    Ok(())
}

/// Notes of attachments of one document whether a row names them.
fn note_unnamed(
    desk: &mut Desk<'_>,
    case: Uuid,
    held: &[AttachmentRow],
) -> Result<(), OfficeError> {
    let Some(first) = held.first() else {
        return Ok(());
    };
    let named = (desk.storage).attachment_names(case, first.document)?;
    for row in held {
        let is_named = named
            .iter()
            .any(|named| named.sha256 == row.sha256 && named.holds());
        if is_named != row.unnamed_ms.is_none() {
            let since_ms = (!is_named).then_some(desk.now_ms);
            desk.storage.set_unnamed(row.row, since_ms)?;
        }
    }
    Ok(())
}
