//! What the office takes in and what it keeps aside.

use crate::support::{BENEFITS, NOW, Seat, fates, house};
use serde_json::json;
use teren_domain::Category;
use teren_domain::access::{Relation, Role, may_write};
use teren_ledger::wire::{QuarantineReason, Refused, Request};
use teren_ledger::{Change, Kind, Stream, Write};
use teren_store::packet;
use uuid::Uuid;

#[test]
fn a_case_opened_on_a_laptop_gets_a_number_and_is_seen_by_first_contact() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let halina = house.person("Halina Dyżurna", &[Role::FirstContact], &[]);
    let mut halina = house.seat(halina);
    halina.exchange(&house.office);
    let case = ewa.open_case("Wymyślony");
    let responses = ewa.exchange(&house.office);
    assert_eq!(fates(&responses[0]), ["accepted", "accepted"]);
    assert_eq!(ewa.values(case, "adopted")[0].1["number"], "T-2026-000001");
    assert_eq!(ewa.granted[&case].len(), 13);
    halina.exchange(&house.office);
    assert_eq!(
        halina.values(case, "last_name"),
        [(case, json!("Wymyślony"))]
    );
}

#[test]
fn the_same_changes_sent_again_are_answered_alike_and_taken_once() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    ewa.open_case("Wymyślony");
    let request = ewa.request();
    let first = ewa.send(&house.office, &request).unwrap();
    let second = ewa.send(&house.office, &request).unwrap();
    assert_eq!(first.taken, second.taken);
    let verified = house.office.verify(NOW).unwrap();
    let third = ewa.send(&house.office, &request).unwrap();
    assert_eq!(third.taken, first.taken);
    assert_eq!(house.office.verify(NOW).unwrap().changes, verified.changes);
}

#[test]
fn nobody_writes_in_anothers_name() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let marek = house.worker("Marek Obchodowicz");
    let own = ewa.person;
    ewa.person = marek.person;
    ewa.open_case("Wymyślony");
    let response = ewa.round(&house.office);
    assert_eq!(fates(&response), ["ForgedAuthor", "ForgedAuthor"]);
    let kept = house.office.quarantined().unwrap();
    assert_eq!(kept.len(), 2);
    assert!(kept.iter().all(|item| item.person == own));
}

#[test]
fn private_work_of_a_case_taken_back_is_kept_aside_and_seen_by_nobody() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let case = ewa.open_case("Wymyślony");
    ewa.exchange(&house.office);
    let draft = Uuid::now_v7();
    ewa.write(
        case,
        draft,
        Category::Identity,
        &[(draft, "x", json!("poufne"))],
    );
    let mut request = ewa.request();
    request.private.push(draft);

    let response = ewa.send(&house.office, &request).unwrap();

    assert_eq!(fates(&response), ["Private"]);
    let kept = house.office.quarantined().unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].reason, QuarantineReason::Private);
}

#[test]
fn nobody_writes_under_an_installation_of_another_person() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let mut marek = house.worker("Marek Obchodowicz");
    ewa.open_case("Wymyślony");
    ewa.exchange(&house.office);
    marek.actor = ewa.actor;
    marek.open_case("Zmyślony");
    assert_eq!(
        fates(&marek.round(&house.office)),
        ["ForgedAuthor", "ForgedAuthor"]
    );
}

#[test]
fn what_a_role_may_write_is_the_table_of_access_and_nothing_else() {
    let roles = [
        (Role::FirstContact, vec![]),
        (Role::FieldWorker, vec![]),
        (Role::BenefitsTeam, vec![]),
        (Role::SocialWorkTeam, vec![]),
        (Role::ServicesTeam, vec![]),
        (Role::FamilyAssistant, vec![]),
        (Role::Head, vec![]),
        (Role::Administrator, vec![]),
    ];
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    for (role, teams) in roles {
        let case = ewa.open_case("Wymyślony");
        ewa.exchange(&house.office);
        let person = house.person("Osoba Próbna", &[role], &teams);
        let mut seat = house.seat(person);
        for category in Category::ALL {
            seat.write(case, case, category, &[(case, "x", json!(1))]);
        }
        // Only first contact and the head hold a case they were not given: reports come in there, and the head answers for all.
        let relation = Relation::Team;
        let response = seat.round(&house.office);
        let expected: Vec<String> = Category::ALL
            .into_iter()
            .map(|category| {
                let everywhere = matches!(role, Role::FirstContact | Role::Head);
                let held = everywhere && may_write(role, category, relation);
                if held { "accepted" } else { "NoRight" }.to_owned()
            })
            .collect();
        assert_eq!(fates(&response), expected, "{role:?}");
    }
}

#[test]
fn only_who_meets_families_may_open_a_case() {
    for (role, opens) in [
        (Role::FieldWorker, true),
        (Role::FirstContact, true),
        (Role::Head, true),
        (Role::BenefitsTeam, false),
        (Role::Coordinator, false),
        (Role::Administrator, false),
        (Role::Inspector, false),
        (Role::OtherCentre, false),
    ] {
        let house = house();
        let person = house.person("Osoba Próbna", &[role], &[]);
        let mut seat = house.seat(person);
        seat.open_case("Wymyślony");
        let expected = if opens { "accepted" } else { "UnknownCase" };
        assert_eq!(fates(&seat.round(&house.office))[0], expected, "{role:?}");
    }
}

#[test]
fn what_only_the_office_says_is_not_believed_from_a_laptop() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let case = ewa.open_case("Wymyślony");
    ewa.exchange(&house.office);
    let record = Uuid::now_v7();
    let receipt = json!({"kind": "receipt", "parent": case, "order": 0});
    for answers in [
        vec![(case, "adopted", json!({"number": "T-2026-999999"}))],
        vec![(record, "visit", json!({}))],
        vec![(record, "taken", json!({}))],
        vec![(record, "@", receipt.clone()), (record, "row", json!({}))],
    ] {
        let mut forger = ewa.clone();
        forger.write(case, case, Category::Workflow, &answers);
        assert_eq!(
            fates(&forger.round(&house.office)),
            ["NoRight"],
            "{answers:?}"
        );
    }
}

#[test]
fn bytes_that_are_no_change_are_kept_exactly() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let case = ewa.open_case("Wymyślony");
    let whole = ewa.unsent[1].clone();
    let mut newer = whole.clone();
    newer[0] = 2;
    let cut = whole[..whole.len() / 2].to_vec();
    ewa.unsent = vec![b"nonsense".to_vec(), cut.clone(), newer.clone(), Vec::new()];
    let response = ewa.round(&house.office);
    assert_eq!(
        fates(&response),
        ["NewerFormat", "Malformed", "NewerFormat", "Malformed"]
    );
    let kept = house.office.quarantined().unwrap();
    let bodies: Vec<Vec<u8>> = kept.into_iter().map(|item| item.body).collect();
    assert_eq!(bodies, [b"nonsense".to_vec(), cut, newer, Vec::new()]);
    assert!(!ewa.granted.contains_key(&case));
}

#[test]
fn a_fork_a_gap_and_what_follows_them_are_kept_aside() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let case = ewa.open_case("Wymyślony");
    ewa.exchange(&house.office);
    let mut clone = ewa.clone();
    let answer = |text: &str| [(case, "first_name", json!(text))];
    ewa.write(case, case, Category::Identity, &answer("Anna"));
    ewa.exchange(&house.office);
    clone.write(case, case, Category::Identity, &answer("Maria"));
    assert_eq!(fates(&clone.round(&house.office)), ["Fork"]);
    clone.write(case, case, Category::Identity, &answer("Zofia"));
    assert_eq!(fates(&clone.round(&house.office)), ["Fork"]);
    ewa.write(case, case, Category::Identity, &answer("Ewa"));
    ewa.unsent.clear();
    ewa.write(case, case, Category::Identity, &answer("Ola"));
    assert_eq!(fates(&ewa.round(&house.office)), ["Gap"]);
    let reasons: Vec<QuarantineReason> = house
        .office
        .quarantined()
        .unwrap()
        .into_iter()
        .map(|item| item.reason)
        .collect();
    assert_eq!(
        reasons,
        [
            QuarantineReason::Fork,
            QuarantineReason::Fork,
            QuarantineReason::Gap
        ]
    );
}

#[test]
fn an_old_fork_deep_in_the_chain_is_seen() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let case = ewa.open_case("Wymyślony");
    let mut image = ewa.clone();
    for name in ["Anna", "Maria", "Zofia"] {
        ewa.write(
            case,
            case,
            Category::Identity,
            &[(case, "first_name", json!(name))],
        );
    }
    ewa.exchange(&house.office);
    image.write(
        case,
        case,
        Category::Identity,
        &[(case, "first_name", json!("Ola"))],
    );
    assert_eq!(
        fates(&image.round(&house.office)),
        ["accepted", "accepted", "Fork"]
    );
}

#[test]
fn kinds_of_a_newer_program_pass_through_unseen() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let case = ewa.open_case("Wymyślony");
    let stream = Stream {
        case,
        document: case,
        category: Category::Identity.number(),
    };
    let strange = ewa.change(stream, Kind(777), b"of tomorrow".to_vec());
    let responses = ewa.exchange(&house.office);
    assert_eq!(fates(&responses[0]), ["accepted"; 3]);
    let halina = house.person("Halina Dyżurna", &[Role::FirstContact], &[]);
    let mut halina = house.seat(halina);
    let given: Vec<Vec<u8>> = halina
        .exchange(&house.office)
        .into_iter()
        .flat_map(|response| response.changes)
        .map(|change| change.bytes)
        .collect();
    assert!(given.contains(&strange.bytes));
}

#[test]
fn a_category_of_a_newer_program_waits_for_a_newer_office() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let case = ewa.open_case("Wymyślony");
    let write = Write {
        record: case,
        field: "x".into(),
        value: b"1".to_vec(),
    };
    let stream = Stream {
        case,
        document: case,
        category: 40,
    };
    ewa.change(stream, Kind::EDIT, Change::edit_body(&[write]).unwrap());
    assert_eq!(
        fates(&ewa.round(&house.office)),
        ["accepted", "accepted", "NewerFormat"]
    );
}

#[test]
fn a_withdrawn_laptops_work_is_kept_and_nothing_more_is_given() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let case = ewa.open_case("Wymyślony");
    ewa.exchange(&house.office);
    house.office.withdraw_laptop(ewa.replica, NOW).unwrap();
    ewa.write(
        case,
        case,
        Category::Identity,
        &[(case, "phone", json!("600"))],
    );
    let response = ewa.round(&house.office);
    assert_eq!(fates(&response), ["Withdrawn"]);
    assert!(response.changes.is_empty() && response.grants.is_empty());
    assert!(ewa.revoked.contains(&case) && ewa.streams.is_empty());
    assert_eq!(
        ewa.send(&house.office, &ewa.request()),
        Err(Refused::Withdrawn)
    );
    assert_eq!(house.office.quarantined().unwrap().len(), 1);
}

#[test]
fn a_message_is_refused_whole_with_its_reason() {
    let house = house();
    let ewa = house.worker("Ewa Terenowska");
    let request = ewa.request();
    let pack = |request: &Request| packet::pack(request).unwrap();
    let other = Request {
        replica: Uuid::now_v7(),
        ..request.clone()
    };
    let newer = Request {
        protocol: 99,
        ..request.clone()
    };
    let table = [
        (ewa.token, b"nonsense".to_vec(), Refused::Malformed),
        ([1; 32], pack(&request), Refused::Unknown),
        (ewa.token, pack(&other), Refused::Unknown),
        (ewa.token, pack(&newer), Refused::Protocol),
    ];
    for (token, message, refused) in table {
        assert_eq!(
            house.office.exchange(&token, &message, NOW),
            Err(refused),
            "{refused:?}"
        );
    }
}

#[test]
fn an_enrolment_code_is_good_once_and_for_seven_days() {
    let house = house();
    let person = house.person("Ewa Terenowska", &[Role::FieldWorker], &[BENEFITS]);
    let code = || {
        let text = house
            .office
            .enrolment_code(person, "office.example.pl:8443", NOW)
            .unwrap();
        teren_ledger::EnrolmentCode::parse(&text).unwrap().secret
    };
    let week = 7 * 24 * 3600 * 1000;
    let enrol = |secret, replica, now| {
        Seat::enrol_as(&house.office, secret, [7; 32], replica, now).map(|seat| seat.person)
    };
    let replica = Uuid::now_v7();
    let secret = code();
    assert_eq!(enrol(secret, replica, NOW + week), Ok(person));
    // The answer was lost on the way: the same laptop asks again.
    assert_eq!(enrol(secret, replica, NOW + week), Ok(person));
    assert_eq!(enrol(secret, Uuid::now_v7(), NOW), Err(Refused::CodeUsed));
    assert_eq!(
        enrol(code(), Uuid::now_v7(), NOW + week + 1),
        Err(Refused::CodeExpired)
    );
    assert_eq!(enrol([9; 16], Uuid::now_v7(), NOW), Err(Refused::Unknown));
}

#[test]
fn an_answer_stands_in_the_category_of_its_field_whatever_its_sender_says() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let case = ewa.open_case("Wymyślony");
    let (document, row) = (Uuid::now_v7(), Uuid::now_v7());
    let place = |kind: &str, parent| json!({"kind": kind, "parent": parent, "order": 0});
    // The answer of the row comes before its opening: they lie in one stream only by chance.
    let root = (document, "@", place("interview", None));
    ewa.write(case, document, Category::Workflow, &[root]);
    let help = [
        (row, "@", place("help_money", Some(document))),
        (row, "row", json!({"kind": "zasiłek celowy"})),
    ];
    ewa.write(case, document, Category::HelpPlan, &help);
    assert!(
        fates(&ewa.round(&house.office))
            .iter()
            .all(|fate| fate == "accepted")
    );
    let fresh = Uuid::now_v7();
    let interview = document;
    for (document, category, answers, fate) in [
        (
            interview,
            Category::Workflow,
            vec![(row, "row", json!(null))],
            "WrongCategory",
        ),
        (
            interview,
            Category::Income,
            vec![(row, "row", json!({}))],
            "WrongCategory",
        ),
        (
            interview,
            Category::Workflow,
            vec![(document, "first_name", json!("Inny"))],
            "WrongCategory",
        ),
        (
            interview,
            Category::Workflow,
            vec![(fresh, "first_name", json!("Inny"))],
            "WrongCategory",
        ),
        (
            interview,
            Category::Workflow,
            vec![(row, "deleted", json!(true))],
            "WrongCategory",
        ),
        (
            interview,
            Category::Workflow,
            vec![(row, "@", place("interview", None))],
            "WrongCategory",
        ),
        (
            interview,
            Category::Workflow,
            vec![(fresh, "@", place("help_money", Some(document)))],
            "WrongCategory",
        ),
        (
            interview,
            Category::HelpPlan,
            vec![(row, "row", json!({"kind": "praca"}))],
            "accepted",
        ),
        (
            interview,
            Category::Identity,
            vec![(document, "first_name", json!("Jan"))],
            "accepted",
        ),
        (
            interview,
            Category::Workflow,
            vec![(document, "of_tomorrow", json!(1))],
            "accepted",
        ),
        (
            case,
            Category::Workflow,
            vec![(case, "last_name", json!("Inny"))],
            "WrongCategory",
        ),
        (
            case,
            Category::Workflow,
            vec![(fresh, "reporter", json!({}))],
            "WrongCategory",
        ),
        (
            case,
            Category::Reporter,
            vec![(fresh, "reporter", json!({}))],
            "accepted",
        ),
        (
            case,
            Category::SocialWork,
            vec![(fresh, "row", json!("notatka"))],
            "Unopened",
        ),
        (
            case,
            Category::Workflow,
            vec![(fresh, "of_tomorrow", json!(1))],
            "Unopened",
        ),
    ] {
        let mut forger = ewa.clone();
        forger.actor = Uuid::now_v7();
        forger.write(case, document, category, &answers);
        assert_eq!(fates(&forger.round(&house.office)), [fate], "{answers:?}");
    }
}

#[test]
fn a_route_the_office_wrote_is_not_overwritten_from_another_stream() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let case = ewa.open_case("Wymyślony");
    ewa.exchange(&house.office);
    let halina = house.person("Halina Dyżurna", &[Role::FirstContact], &[]);
    let mut halina = house.seat(halina);
    halina.exchange(&house.office);
    let assign = json!({"act": "assign_visit", "case": case, "worker": ewa.person});
    assert!(halina.ask(&house.office, Uuid::now_v7(), &assign).accepted);
    ewa.exchange(&house.office);
    let visit = ewa.values(case, "visit")[0].0;
    for category in [Category::SocialWork, Category::HelpPlan, Category::Violence] {
        let mut forger = ewa.clone();
        forger.write(case, case, category, &[(visit, "row", json!("x"))]);
        assert_eq!(
            fates(&forger.round(&house.office)),
            ["NoRight"],
            "{category:?}"
        );
    }
}

#[test]
fn a_document_belongs_to_the_case_it_first_came_with() {
    let house = house();
    let mut ewa = house.worker("Ewa Terenowska");
    let mut marek = house.worker("Marek Obchodowicz");
    let case = ewa.open_case("Wymyślony");
    let document = Uuid::now_v7();
    let root = json!({"kind": "interview", "parent": null, "order": 0});
    ewa.write(
        case,
        document,
        Category::Workflow,
        &[(document, "@", root.clone())],
    );
    ewa.exchange(&house.office);
    let other = marek.open_case("Zmyślony");
    marek.exchange(&house.office);
    // Neither an interview of another family nor another family's own document.
    for foreign in [document, case] {
        let mut forger = marek.clone();
        forger.write(
            other,
            foreign,
            Category::Workflow,
            &[(foreign, "@", root.clone())],
        );
        assert_eq!(fates(&forger.round(&house.office)), ["OtherCase"]);
        // A seal in the wrong case closes nothing.
        let mut forger = marek.clone();
        forger.seal(other, foreign, "part-i/2021-11-15", &[]);
        assert_eq!(fates(&forger.round(&house.office)), ["OtherCase"]);
    }
    let name = (document, "first_name", json!("Jan"));
    ewa.write(case, document, Category::Identity, &[name]);
    assert_eq!(fates(&ewa.round(&house.office)), ["accepted"]);
}
