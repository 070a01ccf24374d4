//! The clock of a story: it stands where the player sets it. Times in a case file are local times; they are taken
//! in the zone of this machine, so that every local date comes out as the file has it, whatever the zone.

use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{Local, NaiveDate, NaiveDateTime, TimeZone};
use teren_app::clock::Clock;
use teren_domain::lease::Run;
use uuid::Uuid;

/// A clock that moves only when it is told to.
#[derive(Debug, Default)]
pub struct StoryClock(AtomicI64);

impl StoryClock {
    /// Sets the clock, milliseconds since 1970 UTC.
    pub fn set(&self, ms: i64) {
        self.0.store(ms, Ordering::SeqCst);
    }

    /// Moves it to a later moment; an earlier one leaves it where it is.
    pub fn forward_to(&self, ms: i64) {
        self.0.fetch_max(ms, Ordering::SeqCst);
    }
}

impl Clock for StoryClock {
    fn now_ms(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }

    /// A story leaps over the days on which its laptops exchanged: none of them ran without the office.
    fn run(&self) -> Run {
        Run {
            boot: Uuid::nil(),
            ms: 0,
        }
    }
}

/// Moment of a local date and time, `YYYY-MM-DDTHH:MM`.
#[must_use]
pub fn moment(text: &str) -> Option<i64> {
    let local = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").ok()?;
    Some(
        Local
            .from_local_datetime(&local)
            .earliest()?
            .timestamp_millis(),
    )
}

/// Ten in the morning of a local day: when the player makes its visits.
#[must_use]
pub fn morning(text: &str) -> Option<i64> {
    let day: NaiveDate = text.parse().ok()?;
    moment(&format!("{day}T10:00"))
}
