//! Money is whole grosze (1/100 zł); a złoty amount is only ever a way of writing it.

use std::fmt;
use std::ops::{Add, AddAssign, Neg, Sub};

use serde::{Deserialize, Serialize};

/// An amount in grosze.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Grosze(pub i64);

impl Grosze {
    pub const ZERO: Self = Self(0);

    /// Whole złote.
    #[must_use]
    pub const fn zl(zlote: i64) -> Self {
        Self(zlote * 100)
    }

    /// Divides by a positive number, rounding half up to a grosz (FORMAT §2.6).
    #[must_use]
    pub const fn per(self, divisor: i64) -> Self {
        Self((self.0 * 2 + divisor).div_euclid(divisor * 2))
    }
}

impl Add for Grosze {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}
impl Sub for Grosze {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}
impl Neg for Grosze {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}
impl AddAssign for Grosze {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}
impl std::iter::Sum for Grosze {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

/// `1 010,00 zł`, thousands and unit joined by no-break spaces.
impl fmt::Display for Grosze {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = (self.0 / 100).unsigned_abs().to_string();
        let first = whole.len() % 3;
        let mut grouped = String::new();
        for (place, digit) in whole.chars().enumerate() {
            if place > 0 && place % 3 == first {
                grouped.push('\u{a0}');
            }
            grouped.push(digit);
        }
        let sign = if self.0 < 0 { "−" } else { "" };
        write!(
            out,
            "{sign}{grouped},{:02}\u{a0}zł",
            (self.0 % 100).unsigned_abs()
        )
    }
}
