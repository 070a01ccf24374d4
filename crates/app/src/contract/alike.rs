//! Files that may be of one family, side by side, and whom the whole centre knows.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::contract::DecisionView;

/// What the office proposes of the files this seat holds, the likeliest first, and what was joined.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AlikeView {
    pub proposals: Vec<AlikeFilesView>,
    pub linked: Vec<LinkedFilesView>,
}

/// Two files that are alike.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AlikeFilesView {
    pub one: AlikeFileView,
    /// What this seat knows of the other: its number and team, and its content where it is held here.
    pub other: AlikeFileView,
    /// „Na pewno” or „do obejrzenia”.
    pub surely: bool,
    /// An adult and half of each file agree: one family, not only one person.
    pub family: bool,
    pub pairs: Vec<AlikePersonsView>,
    pub fields: Vec<AlikeFieldView>,
    /// Somebody looked and said that they are different people: her reason.
    pub apart: Option<String>,
    /// Both files are held here, so that a person may judge.
    pub both_here: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AlikeFileView {
    pub case: Uuid,
    pub number: String,
    pub team: String,
    /// Empty where the file is not held here.
    pub name: String,
    pub address: String,
    pub interviews: u32,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AlikePersonsView {
    pub one: String,
    pub other: String,
    pub surely: bool,
    /// Polish reasons, the strongest first.
    pub speaks_for: Vec<String>,
    pub speaks_against: Vec<String>,
}

/// A field in which two descriptions of one person differ.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AlikeFieldView {
    pub choice: FieldChoiceInput,
    pub person: String,
    pub one: String,
    pub other: String,
    /// They differ: a person chooses.
    pub conflict: bool,
}

/// Which file's answer counts for the joined family.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct FieldChoiceInput {
    pub person: Option<Uuid>,
    pub field: String,
    pub kind: String,
    /// True: the first file's.
    pub own: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LinkedFilesView {
    pub one: AlikeFileView,
    pub other: AlikeFileView,
    pub by: String,
    pub at: String,
    pub reason: String,
    /// Joined by mistake, and parted again: the reason.
    pub unlinked: Option<String>,
}

/// Whom the centre knows; without the office only the files held here are searched.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PeopleFoundView {
    pub decision: DecisionView,
    pub found: Vec<PersonFoundView>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PersonFoundView {
    pub name: String,
    pub born_year: Option<i32>,
    pub team: String,
    /// File and number, only where this person may hold the file.
    pub case: Option<Uuid>,
    pub number: Option<String>,
    pub surely: bool,
    pub reasons: Vec<String>,
}

/// What looking again came to; `None` where the office has not answered.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LookedAgainView {
    pub decision: DecisionView,
    pub looked: Option<LookedView>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LookedView {
    /// Files compared with everybody the centre knows.
    pub files: u32,
    /// Pairs of files proposed now.
    pub proposed: u32,
    /// Of them not proposed before.
    pub fresh: u32,
}
