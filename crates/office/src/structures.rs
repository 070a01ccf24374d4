//! The centre's structure in force: read from its own case, one version after another, and what follows when another takes effect.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::NaiveDate;
use teren_domain::Category;
use teren_domain::access::Role;
use teren_domain::access_log::Event;
use teren_domain::condition::Catalogue;
use teren_domain::revision::{StructureVersion, in_force, units_gone};
use teren_domain::rules::{findings, known_fields};
use teren_domain::structure::{Organisation, Structure, Unit};
use teren_domain::workflow::{ActRefusal, kind};
use teren_ledger::{Envelope, Hash, ROW_FIELD, StreamState};
use uuid::Uuid;

use crate::OfficeError;
use crate::acts::{Answered, answer_to};
use crate::clock::local_date;
use crate::desk::{Desk, House};
use crate::directory::opening;
use crate::fields::Fields;
use crate::grants::TEAM_ITSELF;
use crate::inbox;
use crate::keys::new_id;
use crate::people;
use crate::records::{Gathered, Records};
use crate::storage::{Person, Storage, StorageError, StreamRow};

/// Name of the setting that says whose effects on people and grants are done.
const APPLIED: &str = "structure_applied";

/// What was read of the centre's own case, as long as that stays as it was.
struct Loaded {
    stream: StreamRow,
    /// Place and hash of the last change it was read from.
    read_to: (u64, Hash),
    day: NaiveDate,
    structure: Arc<Structure>,
    versions: Arc<Vec<StructureVersion>>,
}

/// The versions once read, shared by all requests.
#[derive(Default)]
pub(crate) struct Structures(Mutex<Option<Loaded>>);

impl House {
    /// The structure in force at a moment.
    pub fn structure_at(
        &self,
        storage: &mut dyn Storage,
        now_ms: i64,
    ) -> Result<Arc<Structure>, OfficeError> {
        Ok(self.look_up(storage, now_ms)?.0)
    }

    /// All versions there are, also those whose day has not come.
    pub fn versions(
        &self,
        storage: &mut dyn Storage,
        now_ms: i64,
    ) -> Result<Arc<Vec<StructureVersion>>, OfficeError> {
        Ok(self.look_up(storage, now_ms)?.1)
    }

    fn look_up(
        &self,
        storage: &mut dyn Storage,
        now_ms: i64,
    ) -> Result<(Arc<Structure>, Arc<Vec<StructureVersion>>), OfficeError> {
        let day = local_date(now_ms);
        let mut kept = (self.structures.0.lock()).unwrap_or_else(PoisonError::into_inner);
        let stream = match &*kept {
            Some(loaded) => loaded.stream,
            None => {
                let centre = storage.case(self.centre)?.ok_or(OfficeError::Structure)?;
                storage.stream(&centre, self.centre, Category::Workflow.number())?
            }
        };
        let heads = storage.heads(stream.row)?;
        let last = heads.iter().max_by_key(|head| head.sequence);
        let read_to = last.map_or((0, [0; 32]), |head| (head.sequence, head.head.hash));
        let loaded = match kept.take() {
            Some(loaded) if loaded.read_to == read_to && loaded.day == day => loaded,
            _ => {
                let versions = self.read_versions(storage, stream)?;
                let current = in_force(&versions, day).ok_or(OfficeError::Structure)?;
                Loaded {
                    stream,
                    read_to,
                    day,
                    structure: Arc::new(current.structure.clone()),
                    versions: Arc::new(versions),
                }
            }
        };
        let found = (Arc::clone(&loaded.structure), Arc::clone(&loaded.versions));
        *kept = Some(loaded);
        Ok(found)
    }

    fn read_versions(
        &self,
        storage: &mut dyn Storage,
        stream: StreamRow,
    ) -> Result<Vec<StructureVersion>, OfficeError> {
        let mut state = StreamState::default();
        for stored in storage.live_changes(stream.row)? {
            let bytes = self.packing.unpack(&stored.body, &stored.shelf)?;
            state.restore(&Envelope::open(bytes)?, stored.live)?;
        }
        let mut gathered = Gathered::default();
        gathered.add(Category::Workflow.number(), &state);
        let records = gathered.records(Fields::Case);
        let versions = records.of_kind(kind::STRUCTURE);
        Ok(versions
            .filter_map(|record| Records::read::<StructureVersion>(record, ROW_FIELD))
            .collect())
    }

    /// Fields that the rules of this centre may use.
    pub fn catalogue(&self, structure: &Structure) -> Catalogue {
        let mut known = known_fields(structure);
        known.extend(teren_questionnaire::catalogue(self.forms.values()));
        known
    }
}

/// Does what follows from a version whose day has come since: coordinators get or lose their role, and where a unit does other
/// work than before, what its members hold follows.
pub(crate) fn take_effect(desk: &mut Desk<'_>) -> Result<(), OfficeError> {
    let applied = desk.storage.meta(APPLIED)?;
    let current = Arc::clone(&desk.structure);
    if applied.as_deref() == Some(current.version.as_bytes()) {
        return Ok(());
    }
    (desk.storage).set_meta(APPLIED, current.version.as_bytes())?;
    let house = Arc::clone(&desk.house);
    let versions = house.versions(desk.storage, desk.now_ms)?;
    let was = |version: &&StructureVersion| {
        applied.as_deref() == Some(version.structure.version.as_bytes())
    };
    let Some(before) = versions.iter().find(was) else {
        return Ok(());
    };
    appoint(desk, &before.structure, &current)?;
    let same_work = before.structure.units.iter().all(|unit| {
        let now = current.unit(&unit.id);
        now.is_some_and(|now| now.kind == unit.kind)
    });
    if !same_work {
        for person in desk.persons()? {
            desk.regrant((&person, &before.structure), &person)?;
        }
        let gone = units_gone(&before.structure, &current);
        for unit in gone {
            dissolve(desk, unit)?;
        }
    }
    desk.note(Uuid::nil(), Event::StructureInForce, desk.house.centre)
}

/// People named as coordinators of units; a description in words names nobody.
fn coordinators(structure: &Structure) -> BTreeSet<Uuid> {
    let named = structure
        .units
        .iter()
        .filter_map(|unit| unit.coordinator.as_ref());
    named.filter_map(|text| text.parse().ok()).collect()
}

fn appoint(desk: &mut Desk<'_>, before: &Structure, now: &Structure) -> Result<(), OfficeError> {
    let (were, are) = (coordinators(before), coordinators(now));
    for mut person in desk.persons()? {
        let id = person.person;
        let coordinates = person.roles.contains(&Role::Coordinator);
        if are.contains(&id) && !coordinates {
            person.roles.push(Role::Coordinator);
        } else if were.contains(&id) && !are.contains(&id) && coordinates {
            person.roles.retain(|role| *role != Role::Coordinator);
        } else {
            continue;
        }
        people::change(desk, &person)?;
    }
    Ok(())
}

/// What came to a unit between the decision and the day on which it is gone: its members sit in it no more, its matters lie with the
/// head.
fn dissolve(desk: &mut Desk<'_>, unit: &Unit) -> Result<(), OfficeError> {
    for mut person in desk.persons()? {
        if person.teams.contains(&unit.id) {
            person.teams.retain(|team| *team != unit.id);
            people::change(desk, &person)?;
        }
    }
    let mut left = desk.storage.grants_of_person(TEAM_ITSELF)?;
    left.retain(|grant| grant.via == unit.id);
    for grant in left {
        if let Some(case) = desk.storage.case(grant.case)? {
            inbox::leave_to_head(desk, &case, unit)?;
            desk.withdraw_team(&unit.id, &case, grant.document)?;
        }
    }
    Ok(())
}

/// What the head proposes.
pub(crate) struct Proposal {
    pub based_on: String,
    pub valid_from: NaiveDate,
    pub reason: String,
    pub organisation: Organisation,
}

fn is_head(person: &Person) -> bool {
    person.active && person.roles.contains(&Role::Head)
}

/// The structure as the head would have it; `None` if it contradicts itself.
pub(crate) fn organised(
    desk: &Desk<'_>,
    organisation: Organisation,
    version: String,
) -> Option<Structure> {
    let structure = desk.structure.organised(organisation, version);
    structure.check().ok()?;
    let catalogue = desk.house.catalogue(&structure);
    let wrong = findings(&structure, &catalogue).iter().any(|one| one.error);
    (!wrong).then_some(structure)
}

/// Writes a new version of the structure. It takes effect on its day; what came in before went by the rules of its own day.
pub(crate) fn propose(
    desk: &mut Desk<'_>,
    sender: &Person,
    proposal: Proposal,
) -> Result<Answered, OfficeError> {
    if !is_head(sender) {
        return Ok(Err(ActRefusal::NotAllowed));
    }
    let house = Arc::clone(&desk.house);
    let versions = house.versions(desk.storage, desk.now_ms)?;
    let last = versions.iter().max_by_key(|version| version.number);
    let number = last.map_or(1, |last| last.number.saturating_add(1));
    if last.is_some_and(|last| last.structure.version != proposal.based_on) {
        return Ok(Err(ActRefusal::Outdated));
    }
    let backdated = proposal.valid_from < local_date(desk.now_ms);
    let name = format!("{}/{number}", proposal.valid_from);
    let structure = organised(desk, proposal.organisation, name.clone());
    let (Some(structure), false) = (structure, backdated || proposal.reason.trim().is_empty())
    else {
        return Ok(Err(ActRefusal::Contradictory));
    };
    if in_use(desk, &versions, &structure)? {
        return Ok(Err(ActRefusal::UnitInUse));
    }
    let version = StructureVersion {
        number,
        valid_from: proposal.valid_from,
        by: sender.person,
        at_ms: desk.now_ms,
        reason: proposal.reason.trim().to_owned(),
        structure,
    };
    desk.write_structure(&version)?;
    desk.note(sender.person, Event::StructureDecided, desk.house.centre)?;
    desk.structure = house.structure_at(desk.storage, desk.now_ms)?;
    take_effect(desk)?;
    Ok(Ok(serde_json::to_vec(&name)?))
}

/// Whether a unit that would be gone has members or matters.
fn in_use(
    desk: &mut Desk<'_>,
    versions: &[StructureVersion],
    after: &Structure,
) -> Result<bool, OfficeError> {
    let known = versions.iter();
    let gone: BTreeSet<String> = known
        .flat_map(|version| units_gone(&version.structure, after))
        .map(|unit| unit.id.clone())
        .collect();
    if gone.is_empty() {
        return Ok(false);
    }
    let persons = desk.persons()?;
    let mut members = persons.iter().filter(|person| person.active);
    let has_members = members.any(|person| person.teams.iter().any(|team| gone.contains(team)));
    let matters = desk.storage.grants_of_person(TEAM_ITSELF)?;
    Ok(has_members || matters.iter().any(|grant| gone.contains(&grant.via)))
}

/// Puts a person into teams of the structure in force.
pub(crate) fn place_member(
    desk: &mut Desk<'_>,
    sender: &Person,
    person: Uuid,
    teams: Vec<String>,
) -> Result<Answered, OfficeError> {
    if !is_head(sender) {
        return Ok(Err(ActRefusal::NotAllowed));
    }
    let known = |team: &String| desk.structure.unit(team).is_some();
    let (Some(person), true) = (desk.storage.person(person)?, teams.iter().all(known)) else {
        return Ok(Err(ActRefusal::Unknown));
    };
    people::change(
        desk,
        &Person {
            teams,
            ..person.clone()
        },
    )?;
    desk.note(sender.person, Event::MemberPlaced, person.person)?;
    Ok(Ok(Vec::new()))
}

impl Desk<'_> {
    /// Writes one version into the centre's own case.
    pub fn write_structure(&mut self, version: &StructureVersion) -> Result<(), OfficeError> {
        let centre = self.house.centre;
        let case = self.storage.case(centre)?;
        let case = case.ok_or(StorageError::Damaged("the centre's own case"))?;
        let record = new_id(self.now_ms)?;
        let writes = [
            opening(record, kind::STRUCTURE, Some(centre))?,
            answer_to(record, ROW_FIELD, version)?,
        ];
        self.write(&case, centre, Category::Workflow, &writes)?;
        if let Ok(Some(_)) = self.storage.meta(APPLIED) {
            return Ok(());
        }
        // The first version was always in force.
        Ok((self.storage).set_meta(APPLIED, version.structure.version.as_bytes())?)
    }
}
