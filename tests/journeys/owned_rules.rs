//! The head organises the centre from her own laptop, and everybody goes by it: rules by choosing, a dry run, a day from which they hold.

use std::time::Duration;

use teren_app::contract::{
    ActOutcome, ConditionDraft, NumberUnit, OrganisationDraft, Problem, RaisedDraft, RuleDraft,
    RulePart, StepView, TestDraft, TimelineWhat,
};
use teren_domain::assess::Assessment;
use uuid::Uuid;

use crate::world::{BENEFITS, Laptop, SOCIAL_WORK, World, refusal};

const DAY: Duration = Duration::from_secs(24 * 3600);

/// A rule for social work over a field, as the screen puts it together: without id, label or sentence.
fn rule(field: &str, test: TestDraft) -> RuleDraft {
    RuleDraft {
        id: String::new(),
        when: Vec::new(),
        all: vec![ConditionDraft {
            field: field.to_owned(),
            label_pl: String::new(),
            test,
        }],
        any: Vec::new(),
        term_days: Some(3),
        urgent: true,
        teams: vec![SOCIAL_WORK.to_owned()],
        when_pl: String::new(),
        reason_pl: "Tak postanowił ośrodek.".to_owned(),
        source: "centre".to_owned(),
        basis: String::new(),
        assumption: None,
        note: None,
    }
}

fn everybody() -> RuleDraft {
    let test = TestDraft::AtLeast {
        number: 1,
        unit: NumberUnit::Count,
    };
    rule("household_persons", test)
}

/// Ewa's approved interview, not sent yet.
fn approved(world: &mut World) -> (Uuid, Uuid) {
    let case = world.visit_for(&["Ewa"]);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let document = ewa.app.start_interview(case, None).unwrap().document;
    ewa.fill_and_approve(document);
    (case, document)
}

/// Anna's draft with one more rule.
fn draft_with(world: &mut World, rule: RuleDraft) -> (OrganisationDraft, String) {
    let anna = world.laptop("Anna");
    anna.exchange();
    let view = anna.app.organisation().unwrap();
    let mut draft = view.draft;
    draft.routing.push(rule);
    (draft, view.version)
}

#[test]
fn a_rule_put_together_by_choosing_is_tried_saved_and_followed_by_everybody() {
    let mut world = World::konstancin();
    let (_, first) = approved(&mut world);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let corrected = ewa.app.start_correction(first, "Zły numer telefonu.");
    ewa.app.approve(corrected.unwrap().document).unwrap();
    ewa.exchange();
    let (draft, version) = draft_with(&mut world, everybody());
    let anna = world.laptop("Anna");
    let read = anna.app.examine_rules(&draft).unwrap();
    assert!(read.may_be_saved, "{:?}", read.findings);
    let sentence = "Gdy Liczba osób w gospodarstwie: 1 lub więcej → zespół ds. pracy socjalnej, w ciągu 3 dni roboczych, pilne";
    assert_eq!(read.routing.last().unwrap(), sentence);
    assert_eq!(read.changes, [format!("Nowa reguła w1: {sentence}")]);

    let replay = anna.app.replay_rules(&read.draft).unwrap();
    assert_eq!(replay.decision.outcome, ActOutcome::Accepted);
    assert_eq!(
        (replay.interviews, replay.elsewhere, replay.uncaught),
        (1, 1, 0),
        "a corrected interview is one"
    );
    assert_eq!(replay.lines[0].number, "T-2026-000001");
    assert_eq!(
        replay.lines[0].after,
        [
            "zespół ds. świadczeń przyznawanych decyzją",
            "zespół ds. pracy socjalnej"
        ]
    );
    let mut held = anna.app.organisation().unwrap().draft;
    for rule in &mut held.entry {
        "konstancin-uslugi".clone_into(&mut rule.team);
    }
    let replay = anna.app.replay_rules(&held).unwrap();
    assert_eq!((replay.elsewhere, replay.otherwise), (0, 1));
    let why =
        "wywiad prowadziłby: zespół ds. usług (dotąd zespół ds. świadczeń przyznawanych decyzją)";
    assert_eq!(replay.lines[0].why, [why]);

    let said = anna
        .app
        .propose_structure(&read.draft, &version, "2026-11-02", "Duże rodziny");
    assert_eq!(said.unwrap().outcome, ActOutcome::Accepted);
    let history = anna.app.organisation().unwrap().history;
    assert_eq!(
        (history.len(), history[0].in_force, history[0].by.as_str()),
        (2, true, "Anna")
    );
    assert_eq!(history[0].changes, read.changes);

    // Somebody who edits the version that is gone is told so.
    let again = anna
        .app
        .propose_structure(&read.draft, &version, "2026-11-02", "Jeszcze raz")
        .unwrap();
    assert_eq!(again.outcome, ActOutcome::Refused);
    assert!(again.refusal.unwrap().contains("W międzyczasie"));

    let (case, document) = approved(&mut world);
    let ewa = world.laptop("Ewa");
    let preview = ewa.app.review(document).unwrap().routes;
    let teams: Vec<&str> = preview.iter().map(|route| route.team.as_str()).collect();
    assert_eq!(
        teams,
        [BENEFITS, SOCIAL_WORK],
        "the laptop previews by the same rules"
    );
    ewa.exchange();
    let zofia = world.laptop("Zofia");
    zofia.exchange();
    let inbox = zofia.app.inbox().unwrap();
    let item = inbox.iter().find(|item| item.case == case).unwrap();
    assert!(item.urgent, "the rule says so, the report does not");
    assert_eq!(
        item.why,
        "W tym wywiadzie: Liczba osób w gospodarstwie: 1 lub więcej. Tak postanowił ośrodek."
    );
}

#[test]
fn a_rule_changed_between_approval_and_arrival_sends_the_interview_as_it_stands_on_arrival() {
    let mut world = World::konstancin();
    let (early, _) = approved(&mut world);
    world.laptop("Ewa").exchange();
    let (late, document) = approved(&mut world);
    let (draft, version) = draft_with(&mut world, everybody());
    let anna = world.laptop("Anna");
    let said = anna
        .app
        .propose_structure(&draft, &version, "2026-11-02", "Duże rodziny");
    assert_eq!(said.unwrap().outcome, ActOutcome::Accepted);
    let ewa = world.laptop("Ewa");
    let foreseen = ewa.app.review(document).unwrap().routes;
    let foreseen: Vec<&str> = foreseen.iter().map(|route| route.team.as_str()).collect();
    assert_eq!(foreseen, [BENEFITS], "her laptop has not heard of the rule");
    ewa.exchange();
    let routed = |laptop: &Laptop, case: Uuid| {
        let told = laptop.app.timeline(case).unwrap().entries;
        let routed = told
            .iter()
            .filter(|entry| entry.what == TimelineWhat::Routed);
        routed.count()
    };
    assert_eq!((routed(ewa, early), routed(ewa, late)), (1, 2));
    for (name, cases) in [("Paweł", vec![early, late]), ("Zofia", vec![late])] {
        let laptop = world.laptop(name);
        laptop.exchange();
        let inbox = laptop.app.inbox().unwrap();
        let mut found: Vec<Uuid> = inbox.iter().map(|item| item.case).collect();
        found.sort_unstable();
        assert_eq!(found, cases, "{name}: what had arrived stays where it went");
    }
}

#[test]
fn a_rule_of_a_later_day_changes_nothing_before_it() {
    let mut world = World::konstancin();
    let (draft, version) = draft_with(&mut world, everybody());
    let anna = world.laptop("Anna");
    let said = anna
        .app
        .propose_structure(&draft, &version, "2026-11-04", "Od środy");
    assert_eq!(said.unwrap().outcome, ActOutcome::Accepted);
    let teams = |world: &mut World, document: Uuid| -> usize {
        let ewa = world.laptop("Ewa");
        ewa.app.review(document).unwrap().routes.len()
    };
    let (_, document) = approved(&mut world);
    world.laptop("Ewa").exchange();
    assert_eq!(teams(&mut world, document), 1);
    world.pass(DAY * 2);
    assert_eq!(
        teams(&mut world, document),
        2,
        "the day has come, without an exchange"
    );
    let (case, _) = approved(&mut world);
    world.laptop("Ewa").exchange();
    let zofia = world.laptop("Zofia");
    zofia.exchange();
    let cases: Vec<Uuid> = zofia
        .app
        .inbox()
        .unwrap()
        .iter()
        .map(|item| item.case)
        .collect();
    assert_eq!(cases, [case]);
}

#[test]
fn a_broken_rule_is_named_and_not_saved_and_only_the_head_may_save() {
    let mut world = World::konstancin();
    let never = TestDraft::AtMost {
        number: -1,
        unit: NumberUnit::Count,
    };
    let (draft, version) = draft_with(&mut world, rule("household_minors", never));
    let anna = world.laptop("Anna");
    let read = anna.app.examine_rules(&draft).unwrap();
    assert!(
        read.findings
            .iter()
            .any(|one| one.text.contains("nigdy nie zadziała")),
        "{:?}",
        read.findings
    );
    let (gone, _) = draft_with(&mut world, rule("no_such_field", TestDraft::Yes));
    let anna = world.laptop("Anna");
    let read = anna.app.examine_rules(&gone).unwrap();
    assert!(!read.may_be_saved);
    let said = anna
        .app
        .propose_structure(&gone, &version, "2026-11-02", "Powód")
        .unwrap();
    assert_eq!(said.outcome, ActOutcome::Refused, "the office looks, too");
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let said: Result<_, Problem> =
        ewa.app
            .propose_structure(&draft, &version, "2026-11-02", "Powód");
    assert_eq!(refusal(said), "not-allowed");
}

#[test]
fn a_person_put_into_a_team_finds_its_inbox() {
    let mut world = World::konstancin();
    let (case, _) = approved(&mut world);
    world.laptop("Ewa").exchange();
    let zofia = world.person("Zofia");
    world.laptop("Zofia").exchange();
    let anna = world.laptop("Anna");
    anna.exchange();
    let teams = [SOCIAL_WORK.to_owned(), BENEFITS.to_owned()];
    let said = anna.app.place_member(zofia, &teams).unwrap();
    assert_eq!(said.outcome, ActOutcome::Accepted);
    let zofia = world.laptop("Zofia");
    zofia.exchange();
    assert!(
        zofia
            .app
            .inbox()
            .unwrap()
            .iter()
            .any(|item| item.case == case && item.team == BENEFITS)
    );
}

/// Anna's draft with a criterion raised by a resolution of the day, in zł.
fn raised(world: &mut World, single: i64, since: &str) -> (OrganisationDraft, String) {
    let anna = world.laptop("Anna");
    anna.exchange();
    let view = anna.app.organisation().unwrap();
    let mut draft = view.draft;
    draft.parameters.criterion_raised = vec![RaisedDraft {
        single: single * 100,
        family: single * 100,
        since: since.to_owned(),
        until: None,
        resolution: "uchwała nr XX/7/2026".to_owned(),
    }];
    (draft, view.version)
}

fn told_criterion(laptop: &Laptop, document: Uuid) -> (Option<i64>, bool) {
    let told = laptop.app.assessment(document).unwrap();
    let named = |step: &StepView| step.basis == "art. 8 ust. 2; uchwała nr XX/7/2026";
    let raised = told.criterion.unwrap().raised_household;
    (raised, told.steps.iter().any(named))
}

#[test]
fn a_criterion_raised_by_the_council_measures_interviews_on_other_seats_from_its_day() {
    let mut world = World::konstancin();
    let case = world.visit_for(&["Ewa"]);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let document = ewa.app.start_interview(case, None).unwrap().document;
    ewa.fill(document);
    assert_eq!(told_criterion(ewa, document), (None, false));

    // The report came on 2 November; a resolution of a later day does not reach it.
    let (later, version) = raised(&mut world, 1515, "2026-11-03");
    let anna = world.laptop("Anna");
    let read = anna.app.examine_rules(&later).unwrap();
    assert!(read.may_be_saved, "{:?}", read.findings);
    assert_eq!(read.changes.len(), 1, "{:?}", read.changes);
    let said = (anna.app).propose_structure(&later, &version, "2026-11-02", "Uchwała rady");
    assert_eq!(said.unwrap().outcome, ActOutcome::Accepted);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    assert_eq!(told_criterion(ewa, document), (None, false));

    let (of_the_day, version) = raised(&mut world, 1515, "2026-11-02");
    let anna = world.laptop("Anna");
    let said = (anna.app).propose_structure(&of_the_day, &version, "2026-11-02", "Uchwała rady");
    assert_eq!(said.unwrap().outcome, ActOutcome::Accepted);
    let ewa = world.laptop("Ewa");
    assert_eq!(
        told_criterion(ewa, document),
        (None, false),
        "not without an exchange"
    );
    ewa.exchange();
    assert_eq!(told_criterion(ewa, document), (Some(151_500), true));
    ewa.app.approve(document).unwrap();
    ewa.exchange();
    let printed = figures(ewa, document);

    // A mistake put right since then counts for the same day, in interviews still in work.
    world.pass(DAY);
    let (corrected, version) = raised(&mut world, 1616, "2026-11-02");
    let anna = world.laptop("Anna");
    let valid_from = anna.app.organisation().unwrap().today;
    let said = (anna.app).propose_structure(&corrected, &version, &valid_from, "Pomyłka w kwocie");
    assert_eq!(said.unwrap().outcome, ActOutcome::Accepted);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    assert_eq!(told_criterion(ewa, document), (Some(151_500), true));
    assert_eq!(
        figures(ewa, document),
        printed,
        "an approved paper says what was approved"
    );
    let another = world.visit_for(&["Ewa"]);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let in_work = ewa.app.start_interview(another, None).unwrap().document;
    ewa.fill(in_work);
    assert_eq!(told_criterion(ewa, in_work), (Some(161_600), true));
}

/// What the calculation names, and what the figures behind the screens say.
fn figures(laptop: &Laptop, document: Uuid) -> (Vec<String>, Assessment) {
    let steps = laptop.app.assessment(document).unwrap().steps;
    let steps = steps.into_iter().map(|step| step.text);
    (
        steps.collect(),
        laptop.app.findings(document).unwrap().assessment,
    )
}

#[test]
fn a_criterion_below_the_statutory_one_is_refused_where_it_is_typed_and_in_the_office() {
    let mut world = World::konstancin();
    let (low, version) = raised(&mut world, 900, "2026-11-02");
    let anna = world.laptop("Anna");
    let read = anna.app.examine_rules(&low).unwrap();
    assert!(!read.may_be_saved);
    let found = (read.findings.iter()).find(|one| one.part == RulePart::Parameters);
    let text = found.unwrap().text.replace('\u{a0}', " ");
    assert!(text.contains("1 010,00 zł"), "{text}");
    let said = (anna.app).propose_structure(&low, &version, "2026-11-02", "Uchwała rady");
    assert_eq!(said.unwrap().outcome, ActOutcome::Refused);
}

#[test]
fn a_block_switched_off_goes_from_new_interviews_and_stays_in_those_begun() {
    let mut world = World::konstancin();
    let case = world.visit_for(&["Ewa"]);
    let other = world.visit_for(&["Ewa"]);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let asks = |laptop: &Laptop, document: Uuid| {
        let unasked = laptop.interview(document).evaluation.unasked;
        let mut of_the_block = unasked.iter();
        !of_the_block.any(|key| key.field == "child_safety_concern")
    };
    let begun = ewa.app.start_interview(case, None).unwrap().document;
    assert!(asks(ewa, begun));
    let anna = world.laptop("Anna");
    anna.exchange();
    let view = anna.app.organisation().unwrap();
    assert_eq!(view.blocks[0].id, "child_safety");
    let mut draft = view.draft;
    draft.parameters.without.push("child_safety".to_owned());
    let said = (anna.app).propose_structure(&draft, &view.version, "2026-11-02", "Bez projektu");
    assert_eq!(said.unwrap().outcome, ActOutcome::Accepted);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let new = ewa.app.start_interview(other, None).unwrap().document;
    assert!(!asks(ewa, new));
    assert!(asks(ewa, begun), "what was begun keeps its questions");
    ewa.exchange();
}
