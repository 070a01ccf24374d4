//! Two persons field by field: which grade of agreement each field reaches.

use crate::facts::Sex;
use crate::same_family::names::{inflected, one_name};
use crate::same_family::person::{Name, Person, Word, WordText};
use crate::same_family::similarity::{jaro_winkler, may_be_alike, within};

/// Similarity from which two spellings are taken for one name.
const CLOSE: f32 = 0.92;
/// Similarity from which two names are worth a second look.
const SIMILAR: f32 = 0.82;

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    Given,
    Surname,
    Born,
    Sex,
    Number,
    Place,
    Household,
}

/// The fields in the order of a [`Pattern`].
pub const FIELDS: [Field; 7] = [
    Field::Given,
    Field::Surname,
    Field::Born,
    Field::Sex,
    Field::Number,
    Field::Place,
    Field::Household,
];

impl Field {
    /// Name of the field in `data/linkage.toml`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Surname => "surname",
            Self::Born => "born",
            Self::Sex => "sex",
            Self::Number => "number",
            Self::Place => "place",
            Self::Household => "household",
        }
    }

    /// Names of the grades in `data/linkage.toml`, the first being that nothing was compared.
    #[must_use]
    pub fn grades(self) -> &'static [&'static str] {
        match self {
            Self::Given => &[
                "missing",
                "same",
                "marks",
                "form",
                "close",
                "similar",
                "swapped",
                "different",
            ],
            Self::Surname => &[
                "missing",
                "same",
                "marks",
                "form",
                "part",
                "close",
                "similar",
                "different",
            ],
            Self::Born => &[
                "missing",
                "same",
                "swapped",
                "one_slip",
                "two_slips",
                "partly",
                "generation",
                "different",
            ],
            Self::Sex => &["missing", "same", "different"],
            Self::Number => &[
                "missing",
                "same",
                "one_slip",
                "two_slips",
                "different",
                "both_right",
            ],
            Self::Place => &[
                "missing",
                "same",
                "near",
                "mostly",
                "half",
                "partly",
                "little",
                "different",
            ],
            Self::Household => &["missing", "shared", "none_shared"],
        }
    }
}

/// Agreement of given names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GivenLevel {
    Missing,
    Same,
    /// Written with other marks: Małgorzata, Malgorzata.
    Marks,
    /// An everyday form, or one of several given names: Jakub, Kuba; Anna Maria, Anna.
    Form,
    Close,
    Similar,
    /// Given name and surname changed places.
    Swapped,
    Different,
}

/// Agreement of surnames.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SurnameLevel {
    Missing,
    Same,
    Marks,
    /// Another ending, or the parts of a double surname in another order.
    Form,
    /// One part of a double surname.
    Part,
    /// Two letters apart at most.
    Close,
    Similar,
    Different,
}

/// Agreement of days of birth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BornLevel {
    Missing,
    Same,
    DayMonthSwapped,
    OneSlip,
    TwoSlips,
    /// The same year, or the same day of another year.
    Partly,
    /// So many years apart as a parent and a child.
    Generation,
    Different,
}

/// Agreement of numbers given by a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberLevel {
    Missing,
    Same,
    OneSlip,
    TwoSlips,
    Different,
    /// Two different numbers whose check digits hold.
    BothRight,
}

/// The grade of every field, as places in [`Field::grades`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pattern(pub [u8; FIELDS.len()]);

impl Pattern {
    /// Place of the field's grade; zero means that nothing was compared.
    #[must_use]
    pub fn grade(self, field: Field) -> u8 {
        self.0.get(field as usize).copied().unwrap_or_default()
    }
}

/// Compares two persons. The order does not matter.
#[must_use]
pub fn compare(one: &Person, other: &Person) -> Pattern {
    let mut given = given(&one.given, &other.given);
    let mut surname = surname(&one.surname, &other.surname);
    let neither = given == GivenLevel::Different && surname == SurnameLevel::Different;
    if neither && (swapped(one, other) || swapped(other, one)) {
        // One observation, not two: it speaks for both fields.
        given = GivenLevel::Swapped;
        surname = SurnameLevel::Missing;
    }
    let born = match (one.born, other.born) {
        (Some(one), Some(other)) => one.compare(other),
        _ => BornLevel::Missing,
    };
    Pattern([
        given as u8,
        surname as u8,
        born as u8,
        sex(one.sex, other.sex),
        one.number.compare(&other.number) as u8,
        place(one, other),
        household(one, other),
    ])
}

fn given(one: &Name, other: &Name) -> GivenLevel {
    let (Some(first), Some(second)) = (one.first(), other.first()) else {
        return GivenLevel::Missing;
    };
    if one.folded == other.folded {
        return if one.written == other.written {
            GivenLevel::Same
        } else {
            GivenLevel::Marks
        };
    }
    let known = one_name(first.groups, second.groups);
    let several = one.words().len() > 1 || other.words().len() > 1;
    let any = || {
        one.words().iter().any(|word| {
            other
                .words()
                .iter()
                .any(|against| word.folded == against.folded)
        })
    };
    if known == Some(true) || (several && any()) {
        return GivenLevel::Form;
    }
    // Two names that the language knows as two are not one misspelt: Kaja and Maja are twins.
    if known == Some(false) {
        return GivenLevel::Different;
    }
    let (mut first, mut second) = (one.spelled(), other.spelled());
    let alike = match (first.next(), second.next()) {
        (Some(first), Some(second)) => alike(first, second),
        _ => 0.0,
    };
    let sounds_alike =
        || one.first().map(|word| word.sound) == other.first().map(|word| word.sound);
    match alike {
        alike if alike >= CLOSE => GivenLevel::Close,
        alike if alike >= SIMILAR || sounds_alike() => GivenLevel::Similar,
        _ => GivenLevel::Different,
    }
}

fn surname(one: &Name, other: &Name) -> SurnameLevel {
    let (Some(first), Some(second)) = (one.first(), other.first()) else {
        return SurnameLevel::Missing;
    };
    if one.folded == other.folded {
        return if one.written == other.written {
            SurnameLevel::Same
        } else {
            SurnameLevel::Marks
        };
    }
    let parts = one.words().len().max(other.words().len());
    let shared = one
        .spelled()
        .filter(|word| other.spelled().any(|against| one_surname(*word, against)));
    match shared.count() {
        0 => {}
        all if all == parts && one.words().len() == other.words().len() => {
            return SurnameLevel::Form;
        }
        _ => return SurnameLevel::Part,
    }
    let (mut close, mut best) = (false, 0.0_f32);
    for word in one.spelled() {
        for against in other.spelled() {
            let alike = alike(word, against);
            close |=
                alike >= CLOSE || (alike >= SIMILAR && within(&word.1.root, &against.1.root, 2));
            best = best.max(alike);
        }
    }
    if close && parts == 1 {
        SurnameLevel::Close
    } else if close || best >= SIMILAR || first.sound == second.sound {
        SurnameLevel::Similar
    } else {
        SurnameLevel::Different
    }
}

type Spelled<'a> = (&'a Word, &'a WordText);

fn one_surname(one: Spelled<'_>, other: Spelled<'_>) -> bool {
    let may_be = may_be_alike(one.0.letters, other.0.letters);
    one.0.root == other.0.root || (may_be && inflected(&one.1.folded, &other.1.folded))
}

fn alike(one: Spelled<'_>, other: Spelled<'_>) -> f32 {
    if may_be_alike(one.0.letters, other.0.letters) {
        jaro_winkler(&one.1.root, &other.1.root)
    } else {
        0.0
    }
}

/// Whether the given name of one is the surname of the other and the other way round.
fn swapped(one: &Person, other: &Person) -> bool {
    let near = |word: Option<Spelled<'_>>, against: Option<Spelled<'_>>| match (word, against) {
        (Some(word), Some(against)) => {
            word.0.folded == against.0.folded || alike(word, against) >= CLOSE
        }
        _ => false,
    };
    near(one.given.spelled().next(), other.surname.spelled().next())
        && near(one.surname.spelled().next(), other.given.spelled().next())
}

fn sex(one: Option<Sex>, other: Option<Sex>) -> u8 {
    match (one, other) {
        (Some(one), Some(other)) => {
            if one == other {
                1
            } else {
                2
            }
        }
        _ => 0,
    }
}

fn place(one: &Person, other: &Person) -> u8 {
    match one.place.likeness(&other.place) {
        None => 0,
        Some(alike) if alike >= 0.97 => 1,
        Some(alike) if alike >= 0.88 => 2,
        Some(alike) if alike >= 0.72 => 3,
        Some(alike) if alike >= 0.55 => 4,
        Some(alike) if alike >= 0.35 => 5,
        Some(alike) if alike >= 0.15 => 6,
        Some(_) => 7,
    }
}

/// Whether somebody else of one's record stands in the other's, too.
fn household(one: &Person, other: &Person) -> u8 {
    if one.others.is_empty() || other.others.is_empty() {
        return 0;
    }
    if one
        .others
        .iter()
        .any(|person| other.others.contains(person))
    {
        1
    } else {
        2
    }
}
