//! The access log (KRI § 20): who read, wrote, printed, exported or searched what, when and on which laptop; never what stood there.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The same act on the same thing again within this time is one act, ms: leafing through an interview is one reading.
pub const SAME_ACT_MS: i64 = 15 * 60 * 1000;
/// How long entries are kept at the least, years (KRI 2024 § 20).
pub const LEAST_YEARS: u32 = 2;
/// How long at the most: what is not needed any more is not kept.
pub const MOST_YEARS: u32 = 10;
/// Entries in one answer to who reads the log, at the most.
pub const PAGE: usize = 100;

/// What entries are told apart by when somebody looks for some.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[cfg_attr(feature = "ts", ts(export, rename = "LogSort"))]
pub enum Sort {
    Reading,
    Writing,
    Printing,
    Exporting,
    Searching,
    /// Who gets a case and who loses it.
    Rights,
    /// What a person decided or passed on.
    Deciding,
    /// Accounts, laptops, structure, copies of the office.
    Running,
    /// The log itself.
    Log,
}

macro_rules! events {
    ($($(#[$doc:meta])* $name:ident = $word:literal in $sort:ident;)+) => {
        /// What happened. The word stands in the log and is never given another meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "ts", derive(ts_rs::TS))]
        #[cfg_attr(feature = "ts", ts(export, rename = "LogEvent"))]
        pub enum Event {
            $($(#[$doc])* #[serde(rename = $word)] $name,)+
        }

        impl Event {
            pub const ALL: &[Self] = &[$(Self::$name),+];

            #[must_use]
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$name => $word,)+
                }
            }

            #[must_use]
            pub const fn sort(self) -> Sort {
                match self {
                    $(Self::$name => Sort::$sort,)+
                }
            }
        }
    };
}

events! {
    Read = "read" in Reading;
    AttachmentDelivered = "attachment delivered" in Reading;
    HeldBackRead = "held back read" in Reading;
    /// Somebody may read a case that she does not hold, until the day ends.
    GlassBroken = "glass broken" in Reading;
    /// The laptop of the person got what the office holds of a case.
    Delivered = "delivered" in Rights;
    /// What came from the laptop was taken in.
    Wrote = "wrote" in Writing;
    Received = "received" in Writing;
    SealMismatch = "seal does not match" in Writing;
    SecondSeal = "second seal" in Writing;
    TakenFromQuarantine = "taken from quarantine" in Writing;
    Recovered = "recovered" in Writing;
    LeftWorkTakenIn = "left work taken in" in Writing;
    Printed = "printed" in Printing;
    /// Saved as a file that is open to all.
    Exported = "exported" in Exporting;
    PassedToPartner = "passed to another centre" in Exporting;
    Searched = "searched" in Searching;
    PeopleSearched = "people searched" in Searching;
    LookedForAlike = "looked for alike files" in Searching;
    Granted = "granted" in Rights;
    TakenBack = "taken back" in Rights;
    Released = "released" in Rights;
    ToldToLetGo = "told to let go" in Rights;
    AssistantAssigned = "assistant assigned" in Rights;
    CoordinatorAssigned = "coordinator assigned" in Rights;
    HandedOver = "handed over" in Rights;
    FilesLinked = "files linked" in Deciding;
    FilesUnlinked = "files unlinked" in Deciding;
    FilesKeptApart = "files kept apart" in Deciding;
    HeldBackAccepted = "held back accepted" in Deciding;
    HeldBackNoted = "held back noted" in Deciding;
    HeldBackFiled = "held back filed" in Deciding;
    /// The head saw that somebody read so.
    GlassAcknowledged = "glass acknowledged" in Deciding;
    NamedValid = "named valid" in Deciding;
    TakenOverFromPartner = "taken over from another centre" in Deciding;
    PartnerFileOpened = "file of another centre opened" in Deciding;
    PartnerFileRefused = "file of another centre refused" in Deciding;
    PartnerAnswerRead = "answer of another centre read" in Deciding;
    PartnerAdded = "other centre added" in Running;
    PartnerConfirmed = "other centre confirmed" in Running;
    StructureInForce = "structure in force" in Running;
    StructureDecided = "structure decided" in Running;
    RulesReplayed = "rules replayed" in Running;
    MemberPlaced = "member placed" in Running;
    PersonAdded = "person added" in Running;
    PersonChanged = "person changed" in Running;
    Authorised = "authorised" in Running;
    CodeGiven = "code given" in Running;
    Enrolled = "enrolled" in Running;
    Withdrawn = "withdrawn" in Running;
    Unlocked = "unlocked" in Running;
    PassphraseRecovered = "passphrase recovered" in Running;
    /// What a lost laptop left for safekeeping was opened with the recovery key.
    DraftsOpened = "drafts opened" in Running;
    BackupWritten = "backup written" in Running;
    BackupTested = "backup tested" in Running;
    BackupFailed = "backup failed" in Running;
    Restored = "restored" in Running;
    LogRead = "log read" in Log;
    /// Somebody set how long entries are kept.
    LogKept = "log kept" in Log;
    /// Entries whose time was over went.
    LogCut = "log cut" in Log;
    /// A laptop's chain does not go on where it ended: entries are missing, were changed, or another laptop goes by its name.
    LogBroken = "log broken" in Log;
}

impl Event {
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|event| event.word() == word)
    }

    /// Whether a laptop tells of it; the rest the office sees itself.
    #[must_use]
    pub const fn is_told(self) -> bool {
        matches!(
            self,
            Self::Read | Self::Printed | Self::Exported | Self::Searched | Self::Unlocked
        )
    }
}

impl Sort {
    /// Words of the events of this sort.
    pub fn events(self) -> impl Iterator<Item = Event> {
        let all = Event::ALL.iter().copied();
        all.filter(move |event| event.sort() == self)
    }
}

/// Which entries somebody looks for; nothing set finds all.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sought {
    pub person: Option<Uuid>,
    /// Number of a case of this centre: `T-2026-000001`.
    pub case: Option<String>,
    pub sort: Option<Sort>,
    /// First and last day in Poland.
    pub from: Option<NaiveDate>,
    pub until: Option<NaiveDate>,
}

/// What an entry concerns, as far as the log tells: names of the staff, numbers, never a family's name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Subject {
    /// A case by its number.
    Case {
        number: String,
    },
    /// An interview of a case.
    Interview {
        number: String,
        document: Uuid,
    },
    Person {
        person: Uuid,
    },
    Laptop {
        number: u32,
    },
    Centre,
    /// Something that is not known any more.
    Other {
        id: Uuid,
    },
}

/// One entry as it is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logged {
    /// Place in the office's chain.
    pub number: u64,
    /// When the office wrote it down, ms since 1970 UTC.
    pub at_ms: i64,
    /// When it happened by the laptop's clock; 0 for what the office saw itself.
    pub told_ms: i64,
    /// Nil for the office itself.
    pub person: Uuid,
    /// The laptop, by its number in the centre; `None` where none took part.
    pub laptop: Option<u32>,
    /// `None` for a word of a newer program.
    pub event: Option<Event>,
    pub subject: Subject,
}

/// One page of the log, newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogPage {
    pub entries: Vec<Logged>,
    /// Where the next page begins; `None` at the end.
    pub before: Option<u64>,
    /// How many years entries are kept.
    pub years: u32,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Event;

    #[test]
    fn every_event_has_a_word_of_its_own_and_is_found_by_it() {
        let words: BTreeSet<&str> = Event::ALL.iter().map(|event| event.word()).collect();
        assert_eq!(words.len(), Event::ALL.len());
        for event in Event::ALL {
            assert_eq!(Event::of_word(event.word()), Some(*event));
        }
        assert_eq!(Event::of_word("gossiped"), None);
    }
}
