//! The card of a centre: one text by which another centre learns its key, and the digits that two people compare by phone.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::code::{CodeError, content_of, text_of};

/// First characters of every card of this version, as they are read.
const MARK: &str = "TERENK1";
/// What the marks of all versions share.
const FAMILY: &str = "TERENK";
/// Signs of a name at the most.
const NAME: usize = 120;
/// Digits in one group of a fingerprint as it is read out.
const GROUP: u64 = 100_000;

/// What one centre tells another: who it is and with which key its files are made. Holds nothing secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CentreCard {
    pub centre: Uuid,
    pub name: String,
    /// X25519 public key of its office.
    pub key: [u8; 32],
}

impl CentreCard {
    /// The card as text: `TERENK1-` and groups of five symbols.
    pub fn text(&self) -> Result<String, CodeError> {
        let card = Self {
            name: self.name.chars().take(NAME).collect(),
            ..self.clone()
        };
        let bytes = postcard::to_allocvec(&card).map_err(|_| CodeError::NotACode)?;
        Ok(text_of(MARK, bytes))
    }

    /// Reads a card as forgivingly as an enrolment code.
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        let content = content_of(MARK, FAMILY, text)?;
        let (card, rest) =
            postcard::take_from_bytes::<Self>(&content).map_err(|_| CodeError::Mistyped)?;
        let named = !card.name.trim().is_empty() && card.name.chars().count() <= NAME;
        if rest.is_empty() && named {
            Ok(card)
        } else {
            Err(CodeError::Mistyped)
        }
    }

    /// Six groups of five digits for reading aloud, about 99 bits of a digest over the centre and its key.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        fingerprint(self.centre, &self.key)
    }
}

/// The digits of a centre's key.
#[must_use]
pub fn fingerprint(centre: Uuid, key: &[u8; 32]) -> String {
    let digest = Sha256::new()
        .chain_update(b"teren centre key 1")
        .chain_update(centre.as_bytes())
        .chain_update(key)
        .finalize();
    let groups = digest.chunks_exact(5).map(|chunk| {
        let number = chunk
            .iter()
            .fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        format!("{:05}", number % GROUP)
    });
    groups.collect::<Vec<_>>().join(" ")
}

/// Whether the digits that a person typed are the fingerprint, however she spaced them.
#[must_use]
pub fn is_fingerprint(centre: Uuid, key: &[u8; 32], typed: &str) -> bool {
    let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    digits(typed) == digits(&fingerprint(centre, key))
}
