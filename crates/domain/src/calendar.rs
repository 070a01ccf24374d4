//! Polish calendar: public holidays with their movable feasts, and working days.
//!
//! A working day (dzień roboczy) is a day that is no Saturday, no Sunday and no public holiday.

use std::sync::LazyLock;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::Deserialize;

/// When a holiday falls, in which years it holds, and why.
#[derive(Debug, Clone, Deserialize)]
struct Holiday {
    name: String,
    #[serde(flatten)]
    day: Day,
    /// First year in which it is free.
    from: Option<i32>,
    /// Last year in which it is free.
    until: Option<i32>,
    /// Act that makes the day free.
    source: String,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(untagged)]
enum Day {
    Fixed { month: u32, day: u32 },
    Movable { days_after_easter: i64 },
}

#[derive(Debug, Default, Deserialize)]
struct Table {
    holiday: Vec<Holiday>,
}

static TABLE: LazyLock<Table> =
    LazyLock::new(|| toml::from_str(include_str!("../data/holidays.toml")).unwrap_or_default());

/// A public holiday on a given day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublicHoliday {
    /// Polish name.
    pub name: &'static str,
    /// Act that makes the day free.
    pub basis: &'static str,
}

/// The public holiday of that day, if there is one.
#[must_use]
pub fn holiday(date: NaiveDate) -> Option<PublicHoliday> {
    let year = date.year();
    let after_easter = date.signed_duration_since(easter(year)?).num_days();
    let holiday = TABLE.holiday.iter().find(|holiday| {
        let in_force = holiday.from.is_none_or(|from| year >= from)
            && holiday.until.is_none_or(|until| year <= until);
        in_force
            && match holiday.day {
                Day::Fixed { month, day } => date.month() == month && date.day() == day,
                Day::Movable { days_after_easter } => after_easter == days_after_easter,
            }
    })?;
    Some(PublicHoliday {
        name: &holiday.name,
        basis: &holiday.source,
    })
}

/// No Saturday, no Sunday, no public holiday.
#[must_use]
pub fn is_working_day(date: NaiveDate) -> bool {
    !matches!(date.weekday(), Weekday::Sat | Weekday::Sun) && holiday(date).is_none()
}

/// The day `count` working days after `start`, which itself is day zero and is never counted.
/// With `count` zero it is `start`, whatever day that is.
#[must_use]
pub fn after_working_days(start: NaiveDate, count: u32) -> NaiveDate {
    let mut date = start;
    let mut left = count;
    while left > 0 {
        let Some(next) = date.checked_add_days(Days::new(1)) else {
            return date;
        };
        date = next;
        if is_working_day(date) {
            left -= 1;
        }
    }
    date
}

/// Working days after `start` up to and with `end`; zero when `end` is not later.
#[must_use]
pub fn working_days_between(start: NaiveDate, end: NaiveDate) -> u32 {
    let mut count = 0;
    let mut date = start;
    while date < end {
        let Some(next) = date.checked_add_days(Days::new(1)) else {
            return count;
        };
        date = next;
        count += u32::from(is_working_day(date));
    }
    count
}

/// Easter Sunday of a Gregorian year (the anonymous algorithm printed by Meeus).
#[must_use]
pub fn easter(year: i32) -> Option<NaiveDate> {
    let (golden, century, rest) = (year.rem_euclid(19), year / 100, year % 100);
    let leap_centuries = century / 4;
    let moon_shift = (century + 8) / 25;
    let moon_correction = (century - moon_shift + 1) / 3;
    let epact = (19 * golden + century - leap_centuries - moon_correction + 15).rem_euclid(30);
    let weekday = (32 + 2 * (century % 4) + 2 * (rest / 4) - epact - rest % 4).rem_euclid(7);
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let days = epact + weekday - 7 * late + 114;
    let month = u32::try_from(days / 31).ok()?;
    let day = u32::try_from(days % 31 + 1).ok()?;
    NaiveDate::from_ymd_opt(year, month, day)
}

/// Polish name of the weekday.
#[must_use]
pub const fn weekday_pl(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "poniedziałek",
        Weekday::Tue => "wtorek",
        Weekday::Wed => "środa",
        Weekday::Thu => "czwartek",
        Weekday::Fri => "piątek",
        Weekday::Sat => "sobota",
        Weekday::Sun => "niedziela",
    }
}

/// `22.11.2026`, as people here write a day.
#[must_use]
pub fn date_pl(date: NaiveDate) -> String {
    format!("{}.{:02}.{}", date.day(), date.month(), date.year())
}
