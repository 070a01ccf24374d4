//! The access log as it is kept: appended to, read by pages, and let go only from its beginning.

use teren_ledger::{ChainEnd, Hash};
use uuid::Uuid;

use super::Result;

/// One entry of the access log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogEntry {
    /// Place in the office's chain, from 1.
    pub number: u64,
    pub at_ms: i64,
    /// When it happened as a laptop tells; 0 for what the office saw itself.
    pub told_ms: i64,
    /// Nil for the office itself.
    pub person: Uuid,
    /// Nil where no laptop took part.
    pub replica: Uuid,
    /// Place in the laptop's own chain; 0 for what the office saw itself.
    pub told_number: u64,
    /// A fixed word.
    pub event: String,
    pub subject: Uuid,
    pub hash: Hash,
}

/// Which entries are looked for; nothing set finds all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AccessSearch {
    pub person: Option<Uuid>,
    /// Number of a case: entries of the case and of its documents.
    pub case_number: Option<String>,
    /// Any of these words.
    pub events: Option<Vec<String>>,
    /// When it happened, from the first moment on and before the last, ms since 1970 UTC.
    pub from_ms: Option<i64>,
    pub until_ms: Option<i64>,
}

/// The access log, and the laptops' chains that lead into it.
pub trait AccessLog {
    fn append_access(&mut self, entry: &LogEntry) -> Result<()>;
    /// Where a laptop's chain ends, or with nil the office's own.
    fn chain_end(&mut self, replica: Uuid) -> Result<ChainEnd>;
    fn set_chain_end(&mut self, replica: Uuid, end: ChainEnd) -> Result<()>;
    /// The last entry that a laptop told under a number of its own.
    fn told_access(&mut self, replica: Uuid, told_number: u64) -> Result<Option<LogEntry>>;
    /// Entries after a number, oldest first.
    fn access_after(&mut self, number: u64, limit: usize) -> Result<Vec<LogEntry>>;
    /// Entries before a number that are looked for, newest first.
    fn find_access(
        &mut self,
        search: &AccessSearch,
        before: u64,
        limit: usize,
    ) -> Result<Vec<LogEntry>>;
    /// Number of the case a document belongs to.
    fn case_number_of(&mut self, document: Uuid) -> Result<Option<String>>;
    /// The last entry that went because its time was over.
    fn access_cut(&mut self) -> Result<ChainEnd>;
    /// Lets go what comes before the first entry written down since `ms`; says how much that was.
    fn cut_access(&mut self, ms: i64) -> Result<usize>;
}
