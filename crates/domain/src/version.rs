//! Versions of one interview: the first, and every correction of it. None is ever opened again; one of them is valid.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// One version, as far as it is known here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    pub document: Uuid,
    /// The version that this one corrects.
    pub of: Option<Uuid>,
    /// Milliseconds since 1970 UTC; none while it is in work.
    pub approved_ms: Option<i64>,
}

/// The document at the beginning of the chain; a version that is not known here ends the way. Of a ring it is the least.
#[must_use]
pub fn first(all: &[Version], document: Uuid) -> Uuid {
    let mut way = vec![document];
    let mut here = document;
    loop {
        let known = all.iter().find(|version| version.document == here);
        match known.and_then(|version| version.of) {
            Some(of) if way.contains(&of) => return way.into_iter().min().unwrap_or(of),
            Some(of) => {
                way.push(of);
                here = of;
            }
            None => return here,
        }
    }
}

/// All versions of the interview that a document is one of: the approved ones in the order of approval, then those in work.
#[must_use]
pub fn versions(all: &[Version], document: Uuid) -> Vec<Version> {
    let origin = first(all, document);
    let same = all.iter().copied();
    let mut same: Vec<Version> = same
        .filter(|version| first(all, version.document) == origin)
        .collect();
    same.sort_by_key(|version| (version.approved_ms.unwrap_or(i64::MAX), version.document));
    same
}

/// Approved versions of the interview that no other approved one corrects: the ones that may count.
#[must_use]
pub fn ends(all: &[Version], document: Uuid) -> Vec<Uuid> {
    let mut versions = versions(all, document);
    versions.retain(|version| version.approved_ms.is_some());
    let corrected = |version: &Version| {
        let mut others = versions.iter();
        others.any(|other| other.of == Some(version.document) && other.document != version.document)
    };
    let ends = versions.iter().filter(|version| !corrected(version));
    let ends: Vec<Uuid> = ends.map(|version| version.document).collect();
    // In a ring each corrects another: the last approved ends it.
    match versions.last() {
        Some(last) if ends.is_empty() => vec![last.document],
        _ => ends,
    }
}

/// The valid version of the interview that a document is one of: the last of those that may count, unless a person named one
/// of them. `None` while none is approved.
#[must_use]
pub fn valid(all: &[Version], document: Uuid, named: &[Uuid]) -> Option<Uuid> {
    let ends = ends(all, document);
    let mut by_word = named.iter().rev().filter(|name| ends.contains(name));
    by_word.next().or(ends.last()).copied()
}
