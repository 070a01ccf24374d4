//! Another centre: its key, what was sent to it, where a case that it sent comes from, and what the head asks of it.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Category;
use crate::access::{Relation, Role, categories};

/// What another centre may hold of a case that is passed to it: the table of access says.
#[must_use]
pub fn passed_categories() -> Vec<Category> {
    categories(Role::OtherCentre, Relation::Own)
        .into_iter()
        .collect()
}

/// A person compared the digits by phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confirmation {
    pub by: Uuid,
    /// Milliseconds since 1970 UTC.
    pub at_ms: i64,
}

/// Field `row` of another centre. Nothing is sent to it, or taken from it, before its digits were confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Partner {
    pub centre: Uuid,
    pub name: String,
    /// X25519 public key of its office.
    pub key: [u8; 32],
    pub confirmed: Option<Confirmation>,
    /// This key came in place of one that was confirmed.
    pub replaced: bool,
}

/// Field `courier_file` of a hand-over to another centre, written by the office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CourierFile {
    pub centre: Uuid,
    /// SHA-256 of the encrypted file, hex.
    pub sha256: String,
    pub at_ms: i64,
}

/// Field `row` of where a case that another centre sent comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    pub centre: Uuid,
    pub name: String,
    /// Approved interviews that came; none with a request alone.
    pub interviews: Vec<Uuid>,
    /// SHA-256 of the encrypted file, hex.
    pub sha256: String,
    pub at_ms: i64,
}

/// Field `row` of somebody of another centre who wrote something that came from there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outsider {
    pub name: String,
    /// Name of her centre.
    pub of: String,
}

/// What the head asks of the office about another centre.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum PartnerAsk {
    /// The other centre's card, as text.
    Add { card: String },
    /// The digits that the other centre read by phone.
    Confirm { centre: Uuid, heard: String },
    /// A file for the other centre.
    Send(Sending),
    /// What is in a file from another centre; an answer is taken in at once.
    Open { file: Vec<u8> },
    /// The word on a case that another centre sent; it is told by a file.
    Answer {
        file: Vec<u8>,
        accepted: bool,
        reason: String,
    },
}

/// What goes to another centre, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sending {
    pub case: Uuid,
    /// Approved interviews; none for a request alone (part II at relatives, § 8).
    pub interviews: Vec<Uuid>,
    pub centre: Uuid,
    pub reason: String,
}

/// What the office says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum PartnerTold {
    Known(Partner),
    /// A file for the other centre, to be kept where the person chooses.
    File(Vec<u8>),
    Inside(Inside),
    Heard(AnswerHeard),
}

/// What is in a file with a case, before anything of it is taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inside {
    pub centre: Uuid,
    /// Name of the other centre as it was confirmed.
    pub name: String,
    pub at_ms: i64,
    pub reason: String,
    /// The family.
    pub first_name: String,
    pub last_name: String,
    pub interviews: Vec<InsideInterview>,
    pub attachments: u32,
    /// Bytes of all attachments.
    pub bytes: u64,
    pub standing: InsideStanding,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InsideInterview {
    pub document: Uuid,
    /// Form and its version.
    pub form: String,
    pub sygnatura: String,
    pub approved_ms: i64,
    pub by: String,
}

/// What was made of the file before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum InsideStanding {
    New,
    /// Taken in under this number.
    Accepted {
        number: String,
    },
    Refused,
}

/// The other centre's word on a case that was sent to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerHeard {
    pub case: Uuid,
    pub centre: Uuid,
    pub name: String,
    pub accepted: bool,
    /// Number of the case there.
    pub number: String,
    pub reason: String,
    /// It was known already.
    pub again: bool,
}

/// Why nothing was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum PartnerRefusal {
    #[error("the person may not do this")]
    NotAllowed,
    #[error("this is not the card of a centre")]
    NotACard,
    #[error("the card is this centre's own")]
    OwnCard,
    #[error("the case, the interview or the centre is not known")]
    Unknown,
    #[error("nobody has confirmed the digits of the other centre's key")]
    Unconfirmed,
    #[error("the digits are not those of the other centre's key")]
    WrongDigits,
    #[error("a reason is missing")]
    NoReason,
    #[error("the interview is not approved")]
    NotApproved,
    #[error("the file would be larger than allowed")]
    TooLarge,
    #[error("this is not a file between centres")]
    NotAFile,
    #[error("the file is meant for another key")]
    ForAnother,
    #[error("the file is cut or damaged")]
    Damaged,
    #[error("the file comes from a key that nobody has confirmed")]
    UnknownSender,
    #[error("the file is of a newer program")]
    Newer,
    #[error("what is inside does not agree with its approvals")]
    Tampered,
    #[error("the case is of this centre and was never shared with the other one")]
    NotTheirs,
    #[error("the file was answered otherwise before")]
    AlreadyAnswered,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_to_another_centre_is_what_the_table_of_access_allows() {
        let passed = passed_categories();
        for category in [Category::Identity, Category::Income, Category::HelpPlan] {
            assert!(passed.contains(&category), "{category:?}");
        }
        for category in [Category::Violence, Category::Reporter, Category::Health] {
            assert!(!passed.contains(&category), "{category:?}");
        }
    }
}
