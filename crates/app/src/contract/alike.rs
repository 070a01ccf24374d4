//! Files that may be of one family, side by side, and whom the whole centre knows.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::contract::{DecisionView, HeldAnswerView};

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
    /// Name of the team that leads it; empty where this seat does not know it.
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
    /// Probability that they are one person, from 1 to 999 thousandths.
    pub chance_permille: u32,
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
    /// The link as it stands in the first file.
    pub link: Uuid,
    pub one: AlikeFileView,
    pub other: AlikeFileView,
    pub made: LinkView,
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

/// Who joined two files, when and why.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LinkView {
    pub by: String,
    pub at: String,
    pub reason: String,
}

/// A family whose files somebody joined: the other files, and the interviews of all that this seat holds.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct JoinedFamilyView {
    /// Number of the file it is seen from; empty before the office has taken it in.
    pub number: String,
    pub files: Vec<JoinedFileView>,
    /// What is in work first, then the newest.
    pub interviews: Vec<JoinedInterviewView>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct JoinedFileView {
    pub case: Uuid,
    pub number: String,
    /// Empty where the file is not held here.
    pub name: String,
    pub address: String,
    pub here: bool,
    pub link: LinkView,
    /// What was chosen when they were joined, where the two differed.
    pub chosen: Vec<ChosenView>,
}

/// An answer that counts for the joined family.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ChosenView {
    /// Name of the person; empty for the address.
    pub person: String,
    pub field: String,
    pub value: String,
    /// Number of the file that says so.
    pub number: String,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct JoinedInterviewView {
    pub case: Uuid,
    pub document: Uuid,
    /// Number of the file it stands in.
    pub number: String,
    /// It stands in another file than the one the family is seen from.
    pub other: bool,
    pub form_title: String,
    /// Surname and first name of the person interviewed; empty where this seat may not know.
    pub name: String,
    pub approved_at: Option<String>,
    /// Who approved it, or writes it.
    pub by: String,
    pub version: u32,
    /// Another version counts.
    pub superseded: bool,
    /// This person's own work: it opens for writing.
    pub mine: bool,
}

/// What was written in two files while they were joined, in the file where it stays.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct JointEditsView {
    pub since: String,
    /// When they were parted; `None` while they are joined.
    pub until: Option<String>,
    pub files: Vec<JointFileView>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct JointFileView {
    pub case: Uuid,
    pub number: String,
    pub name: String,
    /// Held here, so that its edits can be told.
    pub here: bool,
    /// Each answer as it was written last in that time, the earliest first.
    pub edits: Vec<JointEditView>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct JointEditView {
    /// The interview; `None` for what is written beside the interviews.
    pub document: Option<Uuid>,
    pub form_title: String,
    pub by: String,
    pub answer: HeldAnswerView,
}
