//! The head organises the centre: versions by day, what follows for people and interviews, and the dry run.

use serde_json::{Value, json};
use teren_domain::Category;
use teren_domain::access::{Relation, Role, categories};
use teren_domain::structure::{Organisation, Structure};
use uuid::Uuid;

use crate::hand_over::{holds, pass_on, states, story, team};
use crate::routing::{interview, member, teams};
use crate::support::{BENEFITS, House, NOW, SOCIAL_WORK, Seat, house};

const DAY: i64 = 24 * 3600 * 1000;
const TODAY: &str = "2026-11-23";
const SERVICES: &str = "konstancin-uslugi";

fn head(house: &House) -> Seat {
    let anna = house.person("Anna Kierownicka", &[Role::Head], &[]);
    house.seat(anna)
}

fn structure(house: &House, now_ms: i64) -> Structure {
    (*house.office.structure(now_ms).unwrap()).clone()
}

fn proposal(based_on: &str, valid_from: &str, organisation: &Organisation) -> Value {
    json!({
        "act": "propose_structure", "based_on": based_on, "valid_from": valid_from,
        "reason": "Nowy podział zadań.", "organisation": organisation,
    })
}

/// Asks for an act; the refusal as a word, or the answer.
fn ask(seat: &mut Seat, house: &House, act: &Value) -> Result<Vec<u8>, String> {
    let answer = seat.ask(&house.office, Uuid::now_v7(), act);
    match answer.accepted {
        true => Ok(answer.body),
        false => Err(serde_json::from_slice(&answer.body).unwrap()),
    }
}

/// Sends money decisions to social work from today on.
fn money_to_social_work(house: &House) -> Organisation {
    let mut organisation = structure(house, NOW).organisation();
    organisation.routing[3].teams = vec![SOCIAL_WORK.to_owned()];
    organisation
}

fn version(house: &House) -> String {
    structure(house, NOW).version
}

#[test]
fn a_rule_changed_between_approval_and_arrival_counts_as_it_stands_on_arrival() {
    let house = house();
    let (mut ewa, mut anna) = (house.worker("Ewa Terenowska"), head(&house));
    let early = interview(&mut ewa, &[("help_money", "zasiłek celowy")], false);
    early.approve(&mut ewa);
    ewa.exchange(&house.office);
    let before = version(&house);
    let late = interview(&mut ewa, &[("help_money", "zasiłek okresowy")], false);
    late.approve(&mut ewa);
    let act = proposal(&before, TODAY, &money_to_social_work(&house));
    ask(&mut anna, &house, &act).unwrap();
    ewa.exchange(&house.office);
    let of = |case| {
        let routes = ewa.rows(case, "route");
        let route = routes.first().unwrap();
        (route["team"].clone(), route["rules_version"].clone())
    };
    assert_eq!(of(early.case), (json!(BENEFITS), json!(before)));
    assert_eq!(of(late.case), (json!(SOCIAL_WORK), json!("2026-11-23/2")));
    assert_eq!(
        teams(&ewa, early.case),
        [BENEFITS],
        "what had arrived stays where it went"
    );
}

#[test]
fn every_seat_learns_the_new_version_and_the_old_one_stays() {
    let house = house();
    let (mut ewa, mut anna) = (house.worker("Ewa Terenowska"), head(&house));
    let act = proposal(&version(&house), TODAY, &money_to_social_work(&house));
    ask(&mut anna, &house, &act).unwrap();
    ewa.exchange(&house.office);
    let versions = ewa.rows(house.office.centre(), "structure");
    let told: Vec<_> = versions
        .iter()
        .map(|row| {
            (
                row["structure"]["version"].clone(),
                row["by"].clone(),
                row["reason"].clone(),
            )
        })
        .collect();
    assert_eq!(told.len(), 2);
    assert!(told.contains(&(
        json!("2026-11-23/2"),
        json!(anna.person),
        json!("Nowy podział zadań.")
    )));
    drop(ewa);
    // A version is read again by an office that was closed meanwhile.
    assert_eq!(version(&house), "2026-11-23/2");
}

#[test]
fn a_version_of_a_later_day_waits_for_its_day() {
    let house = house();
    let (mut ewa, mut anna) = (house.worker("Ewa Terenowska"), head(&house));
    let before = version(&house);
    let act = proposal(&before, "2026-12-01", &money_to_social_work(&house));
    ask(&mut anna, &house, &act).unwrap();
    assert_eq!(version(&house), before);
    let now = interview(&mut ewa, &[("help_money", "zasiłek celowy")], false);
    now.approve(&mut ewa);
    ewa.exchange(&house.office);
    assert_eq!(teams(&ewa, now.case), [BENEFITS]);
    assert_eq!(structure(&house, NOW + 8 * DAY).version, "2026-12-01/2");
    ewa.now_ms = NOW + 8 * DAY;
    let then = interview(&mut ewa, &[("help_money", "zasiłek celowy")], false);
    then.approve(&mut ewa);
    ewa.exchange(&house.office);
    assert_eq!(teams(&ewa, then.case), [SOCIAL_WORK]);
}

#[test]
fn the_office_refuses_what_may_not_be_and_nothing_changes() {
    let house = house();
    let mut pawel = member(&house, "Paweł Biurowski", Role::BenefitsTeam, BENEFITS);
    let mut anna = head(&house);
    let current = version(&house);
    let good = money_to_social_work(&house);
    let mut nobody = good.clone();
    nobody.routing[0].teams = vec!["nie-ma-takiego".to_owned()];
    let mut unknown_field = good.clone();
    let condition = json!({"field": "gone", "label_pl": "Nie ma", "test": {"is": "yes"}});
    unknown_field.routing[0].all = vec![serde_json::from_value(condition).unwrap()];
    let mut gone = good.clone();
    gone.units.retain(|unit| unit.id != BENEFITS);
    for rule in &mut gone.routing {
        rule.teams.retain(|team| team != BENEFITS);
        if rule.teams.is_empty() {
            rule.teams.push(SOCIAL_WORK.to_owned());
        }
    }
    for rule in &mut gone.entry {
        if rule.team == BENEFITS {
            SOCIAL_WORK.clone_into(&mut rule.team);
        }
    }
    assert_eq!(
        ask(&mut pawel, &house, &proposal(&current, TODAY, &good)),
        Err("not_allowed".into())
    );
    let table = [
        (proposal("2020-01-01", TODAY, &good), "outdated"),
        (proposal(&current, "2026-11-22", &good), "contradictory"),
        (proposal(&current, TODAY, &nobody), "contradictory"),
        (proposal(&current, TODAY, &unknown_field), "contradictory"),
        (proposal(&current, TODAY, &gone), "unit_in_use"),
        (json!({"act": "propose_structure"}), "malformed"),
        (
            json!({"act": "place_member", "person": pawel.person, "teams": ["nikt"]}),
            "unknown",
        ),
    ];
    for (act, refusal) in table {
        assert_eq!(
            ask(&mut anna, &house, &act),
            Err(refusal.to_owned()),
            "{act}"
        );
    }
    assert_eq!(version(&house), current);
    anna.exchange(&house.office);
    assert_eq!(anna.rows(house.office.centre(), "structure").len(), 1);
}

#[test]
fn two_heads_who_edit_the_same_version_do_not_overwrite_each_other() {
    let house = house();
    let (mut anna, mut deputy) = (head(&house), head(&house));
    let current = version(&house);
    let act = proposal(&current, TODAY, &money_to_social_work(&house));
    ask(&mut anna, &house, &act).unwrap();
    assert_eq!(ask(&mut deputy, &house, &act), Err("outdated".to_owned()));
}

#[test]
fn a_dry_run_counts_what_would_go_elsewhere_and_names_only_cases_and_teams() {
    let house = house();
    let (mut ewa, mut anna) = (house.worker("Ewa Terenowska"), head(&house));
    for help in [
        ("help_money", "zasiłek celowy"),
        ("help_social_work", "praca socjalna"),
    ] {
        let one = interview(&mut ewa, &[help], false);
        one.approve(&mut ewa);
    }
    ewa.exchange(&house.office);
    let mut organisation = money_to_social_work(&house);
    organisation.routing.retain(|rule| rule.id != "k5");
    let act = json!({"act": "replay_routing", "organisation": organisation});
    assert_eq!(ask(&mut ewa, &house, &act), Err("not_allowed".to_owned()));
    let body = ask(&mut anna, &house, &act).unwrap();
    let found: Value = serde_json::from_slice(&body).unwrap();
    assert_eq!(found["interviews"], 2);
    assert_eq!(found["elsewhere"], 2);
    assert_eq!(found["uncaught"], 1);
    assert_eq!(found["teams"][BENEFITS], json!([1, 0]));
    assert_eq!(found["teams"]["kierownik"], json!([0, 1]));
    let lines = found["listed"].as_array().unwrap();
    assert_eq!(lines[0]["number"], "T-2026-000001");
    assert_eq!(lines[0]["after"], json!([SOCIAL_WORK]));
    assert_eq!(lines[1]["uncaught"], true);
    let text = String::from_utf8(body).unwrap();
    assert!(
        !text.contains("Wymyślony") && !text.contains("zasiłek"),
        "{text}"
    );
    anna.exchange(&house.office);
    assert_eq!(anna.rows(house.office.centre(), "structure").len(), 1);
}

#[test]
fn a_dry_run_follows_the_answers_that_rules_ask_for() {
    let house = house();
    let (mut ewa, mut anna) = (house.worker("Ewa Terenowska"), head(&house));
    for violence in [true, false] {
        interview(&mut ewa, &[("help_money", "zasiłek celowy")], violence).approve(&mut ewa);
    }
    ewa.exchange(&house.office);
    let mut organisation = structure(&house, NOW).organisation();
    let mut own = organisation.routing[2].clone();
    own.id = "w1".to_owned();
    own.when.clear();
    let condition = json!({"field": "violence", "label_pl": "Czy w rodzinie występuje przemoc?", "test": {"is": "yes"}});
    own.all = vec![serde_json::from_value(condition).unwrap()];
    organisation.routing.push(own);
    let act = json!({"act": "replay_routing", "organisation": organisation});
    let found: Value = serde_json::from_slice(&ask(&mut anna, &house, &act).unwrap()).unwrap();
    assert_eq!(
        (&found["elsewhere"], &found["teams"][SERVICES]),
        (&json!(1), &json!([0, 1]))
    );
}

#[test]
fn a_reason_beyond_the_team_stays_with_those_who_may_know_it() {
    let house = house();
    let (mut ewa, mut anna) = (house.worker("Ewa Terenowska"), head(&house));
    let mut pawel = member(&house, "Paweł Biurowski", Role::BenefitsTeam, BENEFITS);
    let mut organisation = structure(&house, NOW).organisation();
    let mut own = organisation.routing[3].clone();
    own.id = "w1".to_owned();
    own.when.clear();
    own.term_days = Some(3);
    "Ośrodek tak postanowił.".clone_into(&mut own.reason_pl);
    let condition =
        json!({"field": "violence", "label_pl": "Przemoc w rodzinie", "test": {"is": "yes"}});
    own.all = vec![serde_json::from_value(condition).unwrap()];
    organisation.routing = vec![own];
    let act = proposal(&version(&house), TODAY, &organisation);
    ask(&mut anna, &house, &act).unwrap();
    let one = interview(&mut ewa, &[("help_money", "zasiłek celowy")], true);
    one.approve(&mut ewa);
    for seat in [&mut ewa, &mut pawel, &mut anna] {
        seat.exchange(&house.office);
    }
    let route = pawel.rows(one.case, "route").remove(0);
    assert_eq!(
        (&route["team"], &route["because"]),
        (&json!(BENEFITS), &json!(""))
    );
    assert_eq!(route["rules"], json!([]));
    assert_eq!(route["due"], "2026-11-26", "the rule's own term");
    assert_eq!(pawel.values(one.case, "because_violence"), []);
    let told = anna.values(one.case, "because_violence").remove(0).1;
    assert_eq!(
        told["because"],
        "W tym wywiadzie: Przemoc w rodzinie: tak. Ośrodek tak postanowił."
    );
    assert_eq!(told["rules"], json!(["w1"]));
}

#[test]
fn who_is_put_into_a_team_gets_its_matters_and_who_is_taken_out_loses_them() {
    let house = house();
    let (mut ewa, mut anna) = (house.worker("Ewa Terenowska"), head(&house));
    let mut zofia = member(&house, "Zofia Rozmowna", Role::SocialWorkTeam, SOCIAL_WORK);
    let one = interview(&mut ewa, &[("help_money", "zasiłek celowy")], false);
    one.approve(&mut ewa);
    ewa.exchange(&house.office);
    zofia.exchange(&house.office);
    assert!(!zofia.granted.contains_key(&one.case));
    let put =
        |teams: &[&str]| json!({"act": "place_member", "person": zofia.person, "teams": teams});
    let (both, one_team) = (put(&[SOCIAL_WORK, BENEFITS]), put(&[SOCIAL_WORK]));
    ask(&mut anna, &house, &both).unwrap();
    zofia.exchange(&house.office);
    assert!(zofia.granted.contains_key(&one.case));
    ask(&mut anna, &house, &one_team).unwrap();
    zofia.exchange(&house.office);
    assert!(zofia.revoked.contains(&one.case));
}

#[test]
fn a_unit_that_does_other_work_changes_what_its_members_hold() {
    let house = house();
    let (mut ewa, mut anna) = (house.worker("Ewa Terenowska"), head(&house));
    let jan = house.person("Jan Usługowski", &[], &[SERVICES]);
    let mut jan = house.seat(jan);
    let one = interview(&mut ewa, &[("help_care", "usługi sąsiedzkie")], false);
    one.approve(&mut ewa);
    ewa.exchange(&house.office);
    jan.exchange(&house.office);
    let held = |role| -> Vec<u8> {
        let held = categories(role, Relation::Team).into_iter();
        held.map(Category::number).collect()
    };
    assert_eq!(jan.granted[&one.case], held(Role::ServicesTeam));
    let mut organisation = structure(&house, NOW).organisation();
    let unit = organisation
        .units
        .iter_mut()
        .find(|unit| unit.id == SERVICES)
        .unwrap();
    unit.kind = teren_domain::access::UnitKind::Decisions;
    let act = proposal(&version(&house), TODAY, &organisation);
    ask(&mut anna, &house, &act).unwrap();
    jan.exchange(&house.office);
    assert_eq!(jan.granted[&one.case], held(Role::BenefitsTeam));
    assert!(
        !jan.categories_here(one.case)
            .contains(&Category::Situation.number())
    );
}

#[test]
fn a_named_coordinator_gets_the_role_and_loses_it_with_the_name() {
    let house = house();
    let mut anna = head(&house);
    let zofia = house.person("Zofia Rozmowna", &[], &[SOCIAL_WORK]);
    let roles = || {
        let persons = house.office.persons().unwrap();
        let found = persons.into_iter().find(|person| person.person == zofia);
        found.unwrap().roles
    };
    for (name, expected) in [
        (Some(zofia.to_string()), vec![Role::Coordinator]),
        (None, vec![]),
    ] {
        let mut organisation = structure(&house, NOW).organisation();
        organisation.units[2].coordinator = name;
        let act = proposal(&version(&house), TODAY, &organisation);
        ask(&mut anna, &house, &act).unwrap();
        assert_eq!(roles(), expected);
    }
}

#[test]
fn a_matter_that_comes_to_a_team_before_the_day_on_which_it_goes_is_still_in_somebodys_inbox() {
    let mut story = story();
    let anna = story.house.person("Anna", &[Role::Head], &[]);
    let mut anna = story.house.seat(anna);
    let office = &story.house.office;
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
    let act = json!({"act": "propose_structure", "based_on": before.version, "valid_from": "2026-12-01", "reason": "Usługi przejmuje praca socjalna.", "organisation": organisation});
    let told = anna.ask(office, Uuid::now_v7(), &act);
    assert!(told.accepted, "{}", String::from_utf8_lossy(&told.body));
    // Until its day the team works on: it gets a member and a matter.
    let mut olga = member(&story.house, "Olga", Role::ServicesTeam, SERVICES);
    let (case, document) = (story.interview.case, story.interview.document);
    let row = json!({"kind": "hand_over", "document": document, "from": team(BENEFITS), "to": team(SERVICES)});
    let record = pass_on(&mut story.pawel, case, row, "Do usług.");
    story.pawel.exchange(office);
    olga.exchange(office);
    olga.write(
        case,
        case,
        Category::Workflow,
        &[(record, "state", json!("accepted"))],
    );
    olga.exchange(office);
    story.pawel.exchange(office);
    assert!(holds(&olga, document));
    assert_eq!(states(&story.ewa.clone(), case, BENEFITS), ["sent"]);
    for seat in [&mut story.ewa, &mut story.pawel, &mut olga, &mut anna] {
        seat.now_ms = NOW + 9 * DAY;
        seat.exchange(office);
    }
    let now = office.structure(NOW + 9 * DAY).unwrap();
    assert!(now.unit(SERVICES).is_none());
    assert_eq!(states(&anna, case, "kierownik"), ["sent"]);
    assert!(!holds(&olga, document), "the team is no more");
    let take = json!({"act": "take", "case": case, "document": document, "team": SERVICES});
    assert!(!olga.ask(office, Uuid::now_v7(), &take).accepted);
}
