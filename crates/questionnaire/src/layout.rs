//! Layer three of a definition: segments, blocks, official labels, order and where each was read.
//! What is written may carry blocks of other versions; what is read from it stands by itself.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The file as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenLayout {
    pub title: String,
    /// Which annex of which act the paper is.
    pub annex: Option<String>,
    pub section: Vec<WrittenSection>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenSection {
    pub id: String,
    /// Form and version whose segment of this id is brought here.
    pub carry: Option<String>,
    /// Id of a carried segment in this form, if another.
    #[serde(rename = "as")]
    pub renamed: Option<String>,
    pub title: Option<String>,
    pub mandatory: Option<bool>,
    /// Source of the title and letter.
    pub source: Option<String>,
    /// Field of the decision not to fill a facultative segment.
    pub skip: Option<String>,
    /// Not part of the official order; absent means it is.
    pub paper: Option<bool>,
    /// The official paper gives it no letter or number; absent means it does.
    pub numbered: Option<bool>,
    /// Asked anew in each interview, never carried into the next one.
    pub fresh: Option<bool>,
    #[serde(default)]
    pub block: Vec<WrittenBlock>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WrittenBlock {
    pub id: String,
    /// Form and version whose block of this id is brought here.
    pub carry: Option<String>,
    /// Id of a carried block in this form, if another.
    #[serde(rename = "as")]
    pub renamed: Option<String>,
    pub title: Option<String>,
    /// Record kind; absent for fields of the interview itself.
    pub record: Option<String>,
    /// Source of every label here that names none.
    pub source: Option<String>,
    /// Other names under which answers are addressed.
    pub names: Option<Vec<String>>,
    /// Title of the question a table belongs to („Formy i zakres proponowanej pomocy”).
    pub under: Option<String>,
    pub add: Option<String>,
    pub empty: Option<String>,
    /// Name by which a centre switches this block off.
    pub switch: Option<String>,
    /// Captions of the places to sign under the block, side by side on paper.
    pub sign: Option<Vec<String>>,
    pub fresh: Option<bool>,
    /// A carried block without a list brings all its fields.
    pub fields: Option<Vec<WrittenField>>,
    /// Tables of a carried member's card, by id; absent means all.
    pub tables: Option<Vec<String>>,
    /// Labels of carried fields in this form.
    #[serde(default)]
    pub relabel: BTreeMap<String, String>,
    #[serde(default)]
    pub rows: Vec<WrittenBlock>,
}

/// In a carried block the id alone brings the field; with a label it is this form's own.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum WrittenField {
    Carried(String),
    Own(FieldLayout),
}

/// The layout with everything carried in its place.
#[derive(Debug, Clone)]
pub(crate) struct Layout {
    pub title: String,
    pub annex: Option<String>,
    pub section: Vec<SectionLayout>,
}

#[derive(Debug, Clone)]
pub(crate) struct SectionLayout {
    pub id: String,
    pub title: String,
    pub mandatory: bool,
    pub source: String,
    pub skip: Option<String>,
    pub paper: bool,
    pub numbered: bool,
    pub block: Vec<BlockLayout>,
}

#[derive(Debug, Clone)]
pub(crate) struct BlockLayout {
    pub id: String,
    pub title: String,
    pub record: Option<String>,
    pub source: String,
    pub names: Vec<String>,
    pub under: Option<String>,
    pub add: Option<String>,
    pub empty: Option<String>,
    pub switch: Option<String>,
    pub sign: Vec<String>,
    pub fresh: bool,
    pub fields: Vec<FieldLayout>,
    pub rows: Vec<BlockLayout>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FieldLayout {
    pub id: String,
    pub label: String,
    pub under: Option<String>,
    pub hint: Option<String>,
    /// Absent: the block's.
    pub source: Option<String>,
    /// Number of the column on the official form, where one is known.
    pub column: Option<u16>,
    /// The version whose layout holds this field's source, where that is another than the form's own.
    #[serde(skip)]
    pub origin: Option<String>,
}

impl BlockLayout {
    /// Kind of the records the block holds.
    pub fn kind(&self) -> &str {
        self.record.as_deref().unwrap_or(crate::INTERVIEW)
    }
}
