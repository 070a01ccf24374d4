//! Who cannot work: by age (art. 6 pkt 7) or by a ruling (orzeczenie, art. 6 pkt 1), on a given day.

use chrono::{Datelike, NaiveDate};

use crate::facts::{Incapacity, Person, Sex};

/// Kinds of rulings of the form: full incapacity for work under art. 6 pkt 1, and whether it is a ruling on
/// disability (art. 107 ust. 5b pkt 6) rather than on incapacity for work (pkt 5).
pub const KINDS: [(&str, bool, bool); 9] = [
    ("stopień lekki", false, true),
    ("stopień umiarkowany", true, true),
    ("stopień znaczny", true, true),
    ("niepełnosprawność", false, true),
    ("częściowa niezdolność do pracy", false, false),
    ("całkowita niezdolność do pracy", true, false),
    ("niezdolność do samodzielnej egzystencji", false, false),
    ("I grupa inwalidów", true, false),
    ("II grupa inwalidów", true, false),
];

/// Whole years lived on `date`; `None` without a birth date, and before birth.
#[must_use]
pub fn age_on(person: &Person, date: NaiveDate) -> Option<i32> {
    let born = person.born?;
    let had_birthday = (date.month(), date.day()) >= (born.month(), born.day());
    let years = date.year() - born.year() - i32::from(!had_birthday);
    (years >= 0).then_some(years)
}

/// Whether the person is 18 or more; `None` when the birth date is not known.
#[must_use]
pub fn is_adult_on(person: &Person, date: NaiveDate) -> Option<bool> {
    age_on(person, date).map(|age| age >= 18)
}

/// Whether a ruling counts as całkowita niezdolność do pracy (art. 6 pkt 1) and holds on `date`.
#[must_use]
pub fn is_full_on(ruling: &Incapacity, date: NaiveDate) -> bool {
    let full = KINDS
        .iter()
        .any(|(kind, full, _)| *kind == ruling.kind && *full);
    full && ruling.from.is_none_or(|from| from <= date)
        && ruling.until.is_none_or(|until| date <= until)
}

/// Whether a ruling is one on disability (art. 107 ust. 5b pkt 6); the others are of pkt 5.
#[must_use]
pub fn is_disability(ruling: &Incapacity) -> bool {
    KINDS
        .iter()
        .any(|(kind, _, disability)| *kind == ruling.kind && *disability)
}

/// Why an adult cannot work on `date`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UnableToWork {
    /// 60 years for women, 65 for men: art. 6 pkt 7.
    ByAge,
    /// A ruling of this kind: art. 6 pkt 1.
    ByRuling(String),
}

/// Whether an adult cannot work on `date` by age or ruling; `None` for minors and unknown ages, too.
#[must_use]
pub fn unable_to_work_on(person: &Person, date: NaiveDate) -> Option<UnableToWork> {
    let age = age_on(person, date).filter(|age| *age >= 18)?;
    let retirement_age = if person.sex == Some(Sex::Female) {
        60
    } else {
        65
    };
    if age >= retirement_age {
        return Some(UnableToWork::ByAge);
    }
    person
        .incapacity
        .iter()
        .find(|ruling| is_full_on(ruling, date))
        .map(|ruling| UnableToWork::ByRuling(ruling.kind.clone()))
}
