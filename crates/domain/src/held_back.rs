//! What the office could not accept and keeps for a person to decide on: the vocabulary laptops and office share.
//!
//! A record of the case says that something is held back, from whom and why, and what became of it: nothing of its content. The content
//! stays in the office and is shown to who may hold it, when she asks.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Category;
use crate::access::Role;

/// Kind of the record in the case's own document, or in the centre's where no case is known: field `row` = [`HeldBack`],
/// `standing` = every [`HeldStep`], `reason~…` = why it was decided so, `note~…` = [`KeptNote`].
pub const HELD_BACK: &str = "held_back";
/// How the fields begin that hold what a person typed, or what is kept as a note: one each time, each in the category it speaks of.
const REASON: &str = "reason~";
const NOTE: &str = "note~";

/// Field of the reason of one decision.
#[must_use]
pub fn reason_field(id: Uuid) -> String {
    format!("{REASON}{id}")
}

/// The decision whose reason a field holds.
#[must_use]
pub fn reason_of(field: &str) -> Option<Uuid> {
    field.strip_prefix(REASON)?.parse().ok()
}

/// Field of one note.
#[must_use]
pub fn note_field(id: Uuid) -> String {
    format!("{NOTE}{id}")
}

/// The decision that kept what a field holds.
#[must_use]
pub fn note_of(field: &str) -> Option<Uuid> {
    field.strip_prefix(NOTE)?.parse().ok()
}

/// Why something is held back. One text for each in the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum HeldWhy {
    /// Its author has no right to write this (any more).
    NoRight,
    /// It names another author than who sent it.
    ForgedAuthor,
    UnknownCase,
    /// Bytes that nobody can read.
    Damaged,
    /// A copy of a laptop wrote beside the laptop.
    Forked,
    /// What it follows has not come.
    Incomplete,
    /// Its laptop was withdrawn, or its author left.
    Withdrawn,
    /// Written by a newer program.
    Newer,
    /// A draft nobody else has seen, of a case that was taken back.
    PrivateDraft,
    /// An answer in a category that is not its own.
    Misplaced,
    /// It names a document of another case.
    OtherCase,
}

impl HeldWhy {
    /// What a person may do with it, beside filing it away.
    #[must_use]
    pub const fn ways(self) -> &'static [HeldWay] {
        match self {
            Self::NoRight | Self::Forked | Self::Incomplete | Self::Withdrawn => {
                &[HeldWay::Accept, HeldWay::Note, HeldWay::File]
            }
            // Its content is nobody's to read before it belongs to the case.
            Self::PrivateDraft => &[HeldWay::Accept, HeldWay::File],
            Self::ForgedAuthor | Self::Misplaced | Self::OtherCase => {
                &[HeldWay::Note, HeldWay::File]
            }
            Self::UnknownCase | Self::Damaged | Self::Newer => &[HeldWay::File],
        }
    }

    /// Whether who may hold its content may read it while it is held back.
    #[must_use]
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::PrivateDraft)
    }
}

/// What a person decides on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum HeldWay {
    /// Into the case, in its author's name, beside what was written meanwhile; after the approval as a late edit.
    Accept,
    /// Its content stays beside the case as a note.
    Note,
    /// It stays in the office and is looked at no more.
    File,
}

/// What became of it. One text for each in the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum HeldOutcome {
    Accepted,
    /// Of an approved interview: kept beside it, as the base of a correction.
    AcceptedLate,
    Noted,
    Filed,
    /// Its reason went by itself: the right was given, what was missing came.
    Passed,
}

/// Changes of one laptop on one document, held back for one reason: field `row`. Only the office writes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldBack {
    /// `None` where it cannot be read.
    pub document: Option<Uuid>,
    /// Who sent it.
    pub person: Uuid,
    /// Number of the laptop, once the office has given one.
    pub laptop: Option<u32>,
    pub why: HeldWhy,
    /// Changes that still wait, or were filed away.
    pub changes: u32,
    /// Categories it speaks of, as far as they can be read.
    pub categories: Vec<Category>,
    /// When the first and the last of it came, ms since 1970 UTC.
    pub first_ms: i64,
    pub last_ms: i64,
}

/// One step on the way of what is held back: field `standing` is the list of all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldStep {
    pub outcome: HeldOutcome,
    /// Changes that went this way.
    pub changes: u32,
    /// Who decided; the centre where nobody had to.
    pub by: Uuid,
    pub at_ms: i64,
    /// Of the fields with the reason, where it was decided by a person.
    pub decision: Option<Uuid>,
}

/// One answer that is held back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldAnswer {
    pub record: Uuid,
    /// Kind of the record, where it is known.
    pub kind: Option<String>,
    pub field: String,
    pub value: serde_json::Value,
    /// When it was written by its author's clock, ms since 1970 UTC.
    pub at_ms: i64,
}

/// Answers of one category kept as a note, in that category.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptNote {
    /// Id and version of the form they were written in, or empty.
    pub form: String,
    pub answers: Vec<HeldAnswer>,
}

/// What is held back of one category, as the office shows it to who may hold it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldPart {
    pub category: Category,
    pub note: KeptNote,
}

/// Answer of the office to who asks for the content.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldContent {
    pub parts: Vec<HeldPart>,
    /// Categories that the person who asks may not hold.
    pub withheld: Vec<Category>,
    /// The interview was approved: what is accepted goes in as a late edit.
    pub sealed: bool,
    /// Reasons of earlier decisions, by their id.
    pub reasons: Vec<(Uuid, String)>,
}

/// Whether a person of these roles decides on what is held back, of cases and categories that she may hold.
#[must_use]
pub fn decides(roles: &[Role]) -> bool {
    let may = |role: &Role| matches!(role, Role::Head | Role::Coordinator);
    roles.iter().any(may)
}

/// Where the reason of a decision stands: with what it speaks of; of what nobody can read, with the notes of social work.
#[must_use]
pub fn reason_categories(held: &HeldBack) -> Vec<Category> {
    match held.categories.is_empty() {
        true => vec![Category::SocialWork],
        false => held.categories.clone(),
    }
}
