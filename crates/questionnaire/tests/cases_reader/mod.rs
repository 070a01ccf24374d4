//! Reads the case files kept as fixtures into answers, through official labels only.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::NaiveDate;
use serde_json::{Map, Value, json};
use teren_questionnaire::{Answers, Evaluation, Form, Record};
use uuid::Uuid;

pub struct Case {
    pub id: String,
    pub answers: Answers,
    /// Day of the application, as the report of the case names it.
    pub application_date: Option<NaiveDate>,
    /// Income for money benefits by the answer sheet; `None` if the sheet speaks of a later interview.
    pub expected_income: Option<i64>,
    persons: BTreeMap<String, Uuid>,
}

impl Case {
    pub fn evaluation(&self, form: &Form) -> Evaluation {
        form.evaluate(
            &self.answers,
            NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
        )
    }

    pub fn person(&self, reference: &str) -> Uuid {
        *self.persons.get(reference).unwrap()
    }
}

/// The interviews of the case files in the part that a form is.
pub fn cases_in(form: &Form) -> Vec<Case> {
    let part = format!("{:?}", form.kind.part().unwrap());
    let folder = Path::new("../../tests/fixtures/cases");
    let mut cases = Vec::new();
    for number in 1..=8 {
        let start = format!("{number:02}-");
        let file = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .find(|path| {
                path.file_name()
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .starts_with(&start)
            })
            .unwrap();
        let case: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
        for interview in case.get("interviews").unwrap().as_array().unwrap() {
            if interview.get("part").unwrap() == part.as_str() {
                let id = case.get("id").unwrap().as_str().unwrap().to_owned();
                let mut read = Reader::new(form).interview(id, interview);
                let applied = case
                    .pointer("/report/application_date")
                    .and_then(Value::as_str);
                read.application_date = applied.map(|date| date.parse().unwrap());
                let last =
                    case.get("interviews").unwrap().as_array().unwrap().last() == Some(interview);
                read.expected_income = case
                    .pointer("/expected/income/money")
                    .and_then(Value::as_i64)
                    .filter(|_| last);
                cases.push(read);
            }
        }
    }
    cases
}

struct Reader<'a> {
    form: &'a Form,
    records: Vec<Record>,
    root: Uuid,
}

impl<'a> Reader<'a> {
    fn new(form: &'a Form) -> Self {
        let root = Uuid::from_u128(1);
        Self {
            form,
            records: vec![Record::new(root, "interview", None, 0)],
            root,
        }
    }

    fn add(&mut self, kind: &str, parent: Uuid) -> &mut Record {
        let number = self.records.len();
        let id = Uuid::from_u128(number as u128 + 1);
        self.records.push(Record::new(
            id,
            kind,
            Some(parent),
            i32::try_from(number).unwrap(),
        ));
        self.records.last_mut().unwrap()
    }

    fn row(&mut self, kind: &str, parent: Uuid, row: &Value) {
        let kept: Map<String, Value> = row
            .as_object()
            .unwrap()
            .iter()
            .filter(|(column, value)| !value.is_null() && self.form.column(kind, column).is_some())
            .map(|(column, value)| (column.clone(), value.clone()))
            .collect();
        self.add(kind, parent)
            .answers
            .insert("row".to_owned(), Value::Object(kept));
    }

    fn interview(mut self, id: String, interview: &Value) -> Case {
        let mut persons = BTreeMap::new();
        for person in interview.get("persons").unwrap().as_array().unwrap() {
            let reference = person.get("ref").unwrap().as_str().unwrap().to_owned();
            persons.insert(reference, self.person(person));
        }
        for (block, answers) in interview.get("answers").unwrap().as_object().unwrap() {
            for (label, written) in answers.as_object().unwrap() {
                self.answer(block, label, written);
            }
        }
        for skipped in interview.get("skipped").unwrap().as_array().unwrap() {
            let section = self
                .form
                .section_of(skipped.get("block").unwrap().as_str().unwrap())
                .unwrap();
            let value =
                json!({"decision": skipped.get("decision"), "reason": skipped.get("reason")});
            let field = section.skip_field.clone().unwrap();
            assert!(self.form.field("interview", &field).unwrap().fits(&value));
            self.records
                .first_mut()
                .unwrap()
                .answers
                .insert(field, value);
        }
        for seen in interview.get("documents").unwrap().as_array().unwrap() {
            let mut seen = seen.clone();
            let person = persons
                .get(
                    seen.get("person")
                        .and_then(Value::as_str)
                        .unwrap_or_default(),
                )
                .copied();
            seen.as_object_mut()
                .unwrap()
                .insert("person".to_owned(), json!(person.map(|id| id.to_string())));
            self.row("document", self.root, &seen);
        }
        Case {
            id,
            answers: Answers::new(self.records),
            application_date: None,
            expected_income: None,
            persons,
        }
    }

    fn answer(&mut self, block: &str, label: &str, written: &Value) {
        let form = self.form;
        for transcribed in form.transcribe(block, label, written).unwrap() {
            if transcribed.field.id == "row" {
                let root = self.root;
                self.add(&transcribed.field.record_kind, root)
                    .answers
                    .insert("row".to_owned(), transcribed.value);
            } else {
                self.records
                    .first_mut()
                    .unwrap()
                    .answers
                    .insert(transcribed.field.id.clone(), transcribed.value);
            }
        }
    }

    fn person(&mut self, person: &Value) -> Uuid {
        let columns = [
            ("first_name", "member_first_name"),
            ("last_name", "member_last_name"),
            ("pesel", "member_pesel"),
            ("born", "member_born"),
            ("sex", "member_sex"),
            ("relation", "relation"),
            ("marital_status", "member_marital_status"),
            ("household", "household"),
            ("citizenship", "member_citizenship"),
            ("education_and_trade", "education"),
            ("work_or_school", "workplace"),
            ("labour_position", "labour_position"),
            ("health", "member_health"),
            ("note", "member_notes"),
        ];
        let root = self.root;
        let member = self.add("member", root);
        let id = member.id;
        for (key, field) in columns {
            if let Some(value) = person.get(key) {
                member.answers.insert(field.to_owned(), value.clone());
            }
        }
        for kind in ["incapacity", "income", "alimony_paid"] {
            for row in person.get(kind).unwrap().as_array().unwrap() {
                self.row(kind, id, row);
            }
        }
        id
    }
}
