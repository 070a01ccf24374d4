//! Profiles on this laptop: choosing one, unlocking, enrolling with a code, and practice.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use teren_domain::break_glass::may_break;
use teren_ledger::EnrolmentCode;
use teren_store::{Identity, OfficeLink, Profile, Store, platform};
use teren_sync::HttpTransport;
use uuid::Uuid;

use crate::App;
use crate::access_log::Noted;
use crate::clock::local_date;
use crate::contract::{PlaceView, Problem, ProblemCode, ProfileView, SessionView};
use crate::directory::Directory;
use crate::forms::Forms;
use crate::lease::{Leased, tick};
use crate::problem::of_io;
use crate::session::{Open, lock};

const SIGN: &str = "profile.json";
/// Characters of a passphrase at the least.
const SHORTEST_PASSPHRASE: usize = 12;
/// An answer about a forgotten passphrase at the most, bytes.
const LARGEST_ANSWER: u64 = 64 * 1024;

/// What stands on the list before unlocking: nothing about families.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Sign {
    id: Uuid,
    person: String,
    centre: String,
    practice: bool,
    /// The laptop as the office knows it; none in practice.
    #[serde(default)]
    replica: Option<Uuid>,
}

impl App {
    /// Profiles on this laptop, the practice ones last.
    pub fn profiles(&self) -> Result<Vec<ProfileView>, Problem> {
        let now_ms = self.now_ms();
        let mut found = Vec::new();
        let entries = fs::read_dir(self.profiles_folder())
            .into_iter()
            .flatten()
            .filter_map(Result::ok);
        for folder in entries.map(|entry| entry.path()) {
            let Some(sign) = read_sign(&folder) else {
                continue;
            };
            let wait_s = Profile::at(&folder).wait_s(now_ms);
            found.push(ProfileView {
                id: sign.id,
                person: sign.person,
                centre: sign.centre,
                practice: sign.practice,
                wait_s,
            });
        }
        found.sort_by(|one, other| {
            (one.practice, &one.person).cmp(&(other.practice, &other.person))
        });
        Ok(found)
    }

    /// Opens a profile with its passphrase.
    pub fn unlock(&self, profile: Uuid, passphrase: &str) -> Result<SessionView, Problem> {
        let folder = self.profile_folder(profile);
        let sign = read_sign(&folder).ok_or_else(|| Problem::of(ProblemCode::NotFound))?;
        // A profile that is open already is locked first; another one stays open until this one opens.
        if lock(&self.open)
            .as_ref()
            .is_some_and(|open| open.profile == profile)
        {
            self.lock()?;
        }
        let now_ms = self.now_ms();
        let store = Profile::at(&folder).unlock(passphrase, now_ms)?;
        let view = self.open_store(sign, store)?;
        self.beyond_lease(|open| open.note_unlocking(now_ms))?;
        match self.beyond_lease(|open| Ok(open.is_withdrawn()))? {
            true => self.ask_once_more(),
            false => Ok(view),
        }
    }

    /// A laptop that was withdrawn hands over what is left on it, and asks whether that still holds; else it is locked again.
    fn ask_once_more(&self) -> Result<SessionView, Problem> {
        let unauthorised = self.beyond_lease(|open| Ok(open.is_unauthorised()))?;
        let _as_before = self.exchange_and_wait();
        if let Some(view) = self.session()?
            && !self.beyond_lease(|open| Ok(open.is_withdrawn()))?
        {
            return Ok(view);
        }
        // It locks itself as soon as nothing is left to hand over.
        let unauthorised = match self.session()? {
            Some(_) => self.beyond_lease(|open| Ok(open.is_unauthorised()))?,
            None => unauthorised,
        };
        self.lock()?;
        Err(Problem::of(match unauthorised {
            true => ProblemCode::Unauthorised,
            false => ProblemCode::Withdrawn,
        }))
    }

    /// Asks the centre for help with a forgotten passphrase, by a file that opens nothing.
    pub fn ask_recovery(&self, profile: Uuid, path: &Path) -> Result<(), Problem> {
        let folder = self.profile_folder(profile);
        let sign = read_sign(&folder).ok_or_else(|| Problem::of(ProblemCode::NotFound))?;
        let replica = sign.replica;
        let replica = replica.ok_or_else(|| Problem::of(ProblemCode::NeedsOffice))?;
        let request = Profile::at(&folder).ask_recovery(replica)?;
        platform::replace_file(path, &request).map_err(|error| of_io(&error))
    }

    /// Puts a new passphrase in place of the forgotten one, by the centre's answer and the code that was told, and opens the profile.
    pub fn recover(
        &self,
        profile: Uuid,
        path: &Path,
        code: &str,
        passphrase: &str,
    ) -> Result<SessionView, Problem> {
        check_passphrase(passphrase)?;
        let size = fs::metadata(path).map_err(|error| of_io(&error))?.len();
        if size > LARGEST_ANSWER {
            return Err(Problem::of(ProblemCode::RecoveryUnreadable));
        }
        let answer = fs::read(path).map_err(|error| of_io(&error))?;
        let folder = self.profile_folder(profile);
        Profile::at(&folder).take_recovery(&answer, code, passphrase)?;
        self.unlock(profile, passphrase)
    }

    /// Enrols this laptop for one person with the code the office gave.
    pub fn enrol(&self, code: &str, passphrase: &str) -> Result<SessionView, Problem> {
        check_passphrase(passphrase)?;
        let code = EnrolmentCode::parse(code)?;
        let identity = self.enrolled(&code)?;
        let centre = identity
            .office
            .as_ref()
            .map(|office| office.centre_name.clone())
            .unwrap_or_default();
        let sign = Sign {
            id: Uuid::now_v7(),
            person: identity.person_name.clone(),
            centre,
            practice: false,
            replica: Some(identity.replica),
        };
        let store = self.create(&sign, identity, passphrase)?;
        lock(&self.enrolling).take();
        let view = self.open_store(sign, store)?;
        // The first exchange brings the centre's people and the visits; without it the laptop is enrolled all the same.
        let _later = self.exchange_and_wait();
        Ok(self.session()?.unwrap_or(view))
    }

    /// Opens (or makes) the practice profile: its own database, invented families, no office.
    pub fn start_practice(&self, passphrase: &str) -> Result<SessionView, Problem> {
        if let Some(practice) = self
            .profiles()?
            .into_iter()
            .find(|profile| profile.practice)
        {
            return self.unlock(practice.id, passphrase);
        }
        check_passphrase(passphrase)?;
        let identity = Identity::fresh(Uuid::now_v7(), "Osoba ćwicząca", true)?;
        let sign = Sign {
            id: Uuid::now_v7(),
            person: identity.person_name.clone(),
            centre: "Ośrodek ćwiczebny".to_owned(),
            practice: true,
            replica: None,
        };
        let store = self.create(&sign, identity, passphrase)?;
        self.open_store(sign, store)?;
        let now_ms = self.now_ms();
        self.with(|open| crate::practice::fill(open, now_ms))?;
        self.session()?
            .ok_or_else(|| Problem::of(ProblemCode::Internal))
    }

    /// Locks: what was typed becomes durable changes, the key leaves memory.
    pub fn lock(&self) -> Result<(), Problem> {
        let now_ms = self.now_ms();
        self.abandon_exchange();
        self.voice.hush();
        if let Some(mut open) = lock(&self.open).take() {
            let _too_short_to_say_anything = self.keep_recording(&mut open, now_ms);
            // Drafts are durable; if they cannot become changes now they will at the next unlock.
            let _later = open.commit_drafts(now_ms);
            let _counted_again = open.keep_lease();
            open.store.close()?;
        }
        Ok(())
    }

    /// The open session, if the seat is unlocked.
    pub fn session(&self) -> Result<Option<SessionView>, Problem> {
        match lock(&self.open).as_mut() {
            Some(open) => Ok(Some(open.session_view()?)),
            None => Ok(None),
        }
    }

    /// Asks the office for the place behind a code. A try after a cut line repeats the first one exactly.
    fn enrolled(&self, code: &EnrolmentCode) -> Result<Identity, Problem> {
        let mut identity = {
            let mut enrolling = lock(&self.enrolling);
            match enrolling.take() {
                Some((secret, identity)) if secret == code.secret => identity,
                _ => Identity::fresh(Uuid::nil(), "", false)?,
            }
        };
        *lock(&self.enrolling) = Some((code.secret, identity.clone()));
        let mut line = HttpTransport::to_enrol(&code.address, code.fingerprint)?;
        let answer = teren_sync::enrol(&mut line, code, identity.replica, identity.public_key())?;
        identity.person = answer.person;
        identity.person_name = answer.person_name.clone();
        identity.office = Some(OfficeLink {
            address: code.address.clone(),
            fingerprint: code.fingerprint,
            token: answer.token,
            centre: answer.centre,
            centre_name: answer.centre_name.clone(),
            office_key: answer.office_key,
            recovery_key: answer.recovery_key,
        });
        Ok(identity)
    }

    fn profiles_folder(&self) -> PathBuf {
        self.root.join("profiles")
    }

    fn profile_folder(&self, profile: Uuid) -> PathBuf {
        self.profiles_folder().join(profile.to_string())
    }

    fn create(&self, sign: &Sign, identity: Identity, passphrase: &str) -> Result<Store, Problem> {
        let folder = self.profile_folder(sign.id);
        self.lock()?;
        let mut store = Profile::at(&folder).create(passphrase, self.now_ms())?;
        store.put_identity(identity)?;
        // Without this file the profile is not on the list, so it must reach the disk whole.
        let text = serde_json::to_vec(sign).map_err(|_| Problem::of(ProblemCode::Internal))?;
        platform::replace_file(&folder.join(SIGN), &text).map_err(|error| of_io(&error))?;
        Ok(store)
    }

    fn open_store(&self, sign: Sign, mut store: Store) -> Result<SessionView, Problem> {
        let identity = store
            .identity()
            .ok_or_else(|| Problem::of(ProblemCode::Internal))?;
        let person = identity.person;
        // The practice centre's own case bears the person's id: there is no office to name it.
        let centre = identity
            .office
            .as_ref()
            .map_or(person, |office| office.centre);
        let now = tick(&*self.clock);
        let today = local_date(now.wall_ms);
        let leased = match identity.office {
            Some(_) => Some(Leased::open(&mut store, now)?),
            None => None,
        };
        let directory = Directory::load(&mut store, centre, today).unwrap_or_default();
        let authorisations = Open::kept_authorisations(&mut store)?;
        let mut open = Open {
            profile: sign.id,
            practice: sign.practice,
            person,
            person_name: sign.person,
            centre,
            centre_name: sign.centre,
            store,
            directory,
            today,
            forms: Forms::default(),
            editing: None,
            noted: Noted::default(),
            incoming: None,
            leased,
            authorisations,
            removed_notes: BTreeMap::new(),
        };
        open.end_readings(self.now_ms())?;
        let view = open.session_view()?;
        // Another profile that was open until now is locked in order.
        self.lock()?;
        *lock(&self.open) = Some(open);
        self.warm_press();
        Ok(view)
    }
}

impl Open {
    fn session_view(&mut self) -> Result<SessionView, Problem> {
        let last = self.store.last_document()?;
        let place = last
            .map(|document| self.store.place(document))
            .transpose()?
            .flatten();
        let place: Option<PlaceView> = place.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        Ok(SessionView {
            profile: self.profile,
            person_id: self.person,
            person: self.person_name.clone(),
            centre: self.centre_name.clone(),
            practice: self.practice,
            seats: self.directory.seats_of(self.person),
            teams: self.directory.teams_of(self.person),
            breaks_glass: !self.practice && may_break(&self.directory.roles_of(self.person)),
            place,
        })
    }
}

fn check_passphrase(passphrase: &str) -> Result<(), Problem> {
    if passphrase.chars().count() < SHORTEST_PASSPHRASE {
        return Err(
            Problem::of(ProblemCode::PassphraseTooShort).with("characters", SHORTEST_PASSPHRASE)
        );
    }
    Ok(())
}

fn read_sign(folder: &Path) -> Option<Sign> {
    serde_json::from_slice(&fs::read(folder.join(SIGN)).ok()?).ok()
}
