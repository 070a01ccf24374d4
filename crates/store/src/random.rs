//! Random bytes and ids of the operating system.

use uuid::Uuid;

use crate::error::Error;

pub fn bytes<const N: usize>() -> Result<[u8; N], Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| Error::Io(std::io::ErrorKind::Other))?;
    Ok(bytes)
}

/// A random id without a time in it.
pub fn id() -> Result<Uuid, Error> {
    Ok(uuid::Builder::from_random_bytes(bytes()?).into_uuid())
}
