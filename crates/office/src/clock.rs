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

#[cfg(test)]
mod tests {
    use super::local_date;

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
