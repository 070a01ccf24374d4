//! Papers of an interview: which there are, their pages as pictures, and the official paper to look into on screen.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

/// What can be printed of an interview.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum PaperKind {
    /// The form as its official paper.
    Interview,
    /// Annex 2 with the sygnatura.
    Statement,
    /// What the client should still bring.
    MissingDocuments,
    /// What was taken in, with the clauses of copies and statements.
    Documents,
    /// What changed since the last interview.
    Changes,
    /// What changed since the version that it corrects.
    Corrections,
    /// „Jak to policzono”.
    Calculation,
}

/// Names one paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "of", rename_all = "snake_case")]
#[ts(export)]
pub enum PaperKey {
    Interview {
        document: Uuid,
        paper: PaperKind,
    },
    /// A form to fill in by hand: id and version, `part-i/2021-11-15`.
    Blank {
        form: String,
    },
}

/// Why a paper cannot be had now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum PaperObstacle {
    /// Its sygnatura comes with the approval.
    NotApproved,
    /// It needs answers outside this person's authority.
    Withheld,
}

/// One copy that left the program.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PrintedView {
    pub at: String,
    pub by: String,
    /// Of the bytes that were printed or saved, hex.
    pub sha256: String,
    /// Saved as a file, not sent to a printer.
    pub saved: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PaperView {
    pub paper: PaperKind,
    /// Title of a form that is no part of the questionnaire.
    pub title: Option<String>,
    pub obstacle: Option<PaperObstacle>,
    /// The last copy first.
    pub printed: Vec<PrintedView>,
}

/// Data of an approved interview for the office's own system (docs/export).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum DataFormat {
    Json,
    Xml,
}

/// A form to fill in by hand.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BlankView {
    /// Id and version.
    pub form: String,
    pub title: String,
}

/// One page.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PictureView {
    /// PNG in base64.
    pub png: String,
    /// In pixels.
    pub width: u32,
    pub height: u32,
}

/// The interview as its official paper: every question in the official order, with where its answer is typed.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SheetView {
    pub title: String,
    pub annex: Option<String>,
    pub sections: Vec<SheetSection>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SheetSection {
    pub section: String,
    /// Whether the paper shows its letter.
    pub numbered: bool,
    pub title: String,
    /// Why nothing or not everything stands here.
    pub note: Option<String>,
    pub blocks: Vec<SheetBlock>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SheetBlock {
    pub title: String,
    pub lines: Vec<SheetLine>,
    pub table: Option<SheetTable>,
    /// Captions of the places to sign.
    pub sign: Vec<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SheetLine {
    pub record: Uuid,
    pub field: String,
    /// Title of the question that this one belongs to.
    pub under: Option<String>,
    pub label: String,
    /// Empty where nothing was answered.
    pub text: String,
    pub options: Vec<SheetOption>,
    pub withheld: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SheetOption {
    pub text: String,
    pub chosen: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SheetTable {
    pub columns: Vec<SheetColumn>,
    pub rows: Vec<SheetRow>,
    pub empty_text: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SheetColumn {
    /// Number of the column on the official form, where one is known.
    pub number: Option<u16>,
    /// Where its answers are typed; none for the name of the person a row hangs under.
    pub field: Option<String>,
    pub label: String,
    pub withheld: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SheetRow {
    pub record: Uuid,
    pub cells: Vec<String>,
}
