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
