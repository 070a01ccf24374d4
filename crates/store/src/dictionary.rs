//! Compression of change bodies with dictionaries made of invented data.

use std::collections::BTreeMap;

use teren_ledger::{Envelope, Shelf};
use zstd::bulk::{Compressor, Decompressor};

use crate::error::Error;

const LEVEL: i32 = 3;
/// No dictionary.
const NONE: u8 = 0;
/// Added to a dictionary's id: the body holds the exact bytes whole, not what is left without their shelf.
const WHOLE: u8 = 128;

/// What zstd knows of change bodies beforehand: field names, choices, invented values; never a real person's.
/// Once used, an id keeps its content for ever.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dictionary {
    /// 1 to 127; the highest one is used for writing.
    pub id: u8,
    pub bytes: Vec<u8>,
}

/// The dictionary that changes are packed with, in laptops and in the office: trained on invented interviews only, by
/// `cargo xtask bench dictionary`. Another one gets another id.
#[must_use]
pub fn shipped() -> Dictionary {
    Dictionary {
        id: 1,
        bytes: include_bytes!("../dictionaries/1.zdict").to_vec(),
    }
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
            zstd::zstd_safe::CParameter::DictIdFlag(false),
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

    /// Packs a change without what its row says already.
    pub(crate) fn pack(&mut self, envelope: &Envelope) -> Result<Packed, Error> {
        let (form, bytes) = match envelope.lean() {
            Some(lean) => (0, lean),
            None => (WHOLE, envelope.bytes.as_slice()),
        };
        Ok(Packed {
            dictionary: self.writing + form,
            length: u32::try_from(bytes.len()).map_err(|_| Error::TooLarge)?,
            body: self.compressor.compress(bytes)?,
        })
    }

    /// The exact bytes of a change.
    pub(crate) fn unpack(
        &mut self,
        dictionary: u8,
        length: u32,
        body: &[u8],
        shelf: &Shelf,
    ) -> Result<Vec<u8>, Error> {
        let length = usize::try_from(length).map_err(|_| Error::TooLarge)?;
        let number = dictionary & !WHOLE;
        let plain = self
            .decompressors
            .get_mut(&number)
            .ok_or(Error::UnknownDictionary(number))?
            .decompress(body, length)
            .map_err(|_| Error::Damaged("a change"))?;
        if plain.len() != length {
            return Err(Error::Damaged("a change"));
        }
        if dictionary & WHOLE == 0 {
            Ok(shelf.whole(&plain))
        } else {
            Ok(plain)
        }
    }
}
