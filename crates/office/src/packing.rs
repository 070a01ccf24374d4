//! How exact bytes lie on the shelf: zstd with a dictionary made of the shipped forms, never of anybody's data.

use std::io::Read as _;

use teren_ledger::wire::MESSAGE_BYTES;
use teren_questionnaire::forms;
use zstd::bulk::Compressor;
use zstd::dict::{DecoderDictionary, EncoderDictionary};

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
    decoder: DecoderDictionary<'static>,
}

impl Packing {
    pub fn new() -> Result<Self, OfficeError> {
        let form = forms::load("part-i", "2021-11-15").map_err(|_| OfficeError::Setting("form"))?;
        let words = form.dictionary();
        Ok(Self {
            encoder: EncoderDictionary::copy(&words, LEVEL),
            decoder: DecoderDictionary::copy(&words),
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
        let decoder = zstd::stream::read::Decoder::with_prepared_dictionary(frame, &self.decoder)
            .map_err(|_| damaged.clone())?;
        let mut bytes = Vec::new();
        let limit = u64::try_from(LONGEST).unwrap_or(u64::MAX);
        decoder
            .take(limit)
            .read_to_end(&mut bytes)
            .map_err(|_| damaged)?;
        Ok(bytes)
    }
}
