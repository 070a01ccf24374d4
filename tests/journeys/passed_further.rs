//! An interview that is put right after it was passed on more than once, to who is no more, or beside the rules.

use std::time::Duration;

use teren_app::contract::{
    ActOutcome, PassOnInput, PassOnKind, PassOnState, StatementInput, StatementOutcome,
};
use uuid::Uuid;

use crate::put_right_meanwhile::accepted;
use crate::world::{BENEFITS, SERVICES, SOCIAL_WORK, World};

/// One passes the matter of a team on, another accepts it.
fn pass(
    world: &mut World,
    (case, document): (Uuid, Uuid),
    kind: PassOnKind,
    (by, from): (&'static str, &str),
    (receiver, to): (&'static str, &str),
) -> Uuid {
    world.pass(Duration::from_mins(1));
    let sender = world.laptop(by);
    sender.exchange();
    let passed = PassOnInput {
        case,
        document: Some(document),
        kind,
        from_team: Some(from.to_owned()),
        to_team: Some(to.to_owned()),
        to_person: None,
        reason: "To nie nasze.".to_owned(),
        speaks_of_violence: false,
    };
    let sent = sender.app.pass_on(&passed).unwrap().hand_over;
    sender.exchange();
    world.pass(Duration::from_mins(1));
    let laptop = world.laptop(receiver);
    laptop.exchange();
    laptop
        .app
        .answer_hand_over(case, sent, PassOnState::Accepted, "")
        .unwrap();
    laptop.exchange();
    world.laptop(by).exchange();
    sent
}

fn put_right(world: &mut World, document: Uuid) -> Uuid {
    world.pass(Duration::from_mins(1));
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let correction = ewa.app.start_correction(document, "Zła kwota.").unwrap();
    ewa.answer(correction.document, "phone", "000000123");
    ewa.app.approve(correction.document).unwrap();
    ewa.exchange();
    world.pass(Duration::from_mins(1));
    correction.document
}

fn in_inbox(world: &mut World, name: &'static str, team: &str) -> Vec<Uuid> {
    let laptop = world.laptop(name);
    laptop.exchange();
    let inbox = laptop.app.inbox().unwrap();
    let of_team = inbox.iter().filter(|entry| entry.team == team);
    of_team.map(|entry| entry.document).collect()
}

#[test]
fn a_correction_does_not_come_to_a_team_that_passed_the_matter_on_further() {
    let mut world = World::konstancin();
    let matter = accepted(&mut world, false);
    pass(
        &mut world,
        matter,
        PassOnKind::ReRoute,
        ("Paweł", BENEFITS),
        ("Zofia", SOCIAL_WORK),
    );
    pass(
        &mut world,
        matter,
        PassOnKind::ReRoute,
        ("Zofia", SOCIAL_WORK),
        ("Iwona", SERVICES),
    );
    assert!(in_inbox(&mut world, "Zofia", SOCIAL_WORK).is_empty());
    let newer = put_right(&mut world, matter.1);
    assert_eq!(in_inbox(&mut world, "Iwona", SERVICES), [newer]);
    assert!(in_inbox(&mut world, "Paweł", BENEFITS).is_empty());
    world.laptop("Zofia").exchange();
    assert!(
        world.laptop("Zofia").app.read_document(newer).is_err(),
        "it had left her team for good, and she reads the correction"
    );
    assert!(in_inbox(&mut world, "Zofia", SOCIAL_WORK).is_empty());
}

#[test]
fn a_correction_of_what_the_last_of_three_teams_finished_comes_to_the_last() {
    let mut world = World::konstancin();
    let matter = accepted(&mut world, false);
    pass(
        &mut world,
        matter,
        PassOnKind::ReRoute,
        ("Paweł", BENEFITS),
        ("Zofia", SOCIAL_WORK),
    );
    pass(
        &mut world,
        matter,
        PassOnKind::ReRoute,
        ("Zofia", SOCIAL_WORK),
        ("Iwona", SERVICES),
    );
    let iwona = world.laptop("Iwona");
    iwona.app.take(matter.0, matter.1, SERVICES).unwrap();
    iwona.exchange();
    world.pass(Duration::from_mins(1));
    let iwona = world.laptop("Iwona");
    iwona.app.finish_work(matter.0, matter.1, SERVICES).unwrap();
    iwona.exchange();
    let newer = put_right(&mut world, matter.1);
    assert_eq!(in_inbox(&mut world, "Iwona", SERVICES), [newer]);
}

/// How the newer version came to the receiver, whom the rules name, too.
fn of_two(from: (&'static str, &str), to: (&'static str, &str)) {
    let mut world = World::konstancin();
    let matter = accepted(&mut world, true);
    let by_rules = |world: &mut World| {
        let laptop = world.laptop(to.0);
        laptop.exchange();
        let inbox = laptop.app.inbox().unwrap();
        let entry = inbox.into_iter().find(|entry| entry.team == to.1).unwrap();
        (entry.why, entry.basis)
    };
    let before = by_rules(&mut world);
    pass(&mut world, matter, PassOnKind::ReRoute, from, to);
    put_right(&mut world, matter.1);
    assert_eq!(by_rules(&mut world), before, "the rules name it as before");
}

#[test]
fn a_team_that_the_rules_name_keeps_their_reason_whoever_passed_the_matter_to_it() {
    of_two(("Zofia", SOCIAL_WORK), ("Paweł", BENEFITS));
}

#[test]
fn a_team_that_the_rules_name_keeps_their_reason_whoever_passed_the_matter_to_it_other_way() {
    of_two(("Paweł", BENEFITS), ("Zofia", SOCIAL_WORK));
}

#[test]
fn a_corrected_interview_that_its_team_finished_does_not_come_anew_when_somebody_says_something() {
    let mut world = World::konstancin();
    let (case, document) = accepted(&mut world, false);
    let newer = put_right(&mut world, document);
    let pawel = world.laptop("Paweł");
    pawel.exchange();
    pawel.app.take(case, newer, BENEFITS).unwrap();
    pawel.exchange();
    world.pass(Duration::from_mins(1));
    let pawel = world.laptop("Paweł");
    pawel.app.finish_work(case, newer, BENEFITS).unwrap();
    assert!(in_inbox(&mut world, "Paweł", BENEFITS).is_empty());
    world.pass(Duration::from_mins(1));
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let given = StatementInput {
        outcome: StatementOutcome::Signed,
        on: "2026-11-02".to_owned(),
        note: String::new(),
    };
    ewa.app.record_statement(newer, &given).unwrap();
    ewa.exchange();
    assert!(
        in_inbox(&mut world, "Paweł", BENEFITS).is_empty(),
        "he had finished it"
    );
}

#[test]
fn the_newer_version_of_what_a_unit_that_is_gone_had_finished_is_in_somebodys_inbox() {
    let mut world = World::konstancin();
    let matter = accepted(&mut world, false);
    let iwona = world.person("Iwona");
    let anna = world.laptop("Anna");
    anna.exchange();
    anna.app.place_member(iwona, &[]).unwrap();
    anna.exchange();
    let view = anna.app.organisation().unwrap();
    let mut draft = view.draft;
    let swap = |team: &mut String| {
        if team == SERVICES {
            SOCIAL_WORK.clone_into(team);
        }
    };
    for rule in &mut draft.routing {
        rule.teams.iter_mut().for_each(swap);
        rule.teams.dedup();
    }
    for rule in &mut draft.entry {
        swap(&mut rule.team);
    }
    draft.units.retain(|unit| unit.id != SERVICES);
    let said = anna
        .app
        .propose_structure(&draft, &view.version, "2026-11-04", "Koniec usług");
    let said = said.unwrap();
    assert_eq!(said.outcome, ActOutcome::Accepted, "{:?}", said.refusal);
    anna.app
        .place_member(iwona, &[SERVICES.to_owned()])
        .unwrap();
    anna.exchange();
    pass(
        &mut world,
        matter,
        PassOnKind::ReRoute,
        ("Paweł", BENEFITS),
        ("Iwona", SERVICES),
    );
    let laptop = world.laptop("Iwona");
    laptop.app.take(matter.0, matter.1, SERVICES).unwrap();
    laptop.exchange();
    world.pass(Duration::from_mins(1));
    let laptop = world.laptop("Iwona");
    laptop
        .app
        .finish_work(matter.0, matter.1, SERVICES)
        .unwrap();
    laptop.exchange();
    world.pass(Duration::from_secs(3 * 24 * 3600));
    for name in ["Anna", "Iwona", "Paweł", "Ewa"] {
        world.laptop(name).exchange();
    }
    let newer = put_right(&mut world, matter.1);
    let mut lies = Vec::new();
    for name in ["Paweł", "Zofia", "Iwona", "Anna"] {
        let laptop = world.laptop(name);
        laptop.exchange();
        let inbox = laptop.app.inbox().unwrap();
        lies.extend(
            inbox
                .into_iter()
                .filter(|entry| entry.document == newer)
                .map(|entry| entry.team),
        );
    }
    let anna = world.laptop("Anna");
    anna.exchange();
    let view = anna.app.organisation().unwrap();
    let today = teren_app::clock::local_date(teren_app::clock::Clock::now_ms(&*anna.clock));
    let mut draft = view.draft;
    draft.parameters.lease_days = Some(10);
    let said = anna
        .app
        .propose_structure(&draft, &view.version, &today.to_string(), "Krócej");
    let said = said.map(|one| (one.outcome, one.refusal));
    assert!(
        !lies.is_empty(),
        "the correction is in nobody's inbox; and rules may be changed: {said:?}"
    );
    assert_eq!(said.unwrap().0, ActOutcome::Accepted);
}

#[test]
fn what_a_unit_that_is_gone_had_passed_on_leaves_the_head_when_it_is_accepted() {
    let mut world = World::konstancin();
    let (case, document) = accepted(&mut world, false);
    let iwona = world.person("Iwona");
    let anna = world.laptop("Anna");
    anna.exchange();
    anna.app.place_member(iwona, &[]).unwrap();
    anna.exchange();
    let view = anna.app.organisation().unwrap();
    let mut draft = view.draft;
    let swap = |team: &mut String| {
        if team == SERVICES {
            SOCIAL_WORK.clone_into(team);
        }
    };
    for rule in &mut draft.routing {
        rule.teams.iter_mut().for_each(swap);
        rule.teams.dedup();
    }
    for rule in &mut draft.entry {
        swap(&mut rule.team);
    }
    draft.units.retain(|unit| unit.id != SERVICES);
    let said = anna
        .app
        .propose_structure(&draft, &view.version, "2026-11-04", "Koniec usług");
    assert_eq!(said.unwrap().outcome, ActOutcome::Accepted);
    anna.app
        .place_member(iwona, &[SERVICES.to_owned()])
        .unwrap();
    anna.exchange();
    pass(
        &mut world,
        (case, document),
        PassOnKind::ReRoute,
        ("Paweł", BENEFITS),
        ("Iwona", SERVICES),
    );
    world.pass(Duration::from_mins(1));
    let sender = world.laptop("Iwona");
    let passed = PassOnInput {
        case,
        document: Some(document),
        kind: PassOnKind::HandOver,
        from_team: Some(SERVICES.to_owned()),
        to_team: Some(SOCIAL_WORK.to_owned()),
        to_person: None,
        reason: "Przejmujecie nasze sprawy.".to_owned(),
        speaks_of_violence: false,
    };
    let sent = sender.app.pass_on(&passed).unwrap().hand_over;
    sender.exchange();
    world.laptop("Zofia").exchange();
    world.pass(Duration::from_secs(3 * 24 * 3600));
    for name in ["Anna", "Iwona", "Zofia"] {
        world.laptop(name).exchange();
    }
    let zofia = world.laptop("Zofia");
    zofia
        .app
        .answer_hand_over(case, sent, PassOnState::Accepted, "")
        .unwrap();
    zofia.exchange();
    assert_eq!(in_inbox(&mut world, "Zofia", SOCIAL_WORK), [document]);
    assert!(
        in_inbox(&mut world, "Anna", "kierownik").is_empty(),
        "social work has it, and it waits at the head's, too"
    );
}

#[test]
fn what_the_head_has_already_does_not_come_twice_from_a_unit_that_is_gone() {
    let mut world = World::konstancin();
    let (case, document) = accepted(&mut world, true);
    let iwona = world.person("Iwona");
    let anna = world.laptop("Anna");
    anna.exchange();
    anna.app.place_member(iwona, &[]).unwrap();
    anna.exchange();
    let view = anna.app.organisation().unwrap();
    let mut draft = view.draft;
    let swap = |team: &mut String| {
        if team == SERVICES {
            SOCIAL_WORK.clone_into(team);
        }
    };
    for rule in &mut draft.routing {
        rule.teams.iter_mut().for_each(swap);
        rule.teams.dedup();
    }
    for rule in &mut draft.entry {
        swap(&mut rule.team);
    }
    draft.units.retain(|unit| unit.id != SERVICES);
    let said = anna
        .app
        .propose_structure(&draft, &view.version, "2026-11-04", "Koniec usług");
    assert_eq!(said.unwrap().outcome, ActOutcome::Accepted);
    anna.app
        .place_member(iwona, &[SERVICES.to_owned()])
        .unwrap();
    anna.exchange();
    assert_eq!(
        in_inbox(&mut world, "Anna", "kierownik"),
        [document],
        "control"
    );
    pass(
        &mut world,
        (case, document),
        PassOnKind::ReRoute,
        ("Paweł", BENEFITS),
        ("Iwona", SERVICES),
    );
    world.pass(Duration::from_secs(3 * 24 * 3600));
    for name in ["Anna", "Iwona"] {
        world.laptop(name).exchange();
    }
    assert_eq!(
        in_inbox(&mut world, "Anna", "kierownik"),
        [document],
        "twice"
    );
}

/// Ewa and Marek correct one interview apart; both are sent.
fn corrected_apart(world: &mut World, document: Uuid) -> (Uuid, Uuid) {
    let mut newer = Vec::new();
    for name in ["Ewa", "Marek"] {
        let laptop = world.laptop(name);
        laptop.exchange();
    }
    for (name, phone) in [("Ewa", "000000123"), ("Marek", "000000124")] {
        world.pass(Duration::from_mins(1));
        let laptop = world.laptop(name);
        let correction = laptop.app.start_correction(document, "Zła kwota.").unwrap();
        laptop.answer(correction.document, "phone", phone);
        laptop.app.approve(correction.document).unwrap();
        newer.push(correction.document);
    }
    for name in ["Ewa", "Marek"] {
        world.laptop(name).exchange();
    }
    world.pass(Duration::from_mins(1));
    (newer[0], newer[1])
}

#[test]
fn of_two_corrections_the_one_named_goes_where_the_matter_was_passed_and_a_refusal_takes_all() {
    let mut world = World::konstancin();
    let document = world.filled_interview();
    world.laptop("Ewa").app.approve(document).unwrap();
    world.laptop("Ewa").exchange();
    let pawel = world.laptop("Paweł");
    pawel.exchange();
    let case = pawel.app.inbox().unwrap()[0].case;
    let passed = PassOnInput {
        case,
        document: Some(document),
        kind: PassOnKind::HandOver,
        from_team: Some(BENEFITS.to_owned()),
        to_team: Some(SOCIAL_WORK.to_owned()),
        to_person: None,
        reason: "To nie nasze.".to_owned(),
        speaks_of_violence: false,
    };
    let sent = pawel.app.pass_on(&passed).unwrap().hand_over;
    pawel.exchange();
    let (by_ewa, by_marek) = corrected_apart(&mut world, document);
    assert_eq!(in_inbox(&mut world, "Zofia", SOCIAL_WORK), [by_marek]);
    assert_eq!(in_inbox(&mut world, "Paweł", BENEFITS), [by_marek]);
    let anna = world.laptop("Anna");
    anna.exchange();
    let standing = anna.app.standing(by_ewa).unwrap();
    let mine = standing.versions.iter().find(|one| one.document == by_ewa);
    let seal = mine.unwrap().approvals[0].seal;
    anna.app.name_valid(by_ewa, seal, "Ewa ma rację.").unwrap();
    anna.exchange();
    assert_eq!(in_inbox(&mut world, "Zofia", SOCIAL_WORK), [by_ewa]);
    assert_eq!(in_inbox(&mut world, "Paweł", BENEFITS), [by_ewa]);
    world.pass(Duration::from_mins(1));
    let zofia = world.laptop("Zofia");
    zofia
        .app
        .answer_hand_over(case, sent, PassOnState::Refused, "Nie nasze.")
        .unwrap();
    zofia.exchange();
    assert!(in_inbox(&mut world, "Zofia", SOCIAL_WORK).is_empty());
    for version in [document, by_ewa, by_marek] {
        assert!(world.laptop("Zofia").app.read_document(version).is_err());
    }
    assert_eq!(in_inbox(&mut world, "Paweł", BENEFITS), [by_ewa]);
}

#[test]
fn what_went_there_and_back_stays_with_the_first_and_a_correction_comes_to_it() {
    let mut world = World::konstancin();
    let matter = accepted(&mut world, false);
    pass(
        &mut world,
        matter,
        PassOnKind::ReRoute,
        ("Paweł", BENEFITS),
        ("Zofia", SOCIAL_WORK),
    );
    let newer = put_right(&mut world, matter.1);
    pass(
        &mut world,
        (matter.0, newer),
        PassOnKind::ReRoute,
        ("Zofia", SOCIAL_WORK),
        ("Paweł", BENEFITS),
    );
    let newest = put_right(&mut world, newer);
    assert_eq!(in_inbox(&mut world, "Paweł", BENEFITS), [newest]);
    assert!(in_inbox(&mut world, "Zofia", SOCIAL_WORK).is_empty());
    for version in [matter.1, newer, newest] {
        assert!(world.laptop("Zofia").app.read_document(version).is_err());
    }
}

#[test]
fn a_corrected_matter_passed_to_a_member_is_hers_in_the_version_that_counts() {
    let mut world = World::konstancin();
    let (case, document) = accepted(&mut world, false);
    let piotr = world.person("Piotr");
    let pawel = world.laptop("Paweł");
    pawel.exchange();
    let passed = PassOnInput {
        case,
        document: Some(document),
        kind: PassOnKind::HandOver,
        from_team: Some(BENEFITS.to_owned()),
        to_team: None,
        to_person: Some(piotr),
        reason: "Weź to.".to_owned(),
        speaks_of_violence: false,
    };
    let sent = pawel.app.pass_on(&passed).unwrap().hand_over;
    pawel.exchange();
    world.laptop("Piotr").exchange();
    let newer = put_right(&mut world, document);
    let piotr = world.laptop("Piotr");
    piotr.exchange();
    piotr
        .app
        .answer_hand_over(case, sent, PassOnState::Accepted, "")
        .unwrap();
    piotr.exchange();
    let inbox = piotr.app.inbox().unwrap();
    let lies: Vec<_> = inbox.iter().map(|one| (one.document, one.mine)).collect();
    assert_eq!(lies, [(newer, true)]);
    let newest = put_right(&mut world, newer);
    let piotr = world.laptop("Piotr");
    piotr.exchange();
    let inbox = piotr.app.inbox().unwrap();
    let lies: Vec<_> = inbox.iter().map(|one| (one.document, one.mine)).collect();
    assert_eq!(lies, [(newest, true)]);
}

#[test]
fn a_team_that_gave_an_interview_away_does_not_send_its_newer_version_to_a_third() {
    let mut world = World::konstancin();
    let matter = accepted(&mut world, false);
    pass(
        &mut world,
        matter,
        PassOnKind::HandOver,
        ("Paweł", BENEFITS),
        ("Zofia", SOCIAL_WORK),
    );
    let newer = put_right(&mut world, matter.1);
    assert!(in_inbox(&mut world, "Paweł", BENEFITS).is_empty());
    let pawel = world.laptop("Paweł");
    assert!(
        pawel.app.read_document(newer).is_err(),
        "control: it is not his"
    );
    let passed = PassOnInput {
        case: matter.0,
        document: Some(matter.1),
        kind: PassOnKind::HandOver,
        from_team: Some(BENEFITS.to_owned()),
        to_team: Some(SERVICES.to_owned()),
        to_person: None,
        reason: "Jednak do usług.".to_owned(),
        speaks_of_violence: false,
    };
    pawel.app.pass_on(&passed).unwrap();
    pawel.try_exchange();
    assert!(in_inbox(&mut world, "Iwona", SERVICES).is_empty());
}

#[test]
fn a_member_to_whom_a_matter_that_was_sent_back_is_given_does_not_end_it() {
    let mut world = World::konstancin();
    let (case, document) = accepted(&mut world, false);
    let piotr = world.person("Piotr");
    let pawel = world.laptop("Paweł");
    pawel.exchange();
    let question = teren_app::contract::PinInput {
        at: teren_app::contract::FieldKey {
            record: document,
            field: "phone".to_owned(),
        },
        question: "Czy ten numer jest aktualny?".to_owned(),
    };
    pawel
        .app
        .return_interview(document, BENEFITS, &[question])
        .unwrap();
    pawel.exchange();
    let passed = PassOnInput {
        case,
        document: Some(document),
        kind: PassOnKind::HandOver,
        from_team: Some(BENEFITS.to_owned()),
        to_team: None,
        to_person: Some(piotr),
        reason: "Weź to.".to_owned(),
        speaks_of_violence: false,
    };
    let sent = pawel.app.pass_on(&passed).unwrap().hand_over;
    pawel.exchange();
    world.pass(Duration::from_mins(1));
    let piotr = world.laptop("Piotr");
    piotr.exchange();
    piotr
        .app
        .answer_hand_over(case, sent, PassOnState::Accepted, "")
        .unwrap();
    piotr.exchange();
    let ended = piotr.app.finish_work(case, document, BENEFITS).unwrap();
    assert_eq!(ended, ActOutcome::Refused, "it waits for its worker");
}
