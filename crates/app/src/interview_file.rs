//! An approved interview as data for the office's own system, so that nobody types it again: JSON and XML of one documented
//! shape (docs/export). What this seat may not hold is named, not exported.

use std::fmt::Write as _;
use std::path::Path;

use data_encoding::HEXLOWER;
use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};
use teren_domain::workflow::{Receipt, kind};
use teren_ledger::ROW_FIELD;
use teren_questionnaire::{Field, Form, ROW, Record};
use teren_store::platform as files;
use uuid::Uuid;

use crate::App;
use crate::card::number_of;
use crate::clock::local_text;
use crate::contract::{DataFormat, Problem, ProblemCode, SealView};
use crate::interview::Editing;
use crate::problem::of_io;
use crate::session::Open;
use crate::values::Records;

/// Version of the shape, raised when something in it changes its meaning.
const FORMAT_VERSION: u32 = 1;

#[derive(Serialize)]
struct InterviewFile {
    format: &'static str,
    format_version: u32,
    centre: String,
    case_number: Option<String>,
    document: Uuid,
    version_of: Option<Uuid>,
    form: FormName,
    approval: Approval,
    receipt: Option<Received>,
    /// Categories that the one who exported may not hold.
    withheld: Vec<Value>,
    records: Vec<FileRecord>,
}

#[derive(Serialize)]
struct FormName {
    id: String,
    version: String,
    title: String,
}

#[derive(Serialize)]
struct Approval {
    sygnatura: String,
    sha256: String,
    approved_at: String,
    approved_by: String,
}

#[derive(Serialize)]
struct Received {
    number: String,
    at: String,
}

#[derive(Serialize)]
struct FileRecord {
    id: Uuid,
    kind: String,
    parent: Option<Uuid>,
    answers: Vec<FileAnswer>,
}

#[derive(Serialize)]
struct FileAnswer {
    field: String,
    label: String,
    /// Kind of the answer, as the form's definition names it.
    kind: &'static str,
    category: Value,
    value: Value,
}

impl App {
    /// Saves an approved interview as data where the person chose; the copy is written down like a printed one.
    pub fn save_data(
        &self,
        document: Uuid,
        format: DataFormat,
        path: &Path,
    ) -> Result<(), Problem> {
        let now_ms = self.now_ms();
        let file = self.with(|open| {
            open.may_note_copy(document)?;
            let state = open.store.document(document)?;
            open.note_reading(&state, now_ms)?;
            open.interview_file(document)
        })?;
        let bytes = match format {
            DataFormat::Json => {
                serde_json::to_vec_pretty(&file).map_err(|_| Problem::of(ProblemCode::Internal))?
            }
            DataFormat::Xml => xml(&file).into_bytes(),
        };
        let paper = match format {
            DataFormat::Json => "data_json",
            DataFormat::Xml => "data_xml",
        };
        let sha256 = HEXLOWER.encode(&Sha256::digest(&bytes));
        self.leave_noted(document, paper.to_owned(), sha256, true, || {
            files::replace_file(path, &bytes).map_err(|error| of_io(&error))
        })
    }
}

impl Open {
    /// The content as its approval froze it.
    fn interview_file(&mut self, document: Uuid) -> Result<InterviewFile, Problem> {
        let state = self.store.document(document)?;
        let sealed = self.standing_seal(&state)?;
        let sealed = sealed.ok_or_else(|| Problem::of(ProblemCode::Incomplete))?;
        let approval = crate::approve::seal_view(self, &state)?;
        let approval = approval.ok_or_else(|| Problem::of(ProblemCode::Incomplete))?;
        let editing = Editing::load(self, &state)?;
        let form = self.forms.get(&sealed.seal.form)?;
        let frozen = self.store.document_at(document, &sealed.seal)?;
        let records = Records::of_interview(&frozen, &[], &form);
        let case = self.case_records(state.case)?;
        let receipts = case.rows::<Receipt>(kind::RECEIPT, ROW_FIELD);
        let receipt = receipts
            .map(|(_, receipt)| receipt)
            .find(|receipt| receipt.sha256 == approval.sha256);
        let root = records.get(document);
        Ok(InterviewFile {
            format: "teren-wywiad",
            format_version: FORMAT_VERSION,
            centre: self.centre_name.clone(),
            case_number: number_of(&case, state.case),
            document,
            version_of: root.and_then(|root| root.version_of),
            form: FormName {
                id: form.id.clone(),
                version: form.version.clone(),
                title: form.title.clone(),
            },
            approval: told(approval),
            receipt: receipt.map(|receipt| Received {
                number: receipt.number,
                at: local_text(receipt.at_ms),
            }),
            withheld: (editing.withheld.iter())
                .filter_map(|category| serde_json::to_value(category).ok())
                .collect(),
            records: file_records(&records, &form),
        })
    }
}

fn told(approval: SealView) -> Approval {
    Approval {
        sygnatura: approval.sygnatura,
        sha256: approval.sha256,
        approved_at: approval.approved_at,
        approved_by: approval.by,
    }
}

/// Records in the order of the form's kinds, each with its answers.
fn file_records(records: &Records, form: &Form) -> Vec<FileRecord> {
    let mut found = Vec::new();
    for kind in form.record_kinds() {
        for record in records.of_kind(kind) {
            found.push(FileRecord {
                id: record.id,
                kind: kind.to_owned(),
                parent: record.parent,
                answers: file_answers(record, form),
            });
        }
    }
    found
}

fn file_answers(record: &Record, form: &Form) -> Vec<FileAnswer> {
    let mut found = Vec::new();
    for (name, value) in &record.answers {
        let Some(known) = form.field(&record.kind, name) else {
            continue;
        };
        match value.as_object().filter(|_| name == ROW) {
            Some(row) => {
                let columns = row.iter().filter_map(|(column, value)| {
                    let field = form.column(&record.kind, column)?;
                    Some(file_answer(field, known, value))
                });
                found.extend(columns.flatten());
            }
            None => found.extend(file_answer(known, known, value)),
        }
    }
    found
}

/// An answer; a cleared one is none. A column stands in the category of its row.
fn file_answer(field: &Field, row: &Field, value: &Value) -> Option<FileAnswer> {
    (!value.is_null()).then(|| FileAnswer {
        field: field.id.clone(),
        label: field.full_label(),
        kind: field.kind.word(),
        category: serde_json::to_value(row.category).unwrap_or_default(),
        value: value.clone(),
    })
}

/// Text between tags or in quotes; characters that XML does not know become the replacement character.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\t' | '\n' => safe.push(letter),
            '\r' => safe.push_str("&#13;"),
            '\u{fffe}' | '\u{ffff}' => safe.push('\u{fffd}'),
            _ if letter < ' ' => safe.push('\u{fffd}'),
            _ => safe.push(letter),
        }
    }
    safe
}

/// Attributes that stand, escaped.
fn attributes(all: &[(&str, Option<&str>)]) -> String {
    let mut text = String::new();
    for (name, value) in all {
        if let Some(value) = value {
            let _never_fails = write!(text, " {name}=\"{}\"", escaped(value));
        }
    }
    text
}

fn value_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Several words are several values; what is no single word is kept as JSON.
fn values_of(value: &Value) -> Vec<String> {
    match value {
        Value::Array(words) => words.iter().map(value_text).collect(),
        one => vec![value_text(one)],
    }
}

fn xml(file: &InterviewFile) -> String {
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let mut line = |content: String| {
        text.push_str(&content);
        text.push('\n');
    };
    let (document, version) = (file.document.to_string(), file.format_version.to_string());
    let earlier = file.version_of.map(|of| of.to_string());
    let root = attributes(&[
        ("format-version", Some(&version)),
        ("document", Some(&document)),
        ("version-of", earlier.as_deref()),
        ("centre", Some(&file.centre)),
        ("case-number", file.case_number.as_deref()),
    ]);
    line(format!("<wywiad xmlns=\"urn:teren:wywiad:1\"{root}>"));
    let form = [
        ("id", Some(file.form.id.as_str())),
        ("version", Some(&file.form.version)),
        ("title", Some(&file.form.title)),
    ];
    line(format!("  <form{}/>", attributes(&form)));
    let approval = [
        ("sygnatura", Some(file.approval.sygnatura.as_str())),
        ("sha256", Some(&file.approval.sha256)),
        ("approved-at", Some(&file.approval.approved_at)),
        ("approved-by", Some(&file.approval.approved_by)),
    ];
    line(format!("  <approval{}/>", attributes(&approval)));
    if let Some(receipt) = &file.receipt {
        let given = [
            ("number", Some(receipt.number.as_str())),
            ("at", Some(&receipt.at)),
        ];
        line(format!("  <receipt{}/>", attributes(&given)));
    }
    for category in &file.withheld {
        line(format!(
            "  <withheld>{}</withheld>",
            escaped(&value_text(category))
        ));
    }
    for record in &file.records {
        xml_record(record, &mut line);
    }
    line("</wywiad>".to_owned());
    text
}

fn xml_record(record: &FileRecord, line: &mut impl FnMut(String)) {
    let (id, parent) = (
        record.id.to_string(),
        record.parent.map(|id| id.to_string()),
    );
    let named = attributes(&[
        ("id", Some(&id)),
        ("kind", Some(&record.kind)),
        ("parent", parent.as_deref()),
    ]);
    line(format!("  <record{named}>"));
    for answer in &record.answers {
        let category = value_text(&answer.category);
        let named = attributes(&[
            ("field", Some(&answer.field)),
            ("label", Some(&answer.label)),
            ("kind", Some(answer.kind)),
            ("category", Some(&category)),
        ]);
        let values = values_of(&answer.value).into_iter();
        let values: String = values
            .map(|value| format!("<value>{}</value>", escaped(&value)))
            .collect();
        line(format!("    <answer{named}>{values}</answer>"));
    }
    line("  </record>".to_owned());
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn what_people_type_stays_text_in_xml() {
        let table = [
            (
                "Ala & Ola <ul. \"Na Niby\">",
                "Ala &amp; Ola &lt;ul. &quot;Na Niby&quot;&gt;",
            ),
            ("zażółć\ngęślą", "zażółć\ngęślą"),
            ("dzwonek\u{7}", "dzwonek\u{fffd}"),
        ];
        for (typed, written) in table {
            assert_eq!(escaped(typed), written);
        }
    }
}
