//! Starting an interview: its root record, the person interviewed, and what the case already knows, so that nobody types it twice.

use std::sync::Arc;

use serde_json::{Value, json};
use teren_domain::workflow::{Address, field, kind};
use teren_ledger::RECORD_FIELD;
use teren_questionnaire::{Form, INTERVIEW, MEMBER};
use uuid::Uuid;

use crate::clock::local_date;
use crate::contract::{Problem, ProblemCode};
use crate::forms::PART_I;
use crate::interview::category_of;
use crate::session::Open;
use crate::values::Records;
use crate::writing::{Writing, json as bytes};

/// Starts part I for a case: private to its author, unless the visit is two workers' from the start.
pub(crate) fn start(open: &mut Open, case: Uuid, now_ms: i64) -> Result<Uuid, Problem> {
    let header = open.case_records(case)?;
    let workers = open.card(case)?.visits.len();
    let form = open.forms.get(PART_I)?;
    let document = Uuid::now_v7();
    let mut start = Start {
        writing: Writing::new(case, document, PART_I).private(workers < 2),
        form,
        document,
    };
    start.put(
        INTERVIEW,
        document,
        RECORD_FIELD,
        &json!({"kind": INTERVIEW, "parent": null, "order": 0, "form": PART_I}),
    )?;
    let member = Uuid::now_v7();
    start.put(
        MEMBER,
        member,
        RECORD_FIELD,
        &json!({"kind": MEMBER, "parent": document, "order": 0}),
    )?;
    start.identity(&header, case, member)?;
    let report = header.of_kind(kind::REPORT).next().map(|report| report.id);
    let received: String = report
        .map(|report| header.text(report, field::RECEIVED))
        .unwrap_or_default();
    start.answer(
        "H",
        "Data zgłoszenia",
        received.get(..10).unwrap_or_default(),
    )?;
    start.answer(
        "H",
        "Data przeprowadzenia wywiadu",
        &local_date(now_ms).to_string(),
    )?;
    let name = open.person_name.clone();
    start.answer(
        "H",
        "Imię i nazwisko pracownika socjalnego przeprowadzającego wywiad",
        &name,
    )?;
    start.writing.commit(open, now_ms)?;
    Ok(document)
}

struct Start {
    writing: Writing,
    form: Arc<Form>,
    document: Uuid,
}

impl Start {
    fn identity(&mut self, header: &Records, case: Uuid, member: Uuid) -> Result<(), Problem> {
        let (first, last) = (
            header.text(case, field::FIRST_NAME),
            header.text(case, field::LAST_NAME),
        );
        let pesel = header.text(case, field::PESEL);
        self.answer("A", "Imię", &first)?;
        self.answer("A", "Nazwisko", &last)?;
        self.answer("A", "Nr PESEL", &pesel)?;
        self.answer("A", "telefon", &header.text(case, field::PHONE))?;
        let address: Address = header.read(case, field::ADDRESS).unwrap_or_default();
        self.answer("A", "Adres → kod pocztowy", &address.postal_code)?;
        self.answer("A", "Adres → miejscowość", &address.locality)?;
        self.answer("A", "Adres → ulica", &address.street)?;
        self.answer("A", "Adres → nr domu", &address.house)?;
        self.answer("A", "Adres → nr mieszkania", &address.flat)?;
        for (name, text) in [
            ("member_first_name", &first),
            ("member_last_name", &last),
            ("member_pesel", &pesel),
        ] {
            if !text.is_empty() {
                self.put(MEMBER, member, name, &json!(text))?;
            }
        }
        self.put(
            MEMBER,
            member,
            "relation",
            &json!("osoba, z którą przeprowadzany jest wywiad"),
        )?;
        self.put(MEMBER, member, "household", &json!(1))
    }

    /// An answer addressed by its official label; empty texts are not written.
    fn answer(&mut self, block: &str, label: &str, text: &str) -> Result<(), Problem> {
        if text.is_empty() {
            return Ok(());
        }
        let form = Arc::clone(&self.form);
        let found = form
            .find(block, label)
            .ok_or_else(|| Problem::of(ProblemCode::Internal))?;
        self.put(INTERVIEW, self.document, &found.id, &json!(text))
    }

    fn put(
        &mut self,
        record_kind: &str,
        record: Uuid,
        name: &str,
        value: &Value,
    ) -> Result<(), Problem> {
        let category = category_of(&self.form, record_kind, name)
            .ok_or_else(|| Problem::of(ProblemCode::Internal))?;
        self.writing.put(category, record, name, bytes(value));
        Ok(())
    }
}
