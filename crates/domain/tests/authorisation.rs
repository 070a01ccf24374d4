//! On which days upoważnienia hold.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use chrono::NaiveDate;
use teren_domain::authorisation::{
    Authorisation, AuthorisationStanding, current, holds_on, standing, with,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn one(number: &str, from: &str, until: Option<&str>) -> Authorisation {
    Authorisation {
        until: until.map(day),
        ..Authorisation::lasting(number, day(from))
    }
}

#[test]
fn they_hold_from_the_first_day_to_the_last_and_speak_of_their_end_thirty_days_before() {
    use AuthorisationStanding::{Ended, Ends, Holds, NotYet};
    let february = || one("1", "2026-02-01", None);
    let to_november = || one("1", "2026-02-01", Some("2026-11-30"));
    let december = || one("2", "2026-12-01", None);
    let after_a_gap = || one("2", "2026-12-02", None);
    let overlapping = || one("2", "2026-11-15", Some("2026-12-05"));
    let table = [
        (vec![], "2026-02-01", None),
        (vec![february()], "2026-01-31", Some(NotYet)),
        (vec![february()], "2026-02-01", Some(Holds)),
        (vec![february()], "2046-02-01", Some(Holds)),
        (vec![to_november()], "2026-10-30", Some(Holds)),
        (vec![to_november()], "2026-10-31", Some(Ends(30))),
        (vec![to_november()], "2026-11-30", Some(Ends(0))),
        (vec![to_november()], "2026-12-01", Some(Ended)),
        // Renewed ahead: the one before goes on to its end.
        (vec![to_november(), december()], "2026-11-20", Some(Holds)),
        (
            vec![to_november(), after_a_gap()],
            "2026-11-20",
            Some(Ends(10)),
        ),
        (
            vec![to_november(), after_a_gap()],
            "2026-12-01",
            Some(NotYet),
        ),
        (
            vec![to_november(), after_a_gap()],
            "2026-12-02",
            Some(Holds),
        ),
        (
            vec![to_november(), overlapping()],
            "2026-11-20",
            Some(Ends(15)),
        ),
        (
            vec![to_november(), overlapping()],
            "2026-12-06",
            Some(Ended),
        ),
    ];
    for (all, on, stands) in table {
        assert_eq!(standing(&all, day(on)), stands, "{all:?} on {on}");
        let holds = matches!(stands, Some(Holds | Ends(_)));
        assert_eq!(holds_on(&all, day(on)), holds, "{all:?} on {on}");
    }
}

#[test]
fn of_several_the_one_that_holds_is_spoken_of_and_one_of_the_same_number_is_put_right() {
    let first = one("1", "2026-02-01", Some("2026-11-30"));
    let second = one("2", "2026-12-01", None);
    let all = with(&with(&[], second.clone()), first.clone());
    assert_eq!(all, [first.clone(), second]);
    let table = [
        ("2026-01-01", "1"),
        ("2026-11-30", "1"),
        ("2026-12-01", "2"),
    ];
    for (on, number) in table {
        assert_eq!(current(&all, day(on)).unwrap().number, number, "{on}");
    }
    let shorter = one("1", "2026-02-01", Some("2026-10-31"));
    let all = with(&all, shorter);
    assert_eq!(all.len(), 2);
    assert!(!holds_on(&all, day("2026-11-30")));
    let over = one("1", "2025-01-01", Some("2025-12-31"));
    assert_eq!(current(&[over], day("2026-11-30")).unwrap().number, "1");
}

#[test]
fn each_has_a_number_and_days_in_their_order() {
    let table = [
        ("12/2026", None, true),
        ("12/2026", Some("2026-02-01"), true),
        ("12/2026", Some("2026-01-31"), false),
        ("", None, false),
        (" 12/2026", None, false),
        ("   ", None, false),
    ];
    for (number, until, good) in table {
        let one = one(number, "2026-02-01", until);
        assert_eq!(one.is_well_formed(), good, "{number:?} {until:?}");
    }
    let long = one(&"1".repeat(101), "2026-02-01", None);
    assert!(!long.is_well_formed());
}
