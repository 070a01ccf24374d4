//! An address taken apart: „ul. Atrapowa 12 m. 4, 05-510 Konstancin-Jeziorna” and „Atrapowa 12/4, Konstancin” are one door.

use crate::same_family::fold::fold;
use crate::same_family::person::hash;
use crate::same_family::similarity::{jaro_winkler, letter_set, may_be_alike, within};

/// Words before a street's name that say nothing of which street it is.
const KINDS: [&str; 13] = [
    "ul", "ulica", "al", "aleja", "aleje", "os", "osiedle", "pl", "plac", "skwer", "rondo",
    "szosa", "droga",
];
/// Words that stand before the number of a flat.
const FLAT: [&str; 7] = [
    "m",
    "mieszkanie",
    "mieszk",
    "lok",
    "lokal",
    "flat",
    "mieszkania",
];
/// Words that stand before the number of a house.
const HOUSE: [&str; 4] = ["nr", "dom", "domu", "blok"];
/// Titles and short forms within a street's name.
const SHORT: [(&str, &str); 14] = [
    ("sw", "swietego"),
    ("gen", "generala"),
    ("ks", "ksiedza"),
    ("dr", "doktora"),
    ("prof", "profesora"),
    ("marsz", "marszalka"),
    ("plk", "pulkownika"),
    ("kpt", "kapitana"),
    ("por", "porucznika"),
    ("bp", "biskupa"),
    ("kard", "kardynala"),
    ("jp", "jana pawla"),
    ("ii", "2"),
    ("iii", "3"),
];

/// Weights of street, house, flat, postal code and town.
const WEIGHTS: [f32; 5] = [0.35, 0.25, 0.15, 0.10, 0.15];
/// Street and flat among them.
const CROSSING: [usize; 2] = [0, 2];
/// Weight of the parts that must be named on both sides before addresses can be wholly the same: a street and a house.
const ENOUGH: f32 = 0.6;

/// An address in parts, each folded; what was not said is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    pub street: String,
    pub house: String,
    pub flat: String,
    pub postcode: String,
    pub locality: String,
    /// Letters of the street and of the town.
    letters: [u64; 2],
    /// Fingerprints of the parts in their order; zero of what was not said.
    marks: [u64; 5],
}

impl Place {
    /// Reads an address as people write it in one line or several.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let mut place = Self::default();
        for part in text.split([',', ';', '\n']) {
            place.read_part(part);
        }
        if place.locality.is_empty() && place.house.is_empty() {
            place.locality = std::mem::take(&mut place.street);
        }
        place.lettered()
    }

    /// An address that comes in parts.
    #[must_use]
    pub fn of_parts([street, house, flat, postcode, locality]: [&str; 5]) -> Self {
        let place = Self {
            street: fold(street),
            house: fold(house),
            flat: fold(flat),
            postcode: fold(postcode),
            locality: fold(locality),
            ..Self::default()
        };
        place.lettered()
    }

    fn lettered(self) -> Self {
        let parts = [
            &self.street,
            &self.house,
            &self.flat,
            &self.postcode,
            &self.locality,
        ];
        let marks = parts.map(|part| {
            if part.is_empty() {
                0
            } else {
                hash(part.as_bytes())
            }
        });
        Self {
            letters: [letter_set(&self.street), letter_set(&self.locality)],
            marks,
            ..self
        }
    }

    fn read_part(&mut self, part: &str) {
        let mut words: Vec<String> = Vec::new();
        for word in part.split_whitespace() {
            match postcode(word) {
                Some(code) => {
                    self.postcode = code;
                    // What follows a code is the town.
                    self.take_words(&std::mem::take(&mut words));
                    let town = part
                        .split_once(word)
                        .map(|(_, after)| fold(after))
                        .unwrap_or_default();
                    self.take_locality(&town);
                    return;
                }
                None => words.extend(pieces(word)),
            }
        }
        self.take_words(&words);
    }

    /// A street with its numbers, or a town.
    fn take_words(&mut self, words: &[String]) {
        let flat_word = |word: &String| FLAT.contains(&word.as_str());
        let number = words
            .iter()
            .position(|word| starts_with_digit(word))
            .filter(|at| *at > 0 || words.len() > 1);
        let named = |of: &[String]| {
            let name = of
                .iter()
                .filter(|word| !KINDS.contains(&word.as_str()) && !HOUSE.contains(&word.as_str()));
            let name: Vec<&str> = name.map(|word| full(word)).collect();
            name.join(" ")
        };
        // „3 Maja 12”: the first number is the street's name when another stands later.
        let last_house = words.iter().enumerate().rev().find(|(at, word)| {
            starts_with_digit(word)
                && *at > 0
                && !words
                    .get(at - 1)
                    .is_some_and(|before| flat_word(before) || before == "/")
        });
        let at = last_house.map(|(at, _)| at).or(number);
        let Some(at) = at.filter(|_| self.house.is_empty()) else {
            self.take_locality(&named(words));
            return;
        };
        self.street = named(words.get(..at).unwrap_or_default());
        self.house = words.get(at).cloned().unwrap_or_default();
        let rest = words.get(at + 1..).unwrap_or_default();
        let mut flat = rest.iter().filter(|word| *word != "/" && !flat_word(word));
        match flat.next() {
            Some(letter)
                if letter.len() == 1 && letter.bytes().all(|byte| byte.is_ascii_alphabetic()) =>
            {
                self.house.push_str(letter);
                self.flat = flat.next().cloned().unwrap_or_default();
            }
            Some(number) => self.flat.clone_from(number),
            None => {}
        }
    }

    fn take_locality(&mut self, name: &str) {
        let name = name
            .strip_prefix("gm ")
            .or(name.strip_prefix("gmina "))
            .unwrap_or(name);
        if self.locality.is_empty() && !name.is_empty() {
            name.clone_into(&mut self.locality);
        } else if self.street.is_empty() && self.house.is_empty() && !name.is_empty() {
            self.street = std::mem::replace(&mut self.locality, name.to_owned());
        }
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        [
            &self.street,
            &self.house,
            &self.flat,
            &self.postcode,
            &self.locality,
        ]
        .iter()
        .all(|part| part.is_empty())
    }

    /// How alike two addresses are, 0 to 1, of the parts both name; `None` where they name none in common.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> Option<f32> {
        let [street, town] = self.letters;
        let [other_street, other_town] = other.letters;
        let crossed = self.crossed(other);
        let unlike: [&dyn Fn() -> f32; 5] = [
            &|| {
                text(
                    &self.street,
                    &other.street,
                    may_be_alike(street, other_street),
                )
            },
            &|| number(&self.house, &other.house),
            &|| number(&self.flat, &other.flat),
            &|| number(&self.postcode, &other.postcode),
            &|| {
                locality(
                    &self.locality,
                    &other.locality,
                    may_be_alike(town, other_town),
                )
            },
        ];
        let (mut whole, mut sum) = (0.0, 0.0);
        for (at, (((weight, one), other), unlike)) in WEIGHTS
            .iter()
            .zip(self.marks)
            .zip(other.marks)
            .zip(unlike)
            .enumerate()
        {
            if one != 0 && other != 0 {
                whole += weight;
                sum += weight
                    * if one == other || (crossed && CROSSING.contains(&at)) {
                        1.0
                    } else {
                        unlike()
                    };
            }
        }
        // A town alone is no address: what is hardly named is hardly the same.
        (whole > 0.0).then(|| sum / whole * (whole / ENOUGH).min(1.0))
    }

    /// Whether the street of one stands where the other has a flat or the name of a house.
    fn crossed(&self, other: &Self) -> bool {
        let named = |place: &Self| {
            place
                .flat
                .starts_with(|letter: char| letter.is_alphabetic())
        };
        let alike = |one: &str, other: &str| text(one, other, true) > 0.0;
        named(self)
            && named(other)
            && alike(&self.street, &other.flat)
            && alike(&self.flat, &other.street)
    }
}

/// Two names of streets that differ: alike from four fifths on.
fn text(one: &str, other: &str, may_be: bool) -> f32 {
    let alike = if may_be {
        jaro_winkler(one, other)
    } else {
        0.0
    };
    if alike >= 0.8 { alike } else { 0.0 }
}

/// Two towns that differ: one may be a part of the other's double name, as Konstancin of Konstancin-Jeziorna.
fn locality(one: &str, other: &str, may_be: bool) -> f32 {
    let part = |long: &str, short: &str| {
        long.strip_prefix(short)
            .is_some_and(|rest| rest.starts_with(' '))
    };
    if part(one, other) || part(other, one) {
        1.0
    } else {
        text(one, other, may_be)
    }
}

/// Two numbers that differ: one sign apart counts half, unless there are hardly more.
fn number(one: &str, other: &str) -> f32 {
    if one.len().min(other.len()) > 2 && within(one, other, 1) {
        0.5
    } else {
        0.0
    }
}

/// A postal code in any of its spellings, as five digits.
fn postcode(word: &str) -> Option<String> {
    let (first, last) = word.split_once('-')?;
    let digits = |text: &str, count: usize| {
        text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    (digits(first, 2) && digits(last, 3)).then(|| format!("{first}{last}"))
}

/// The words in one written word: „ul.Atrapowa”, „12/4”, „12m4”, „12A”.
fn pieces(word: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for (index, part) in word.split('/').enumerate() {
        if index > 0 {
            pieces.push("/".to_owned());
        }
        for folded in fold(part).split(' ').filter(|folded| !folded.is_empty()) {
            let letters = folded.trim_start_matches(|letter: char| letter.is_ascii_digit());
            let digits = folded
                .get(..folded.len() - letters.len())
                .unwrap_or_default();
            let flat = letters
                .strip_prefix('m')
                .filter(|flat| starts_with_digit(flat));
            match flat {
                Some(flat) if !digits.is_empty() => {
                    pieces.extend([digits.to_owned(), "m".to_owned(), flat.to_owned()])
                }
                _ => pieces.push(folded.to_owned()),
            }
        }
    }
    pieces
}

fn starts_with_digit(word: &str) -> bool {
    word.starts_with(|letter: char| letter.is_ascii_digit())
}

fn full(word: &str) -> &str {
    let known = SHORT.iter().find(|(short, _)| *short == word);
    known.map_or(word, |(_, full)| full)
}
