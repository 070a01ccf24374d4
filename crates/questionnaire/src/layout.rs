//! Layer three of a definition: segments, blocks, official labels, order and where each was read.

use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Layout {
    pub title: String,
    pub section: Vec<SectionLayout>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SectionLayout {
    pub id: String,
    pub title: String,
    #[serde(default)]
    pub mandatory: bool,
    /// Source of the title and letter.
    pub source: String,
    /// Field of the decision not to fill a facultative segment.
    pub skip: Option<String>,
    pub block: Vec<BlockLayout>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BlockLayout {
    pub id: String,
    pub title: String,
    /// Record kind; absent for fields of the interview itself.
    pub record: Option<String>,
    /// Source of every label here that names none.
    pub source: String,
    /// Other names under which answers are addressed.
    #[serde(default)]
    pub names: Vec<String>,
    /// Title of the question a table belongs to („Formy i zakres proponowanej pomocy”).
    pub under: Option<String>,
    pub add: Option<String>,
    pub empty: Option<String>,
    #[serde(default)]
    pub fields: Vec<FieldLayout>,
    #[serde(default)]
    pub rows: Vec<BlockLayout>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FieldLayout {
    pub id: String,
    pub label: String,
    pub under: Option<String>,
    pub hint: Option<String>,
    pub source: Option<String>,
}
