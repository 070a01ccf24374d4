//! The official paper as the screen lays it out: the reading view of `questionnaire`, each answer with its place.

use teren_questionnaire::{Document, DocumentBlock, DocumentLine, DocumentSection, DocumentTable};

use crate::contract::{
    SheetBlock, SheetColumn, SheetLine, SheetOption, SheetRow, SheetSection, SheetTable, SheetView,
};

pub(crate) fn view(document: Document) -> SheetView {
    SheetView {
        title: document.title,
        annex: document.annex,
        sections: document.sections.into_iter().map(section).collect(),
    }
}

fn section(section: DocumentSection) -> SheetSection {
    let skipped = section.skipped;
    // Of a segment that was left out only what was answered before stands on the paper.
    let blocks = section.blocks.into_iter();
    let blocks = blocks.filter(|block| !skipped || is_answered(block));
    SheetSection {
        section: section.letter,
        numbered: section.numbered,
        title: section.title,
        note: section.note,
        blocks: blocks.map(block).collect(),
    }
}

fn is_answered(block: &DocumentBlock) -> bool {
    let rows = (block.table.as_ref()).is_some_and(|table| !table.rows.is_empty());
    rows || block.lines.iter().any(|line| !line.text.is_empty())
}

fn block(block: DocumentBlock) -> SheetBlock {
    SheetBlock {
        title: block.title,
        lines: block.lines.into_iter().map(line).collect(),
        table: block.table.map(table),
        sign: block.sign,
    }
}

fn line(line: DocumentLine) -> SheetLine {
    let options = line.options.into_iter().map(|option| SheetOption {
        text: option.text,
        chosen: option.chosen,
    });
    SheetLine {
        record: line.at.record,
        field: line.at.field,
        under: line.under,
        label: line.own_label,
        text: line.text,
        options: options.collect(),
        withheld: line.withheld,
    }
}

fn table(table: DocumentTable) -> SheetTable {
    let columns = table.columns.into_iter().map(|column| SheetColumn {
        number: column.number,
        field: column.field,
        label: column.label,
        withheld: column.withheld,
    });
    let rows = table.rows.into_iter().map(|row| SheetRow {
        record: row.record,
        cells: row.cells,
    });
    SheetTable {
        columns: columns.collect(),
        rows: rows.collect(),
        empty_text: table.empty_text,
    }
}
