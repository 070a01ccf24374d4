//! How cells fill rows and columns share a width, by what stands in them.

use teren_questionnaire::DocumentColumn;

use crate::leaf::{Cell, Column, TableCell};
use crate::text::Text;

/// Columns of the grid of cells.
pub(crate) const GRID: usize = 6;

/// Widens the last cell of each row, so that no row has a hole.
pub(crate) fn packed(mut cells: Vec<Cell>) -> Vec<Cell> {
    let mut used = 0;
    let mut last: Option<usize> = None;
    let mut wider = Vec::new();
    for (place, cell) in cells.iter().enumerate() {
        if used + cell.span > GRID {
            wider.extend(last.map(|last| (last, GRID - used)));
            used = 0;
        }
        used += cell.span;
        last = Some(place);
    }
    wider.extend(last.map(|last| (last, GRID - used)));
    for (place, more) in wider {
        if let Some(cell) = cells.get_mut(place) {
            cell.span += more;
        }
    }
    cells
}

/// Characters a column may claim at most.
const WIDEST: usize = 40;
/// Characters a column gets at least.
pub(crate) const NARROWEST: usize = 4;

/// Shares the width by the longest word and, weaker, by the longest text of each column.
pub(crate) fn columns(titles: &[&DocumentColumn], rows: &[Vec<TableCell>]) -> Vec<Column> {
    let column = |(place, known): (usize, &&DocumentColumn)| {
        let title = Text::of(&known.label);
        let texts = || {
            rows.iter()
                .filter_map(move |row| row.get(place))
                .flat_map(|cell| &cell.paragraphs)
        };
        let longest = texts().map(Text::characters).max().unwrap_or(0);
        let amount = longest > 0 && texts().all(Text::is_amount);
        // An amount is never broken.
        let word = match amount {
            true => longest,
            false => texts().map(Text::longest_word).max().unwrap_or(0),
        };
        // A heading may be hyphenated, an answer should not need it.
        let heading = title.longest_word() * 2 / 3;
        let weight = word.max(heading).max(longest / 3).clamp(NARROWEST, WIDEST);
        Column {
            title,
            number: known.number,
            weight,
            amount,
        }
    };
    titles.iter().enumerate().map(column).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans(given: &[usize]) -> Vec<usize> {
        let cells = given
            .iter()
            .map(|span| Cell {
                span: *span,
                ..Cell::text("pytanie", "odpowiedź")
            })
            .collect();
        packed(cells).iter().map(|cell| cell.span).collect()
    }

    #[test]
    fn every_row_of_cells_is_full() {
        let table: [(&[usize], &[usize]); 5] = [
            (&[2, 2, 2, 3, 3], &[2, 2, 2, 3, 3]),
            (&[2, 2, 3], &[2, 4, 6]),
            (&[3, 6, 2], &[6, 6, 6]),
            (&[2, 3, 6], &[2, 4, 6]),
            (&[], &[]),
        ];
        for (given, full) in table {
            assert_eq!(spans(given), full);
        }
    }

    #[test]
    fn the_number_of_a_document_is_one_word_and_words_between_slashes_are_several() {
        for (text, longest) in [
            ("ZUS/0001/2026", 13),
            ("osoba/rodzina", 7),
            ("PZ-12/2026 z dnia", 7),
        ] {
            assert_eq!(Text::of(text).longest_word(), longest, "{text}");
        }
    }

    #[test]
    fn a_column_of_amounts_stands_to_the_right_and_long_words_get_room() {
        let title = |label: &str| DocumentColumn {
            number: None,
            field: None,
            label: label.to_owned(),
            withheld: false,
        };
        let titles = [&title("rodzaj"), &title("kwota")];
        let rows = vec![vec![
            TableCell::of("wynagrodzenie – umowa o pracę"),
            TableCell::of("2\u{a0}403,00\u{a0}zł"),
        ]];
        let columns = columns(&titles, &rows);
        let shown: Vec<(usize, bool)> = columns
            .iter()
            .map(|column| (column.weight, column.amount))
            .collect();
        assert_eq!(shown, [(13, false), (11, true)]);
    }
}
