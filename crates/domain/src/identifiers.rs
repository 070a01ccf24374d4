//! Identifiers a client shows or says: bank account, documents, tax and statistical numbers, addresses.
//!
//! Every check only says what is wrong; nothing here forbids writing a number down, because a client
//! may really hold a document that the check rejects.

use serde::{Deserialize, Serialize};

/// What is wrong with an identifier. Carries no value that a person typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    #[error("the identifier has a wrong number of characters")]
    Length,
    #[error("the identifier holds a character that may not stand there")]
    Character,
    #[error("the check digit does not agree")]
    CheckDigit,
    #[error("the bank number inside the account number does not agree with its check digit")]
    BankNumber,
    #[error("the identifier holds a day that is not in the calendar")]
    Date,
    #[error("there is no voivodeship of that number")]
    Voivodeship,
    #[error("there is no kind of gmina of that number")]
    GminaKind,
}

impl Problem {
    /// A Polish sentence for the screen, without the value.
    #[must_use]
    pub const fn text_pl(self) -> &'static str {
        match self {
            Self::Length => "Numer ma niewłaściwą liczbę znaków.",
            Self::Character => "W numerze jest znak, którego w tym miejscu być nie może.",
            Self::CheckDigit => {
                "Cyfra kontrolna się nie zgadza – prawdopodobnie jedna z cyfr jest pomylona."
            }
            Self::BankNumber => "Numer banku w numerze rachunku jest błędny.",
            Self::Date => "Numer zawiera datę, której nie ma w kalendarzu.",
            Self::Voivodeship => "Nie ma województwa o takim numerze.",
            Self::GminaKind => "Nie ma takiego rodzaju gminy.",
        }
    }
}

/// The text without spaces, dashes and no-break spaces, in capitals.
fn compact(text: &str) -> String {
    text.chars()
        .filter(|sign| !sign.is_whitespace() && !matches!(sign, '-' | '–'))
        .flat_map(char::to_uppercase)
        .collect()
}

/// Exactly `count` digits.
pub(crate) fn digits(text: &str, count: usize) -> Result<Vec<u32>, Problem> {
    if text.chars().count() != count {
        return Err(Problem::Length);
    }
    text.chars()
        .map(|sign| sign.to_digit(10).ok_or(Problem::Character))
        .collect()
}

/// Sum of values times weights, as far as both reach.
pub(crate) fn weighted(values: &[u32], weights: &[u32]) -> u32 {
    values
        .iter()
        .zip(weights)
        .map(|(value, weight)| value * weight)
        .sum()
}

/// Polish bank account number (NRB), with or without `PL`, spaces allowed; returns its 26 digits.
pub fn nrb(text: &str) -> Result<String, Problem> {
    let compacted = compact(text);
    let account = compacted.strip_prefix("PL").unwrap_or(&compacted);
    let account_digits = digits(account, 26)?;
    let (check, rest) = account_digits.split_at(2);
    // "PL" is 25 and 21 in the alphabet of IBAN; country and check digits move to the end.
    let moved = rest.iter().chain([2, 5, 2, 1].iter()).chain(check);
    let remainder = moved.fold(0, |sum, digit| (sum * 10 + digit) % 97);
    if remainder != 1 {
        return Err(Problem::CheckDigit);
    }
    let bank_sum = weighted(rest, &[3, 9, 7, 1, 3, 9, 7]);
    if rest.get(7) != Some(&((10 - bank_sum % 10) % 10)) {
        return Err(Problem::BankNumber);
    }
    Ok(account.to_owned())
}

/// Letters then digits, weighted with A = 10 … Z = 35; the sum must divide by ten.
fn document(text: &str, letters: usize, weights: [u32; 9]) -> Result<String, Problem> {
    let series = compact(text);
    if series.chars().count() != 9 {
        return Err(Problem::Length);
    }
    let mut values = Vec::with_capacity(9);
    for (place, sign) in series.chars().enumerate() {
        let fits = if place < letters {
            sign.is_ascii_uppercase()
        } else {
            sign.is_ascii_digit()
        };
        let value = sign
            .to_digit(36)
            .filter(|_| fits)
            .ok_or(Problem::Character)?;
        values.push(value);
    }
    if weighted(&values, &weights).is_multiple_of(10) {
        Ok(series)
    } else {
        Err(Problem::CheckDigit)
    }
}

/// Dowód osobisty: three letters and six digits, the first digit is the check digit.
pub fn identity_card(text: &str) -> Result<String, Problem> {
    document(text, 3, [7, 3, 1, 9, 7, 3, 1, 7, 3])
}

/// Paszport: two letters and seven digits, the first digit is the check digit.
pub fn passport(text: &str) -> Result<String, Problem> {
    document(text, 2, [7, 3, 9, 1, 7, 3, 1, 7, 3])
}

/// NIP: ten digits, dashes allowed; a remainder of ten is never given out.
pub fn nip(text: &str) -> Result<String, Problem> {
    let number = compact(text);
    let all = digits(&number, 10)?;
    let remainder = weighted(&all, &[6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11;
    if all.last() == Some(&remainder) {
        Ok(number)
    } else {
        Err(Problem::CheckDigit)
    }
}

/// REGON: nine digits, or fourteen of a local unit (whose first nine are a REGON, too).
pub fn regon(text: &str) -> Result<String, Problem> {
    let number = compact(text);
    let long = number.chars().count() == 14;
    let all = digits(&number, if long { 14 } else { 9 })?;
    let (short, _) = all.split_at(9);
    let checks =
        |part: &[u32], weights: &[u32]| part.last() == Some(&(weighted(part, weights) % 11 % 10));
    let short_fits = checks(short, &[8, 9, 2, 3, 4, 5, 6, 7]);
    let long_fits = !long || checks(&all, &[2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8]);
    if short_fits && long_fits {
        Ok(number)
    } else {
        Err(Problem::CheckDigit)
    }
}

/// Kod pocztowy `NN-NNN`; five bare digits are understood. Returns it with the dash.
pub fn postal_code(text: &str) -> Result<String, Problem> {
    let number = compact(text);
    digits(&number, 5)?;
    let (region, place) = number.split_at(2);
    Ok(format!("{region}-{place}"))
}

/// Telephone: nine digits, `+48` or `0048` allowed before them. Returns the nine digits.
pub fn phone(text: &str) -> Result<String, Problem> {
    let number = compact(text);
    let national = number
        .strip_prefix("+48")
        .or_else(|| number.strip_prefix("0048"))
        .unwrap_or(&number);
    digits(national, 9)?;
    Ok(national.to_owned())
}

/// TERC, the „symbol terytorialny” of the form: voivodeship (2), powiat (2), gmina (2), kind (1).
pub fn terc(text: &str) -> Result<String, Problem> {
    let number = compact(text);
    let all = digits(&number, 7)?;
    let pair = |from: usize| weighted(all.get(from..from + 2).unwrap_or_default(), &[10, 1]);
    let voivodeship = pair(0);
    if voivodeship % 2 == 1 || !(2..=32).contains(&voivodeship) {
        return Err(Problem::Voivodeship);
    }
    if pair(2) == 0 || pair(4) == 0 {
        return Err(Problem::Character);
    }
    match all.last() {
        Some(1..=5 | 8 | 9) => Ok(number),
        _ => Err(Problem::GminaKind),
    }
}
