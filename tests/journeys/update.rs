//! An update starts from the last approved interview: nothing is typed twice, nothing old passes unseen.

use std::time::Duration;

use serde_json::json;
use teren_app::contract::{
    AmountView, AssessmentView, CarriedState, ChangedHow, FieldKey, InterviewView, ReportInput,
    RowVerdict,
};
use teren_play::case_file::CaseFile;
use teren_play::fill::fill;
use uuid::Uuid;

use crate::world::{Laptop, World, refusal, report};

/// An applicant and two relatives of hers, each interviewed in a part II.
const RELATIVES: &str = include_str!("../fixtures/cases/own-krewni.json");

fn carried(view: &InterviewView, record: Uuid, field: &str) -> CarriedState {
    let update = view.update.as_ref().unwrap();
    update
        .carried
        .iter()
        .find(|carried| carried.record == record && carried.field == field)
        .unwrap()
        .state
}

/// Ewa's approved part I, and the update she begins half a year later.
fn update(world: &mut World) -> (Uuid, InterviewView) {
    let case = world.visit_for(&["Ewa"]);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let document = ewa.app.start_interview(case, None).unwrap().document;
    ewa.fill_and_approve(document);
    ewa.exchange();
    let view = ewa.app.start_interview(case, Some("update")).unwrap();
    (document, view)
}

fn word(laptop: &Laptop, document: Uuid, field: &str) -> serde_json::Value {
    laptop.reads(document, field)
}

#[test]
fn first_interview_cannot_be_an_update_and_part_v_is_not_offered_at_all() {
    let mut world = World::konstancin();
    let case = world.visit_for(&["Ewa"]);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let purposes = ewa.app.purposes(case).unwrap();
    assert_eq!(purposes[0].id, "first_application");
    assert!(purposes[0].suggested && purposes[0].missing.is_none());
    let update = purposes.iter().find(|one| one.id == "update").unwrap();
    assert!(update.missing.is_some());
    assert!(purposes.iter().all(|one| one.id != "independence"));
    assert_eq!(
        refusal(ewa.app.start_interview(case, Some("update"))),
        "not-allowed"
    );
    ewa.exchange();
}

#[test]
fn every_answer_is_carried_and_waits_to_be_asked() {
    let mut world = World::konstancin();
    let (earlier, view) = update(&mut world);
    let ewa = world.laptop("Ewa");
    assert_eq!(view.form.id, "part-iv");
    assert_eq!(
        word(ewa, view.document, "last_name"),
        word(ewa, earlier, "last_name")
    );
    assert_ne!(word(ewa, view.document, "last_name"), json!(null));
    assert_eq!(word(ewa, view.document, "diagnosis"), json!(null));
    let update = view.update.as_ref().unwrap();
    assert_eq!(update.based_on, earlier);
    assert!(update.carried.len() > 40, "{}", update.carried.len());
    assert!(
        update
            .carried
            .iter()
            .all(|carried| carried.state == CarriedState::ToAsk)
    );
    assert!(!view.evaluation.complete);
    assert_eq!(ewa.app.purposes(view.case).unwrap()[0].id, "update");
    ewa.exchange();
}

#[test]
fn an_answer_confirmed_is_current_and_one_typed_anew_is_changed_and_shown_side_by_side() {
    let mut world = World::konstancin();
    let (earlier, view) = update(&mut world);
    let ewa = world.laptop("Ewa");
    let document = view.document;
    let name = FieldKey {
        record: document,
        field: "last_name".to_owned(),
    };
    let saved = ewa
        .app
        .confirm_carried(document, std::slice::from_ref(&name), true)
        .unwrap();
    assert_eq!(saved.update.unwrap().carried.len(), 1);
    let before = word(ewa, earlier, "phone");
    ewa.answer(document, "phone", "600700800");
    let view = ewa.interview(document);
    assert_eq!(carried(&view, document, "last_name"), CarriedState::Current);
    assert_eq!(carried(&view, document, "phone"), CarriedState::Changed);
    let changes = ewa.app.changes(document).unwrap();
    let change = changes.iter().find(|one| one.field == "phone").unwrap();
    assert_eq!(
        (json!(change.before), change.after.as_str(), change.kind),
        (before, "600700800", ChangedHow::Answer)
    );
    ewa.app.confirm_carried(document, &[name], false).unwrap();
    let view = ewa.interview(document);
    assert_eq!(carried(&view, document, "last_name"), CarriedState::ToAsk);
    ewa.exchange();
}

#[test]
fn income_of_the_earlier_interview_decides_nothing_before_it_is_asked_about() {
    let mut world = World::konstancin();
    let case = world.visit_for(&["Ewa"]);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let first = ewa.app.start_interview(case, None).unwrap().document;
    ewa.fill_and_approve(first);
    ewa.exchange();
    world.pass(Duration::from_secs(200 * 24 * 60 * 60));
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let view = ewa.app.start_interview(case, Some("update")).unwrap();
    let untold = ewa.app.assessment(view.document).unwrap();
    let waiting = |found: &AssessmentView| {
        let rows = found.persons.iter().flat_map(|person| &person.rows);
        let rows = rows.filter(|row| row.verdict == RowVerdict::Open);
        rows.map(|row| row.row).collect::<Vec<Uuid>>()
    };
    let rows = waiting(&untold);
    assert!(!rows.is_empty());
    assert!(untold.within_criterion.is_none() && untold.tolerance.is_none());
    assert!(
        untold
            .estimates
            .iter()
            .all(|estimate| estimate.amount == AmountView::Unknown)
    );
    for row in rows {
        ewa.app.remove_record(view.document, row).unwrap();
    }
    let told = ewa.app.assessment(view.document).unwrap();
    assert_eq!(waiting(&told), Vec::<Uuid>::new());
    assert_eq!(told.within_criterion, Some(true));
}

#[test]
fn a_confirmation_that_was_refused_is_told_nowhere() {
    let mut world = World::konstancin();
    let (_, view) = update(&mut world);
    let ewa = world.laptop("Ewa");
    let document = view.document;
    let answers = ["last_name", "no_such_question"].map(|field| FieldKey {
        record: document,
        field: field.to_owned(),
    });
    let refused = ewa.app.confirm_carried(document, &answers, true);
    assert_eq!(refusal(refused), "not-found");
    let saved = ewa
        .app
        .save_answer(document, document, "phone", json!("600700800"));
    let told = saved.unwrap().update.unwrap().carried.into_iter();
    let told: Vec<String> = told.map(|carried| carried.field).collect();
    assert_eq!(told, ["phone"]);
    let view = ewa.interview(document);
    assert_eq!(carried(&view, document, "last_name"), CarriedState::ToAsk);
    ewa.exchange();
}

#[test]
fn the_earlier_interview_stays_as_it_was_approved() {
    let mut world = World::konstancin();
    let (earlier, view) = update(&mut world);
    let ewa = world.laptop("Ewa");
    let phone = word(ewa, earlier, "phone");
    ewa.answer(view.document, "phone", "600700800");
    assert_eq!(word(ewa, earlier, "phone"), phone);
    let sygnatura = ewa.interview(earlier).seal.unwrap().sygnatura;
    assert_eq!(
        ewa.app.verify_sygnatura(&sygnatura).unwrap().verdict,
        teren_app::contract::SygnaturaVerdict::Matches
    );
    ewa.exchange();
}

#[test]
fn each_of_two_relatives_is_updated_from_the_interview_held_with_them() {
    let mut world = World::konstancin();
    let case = world.visit_for(&["Ewa"]);
    world.laptop("Ewa").exchange();
    let file = CaseFile::parse(RELATIVES).unwrap();
    let mut held = Vec::new();
    for relative in &file.interviews[1..3] {
        world.pass(Duration::from_mins(10));
        let ewa = world.laptop("Ewa");
        let view = ewa.app.start_interview(case, Some("relative")).unwrap();
        fill(&ewa.app, &view, relative, "interviews").unwrap();
        ewa.app.approve(view.document).unwrap();
        held.push(view.document);
    }
    let ewa = world.laptop("Ewa");
    let choices = || {
        let purposes = ewa.app.purposes(case).unwrap().into_iter();
        let mut updates = purposes.filter(|one| one.id == "relative_update");
        updates.next().unwrap().continues
    };
    let name = |document| {
        let [last, first] = ["last_name", "first_name"].map(|field| word(ewa, document, field));
        format!("{} {}", last.as_str().unwrap(), first.as_str().unwrap())
    };
    let told: Vec<(Uuid, String)> = (choices().into_iter())
        .map(|one| (one.document, one.name))
        .collect();
    assert_eq!(told, [held[1], held[0]].map(|one| (one, name(one))));
    let start = |earlier| {
        ewa.app
            .continue_interview(case, "relative_update", earlier)
            .unwrap()
    };
    let update = start(held[0]);
    assert_eq!(update.update.as_ref().unwrap().based_on, held[0]);
    assert_eq!(name(update.document), name(held[0]));
    assert_eq!(start(held[0]).document, update.document);
    let other = start(held[1]);
    assert_eq!(other.update.as_ref().unwrap().based_on, held[1]);
    let in_work: Vec<Option<Uuid>> = choices().into_iter().map(|one| one.in_work).collect();
    assert_eq!(in_work, [other.document, update.document].map(Some));
    for (purpose, earlier) in [
        ("relative_update", update.document),
        ("relative", held[0]),
        ("relative_update", Uuid::now_v7()),
    ] {
        let refused = ewa.app.continue_interview(case, purpose, earlier);
        assert_eq!(refusal(refused), "not-found", "{purpose}");
    }
    ewa.exchange();
}

#[test]
fn the_part_ii_of_a_second_relative_is_begun_beside_the_one_in_work() {
    let mut world = World::konstancin();
    let case = world.visit_for(&["Ewa"]);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let file = CaseFile::parse(RELATIVES).unwrap();
    let begin = || ewa.app.start_interview(case, Some("relative")).unwrap();
    let one = begin();
    assert_eq!(begin().document, one.document, "it names nobody yet");
    fill(&ewa.app, &one, &file.interviews[1], "interviews").unwrap();
    let offered = || {
        let mut purposes = ewa.app.purposes(case).unwrap().into_iter();
        let relative = purposes.find(|purpose| purpose.id == "relative");
        relative.unwrap()
    };
    assert_eq!((offered().in_work, offered().begun.len()), (None, 1));
    let other = begin();
    assert_ne!(
        other.document, one.document,
        "the second one is somebody else"
    );
    assert_eq!(offered().in_work, Some(other.document));
    fill(&ewa.app, &other, &file.interviews[2], "interviews").unwrap();
    let names: Vec<String> = offered()
        .begun
        .into_iter()
        .map(|begun| begun.name)
        .collect();
    assert_eq!(names.len(), 2);
    assert!(
        names[0] != names[1] && !names.contains(&String::new()),
        "{names:?}"
    );
    ewa.exchange();
}

#[test]
fn a_second_report_is_put_on_the_case_that_the_family_has() {
    let mut world = World::konstancin();
    let (_, started) = update(&mut world);
    let case = started.case;
    let ewa = world.person("Ewa");
    world.pass(Duration::from_hours(24 * 30));
    let halina = world.laptop("Halina");
    halina.exchange();
    let found = halina.app.search("Nibylska").unwrap();
    assert_eq!(found.iter().map(|one| one.case).collect::<Vec<_>>(), [case]);
    let again = ReportInput {
        case: Some(case),
        first_name: String::new(),
        last_name: String::new(),
        received: "2026-12-02T07:30".to_owned(),
        ..report()
    };
    let view = halina.app.register_report(&again).unwrap();
    let received = view.received.as_deref();
    assert_eq!(
        (view.case, view.name.as_str(), received),
        (case, "Nibylska Leokadia", Some("2026-12-02T07:30"))
    );
    let nobodys = ReportInput {
        case: Some(Uuid::now_v7()),
        ..again
    };
    assert_eq!(refusal(halina.app.register_report(&nobodys)), "not-found");
    halina.exchange();
    halina.app.assign_visit(case, ewa).unwrap();
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let visits = ewa.app.overview().unwrap().visits;
    let visit = visits.iter().find(|visit| visit.case == case).unwrap();
    assert_eq!(visit.received.as_deref(), Some("2026-12-02T07:30"));
    assert_eq!(visit.document, Some(started.document));
    ewa.exchange();
}

/// The term of the worker's visit, and whether it is urgent, in a case whose reports came in this order.
fn visit_after(reports: [&ReportInput; 2]) -> (String, bool) {
    let mut world = World::konstancin();
    let ewa = world.person("Ewa");
    let halina = world.laptop("Halina");
    halina.exchange();
    let [first, second] = reports;
    let case = halina.app.register_report(first).unwrap().case;
    halina.exchange();
    let again = ReportInput {
        case: Some(case),
        ..second.clone()
    };
    halina.app.register_report(&again).unwrap();
    halina.exchange();
    halina.app.assign_visit(case, ewa).unwrap();
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let visits = ewa.app.overview().unwrap().visits;
    let visit = visits.iter().find(|visit| visit.case == case).unwrap();
    let term = visit.term.as_ref().unwrap();
    (term.due.clone(), term.urgent)
}

#[test]
fn an_ordinary_report_moves_no_term_of_an_urgent_one_whichever_came_first() {
    let urgent = ReportInput {
        urgent: true,
        ..report()
    };
    let ordinary = ReportInput {
        received: "2026-11-03T08:00".to_owned(),
        ..report()
    };
    let two_working_days = ("2026-11-04".to_owned(), true);
    assert_eq!(visit_after([&urgent, &ordinary]), two_working_days);
    assert_eq!(visit_after([&ordinary, &urgent]), two_working_days);
}
