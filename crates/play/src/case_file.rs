//! A case file as the player reads it: typed, with the path of the first thing that is wrong.

use std::path::Path;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use crate::PlayError;

/// A row as the file gives it: column → value.
pub type Row = Map<String, Value>;

/// One invented family and what happened to it.
#[derive(Debug, Deserialize)]
pub struct CaseFile {
    pub id: String,
    /// Id of one of the structures that the program ships.
    pub office: String,
    pub report: Report,
    pub interviews: Vec<Interview>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Report {
    /// Local date and time.
    pub received: String,
    pub application_date: Option<String>,
    pub channel: String,
    pub urgent: bool,
    #[serde(default)]
    pub flags: Vec<String>,
    pub reported_by: ReportedBy,
    #[serde(default)]
    pub first_contact_notes: String,
    #[serde(default)]
    pub requested_help: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ReportedBy {
    pub kind: String,
    #[serde(default)]
    pub name: String,
    #[serde(default)]
    pub contact: String,
    pub consent_to_disclose: bool,
}

/// The report of one interview where it differs from the case's; what it leaves out is the case's.
#[derive(Debug, Clone, Deserialize)]
pub struct OwnReport {
    pub received: Option<String>,
    /// `null` where the family did not apply: then the day of the update counts.
    #[serde(default, deserialize_with = "written")]
    pub application_date: Option<Option<String>>,
    pub channel: Option<String>,
    pub urgent: Option<bool>,
    pub flags: Option<Vec<String>>,
    pub requested_help: Option<Vec<String>>,
}

#[derive(Debug, Deserialize)]
pub struct Interview {
    #[serde(rename = "ref")]
    pub short: String,
    pub part: String,
    pub form_version: String,
    pub worker: Worker,
    pub date: String,
    /// Ref of the interview that this one updates.
    pub based_on: Option<String>,
    pub report: Option<OwnReport>,
    pub persons: Vec<Person>,
    #[serde(default)]
    pub documents: Vec<Row>,
    #[serde(default)]
    pub income_lost: Vec<Row>,
    #[serde(default)]
    pub part_ii_requests: Vec<Row>,
    #[serde(default)]
    pub skipped: Vec<Skipped>,
    /// What became different on the copy of the earlier interview.
    #[serde(default)]
    pub changed_answers: Vec<ChangedAnswer>,
    /// Block → official label → answer.
    pub answers: Map<String, Value>,
}

#[derive(Debug, Deserialize)]
pub struct ChangedAnswer {
    /// `persons`: the label is then a column of one person.
    pub block: String,
    pub label: String,
    pub person: Option<String>,
    pub value: Value,
}

#[derive(Debug, Deserialize)]
pub struct Worker {
    pub name: String,
    pub team: String,
}

#[derive(Debug, Deserialize)]
pub struct Skipped {
    pub block: String,
    pub decision: String,
    pub reason: String,
}

#[derive(Debug, Deserialize)]
pub struct Person {
    #[serde(rename = "ref")]
    pub short: String,
    pub first_name: String,
    pub last_name: String,
    pub pesel: Option<String>,
    pub document: Option<IdentityDocument>,
    pub born: Option<String>,
    pub sex: Option<String>,
    pub relation: Option<String>,
    pub marital_status: Option<String>,
    pub household: u32,
    pub citizenship: Option<String>,
    pub education_and_trade: Option<String>,
    pub work_or_school: Option<String>,
    pub labour_position: Option<String>,
    pub health: Option<String>,
    #[serde(default)]
    pub incapacity: Vec<Row>,
    #[serde(default)]
    pub income: Vec<Row>,
    #[serde(default)]
    pub alimony_paid: Vec<Row>,
}

#[derive(Debug, Deserialize)]
pub struct IdentityDocument {
    pub number: Option<String>,
}

impl CaseFile {
    /// Reads a case of families and interviews.
    ///
    /// # Errors
    /// [`PlayError::Bad`] with the path of the field that is missing or of another type.
    pub fn read(file: &Path) -> Result<Self, PlayError> {
        let text = std::fs::read_to_string(file)
            .map_err(|error| PlayError::bad("", error.kind().to_string()))?;
        Self::parse(&text)
    }

    /// As [`CaseFile::read`], from text.
    ///
    /// # Errors
    /// The same.
    pub fn parse(text: &str) -> Result<Self, PlayError> {
        typed(json_of(text)?)
    }

    /// The report from which an interview followed.
    #[must_use]
    pub fn report_of(&self, interview: &Interview) -> Report {
        let mut report = self.report.clone();
        if let Some(own) = interview.report.clone() {
            report.received = own.received.unwrap_or(report.received);
            report.application_date = own.application_date.unwrap_or(report.application_date);
            report.channel = own.channel.unwrap_or(report.channel);
            report.urgent = own.urgent.unwrap_or(report.urgent);
            report.flags = own.flags.unwrap_or(report.flags);
            report.requested_help = own.requested_help.unwrap_or(report.requested_help);
        }
        report
    }
}

/// The text as JSON.
pub(crate) fn json_of(text: &str) -> Result<Value, PlayError> {
    serde_json::from_str(text)
        .map_err(|error| PlayError::bad("", format!("not JSON at line {}", error.line())))
}

/// The JSON as a type, or the path of the first thing that is wrong.
pub(crate) fn typed<T: DeserializeOwned>(value: Value) -> Result<T, PlayError> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        let path = error.path().to_string();
        let path = if path == "." { String::new() } else { path };
        PlayError::bad(&path, wanted(&error.into_inner().to_string()))
    })
}

/// What the file writes down, be it `null`.
fn written<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(from).map(Some)
}

/// The reader's message without the value that stood there.
fn wanted(message: &str) -> String {
    match message.rsplit_once("expected ") {
        Some((_, wanted)) => format!("expected {wanted}"),
        None => message.to_owned(),
    }
}
