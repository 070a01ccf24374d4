//! What a laptop gets: its cases, its categories, nothing else, whole and in order.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde_json::json;
use teren_domain::Category;
use teren_domain::access::{Relation, Role, categories};
use teren_domain::authorisation::Authorisation;
use teren_ledger::wire::{Backfill, Refused, Request};
use uuid::Uuid;

use crate::support::{BENEFITS, House, NOW, Seat, fates, house};

fn first_contact(house: &House) -> Seat {
    let halina = house.person("Halina Dyżurna", &[Role::FirstContact], &[]);
    house.seat(halina)
}

/// A case with an answer of every category, taken in by the office.
fn full_case(house: &House, ewa: &mut Seat) -> Uuid {
    let case = ewa.open_case("Wymyślony");
    let document = Uuid::now_v7();
    for category in Category::ALL {
        ewa.write(case, document, category, &[(document, "x", json!(1))]);
        ewa.write(case, case, category, &[(case, "x", json!(1))]);
    }
    ewa.exchange(&house.office);
    case
}

fn numbers(role: Role, relation: Relation) -> BTreeSet<u8> {
    let held = categories(role, relation).into_iter();
    held.map(Category::number).collect()
}

#[test]
fn a_seat_gets_the_categories_of_its_role_and_no_others() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let case = full_case(&house, &mut ewa);
    let mut halina = first_contact(&house);
    halina.exchange(&house.office);
    let expected = numbers(Role::FirstContact, Relation::Team);
    // Not the interview, not even in the categories of the report.
    assert!(
        halina
            .streams
            .keys()
            .all(|stream| { stream.document == stream.case })
    );
    assert_eq!(halina.categories_here(case), expected);
    assert_eq!(
        halina.granted[&case],
        expected.into_iter().collect::<Vec<_>>()
    );
    let mut marek = house.worker("Marek Obchodowicz");
    marek.exchange(&house.office);
    assert!(marek.categories_here(case).is_empty());
}

#[test]
fn everybody_gets_the_people_and_the_structure_of_the_centre_and_writes_none_of_it() {
    let house = house();
    let it = house.person("Adam Systemowy", &[Role::Administrator], &[]);
    let mut it = house.seat(it);
    it.exchange(&house.office);
    let centre = house.office.centre();
    assert_eq!(it.granted[&centre], [Category::Workflow.number()]);
    assert_eq!(it.rows(centre, "staff")[0]["name"], "Adam Systemowy");
    assert_eq!(
        it.rows(centre, "structure")[0]["structure"]["id"],
        "konstancin"
    );
    it.write(
        centre,
        centre,
        Category::Workflow,
        &[(it.person, "row", json!({}))],
    );
    assert_eq!(fates(&it.round(&house.office)), ["NoRight"]);
}

#[test]
fn a_new_colleague_finds_the_cases_of_her_team_and_the_others_hear_of_her() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let case = full_case(&house, &mut ewa);
    let mut halina = first_contact(&house);
    halina.exchange(&house.office);
    assert!(halina.granted.contains_key(&case));
    ewa.exchange(&house.office);
    let staff = ewa.rows(house.office.centre(), "staff");
    assert!(
        staff
            .iter()
            .any(|member| member["name"] == "Halina Dyżurna")
    );
}

#[test]
fn own_changes_do_not_come_back_but_a_new_laptop_gets_them_all() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    full_case(&house, &mut ewa);
    let own: BTreeSet<u64> = (0..15).collect();
    // Structure, two people, adoption: nothing of what she sent herself.
    assert!(ewa.received.len() < own.len());
    let mut second = house.seat(ewa.person);
    second.exchange(&house.office);
    for (stream, state) in &ewa.streams {
        let there = second.streams.get(stream).map(|there| there.digest(0));
        assert_eq!(there, Some(state.digest(0)), "{stream:?}");
    }
}

#[test]
fn a_case_comes_in_portions_and_is_named_unfinished_until_it_is_whole() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let case = ewa.open_case("Wymyślony");
    for place in 0..200 {
        let text = "długi opis ".repeat(20);
        let record = Uuid::now_v7();
        let opening = json!({"kind": "of_tomorrow", "parent": case, "order": place});
        let told = json!(format!("{place} {text}"));
        let answers = [(record, "@", opening), (record, "x", told)];
        ewa.write(case, case, Category::Workflow, &answers);
    }
    ewa.exchange(&house.office);
    let mut halina = first_contact(&house);
    halina.wanted_bytes = 4096;
    let responses = halina.exchange(&house.office);
    assert!(responses.len() > 10, "{}", responses.len());
    let unfinished = |response: &&teren_ledger::wire::Response| {
        response
            .backfill
            .is_some_and(|running| running.case == case)
    };
    assert!(responses.iter().filter(unfinished).count() > 10);
    assert!(responses.last().unwrap().backfill.is_none());
    for response in &responses {
        let bytes: usize = response
            .changes
            .iter()
            .map(|change| change.bytes.len())
            .sum();
        assert!(bytes <= 4096 || response.changes.len() == 1);
    }
    assert_eq!(halina.values(case, "x").len(), 200);
}

#[test]
fn a_round_whose_answer_was_lost_gives_the_same_again() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    full_case(&house, &mut ewa);
    let halina = first_contact(&house);
    let request = Request {
        wanted_bytes: 700,
        ..halina.request()
    };
    let first = halina.send(&house.office, &request).unwrap();
    let second = halina.send(&house.office, &request).unwrap();
    assert_eq!(first, second);
    assert!(first.more);
}

#[test]
fn cut_at_any_round_and_repeated_the_seat_ends_with_the_same() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    for name in ["Wymyślony", "Zmyślony", "Próbny"] {
        ewa.open_case(name);
        full_case(&house, &mut ewa);
    }
    let mut whole = first_contact(&house);
    whole.exchange(&house.office);
    let mut cut = house.seat(whole.person);
    cut.wanted_bytes = 600;
    let mut rounds = 0;
    loop {
        let request = cut.request();
        // The answer is lost twice, then it arrives.
        for _ in 0..2 {
            cut.send(&house.office, &request).unwrap();
        }
        let response = cut.round(&house.office);
        rounds += 1;
        if !response.more {
            break;
        }
    }
    assert!(rounds > 5, "{rounds}");
    let digests = |seat: &Seat| -> Vec<_> {
        let streams = seat.streams.iter();
        streams
            .map(|(stream, state)| (*stream, state.digest(0)))
            .collect()
    };
    assert_eq!(digests(&cut), digests(&whole));
}

#[test]
fn a_seat_that_lost_something_asks_for_a_case_anew_without_knowing_its_end() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let case = full_case(&house, &mut ewa);
    let lost = std::mem::take(&mut ewa.streams);
    ewa.backfill = Some(Backfill {
        case,
        after: 0,
        until: u64::MAX,
    });
    ewa.wanted_bytes = 500;
    ewa.exchange(&house.office);
    for (stream, state) in lost.into_iter().filter(|(stream, _)| stream.case == case) {
        assert_eq!(ewa.streams[&stream].digest(0), state.digest(0));
    }
}

#[test]
fn a_seat_of_another_incarnation_of_the_office_starts_over() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    full_case(&house, &mut ewa);
    let mut halina = first_contact(&house);
    let first: usize = halina
        .exchange(&house.office)
        .iter()
        .map(|response| response.changes.len())
        .sum();
    halina.epoch = 1;
    halina.cursor = 999_999;
    halina.streams.clear();
    let again: usize = halina
        .exchange(&house.office)
        .iter()
        .map(|response| response.changes.len())
        .sum();
    assert_eq!(first, again);
}

#[test]
fn an_idle_exchange_says_the_same_little_however_many_cases_there_are() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let mut halina = first_contact(&house);
    let mut sizes = BTreeSet::new();
    for cases in [1, 40] {
        for _ in 0..cases {
            ewa.open_case("Wymyślony");
        }
        ewa.exchange(&house.office);
        halina.exchange(&house.office);
        let request = teren_store::packet::pack(&halina.request()).unwrap();
        let response = house.office.exchange(&halina.token, &request, NOW).unwrap();
        assert!(request.len() + response.len() < 300);
        sizes.insert(response.len());
        assert!(halina.round(&house.office).changes.is_empty());
    }
    // Sequence numbers grow by a byte now and then.
    assert!(
        sizes.last().unwrap() - sizes.first().unwrap() < 8,
        "{sizes:?}"
    );
}

#[test]
fn two_workers_of_one_case_edit_it_offline_and_both_answers_stay() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let mut marek = house.worker("Marek Obchodowicz");
    let mut halina = first_contact(&house);
    let case = ewa.open_case("Wymyślony");
    ewa.exchange(&house.office);
    halina.exchange(&house.office);
    let assign = json!({"act": "assign_visit", "case": case, "worker": marek.person});
    assert!(halina.ask(&house.office, Uuid::now_v7(), &assign).accepted);
    marek.exchange(&house.office);
    ewa.write(
        case,
        case,
        Category::Identity,
        &[(case, "phone", json!("600"))],
    );
    marek.write(
        case,
        case,
        Category::Identity,
        &[(case, "phone", json!("700"))],
    );
    marek.write(
        case,
        case,
        Category::Identity,
        &[(case, "address", json!("Próbna 7"))],
    );
    for _ in 0..2 {
        ewa.exchange(&house.office);
        marek.exchange(&house.office);
    }
    for seat in [&ewa, &marek] {
        assert_eq!(seat.values(case, "phone").len(), 2);
        assert_eq!(seat.values(case, "address").len(), 1);
    }
}

#[test]
fn who_leaves_a_team_gives_its_cases_back_and_keeps_her_own() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let team_case = full_case(&house, &mut ewa);
    let halina = house.person("Halina Dyżurna", &[Role::FirstContact], &[]);
    let mut seat = house.seat(halina);
    let own = seat.open_case("Własny");
    seat.exchange(&house.office);
    assert!(seat.granted.contains_key(&team_case));
    let known = house.office.persons().unwrap();
    let mut person = known
        .into_iter()
        .find(|person| person.person == halina)
        .unwrap();
    person.roles = vec![Role::FieldWorker];
    person.teams = vec![BENEFITS.to_owned()];
    house.office.change_person(person.clone(), NOW).unwrap();
    seat.exchange(&house.office);
    assert!(seat.revoked.contains(&team_case));
    assert!(!seat.granted.contains_key(&team_case));
    assert_eq!(seat.granted[&own].len(), 13);
    seat.write(
        team_case,
        team_case,
        Category::Identity,
        &[(team_case, "phone", json!("1"))],
    );
    assert_eq!(fates(&seat.round(&house.office)), ["NoRight"]);
    person.employed = false;
    house.office.change_person(person, NOW).unwrap();
    // Who left lets everything go, and then hears that the laptop is withdrawn.
    seat.exchange(&house.office);
    assert!(seat.granted.is_empty() && seat.revoked.contains(&own));
    assert!(seat.streams.keys().all(|stream| stream.case == team_case));
    assert_eq!(
        seat.send(&house.office, &seat.request()),
        Err(Refused::Withdrawn)
    );
}

#[test]
fn sixteen_senders_at_once_lose_nothing_and_repeat_nothing() {
    let house = house();
    let mut seats: Vec<Seat> = (0..16)
        .map(|number| house.worker(&format!("Osoba Próbna {number}")))
        .collect();
    std::thread::scope(|scope| {
        for seat in &mut seats {
            let office = &house.office;
            scope.spawn(move || {
                for _ in 0..5 {
                    let case = seat.open_case("Wymyślony");
                    for _ in 0..5 {
                        seat.write(case, case, Category::Income, &[(case, "x", json!(1))]);
                    }
                    seat.exchange(office);
                }
            });
        }
    });
    let verified = house.office.verify(NOW).unwrap();
    // 16 × 5 cases and the centre's own; 7 changes, an adoption and a visit each; structure, 16 people and their laptops.
    assert_eq!(verified.cases, 81);
    assert_eq!(verified.changes, 80 * 9 + 1 + 16 * 2);
    let numbers: BTreeSet<String> = seats
        .iter()
        .flat_map(|seat| {
            let cases = seat.granted.keys();
            cases.flat_map(|case| seat.values(*case, "adopted"))
        })
        .map(|(_, adoption)| adoption["number"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(numbers.len(), 80);
    assert_eq!(numbers.last().unwrap(), "T-2026-000080");
}

#[test]
fn a_changed_account_touches_only_the_cases_it_concerns() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let own = full_case(&house, &mut ewa);
    let known = house.office.persons().unwrap();
    let mut person = (known.into_iter())
        .find(|person| person.person == ewa.person)
        .unwrap();
    let told = |seat: &mut Seat| -> (usize, usize) {
        let responses = seat.exchange(&house.office);
        let count = |of: fn(&teren_ledger::wire::Response) -> usize| responses.iter().map(of).sum();
        (
            count(|response| response.grants.len()),
            count(|response| response.revokes.len()),
        )
    };
    // A new authorisation changes nothing of what she may hold.
    person.authorisations = vec![Authorisation::lasting("7/2026", NaiveDate::default())];
    house.office.change_person(person.clone(), NOW).unwrap();
    assert_eq!(told(&mut ewa), (0, 0));
    // Another team neither: her own cases are hers.
    person.teams = vec![];
    house.office.change_person(person.clone(), NOW).unwrap();
    assert_eq!(told(&mut ewa), (0, 0));
    // Fewer categories come as a grant with fewer: the case is not let go.
    person.roles = vec![Role::BenefitsTeam];
    house.office.change_person(person.clone(), NOW).unwrap();
    assert_eq!(told(&mut ewa), (1, 0));
    let held = numbers(Role::BenefitsTeam, Relation::Own);
    assert_eq!(ewa.granted[&own], held.into_iter().collect::<Vec<_>>());
}

#[test]
fn who_comes_back_finds_her_own_cases_and_a_visit_given_anew() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let own = full_case(&house, &mut ewa);
    let known = house.office.persons().unwrap();
    let mut person = (known.into_iter())
        .find(|person| person.person == ewa.person)
        .unwrap();
    for active in [false, true, false, true] {
        person.employed = active;
        house.office.change_person(person.clone(), NOW).unwrap();
        ewa.exchange(&house.office);
        assert_eq!(ewa.granted.contains_key(&own), active);
    }
    let mut anew = house.seat(ewa.person);
    anew.exchange(&house.office);
    assert_eq!(anew.granted[&own].len(), 13);
    ewa.exchange(&house.office);
    assert_eq!(ewa.granted[&own].len(), 13);
}
