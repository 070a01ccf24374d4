//! One message as bytes: postcard in a zstd frame, with bounds on both ends.

use std::io::Read as _;

use serde::Serialize;
use serde::de::DeserializeOwned;

const LEVEL: i32 = 3;
/// Largest back-reference window a frame may ask for: 8 MiB, so that a hostile frame cannot claim memory.
const WINDOW_LOG: u32 = 23;

/// Why bytes are no packet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PacketError {
    #[error("the packet is cut short or damaged")]
    Malformed,
    #[error("the packet is larger than allowed")]
    TooLarge,
}

/// Encodes and compresses a message.
pub fn pack<T: Serialize>(message: &T) -> Result<Vec<u8>, PacketError> {
    let plain = postcard::to_allocvec(message).map_err(|_| PacketError::Malformed)?;
    zstd::bulk::compress(&plain, LEVEL).map_err(|_| PacketError::TooLarge)
}

/// Decompresses and decodes a message of at most `max` plain bytes; nothing may follow it.
pub fn unpack<T: DeserializeOwned>(bytes: &[u8], max: usize) -> Result<T, PacketError> {
    let mut decoder = zstd::Decoder::with_buffer(bytes)
        .map_err(|_| PacketError::Malformed)?
        .single_frame();
    decoder
        .window_log_max(WINDOW_LOG)
        .map_err(|_| PacketError::Malformed)?;
    let limit = u64::try_from(max).unwrap_or(u64::MAX).saturating_add(1);
    let mut plain = Vec::new();
    decoder
        .by_ref()
        .take(limit)
        .read_to_end(&mut plain)
        .map_err(|_| PacketError::Malformed)?;
    if plain.len() > max {
        return Err(PacketError::TooLarge);
    }
    if !decoder.finish().is_empty() {
        return Err(PacketError::Malformed);
    }
    match postcard::take_from_bytes(&plain) {
        Ok((message, [])) => Ok(message),
        _ => Err(PacketError::Malformed),
    }
}
