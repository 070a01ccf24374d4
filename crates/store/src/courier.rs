//! Bytes that only one key can read: courier files between a laptop and its office, and copies for the recovery key.
//!
//! Construction: X25519, HChaCha20 and (X)ChaCha20-Poly1305 of `crypto_box::ChaChaBox` with a random 24-byte nonce.

use crypto_box::aead::Aead as _;
use crypto_box::{ChaChaBox, Nonce, PublicKey, SecretKey};

use crate::error::Error;
use crate::random;

/// X25519 public key.
pub type PublicKeyBytes = [u8; 32];
/// X25519 secret key.
pub type SecretKeyBytes = [u8; 32];

const MAGIC: &[u8; 8] = b"TERENKR1";
const KEY: usize = 32;
const NONCE: usize = 24;
/// A courier file at the most, bytes.
pub const MAX_FILE: usize = 64 * 1024 * 1024;

/// Why a courier file cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CourierError {
    #[error("not a courier file")]
    NotACourierFile,
    #[error("the courier file is meant for another key")]
    ForAnotherKey,
    #[error("the courier file is damaged")]
    Damaged,
    #[error("the courier file is larger than allowed")]
    TooLarge,
}

/// An opened courier file. Whether the sender is the expected one is for the caller to compare.
#[derive(Clone, PartialEq, Eq)]
pub struct Opened {
    pub sender: PublicKeyBytes,
    pub bytes: Vec<u8>,
}

/// The public half of a secret key.
#[must_use]
pub fn public_key(secret: &SecretKeyBytes) -> PublicKeyBytes {
    *SecretKey::from(*secret).public_key().as_bytes()
}

/// Encrypts the bytes so that only the recipient reads them and knows the sender's key.
pub fn seal(
    sender: &SecretKeyBytes,
    recipient: &PublicKeyBytes,
    bytes: &[u8],
) -> Result<Vec<u8>, Error> {
    let nonce: [u8; NONCE] = random::bytes()?;
    let cipher = ChaChaBox::new(&PublicKey::from(*recipient), &SecretKey::from(*sender));
    let boxed = cipher
        .encrypt(Nonce::from_slice(&nonce), bytes)
        .map_err(|_| Error::TooLarge)?;
    let mut file = Vec::with_capacity(MAGIC.len() + 2 * KEY + NONCE + boxed.len());
    file.extend_from_slice(MAGIC);
    file.extend_from_slice(recipient);
    file.extend_from_slice(&public_key(sender));
    file.extend_from_slice(&nonce);
    file.extend_from_slice(&boxed);
    if file.len() > MAX_FILE {
        return Err(Error::TooLarge);
    }
    Ok(file)
}

/// Encrypts the bytes for the recipient with a key used once: nobody, the writer included, reads them back.
pub fn seal_unread(recipient: &PublicKeyBytes, bytes: &[u8]) -> Result<Vec<u8>, Error> {
    let once = zeroize::Zeroizing::new(random::bytes::<KEY>()?);
    seal(&once, recipient, bytes)
}

/// Opens a courier file with the recipient's secret key.
pub fn open(recipient: &SecretKeyBytes, file: &[u8]) -> Result<Opened, CourierError> {
    if file.len() > MAX_FILE {
        return Err(CourierError::TooLarge);
    }
    let rest = file
        .strip_prefix(MAGIC.as_slice())
        .ok_or(CourierError::NotACourierFile)?;
    let (to, rest) = rest
        .split_first_chunk::<KEY>()
        .ok_or(CourierError::Damaged)?;
    let (sender, rest) = rest
        .split_first_chunk::<KEY>()
        .ok_or(CourierError::Damaged)?;
    let (nonce, boxed) = rest
        .split_first_chunk::<NONCE>()
        .ok_or(CourierError::Damaged)?;
    if *to != public_key(recipient) {
        return Err(CourierError::ForAnotherKey);
    }
    let cipher = ChaChaBox::new(&PublicKey::from(*sender), &SecretKey::from(*recipient));
    let bytes = cipher
        .decrypt(Nonce::from_slice(nonce), boxed)
        .map_err(|_| CourierError::Damaged)?;
    Ok(Opened {
        sender: *sender,
        bytes,
    })
}
