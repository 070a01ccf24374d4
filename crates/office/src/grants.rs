//! Giving and taking cases: every grant and revoke is a row in the same sequence as the changes.

use teren_domain::access::Role;
use teren_domain::structure::HEAD;
use uuid::Uuid;

use crate::OfficeError;
use crate::desk::Desk;
use crate::mask::{Mask, mask_of};
use crate::storage::{CaseRow, GrantRelation, Person, Row};

/// Stands for the team itself, so that who joins it later finds its cases.
const TEAM_ITSELF: Uuid = Uuid::nil();

/// Whether the person sits in the team; the head's seat follows from the role.
pub(crate) fn is_member(person: &Person, team: &str) -> bool {
    let head = team == HEAD && person.roles.contains(&Role::Head);
    person.active && (head || person.teams.iter().any(|known| known == team))
}

impl Desk<'_> {
    fn grant(
        &mut self,
        person: Uuid,
        case: Row,
        via: &str,
        relation: GrantRelation,
    ) -> Result<bool, OfficeError> {
        let from = self.storage.next_sequence()?;
        Ok(self.storage.add_grant(person, case, via, relation, from)?)
    }

    /// Gives a case to a person as her own.
    pub fn grant_own(&mut self, person: Uuid, case: &CaseRow) -> Result<(), OfficeError> {
        if self.grant(person, case.row, "", GrantRelation::Own)? {
            self.note(person, "granted", case.case)?;
        }
        Ok(())
    }

    /// Gives the centre's own records to a person.
    pub fn grant_directory(&mut self, person: Uuid, centre: &CaseRow) -> Result<(), OfficeError> {
        self.grant(person, centre.row, "", GrantRelation::Directory)?;
        Ok(())
    }

    /// Gives a case to a team: to itself and to each member. Teams outside the centre have no members here.
    pub fn grant_team(&mut self, team: &str, case: &CaseRow) -> Result<(), OfficeError> {
        self.grant(TEAM_ITSELF, case.row, team, GrantRelation::Team)?;
        for person in self.persons()? {
            if is_member(&person, team)
                && self.grant(person.person, case.row, team, GrantRelation::Team)?
            {
                self.note(person.person, "granted", case.case)?;
            }
        }
        Ok(())
    }

    /// What the person may do with the case now.
    pub fn mask(&mut self, person: &Person, case: Uuid) -> Result<Mask, OfficeError> {
        let grants = self.storage.standing_grants(person.person, case)?;
        let structure = &self.house.structure;
        Ok(grants.iter().fold(Mask::default(), |mask, grant| {
            mask.or(mask_of(person, structure, grant))
        }))
    }

    /// Brings the grants of a person in line with changed roles, teams or activity: what she held is taken,
    /// what she may hold now is given anew, so that her laptop lets go of what is no longer hers.
    pub fn regrant(&mut self, person: &Person) -> Result<(), OfficeError> {
        let held = self.storage.grants_of_person(person.person)?;
        for grant in &held {
            let sequence = self.storage.next_sequence()?;
            self.storage.revoke_grant(grant.id, sequence)?;
        }
        if !person.active {
            return Ok(());
        }
        for grant in held {
            if grant.relation != GrantRelation::Team {
                self.grant(person.person, grant.case_row, "", grant.relation)?;
            }
        }
        self.grant_cases_of_teams(person)
    }

    /// Gives a person all cases her teams hold.
    pub fn grant_cases_of_teams(&mut self, person: &Person) -> Result<(), OfficeError> {
        for grant in self.storage.grants_of_person(TEAM_ITSELF)? {
            if is_member(person, &grant.via) {
                self.grant(
                    person.person,
                    grant.case_row,
                    &grant.via,
                    GrantRelation::Team,
                )?;
            }
        }
        Ok(())
    }
}
