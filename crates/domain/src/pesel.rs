//! PESEL: check digit, the birth date and sex inside it, and whether they agree with what was said.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::facts::Sex;
use crate::identifiers::{Problem, digits, weighted};

/// What a valid PESEL says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pesel {
    pub born: NaiveDate,
    pub sex: Sex,
}

/// Where a valid PESEL and the statement part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Disagreement {
    /// The birth date inside the number.
    Born(NaiveDate),
    /// The sex inside the number.
    Sex(Sex),
}

/// Checks length, digits, check digit and calendar; spaces around the number are forgiven.
pub fn check(text: &str) -> Result<Pesel, Problem> {
    let all = digits(text.trim(), 11)?;
    // The check digit counts with weight one, so a right number sums to a multiple of ten.
    if !weighted(&all, &[1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]).is_multiple_of(10) {
        return Err(Problem::CheckDigit);
    }
    let pair = |from: usize| weighted(all.get(from..from + 2).unwrap_or_default(), &[10, 1]);
    let born = birth_date(pair(0), pair(2), pair(4)).ok_or(Problem::Date)?;
    let sex = match all.get(9) {
        Some(digit) if digit % 2 == 1 => Sex::Male,
        _ => Sex::Female,
    };
    Ok(Pesel { born, sex })
}

/// The century is hidden in the month: 1800s +80, 1900s +0, 2000s +20, 2100s +40, 2200s +60.
fn birth_date(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    let century = match month / 20 {
        4 => 1800,
        shift => 1900 + 100 * shift,
    };
    let whole_year = i32::try_from(century + year).ok()?;
    NaiveDate::from_ymd_opt(whole_year, month % 20, day)
}

/// Compares a valid PESEL with the stated birth date and sex; what was not stated is not compared,
/// and a number that fails its check says nothing about either.
#[must_use]
pub fn disagreements(text: &str, born: Option<NaiveDate>, sex: Option<Sex>) -> Vec<Disagreement> {
    let Ok(pesel) = check(text) else {
        return Vec::new();
    };
    let date = born
        .filter(|stated| *stated != pesel.born)
        .map(|_| Disagreement::Born(pesel.born));
    let other_sex = sex
        .filter(|stated| *stated != pesel.sex)
        .map(|_| Disagreement::Sex(pesel.sex));
    date.into_iter().chain(other_sex).collect()
}
