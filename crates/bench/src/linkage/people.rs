//! An invented town: families at addresses, some written down twice by tired hands, with twins, namesakes, fathers and sons of one
//! name, grown children who stayed, and parents who moved out. Made from a number, so that every run sees the same people.

use chrono::{Datelike as _, Days, NaiveDate};
use teren_domain::facts::Sex;
use teren_domain::same_family::Person;
use teren_domain::same_family::names::{GivenName, given_names};
use uuid::Uuid;

use crate::linkage::slips::{self, Hand};

/// One file of the town: persons with the number of who they really are.
pub struct TownFile {
    pub id: Uuid,
    pub truth: Vec<u32>,
    pub persons: Vec<Person>,
}

/// A person as she is.
#[derive(Clone)]
pub struct Resident {
    pub truth: u32,
    pub given: GivenName,
    pub surname: String,
    pub born: NaiveDate,
    pub pesel: String,
}

/// A door.
#[derive(Clone)]
pub struct Home {
    pub street: String,
    pub house: u32,
    pub flat: Option<u32>,
    pub postcode: &'static str,
    pub town: &'static str,
}

/// A small generator of chance (SplitMix64).
pub struct Chance(pub u64);

impl Chance {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A whole number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    /// True so many times in a thousand.
    pub fn often(&mut self, thousandths: u64) -> bool {
        self.next() % 1000 < thousandths
    }

    /// One of several, the first ones far oftener, as names are.
    pub fn common<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        let share = (self.next() % 1_000_000) as f64 / 1_000_000.0;
        of.get((share.powf(2.2) * of.len() as f64) as usize)
    }

    pub fn one<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        let place = self.below(of.len());
        of.get(place)
    }
}

const TOWNS: [(&str, &str); 6] = [
    ("05-510", "Konstancin-Jeziorna"),
    ("05-500", "Piaseczno"),
    ("38-300", "Gorlice"),
    ("04-041", "Warszawa"),
    ("02-362", "Warszawa"),
    ("38-307", "Sękowa"),
];
const STREETS: [&str; 24] = [
    "Atrapowa",
    "Zmyślona",
    "Wymyślona",
    "Próbna",
    "Ćwiczebna",
    "Pokazowa",
    "Niby-Polna",
    "Makietowa",
    "Testowa",
    "Wzorcowa",
    "Przykładowa",
    "Pozorna",
    "3 Maja",
    "11 Listopada",
    "gen. Andersa",
    "ks. Skorupki",
    "św. Jana",
    "Jana Pawła II",
    "Księżycowa",
    "Łąkowa",
    "Żabia",
    "Dębowa",
    "Źródlana",
    "Szkolna",
];
const SURNAMES: [&str; 56] = [
    "Nowak",
    "Kowalski",
    "Wiśniewski",
    "Wójcik",
    "Kowalczyk",
    "Kamiński",
    "Lewandowski",
    "Zieliński",
    "Szymański",
    "Woźniak",
    "Dąbrowski",
    "Kozłowski",
    "Jankowski",
    "Mazur",
    "Kwiatkowski",
    "Krawczyk",
    "Kaczmarek",
    "Piotrowski",
    "Grabowski",
    "Zając",
    "Pawłowski",
    "Michalski",
    "Król",
    "Wieczorek",
    "Jabłoński",
    "Wróbel",
    "Dudek",
    "Adamczyk",
    "Majewski",
    "Stępień",
    "Górski",
    "Rutkowski",
    "Sikora",
    "Ostrowski",
    "Baran",
    "Duda",
    "Szewczyk",
    "Pietrzak",
    "Bąk",
    "Wilk",
    "Lis",
    "Czarny",
    "Biały",
    "Szymczak",
    "Głowacki",
    "Zawadzki",
    "Wierzbicki",
    "Kubiak",
    "Mróz",
    "Kozak",
    "Melnyk",
    "Szewczenko",
    "Bondarenko",
    "Tkaczuk",
    "Kowalenko",
    "Moroz",
];
const STEMS: [&str; 40] = [
    "Zmyśl", "Wprawk", "Próbn", "Atrap", "Wzorc", "Makiet", "Pozor", "Ćwicz", "Brzoz", "Sosn",
    "Dęb", "Lip", "Kalin", "Jarzęb", "Wierzb", "Topol", "Buk", "Gołęb", "Sok", "Żuraw", "Bocian",
    "Krucz", "Łos", "Żbik", "Borsucz", "Kwiat", "Kłos", "Żyt", "Owsian", "Młyn", "Kuźn", "Cieśl",
    "Tkacz", "Garncar", "Rzek", "Jezior", "Źródł", "Gór", "Dolin", "Łąk",
];
const ENDINGS: [&str; 10] = [
    "owski", "iński", "ewski", "czyk", "ak", "icki", "owicz", "ek", "ecki", "arz",
];

/// What is drawn on while a town is made.
struct Maker {
    chance: Chance,
    women: Vec<&'static GivenName>,
    men: Vec<&'static GivenName>,
    next: u32,
    files: Vec<TownFile>,
}

/// A town of about so many persons, one family in eight written down twice.
pub fn town(seed: u64, persons: usize) -> Vec<TownFile> {
    let of = |sex: Sex| {
        given_names()
            .iter()
            .filter(move |name| name.sex == sex)
            .collect()
    };
    let mut maker = Maker {
        chance: Chance(seed),
        women: of(Sex::Female),
        men: of(Sex::Male),
        next: 0,
        files: Vec::new(),
    };
    // The dictionary stands in the order of the alphabet; how common a name is must not.
    for index in (1..maker.women.len()).rev() {
        let other = maker.chance.below(index);
        maker.women.swap(index, other);
    }
    for index in (1..maker.men.len()).rev() {
        let other = maker.chance.below(index);
        maker.men.swap(index, other);
    }
    let mut written = 0;
    while written < persons {
        written += maker.family();
    }
    maker.files
}

impl Maker {
    /// Makes one family and writes its files down; returns how many persons it wrote.
    fn family(&mut self) -> usize {
        let count = self.files.len();
        let home = self.home();
        let surname = self.surname();
        let members = self.members(&surname);
        self.write(&members, &home, Hand::Careful);
        if self.chance.often(125) {
            self.write_again(&members, &home);
        }
        if self.chance.often(60) {
            self.write_relative(&members, &home, &surname);
        }
        self.files
            .iter()
            .skip(count)
            .map(|file| file.persons.len())
            .sum()
    }

    fn members(&mut self, surname: &str) -> Vec<Resident> {
        let year = 1940 + self.chance.below(64) as i32;
        let mut members = Vec::new();
        if self.chance.often(700) {
            let born = self.day(year, 0, 1);
            members.push(self.resident(Sex::Female, surname, born));
        }
        if members.is_empty() || self.chance.often(550) {
            let born = self.day(year, -6, 0);
            members.push(self.resident(Sex::Male, surname, born));
        }
        let children = if year < 1965 { 0 } else { self.chance.below(4) };
        for _ in 0..children {
            let born = self.day(year, 20, 38);
            let sex = if self.chance.often(500) {
                Sex::Female
            } else {
                Sex::Male
            };
            members.push(self.resident(sex, surname, born));
            // Twins: one day, one home, another name.
            if self.chance.often(15) {
                let twin = self.resident(sex, surname, born);
                members.push(twin);
            }
        }
        members
    }

    /// The same family a second time: by another hand, some members left out, some at a new address.
    fn write_again(&mut self, members: &[Resident], home: &Home) {
        let kept: Vec<Resident> = members
            .iter()
            .filter(|_| !self.chance.often(150))
            .cloned()
            .collect();
        let moved = self.chance.often(120);
        let home = if moved { self.home() } else { home.clone() };
        let hand = if self.chance.often(350) {
            Hand::Hurried
        } else {
            Hand::Tired
        };
        if !kept.is_empty() {
            self.write(&kept, &home, hand);
        }
    }

    /// Somebody who belongs to the family and keeps a household of his own: the trap of every linker.
    fn write_relative(&mut self, members: &[Resident], home: &Home, surname: &str) {
        let Some(first) = members.first().cloned() else {
            return;
        };
        let way = self.chance.below(4);
        let relative = match way {
            // The father or mother, of the same name as often as not.
            0 => {
                let born = self.day(first.born.year(), -34, -22);
                let mut parent = self.resident(first.given.sex, surname, born);
                if self.chance.often(400) {
                    parent.given = first.given.clone();
                }
                parent
            }
            // A twin.
            1 => self.resident(first.given.sex, surname, first.born),
            // A brother or sister.
            2 => {
                let born = self.day(first.born.year(), 1, 6);
                self.resident(first.given.sex, surname, born)
            }
            // A member who really stands in two households.
            _ => first.clone(),
        };
        let elsewhere = way == 3 || self.chance.often(400);
        let home = if elsewhere { self.home() } else { home.clone() };
        self.write(&[relative], &home, Hand::Tired);
    }

    fn write(&mut self, members: &[Resident], home: &Home, hand: Hand) {
        let id = Uuid::from_u128(self.files.len() as u128 + 1);
        let address = slips::address(&mut self.chance, home, hand);
        let mut persons: Vec<Person> = members
            .iter()
            .map(|member| slips::person(&mut self.chance, member, &address, hand))
            .collect();
        Person::acquaint(&mut persons);
        let truth = members.iter().map(|member| member.truth).collect();
        self.files.push(TownFile { id, truth, persons });
    }

    fn resident(&mut self, sex: Sex, surname: &str, born: NaiveDate) -> Resident {
        let names = if sex == Sex::Female {
            &self.women
        } else {
            &self.men
        };
        let given = self
            .chance
            .common(names)
            .copied()
            .cloned()
            .unwrap_or_else(|| GivenName {
                formal: "Anna".to_owned(),
                sex,
                forms: Vec::new(),
            });
        self.next += 1;
        let surname = slips::inflected(surname, sex);
        // Married women often put their own name beside the husband's.
        let surname = match self.chance.often(40) && sex == Sex::Female {
            true => format!("{}-{surname}", slips::inflected(&self.surname(), sex)),
            false => surname,
        };
        Resident {
            truth: self.next,
            given,
            surname,
            born,
            pesel: slips::pesel(&mut self.chance, born, sex),
        }
    }

    fn surname(&mut self) -> String {
        if self.chance.often(350) {
            return self
                .chance
                .common(&SURNAMES)
                .copied()
                .unwrap_or_default()
                .to_owned();
        }
        let stem = self.chance.one(&STEMS).copied().unwrap_or_default();
        let middle = ["", "", "", "el", "an", "osz", "yn"];
        let middle = self.chance.one(&middle).copied().unwrap_or_default();
        format!(
            "{stem}{middle}{}",
            self.chance.one(&ENDINGS).copied().unwrap_or_default()
        )
    }

    fn home(&mut self) -> Home {
        let (postcode, town) = self.chance.one(&TOWNS).copied().unwrap_or_default();
        let street = self.chance.one(&STREETS).copied().unwrap_or_default();
        // Two hundred streets out of two dozen names.
        let street = match self.chance.below(8) {
            0 => street.to_owned(),
            part => format!(
                "{street} {}",
                [
                    "Górna", "Dolna", "Nowa", "Stara", "Boczna", "Mała", "Wielka"
                ]
                .get(part - 1)
                .copied()
                .unwrap_or_default()
            ),
        };
        let flat = self
            .chance
            .often(600)
            .then(|| 1 + self.chance.below(60) as u32);
        Home {
            street,
            house: 1 + self.chance.below(120) as u32,
            flat,
            postcode,
            town,
        }
    }

    /// A day of some year from `from` to before `to`, counted from `year`, within living memory.
    fn day(&mut self, year: i32, from: i32, to: i32) -> NaiveDate {
        let years = usize::try_from(to - from).unwrap_or_default();
        let year = year + from + self.chance.below(years) as i32;
        let first = NaiveDate::from_ymd_opt(year.clamp(1915, 2025), 1, 1).unwrap_or_default();
        first + Days::new(self.chance.below(365) as u64)
    }
}
