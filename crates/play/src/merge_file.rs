//! A file of concurrent edits as the player reads it: one interview, several seats, what each wrote and when they exchanged.

use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use crate::PlayError;
use crate::case_file::{CaseFile, Interview, json_of, typed};
use crate::duplicates::DuplicateFile;

/// A file of any kind that can be played.
#[derive(Debug)]
pub enum PlayFile {
    Case(Box<CaseFile>),
    Merge(Box<MergeFile>),
    Duplicates(Box<DuplicateFile>),
}

/// Two or more people write one interview apart.
#[derive(Debug, Deserialize)]
pub struct MergeFile {
    pub id: String,
    /// Id of one of the structures that the program ships.
    pub office: String,
    /// The interview as all seats hold it at first.
    pub base: Interview,
    pub seats: Vec<MergeSeat>,
    pub timeline: Vec<Event>,
    #[serde(default)]
    pub resolutions: Vec<Resolution>,
}

#[derive(Debug, Deserialize)]
pub struct MergeSeat {
    pub id: String,
    pub user: String,
}

/// One step of one seat; times are what that seat's clock showed.
#[derive(Debug, Deserialize)]
pub struct Event {
    pub n: u32,
    pub seat: String,
    pub time: String,
    #[serde(flatten)]
    pub act: SeatAct,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum SeatAct {
    Edit(Edit),
    /// The seat and the office exchange everything.
    Sync,
    Approve,
}

/// One answer written.
#[derive(Debug, Deserialize)]
pub struct Edit {
    pub block: String,
    pub label: String,
    /// `person/table/row` where a row of a person is written; the label is then `row`.
    pub row: Option<String>,
    /// `null` deletes a row.
    pub value: Value,
}

impl Edit {
    /// How the file's answers name the field.
    #[must_use]
    pub fn field(&self) -> String {
        match &self.row {
            Some(row) => format!("{} / {row} / {}", self.block, self.label),
            None => format!("{} / {}", self.block, self.label),
        }
    }
}

/// What a person decided at the desk.
#[derive(Debug, Deserialize)]
pub struct Resolution {
    pub conflict: String,
    pub value: Value,
    /// Begins with the name of the seat's user.
    pub by: String,
    pub time: String,
    pub reason: String,
}

impl PlayFile {
    /// Reads a file of any kind.
    ///
    /// # Errors
    /// [`PlayError::Bad`] with the path of what is missing, or of another type or kind.
    pub fn read(file: &Path) -> Result<Self, PlayError> {
        let text = std::fs::read_to_string(file)
            .map_err(|error| PlayError::bad("", error.kind().to_string()))?;
        let value = json_of(&text)?;
        match value.get("kind").map(Value::as_str) {
            None => Ok(Self::Case(Box::new(typed(value)?))),
            Some(Some("duplicate-family")) => Ok(Self::Duplicates(Box::new(typed(value)?))),
            Some(Some("concurrent-edits")) => Ok(Self::Merge(Box::new(typed(value)?))),
            Some(_) => {
                let said = "a scenario of this kind cannot be played yet";
                Err(PlayError::bad("kind", said))
            }
        }
    }
}
