//! Hand-overs and questions of laptops that are hostile, or that have not heard what happened meanwhile.

use serde_json::{Value, json};
use teren_domain::Category;
use teren_domain::access::Role;
use uuid::Uuid;

use crate::hand_over::{SERVICES, pass_on, person, story, team};
use crate::routing::{approved, interview, member};
use crate::support::{BENEFITS, NOW, SOCIAL_WORK, fates, house};

#[test]
fn a_matter_that_a_colleague_took_meanwhile_is_not_taken_from_her_by_accepting_what_was_passed_before()
 {
    let mut story = story();
    let mut piotr = member(&story.house, "Piotr", Role::BenefitsTeam, BENEFITS);
    let office = &story.house.office;
    let (case, document) = (story.interview.case, story.interview.document);
    piotr.exchange(office);
    let row = json!({"kind": "hand_over", "document": document, "from": team(BENEFITS), "to": person(&piotr)});
    let record = pass_on(&mut piotr, case, row, "Wezmę, gdy będę mógł.");
    piotr.exchange(office);
    let take = json!({"act": "take", "case": case, "document": document, "team": BENEFITS});
    assert!(story.pawel.ask(office, Uuid::now_v7(), &take).accepted);
    story.pawel.exchange(office);
    piotr.exchange(office);
    let said = [(record, "state", json!("accepted"))];
    piotr.write(case, case, Category::Workflow, &said);
    piotr.exchange(office);
    story.pawel.exchange(office);
    let taken = story.pawel.values(case, "taken");
    assert_eq!(
        taken.first().map(|(_, taken)| taken["by"].clone()),
        Some(json!(story.pawel.person)),
        "he works on it"
    );
}

#[test]
fn a_question_is_not_moved_away_from_its_return_by_who_is_asked() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let mut pawel = member(&house, "Paweł Biurowski", Role::BenefitsTeam, BENEFITS);
    let (case, document) = approved(&house, &mut ewa);
    pawel.exchange(&house.office);
    let (sent, asked) = (Uuid::now_v7(), Uuid::now_v7());
    let place = |kind: &str, parent: Uuid| json!({"kind": kind, "parent": parent, "order": 0});
    let row = json!({"document": document, "team": BENEFITS, "by": pawel.person, "at_ms": NOW});
    let answers = [(sent, "@", place("return", case)), (sent, "row", row)];
    pawel.write(case, case, Category::Workflow, &answers);
    let opening = [(asked, "@", place("pin", sent))];
    pawel.write(case, case, Category::Workflow, &opening);
    let question = json!({"of": sent, "document": document, "record": document, "field": "diagnosis", "question": "Skąd?"});
    pawel.write(case, case, Category::Diagnosis, &[(asked, "row", question)]);
    let told = fates(&pawel.round(&house.office));
    assert!(told.iter().all(|fate| fate == "accepted"), "{told:?}");
    pawel.exchange(&house.office);
    ewa.exchange(&house.office);
    let mut taken = Vec::new();
    for (story, parent) in [("the case", case), ("nothing", Uuid::now_v7())] {
        let mut seat = ewa.clone();
        seat.actor = Uuid::now_v7();
        let moved = [(asked, "@", place("pin", parent))];
        seat.write(case, case, Category::Workflow, &moved);
        let told = fates(&seat.round(&house.office));
        if told != ["NoRight"] {
            taken.push((story, told));
        }
    }
    pawel.exchange(&house.office);
    let stands: Vec<Value> = pawel
        .values(case, "@")
        .into_iter()
        .filter(|(record, _)| *record == asked)
        .map(|(_, place)| place["parent"].clone())
        .collect();
    assert!(taken.is_empty(), "{taken:?}");
    assert_eq!(stands, [json!(sent)]);
}

#[test]
fn visits_of_a_caseload_do_not_go_to_who_conducts_the_proceedings_of_the_case() {
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
    let marek = house.person("Marek", &[Role::FieldWorker], &[]);
    anna.now_ms += 60_000;
    let act = json!({"act": "assign_visit", "case": case, "worker": marek});
    assert!(anna.ask(&house.office, Uuid::now_v7(), &act).accepted);
    let shares = json!([{"case": case, "to": both.person}]);
    let act = json!({"act": "hand_over_caseload", "person": marek, "shares": shares, "reason": "Zwolnienie lekarskie."});
    let told = anna.ask(&house.office, Uuid::now_v7(), &act);
    anna.exchange(&house.office);
    let visits = anna.values(case, "visit");
    let hers = visits
        .iter()
        .filter(|(_, visit)| visit["worker"] == json!(both.person))
        .count();
    assert_eq!(
        hers, 0,
        "accepted: {}; the visit is hers, and so are the proceedings",
        told.accepted
    );
}

#[test]
fn what_the_rules_gave_a_unit_that_is_gone_does_not_leave_a_hand_over_open_for_ever() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let mut pawel = member(&house, "Paweł Biurowski", Role::BenefitsTeam, BENEFITS);
    let anna = house.person("Anna", &[Role::Head], &[]);
    let mut anna = house.seat(anna);
    let office = &house.office;
    let before = office.structure(NOW).unwrap();
    let mut organisation = before.organisation();
    let swap = |team: &mut String| {
        if team == SERVICES {
            SOCIAL_WORK.clone_into(team);
        }
    };
    for rule in &mut organisation.routing {
        rule.teams.iter_mut().for_each(swap);
        rule.teams.dedup();
    }
    for rule in &mut organisation.entry {
        swap(&mut rule.team);
    }
    organisation.units.retain(|unit| unit.id != SERVICES);
    let act = json!({"act": "propose_structure", "based_on": before.version, "valid_from": "2026-12-01", "reason": "Koniec usług.", "organisation": organisation});
    assert!(anna.ask(office, Uuid::now_v7(), &act).accepted);
    // By the rules of today it comes to both teams.
    let help = [
        ("help_money", "zasiłek celowy"),
        ("help_care", "usługi opiekuńcze w miejscu zamieszkania"),
    ];
    let made = interview(&mut ewa, &help, false);
    made.approve(&mut ewa);
    ewa.exchange(office);
    pawel.exchange(office);
    let (case, document) = (made.case, made.document);
    let mut there = crate::routing::teams(&ewa, case);
    there.sort();
    assert_eq!(there, [BENEFITS, SERVICES], "control");
    let row = json!({"kind": "hand_over", "document": document, "from": team(BENEFITS), "to": team(SERVICES)});
    let record = pass_on(&mut pawel, case, row, "Do usług.");
    pawel.exchange(office);
    for seat in [&mut ewa, &mut pawel, &mut anna] {
        seat.now_ms = NOW + 9 * 24 * 3600 * 1000;
        seat.exchange(office);
    }
    for act in ["take", "finish"] {
        let act = json!({"act": act, "case": case, "document": document, "team": "kierownik"});
        assert!(anna.ask(office, Uuid::now_v7(), &act).accepted);
    }
    pawel.exchange(office);
    let last = crate::hand_over::steps(&pawel, case, record);
    assert_ne!(
        last.last().unwrap(),
        "sent",
        "nobody can answer it any more"
    );
}
