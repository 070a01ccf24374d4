//! What the official paper lays out otherwise than the screen: members and their rows as tables of the whole family.

use crate::document::{
    DocumentBlock, DocumentColumn, DocumentRow, DocumentTable, Writer, column, placed, titled,
};
use crate::form::{Block, BlockKind, Table};
use crate::state::Row;
use crate::text::{cell_in, name_of};
use crate::{INTERVIEW, MEMBER};

/// Heading of the column that says whose a row is.
const WHOSE: &str = "Imię i nazwisko";

impl Writer<'_> {
    /// One table of the members, then one table for each kind of rows that hang under them.
    pub fn members_table(&self, block: &Block) -> Vec<DocumentBlock> {
        let mut blocks: Vec<DocumentBlock> = self.paper_table(block).into_iter().collect();
        blocks.extend(
            block
                .rows
                .iter()
                .filter_map(|inner| self.paper_table(inner)),
        );
        blocks
    }

    /// Every column, every row, whosever it is; columns of withheld categories stay empty.
    pub fn paper_table(&self, block: &Block) -> Option<DocumentBlock> {
        let table = self.state.form.table(block.record_kind.as_deref()?)?;
        let of_members = table.parent.as_deref() == Some(MEMBER);
        let whose = of_members.then(|| DocumentColumn {
            number: None,
            field: None,
            label: WHOSE.to_owned(),
            withheld: self.withheld.contains(&teren_domain::Category::Identity),
        });
        let columns = placed(block, table)
            .map(|(_, field)| column(field, self.withheld.contains(&field.category)));
        let rows = self.state.of_kind(&table.kind, None);
        Some(DocumentBlock {
            id: block.id.clone(),
            title: titled(block, &block.title),
            lines: Vec::new(),
            table: Some(DocumentTable {
                record_kind: table.kind.clone(),
                columns: whose.into_iter().chain(columns).collect(),
                rows: rows
                    .filter_map(|(_, row)| self.paper_row(block, table, row))
                    .collect(),
                empty_text: block.empty_text.clone(),
            }),
            sign: block.sign.clone(),
        })
    }

    fn paper_row(&self, block: &Block, table: &Table, row: &Row<'_>) -> Option<DocumentRow> {
        let whole = table.row.as_ref();
        if block.kind == BlockKind::Rows
            && whole.is_some_and(|row| self.withheld.contains(&row.category))
        {
            return None;
        }
        let whose = (table.parent.as_deref() != Some(INTERVIEW)).then(|| self.whose(row.parent));
        let cells = placed(block, table).map(|(slot, field)| {
            let text = cell_in(&self.state, row, (slot, field), self.withheld);
            text.filter(|_| !self.withheld.contains(&field.category))
                .unwrap_or_default()
        });
        Some(DocumentRow {
            record: row.record.id,
            cells: whose.into_iter().chain(cells).collect(),
        })
    }

    fn whose(&self, parent: Option<usize>) -> String {
        let row = parent.and_then(|number| self.state.rows.get(number));
        let may = !self.withheld.contains(&teren_domain::Category::Identity);
        row.filter(|_| may)
            .map(|row| name_of(&self.state, row))
            .unwrap_or_default()
    }
}
