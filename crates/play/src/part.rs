//! Parts of the questionnaire as a case file names them, and the purpose a worker picks on the screen to begin each.

/// Part and purpose.
const PURPOSES: [(&str, &str); 9] = [
    ("I", "first_application"),
    ("II", "relative"),
    ("III", "relative_update"),
    ("IV", "update"),
    ("V", "independence"),
    ("VI", "integration"),
    ("VII", "disaster"),
    ("VIII", "carer_allowance"),
    ("IX", "care_benefit"),
];
/// Parts of which an answer sheet speaks.
const SPOKEN_OF: [&str; 3] = ["I", "IV", "VI"];

/// The purpose that leads to a part; `None` for a word that is no part.
#[must_use]
pub fn purpose_of(part: &str) -> Option<&'static str> {
    let mut purposes = PURPOSES.into_iter();
    purposes
        .find(|(known, _)| *known == part)
        .map(|(_, purpose)| purpose)
}

/// Whether an answer sheet may speak of an interview of this part.
#[must_use]
pub fn is_spoken_of(part: &str) -> bool {
    SPOKEN_OF.contains(&part)
}

/// Whether a part serves tasks of the powiat.
#[must_use]
pub fn is_of_powiat(part: &str) -> bool {
    matches!(part, "V" | "VI")
}
