//! Reading in an emergency.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::organisation::DecisionView;

/// What the office said to who wants to read a case that is not hers.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct GlassOpenedView {
    pub decision: DecisionView,
    pub case: Option<Uuid>,
    /// Local ISO date and time.
    pub until: Option<String>,
}

/// Such a reading that the head has not seen yet.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BrokenGlassView {
    pub case: Uuid,
    pub reading: Uuid,
    pub number: String,
    pub by: String,
    /// Local ISO date and time.
    pub at: String,
    pub reason: String,
}
