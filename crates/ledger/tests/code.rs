//! The enrolment code as a person handles it: pasted, retyped, broken over lines, mistyped.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use proptest::prelude::*;
use teren_ledger::wire::{EnrolRequest, EnrolResponse, PROTOCOL};
use teren_ledger::{CodeError, EnrolmentCode};
use uuid::Uuid;

fn code() -> EnrolmentCode {
    EnrolmentCode {
        address: "teren.mops.example.pl:8443".to_owned(),
        fingerprint: [7; 32],
        secret: [9; 16],
    }
}

#[test]
fn a_code_broken_over_lines_in_lower_case_is_read() {
    let text = code().text().unwrap();
    assert!(text.starts_with("TEREN1-"));
    let broken = text.to_lowercase().replace('-', " \u{2013}\r\n");
    assert_eq!(EnrolmentCode::parse(&broken), Ok(code()));
    let letters = text.replace('0', "o").replace('1', "l");
    assert_eq!(EnrolmentCode::parse(&letters), Ok(code()));
}

#[test]
fn each_wrong_text_is_named() {
    let text = code().text().unwrap();
    let (half, _) = text.split_at(text.len() / 2);
    for (wrong, error) in [
        ("", CodeError::NotACode),
        ("dzień dobry", CodeError::NotACode),
        ("TEREN1", CodeError::Mistyped),
        ("TEREN2-ABCDE", CodeError::NewerVersion),
        ("TEREN1-ABCU", CodeError::ForeignCharacter),
        ("TEREN1-ABCDE", CodeError::Mistyped),
        (half, CodeError::Mistyped),
        (&text.repeat(20), CodeError::NotACode),
    ] {
        assert_eq!(EnrolmentCode::parse(wrong), Err(error), "{wrong}");
    }
}

#[test]
fn only_host_and_port_make_an_address() {
    for (address, sound) in [
        ("127.0.0.1:8443", true),
        ("[::1]:8443", true),
        ("office.local:1", true),
        ("office.local", false),
        ("office.local:0", false),
        ("office.local:70000", false),
        ("office.local:+1", false),
        ("user@office.local:8443", false),
        ("office.local/path:8443", false),
        ("[office]:8443", false),
        (":8443", false),
    ] {
        let code = EnrolmentCode {
            address: address.to_owned(),
            ..code()
        };
        assert_eq!(code.text().is_ok(), sound, "{address}");
    }
}

fn any_code() -> impl Strategy<Value = EnrolmentCode> {
    (
        "[a-z0-9.]{1,40}",
        1..=u16::MAX,
        any::<[u8; 32]>(),
        any::<[u8; 16]>(),
    )
        .prop_map(|(host, port, fingerprint, secret)| EnrolmentCode {
            address: format!("{host}:{port}"),
            fingerprint,
            secret,
        })
}

proptest! {
    #[test]
    fn every_code_comes_back(code in any_code()) {
        prop_assert_eq!(EnrolmentCode::parse(&code.text().unwrap()), Ok(code));
    }

    #[test]
    fn every_single_mistyped_character_is_caught(code in any_code(), place: prop::sample::Index) {
        let text: Vec<char> = code.text().unwrap().chars().collect();
        let place = place.index(text.len());
        for typed in "0123456789ABCDEFGHJKMNPQRSTVWXYZ*".chars() {
            let mistyped: String = text.iter().enumerate()
                .map(|(at, symbol)| if at == place { typed } else { *symbol })
                .collect();
            if text.get(place).is_some_and(|symbol| *symbol != typed && *symbol != '-') {
                prop_assert!(EnrolmentCode::parse(&mistyped).is_err());
            }
        }
    }

    #[test]
    fn neighbours_swapped_and_characters_left_out_are_caught(code in any_code(), place: prop::sample::Index) {
        let text: Vec<char> = code.text().unwrap().chars().filter(|symbol| *symbol != '-').collect();
        let place = place.index(text.len() - 1);
        let mut swapped = text.clone();
        swapped.swap(place, place + 1);
        if swapped != text {
            prop_assert!(EnrolmentCode::parse(&swapped.iter().collect::<String>()).is_err());
        }
        let mut shorter = text;
        shorter.remove(place);
        prop_assert!(EnrolmentCode::parse(&shorter.iter().collect::<String>()).is_err());
    }

    #[test]
    fn any_text_is_answered_without_a_panic(text in "\\PC{0,200}") {
        prop_assert!(EnrolmentCode::parse(&text).is_err());
    }

    #[test]
    fn any_symbols_after_the_mark_are_answered_without_a_panic(text in "[0-9A-Z]{0,200}") {
        let text = format!("TEREN1-{text}");
        prop_assert!(EnrolmentCode::parse(&text).is_err());
    }
}

#[test]
fn no_secret_stands_in_what_is_written_for_debugging() {
    let secret = [0xA7; 16];
    let code = EnrolmentCode {
        address: "office.example.pl:8443".to_owned(),
        fingerprint: [1; 32],
        secret,
    };
    let request = EnrolRequest {
        protocol: PROTOCOL,
        secret,
        replica: Uuid::nil(),
        public_key: [2; 32],
    };
    let response = EnrolResponse {
        token: [0xA7; 32],
        person: Uuid::nil(),
        person_name: "Ewa".to_owned(),
        centre: Uuid::nil(),
        centre_name: "Konstancin".to_owned(),
        epoch: 1,
        office_key: [3; 32],
        recovery_key: [4; 32],
    };
    let told = format!("{code:?} {code:#?} {request:?} {request:#?} {response:?} {response:#?}");
    for of_secret in ["167", "a7", "A7"] {
        assert!(!told.contains(of_secret), "{told}");
    }
    assert!(told.contains("office.example.pl"), "what helps is told");
}
