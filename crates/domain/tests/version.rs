//! Which version of an interview is valid, as a table.

use teren_domain::version::{Version, ends, valid, versions};
use uuid::Uuid;

const fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

fn version(document: u128, of: Option<u128>, approved_ms: Option<i64>) -> Version {
    Version {
        document: id(document),
        of: of.map(id),
        approved_ms,
    }
}

#[test]
fn the_last_approved_correction_is_valid_unless_a_person_names_another() {
    type Row = (&'static str, Vec<Version>, Vec<u128>, Option<u128>);
    let first = || version(1, None, Some(10));
    let table: Vec<Row> = vec![
        ("in work", vec![version(1, None, None)], vec![], None),
        ("alone", vec![first()], vec![], Some(1)),
        (
            "a correction in work changes nothing yet",
            vec![first(), version(2, Some(1), None)],
            vec![],
            Some(1),
        ),
        (
            "corrected",
            vec![first(), version(2, Some(1), Some(20))],
            vec![],
            Some(2),
        ),
        (
            "correction of a correction",
            vec![
                version(3, Some(2), Some(30)),
                first(),
                version(2, Some(1), Some(20)),
            ],
            vec![],
            Some(3),
        ),
        (
            "a wrong clock does not make the corrected one valid again",
            vec![first(), version(2, Some(1), Some(5))],
            vec![],
            Some(2),
        ),
        (
            "two corrections side by side: the later",
            vec![
                first(),
                version(2, Some(1), Some(30)),
                version(3, Some(1), Some(20)),
            ],
            vec![],
            Some(2),
        ),
        (
            "two corrections side by side: the one named",
            vec![
                first(),
                version(2, Some(1), Some(30)),
                version(3, Some(1), Some(20)),
            ],
            vec![2, 3],
            Some(3),
        ),
        (
            "what was corrected cannot be named any more",
            vec![first(), version(2, Some(1), Some(20))],
            vec![1],
            Some(2),
        ),
        (
            "versions that correct each other in a ring still end",
            vec![version(1, Some(2), Some(10)), version(2, Some(1), Some(20))],
            vec![],
            Some(2),
        ),
    ];
    for (story, all, named, expected) in table {
        let named: Vec<Uuid> = named.into_iter().map(id).collect();
        let document = all.first().map(|version| version.document);
        let found = document.and_then(|document| valid(&all, document, &named));
        assert_eq!(found, expected.map(id), "{story}");
    }
}

#[test]
fn versions_of_another_interview_and_of_one_not_held_stay_apart() {
    let all = [
        version(1, None, Some(10)),
        version(2, Some(1), Some(20)),
        version(4, None, Some(15)),
        version(6, Some(5), Some(40)),
        version(7, Some(5), None),
    ];
    let documents = |document: u128| -> Vec<Uuid> {
        let found = versions(&all, id(document)).into_iter();
        found.map(|version| version.document).collect()
    };
    assert_eq!(documents(2), [id(1), id(2)]);
    assert_eq!(
        ends(&all, id(1)),
        [id(2)],
        "what was corrected may not count"
    );
    assert_eq!(documents(4), [id(4)]);
    assert_eq!(
        documents(7),
        [id(6), id(7)],
        "the first one is not on this seat"
    );
}
