//! What may stand against money benefits, and which answers say so: each seat is told what it may know.

use serde_json::json;
use teren_app::contract::AssessmentView;

use crate::world::World;

fn articles(view: &AssessmentView) -> Vec<&str> {
    let warnings = view.warnings.iter();
    warnings.map(|warning| warning.basis.as_str()).collect()
}

#[test]
fn grounds_of_refusal_are_remarked_with_their_answers_and_cut_by_authority() {
    let mut world = World::konstancin();
    let case = world.visit_for(&["Ewa"]);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let document = ewa.app.start_interview(case, None).unwrap().document;
    ewa.fill(document);
    let plain = ewa.app.assessment(document).unwrap();
    assert!(articles(&plain).is_empty(), "{:?}", plain.warnings);
    let missing = &plain.missing_documents;
    assert!(
        !missing.is_empty() && missing.iter().all(|one| one.because.starts_with("bo ")),
        "{missing:?}"
    );
    ewa.answer(document, "prison", true);
    ewa.answer(document, "property_savings", "lokata 8000 zł");
    let row = ewa
        .app
        .add_record(document, "addicted", Some(document))
        .unwrap();
    let refuses = json!({"name": "syn", "treated": false, "agrees": false});
    ewa.app
        .save_answer(document, row.id, "row", refuses)
        .unwrap();
    let stay = ewa
        .app
        .add_record(document, "prison_stay", Some(document))
        .unwrap();
    let former = json!({"name": "syn", "period": "do maja 2024 r."});
    ewa.app
        .save_answer(document, stay.id, "row", former)
        .unwrap();
    let whole = ewa.app.assessment(document).unwrap();
    assert_eq!(
        articles(&whole),
        ["art. 11 ust. 2 u.p.s.", "art. 13 u.p.s."],
        "savings beside an income are nothing to remark on"
    );
    let mut told = whole.warnings.iter();
    assert!(told.all(|one| one.because.starts_with("bo ")));
    ewa.app.approve(document).unwrap();
    ewa.exchange();
    // The benefits team holds neither health nor who was in prison.
    let pawel = world.laptop("Paweł");
    pawel.exchange();
    let seen = pawel.app.assessment(document).unwrap();
    assert!(articles(&seen).is_empty(), "{:?}", seen.warnings);
}
