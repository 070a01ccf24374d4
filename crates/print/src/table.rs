//! Tables of a form: column groups that fit side by side, sheets of a fixed number of members, rows to fill by hand.

use teren_questionnaire::{DocumentColumn, DocumentRow, DocumentTable, MEMBER};

use crate::leaf::{Column, Element, Table, TableCell};
use crate::packing;
use crate::text::Text;

/// Members on one sheet; more go on a sheet of their own.
const MEMBERS_PER_SHEET: usize = 14;
/// Rows of any other empty table for hand use.
const EMPTY_ROWS: usize = 4;
/// More columns than this do not fit side by side.
const SIDE_BY_SIDE: usize = 9;
/// So many stand side by side where all would not fit.
const GROUP: usize = 8;
/// Height of a row to write in, in millimetres.
const TO_WRITE_IN: f32 = 8.0;
/// Least share of the width for a column to write in.
const FOR_A_HAND: usize = 8;
const NONE: &str = "–";

pub(crate) fn elements(title: &str, table: &DocumentTable, blank: bool) -> Vec<Element> {
    if table.rows.is_empty() && !blank {
        let none = table.empty_text.as_deref().unwrap_or(NONE);
        return vec![Element::prose(none)];
    }
    let members = table.record_kind == MEMBER;
    let empty = vec![
        DocumentRow::default();
        if members {
            MEMBERS_PER_SHEET
        } else {
            EMPTY_ROWS
        }
    ];
    let rows = if blank { &empty } else { &table.rows };
    let per_sheet = if members {
        MEMBERS_PER_SHEET
    } else {
        rows.len()
    };
    let groups = groups(&shown(table, blank));
    let mut elements = Vec::new();
    for (sheet, sheet_rows) in rows.chunks(per_sheet).enumerate() {
        if sheet > 0 {
            elements.push(Element::NewPage);
            let heading = format!("Arkusz uzupełniający nr {sheet} – {title}");
            elements.push(Element::heading(3, &heading));
        }
        for group in &groups {
            let part = Part {
                table,
                group,
                numbered: members || groups.len() > 1,
                first_row: sheet * per_sheet + 1,
                blank,
            };
            elements.push(Element::Table(part.table(sheet_rows)));
        }
    }
    elements
}

/// In a table that has few columns, all; else those of the official form and those somebody filled, so that there is room to read.
fn shown(table: &DocumentTable, blank: bool) -> Vec<usize> {
    let filled =
        |row: &DocumentRow, place: usize| row.cells.get(place).is_some_and(|text| !text.is_empty());
    let all = blank || table.columns.len() <= SIDE_BY_SIDE;
    let columns = table.columns.iter().enumerate();
    columns
        .filter(|(place, column)| {
            all || column.number.is_some() || table.rows.iter().any(|row| filled(row, *place))
        })
        .map(|(place, _)| place)
        .collect()
}

/// Columns in groups of like size; each group after the first repeats the first column, so that its rows have a name.
fn groups(shown: &[usize]) -> Vec<Vec<usize>> {
    if shown.len() <= SIDE_BY_SIDE {
        return vec![shown.to_vec()];
    }
    let size = shown.len().div_ceil(shown.len().div_ceil(GROUP));
    let mut groups: Vec<Vec<usize>> = shown.chunks(size).map(<[usize]>::to_vec).collect();
    for group in groups.iter_mut().skip(1) {
        group.splice(0..0, shown.first().copied());
    }
    groups
}

struct Part<'a> {
    table: &'a DocumentTable,
    group: &'a [usize],
    /// Whether each row carries its number.
    numbered: bool,
    first_row: usize,
    blank: bool,
}

impl Part<'_> {
    fn table(&self, rows: &[DocumentRow]) -> Table {
        let columns: Vec<&DocumentColumn> = self
            .group
            .iter()
            .filter_map(|place| self.table.columns.get(*place))
            .collect();
        let cells = |row: &DocumentRow| {
            let text = |place: &usize| row.cells.get(*place).map_or("", String::as_str);
            let cells = self.group.iter().map(|place| TableCell::of(text(place)));
            cells.collect::<Vec<_>>()
        };
        let mut rows: Vec<Vec<TableCell>> = rows.iter().map(cells).collect();
        let mut columns = packing::columns(&columns, &rows);
        for column in columns.iter_mut().filter(|_| self.blank) {
            column.weight = column.weight.max(FOR_A_HAND);
        }
        if self.numbered {
            columns.insert(0, number_column(self.table));
            for (place, row) in rows.iter_mut().enumerate() {
                row.insert(0, TableCell::of(&(self.first_row + place).to_string()));
            }
        }
        Table {
            columns,
            rows,
            row_height: self.blank.then_some(TO_WRITE_IN),
        }
    }
}

/// Stands before the first column of the official form, and has its number there.
fn number_column(table: &DocumentTable) -> Column {
    let first = table.columns.iter().find_map(|column| column.number);
    Column {
        title: Text::of("Lp."),
        number: first
            .map(|first| first.saturating_sub(1))
            .filter(|number| *number > 0),
        weight: packing::NARROWEST,
        amount: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_that_do_not_fit_are_split_and_the_name_is_repeated() {
        let table: [(usize, &[&[usize]]); 3] = [
            (9, &[&[0, 1, 2, 3, 4, 5, 6, 7, 8]]),
            (10, &[&[0, 1, 2, 3, 4], &[0, 5, 6, 7, 8, 9]]),
            (
                15,
                &[&[0, 1, 2, 3, 4, 5, 6, 7], &[0, 8, 9, 10, 11, 12, 13, 14]],
            ),
        ];
        for (columns, wanted) in table {
            let all: Vec<usize> = (0..columns).collect();
            assert_eq!(groups(&all), wanted);
        }
    }

    fn members(count: usize) -> DocumentTable {
        let row = |number: usize| DocumentRow {
            cells: vec![format!("Osoba {number}")],
            ..DocumentRow::default()
        };
        DocumentTable {
            record_kind: MEMBER.to_owned(),
            columns: vec![DocumentColumn {
                number: Some(2),
                field: None,
                label: "Imię".to_owned(),
                withheld: false,
            }],
            rows: (1..=count).map(row).collect(),
            empty_text: Some("Nikogo nie wpisano.".to_owned()),
        }
    }

    fn rows_of(elements: &[Element]) -> Vec<usize> {
        let rows = elements.iter().filter_map(|element| match element {
            Element::Table(table) => Some(table.rows.len()),
            _ => None,
        });
        rows.collect()
    }

    #[test]
    fn the_fifteenth_member_stands_on_a_continuation_sheet() {
        assert_eq!(rows_of(&elements("Rodzina", &members(14), false)), [14]);
        let fifteen = elements("Rodzina", &members(15), false);
        assert_eq!(rows_of(&fifteen), [14, 1]);
        let heading = Element::heading(3, "Arkusz uzupełniający nr 1 – Rodzina");
        assert!(fifteen.contains(&heading) && fifteen.contains(&Element::NewPage));
        let Some(Element::Table(last)) = fifteen.last() else {
            unreachable!("a table stands last")
        };
        let number = last.rows.first().and_then(|row| row.first());
        assert_eq!(number, Some(&TableCell::of("15")));
    }

    #[test]
    fn a_column_of_the_official_form_stands_though_nobody_filled_it_and_the_sheet_counts_from_lp() {
        let mut table = members(1);
        for place in 3_u16..15 {
            table.columns.push(DocumentColumn {
                number: (place % 2 == 0).then_some(place),
                field: None,
                label: format!("Kolumna {place}"),
                withheld: false,
            });
        }
        let Some(Element::Table(sheet)) = elements("Rodzina", &table, false).into_iter().next()
        else {
            unreachable!("a table stands first")
        };
        let numbers: Vec<Option<u16>> = sheet.columns.iter().map(|column| column.number).collect();
        assert_eq!(
            numbers,
            [1, 2, 4, 6, 8, 10, 12, 14].map(Some),
            "the empty ones of ours are left out"
        );
    }

    #[test]
    fn a_blank_sheet_has_fourteen_rows_and_an_empty_table_says_that_it_is_empty() {
        let nobody = members(0);
        assert_eq!(rows_of(&elements("Rodzina", &nobody, true)), [14]);
        assert_eq!(
            elements("Rodzina", &nobody, false),
            [Element::prose("Nikogo nie wpisano.")]
        );
    }
}
