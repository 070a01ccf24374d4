//! What hands do to a person on the way into a file: marks left out, everyday names, slips, other spellings of an address.

use chrono::{Datelike as _, NaiveDate};
use teren_domain::facts::Sex;
use teren_domain::same_family::Person;
use teren_domain::same_family::born::BirthDigits;

use crate::linkage::people::{Chance, Home, Resident};

/// Who wrote a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hand {
    /// From documents: hardly a slip.
    Careful,
    /// At the end of a day.
    Tired,
    /// By telephone: no marks, everyday names, few numbers.
    Hurried,
}

impl Hand {
    /// Thousandths of one or the other, by how careful the hand is.
    fn of(self, careful: u64, tired: u64, hurried: u64) -> u64 {
        match self {
            Self::Careful => careful,
            Self::Tired => tired,
            Self::Hurried => hurried,
        }
    }
}

/// A surname as a woman or a man bears it.
pub fn inflected(surname: &str, sex: Sex) -> String {
    let stem = |ending| surname.strip_suffix(ending).filter(|_| sex == Sex::Female);
    match (stem("ski"), stem("cki"), stem("y")) {
        (Some(stem), _, _) => format!("{stem}ska"),
        (_, Some(stem), _) => format!("{stem}cka"),
        (_, _, Some(stem)) => format!("{stem}a"),
        _ => surname.to_owned(),
    }
}

/// A number with a right check digit.
pub fn pesel(chance: &mut Chance, born: NaiveDate, sex: Sex) -> String {
    let month = born.month() + if born.year() >= 2000 { 20 } else { 0 };
    let serial = chance.below(1000);
    let last = 2 * chance.below(5) + usize::from(sex == Sex::Male);
    let body = format!(
        "{:02}{month:02}{:02}{serial:03}{last}",
        born.year() % 100,
        born.day()
    );
    let weights = [1, 3, 7, 9, 1, 3, 7, 9, 1, 3];
    let sum: u32 = body
        .bytes()
        .zip(weights)
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

/// The person as the hand writes her down.
pub fn person(chance: &mut Chance, of: &Resident, address: &str, hand: Hand) -> Person {
    let mut given = of.given.formal.clone();
    if chance.often(hand.of(5, 60, 200))
        && let Some(form) = chance.one(&of.given.forms)
    {
        given.clone_from(form);
    }
    let mut surname = surname(chance, &of.surname, hand);
    if chance.often(hand.of(2, 20, 30)) {
        given = slip(chance, &given);
    }
    if chance.often(hand.of(3, 10, 10)) {
        std::mem::swap(&mut given, &mut surname);
    }
    if chance.often(hand.of(0, 250, 800)) {
        given = without_marks(&given);
        surname = without_marks(&surname);
    }
    let mut person = Person::named(&given, &surname)
        .sex(Some(of.given.sex))
        .living_at(address);
    person = person.born((!chance.often(hand.of(5, 30, 100))).then_some(of.born));
    if let Some(born) = person.born
        && chance.often(hand.of(4, 50, 80))
    {
        person.born = BirthDigits::read(&slipped_day(chance, born));
    }
    if !chance.often(hand.of(60, 250, 700)) {
        let number = if chance.often(hand.of(5, 50, 60)) {
            digit_slip(chance, &of.pesel)
        } else {
            of.pesel.clone()
        };
        person = person.pesel(&number);
    }
    if chance.often(hand.of(2, 5, 10)) {
        person.sex = Some(if of.given.sex == Sex::Female {
            Sex::Male
        } else {
            Sex::Female
        });
    }
    person
}

fn surname(chance: &mut Chance, surname: &str, hand: Hand) -> String {
    let mut written = surname.to_owned();
    if let Some((first, second)) = surname.split_once('-') {
        match chance.below(10) {
            0 => written = format!("{second}-{first}"),
            1 => written = first.to_owned(),
            2 => written = second.to_owned(),
            3 => written = format!("{first} {second}"),
            _ => {}
        }
    }
    if chance.often(hand.of(2, 15, 25)) {
        written = match written.strip_suffix("ska") {
            Some(stem) => format!("{stem}ski"),
            None => format!("{written}a"),
        };
    }
    if chance.often(hand.of(8, 80, 120)) {
        written = slip(chance, &written);
    }
    written
}

/// One letter changed, left out, doubled, or swapped with its neighbour.
fn slip(chance: &mut Chance, text: &str) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let place = 1 + chance.below(letters.len().saturating_sub(2));
    match chance.below(4) {
        0 if place + 1 < letters.len() => letters.swap(place, place + 1),
        1 if place < letters.len() => {
            letters.remove(place);
        }
        2 => {
            if let Some(letter) = letters.get(place).copied() {
                letters.insert(place, letter);
            }
        }
        _ => {
            let other = char::from(b'a' + chance.below(26) as u8);
            if let Some(letter) = letters.get_mut(place) {
                *letter = other;
            }
        }
    }
    letters.into_iter().collect()
}

fn slipped_day(chance: &mut Chance, born: BirthDigits) -> String {
    let (year, month, day) = (born.year(), born.month(), born.day());
    match chance.below(4) {
        0 if day <= 12 => format!("{year:04}{day:02}{month:02}"),
        1 => format!("{:04}{month:02}{day:02}", year + 1),
        _ => digit_slip(chance, &format!("{:08}", born.as_number())),
    }
}

fn digit_slip(chance: &mut Chance, digits: &str) -> String {
    let mut digits: Vec<u8> = digits.bytes().collect();
    let place = 2 + chance.below(digits.len().saturating_sub(3));
    if chance.often(400) && place + 1 < digits.len() {
        digits.swap(place, place + 1);
    } else if let Some(digit) = digits.get_mut(place) {
        *digit = b'0' + (*digit - b'0' + 1 + chance.below(9) as u8) % 10;
    }
    digits.into_iter().map(char::from).collect()
}

fn without_marks(text: &str) -> String {
    let plain = |letter: char| match letter {
        'ą' => 'a',
        'ć' => 'c',
        'ę' => 'e',
        'ł' => 'l',
        'ń' => 'n',
        'ó' => 'o',
        'ś' => 's',
        'ź' | 'ż' => 'z',
        'Ć' => 'C',
        'Ł' => 'L',
        'Ś' => 'S',
        'Ź' | 'Ż' => 'Z',
        other => other,
    };
    text.chars().map(plain).collect()
}

/// The address as the hand writes it down.
pub fn address(chance: &mut Chance, home: &Home, hand: Hand) -> String {
    let Home {
        street,
        house,
        flat,
        postcode,
        town,
    } = home;
    let street = if chance.often(hand.of(2, 40, 60)) {
        slip(chance, street)
    } else {
        street.clone()
    };
    let house = if chance.often(hand.of(2, 15, 20)) {
        house + 1
    } else {
        *house
    };
    let flat = flat.filter(|_| !chance.often(hand.of(0, 60, 150)));
    let way = chance.below(4);
    let door = match (flat, way) {
        (None, _) => format!("{street} {house}"),
        (Some(flat), 0) => format!("ul. {street} {house} m. {flat}"),
        (Some(flat), 1) => format!("{street} {house}/{flat}"),
        (Some(flat), 2) => format!("ulica {street} {house} lok. {flat}"),
        (Some(flat), _) => format!("ul. {street} {house}/{flat}"),
    };
    let town = town
        .split('-')
        .next()
        .filter(|_| chance.often(hand.of(0, 300, 500)))
        .unwrap_or(town);
    let written = match chance.often(hand.of(30, 400, 900)) {
        true => format!("{door}, {town}"),
        false => format!("{door}, {postcode} {town}"),
    };
    if chance.often(hand.of(0, 200, 700)) {
        without_marks(&written)
    } else {
        written
    }
}
