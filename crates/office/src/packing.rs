//! How exact bytes lie on the shelf: zstd with the dictionary the laptops have, never made of anybody's data.

use std::sync::{Mutex, PoisonError};

use teren_ledger::wire::MESSAGE_BYTES;
use teren_ledger::{Envelope, Shelf};
use teren_store::shipped_dictionary;
use zstd::bulk::{Compressor, Decompressor};
use zstd::dict::EncoderDictionary;
use zstd::zstd_safe::CParameter;

use crate::OfficeError;
use crate::storage::StorageError;

const LEVEL: i32 = 3;
const PLAIN: u8 = 0;
/// With the dictionary of that id. A number once used keeps its content for ever.
const WHOLE: u8 = 1;
/// The same over a change without what its shelf says.
const LEAN: u8 = 129;
/// The longest exact bytes taken in at all.
const LONGEST: usize = MESSAGE_BYTES;

/// Prepared dictionaries, shared by all requests.
pub(crate) struct Packing {
    encoder: EncoderDictionary<'static>,
    words: Vec<u8>,
    /// Contexts not in use; making one costs more than many a change.
    spare: Mutex<Vec<Decompressor<'static>>>,
}

impl Packing {
    pub fn new() -> Result<Self, OfficeError> {
        let words = shipped_dictionary().bytes;
        Ok(Self {
            encoder: EncoderDictionary::copy(&words, LEVEL),
            words,
            spare: Mutex::new(Vec::new()),
        })
    }

    /// A context for several items.
    pub fn packer(&self) -> Result<Packer<'_>, OfficeError> {
        let fault = |_| StorageError::Damaged("compression");
        let mut compressor = Compressor::with_prepared_dictionary(&self.encoder).map_err(fault)?;
        compressor
            .set_parameter(CParameter::DictIdFlag(false))
            .map_err(fault)?;
        Ok(Packer(compressor))
    }

    /// The exact bytes of a change in the log.
    pub fn unpack(&self, body: &[u8], shelf: &Shelf) -> Result<Vec<u8>, OfficeError> {
        let plain = self.unpack_whole(body)?;
        Ok(match body.first() {
            Some(&LEAN) => shelf.whole(&plain),
            _ => plain,
        })
    }

    /// Bytes packed without a shelf.
    pub fn unpack_whole(&self, body: &[u8]) -> Result<Vec<u8>, OfficeError> {
        let damaged = StorageError::Damaged("a change that cannot be read");
        let (number, frame) = body.split_first().ok_or(damaged.clone())?;
        if *number == PLAIN {
            return Ok(frame.to_vec());
        }
        let length = zstd::zstd_safe::get_frame_content_size(frame)
            .ok()
            .flatten()
            .and_then(|length| usize::try_from(length).ok())
            .filter(|length| *length <= LONGEST)
            .ok_or(damaged.clone())?;
        let mut decompressor = self.decompressor()?;
        let bytes = decompressor.decompress(frame, length);
        self.spare
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(decompressor);
        Ok(bytes.map_err(|_| damaged)?)
    }

    fn decompressor(&self) -> Result<Decompressor<'static>, OfficeError> {
        let spare = self
            .spare
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        match spare {
            Some(decompressor) => Ok(decompressor),
            None => Ok(Decompressor::with_dictionary(&self.words)
                .map_err(|_| StorageError::Damaged("compression"))?),
        }
    }
}

/// Compresses what goes onto the shelf.
pub(crate) struct Packer<'a>(Compressor<'a>);

impl Packer<'_> {
    /// A change, without what its place in the log says already.
    pub fn pack(&mut self, change: &Envelope) -> Result<Vec<u8>, OfficeError> {
        match change.lean() {
            Some(lean) => self.compress(LEAN, lean),
            None => self.compress(WHOLE, &change.bytes),
        }
    }

    /// Bytes that get no place in the log.
    pub fn pack_whole(&mut self, bytes: &[u8]) -> Result<Vec<u8>, OfficeError> {
        self.compress(WHOLE, bytes)
    }

    fn compress(&mut self, number: u8, bytes: &[u8]) -> Result<Vec<u8>, OfficeError> {
        let fault = |_| StorageError::Damaged("compression");
        let mut body = vec![number];
        body.append(&mut self.0.compress(bytes).map_err(fault)?);
        Ok(body)
    }
}
