//! Voice notes: what is kept of them, and what the microphone and the loudspeaker do now. No sound crosses.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::contract::AttachmentPlace;

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct VoiceNoteView {
    pub record: Uuid,
    /// The line of the plan it speaks of; `None` = the visit as a whole.
    pub line: Option<Uuid>,
    /// The line in words; empty where it is not in the plan any more.
    pub title: String,
    pub seconds: u32,
    pub by: String,
    /// Local ISO date and time.
    pub at: String,
    pub place: AttachmentPlace,
    /// It is this person's own: she may take it away.
    pub own: bool,
}

/// What is heard now, in either direction.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct VoiceView {
    pub recording: Option<RecordingView>,
    pub playing: Option<PlayingView>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RecordingView {
    pub visit: Uuid,
    pub line: Option<Uuid>,
    /// 0: it is full, and is to be ended.
    pub seconds_left: u32,
    /// How loud it is, of 100.
    pub level: u32,
    /// Nothing at all was heard so far, although it has been a while.
    pub silent: bool,
    /// The microphone went away: what was said until then is to be kept.
    pub lost: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PlayingView {
    pub record: Uuid,
    pub seconds_left: u32,
}
