//! The interview as a document to read: official order and labels, only what was answered, Polish ways of writing.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde_json::Value as Json;
use teren_domain::{Category, Grosze, Month};
use uuid::Uuid;

use crate::answers::Answers;
use crate::evaluate::json;
use crate::field::{Field, Kind};
use crate::form::{Block, BlockKind, Form, Section, Table};
use crate::state::{Row, State};
use crate::{INTERVIEW, MEMBER};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    pub title: String,
    pub sections: Vec<DocumentSection>,
    /// Names of the blocks that lie, wholly or partly, outside the reader's authority.
    pub withheld: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentSection {
    pub letter: String,
    pub title: String,
    /// Why nothing or not everything stands here.
    pub note: Option<String>,
    pub blocks: Vec<DocumentBlock>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentBlock {
    pub title: String,
    pub lines: Vec<DocumentLine>,
    pub table: Option<DocumentTable>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentLine {
    pub label: String,
    pub text: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentTable {
    pub columns: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

const WITHHELD: &str = "część poza Twoim upoważnieniem";

impl Form {
    /// Renders the answers; fields of withheld categories are left out and named.
    #[must_use]
    pub fn document(&self, answers: &Answers, withheld: &BTreeSet<Category>) -> Document {
        let state = State::new(self, answers, None);
        let mut writer = Writer {
            state,
            withheld,
            names: Vec::new(),
        };
        let sections = self
            .sections
            .iter()
            .map(|section| writer.section(section))
            .collect();
        Document {
            title: self.title.clone(),
            sections,
            withheld: writer.names,
        }
    }
}

struct Writer<'a> {
    state: State<'a>,
    withheld: &'a BTreeSet<Category>,
    names: Vec<String>,
}

impl Writer<'_> {
    fn section(&mut self, section: &Section) -> DocumentSection {
        let before = self.names.len();
        let mut blocks = Vec::new();
        for block in &section.blocks {
            self.name_withheld(section, block);
            match block.kind {
                BlockKind::Fields => blocks.extend(self.root_block(block)),
                BlockKind::Members => blocks.extend(self.members(block)),
                BlockKind::Rows => blocks.extend(self.table(block, None, &block.title)),
            }
        }
        let mut notes = Vec::new();
        let may_read_skip = section
            .skip_field
            .as_ref()
            .and_then(|field| self.state.form.field(INTERVIEW, field))
            .is_some_and(|field| !self.withheld.contains(&field.category));
        if let Some((decision, reason)) = self.state.skip_of(section).filter(|_| may_read_skip) {
            notes.push(reason.map_or_else(
                || decision.to_owned(),
                |reason| format!("{decision}: {reason}"),
            ));
        }
        if self.names.len() > before {
            notes.push(WITHHELD.to_owned());
        }
        let note = if notes.is_empty() {
            None
        } else {
            Some(notes.join("; "))
        };
        DocumentSection {
            letter: section.id.clone(),
            title: section.title.clone(),
            note,
            blocks,
        }
    }

    /// Says which blocks are not wholly shown, whether or not anything was answered there.
    fn name_withheld(&mut self, section: &Section, block: &Block) {
        let kind = block.record_kind.as_deref().unwrap_or(INTERVIEW);
        let hidden = self.state.form.table(kind).map(|table| {
            let shown = block
                .fields
                .iter()
                .filter_map(|id| table.slots.get(*table.slot_by_id.get(id)?));
            let categories: Vec<Category> = shown.map(|field| field.category).collect();
            let hidden = categories
                .iter()
                .filter(|category| self.withheld.contains(category))
                .count();
            (hidden, categories.len())
        });
        match hidden {
            Some((hidden, all)) if hidden > 0 && hidden == all => {
                self.names.push(format!("{}. {}", section.id, block.title))
            }
            Some((hidden, _)) if hidden > 0 => self
                .names
                .push(format!("{}. {} (część)", section.id, block.title)),
            _ => {}
        }
        for inner in &block.rows {
            self.name_withheld(section, inner);
        }
    }

    fn root_block(&self, block: &Block) -> Option<DocumentBlock> {
        let lines = self.lines(self.state.root_row()?, block);
        (!lines.is_empty()).then(|| DocumentBlock {
            title: block.title.clone(),
            lines,
            table: None,
        })
    }

    fn members(&self, block: &Block) -> Vec<DocumentBlock> {
        let mut blocks = Vec::new();
        for (place, (_, row)) in self.state.of_kind(MEMBER, None).enumerate() {
            let mut name = format!("{}.", place + 1);
            for id in ["member_first_name", "member_last_name"] {
                if let Json::String(part) = json(self.state.value(row, id)) {
                    name = format!("{name} {part}");
                }
            }
            let title = if self.withheld.contains(&Category::Identity) {
                format!("{}.", place + 1)
            } else {
                name
            };
            blocks.push(DocumentBlock {
                title: title.clone(),
                lines: self.lines(row, block),
                table: None,
            });
            for inner in &block.rows {
                blocks.extend(self.table(
                    inner,
                    Some(row.record.id),
                    &format!("{title} – {}", inner.title),
                ));
            }
        }
        blocks
    }

    fn lines(&self, row: &Row<'_>, block: &Block) -> Vec<DocumentLine> {
        let Some(table) = self.state.table_of(row) else {
            return Vec::new();
        };
        let shown = |id: &String| {
            let slot = *table.slot_by_id.get(id)?;
            let field = table
                .slots
                .get(slot)
                .filter(|field| !self.withheld.contains(&field.category))?;
            let text = text_in(row, slot, field)?;
            Some(DocumentLine {
                label: field.full_label(),
                text,
            })
        };
        block.fields.iter().filter_map(shown).collect()
    }

    fn table(&self, block: &Block, parent: Option<Uuid>, title: &str) -> Option<DocumentBlock> {
        let kind = block.record_kind.as_deref()?;
        let table: &Table = self.state.form.table(kind)?;
        if table
            .row
            .as_ref()
            .is_some_and(|row| self.withheld.contains(&row.category))
        {
            return None;
        }
        let rows: Vec<&Row<'_>> = self
            .state
            .of_kind(kind, parent)
            .map(|(_, row)| row)
            .collect();
        let slots: Vec<usize> = block
            .fields
            .iter()
            .filter_map(|id| table.slot_by_id.get(id).copied())
            .collect();
        // A column nobody filled only takes room.
        let used: Vec<(usize, &Field)> = slots
            .into_iter()
            .filter_map(|slot| Some((slot, table.slots.get(slot)?)))
            .filter(|(slot, field)| rows.iter().any(|row| text_in(row, *slot, field).is_some()))
            .collect();
        if used.is_empty() {
            return None;
        }
        let cells = |row: &&Row<'_>| {
            used.iter()
                .map(|(slot, field)| text_in(row, *slot, field).unwrap_or_default())
                .collect()
        };
        let columns = used.iter().map(|(_, field)| field.label.clone()).collect();
        let table = DocumentTable {
            columns,
            rows: rows.iter().map(cells).collect(),
        };
        let title = block
            .under
            .as_ref()
            .map_or_else(|| title.to_owned(), |under| format!("{under}: {title}"));
        Some(DocumentBlock {
            title,
            lines: Vec::new(),
            table: Some(table),
        })
    }
}

fn text_in(row: &Row<'_>, slot: usize, field: &Field) -> Option<String> {
    if row.unasked.get(slot) == Some(&true) {
        return None;
    }
    let typed = row.typed.get(slot).copied().flatten();
    let computed = row.computed.get(slot).copied().flatten();
    let text = match (typed, computed) {
        (Some(typed), None) => text_of(field, typed),
        (Some(typed), Some(_)) if field.overridable => text_of(field, typed),
        (_, Some(computed)) => text_of(field, &json(computed)),
        (None, None) => return None,
    };
    Some(text).filter(|text| !text.is_empty())
}

/// An answer as a person reads it: 22.11.2026, 1 010,00 zł, tak / nie. What does not fit its kind is shown as it stands.
pub(crate) fn text_of(field: &Field, value: &Json) -> String {
    match (field.kind, value) {
        (Kind::Date, Json::String(text)) => text
            .parse::<NaiveDate>()
            .map_or_else(|_| text.clone(), |date| date.format("%d.%m.%Y").to_string()),
        (Kind::Month, Json::String(text)) => text.parse::<Month>().map_or_else(
            |_| text.clone(),
            |month| format!("{:02}.{}", month.number(), month.year()),
        ),
        (Kind::Amount, Json::Number(number)) => number
            .as_i64()
            .map_or_else(|| number.to_string(), |grosze| Grosze(grosze).to_string()),
        (Kind::Decimal, Json::Number(number)) => {
            number.as_i64().map_or_else(|| number.to_string(), decimal)
        }
        (_, Json::Bool(true)) => "tak".to_owned(),
        (_, Json::Bool(false)) => "nie".to_owned(),
        (_, Json::String(text)) => text.clone(),
        (_, Json::Array(items)) => items
            .iter()
            .map(|item| text_of(field, item))
            .collect::<Vec<_>>()
            .join("; "),
        (_, Json::Null) => String::new(),
        (_, other) => other.to_string(),
    }
}

/// Ten-thousandths: 34000 → "3,4".
fn decimal(ten_thousandths: i64) -> String {
    let sign = if ten_thousandths < 0 { "−" } else { "" };
    let whole = ten_thousandths.unsigned_abs();
    let fraction = format!("{:04}", whole % 10_000);
    let fraction = fraction.trim_end_matches('0');
    if fraction.is_empty() {
        format!("{sign}{}", whole / 10_000)
    } else {
        format!("{sign}{},{fraction}", whole / 10_000)
    }
}
