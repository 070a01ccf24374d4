//! A forgotten passphrase. The laptop asks by a file, the centre answers by another one with its recovery key, and a code that
//! the head tells by mouth opens the answer: neither the files nor a stolen laptop with the files open a profile without it.

use std::path::PathBuf;

use data_encoding::BASE64;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use teren_ledger::SpokenCode;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::courier::{self, PublicKeyBytes, SecretKeyBytes};
use crate::error::{Error, UnlockError};
use crate::key::{self, KeyCost};
use crate::open::Profile;
use crate::tries::Tries;
use crate::{platform, random};

const FORMAT: u8 = 1;
/// A request or an answer at the most, bytes.
const MAX_FILE: usize = 16 * 1024;
/// The secret half of the key that the answer is for; it is there between asking and the answer.
const PENDING: &str = "recovery.pending";

/// Why a passphrase was not recovered.
#[derive(Debug, thiserror::Error)]
pub enum RecoveryError {
    #[error("this is not such a file")]
    NotSuchAFile,
    #[error("the request is for the recovery key of another centre")]
    OtherCentre,
    #[error("the answer is to another request")]
    OtherRequest,
    #[error("the code does not open this answer")]
    WrongCode,
    #[error("the profile has no centre that could help")]
    NoCentre,
    #[error(transparent)]
    Unlock(#[from] UnlockError),
}

impl From<Error> for RecoveryError {
    fn from(error: Error) -> Self {
        Self::Unlock(error.into())
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Request {
    teren_recovery_request: u8,
    replica: Uuid,
    /// The data key as the recovery key opens it.
    sealed: String,
    /// Whom the answer is for.
    to: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Answer {
    teren_recovery_answer: u8,
    cost: KeyCost,
    salt: String,
    /// The data key under the code.
    wrapped: String,
}

/// What the centre answers to a request.
pub struct RecoveryAnswer {
    /// The laptop that asks, as its request says.
    pub replica: Uuid,
    pub file: Vec<u8>,
    /// To be told by mouth, never with the file.
    pub code: String,
}

/// Answers a laptop's request with the centre's recovery key.
pub fn answer_recovery(
    recovery: &SecretKeyBytes,
    request: &[u8],
) -> Result<RecoveryAnswer, RecoveryError> {
    let request: Request = read(request)?;
    let to = decode(&request.to)?;
    let to = PublicKeyBytes::try_from(to).map_err(|_| RecoveryError::NotSuchAFile)?;
    let opened = courier::open(recovery, &decode(&request.sealed)?);
    let opened = Zeroizing::new(opened.map_err(|_| RecoveryError::OtherCentre)?.bytes);
    let data_key = key::as_key(&opened).ok_or(RecoveryError::NotSuchAFile)?;
    let code = SpokenCode(random::bytes()?);
    let cost = KeyCost::default();
    let (salt, wrapped) = key::wrap(&data_key, &said(&code), cost)?;
    let answer = Answer {
        teren_recovery_answer: FORMAT,
        cost,
        salt,
        wrapped,
    };
    Ok(RecoveryAnswer {
        replica: request.replica,
        file: courier::seal_unread(&to, &bytes(&answer)?)?,
        code: code.text(),
    })
}

impl Profile {
    /// Asks the centre for help with a forgotten passphrase: the file that the head answers. An earlier request ends.
    pub fn ask_recovery(&self, replica: Uuid) -> Result<Vec<u8>, RecoveryError> {
        let (ring, _lock) = self.keyring()?;
        let sealed = ring.recovery().ok_or(RecoveryError::NoCentre)?.to_owned();
        let secret = Zeroizing::new(random::bytes::<32>()?);
        platform::replace_file(&self.pending(), secret.as_slice()).map_err(Error::from)?;
        bytes(&Request {
            teren_recovery_request: FORMAT,
            replica,
            sealed,
            to: BASE64.encode(&courier::public_key(&secret)),
        })
    }

    /// Puts a new passphrase in place of the forgotten one, by the centre's answer and the code that was told.
    pub fn take_recovery(&self, answer: &[u8], code: &str, new: &str) -> Result<(), RecoveryError> {
        let code = SpokenCode::parse(code).map_err(|_| RecoveryError::WrongCode)?;
        let (mut ring, _lock) = self.keyring()?;
        let pending = std::fs::read(self.pending()).map_err(|_| RecoveryError::OtherRequest)?;
        let pending = Zeroizing::new(pending);
        let secret = key::as_key(&pending).ok_or(RecoveryError::OtherRequest)?;
        let opened = courier::open(&secret, answer).map_err(|error| match error {
            courier::CourierError::ForAnotherKey => RecoveryError::OtherRequest,
            _ => RecoveryError::NotSuchAFile,
        })?;
        let answer: Answer = read(&opened.bytes)?;
        let data_key = key::unwrap(&answer.salt, &answer.wrapped, answer.cost, &said(&code))?;
        let data_key = data_key.ok_or(RecoveryError::WrongCode)?;
        // Only the key of this very profile may take the place of the one under the old passphrase.
        self.connect(&data_key)?;
        ring.rewrap(&data_key, new, KeyCost::default())?;
        Tries::read(self.folder()).succeeded()?;
        // A request that was answered is good for nothing more.
        let _already_gone = std::fs::remove_file(self.pending());
        Ok(())
    }

    fn pending(&self) -> PathBuf {
        self.folder().join(PENDING)
    }
}

/// The code as a passphrase.
fn said(code: &SpokenCode) -> Zeroizing<String> {
    Zeroizing::new(BASE64.encode(&code.0))
}

fn bytes(file: &impl Serialize) -> Result<Vec<u8>, RecoveryError> {
    serde_json::to_vec(file).map_err(|_| RecoveryError::NotSuchAFile)
}

fn read<T: DeserializeOwned>(file: &[u8]) -> Result<T, RecoveryError> {
    if file.len() > MAX_FILE {
        return Err(RecoveryError::NotSuchAFile);
    }
    serde_json::from_slice(file).map_err(|_| RecoveryError::NotSuchAFile)
}

fn decode(text: &str) -> Result<Vec<u8>, RecoveryError> {
    let decoded = BASE64.decode(text.as_bytes());
    decoded.map_err(|_| RecoveryError::NotSuchAFile)
}
