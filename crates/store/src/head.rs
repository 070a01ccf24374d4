//! The small file that remembers how far the database had come, since SQLite takes a damaged frame of its
//! write-ahead log for the log's end and would silently show an older state.
//!
//! Two slots are written in turn, each with its own checksum, so a torn write spoils only the newer one.
//! The file is written after each commit, hence never ahead of the database. It is fsynced after an exchange, on
//! closing and every [`SYNC_EVERY`] transactions; in between it survives a killed program, and after a power cut
//! it may only be behind, which is never taken for damage.

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use sha2::{Digest as _, Sha256};
use teren_ledger::Hash;

use crate::platform;

const FILE: &str = "head";
const SLOT: usize = 512;
const CONTENT: usize = 40;
const SUM: usize = 16;
const SYNC_EVERY: u64 = 32;

/// How far a store has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Head {
    /// Durable transactions.
    pub(crate) revision: u64,
    /// Running hash over all changes.
    pub(crate) chain: Hash,
}

pub(crate) struct HeadFile {
    file: File,
}

impl HeadFile {
    pub(crate) fn open(folder: &Path) -> std::io::Result<Self> {
        Ok(Self {
            file: platform::open_in_place(&folder.join(FILE))?,
        })
    }

    /// The newest sound slot.
    pub(crate) fn read(&mut self) -> std::io::Result<Option<Head>> {
        let mut bytes = Vec::new();
        self.file.seek(SeekFrom::Start(0))?;
        (&self.file).take(2 * SLOT as u64).read_to_end(&mut bytes)?;
        let newest = bytes
            .chunks(SLOT)
            .filter_map(decode)
            .max_by_key(|head| head.revision);
        Ok(newest)
    }

    pub(crate) fn write(&mut self, head: Head) -> std::io::Result<()> {
        let place = (head.revision % 2) * SLOT as u64;
        self.file.seek(SeekFrom::Start(place))?;
        self.file.write_all(&encode(head))?;
        if head.revision.is_multiple_of(SYNC_EVERY) {
            self.sync()?;
        }
        Ok(())
    }

    pub(crate) fn sync(&self) -> std::io::Result<()> {
        self.file.sync_data()
    }
}

fn encode(head: Head) -> [u8; SLOT] {
    let mut content = Vec::with_capacity(SLOT);
    content.extend_from_slice(&head.revision.to_le_bytes());
    content.extend_from_slice(&head.chain);
    let sum = Sha256::digest(&content);
    content.extend(sum.iter().take(SUM));
    let mut slot = [0; SLOT];
    for (to, from) in slot.iter_mut().zip(content) {
        *to = from;
    }
    slot
}

fn decode(slot: &[u8]) -> Option<Head> {
    let (content, rest) = slot.split_first_chunk::<CONTENT>()?;
    let sum = rest.first_chunk::<SUM>()?;
    if !Sha256::digest(content).starts_with(sum) {
        return None;
    }
    let (revision, chain) = content.split_first_chunk::<8>()?;
    Some(Head {
        revision: u64::from_le_bytes(*revision),
        chain: chain.try_into().ok()?,
    })
}
