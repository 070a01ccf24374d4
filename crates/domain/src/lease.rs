//! The lease of a laptop: for how long it may be read after the office last answered. It is counted in time that this machine ran, so
//! that neither a clock set back makes it longer nor a clock that jumped ahead ends it in somebody's kitchen.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Days of a lease where the centre settled nothing.
pub const LEASE_DAYS: u32 = 14;
/// Days that a centre may settle on at the most.
pub const MOST_LEASE_DAYS: u32 = 90;
/// From how many days before its end it is spoken of.
const WARNED_DAYS: i64 = 3;
/// What a clock says of the time a machine was switched off is believed up to a year; one that says more is wrong.
const BELIEVED_OFF_MS: i64 = 366 * DAY_MS;
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// How long a machine has been running since it was started, asleep or awake.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Which start of the machine.
    pub boot: Uuid,
    pub ms: i64,
}

/// What a machine says of the time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tick {
    /// Its clock, ms since 1970 UTC; as wrong as it may be.
    pub wall_ms: i64,
    pub run: Run,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeaseState {
    Running,
    /// It ends in a few days.
    Warned,
    Ended,
}

/// The lease that an answer of the office gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lease {
    /// The office's clock when it answered, ms since 1970 UTC.
    pub office_ms: i64,
    spent_ms: i64,
    seen: Tick,
}

impl Lease {
    /// The office answers now.
    #[must_use]
    pub const fn new(office_ms: i64, now: Tick) -> Self {
        Self {
            office_ms,
            spent_ms: 0,
            seen: now,
        }
    }

    /// An answer of the office that was on its way for a while: what is gone since then is spent. An older answer changes nothing.
    pub fn renew_by_file(&mut self, office_ms: i64) {
        if office_ms > self.office_ms {
            self.spent_ms = (self.now_ms() - office_ms).max(0);
            self.office_ms = office_ms;
        }
    }

    /// Counts the time since it was last looked at; says how much of it there was, ms.
    pub fn tick(&mut self, now: Tick) -> i64 {
        let gone = if now.run.boot == self.seen.run.boot {
            now.run.ms - self.seen.run.ms
        } else {
            let off = now.wall_ms.saturating_sub(self.seen.wall_ms);
            let believed = if off > BELIEVED_OFF_MS { 0 } else { off };
            believed.max(now.run.ms)
        };
        let gone = gone.max(0);
        self.spent_ms = self.spent_ms.saturating_add(gone);
        self.seen = now;
        gone
    }

    /// The least that the time can be, ms since 1970 UTC.
    #[must_use]
    pub const fn now_ms(&self) -> i64 {
        self.office_ms.saturating_add(self.spent_ms)
    }

    /// Whole days until it ends, counting a begun one; 0 when it has ended.
    #[must_use]
    pub fn days_left(&self, days: u32) -> i64 {
        let left = i64::from(days) * DAY_MS - self.spent_ms;
        (left.max(0) + DAY_MS - 1) / DAY_MS
    }

    #[must_use]
    pub fn state(&self, days: u32) -> LeaseState {
        match self.days_left(days) {
            0 => LeaseState::Ended,
            left if left <= WARNED_DAYS => LeaseState::Warned,
            _ => LeaseState::Running,
        }
    }
}
