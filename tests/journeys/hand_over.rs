//! Matters that change hands, workers who fall ill or leave, and the one question: where is this case?

use std::time::Duration;

use teren_app::clock::Clock as _;
use teren_app::contract::{
    ActOutcome, NowWhat, PassOnInput, PassOnKind, PassOnState, ShareInput, TimelineWhat,
};
use teren_domain::Category;
use teren_domain::access::Role;
use uuid::Uuid;

use crate::world::{BENEFITS, SOCIAL_WORK, World, refusal};

/// Ewa's approved interview lies in the inbox of the benefits team, where Paweł sees it.
fn approved(world: &mut World) -> (Uuid, Uuid) {
    let case = world.visit_for(&["Ewa"]);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let document = ewa.app.start_interview(case, None).unwrap().document;
    ewa.fill_and_approve(document);
    ewa.exchange();
    world.laptop("Paweł").exchange();
    (case, document)
}

fn passed(
    case: Uuid,
    document: Option<Uuid>,
    from_team: Option<&str>,
    to_team: &str,
) -> PassOnInput {
    PassOnInput {
        case,
        document,
        kind: PassOnKind::HandOver,
        from_team: from_team.map(str::to_owned),
        to_team: Some(to_team.to_owned()),
        to_person: None,
        reason: "Rodzina chce pracować nad długami.".to_owned(),
        speaks_of_violence: false,
    }
}

#[test]
fn a_matter_passed_on_is_seen_by_both_sides_at_every_step() {
    let mut world = World::konstancin();
    let (case, document) = approved(&mut world);
    let pawel = world.laptop("Paweł");
    let nothing = PassOnInput {
        reason: "  ".to_owned(),
        ..passed(case, Some(document), Some(BENEFITS), SOCIAL_WORK)
    };
    assert_eq!(refusal(pawel.app.pass_on(&nothing)), "invalid-input");
    let not_his = passed(case, Some(document), Some(SOCIAL_WORK), BENEFITS);
    assert_eq!(refusal(pawel.app.pass_on(&not_his)), "not-allowed");
    let choices = pawel
        .app
        .pass_on_choices(case, Some(document), Some(BENEFITS))
        .unwrap();
    assert!(choices.teams.iter().any(|team| team.id == SOCIAL_WORK));
    assert!(choices.teams.iter().all(|team| team.id != BENEFITS));
    let names: Vec<&str> = choices.people.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["Grażyna", "Piotr"], "only members of his own team");
    assert!(choices.teams.is_sorted_by_key(|team| &team.name));
    let input = passed(case, Some(document), Some(BENEFITS), SOCIAL_WORK);
    let sent = pawel.app.pass_on(&input).unwrap();
    assert_eq!(sent.state, None, "the office has not heard of it");
    pawel.exchange();
    let shown = pawel.app.hand_overs().unwrap();
    assert_eq!(shown[0].state, Some(PassOnState::Sent));
    assert!(shown[0].may_revoke && !shown[0].may_answer);
    assert!(pawel.app.inbox().unwrap()[0].passed_on);

    let zofia = world.laptop("Zofia");
    zofia.exchange();
    let shown = zofia.app.hand_overs().unwrap();
    assert!(shown[0].incoming && shown[0].may_answer);
    assert_eq!(
        shown[0].reason.as_deref(),
        Some("Rodzina chce pracować nad długami.")
    );
    let inbox = zofia.app.inbox().unwrap();
    assert!(
        inbox[0].why.contains("pracować nad długami"),
        "{}",
        inbox[0].why
    );
    let refused = zofia
        .app
        .answer_hand_over(case, sent.hand_over, PassOnState::Refused, "");
    assert_eq!(refusal(refused), "invalid-input");
    let answered = zofia.app.answer_hand_over(
        case,
        sent.hand_over,
        PassOnState::Refused,
        "Najpierw decyzja.",
    );
    assert_eq!(answered.unwrap().waiting, Some(PassOnState::Refused));
    zofia.exchange();
    let pawel = world.laptop("Paweł");
    pawel.exchange();
    let shown = pawel.app.hand_overs().unwrap();
    assert_eq!(shown[0].state, Some(PassOnState::Refused));
    assert_eq!(shown[0].reply.as_deref(), Some("Najpierw decyzja."));
    assert!(!pawel.app.inbox().unwrap()[0].passed_on);
    let steps: Vec<&str> = shown[0].steps.iter().map(|step| step.by.as_str()).collect();
    assert_eq!(steps, ["Paweł", "Zofia"]);
    let zofia = world.laptop("Zofia");
    zofia.exchange();
    assert!(zofia.app.inbox().unwrap().is_empty());
    assert!(
        zofia.app.search("Nibylska").unwrap().is_empty(),
        "it has left her laptop"
    );
}

#[test]
fn what_was_taken_back_in_time_was_never_theirs_and_says_so() {
    let mut world = World::konstancin();
    let (case, document) = approved(&mut world);
    let pawel = world.laptop("Paweł");
    let input = passed(case, Some(document), Some(BENEFITS), SOCIAL_WORK);
    let sent = pawel.app.pass_on(&input).unwrap();
    pawel.exchange();
    let revoked = PassOnState::Revoked;
    pawel
        .app
        .answer_hand_over(case, sent.hand_over, revoked, "")
        .unwrap();
    pawel.exchange();
    assert!(pawel.app.hand_overs().unwrap().is_empty(), "it is over");
    let told = pawel.app.timeline(case).unwrap();
    let what: Vec<TimelineWhat> = told.entries.iter().map(|entry| entry.what).collect();
    assert!(what.contains(&TimelineWhat::PassedOn) && what.contains(&TimelineWhat::PassRevoked));
    let zofia = world.laptop("Zofia");
    zofia.exchange();
    assert!(zofia.app.inbox().unwrap().is_empty());
}

#[test]
fn where_a_case_is_and_what_happened_to_it_is_told_with_who_and_when() {
    let mut world = World::konstancin();
    let case = world.visit_for(&["Ewa"]);
    let now = |world: &mut World, name: &'static str| {
        let told = world.laptop(name).app.timeline(case).unwrap();
        let places = told.now.into_iter();
        places
            .map(|place| (place.what, place.whom))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        now(&mut world, "Halina"),
        [(NowWhat::AtWorker, "Ewa".to_owned())]
    );
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let document = ewa.app.start_interview(case, None).unwrap().document;
    ewa.fill_and_approve(document);
    assert_eq!(
        now(&mut world, "Ewa"),
        [(NowWhat::OnItsWay, "Ewa".to_owned())]
    );
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let now_ms = world.centre.clock.now_ms();
    let structure = world.centre.office.structure(now_ms).unwrap();
    let team = structure.team_name(BENEFITS).unwrap().to_owned();
    assert!(now(&mut world, "Ewa").contains(&(NowWhat::WaitsInTeam, team.clone())));
    let pawel = world.laptop("Paweł");
    pawel.exchange();
    pawel.app.take(case, document, BENEFITS).unwrap();
    assert!(now(&mut world, "Paweł").contains(&(NowWhat::InTeam, team)));
    let told = world.laptop("Paweł").app.timeline(case).unwrap();
    assert!(
        told.withheld
            .contains(&"notatki z pracy socjalnej".to_owned()),
        "{:?}",
        told.withheld
    );
    let what: Vec<TimelineWhat> = told.entries.iter().map(|entry| entry.what).collect();
    for expected in [
        TimelineWhat::Reported,
        TimelineWhat::Registered,
        TimelineWhat::VisitAssigned,
        TimelineWhat::Approved,
        TimelineWhat::Accepted,
        TimelineWhat::Routed,
        TimelineWhat::Taken,
    ] {
        assert!(what.contains(&expected), "{expected:?} in {what:?}");
    }
    let taken = told
        .entries
        .iter()
        .find(|entry| entry.what == TimelineWhat::Taken);
    assert_eq!(taken.unwrap().by, "Paweł");
    let times: Vec<&String> = told.entries.iter().map(|entry| &entry.at).collect();
    assert!(times.is_sorted_by(|one, next| one >= next), "{times:?}");
    assert_eq!(
        world
            .laptop("Paweł")
            .app
            .finish_work(case, document, BENEFITS)
            .unwrap(),
        ActOutcome::Accepted
    );
    assert!(world.laptop("Paweł").app.inbox().unwrap().is_empty());
}

/// Marek has begun the interview alone and nobody else has seen a word of it.
fn begun(world: &mut World) -> (Uuid, Uuid) {
    let case = world.visit_for(&["Marek"]);
    let marek = world.laptop("Marek");
    marek.exchange();
    let document = marek.app.start_interview(case, None).unwrap().document;
    marek.answer(document, "needs", "opał na zimę");
    (case, document)
}

fn hand_over_all(world: &mut World, from: &'static str, to: &'static str) {
    let (from, to) = (world.person(from), world.person(to));
    let anna = world.laptop("Anna");
    anna.exchange();
    let held = anna.app.caseload(Some(from)).unwrap();
    assert_eq!(
        (held.outcome, held.cases.len(), held.cases[0].visits),
        (ActOutcome::Accepted, 1, 1)
    );
    let shares: Vec<ShareInput> = held
        .cases
        .iter()
        .map(|one| ShareInput { case: one.case, to })
        .collect();
    let given = anna
        .app
        .hand_over_caseload(from, &shares, "Zwolnienie lekarskie.");
    assert_eq!(given.unwrap(), ActOutcome::Accepted);
}

#[test]
fn the_unsent_draft_of_a_sick_worker_goes_on_with_the_new_one() {
    let mut world = World::konstancin();
    let (case, document) = begun(&mut world);
    hand_over_all(&mut world, "Marek", "Ewa");
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    assert_eq!(
        ewa.app.overview().unwrap().visits[0].case,
        case,
        "the visit is hers now"
    );
    // Two weeks later somebody opens his laptop in the office.
    let marek = world.laptop("Marek");
    marek.answer(document, "needs", "opał i leki");
    marek.exchange();
    marek.exchange();
    assert!(marek.app.overview().unwrap().interviews.is_empty());
    assert!(marek.app.search("Nibylska").unwrap().is_empty());
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    assert_eq!(ewa.reads(document, "needs"), "opał i leki");
    ewa.fill_and_approve(document);
    ewa.exchange();
    assert!(ewa.interview(document).status.accepted.is_some());
    assert!(world.centre.office.quarantined().unwrap().is_empty());
}

#[test]
fn a_caseload_given_by_mistake_comes_back_and_leaves_the_other_worker_her_own_visit() {
    let mut world = World::konstancin();
    let case = world.visit_for(&["Marek", "Ewa"]);
    for name in ["Marek", "Ewa"] {
        world.laptop(name).exchange();
    }
    hand_over_all(&mut world, "Marek", "Ewa");
    world.laptop("Ewa").exchange();
    let anna = world.laptop("Anna");
    let given = anna.app.hand_overs().unwrap().remove(0);
    assert!(given.may_revoke);
    let revoked = PassOnState::Revoked;
    let said = anna
        .app
        .answer_hand_over(case, given.hand_over, revoked, "");
    assert_eq!(said.unwrap().waiting, Some(revoked));
    anna.exchange();
    assert!(anna.app.hand_overs().unwrap().is_empty(), "it is over");
    for name in ["Marek", "Ewa"] {
        let laptop = world.laptop(name);
        laptop.exchange();
        laptop.exchange();
        let visits = laptop.app.overview().unwrap().visits;
        let cases: Vec<Uuid> = visits.iter().map(|visit| visit.case).collect();
        assert_eq!(cases, [case], "{name}");
        assert!(laptop.app.start_interview(case, None).is_ok(), "{name}");
        laptop.exchange();
    }
}

#[test]
fn a_case_of_a_caseload_that_is_refused_keeps_its_worker_until_the_head_gives_it_on() {
    let mut world = World::konstancin();
    let case = world.visit_for(&["Marek"]);
    world.laptop("Marek").exchange();
    hand_over_all(&mut world, "Marek", "Ewa");
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let given = ewa.app.hand_overs().unwrap().remove(0);
    let refused = PassOnState::Refused;
    let said = (ewa.app).answer_hand_over(case, given.hand_over, refused, "To moja sąsiadka.");
    assert_eq!(said.unwrap().waiting, Some(refused));
    ewa.exchange();
    ewa.exchange();
    assert!(ewa.app.hand_overs().unwrap().is_empty());
    assert_eq!(ewa.app.overview().unwrap().visits[0].case, case);
    let anna = world.laptop("Anna");
    anna.exchange();
    let read = anna.app.hand_overs().unwrap().remove(0);
    assert_eq!(
        (read.state, read.reply.as_deref()),
        (Some(refused), Some("To moja sąsiadka."))
    );
    world.pass(Duration::from_mins(1));
    hand_over_all(&mut world, "Ewa", "Marek");
    let anna = world.laptop("Anna");
    anna.exchange();
    let waiting = anna.app.hand_overs().unwrap();
    assert!(waiting.iter().all(|one| one.state != Some(refused)));
    let marek = world.laptop("Marek");
    marek.exchange();
    assert_eq!(marek.app.overview().unwrap().visits[0].case, case);
}

#[test]
fn a_worker_who_left_the_centre_with_unsent_work() {
    let mut world = World::konstancin();
    let (case, document) = begun(&mut world);
    hand_over_all(&mut world, "Marek", "Ewa");
    world.dismiss("Marek");
    let kept = world.centre.office.quarantined().unwrap().len();
    assert!(kept > 0);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let offered = ewa.app.hand_overs().unwrap();
    assert_eq!(usize::try_from(offered[0].left_work).unwrap(), kept);
    let admitted = ewa.app.admit_left_work(case, offered[0].hand_over);
    assert_eq!(admitted.unwrap(), ActOutcome::Accepted);
    ewa.exchange();
    assert_eq!(ewa.reads(document, "needs"), "opał na zimę");
    assert_eq!(ewa.app.hand_overs().unwrap()[0].left_work, 0);
    assert!(world.centre.office.quarantined().unwrap().is_empty());
}

#[test]
fn an_asystent_rodziny_passes_a_family_on_with_a_reason_that_only_those_with_its_plan_read() {
    let mut world = World::konstancin();
    world.hire("Kora", &[Role::FieldWorker, Role::FamilyAssistant]);
    let case = world.visit_for(&["Kora"]);
    let kora = world.laptop("Kora");
    kora.exchange();
    let violent = PassOnInput {
        speaks_of_violence: true,
        ..passed(case, None, None, SOCIAL_WORK)
    };
    assert_eq!(refusal(kora.app.pass_on(&violent)), "not-allowed");
    let input = passed(case, None, None, SOCIAL_WORK);
    let sent = kora.app.pass_on(&input).unwrap();
    kora.exchange();
    let shown = kora.app.hand_overs().unwrap();
    assert_eq!(shown[0].state, Some(PassOnState::Sent));
    let zofia = world.laptop("Zofia");
    zofia.exchange();
    let shown = zofia.app.hand_overs().unwrap();
    assert_eq!(shown[0].reason.as_deref(), Some(input.reason.as_str()));
    let why = zofia.app.inbox().unwrap()[0].why.clone();
    assert_eq!(
        why, "Przekazane przez: Kora.",
        "told where it may be read, and nowhere else"
    );
    let answered = zofia.app.answer_hand_over(
        case,
        sent.hand_over,
        PassOnState::Refused,
        "Najpierw rozmowa z rodziną.",
    );
    answered.unwrap();
    zofia.exchange();
    let kora = world.laptop("Kora");
    kora.exchange();
    let shown = kora.app.hand_overs().unwrap();
    assert_eq!(
        shown[0].reply.as_deref(),
        Some("Najpierw rozmowa z rodziną.")
    );
}

#[test]
fn services_found_during_the_diagnosis_are_judged_by_their_team_in_its_own_interview() {
    let services = "piaseczno-uslugi";
    let people: [(&str, &[Role], Option<&str>); 4] = [
        ("Halina", &[Role::FirstContact], None),
        (
            "Ewa",
            &[Role::FieldWorker],
            Some("piaseczno-praca-socjalna"),
        ),
        ("Olga", &[Role::FieldWorker], Some(services)),
        ("Anna", &[Role::Head], None),
    ];
    let mut world = World::of("piaseczno", &people);
    let case = world.visit_for(&["Ewa"]);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let first = ewa.app.start_interview(case, None).unwrap();
    ewa.answer(first.document, "needs", "pomoc przy myciu");
    ewa.app.share(first.document).unwrap();
    // From the interview itself: it knows its case.
    let choices = ewa.app.pass_on_choices(first.case, None, None).unwrap();
    let team = choices.services.iter().find(|team| team.id == services);
    assert!(team.is_some());
    let input = PassOnInput {
        kind: PassOnKind::ServicesFound,
        ..passed(first.case, None, None, services)
    };
    ewa.app.pass_on(&input).unwrap();
    ewa.exchange();
    let olga = world.laptop("Olga");
    olga.exchange();
    assert!(olga.app.inbox().unwrap()[0].whole_case);
    olga.app.take(case, case, services).unwrap();
    olga.exchange();
    assert_eq!(olga.app.overview().unwrap().visits[0].case, case);
    let own = olga.app.start_interview(case, None).unwrap();
    assert_ne!(own.document, first.document, "an interview of her own");
    olga.fill_and_approve(own.document);
    olga.exchange();
    assert!(olga.app.overview().unwrap().visits.is_empty());
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let mine = ewa.app.start_interview(case, None).unwrap();
    assert_eq!(mine.document, first.document, "Ewa goes on with hers");
    let left = ewa.app.overview().unwrap();
    assert_eq!(left.visits.len(), 1, "and her visit is still to be made");
}

#[test]
fn a_coordinator_is_told_where_a_case_is_before_any_team_has_it_and_nothing_of_its_content() {
    let mut world = World::konstancin();
    world.hire("Kora", &[Role::Coordinator]);
    let case = world.visit_for(&["Ewa"]);
    let kora = world.laptop("Kora");
    kora.exchange();
    assert_eq!(kora.app.search("Nibylska").unwrap()[0].case, case);
    let told = kora.app.timeline(case).unwrap();
    let now: Vec<_> = told
        .now
        .iter()
        .map(|now| (now.what, now.whom.clone()))
        .collect();
    assert_eq!(now, [(NowWhat::AtWorker, "Ewa".to_owned())]);
    let what: Vec<TimelineWhat> = told.entries.iter().map(|entry| entry.what).collect();
    for expected in [TimelineWhat::Reported, TimelineWhat::VisitAssigned] {
        assert!(what.contains(&expected), "{expected:?} in {what:?}");
    }
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let document = ewa.app.start_interview(case, None).unwrap().document;
    ewa.fill_and_approve(document);
    ewa.exchange();
    let kora = world.laptop("Kora");
    kora.exchange();
    let told = kora.app.timeline(case).unwrap();
    let now: Vec<NowWhat> = told.now.iter().map(|now| now.what).collect();
    assert_eq!(
        now,
        [NowWhat::Beyond],
        "the way to the teams speaks of the plan of help"
    );
    assert!(told.withheld.contains(&"plan pomocy".to_owned()));
    assert_eq!(refusal(kora.app.read_document(document)), "not-found");
    kora.look(|store| {
        for known in store.case_documents(case).unwrap() {
            assert_eq!(
                known.document, case,
                "nothing of the interview is on her laptop"
            );
            let state = store.document(case).unwrap();
            for answer in state.answers() {
                let allowed = [Category::Identity.number(), Category::Workflow.number()];
                assert!(allowed.contains(&answer.category), "{}", answer.field);
            }
        }
    });
}

#[test]
fn proceedings_are_offered_to_no_colleague_who_does_social_work_with_the_family() {
    let mut world = World::konstancin();
    let teams = [SOCIAL_WORK, BENEFITS];
    world.hire_into("Jan", &[Role::FieldWorker], &teams);
    world.hire_into("Jerzy", &[Role::FieldWorker], &teams);
    let case = world.visit_for(&["Ewa", "Jan"]);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let document = ewa.app.start_interview(case, None).unwrap().document;
    ewa.fill_and_approve(document);
    ewa.exchange();
    let pawel = world.laptop("Paweł");
    pawel.exchange();
    let offered = |of: &str| {
        let choices = pawel.app.pass_on_choices(case, Some(document), Some(of));
        let people = choices.unwrap().people.into_iter();
        people.map(|one| one.name).collect::<Vec<_>>()
    };
    // Jerzy sits in both teams, too, and does nothing in this case.
    assert_eq!(offered(BENEFITS), ["Grażyna", "Jerzy", "Piotr"]);
}
