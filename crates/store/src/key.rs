//! The data key of a profile and who can unwrap it: the person's passphrase, and the centre's recovery key.

use std::path::{Path, PathBuf};

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead as _, Payload};
use chacha20poly1305::{Key, KeyInit as _, XChaCha20Poly1305, XNonce};
use data_encoding::BASE64;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::courier::{self, PublicKeyBytes, SecretKeyBytes};
use crate::error::Error;
use crate::{platform, random};

/// The random key of the database.
pub(crate) type DataKey = Zeroizing<[u8; 32]>;

const FILE: &str = "key.json";
const WRAP: &[u8] = b"teren data key 1";
const NONCE: usize = 24;

/// What a guess at the passphrase costs. Stored beside the key, so profiles made with another cost still open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyCost {
    /// KiB of memory.
    pub memory_kib: u32,
    pub passes: u32,
    pub lanes: u32,
}

impl Default for KeyCost {
    /// 64 MiB, three passes: about a seventh of a second on an ordinary laptop.
    fn default() -> Self {
        Self {
            memory_kib: 64 * 1024,
            passes: 3,
            lanes: 1,
        }
    }
}

/// Largest memory a key file may ask for, KiB: a damaged file must not take the machine down.
const MOST_MEMORY_KIB: u32 = 1024 * 1024;

#[derive(Serialize, Deserialize)]
struct KeyFile {
    format: u8,
    cost: KeyCost,
    salt: String,
    /// Data key under the passphrase.
    wrapped: String,
    /// Data key under the centre's recovery key, once that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    recovery: Option<String>,
}

/// The key file of a profile.
pub(crate) struct Keyring {
    path: PathBuf,
    file: KeyFile,
}

impl Keyring {
    pub(crate) fn exists(folder: &Path) -> bool {
        folder.join(FILE).exists()
    }

    /// Makes a data key and its file.
    pub(crate) fn create(
        folder: &Path,
        passphrase: &str,
        cost: KeyCost,
    ) -> Result<(Self, DataKey), Error> {
        let key = Zeroizing::new(random::bytes()?);
        let (salt, wrapped) = wrap(&key, passphrase, cost)?;
        let ring = Self {
            path: folder.join(FILE),
            file: KeyFile {
                format: 1,
                cost,
                salt,
                wrapped,
                recovery: None,
            },
        };
        ring.write()?;
        Ok((ring, key))
    }

    pub(crate) fn read(folder: &Path) -> Result<Self, Error> {
        let path = folder.join(FILE);
        let bytes = std::fs::read(&path)?;
        let file: KeyFile =
            serde_json::from_slice(&bytes).map_err(|_| Error::BadFile("key.json"))?;
        if file.format != 1 {
            return Err(Error::Newer {
                found: u32::from(file.format),
                known: 1,
            });
        }
        Ok(Self { path, file })
    }

    pub(crate) fn cost(&self) -> KeyCost {
        self.file.cost
    }

    /// The data key; `None` when the passphrase is wrong.
    pub(crate) fn unwrap_with(&self, passphrase: &str) -> Result<Option<DataKey>, Error> {
        unwrap(
            &self.file.salt,
            &self.file.wrapped,
            self.file.cost,
            passphrase,
        )
    }

    /// The data key under the centre's recovery key, once that is known; only that key opens it.
    pub(crate) fn recovery(&self) -> Option<&str> {
        self.file.recovery.as_deref()
    }

    /// The data key by the centre's recovery key; `None` when that is another centre's.
    pub(crate) fn unwrap_with_recovery(
        &self,
        secret: &SecretKeyBytes,
    ) -> Result<Option<DataKey>, Error> {
        let Some(recovery) = &self.file.recovery else {
            return Ok(None);
        };
        let opened = courier::open(secret, &decode(recovery)?).ok();
        Ok(opened.and_then(|opened| as_key(&Zeroizing::new(opened.bytes))))
    }

    /// Puts another passphrase in place of the old one.
    pub(crate) fn rewrap(
        &mut self,
        key: &DataKey,
        passphrase: &str,
        cost: KeyCost,
    ) -> Result<(), Error> {
        let (salt, wrapped) = wrap(key, passphrase, cost)?;
        self.file.cost = cost;
        self.file.salt = salt;
        self.file.wrapped = wrapped;
        self.write()
    }

    /// Lets the centre's recovery key open the profile, too.
    pub(crate) fn add_recovery(
        &mut self,
        key: &DataKey,
        recovery: &PublicKeyBytes,
    ) -> Result<(), Error> {
        self.file.recovery = Some(BASE64.encode(&courier::seal_unread(recovery, key.as_slice())?));
        self.write()
    }

    fn write(&self) -> Result<(), Error> {
        let bytes =
            serde_json::to_vec_pretty(&self.file).map_err(|_| Error::BadFile("key.json"))?;
        Ok(platform::replace_file(&self.path, &bytes)?)
    }
}

/// Encrypts a small file of the profile under the data key; the name is bound in.
pub(crate) fn seal_file(key: &DataKey, name: &'static str, plain: &[u8]) -> Result<Vec<u8>, Error> {
    seal_box(key, name.as_bytes(), plain)
}

/// Opens what [`seal_file`] made; `None` when it is damaged or another file's.
pub(crate) fn open_file(
    key: &DataKey,
    name: &'static str,
    bytes: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    let (nonce, boxed) = bytes.split_first_chunk::<NONCE>()?;
    open_bound(key, name.as_bytes(), nonce, boxed)
}

/// The data key that [`wrap`] put under a passphrase; `None` when that is another one.
pub(crate) fn unwrap(
    salt: &str,
    wrapped: &str,
    cost: KeyCost,
    passphrase: &str,
) -> Result<Option<DataKey>, Error> {
    let (salt, wrapped) = (decode(salt)?, decode(wrapped)?);
    let under = derive(passphrase, &salt, cost)?;
    let (nonce, boxed) = wrapped
        .split_first_chunk::<NONCE>()
        .ok_or(Error::BadFile("key.json"))?;
    Ok(open_box(&under, nonce, boxed).and_then(|plain| as_key(&plain)))
}

/// Salt and data key under a passphrase.
pub(crate) fn wrap(
    key: &DataKey,
    passphrase: &str,
    cost: KeyCost,
) -> Result<(String, String), Error> {
    let salt: [u8; 16] = random::bytes()?;
    let under = derive(passphrase, &salt, cost)?;
    let wrapped = seal_box(&under, WRAP, key.as_slice())?;
    Ok((BASE64.encode(&salt), BASE64.encode(&wrapped)))
}

fn derive(passphrase: &str, salt: &[u8], cost: KeyCost) -> Result<DataKey, Error> {
    if cost.memory_kib > MOST_MEMORY_KIB {
        return Err(Error::BadFile("key.json"));
    }
    let params = Params::new(cost.memory_kib, cost.passes, cost.lanes, Some(32))
        .map_err(|_| Error::BadFile("key.json"))?;
    let mut key = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.as_bytes(), salt, key.as_mut_slice())
        .map_err(|_| Error::BadFile("key.json"))?;
    Ok(key)
}

fn seal_box(key: &DataKey, bound: &[u8], plain: &[u8]) -> Result<Vec<u8>, Error> {
    let nonce: [u8; NONCE] = random::bytes()?;
    let payload = Payload {
        msg: plain,
        aad: bound,
    };
    let boxed = XChaCha20Poly1305::new(Key::from_slice(key.as_slice()))
        .encrypt(XNonce::from_slice(&nonce), payload)
        .map_err(|_| Error::TooLarge)?;
    let mut bytes = nonce.to_vec();
    bytes.extend_from_slice(&boxed);
    Ok(bytes)
}

fn open_box(key: &DataKey, nonce: &[u8; NONCE], boxed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    open_bound(key, WRAP, nonce, boxed)
}

fn open_bound(
    key: &DataKey,
    bound: &[u8],
    nonce: &[u8; NONCE],
    boxed: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    let payload = Payload {
        msg: boxed,
        aad: bound,
    };
    XChaCha20Poly1305::new(Key::from_slice(key.as_slice()))
        .decrypt(XNonce::from_slice(nonce), payload)
        .ok()
        .map(Zeroizing::new)
}

pub(crate) fn as_key(plain: &[u8]) -> Option<DataKey> {
    <[u8; 32]>::try_from(plain).ok().map(Zeroizing::new)
}

fn decode(text: &str) -> Result<Vec<u8>, Error> {
    BASE64
        .decode(text.as_bytes())
        .map_err(|_| Error::BadFile("key.json"))
}
