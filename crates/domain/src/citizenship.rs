//! Citizenship (obywatelstwo) as people write it.

/// The Polish one, in the words people use for it, without regard to case and to what is no letter.
const POLISH: [&str; 11] = [
    "polskie",
    "polska",
    "polskiej",
    "polski",
    "polak",
    "polka",
    "rp",
    "pl",
    "pol",
    "rzeczpospolitapolska",
    "obywatelstwopolskie",
];

/// Whether these words name the Polish citizenship, alone or beside another one; `None` where nothing is written.
#[must_use]
pub fn is_polish(written: &str) -> Option<bool> {
    let lower = written.to_lowercase();
    let whole: String = lower
        .chars()
        .filter(|letter| letter.is_alphabetic())
        .collect();
    if whole.is_empty() {
        return None;
    }
    let mut words = lower.split(|letter: char| !letter.is_alphabetic());
    let known = |word: &str| POLISH.contains(&word);
    Some(known(&whole) || words.any(known) || lower.contains("r.p."))
}
