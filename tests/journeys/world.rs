//! The centre in Konstancin with its people and their laptops: an office on loopback with real TLS, and real profiles.
//! When a world ends, nothing that could leave is left behind on a laptop, and no record hangs in the air.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;
use teren_app::App;
use teren_app::clock::{Clock, local_date};
use teren_app::contract::{
    ActOutcome, AddressInput, ConflictView, ExchangeState, ExchangeView, InterviewView, Problem,
    ReportInput, SealView,
};
use teren_domain::access::Role;
use teren_domain::lease::Run;
use teren_ledger::RECORD_FIELD;
use teren_office::storage::sqlite::SqliteStorage;
use teren_office::storage::{AccessLog as _, Log as _};
use teren_play::case_file::CaseFile;
use teren_play::centre::Centre;
use teren_play::clock::{StoryClock, moment};
use teren_play::fill::fill;
use teren_store::{Profile, Store};
use uuid::Uuid;

pub const PASSPHRASE: &str = "bardzo długie hasło";
pub const BENEFITS: &str = "konstancin-swiadczenia";
pub const SERVICES: &str = "konstancin-uslugi";
pub const SOCIAL_WORK: &str = "konstancin-praca-socjalna";
/// The family of most stories.
pub const FAMILY: &str = include_str!("../fixtures/cases/01-emerytka-opal.json");

/// Name, roles, team.
const PEOPLE: [(&str, &[Role], Option<&str>); 11] = [
    ("Ewa", &[Role::FieldWorker], None),
    ("Marek", &[Role::FieldWorker], None),
    ("Halina", &[Role::FirstContact], None),
    ("Paweł", &[], Some(BENEFITS)),
    ("Piotr", &[], Some(BENEFITS)),
    ("Zofia", &[], Some(SOCIAL_WORK)),
    ("Iwona", &[], Some(SERVICES)),
    ("Anna", &[Role::Head], None),
    ("Maria", &[Role::Merger], None),
    // Leads the benefits team.
    ("Grażyna", &[Role::Coordinator], Some(BENEFITS)),
    // Both at once, which art. 17 ust. 3 u.w.r. forbids: the narrower list binds her.
    ("Bożena", &[Role::FieldWorker, Role::FamilyAssistant], None),
];

/// The centre, its people, and the laptops enrolled so far.
pub struct World {
    laptops: BTreeMap<&'static str, Laptop>,
    pub centre: Centre,
    people: BTreeMap<&'static str, Uuid>,
    folder: TempDir,
}

/// One person's laptop.
pub struct Laptop {
    pub app: App,
    pub clock: Arc<LaptopClock>,
    root: PathBuf,
    profile: Uuid,
}

/// The world's time, as wrong as a laptop may have it.
pub struct LaptopClock {
    world: Arc<StoryClock>,
    off_ms: AtomicI64,
    /// When the machine was switched on last, by the world's time.
    started_ms: AtomicI64,
}

impl LaptopClock {
    pub fn turn_by(&self, off_ms: i64) {
        self.off_ms.store(off_ms, Ordering::SeqCst);
    }

    /// The machine is switched off, and on again now.
    pub fn restart(&self) {
        let now_ms = self.world.now_ms();
        self.started_ms.store(now_ms, Ordering::SeqCst);
    }
}

impl Clock for LaptopClock {
    fn now_ms(&self) -> i64 {
        self.world.now_ms() + self.off_ms.load(Ordering::SeqCst)
    }

    fn run(&self) -> Run {
        let started_ms = self.started_ms.load(Ordering::SeqCst);
        Run {
            boot: Uuid::from_u128(started_ms.unsigned_abs().into()),
            ms: self.world.now_ms() - started_ms,
        }
    }
}

impl World {
    /// The centre on a Monday morning; nobody has a laptop yet.
    pub fn konstancin() -> Self {
        Self::of("konstancin", &PEOPLE)
    }

    /// Another centre with people of its own.
    pub fn of(structure: &str, people: &[(&'static str, &[Role], Option<&str>)]) -> Self {
        let centre = Centre::open(structure, moment("2026-11-02T08:00").unwrap()).unwrap();
        let people = people.iter().map(|(name, roles, team)| {
            let teams = team.map(str::to_owned).into_iter().collect();
            (*name, centre.person(name, roles.to_vec(), teams).unwrap())
        });
        let people = people.collect();
        Self {
            centre,
            people,
            laptops: BTreeMap::new(),
            folder: tempfile::tempdir().unwrap(),
        }
    }

    pub fn person(&self, name: &str) -> Uuid {
        self.people[name]
    }

    /// Somebody comes to work here.
    pub fn hire(&mut self, name: &'static str, roles: &[Role]) {
        self.hire_into(name, roles, &[]);
    }

    /// The same, into teams.
    pub fn hire_into(&mut self, name: &'static str, roles: &[Role], teams: &[&str]) {
        let teams = teams.iter().map(|team| (*team).to_owned()).collect();
        let person = self.centre.person(name, roles.to_vec(), teams);
        self.people.insert(name, person.unwrap());
    }

    /// An enrolment code for a person, naming an address: the office's own, or a bad line before it.
    pub fn code(&self, name: &str, address: SocketAddr) -> String {
        let now_ms = self.centre.clock.now_ms();
        self.centre
            .office
            .enrolment_code(self.person(name), &address.to_string(), now_ms)
            .unwrap()
    }

    /// The person's laptop; enrolled when it is first asked for.
    /// Two laptops that are at work at the same time.
    pub fn pair(&mut self, one: &'static str, other: &'static str) -> (&Laptop, &Laptop) {
        for name in [one, other] {
            self.laptop(name);
        }
        (&self.laptops[one], &self.laptops[other])
    }

    pub fn laptop(&mut self, name: &'static str) -> &Laptop {
        if !self.laptops.contains_key(name) {
            self.enrol(name, self.centre.address());
        }
        &self.laptops[name]
    }

    /// Enrols the person's laptop over a line of its own.
    pub fn enrol(&mut self, name: &'static str, address: SocketAddr) {
        let (app, clock, root) = self.unenrolled(name);
        let session = app.enrol(&self.code(name, address), PASSPHRASE).unwrap();
        assert_eq!(
            (session.person_id, session.practice),
            (self.person(name), false)
        );
        let laptop = Laptop {
            app,
            clock,
            root,
            profile: session.profile,
        };
        self.laptops.insert(name, laptop);
    }

    /// A laptop without a profile.
    pub fn unenrolled(&self, name: &str) -> (App, Arc<LaptopClock>, PathBuf) {
        let root = self.folder.path().join(name);
        let clock = Arc::new(LaptopClock {
            world: Arc::clone(&self.centre.clock),
            off_ms: AtomicI64::new(0),
            started_ms: AtomicI64::new(0),
        });
        (App::new(&root, clock.clone()), clock, root)
    }

    pub fn folder(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    pub fn pass(&self, time: Duration) {
        let later = self.centre.clock.now_ms() + i64::try_from(time.as_millis()).unwrap();
        self.centre.clock.forward_to(later);
    }

    /// The head settles for how many days a laptop is read without the office.
    pub fn lease(&mut self, days: u32) {
        let anna = self.laptop("Anna");
        anna.exchange();
        let view = anna.app.organisation().unwrap();
        let mut draft = view.draft;
        draft.parameters.lease_days = Some(days);
        let today = local_date(anna.clock.now_ms()).to_string();
        let said = anna
            .app
            .propose_structure(&draft, &view.version, &today, "Praca bez sieci");
        assert_eq!(said.unwrap().outcome, ActOutcome::Accepted);
    }

    /// Halina registers the family of the stories and gives the visit to the workers.
    pub fn visit_for(&mut self, workers: &[&'static str]) -> Uuid {
        let workers: Vec<Uuid> = workers.iter().map(|name| self.person(name)).collect();
        let halina = self.laptop("Halina");
        let case = halina.app.register_report(&report()).unwrap().case;
        halina.exchange();
        for worker in workers {
            halina.app.assign_visit(case, worker).unwrap();
        }
        case
    }

    /// Ewa and Marek go there together: one interview, shared from the start, open on both laptops.
    pub fn shared_interview(&mut self) -> Uuid {
        let case = self.visit_for(&["Ewa", "Marek"]);
        let ewa = self.laptop("Ewa");
        ewa.exchange();
        let view = ewa.app.start_interview(case, None).unwrap();
        assert!(
            view.shared,
            "two workers share the interview from the start"
        );
        ewa.exchange();
        let marek = self.laptop("Marek");
        marek.exchange();
        let seen = marek.app.start_interview(case, None).unwrap();
        assert_eq!(
            seen.document, view.document,
            "the second worker opens the first one's interview"
        );
        view.document
    }

    /// The same, filled by Ewa as far as it goes; both laptops have all of it.
    pub fn filled_interview(&mut self) -> Uuid {
        let document = self.shared_interview();
        self.laptop("Ewa").fill(document);
        for name in ["Ewa", "Marek"] {
            self.laptop(name).exchange();
        }
        document
    }

    /// Somebody leaves the centre. Her laptop hears of it when it next asks, hands over what it has, and keeps nothing.
    pub fn dismiss(&mut self, name: &'static str) {
        let office = &self.centre.office;
        let mut people = office.persons().unwrap().into_iter();
        let mut gone = people
            .find(|known| known.person == self.person(name))
            .unwrap();
        gone.employed = false;
        let now_ms = self.centre.clock.now_ms();
        office.change_person(gone, now_ms).unwrap();
        let laptop = self.laptop(name);
        laptop.part();
    }

    /// Who read an interview, as the office's access log says.
    pub fn readers(&self, document: Uuid) -> Vec<Uuid> {
        self.logged("read", Some(document))
    }

    /// Of whom the office's access log says that she did this, to one subject or to any.
    pub fn logged(&self, event: &str, subject: Option<Uuid>) -> Vec<Uuid> {
        let log = database_in(self.centre.office.folder()).access_after(0, usize::MAX);
        let noted = log.unwrap().into_iter().filter(|entry| {
            entry.event == event && subject.is_none_or(|subject| entry.subject == subject)
        });
        noted.map(|entry| entry.person).collect()
    }

    /// Interviews of a case of which the office holds anything, read from its own database.
    pub fn documents_in_the_office(&self, case: Uuid) -> BTreeSet<Uuid> {
        documents_in(self.centre.office.folder(), case)
    }

    /// The file that the head keeps.
    pub fn recovery_key(&self) -> PathBuf {
        self.centre.office.folder().join("recovery.key")
    }

    pub fn unlock(&mut self, name: &'static str) {
        let laptop = self.laptop(name);
        laptop.app.unlock(laptop.profile, PASSPHRASE).unwrap();
    }
}

impl Laptop {
    /// Exchanges; it must come to a good end, with nothing put aside.
    pub fn exchange(&self) -> ExchangeView {
        let view = self.try_exchange();
        assert_eq!(view.problem, None);
        assert!(view.quarantined.is_empty(), "{:?}", view.quarantined);
        view
    }

    /// Exchanges, however it ends.
    pub fn try_exchange(&self) -> ExchangeView {
        let mut view = self.app.exchange().unwrap();
        while view.state == ExchangeState::Running {
            thread::sleep(Duration::from_millis(2));
            view = self.app.exchange_status().unwrap();
        }
        view
    }

    /// A laptop that was withdrawn hands over what it has, lets every family go, and locks.
    pub fn part(&self) {
        for _ in 0..2 {
            let begun = self.app.exchange();
            let status = || self.app.exchange_status().map(|view| view.state);
            while begun.is_ok() && status().is_ok_and(|state| state == ExchangeState::Running) {
                thread::sleep(Duration::from_millis(2));
            }
        }
        assert!(self.app.session().unwrap().is_none(), "it is locked");
    }

    /// Opens the profile with its passphrase.
    pub fn open(&self) -> Result<(), Problem> {
        self.app.unlock(self.profile, PASSPHRASE).map(|_| ())
    }

    pub fn profile_folder(&self) -> PathBuf {
        self.root.join("profiles").join(self.profile.to_string())
    }

    pub fn interview(&self, document: Uuid) -> InterviewView {
        self.app.open_interview(document).unwrap()
    }

    /// Types an answer of the interview itself and leaves the field.
    pub fn answer(&self, document: Uuid, field: &str, value: impl Into<Value>) {
        self.app.open_interview(document).unwrap();
        self.app
            .save_answer(document, document, field, value.into())
            .unwrap();
        self.app.leave_field(document).unwrap();
    }

    /// What an answer of the interview itself reads.
    pub fn reads(&self, document: Uuid, field: &str) -> Value {
        let view = self.interview(document);
        let root = view
            .records
            .iter()
            .find(|record| record.id == document)
            .unwrap();
        root.answers.get(field).cloned().unwrap_or_default()
    }

    pub fn conflicts(&self, document: Uuid) -> Vec<ConflictView> {
        self.interview(document).conflicts
    }

    /// The whole part I of the invented family, filled and approved.
    pub fn fill_and_approve(&self, document: Uuid) -> SealView {
        self.fill(document);
        self.app.approve(document).unwrap()
    }

    pub fn fill(&self, document: Uuid) {
        self.fill_with(document, FAMILY);
    }

    /// Fills the interview with the first one of a case file.
    pub fn fill_with(&self, document: Uuid, family: &str) {
        let case = CaseFile::parse(family).unwrap();
        fill(
            &self.app,
            &self.interview(document),
            &case.interviews[0],
            "interviews[0]",
        )
        .unwrap();
    }

    /// The process dies and is started again.
    pub fn kill_and_restart(&mut self) {
        self.app = App::new(&self.root, self.clock.clone());
        self.app.unlock(self.profile, PASSPHRASE).unwrap();
    }

    /// Looks into the profile itself, past every use case.
    pub fn look<T>(&self, look: impl FnOnce(&mut Store) -> T) -> T {
        let seen = self.look_last(look);
        self.app.unlock(self.profile, PASSPHRASE).unwrap();
        seen
    }

    /// The same, leaving the laptop locked.
    pub fn look_last<T>(&self, look: impl FnOnce(&mut Store) -> T) -> T {
        self.app.lock().unwrap();
        let profile = Profile::at(&self.profile_folder());
        let mut store = profile.unlock(PASSPHRASE, self.clock.now_ms()).unwrap();
        let seen = look(&mut store);
        store.close().unwrap();
        seen
    }
}

impl World {
    pub fn kill_and_restart(&mut self, name: &'static str) {
        self.laptops.get_mut(name).unwrap().kill_and_restart();
    }
}

/// The database of an office, past the office itself.
fn database_in(folder: &Path) -> SqliteStorage {
    let hex = fs::read(folder.join("office.key")).unwrap();
    let key = data_encoding::HEXLOWER.decode(hex.trim_ascii()).unwrap();
    let key: [u8; 32] = key.try_into().unwrap();
    SqliteStorage::open(&folder.join("office.db"), &key, 1).unwrap()
}

/// Interviews of a case of which an office holds anything, read from its own database.
pub fn documents_in(folder: &Path, case: Uuid) -> BTreeSet<Uuid> {
    let mut storage = database_in(folder);
    let Some(case) = storage.case(case).unwrap() else {
        return BTreeSet::new();
    };
    let streams = storage.streams(&case).unwrap().into_iter();
    streams
        .map(|row| row.stream.document)
        .filter(|document| *document != case.case)
        .collect()
}

/// Documents of every case on a seat, the centre's own case included.
pub fn documents(store: &mut Store) -> Vec<Uuid> {
    let cases = store.cases().unwrap();
    let documents = cases
        .into_iter()
        .flat_map(|case| store.case_documents(case).unwrap());
    documents.map(|known| known.document).collect()
}

impl Drop for World {
    fn drop(&mut self) {
        if thread::panicking() {
            return;
        }
        for (name, laptop) in &self.laptops {
            // A withdrawn one has locked itself after its last change was gone.
            let status = laptop.app.exchange_status().ok();
            assert_eq!(
                status.map_or(0, |status| status.to_send),
                0,
                "{name}'s laptop ends with work that did not leave"
            );
            laptop.look_last(|store| {
                store.verify().unwrap();
                for document in documents(store) {
                    let state = store.document(document).unwrap();
                    let opened: BTreeSet<Uuid> = state
                        .answers()
                        .filter(|answer| answer.field == RECORD_FIELD)
                        .map(|answer| answer.record)
                        .collect();
                    let orphan = state
                        .answers()
                        .find(|answer| !opened.contains(&answer.record));
                    let orphan = orphan.map(|answer| (answer.record, answer.field.to_owned()));
                    assert_eq!(orphan, None, "{name}'s laptop holds an answer of no record");
                }
            });
        }
    }
}

pub fn report() -> ReportInput {
    ReportInput {
        case: None,
        first_name: "Leokadia".to_owned(),
        last_name: "Nibylska".to_owned(),
        pesel: String::new(),
        born: String::new(),
        address: AddressInput {
            street: "Atrapowa".to_owned(),
            house: "12".to_owned(),
            flat: "4".to_owned(),
            postal_code: "05-510".to_owned(),
            locality: "Konstancin-Jeziorna".to_owned(),
        },
        phone: "000000101".to_owned(),
        received: "2026-11-02T08:00".to_owned(),
        application_date: Some("2026-11-02".to_owned()),
        channel: "telefon".to_owned(),
        urgent: false,
        flags: Vec::new(),
        requested_help: vec!["zasiłek celowy".to_owned()],
        notes: "Zgłasza sąsiadka z parteru.".to_owned(),
        reporter_kind: "osoba obca".to_owned(),
        reporter_name: "Sąsiadka Tajemnicza".to_owned(),
        reporter_contact: "000000109".to_owned(),
        reporter_consents: false,
    }
}

/// The code of a refusal.
pub fn refusal<T>(result: Result<T, Problem>) -> Value {
    match result {
        Ok(_) => json!("done"),
        Err(problem) => json!(problem.code),
    }
}
