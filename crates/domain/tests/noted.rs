//! Documents that were taken in: in what form, what is still to be written, and of what no copy is kept.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

#[expect(
    dead_code,
    reason = "the stories of law_by_article use the other people"
)]
mod family;

use chrono::NaiveDate;
use family::{application, single};
use teren_domain::facts::{DocumentSeen, InterviewFacts};
use teren_domain::noted::{Lack, all};

fn today() -> NaiveDate {
    "2026-11-24".parse().unwrap()
}

fn seen(point: &str, form: Option<&str>) -> DocumentSeen {
    DocumentSeen {
        point: point.to_owned(),
        form: form.map(str::to_owned),
        date: Some(today()),
        seen_by: Some("Ewa Terenowska".to_owned()),
        ..DocumentSeen::default()
    }
}

fn with(documents: Vec<DocumentSeen>) -> InterviewFacts {
    InterviewFacts {
        documents,
        ..application(vec![single()])
    }
}

#[test]
fn a_document_says_its_form_and_what_is_still_to_be_written_of_it() {
    let bare = DocumentSeen {
        point: "7".to_owned(),
        ..DocumentSeen::default()
    };
    let facts = with(vec![
        seen("20", Some("oświadczenie")),
        bare,
        DocumentSeen::default(),
    ]);
    let noted = all(&facts, today());
    assert_eq!(noted.len(), 2, "an empty row is no document");
    assert_eq!(noted[0].name, "oświadczenie o stanie majątkowym");
    assert!(noted[0].lacks.is_empty());
    let clause = noted[0].form.unwrap().clause.as_deref();
    assert!(clause.unwrap().contains("odpowiedzialności karnej"));
    assert_eq!(noted[1].lacks, [Lack::Form, Lack::Date, Lack::SeenBy]);
}

#[test]
fn no_copy_of_an_identity_document_is_kept_in_whatever_form_and_a_look_at_it_is_fine() {
    let cases = [
        ("1", "kopia poświadczona", true),
        ("1", "kopia elektroniczna z adnotacją składającego", true),
        ("1", "okazano", false),
        ("5", "kopia poświadczona", false),
    ];
    for (point, form, refused) in cases {
        let facts = with(vec![seen(point, Some(form))]);
        let found = all(&facts, today())[0].refused;
        assert_eq!(found.is_some(), refused, "{point} {form}");
        assert!(found.is_none_or(|reason| reason.contains("§ 11")));
    }
}

#[test]
fn another_document_of_ust_5d_is_called_as_the_worker_called_it() {
    let mut other = seen("ust. 5d", Some("okazano"));
    other.kind = Some("umowa najmu".to_owned());
    let facts = with(vec![other]);
    let name = &all(&facts, today())[0].name;
    assert!(
        name.contains("inny dokument") && name.ends_with("umowa najmu"),
        "{name}"
    );
}
