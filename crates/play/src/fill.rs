//! A worker fills an interview: every answer under its official label, every person and row, through the use cases of
//! the screen. One that starts from an earlier interview has answers already: only what differs is written, what is the
//! same is confirmed.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};
use teren_app::App;
use teren_app::contract::{CarriedState, FieldKey, InterviewView, RecordView, Severity};
use teren_questionnaire::{Form, MEMBER, NotInForm, ROW, forms};
use uuid::Uuid;

use crate::PlayError;
use crate::case_file::{ChangedAnswer, Interview, Person, Row, Skipped};
use crate::error::Step;
use crate::merge_file::Edit;
use crate::person::LABELS;

/// Short refs of a case file (`p1`, `d2`) by the records that were made for them.
pub type Refs = BTreeMap<Uuid, String>;

/// What became of an interview of a file.
#[derive(Debug, Default)]
pub struct Filled {
    pub refs: Refs,
    /// Paths of what the form of this part does not ask.
    pub left_out: BTreeSet<String>,
}

/// Fills an interview that was just started from the file's. `path` leads to it in the file.
///
/// # Errors
/// The file names what the form does not have, or a use case refused.
pub fn fill(
    app: &App,
    view: &InterviewView,
    interview: &Interview,
    path: &str,
) -> Result<Filled, PlayError> {
    if view.form.version != interview.form_version {
        return Err(PlayError::bad(
            &format!("{path}.form_version"),
            format!("interviews start with {}", view.form.version),
        ));
    }
    let load = |id: &str| {
        forms::load(id, &view.form.version)
            .map_err(|error| PlayError::failed("open the form", error.to_string()))
    };
    let (form, columns) = (load(&view.form.id)?, load("part-i")?);
    let mut filling = Filling {
        app,
        form: &form,
        columns: &columns,
        interview,
        view,
        filled: Filled::default(),
    };
    filling.persons(&format!("{path}.persons"))?;
    filling.answers(&interview.answers, &format!("{path}.answers"))?;
    for (number, changed) in interview.changed_answers.iter().enumerate() {
        filling.change(changed, &format!("{path}.changed_answers[{number}]"))?;
    }
    for (kind, name, rows) in [
        ("document", "documents", &interview.documents),
        ("income_lost", "income_lost", &interview.income_lost),
        (
            "part_ii_request",
            "part_ii_requests",
            &interview.part_ii_requests,
        ),
    ] {
        filling.rows(kind, view.document, rows, &format!("{path}.{name}"))?;
    }
    for (number, skipped) in interview.skipped.iter().enumerate() {
        filling.skip(skipped, &format!("{path}.skipped[{number}]"))?;
    }
    app.leave_field(view.document)
        .step("leave the last field")?;
    if view.update.is_some() {
        confirm(app, view.document)?;
    }
    Ok(filling.filled)
}

/// Says of every carried answer that nobody changed: „nadal aktualne”.
fn confirm(app: &App, document: Uuid) -> Result<(), PlayError> {
    let view = app
        .open_interview(document)
        .step("open the interview again")?;
    let carried = view
        .update
        .into_iter()
        .flat_map(|update| update.carried)
        .filter(|carried| carried.state == CarriedState::ToAsk);
    let same: Vec<FieldKey> = carried
        .map(|carried| FieldKey {
            record: carried.record,
            field: carried.field,
        })
        .collect();
    if same.is_empty() {
        return Ok(());
    }
    app.confirm_carried(document, &same, true)
        .step("confirm what still holds")
        .map(drop)
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
    /// Part I, by whose labels a file writes the columns of a person.
    columns: &'a Form,
    interview: &'a Interview,
    /// The interview as it was started.
    view: &'a InterviewView,
    filled: Filled,
}

impl Filling<'_> {
    /// An answer that already stands is not written again.
    fn save(&self, record: Uuid, field: &str, value: Value) -> Result<(), PlayError> {
        let started = self.view.records.iter().find(|known| known.id == record);
        let stands = started.and_then(|record| record.answers.get(field));
        if stands.unwrap_or(&Value::Null) == &value {
            return Ok(());
        }
        self.app
            .save_answer(self.view.document, record, field, value)
            .step("save an answer")
            .map(drop)
    }

    fn add(&self, kind: &str, parent: Uuid) -> Result<Uuid, PlayError> {
        let added = self.app.add_record(self.view.document, kind, Some(parent));
        Ok(added.step("add a person or a row")?.id)
    }

    fn remove(&self, record: Uuid) -> Result<(), PlayError> {
        self.app
            .remove_record(self.view.document, record)
            .step("remove a person or a row")
            .map(drop)
    }

    /// Records of a kind that the interview was started with, in order.
    fn started(&self, kind: &str, parent: Uuid) -> Vec<&RecordView> {
        let records = self.view.records.iter();
        let mut found: Vec<&RecordView> = records
            .filter(|record| record.kind == kind && record.parent == Some(parent))
            .collect();
        found.sort_by_key(|record| (record.order, record.id));
        found
    }

    fn persons(&mut self, persons: &str) -> Result<(), PlayError> {
        let document = self.view.document;
        let started = self.started(MEMBER, document);
        let mut left: Vec<RecordView> = started.into_iter().cloned().collect();
        if self.form.field(MEMBER, "relation").is_none() {
            // This part asks of one person only, who is the interview itself.
            let first = self.interview.persons.first();
            let short = first.map(|person| (document, person.short.clone()));
            self.filled.refs.extend(short);
            return Ok(());
        }
        for (number, person) in self.interview.persons.iter().enumerate() {
            let path = format!("{persons}[{number}]");
            // A first interview starts with the card of the person interviewed, whose name may not be known yet.
            let known = match self.view.update {
                Some(_) => left.iter().position(|member| person.is(member)),
                None => (!left.is_empty()).then_some(0),
            };
            let member = match known {
                Some(known) => left.remove(known).id,
                None => self.add(MEMBER, document)?,
            };
            self.filled.refs.insert(member, person.short.clone());
            for (column, label, value) in person.columns() {
                match self.label_here(label) {
                    Some(label) => {
                        self.column(member, &label, &value, &format!("{path}.{column}"))?
                    }
                    None if value.is_null() => {}
                    None => drop(self.filled.left_out.insert(format!("{persons}.{column}"))),
                }
            }
            for (kind, rows) in person.tables() {
                self.rows(kind, member, rows, &format!("{path}.{kind}"))?;
            }
        }
        left.iter().try_for_each(|gone| self.remove(gone.id))
    }

    /// How this part labels a column of part I; `None` where it does not ask.
    fn label_here(&self, label: &str) -> Option<String> {
        let column = self.columns.find("persons", label)?;
        let here = self.form.field(MEMBER, &column.id)?;
        Some(here.full_label())
    }

    fn column(
        &self,
        member: Uuid,
        label: &str,
        value: &Value,
        path: &str,
    ) -> Result<(), PlayError> {
        let given = self.form.transcribe("persons", label, value);
        for given in given.map_err(|error| not_in_form(path, &error))? {
            self.save(member, &given.field.id, given.value)?;
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
                self.answer(block, label, written, &format!("{path}.{label}"))?;
            }
        }
        Ok(())
    }

    /// The answer under one label; the rows of a table take the place of those the interview was started with.
    fn answer(
        &mut self,
        block: &str,
        label: &str,
        written: &Value,
        path: &str,
    ) -> Result<(), PlayError> {
        let document = self.view.document;
        let mut tables: BTreeMap<String, Vec<Wanted>> = BTreeMap::new();
        let found = self.form.find(block, label);
        if let Some(table) = found.filter(|field| field.id == ROW) {
            tables.insert(table.record_kind.clone(), Vec::new());
        }
        let given = self.form.transcribe(block, label, written);
        for given in given.map_err(|error| not_in_form(path, &error))? {
            if given.field.id == ROW {
                let rows = tables.entry(given.field.record_kind.clone()).or_default();
                rows.push(Wanted::unnamed(given.value));
            } else {
                self.save(document, &given.field.id, given.value)?;
            }
        }
        for (kind, rows) in tables {
            self.lay(&kind, document, rows)?;
        }
        Ok(())
    }

    /// One answer that differs on the copy of the earlier interview.
    fn change(&mut self, changed: &ChangedAnswer, path: &str) -> Result<(), PlayError> {
        if changed.block != "persons" {
            let path = format!("{path}.label");
            return self.answer(&changed.block, &changed.label, &changed.value, &path);
        }
        let short = changed.person.as_deref();
        let person = short
            .and_then(|short| self.record_of(short))
            .ok_or_else(|| PlayError::bad(&format!("{path}.person"), "no person of this ref"))?;
        let mut labels = LABELS.into_iter();
        let label = labels.find(|(key, _)| *key == changed.label);
        let label = label.and_then(|(_, label)| self.label_here(label));
        let label = label.ok_or_else(|| {
            PlayError::bad(&format!("{path}.label"), "a person has no such column")
        })?;
        let given = self.form.transcribe("persons", &label, &changed.value);
        let path = format!("{path}.value");
        for given in given.map_err(|error| not_in_form(&path, &error))? {
            self.app
                .save_answer(self.view.document, person, &given.field.id, given.value)
                .step("save an answer")?;
        }
        Ok(())
    }

    fn rows(
        &mut self,
        kind: &str,
        parent: Uuid,
        rows: &[Row],
        path: &str,
    ) -> Result<(), PlayError> {
        if self.form.parent_kind(kind).is_none() {
            if !rows.is_empty() {
                self.filled.left_out.insert(path.to_owned());
            }
            return Ok(());
        }
        let mut wanted = Vec::new();
        for (number, row) in rows.iter().enumerate() {
            wanted.push(Wanted {
                short: row.get("id").and_then(Value::as_str).map(str::to_owned),
                row: self.row(kind, row, &format!("{path}[{number}]"))?,
            });
        }
        self.lay(kind, parent, wanted)
    }

    /// Makes the table hold these rows: one that stands is kept, one of the same matter is written over, the rest is
    /// added, and what is no longer so is removed.
    fn lay(&mut self, kind: &str, parent: Uuid, wanted: Vec<Wanted>) -> Result<(), PlayError> {
        let started = self.started(kind, parent).into_iter();
        let mut left: Vec<(Uuid, Value)> = started
            .map(|record| {
                (
                    record.id,
                    record.answers.get(ROW).cloned().unwrap_or_default(),
                )
            })
            .collect();
        let mut placed: Vec<(Wanted, Option<Uuid>)> = Vec::new();
        for wanted in wanted {
            let same = left.iter().position(|(_, row)| *row == wanted.row);
            placed.push((wanted, same.map(|at| left.remove(at).0)));
        }
        for (wanted, standing) in placed {
            let record = match standing {
                Some(record) => record,
                None => {
                    let akin = left.iter().position(|(_, row)| wanted.is_akin(row));
                    let record = match akin {
                        Some(at) => left.remove(at).0,
                        None => self.add(kind, parent)?,
                    };
                    self.save(record, ROW, wanted.row)?;
                    record
                }
            };
            let short = wanted.short.map(|short| (record, short));
            self.filled.refs.extend(short);
        }
        left.iter().try_for_each(|(gone, _)| self.remove(*gone))
    }

    /// A row of the file by the columns of the form: persons by name, a period by its two months.
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
                    vec![("person", self.named(short, &path)?)]
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

    /// A person as a worker writes her into a row: by name, and where two bear it, by her record.
    fn named(&self, short: &str, path: &str) -> Result<Value, PlayError> {
        let persons = &self.interview.persons;
        let person = persons.iter().find(|person| person.short == short);
        let (person, record) = person
            .zip(self.record_of(short))
            .ok_or_else(|| PlayError::bad(path, "no person of this ref"))?;
        let bear_it = |other: &&Person| other.name() == person.name();
        Ok(match persons.iter().filter(bear_it).count() {
            1 => json!(person.name()),
            _ => json!(record),
        })
    }

    fn record_of(&self, short: &str) -> Option<Uuid> {
        let mut refs = self.filled.refs.iter();
        refs.find(|(_, known)| *known == short)
            .map(|(record, _)| *record)
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
        self.save(self.view.document, field, value)
    }
}

/// Writes single answers of an interview that stands already, in the words of a file.
pub(crate) struct Editor<'a> {
    app: &'a App,
    form: Form,
    interview: &'a Interview,
    view: &'a InterviewView,
}

impl<'a> Editor<'a> {
    pub fn new(
        app: &'a App,
        view: &'a InterviewView,
        interview: &'a Interview,
    ) -> Result<Self, PlayError> {
        let form = forms::load(&view.form.id, &view.form.version)
            .map_err(|error| PlayError::failed("open the form", error.to_string()))?;
        Ok(Self {
            app,
            form,
            interview,
            view,
        })
    }

    /// Writes one answer and gives its place; a row that was not there yet is added and bears its short ref.
    pub fn write(
        &self,
        edit: &Edit,
        row: Option<(&str, Option<Uuid>)>,
        refs: &Refs,
        path: &str,
    ) -> Result<((Uuid, String), Option<String>), PlayError> {
        let document = self.view.document;
        let value = self.value_of(edit, &edit.value, refs, path)?;
        let Some((row, known)) = row else {
            let field = self.field_of(edit, &edit.value, path)?;
            (self.app)
                .save_answer(document, document, &field, value)
                .step("save an answer")?;
            return Ok(((document, field), None));
        };
        let bad = || PlayError::bad(&format!("{path}.row"), "expected person/table/row");
        let mut names = row.split('/');
        let (person, table, short) = (names.next(), names.next(), names.next());
        let (record, short) = match known {
            Some(record) => (record, None),
            None => {
                let mut persons = refs.iter();
                let parent = persons.find(|(_, known)| Some(known.as_str()) == person);
                let parent = parent.map(|(record, _)| *record).ok_or_else(bad)?;
                let kind = table.ok_or_else(bad)?;
                let added = self.app.add_record(document, kind, Some(parent));
                (added.step("add a row")?.id, short.map(str::to_owned))
            }
        };
        if value.is_null() {
            (self.app)
                .remove_record(document, record)
                .step("remove a row")?;
        } else {
            (self.app)
                .save_answer(document, record, ROW, value)
                .step("save an answer")?;
        }
        Ok(((record, ROW.to_owned()), short))
    }

    /// A value of the file as the form keeps it.
    pub fn value_of(
        &self,
        edit: &Edit,
        value: &Value,
        refs: &Refs,
        path: &str,
    ) -> Result<Value, PlayError> {
        match (&edit.row, value) {
            (Some(_), Value::Null) => Ok(Value::Null),
            (Some(row), Value::Object(columns)) => {
                let kind = row.split('/').nth(1).unwrap_or_default();
                let filling = Filling {
                    app: self.app,
                    form: &self.form,
                    columns: &self.form,
                    interview: self.interview,
                    view: self.view,
                    filled: Filled {
                        refs: refs.clone(),
                        ..Filled::default()
                    },
                };
                filling.row(kind, columns, &format!("{path}.value"))
            }
            (Some(_), _) => {
                let path = format!("{path}.value");
                Err(PlayError::bad(&path, "expected a row or null"))
            }
            (None, value) => Ok(self.given(edit, value, path)?.1),
        }
    }

    fn field_of(&self, edit: &Edit, value: &Value, path: &str) -> Result<String, PlayError> {
        Ok(self.given(edit, value, path)?.0)
    }

    fn given(&self, edit: &Edit, value: &Value, path: &str) -> Result<(String, Value), PlayError> {
        let given = self.form.transcribe(&edit.block, &edit.label, value);
        let given = given.map_err(|error| not_in_form(&format!("{path}.label"), &error))?;
        let first = given.into_iter().next();
        let first =
            first.ok_or_else(|| PlayError::bad(&format!("{path}.label"), "no one answer"))?;
        Ok((first.field.id.clone(), first.value))
    }
}

/// A row that a table shall hold.
struct Wanted {
    short: Option<String>,
    row: Value,
}

impl Wanted {
    const fn unnamed(row: Value) -> Self {
        Self { short: None, row }
    }

    /// Whether a row tells of the same matter: the same point of the act, or kind, of the same person.
    fn is_akin(&self, other: &Value) -> bool {
        let matter = ["point", "kind"]
            .into_iter()
            .find(|column| self.row.get(column).is_some());
        matter.is_some_and(|matter| {
            [matter, "person"]
                .iter()
                .all(|column| self.row.get(column) == other.get(column))
        })
    }
}

fn not_in_form(path: &str, error: &NotInForm) -> PlayError {
    match error {
        NotInForm::Label { .. } => PlayError::bad(path, "the form has no such label"),
        NotInForm::Kind { kind, .. } => PlayError::bad(path, format!("expected {kind}")),
    }
}
