//! Notatka głosowa: own words of who visits a family, on a line of its plan or on the visit. The record is an ordinary answer in the
//! category of the plan; the sound lies apart as the bytes of an attachment do.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Samples a second: speech, one channel.
pub const RATE: u32 = 16_000;
/// What is shorter says nothing: a button pressed twice.
pub const LEAST_MS: u32 = 300;
/// How long a note is that is listened to at all, wherever it was recorded; how long one may be recorded now says
/// [`crate::attachment::Limits::voice_seconds`].
pub const MOST_SECONDS: u32 = 600;

/// Field `row`; nobody writes over it, and only its author takes it away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoiceNote {
    /// The [`crate::family_plan::FamilyVisit`]; recorded during it, so it may be written down later than this.
    pub visit: Uuid,
    /// Line of the plan; `None` = the visit as a whole.
    pub line: Option<Uuid>,
    /// How long it is.
    pub ms: u32,
    /// Bytes of the FLAC.
    pub bytes: u64,
    /// SHA-256 of the bytes, hex in small letters.
    pub sha256: String,
    pub by: Uuid,
    pub at_ms: i64,
}

impl VoiceNote {
    /// Its length as it is written: „1:05”.
    #[must_use]
    pub fn length_pl(&self) -> String {
        let seconds = self.ms.div_ceil(1000);
        format!("{}:{:02}", seconds / 60, seconds % 60)
    }
}
