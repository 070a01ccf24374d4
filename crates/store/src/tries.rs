//! Growing delays after wrong passphrases. They slow a person at the keyboard; against a stolen disk stands Argon2id.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::platform;

const FILE: &str = "tries.json";
/// Seconds to wait after the n-th wrong passphrase in a row.
const DELAYS_S: [u32; 7] = [0, 0, 0, 5, 15, 60, 300];

#[derive(Clone, Copy, Default, Serialize, Deserialize)]
struct Count {
    failed: u32,
    next_ms: i64,
}

pub(crate) struct Tries {
    path: PathBuf,
    count: Count,
}

impl Tries {
    /// Reads the count; a missing or unreadable file counts as none.
    pub(crate) fn read(folder: &Path) -> Self {
        let path = folder.join(FILE);
        let count = std::fs::read(&path)
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default();
        Self { path, count }
    }

    /// Seconds until the next try; never more than the longest delay, wherever the clock jumped.
    pub(crate) fn wait_s(&self, now_ms: i64) -> u32 {
        let wait_ms = self.count.next_ms.saturating_sub(now_ms).max(0);
        let wait_s = u32::try_from(wait_ms.saturating_add(999) / 1000).unwrap_or(u32::MAX);
        wait_s.min(delay_s(self.count.failed))
    }

    /// Counts a try as failed before it is made, so that killing the program does not help guessing.
    pub(crate) fn begin(&mut self, now_ms: i64) -> Result<u32, Error> {
        self.count.failed = self.count.failed.saturating_add(1);
        let wait_s = delay_s(self.count.failed);
        self.count.next_ms = now_ms.saturating_add(i64::from(wait_s) * 1000);
        self.write()?;
        Ok(wait_s)
    }

    pub(crate) fn succeeded(&mut self) -> Result<(), Error> {
        self.count = Count::default();
        self.write()
    }

    fn write(&self) -> Result<(), Error> {
        let bytes = serde_json::to_vec(&self.count).map_err(|_| Error::BadFile("tries.json"))?;
        Ok(platform::replace_file(&self.path, &bytes)?)
    }
}

fn delay_s(failed: u32) -> u32 {
    let place = usize::try_from(failed)
        .unwrap_or(usize::MAX)
        .saturating_sub(1);
    DELAYS_S
        .get(place)
        .or(DELAYS_S.last())
        .copied()
        .unwrap_or_default()
}
