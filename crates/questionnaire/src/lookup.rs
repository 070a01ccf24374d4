//! Small questions about a form that a seat asks when it shows answers outside their place.

use std::collections::BTreeSet;

use serde_json::Value;
use teren_domain::facts::Part;
use teren_domain::{Category, workflow};

use crate::field::Field;
use crate::form::{Block, BlockKind, Form, Place};
use crate::kind::FormKind;

impl Form {
    /// Letter of the segment that shows a field; for a row record, of its table.
    #[must_use]
    pub fn section_letter(&self, record_kind: &str, field: &str) -> Option<&str> {
        match self.field(record_kind, field) {
            Some(found) => Some(&found.section),
            None => Some(self.table(record_kind)?.section.as_str()),
        }
    }

    /// An answer as text for people; a row as its columns, separated by semicolons.
    #[must_use]
    pub fn value_text(&self, record_kind: &str, field: &str, value: &Value) -> String {
        let Some(known) = self.field(record_kind, field) else {
            return String::new();
        };
        match value.as_object() {
            Some(row) if !known.columns.is_empty() => {
                let columns = known
                    .columns
                    .iter()
                    .filter_map(|column| Some((column, row.get(&column.id)?)));
                let texts = columns
                    .filter(|(_, value)| !value.is_null())
                    .map(|(column, value)| {
                        format!("{}: {}", column.label, crate::text::text_of(column, value))
                    });
                texts.collect::<Vec<_>>().join("; ")
            }
            _ if value.is_null() => String::new(),
            _ => crate::text::text_of(known, value),
        }
    }

    /// How files of answers address a field, or the `row` of a table: the inverse of [`Form::find`]. The block is the
    /// letter in the segments of part I whose letters are confirmed; else the block's first other name; else its title.
    #[must_use]
    pub fn address(&self, record_kind: &str, field: &str) -> Option<(String, String)> {
        let table = *self.table_by_kind.get(record_kind)?;
        let definition = self.tables.get(table)?;
        let place = match &definition.row {
            Some(_) if field == crate::ROW => Place::Row { table },
            _ => Place::Slot {
                table,
                slot: *definition.slot_by_id.get(field)?,
            },
        };
        let shows = |block: &Block| {
            block.record_kind.as_deref().unwrap_or(crate::INTERVIEW) == record_kind
                && (definition.row.is_some() || block.fields.iter().any(|id| id == field))
        };
        let (section, block) = self.sections.iter().find_map(|section| {
            let mut blocks = section.blocks.iter();
            let block = blocks.find(|block| shows(block) || block.rows.iter().any(shows))?;
            Some((section, block))
        })?;
        let by_letter = section.mandatory
            && self.kind == FormKind::Part(Part::I)
            && block.kind != BlockKind::Members;
        let name = match block.names.first() {
            _ if by_letter => &section.id,
            Some(name) => name,
            None => &block.title,
        };
        let labels = self.labels.iter();
        let paths = labels.filter(|((known, _), at)| known == name && **at == place);
        let path = paths
            .map(|((_, path), _)| path)
            .min_by_key(|path| path.len())?;
        Some((name.clone(), path.clone()))
    }

    /// Every category in which an answer of an interview in this form is believed; none for an unknown field.
    #[must_use]
    pub fn places(&self, record_kind: &str, field: &str) -> Vec<Category> {
        let own = (record_kind == crate::INTERVIEW)
            .then(|| workflow::category_of(record_kind, field))
            .flatten();
        let asked: Vec<Category> = match self.field(record_kind, field) {
            Some(known) => known.categories(),
            None => self.category_of(record_kind, field).into_iter().collect(),
        };
        own.into_iter().chain(asked).collect()
    }

    /// Categories in which a record of this kind may have answers; a removal is written into each.
    #[must_use]
    pub fn categories_of(&self, record_kind: &str) -> BTreeSet<Category> {
        let structure = self.category_of(record_kind, crate::STRUCTURE);
        let fields = self
            .table(record_kind)
            .into_iter()
            .flat_map(|table| &table.slots)
            .flat_map(Field::categories);
        fields.chain(structure).collect()
    }

    /// Letters of segments all of whose fields lie in the categories given.
    #[must_use]
    pub fn sections_within(&self, categories: &[Category]) -> Vec<String> {
        let within = |letter: &str| {
            let mut fields = self
                .tables
                .iter()
                .flat_map(|table| &table.slots)
                .filter(|field| field.section == letter)
                .peekable();
            fields.peek().is_some() && fields.all(|field| categories.contains(&field.category))
        };
        self.sections
            .iter()
            .filter(|section| within(&section.id))
            .map(|section| section.id.clone())
            .collect()
    }
}
