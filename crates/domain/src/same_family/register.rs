//! Everybody a centre knows, in memory, so that one person's candidates are found without comparing her with all.

use std::collections::HashMap;

use uuid::Uuid;

use crate::same_family::compare::{Pattern, compare};
use crate::same_family::keys::{crowd, keys};
use crate::same_family::model::{Band, Commonness, Model, Score, names_matter};
use crate::same_family::person::Person;

/// Persons of whom nothing is known yet, counted as bearing names as common as names are at all.
const UNSEEN: f32 = 500.0;
/// A name counts as at most so many times rarer or commoner than names at all.
const SPREAD: f32 = 16.0;

struct Entry {
    file: Uuid,
    /// Place of the person in its file.
    index: usize,
    person: Person,
    keys: Vec<u64>,
}

/// A person of the register beside the one asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    pub file: Uuid,
    /// Place of the person in that file.
    pub index: usize,
    pub pattern: Pattern,
    pub common: Commonness,
    pub score: Score,
    pub band: Band,
}

/// How often each name occurs.
#[derive(Default)]
struct Counts {
    of: HashMap<u64, u32>,
    all: f32,
    /// Sum of the squares, for the chance that two strangers share a name.
    squares: f32,
}

impl Counts {
    fn change(&mut self, name: u64, by: i32) {
        let count = self.of.entry(name).or_default();
        let before = *count as f32;
        *count = count.saturating_add_signed(by);
        let after = *count as f32;
        self.all += after - before;
        self.squares += after * after - before * before;
    }

    /// The name's share beside the share of names that strangers have in common.
    fn commonness(&self, one: u64, other: u64) -> f32 {
        let count = |name: u64| self.of.get(&name).copied().unwrap_or_default() as f32;
        let average = self.squares / self.all.max(1.0);
        // As if so many persons more had been seen, with names of average commonness: a small centre shifts nothing.
        let unseen = UNSEEN * average / (self.all + UNSEEN);
        let ratio =
            (count(one).max(count(other)) + unseen) / (average + unseen).max(f32::MIN_POSITIVE);
        ratio.clamp(1.0 / SPREAD, SPREAD)
    }
}

/// Persons by file, with the keys they are found by.
#[derive(Default)]
pub struct Register {
    entries: Vec<Option<Entry>>,
    files: HashMap<Uuid, Vec<u32>>,
    free: Vec<u32>,
    by_key: HashMap<u64, Vec<u32>>,
    given: Counts,
    surname: Counts,
}

impl Register {
    /// Persons in the register.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len() - self.free.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Puts a file's persons in place of what the register had of the file.
    pub fn put(&mut self, file: Uuid, persons: Vec<Person>) {
        self.remove(file);
        let mut places = Vec::with_capacity(persons.len());
        for (index, person) in persons.into_iter().enumerate() {
            let keys = keys(&person);
            let place = self.free.pop().unwrap_or_else(|| {
                self.entries.push(None);
                u32::try_from(self.entries.len() - 1).unwrap_or(u32::MAX)
            });
            for key in &keys {
                let sharing = self.by_key.entry(*key).or_default();
                let at = sharing.partition_point(|other| *other < place);
                sharing.insert(at, place);
            }
            self.count(&person, 1);
            if let Some(slot) = self.entries.get_mut(place as usize) {
                *slot = Some(Entry {
                    file,
                    index,
                    person,
                    keys,
                });
            }
            places.push(place);
        }
        self.files.insert(file, places);
    }

    /// Forgets a file.
    pub fn remove(&mut self, file: Uuid) {
        for place in self.files.remove(&file).unwrap_or_default() {
            let Some(entry) = self.entries.get_mut(place as usize).and_then(Option::take) else {
                continue;
            };
            for key in &entry.keys {
                if let Some(sharing) = self.by_key.get_mut(key) {
                    sharing.retain(|other| *other != place);
                    if sharing.is_empty() {
                        self.by_key.remove(key);
                    }
                }
            }
            self.count(&entry.person, -1);
            self.free.push(place);
        }
    }

    fn count(&mut self, person: &Person, by: i32) {
        if let Some(first) = person.given.first() {
            self.given.change(first.root, by);
        }
        for part in person.surname.words() {
            self.surname.change(part.root, by);
        }
    }

    /// The persons of one file, in its order.
    pub fn persons(&self, file: Uuid) -> impl Iterator<Item = &Person> {
        let places = self.files.get(&file).into_iter().flatten();
        places
            .filter_map(|place| self.entry(*place))
            .map(|entry| &entry.person)
    }

    /// Whom of other files than `own` the person may be, the likeliest first; those of band [`Band::No`] are left out.
    #[must_use]
    pub fn candidates(&self, model: &Model, person: &Person, own: Option<Uuid>) -> Vec<Candidate> {
        let mut places: Vec<u32> = keys(person)
            .iter()
            .flat_map(|key| self.sharing(*key))
            .copied()
            .collect();
        places.sort_unstable();
        places.dedup();
        let entries = places.into_iter().filter_map(|place| self.entry(place));
        let others = entries.filter(|entry| Some(entry.file) != own);
        let mut found: Vec<Candidate> = others
            .map(|entry| self.judge(model, person, entry))
            .filter(|candidate| candidate.band != Band::No)
            .collect();
        found.sort_by(|one, other| {
            other
                .score
                .bits
                .total_cmp(&one.score.bits)
                .then(one.file.cmp(&other.file))
                .then(one.index.cmp(&other.index))
        });
        found
    }

    fn judge(&self, model: &Model, person: &Person, entry: &Entry) -> Candidate {
        let (pattern, common) = self.compared(person, &entry.person);
        let score = model.score(pattern, common);
        let band = model.band(pattern, score);
        Candidate {
            file: entry.file,
            index: entry.index,
            pattern,
            common,
            score,
            band,
        }
    }

    fn compared(&self, one: &Person, other: &Person) -> (Pattern, Commonness) {
        let pattern = compare(one, other);
        let common = if names_matter(pattern) {
            self.commonness(one, other)
        } else {
            Commonness::default()
        };
        (pattern, common)
    }

    /// How common the names are that two persons share.
    #[must_use]
    pub fn commonness(&self, one: &Person, other: &Person) -> Commonness {
        let given = match (one.given.first(), other.given.first()) {
            (Some(one), Some(other)) => self.given.commonness(one.root, other.root),
            _ => 1.0,
        };
        let surname = match (one.surname.first(), other.surname.first()) {
            (Some(one), Some(other)) => self.surname.commonness(one.root, other.root),
            _ => 1.0,
        };
        Commonness { given, surname }
    }

    /// Every pair of candidates from different files whose later person stands at `part` modulo `parts`: both, and how they agree.
    /// Parts may be walked side by side; together they name every pair once.
    pub fn each_pair(
        &self,
        part: usize,
        parts: usize,
        mut see: impl FnMut((Uuid, usize), (Uuid, usize), Pattern, Commonness),
    ) {
        let mut seen: Vec<u32> = vec![u32::MAX; self.entries.len()];
        for place in (part..self.entries.len()).step_by(parts.max(1)) {
            let place = u32::try_from(place).unwrap_or(u32::MAX);
            let Some(entry) = self.entry(place) else {
                continue;
            };
            for key in &entry.keys {
                for other in self
                    .sharing(*key)
                    .iter()
                    .take_while(|other| **other < place)
                {
                    let Some(mark) = seen.get_mut(*other as usize).filter(|mark| **mark != place)
                    else {
                        continue;
                    };
                    *mark = place;
                    let Some(earlier) = self
                        .entry(*other)
                        .filter(|earlier| earlier.file != entry.file)
                    else {
                        continue;
                    };
                    let (pattern, common) = self.compared(&earlier.person, &entry.person);
                    see(
                        (earlier.file, earlier.index),
                        (entry.file, entry.index),
                        pattern,
                        common,
                    );
                }
            }
        }
    }

    fn sharing(&self, key: u64) -> &[u32] {
        let sharing = self.by_key.get(&key).map(Vec::as_slice).unwrap_or_default();
        if sharing.len() > crowd(key) {
            &[]
        } else {
            sharing
        }
    }

    fn entry(&self, place: u32) -> Option<&Entry> {
        self.entries.get(place as usize).and_then(Option::as_ref)
    }
}
