//! The interview as a document to read: official order and labels, only what was answered, Polish ways of writing.

use std::collections::BTreeSet;

use teren_domain::Category;
use uuid::Uuid;

use crate::answers::Answers;
use crate::evaluate::FieldKey;
use crate::field::{Field, Kind};
use crate::form::{Block, BlockKind, Form, Section, Table};
use crate::kind::FormKind;
use crate::state::{Row, State, empty};
use crate::text::{cell_in, name_of, text_in, text_of};
use crate::{INTERVIEW, MEMBER};

/// What a reader or the printer is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    pub title: String,
    /// Which annex of which act the paper is.
    pub annex: Option<String>,
    /// Id and version of the form, and which paper it is.
    pub form: String,
    pub version: String,
    pub kind: FormKind,
    pub sections: Vec<DocumentSection>,
    /// Names of the blocks that lie, wholly or partly, outside the reader's authority.
    pub withheld: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentSection {
    pub letter: String,
    /// Whether the paper shows that letter or number.
    pub numbered: bool,
    pub title: String,
    /// Why nothing or not everything stands here.
    pub note: Option<String>,
    /// A facultative segment that was decided not to be filled.
    pub skipped: bool,
    pub blocks: Vec<DocumentBlock>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentBlock {
    /// Id of the block in the form.
    pub id: String,
    pub title: String,
    pub lines: Vec<DocumentLine>,
    pub table: Option<DocumentTable>,
    /// Captions of the places to sign under it on paper.
    pub sign: Vec<String>,
}

/// One question and what stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentLine {
    /// Where the answer is typed.
    pub at: FieldKey,
    pub kind: Kind,
    /// Greatest number of characters.
    pub limit: Option<u32>,
    /// Official label with the title of the question above it.
    pub label: String,
    /// That title, and the label without it.
    pub under: Option<String>,
    pub own_label: String,
    /// Empty where nothing was answered.
    pub text: String,
    /// Every word to choose from, in order; empty for questions without a choice.
    pub options: Vec<DocumentOption>,
    /// The head of the unit fills it.
    pub by_head: bool,
    /// The answer lies outside the reader's authority.
    pub withheld: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentOption {
    pub text: String,
    pub chosen: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentTable {
    /// Kind of the records that are its rows.
    pub record_kind: String,
    pub columns: Vec<DocumentColumn>,
    pub rows: Vec<DocumentRow>,
    /// What to say where there is no row.
    pub empty_text: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentColumn {
    /// Number of the column on the official form, where one is known; a column that has one is never left out on paper.
    pub number: Option<u16>,
    /// Id of the field or column; `None` for the name of the person that a row hangs under.
    pub field: Option<String>,
    pub label: String,
    /// The answers lie outside the reader's authority; the cells are empty.
    pub withheld: bool,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DocumentRow {
    pub record: Uuid,
    /// As many as there are columns.
    pub cells: Vec<String>,
}

/// What stands in place of answers that the reader may not hold.
pub const WITHHELD: &str = "część poza Twoim upoważnieniem";

impl Form {
    /// What was answered, to read; fields of withheld categories are left out and named.
    #[must_use]
    pub fn document(&self, answers: &Answers, withheld: &BTreeSet<Category>) -> Document {
        Writer::new(self, answers, withheld, false).document()
    }

    /// The official paper: every question in the official order, answered or not, the members in one table.
    /// Without any record it is the blank form for filling by hand.
    #[must_use]
    pub fn paper(&self, answers: &Answers, withheld: &BTreeSet<Category>) -> Document {
        Writer::new(self, answers, withheld, true).document()
    }
}

pub(crate) struct Writer<'a> {
    pub state: State<'a>,
    pub withheld: &'a BTreeSet<Category>,
    /// The official paper; else only what was answered.
    paper: bool,
    names: Vec<String>,
}

impl<'a> Writer<'a> {
    fn new(
        form: &'a Form,
        answers: &'a Answers,
        withheld: &'a BTreeSet<Category>,
        paper: bool,
    ) -> Self {
        Self {
            state: State::new(form, answers, None),
            withheld,
            paper,
            names: Vec::new(),
        }
    }

    fn document(mut self) -> Document {
        let form = self.state.form;
        let sections = form.sections.iter();
        let shown = sections.filter(|section| section.paper || !self.paper);
        let shown: Vec<&Section> = shown.collect();
        let sections = shown.into_iter().map(|section| self.section(section));
        Document {
            sections: sections.collect(),
            title: form.title.clone(),
            annex: form.annex.clone(),
            form: form.id.clone(),
            version: form.version.clone(),
            kind: form.kind,
            withheld: self.names,
        }
    }

    fn section(&mut self, section: &'a Section) -> DocumentSection {
        let before = self.names.len();
        let mut blocks = Vec::new();
        let on = section.blocks.iter();
        let on: Vec<&Block> = on.filter(|block| !self.state.is_off(&block.id)).collect();
        for block in on {
            self.name_withheld(section, block);
            match (block.kind, self.paper) {
                (BlockKind::Fields, _) => blocks.extend(self.root_block(block)),
                (BlockKind::Members, false) => blocks.extend(self.members(block)),
                (BlockKind::Members, true) => blocks.extend(self.members_table(block)),
                (BlockKind::Rows, false) => blocks.extend(self.table(block, None, &block.title)),
                (BlockKind::Rows, true) => blocks.extend(self.paper_table(block)),
            }
        }
        let mut notes = Vec::new();
        let may_read_skip = section
            .skip_field
            .as_ref()
            .and_then(|field| self.state.form.field(INTERVIEW, field))
            .is_some_and(|field| !self.withheld.contains(&field.category));
        let skip = self.state.skip_of(section).filter(|_| may_read_skip);
        if let Some((decision, reason)) = skip {
            notes.push(reason.map_or_else(
                || decision.to_owned(),
                |reason| format!("{decision}: {reason}"),
            ));
        }
        if self.names.len() > before {
            notes.push(WITHHELD.to_owned());
        }
        DocumentSection {
            letter: section.id.clone(),
            numbered: section.numbered,
            title: section.title.clone(),
            note: Some(notes.join("; ")).filter(|note| !note.is_empty()),
            skipped: skip.is_some(),
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
            let categories: Vec<Category> = shown.flat_map(Field::categories).collect();
            let hidden = categories.iter();
            let hidden = hidden
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
        let lines = match self.state.root_row() {
            Some(root) => self.lines(root, block),
            None if self.paper => self.blank_lines(block),
            None => return None,
        };
        (!lines.is_empty()).then(|| DocumentBlock {
            id: block.id.clone(),
            title: block.title.clone(),
            lines,
            table: None,
            sign: block.sign.clone(),
        })
    }

    fn members(&self, block: &Block) -> Vec<DocumentBlock> {
        let mut blocks = Vec::new();
        for (place, (_, row)) in self.state.of_kind(MEMBER, None).enumerate() {
            let name = name_of(&self.state, row);
            let title = if self.withheld.contains(&Category::Identity) || name.is_empty() {
                format!("{}.", place + 1)
            } else {
                format!("{}. {name}", place + 1)
            };
            blocks.push(DocumentBlock {
                id: block.id.clone(),
                title: title.clone(),
                lines: self.lines(row, block),
                table: None,
                sign: block.sign.clone(),
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
            let field = table.slots.get(slot)?;
            let (withheld, partly) = self.hidden_of(field);
            let typed = row.typed.get(slot).copied().flatten();
            let typed = typed.filter(|_| !withheld && row.unasked.get(slot) != Some(&true));
            let text = if partly {
                Some(self.known_words(field, typed))
            } else {
                text_in(row, slot, field).filter(|_| !withheld)
            };
            if text.is_none() && !self.paper {
                return None;
            }
            Some(DocumentLine {
                text: text.unwrap_or_default(),
                options: if partly {
                    Vec::new()
                } else {
                    options(field, typed)
                },
                withheld,
                ..line(row.record.id, field)
            })
        };
        block.fields.iter().filter_map(shown).collect()
    }

    /// Whether the answer lies outside the reader's authority wholly, and whether partly.
    fn hidden_of(&self, field: &Field) -> (bool, bool) {
        let categories = field.categories();
        let hidden = |category: &Category| self.withheld.contains(category);
        let wholly = categories.iter().all(hidden);
        (wholly, !wholly && categories.iter().any(hidden))
    }

    /// The words a reader may know of an answer; whether there are others must not show.
    fn known_words(&self, field: &Field, typed: Option<&serde_json::Value>) -> String {
        let known = field.words(typed, |category| !self.withheld.contains(&category));
        match text_of(field, &known.into()).as_str() {
            "" => WITHHELD.to_owned(),
            known => format!("{known}; {WITHHELD}"),
        }
    }

    fn blank_lines(&self, block: &Block) -> Vec<DocumentLine> {
        let fields = block.fields.iter();
        let fields = fields.filter_map(|id| self.state.form.field(INTERVIEW, id));
        fields.map(|field| line(Uuid::nil(), field)).collect()
    }

    fn table(&self, block: &Block, parent: Option<Uuid>, title: &str) -> Option<DocumentBlock> {
        let table = self.readable_table(block)?;
        let rows: Vec<&Row<'_>> = self
            .state
            .of_kind(&table.kind, parent)
            .map(|(_, row)| row)
            .collect();
        // A column nobody filled only takes room.
        let used: Vec<(usize, &Field)> = placed(block, table)
            .filter(|(slot, field)| rows.iter().any(|row| text_in(row, *slot, field).is_some()))
            .collect();
        if used.is_empty() {
            return None;
        }
        let cells = |row: &&Row<'_>| DocumentRow {
            record: row.record.id,
            cells: used
                .iter()
                .map(|(slot, field)| {
                    let place = (*slot, *field);
                    cell_in(&self.state, row, place, self.withheld).unwrap_or_default()
                })
                .collect(),
        };
        let columns = used.iter();
        let columns = columns.map(|(_, field)| column(field, false));
        Some(DocumentBlock {
            id: block.id.clone(),
            title: titled(block, title),
            lines: Vec::new(),
            table: Some(DocumentTable {
                record_kind: table.kind.clone(),
                columns: columns.collect(),
                rows: rows.iter().map(cells).collect(),
                empty_text: block.empty_text.clone(),
            }),
            sign: block.sign.clone(),
        })
    }

    /// The table of a block of rows, unless its rows are withheld.
    fn readable_table(&self, block: &Block) -> Option<&'a Table> {
        let table = self.state.form.table(block.record_kind.as_deref()?)?;
        let row = table.row.as_ref()?;
        (!self.withheld.contains(&row.category)).then_some(table)
    }
}

/// Columns of a block with their places in the table.
pub(crate) fn placed<'b>(
    block: &'b Block,
    table: &'b Table,
) -> impl Iterator<Item = (usize, &'b Field)> {
    let slots = block.fields.iter();
    slots.filter_map(|id| {
        let slot = *table.slot_by_id.get(id)?;
        Some((slot, table.slots.get(slot)?))
    })
}

pub(crate) fn column(field: &Field, withheld: bool) -> DocumentColumn {
    DocumentColumn {
        number: field.column,
        field: Some(field.id.clone()),
        label: field.label.clone(),
        withheld,
    }
}

/// The title with that of the question the table belongs to.
pub(crate) fn titled(block: &Block, title: &str) -> String {
    block
        .under
        .as_ref()
        .map_or_else(|| title.to_owned(), |under| format!("{under}: {title}"))
}

fn line(record: Uuid, field: &Field) -> DocumentLine {
    DocumentLine {
        at: FieldKey {
            record,
            field: field.id.clone(),
        },
        kind: field.kind,
        limit: field.limit,
        label: field.full_label(),
        under: field.under.clone(),
        own_label: field.label.clone(),
        text: String::new(),
        options: options(field, None),
        by_head: field.by_head,
        withheld: false,
    }
}

/// The words to choose from; one that is no longer offered only where it was chosen.
fn options(field: &Field, typed: Option<&serde_json::Value>) -> Vec<DocumentOption> {
    let typed = typed.filter(|typed| !empty(typed));
    let is = |word: &str| match typed {
        Some(serde_json::Value::Array(words)) => {
            words.iter().any(|known| known.as_str() == Some(word))
        }
        Some(serde_json::Value::Bool(known)) => word == if *known { "tak" } else { "nie" },
        Some(known) => known.as_str() == Some(word),
        None => false,
    };
    let option = |text: &str| DocumentOption {
        text: text.to_owned(),
        chosen: is(text),
    };
    match field.kind {
        Kind::YesNo => ["tak", "nie"].map(option).into(),
        Kind::Choice | Kind::MultiChoice => {
            let words = field.choices.iter();
            let shown = words.filter(|word| word.offered || is(&word.value));
            shown.map(|word| option(&word.value)).collect()
        }
        _ => Vec::new(),
    }
}
