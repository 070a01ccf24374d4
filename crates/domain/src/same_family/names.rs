//! Given names and their everyday forms, surnames and their endings.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::facts::Sex;
use crate::same_family::fold::fold;

/// The names behind one written form; a form such as „Hania” may stand for several.
type Groups = [u16; 3];

#[derive(Default, Deserialize)]
struct Table {
    female: std::collections::BTreeMap<String, Vec<String>>,
    male: std::collections::BTreeMap<String, Vec<String>>,
}

#[derive(Default)]
struct Names {
    /// Folded form → formal names it may stand for, counted from one.
    groups: HashMap<String, Groups>,
    formal: Vec<GivenName>,
}

/// A formal given name with its everyday forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenName {
    pub formal: String,
    pub sex: Sex,
    pub forms: Vec<String>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let table: Table =
        toml::from_str(include_str!("../../data/given_names.toml")).unwrap_or_default();
    let female = table.female.into_iter().map(|row| (row, Sex::Female));
    let male = table.male.into_iter().map(|row| (row, Sex::Male));
    let mut names = Names::default();
    for ((formal, forms), sex) in female.chain(male) {
        let group = u16::try_from(names.formal.len() + 1).unwrap_or_default();
        for form in std::iter::once(&formal).chain(&forms) {
            let groups = names.groups.entry(fold(form)).or_default();
            if let Some(free) = groups.iter_mut().find(|group| **group == 0) {
                *free = group;
            }
        }
        names.formal.push(GivenName { formal, sex, forms });
    }
    names
});

/// Every given name the program knows, women's first.
#[must_use]
pub fn given_names() -> &'static [GivenName] {
    &NAMES.formal
}

/// The formal names that a folded word may stand for; empty (zeroes) of a word the program does not know.
#[must_use]
pub fn groups(word: &str) -> [u16; 3] {
    NAMES.groups.get(word).copied().unwrap_or_default()
}

/// Whether two known forms may stand for one name; `None` where one of them is not known.
#[must_use]
pub fn one_name(one: Groups, other: Groups) -> Option<bool> {
    let known = |groups: Groups| groups.first().is_some_and(|first| *first != 0);
    (known(one) && known(other))
        .then(|| one.iter().any(|group| *group != 0 && other.contains(group)))
}

/// A folded surname without what declension and sex add: Zmyślińska, Zmyślińskiej and Zmyśliński are one.
#[must_use]
pub fn root(surname: &str) -> String {
    const ADJECTIVE: [&str; 8] = ["iego", "iemu", "iej", "imi", "ich", "im", "a", "i"];
    for ending in ADJECTIVE {
        if let Some(stem) = surname.strip_suffix(ending)
            && stem.len() > 3
            && (stem.ends_with("sk") || stem.ends_with("ck") || stem.ends_with("dzk"))
        {
            return stem.to_owned();
        }
    }
    surname.to_owned()
}

/// Whether one folded surname is the other as a woman's or a man's: Biała and Biały, Nowak and Nowakowa.
#[must_use]
pub fn inflected(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    let vowel = |text: &str| {
        text.strip_suffix(['a', 'y', 'i'])
            .filter(|stem| stem.len() > 2)
            .map(str::to_owned)
    };
    let same_stem = vowel(short).is_some() && vowel(short) == vowel(long);
    let married = ["owa", "owna", "owej", "owi", "em", "a"]
        .iter()
        .any(|ending| short.len() > 3 && long.strip_suffix(ending) == Some(short));
    same_stem || married
}

/// A word as it sounds: voiced and unvoiced alike, vowels after the first letter left out, at most six sounds.
#[must_use]
pub fn sound(word: &str) -> u32 {
    const DIGRAPHS: [(&str, u8); 9] = [
        ("szcz", 7),
        ("sz", 7),
        ("cz", 7),
        ("rz", 7),
        ("ch", 8),
        ("dz", 7),
        ("ck", 3),
        ("ph", 6),
        ("th", 4),
    ];
    let mut rest = word;
    let mut code = 0;
    let (mut sounds, mut last) = (0, 0);
    while let Some(letter) = rest.chars().next() {
        let digraph = DIGRAPHS
            .iter()
            .find(|(letters, _)| rest.starts_with(letters));
        let (length, sound) = match digraph {
            Some((letters, sound)) => (letters.len(), *sound),
            None => (letter.len_utf8(), single(letter, sounds == 0)),
        };
        rest = rest.get(length..).unwrap_or_default();
        if sound != 0 && sound != last && sounds < 6 {
            code = code * 16 + u32::from(sound);
            sounds += 1;
        }
        last = sound;
    }
    code
}

/// The sound of one letter; vowels are heard only at the beginning.
fn single(letter: char, first: bool) -> u8 {
    match letter {
        'b' | 'p' => 1,
        'd' | 't' => 4,
        'g' | 'k' | 'q' => 3,
        'c' | 's' | 'z' | 'x' => 7,
        'f' | 'v' | 'w' => 6,
        'h' => 8,
        'j' => 9,
        'l' => 10,
        'm' | 'n' => 11,
        'r' => 12,
        'a' | 'e' | 'i' | 'o' | 'u' | 'y' if !first => 0,
        'a' | 'e' => 13,
        'o' | 'u' => 14,
        'i' | 'y' => 9,
        _ => 15,
    }
}
