//! How an exchange with the office stands.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::problem::Problem;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum ExchangeState {
    Idle,
    Running,
    Done,
    Unreachable,
    Failed,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ExchangeView {
    pub state: ExchangeState,
    pub sent: u32,
    pub to_send: u32,
    pub received: u32,
    pub last_success: Option<String>,
    pub problem: Option<Problem>,
    /// Work the office put into quarantine since the last time, with reasons.
    pub quarantined: Vec<QuarantineView>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct QuarantineView {
    pub case: Uuid,
    pub name: String,
    pub reason: String,
}
