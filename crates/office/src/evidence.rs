//! What an office lost with its restore, brought back by laptops. It takes nobody's word for it but its own: each stream
//! comes with the proof that this office once gave for exactly these chains.

use std::collections::{BTreeMap, BTreeSet};

use subtle::ConstantTimeEq as _;
use teren_ledger::wire::{Evidence, Proof, QuarantineReason};
use teren_ledger::{Digest, Envelope, Hash, Head, Stream, stream_digest};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::OfficeError;
use crate::desk::{Desk, House, Merged};
use crate::keys::sha256;
use crate::packing::Packing;
use crate::quarantine::keep;
use crate::receive::{Incoming, Received, Sender, file_seal, reason_of};
use crate::recover::{recover, recovered_case};
use crate::storage::CaseRow;

/// Derived from the office's secret, which is in the backup: a restored office knows its own word.
pub(crate) fn proof_key(office_secret: &[u8; 32]) -> Zeroizing<[u8; 32]> {
    let bytes = Zeroizing::new([b"teren stream proof".as_slice(), office_secret].concat());
    Zeroizing::new(sha256(&bytes))
}

impl House {
    /// Vouches for a stream of this digest.
    pub fn proof(&self, stream: Stream, digest: &Digest) -> Proof {
        let mut inner = Zeroizing::new(self.proof_key.to_vec());
        inner.extend(stream.case.as_bytes());
        inner.extend(stream.document.as_bytes());
        inner.push(stream.category);
        inner.extend(digest);
        let mut outer = Zeroizing::new(self.proof_key.to_vec());
        outer.extend(sha256(&inner));
        let mut proof = Proof::default();
        for (byte, made) in proof.iter_mut().zip(sha256(&outer)) {
            *byte = made;
        }
        proof
    }
}

/// One stream as a laptop shows it, already decoded, hashed and compressed.
pub(crate) struct Shown {
    stream: Stream,
    heads: BTreeMap<Uuid, Head>,
    proof: Proof,
    changes: Vec<Incoming>,
}

impl Shown {
    pub fn all(evidence: Vec<Evidence>, packing: &Packing) -> Result<Vec<Self>, OfficeError> {
        let open = |shown: Evidence| {
            let heads = shown.heads.into_iter();
            Ok(Self {
                stream: shown.stream,
                heads: heads
                    .map(|(actor, count, hash)| (actor, Head { count, hash }))
                    .collect(),
                proof: shown.proof,
                changes: Incoming::all(shown.changes, &[], packing)?,
            })
        };
        evidence.into_iter().map(open).collect()
    }

    /// Whether this office once held these chains, and the changes are links of them up to their ends.
    fn is_proven(&self, house: &House) -> bool {
        let digest = stream_digest(self.stream.category, &self.heads);
        let vouched = house.proof(self.stream, &digest);
        bool::from(vouched.ct_eq(&self.proof)) && self.hangs_together()
    }

    fn hangs_together(&self) -> bool {
        let mut ends: BTreeMap<Uuid, (u64, Hash)> = BTreeMap::new();
        for envelope in self.envelopes() {
            let change = &envelope.change;
            let follows = ends.get(&change.dot.actor).is_none_or(|(count, hash)| {
                change.dot.counter == count + 1 && change.previous == *hash
            });
            if change.stream != self.stream || !follows {
                return false;
            }
            ends.insert(change.dot.actor, (change.dot.counter, envelope.hash));
        }
        let whole = self.changes.iter().all(|change| change.envelope.is_ok());
        let proven = |(actor, (count, hash)): (&Uuid, &(u64, Hash))| {
            let head = self.heads.get(actor);
            head.is_some_and(|head| (head.count, head.hash) == (*count, *hash))
        };
        whole && ends.iter().all(proven)
    }

    pub fn envelopes(&self) -> impl Iterator<Item = &Envelope> {
        let opened = self.changes.iter();
        opened.filter_map(|change| change.envelope.as_ref().ok())
    }

    pub const fn stream(&self) -> Stream {
        self.stream
    }
}

/// Takes back what is proven, by whomever it is brought and whoever wrote it.
pub(crate) fn take_back(
    desk: &mut Desk<'_>,
    sender: &Sender,
    shown: Vec<Shown>,
) -> Result<Received, OfficeError> {
    let mut received = Received::default();
    let mut cases = BTreeSet::new();
    let house = desk.house.clone();
    let (proven, doubtful): (Vec<Shown>, Vec<Shown>) = shown
        .into_iter()
        .partition(|stream| stream.is_proven(&house));
    for change in doubtful.iter().flat_map(|stream| &stream.changes) {
        keep(desk, sender, change, QuarantineReason::ForgedAuthor)?;
    }
    for stream in &proven {
        let case = recovered_case(desk, stream.stream.case, &proven)?;
        if append(desk, sender, &case, stream)? {
            cases.insert(case.case);
        }
        received.touched.insert(stream.stream);
    }
    for case in cases {
        recover(desk, case)?;
    }
    Ok(received)
}

/// Puts a proven stream into the log; says whether anything of it was missing.
fn append(
    desk: &mut Desk<'_>,
    sender: &Sender,
    case: &CaseRow,
    shown: &Shown,
) -> Result<bool, OfficeError> {
    let belongs = desk.belongs(case, shown.stream.document)?;
    let mut missing = false;
    for change in &shown.changes {
        let Ok(envelope) = &change.envelope else {
            continue;
        };
        let merged = if belongs {
            desk.merge(case, envelope, sender.replica, &change.body)?
        } else {
            keep(desk, sender, change, QuarantineReason::OtherCase)?;
            continue;
        };
        match merged {
            Merged::Known(_) => {}
            Merged::Refused(refusal) => keep(desk, sender, change, reason_of(refusal))?,
            Merged::Appended { .. } => {
                missing = true;
                file_seal(desk, case, envelope)?;
            }
        }
    }
    Ok(missing)
}
