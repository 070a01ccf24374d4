//! A report (zgłoszenie) entered at the office itself, without a seat of its own.

use serde_json::Value;
use teren_domain::Category;
use teren_domain::workflow::{self, Visit, field, kind};
use teren_ledger::{RECORD_FIELD, Write};
use uuid::Uuid;

use crate::OfficeError;
use crate::acts::{answer_to, visit};
use crate::desk::Desk;
use crate::directory::opening;
use crate::keys::new_id;
use crate::office::Office;
use crate::receive::{adopt, open_case};

/// What first contact writes down.
#[derive(Debug, Clone, Default)]
pub struct NewReport {
    pub first_name: String,
    pub last_name: String,
    pub phone: String,
    /// As [`workflow::Address`].
    pub address: Value,
    /// Local ISO date and time.
    pub received: String,
    pub channel: String,
    pub urgent: bool,
    pub flags: Vec<String>,
    /// Words of art. 36.
    pub requested_help: Vec<String>,
    pub notes: String,
}

impl Office {
    /// Registers a report on behalf of a person and, if a worker is named, gives her the visit.
    pub fn register_report(
        &self,
        by: Uuid,
        report: NewReport,
        worker: Option<Uuid>,
        now_ms: i64,
    ) -> Result<(Uuid, Option<Visit>), OfficeError> {
        self.work(now_ms, move |desk| {
            if desk.storage.person(by)?.is_none() {
                return Err(OfficeError::Unknown);
            }
            let id = new_id(now_ms)?;
            let case = open_case(desk, by, id)?;
            for (category, writes) in writes_of(desk, id, &report)? {
                desk.write(&case, id, category, &writes)?;
            }
            adopt(desk, &case)?;
            let visit = worker
                .map(|worker| visit(desk, &case, worker))
                .transpose()?;
            desk.close()?;
            Ok((id, visit))
        })
    }
}

/// The header and the report, sorted by category.
fn writes_of(
    desk: &Desk<'_>,
    case: Uuid,
    report: &NewReport,
) -> Result<Vec<(Category, Vec<Write>)>, OfficeError> {
    let id = new_id(desk.now_ms)?;
    let writes = [
        (kind::CASE, opening(case, kind::CASE, None)?),
        (
            kind::CASE,
            answer_to(case, field::FIRST_NAME, &report.first_name)?,
        ),
        (
            kind::CASE,
            answer_to(case, field::LAST_NAME, &report.last_name)?,
        ),
        (
            kind::CASE,
            answer_to(case, field::ADDRESS, &report.address)?,
        ),
        (kind::CASE, answer_to(case, field::PHONE, &report.phone)?),
        (kind::REPORT, opening(id, kind::REPORT, Some(case))?),
        (
            kind::REPORT,
            answer_to(id, field::RECEIVED, &report.received)?,
        ),
        (
            kind::REPORT,
            answer_to(id, field::CHANNEL, &report.channel)?,
        ),
        (kind::REPORT, answer_to(id, field::URGENT, &report.urgent)?),
        (kind::REPORT, answer_to(id, field::FLAGS, &report.flags)?),
        (
            kind::REPORT,
            answer_to(id, field::REQUESTED_HELP, &report.requested_help)?,
        ),
        (kind::REPORT, answer_to(id, field::NOTES, &report.notes)?),
    ];
    let mut sorted: Vec<(Category, Vec<Write>)> = Vec::new();
    for (kind, write) in writes {
        let structural = (write.field == RECORD_FIELD).then_some(Category::Workflow);
        let Some(category) = workflow::category_of(kind, &write.field).or(structural) else {
            return Err(OfficeError::Setting("category"));
        };
        match sorted.iter_mut().find(|(known, _)| *known == category) {
            Some((_, writes)) => writes.push(write),
            None => sorted.push((category, vec![write])),
        }
    }
    Ok(sorted)
}
