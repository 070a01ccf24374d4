//! The access log as the inspector and the head read it: who, what, when, on which laptop, and no content.

use serde::{Deserialize, Serialize};
pub use teren_domain::access_log::{Event as LogEvent, Sort as LogSort};
use ts_rs::TS;
use uuid::Uuid;

use super::organisation::DecisionView;

/// Which entries somebody looks for; nothing set finds all.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LogSearchInput {
    pub person: Option<Uuid>,
    /// Number of a case.
    pub case_number: Option<String>,
    pub sort: Option<LogSort>,
    /// First and last day, ISO.
    pub from: Option<String>,
    pub until: Option<String>,
}

/// What an entry concerns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export)]
pub enum LogSubjectView {
    Case {
        number: String,
    },
    /// An interview, or another paper, of a case.
    Interview {
        number: String,
    },
    Person {
        name: String,
    },
    Laptop {
        number: u32,
    },
    Centre,
    /// Something that the office does not know any more.
    Other,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LogEntryView {
    /// Place in the office's chain.
    pub number: u32,
    /// When it happened, local ISO date and time; by the laptop's clock where the laptop tells of it.
    pub at: String,
    /// When the office heard of it, where that was later.
    pub heard_at: Option<String>,
    /// `None` for the office itself.
    pub person: Option<String>,
    pub laptop: Option<u32>,
    /// `None` for a word of a newer program.
    pub event: Option<LogEvent>,
    pub subject: LogSubjectView,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LogPersonView {
    pub person: Uuid,
    pub name: String,
}

/// One page of the log, newest first; empty until the office answers.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LogPageView {
    pub decision: DecisionView,
    pub entries: Vec<LogEntryView>,
    /// Where the next page begins.
    pub before: Option<u32>,
    /// How many years entries are kept.
    pub years: u32,
    pub least_years: u32,
    pub most_years: u32,
    /// Whether this person settles how long.
    pub settles: bool,
    /// Whom one may look for.
    pub people: Vec<LogPersonView>,
}
