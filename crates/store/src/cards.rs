//! Cards: one summary a case, for lists and search. What stands in them is decided above; here they are kept,
//! marked when their case changes, and found.

use teren_ledger::wire::QuarantineReason;
use uuid::Uuid;

use crate::error::Error;
use crate::store::Store;
use crate::tables::{cards, changes, conflicts};

/// Summary of a case as the room above made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    pub case: Uuid,
    /// Opaque here; empty before the first one was made.
    pub data: Vec<u8>,
    /// The case changed since.
    pub dirty: bool,
}

/// What a case still owes and is owed, counted from the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CaseStatus {
    /// Own changes without the office's answer, private ones included.
    pub unsent: u32,
    /// Own changes that wait for a person in the office.
    pub quarantined: u32,
    pub conflicts: u32,
}

impl Store {
    /// Cases whose card must be made anew.
    pub fn dirty_cards(&mut self) -> Result<Vec<Uuid>, Error> {
        self.read(|batch| cards::dirty(batch.db))
    }

    /// Keeps cards made anew, in one transaction: case, data, and the words by which it is found.
    pub fn put_cards(&mut self, made: &[(Uuid, Vec<u8>, String)]) -> Result<(), Error> {
        if made.is_empty() {
            return Ok(());
        }
        self.transact(|batch| {
            for (case, data, words) in made {
                cards::put(batch.db, *case, data, &fold(words))?;
            }
            Ok(())
        })
    }

    pub fn put_card(&mut self, case: Uuid, data: &[u8], words: &str) -> Result<(), Error> {
        self.transact(|batch| cards::put(batch.db, case, data, &fold(words)))
    }

    /// The card of a case that may be shown.
    pub fn card(&mut self, case: Uuid) -> Result<Option<Card>, Error> {
        self.read(|batch| cards::find(batch.db, case))
    }

    /// Every card that may be shown.
    pub fn cards(&mut self) -> Result<Vec<Card>, Error> {
        self.search_cards("")
    }

    /// Cards that hold every word of the text, in any order, with or without Polish letters.
    pub fn search_cards(&mut self, text: &str) -> Result<Vec<Card>, Error> {
        let folded = fold(text);
        let words: Vec<&str> = folded.split_whitespace().collect();
        let longest = words.iter().max_by_key(|word| word.len()).copied();
        let found = self.read(|batch| cards::with_word(batch.db, longest.unwrap_or_default()))?;
        Ok(found
            .into_iter()
            .filter(|(_, search)| words.iter().all(|word| search.contains(word)))
            .map(|(card, _)| card)
            .collect())
    }

    /// What a case still owes and is owed.
    pub fn case_status(&mut self, case: Uuid) -> Result<CaseStatus, Error> {
        self.read(|batch| {
            Ok(CaseStatus {
                unsent: changes::count_unsent_of(batch.db, case)?,
                quarantined: changes::count_quarantined_of(batch.db, case)?,
                conflicts: conflicts::count(batch.db, case)?,
            })
        })
    }

    /// Own changes of one document without the office's answer, also of a private one.
    pub fn count_unsent_of(&mut self, document: Uuid) -> Result<u32, Error> {
        self.read(|batch| changes::count_unsent_of_document(batch.db, document))
    }

    /// Cases with own changes that wait for a person in the office, and why.
    pub fn quarantined(&mut self) -> Result<Vec<(Uuid, QuarantineReason)>, Error> {
        let found = self.read(|batch| changes::quarantined(batch.db))?;
        let reason = |number: u8| REASONS.into_iter().find(|reason| *reason as u8 == number);
        Ok(found
            .into_iter()
            .filter_map(|(case, number)| Some((case, reason(number)?)))
            .collect())
    }
}

const REASONS: [QuarantineReason; 13] = [
    QuarantineReason::NoRight,
    QuarantineReason::ForgedAuthor,
    QuarantineReason::UnknownCase,
    QuarantineReason::Malformed,
    QuarantineReason::Fork,
    QuarantineReason::BrokenChain,
    QuarantineReason::Gap,
    QuarantineReason::Withdrawn,
    QuarantineReason::NewerFormat,
    QuarantineReason::Private,
    QuarantineReason::WrongCategory,
    QuarantineReason::OtherCase,
    QuarantineReason::Unopened,
];

/// Lower case without Polish letters and the commonest foreign ones, words parted by one space.
#[must_use]
pub fn fold(text: &str) -> String {
    let folded: String = text
        .chars()
        .flat_map(char::to_lowercase)
        .map(|letter| match letter {
            'ą' | 'á' | 'à' | 'â' | 'ä' | 'ă' => 'a',
            'ć' | 'č' | 'ç' => 'c',
            'ď' => 'd',
            'ę' | 'é' | 'è' | 'ê' | 'ě' | 'ë' => 'e',
            'í' | 'î' | 'ï' => 'i',
            'ł' => 'l',
            'ń' | 'ň' | 'ñ' => 'n',
            'ó' | 'ö' | 'ô' | 'ő' => 'o',
            'ř' => 'r',
            'ś' | 'š' | 'ș' => 's',
            'ť' | 'ț' => 't',
            'ú' | 'ü' | 'ů' | 'ű' => 'u',
            'ý' => 'y',
            'ź' | 'ż' | 'ž' => 'z',
            other => other,
        })
        .collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}
