//! Dates as Polish prose writes them.

use chrono::{Datelike, NaiveDate};

/// `22 listopada 2026 r.`
pub(crate) fn date_pl(date: NaiveDate) -> String {
    let month = match date.month() {
        1 => "stycznia",
        2 => "lutego",
        3 => "marca",
        4 => "kwietnia",
        5 => "maja",
        6 => "czerwca",
        7 => "lipca",
        8 => "sierpnia",
        9 => "września",
        10 => "października",
        11 => "listopada",
        _ => "grudnia",
    };
    format!("{} {month} {} r.", date.day(), date.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_in_prose_names_its_month() {
        let named: Vec<String> = (1..=12)
            .filter_map(|month| NaiveDate::from_ymd_opt(2026, month, 5))
            .map(date_pl)
            .collect();
        let table = [
            "5 stycznia 2026 r.",
            "5 lutego 2026 r.",
            "5 marca 2026 r.",
            "5 kwietnia 2026 r.",
            "5 maja 2026 r.",
            "5 czerwca 2026 r.",
            "5 lipca 2026 r.",
            "5 sierpnia 2026 r.",
            "5 września 2026 r.",
            "5 października 2026 r.",
            "5 listopada 2026 r.",
            "5 grudnia 2026 r.",
        ];
        assert_eq!(named, table);
    }
}
