//! Which copies may be kept with an interview, and what the bytes of one are.

use chrono::NaiveDate;
use teren_domain::Category;
use teren_domain::attachment::{
    Attachment, Media, NamedBytes, RECORD_KINDS, category_of, kind_of, names_identity_document,
    table,
};
use teren_domain::workflow;

fn today() -> NaiveDate {
    "2026-11-24".parse().unwrap_or_default()
}

#[test]
fn copies_of_identity_documents_are_refused_with_the_reason_and_nothing_else_is() {
    let refused: Vec<&str> = table()
        .iter()
        .filter(|kind| kind.refused.is_some())
        .map(|kind| kind.point.as_str())
        .collect();
    assert_eq!(refused, ["1"]);
    for point in refused {
        let reason = kind_of(point, today()).and_then(|kind| kind.refused.as_deref());
        assert!(reason.is_some_and(|reason| reason.contains("§ 11")));
    }
    assert_eq!(table().len(), 26);
    assert!(kind_of("22", today()).is_none());
}

#[test]
fn a_ruling_stands_with_the_rulings_and_a_payslip_with_the_documents() {
    let cases = [
        ("5", Category::Incapacity),
        ("6", Category::Incapacity),
        ("7", Category::Income),
        ("21", Category::Violence),
    ];
    for (point, category) in cases {
        let kind = kind_of(point, today())
            .and_then(|kind| kind.record_kind())
            .unwrap_or_default();
        assert_eq!(category_of(kind), Some(category), "point {point}");
        for field in ["@", "row", "deleted"] {
            assert_eq!(workflow::category_of(kind, field), Some(category));
        }
        assert_eq!(workflow::category_of(kind, "note"), None);
    }
    assert!(table().iter().all(|kind| kind.record_kind().is_some()));
    assert!(RECORD_KINDS.iter().all(|kind| category_of(kind).is_some()));
    assert_eq!(category_of("document"), None);
}

#[test]
fn what_a_file_is_follows_from_its_bytes() {
    let table: [(&[u8], Option<Media>); 7] = [
        (&[0xff, 0xd8, 0xff, 0xe0], Some(Media::Jpeg)),
        (b"\x89PNG\r\n\x1a\n....", Some(Media::Png)),
        (b"%PDF-1.7 ...", Some(Media::Pdf)),
        (b"PK\x03\x04 a text document", None),
        (b"MZ\x90\0 a program", None),
        (b"<svg onload=...>", None),
        (b"", None),
    ];
    for (bytes, media) in table {
        assert_eq!(Media::of(bytes), media, "{bytes:?}");
    }
}

#[test]
fn a_row_of_a_newer_program_names_its_bytes_though_its_kind_of_file_is_unknown() {
    let row = br#"{"title":"x","media_type":"image/jxl","bytes":7,"sha256":"ab","pages":[1]}"#;
    assert!(serde_json::from_slice::<Attachment>(row).is_err());
    let named: Option<NamedBytes> = serde_json::from_slice(row).ok();
    let known = NamedBytes {
        bytes: 7,
        sha256: "ab".to_owned(),
    };
    assert_eq!(named, Some(known));
}

#[test]
fn a_title_that_names_an_identity_document_is_found_out() {
    for title in [
        "Dowód osobisty matki",
        "skan PASZPORTU",
        "karta pobytu męża",
        "dowod osobisty",
        "kopia w dowodzie osobistym",
        "dow. os. ojca",
        "e-dowód",
        "dokument tożsamości",
        "na karcie pobytu",
    ] {
        assert!(names_identity_document(title), "{title}");
    }
    for title in [
        "Dowód opłacenia składki KRUS",
        "zaświadczenie o zarobkach",
        "legitymacja szkolna Tosi",
        "prawo jazdy",
        "dowód osiągniętych dochodów",
        "decyzja o statusie cudzoziemca",
        "",
    ] {
        assert!(!names_identity_document(title), "{title}");
    }
}
