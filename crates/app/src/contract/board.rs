//! The coordinator's board and the report of a period.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::organisation::LabelView;

/// Open matters of one person; of several people together where their names may not be ranked.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PersonLoadView {
    pub name: String,
    /// How many people the row counts together; 1 for a person by name.
    pub people: u32,
    pub families: u32,
    pub norm: Option<u32>,
    pub norm_basis: Option<String>,
    pub due_soon: u32,
    pub late: u32,
    pub returned: u32,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TeamLoadView {
    pub name: String,
    pub waiting: u32,
    pub taken: u32,
    pub late: u32,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MedianView {
    pub days: i64,
    pub of: u32,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CountView {
    pub name: String,
    pub count: u32,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BoardView {
    pub today: String,
    /// Cases this seat holds: the board counts nothing else.
    pub cases: u32,
    /// This person sees every colleague by name.
    pub whole_centre: bool,
    /// Whether colleagues of her teams stand by name.
    pub named: bool,
    /// In the order of their names.
    pub people: Vec<PersonLoadView>,
    pub teams: Vec<TeamLoadView>,
    pub visits: u32,
    pub due_soon: u32,
    pub late: u32,
    pub updates: u32,
    pub updates_late: u32,
    pub returned: u32,
    pub elsewhere: u32,
    pub to_interview: Option<MedianView>,
    pub to_inbox: Option<MedianView>,
    pub reasons: Vec<CountView>,
    pub forms: Vec<CountView>,
    /// Approved interviews whose reasons this seat may not know.
    pub withheld: u32,
    /// Quarters and half-years to report on.
    pub periods: Vec<LabelView>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ReasonCountView {
    pub name: String,
    pub families: u32,
    pub persons: u32,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PeriodView {
    pub id: String,
    pub name: String,
    pub from: String,
    pub to: String,
    pub reports: u32,
    pub interviews: u32,
    pub on_time: u32,
    pub with_term: u32,
    pub forms: Vec<CountView>,
    pub reasons: Vec<ReasonCountView>,
    pub to_interview: Option<MedianView>,
    pub to_inbox: Option<MedianView>,
    pub withheld: u32,
}

/// File that figures leave in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum FiguresFormat {
    Xlsx,
    Csv,
}
