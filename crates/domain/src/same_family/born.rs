//! A day of birth as eight digits, so that slips of the hand can be told from another day.

use chrono::{Datelike as _, NaiveDate};

use crate::same_family::compare::BornLevel;

/// Years between a parent and a child at the least.
const GENERATION_YEARS: u32 = 14;

/// Year, month and day as eight digits; the calendar is not asked, for a slip may leave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct BirthDigits([u8; 8]);

impl BirthDigits {
    #[must_use]
    pub fn of(day: NaiveDate) -> Self {
        let mut rest =
            u32::try_from(day.year()).unwrap_or_default() * 10_000 + day.month() * 100 + day.day();
        let mut digits = [0; 8];
        for digit in digits.iter_mut().rev() {
            *digit = u8::try_from(rest % 10).unwrap_or_default();
            rest /= 10;
        }
        Self(digits)
    }

    /// Reads `YYYYMMDD` or `YYYY-MM-DD`; `None` of anything else.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let digits: Vec<u8> = text
            .bytes()
            .filter(|byte| *byte != b'-')
            .map(|byte| byte.wrapping_sub(b'0'))
            .collect();
        let digits: [u8; 8] = digits.try_into().ok()?;
        digits
            .iter()
            .all(|digit| *digit < 10)
            .then_some(Self(digits))
    }

    #[must_use]
    pub fn year(self) -> i32 {
        self.number(0, 4)
    }

    #[must_use]
    pub fn month(self) -> i32 {
        self.number(4, 6)
    }

    #[must_use]
    pub fn day(self) -> i32 {
        self.number(6, 8)
    }

    fn number(self, from: usize, to: usize) -> i32 {
        let digits = self.0.get(from..to).unwrap_or_default();
        digits
            .iter()
            .fold(0, |sum, digit| sum * 10 + i32::from(*digit))
    }

    /// Eight digits as one number.
    #[must_use]
    pub fn as_number(self) -> i32 {
        self.number(0, 8)
    }

    /// How two days agree.
    #[must_use]
    pub fn compare(self, other: Self) -> BornLevel {
        if self == other {
            return BornLevel::Same;
        }
        if self.year() == other.year() && self.month() == other.day() && self.day() == other.month()
        {
            return BornLevel::DayMonthSwapped;
        }
        let slips = slips(&self.0, &other.0);
        if slips == Slips::One {
            return BornLevel::OneSlip;
        }
        // Before two slips: 1961 and 1988 are two digits apart and a father and a son.
        if self.year().abs_diff(other.year()) >= GENERATION_YEARS {
            return BornLevel::Generation;
        }
        if slips == Slips::Two {
            return BornLevel::TwoSlips;
        }
        let same_day = self.month() == other.month() && self.day() == other.day();
        if self.year() == other.year() || same_day {
            return BornLevel::Partly;
        }
        BornLevel::Different
    }
}

/// Slips of a hand that lead from one row of digits to another of the same length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slips {
    /// One digit, or two neighbours swapped.
    One,
    /// Two digits.
    Two,
    More,
}

/// Counts the slips between two unequal rows of digits.
#[must_use]
pub fn slips(one: &[u8], other: &[u8]) -> Slips {
    if one.len() != other.len() {
        return Slips::More;
    }
    let mut pairs = one
        .iter()
        .zip(other)
        .enumerate()
        .filter(|(_, (a, b))| a != b);
    match (pairs.next(), pairs.next(), pairs.next()) {
        (_, None, _) => Slips::One,
        (Some((at, (a, b))), Some((then, (c, d))), None) => {
            if then == at + 1 && a == d && b == c {
                Slips::One
            } else {
                Slips::Two
            }
        }
        _ => Slips::More,
    }
}
