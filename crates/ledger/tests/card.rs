//! The card of a centre goes from hand to hand: pasted, retyped, read by phone.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use teren_ledger::{CentreCard, CodeError, EnrolmentCode, fingerprint, is_fingerprint};
use uuid::Uuid;

fn card() -> CentreCard {
    CentreCard {
        centre: Uuid::from_u128(7),
        name: "Ośrodek Pomocy Społecznej w Zmyślonej Górze".to_owned(),
        key: [9; 32],
    }
}

#[test]
fn a_card_is_read_back_however_it_was_pasted() {
    let text = card().text().unwrap();
    assert_eq!(CentreCard::parse(&text).unwrap(), card());
    let pasted = format!("  {} \n", text.to_lowercase().replace('-', " "));
    assert_eq!(CentreCard::parse(&pasted).unwrap(), card());
}

#[test]
fn a_mistyped_card_is_refused_and_is_never_taken_for_an_enrolment_code() {
    let text = card().text().unwrap();
    let last = text.len() - 1;
    let other = if text.ends_with('0') { "1" } else { "0" };
    let mistyped = format!("{}{other}", &text[..last]);
    assert_eq!(CentreCard::parse(&mistyped), Err(CodeError::Mistyped));
    assert_eq!(CentreCard::parse("Dzień dobry"), Err(CodeError::NotACode));
    assert!(EnrolmentCode::parse(&text).is_err());
}

#[test]
fn a_fingerprint_is_six_groups_of_digits_believed_however_they_are_spaced() {
    let (centre, key) = (card().centre, card().key);
    let read = fingerprint(centre, &key);
    assert_eq!(read.split(' ').count(), 6);
    assert!(read.split(' ').all(|group| group.len() == 5));
    assert!(is_fingerprint(centre, &key, &read.replace(' ', "-")));
    assert!(!is_fingerprint(centre, &[8; 32], &read));
    assert!(!is_fingerprint(Uuid::from_u128(8), &key, &read));
    assert!(!is_fingerprint(centre, &key, ""));
}
