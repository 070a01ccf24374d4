//! Papers leave the program only where a person sends them, and each copy is written down.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::path::Path;
use std::sync::Arc;

use serde_json::json;
use teren_app::App;
use teren_app::clock::SystemClock;
use teren_app::contract::{
    AttachmentInput, PaperKey, PaperKind, PaperObstacle, ProblemCode, SheetView, TermClock,
};
use teren_app::disk::Disk;
use uuid::Uuid;

/// A practice seat with an interview in which one question is answered.
fn begun(folder: &Path) -> (App, Uuid) {
    let app = App::new(&folder.join("seat"), Arc::new(SystemClock));
    app.start_practice("zmyślone hasło 1").unwrap();
    let case = app.overview().unwrap().visits.first().unwrap().case;
    let document = app.start_interview(case, None).unwrap().document;
    let needs = json!("Prosi o pomoc w zakupie opału: źdźbło i gżegżółka.");
    app.save_answer(document, document, "needs", needs).unwrap();
    (app, document)
}

fn of(document: Uuid, paper: PaperKind) -> PaperKey {
    PaperKey::Interview { document, paper }
}

/// Text of a PDF without spaces and the hyphens of line ends.
fn text_of(pdf: &[u8]) -> String {
    squeezed(&pdf_extract::extract_text_from_mem(pdf).unwrap())
}

fn squeezed(text: &str) -> String {
    let kept = text.chars();
    kept.filter(|it| !it.is_whitespace() && !matches!(it, '-' | '\u{2010}' | '\u{ad}' | '\u{200b}'))
        .collect()
}

fn cell<'a>(sheet: &'a SheetView, field: &str) -> &'a teren_app::contract::SheetLine {
    let blocks = sheet.sections.iter().flat_map(|section| &section.blocks);
    let mut lines = blocks.flat_map(|block| &block.lines);
    lines.find(|line| line.field == field).unwrap()
}

#[test]
fn a_saved_draft_bears_the_answers_its_marks_and_is_written_down_with_its_digest() {
    let folder = tempfile::tempdir().unwrap();
    let (app, document) = begun(folder.path());
    let path = folder.path().join("wydruk.pdf");
    app.save_paper(&of(document, PaperKind::Interview), &path)
        .unwrap();
    let pdf = std::fs::read(&path).unwrap();
    let text = text_of(&pdf);
    for wanted in [
        "źdźbło i gżegżółka",
        "SZKIC",
        "ĆWICZENIA",
        "Ośrodek ćwiczebny",
    ] {
        assert!(text.contains(&squeezed(wanted)), "{wanted}");
    }
    let papers = app.papers(document).unwrap();
    let interview = papers.first().unwrap();
    let copy = interview.printed.first().unwrap();
    let digest = <sha2::Sha256 as sha2::Digest>::digest(&pdf);
    assert_eq!(copy.sha256, data_encoding::HEXLOWER.encode(&digest));
    assert!(copy.saved);
    assert_eq!(copy.by, "Osoba ćwicząca");
    let others = papers.iter().skip(1);
    assert_eq!(others.map(|paper| paper.printed.len()).sum::<usize>(), 0);
}

#[test]
fn annex_2_waits_for_the_approval_and_no_changes_are_offered_of_a_first_interview() {
    let folder = tempfile::tempdir().unwrap();
    let (app, document) = begun(folder.path());
    let offered = app.papers(document).unwrap();
    let obstacle = |paper| {
        let found = offered.iter().find(|offer| offer.paper == paper);
        found.map(|offer| offer.obstacle)
    };
    assert_eq!(obstacle(PaperKind::Interview), Some(None));
    assert_eq!(
        obstacle(PaperKind::Statement),
        Some(Some(PaperObstacle::NotApproved))
    );
    assert_eq!(obstacle(PaperKind::Changes), None);
    let statement = app.paper_pictures(&of(document, PaperKind::Statement), 1.0);
    assert_eq!(statement.unwrap_err().code, ProblemCode::Incomplete);
    let changes = app.paper_pictures(&of(document, PaperKind::Changes), 1.0);
    assert_eq!(changes.unwrap_err().code, ProblemCode::NotFound);
}

#[test]
fn where_nobody_asks_for_help_there_are_no_amounts_no_checklist_and_no_paper_of_them() {
    use PaperKind::{Calculation, Documents, Interview, MissingDocuments, Statement};
    let folder = tempfile::tempdir().unwrap();
    let (app, _) = begun(folder.path());
    let case = app.overview().unwrap().visits.first().unwrap().case;
    let all = vec![
        Interview,
        Statement,
        MissingDocuments,
        Documents,
        Calculation,
    ];
    // Purpose: its papers, a word on the law, estimates, documents to bring.
    let table = [
        ("first_application", all, [true, true, true]),
        (
            "relative",
            vec![Interview, Statement, Calculation],
            [true, false, false],
        ),
        (
            "care_benefit",
            vec![Interview, Statement],
            [false, false, false],
        ),
    ];
    for (purpose, papers, told) in table {
        let view = app.start_interview(case, Some(purpose)).unwrap();
        let offered = app.papers(view.document).unwrap().into_iter();
        let offered: Vec<PaperKind> = offered.map(|offer| offer.paper).collect();
        assert_eq!(offered, papers, "{purpose}");
        let law = app.assessment(view.document).unwrap();
        let found = [view.form.assessed, law.estimated, law.documents_asked];
        assert_eq!(found, told, "{purpose}");
        assert!(law.estimated || law.estimates.is_empty(), "{purpose}");
        let asked = app.paper_pictures(&of(view.document, MissingDocuments), 0.5);
        let code = asked.err().map(|problem| problem.code);
        let expected = (!law.documents_asked).then_some(ProblemCode::NotFound);
        assert_eq!(code, expected, "{purpose}");
    }
}

#[test]
fn papers_without_figures_still_tell_their_terms_and_alerts() {
    use TermClock::{ContractAssessment, Interview};
    let folder = tempfile::tempdir().unwrap();
    let (app, _) = begun(folder.path());
    let case = app.overview().unwrap().visits.first().unwrap().case;
    let table = [
        (
            "care_benefit",
            "pesel",
            "02270803629",
            vec![Interview],
            vec!["pesel-suma"],
        ),
        (
            "contract",
            "contract_assessment_date",
            "2027-01-15",
            vec![ContractAssessment],
            vec!["bez-pesel"],
        ),
        (
            "asset_statement",
            "drawn_up_place",
            "Wzorcowo",
            vec![],
            vec![],
        ),
    ];
    for (purpose, field, value, clocks, alerts) in table {
        let view = app.start_interview(case, Some(purpose)).unwrap();
        let document = view.document;
        app.save_answer(document, document, field, value.into())
            .unwrap();
        app.leave_field(document).unwrap();
        let told = app.assessment(document).unwrap();
        let found: Vec<TermClock> = told.reminders.iter().map(|one| one.clock).collect();
        assert_eq!(found, clocks, "{purpose}");
        let found: Vec<&str> = told.alerts.iter().map(|one| one.code.as_str()).collect();
        assert_eq!(found, alerts, "{purpose}");
        assert!(!told.assessed && !told.documents_noted, "{purpose}");
        assert!(
            told.persons.is_empty() && told.criterion.is_none(),
            "{purpose}"
        );
    }
}

#[test]
fn papers_are_shown_in_pictures_and_nothing_is_written_down_for_looking() {
    let folder = tempfile::tempdir().unwrap();
    let (app, document) = begun(folder.path());
    for paper in [
        PaperKind::MissingDocuments,
        PaperKind::Documents,
        PaperKind::Calculation,
    ] {
        let pages = app.paper_pictures(&of(document, paper), 0.5).unwrap();
        let first = pages.first().unwrap();
        let png = data_encoding::BASE64.decode(first.png.as_bytes()).unwrap();
        assert!(png.starts_with(b"\x89PNG"), "{paper:?}");
        assert!(first.height > first.width, "{paper:?}");
    }
    let copies = app.papers(document).unwrap().into_iter();
    assert_eq!(copies.map(|offer| offer.printed.len()).sum::<usize>(), 0);
}

/// A photograph of one dot.
const DOT: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52,
    0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00, 0x00, 0x3a, 0x7e, 0x9b,
    0x55, 0x00, 0x00, 0x00, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0xf8, 0x0f, 0x00, 0x01,
    0x01, 0x01, 0x00, 0xb1, 0x38, 0xf6, 0x14, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae,
    0x42, 0x60, 0x82,
];

#[test]
fn what_was_taken_in_is_listed_with_its_form_the_copy_with_who_certified_it_and_the_clause_to_sign()
{
    let folder = tempfile::tempdir().unwrap();
    let (app, document) = begun(folder.path());
    let row = app.add_record(document, "document", None).unwrap();
    let value = json!({
        "point": "20) oświadczenie o stanie majątkowym", "form": "oświadczenie",
        "number": "12/2026", "date": "2026-11-20", "seen_by": "Ewa Terenowska"
    });
    app.save_answer(document, row.id, "row", value).unwrap();
    let photograph = folder.path().join("zdjęcie.png");
    std::fs::write(&photograph, DOT).unwrap();
    let mut input = AttachmentInput {
        title: "Odcinek emerytury".to_owned(),
        point: "10".to_owned(),
        person: None,
        form: Some("okazano".to_owned()),
        no_identity_document: true,
    };
    let refused = app.add_attachment(document, &input, &photograph);
    let refused = refused.unwrap_err().code;
    assert_eq!(
        refused,
        ProblemCode::InvalidInput,
        "what was shown is no copy"
    );
    input.form = Some("kopia poświadczona".to_owned());
    let view = app.add_attachment(document, &input, &photograph).unwrap();
    let form = view.attachments.first().and_then(|one| one.form.clone());
    assert!(
        form.unwrap()
            .contains("upoważnionego pracownika socjalnego")
    );

    let noted = app.assessment(document).unwrap().documents;
    assert_eq!(noted.first().unwrap().form, "oświadczenie");
    assert!(noted.first().unwrap().lacks.is_empty());
    let path = folder.path().join("wykaz.pdf");
    app.save_paper(&of(document, PaperKind::Documents), &path)
        .unwrap();
    let text = text_of(&std::fs::read(&path).unwrap());
    for wanted in [
        "Wykaz przyjętych dokumentów",
        "12/2026",
        "Jestem świadomy odpowiedzialności karnej za złożenie fałszywego oświadczenia.",
        "Odcinek emerytury",
        "Osoba ćwicząca",
    ] {
        assert!(text.contains(&squeezed(wanted)), "{wanted}");
    }
}

/// A disk with so many megabytes free.
struct Little(u64);

impl Disk for Little {
    fn free_bytes(&self, _folder: &Path) -> Option<u64> {
        Some(self.0 * 1024 * 1024)
    }
}

#[test]
fn a_disk_that_is_nearly_full_is_told_of_and_one_that_is_takes_no_attachment_and_every_answer() {
    let folder = tempfile::tempdir().unwrap();
    let (app, document) = begun(folder.path());
    let photograph = folder.path().join("zdjęcie.png");
    std::fs::write(&photograph, DOT).unwrap();
    let input = AttachmentInput {
        title: String::new(),
        point: "10".to_owned(),
        person: None,
        form: None,
        no_identity_document: true,
    };
    let room = app
        .add_attachment(document, &input, &photograph)
        .unwrap()
        .room;
    assert_eq!((room.file, room.case, room.used), (20, 200, 1));

    let app = app.beside(Arc::new(Little(1500)));
    assert_eq!(app.attachments(document).unwrap().room.low_disk, Some(1500));
    let app = app.beside(Arc::new(Little(400)));
    let before = app.attachments(document).unwrap().attachments.len();
    std::fs::write(&photograph, other_dot()).unwrap();
    let refused = app
        .add_attachment(document, &input, &photograph)
        .unwrap_err();
    assert_eq!(refused.code, ProblemCode::AttachmentDiskLow);
    assert_eq!(refused.parameters.get("megabytes").unwrap(), "400");
    let after = app.attachments(document).unwrap();
    assert_eq!(after.attachments.len(), before, "nothing was written");
    app.save_answer(document, document, "needs", json!("opał"))
        .unwrap();
    let first = after.attachments.first().unwrap().record;
    app.read_attachment(document, first).unwrap();
}

/// Another photograph of one dot.
fn other_dot() -> Vec<u8> {
    let mut bytes = DOT.to_vec();
    let end = bytes.split_off(bytes.len() - 12);
    bytes.extend_from_within(33..bytes.len());
    bytes.extend(end);
    bytes
}

#[test]
fn every_form_is_there_to_be_filled_in_by_hand() {
    let folder = tempfile::tempdir().unwrap();
    let (app, document) = begun(folder.path());
    let forms = app.blank_forms().unwrap();
    assert!(forms.len() >= 9);
    let first = forms.first().unwrap();
    let path = folder.path().join("blank.pdf");
    let form = first.form.clone();
    app.save_paper(&PaperKey::Blank { form }, &path).unwrap();
    let text = text_of(&std::fs::read(&path).unwrap());
    assert!(text.contains(&squeezed(&first.title)));
    assert!(!text.contains("gżegżółka"));
    let copies = app.papers(document).unwrap().into_iter();
    assert_eq!(copies.map(|offer| offer.printed.len()).sum::<usize>(), 0);
}

#[test]
fn the_paper_on_screen_says_of_each_answer_where_it_is_typed() {
    let folder = tempfile::tempdir().unwrap();
    let (app, document) = begun(folder.path());
    let sheet = app.sheet(document).unwrap();
    let needs = cell(&sheet, "needs");
    assert_eq!(needs.record, document);
    assert!(needs.text.starts_with("Prosi o pomoc"));
    let letters = sheet.sections.iter().map(|section| &section.section);
    let letters: Vec<&String> = letters.collect();
    assert_eq!(letters, ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J"]);
    let tables = sheet.sections.iter().flat_map(|section| &section.blocks);
    let members = tables.filter_map(|block| block.table.as_ref());
    assert!(
        members
            .flat_map(|table| &table.columns)
            .any(|column| { column.field.as_deref() == Some("member_first_name") })
    );
}
