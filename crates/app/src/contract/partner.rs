//! Other centres: their keys, a case for one of them, and a file that came from one.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

/// Other centres that this one knows, and what it tells of itself.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PartnersView {
    /// Nothing before the laptop is enrolled.
    pub own: Option<OwnCardView>,
    pub partners: Vec<PartnerView>,
    pub may_manage: bool,
}

/// What another centre is to learn of this one. Nothing of it is secret.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OwnCardView {
    pub name: String,
    pub text: String,
    /// Groups of digits to be read by phone.
    pub digits: Vec<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PartnerView {
    pub centre: Uuid,
    pub name: String,
    /// Local ISO date and time at which somebody compared the digits by phone; nothing: not yet.
    pub confirmed_at: Option<String>,
    pub confirmed_by: Option<String>,
    /// Its key came in place of one that was confirmed.
    pub replaced: bool,
}

/// What of a case may go to another centre.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PassableView {
    pub case: Uuid,
    pub name: String,
    /// Only those whose digits were confirmed.
    pub partners: Vec<PartnerView>,
    pub interviews: Vec<PassableInterview>,
    /// Polish names of what goes, and of what stays here.
    pub goes: Vec<String>,
    pub stays: Vec<String>,
}

/// An interview that the office has given a receipt for.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PassableInterview {
    pub document: Uuid,
    pub form_title: String,
    /// Local ISO date and time.
    pub approved_at: String,
    pub sygnatura: String,
    /// The version that counts now.
    pub current: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PassableInput {
    pub case: Uuid,
    /// None: a request alone.
    pub interviews: Vec<Uuid>,
    pub centre: Uuid,
    pub reason: String,
}

/// What a file from another centre turned out to be.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(tag = "what", rename_all = "snake_case")]
#[ts(export)]
pub enum PartnerFileView {
    /// Its card: its digits are to be compared by phone.
    Card { partner: PartnerView },
    /// A case: it waits for the head's word.
    Case { incoming: IncomingView },
    /// The other centre's word on a case of this one.
    Word { word: WordView },
}

/// What is in a file with a case, before anything of it is taken in.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct IncomingView {
    pub from: String,
    /// Local ISO date and time at which it was made.
    pub made_at: String,
    pub name: String,
    pub reason: String,
    pub interviews: Vec<IncomingInterview>,
    pub attachments: u32,
    pub bytes: u64,
    pub standing: IncomingStanding,
    /// Number of the case here, once it was accepted.
    pub number: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct IncomingInterview {
    pub document: Uuid,
    pub form_title: String,
    pub sygnatura: String,
    /// Local ISO date and time.
    pub approved_at: String,
    pub by: String,
}

/// What was made of the file before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum IncomingStanding {
    New,
    Accepted,
    Refused,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct WordView {
    pub case: Uuid,
    pub from: String,
    /// The family.
    pub name: String,
    pub accepted: bool,
    /// Number of the case there.
    pub number: String,
    pub reason: String,
    /// It was read before.
    pub again: bool,
}
