//! Compression of change bodies with dictionaries made of invented data.

use std::collections::BTreeMap;

use zstd::bulk::{Compressor, Decompressor};

use crate::error::Error;

const LEVEL: i32 = 3;
/// No dictionary.
const NONE: u8 = 0;

/// Raw content that change bodies resemble: field names, choices, invented values; never a real person's.
/// Once used, an id keeps its content for ever.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dictionary {
    /// 1 to 255; the highest one is used for writing.
    pub id: u8,
    pub bytes: Vec<u8>,
}

/// A body as it lies in the table.
pub(crate) struct Packed {
    pub(crate) dictionary: u8,
    pub(crate) length: u32,
    pub(crate) body: Vec<u8>,
}

/// Compressing and decompressing contexts, made once.
pub(crate) struct Codec {
    writing: u8,
    compressor: Compressor<'static>,
    decompressors: BTreeMap<u8, Decompressor<'static>>,
}

impl Codec {
    pub(crate) fn new(dictionaries: &[Dictionary]) -> Result<Self, Error> {
        let mut decompressors = BTreeMap::from([(NONE, Decompressor::new()?)]);
        for dictionary in dictionaries {
            decompressors.insert(
                dictionary.id,
                Decompressor::with_dictionary(&dictionary.bytes)?,
            );
        }
        let newest = dictionaries.iter().max_by_key(|dictionary| dictionary.id);
        let bytes = newest.map_or(&[][..], |newest| &newest.bytes);
        let mut compressor = Compressor::with_dictionary(LEVEL, bytes)?;
        let parameters = [
            zstd::zstd_safe::CParameter::ContentSizeFlag(false),
            zstd::zstd_safe::CParameter::ChecksumFlag(false),
        ];
        for parameter in parameters {
            compressor.set_parameter(parameter)?;
        }
        Ok(Self {
            writing: newest.map_or(NONE, |newest| newest.id),
            compressor,
            decompressors,
        })
    }

    pub(crate) fn pack(&mut self, bytes: &[u8]) -> Result<Packed, Error> {
        Ok(Packed {
            dictionary: self.writing,
            length: u32::try_from(bytes.len()).map_err(|_| Error::TooLarge)?,
            body: self.compressor.compress(bytes)?,
        })
    }

    pub(crate) fn unpack(
        &mut self,
        dictionary: u8,
        length: u32,
        body: &[u8],
    ) -> Result<Vec<u8>, Error> {
        let length = usize::try_from(length).map_err(|_| Error::TooLarge)?;
        let plain = self
            .decompressors
            .get_mut(&dictionary)
            .ok_or(Error::UnknownDictionary(dictionary))?
            .decompress(body, length)
            .map_err(|_| Error::Damaged("a change"))?;
        if plain.len() == length {
            Ok(plain)
        } else {
            Err(Error::Damaged("a change"))
        }
    }
}
