//! The room that is left on the laptop's disk.

use std::path::Path;

use teren_store::platform;

/// Where a seat asks for the room on a disk.
pub trait Disk: Send + Sync {
    /// Bytes free on the disk of a folder; `None` where the system does not say.
    fn free_bytes(&self, folder: &Path) -> Option<u64>;
}

/// The laptop's own disk.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemDisk;

impl Disk for SystemDisk {
    fn free_bytes(&self, folder: &Path) -> Option<u64> {
        platform::free_bytes(folder).ok()
    }
}
