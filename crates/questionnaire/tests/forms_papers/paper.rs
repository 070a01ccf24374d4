//! Writes a paper by hand for the tests: plain answers, persons, rows.

use chrono::NaiveDate;
use serde_json::{Map, Value};
use teren_questionnaire::{Answers, Evaluation, Form, Record, Severity};
use uuid::Uuid;

use crate::open::open;

#[derive(Clone)]
pub struct Paper {
    pub form: &'static str,
    pub interview: Value,
    pub members: Vec<Value>,
    pub rows: Vec<(&'static str, Value)>,
}

impl Paper {
    pub fn without(&self, field: &str) -> Self {
        let mut paper = self.clone();
        let interview = paper.interview.as_object_mut().unwrap();
        assert!(
            interview.remove(field).is_some(),
            "{} {field} was not there",
            self.form
        );
        paper
    }

    pub fn with(&self, field: &str, value: Value) -> Self {
        let mut paper = self.clone();
        let interview = paper.interview.as_object_mut().unwrap();
        interview.insert(field.to_owned(), value);
        paper
    }

    pub fn without_rows(&self, kind: &str) -> Self {
        let mut paper = self.clone();
        paper.rows.retain(|(known, _)| *known != kind);
        paper
    }

    pub fn with_row(&self, kind: &'static str, row: Value) -> Self {
        let mut paper = self.clone();
        paper.rows.push((kind, row));
        paper
    }

    /// Every answer belongs to a field of the form; rows of a person hang under the first.
    pub fn answers(&self, form: &Form) -> Answers {
        let id = |number: usize| Uuid::from_u128(number as u128);
        let place = |place: usize| i32::try_from(place).unwrap();
        let mut root = Record::new(id(1), "interview", None, 0);
        let known = |kind: &str, answers: &Map<String, Value>| {
            for field in answers.keys() {
                assert!(
                    form.field(kind, field).is_some(),
                    "{} has no {kind}.{field}",
                    self.form
                );
            }
        };
        let given = self.interview.as_object().unwrap();
        known("interview", given);
        root.answers = given.clone().into_iter().collect();
        let mut records = vec![root];
        for (number, member) in self.members.iter().enumerate() {
            let mut record = Record::new(id(10 + number), "member", Some(id(1)), place(number));
            let given = member.as_object().unwrap();
            known("member", given);
            record.answers = given.clone().into_iter().collect();
            records.push(record);
        }
        for (number, (kind, row)) in self.rows.iter().enumerate() {
            let parent = if form.parent_kind(kind).unwrap() == "member" {
                10
            } else {
                1
            };
            let mut record = Record::new(id(100 + number), kind, Some(id(parent)), place(number));
            record.answers.insert("row".to_owned(), row.clone());
            records.push(record);
        }
        Answers::new(records)
    }

    pub fn evaluation(&self) -> Evaluation {
        let form = open(self.form);
        form.evaluate(
            &self.answers(form),
            NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
        )
    }

    /// Errors and answers of a wrong kind, each as „rule field”.
    pub fn stops(&self) -> Vec<String> {
        let found = self.evaluation().findings.into_iter();
        let stops =
            found.filter(|finding| finding.severity == Severity::Error || finding.rule == "unfit");
        stops
            .map(|finding| format!("{} {}", finding.rule, finding.field))
            .collect()
    }

    pub fn finds(&self, rule: &str) -> bool {
        let found = self.evaluation().findings;
        found.iter().any(|finding| finding.rule == rule)
    }
}
