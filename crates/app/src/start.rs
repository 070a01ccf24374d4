//! Starting an interview: its root record, the person interviewed, and what the case already knows, so that nobody types it twice.

use std::sync::Arc;

use chrono::NaiveDate;
use serde_json::{Value, json};
use teren_domain::Category;
use teren_domain::purpose::{Need, Purpose};
use teren_domain::workflow::{Address, field};
use teren_ledger::RECORD_FIELD;
use teren_ledger::wire::OTHER_INTERVIEWS;
use teren_questionnaire::{Form, INTERVIEW, MEMBER, Record, Start as Handing};
use uuid::Uuid;

use crate::clock::local_date;
use crate::contract::{Problem, ProblemCode};
use crate::interview::category_of;
use crate::session::Open;
use crate::update::Earlier;
use crate::values::Records;
use crate::writing::{Writing, json as bytes};

/// Starts the interview of a purpose in a case, from the earlier one that it continues: private to its author, unless the visit
/// is two workers' from the start.
pub(crate) fn start(
    open: &mut Open,
    case: Uuid,
    purpose: &Purpose,
    base: Option<Uuid>,
    now_ms: i64,
) -> Result<Uuid, Problem> {
    let opened = open.opens(case, OTHER_INTERVIEWS)?;
    let diagnosis = Category::Diagnosis.number();
    if opened.is_some_and(|opened| !opened.writable.contains(&diagnosis)) {
        return Err(Problem::of(ProblemCode::NotAllowed));
    }
    let header = open.case_records(case)?;
    let card = open.card(case)?;
    let workers = card.visits.len();
    let today = local_date(now_ms);
    let (name, form) = open.forms.in_force(&purpose.form, today)?;
    let document = Uuid::now_v7();
    let mut start = Start {
        writing: Writing::new(case, document, &name).private(workers < 2),
        form,
        document,
    };
    let earlier = match base {
        Some(base) => Earlier::load(open, base)?,
        None => None,
    };
    let without = open.switched_off();
    let since = earlier
        .as_ref()
        .map(|earlier| local_date(earlier.approved_ms));
    match earlier {
        Some(earlier) => start.carry(&earlier, &without)?,
        None => {
            let mut root = json!({"kind": INTERVIEW, "parent": null, "order": 0, "form": name});
            if let Some(root) = root.as_object_mut().filter(|_| !without.is_empty()) {
                root.insert("without".to_owned(), json!(without));
            }
            start.put(INTERVIEW, document, RECORD_FIELD, &root)?;
            start.who(&header, case, purpose)?;
        }
    }
    start.when(card.received.as_deref(), since, &today.to_string())?;
    start.answer("unit_name", &open.centre_name)?;
    start.answer("interviewer", &open.person_name)?;
    start.writing.commit(open, now_ms)?;
    Ok(document)
}

struct Start {
    writing: Writing,
    form: Arc<Form>,
    document: Uuid,
}

impl Start {
    /// Everything the earlier interview hands on; what this one asks anew stays empty.
    fn carry(&mut self, earlier: &Earlier, without: &[String]) -> Result<(), Problem> {
        let (form, document) = (Arc::clone(&self.form), self.document);
        let new_id = |record: &Record| match record.kind.as_str() {
            INTERVIEW => document,
            _ => Uuid::now_v7(),
        };
        let handed = form.carry(
            Handing::Update,
            &earlier.form,
            &earlier.answers,
            without,
            new_id,
        );
        for answer in handed {
            self.writing.put(
                answer.category,
                answer.record,
                &answer.field,
                bytes(&answer.value),
            );
        }
        Ok(())
    }

    /// The person interviewed: the one of the case, or a relative of hers, who is not known yet.
    fn who(&mut self, header: &Records, case: Uuid, purpose: &Purpose) -> Result<(), Problem> {
        let relative = [Need::Applicant, Need::EarlierRelative]
            .iter()
            .any(|need| purpose.needs.contains(need));
        let text = |name: &str| header.text(case, name);
        let address: Address = header.read(case, field::ADDRESS).unwrap_or_default();
        if relative {
            self.answer("applicant_first_name", &text(field::FIRST_NAME))?;
            self.answer("applicant_last_name", &text(field::LAST_NAME))?;
            self.answer("applicant_address", &crate::card::address_text(&address))?;
            return self.first_member(&[]);
        }
        let person = [
            ("first_name", text(field::FIRST_NAME)),
            ("last_name", text(field::LAST_NAME)),
            ("pesel", text(field::PESEL)),
            ("born", born(header, case)),
        ];
        for (name, known) in &person {
            self.answer(name, known)?;
        }
        self.answer("phone", &text(field::PHONE))?;
        self.answer("postal_code", &address.postal_code)?;
        self.answer("locality", &address.locality)?;
        self.answer("street", &address.street)?;
        self.answer("house_number", &address.house)?;
        self.answer("flat_number", &address.flat)?;
        self.first_member(&person)
    }

    /// The first person of the household is the person interviewed; parts VIII and IX ask of no household.
    fn first_member(&mut self, person: &[(&str, String)]) -> Result<(), Problem> {
        if self.form.field(MEMBER, "relation").is_none() {
            return Ok(());
        }
        let (member, document) = (Uuid::now_v7(), self.document);
        let structure = json!({"kind": MEMBER, "parent": document, "order": 0});
        self.put(MEMBER, member, RECORD_FIELD, &structure)?;
        for (name, known) in person.iter().filter(|(_, known)| !known.is_empty()) {
            let name = format!("member_{name}");
            if self.form.field(MEMBER, &name).is_some() {
                self.put(MEMBER, member, &name, &json!(known))?;
            }
        }
        let relation = json!("osoba, z którą przeprowadzany jest wywiad");
        self.put(MEMBER, member, "relation", &relation)?;
        self.put(MEMBER, member, "household", &json!(1))
    }

    /// The report whose term it ends, unless that is the one of the earlier interview; and today.
    fn when(
        &mut self,
        received: Option<&str>,
        since: Option<NaiveDate>,
        today: &str,
    ) -> Result<(), Problem> {
        let day = received.and_then(|at| at.get(..10)).unwrap_or_default();
        let fresh = since.is_none_or(|since| day > since.to_string().as_str());
        self.answer("report_date", if fresh { day } else { "" })?;
        self.answer("interview_date", today)
    }

    /// An answer, where the form asks for it; empty texts are not written.
    fn answer(&mut self, name: &str, text: &str) -> Result<(), Problem> {
        if text.is_empty() || self.form.field(INTERVIEW, name).is_none() {
            return Ok(());
        }
        self.put(INTERVIEW, self.document, name, &json!(text))
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

/// The day of birth, where the report said all of it; a year alone fills no date.
fn born(header: &Records, case: Uuid) -> String {
    let said = header.text(case, field::BORN);
    match said.parse::<NaiveDate>() {
        Ok(_) => said,
        Err(_) => String::new(),
    }
}
