//! Polish typography: text as it may stand on paper. What a person typed stays word for word; only spaces become unbreakable.

use serde::Serialize;

use crate::press::drawable;

const NO_BREAK: char = '\u{a0}';

/// Words of one letter that may not stand at the end of a line.
const ONE_LETTER: &str = "aiouwzAIOUWZ";

/// What stays with the number before it.
const AFTER_NUMBERS: [&str; 23] = [
    "zł",
    "gr",
    "ha",
    "m²",
    "m2",
    "km",
    "%",
    "r.",
    "os.",
    "osób",
    "stycznia",
    "lutego",
    "marca",
    "kwietnia",
    "maja",
    "czerwca",
    "lipca",
    "sierpnia",
    "września",
    "października",
    "listopada",
    "grudnia",
    "hektara",
];

/// What stays with the number after it.
const BEFORE_NUMBERS: [&str; 17] = [
    "art.", "Art.", "ust.", "pkt", "lit.", "nr", "Nr", "poz.", "§", "str.", "s.", "Dz.U.", "ul.",
    "al.", "pl.", "os.", "tel.",
];

/// Text made ready for the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub(crate) struct Text(String);

impl Text {
    /// One running text; line breaks become spaces.
    pub(crate) fn of(text: &str) -> Self {
        Self(unbroken(&legible(&text.replace('\n', " "))))
    }

    /// A text as paragraphs; empty lines are dropped.
    pub(crate) fn paragraphs(text: &str) -> Vec<Self> {
        text.lines()
            .filter(|line| !line.trim().is_empty())
            .map(Self::of)
            .collect()
    }

    pub(crate) fn characters(&self) -> usize {
        self.0.chars().count()
    }

    /// `1 010,00 zł`
    pub(crate) fn is_amount(&self) -> bool {
        let number = self.0.strip_suffix("\u{a0}zł").unwrap_or_default();
        !number.is_empty()
            && number
                .chars()
                .all(|it| it.is_ascii_digit() || matches!(it, NO_BREAK | ',' | '−'))
    }

    /// Characters of the longest stretch that no hyphen can divide: a date, a number, an amount.
    pub(crate) fn longest_number(&self) -> usize {
        if self.is_amount() {
            return self.characters();
        }
        let words = self.0.split([' ', NO_BREAK]);
        let numbers = words.filter(|word| !word.contains(char::is_alphabetic));
        numbers.map(|word| word.chars().count()).max().unwrap_or(0)
    }

    /// Characters of the longest word.
    pub(crate) fn longest_word(&self) -> usize {
        let words = self.0.split([' ', NO_BREAK, '-']).flat_map(|word| {
            // No line ends between a slash and a digit: a number of a document is one word.
            let numbers = word
                .split('/')
                .skip(1)
                .any(|part| part.starts_with(|it: char| it.is_ascii_digit()));
            if numbers {
                vec![word]
            } else {
                word.split('/').collect()
            }
        });
        words.map(|word| word.chars().count()).max().unwrap_or(0)
    }
}

/// Without invisible characters, and with the name of every character no font here can draw.
fn legible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\t' => out.push(' '),
            NO_BREAK | ' ' => out.push(character),
            _ if character.is_control() || is_invisible(character) => {}
            _ if drawable(character) => out.push(character),
            _ => out.push_str(&format!("[U+{:04X}]", u32::from(character))),
        }
    }
    out
}

fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// Makes unbreakable the spaces that a Polish reader does not want at the end of a line.
fn unbroken(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut words = text.split(' ').peekable();
    while let Some(word) = words.next() {
        out.push_str(word);
        if let Some(next) = words.peek() {
            out.push(if belongs_together(word, next) {
                NO_BREAK
            } else {
                ' '
            });
        }
    }
    out
}

fn belongs_together(word: &str, next: &str) -> bool {
    let word = word
        .rsplit(NO_BREAK)
        .next()
        .unwrap_or(word)
        .trim_start_matches(['(', '„', '"', '[', '–']);
    let following = next.trim_end_matches([',', ';', ')', ':', '”']);
    let one_letter = word.chars().count() == 1 && word.chars().all(|it| ONE_LETTER.contains(it));
    let ends_in_digit = word.ends_with(|it: char| it.is_ascii_digit());
    let starts_with_digit = next.starts_with(|it: char| it.is_ascii_digit());
    let thousands = following.len() >= 3
        && following.chars().take(3).all(|it| it.is_ascii_digit())
        && following
            .chars()
            .nth(3)
            .is_none_or(|it| !it.is_ascii_digit());
    let bare_number = !word.is_empty() && word.chars().all(|it| it.is_ascii_digit());
    one_letter
        || (ends_in_digit
            && (AFTER_NUMBERS.contains(&following)
                || AFTER_NUMBERS.contains(&following.trim_end_matches('.'))))
        || (bare_number && word.len() <= 3 && thousands)
        || (starts_with_digit && BEFORE_NUMBERS.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        Text::of(text).0.replace(NO_BREAK, "~")
    }

    #[test]
    fn spaces_a_line_may_not_end_with_are_unbreakable() {
        let table = [
            ("mieszka w bloku z matką", "mieszka w~bloku z~matką"),
            ("W domu i w szkole", "W~domu i~w~szkole"),
            ("(w tym o zasiłek)", "(w~tym o~zasiłek)"),
            ("dochód 1 010,00 zł na osobę", "dochód 1~010,00~zł na osobę"),
            ("12 345 678 zł", "12~345~678~zł"),
            ("22 listopada 2026 r.", "22~listopada 2026~r."),
            ("od 1 września, potem", "od 1~września, potem"),
            ("art. 107 ust. 5b pkt 20", "art.~107 ust.~5b pkt~20"),
            ("Dz.U. 2021 poz. 893", "Dz.U.~2021 poz.~893"),
            ("§ 6 rozporządzenia", "§~6 rozporządzenia"),
            ("ma 3 dzieci", "ma 3 dzieci"),
            ("kot A B", "kot A~B"),
            ("dom przy ul. Wzorcowej", "dom przy ul. Wzorcowej"),
        ];
        for (typed, printed) in table {
            assert_eq!(shown(typed), printed);
        }
    }

    #[test]
    fn only_spaces_change() {
        let typed = "Nie ma #pracy* i _nie_ szuka $ \\ @ \"od 2 lat\"  dwa odstępy";
        assert_eq!(Text::of(typed).0.replace(NO_BREAK, " "), typed);
    }

    #[test]
    fn what_no_font_can_draw_is_named_and_what_nobody_sees_is_dropped() {
        assert_eq!(shown("中 Łódź"), "[U+4E2D] Łódź");
        assert_eq!(shown("a\u{200b}b\u{0}c\td"), "abc d");
        assert_eq!(shown("☐ ☒ → − ≥ Київ"), "☐ ☒ → − ≥ Київ");
    }

    #[test]
    fn a_narrative_keeps_its_paragraphs() {
        let paragraphs = Text::paragraphs("Pierwszy.\n\n  \nDrugi.\r\nTrzeci.");
        assert_eq!(
            paragraphs,
            [
                Text::of("Pierwszy."),
                Text::of("Drugi."),
                Text::of("Trzeci.")
            ]
        );
    }
}
