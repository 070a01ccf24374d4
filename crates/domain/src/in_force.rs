//! Rows of a table by the day from which they serve.

use chrono::NaiveDate;

/// The row that serves on a day: the last one that began by then. The oldest row also serves what is older than the table;
/// without a day it is the newest.
pub(crate) fn on<T>(
    rows: &[T],
    day: Option<NaiveDate>,
    valid_from: impl Fn(&T) -> NaiveDate,
) -> Option<&T> {
    let begun = |row: &&T| day.is_none_or(|day| valid_from(row) <= day);
    let serving = rows.iter().filter(begun).max_by_key(|row| valid_from(row));
    serving.or_else(|| rows.iter().min_by_key(|row| valid_from(row)))
}

/// Whether a row that may begin and may end serves on a day; its last day is a day of service.
pub(crate) fn serves(from: Option<NaiveDate>, to: Option<NaiveDate>, day: NaiveDate) -> bool {
    from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::{on, serves};

    fn day(text: &str) -> Option<NaiveDate> {
        text.parse().ok()
    }

    #[test]
    fn a_row_serves_from_its_day_until_the_next_begins_and_the_oldest_also_before() {
        let rows = [("new", day("2025-01-01")), ("old", day("2015-10-01"))];
        let cases = [
            (day("2010-01-01"), Some("old")),
            (day("2015-10-01"), Some("old")),
            (day("2024-12-31"), Some("old")),
            (day("2025-01-01"), Some("new")),
            (None, Some("new")),
        ];
        for (asked, expected) in cases {
            let found = on(&rows, asked, |row| row.1.unwrap_or_default());
            assert_eq!(found.map(|row| row.0), expected, "{asked:?}");
        }
    }

    #[test]
    fn first_and_last_day_are_days_of_service() {
        let (from, to) = (day("2025-09-30"), day("2026-06-30"));
        let cases = [
            ("2025-09-29", false),
            ("2025-09-30", true),
            ("2026-06-30", true),
            ("2026-07-01", false),
        ];
        for (asked, expected) in cases {
            let found = day(asked).map(|asked| serves(from, to, asked));
            assert_eq!(found, Some(expected), "{asked}");
            assert_eq!(
                day(asked).map(|asked| serves(None, None, asked)),
                Some(true)
            );
        }
    }
}
