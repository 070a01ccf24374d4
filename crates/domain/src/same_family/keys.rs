//! The keys by which candidates are found: who shares one with another is worth comparing.

use crate::same_family::names::given_names;
use crate::same_family::person::{Person, hash};

/// Kinds from this one on are loose: many share them by chance, and they are followed only where few do.
const LOOSE: u8 = 12;

/// Persons who may share a key before it says too little to be followed.
#[must_use]
pub fn crowd(key: u64) -> usize {
    if key & 1 == 0 { 2_000 } else { 120 }
}

/// Keys being gathered, each of a kind.
struct Keys(Vec<u64>);

impl Keys {
    fn add(&mut self, kind: u8, parts: &[&[u8]]) {
        let mut bytes = vec![kind];
        for part in parts {
            bytes.extend_from_slice(part);
            bytes.push(0xff);
        }
        let key = hash(&bytes);
        self.0.push(if kind < LOOSE { key & !1 } else { key | 1 });
    }

    fn of_number(&mut self, person: &Person) {
        let digits = person.number.digits();
        if digits.len() >= 5 {
            let (head, tail) = digits.split_at(digits.len() / 2);
            self.add(1, &[digits]);
            self.add(2, &[head, &sounds(person)]);
            self.add(3, &[tail, &sounds(person)]);
        }
    }

    fn of_day(&mut self, person: &Person) {
        let Some(born) = person.born else { return };
        let (month, day) = (born.month(), born.day());
        let (year, low, high) = (
            born.year().to_le_bytes(),
            month.min(day).to_le_bytes(),
            month.max(day).to_le_bytes(),
        );
        self.add(4, &[&year, &low, &high]);
        for word in person.surname.words() {
            self.add(5, &[&word.sound.to_le_bytes(), &year]);
            self.add(6, &[&word.sound.to_le_bytes(), &low, &high]);
        }
        if let Some(given) = given_key(person) {
            self.add(7, &[&given, &low, &high]);
            self.add(8, &[&given, &year]);
        }
        self.add(12, &[&year, &low]);
        self.add(13, &[&year, &high]);
        self.add(14, &[&low, &high]);
    }

    fn of_names(&mut self, person: &Person) {
        let first = sounds(person);
        for word in person.surname.words() {
            let second = word.sound.to_le_bytes();
            self.add(15, &[&second]);
            if person.given.first().is_some() {
                // In either order, so that names which changed places meet.
                let (low, high) = if first <= second {
                    (first, second)
                } else {
                    (second, first)
                };
                self.add(9, &[&low, &high]);
            }
        }
    }

    fn of_place(&mut self, person: &Person) {
        let place = &person.place;
        let named = !place.postcode.is_empty();
        if let Some(given) = given_key(person) {
            if !place.street.is_empty() {
                self.add(
                    10,
                    &[&given, place.street.as_bytes(), place.house.as_bytes()],
                );
            }
            if named && !place.house.is_empty() {
                self.add(
                    11,
                    &[&given, place.postcode.as_bytes(), place.house.as_bytes()],
                );
            }
        }
        for name in [&place.street, &place.flat, &place.locality] {
            if name.len() > 3 {
                self.add(16, &[name.as_bytes()]);
            }
        }
        if named {
            self.add(17, &[place.postcode.as_bytes()]);
        }
    }
}

/// Everything two descriptions of one person are likely to share at least once, whatever was mistyped.
#[must_use]
pub fn keys(person: &Person) -> Vec<u64> {
    let mut keys = Keys(Vec::with_capacity(24));
    keys.of_number(person);
    keys.of_day(person);
    keys.of_names(person);
    keys.of_place(person);
    let Keys(mut keys) = keys;
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// The name behind the first given name, or how it sounds.
fn given_key(person: &Person) -> Option<[u8; 4]> {
    let first = person.given.first()?;
    let [group, ..] = first.groups;
    let known = usize::from(group) <= given_names().len() && group != 0;
    Some(if known {
        u32::from(group).to_le_bytes()
    } else {
        (first.sound | 1 << 31).to_le_bytes()
    })
}

fn sounds(person: &Person) -> [u8; 4] {
    person
        .given
        .first()
        .map_or([0; 4], |word| word.sound.to_le_bytes())
}
