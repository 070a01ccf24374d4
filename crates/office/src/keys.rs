//! Keys: the raw key of the database in a file beside it, random bytes and ids, hashes of secrets.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::path::Path;

use sha2::{Digest as _, Sha256};
use teren_ledger::Hash;
use teren_store::platform;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::OfficeError;

pub(crate) fn random<const N: usize>() -> Result<[u8; N], OfficeError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| OfficeError::Random)?;
    Ok(bytes)
}

/// A UUIDv7 of the moment given.
pub(crate) fn new_id(now_ms: i64) -> Result<Uuid, OfficeError> {
    let millis = u64::try_from(now_ms).unwrap_or(0);
    Ok(uuid::Builder::from_unix_timestamp_millis(millis, &random()?).into_uuid())
}

pub(crate) fn sha256(bytes: &[u8]) -> Hash {
    Sha256::digest(bytes).into()
}

/// Writes 32 secret bytes as hex into a new file that only its owner reads.
pub(crate) fn write_key(path: &Path, key: &[u8; 32]) -> Result<(), OfficeError> {
    let mut file = platform::create_new(path)?;
    let hex = Zeroizing::new(data_encoding::HEXLOWER.encode(key));
    file.write_all(hex.as_bytes())?;
    file.write_all(b"\n")?;
    Ok(file.sync_all()?)
}

pub(crate) fn read_key(path: &Path) -> Result<Zeroizing<[u8; 32]>, OfficeError> {
    const NO_KEY: OfficeError = OfficeError::Setting("key file");
    // Room from the start: what grows is copied and left behind.
    let mut text = Zeroizing::new(String::with_capacity(1024));
    File::open(path)?.take(1024).read_to_string(&mut text)?;
    let bytes = data_encoding::HEXLOWER.decode(text.trim().as_bytes());
    let bytes = Zeroizing::new(bytes.map_err(|_| NO_KEY)?);
    let key: &[u8; 32] = bytes.as_slice().try_into().map_err(|_| NO_KEY)?;
    Ok(Zeroizing::new(*key))
}
