//! Who cannot work: by age (art. 6 pkt 7) or by a ruling (orzeczenie, art. 6 pkt 1), on a given day.

use chrono::{Datelike, NaiveDate};

use crate::facts::{Incapacity, Person, Sex};
use crate::measures;

/// Whole years lived on `date`; `None` without a birth date, and before birth.
#[must_use]
pub fn age_on(person: &Person, date: NaiveDate) -> Option<i32> {
    let born = person.born?;
    let had_birthday = (date.month(), date.day()) >= (born.month(), born.day());
    let years = date.year() - born.year() - i32::from(!had_birthday);
    (years >= 0).then_some(years)
}

/// Whether the person is of age; `None` when the birth date is not known.
#[must_use]
pub fn is_adult_on(person: &Person, date: NaiveDate) -> Option<bool> {
    let of_age = measures::adulthood(date)?.years;
    age_on(person, date).map(|age| age >= of_age)
}

/// Whether a ruling counts as całkowita niezdolność do pracy (art. 6 pkt 1) and holds on `date`.
#[must_use]
pub fn is_full_on(ruling: &Incapacity, date: NaiveDate) -> bool {
    measures::ruling(&ruling.kind, date).is_some_and(|kind| kind.full)
        && ruling.from.is_none_or(|from| from <= date)
        && ruling.until.is_none_or(|until| date <= until)
}

/// Whether a ruling is one on disability by the law of that day (art. 107 ust. 5b pkt 6); the others are of pkt 5.
#[must_use]
pub fn is_disability(ruling: &Incapacity, date: NaiveDate) -> bool {
    measures::ruling(&ruling.kind, date).is_some_and(|kind| kind.disability)
}

/// Why an adult cannot work on `date`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UnableToWork {
    /// Art. 6 pkt 7.
    ByAge,
    /// A ruling of this kind: art. 6 pkt 1.
    ByRuling(String),
}

/// Whether an adult cannot work on `date` by age or ruling; `None` for minors and unknown ages, too.
#[must_use]
pub fn unable_to_work_on(person: &Person, date: NaiveDate) -> Option<UnableToWork> {
    let of_age = measures::adulthood(date)?.years;
    let age = age_on(person, date).filter(|age| *age >= of_age)?;
    let by_age = measures::incapacity_by_age(date)?;
    let from = match person.sex {
        Some(Sex::Female) => by_age.women,
        _ => by_age.men,
    };
    if age >= from {
        return Some(UnableToWork::ByAge);
    }
    person
        .incapacity
        .iter()
        .find(|ruling| is_full_on(ruling, date))
        .map(|ruling| UnableToWork::ByRuling(ruling.kind.clone()))
}
