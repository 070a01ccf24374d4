//! Whose seat this is, how it reaches its office, and small settings of the screen.

use std::path::Path;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use zeroize::{Zeroize as _, Zeroizing};

use crate::courier::{PublicKeyBytes, SecretKeyBytes, public_key};
use crate::error::Error;
use crate::key::{self, DataKey, Keyring};
use crate::platform;
use crate::random;
use crate::store::Store;
use crate::tables::meta;

const ROW: &str = "identity";
const FILE: &str = "identity";

/// Whose seat this is. No `Debug`: it holds secrets.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// This installation, as the office knows it.
    pub replica: Uuid,
    /// X25519 secret half; courier files to this seat are encrypted to the public half.
    pub secret_key: SecretKeyBytes,
    /// In whose name answers are written.
    pub person: Uuid,
    pub person_name: String,
    /// „TRYB ĆWICZEŃ”: invented families, own database.
    #[serde(default)]
    pub practice: bool,
    /// From enrolment on.
    #[serde(default)]
    pub office: Option<OfficeLink>,
}

/// How a seat reaches and knows its office.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficeLink {
    /// Host and port.
    pub address: String,
    /// SHA-256 of the office's certificate.
    pub fingerprint: [u8; 32],
    /// Bearer token of this replica.
    pub token: [u8; 32],
    /// Case of the centre's own records.
    pub centre: Uuid,
    pub centre_name: String,
    /// X25519, for courier files to the office.
    pub office_key: PublicKeyBytes,
    /// X25519; its secret half is kept by the head.
    pub recovery_key: PublicKeyBytes,
}

impl Drop for Identity {
    fn drop(&mut self) {
        self.secret_key.zeroize();
    }
}

impl Drop for OfficeLink {
    fn drop(&mut self) {
        self.token.zeroize();
    }
}

impl Identity {
    /// A seat before its enrolment, with a fresh replica id and key pair.
    pub fn fresh(person: Uuid, person_name: &str, practice: bool) -> Result<Self, Error> {
        Ok(Self {
            replica: random::id()?,
            secret_key: random::bytes()?,
            person,
            person_name: person_name.to_owned(),
            practice,
            office: None,
        })
    }

    /// The half that others may know.
    #[must_use]
    pub fn public_key(&self) -> PublicKeyBytes {
        public_key(&self.secret_key)
    }

    pub(crate) fn read(db: &Connection) -> Result<Option<Self>, Error> {
        match meta::get(db, ROW)?.map(Zeroizing::new) {
            Some(bytes) => serde_json::from_slice(&bytes)
                .map(Some)
                .map_err(|_| Error::Damaged("the identity")),
            None => Ok(None),
        }
    }
}

/// The identity kept beside the database, so that a damaged database does not cost the enrolment.
pub(crate) fn spare(folder: &Path, key: &DataKey) -> Option<Identity> {
    let bytes = std::fs::read(folder.join(FILE)).ok()?;
    serde_json::from_slice(&key::open_file(key, FILE, &bytes)?).ok()
}

impl Store {
    /// Whose seat this is; `None` before it was said.
    #[must_use]
    pub fn identity(&self) -> Option<&Identity> {
        self.work.identity.as_ref()
    }

    /// Says whose seat this is, and lets the centre's recovery key open the profile once it is known.
    pub fn put_identity(&mut self, identity: Identity) -> Result<(), Error> {
        let bytes = Zeroizing::new(serde_json::to_vec(&identity).map_err(|_| Error::TooLarge)?);
        if let Some(office) = &identity.office {
            Keyring::read(&self.folder)?.add_recovery(&self.key, &office.recovery_key)?;
        }
        let sealed = key::seal_file(&self.key, FILE, &bytes)?;
        platform::replace_file(&self.folder.join(FILE), &sealed)?;
        self.transact(|batch| meta::put(batch.db, ROW, &bytes))?;
        self.work.identity = Some(identity);
        Ok(())
    }

    /// A setting of the room above, by name.
    pub fn setting(&mut self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        self.read(|batch| meta::get(batch.db, &format!("setting:{name}")))
    }

    /// Keeps a setting; `None` forgets it.
    pub fn put_setting(&mut self, name: &str, value: Option<&[u8]>) -> Result<(), Error> {
        let key = format!("setting:{name}");
        self.transact(|batch| match value {
            Some(value) => meta::put(batch.db, &key, value),
            None => meta::remove(batch.db, &key),
        })
    }

    /// Where the person was in a document; opaque here.
    pub fn place(&mut self, document: Uuid) -> Result<Option<Vec<u8>>, Error> {
        self.read(|batch| meta::get(batch.db, &place_key(document)))
    }

    /// Remembers where the person is in a document, and that it was the last one.
    pub fn put_place(&mut self, document: Uuid, place: &[u8]) -> Result<(), Error> {
        self.transact(|batch| {
            meta::put(batch.db, &place_key(document), place)?;
            meta::put(batch.db, LAST_PLACE, document.as_bytes())
        })
    }

    /// The document a place was last remembered in.
    pub fn last_document(&mut self) -> Result<Option<Uuid>, Error> {
        self.read(|batch| {
            Ok(meta::get(batch.db, LAST_PLACE)?.and_then(|bytes| Uuid::from_slice(&bytes).ok()))
        })
    }
}

const LAST_PLACE: &str = "last place";

pub(crate) fn place_key(document: Uuid) -> String {
    format!("place:{document}")
}
