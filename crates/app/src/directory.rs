//! The centre as this seat knows it: its people, teams and structure, which arrive like any other records.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use teren_domain::access::Role;
use teren_domain::authorisation::{AUTHORISATIONS, Authorisation};
use teren_domain::backup::BackupState;
use teren_domain::hand_over::Party;
use teren_domain::partner::{Outsider, Partner};
use teren_domain::revision::{StructureVersion, in_force};
use teren_domain::staff::{Laptop, StaffMember};
use teren_domain::structure::Structure;
use teren_domain::workflow::kind;
use teren_ledger::ROW_FIELD;
use teren_store::Store;
use uuid::Uuid;

use crate::contract::{Problem, Seat, TeamView};
use crate::values::{Fields, Records};

/// People and teams of the centre.
#[derive(Default)]
pub(crate) struct Directory {
    pub staff: Vec<StaffMember>,
    authorisations: BTreeMap<Uuid, Vec<Authorisation>>,
    /// The version in force.
    pub structure: Option<Structure>,
    /// All versions, also those whose day has not come.
    pub versions: Arc<Vec<StructureVersion>>,
    /// Other centres whose card was taken.
    pub partners: Vec<Partner>,
    /// People of other centres whose work came from there.
    outsiders: BTreeMap<Uuid, Outsider>,
    /// Numbers of the centre's laptops, by what writes on them.
    laptops: BTreeMap<Uuid, u32>,
    /// How the office's daily copies stand; `None` in an office that makes none.
    pub backup: Option<BackupState>,
}

impl Directory {
    /// Reads the centre's own case as it stands on a day.
    pub fn load(store: &mut Store, centre: Uuid, today: NaiveDate) -> Result<Self, Problem> {
        let document = store.document(centre)?;
        let records = Records::of(&document, &[], Fields::Case);
        let staff = records
            .rows::<StaffMember>(kind::STAFF, ROW_FIELD)
            .map(|(_, member)| member)
            .collect();
        let authorisations = records.rows::<Vec<Authorisation>>(kind::STAFF, AUTHORISATIONS);
        let versions: Vec<StructureVersion> = records
            .rows::<StructureVersion>(kind::STRUCTURE, ROW_FIELD)
            .map(|(_, version)| version)
            .collect();
        let laptops = records
            .rows::<Laptop>(kind::LAPTOP, ROW_FIELD)
            .map(|(actor, laptop)| (actor, laptop.number))
            .collect();
        let partners = records.rows::<Partner>(kind::PARTNER, ROW_FIELD);
        let outsiders = records.rows::<Outsider>(kind::OUTSIDER, ROW_FIELD);
        let mut backups = records.rows::<BackupState>(kind::BACKUP, ROW_FIELD);
        let backup = backups.next().map(|(_, state)| state);
        let mut directory = Self {
            staff,
            authorisations: authorisations.collect(),
            backup,
            partners: partners.map(|(_, partner)| partner).collect(),
            outsiders: outsiders.collect(),
            structure: None,
            versions: Arc::new(versions),
            laptops,
        };
        directory.turn_to(today);
        Ok(directory)
    }

    /// Takes the version of a day.
    pub fn turn_to(&mut self, today: NaiveDate) {
        let current = in_force(&self.versions, today);
        self.structure = current.map(|version| version.structure.clone());
    }

    pub fn member(&self, person: Uuid) -> Option<&StaffMember> {
        self.staff.iter().find(|member| member.person == person)
    }

    pub fn authorisations(&self, person: Uuid) -> &[Authorisation] {
        let given = self.authorisations.get(&person);
        given.map_or(&[], Vec::as_slice)
    }

    /// Name of a person, or a plain word for one the directory does not hold.
    pub fn name(&self, person: Uuid) -> String {
        match (self.member(person), self.outsiders.get(&person)) {
            (Some(member), _) => member.name.clone(),
            (None, Some(outsider)) => format!("{} ({})", outsider.name, outsider.of),
            (None, None) => "ośrodek".to_owned(),
        }
    }

    /// Name of another centre; empty for one whose card is not known.
    pub fn partner_name(&self, centre: Uuid) -> String {
        let mut known = self.partners.iter();
        let found = known.find(|known| known.centre == centre);
        found.map(|known| known.name.clone()).unwrap_or_default()
    }

    /// Number of the laptop on which an installation writes, once the office has heard of it.
    pub fn laptop(&self, actor: Uuid) -> Option<u32> {
        self.laptops.get(&actor).copied()
    }

    pub fn team_name(&self, team: &str) -> String {
        self.structure
            .as_ref()
            .and_then(|structure| structure.team_name(team))
            .unwrap_or(team)
            .to_owned()
    }

    /// Name of a team or a person.
    pub fn party_name(&self, party: &Party) -> String {
        match party {
            Party::Team(team) => self.team_name(team),
            Party::Person(person) => self.name(*person),
        }
    }

    /// Whether what is addressed to this team goes to another office.
    pub fn leaves_the_centre(&self, team: &str) -> bool {
        let structure = self.structure.as_ref();
        structure.is_some_and(|structure| structure.leaves_the_centre(team))
    }

    /// Whether the head lets coordinators see the work of their teams' people by name.
    pub fn is_named_on_board(&self) -> bool {
        let structure = self.structure.as_ref();
        structure.is_some_and(|structure| structure.parameters.named_on_board)
    }

    /// Days for which a laptop may be read after the office last answered, where the centre's structure is known.
    pub fn lease_days(&self) -> Option<u32> {
        let structure = self.structure.as_ref();
        structure.map(|structure| structure.parameters.lease())
    }

    pub fn teams_of(&self, person: Uuid) -> Vec<TeamView> {
        let teams = self
            .member(person)
            .map(|member| member.teams.clone())
            .unwrap_or_default();
        teams
            .into_iter()
            .map(|id| TeamView {
                name: self.team_name(&id),
                id,
            })
            .collect()
    }

    /// Own roles and those that her teams bring.
    pub fn roles_of(&self, person: Uuid) -> Vec<Role> {
        let Some(member) = self.member(person) else {
            return Vec::new();
        };
        let structure = self.structure.iter();
        let of_teams = structure.flat_map(|structure| {
            let teams = member.teams.iter();
            teams.flat_map(|team| structure.team_roles(team).iter().copied())
        });
        member.roles.iter().copied().chain(of_teams).collect()
    }

    /// What a person comes for, from her roles and teams.
    pub fn seats_of(&self, person: Uuid) -> Vec<Seat> {
        let Some(member) = self.member(person) else {
            return vec![Seat::Field];
        };
        let mut seats: Vec<Seat> = member.roles.iter().map(|role| seat(*role)).collect();
        // The head takes reports where nobody else does.
        if member.roles.contains(&Role::Head) {
            seats.push(Seat::FirstContact);
        }
        if member.roles.iter().any(|role| role.reads_access_log()) {
            seats.push(Seat::AccessLog);
        }
        if !member.teams.is_empty() {
            seats.push(Seat::Team);
        }
        seats.sort_by_key(|seat| *seat as u8);
        seats.dedup();
        seats
    }
}

fn seat(role: Role) -> Seat {
    match role {
        Role::FirstContact => Seat::FirstContact,
        Role::FieldWorker | Role::OtherCentre => Seat::Field,
        Role::FamilyAssistant | Role::FosterCoordinator => Seat::Assistance,
        Role::BenefitsTeam | Role::SocialWorkTeam | Role::ServicesTeam => Seat::Team,
        Role::Coordinator | Role::Head => Seat::Head,
        Role::Merger => Seat::Merging,
        Role::Administrator => Seat::Administrator,
        Role::Inspector => Seat::AccessLog,
    }
}
