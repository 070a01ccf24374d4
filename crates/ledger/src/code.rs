//! The enrolment code: one text a worker pastes, with the office's address, its certificate's fingerprint and a one-time secret.

use serde::{Deserialize, Serialize};

use crate::vector::Hash;

/// First characters of every code of this version.
const MARK: &str = "TEREN1";
/// What the marks of all versions share.
const FAMILY: &str = "TEREN";
/// Crockford's base 32: no I, L, O, U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const GROUP: usize = 5;
const MAX_ADDRESS: usize = 253 + 6;
/// Symbols looked at, at the most: a whole document pasted by mistake is refused at once.
const MAX_SYMBOLS: usize = 1024;

/// What a laptop needs for its first contact with the office.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolmentCode {
    /// Host and port, as in `teren.mops.example.pl:8443` or `[fd00::1]:8443`.
    pub address: String,
    /// SHA-256 of the office certificate in DER.
    pub fingerprint: Hash,
    /// Good for one enrolment.
    pub secret: [u8; 16],
}

/// The text is not an enrolment code. Nothing of the text is repeated here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    #[error("this is not an enrolment code")]
    NotACode,
    #[error("an enrolment code of a newer program")]
    NewerVersion,
    #[error("a character that no enrolment code has")]
    ForeignCharacter,
    #[error("the enrolment code is mistyped or incomplete")]
    Mistyped,
    #[error("the address in the code is not host and port")]
    Address,
}

impl std::fmt::Debug for EnrolmentCode {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("EnrolmentCode")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

impl EnrolmentCode {
    /// The code as text: `TEREN1-` and groups of five symbols.
    pub fn text(&self) -> Result<String, CodeError> {
        if !is_address(&self.address) {
            return Err(CodeError::Address);
        }
        let bytes = postcard::to_allocvec(self).map_err(|_| CodeError::Address)?;
        Ok(text_of(MARK, bytes))
    }

    /// Reads a code, forgiving spaces, line breaks, dashes, lower case, and O, I, L in place of 0 and 1.
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        let content = content_of(MARK, FAMILY, text)?;
        let (code, rest) =
            postcard::take_from_bytes::<Self>(&content).map_err(|_| CodeError::Mistyped)?;
        if !rest.is_empty() {
            return Err(CodeError::Mistyped);
        }
        if is_address(&code.address) {
            Ok(code)
        } else {
            Err(CodeError::Address)
        }
    }
}

/// Code told by mouth, beside a file that it opens.
#[derive(Clone, PartialEq, Eq)]
pub struct SpokenCode(pub [u8; 10]);

impl SpokenCode {
    /// First characters of every such code.
    const MARK: &str = "KD1";

    /// The code as text: `KD1-` and groups of five symbols.
    #[must_use]
    pub fn text(&self) -> String {
        text_of(Self::MARK, self.0.to_vec())
    }

    /// Reads a code, as forgiving as [`EnrolmentCode::parse`].
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        let content = content_of(Self::MARK, Self::MARK, text)?;
        let content = content.try_into().map_err(|_| CodeError::Mistyped)?;
        Ok(Self(content))
    }
}

/// The mark, then the content and its checksum in groups of five symbols.
pub(crate) fn text_of(mark: &str, mut content: Vec<u8>) -> String {
    content.extend_from_slice(&checksum(&content).to_be_bytes());
    let symbols = symbols_of(&content);
    let mut text = String::from(mark);
    for group in symbols.chunks(GROUP) {
        text.push('-');
        text.extend(group);
    }
    text
}

/// The content of such a text, however it was spaced; `family` is what the marks of all versions share.
pub(crate) fn content_of(mark: &str, family: &str, text: &str) -> Result<Vec<u8>, CodeError> {
    let symbols: String = text
        .chars()
        .filter(|symbol| !is_spacing(*symbol))
        .take(MAX_SYMBOLS + 1)
        .map(plain)
        .collect();
    let Some(rest) = symbols.strip_prefix(mark) else {
        let newer = symbols
            .strip_prefix(family)
            .is_some_and(|rest| rest.starts_with(|next: char| ('2'..='9').contains(&next)));
        return Err(if newer {
            CodeError::NewerVersion
        } else {
            CodeError::NotACode
        });
    };
    if symbols.chars().count() > MAX_SYMBOLS {
        return Err(CodeError::NotACode);
    }
    let bytes = bytes_of(rest)?;
    let (content, sum) = bytes.split_last_chunk::<4>().ok_or(CodeError::Mistyped)?;
    if checksum(content) != u32::from_be_bytes(*sum) {
        return Err(CodeError::Mistyped);
    }
    Ok(content.to_vec())
}

fn is_spacing(symbol: char) -> bool {
    symbol.is_whitespace()
        || matches!(
            symbol,
            '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}'
        )
}

fn plain(symbol: char) -> char {
    match symbol.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    }
}

fn is_address(address: &str) -> bool {
    let Some((host, port)) = address.rsplit_once(':') else {
        return false;
    };
    let bracketed = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'));
    let host_is_sound = match bracketed {
        Some(inner) => inner.parse::<std::net::Ipv6Addr>().is_ok(),
        None => {
            !host.is_empty()
                && host
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'-')
        }
    };
    let port_is_sound = port.bytes().all(|byte| byte.is_ascii_digit())
        && port.parse::<u16>().is_ok_and(|port| port > 0);
    address.len() <= MAX_ADDRESS && host_is_sound && port_is_sound
}

fn symbols_of(bytes: &[u8]) -> Vec<char> {
    let mut symbols = Vec::with_capacity(bytes.len() * 8 / 5 + 1);
    let (mut held, mut bits) = (0_u32, 0);
    let symbol = |value: u32| {
        let place = usize::try_from(value & 31).unwrap_or(0);
        ALPHABET.get(place).map(|byte| char::from(*byte))
    };
    for byte in bytes {
        held = (held << 8 | u32::from(*byte)) & 0xFFFF;
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            symbols.extend(symbol(held >> bits));
        }
    }
    if bits > 0 {
        symbols.extend(symbol(held << (5 - bits)));
    }
    symbols
}

fn bytes_of(symbols: &str) -> Result<Vec<u8>, CodeError> {
    let mut bytes = Vec::with_capacity(symbols.len() * 5 / 8);
    let (mut held, mut bits) = (0_u32, 0);
    for symbol in symbols.chars() {
        let value = ALPHABET
            .iter()
            .position(|letter| char::from(*letter) == symbol)
            .and_then(|place| u32::try_from(place).ok())
            .ok_or(CodeError::ForeignCharacter)?;
        held = (held << 5 | value) & 0xFFFF;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(held >> bits & 0xFF).unwrap_or(0));
        }
    }
    let padding = held & ((1 << bits) - 1);
    if bits < 5 && padding == 0 {
        Ok(bytes)
    } else {
        Err(CodeError::Mistyped)
    }
}

/// CRC-32 (IEEE 802.3): catches every burst of up to 32 bits, so any mistyped symbol and any swap of neighbours.
fn checksum(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            if sum & 1 == 1 {
                sum >> 1 ^ 0xEDB8_8320
            } else {
                sum >> 1
            }
        })
    })
}
