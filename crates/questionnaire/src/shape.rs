//! Layer one of a definition: fields, kinds, choices, limits and categories.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;
use teren_domain::Category;
use teren_domain::facts::Part;

use crate::error::DefinitionError;
use crate::field::Kind;
use crate::kind::{FormKind, Paper};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Shape {
    pub form: String,
    pub version: String,
    /// Either a part or another paper.
    pub part: Option<Part>,
    pub paper: Option<Paper>,
    pub valid_from: NaiveDate,
    /// See [`crate::form::Form::answers_for`]; absent: the diagnosis.
    pub answers_for: Option<Category>,
    /// Lists of words by name.
    #[serde(default)]
    pub choices: BTreeMap<String, Vec<String>>,
    /// Words accepted from older answers and never offered, by the name of the list.
    #[serde(default)]
    pub also: BTreeMap<String, Vec<String>>,
    /// Words that lie in another category than the fields which offer them, by the name of the list.
    #[serde(default)]
    pub category_of_word: BTreeMap<String, BTreeMap<String, Category>>,
    #[serde(default)]
    pub interview: BTreeMap<String, FieldShape>,
    #[serde(default)]
    pub member: BTreeMap<String, FieldShape>,
    #[serde(default)]
    pub rows: BTreeMap<String, RowShape>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FieldShape {
    pub kind: Kind,
    pub category: Category,
    pub choices: Option<String>,
    pub limit: Option<u32>,
    pub detail: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RowShape {
    /// Kind of the record the row hangs under.
    pub parent: String,
    pub category: Category,
    pub columns: BTreeMap<String, ColumnShape>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ColumnShape {
    pub kind: Kind,
    pub choices: Option<String>,
    pub limit: Option<u32>,
}

impl Shape {
    /// Which paper the definition says it is.
    pub fn kind(&self) -> Result<FormKind, DefinitionError> {
        match (self.part, self.paper) {
            (Some(part), None) => Ok(part.into()),
            (None, Some(paper)) => Ok(paper.into()),
            _ => Err(DefinitionError::Unreadable {
                file: "shape",
                reason: "either part or paper is wanted".to_owned(),
            }),
        }
    }
}
