//! Giving and taking cases: every grant and revoke is a row in the same sequence as the changes.

use std::collections::{BTreeMap, BTreeSet};

use teren_domain::access_log::Event;
use teren_domain::structure::Structure;
use uuid::Uuid;

use crate::OfficeError;
use crate::desk::Desk;
use crate::mask::{Mask, is_member, mask_anywhere, mask_if_own, mask_of_all};
use crate::storage::{CaseRow, GrantRelation, GrantRow, Person, Row, WHOLE_CASE};

/// Stands for the team itself, so that who joins it later finds its cases.
pub(crate) const TEAM_ITSELF: Uuid = Uuid::nil();

/// What a changed account means for one case.
enum Shift {
    Same,
    /// More, or fewer categories everywhere alike: the seat is told its new categories.
    Other,
    /// Something is lost that the new categories alone do not tell: the seat lets the case go and takes it anew.
    LetGo,
}

impl Desk<'_> {
    fn grant(
        &mut self,
        person: Uuid,
        case: Row,
        via: &str,
        relation: GrantRelation,
        document: Uuid,
    ) -> Result<bool, OfficeError> {
        let from = self.storage.next_sequence()?;
        Ok((self.storage).add_grant(person, case, via, relation, document, from)?)
    }

    /// Gives a whole case to a person as her own; says whether it was not hers before.
    pub fn grant_own(&mut self, person: Uuid, case: &CaseRow) -> Result<bool, OfficeError> {
        let new = self.grant(person, case.row, "", GrantRelation::Own, WHOLE_CASE)?;
        if new {
            self.note(person, Event::Granted, case.case)?;
            self.awaken(case.case);
        }
        Ok(new)
    }

    /// Gives a family's plan to its koordynator.
    pub fn grant_coordination(&mut self, person: Uuid, case: &CaseRow) -> Result<(), OfficeError> {
        let coordination = GrantRelation::Coordination;
        if self.grant(person, case.row, "", coordination, WHOLE_CASE)? {
            self.note(person, Event::Granted, case.case)?;
            self.awaken(case.case);
        }
        Ok(())
    }

    /// Lets a person read a whole case until the day ends; says whether she could not before.
    pub fn grant_glass(&mut self, person: Uuid, case: &CaseRow) -> Result<bool, OfficeError> {
        let glass = GrantRelation::BreakGlass;
        self.grant(person, case.row, "", glass, WHOLE_CASE)
    }

    /// Gives an interview taken from a team's inbox to the member who took it, for that team's work.
    pub fn grant_taken(
        &mut self,
        person: Uuid,
        case: &CaseRow,
        team: &str,
        document: Uuid,
    ) -> Result<(), OfficeError> {
        let held = self.storage.standing_grants(person, case.case)?;
        if self.grant(person, case.row, team, GrantRelation::Own, document)? {
            self.note(person, Event::Granted, case.case)?;
            self.awaken(case.case);
            let now = self.storage.standing_grants(person, case.case)?;
            self.let_go_of_the_closed(person, case, &held, &now)?;
        }
        Ok(())
    }

    /// Taking a matter puts a person on one side of the case (art. 110a): what is closed to her now leaves her seat.
    fn let_go_of_the_closed(
        &mut self,
        person: Uuid,
        case: &CaseRow,
        held: &[GrantRow],
        now: &[GrantRow],
    ) -> Result<(), OfficeError> {
        let Some(known) = self.storage.person(person)? else {
            return Ok(());
        };
        let structure = &self.structure;
        let mut documents = held.iter().flat_map(|grant| [grant.case, grant.document]);
        let lost = documents.any(|document| {
            let before = mask_of_all(&known, structure, held, document);
            let after = mask_of_all(&known, structure, now, document);
            before.hold & !after.hold != 0
        });
        if lost {
            self.withdraw(person, case, |_| false)?;
        }
        Ok(())
    }

    /// Ends some of a person's grants of a case; what she keeps of it she takes anew.
    pub fn withdraw(
        &mut self,
        person: Uuid,
        case: &CaseRow,
        ends: impl Fn(&GrantRow) -> bool,
    ) -> Result<Vec<GrantRow>, OfficeError> {
        let standing = self.storage.standing_grants(person, case.case)?;
        for grant in &standing {
            let sequence = self.storage.next_sequence()?;
            self.storage.revoke_grant(grant.id, sequence, true)?;
        }
        let (ended, mut kept): (Vec<_>, Vec<_>) = standing.into_iter().partition(ends);
        // What closes a part of the case to her comes before what would open it.
        kept.sort_by_key(|grant| (grant.relation, grant.from));
        for grant in kept {
            let (via, document) = (&grant.via, grant.document);
            self.grant(person, case.row, via, grant.relation, document)?;
        }
        if !ended.is_empty() {
            self.note(person, Event::TakenBack, case.case)?;
        }
        Ok(ended)
    }

    /// Takes an interview, or the case's own document, back from a team and all its members.
    pub fn withdraw_team(
        &mut self,
        team: &str,
        case: &CaseRow,
        document: Uuid,
    ) -> Result<(), OfficeError> {
        let of_team = |grant: &GrantRow| grant.via == team && grant.document == document;
        let mut holders: BTreeSet<Uuid> = BTreeSet::new();
        for grant in self.storage.grants_of_case(case.row)? {
            if of_team(&grant) {
                holders.insert(grant.person);
            }
        }
        for person in holders {
            self.withdraw(person, case, of_team)?;
        }
        Ok(())
    }

    /// Takes a person's own work on a case from her, all or some of it, because somebody else has it now. What she wrote
    /// before her laptop heard of it still belongs to the case.
    pub fn hand_over_own(
        &mut self,
        person: Uuid,
        case: &CaseRow,
        goes: impl Fn(&GrantRow) -> bool,
    ) -> Result<Vec<GrantRow>, OfficeError> {
        let own = |grant: &GrantRow| grant.relation == GrantRelation::Own && goes(grant);
        self.end_handed_over(person, case, own)
    }

    /// Takes a family's plan from its koordynator.
    pub fn end_coordination(&mut self, person: Uuid, case: &CaseRow) -> Result<(), OfficeError> {
        let hers = |grant: &GrantRow| grant.relation == GrantRelation::Coordination;
        self.end_handed_over(person, case, hers)?;
        Ok(())
    }

    fn end_handed_over(
        &mut self,
        person: Uuid,
        case: &CaseRow,
        goes: impl Fn(&GrantRow) -> bool,
    ) -> Result<Vec<GrantRow>, OfficeError> {
        let ended = self.withdraw(person, case, goes)?;
        for grant in &ended {
            self.storage.mark_handed_over(grant.id)?;
        }
        Ok(ended)
    }

    /// What a person could do with a document before her work on the case was handed over, until her laptop lets go.
    pub fn former_mask(
        &mut self,
        person: &Person,
        case: Uuid,
        document: Uuid,
    ) -> Result<Mask, OfficeError> {
        let grants = self.storage.handed_over_grants(person.person, case)?;
        let structure = &self.structure;
        Ok(mask_of_all(person, structure, &grants, document))
    }

    /// Gives the centre's own records to a person.
    pub fn grant_directory(&mut self, person: Uuid, centre: &CaseRow) -> Result<(), OfficeError> {
        let directory = GrantRelation::Directory;
        self.grant(person, centre.row, "", directory, centre.case)?;
        Ok(())
    }

    /// Gives a team the case's own document and the one named, or all: to itself and to each member.
    /// Teams outside the centre have no members here.
    pub fn grant_team(
        &mut self,
        team: &str,
        case: &CaseRow,
        document: Uuid,
    ) -> Result<(), OfficeError> {
        self.grant(TEAM_ITSELF, case.row, team, GrantRelation::Team, document)?;
        for person in self.persons()? {
            if is_member(&person, team)
                && self.grant(person.person, case.row, team, GrantRelation::Team, document)?
            {
                self.note(person.person, Event::Granted, case.case)?;
                self.awaken(case.case);
            }
        }
        Ok(())
    }

    /// Takes one document of a case back from a team and its members. Who holds the case in another way keeps that;
    /// her seat lets the case go and takes anew what is left.
    pub fn take_from_team(
        &mut self,
        team: &str,
        case: &CaseRow,
        document: Uuid,
    ) -> Result<(), OfficeError> {
        let standing = self.storage.grants_of_case(case.row)?;
        let (taken, kept): (Vec<GrantRow>, Vec<GrantRow>) = (standing.into_iter())
            .partition(|grant| grant.via == team && grant.document == document);
        for grant in &taken {
            let of_person = grant.person != TEAM_ITSELF;
            let sequence = self.storage.next_sequence()?;
            self.storage.revoke_grant(grant.id, sequence, of_person)?;
            if !of_person {
                continue;
            }
            self.note(grant.person, Event::TakenBack, case.case)?;
            for left in kept.iter().filter(|left| left.person == grant.person) {
                let sequence = self.storage.next_sequence()?;
                self.storage.revoke_grant(left.id, sequence, true)?;
                let (relation, document) = (left.relation, left.document);
                self.grant(left.person, case.row, &left.via, relation, document)?;
            }
        }
        Ok(())
    }

    /// What the person may do with a document now.
    pub fn mask(
        &mut self,
        person: &Person,
        case: Uuid,
        document: Uuid,
    ) -> Result<Mask, OfficeError> {
        let grants = self.storage.standing_grants(person.person, case)?;
        let structure = &self.structure;
        Ok(mask_of_all(person, structure, &grants, document))
    }

    /// What she could do with it if the case were her own. What she holds of it now, and what went from her to somebody else,
    /// puts her on its side.
    pub fn mask_if_own(
        &mut self,
        person: &Person,
        case: Uuid,
        document: Uuid,
    ) -> Result<Mask, OfficeError> {
        let mut grants = self.storage.standing_grants(person.person, case)?;
        grants.extend(self.storage.former_grants(person.person, case)?);
        let place = (case, document);
        Ok(mask_if_own(person, &self.structure, &grants, place))
    }

    /// Brings the grants of a person in line with changed roles, teams or activity, or with units that do other work. Only what is lost is taken;
    /// a case that stays as it was is not touched. Who leaves holds nothing while she is away (no mask opens), and
    /// finds what is still hers when she comes back.
    pub fn regrant(
        &mut self,
        before: (&Person, &Structure),
        person: &Person,
    ) -> Result<(), OfficeError> {
        if !person.active {
            return Ok(());
        }
        let mut held: BTreeMap<Row, Vec<GrantRow>> = BTreeMap::new();
        for grant in self.storage.grants_of_person(person.person)? {
            held.entry(grant.case_row).or_default().push(grant);
        }
        for grant in self.storage.grants_of_person(TEAM_ITSELF)? {
            if is_member(person, &grant.via) {
                let known = held.entry(grant.case_row).or_default();
                let same = |other: &&GrantRow| {
                    (&other.via, other.relation, other.document)
                        == (&grant.via, grant.relation, grant.document)
                };
                if known.iter().find(same).is_none() {
                    let (via, team) = (&grant.via, GrantRelation::Team);
                    self.grant(person.person, grant.case_row, via, team, grant.document)?;
                }
            }
        }
        for (case, before_grants) in held {
            self.regrant_case(before, person, case, &before_grants)?;
        }
        Ok(())
    }

    fn regrant_case(
        &mut self,
        before: (&Person, &Structure),
        person: &Person,
        case: Row,
        held: &[GrantRow],
    ) -> Result<(), OfficeError> {
        let Some(id) = held.first().map(|grant| grant.case) else {
            return Ok(());
        };
        let standing = self.storage.standing_grants(person.person, id)?;
        let shift = self.shift(before, person, held, &standing);
        let left = |grant: &GrantRow| {
            grant.relation == GrantRelation::Team && !is_member(person, &grant.via)
        };
        let let_go = matches!(shift, Shift::LetGo);
        for grant in &standing {
            if let_go || left(grant) {
                let sequence = self.storage.next_sequence()?;
                self.storage.revoke_grant(grant.id, sequence, let_go)?;
            }
        }
        let mut kept = standing.iter().filter(|grant| !left(grant));
        match shift {
            Shift::Same => {}
            Shift::Other => {
                if let Some(grant) = kept.next() {
                    let sequence = self.storage.next_sequence()?;
                    self.storage.renew_grant(grant.id, sequence)?;
                }
            }
            Shift::LetGo => {
                for grant in kept {
                    self.grant(
                        person.person,
                        case,
                        &grant.via,
                        grant.relation,
                        grant.document,
                    )?;
                }
            }
        }
        Ok(())
    }

    fn shift(
        &self,
        (before, organised_before): (&Person, &Structure),
        person: &Person,
        held: &[GrantRow],
        standing: &[GrantRow],
    ) -> Shift {
        let structure = &self.structure;
        let now_anywhere = mask_anywhere(person, structure, standing);
        if mask_anywhere(before, organised_before, held) != Mask::default()
            && now_anywhere == Mask::default()
        {
            return Shift::LetGo;
        }
        let scopes = held.iter().chain(standing);
        let documents: BTreeSet<Uuid> = scopes
            .flat_map(|grant| [grant.case, grant.document])
            .collect();
        let mut shift = Shift::Same;
        for document in documents {
            let had = mask_of_all(before, organised_before, held, document);
            let has = mask_of_all(person, structure, standing, document);
            if had.hold & !has.hold & now_anywhere.hold != 0 {
                return Shift::LetGo;
            }
            if had != has {
                shift = Shift::Other;
            }
        }
        shift
    }

    /// Gives a person all cases her teams hold.
    pub fn grant_cases_of_teams(&mut self, person: &Person) -> Result<(), OfficeError> {
        for grant in self.storage.grants_of_person(TEAM_ITSELF)? {
            if is_member(person, &grant.via) {
                let (via, team) = (&grant.via, GrantRelation::Team);
                self.grant(person.person, grant.case_row, via, team, grant.document)?;
            }
        }
        Ok(())
    }
}
