//! A worker fills part I: every answer under its official label, every person and row, through the use cases of the screen.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use teren_app::App;
use teren_app::contract::{InterviewView, Severity};
use teren_questionnaire::{Form, NotInForm};
use uuid::Uuid;

use crate::PlayError;
use crate::case_file::{Interview, Person, Row, Skipped};
use crate::error::Step;

/// Short refs of a case file (`p1`, `d2`) by the records that were made for them.
pub type Refs = BTreeMap<Uuid, String>;

/// Fills an interview that was just started from the file's. `path` leads to it in the file.
///
/// # Errors
/// The file names what the form does not have, or a use case refused.
pub fn fill(
    app: &App,
    view: &InterviewView,
    interview: &Interview,
    path: &str,
) -> Result<Refs, PlayError> {
    if view.form.version != interview.form_version {
        return Err(PlayError::bad(
            &format!("{path}.form_version"),
            format!("interviews start with {}", view.form.version),
        ));
    }
    let form = Form::part_i(&interview.form_version)
        .map_err(|error| PlayError::failed("open the form", error.to_string()))?;
    let mut filling = Filling {
        app,
        form: &form,
        document: view.document,
        refs: Refs::new(),
    };
    filling.persons(view, &interview.persons, &format!("{path}.persons"))?;
    filling.answers(&interview.answers, &format!("{path}.answers"))?;
    for (kind, name, rows) in [
        ("document", "documents", &interview.documents),
        ("income_lost", "income_lost", &interview.income_lost),
        (
            "part_ii_request",
            "part_ii_requests",
            &interview.part_ii_requests,
        ),
    ] {
        filling.rows(kind, None, rows, &format!("{path}.{name}"))?;
    }
    for (number, skipped) in interview.skipped.iter().enumerate() {
        filling.skip(skipped, &format!("{path}.skipped[{number}]"))?;
    }
    app.leave_field(view.document)
        .step("leave the last field")?;
    Ok(filling.refs)
}

/// Why the interview cannot be approved yet: the sentences of the rules, which name labels and no answers.
///
/// # Errors
/// A use case refused.
pub fn obstacles(app: &App, document: Uuid) -> Result<Vec<String>, PlayError> {
    let review = app.review(document).step("review the interview")?;
    let errors = review
        .findings
        .into_iter()
        .filter(|finding| finding.severity == Severity::Error);
    Ok(errors
        .map(|finding| format!("{}: {}", finding.section, finding.text))
        .collect())
}

struct Filling<'a> {
    app: &'a App,
    form: &'a Form,
    document: Uuid,
    refs: Refs,
}

impl Filling<'_> {
    fn save(&self, record: Uuid, field: &str, value: Value) -> Result<(), PlayError> {
        self.app
            .save_answer(self.document, record, field, value)
            .step("save an answer")
            .map(drop)
    }

    fn add(&self, kind: &str, parent: Option<Uuid>) -> Result<Uuid, PlayError> {
        Ok(self
            .app
            .add_record(self.document, kind, parent)
            .step("add a person or a row")?
            .id)
    }

    /// The first person is the card that the interview was started with.
    fn persons(
        &mut self,
        view: &InterviewView,
        persons: &[Person],
        path: &str,
    ) -> Result<(), PlayError> {
        let mut opened = view
            .records
            .iter()
            .filter(|record| record.kind == "member")
            .map(|record| record.id);
        for (number, person) in persons.iter().enumerate() {
            let path = format!("{path}[{number}]");
            let member = match opened.next() {
                Some(member) => member,
                None => self.add("member", None)?,
            };
            self.refs.insert(member, person.short.clone());
            for (column, label, value) in columns(person) {
                let path = format!("{path}.{column}");
                for given in self
                    .form
                    .transcribe("persons", label, &value)
                    .map_err(|error| not_in_form(&path, &error))?
                {
                    self.save(member, &given.field.id, given.value)?;
                }
            }
            for (kind, rows) in [
                ("incapacity", &person.incapacity),
                ("income", &person.income),
                ("alimony_paid", &person.alimony_paid),
            ] {
                self.rows(kind, Some(member), rows, &format!("{path}.{kind}"))?;
            }
        }
        Ok(())
    }

    fn answers(&mut self, blocks: &Map<String, Value>, path: &str) -> Result<(), PlayError> {
        for (block, labels) in blocks {
            let path = format!("{path}.{block}");
            let labels = labels
                .as_object()
                .ok_or_else(|| PlayError::bad(&path, "expected an object of labels"))?;
            for (label, written) in labels {
                let path = format!("{path}.{label}");
                for given in self
                    .form
                    .transcribe(block, label, written)
                    .map_err(|error| not_in_form(&path, &error))?
                {
                    let record = match given.field.id.as_str() {
                        "row" => self.add(&given.field.record_kind, None)?,
                        _ => self.document,
                    };
                    self.save(record, &given.field.id, given.value)?;
                }
            }
        }
        Ok(())
    }

    fn rows(
        &mut self,
        kind: &str,
        parent: Option<Uuid>,
        rows: &[Row],
        path: &str,
    ) -> Result<(), PlayError> {
        for (number, row) in rows.iter().enumerate() {
            let path = format!("{path}[{number}]");
            let value = self.row(kind, row, &path)?;
            let record = self.add(kind, parent)?;
            self.save(record, "row", value)?;
            if let Some(short) = row.get("id").and_then(Value::as_str) {
                self.refs.insert(record, short.to_owned());
            }
        }
        Ok(())
    }

    /// A row of the file by the columns of the form: persons become their records, a period its two months.
    fn row(&self, kind: &str, row: &Row, path: &str) -> Result<Value, PlayError> {
        let mut columns = Map::new();
        for (name, value) in row
            .iter()
            .filter(|(name, value)| *name != "id" && !value.is_null())
        {
            let path = format!("{path}.{name}");
            let pairs = match (name.as_str(), value) {
                ("period", Value::Array(months)) if months.len() == 2 => {
                    ["period_from", "period_to"]
                        .into_iter()
                        .zip(months.iter().cloned())
                        .collect()
                }
                ("person", Value::String(short)) => {
                    vec![("person", json!(self.record_of(short, &path)?))]
                }
                ("for", value) => vec![("for_whom", value.clone())],
                (name, value) => vec![(name, value.clone())],
            };
            for (column, value) in pairs {
                let known = self.form.column(kind, column);
                let known =
                    known.ok_or_else(|| PlayError::bad(&path, "the form has no such column"))?;
                if !known.fits(&value) {
                    return Err(PlayError::bad(
                        &path,
                        format!("expected {}", known.kind.word()),
                    ));
                }
                columns.insert(column.to_owned(), value);
            }
        }
        Ok(Value::Object(columns))
    }

    fn record_of(&self, short: &str, path: &str) -> Result<Uuid, PlayError> {
        let found = self
            .refs
            .iter()
            .find(|(_, known)| *known == short)
            .map(|(record, _)| *record);
        found.ok_or_else(|| PlayError::bad(path, "no person of this ref"))
    }

    fn skip(&self, skipped: &Skipped, path: &str) -> Result<(), PlayError> {
        let section = self.form.section_of(&skipped.block);
        let field = section.and_then(|section| section.skip_field.as_deref());
        let field = field.ok_or_else(|| {
            PlayError::bad(
                &format!("{path}.block"),
                "no facultative segment of this name",
            )
        })?;
        let value = json!({"decision": skipped.decision, "reason": skipped.reason});
        if self
            .form
            .field("interview", field)
            .is_none_or(|known| !known.fits(&value))
        {
            return Err(PlayError::bad(
                &format!("{path}.decision"),
                "expected a decision the form offers",
            ));
        }
        self.save(self.document, field, value)
    }
}

/// Columns of a person: key of the file, official label, answer. What the file leaves open stays open.
fn columns(person: &Person) -> impl Iterator<Item = (&'static str, &'static str, Value)> {
    let number = person
        .document
        .as_ref()
        .and_then(|document| document.number.clone());
    let text = |value: &Option<String>| json!(value);
    [
        ("first_name", "Imię", json!(person.first_name)),
        ("last_name", "Nazwisko", json!(person.last_name)),
        (
            "born",
            "Data urodzenia (dzień, m-c, rok)",
            text(&person.born),
        ),
        ("pesel", "Nr PESEL", text(&person.pesel)),
        (
            "document.number",
            "Seria i nr dokumentu potwierdzającego tożsamość",
            text(&number),
        ),
        ("sex", "Płeć", text(&person.sex)),
        (
            "marital_status",
            "Stan cywilny",
            text(&person.marital_status),
        ),
        ("relation", "Stopień pokrewieństwa", text(&person.relation)),
        (
            "household",
            "Gospodarstwo domowe (numer)",
            json!(person.household),
        ),
        ("citizenship", "Obywatelstwo", text(&person.citizenship)),
        (
            "education_and_trade",
            "Wykształcenie, wykonywany zawód",
            text(&person.education_and_trade),
        ),
        (
            "work_or_school",
            "Miejsce pracy lub nauki (szkoła, przedszkole)",
            text(&person.work_or_school),
        ),
        (
            "labour_position",
            "Pozycja na rynku pracy",
            text(&person.labour_position),
        ),
        ("health", "Sytuacja zdrowotna", text(&person.health)),
    ]
    .into_iter()
    .filter(|(_, _, value)| !value.is_null())
}

fn not_in_form(path: &str, error: &NotInForm) -> PlayError {
    match error {
        NotInForm::Label { .. } => PlayError::bad(path, "the form has no such label"),
        NotInForm::Kind { kind, .. } => PlayError::bad(path, format!("expected {kind}")),
    }
}
