//! Small questions about a form that a seat asks when it shows answers outside their place.

use std::collections::BTreeSet;

use serde_json::Value;
use teren_domain::Category;

use crate::form::Form;

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

    /// Categories in which a record of this kind may have answers; a removal is written into each.
    #[must_use]
    pub fn categories_of(&self, record_kind: &str) -> BTreeSet<Category> {
        let structure = self.category_of(record_kind, crate::STRUCTURE);
        let fields = self
            .table(record_kind)
            .into_iter()
            .flat_map(|table| &table.slots)
            .map(|field| field.category);
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
