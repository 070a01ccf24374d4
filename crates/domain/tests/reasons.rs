//! Which reasons of art. 7 are enough for money.

#[expect(
    dead_code,
    reason = "the stories of law_by_article use the other people"
)]
mod family;

use teren_domain::facts::InterviewFacts;
use teren_domain::reasons::{not_enough_for_money, table};

use family::{application, single};

#[test]
fn poverty_is_not_enough_for_money_unless_any_other_reason_stands_beside_it() {
    let cases: [(&[&str], bool, bool); 6] = [
        (&[], false, false),
        (&["1"], false, true),
        (&["1"], true, false),
        (&["1", "7"], false, false),
        (&["4"], false, false),
        (&["1", "1"], false, true),
    ];
    for (points, other_reason, told) in cases {
        let facts = InterviewFacts {
            reasons: points.iter().map(|point| (*point).to_owned()).collect(),
            other_reason,
            ..application(vec![single()])
        };
        assert_eq!(
            not_enough_for_money(&facts).is_some(),
            told,
            "{points:?}, other: {other_reason}"
        );
    }
    for row in table() {
        assert!(row.basis.contains("art. 8 ust. 1") && row.source.contains("Dz.U."));
        assert!(row.text.contains("art. 8 ust. 1"));
    }
}
