//! Plan pracy z rodziną: written by two people apart, proposed line by line, agreed, carried from visit to visit, evaluated.

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Value, json};
use teren_app::contract::{
    ActOutcome, AssistanceEndInput, EvaluationDueView, FamilyPlanView, FamilyVisitInput,
    LineNoteInput, PaperKey, PaperKind, PlanGroupView, PlanStanding, ProblemCode, SuggestionInput,
    TimelineWhat,
};
use teren_domain::Category;
use teren_domain::access::Role;
use uuid::Uuid;

use crate::assistance::{held, requested};
use crate::world::{Laptop, World, refusal};

const WEEK: Duration = Duration::from_hours(7 * 24);

/// A family that Ewa asked for an asystent for, and that Beata works with.
pub fn at_work(world: &mut World) -> Uuid {
    world.hire("Beata", &[Role::FamilyAssistant]);
    let (case, record) = requested(world, Some(true));
    let beata = world.person("Beata");
    let anna = world.laptop("Anna");
    anna.exchange();
    let assigned = anna.app.assign_assistant(case, record, beata).unwrap();
    assert_eq!(assigned.decision.outcome, ActOutcome::Accepted);
    for name in ["Beata", "Ewa"] {
        world.laptop(name).exchange();
    }
    case
}

/// Writes a line of the plan as its form does.
pub fn write_line(laptop: &Laptop, plan: Uuid, kind: &str, columns: Value) -> Uuid {
    laptop.app.open_interview(plan).unwrap();
    let row = laptop.app.add_record(plan, kind, None).unwrap().id;
    laptop.app.save_answer(plan, row, "row", columns).unwrap();
    laptop.app.leave_field(plan).unwrap();
    row
}

/// An action with all that the act asks of one (art. 15 ust. 3 u.w.r.).
pub fn action(text: &str) -> Value {
    json!({"action": text, "until": "2027-06-30", "effect": "dzieci w szkole na czas"})
}

/// Everything that a plan must have beside its actions.
pub fn complete(laptop: &Laptop, plan: Uuid) {
    for (field, day) in [
        ("family_plan_family", "Nibylscy"),
        ("family_plan_date", "2026-11-02"),
        ("family_plan_from", "2026-11-02"),
        ("family_plan_until", "2027-11-01"),
        ("family_plan_evaluation_date", "2027-04-30"),
    ] {
        laptop.answer(plan, field, day);
    }
}

/// Both sign it: what is still missing is named when it is not complete.
pub fn agree(laptop: &Laptop, document: Uuid) {
    laptop.app.open_interview(document).unwrap();
    let review = laptop.app.review(document).unwrap();
    assert!(review.complete, "{review:#?}");
    laptop.app.approve(document).unwrap();
    laptop.exchange();
}

pub fn plan(laptop: &Laptop, case: Uuid) -> FamilyPlanView {
    laptop.app.family_plan(case).unwrap()
}

pub fn group<'a>(view: &'a FamilyPlanView, kind: &str) -> &'a PlanGroupView {
    let mut groups = view.groups.iter();
    groups.find(|group| group.kind == kind).unwrap()
}

/// Lines of a kind with who wrote them.
fn lines(view: &FamilyPlanView, kind: &str) -> Vec<(String, String)> {
    let lines = group(view, kind).lines.iter();
    let mut told: Vec<_> = lines
        .map(|line| (line.title.clone(), line.by.clone()))
        .collect();
    told.sort();
    told
}

fn columns(told: &[(&str, &str)]) -> BTreeMap<String, String> {
    let told = told.iter();
    told.map(|(column, text)| ((*column).to_owned(), (*text).to_owned()))
        .collect()
}

fn proposal(line: Option<Uuid>, kind: &str, told: &[(&str, &str)]) -> SuggestionInput {
    SuggestionInput {
        line,
        kind: kind.to_owned(),
        columns: columns(told),
    }
}

#[test]
fn a_plan_edited_by_both_for_a_week_offline_has_every_line_of_both_and_whose_it_is() {
    let mut world = World::konstancin();
    let case = at_work(&mut world);
    let ewa = world.laptop("Ewa");
    assert_eq!(
        refusal(ewa.app.start_family_evaluation(case)),
        "not-allowed"
    );
    let beata = world.laptop("Beata");
    let begun = beata.app.start_family_plan(case).unwrap().document;
    assert_eq!(beata.reads(begun, "family_plan_assistant"), json!("Beata"));
    assert_eq!(
        beata.reads(begun, "family_plan_social_worker"),
        json!("Ewa")
    );
    assert_eq!(
        beata.app.start_family_plan(case).unwrap().document,
        begun,
        "one plan is written, not two"
    );
    let shared = write_line(
        beata,
        begun,
        "family_goal",
        json!({"goal": "dzieci w szkole"}),
    );
    beata.exchange();
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    assert_eq!(ewa.app.start_family_plan(case).unwrap().document, begun);

    // A week without the office: each writes lines of her own, and both write over one.
    for (name, action) in [
        ("Beata", "wspólne śniadania"),
        ("Ewa", "wniosek o zasiłek celowy"),
    ] {
        let laptop = world.laptop(name);
        write_line(laptop, begun, "family_action", json!({"action": action}));
        laptop.app.open_interview(begun).unwrap();
        let goal = json!({"goal": format!("dzieci w szkole ({name})")});
        let saved = laptop.app.save_answer(begun, shared, "row", goal);
        saved.unwrap();
        laptop.app.leave_field(begun).unwrap();
    }
    world.pass(WEEK);
    for name in ["Beata", "Ewa", "Beata"] {
        world.laptop(name).exchange();
    }
    let (of_ewa, of_beata) = (
        plan(world.laptop("Ewa"), case),
        plan(world.laptop("Beata"), case),
    );
    for view in [&of_ewa, &of_beata] {
        let both = [
            ("wniosek o zasiłek celowy", "Ewa"),
            ("wspólne śniadania", "Beata"),
        ];
        let both = both.map(|(line, by)| (line.to_owned(), by.to_owned()));
        assert_eq!(lines(view, "family_action"), both);
        assert_eq!(view.conflicts, 1, "the line that both wrote over waits");
        assert_eq!(group(view, "family_goal").lines[0].by, "Beata");
    }
    let beata = world.laptop("Beata");
    complete(beata, begun);
    assert_eq!(refusal(beata.app.approve(begun)), "open-conflicts");
    beata.exchange();
}

#[test]
fn a_line_proposed_is_taken_in_or_refused_by_the_other_and_a_change_of_the_plan_shows_what_changed()
{
    let mut world = World::konstancin();
    let case = at_work(&mut world);
    let beata = world.laptop("Beata");
    let begun = beata.app.start_family_plan(case).unwrap().document;
    let goal = write_line(
        beata,
        begun,
        "family_goal",
        json!({"goal": "spokojne poranki"}),
    );
    complete(beata, begun);
    beata.answer(begun, "family_plan_main_goal", "Dzieci zostają w domu.");
    let head = plan(beata, case);
    assert_eq!(head.main_goal, "Dzieci zostają w domu.");
    let period = (head.from.as_deref(), head.until.as_deref());
    assert_eq!(period, (Some("2026-11-02"), Some("2027-11-01")));
    beata.exchange();

    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let to_goal = proposal(
        Some(goal),
        "family_goal",
        &[("indicator", "4 poranki w tygodniu")],
    );
    ewa.app.suggest_line(case, &to_goal).unwrap();
    let same = proposal(Some(goal), "family_goal", &[("goal", "spokojne poranki")]);
    assert_eq!(refusal(ewa.app.suggest_line(case, &same)), "invalid-input");
    let too_long = "a".repeat(501);
    for (kind, column, text) in [
        ("family_goal", "indicator", too_long.as_str()),
        ("family_action", "until", "w czerwcu"),
        ("family_action", "doer", "sąsiad"),
        ("family_action", "nothing", "nic"),
    ] {
        let unfit = proposal(None, kind, &[(column, text)]);
        let refused = ewa.app.suggest_line(case, &unfit).unwrap_err();
        assert_eq!(refused.code, ProblemCode::InvalidInput);
        assert_eq!(refused.parameters["field"], column);
    }
    world.pass(Duration::from_mins(1));
    let ewa = world.laptop("Ewa");
    let new = proposal(
        None,
        "family_action",
        &[
            ("action", "terapia rodzinna"),
            ("until", "2027-06-30"),
            ("effect", "dzieci w szkole na czas"),
        ],
    );
    ewa.app.suggest_line(case, &new).unwrap();
    world.pass(Duration::from_mins(1));
    let ewa = world.laptop("Ewa");
    let other = proposal(None, "family_action", &[("action", "nadzór kuratora")]);
    let own = ewa.app.suggest_line(case, &other).unwrap();
    let mine = &group(&own, "family_action").proposed;
    assert!(
        mine.iter()
            .all(|one| one.own && !one.may_accept && one.may_refuse)
    );
    let first = group(&own, "family_goal").lines[0].suggestions[0].record;
    let accepted = ewa.app.settle_suggestion(case, first, true);
    assert_eq!(refusal(accepted), "not-allowed", "nobody accepts her own");
    ewa.exchange();

    let beata = world.laptop("Beata");
    beata.exchange();
    assert_eq!(beata.app.families().unwrap().families[0].suggestions, 3);
    let view = plan(beata, case);
    let told = &group(&view, "family_goal").lines[0].suggestions[0];
    assert_eq!(
        (told.by.as_str(), told.changes[0].after.as_str()),
        ("Ewa", "4 poranki w tygodniu")
    );
    let proposed = group(&view, "family_action").proposed.iter();
    let proposed: Vec<Uuid> = proposed.map(|one| one.record).collect();
    beata
        .app
        .settle_suggestion(case, told.record, true)
        .unwrap();
    beata
        .app
        .settle_suggestion(case, proposed[0], true)
        .unwrap();
    let view = beata
        .app
        .settle_suggestion(case, proposed[1], false)
        .unwrap();
    assert_eq!(group(&view, "family_action").proposed.len(), 0);
    assert_eq!(lines(&view, "family_action").len(), 1);
    let kept = &group(&view, "family_goal").lines[0];
    assert_eq!(kept.title, "spokojne poranki");
    assert_eq!(kept.columns["indicator"], "4 poranki w tygodniu");
    agree(beata, begun);
    let late = beata.app.suggest_line(case, &new).unwrap();
    let waits = &group(&late, "family_action").proposed[0];
    assert!(!waits.may_accept, "an agreed version does not change");
    beata.exchange();

    // The social worker changes the agreed plan; what she changes is shown and printed.
    world.pass(Duration::from_mins(1));
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let reason = "rodzina poprosiła o inny termin";
    let second = ewa.app.start_correction(begun, reason).unwrap().document;
    write_line(
        ewa,
        second,
        "family_action",
        action("spotkanie z pedagogiem"),
    );
    agree(ewa, second);
    let changes = ewa.app.corrections(second).unwrap();
    assert_eq!(changes.len(), 1, "{changes:?}");
    let view = plan(ewa, case);
    let agreed: Vec<_> = (view.agreed.iter().map(|one| (one.number, one.valid))).collect();
    assert_eq!(agreed, [(2, true), (1, false)]);
    let papers = ewa.app.papers(second).unwrap();
    let kinds: Vec<PaperKind> = papers.iter().map(|one| one.paper).collect();
    assert_eq!(kinds, [PaperKind::Interview, PaperKind::Corrections]);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("zmiany.pdf");
    let paper = PaperKey::Interview {
        document: second,
        paper: PaperKind::Corrections,
    };
    ewa.app.save_paper(&paper, &path).unwrap();
    let text = pdf_extract::extract_text(&path).unwrap();
    assert!(
        text.contains("Zmiany od poprzedniej wersji") && text.contains("pedagogiem"),
        "{text}"
    );
    ewa.exchange();
}

#[test]
fn a_plan_is_no_interview_for_terms_counts_or_the_clients_statement() {
    let mut world = World::konstancin();
    let case = at_work(&mut world);
    let beata = world.laptop("Beata");
    let begun = beata.app.start_family_plan(case).unwrap();
    assert!(begun.term.is_none());
    let begun = begun.document;
    complete(beata, begun);
    write_line(beata, begun, "family_action", action("wspólne śniadania"));
    agree(beata, begun);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let visits = ewa.app.overview().unwrap().visits;
    assert!(
        visits.iter().any(|visit| visit.case == case),
        "still to be visited"
    );
    let standing = ewa.app.standing(begun).unwrap();
    assert!(!standing.statement_missing && !standing.may_record_statement);
    assert!(standing.may_correct, "both carry the plan");
    let anna = world.laptop("Anna");
    anna.exchange();
    assert!(
        anna.app
            .inbox()
            .unwrap()
            .iter()
            .all(|item| item.document != begun)
    );
    let told: Vec<TimelineWhat> = (anna.app.timeline(case).unwrap().entries.into_iter())
        .map(|entry| entry.what)
        .collect();
    assert!(
        told.contains(&TimelineWhat::FamilyPlanAgreed) && !told.contains(&TimelineWhat::Approved)
    );
}

#[test]
fn visits_say_how_actions_stand_and_the_half_year_evaluation_begins_from_what_they_said() {
    let mut world = World::konstancin();
    let case = at_work(&mut world);
    let beata = world.laptop("Beata");
    let begun = beata.app.start_family_plan(case).unwrap().document;
    let mut columns = action("wspólne śniadania");
    columns["status"] = json!("planowane");
    columns["notes"] = json!("nie do oceny");
    let action = write_line(beata, begun, "family_action", columns);
    complete(beata, begun);
    agree(beata, begun);
    let visit = |on: &str, state: &str, note: &str| FamilyVisitInput {
        visit: None,
        on: on.to_owned(),
        note: String::new(),
        lines: vec![LineNoteInput {
            line: action,
            state: state.to_owned(),
            note: note.to_owned(),
        }],
    };
    for (given, code) in [
        (visit("2027-01-01", "partly", ""), "invalid-input"),
        (visit("2026-11-02", "dance", ""), "invalid-input"),
    ] {
        assert_eq!(refusal(beata.app.note_family_visit(case, &given)), code);
    }
    beata
        .app
        .note_family_visit(case, &visit("2026-11-02", "partly", "dwa razy"))
        .unwrap();
    world.pass(4 * WEEK);
    let beata = world.laptop("Beata");
    beata.exchange();
    let day = "2026-11-20";
    let view = beata
        .app
        .note_family_visit(case, &visit(day, "done", "codziennie"))
        .unwrap();
    let state = group(&view, "family_action").lines[0]
        .state
        .as_ref()
        .unwrap();
    assert_eq!((state.state.as_str(), state.on.as_str()), ("done", day));
    let due = |view: &FamilyPlanView| -> EvaluationDueView { view.evaluation_due.clone().unwrap() };
    assert_eq!(due(&view).on, "2027-04-30", "the day that the plan names");
    assert!(!due(&view).called_for);
    let month = beata.app.family_month("2026-11").unwrap();
    let month = &month.families[0];
    assert_eq!(
        (month.visits, month.lines.clone(), month.plan_agreed),
        (2, vec![1, 1, 0, 0], true)
    );
    beata.exchange();
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let refused = ewa.app.note_family_visit(case, &visit(day, "done", ""));
    assert_eq!(
        refusal(refused),
        "not-allowed",
        "visits of the asystent are hers"
    );
    assert_eq!(plan(ewa, case).visits.len(), 2);

    world.pass(21 * WEEK);
    let beata = world.laptop("Beata");
    beata.exchange();
    let view = plan(beata, case);
    assert!(
        due(&view).called_for && due(&view).days_left < 14,
        "{:?}",
        due(&view)
    );
    let evaluation = beata.app.start_family_evaluation(case).unwrap().document;
    let opened = beata.interview(evaluation);
    let line = opened
        .records
        .iter()
        .find(|record| record.id == action)
        .unwrap();
    assert_eq!(
        line.answers["row"],
        json!({
            "action": "wspólne śniadania",
            "status": "zrealizowane",
            "assessment": "2.11.2026: dwa razy\n20.11.2026: codziennie",
        })
    );
    beata.answer(evaluation, "family_evaluation_conclusion", "kontynuacja");
    beata.answer(evaluation, "family_evaluation_next_date", "2027-10-01");
    beata.answer(evaluation, "family_evaluation_handed_to", "Burmistrz");
    agree(beata, evaluation);
    let view = plan(beata, case);
    assert_eq!(due(&view).on, "2027-10-01");
    assert_eq!(view.evaluations[0].conclusion, "kontynuacja");
    let families = beata.app.families().unwrap().families;
    assert_eq!(families[0].plan, PlanStanding::Agreed);
}

/// The record of the family's assistance.
pub fn assistance(laptop: &Laptop, case: Uuid) -> Uuid {
    laptop.app.case_assistance(case).unwrap().assistances[0].record
}

#[test]
fn a_koordynator_sees_the_plan_of_a_child_in_foster_care_writes_and_proposes_lines_and_approves_nothing()
 {
    let mut world = World::konstancin();
    let case = at_work(&mut world);
    world.hire("Kora", &[Role::FosterCoordinator]);
    let kora = world.person("Kora");
    let beata = world.laptop("Beata");
    let begun = beata.app.start_family_plan(case).unwrap().document;
    let child = json!({"name": "Gustaw Nibylski", "stay": "rodzinna piecza zastępcza"});
    write_line(beata, begun, "family_child", child);
    complete(beata, begun);
    let goal = write_line(
        beata,
        begun,
        "family_goal",
        json!({"goal": "powrót do domu"}),
    );
    assert!(plan(beata, case).lacks_coordinator);
    beata.exchange();
    let anna = world.laptop("Anna");
    anna.exchange();
    let record = assistance(anna, case);
    let given = anna
        .app
        .assign_coordinator(case, record, Some(kora))
        .unwrap();
    assert_eq!(given.decision.outcome, ActOutcome::Accepted);
    let one = &given.view.assistances[0];
    assert_eq!(one.coordinator.as_deref(), Some("Kora"));

    let kora = world.laptop("Kora");
    kora.exchange();
    let mine = &kora.app.families().unwrap();
    assert_eq!(mine.families.len(), 1);
    assert!(mine.families[0].coordinates && mine.load.is_none());
    assert_eq!(mine.families[0].name, "Nibylscy", "as the plan calls it");
    let only = [Category::FamilyPlan, Category::Workflow];
    assert_eq!(held(kora), only, "no identity, nothing else");
    let view = plan(kora, case);
    assert_eq!(view.coordinator.as_deref(), Some("Kora"));
    assert!(view.may_suggest && !view.lacks_coordinator);
    assert!(!view.may_visit && !view.may_evaluate && !view.may_start && !view.may_change);
    let meeting = json!({"action": "spotkanie w rodzinie zastępczej", "until": "2027-01-31", "effect": "więź"});
    write_line(kora, begun, "family_action", meeting);
    let better = proposal(
        Some(goal),
        "family_goal",
        &[("indicator", "dwa weekendy w miesiącu")],
    );
    kora.app.suggest_line(case, &better).unwrap();
    assert_eq!(refusal(kora.app.approve(begun)), "not-allowed");
    kora.exchange();

    let beata = world.laptop("Beata");
    beata.exchange();
    let view = plan(beata, case);
    let told = &group(&view, "family_action").lines[0];
    assert_eq!(
        (told.title.as_str(), told.by.as_str()),
        ("spotkanie w rodzinie zastępczej", "Kora")
    );
    let proposed = &group(&view, "family_goal").lines[0].suggestions[0];
    assert_eq!(proposed.by, "Kora");
    let taken = beata
        .app
        .settle_suggestion(case, proposed.record, true)
        .unwrap();
    assert_eq!(
        group(&taken, "family_goal").lines[0].columns["indicator"],
        "dwa weekendy w miesiącu"
    );
    agree(beata, begun);

    // The head takes the plan back: it leaves her laptop, and the timeline says so.
    world.pass(Duration::from_mins(1));
    let anna = world.laptop("Anna");
    anna.exchange();
    anna.app.assign_coordinator(case, record, None).unwrap();
    let told: Vec<TimelineWhat> = (anna.app.timeline(case).unwrap().entries.into_iter())
        .map(|entry| entry.what)
        .collect();
    assert!(told.contains(&TimelineWhat::CoordinatorAssigned));
    assert!(told.contains(&TimelineWhat::CoordinatorEnded));
    let kora = world.laptop("Kora");
    kora.exchange();
    assert!(kora.app.families().unwrap().families.is_empty());
    assert_eq!(held(kora), [Category::Workflow], "the centre's own records");
}

#[test]
fn a_koordynator_without_a_seat_is_named_in_the_plan() {
    let mut world = World::konstancin();
    let case = at_work(&mut world);
    let beata = world.laptop("Beata");
    let begun = beata.app.start_family_plan(case).unwrap().document;
    let child = json!({"name": "Gustaw Nibylski", "stay": "instytucjonalna piecza zastępcza"});
    write_line(beata, begun, "family_child", child);
    assert!(plan(beata, case).lacks_coordinator);
    beata.answer(begun, "family_plan_foster_coordinator", "Lena z PCPR");
    let view = plan(beata, case);
    assert_eq!(view.coordinator.as_deref(), Some("Lena z PCPR"));
    assert!(!view.lacks_coordinator);
    beata.exchange();
}

#[test]
fn a_family_leaves_the_laptop_after_the_monitoring_with_what_was_written_until_then_taken_first() {
    let mut world = World::konstancin();
    let case = at_work(&mut world);
    let beata = world.laptop("Beata");
    let begun = beata.app.start_family_plan(case).unwrap().document;
    let end = AssistanceEndInput {
        on: "2026-11-02".to_owned(),
        reason: "goals_reached".to_owned(),
        monitored_until: Some("2026-11-09".to_owned()),
    };
    let record = assistance(beata, case);
    beata.app.end_assistance(case, record, &end).unwrap();
    beata.exchange();
    world.pass(WEEK);
    let beata = world.laptop("Beata");
    beata.exchange();
    assert_eq!(
        beata.app.families().unwrap().families.len(),
        1,
        "the last day"
    );
    write_line(
        beata,
        begun,
        "family_goal",
        json!({"goal": "spokojne poranki"}),
    );
    world.pass(Duration::from_hours(24));
    for name in ["Ewa", "Beata", "Ewa", "Anna"] {
        world.laptop(name).exchange();
    }
    let beata = world.laptop("Beata");
    assert!(beata.app.families().unwrap().families.is_empty());
    assert_eq!(
        held(beata),
        [Category::Workflow],
        "the centre's own records"
    );
    let view = plan(world.laptop("Ewa"), case);
    assert_eq!(
        group(&view, "family_goal").lines[0].title,
        "spokojne poranki"
    );
    let entries = world.laptop("Anna").app.timeline(case).unwrap().entries;
    let gone = entries
        .iter()
        .find(|one| one.what == TimelineWhat::FamilyLetGo);
    assert_eq!(gone.and_then(|one| one.whom.as_deref()), Some("Beata"));
}
