//! A person as a file describes her, made ready for comparing.

use chrono::NaiveDate;

use crate::facts::Sex;
use crate::pesel;
use crate::same_family::address::Place;
use crate::same_family::born::BirthDigits;
use crate::same_family::fold::{fold, written};
use crate::same_family::names::{groups, root, sound};
use crate::same_family::number::Number;
use crate::same_family::similarity::letter_set;

/// Words of one name that are looked at; hardly anybody has more.
const WORDS: usize = 3;

/// One word of a name, as numbers that lie side by side: most pairs are told apart without reading a letter.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Word {
    /// Fingerprint of the folded word.
    pub folded: u64,
    /// Fingerprint of the root, by which it is counted.
    pub root: u64,
    /// Letters of the root.
    pub letters: u64,
    pub sound: u32,
    pub groups: [u16; 3],
}

/// The words of a name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Name {
    words: [Word; WORDS],
    count: usize,
    /// Fingerprints of the whole name, folded and as written.
    pub folded: u64,
    pub written: u64,
    texts: Vec<WordText>,
}

/// The letters of a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordText {
    pub folded: String,
    pub root: String,
}

impl Name {
    /// A given name: its words in their order.
    #[must_use]
    pub fn given(text: &str) -> Self {
        let folded = fold(text);
        let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        Self::of(text, &folded, &words)
    }

    /// A surname: its parts in the order of the alphabet.
    #[must_use]
    pub fn surname(text: &str) -> Self {
        let folded = fold(text);
        let mut words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        words.sort_unstable();
        Self::of(text, &folded, &words)
    }

    fn of(text: &str, folded: &str, words: &[&str]) -> Self {
        let mut name = Self {
            folded: hash(folded.as_bytes()),
            written: hash(written(text).as_bytes()),
            ..Self::default()
        };
        for (slot, word) in name.words.iter_mut().zip(words) {
            let root = root(word);
            *slot = Word {
                folded: hash(word.as_bytes()),
                root: hash(root.as_bytes()),
                letters: letter_set(&root),
                sound: sound(word),
                groups: groups(word),
            };
            name.texts.push(WordText {
                folded: (*word).to_owned(),
                root,
            });
        }
        name.count = name.texts.len();
        name
    }

    #[must_use]
    pub fn words(&self) -> &[Word] {
        self.words.get(..self.count).unwrap_or_default()
    }

    #[must_use]
    pub fn first(&self) -> Option<&Word> {
        self.words().first()
    }

    /// The words with their letters.
    pub fn spelled(&self) -> impl Iterator<Item = (&Word, &WordText)> + Clone {
        self.words().iter().zip(&self.texts)
    }
}

/// A person made ready for comparing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Person {
    pub given: Name,
    pub surname: Name,
    pub born: Option<BirthDigits>,
    pub sex: Option<Sex>,
    pub number: Number,
    pub place: Place,
    /// Fingerprints of the others in the same record ([`Person::fingerprint`]).
    pub others: Vec<u64>,
}

impl Person {
    /// A person by name alone.
    #[must_use]
    pub fn named(given: &str, surname: &str) -> Self {
        Self {
            given: Name::given(given),
            surname: Name::surname(surname),
            ..Self::default()
        }
    }

    #[must_use]
    pub fn born(self, day: Option<NaiveDate>) -> Self {
        Self {
            born: day.map(BirthDigits::of),
            ..self
        }
    }

    #[must_use]
    pub fn sex(self, sex: Option<Sex>) -> Self {
        Self { sex, ..self }
    }

    /// Adds the PESEL; a right one also says day of birth and sex where they are missing.
    #[must_use]
    pub fn pesel(self, text: &str) -> Self {
        let inside = pesel::check(text).ok();
        Self {
            born: self
                .born
                .or(inside.map(|inside| BirthDigits::of(inside.born))),
            sex: self.sex.or(inside.map(|inside| inside.sex)),
            number: Number::pesel(text),
            ..self
        }
    }

    #[must_use]
    pub fn living_at(self, address: &str) -> Self {
        Self {
            place: Place::read(address),
            ..self
        }
    }

    /// Marks the person for being found among the others of a record: the given name's group, or word, and the year of birth.
    #[must_use]
    pub fn fingerprint(&self) -> Option<u64> {
        let first = self.given.first()?;
        let [group, ..] = first.groups;
        let name = if group == 0 {
            first.folded
        } else {
            u64::from(group)
        };
        let year = u64::try_from(self.born?.year()).unwrap_or_default();
        Some(name.wrapping_mul(10_000).wrapping_add(year))
    }

    /// Tells every person of one record of the others.
    pub fn acquaint(persons: &mut [Self]) {
        let prints: Vec<Option<u64>> = persons.iter().map(Self::fingerprint).collect();
        for (index, person) in persons.iter_mut().enumerate() {
            let others = prints
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != index);
            person.others = others.filter_map(|(_, print)| *print).collect();
        }
    }
}

/// A stable hash (FNV-1a) for keys that are kept in memory only.
#[must_use]
pub fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
