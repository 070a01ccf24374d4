//! Attachments (załączniki): which copies may be kept with an interview (`data/attachments.toml`), and what is written of each.
//!
//! The row is an ordinary answer of the interview and is sealed with it; the bytes lie apart and are known by their hash.

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Category;
use crate::in_force;
use crate::workflow::kind;

/// Bytes of one attachment that is carried at all, whenever it was added; how much may be added now is [`limits`].
pub const MOST_BYTES: u64 = 20 * 1024 * 1024;

/// Kinds of an interview's records that name an attachment; each stands in one category.
pub const RECORD_KINDS: [&str; 3] = [
    kind::ATTACHMENT,
    kind::RULING_ATTACHMENT,
    kind::JUDGMENT_ATTACHMENT,
];

/// Kinds of records that name bytes: copies of documents, and what somebody said on a visit.
pub const NAMING_KINDS: [&str; 4] = [
    kind::ATTACHMENT,
    kind::RULING_ATTACHMENT,
    kind::JUDGMENT_ATTACHMENT,
    kind::VOICE_NOTE,
];

/// Whether an interview's record of this kind names an attachment.
#[must_use]
pub fn is_attachment(record_kind: &str) -> bool {
    RECORD_KINDS.contains(&record_kind)
}

/// Category in which a record stands that names bytes; `None` for other kinds.
#[must_use]
pub fn category_of(record_kind: &str) -> Option<Category> {
    match record_kind {
        kind::ATTACHMENT => Some(Category::Income),
        kind::RULING_ATTACHMENT => Some(Category::Incapacity),
        kind::JUDGMENT_ATTACHMENT => Some(Category::Violence),
        kind::VOICE_NOTE => Some(Category::FamilyPlan),
        _ => None,
    }
}

/// What the bytes are, judged by the bytes themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Media {
    #[serde(rename = "image/jpeg")]
    Jpeg,
    #[serde(rename = "image/png")]
    Png,
    #[serde(rename = "application/pdf")]
    Pdf,
}

impl Media {
    /// By the first bytes, never by a name; `None` for what may not be attached.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        const BEGINNINGS: [(&[u8], Media); 3] = [
            (&[0xff, 0xd8, 0xff], Media::Jpeg),
            (b"\x89PNG\r\n\x1a\n", Media::Png),
            (b"%PDF-", Media::Pdf),
        ];
        BEGINNINGS
            .into_iter()
            .find_map(|(beginning, media)| bytes.starts_with(beginning).then_some(media))
    }

    /// Its name on the web.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Pdf => "application/pdf",
        }
    }
}

/// The row of one attachment: everything that is kept of it beside its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    pub title: String,
    /// Point of art. 107 ust. 5b.
    pub document_point: String,
    /// Member of the household it concerns.
    pub person: Option<Uuid>,
    /// In what form the copy was taken in: a name of [`crate::documents::DocumentForm`]. `None` = a copy to work with, which
    /// nobody certified. Who and on what day: author and `added_on`.
    #[serde(default)]
    pub form: Option<String>,
    pub media_type: Media,
    pub bytes: u64,
    /// SHA-256 of the bytes, hex in small letters.
    pub sha256: String,
    /// ISO date.
    pub added_on: String,
}

/// What a row says of the bytes it names, read alone: a row of a newer program, with a kind of file unknown here, names
/// its bytes as well.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct NamedBytes {
    /// Bytes altogether.
    pub bytes: u64,
    /// SHA-256 of the bytes, hex in small letters.
    pub sha256: String,
}

/// One row of the table.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttachmentKind {
    /// Point of art. 107 ust. 5b.
    pub point: String,
    /// Polish name.
    pub name: String,
    /// Where a copy of it stands, its title with it.
    pub category: Category,
    /// Why no copy is kept, in Polish.
    #[serde(default)]
    pub refused: Option<String>,
    /// First and last day on which a copy may be added; `None` = not read, or without an end.
    #[serde(default)]
    pub from: Option<NaiveDate>,
    #[serde(default)]
    pub to: Option<NaiveDate>,
    /// Where the row was read.
    pub source: String,
}

impl AttachmentKind {
    /// Kind of the record that names such an attachment; `None` where no kind stands in its category.
    #[must_use]
    pub fn record_kind(&self) -> Option<&'static str> {
        let mut kinds = RECORD_KINDS.into_iter();
        kinds.find(|kind| category_of(kind) == Some(self.category))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    identity_words: Vec<String>,
    kind: Vec<AttachmentKind>,
}

static TABLE: LazyLock<Option<Table>> =
    LazyLock::new(|| toml::from_str(include_str!("../data/attachments.toml")).ok());

/// The whole table, by points.
#[must_use]
pub fn table() -> &'static [AttachmentKind] {
    TABLE.as_ref().map_or(&[], |table| table.kind.as_slice())
}

/// The rows of a day, by points.
pub fn kinds(day: NaiveDate) -> impl Iterator<Item = &'static AttachmentKind> {
    let serves = move |kind: &&AttachmentKind| in_force::serves(kind.from, kind.to, day);
    table().iter().filter(serves)
}

/// The row of a point on the day on which its copy was added.
#[must_use]
pub fn kind_of(point: &str, day: NaiveDate) -> Option<&'static AttachmentKind> {
    kinds(day).find(|kind| kind.point == point)
}

/// How much may be attached, in bytes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// First day on which the row serves.
    pub valid_from: NaiveDate,
    /// One file.
    pub file_bytes: u64,
    /// All attachments of one case.
    pub case_bytes: u64,
    /// What must stay free on the laptop's disk.
    pub disk_bytes: u64,
    /// Free space below which the person is told.
    pub low_disk_bytes: u64,
    /// Seconds of one voice note.
    pub voice_seconds: u32,
    pub source: String,
}

/// Why a file may not be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OverLimit {
    File,
    Case,
    Disk,
}

impl Limits {
    /// What hinders a file of so many bytes, beside what the case has already and with so much free on the disk (`None` =
    /// the system does not say).
    #[must_use]
    pub fn hindrance(&self, bytes: u64, of_case: u64, free: Option<u64>) -> Option<OverLimit> {
        let over = [
            (OverLimit::File, bytes > self.file_bytes),
            (
                OverLimit::Case,
                bytes.saturating_add(of_case) > self.case_bytes,
            ),
            (OverLimit::Disk, bytes > self.room(free)),
        ];
        let mut over = over.into_iter();
        over.find(|(_, over)| *over).map(|(limit, _)| limit)
    }

    /// Bytes that attachments may still take of the disk.
    #[must_use]
    pub fn room(&self, free: Option<u64>) -> u64 {
        free.map_or(u64::MAX, |free| free.saturating_sub(self.disk_bytes))
    }

    /// Whether the person is to be told that the disk is nearly full.
    #[must_use]
    pub fn is_low(&self, free: Option<u64>) -> bool {
        free.is_some_and(|free| free < self.low_disk_bytes)
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct LimitTable {
    limit: Vec<Limits>,
}

static LIMITS: LazyLock<LimitTable> = LazyLock::new(|| {
    toml::from_str(include_str!("../data/attachment_limits.toml")).unwrap_or_default()
});

/// How much may be attached on a day; `None` only if the shipped data were damaged: then nothing may.
#[must_use]
pub fn limits(day: NaiveDate) -> Option<&'static Limits> {
    in_force::on(&LIMITS.limit, Some(day), |row| row.valid_from)
}

/// Whether the title names an identity document, of which no copy is kept (§ 11 of the 2021 regulation).
#[must_use]
pub fn names_identity_document(title: &str) -> bool {
    let said: Vec<String> = words(title);
    let Some(table) = TABLE.as_ref() else {
        return true;
    };
    let named = |phrase: &String| {
        let stems: Vec<&str> = phrase.split(' ').collect();
        said.windows(stems.len()).any(|words| {
            let mut pairs = words.iter().zip(&stems);
            pairs.all(|(word, stem)| match stem.strip_suffix('.') {
                Some(whole) => word == whole,
                None => word.starts_with(stem),
            })
        })
    };
    table.identity_words.iter().any(named)
}

/// The words of a text in small letters without Polish signs.
fn words(text: &str) -> Vec<String> {
    let plain = text.to_lowercase();
    let plain: String = plain.chars().map(without_sign).collect();
    let words = plain.split(|letter: char| !letter.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

const fn without_sign(letter: char) -> char {
    match letter {
        'ą' => 'a',
        'ć' => 'c',
        'ę' => 'e',
        'ł' => 'l',
        'ń' => 'n',
        'ó' => 'o',
        'ś' => 's',
        'ź' | 'ż' => 'z',
        other => other,
    }
}
