//! Days as people in the centre count them: Polish legal time out of milliseconds since 1970 UTC.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, TimeDelta, Weekday};

/// Summer time: last Sunday of March 01:00 UTC to last Sunday of October 01:00 UTC (Dz.U. 2022 poz. 539; directive 2000/84/EC).
fn offset_hours(utc: NaiveDateTime) -> i64 {
    let change = |month: u32| {
        let mut day = NaiveDate::from_ymd_opt(utc.year(), month, 31)?;
        while day.weekday() != Weekday::Sun {
            day = day.checked_sub_days(Days::new(1))?;
        }
        day.and_hms_opt(1, 0, 0)
    };
    match (change(3), change(10)) {
        (Some(from), Some(until)) if utc >= from && utc < until => 2,
        _ => 1,
    }
}

/// Local day of a moment; the first day of 1970 for moments outside the calendar.
#[must_use]
pub fn local_date(now_ms: i64) -> NaiveDate {
    DateTime::from_timestamp_millis(now_ms)
        .map(|moment| moment.naive_utc())
        .and_then(|utc| utc.checked_add_signed(TimeDelta::hours(offset_hours(utc))))
        .map_or_else(NaiveDate::default, |local| local.date())
}

/// Day and time of a moment as people in the centre read it: „2026-11-23 02:00”.
#[must_use]
pub fn local_moment(now_ms: i64) -> String {
    let utc = DateTime::from_timestamp_millis(now_ms).map(|moment| moment.naive_utc());
    let local = utc.and_then(|utc| utc.checked_add_signed(TimeDelta::hours(offset_hours(utc))));
    local
        .unwrap_or_default()
        .format("%Y-%m-%d %H:%M")
        .to_string()
}

/// The moment a day begins in the centre, ms since 1970 UTC.
pub(crate) fn day_begins(day: NaiveDate) -> i64 {
    full_hour(day, 0).unwrap_or(0)
}

/// The moment that is this full hour of a day.
fn full_hour(day: NaiveDate, hour: u32) -> Option<i64> {
    let local = day.and_hms_opt(hour.min(23), 0, 0)?;
    let in_winter = local.checked_sub_signed(TimeDelta::hours(1))?;
    let utc = local.checked_sub_signed(TimeDelta::hours(offset_hours(in_winter)))?;
    Some(utc.and_utc().timestamp_millis())
}

/// The last moment that was this full hour in the centre, ms since 1970 UTC.
pub(crate) fn last_at(hour: u32, now_ms: i64) -> i64 {
    let today = local_date(now_ms);
    let yesterday = today.checked_sub_days(Days::new(1)).unwrap_or(today);
    let moments = [full_hour(today, hour), full_hour(yesterday, hour)];
    let moments = moments.into_iter().flatten();
    let passed = moments.filter(|moment| *moment <= now_ms);
    passed.max().unwrap_or(now_ms)
}

#[cfg(test)]
mod tests {
    use super::{last_at, local_date};

    #[test]
    fn the_hour_is_the_centres_in_winter_and_in_summer() {
        let hour = 3_600_000;
        // Midnight in Warsaw: the first of January 2027, and the first of July 2026.
        for midnight in [1_798_758_000_000, 1_782_856_800_000] {
            assert_eq!(last_at(2, midnight + 2 * hour), midnight + 2 * hour);
            assert_eq!(last_at(2, midnight + 2 * hour - 1), midnight - 22 * hour);
            assert_eq!(last_at(2, midnight + 23 * hour), midnight + 2 * hour);
        }
    }

    #[test]
    fn the_year_begins_at_polish_midnight() {
        let table = [
            (1_798_757_999_000, "2026-12-31"),
            (1_798_758_000_000, "2027-01-01"),
            (1_782_856_799_000, "2026-06-30"),
            (1_782_856_800_000, "2026-07-01"),
        ];
        for (moment, day) in table {
            assert_eq!(local_date(moment).to_string(), day, "{moment}");
        }
    }
}
