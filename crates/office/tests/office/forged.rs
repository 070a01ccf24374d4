//! Hand-overs, standings and acts that somebody forges who has no right to them.

use serde_json::json;
use teren_domain::Category;
use teren_domain::access::Role;
use uuid::Uuid;

use crate::hand_over::{SERVICES, Story, holds, pass_on, person, states, story, team};
use crate::routing::{interview, member};
use crate::support::{BENEFITS, SOCIAL_WORK, fates, house};

/// A second interview of the family, of which only its worker knows the content; it is not routed to anybody.
fn second_interview(story: &mut Story) -> Uuid {
    let (case, other) = (story.interview.case, Uuid::now_v7());
    let root = json!({"kind": "interview", "parent": null, "order": 0});
    story
        .ewa
        .write(case, other, Category::Workflow, &[(other, "@", root)]);
    let name = [(other, "first_name", json!("Jan"))];
    story.ewa.write(case, other, Category::Identity, &name);
    story.ewa.exchange(&story.house.office);
    story.pawel.exchange(&story.house.office);
    other
}

#[test]
fn a_team_does_not_pass_on_another_interview_of_the_family_than_its_own() {
    let mut story = story();
    let other = second_interview(&mut story);
    assert!(!holds(&story.pawel, other));
    let mut olga = member(&story.house, "Olga", Role::ServicesTeam, SERVICES);
    let case = story.interview.case;
    let row = json!({"kind": "hand_over", "document": other, "from": team(BENEFITS), "to": team(SERVICES)});
    pass_on(&mut story.pawel, case, row, "Nie moje.");
    let told = fates(&story.pawel.round(&story.house.office));
    olga.exchange(&story.house.office);
    assert!(
        !holds(&olga, other),
        "an interview in work, which its team never had, is on another team's laptop: {told:?}"
    );
    assert_eq!(told, ["accepted", "NoRight"]);
}

#[test]
fn who_receives_reports_does_not_route_interviews_to_a_team_of_her_own() {
    let story = story();
    let office = &story.house.office;
    let unit = "konstancin-pierwszy-kontakt";
    let both = story.house.person(
        "Halina Dyżurna",
        &[Role::FirstContact, Role::ServicesTeam],
        &[unit, SERVICES],
    );
    let mut halina = story.house.seat(both);
    halina.exchange(office);
    let (case, document) = (story.interview.case, story.interview.document);
    assert!(!holds(&halina, document));
    let row = json!({"kind": "hand_over", "document": document, "from": team(unit), "to": team(SERVICES)});
    pass_on(&mut halina, case, row, "Nie moje.");
    let told = fates(&halina.round(office));
    halina.exchange(office);
    assert!(
        !holds(&halina, document),
        "she gave herself the interview: {told:?}"
    );
}

#[test]
fn who_does_social_work_is_not_handed_the_proceedings_of_the_same_case() {
    let house = house();
    let ewa = house.person("Ewa", &[Role::FieldWorker], &[]);
    let both = house.person("Jan Obojga", &[], &[SOCIAL_WORK, BENEFITS]);
    let (mut ewa, mut both) = (house.seat(ewa), house.seat(both));
    let mut pawel = member(&house, "Paweł", Role::BenefitsTeam, BENEFITS);
    let help = [
        ("help_money", "zasiłek celowy"),
        ("help_social_work", "praca socjalna"),
    ];
    let interview = interview(&mut ewa, &help, false);
    interview.approve(&mut ewa);
    let (case, document) = (interview.case, interview.document);
    ewa.exchange(&house.office);
    for seat in [&mut both, &mut pawel] {
        seat.exchange(&house.office);
    }
    let take =
        |team: &str| json!({"act": "take", "case": case, "document": document, "team": team});
    assert!(
        both.ask(&house.office, Uuid::now_v7(), &take(SOCIAL_WORK))
            .accepted
    );
    both.exchange(&house.office);
    let row = json!({"kind": "hand_over", "document": document, "from": team(BENEFITS), "to": person(&both)});
    pass_on(&mut pawel, case, row, "Zna rodzinę.");
    let told = fates(&pawel.round(&house.office));
    assert!(told.iter().any(|fate| fate == "NoRight"), "{told:?}");
    both.exchange(&house.office);
    ewa.exchange(&house.office);
    let taken = ewa.values(case, "taken").into_iter();
    let by_both = taken.filter(|(_, row)| row["by"] == json!(both.person));
    assert_eq!(by_both.count(), 1, "the social work alone is his");
}

#[test]
fn forged_standings_of_routes_and_held_back_are_refused_in_every_category() {
    let mut story = story();
    let (case, document) = (story.interview.case, story.interview.document);
    let office = &story.house.office;
    let route = story
        .pawel
        .values(case, "row")
        .into_iter()
        .find(|(_, row)| row["team"] == BENEFITS)
        .unwrap()
        .0;
    for category in Category::ALL {
        let mut seat = story.ewa.clone();
        seat.write(
            case,
            case,
            category,
            &[(route, "state", json!({"state": "done", "at_ms": 1}))],
        );
        let told = fates(&seat.round(office));
        assert_ne!(told, ["accepted"], "{category:?}");
        let mut seat = story.ewa.clone();
        seat.write(
            case,
            case,
            category,
            &[(route, "taken", json!({"by": story.ewa.person, "at_ms": 1}))],
        );
        assert_ne!(fates(&seat.round(office)), ["accepted"], "{category:?}");
        let record = Uuid::now_v7();
        let mut seat = story.ewa.clone();
        let row = json!({"document": document, "team": SERVICES, "because": "x", "basis": "", "rules": [], "rules_version": "1", "at_ms": 1, "due": null});
        seat.write(case, case, category, &[(record, "row", row.clone())]);
        let first = fates(&seat.round(office));
        seat.write(
            case,
            case,
            category,
            &[(
                record,
                "@",
                json!({"kind": "route", "parent": case, "order": 0}),
            )],
        );
        assert_ne!(
            fates(&seat.round(office)),
            ["accepted"],
            "{category:?} {first:?}"
        );
    }
    let mut olga = member(&story.house, "Olga", Role::ServicesTeam, SERVICES);
    olga.exchange(office);
    assert!(!holds(&olga, document));
    story.pawel.exchange(office);
    assert_eq!(states(&story.pawel, case, BENEFITS), ["sent"]);
}

#[test]
fn only_the_head_replays_rules_and_acts_of_others_are_refused() {
    let mut story = story();
    let office = &story.house.office;
    let organisation = story
        .house
        .office
        .structure(crate::support::NOW)
        .unwrap()
        .organisation();
    for seat in [&mut story.ewa, &mut story.pawel] {
        let told = seat.ask(
            office,
            Uuid::now_v7(),
            &json!({"act": "replay_routing", "organisation": organisation}),
        );
        assert!(!told.accepted, "{}", String::from_utf8_lossy(&told.body));
        assert!(
            String::from_utf8_lossy(&told.body).contains("not_allowed"),
            "{}",
            String::from_utf8_lossy(&told.body)
        );
    }
}

#[test]
fn a_member_of_the_team_does_not_take_a_colleagues_matter_by_passing_it_to_herself() {
    let mut story = story();
    let mut piotr = member(&story.house, "Piotr", Role::BenefitsTeam, BENEFITS);
    let office = &story.house.office;
    let (case, document) = (story.interview.case, story.interview.document);
    piotr.exchange(office);
    let take = json!({"act": "take", "case": case, "document": document, "team": BENEFITS});
    assert!(story.pawel.ask(office, Uuid::now_v7(), &take).accepted);
    piotr.exchange(office);
    let row = json!({"kind": "hand_over", "document": document, "from": team(BENEFITS), "to": person(&piotr)});
    let record = pass_on(&mut piotr, case, row, "Biorę.");
    piotr.write(
        case,
        case,
        Category::Workflow,
        &[(record, "state", json!("accepted"))],
    );
    let told = fates(&piotr.round(office));
    piotr.exchange(office);
    assert_eq!(
        piotr.values(case, "taken")[0].1["by"],
        json!(story.pawel.person),
        "{told:?}"
    );
}

#[test]
fn a_visit_is_not_given_to_who_conducts_the_proceedings_of_the_case() {
    let house = house();
    let ewa = house.person("Ewa", &[Role::FieldWorker], &[]);
    let both = house.person("Jan Obojga", &[Role::FieldWorker], &[SOCIAL_WORK, BENEFITS]);
    let anna = house.person("Anna", &[Role::Head], &[]);
    let (mut ewa, mut both, mut anna) = (house.seat(ewa), house.seat(both), house.seat(anna));
    let help = [("help_money", "zasiłek celowy")];
    let interview = interview(&mut ewa, &help, false);
    interview.approve(&mut ewa);
    let (case, document) = (interview.case, interview.document);
    ewa.exchange(&house.office);
    both.exchange(&house.office);
    anna.exchange(&house.office);
    let take = json!({"act": "take", "case": case, "document": document, "team": BENEFITS});
    assert!(both.ask(&house.office, Uuid::now_v7(), &take).accepted);
    both.exchange(&house.office);
    let act = json!({"act": "assign_visit", "case": case, "worker": both.person});
    let told = anna.ask(&house.office, Uuid::now_v7(), &act);
    both.exchange(&house.office);
    assert!(
        !told.accepted,
        "the visit is hers, and so are the proceedings"
    );
}
