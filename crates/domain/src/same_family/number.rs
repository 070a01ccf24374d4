//! The number a state gives a person: PESEL, right or mistyped, or one of another country.

use crate::pesel;
use crate::same_family::compare::NumberLevel;
use crate::same_family::similarity::distance;

/// Digits that are kept of one number: more stand in none, and each may stand fifteen times.
const DIGITS: usize = 15;

/// A number as digits, and whether its check digit holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Number {
    digits: [u8; DIGITS],
    count: usize,
    right: bool,
    /// How often each digit occurs, four bits a digit.
    tally: u64,
}

impl Number {
    /// A PESEL as somebody typed it; without a digit there is none.
    #[must_use]
    pub fn pesel(text: &str) -> Self {
        Self {
            right: pesel::check(text).is_ok(),
            ..Self::unchecked(text)
        }
    }

    /// A number without a check digit.
    #[must_use]
    pub fn unchecked(text: &str) -> Self {
        let mut number = Self::default();
        let digits = text
            .bytes()
            .filter(u8::is_ascii_digit)
            .map(|byte| byte - b'0');
        for (slot, digit) in number.digits.iter_mut().zip(digits) {
            *slot = digit;
            number.count += 1;
            number.tally += 1 << (4 * digit);
        }
        number
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Whether the check digit and the date inside hold.
    #[must_use]
    pub fn is_right(&self) -> bool {
        self.right
    }

    #[must_use]
    pub fn digits(&self) -> &[u8] {
        self.digits.get(..self.count).unwrap_or_default()
    }

    /// Slips of the hand between two numbers; more than two are not counted out.
    fn slips(&self, other: &Self) -> usize {
        let apart = |shift: u32| (self.tally >> shift & 15).abs_diff(other.tally >> shift & 15);
        // A slip changes the tally of two digits at the most.
        if (0..10).map(|digit| apart(4 * digit)).sum::<u64>() > 4 {
            return usize::MAX;
        }
        distance(self.digits(), other.digits())
    }

    /// How two numbers agree. Two right ones that differ are two people's, however near they stand.
    #[must_use]
    pub fn compare(&self, other: &Self) -> NumberLevel {
        if self.is_empty() || other.is_empty() {
            NumberLevel::Missing
        } else if self.digits() == other.digits() {
            NumberLevel::Same
        } else if self.right && other.right {
            NumberLevel::BothRight
        } else {
            match self.slips(other) {
                1 => NumberLevel::OneSlip,
                2 => NumberLevel::TwoSlips,
                _ => NumberLevel::Different,
            }
        }
    }
}
