//! The sygnatura against every slip of a hand: one wrong character, two that changed places, sloppy writing.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use proptest::prelude::*;
use teren_domain::sygnatura::{NotASygnatura, Sygnatura};

const ALPHABET: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The twenty characters without the dashes.
fn bare(sygnatura: &Sygnatura) -> String {
    sygnatura.to_string().replace('-', "")
}

fn no_slip_passes(hash: [u8; 32]) {
    let right: Vec<char> = bare(&Sygnatura::of(&hash)).chars().collect();
    for place in 0..20 {
        for other in ALPHABET.chars().filter(|sign| *sign != right[place]) {
            let mut wrong = right.clone();
            wrong[place] = other;
            let parsed = wrong.iter().collect::<String>().parse::<Sygnatura>();
            assert_eq!(parsed, Err(NotASygnatura::Check), "substituted at {place}");
        }
        for second in place + 1..20 {
            let mut wrong = right.clone();
            wrong.swap(place, second);
            let parsed = wrong.iter().collect::<String>().parse::<Sygnatura>();
            assert_eq!(
                parsed.is_ok(),
                right[place] == right[second],
                "swapped {place} and {second}"
            );
        }
    }
}

proptest! {
    #[test]
    fn no_wrong_character_and_no_swap_passes(hash: [u8; 32]) {
        no_slip_passes(hash);
    }

    #[test]
    fn what_is_shown_is_read_back_and_belongs_to_its_seal_only(hash: [u8; 32], bit in 0_usize..95) {
        let shown = Sygnatura::of(&hash);
        prop_assert_eq!(shown.to_string().parse(), Ok(shown));
        prop_assert!(shown.matches(&hash));
        let mut other = hash;
        other[bit / 8] ^= 0x80 >> (bit % 8);
        prop_assert!(!shown.matches(&other), "each of the leading 95 bits counts");
    }

    #[test]
    fn no_text_breaks_the_reader(text in "\\PC{0,40}") {
        let _ = text.parse::<Sygnatura>();
    }
}

/// All pairs of values at all pairs of neighbouring places, the check character included.
#[test]
fn every_swap_of_neighbours_is_caught() {
    let valid = |word: &[char]| word.iter().collect::<String>().parse::<Sygnatura>().is_ok();
    let mut tried = 0;
    for place in 0..19 {
        for (first, second) in ALPHABET
            .chars()
            .flat_map(|a| ALPHABET.chars().map(move |b| (a, b)))
            .filter(|(a, b)| a != b)
        {
            let mut word = vec!['0'; 20];
            (word[place], word[place + 1]) = (first, second);
            // Some value of another place makes the word a right one.
            let balance = (place + 7) % 20;
            let right = ALPHABET.chars().find(|sign| {
                word[balance] = *sign;
                valid(&word)
            });
            assert!(right.is_some());
            word.swap(place, place + 1);
            assert!(!valid(&word), "{first} and {second} at {place}");
            tried += 1;
        }
    }
    assert_eq!(tried, 19 * 32 * 31);
}

#[test]
fn it_is_written_in_four_groups_of_five() {
    let zero = Sygnatura::of(&[0; 32]).to_string();
    assert_eq!(zero, "00000-00000-00000-00000");
    let ones = Sygnatura::of(&[0xff; 32]).to_string();
    assert!(ones.starts_with("ZZZZZ-ZZZZZ-ZZZZZ-ZZZZ"), "{ones}");
    let mut first_bits = [0; 32];
    first_bits[0] = 0b0000_1000;
    let one = Sygnatura::of(&first_bits).to_string();
    assert!(one.starts_with("10000-00000-00000-0000"), "{one}");
}

#[test]
fn sloppy_writing_is_forgiven() {
    let hash: [u8; 32] = std::array::from_fn(|place| u8::try_from(place * 7 % 256).unwrap() ^ 0x11);
    let right = Sygnatura::of(&hash);
    let written = right.to_string();
    let forms = [
        written.to_lowercase(),
        written.replace('-', " "),
        written.replace('-', ""),
        written.replace('-', " – "),
        written.replace('0', "O").replace('1', "I"),
        written.replace('0', "o").replace('1', "l"),
        format!("  {written}\n"),
    ];
    assert!(
        written.contains('0') && written.contains('1'),
        "{written} shows what is forgiven"
    );
    for form in forms {
        assert_eq!(form.parse(), Ok(right), "{form}");
    }
}

#[test]
fn a_wrong_text_is_refused_with_its_reason() {
    let table = [
        ("", NotASygnatura::Length { found: 0 }),
        (
            "00000-00000-00000-0000",
            NotASygnatura::Length { found: 19 },
        ),
        (
            "00000-00000-00000-00000-0",
            NotASygnatura::Length { found: 21 },
        ),
        (
            "00000-000U0-00000-00000",
            NotASygnatura::Character { place: 9 },
        ),
        (
            "Ż0000-00000-00000-00000",
            NotASygnatura::Character { place: 1 },
        ),
        ("00000-00000-00000-00001", NotASygnatura::Check),
    ];
    for (text, reason) in table {
        assert_eq!(text.parse::<Sygnatura>(), Err(reason), "{text}");
    }
}

#[test]
fn it_travels_as_text() {
    let right = Sygnatura::of(&[0x5a; 32]);
    let json = serde_json::to_string(&right).unwrap();
    assert_eq!(json, format!("\"{right}\""));
    assert_eq!(serde_json::from_str::<Sygnatura>(&json).unwrap(), right);
    assert!(serde_json::from_str::<Sygnatura>("\"00000-00000-00000-00001\"").is_err());
}
