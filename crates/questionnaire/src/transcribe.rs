//! Answers as paper words and official labels → answers by field id: how a file of answers enters the form.

use serde_json::{Map, Value};
use teren_domain::Month;

use crate::field::{Field, Kind};
use crate::form::Form;

/// One answer on its way in. For a row table the field is `row` and each value makes a new record of `field.record_kind`.
#[derive(Debug, Clone, PartialEq)]
pub struct Transcribed<'a> {
    pub field: &'a Field,
    pub value: Value,
}

/// The form has no such label, or the answer is not of the field's kind. Holds names of the form only.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotInForm {
    #[error("no field for {label} in {block}")]
    Label { block: String, label: String },
    #[error("the answer to {label} in {block} is not of the kind {kind}")]
    Kind {
        block: String,
        label: String,
        kind: &'static str,
    },
}

impl Form {
    /// Takes the answer under an official label (see [`Form::find`]) to the fields it belongs to. Compound labels are
    /// objects by sub-label, tables are arrays of objects by column label, yes and no are `tak` and `nie`;
    /// „tak – imię i nazwisko” fills the question and its detail.
    ///
    /// # Errors
    /// A label the form lacks, or an answer of another kind.
    pub fn transcribe(
        &self,
        block: &str,
        label: &str,
        written: &Value,
    ) -> Result<Vec<Transcribed<'_>>, NotInForm> {
        let found = self.find(block, label);
        match (found, written) {
            (Some(field), Value::Array(rows)) if field.kind == Kind::Row => rows
                .iter()
                .map(|row| self.transcribe_row(block, label, field, row))
                .collect(),
            (Some(field), Value::Object(_)) if field.kind == Kind::Row => {
                Ok(vec![self.transcribe_row(block, label, field, written)?])
            }
            (_, Value::Object(parts)) => {
                let mut all = Vec::new();
                for (part, written) in parts {
                    all.extend(self.transcribe(block, &format!("{label} → {part}"), written)?);
                }
                Ok(all)
            }
            (Some(field), _) => self.transcribe_plain(block, label, field, written),
            (None, _) => Err(NotInForm::Label {
                block: block.to_owned(),
                label: label.to_owned(),
            }),
        }
    }

    fn transcribe_plain<'a>(
        &'a self,
        block: &str,
        label: &str,
        field: &'a Field,
        written: &Value,
    ) -> Result<Vec<Transcribed<'a>>, NotInForm> {
        let wrong = || NotInForm::Kind {
            block: block.to_owned(),
            label: label.to_owned(),
            kind: field.kind.word(),
        };
        if written.is_null() {
            return Ok(vec![Transcribed {
                field,
                value: Value::Null,
            }]);
        }
        if let Some(value) = admitted(field, written) {
            return Ok(vec![Transcribed { field, value }]);
        }
        let detail = field
            .detail
            .as_ref()
            .and_then(|detail| self.field(&field.record_kind, detail));
        let parts = written.as_str().and_then(|text| text.split_once(" – "));
        match (detail, parts) {
            (Some(detail), Some((answer, more))) => {
                let value = admitted(field, &Value::from(answer)).ok_or_else(wrong)?;
                Ok(vec![
                    Transcribed { field, value },
                    Transcribed {
                        field: detail,
                        value: Value::from(more),
                    },
                ])
            }
            _ => Err(wrong()),
        }
    }

    fn transcribe_row<'a>(
        &'a self,
        block: &str,
        label: &str,
        field: &'a Field,
        written: &Value,
    ) -> Result<Transcribed<'a>, NotInForm> {
        let mut row = Map::new();
        let wrong = |label: &str, kind| NotInForm::Kind {
            block: block.to_owned(),
            label: label.to_owned(),
            kind,
        };
        for (column, written) in written
            .as_object()
            .ok_or_else(|| wrong(label, Kind::Row.word()))?
        {
            let path = format!("{label} → {column}");
            let known = field
                .columns
                .iter()
                .find(|known| known.label == *column || known.id == *column)
                .ok_or_else(|| NotInForm::Label {
                    block: block.to_owned(),
                    label: path.clone(),
                })?;
            if !written.is_null() {
                row.insert(
                    known.id.clone(),
                    admitted(known, written).ok_or_else(|| wrong(&path, known.kind.word()))?,
                );
            }
        }
        Ok(Transcribed {
            field,
            value: Value::Object(row),
        })
    }
}

/// The value as the form keeps it, if the written one can be read so.
fn admitted(field: &Field, written: &Value) -> Option<Value> {
    let value = match (field.kind, written) {
        (Kind::YesNo, Value::String(word)) if word == "tak" => Value::Bool(true),
        (Kind::YesNo, Value::String(word)) if word == "nie" => Value::Bool(false),
        (Kind::Month, Value::String(text)) => Value::from(month(text)?.to_string()),
        (_, other) => other.clone(),
    };
    field.fits(&value).then_some(value)
}

/// `YYYY-MM`, or as the form writes it: `MM.YYYY`.
fn month(text: &str) -> Option<Month> {
    text.parse().ok().or_else(|| {
        let (month, year) = text.split_once('.')?;
        Month::new(year.parse().ok()?, month.parse().ok()?).ok()
    })
}
