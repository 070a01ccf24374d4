//! The centre's own case: its structure and its people, as every seat may know them.

use teren_domain::Category;
use teren_domain::authorisation::AUTHORISATIONS;
use teren_domain::revision::StructureVersion;
use teren_domain::staff::{Laptop, StaffMember};
use teren_domain::workflow::kind;
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

/// Setting with the last number given to a laptop.
const LAPTOPS: &str = "laptops";

/// What the centre numbers: cases (teczki) and receipts of interviews (wywiady).
pub(crate) const SERIES: [&str; 2] = ["T", "W"];

impl Desk<'_> {
    /// The next number of a series of this year: `W-2026-000001`. Never given twice.
    pub fn next_number(&mut self, series: &str) -> Result<String, OfficeError> {
        let year = local_date(self.now_ms).year();
        let number = self.storage.next_number(series, year)?;
        Ok(format!("{series}-{year}-{number:06}"))
    }

    /// The centre's own case.
    pub fn centre(&mut self) -> Result<CaseRow, OfficeError> {
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

    /// Tells every seat which laptop a new installation writes on.
    pub fn announce_laptops(&mut self) -> Result<(), OfficeError> {
        for (actor, replica) in self.take_heard() {
            if replica.is_nil() {
                // The office itself, and what another laptop gave back after a restore.
                continue;
            }
            let number = self.laptop_number(replica)?;
            let case = self.centre()?;
            let writes = [
                opening(actor, kind::LAPTOP, Some(case.case))?,
                answer_to(actor, ROW_FIELD, &Laptop { number })?,
            ];
            self.write(&case, case.case, Category::Workflow, &writes)?;
        }
        Ok(())
    }

    /// A laptop keeps its number, whatever installation writes on it.
    pub fn laptop_number(&mut self, replica: Uuid) -> Result<u32, OfficeError> {
        let own = format!("laptop/{replica}");
        let number = |bytes: Option<Vec<u8>>| {
            let bytes = bytes.and_then(|bytes| bytes.try_into().ok());
            bytes.map(u32::from_be_bytes)
        };
        if let Some(known) = number(self.storage.meta(&own)?) {
            return Ok(known);
        }
        let last = number(self.storage.meta(LAPTOPS)?).unwrap_or(0);
        let next = last.saturating_add(1).to_be_bytes();
        self.storage.set_meta(&own, &next)?;
        self.storage.set_meta(LAPTOPS, &next)?;
        Ok(u32::from_be_bytes(next))
    }

    /// Tells every seat about a person; her record's id is her own.
    pub fn announce(&mut self, person: &Person) -> Result<(), OfficeError> {
        let case = self.centre()?;
        let member = StaffMember {
            person: person.person,
            name: person.name.clone(),
            roles: person.roles.clone(),
            teams: person.teams.clone(),
            employed: person.employed,
            active: person.active,
        };
        let writes = [
            opening(person.person, kind::STAFF, Some(case.case))?,
            answer_to(person.person, ROW_FIELD, &member)?,
            answer_to(person.person, AUTHORISATIONS, &person.authorisations)?,
        ];
        self.write(&case, case.case, Category::Workflow, &writes)?;
        self.grant_directory(person.person, &case)
    }
}
