//! What the office holds back, and what came after an approval.

use serde::{Deserialize, Serialize};
pub use teren_domain::held_back::{HeldOutcome, HeldWay, HeldWhy};
use ts_rs::TS;
use uuid::Uuid;

use super::desk::DeviceView;
use super::interview::FieldKey;
use super::office::ActOutcome;

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct HeldStepView {
    pub outcome: HeldOutcome,
    pub changes: u32,
    pub by: String,
    /// Local ISO date and time.
    pub at: String,
    /// Nothing where nobody decided, or where it lies outside this person's authority.
    pub reason: Option<String>,
}

/// One answer as a person reads it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct HeldAnswerView {
    /// Segment letter; empty outside a form.
    pub section: String,
    pub whose: String,
    /// Empty for what no form known here asks for.
    pub label: String,
    pub text: String,
    /// The answer was taken away.
    pub removed: bool,
    /// When it was written, by its author's clock.
    pub at: String,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct HeldPartView {
    /// Name of the category.
    pub category: String,
    pub answers: Vec<HeldAnswerView>,
}

/// Changes of one laptop on one document, held back for one reason.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct HeldView {
    pub held: Uuid,
    /// The case that tells of it; the centre's own where none is known.
    pub case: Uuid,
    /// The family; empty where no case is known.
    pub name: String,
    pub document: Option<Uuid>,
    /// Which part or paper; empty for the case's own records.
    pub form_title: String,
    /// Who sent it.
    pub person: String,
    /// Number of the laptop.
    pub laptop: Option<u32>,
    pub why: HeldWhy,
    pub changes: u32,
    /// Names of what it speaks of.
    pub categories: Vec<String>,
    /// When the first and the last of it came.
    pub first_at: String,
    pub last_at: String,
    /// For a person, or for its reason to pass.
    pub waits: bool,
    /// What may be done with it; nothing for who does not decide.
    pub ways: Vec<HeldWay>,
    pub steps: Vec<HeldStepView>,
    /// What of it is kept as a note, as far as this person may read it.
    pub notes: Vec<HeldPartView>,
}

/// A later answer to an approved interview.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LateAnswerView {
    pub at: FieldKey,
    pub section: String,
    pub whose: String,
    pub label: String,
    /// As it was approved.
    pub before: String,
    pub text: String,
    pub author: String,
    pub device: DeviceView,
    pub written_at: String,
    /// The newest version says the same.
    pub taken: bool,
}

/// What came to an interview after its approval.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LateView {
    pub document: Uuid,
    pub case: Uuid,
    pub name: String,
    pub form_title: String,
    /// Number of the version, from 1.
    pub version: u32,
    pub approved_at: String,
    pub answers: Vec<LateAnswerView>,
    /// The correction in work, to which chosen ones are added.
    pub in_work: Option<Uuid>,
    pub may_correct: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct HeldListView {
    /// The longest waiting first.
    pub waiting: Vec<HeldView>,
    /// The latest first.
    pub settled: Vec<HeldView>,
    pub late: Vec<LateView>,
}

/// The content, as the office showed it just now.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct HeldContentView {
    pub outcome: ActOutcome,
    pub refusal: Option<String>,
    pub parts: Vec<HeldPartView>,
    /// Names of what lies outside this person's authority.
    pub withheld: Vec<String>,
    /// The interview was approved: what is accepted stays beside it.
    pub sealed: bool,
    /// Reasons of earlier decisions.
    pub reasons: Vec<String>,
}
