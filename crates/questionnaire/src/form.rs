//! A loaded form: its fields, its places and its compiled rules.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use teren_domain::{Category, attachment, workflow};

use crate::error::DefinitionError;
use crate::expression::Expression;
use crate::field::Field;
use crate::kind::FormKind;
use crate::rules::{HouseholdPlaces, Severity, Texts};
use crate::{CONFIRMED, DELETED, INTERVIEW, ROW, STRUCTURE};

/// A form definition, checked when it was loaded.
#[derive(Debug)]
pub struct Form {
    pub id: String,
    /// Valid-from date as text; an interview keeps the version with which it was started.
    pub version: String,
    pub kind: FormKind,
    pub valid_from: NaiveDate,
    pub title: String,
    /// Which annex of which act the paper is.
    pub annex: Option<String>,
    pub sections: Vec<Section>,
    pub(crate) answers_for: Category,
    pub(crate) tables: Vec<Table>,
    pub(crate) table_by_kind: HashMap<String, usize>,
    pub(crate) steps: Vec<Step>,
    pub(crate) checks: Vec<Check>,
    pub(crate) touched: Vec<Touched>,
    pub(crate) figures: Vec<Figure>,
    /// (block name, label path) → (table, slot).
    pub(crate) labels: HashMap<(String, String), Place>,
    /// What a switch takes away.
    pub(crate) switches: BTreeMap<String, Switched>,
    pub(crate) texts: Texts,
    pub(crate) household: Option<HouseholdPlaces>,
}

/// A segment of the form, "A" to "J" in part I.
#[derive(Debug, Clone)]
pub struct Section {
    pub id: String,
    pub title: String,
    pub mandatory: bool,
    pub source: String,
    /// Field of the decision not to fill this segment.
    pub skip_field: Option<String>,
    /// False for a working segment that the official paper does not have.
    pub paper: bool,
    /// False where the official paper gives the segment no letter or number of its own.
    pub numbered: bool,
    pub blocks: Vec<Block>,
}

/// What a block repeats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    Fields,
    Members,
    Rows,
}

/// A group of fields, the household's members, or a table.
#[derive(Debug, Clone)]
pub struct Block {
    pub id: String,
    pub title: String,
    pub kind: BlockKind,
    /// Kind of the records this block holds; `None` for `Fields`.
    pub record_kind: Option<String>,
    pub under: Option<String>,
    pub source: String,
    /// Ids of fields, or of columns of a row, in order. See [`Form::field`] and [`Form::column`].
    pub fields: Vec<String>,
    /// Tables inside a member's card.
    pub rows: Vec<Block>,
    pub add_label: Option<String>,
    pub empty_text: Option<String>,
    /// Name by which a centre switches this block off.
    pub switch: Option<String>,
    /// Captions of the places to sign under the block, side by side on paper.
    pub sign: Vec<String>,
    pub(crate) names: Vec<String>,
}

/// A field filled by a figure of the law.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    pub field: String,
    /// Path in the assessment of `domain`: "income.money", "income_per_person.money", "criterion.household".
    pub figure: String,
}

/// All fields of one record kind; a row's columns are its slots.
#[derive(Debug)]
pub(crate) struct Table {
    pub kind: String,
    pub parent: Option<String>,
    /// Fields of the record, or columns of the row, sorted by id.
    pub slots: Vec<Field>,
    pub slot_by_id: HashMap<String, usize>,
    /// The field of the whole row, for row records.
    pub row: Option<Field>,
    pub section: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Slot { table: usize, slot: usize },
    Row { table: usize },
}

/// The places of all blocks with one switch.
#[derive(Debug, Default)]
pub(crate) struct Switched {
    /// Fields of the interview and of members.
    pub slots: Vec<(usize, usize)>,
    /// Whole tables of rows.
    pub tables: Vec<usize>,
    pub blocks: Vec<String>,
}

/// A rule that changes what is known, in an order that never waits.
#[derive(Debug)]
pub(crate) struct Step {
    pub table: usize,
    pub slot: usize,
    pub kind: StepKind,
    pub expression: Expression,
    /// The rule as written.
    pub source: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StepKind {
    Asked,
    Computed,
}

/// Where a finding leads.
#[derive(Debug)]
pub(crate) enum Target {
    Slot(usize),
    /// Id of a block.
    Block(String),
}

#[derive(Debug)]
pub(crate) struct Check {
    pub id: String,
    pub table: usize,
    pub target: Target,
    pub severity: Severity,
    pub expression: Expression,
    /// The rule as written.
    pub source: String,
    pub text: String,
}

/// See [`crate::rules::TouchedRule`].
#[derive(Debug)]
pub(crate) struct Touched {
    pub id: String,
    pub table: usize,
    /// Column of the month.
    pub slot: usize,
    pub still: Expression,
    /// The rule as written.
    pub source: String,
    pub text: String,
}

impl Form {
    /// Loads and checks a definition from its three layers (TOML); what it carries is taken from the shipped versions.
    ///
    /// # Errors
    /// The first fault found in the definition.
    pub fn load(shape: &str, rules: &str, layout: &str) -> Result<Self, DefinitionError> {
        crate::forms::Forms::shipped().read(crate::load::Layers {
            shape,
            rules,
            layout,
        })
    }

    /// Part I of the version given, as shipped.
    ///
    /// # Errors
    /// `UnknownForm` if that version was never shipped.
    pub fn part_i(version: &str) -> Result<Self, DefinitionError> {
        crate::forms::load("part-i", version)
    }

    /// The category that makes whoever writes it the author of the whole paper: who may write it answers for the paper
    /// and gives it to be approved.
    #[must_use]
    pub const fn answers_for(&self) -> Category {
        self.answers_for
    }

    /// A field of a record kind; for a row record the only field is `row`.
    #[must_use]
    pub fn field(&self, record_kind: &str, field: &str) -> Option<&Field> {
        let table = self.table(record_kind)?;
        match &table.row {
            Some(row) => Some(row).filter(|_| field == ROW),
            None => table.slots.get(*table.slot_by_id.get(field)?),
        }
    }

    /// A column of a row record.
    #[must_use]
    pub fn column(&self, record_kind: &str, column: &str) -> Option<&Field> {
        let table = self.table(record_kind)?;
        table.row.as_ref()?;
        table.slots.get(*table.slot_by_id.get(column)?)
    }

    /// Kinds of records this form knows.
    pub fn record_kinds(&self) -> impl Iterator<Item = &str> {
        self.tables.iter().map(|table| table.kind.as_str())
    }

    /// Kind of record under which a record of this kind hangs; `None` for the interview.
    #[must_use]
    pub fn parent_kind(&self, record_kind: &str) -> Option<&str> {
        self.table(record_kind)?.parent.as_deref()
    }

    /// The category of data an answer falls under, also of `@`, `deleted` and the register `…~` of a carried answer.
    /// `None` when this form has no such field. Attachments are of every form alike.
    #[must_use]
    pub fn category_of(&self, record_kind: &str, field: &str) -> Option<Category> {
        if attachment::is_attachment(record_kind) {
            return workflow::category_of(record_kind, field);
        }
        if field != STRUCTURE && field != DELETED {
            let field = field.strip_suffix(CONFIRMED).unwrap_or(field);
            return Some(self.field(record_kind, field)?.category);
        }
        let table = self.table(record_kind)?;
        Some(match &table.row {
            Some(row) => row.category,
            None if record_kind == INTERVIEW => Category::Workflow,
            None => Category::Identity,
        })
    }

    /// The official label with the title of the question above it.
    #[must_use]
    pub fn label(&self, record_kind: &str, field: &str) -> Option<String> {
        Some(self.field(record_kind, field)?.full_label())
    }

    /// The field an official label leads to. `block` is a segment letter or a block's title;
    /// `→` steps into a compound label: ("A", "Adres → kod pocztowy"), ("A", "zadłużenie → kwota").
    #[must_use]
    pub fn find(&self, block: &str, label_path: &str) -> Option<&Field> {
        match *self
            .labels
            .get(&(block.to_owned(), label_path.to_owned()))?
        {
            Place::Slot { table, slot } => self.tables.get(table)?.slots.get(slot),
            Place::Row { table } => self.tables.get(table)?.row.as_ref(),
        }
    }

    /// The segment that a letter or a block title names; used for „nie dotyczy” of a whole block.
    #[must_use]
    pub fn section_of(&self, block: &str) -> Option<&Section> {
        self.sections.iter().find(|section| {
            section.id == block
                || section.blocks.iter().any(|known| {
                    known.title == block || known.names.iter().any(|name| name == block)
                })
        })
    }

    /// Fields that the caller fills with figures of the law.
    #[must_use]
    pub fn figures(&self) -> &[Figure] {
        &self.figures
    }

    pub(crate) fn table(&self, record_kind: &str) -> Option<&Table> {
        self.tables.get(*self.table_by_kind.get(record_kind)?)
    }
}
