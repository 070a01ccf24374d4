//! Bytes of attachments out of a damaged database: each piece that can be read, and whether the copy is whole.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use sha2::{Digest as _, Sha256};

use super::Copy;
use crate::attachments::AttachmentKey;
use crate::error::Error;
use crate::tables::salvage::{self, Piece, Unsent};

/// Bytes of an attachment that the laptop did not know to be in the office.
pub struct SalvagedAttachment {
    pub key: AttachmentKey,
    /// Bytes altogether, and how many of them were here before the damage, from the first on; `None` where its row is gone.
    size: Option<(u64, u64)>,
    /// Places of the bytes that can be read, without a gap within each; none where all can be read and do not agree with the hash.
    pub stretches: Vec<Range<u64>>,
    /// Every byte can be read, and they agree with the hash.
    pub whole: bool,
    pieces: Vec<Piece>,
}

impl SalvagedAttachment {
    /// It is not whole and was so on the laptop, or nobody knows whether it was.
    #[must_use]
    pub fn is_lost(&self) -> bool {
        !self.whole && self.size.is_none_or(|(size, here)| size == here)
    }

    /// How many bytes of it can be read.
    #[must_use]
    pub fn readable(&self) -> u64 {
        let lengths = self.stretches.iter().map(|range| range.end - range.start);
        lengths.sum()
    }
}

/// What can be read of the attachments that the office may lack, and how many rows of attachments cannot be read.
pub(super) fn attachments(copy: &Copy) -> (Vec<SalvagedAttachment>, u64) {
    let (mut known, mut unsent) = (BTreeSet::new(), Vec::new());
    let lost = copy.walk(&salvage::ATTACHMENTS, &mut |(id, found)| {
        known.insert(id);
        unsent.extend(found);
    });
    // What these two lack is told with the attachment itself.
    copy.walk(&salvage::ATTACHMENT_NAMES, &mut |found| {
        unsent.extend(known.insert(found.id).then_some(found));
    });
    let mut pieces: BTreeMap<i64, Vec<Piece>> = BTreeMap::new();
    copy.walk(&salvage::PIECES, &mut |piece| {
        pieces.entry(piece.attachment).or_default().push(piece);
    });
    let attachments = unsent.into_iter().map(|row| {
        let mut pieces = pieces.remove(&row.id).unwrap_or_default();
        pieces.sort_by_key(|piece| piece.place);
        of_pieces(copy, &row, pieces)
    });
    (attachments.collect(), lost)
}

fn of_pieces(copy: &Copy, row: &Unsent, pieces: Vec<Piece>) -> SalvagedAttachment {
    let mut stretches: Vec<Range<u64>> = Vec::new();
    let mut hasher = Sha256::new();
    copy.each_piece(&pieces, &mut |piece, bytes| {
        let end = piece.place + piece.length;
        match stretches.last_mut() {
            Some(stretch) if stretch.end == piece.place => stretch.end = end,
            _ => stretches.push(piece.place..end),
        }
        hasher.update(bytes);
    });
    // The end of what can be read may be the end of all of it: only the hash tells.
    let end = (row.size).map_or_else(
        || stretches.last().map_or(0, |last| last.end),
        |(size, _)| size,
    );
    let all = matches!(stretches.as_slice(), [all] if *all == (0..end));
    let whole = all && hasher.finalize().as_slice() == row.key.sha256;
    if all && !whole && row.size.is_some() {
        stretches.clear();
    }
    SalvagedAttachment {
        key: row.key,
        size: row.size,
        stretches,
        whole,
        pieces,
    }
}

impl Copy {
    /// Visits each piece that can be read. One connection serves until a piece cannot be, another after it.
    fn each_piece(&self, pieces: &[Piece], visit: &mut dyn FnMut(&Piece, &[u8])) {
        let mut rest = pieces;
        while !rest.is_empty() {
            let mut read = 0;
            let ended = self.look(|db| {
                for piece in rest {
                    let bytes = salvage::piece(db, piece.row)?;
                    visit(piece, &bytes);
                    read += 1;
                }
                Ok(())
            });
            let behind = read + usize::from(ended.is_err());
            rest = rest.get(behind..).unwrap_or_default();
        }
    }

    /// `length` bytes of one stretch from a place on.
    pub(super) fn bytes(
        &self,
        attachment: &SalvagedAttachment,
        place: u64,
        length: usize,
    ) -> Result<Vec<u8>, Error> {
        let end = place.saturating_add(u64::try_from(length).unwrap_or(u64::MAX));
        let within = |piece: &&Piece| piece.place < end && piece.place + piece.length > place;
        self.look(|db| {
            let mut bytes = Vec::new();
            for piece in attachment.pieces.iter().filter(within) {
                let read = salvage::piece(db, piece.row)?;
                let skipped = usize::try_from(place.saturating_sub(piece.place));
                let rest = read
                    .get(skipped.unwrap_or(usize::MAX)..)
                    .unwrap_or_default();
                let wanted = rest.len().min(length - bytes.len());
                bytes.extend_from_slice(rest.get(..wanted).unwrap_or_default());
            }
            if bytes.len() == length {
                Ok(bytes)
            } else {
                Err(Error::Damaged("an attachment"))
            }
        })
    }
}
