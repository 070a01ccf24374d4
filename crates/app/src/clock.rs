//! The only clock of a seat: everything below takes time as an argument.

use chrono::{DateTime, Local, NaiveDate, TimeZone, Utc};
use teren_domain::lease::Run;
use uuid::Uuid;

use crate::platform;

/// Where a seat reads the time.
pub trait Clock: Send + Sync {
    /// Milliseconds since 1970, UTC.
    fn now_ms(&self) -> i64;

    /// For how long the machine has been running; a clock of a story runs as it says.
    fn run(&self) -> Run {
        Run {
            boot: Uuid::nil(),
            ms: self.now_ms(),
        }
    }
}

/// The laptop's own clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now_ms(&self) -> i64 {
        Utc::now().timestamp_millis()
    }

    fn run(&self) -> Run {
        platform::run()
    }
}

fn local(ms: i64) -> DateTime<Local> {
    Local
        .timestamp_millis_opt(ms)
        .single()
        .unwrap_or_else(|| DateTime::<Utc>::UNIX_EPOCH.with_timezone(&Local))
}

/// Local date and time as ISO text without an offset, to the minute.
#[must_use]
pub fn local_text(ms: i64) -> String {
    local(ms).format("%Y-%m-%dT%H:%M").to_string()
}

/// Local date as ISO text.
#[must_use]
pub(crate) fn local_date_text(ms: i64) -> String {
    local_date(ms).to_string()
}

/// Local date.
#[must_use]
pub fn local_date(ms: i64) -> NaiveDate {
    local(ms).date_naive()
}
