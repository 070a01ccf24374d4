//! On which days an upoważnienie holds.

use chrono::NaiveDate;
use teren_domain::authorisation::{Authorisation, AuthorisationStanding};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn it_holds_from_its_first_day_to_its_last_and_speaks_of_its_end_thirty_days_before() {
    use AuthorisationStanding::{Ended, Ends, Holds, NotYet};
    let until = |until: Option<&str>| Authorisation {
        until: until.map(day),
        ..Authorisation::lasting("12/2026", day("2026-02-01"))
    };
    let table = [
        (None, "2026-01-31", NotYet),
        (None, "2026-02-01", Holds),
        (None, "2046-02-01", Holds),
        (Some("2026-11-30"), "2026-10-30", Holds),
        (Some("2026-11-30"), "2026-10-31", Ends(30)),
        (Some("2026-11-30"), "2026-11-30", Ends(0)),
        (Some("2026-11-30"), "2026-12-01", Ended),
        (Some("2026-02-01"), "2026-02-01", Ends(0)),
    ];
    for (last, on, stands) in table {
        let one = until(last);
        assert_eq!(one.standing(day(on)), stands, "{last:?} on {on}");
        let holds = matches!(stands, Holds | Ends(_));
        assert_eq!(one.holds_on(day(on)), holds, "{last:?} on {on}");
    }
}

#[test]
fn it_has_a_number_and_days_in_their_order() {
    let from = day("2026-02-01");
    let table = [
        ("12/2026", None, true),
        ("12/2026", Some("2026-02-01"), true),
        ("12/2026", Some("2026-01-31"), false),
        ("", None, false),
        (" 12/2026", None, false),
        ("   ", None, false),
    ];
    for (number, until, good) in table {
        let one = Authorisation {
            until: until.map(day),
            ..Authorisation::lasting(number, from)
        };
        assert_eq!(one.is_well_formed(), good, "{number:?} {until:?}");
    }
    let long = Authorisation::lasting(&"1".repeat(101), from);
    assert!(!long.is_well_formed());
}
