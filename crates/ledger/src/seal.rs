//! A seal freezes an interview: it names, per category, what lies in its past and a salted digest of the content.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::change::{Change, Kind, Malformed};
use crate::vector::{Hash, VersionVector};

/// Written into each category's own stream: the salt stays with those who hold the category,
/// so that nobody else can guess short answers from the digest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealPart {
    pub seal: Uuid,
    pub salt: [u8; 16],
    /// SHA-256 of salt and the category's canonical content.
    pub digest: Hash,
}

/// One category as the seal froze it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedCategory {
    pub category: u8,
    pub past: VersionVector,
    pub digest: Hash,
}

/// Body of the sealing change, in the workflow stream of the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    pub seal: Uuid,
    /// Form id and version.
    pub form: String,
    pub categories: Vec<SealedCategory>,
}

/// SHA-256 over the form, the document and each category's digest in order of category number.
#[must_use]
pub fn seal_root(document: Uuid, seal: &Seal) -> Hash {
    let mut parts: Vec<(u8, Hash)> = seal
        .categories
        .iter()
        .map(|part| (part.category, part.digest))
        .collect();
    parts.sort_unstable();
    let mut hasher = Sha256::new();
    hasher.update(b"teren seal 1\0");
    hasher.update(
        u32::try_from(seal.form.len())
            .unwrap_or(u32::MAX)
            .to_be_bytes(),
    );
    hasher.update(seal.form.as_bytes());
    hasher.update(document.as_bytes());
    for (category, digest) in parts {
        hasher.update([category]);
        hasher.update(digest);
    }
    hasher.finalize().into()
}

impl SealPart {
    #[must_use]
    pub fn digest_of(salt: &[u8; 16], content: &[u8]) -> Hash {
        let mut hasher = Sha256::new();
        hasher.update(salt);
        hasher.update(content);
        hasher.finalize().into()
    }
}

impl Change {
    /// The seal in this change, if it is one.
    pub fn seal(&self) -> Result<Option<Seal>, Malformed> {
        self.body_of(Kind::SEAL)
    }

    /// The category's part of a seal in this change, if it is one.
    pub fn seal_part(&self) -> Result<Option<SealPart>, Malformed> {
        self.body_of(Kind::SEAL_PART)
    }

    fn body_of<T: serde::de::DeserializeOwned>(&self, kind: Kind) -> Result<Option<T>, Malformed> {
        if self.kind != kind {
            return Ok(None);
        }
        postcard::from_bytes(&self.body)
            .map(Some)
            .map_err(|_| Malformed::Undecodable)
    }
}

impl Seal {
    /// Encodes the seal as the body of a change.
    pub fn body(&self) -> Result<Vec<u8>, Malformed> {
        postcard::to_allocvec(self).map_err(|_| Malformed::OutOfBounds)
    }
}

impl SealPart {
    /// Encodes the part as the body of a change.
    pub fn body(&self) -> Result<Vec<u8>, Malformed> {
        postcard::to_allocvec(self).map_err(|_| Malformed::OutOfBounds)
    }
}
