//! A whole visit in practice mode: no office, the same doors.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::sync::Arc;

use serde_json::json;
use teren_app::App;
use teren_app::clock::SystemClock;
use teren_app::contract::{InterviewBox, ProblemCode, SygnaturaVerdict};

#[test]
fn practice_walks_from_visit_to_sygnatura_and_never_asks_for_an_office() {
    let folder = tempfile::tempdir().unwrap();
    let app = App::new(folder.path(), Arc::new(SystemClock));
    let session = app.start_practice("zmyślone hasło 1").unwrap();
    assert!(session.practice);
    let overview = app.overview().unwrap();
    assert_eq!(overview.visits.len(), 3);
    let first = overview.visits.first().unwrap();
    assert!(
        first.term.as_ref().unwrap().urgent,
        "the urgent visit stands first"
    );

    let interview = app.start_interview(first.case, None).unwrap();
    let document = interview.document;
    let saved = app
        .save_answer(
            document,
            document,
            "needs",
            json!("Prosi o pomoc w zakupie opału."),
        )
        .unwrap();
    assert!(!saved.evaluation.complete);
    app.lock().unwrap();
    assert_eq!(app.overview().unwrap_err().code, ProblemCode::Locked);
    app.unlock(session.profile, "zmyślone hasło 1").unwrap();
    let again = app.open_interview(document).unwrap();
    let root = again
        .records
        .iter()
        .find(|record| record.id == document)
        .unwrap();
    assert_eq!(
        root.answers.get("needs"),
        Some(&json!("Prosi o pomoc w zakupie opału."))
    );
    assert_eq!(
        app.approve(document).unwrap_err().code,
        ProblemCode::Incomplete
    );
    assert_eq!(app.exchange().unwrap_err().code, ProblemCode::NeedsOffice);
    let drafts = app.overview().unwrap().interviews;
    assert_eq!(drafts.first().unwrap().r#box, Some(InterviewBox::Draft));
    assert_eq!(
        app.verify_sygnatura("00000 00000 00000 00001")
            .unwrap()
            .verdict,
        SygnaturaVerdict::Mistyped
    );
    assert_eq!(
        app.unlock(session.profile, "inne hasło, złe")
            .unwrap_err()
            .code,
        ProblemCode::WrongPassphrase
    );
}
