//! A form of the questionnaire on paper: official order and titles, filled or blank, with places to sign.

use teren_questionnaire::{Document, DocumentBlock, DocumentLine, DocumentSection, Kind};

use crate::leaf::{Cell, Element};
use crate::packing::{self, GRID};
use crate::table;
use crate::text::Text;

/// A form laid out as its official paper ([`teren_questionnaire::Form::paper`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormPaper {
    pub document: Document,
    /// For hand use: nothing is filled in.
    pub blank: bool,
}

/// More words than this are not all printed beside one that was chosen.
const ALL_WORDS: usize = 20;
/// A question that was not answered; nothing can be added to it later.
const NO_ANSWER: &str = "–";
const WITHHELD: &str = "część poza Twoim upoważnieniem";

pub(crate) fn annex(paper: &FormPaper) -> Vec<Text> {
    Text::paragraphs(paper.document.annex.as_deref().unwrap_or_default())
}

pub(crate) fn elements(paper: &FormPaper) -> Vec<Element> {
    let sheet = Sheet { blank: paper.blank };
    let sections = paper.document.sections.iter();
    sections
        .flat_map(|section| sheet.section(section))
        .collect()
}

struct Sheet {
    blank: bool,
}

impl Sheet {
    fn section(&self, section: &DocumentSection) -> Vec<Element> {
        let title = if section.numbered {
            format!("{}. {}", section.letter, section.title)
        } else {
            section.title.clone()
        };
        let mut elements = vec![Element::heading(2, &title)];
        elements.extend(section.note.as_deref().map(Element::remark));
        // Of a segment that was left out only what was answered before stands on the paper.
        let blocks = section.blocks.iter();
        for block in blocks.filter(|block| !section.skipped || is_answered(block)) {
            elements.extend(self.block(section, block));
        }
        elements
    }

    fn block(&self, section: &DocumentSection, block: &DocumentBlock) -> Vec<Element> {
        let mut elements = Vec::new();
        // A lone block named like its segment needs no second title.
        if block.title != section.title {
            elements.push(Element::heading(3, &block.title));
        }
        if !block.lines.is_empty() {
            elements.push(Element::Cells {
                cells: packing::packed(self.cells(block)),
            });
        }
        if let Some(table) = &block.table {
            elements.extend(table::elements(&block.title, table, self.blank));
        }
        let places: Vec<(&str, &str)> = block.sign.iter().map(|it| (it.as_str(), "")).collect();
        if !places.is_empty() {
            elements.push(Element::signatures(&places));
        }
        elements
    }

    /// The questions as cells; a title stands above the questions that belong to it, unless it was just asked.
    fn cells(&self, block: &DocumentBlock) -> Vec<Cell> {
        let mut cells = Vec::new();
        let mut over: Option<&str> = None;
        for line in &block.lines {
            let under = line.under.as_deref();
            if let Some(title) = under.filter(|title| over != Some(*title)) {
                cells.push(Cell::title(title));
            }
            over = Some(under.unwrap_or(&line.label));
            cells.push(self.cell(line, !block.sign.is_empty()));
        }
        cells
    }

    /// Place and day of a signature, and what the head fills, may be written in by hand.
    fn cell(&self, line: &DocumentLine, signed: bool) -> Cell {
        let by_hand = self.blank || signed || line.by_head;
        let label = &line.own_label;
        let cell = match line.text.as_str() {
            _ if line.withheld => Cell::text(label, WITHHELD),
            _ if !line.options.is_empty() && line.options.len() <= ALL_WORDS => {
                let options = line.options.iter();
                Cell::options(label, options.map(|it| (it.text.as_str(), it.chosen)))
            }
            "" if by_hand => Cell::hand(label, lines_to_write(line)),
            "" => Cell::text(label, NO_ANSWER),
            text => Cell::text(label, text),
        };
        Cell {
            span: span_of(line),
            ..cell
        }
    }
}

fn is_answered(block: &DocumentBlock) -> bool {
    let rows = block
        .table
        .as_ref()
        .is_some_and(|table| !table.rows.is_empty());
    rows || block.lines.iter().any(|line| !line.text.is_empty())
}

/// A third, a half or the whole of the width: by the kind of the question, and by what has to fit.
fn span_of(line: &DocumentLine) -> usize {
    let label = line.own_label.chars().count();
    let text = if line.options.is_empty() || line.options.len() > ALL_WORDS {
        line.text.chars().count()
    } else {
        line.options
            .iter()
            .map(|option| option.text.chars().count() + 4)
            .sum()
    };
    let by_kind = match line.kind {
        Kind::LongText | Kind::MultiChoice => GRID,
        Kind::Text if line.limit > Some(300) => GRID,
        Kind::Text if line.limit > Some(120) => GRID / 2,
        _ => GRID / 3,
    };
    let by_length = match (label, text) {
        (..=56, ..=28) => GRID / 3,
        (..=100, ..=46) => GRID / 2,
        _ => GRID,
    };
    by_kind.max(by_length)
}

/// Lines to write on by hand.
fn lines_to_write(line: &DocumentLine) -> usize {
    match (line.kind, line.limit) {
        (Kind::LongText, _) if line.by_head => 5,
        (Kind::LongText, Some(8001..)) => 14,
        (Kind::LongText, Some(3001..)) => 6,
        (Kind::LongText, _) => 3,
        (Kind::Text, Some(301..)) => 2,
        _ => 1,
    }
}
