//! What the screens tell of their calls, for the file that technical support gets.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ProblemCode;

/// One call of a command as the screen saw it: no argument and no answer of it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
#[serde(deny_unknown_fields)]
pub struct CallNote {
    pub command: String,
    /// Absent where it went well.
    pub problem: Option<ProblemCode>,
    pub took_ms: u32,
    pub ago_s: u32,
}
