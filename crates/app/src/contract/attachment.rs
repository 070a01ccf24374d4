//! Attachments of an interview: what may be attached, what is, and where its bytes are.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use super::paper::{PictureView, PrintedView};

/// What may be attached, by points of art. 107 ust. 5b.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AttachmentKindView {
    pub point: String,
    pub name: String,
    /// Why no copy of it is kept.
    pub refused: Option<String>,
}

/// In what form a copy may be taken in.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CopyFormView {
    pub name: String,
    /// Polish words: what it means.
    pub says: String,
}

/// Somebody an attachment may be about.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AttachmentPerson {
    pub person: Uuid,
    pub name: String,
}

/// Where the bytes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum AttachmentPlace {
    /// On this laptop, and not in the office yet.
    Here,
    /// On this laptop and in the office.
    InOffice,
    /// Not on this laptop yet.
    Missing,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum AttachmentMedia {
    Jpeg,
    Png,
    Pdf,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AttachmentView {
    pub record: Uuid,
    pub title: String,
    /// Name of its kind.
    pub kind: String,
    pub point: String,
    pub person: Option<String>,
    /// Polish words: in what form the copy was taken in; `None` = a copy to work with, certified by nobody.
    pub form: Option<String>,
    pub media: AttachmentMedia,
    /// Size in kilobytes, rounded up.
    pub kilobytes: u32,
    /// ISO date.
    pub added_on: String,
    pub by: String,
    pub place: AttachmentPlace,
    /// Copies saved as files, the last first.
    pub saved: Vec<PrintedView>,
}

/// How much may be attached. Megabytes of 1024 × 1024 bytes.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AttachmentRoomView {
    /// One file.
    pub file: u32,
    /// All attachments of the case together, and what it has, rounded up.
    pub case: u32,
    pub used: u32,
    /// Free on the disk, where that is little.
    pub low_disk: Option<u32>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AttachmentsView {
    pub room: AttachmentRoomView,
    pub attachments: Vec<AttachmentView>,
    pub kinds: Vec<AttachmentKindView>,
    /// Forms of copies that count as certified.
    pub forms: Vec<CopyFormView>,
    pub persons: Vec<AttachmentPerson>,
    /// Points of which this person may attach copies now; none of an approved interview.
    pub open: Vec<String>,
}

/// What a person says of a file that is to be attached.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AttachmentInput {
    pub title: String,
    pub point: String,
    pub person: Option<Uuid>,
    /// A name of `CopyFormView`; `None` = a copy to work with, certified by nobody.
    pub form: Option<String>,
    /// „To nie jest kopia dokumentu tożsamości”.
    pub no_identity_document: bool,
}

/// An attachment to look at; nothing of it is written anywhere.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(tag = "as", rename_all = "snake_case")]
#[ts(export)]
pub enum AttachmentContent {
    /// A photograph as it is.
    Photograph {
        /// Media type.
        media: String,
        base64: String,
    },
    /// A PDF, each page a picture; of a long one its first pages.
    Pages {
        pages: Vec<PictureView>,
        /// Pages of the file altogether.
        of: u32,
    },
    /// A PDF that cannot be shown here; it can be saved.
    Unshown,
}
