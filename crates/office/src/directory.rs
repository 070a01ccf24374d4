//! The centre's own case: its structure and its people, as every seat may know them.

use teren_domain::Category;
use teren_domain::revision::StructureVersion;
use teren_domain::workflow::{StaffMember, kind};
use teren_ledger::{RECORD_FIELD, ROW_FIELD, Write};
use uuid::Uuid;

use crate::OfficeError;
use crate::acts::answer_to;
use crate::clock::local_date;
use crate::desk::Desk;
use crate::storage::{CaseRow, Person, StorageError};
use chrono::Datelike as _;

/// Says what a record is and where it hangs.
pub(crate) fn opening(
    record: Uuid,
    kind: &str,
    parent: Option<Uuid>,
) -> Result<Write, OfficeError> {
    opening_at(record, kind, parent, 0)
}

/// The same for a record that has a place among its kind.
pub(crate) fn opening_at(
    record: Uuid,
    kind: &str,
    parent: Option<Uuid>,
    order: usize,
) -> Result<Write, OfficeError> {
    let place = serde_json::json!({"kind": kind, "parent": parent, "order": order});
    answer_to(record, RECORD_FIELD, &place)
}

/// What the centre numbers: cases (teczki) and receipts of interviews (wywiady).
pub(crate) const SERIES: [&str; 2] = ["T", "W"];

impl Desk<'_> {
    /// The next number of a series of this year: `W-2026-000001`. Never given twice.
    pub fn next_number(&mut self, series: &str) -> Result<String, OfficeError> {
        let year = local_date(self.now_ms).year();
        let number = self.storage.next_number(series, year)?;
        Ok(format!("{series}-{year}-{number:06}"))
    }

    fn centre(&mut self) -> Result<CaseRow, OfficeError> {
        let centre = self.storage.case(self.house.centre)?;
        centre.ok_or(StorageError::Damaged("the centre's own case").into())
    }

    /// Opens the centre's own case with its structure in force.
    pub fn open_centre(&mut self) -> Result<(), OfficeError> {
        let centre = self.house.centre;
        (self.storage).add_case(centre, "", centre, self.now_ms)?;
        let version = StructureVersion {
            number: 1,
            valid_from: local_date(self.now_ms),
            by: centre,
            at_ms: self.now_ms,
            reason: "Założenie ośrodka w programie.".to_owned(),
            structure: (*self.structure).clone(),
        };
        self.write_structure(&version)
    }

    /// Tells every seat about a person; her record's id is her own.
    pub fn announce(&mut self, person: &Person) -> Result<(), OfficeError> {
        let case = self.centre()?;
        let member = StaffMember {
            person: person.person,
            name: person.name.clone(),
            roles: person.roles.clone(),
            teams: person.teams.clone(),
            active: person.active,
        };
        let writes = [
            opening(person.person, kind::STAFF, Some(case.case))?,
            answer_to(person.person, ROW_FIELD, &member)?,
        ];
        self.write(&case, case.case, Category::Workflow, &writes)?;
        self.grant_directory(person.person, &case)
    }
}
