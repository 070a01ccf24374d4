//! The messages of an exchange: one request, one answer, the same over TLS and in a courier file.

use std::fmt;

use serde::{Deserialize, Serialize};
use uuid::Uuid;
use zeroize::Zeroize as _;

use crate::access::Accessed;
use crate::digest::Digest;
use crate::vector::{Hash, Stream};

/// Version of these messages.
pub const PROTOCOL: u16 = 1;
/// Encoded changes of one message at the most, bytes (before compression).
pub const BATCH_BYTES: usize = 1024 * 1024;
/// A decompressed message at the most, bytes.
pub const MESSAGE_BYTES: usize = 8 * 1024 * 1024;

/// What a seat says in one round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    pub protocol: u16,
    pub replica: Uuid,
    /// Office incarnation the cursor belongs to; another one makes the seat start over.
    pub epoch: u64,
    /// Office sequence number up to which this seat has everything it may hold.
    pub cursor: u64,
    /// Where a running backfill of a newly granted case stands.
    pub backfill: Option<Backfill>,
    /// Own changes, oldest first, as their exact bytes.
    #[serde(with = "crate::octets::list")]
    pub changes: Vec<Vec<u8>>,
    /// Documents nobody else has seen, of cases that are being taken back: their changes are kept aside, never logged.
    pub private: Vec<Uuid>,
    pub acts: Vec<Act>,
    /// Cases whose removal after a revoke is done here.
    pub released: Vec<Uuid>,
    /// What the person did here, for the office's access log: the oldest entries of the seat's own chain.
    pub accesses: Vec<Accessed>,
    /// What this office lost with its restore, and proof that it once held it.
    pub evidence: Vec<Evidence>,
    pub deposits: Deposits,
    /// Largest answer the seat wants, bytes of changes.
    pub wanted_bytes: u32,
}

/// What a seat says of private work that the office keeps for it as ciphertext.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deposits {
    pub parts: Vec<Deposit>,
    /// Documents of which nothing needs to be kept any more: the office has them, or nobody.
    pub ended: Vec<Uuid>,
    /// The seat lost them and asks for what comes after this number.
    pub wanted: Option<u64>,
}

/// A part of a private interview, for safekeeping: the office cannot read it. Its key is sealed twice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deposit {
    pub case: Uuid,
    pub document: Uuid,
    /// Keyed hash of the content: the same part sent twice is one.
    pub name: Hash,
    /// For the laptop that wrote it.
    pub for_author: Vec<u8>,
    /// For the centre's recovery key.
    pub for_recovery: Vec<u8>,
    pub sealed: Vec<u8>,
}

/// What the office says of deposits.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deposited {
    /// How many parts of the request are kept now, from the first on; the others find no room.
    pub kept: u32,
    /// What was asked for, with its number; empty at the end.
    pub parts: Vec<(u64, Deposit)>,
}

/// A newly granted case comes whole before it becomes visible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Backfill {
    pub case: Uuid,
    /// Sequence number up to which the backfill has come.
    pub after: u64,
    /// Sequence number of the grant: the backfill ends there.
    pub until: u64,
}

/// Says that an office held a stream with exactly these heads: made and read by the office alone.
pub type Proof = [u8; 16];

/// One stream as the office once proved to hold it, with all its changes, whoever wrote them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    pub stream: Stream,
    /// Actor, number and hash of the last change of each chain.
    pub heads: Vec<(Uuid, u64, Hash)>,
    pub proof: Proof,
    /// In an order in which they can be merged, as their exact bytes.
    #[serde(with = "crate::octets::list")]
    pub changes: Vec<Vec<u8>>,
}

/// An act that needs one truth: the office answers it. The id makes a repeat harmless.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Act {
    pub id: Uuid,
    /// Opaque here: JSON of the room above.
    pub body: Vec<u8>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActAnswer {
    pub id: Uuid,
    pub accepted: bool,
    /// Code of the refusal, or JSON of the result.
    pub body: Vec<u8>,
}

/// What the office answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Response {
    pub protocol: u16,
    pub epoch: u64,
    pub cursor: u64,
    /// More is waiting: come again at once.
    pub more: bool,
    /// Office clock, milliseconds since 1970 UTC; for telling a person that a clock is off, nothing else.
    pub office_time_ms: i64,
    /// Own changes of the request that are now durable in the office: accepted, late or quarantined.
    pub taken: Vec<Taken>,
    pub changes: Vec<Sequenced>,
    pub grants: Vec<Grant>,
    pub revokes: Vec<Revoke>,
    /// The one case that is not whole yet and how far it has come. The backfill asked for, and every case
    /// granted in this answer, is whole unless it is named here: a grant brings the case's earlier changes with it.
    pub backfill: Option<Backfill>,
    pub acts: Vec<ActAnswer>,
    /// Acts heard whose case the office does not know yet: they are answered when it comes.
    pub waiting: Vec<Uuid>,
    /// Digests of the streams this round touched, as the office holds them.
    pub digests: Vec<StreamDigest>,
    pub deposits: Deposited,
}

/// Fate of one change of the request, by its place there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    pub place: u32,
    pub fate: Fate,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fate {
    /// In the log under this sequence number.
    Accepted {
        sequence: u64,
    },
    /// In the log beside the sealed content.
    Late {
        sequence: u64,
    },
    Quarantined {
        reason: QuarantineReason,
    },
}

/// Why a change waits for a person in the office. Its content is kept whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum QuarantineReason {
    /// The sender has no right to write this category of this case (any more).
    NoRight,
    /// The author named in it is not the sender.
    ForgedAuthor,
    UnknownCase,
    /// Bytes that are not a change.
    Malformed,
    Fork,
    BrokenChain,
    /// Changes before it are missing or quarantined.
    Gap,
    Withdrawn,
    NewerFormat,
    /// Private work of a case that was taken back. Only its author may publish it.
    Private,
    /// An answer stands in a category that is not its field's, or a record changes its kind.
    WrongCategory,
    /// Its document belongs to another case.
    OtherCase,
    /// An answer of a record of the case that nobody has opened.
    Unopened,
}

/// A change with its place in the office's order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sequenced {
    pub sequence: u64,
    #[serde(with = "crate::octets")]
    pub bytes: Vec<u8>,
}

/// From now on this seat may hold these categories of the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    pub case: Uuid,
    pub sequence: u64,
    pub categories: Vec<u8>,
    /// What of them is open in each document; a document that is neither named nor an interview under
    /// [`OTHER_INTERVIEWS`] is closed.
    pub documents: Vec<DocumentGrant>,
}

/// What a grant opens of one document of its case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentGrant {
    /// An interview, the case's own document, or [`OTHER_INTERVIEWS`].
    pub document: Uuid,
    pub categories: Vec<u8>,
    /// Categories this seat may also write.
    pub writable: Vec<u8>,
}

/// Of a [`DocumentGrant`]: every interview of the case that is not named, also one that does not exist yet.
pub const OTHER_INTERVIEWS: Uuid = Uuid::nil();

/// The case is no longer this seat's: push what is unsent, then remove it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revoke {
    pub case: Uuid,
    pub sequence: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct StreamDigest {
    pub case: Uuid,
    pub document: Uuid,
    pub category: u8,
    pub digest: Digest,
    pub proof: Proof,
}

/// First message of a new laptop, over TLS pinned to the fingerprint in its enrolment code.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolRequest {
    pub protocol: u16,
    /// One-time secret of the code.
    pub secret: [u8; 16],
    /// New replica id, chosen by the laptop.
    pub replica: Uuid,
    /// X25519 public key of the profile: courier files to it are encrypted to this key.
    pub public_key: [u8; 32],
}

#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnrolResponse {
    /// Bearer token of this replica; the office keeps only its hash.
    pub token: [u8; 32],
    pub person: Uuid,
    pub person_name: String,
    /// Case that holds the centre's own records (people, teams, structure); granted to everybody.
    pub centre: Uuid,
    pub centre_name: String,
    pub epoch: u64,
    /// X25519 public key of the office, for courier files to it.
    pub office_key: [u8; 32],
    /// X25519 public key whose secret half the head keeps: helps after a lost passphrase.
    pub recovery_key: [u8; 32],
}

impl Drop for EnrolRequest {
    fn drop(&mut self) {
        self.secret.zeroize();
    }
}

impl Drop for EnrolResponse {
    fn drop(&mut self) {
        self.token.zeroize();
    }
}

impl fmt::Debug for EnrolRequest {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("EnrolRequest")
            .field("protocol", &self.protocol)
            .field("replica", &self.replica)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for EnrolResponse {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("EnrolResponse")
            .field("person", &self.person)
            .field("centre", &self.centre)
            .finish_non_exhaustive()
    }
}

/// Typed refusal of a whole message; each has its HTTP status in the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Refused {
    #[error("the message cannot be read")]
    Malformed,
    #[error("the message is larger than allowed")]
    TooLarge,
    #[error("this protocol version is not spoken here")]
    Protocol,
    #[error("who asks is not known here")]
    Unknown,
    #[error("this laptop was withdrawn")]
    Withdrawn,
    #[error("the enrolment code has expired")]
    CodeExpired,
    #[error("the enrolment code was used before")]
    CodeUsed,
    #[error("too many requests wait; come again later")]
    Busy { retry_after_s: u32 },
    #[error("the office could not write")]
    Storage,
}
