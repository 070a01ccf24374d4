//! The office as its callers see it: opening, accounts, exchange in process. The clock is an argument.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};

use teren_domain::access::Role;
use teren_domain::authorisation::Authorisation;
use teren_domain::structure::{Structure, shipped_by_id};
use teren_ledger::EnrolmentCode;
use teren_ledger::wire::{EnrolRequest, MESSAGE_BYTES, PROTOCOL, Refused, Request, Response};
use teren_questionnaire::forms;
use teren_store::packet::{self, PacketError};
use teren_store::{RecoveryAnswer, answer_recovery};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::OfficeError;
use crate::desk::{Desk, House};
use crate::evidence::{Shown, proof_key};
use crate::keys::{new_id, random, read_key, sha256, write_key};
use crate::packing::Packing;
use crate::receive::{Incoming, Sender};
use crate::round::Brought;
use crate::storage::sqlite::SqliteStorage;
use crate::storage::{Person, Quarantined, Replica, Storage, Transactions as _};
use crate::structures::Structures;
use crate::writer::Writer;
use crate::{people, round};

/// The database in the office's folder.
pub(crate) const DATABASE: &str = "office.db";
/// Raw key of the database, unless kept elsewhere.
pub(crate) const KEY: &str = "office.key";
/// Secret half of the recovery key: the head takes it out of the folder and keeps it.
pub(crate) const RECOVERY: &str = "recovery.key";
/// One database serves one centre; the rows could tell several apart.
pub(crate) const TENANT: i64 = 1;

/// Names under which the settings lie in the database.
pub(crate) mod setting {
    pub const CENTRE: &str = "centre";
    pub const CENTRE_NAME: &str = "centre_name";
    pub const ACTOR: &str = "actor";
    pub const EPOCH: &str = "epoch";
    pub const OFFICE_SECRET: &str = "office_secret";
    pub const RECOVERY_KEY: &str = "recovery_key";
    pub const CERTIFICATE: &str = "certificate";
    pub const CERTIFICATE_KEY: &str = "certificate_key";
}

/// A person to take on.
#[derive(Debug, Clone)]
pub struct NewPerson {
    pub name: String,
    pub roles: Vec<Role>,
    pub teams: Vec<String>,
    pub authorisation: Authorisation,
}

/// An open office. Shared between threads; one writer does the work in order.
pub struct Office {
    house: Arc<House>,
    writer: Writer,
    folder: PathBuf,
}

impl Office {
    /// Makes a new office in a folder: key, database, certificate, the centre's own case. `structure` is the id of a shipped one.
    pub fn init(
        folder: &Path,
        structure: &str,
        name: Option<&str>,
        now_ms: i64,
    ) -> Result<Self, OfficeError> {
        let structure = shipped_by_id(structure)
            .ok()
            .flatten()
            .ok_or(OfficeError::Structure)?;
        Self::init_as(folder, structure, name, now_ms)
    }

    /// As [`Office::init`], with a structure of the centre's own.
    pub fn init_as(
        folder: &Path,
        structure: &Structure,
        name: Option<&str>,
        now_ms: i64,
    ) -> Result<Self, OfficeError> {
        std::fs::create_dir_all(folder)?;
        if folder.join(DATABASE).exists() {
            return Err(OfficeError::Exists);
        }
        let key = Zeroizing::new(random()?);
        write_key(&folder.join(KEY), &key)?;
        let recovery = Zeroizing::new(random()?);
        write_key(&folder.join(RECOVERY), &recovery)?;
        let mut storage = SqliteStorage::open(&folder.join(DATABASE), &key, TENANT)?;
        let mut structure = structure.clone();
        if let Some(name) = name {
            name.clone_into(&mut structure.name);
        }
        write_settings(&mut storage, &structure.name, &recovery, now_ms)?;
        let house = Arc::new(House::load(&mut storage)?);
        storage.begin()?;
        let structure = Arc::new(structure);
        let mut desk = Desk::with(&mut storage, house, structure, now_ms);
        desk.storage
            .add_actor(desk.house.actor, desk.house.centre)?;
        desk.open_centre()?;
        desk.close()?;
        storage.commit()?;
        drop(storage);
        Self::open(folder, None)
    }

    /// Opens the office in a folder; `key` names the key file where it is kept elsewhere.
    pub fn open(folder: &Path, key: Option<&Path>) -> Result<Self, OfficeError> {
        let database = folder.join(DATABASE);
        if !database.exists() {
            return Err(OfficeError::NotAnOffice);
        }
        let key = read_key(key.unwrap_or(&folder.join(KEY)))?;
        let mut storage = SqliteStorage::open(&database, &key, TENANT)?;
        let house = Arc::new(House::load(&mut storage)?);
        Ok(Self {
            house,
            writer: Writer::start(Box::new(storage))?,
            folder: folder.to_owned(),
        })
    }

    /// One round: a packed [`Request`] in, a packed [`Response`] out. The answer is given after the commit.
    pub fn exchange(
        &self,
        token: &[u8; 32],
        message: &[u8],
        now_ms: i64,
    ) -> Result<Vec<u8>, Refused> {
        // Who is not known is turned away before anything of his is unpacked.
        let token = *token;
        let sender = self
            .writer
            .ask(move |storage| round::authenticate(storage, &token, now_ms));
        let sender = sender.map_err(|error| error.refused())?;
        let request: Request = packet::unpack(message, MESSAGE_BYTES).map_err(unreadable)?;
        if request.replica != sender.replica {
            return Err(Refused::Unknown);
        }
        let response = self.round(&sender, request, now_ms);
        packet::pack(&response.map_err(|error| error.refused())?).map_err(|_| Refused::Storage)
    }

    /// One round of a known sender.
    pub(crate) fn round(
        &self,
        sender: &Sender,
        mut request: Request,
        now_ms: i64,
    ) -> Result<Response, OfficeError> {
        if request.protocol != PROTOCOL {
            return Err(Refused::Protocol.into());
        }
        let changes = std::mem::take(&mut request.changes);
        let evidence = std::mem::take(&mut request.evidence);
        let packing = &self.house.packing;
        let brought = Brought {
            changes: Incoming::all(changes, &request.private, packing)?,
            shown: Shown::all(evidence, packing)?,
        };
        let (house, sender) = (Arc::clone(&self.house), sender.clone());
        let answer = self.writer.ask(move |storage| {
            round::answer(storage, house, &sender, &request, brought, now_ms)
        })?;
        answer.response(&self.house)
    }

    /// First message of a laptop: a packed [`EnrolRequest`] in, a packed response out.
    pub fn enrol(&self, message: &[u8], now_ms: i64) -> Result<Vec<u8>, Refused> {
        let request: EnrolRequest = packet::unpack(message, 4096).map_err(unreadable)?;
        let response = self.work(now_ms, move |desk| people::enrol(desk, &request));
        packet::pack(&response.map_err(|error| error.refused())?).map_err(|_| Refused::Storage)
    }

    pub fn add_person(&self, person: NewPerson, now_ms: i64) -> Result<Uuid, OfficeError> {
        self.work(now_ms, move |desk| people::add(desk, person))
    }

    /// Changes roles, teams or activity of a person; what she may hold follows at her next exchange.
    pub fn change_person(&self, person: Person, now_ms: i64) -> Result<(), OfficeError> {
        self.work(now_ms, move |desk| people::change(desk, &person))
    }

    pub fn persons(&self) -> Result<Vec<Person>, OfficeError> {
        self.writer.ask(|storage| Ok(storage.persons()?))
    }

    pub fn laptops(&self) -> Result<Vec<Replica>, OfficeError> {
        self.writer.ask(|storage| Ok(storage.replicas()?))
    }

    /// What could not be accepted, with its exact bytes, oldest first.
    pub fn quarantined(&self) -> Result<Vec<Quarantined>, OfficeError> {
        let mut items = self.writer.ask(|storage| Ok(storage.quarantined()?))?;
        for item in &mut items {
            item.body = self.house.packing.unpack_whole(&item.body)?;
        }
        Ok(items)
    }

    /// The text a worker pastes into a new laptop: good once and for seven days.
    pub fn enrolment_code(
        &self,
        person: Uuid,
        address: &str,
        now_ms: i64,
    ) -> Result<String, OfficeError> {
        let secret = self.work(now_ms, move |desk| people::new_code(desk, person))?;
        let code = EnrolmentCode {
            address: address.to_owned(),
            fingerprint: self.fingerprint(),
            secret,
        };
        code.text().map_err(|_| OfficeError::Address)
    }

    pub fn withdraw_laptop(&self, replica: Uuid, now_ms: i64) -> Result<(), OfficeError> {
        self.work(now_ms, move |desk| people::withdraw(desk, replica))
    }

    /// Answers a laptop whose person forgot her passphrase, with the recovery key that the head keeps: the file for the laptop, the
    /// code to tell her by mouth, and who she is. Refused for a laptop that was withdrawn. The access log names her.
    pub fn answer_recovery(
        &self,
        request: &[u8],
        recovery: &Path,
        now_ms: i64,
    ) -> Result<(RecoveryAnswer, Person), OfficeError> {
        let recovery = read_key(recovery)?;
        let answer = answer_recovery(&recovery, request).map_err(|_| OfficeError::Sealed)?;
        let replica = answer.replica;
        let person = self.work(now_ms, move |desk| people::recovered(desk, replica))?;
        Ok((answer, person))
    }

    /// SHA-256 of the certificate in DER.
    #[must_use]
    pub fn fingerprint(&self) -> [u8; 32] {
        sha256(&self.house.certificate)
    }

    /// The structure in force at a moment.
    pub fn structure(&self, now_ms: i64) -> Result<Arc<Structure>, OfficeError> {
        let house = Arc::clone(&self.house);
        self.writer
            .ask(move |storage| house.structure_at(storage, now_ms))
    }

    /// Case that holds the centre's own records.
    #[must_use]
    pub fn centre(&self) -> Uuid {
        self.house.centre
    }

    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    pub(crate) fn house(&self) -> &House {
        &self.house
    }

    pub(crate) fn writer(&self) -> &Writer {
        &self.writer
    }

    /// Work at a desk of its own, in one transaction.
    pub(crate) fn work<T, F>(&self, now_ms: i64, work: F) -> Result<T, OfficeError>
    where
        F: FnOnce(&mut Desk<'_>) -> Result<T, OfficeError> + Send + 'static,
        T: Send + 'static,
    {
        let house = Arc::clone(&self.house);
        self.writer
            .ask(move |storage| work(&mut Desk::new(storage, house, now_ms)?))
    }
}

fn unreadable(error: PacketError) -> Refused {
    match error {
        PacketError::Malformed => Refused::Malformed,
        PacketError::TooLarge => Refused::TooLarge,
    }
}

/// Writes the settings of a new office.
fn write_settings(
    storage: &mut dyn Storage,
    name: &str,
    recovery: &[u8; 32],
    now_ms: i64,
) -> Result<(), OfficeError> {
    let names = ["teren-office.invalid".to_owned()];
    let certified =
        rcgen::generate_simple_self_signed(names).map_err(|_| OfficeError::Certificate)?;
    let office_secret: Zeroizing<[u8; 32]> = Zeroizing::new(random()?);
    let epoch = u64::try_from(now_ms).unwrap_or(1);
    storage.begin()?;
    for (setting, value) in [
        (setting::CENTRE, new_id(now_ms)?.as_bytes().to_vec()),
        (setting::CENTRE_NAME, name.as_bytes().to_vec()),
        (setting::ACTOR, random::<16>()?.to_vec()),
        (setting::EPOCH, epoch.to_be_bytes().to_vec()),
        (setting::OFFICE_SECRET, office_secret.to_vec()),
        (
            setting::RECOVERY_KEY,
            teren_store::courier::public_key(recovery).to_vec(),
        ),
        (setting::CERTIFICATE, certified.cert.der().to_vec()),
        (
            setting::CERTIFICATE_KEY,
            certified.signing_key.serialize_der(),
        ),
    ] {
        storage.set_meta(setting, &value)?;
    }
    Ok(storage.commit()?)
}

impl House {
    pub(crate) fn load(storage: &mut dyn Storage) -> Result<Self, OfficeError> {
        let mut settings = BTreeMap::new();
        for name in [
            setting::CENTRE,
            setting::CENTRE_NAME,
            setting::ACTOR,
            setting::EPOCH,
            setting::OFFICE_SECRET,
            setting::RECOVERY_KEY,
            setting::CERTIFICATE,
            setting::CERTIFICATE_KEY,
        ] {
            let value = storage.meta(name)?.ok_or(OfficeError::Setting(name))?;
            settings.insert(name, value);
        }
        let bytes = |name: &'static str| {
            let value = settings.get(name).cloned();
            value.ok_or(OfficeError::Setting(name))
        };
        let id = |name: &'static str| {
            Uuid::from_slice(&bytes(name)?).map_err(|_| OfficeError::Setting(name))
        };
        let key = |name: &'static str| -> Result<[u8; 32], OfficeError> {
            let value = bytes(name)?;
            value.try_into().map_err(|_| OfficeError::Setting(name))
        };
        let text = |name: &'static str| {
            String::from_utf8(bytes(name)?).map_err(|_| OfficeError::Setting(name))
        };
        let epoch: [u8; 8] = bytes(setting::EPOCH)?
            .try_into()
            .map_err(|_| OfficeError::Setting(setting::EPOCH))?;
        let mut forms = BTreeMap::new();
        for (form, version) in forms::shipped() {
            let loaded = forms::load(form, version).map_err(|_| OfficeError::Setting("form"))?;
            forms.insert(format!("{form}/{version}"), loaded);
        }
        Ok(Self {
            structures: Structures::default(),
            centre: id(setting::CENTRE)?,
            centre_name: text(setting::CENTRE_NAME)?,
            actor: id(setting::ACTOR)?,
            epoch: u64::from_be_bytes(epoch),
            office_secret: Zeroizing::new(key(setting::OFFICE_SECRET)?),
            recovery_key: key(setting::RECOVERY_KEY)?,
            proof_key: proof_key(&Zeroizing::new(key(setting::OFFICE_SECRET)?)),
            certificate: bytes(setting::CERTIFICATE)?,
            certificate_key: Zeroizing::new(bytes(setting::CERTIFICATE_KEY)?),
            packing: Packing::new()?,
            forms,
            known: Mutex::default(),
            renewed: AtomicBool::new(true),
        })
    }
}
