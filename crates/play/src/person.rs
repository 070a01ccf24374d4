//! A person of a case file: her columns under their official labels, and how she is known again in a copied interview.

use serde_json::{Value, json};
use teren_app::contract::RecordView;

use crate::case_file::{Person, Row};

/// Columns of a person: key of the file, official label.
pub const LABELS: [(&str, &str); 14] = [
    ("first_name", "Imię"),
    ("last_name", "Nazwisko"),
    ("born", "Data urodzenia (dzień, m-c, rok)"),
    ("pesel", "Nr PESEL"),
    (
        "document.number",
        "Seria i nr dokumentu potwierdzającego tożsamość",
    ),
    ("sex", "Płeć"),
    ("marital_status", "Stan cywilny"),
    ("relation", "Stopień pokrewieństwa"),
    ("household", "Gospodarstwo domowe (numer)"),
    ("citizenship", "Obywatelstwo"),
    ("education_and_trade", "Wykształcenie, wykonywany zawód"),
    (
        "work_or_school",
        "Miejsce pracy lub nauki (szkoła, przedszkole)",
    ),
    ("labour_position", "Pozycja na rynku pracy"),
    ("health", "Sytuacja zdrowotna"),
];

impl Person {
    /// Key of the file, official label and answer of every column; what the file leaves open is `null`.
    pub fn columns(&self) -> impl Iterator<Item = (&'static str, &'static str, Value)> {
        let document = self.document.as_ref();
        let values = [
            json!(self.first_name),
            json!(self.last_name),
            json!(self.born),
            json!(self.pesel),
            json!(document.and_then(|document| document.number.clone())),
            json!(self.sex),
            json!(self.marital_status),
            json!(self.relation),
            json!(self.household),
            json!(self.citizenship),
            json!(self.education_and_trade),
            json!(self.work_or_school),
            json!(self.labour_position),
            json!(self.health),
        ];
        let columns = LABELS.into_iter().zip(values);
        columns.map(|((key, label), value)| (key, label, value))
    }

    /// Tables that hang under a person: key of the file, which is the kind of the records too, and rows.
    #[must_use]
    pub fn tables(&self) -> [(&'static str, &[Row]); 3] {
        [
            ("incapacity", &self.incapacity),
            ("income", &self.income),
            ("alimony_paid", &self.alimony_paid),
        ]
    }

    /// First and last name, as a row of a table names her.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
    }

    /// Whether a member of the earlier interview is she: of one PESEL, else of one name and birth date.
    #[must_use]
    pub fn is(&self, member: &RecordView) -> bool {
        let said = |field: &str| member.answers.get(field).and_then(Value::as_str);
        match (self.pesel.as_deref(), said("member_pesel")) {
            (Some(own), Some(known)) => own == known,
            _ => {
                said("member_first_name") == Some(&self.first_name)
                    && said("member_last_name") == Some(&self.last_name)
                    && said("member_born") == self.born.as_deref()
            }
        }
    }
}
