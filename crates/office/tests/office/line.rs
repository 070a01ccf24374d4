//! The real laptop store against the real server: enrolment, rounds over TLS, courier files, a restored office.

use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use serde_json::json;
use teren_domain::Category;
use teren_domain::access::Role;
use teren_domain::authorisation::Authorisation;
use teren_ledger::wire::Refused;
use teren_ledger::{EnrolmentCode, Write};
use teren_office::{NewPerson, Office, Serving, serve};
use teren_store::{AttachmentKey, Edit, Identity, KeyCost, OfficeLink, Profile, Store};
use teren_sync::{
    AttachmentLine, EnrolError, Held, HttpTransport, Outcome, Session, Transport, TransportError,
    courier, enrol,
};
use uuid::Uuid;

use crate::support::{BENEFITS, NOW};

pub struct Centre {
    pub folder: tempfile::TempDir,
    pub office: Arc<Office>,
    pub serving: Serving,
}

pub fn centre() -> Centre {
    let folder = tempfile::tempdir().unwrap();
    let office = Office::init(&folder.path().join("office"), "konstancin", None, NOW).unwrap();
    let office = Arc::new(office);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let serving = serve(Arc::clone(&office), listener).unwrap();
    Centre {
        folder,
        office,
        serving,
    }
}

impl Centre {
    pub fn address(&self) -> String {
        self.serving.address().to_string()
    }

    /// A code that is good by the server's own clock.
    pub fn code(&self, person: Uuid) -> EnrolmentCode {
        let now = teren_office::now_ms();
        let text = self
            .office
            .enrolment_code(person, &self.address(), now)
            .unwrap();
        EnrolmentCode::parse(&text).unwrap()
    }

    pub fn person(&self, name: &str, role: Role) -> Uuid {
        let person = NewPerson {
            name: name.to_owned(),
            roles: vec![role],
            teams: vec![BENEFITS.to_owned()],
            authorisation: Authorisation::lasting("1/2026", chrono::NaiveDate::default()),
        };
        self.office.add_person(person, NOW).unwrap()
    }

    pub fn laptop(&self, name: &str, role: Role) -> Laptop {
        let code = self.code(self.person(name, role));
        let fresh = Identity::fresh(Uuid::nil(), "", false).unwrap();
        let mut line = HttpTransport::to_enrol(&code.address, code.fingerprint).unwrap();
        let answer = enrol(&mut line, &code, fresh.replica, fresh.public_key()).unwrap();
        let folder = self.folder.path().join(fresh.replica.to_string());
        let mut store = profile(&folder).create("długie hasło", NOW).unwrap();
        store
            .put_identity(Identity {
                person: answer.person,
                person_name: answer.person_name.clone(),
                office: Some(OfficeLink {
                    address: code.address,
                    fingerprint: code.fingerprint,
                    token: answer.token,
                    centre: answer.centre,
                    centre_name: answer.centre_name.clone(),
                    office_key: answer.office_key,
                    recovery_key: answer.recovery_key,
                }),
                ..fresh
            })
            .unwrap();
        store.put_epoch(answer.epoch).unwrap();
        Laptop { store }
    }
}

fn profile(folder: &Path) -> Profile {
    Profile::at(folder).with_cost(KeyCost {
        memory_kib: 8,
        passes: 1,
        lanes: 1,
    })
}

pub struct Laptop {
    pub store: Store,
}

impl Laptop {
    pub fn open_case(&mut self, last_name: &str) -> Uuid {
        let case = Uuid::now_v7();
        self.store.open_document(case, case, false, "").unwrap();
        let place = json!({"kind": "case", "parent": null, "order": 0});
        self.write(case, Category::Workflow, "@", &place);
        self.write(case, Category::Identity, "last_name", &json!(last_name));
        case
    }

    pub fn write(
        &mut self,
        case: Uuid,
        category: Category,
        field: &str,
        value: &serde_json::Value,
    ) {
        let write = Write {
            record: case,
            field: field.to_owned(),
            value: serde_json::to_vec(value).unwrap(),
        };
        let edit = Edit {
            document: case,
            category: category.number(),
            writes: vec![write],
        };
        self.store.write(&[edit], NOW).unwrap();
    }

    pub fn exchange_with(&mut self, line: &mut dyn Transport) -> Outcome {
        let cancel = AtomicBool::new(false);
        Session::default()
            .run(&mut self.store, line, NOW, &mut |_| {}, &cancel)
            .unwrap()
    }

    pub fn line(&self) -> HttpTransport {
        let link = self.store.identity().unwrap().office.clone().unwrap();
        HttpTransport::to_exchange(&link.address, link.fingerprint, &link.token).unwrap()
    }

    pub fn exchange(&mut self) -> Outcome {
        let mut line = self.line();
        self.exchange_with(&mut line)
    }

    fn last_name(&mut self, case: Uuid) -> Vec<String> {
        let Ok(document) = self.store.document(case) else {
            return Vec::new();
        };
        let values = document.values(Category::Identity.number(), case, "last_name");
        let text = |value: &[u8]| serde_json::from_slice(value).unwrap();
        values
            .iter()
            .map(|value| text(&value.value.value))
            .collect()
    }
}

/// The office called in process: restored elsewhere, on another day, or over a line that dies at a chosen moment.
pub struct InProcess<'a> {
    office: &'a Office,
    token: [u8; 32],
    now_ms: i64,
    /// The line dies after so many requests: `true` when the office has done what was asked.
    pub dies: Option<(usize, bool)>,
}

impl<'a> InProcess<'a> {
    pub fn of(office: &'a Office, laptop: &Laptop, now_ms: i64) -> Self {
        let link = laptop.store.identity().unwrap().office.clone().unwrap();
        Self {
            office,
            token: link.token,
            now_ms,
            dies: None,
        }
    }

    fn over<T>(
        &mut self,
        work: impl FnOnce(&Self) -> Result<T, Refused>,
    ) -> Result<T, TransportError> {
        if let Some((left, done)) = self.dies {
            if left == 0 {
                if done {
                    work(self).unwrap();
                }
                return Err(TransportError::Unreachable);
            }
            self.dies = Some((left - 1, done));
        }
        work(self).map_err(TransportError::Refused)
    }
}

impl Transport for InProcess<'_> {
    fn exchange(&mut self, request: &[u8]) -> Result<Vec<u8>, TransportError> {
        self.over(|line| line.office.exchange(&line.token, request, line.now_ms))
    }

    fn rest(&mut self, _seconds: u32) {}
}

impl AttachmentLine for InProcess<'_> {
    fn held(&mut self, key: &AttachmentKey) -> Result<Option<Held>, TransportError> {
        self.over(|line| line.office.attachment_held(&line.token, *key, line.now_ms))
    }

    fn append(
        &mut self,
        key: &AttachmentKey,
        offset: u64,
        bytes: &[u8],
    ) -> Result<Option<Held>, TransportError> {
        self.over(|line| {
            let (token, now_ms) = (&line.token, line.now_ms);
            (line.office).append_attachment(token, *key, offset, bytes.to_vec(), now_ms)
        })
    }

    fn part(
        &mut self,
        key: &AttachmentKey,
        offset: u64,
    ) -> Result<Option<Vec<u8>>, TransportError> {
        self.over(|line| (line.office).attachment_part(&line.token, *key, offset, line.now_ms))
    }
}

#[test]
fn a_case_goes_from_one_laptop_over_tls_to_another() {
    let centre = centre();
    let mut ewa = centre.laptop("Ewa Terenowska", Role::FieldWorker);
    let mut halina = centre.laptop("Halina Dyżurna", Role::FirstContact);
    let case = ewa.open_case("Wymyślony");
    let outcome = ewa.exchange();
    assert_eq!(outcome.to_send, 0);
    assert!(outcome.received.mismatched.is_empty());
    let outcome = halina.exchange();
    assert!(outcome.received.mismatched.is_empty());
    assert_eq!(halina.last_name(case), ["Wymyślony"]);
    assert!(halina.store.cases().unwrap().contains(&case));
    assert!(ewa.store.grant(case).unwrap().unwrap().visible);
}

#[test]
fn strangers_are_refused_with_a_typed_reason() {
    let centre = centre();
    let ewa = centre.laptop("Ewa Terenowska", Role::FieldWorker);
    let link = ewa.store.identity().unwrap().office.clone().unwrap();
    let line = |token: [u8; 32]| {
        HttpTransport::to_exchange(&link.address, link.fingerprint, &token).unwrap()
    };
    let refused = |line: &mut HttpTransport, body: &[u8]| match line.exchange(body) {
        Err(TransportError::Refused(refused)) => refused,
        other => panic!("{other:?}"),
    };
    let mut ours = line(link.token);
    assert_eq!(refused(&mut ours, b"nonsense"), Refused::Malformed);
    assert_eq!(
        refused(&mut ours, &vec![0; 9 * 1024 * 1024]),
        Refused::TooLarge
    );
    let mut ewa = ewa;
    let request = ewa.store.request(0, 0).unwrap().request;
    let request = teren_store::packet::pack(&request).unwrap();
    assert_eq!(refused(&mut line([3; 32]), &request), Refused::Unknown);
    let mut other = HttpTransport::to_exchange(&link.address, [9; 32], &link.token).unwrap();
    assert_eq!(
        other.exchange(&request),
        Err(TransportError::WrongCertificate)
    );
}

#[test]
fn a_code_is_used_up_and_too_many_first_messages_wait() {
    let centre = centre();
    let person = centre.person("Ewa Terenowska", Role::FieldWorker);
    let code = centre.code(person);
    let mut line = HttpTransport::to_enrol(&code.address, code.fingerprint).unwrap();
    let mut first = || enrol(&mut line, &code, Uuid::now_v7(), [7; 32]).map(|answer| answer.person);
    let refused = |refused| Err(EnrolError::Transport(TransportError::Refused(refused)));
    assert_eq!(first(), Ok(person));
    assert_eq!(first(), refused(Refused::CodeUsed));
    // Sixty in one minute; the minute may change once meanwhile.
    let busy = refused(Refused::Busy { retry_after_s: 60 });
    assert!((0..125).any(|_| first() == busy));
}

#[test]
fn a_courier_file_goes_both_ways_and_may_be_read_twice() {
    let centre = centre();
    let mut ewa = centre.laptop("Ewa Terenowska", Role::FieldWorker);
    let mut halina = centre.laptop("Halina Dyżurna", Role::FirstContact);
    let case = ewa.open_case("Wymyślony");
    let file = courier::write(&mut ewa.store, NOW).unwrap();
    let back = centre.office.courier(&file, NOW).unwrap().file;
    let again = centre.office.courier(&file, NOW).unwrap().file;
    for answer in [&back, &again, &back] {
        courier::read(&mut ewa.store, answer, NOW).unwrap();
    }
    assert_eq!(ewa.store.count_unsent().unwrap(), 0);
    assert!(ewa.store.grant(case).unwrap().unwrap().visible);
    assert!(courier::read(&mut halina.store, &back, NOW).is_err());
    let file = courier::write(&mut halina.store, NOW).unwrap();
    let back = centre.office.courier(&file, NOW).unwrap().file;
    courier::read(&mut halina.store, &back, NOW).unwrap();
    assert_eq!(halina.last_name(case), ["Wymyślony"]);
    let mut damaged = file;
    let middle = damaged.len() / 2;
    damaged[middle] ^= 1;
    assert!(centre.office.courier(&damaged, NOW).is_err());
}

/// Numbers of a case as the laptop holds them.
fn numbers_of(laptop: &mut Laptop, case: Uuid) -> Vec<String> {
    let document = laptop.store.document(case).unwrap();
    let given = document.values(Category::Workflow.number(), case, "adopted");
    let number = |value: &[u8]| -> serde_json::Value { serde_json::from_slice(value).unwrap() };
    let numbers = given.iter().map(|given| number(&given.value.value));
    numbers
        .map(|adopted| adopted["number"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn an_office_restored_from_a_backup_gets_back_what_it_lost() {
    let centre = centre();
    let mut ewa = centre.laptop("Ewa Terenowska", Role::FieldWorker);
    let mut halina = centre.laptop("Halina Dyżurna", Role::FirstContact);
    let before = ewa.open_case("Wymyślony");
    ewa.exchange();
    let backup = centre.folder.path().join("copy.teren");
    centre.office.backup(&backup, NOW).unwrap();
    let after = ewa.open_case("Zmyślony");
    ewa.write(before, Category::Identity, "phone", &json!("600"));
    ewa.exchange();
    let recovery = centre.folder.path().join("office/recovery.key");
    let folder = centre.folder.path().join("restored");
    let restored = Office::restore(&folder, &backup, &recovery, NOW + 1).unwrap();
    restored.verify(NOW).unwrap();
    let wrong = centre.folder.path().join("office/office.key");
    let elsewhere = centre.folder.path().join("elsewhere");
    assert!(Office::restore(&elsewhere, &backup, &wrong, NOW).is_err());
    for laptop in [&mut ewa, &mut halina] {
        let mut line = InProcess::of(&restored, laptop, NOW);
        laptop.exchange_with(&mut line);
    }
    for case in [before, after] {
        assert_eq!(halina.last_name(case).len(), 1);
    }
    assert!(restored.quarantined().unwrap().is_empty());
    assert_eq!(numbers_of(&mut halina, after), ["T-2026-000002"]);
    // What nobody brings back is not given twice.
    let later = ewa.open_case("Późniejszy");
    let mut line = InProcess::of(&restored, &ewa, NOW);
    ewa.exchange_with(&mut line);
    assert_eq!(numbers_of(&mut ewa, later), ["T-2026-010002"]);
}

#[test]
fn nothing_a_person_typed_lies_readable_in_the_offices_folder() {
    let centre = centre();
    let mut ewa = centre.laptop("Ewa Terenowska", Role::FieldWorker);
    ewa.open_case("Brzęczyszczykiewicz");
    ewa.exchange();
    centre
        .office
        .backup(&centre.folder.path().join("office/copy"), NOW)
        .unwrap();
    let words = [
        "Brzęczyszczykiewicz",
        "Terenowska",
        "last_name",
        "SQLite format",
    ];
    let mut files = 0;
    for entry in std::fs::read_dir(centre.folder.path().join("office")).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        files += 1;
        for word in words {
            let found = bytes
                .windows(word.len())
                .any(|window| window == word.as_bytes());
            assert!(!found, "{word}");
        }
    }
    assert!(files >= 4, "{files}");
}
