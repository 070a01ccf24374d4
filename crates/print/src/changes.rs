//! What changed since the last interview: before and after, side by side.

use crate::leaf::{Column, Element, Table, TableCell};
use crate::prose::date_pl;
use crate::text::Text;
use chrono::NaiveDate;

pub(crate) const TITLE: &str = "Zmiany od ostatniego wywiadu";

/// The changes of an update against the interview it started from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChangesList {
    /// Day of the earlier interview.
    pub before: Option<NaiveDate>,
    /// Day of this one.
    pub after: Option<NaiveDate>,
    pub rows: Vec<ChangeRow>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeRow {
    /// Segment and block.
    pub place: String,
    pub label: String,
    pub before: String,
    pub after: String,
}

pub(crate) fn elements(list: &ChangesList) -> Vec<Element> {
    let day = |date: Option<NaiveDate>| date.map_or_else(|| "bez daty".to_owned(), date_pl);
    let mut elements = vec![Element::prose(&format!(
        "Wywiad poprzedni: {}. Wywiad obecny: {}.",
        day(list.before),
        day(list.after)
    ))];
    if list.rows.is_empty() {
        elements.push(Element::prose(
            "Od ostatniego wywiadu nic się nie zmieniło.",
        ));
        return elements;
    }
    for place in list.rows.chunk_by(|one, next| one.place == next.place) {
        if let Some(first) = place.first() {
            elements.push(Element::heading(2, &first.place));
        }
        elements.push(Element::Table(table(place)));
    }
    elements
}

const NOTHING: &str = "–";

fn table(rows: &[ChangeRow]) -> Table {
    let columns = [("Pytanie", 5), ("Było", 8), ("Jest", 8)];
    let side = |text: &str| TableCell::of(if text.is_empty() { NOTHING } else { text });
    Table {
        columns: columns
            .into_iter()
            .map(|(title, weight)| Column {
                title: Text::of(title),
                weight,
                amount: false,
            })
            .collect(),
        numbered: false,
        rows: rows
            .iter()
            .map(|row| {
                vec![
                    TableCell::of(&row.label),
                    side(&row.before),
                    side(&row.after),
                ]
            })
            .collect(),
        empty_rows: 0,
        wide: false,
    }
}
