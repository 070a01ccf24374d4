//! Two files that may be of one family, as the office says it and as a person decides it: the vocabulary laptops and office share.
//!
//! Both stand in the own documents of both files, in the category of identity. Joining moves nothing from one file to the other.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::same_family::decision::DecisionKind;
use crate::same_family::{Band, Score};

/// The office's proposal, seen from one of the two files: field `row` of a record of kind `likeness`. It names nobody of the other file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Likeness {
    pub other: Uuid,
    /// Number of the other file in the centre.
    pub number: String,
    /// The team that holds the other file; each seat names it as it is called now.
    pub team: String,
    pub band: Band,
    /// Whether an adult and half of each file agree.
    pub family: bool,
    pub pairs: Vec<LikePair>,
    /// Fingerprint of what was compared: a decision stands until somebody is described anew.
    pub compared: String,
    pub at_ms: i64,
}

/// Two persons who may be one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LikePair {
    /// Record of the person in this file.
    pub own: Uuid,
    pub other: Uuid,
    pub band: Band,
    /// Odds to base two that they are one, rounded.
    pub bits: i32,
    /// Polish words, the strongest first.
    pub speaks_for: Vec<String>,
    pub speaks_against: Vec<String>,
}

impl LikePair {
    /// Probability that they are one, in thousandths, rounded down; never certain either way.
    #[must_use]
    pub fn chance_permille(&self) -> u32 {
        #[expect(clippy::cast_precision_loss, reason = "a score has two digits")]
        let score = Score {
            bits: self.bits as f32,
        };
        let permille = (score.probability() * 1000.0).clamp(1.0, 999.0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "from 1 to 999"
        )]
        let permille = permille as u32;
        permille
    }
}

/// Somebody said that the two are different families: field `apart` of the same record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptApart {
    /// As in the proposal that was looked at.
    pub compared: String,
    pub by: Uuid,
    pub reason: String,
    pub at_ms: i64,
}

/// Two files joined: field `row` of a record of kind `link`, in both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileLink {
    pub other: Uuid,
    pub number: String,
    /// Records of the persons who are one, this file's first.
    pub persons: Vec<(Uuid, Uuid)>,
    pub choices: Vec<FieldChoice>,
    pub by: Uuid,
    pub reason: String,
    pub at_ms: i64,
}

/// Which file's answer is shown for the joined family where the two differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChoice {
    /// Record of the person in this file; `None` for the address.
    pub person: Option<Uuid>,
    pub field: String,
    pub kind: DecisionKind,
    /// True: what this file says; false: what the other says.
    pub own: bool,
}

/// The files were joined wrongly: field `unlinked` of the link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unlinked {
    pub by: Uuid,
    pub reason: String,
    pub at_ms: i64,
}

/// Whom first contact looks for before a file is opened.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sought {
    pub given: String,
    pub surname: String,
    pub born: Option<NaiveDate>,
    /// Where no more than the year is known.
    #[serde(default)]
    pub born_year: Option<i32>,
    #[serde(default)]
    pub pesel: String,
    #[serde(default)]
    pub address: String,
}

/// A person whom the office knows: no more than is needed to recognise her.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundPerson {
    pub name: String,
    pub born_year: Option<i32>,
    /// Name of the team that holds the file.
    pub team: String,
    /// Only for who may hold the file.
    pub file: Option<FoundFile>,
    pub band: Band,
    pub reasons: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundFile {
    pub case: Uuid,
    pub number: String,
}

/// What looking again came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookedAgain {
    /// Files compared with everybody the centre knows.
    pub files: u32,
    /// Pairs of files, of those compared, that are proposed now and that nobody has decided.
    pub proposed: u32,
    /// Of them not proposed before.
    pub fresh: u32,
}
