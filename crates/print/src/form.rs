//! A form of the questionnaire on paper: official order and titles, filled or blank, with places to sign.

use teren_questionnaire::{Document, DocumentBlock, DocumentSection};

use crate::leaf::{Cell, Element, Table, TableCell};
use crate::packing;
use crate::text::Text;

/// A form as it was read, to be printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormPaper {
    pub document: Document,
    /// For hand use: nothing is filled in.
    pub blank: bool,
}

/// Members on one sheet; more go on a sheet of their own.
const ROWS_PER_SHEET: usize = 14;
/// Rows of an empty table for hand use.
const EMPTY_ROWS: usize = 4;
/// Columns from which a table lies on its side.
const WIDE: usize = 9;

pub(crate) fn annex(_: &FormPaper) -> Vec<Text> {
    Vec::new()
}

pub(crate) fn elements(paper: &FormPaper) -> Vec<Element> {
    let mut elements = Vec::new();
    for section in &paper.document.sections {
        elements.extend(segment(section));
    }
    elements
}

fn segment(section: &DocumentSection) -> Vec<Element> {
    let mut elements = vec![Element::heading(
        2,
        &format!("{}. {}", section.letter, section.title),
    )];
    if let Some(note) = &section.note {
        elements.push(Element::remark(note));
    }
    for block in &section.blocks {
        elements.extend(part(block));
    }
    elements
}

fn part(block: &DocumentBlock) -> Vec<Element> {
    let mut elements = vec![Element::heading(3, &block.title)];
    if !block.lines.is_empty() {
        let cells = block
            .lines
            .iter()
            .map(|line| Cell::text(&line.label, &line.text))
            .collect();
        elements.push(Element::Cells {
            cells: packing::packed(cells),
        });
    }
    if let Some(table) = &block.table {
        let rows: Vec<Vec<TableCell>> = table
            .rows
            .iter()
            .map(|row| row.iter().map(|text| TableCell::of(text)).collect())
            .collect();
        elements.push(Element::Table(Table {
            columns: packing::columns(&table.columns, &rows),
            numbered: true,
            rows,
            empty_rows: 0,
            wide: table.columns.len() >= WIDE,
        }));
    }
    elements
}
