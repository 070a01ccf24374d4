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

/// Everything two descriptions of one person are likely to share at least once, whatever was mistyped.
#[must_use]
pub fn keys(person: &Person) -> Vec<u64> {
    let mut keys = Vec::with_capacity(16);
    let mut add = |kind: u8, parts: &[&[u8]]| {
        let mut bytes = vec![kind];
        for part in parts {
            bytes.extend_from_slice(part);
            bytes.push(0xff);
        }
        let key = hash(&bytes);
        keys.push(if kind < LOOSE { key & !1 } else { key | 1 });
    };
    let digits = person.number.digits();
    if digits.len() >= 5 {
        let (head, tail) = digits.split_at(digits.len() / 2);
        add(1, &[digits]);
        add(2, &[head, &sounds(person)]);
        add(3, &[tail, &sounds(person)]);
    }
    let given = given_key(person);
    if let Some(born) = person.born {
        let (year, day) = (born.year().to_le_bytes(), [born.month(), born.day()]);
        let [low, high] = [day.iter().min(), day.iter().max()]
            .map(|part| part.map_or([0; 4], |part| part.to_le_bytes()));
        add(4, &[&year, &low, &high]);
        for word in person.surname.words() {
            add(5, &[&word.sound.to_le_bytes(), &year]);
            add(6, &[&word.sound.to_le_bytes(), &low, &high]);
        }
        if let Some(given) = given {
            add(7, &[&given, &low, &high]);
            add(8, &[&given, &year]);
        }
        add(12, &[&year, &low]);
        add(13, &[&year, &high]);
        add(14, &[&low, &high]);
    }
    for word in person.surname.words() {
        add(15, &[&word.sound.to_le_bytes()]);
    }
    for name in [
        &person.place.street,
        &person.place.flat,
        &person.place.locality,
    ] {
        if name.len() > 3 {
            add(16, &[name.as_bytes()]);
        }
    }
    if !person.place.postcode.is_empty() {
        add(17, &[person.place.postcode.as_bytes()]);
    }
    if let Some(given) = given {
        for word in person.surname.words() {
            // In either order, so that names which changed places meet.
            let second = word.sound.to_le_bytes();
            let first = person
                .given
                .first()
                .map_or([0; 4], |word| word.sound.to_le_bytes());
            let (low, high) = if first <= second {
                (first, second)
            } else {
                (second, first)
            };
            add(9, &[&low, &high]);
        }
        let place = &person.place;
        if !place.street.is_empty() {
            add(
                10,
                &[
                    &given,
                    &hash(place.street.as_bytes()).to_le_bytes(),
                    place.house.as_bytes(),
                ],
            );
        }
        if !place.postcode.is_empty() && !place.house.is_empty() {
            add(
                11,
                &[&given, place.postcode.as_bytes(), place.house.as_bytes()],
            );
        }
    }
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
