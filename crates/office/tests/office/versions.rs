//! What people say of an approved interview, from a laptop that does not ask itself whether it may.

use serde_json::{Value, json};
use teren_domain::Category;
use teren_domain::access::Role;
use uuid::Uuid;

use crate::routing::{approved, interview, member};
use crate::support::{BENEFITS, House, NOW, SOCIAL_WORK, Seat, fates, house};

/// Opens a record in the case's own document and writes its row, sent in one round.
fn say(
    seat: &mut Seat,
    house: &House,
    (case, kind, category): (Uuid, &str, Category),
    row: Value,
) -> Vec<String> {
    let record = Uuid::now_v7();
    let place = json!({"kind": kind, "parent": case, "order": 0});
    let opening = match category {
        Category::HelpPlan | Category::Proceedings => category,
        _ => Category::Workflow,
    };
    seat.write(case, case, opening, &[(record, "@", place)]);
    seat.write(case, case, category, &[(record, "row", row)]);
    fates(&seat.round(&house.office))
}

fn returned(document: Uuid, team: &str, by: Uuid) -> Value {
    json!({"document": document, "team": team, "by": by, "at_ms": NOW})
}

#[test]
fn only_a_team_that_has_the_interview_sends_it_back_and_only_in_her_own_name() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let mut pawel = member(&house, "Paweł Biurowski", Role::BenefitsTeam, BENEFITS);
    let (case, document) = approved(&house, &mut ewa);
    pawel.exchange(&house.office);
    let workflow = (case, "return", Category::Workflow);
    let table = [
        (
            "a team that does not have it",
            SOCIAL_WORK,
            pawel.person,
            false,
        ),
        ("another one's name", BENEFITS, ewa.person, false),
        ("the head's seat", "kierownik", pawel.person, false),
        ("his own team", BENEFITS, pawel.person, true),
    ];
    for (story, team, by, taken) in table {
        let mut seat = house.seat(pawel.person);
        seat.exchange(&house.office);
        let row = returned(document, team, by);
        let told = say(&mut seat, &house, workflow, row);
        let fate = if taken { "accepted" } else { "NoRight" };
        assert_eq!(told[1], fate, "{story}");
    }
    ewa.exchange(&house.office);
    assert_eq!(ewa.rows(case, "return").len(), 1);
    let states = ewa.values(case, "state");
    assert_eq!(states.len(), 1);
    assert_eq!(states[0].1["state"], "returned");
    let own = returned(document, "kierownik", ewa.person);
    assert_eq!(say(&mut ewa, &house, workflow, own)[1], "NoRight");
}

#[test]
fn a_question_may_stand_where_its_author_only_reads_and_nothing_else_may() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let mut pawel = member(&house, "Paweł Biurowski", Role::BenefitsTeam, BENEFITS);
    let (case, document) = approved(&house, &mut ewa);
    pawel.exchange(&house.office);
    let pin = json!({"of": Uuid::now_v7(), "document": document, "record": document, "field": "diagnosis", "question": "Skąd?"});
    let place = (case, "pin", Category::Diagnosis);
    let held = say(&mut pawel, &house, place, pin.clone());
    assert_eq!(held, ["accepted", "accepted"]);
    let mut other = house.seat(pawel.person);
    other.exchange(&house.office);
    let hidden = (case, "pin", Category::Health);
    assert_eq!(say(&mut other, &house, hidden, pin)[1], "NoRight");
    let mut rows = pawel.values(case, "row").into_iter();
    let (pin, _) = rows.find(|(_, row)| row["question"] == "Skąd?").unwrap();
    let mut other = house.seat(pawel.person);
    other.exchange(&house.office);
    let answer = [(pin, "answer", json!("Sam sobie odpowiem."))];
    other.write(case, case, Category::Diagnosis, &answer);
    assert_eq!(fates(&other.round(&house.office)), ["NoRight"]);
    let other_kind = (case, "note", Category::Diagnosis);
    let mut other = house.seat(pawel.person);
    other.exchange(&house.office);
    assert_eq!(
        say(&mut other, &house, other_kind, json!("dopisek"))[1],
        "NoRight"
    );
}

#[test]
fn only_the_head_approves_a_plan_and_only_who_approves_interviews_records_a_statement() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let anna = house.person("Anna Kierująca", &[Role::Head], &[]);
    let mut anna = house.seat(anna);
    let (case, document) = approved(&house, &mut ewa);
    anna.exchange(&house.office);
    let plan = (case, "plan_approval", Category::HelpPlan);
    let by =
        |person: Uuid| json!({"document": document, "sha256": "00", "by": person, "at_ms": NOW});
    let own = by(ewa.person);
    assert!(say(&mut ewa.clone(), &house, plan, own).contains(&"NoRight".to_owned()));
    let row = by(anna.person);
    assert_eq!(say(&mut anna, &house, plan, row), ["accepted", "accepted"]);
    let statement = (case, "statement", Category::Workflow);
    let by = |person: Uuid| json!({"document": document, "outcome": "signed", "on": "2026-11-23", "by": person, "at_ms": NOW});
    let row = by(anna.person);
    assert!(say(&mut anna, &house, statement, row).contains(&"NoRight".to_owned()));
    let mut ewa = ewa.clone();
    ewa.actor = Uuid::now_v7();
    let row = by(ewa.person);
    assert_eq!(
        say(&mut ewa, &house, statement, row),
        ["accepted", "accepted"]
    );
}

#[test]
fn the_end_of_help_is_noted_also_by_who_only_reads_the_plan_in_her_own_name_and_in_its_place() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let (case, _) = approved(&house, &mut ewa);
    let mut pawel = member(&house, "Paweł Biurowski", Role::BenefitsTeam, BENEFITS);
    pawel.exchange(&house.office);
    let row = |by: Uuid| json!({"help": [{"help": "zasiłek stały", "since": "2026-11-12"}], "end": {"on": "2026-11-20", "reason": "revoked"}, "by": by, "at_ms": NOW});
    let place = (case, "help_ended", Category::HelpPlan);
    let elsewhere = (case, "help_ended", Category::Proceedings);
    let table = [
        (place, ewa.person, "NoRight"),
        (elsewhere, pawel.person, "WrongCategory"),
        (place, pawel.person, "accepted"),
    ];
    for (place, by, fate) in table {
        let mut seat = pawel.clone();
        seat.actor = Uuid::now_v7();
        assert_eq!(say(&mut seat, &house, place, row(by))[1], fate, "{place:?}");
    }
}

#[test]
fn a_ruling_is_noted_by_who_writes_of_the_proceeding_and_only_in_her_own_name() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let mut pawel = member(&house, "Paweł Biurowski", Role::BenefitsTeam, BENEFITS);
    let halina = house.person("Halina Dyżurna", &[Role::FirstContact], &[]);
    let mut halina = house.seat(halina);
    let (case, _) = approved(&house, &mut ewa);
    let row = |person: Uuid| json!({"received_on": "2026-11-20", "delivered_on": null, "by": person, "at_ms": NOW});
    let place = (case, "ruling_brought", Category::Proceedings);
    for seat in [&mut pawel, &mut halina] {
        seat.exchange(&house.office);
    }
    let of_another = row(ewa.person);
    assert_eq!(
        say(&mut pawel.clone(), &house, place, of_another)[1],
        "NoRight"
    );
    let own = row(halina.person);
    assert!(say(&mut halina, &house, place, own).contains(&"NoRight".to_owned()));
    let mut elsewhere = pawel.clone();
    elsewhere.actor = Uuid::now_v7();
    let misplaced = (case, "ruling_brought", Category::Workflow);
    let own = row(pawel.person);
    assert_eq!(
        say(&mut elsewhere, &house, misplaced, own)[1],
        "WrongCategory"
    );
    let mut again = pawel.clone();
    again.actor = Uuid::now_v7();
    let own = row(pawel.person);
    assert_eq!(
        say(&mut again, &house, place, own),
        ["accepted", "accepted"]
    );
}

/// The first record of a kind that a seat holds.
fn record_of(seat: &Seat, case: Uuid, kind: &str) -> Uuid {
    let mut openings = seat.values(case, "@").into_iter();
    let found = openings.find(|(_, place)| place["kind"] == kind);
    found.unwrap().0
}

#[test]
fn what_a_team_sent_back_or_asked_is_not_written_over_by_another_team() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let mut pawel = member(&house, "Paweł Biurowski", Role::BenefitsTeam, BENEFITS);
    let mut zofia = member(&house, "Zofia Rozmowna", Role::SocialWorkTeam, SOCIAL_WORK);
    let help = [
        ("help_money", "zasiłek celowy"),
        ("help_social_work", "praca socjalna"),
    ];
    let made = interview(&mut ewa, &help, false);
    made.approve(&mut ewa);
    ewa.exchange(&house.office);
    let (case, document) = (made.case, made.document);
    pawel.exchange(&house.office);
    let own = returned(document, BENEFITS, pawel.person);
    let workflow = (case, "return", Category::Workflow);
    assert_eq!(
        say(&mut pawel, &house, workflow, own.clone())[1],
        "accepted"
    );
    let question = |text: &str| json!({"of": Uuid::nil(), "document": document, "record": document, "field": "needs", "question": text});
    let diagnosis = (case, "pin", Category::Diagnosis);
    assert_eq!(
        say(&mut pawel, &house, diagnosis, question("Skąd?"))[1],
        "accepted"
    );
    zofia.exchange(&house.office);
    let (sent, asked) = (
        record_of(&zofia, case, "return"),
        record_of(&zofia, case, "pin"),
    );
    let hers = returned(document, SOCIAL_WORK, zofia.person);
    for (record, category, row) in [
        (sent, Category::Workflow, hers),
        (sent, Category::Workflow, Value::Null),
        (asked, Category::Diagnosis, question("Po co?")),
    ] {
        let mut seat = zofia.clone();
        seat.actor = Uuid::now_v7();
        seat.write(case, case, category, &[(record, "row", row)]);
        assert_eq!(
            fates(&seat.round(&house.office)),
            ["NoRight"],
            "{category:?}"
        );
    }
    let mut under_his_name = question("Ile zarabia?");
    under_his_name["of"] = json!(sent);
    for (mut seat, fate) in [(zofia.clone(), "NoRight"), (pawel.clone(), "accepted")] {
        seat.actor = Uuid::now_v7();
        let told = say(&mut seat, &house, diagnosis, under_his_name.clone());
        assert_eq!(told[1], fate, "only he who sent it back asks with it");
    }
    let again = [(sent, "row", own)];
    pawel.write(case, case, Category::Workflow, &again);
    assert_eq!(
        fates(&pawel.round(&house.office)),
        ["accepted"],
        "the same once more says nothing new"
    );
}

#[test]
fn a_return_is_taken_back_beside_it_by_its_team_or_the_head_and_not_by_who_is_asked() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let mut pawel = member(&house, "Paweł Biurowski", Role::BenefitsTeam, BENEFITS);
    let piotr = member(&house, "Piotr Biurowy", Role::BenefitsTeam, BENEFITS);
    let zofia = member(&house, "Zofia Rozmowna", Role::SocialWorkTeam, SOCIAL_WORK);
    let anna = house.person("Anna Kierująca", &[Role::Head], &[]);
    let (case, document) = approved(&house, &mut ewa);
    let mut people = house.office.persons().unwrap().into_iter();
    let mut of_her_team = people.find(|known| known.person == ewa.person).unwrap();
    of_her_team.teams = vec![BENEFITS.to_owned()];
    house.office.change_person(of_her_team, NOW).unwrap();
    pawel.exchange(&house.office);
    let own = returned(document, BENEFITS, pawel.person);
    say(
        &mut pawel,
        &house,
        (case, "return", Category::Workflow),
        own,
    );
    let sent = record_of(&pawel, case, "return");
    let by = |person: Uuid| json!({"of": sent, "by": person, "at_ms": NOW});
    let table = [
        (
            "of her team, asked herself",
            ewa.person,
            ewa.person,
            "NoRight",
        ),
        ("another team", zofia.person, zofia.person, "NoRight"),
        ("another one's name", piotr.person, pawel.person, "NoRight"),
        ("a colleague", piotr.person, piotr.person, "accepted"),
        ("the sender", pawel.person, pawel.person, "accepted"),
        ("the head", anna, anna, "accepted"),
    ];
    for (story, person, name, fate) in table {
        let mut seat = house.seat(person);
        seat.exchange(&house.office);
        let record = Uuid::now_v7();
        let place = json!({"kind": "taken_back", "parent": case, "order": 0});
        let said = [(record, "@", place), (record, "row", by(name))];
        seat.write(case, case, Category::Workflow, &said);
        let because = [(record, "reason", json!(format!("Powód: {story}.")))];
        seat.write(case, case, Category::HelpPlan, &because);
        // Who only reads the plan of help says why.
        assert_eq!(fates(&seat.round(&house.office))[0], fate, "{story}");
    }
    for field in ["row", "deleted"] {
        let mut seat = house.seat(pawel.person);
        seat.exchange(&house.office);
        seat.write(
            case,
            case,
            Category::Workflow,
            &[(sent, field, json!(true))],
        );
        assert_eq!(fates(&seat.round(&house.office)), ["NoRight"], "{field}");
    }
    // Each of the three who took it back has her own word, and her own reason, which nobody else writes over.
    pawel.exchange(&house.office);
    let words = pawel.values(case, "row").into_iter();
    let words: Vec<(Uuid, Value)> = words
        .filter(|(_, row)| row["of"] == json!(sent) && row["question"].is_null())
        .collect();
    assert_eq!(words.len(), 3);
    let of_the_head = |(_, row): &&(Uuid, Value)| row["by"] == json!(anna);
    let word = words.iter().find(of_the_head).unwrap().0;
    for (record, field, value, category) in [
        (word, "reason", json!("Bo tak kazano."), Category::HelpPlan),
        (word, "row", by(pawel.person), Category::Workflow),
    ] {
        let mut seat = house.seat(pawel.person);
        seat.exchange(&house.office);
        seat.write(case, case, category, &[(record, field, value)]);
        assert_eq!(fates(&seat.round(&house.office)), ["NoRight"], "{field}");
    }
    pawel.exchange(&house.office);
    let states = pawel.values(case, "state");
    assert_eq!(
        states.last().unwrap().1["state"],
        "sent",
        "the team has it again"
    );
}

#[test]
fn a_question_and_what_is_said_to_it_stand_with_the_answer_they_are_about() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let mut pawel = member(&house, "Paweł Biurowski", Role::BenefitsTeam, BENEFITS);
    let (case, document) = approved(&house, &mut ewa);
    pawel.exchange(&house.office);
    let pin = json!({"of": Uuid::nil(), "document": document, "record": document, "field": "needs", "question": "Skąd?"});
    for (category, fate) in [
        (Category::HelpPlan, "WrongCategory"),
        (Category::Income, "WrongCategory"),
        (Category::Diagnosis, "accepted"),
    ] {
        let mut seat = house.seat(pawel.person);
        seat.exchange(&house.office);
        let told = say(&mut seat, &house, (case, "pin", category), pin.clone());
        assert_eq!(told[1], fate, "{category:?}");
    }
    ewa.exchange(&house.office);
    let rows = ewa.values(case, "row").into_iter();
    let mut asked = rows.filter(|(_, row)| row["question"] == "Skąd?");
    let (pin, _) = asked.next().unwrap();
    for (category, fate) in [
        (Category::HelpPlan, "WrongCategory"),
        (Category::Diagnosis, "accepted"),
    ] {
        let mut seat = house.seat(ewa.person);
        seat.exchange(&house.office);
        let answer = [(pin, "answer", json!("Z rozmowy z córką."))];
        seat.write(case, case, category, &answer);
        assert_eq!(fates(&seat.round(&house.office)), [fate], "{category:?}");
    }
}

#[test]
fn nobody_puts_a_reason_into_the_mouth_of_who_named_the_valid_approval() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let anna = house.person("Anna Kierująca", &[Role::Head], &[]);
    let (case, document) = approved(&house, &mut ewa);
    let mut anna = house.seat(anna);
    anna.exchange(&house.office);
    let record = Uuid::now_v7();
    let place = json!({"kind": "valid_seal", "parent": case, "order": 0});
    let row =
        json!({"document": document, "seal": Uuid::now_v7(), "by": anna.person, "at_ms": NOW});
    let word = [(record, "@", place), (record, "row", row)];
    anna.write(case, case, Category::Workflow, &word);
    let reason = |text: &str| [(record, "reason", json!(text))];
    for (text, fate) in [
        ("Marek był później.", ["accepted", "accepted"].as_slice()),
        ("Marek był później, z dziećmi.", ["accepted"].as_slice()),
    ] {
        anna.write(case, case, Category::HelpPlan, &reason(text));
        assert_eq!(fates(&anna.round(&house.office)), fate, "{text}");
    }
    let mut ewa = house.seat(ewa.person);
    ewa.exchange(&house.office);
    let other = reason("Tak wolała Anna.");
    ewa.write(case, case, Category::HelpPlan, &other);
    assert_eq!(fates(&ewa.round(&house.office)), ["NoRight"]);
    anna.exchange(&house.office);
    assert_eq!(
        anna.values(case, "reason"),
        [(record, json!("Marek był później, z dziećmi."))]
    );
}
