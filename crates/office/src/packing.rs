//! How exact bytes lie on the shelf: zstd with a dictionary made of the shipped forms, never of anybody's data.

use std::sync::{Mutex, PoisonError};

use teren_ledger::wire::MESSAGE_BYTES;
use teren_questionnaire::forms;
use zstd::bulk::{Compressor, Decompressor};
use zstd::dict::EncoderDictionary;

use crate::OfficeError;
use crate::storage::StorageError;

const LEVEL: i32 = 3;
const PLAIN: u8 = 0;
/// Dictionary of part I of 2021-11-15. A number once used keeps its content for ever.
const PART_I: u8 = 1;
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
        let form = forms::load("part-i", "2021-11-15").map_err(|_| OfficeError::Setting("form"))?;
        let words = form.dictionary();
        Ok(Self {
            encoder: EncoderDictionary::copy(&words, LEVEL),
            words,
            spare: Mutex::new(Vec::new()),
        })
    }

    /// Compresses several items with one context.
    pub fn pack_all<'a>(
        &self,
        items: impl IntoIterator<Item = &'a [u8]>,
    ) -> Result<Vec<Vec<u8>>, OfficeError> {
        let fault = |_| StorageError::Damaged("compression");
        let mut compressor = Compressor::with_prepared_dictionary(&self.encoder).map_err(fault)?;
        let mut packed = Vec::new();
        for item in items {
            let mut body = vec![PART_I];
            body.append(&mut compressor.compress(item).map_err(fault)?);
            packed.push(body);
        }
        Ok(packed)
    }

    pub fn pack(&self, item: &[u8]) -> Result<Vec<u8>, OfficeError> {
        let mut packed = self.pack_all([item])?;
        packed
            .pop()
            .ok_or(StorageError::Damaged("compression").into())
    }

    pub fn unpack(&self, body: &[u8]) -> Result<Vec<u8>, OfficeError> {
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
