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

/// Characters that stand side by side across a page in a table.
const LINE: usize = 110;
/// What the edges of a cell take of them.
const EDGES: usize = 2;

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
    let mut columns: Vec<Column> = titles.iter().enumerate().map(column).collect();
    let number = |place: usize| {
        let cells = rows.iter().filter_map(|row| row.get(place));
        let texts = cells.flat_map(|cell| &cell.paragraphs);
        texts.map(Text::longest_number).max().unwrap_or(0)
    };
    let numbers: Vec<usize> = (0..columns.len()).map(number).collect();
    make_room(&mut columns, &numbers);
    columns
}

/// Where a date or an amount would run over its cell, its column takes what it needs from the columns of words.
fn make_room(columns: &mut [Column], numbers: &[usize]) {
    let mut narrow = vec![false; columns.len()];
    for _ in numbers {
        let all: usize = columns.iter().map(|column| column.weight).sum();
        let is_narrow = |((column, number), known): ((&Column, &usize), &bool)| {
            *known || (*number > 0 && (number + EDGES) * all > column.weight * LINE)
        };
        let found = columns.iter().zip(numbers).zip(&narrow).map(is_narrow);
        let found: Vec<bool> = found.collect();
        let taken = numbers.iter().zip(&found).filter(|(_, narrow)| **narrow);
        let taken: usize = taken.map(|(number, _)| number + EDGES).sum();
        let left = LINE.saturating_sub(taken);
        // Nothing is gained where there would be no room for words.
        if found == narrow || left < LINE / 4 {
            return;
        }
        narrow = found;
        let words = columns.iter().zip(&narrow).filter(|(_, narrow)| !**narrow);
        let words: usize = words.map(|(column, _)| column.weight).sum();
        for ((column, number), _) in
            (columns.iter_mut().zip(numbers).zip(&narrow)).filter(|(_, narrow)| **narrow)
        {
            column.weight = ((number + EDGES) * words).div_ceil(left);
        }
    }
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
    fn a_date_among_many_words_gets_the_room_it_needs_and_elsewhere_nothing_changes() {
        let title = |label: &str| DocumentColumn {
            number: None,
            field: None,
            label: label.to_owned(),
            withheld: false,
        };
        let titles = ["działanie", "termin", "przewidywany efekt", "kwota"].map(title);
        let weights = |texts: [&str; 4]| -> Vec<usize> {
            let rows = vec![texts.map(TableCell::of).into()];
            let titles: Vec<&DocumentColumn> = titles.iter().collect();
            let columns = columns(&titles, &rows);
            columns.iter().map(|column| column.weight).collect()
        };
        let amount = "2\u{a0}403,00\u{a0}zł";
        let few = ["wizyta", "31.01.2027", "zgoda", amount];
        assert_eq!(weights(few), [6, 10, 8, 11]);
        let long = "słowo ".repeat(30);
        let crowded = weights([long.as_str(), "do 31.01.2027", long.as_str(), amount]);
        assert_eq!(crowded, [40, 12, 40, 13]);
        let all: usize = crowded.iter().sum();
        assert!(
            crowded
                .iter()
                .zip([0, 10, 0, 11])
                .all(|(weight, number)| weight * LINE >= (number + EDGES) * all)
        );
        // So many numbers that none can have enough: as before.
        let number = "1".repeat(40);
        let numbers = weights([number.as_str(), number.as_str(), long.as_str(), amount]);
        assert_eq!(numbers, [40, 40, 40, 11]);
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
