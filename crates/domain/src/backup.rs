//! What the office says of its daily copy, to those who must act when there is none.

use serde::{Deserialize, Serialize};

/// A centre without a tested copy for longer than this is told so, ms: a day, and two hours for the copying itself.
const LATE_AFTER_MS: i64 = 26 * 3600 * 1000;

/// Why there is no new copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BackupFault {
    /// No room on the disk.
    NoRoom,
    /// The folder of the copies cannot be read or written.
    Folder,
    /// The copy could not be restored, or did not hold what the office holds.
    Damaged,
    /// Anything else.
    Other,
}

/// Since when it does not work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupFailure {
    pub since_ms: i64,
    pub fault: BackupFault,
}

/// How the daily copies stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupState {
    /// When the last copy was made that was tested by restoring it; `None` before the first.
    pub tested_ms: Option<i64>,
    /// Its bytes.
    pub size: u64,
    /// The last try failed.
    pub failure: Option<BackupFailure>,
}

/// What somebody must be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BackupTrouble {
    /// `None`: nothing failed that is known of, yet there is no copy.
    pub fault: Option<BackupFault>,
    pub since_ms: i64,
}

impl BackupState {
    /// The state after another try.
    #[must_use]
    pub fn after(self, made: Result<u64, BackupFault>, now_ms: i64) -> Self {
        match made {
            Ok(size) => Self {
                tested_ms: Some(now_ms),
                size,
                failure: None,
            },
            Err(fault) => Self {
                failure: Some(BackupFailure {
                    since_ms: self.failure.map_or(now_ms, |failure| failure.since_ms),
                    fault,
                }),
                ..self
            },
        }
    }

    /// What is wrong at a moment of the office's own clock.
    #[must_use]
    pub fn trouble(&self, now_ms: i64) -> Option<BackupTrouble> {
        let failed = self.failure.map(|failure| BackupTrouble {
            fault: Some(failure.fault),
            since_ms: failure.since_ms,
        });
        failed.or_else(|| {
            let tested_ms = self.tested_ms?;
            (now_ms.saturating_sub(tested_ms) > LATE_AFTER_MS).then_some(BackupTrouble {
                fault: None,
                since_ms: tested_ms,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{BackupFault, BackupState, BackupTrouble, LATE_AFTER_MS};

    #[test]
    fn a_failure_keeps_its_beginning_until_a_copy_is_tested() {
        let tested = BackupState::default().after(Ok(7), 10);
        assert_eq!(tested.trouble(10), None);
        let failed = tested.after(Err(BackupFault::NoRoom), 20);
        let again = failed.after(Err(BackupFault::Folder), 30);
        let told = BackupTrouble {
            fault: Some(BackupFault::Folder),
            since_ms: 20,
        };
        assert_eq!(again.trouble(30), Some(told));
        assert_eq!((again.tested_ms, again.size), (Some(10), 7));
        assert_eq!(again.after(Ok(8), 40).trouble(40), None);
    }

    #[test]
    fn silence_is_told_after_a_day_and_two_hours() {
        let tested = BackupState::default().after(Ok(7), 10);
        assert_eq!(tested.trouble(10 + LATE_AFTER_MS), None);
        let late = tested.trouble(11 + LATE_AFTER_MS);
        assert_eq!(
            late.map(|told| (told.fault, told.since_ms)),
            Some((None, 10))
        );
        // A clock that was put back says nothing of the copy.
        assert_eq!(tested.trouble(-LATE_AFTER_MS), None);
    }
}
