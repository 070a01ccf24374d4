//! A person's decision between values that met: what is kept of it in the interview, beside the answer it settles.
//!
//! The decision is a record in the answer's own category, written in one change with the answer. Who decided and when
//! is the change's. Undoing it is one more answer of that record, so that a decision travels and is undone like any other.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Kind of the record: field `row` = [`Decision`], and for each time it was taken back [`undone_field`] = [`Undoing`].
pub const DECISION: &str = "decision";
/// How the fields begin that take a decision back, one each time: two who undo it do not disagree.
const UNDONE: &str = "undone~";

/// The field of one undoing.
#[must_use]
pub fn undone_field(id: Uuid) -> String {
    format!("{UNDONE}{id}")
}

/// Whether a field takes its decision back.
#[must_use]
pub fn is_undone_field(field: &str) -> bool {
    field.starts_with(UNDONE)
}

/// One value of an answer, by the change that brought it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ValueId {
    pub actor: Uuid,
    pub counter: u64,
}

/// How the decided value came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// One of the values that met.
    One,
    /// The value that all had seen before.
    Base,
    /// Made of several of them.
    Combined,
    /// Written anew.
    Third,
    /// Two records of one person became one.
    Joined,
    /// Two records that were alike are two people.
    Apart,
}

/// A decision on one answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    pub record: Uuid,
    pub field: String,
    pub choice: Choice,
    /// What the person chose between.
    pub over: Vec<ValueId>,
    /// Undone decisions on the same answer that this one settles anew.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub settles: Vec<Uuid>,
    pub reason: String,
    /// The record that stays where two were one person, or the other of two people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_as: Option<Uuid>,
    /// What was put under the record that stays.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moved: Vec<Moved>,
}

/// An answer that a joining wrote: what was there before, to be put back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    pub record: Uuid,
    pub field: String,
    pub before: serde_json::Value,
    pub after: serde_json::Value,
}

/// Why a decision was taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undoing {
    pub reason: String,
}
