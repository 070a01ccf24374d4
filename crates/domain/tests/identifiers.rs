//! Identifiers of clients, as tables of published example numbers and as promises over all errors of a kind.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use chrono::NaiveDate;
use proptest::prelude::*;
use teren_domain::facts::Sex;
use teren_domain::identifiers::{
    Problem, identity_card, nip, nrb, passport, phone, postal_code, regon, terc,
};
use teren_domain::pesel::{self, Disagreement};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn pesel_tells_birth_date_and_sex_in_every_century() {
    let table = [
        ("44051401359", "1944-05-14", Sex::Male),
        ("02070803628", "1902-07-08", Sex::Female),
        ("14242299388", "2014-04-22", Sex::Female),
        ("25310599684", "2025-11-05", Sex::Female),
        ("00922900000", "1800-12-29", Sex::Female),
        ("00422800008", "2100-02-28", Sex::Female),
        ("99723100018", "2299-12-31", Sex::Male),
    ];
    for (number, born, sex) in table {
        let found = pesel::check(number).unwrap();
        assert_eq!((found.born, found.sex), (day(born), sex), "{number}");
    }
}

#[test]
fn pesel_names_what_is_wrong() {
    let table = [
        ("", Problem::Length),
        ("4405140135", Problem::Length),
        ("440514013590", Problem::Length),
        ("4405140135O", Problem::Character),
        ("44051401358", Problem::CheckDigit),
        ("44051410359", Problem::CheckDigit),
        ("00000000000", Problem::Date),
        ("00422900005", Problem::Date), // 29 February 2100: not a leap year
    ];
    for (number, problem) in table {
        assert_eq!(pesel::check(number), Err(problem), "{number}");
    }
    assert!(pesel::check("  44051401359 ").is_ok());
}

#[test]
fn pesel_is_held_against_the_stated_birth_date_and_sex() {
    let oskar = "18211999376";
    let said = |born: &str, sex| pesel::disagreements(oskar, Some(day(born)), Some(sex));
    assert_eq!(said("2018-01-19", Sex::Male), []);
    assert_eq!(
        said("2018-01-09", Sex::Male),
        [Disagreement::Born(day("2018-01-19"))]
    );
    assert_eq!(
        said("2018-01-19", Sex::Female),
        [Disagreement::Sex(Sex::Male)]
    );
    assert_eq!(pesel::disagreements(oskar, None, None), []);
    assert_eq!(
        pesel::disagreements("18211999377", Some(day("2018-01-09")), Some(Sex::Female)),
        [],
        "a number that fails its check says nothing"
    );
}

type Check = fn(&str) -> Result<String, Problem>;

#[test]
fn published_numbers_pass_and_are_written_in_one_way() {
    let table: [(Check, &str, &str); 17] = [
        (
            nrb,
            "PL61109010140000071219812874",
            "61109010140000071219812874",
        ),
        (
            nrb,
            "61 1090 1014 0000 0712 1981 2874",
            "61109010140000071219812874",
        ),
        (
            nrb,
            "pl61109010140000071219812874",
            "61109010140000071219812874",
        ),
        (identity_card, "ABA300000", "ABA300000"),
        (identity_card, "abs 123456", "ABS123456"),
        (passport, "ZS0000177", "ZS0000177"),
        (nip, "5260250274", "5260250274"),
        (nip, "526-025-02-74", "5260250274"),
        (regon, "012100784", "012100784"),
        (regon, "23511332857188", "23511332857188"),
        (postal_code, "05-510", "05-510"),
        (postal_code, "05510", "05-510"),
        (phone, "000000101", "000000101"),
        (phone, "+48 22 000-01-01", "220000101"),
        (phone, "0048220000101", "220000101"),
        (terc, "1418023", "1418023"),
        (terc, "1465068", "1465068"),
    ];
    for (check, said, written) in table {
        assert_eq!(check(said).as_deref(), Ok(written), "{said}");
    }
}

#[test]
fn wrong_numbers_are_told_apart_by_cause() {
    let table: [(Check, &str, Problem); 18] = [
        (nrb, "PL6110901014000007121981287", Problem::Length),
        (nrb, "PL6110901014000007121981287X", Problem::Character),
        (nrb, "PL61109010140000071219812875", Problem::CheckDigit),
        (identity_card, "ABA400000", Problem::CheckDigit),
        (identity_card, "AB3300000", Problem::Character),
        (identity_card, "ABA30000", Problem::Length),
        (passport, "ZS0000178", Problem::CheckDigit),
        (passport, "ZSA000177", Problem::Character),
        (nip, "5260250275", Problem::CheckDigit),
        (regon, "012100785", Problem::CheckDigit),
        (regon, "0121007840", Problem::Length),
        (postal_code, "5-510", Problem::Length),
        (postal_code, "O5-510", Problem::Character),
        (phone, "22000010", Problem::Length),
        (terc, "1518023", Problem::Voivodeship),
        (terc, "3418023", Problem::Voivodeship),
        (terc, "1400023", Problem::Character),
        (terc, "1418026", Problem::GminaKind),
    ];
    for (check, said, problem) in table {
        assert_eq!(check(said), Err(problem), "{said}");
    }
    assert!(!Problem::CheckDigit.text_pl().is_empty());
}

/// An account whose 26 digits agree, but whose bank does not exist by its own check digit.
#[test]
fn account_of_an_impossible_bank_is_noticed() {
    let rest = "109010150000071219812874";
    let account = (0..97)
        .map(|check| format!("{check:02}{rest}"))
        .find(|number| nrb(number) != Err(Problem::CheckDigit))
        .unwrap();
    assert_eq!(nrb(&account), Err(Problem::BankNumber));
}

/// A valid PESEL of any day from 1800 to 2299.
fn any_pesel() -> impl Strategy<Value = String> {
    (0_u64..182_000, 0_u32..10_000).prop_map(|(days, serial)| {
        let born = day("1800-01-01") + chrono::Days::new(days);
        let year: u32 = born.format("%Y").to_string().parse().unwrap();
        let month: u32 = born.format("%m").to_string().parse().unwrap();
        let shift = [80, 0, 20, 40, 60][(year / 100 - 18) as usize];
        let ten = format!(
            "{:02}{:02}{}{serial:04}",
            year % 100,
            month + shift,
            born.format("%d")
        );
        let sum: u32 = ten
            .chars()
            .zip([1, 3, 7, 9, 1, 3, 7, 9, 1, 3])
            .map(|(digit, weight)| digit.to_digit(10).unwrap() * weight)
            .sum();
        format!("{ten}{}", (10 - sum % 10) % 10)
    })
}

fn with_digit(number: &str, place: usize, digit: char) -> String {
    number
        .chars()
        .enumerate()
        .map(|(at, old)| if at == place { digit } else { old })
        .collect()
}

/// Every number that differs from a valid one in one digit is refused.
fn catches_every_single_digit_error(check: impl Fn(&str) -> bool, valid: &str) {
    assert!(check(valid), "{valid}");
    for (place, old) in valid
        .chars()
        .enumerate()
        .filter(|(_, old)| old.is_ascii_digit())
    {
        for new in ('0'..='9').filter(|new| *new != old) {
            let wrong = with_digit(valid, place, new);
            assert!(!check(&wrong), "{wrong} passed for {valid}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn one_wrong_digit_of_a_pesel_never_passes(number in any_pesel()) {
        catches_every_single_digit_error(|text| pesel::check(text).is_ok(), &number);
    }

    #[test]
    fn no_text_breaks_a_check(text in "\\PC{0,30}") {
        let _ = pesel::check(&text);
        for check in [nrb, identity_card, passport, nip, regon, postal_code, phone, terc] {
            let _ = check(&text);
        }
    }
}

#[test]
fn one_wrong_digit_of_other_numbers_never_passes() {
    catches_every_single_digit_error(|text| nrb(text).is_ok(), "61109010140000071219812874");
    catches_every_single_digit_error(|text| identity_card(text).is_ok(), "ABA300000");
    catches_every_single_digit_error(|text| identity_card(text).is_ok(), "ABS123456");
    catches_every_single_digit_error(|text| passport(text).is_ok(), "ZS0000177");
    catches_every_single_digit_error(|text| nip(text).is_ok(), "5260250274");
}
