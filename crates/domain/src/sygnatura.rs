//! Sygnatura: the short form of a seal, made to be copied by hand onto a paper oświadczenie and typed back later.
//!
//! Nineteen characters of Crockford's base 32 hold the leading 95 bits of the seal's SHA-256; the twentieth is a check
//! character over GF(32). Each place has its own power of a generator as weight, and the weighted sum of all
//! twenty is zero. The weights are never zero, so one wrong character never passes; they all differ, so two
//! different characters that changed places – neighbours or not, the check character included – never pass either.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const PAYLOAD: usize = 19;
const LENGTH: usize = 20;
/// x⁵ + x² + 1, primitive over GF(2): x generates all 31 non-zero elements.
const FIELD_POLYNOMIAL: u8 = 0b10_0101;

/// Twenty characters; shown as four groups of five.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Sygnatura([u8; LENGTH]);

/// Why a text is no sygnatura.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotASygnatura {
    #[error("a sygnatura has 20 characters, found {found}")]
    Length { found: usize },
    #[error("character {place} is not of the alphabet of a sygnatura")]
    Character {
        /// From 1, separators not counted.
        place: usize,
    },
    #[error("the check character does not agree: some character is wrong")]
    Check,
}

impl Sygnatura {
    /// The sygnatura of a seal whose root is `sha256`.
    #[must_use]
    pub fn of(sha256: &[u8; 32]) -> Self {
        let mut values = [0; LENGTH];
        for (place, value) in values.iter_mut().take(PAYLOAD).enumerate() {
            *value = five_bits(sha256, place * 5);
        }
        let open_sum = weighted_sum(&values);
        if let Some(check) = values.last_mut() {
            // The check character stands last, where the weight is one, so it cancels the sum itself.
            *check = open_sum;
        }
        Self(values)
    }

    /// Whether this is the sygnatura of that seal.
    #[must_use]
    pub fn matches(&self, sha256: &[u8; 32]) -> bool {
        *self == Self::of(sha256)
    }
}

/// Five bits of the hash from bit `start`, most significant first.
fn five_bits(hash: &[u8; 32], start: usize) -> u8 {
    (start..start + 5).fold(0, |bits, at| {
        let byte = hash.get(at / 8).copied().unwrap_or_default();
        bits << 1 | byte >> (7 - at % 8) & 1
    })
}

/// Horner's rule: the sum of each value times the generator to the power of its distance from the end.
fn weighted_sum(values: &[u8; LENGTH]) -> u8 {
    values.iter().fold(0, |sum, value| {
        let doubled = sum << 1;
        let reduced = if doubled & 0b10_0000 == 0 {
            doubled
        } else {
            doubled ^ FIELD_POLYNOMIAL
        };
        reduced ^ value
    })
}

/// The value of a written character; lower case, O for 0 and I or L for 1 are forgiven.
fn value_of(sign: char) -> Option<u8> {
    let meant = match sign.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let place = ALPHABET
        .iter()
        .position(|letter| char::from(*letter) == meant)?;
    u8::try_from(place).ok()
}

impl FromStr for Sygnatura {
    type Err = NotASygnatura;

    /// Spaces and dashes between the characters are passed over.
    fn from_str(text: &str) -> Result<Self, NotASygnatura> {
        let written = text
            .chars()
            .filter(|sign| !sign.is_whitespace() && !matches!(sign, '-' | '–' | '—'));
        let mut values = Vec::with_capacity(LENGTH);
        for (place, sign) in written.enumerate() {
            values.push(value_of(sign).ok_or(NotASygnatura::Character { place: place + 1 })?);
        }
        let found = values.len();
        let values: [u8; LENGTH] = values
            .try_into()
            .map_err(|_| NotASygnatura::Length { found })?;
        if weighted_sum(&values) == 0 {
            Ok(Self(values))
        } else {
            Err(NotASygnatura::Check)
        }
    }
}

/// `4XK2P-0J7MW-9QAZ3-TT1C5`.
impl fmt::Display for Sygnatura {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, value) in self.0.iter().enumerate() {
            if place > 0 && place % 5 == 0 {
                out.write_str("-")?;
            }
            let letter = ALPHABET
                .get(usize::from(*value))
                .copied()
                .ok_or(fmt::Error)?;
            write!(out, "{}", char::from(letter))?;
        }
        Ok(())
    }
}

impl TryFrom<String> for Sygnatura {
    type Error = NotASygnatura;
    fn try_from(text: String) -> Result<Self, NotASygnatura> {
        text.parse()
    }
}

impl From<Sygnatura> for String {
    fn from(sygnatura: Sygnatura) -> Self {
        sygnatura.to_string()
    }
}
