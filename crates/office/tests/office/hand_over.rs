//! Matters passed on between teams and people, caseloads handed over, and the separation of art. 110a.

use serde_json::{Value, json};
use teren_domain::Category;
use teren_domain::access::Role;
use teren_domain::structure::{Side, shipped_by_id};
use uuid::Uuid;

use crate::routing::{Interview, interview, member};
use crate::support::{BENEFITS, House, SOCIAL_WORK, Seat, fates, house, house_of};

pub const SERVICES: &str = "konstancin-uslugi";

/// Writes a hand-over as a seat does: the reason first, then the matter.
pub fn pass_on(seat: &mut Seat, case: Uuid, row: Value, reason: &str) -> Uuid {
    let record = Uuid::now_v7();
    let why = [(record, "reason", json!(reason))];
    seat.write(case, case, Category::HelpPlan, &why);
    let place = json!({"kind": "hand_over", "parent": case, "order": 0});
    let answers = [(record, "@", place), (record, "row", row)];
    seat.write(case, case, Category::Workflow, &answers);
    record
}

fn say(seat: &mut Seat, case: Uuid, record: Uuid, state: &str) {
    let said = [(record, "state", json!(state))];
    seat.write(case, case, Category::Workflow, &said);
}

pub fn team(id: &str) -> Value {
    json!({"team": id})
}

pub fn person(seat: &Seat) -> Value {
    json!({"person": seat.person})
}

/// The steps of a hand-over as a seat reads them.
pub fn steps(seat: &Seat, case: Uuid, record: Uuid) -> Vec<String> {
    let mut standing = seat.values(case, "standing").into_iter();
    let standing = standing.find(|(of, _)| *of == record);
    let steps = standing.map(|(_, steps)| steps).unwrap_or_default();
    let steps = steps.as_array().cloned().unwrap_or_default().into_iter();
    steps
        .map(|step| step["state"].as_str().unwrap().to_owned())
        .collect()
}

/// Where the routes of a team stand, oldest first.
pub fn states(seat: &Seat, case: Uuid, team: &str) -> Vec<String> {
    let rows = seat.values(case, "row").into_iter();
    let mut records: Vec<Uuid> = rows
        .filter(|(_, row)| row["team"] == team)
        .map(|(record, _)| record)
        .collect();
    records.sort();
    let standing = seat.values(case, "state");
    let state = |record: &Uuid| {
        let known = standing.iter().find(|(of, _)| of == record);
        known.map_or("sent".to_owned(), |(_, state)| {
            state["state"].as_str().unwrap().to_owned()
        })
    };
    records.iter().map(state).collect()
}

/// An interview that asks for money lies in the inbox of the benefits team.
pub struct Story {
    pub house: House,
    pub ewa: Seat,
    pub pawel: Seat,
    pub interview: Interview,
}

pub fn story() -> Story {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let mut pawel = member(&house, "Paweł Biurowski", Role::BenefitsTeam, BENEFITS);
    let interview = interview(&mut ewa, &[("help_money", "zasiłek celowy")], false);
    interview.approve(&mut ewa);
    ewa.exchange(&house.office);
    pawel.exchange(&house.office);
    Story {
        house,
        ewa,
        pawel,
        interview,
    }
}

fn row(story: &Story, kind: &str, from: Value, to: Value) -> Value {
    json!({"kind": kind, "document": story.interview.document, "from": from, "to": to})
}

/// Whether a seat holds anything of a document.
pub fn holds(seat: &Seat, document: Uuid) -> bool {
    seat.streams
        .keys()
        .any(|stream| stream.document == document)
}

#[test]
fn a_matter_passed_to_another_team_is_taken_there_done_and_every_step_says_who() {
    let mut story = story();
    let mut olga = member(&story.house, "Olga", Role::ServicesTeam, SERVICES);
    let case = story.interview.case;
    let passed = row(&story, "hand_over", team(BENEFITS), team(SERVICES));
    let record = pass_on(
        &mut story.pawel,
        case,
        passed,
        "Potrzebne są usługi opiekuńcze.",
    );
    story.pawel.exchange(&story.house.office);
    olga.exchange(&story.house.office);
    assert_eq!(steps(&olga, case, record), ["sent"]);
    let rows = olga.rows(case, "route");
    let brought = rows.iter().find(|row| row["team"] == SERVICES).unwrap();
    assert_eq!(brought["hand_over"], json!(record));
    let because = brought["because"].as_str().unwrap();
    assert!(because.contains("usługi opiekuńcze") && because.starts_with("Przekazane przez"));
    let act = |act: &str| json!({"act": act, "case": case, "document": story.interview.document, "team": SERVICES});
    assert!(
        olga.ask(&story.house.office, Uuid::now_v7(), &act("take"))
            .accepted
    );
    assert!(
        olga.ask(&story.house.office, Uuid::now_v7(), &act("finish"))
            .accepted
    );
    story.pawel.exchange(&story.house.office);
    assert_eq!(
        steps(&story.pawel, case, record),
        ["sent", "accepted", "done"]
    );
    let standing = story.pawel.values(case, "standing").remove(0).1;
    assert_eq!(standing[0]["by"], json!(story.pawel.person));
    assert_eq!(standing[1]["by"], json!(olga.person));
    assert_eq!(states(&story.pawel, case, SERVICES), ["done"]);
    assert_eq!(
        states(&story.pawel, case, BENEFITS),
        ["revoked"],
        "nobody had taken it there"
    );
}

#[test]
fn a_matter_that_came_to_the_wrong_team_leaves_it_and_its_laptops() {
    let mut story = story();
    let mut olga = member(&story.house, "Olga", Role::ServicesTeam, SERVICES);
    let (case, document) = (story.interview.case, story.interview.document);
    let passed = row(&story, "re_route", team(BENEFITS), team(SERVICES));
    let record = pass_on(&mut story.pawel, case, passed, "Nie prowadzimy tej sprawy.");
    story.pawel.exchange(&story.house.office);
    assert!(
        story.pawel.granted.contains_key(&case),
        "held until it is accepted"
    );
    olga.exchange(&story.house.office);
    say(&mut olga, case, record, "accepted");
    olga.exchange(&story.house.office);
    story.pawel.exchange(&story.house.office);
    assert!(!story.pawel.granted.contains_key(&case));
    let left = story
        .pawel
        .streams
        .keys()
        .any(|stream| stream.document == document);
    assert!(!left, "nothing of it stays on the laptop");
    assert_eq!(states(&olga, case, BENEFITS), ["revoked"]);
    // Who joins the team later does not get it either.
    let mut iga = member(&story.house, "Iga", Role::BenefitsTeam, BENEFITS);
    iga.exchange(&story.house.office);
    assert!(!iga.granted.contains_key(&case));
}

#[test]
fn a_refusal_goes_back_with_its_reason_and_the_matter_may_be_passed_on_anew() {
    let mut story = story();
    let mut olga = member(&story.house, "Olga", Role::ServicesTeam, SERVICES);
    let case = story.interview.case;
    let passed = row(&story, "hand_over", team(BENEFITS), team(SERVICES));
    let record = pass_on(&mut story.pawel, case, passed.clone(), "Do usług.");
    story.pawel.exchange(&story.house.office);
    olga.exchange(&story.house.office);
    let reply = [(record, "reply", json!("Rodzina nie chce usług."))];
    olga.write(case, case, Category::HelpPlan, &reply);
    say(&mut olga, case, record, "refused");
    olga.exchange(&story.house.office);
    story.pawel.exchange(&story.house.office);
    assert_eq!(steps(&story.pawel, case, record), ["sent", "refused"]);
    let replies = story.pawel.values(case, "reply");
    assert_eq!(replies[0].1, "Rodzina nie chce usług.");
    assert_eq!(states(&story.pawel, case, SERVICES), ["revoked"]);
    assert_eq!(
        states(&story.pawel, case, BENEFITS),
        ["sent"],
        "it is theirs again"
    );
    olga.exchange(&story.house.office);
    assert!(!olga.granted.contains_key(&case));
    let again = pass_on(&mut story.pawel, case, passed, "Rodzina zmieniła zdanie.");
    story.pawel.exchange(&story.house.office);
    olga.exchange(&story.house.office);
    assert_eq!(steps(&olga, case, again), ["sent"]);
    let mut both = states(&olga, case, SERVICES);
    both.sort();
    assert_eq!(both, ["revoked", "sent"]);
}

#[test]
fn of_an_acceptance_and_a_revoke_made_at_the_same_time_the_first_to_arrive_counts() {
    for revoke_first in [true, false] {
        let mut story = story();
        let mut olga = member(&story.house, "Olga", Role::ServicesTeam, SERVICES);
        let case = story.interview.case;
        let passed = row(&story, "hand_over", team(BENEFITS), team(SERVICES));
        let record = pass_on(&mut story.pawel, case, passed, "Do usług.");
        story.pawel.exchange(&story.house.office);
        olga.exchange(&story.house.office);
        say(&mut story.pawel, case, record, "revoked");
        say(&mut olga, case, record, "accepted");
        let office = &story.house.office;
        if revoke_first {
            assert_eq!(fates(&story.pawel.round(office)), ["accepted"]);
            // Her laptop is told to let the case go; her word came before it could hear of that.
            olga.exchange(office);
        } else {
            assert_eq!(fates(&olga.round(office)), ["accepted"]);
            assert_eq!(fates(&story.pawel.round(office)), ["accepted"]);
        }
        story.pawel.exchange(office);
        story.ewa.exchange(office);
        let expected = if revoke_first { "revoked" } else { "accepted" };
        assert_eq!(steps(&story.ewa, case, record), ["sent", expected]);
        assert_eq!(steps(&story.pawel, case, record), ["sent", expected]);
    }
}

#[test]
fn nobody_passes_on_what_is_not_hers_nor_answers_for_another_team() {
    let mut story = story();
    let mut zofia = member(&story.house, "Zofia", Role::SocialWorkTeam, SOCIAL_WORK);
    let case = story.interview.case;
    let not_hers = row(&story, "hand_over", team(SOCIAL_WORK), team(SERVICES));
    pass_on(&mut story.pawel, case, not_hers, "Nie moje.");
    assert_eq!(
        fates(&story.pawel.round(&story.house.office)),
        ["accepted", "NoRight"]
    );
    let mut ewa = story.ewa;
    let nobodys = json!({"kind": "hand_over", "document": null, "from": team(SERVICES), "to": team(SOCIAL_WORK)});
    pass_on(&mut ewa, case, nobodys, "Nie moje.");
    assert_eq!(
        fates(&ewa.round(&story.house.office)),
        ["accepted", "NoRight"]
    );
    let place = json!({"kind": "hand_over", "parent": case, "order": 0});
    let (record, sent) = (
        Uuid::now_v7(),
        json!([{"state": "accepted", "by": zofia.person, "at_ms": 1}]),
    );
    let forged = [(record, "@", place), (record, "standing", sent)];
    ewa.write(case, case, Category::Workflow, &forged);
    assert_eq!(
        fates(&ewa.round(&story.house.office)),
        ["NoRight"],
        "only the office says so"
    );
    zofia.exchange(&story.house.office);
    assert!(!zofia.granted.contains_key(&case));
}

#[test]
fn a_coordinator_gives_a_matter_to_a_member_who_gives_it_back_to_the_team() {
    let mut story = story();
    let roles = [Role::BenefitsTeam, Role::Coordinator];
    let kora = story.house.person("Kora", &roles, &[BENEFITS]);
    let mut kora = story.house.seat(kora);
    let case = story.interview.case;
    let office = &story.house.office;
    kora.exchange(office);
    let given = row(&story, "hand_over", team(BENEFITS), person(&story.pawel));
    let record = pass_on(&mut kora, case, given, "Paweł zna rodzinę.");
    kora.exchange(office);
    story.pawel.exchange(office);
    assert_eq!(steps(&story.pawel, case, record), ["sent"]);
    say(&mut story.pawel, case, record, "accepted");
    story.pawel.exchange(office);
    kora.exchange(office);
    assert_eq!(steps(&kora, case, record), ["sent", "accepted"]);
    assert_eq!(
        kora.values(case, "taken")[0].1["by"],
        json!(story.pawel.person)
    );
    assert_eq!(states(&kora, case, BENEFITS), ["taken"]);
    let back = row(&story, "hand_over", person(&story.pawel), team(BENEFITS));
    let record = pass_on(&mut story.pawel, case, back, "Idę na urlop.");
    story.pawel.exchange(office);
    kora.exchange(office);
    assert_eq!(steps(&kora, case, record), ["sent", "accepted", "done"]);
    assert_eq!(states(&kora, case, BENEFITS), ["sent"]);
    assert_eq!(kora.values(case, "taken")[0].1, Value::Null);
    let take = json!({"act": "take", "case": case, "document": story.interview.document, "team": BENEFITS});
    assert!(kora.ask(office, Uuid::now_v7(), &take).accepted);
}

#[test]
fn services_found_necessary_give_their_team_a_visit_of_its_own() {
    let house = house_of("piaseczno");
    let (social_work, services) = ("piaseczno-praca-socjalna", "piaseczno-uslugi");
    let ewa = house.person("Ewa", &[Role::FieldWorker], &[social_work]);
    let olga = house.person("Olga", &[Role::FieldWorker], &[services]);
    let (mut ewa, mut olga) = (house.seat(ewa), house.seat(olga));
    let case = ewa.open_case("Wymyślony");
    let passed = json!({"kind": "services_found", "document": null, "from": person(&ewa), "to": team(services)});
    ewa.exchange(&house.office);
    let record = pass_on(&mut ewa, case, passed, "Nie radzi sobie sama z myciem.");
    ewa.exchange(&house.office);
    olga.exchange(&house.office);
    assert_eq!(steps(&olga, case, record), ["sent"]);
    let take = json!({"act": "take", "case": case, "document": case, "team": services});
    assert!(olga.ask(&house.office, Uuid::now_v7(), &take).accepted);
    olga.exchange(&house.office);
    assert_eq!(steps(&olga, case, record), ["sent", "accepted"]);
    let workers: Vec<Value> = olga
        .rows(case, "visit")
        .iter()
        .map(|visit| visit["worker"].clone())
        .collect();
    assert!(workers.contains(&json!(olga.person)), "{workers:?}");
    // She writes an interview of her own; the one who passed it on keeps hers.
    let document = Uuid::now_v7();
    let root = json!({"kind": "interview", "parent": null, "order": 0});
    olga.write(case, document, Category::Workflow, &[(document, "@", root)]);
    olga.write(
        case,
        document,
        Category::Health,
        &[(document, "health_problems", json!("słaba"))],
    );
    assert_eq!(fates(&olga.round(&house.office)), ["accepted", "accepted"]);
    ewa.exchange(&house.office);
    assert!(ewa.granted.contains_key(&case));
}

/// A worker with a visit to make, an interview in work that nobody else saw, and unsent work.
fn ill_worker(house: &House) -> (Seat, Uuid, Uuid) {
    let mut marek = house.worker("Marek Chory");
    let case = marek.open_case("Wymyślony");
    marek.exchange(&house.office);
    let document = Uuid::now_v7();
    let root = json!({"kind": "interview", "parent": null, "order": 0});
    marek.write(case, document, Category::Workflow, &[(document, "@", root)]);
    let needs = [(document, "needs", json!("opał na zimę"))];
    marek.write(case, document, Category::Diagnosis, &needs);
    (marek, case, document)
}

fn caseload(house: &House, head: &mut Seat, from: &Seat, shares: &[(Uuid, &Seat)]) -> bool {
    let shares: Vec<Value> = shares
        .iter()
        .map(|(case, to)| json!({"case": case, "to": to.person}))
        .collect();
    let act = json!({"act": "hand_over_caseload", "person": from.person, "shares": shares, "reason": "Zwolnienie lekarskie."});
    head.ask(&house.office, Uuid::now_v7(), &act).accepted
}

fn head(house: &House) -> Seat {
    let anna = house.person("Anna", &[Role::Head], &[]);
    house.seat(anna)
}

#[test]
fn a_sick_workers_whole_caseload_is_divided_in_one_act_with_its_visits() {
    let house = house();
    let (mut marek, first, _) = ill_worker(&house);
    marek.unsent.clear();
    let second = marek.open_case("Drugi");
    marek.exchange(&house.office);
    let (mut ewa, mut olga) = (house.worker("Ewa"), house.worker("Olga"));
    let mut anna = head(&house);
    let asked = json!({"act": "caseload", "person": marek.person});
    let told = anna.ask(&house.office, Uuid::now_v7(), &asked);
    let rows: Vec<Value> = serde_json::from_slice(&told.body).unwrap();
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert!(rows.iter().all(|row| row["visits"] == 1), "{rows:?}");
    assert!(
        !ewa.ask(&house.office, Uuid::now_v7(), &asked).accepted,
        "not everybody may ask"
    );
    assert!(caseload(
        &house,
        &mut anna,
        &marek,
        &[(first, &ewa), (second, &olga)]
    ));
    for (seat, case) in [(&mut ewa, first), (&mut olga, second)] {
        seat.exchange(&house.office);
        assert_eq!(seat.rows(case, "visit")[0]["worker"], json!(seat.person));
        assert_eq!(seat.granted.len(), 2, "the case and the centre's own");
    }
    marek.exchange(&house.office);
    assert_eq!(marek.revoked, [first, second].into());
}

#[test]
fn what_a_sick_worker_wrote_before_his_laptop_heard_arrives_with_the_new_worker() {
    let house = house();
    let (mut marek, case, document) = ill_worker(&house);
    let (mut ewa, mut anna) = (house.worker("Ewa"), head(&house));
    assert!(caseload(&house, &mut anna, &marek, &[(case, &ewa)]));
    // Written offline weeks later, not knowing of it.
    let more = [(document, "needs", json!("opał i leki"))];
    marek.write(case, document, Category::Diagnosis, &more);
    // The first half before the laptop hears, the rest while it lets the case go; some of it still a private draft.
    let late = marek.unsent.pop().unwrap();
    assert_eq!(fates(&marek.round(&house.office)), ["accepted", "accepted"]);
    assert!(marek.revoked.contains(&case));
    let mut request = marek.request();
    request.changes = vec![late];
    request.private = vec![document];
    let response = marek.send(&house.office, &request).unwrap();
    assert_eq!(fates(&response), ["accepted"]);
    ewa.exchange(&house.office);
    let needs: Vec<Value> = ewa
        .values(document, "needs")
        .into_iter()
        .map(|(_, value)| value)
        .collect();
    assert_eq!(needs, [json!("opał i leki")]);
    // Once the laptop has let go, nothing more of it goes in by itself.
    let mut request = marek.request();
    request.released = vec![case];
    marek.send(&house.office, &request).unwrap();
    let mut stranger = marek.clone();
    stranger.actor = Uuid::now_v7();
    stranger.write(
        case,
        document,
        Category::Diagnosis,
        &[(document, "needs", json!("inne"))],
    );
    assert_eq!(fates(&stranger.round(&house.office)), ["NoRight"]);
}

#[test]
fn the_unsent_work_of_a_worker_who_left_is_offered_to_the_new_one_and_goes_in_at_her_word() {
    let house = house();
    let (marek, case, document) = ill_worker(&house);
    let (mut ewa, mut olga) = (house.worker("Ewa"), house.worker("Olga"));
    let mut anna = head(&house);
    assert!(caseload(&house, &mut anna, &marek, &[(case, &ewa)]));
    let mut gone = house.office.persons().unwrap().into_iter();
    let mut gone = gone.find(|known| known.person == marek.person).unwrap();
    gone.employed = false;
    house
        .office
        .change_person(gone, crate::support::NOW)
        .unwrap();
    let response = marek.send(&house.office, &marek.request()).unwrap();
    assert_eq!(
        fates(&response),
        ["Withdrawn", "Withdrawn"],
        "kept, with receipts"
    );
    assert!(response.revokes.iter().any(|revoke| revoke.case == case));
    ewa.exchange(&house.office);
    let left = ewa.values(case, "left_work").remove(0);
    assert_eq!(left.1["changes"], 2);
    assert!(ewa.values(document, "needs").is_empty());
    let admit = json!({"act": "admit_left_work", "case": case, "hand_over": left.0});
    assert!(!olga.ask(&house.office, Uuid::now_v7(), &admit).accepted);
    let answer = ewa.ask(&house.office, Uuid::now_v7(), &admit);
    assert!(answer.accepted && answer.body == b"2");
    ewa.exchange(&house.office);
    assert_eq!(ewa.values(document, "needs")[0].1, "opał na zimę");
    assert_eq!(ewa.values(case, "left_work")[0].1["changes"], 0);
    assert!(house.office.quarantined().unwrap().is_empty());
}

#[test]
fn a_caseload_handed_over_by_mistake_goes_back_until_it_is_accepted() {
    let house = house();
    let (mut marek, case, _) = ill_worker(&house);
    marek.exchange(&house.office);
    let (mut ewa, mut anna) = (house.worker("Ewa"), head(&house));
    assert!(caseload(&house, &mut anna, &marek, &[(case, &ewa)]));
    ewa.exchange(&house.office);
    let record = ewa.values(case, "standing")[0].0;
    let mut kora = {
        let roles = [Role::Coordinator, Role::BenefitsTeam];
        let kora = house.person("Kora", &roles, &[BENEFITS]);
        house.seat(kora)
    };
    assert!(kora.exchange(&house.office).len() < 5);
    say(&mut ewa, case, record, "refused");
    ewa.exchange(&house.office);
    assert_eq!(steps(&ewa, case, record), ["sent", "refused"]);
    marek.exchange(&house.office);
    assert!(
        marek.revoked.contains(&case),
        "a refusal is for the head to look at"
    );
    assert!(caseload(&house, &mut anna, &ewa, &[(case, &marek)]));
    marek.exchange(&house.office);
    assert!(marek.granted.contains_key(&case));
    assert_eq!(marek.rows(case, "visit")[0]["worker"], json!(marek.person));
}

#[test]
fn who_took_a_case_for_social_work_has_no_part_in_its_proceedings_in_all_six_structures() {
    let structures = [
        "konstancin",
        "ochota",
        "piaseczno",
        "gorlice",
        "praga-poludnie",
        "bez-podzialu",
    ];
    let mut split = 0;
    for id in structures {
        let structure = shipped_by_id(id).unwrap().unwrap();
        let of_side = |side: Side| {
            let mut units = structure.units.iter();
            units
                .find(|unit| structure.side(&unit.id) == Some(side))
                .map(|unit| unit.id.as_str())
        };
        let (Some(social), Some(money)) = (of_side(Side::SocialWork), of_side(Side::Proceedings))
        else {
            continue;
        };
        split += 1;
        for (first, second, closed) in [
            (social, money, Category::Proceedings),
            (money, social, Category::SocialWork),
        ] {
            let house = house_of(id);
            let ewa = house.person("Ewa", &[Role::FieldWorker], &[]);
            let both = house.person("Jan Obojga", &[], &[social, money]);
            let (mut ewa, mut both) = (house.seat(ewa), house.seat(both));
            let help = [
                ("help_money", "zasiłek celowy"),
                ("help_social_work", "praca socjalna"),
            ];
            let interview = interview(&mut ewa, &help, false);
            interview.approve(&mut ewa);
            let case = interview.case;
            ewa.write(
                case,
                case,
                Category::Proceedings,
                &[(case, "later", json!("decyzja"))],
            );
            let note = Uuid::now_v7();
            let place = json!({"kind": "note", "parent": case, "order": 0});
            ewa.write(
                case,
                case,
                Category::SocialWork,
                &[(note, "@", place), (note, "row", json!("notatka"))],
            );
            ewa.exchange(&house.office);
            both.exchange(&house.office);
            assert!(
                both.categories_here(case).contains(&closed.number()),
                "{id}: not yet taken"
            );
            let take = |team: &str| json!({"act": "take", "case": case, "document": interview.document, "team": team});
            assert!(
                both.ask(&house.office, Uuid::now_v7(), &take(first))
                    .accepted,
                "{id} {first}"
            );
            both.exchange(&house.office);
            assert!(
                !both.categories_here(case).contains(&closed.number()),
                "{id} {first}"
            );
            assert!(
                !both.granted[&case].contains(&closed.number()),
                "{id} {first}"
            );
            let refused = both.ask(&house.office, Uuid::now_v7(), &take(second));
            assert_eq!(
                (refused.accepted, refused.body),
                (false, b"\"separated\"".to_vec()),
                "{id} {second}"
            );
            both.write(case, case, closed, &[(case, "other", json!("próba"))]);
            assert_eq!(
                fates(&both.round(&house.office)),
                ["NoRight"],
                "{id} {first}"
            );
        }
    }
    assert_eq!(split, 5, "only „bez podziału” is not split");
}

/// Gives the visit of a case to a worker, a while later.
pub(crate) fn assign(house: &House, head: &mut Seat, case: Uuid, worker: &Seat) {
    head.now_ms += 1000;
    let act = json!({"act": "assign_visit", "case": case, "worker": worker.person});
    assert!(head.ask(&house.office, Uuid::now_v7(), &act).accepted);
}

fn take(house: &House, seat: &mut Seat, interview: &Interview) {
    let (case, document) = (interview.case, interview.document);
    let act = json!({"act": "take", "case": case, "document": document, "team": BENEFITS});
    assert!(seat.ask(&house.office, Uuid::now_v7(), &act).accepted);
}

/// Marek's approved interview of a family that he is to visit again: the visit was given after the approval.
fn visited_again(house: &House) -> (Seat, Interview) {
    let mut marek = house.worker("Marek Chory");
    let interview = interview(&mut marek, &[("help_money", "zasiłek celowy")], false);
    interview.approve(&mut marek);
    marek.now_ms += 1000;
    marek.exchange(&house.office);
    (marek, interview)
}

/// The caseload goes, and is taken back before anybody said anything to it.
fn there_and_back(house: &House, head: &mut Seat, case: Uuid, from: &mut Seat, to: &mut Seat) {
    assert!(caseload(house, head, from, &[(case, to)]));
    for seat in [&mut *head, from, to] {
        seat.exchange(&house.office);
    }
    assert_eq!(workers(to, case, from), 0);
    let record = head.values(case, "moved")[0].0;
    say(head, case, record, "revoked");
    for seat in [&mut *head, from, to] {
        seat.exchange(&house.office);
    }
    assert_eq!(steps(head, case, record), ["sent", "revoked"]);
}

/// How many visits a worker has, as a seat reads it.
fn workers(seat: &Seat, case: Uuid, worker: &Seat) -> usize {
    let visits = seat.rows(case, "visit").into_iter();
    visits
        .filter(|visit| visit["worker"] == json!(worker.person))
        .count()
}

fn taken_by(seat: &Seat, case: Uuid) -> Vec<Value> {
    let taken = seat.values(case, "taken").into_iter();
    taken.map(|(_, taken)| taken["by"].clone()).collect()
}

#[test]
fn a_caseload_taken_back_leaves_the_receiver_what_was_hers_before() {
    let house = house();
    let mut anna = head(&house);
    let (mut marek, interview) = visited_again(&house);
    let case = interview.case;
    let mut ewa = house.worker("Ewa Terenowska");
    assign(&house, &mut anna, case, &ewa);
    ewa.exchange(&house.office);
    take(&house, &mut ewa, &interview);
    ewa.exchange(&house.office);
    let before = ewa.granted[&case].clone();
    there_and_back(&house, &mut anna, case, &mut marek, &mut ewa);
    assert_eq!(ewa.granted.get(&case), Some(&before), "the case is hers");
    assert_eq!(
        (workers(&ewa, case, &ewa), workers(&ewa, case, &marek)),
        (1, 1)
    );
    assert_eq!(
        taken_by(&ewa, case),
        [json!(ewa.person)],
        "and what she took"
    );
    assert!(marek.granted.contains_key(&case));
}

#[test]
fn a_caseload_taken_back_takes_from_the_receiver_all_that_it_brought() {
    let house = house();
    let mut anna = head(&house);
    let (mut marek, interview) = visited_again(&house);
    let case = interview.case;
    take(&house, &mut marek, &interview);
    let iga = house.person("Iga", &[Role::FieldWorker], &[]);
    let mut iga = house.seat(iga);
    there_and_back(&house, &mut anna, case, &mut marek, &mut iga);
    assert!(iga.revoked.contains(&case), "it was never hers");
    assert_eq!(
        (workers(&marek, case, &iga), workers(&marek, case, &marek)),
        (0, 1)
    );
    assert_eq!(
        taken_by(&marek, case),
        [json!(marek.person)],
        "it lay in the inbox meanwhile: Iga is not of that team"
    );
    assert_eq!(states(&marek, case, BENEFITS), ["taken"]);
}

#[test]
fn a_caseload_taken_back_leaves_the_receiver_the_case_that_somebody_else_gave_her() {
    let house = house();
    let mut anna = head(&house);
    let (mut marek, interview) = visited_again(&house);
    let case = interview.case;
    let mut ewa = house.worker("Ewa Terenowska");
    assign(&house, &mut anna, case, &ewa);
    let iga = house.person("Iga", &[Role::FieldWorker], &[]);
    let mut iga = house.seat(iga);
    let given = |anna: &Seat| -> Vec<Uuid> {
        let moved = anna.values(case, "moved").into_iter();
        moved.map(|(record, _)| record).collect()
    };
    assert!(caseload(&house, &mut anna, &ewa, &[(case, &iga)]));
    anna.exchange(&house.office);
    let by_ewa = given(&anna)[0];
    assert!(caseload(&house, &mut anna, &marek, &[(case, &iga)]));
    anna.exchange(&house.office);
    let by_marek = given(&anna).into_iter().find(|one| *one != by_ewa).unwrap();
    iga.exchange(&house.office);
    // She was there: no visit of hers is left to make.
    iga.now_ms += 5000;
    interview.approve(&mut iga);
    iga.exchange(&house.office);
    for (record, holds) in [(by_ewa, true), (by_marek, false)] {
        say(&mut anna, case, record, "revoked");
        for seat in [&mut anna, &mut ewa, &mut marek, &mut iga] {
            seat.exchange(&house.office);
        }
        assert_eq!(steps(&anna, case, record), ["sent", "revoked"]);
        assert_eq!(iga.granted.contains_key(&case), holds);
    }
    assert!(ewa.granted.contains_key(&case) && marek.granted.contains_key(&case));
}

#[test]
fn a_caseload_taken_back_leaves_a_visit_that_the_receiver_was_given_since() {
    let house = house();
    let mut anna = head(&house);
    let (mut marek, interview) = visited_again(&house);
    let case = interview.case;
    let iga = house.person("Iga", &[Role::FieldWorker], &[]);
    let mut iga = house.seat(iga);
    assert!(caseload(&house, &mut anna, &marek, &[(case, &iga)]));
    // The family came once more: a report of its own, and a visit.
    let record = Uuid::now_v7();
    let place = json!({"kind": "report", "parent": case, "order": 1});
    let received = json!("2026-12-01T08:00");
    let report = [(record, "@", place), (record, "received", received)];
    anna.write(case, case, Category::Workflow, &report);
    anna.exchange(&house.office);
    assign(&house, &mut anna, case, &iga);
    anna.exchange(&house.office);
    let record = anna.values(case, "moved")[0].0;
    say(&mut anna, case, record, "revoked");
    for seat in [&mut anna, &mut marek, &mut iga] {
        seat.exchange(&house.office);
    }
    assert!(iga.granted.contains_key(&case));
    assert_eq!(
        (workers(&iga, case, &iga), workers(&iga, case, &marek)),
        (1, 1)
    );
}

#[test]
fn nobody_puts_a_reason_into_the_mouth_of_who_passed_a_matter_on() {
    let mut story = story();
    let mut olga = member(&story.house, "Olga", Role::ServicesTeam, SERVICES);
    let case = story.interview.case;
    let passed = row(&story, "hand_over", team(BENEFITS), team(SERVICES));
    let record = pass_on(
        &mut story.pawel,
        case,
        passed,
        "Potrzebne są usługi opiekuńcze.",
    );
    story.pawel.exchange(&story.house.office);
    olga.exchange(&story.house.office);
    let other = [(record, "reason", json!("Paweł nie chciał tej sprawy."))];
    olga.write(case, case, Category::HelpPlan, &other);
    assert_eq!(fates(&olga.round(&story.house.office)), ["NoRight"]);
}
