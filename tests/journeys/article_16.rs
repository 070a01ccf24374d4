//! The data of an asystent are a closed list (art. 16 u.w.r.): what she may not hold never leaves the office for her, on the wire or by
//! file, and so never lies on her disk.

use std::time::Duration;

use serde_json::json;
use teren_app::clock::Clock as _;
use teren_app::contract::{ActOutcome, AssistanceEndInput, AttemptKind, FieldKey, PinInput};
use teren_domain::Category;
use teren_domain::access::Role;
use teren_ledger::wire::{Deposits, EnrolRequest, EnrolResponse, PROTOCOL, Request, Response};
use teren_ledger::{EnrolmentCode, Envelope};
use teren_store::packet;
use uuid::Uuid;

use crate::assistance::{held, requested};
use crate::world::{BENEFITS, Laptop, World, documents, report};

const MINUTE: Duration = Duration::from_mins(1);
const OPEN: [Category; 4] = [
    Category::Identity,
    Category::Situation,
    Category::FamilyPlan,
    Category::Workflow,
];

/// An answer of each category that is closed to her.
const CLOSED: [(&str, &str); 9] = [
    ("reasons_other", "Znak-przemoc-1"),
    ("violence_by", "Znak-przemoc-2"),
    ("health_problems", "Znak-zdrowie"),
    ("physician", "Znak-lekarz"),
    ("expenses_other", "Znak-wydatki"),
    ("property_savings", "Znak-majatek"),
    ("needs_care_services", "Znak-orzeczenia"),
    ("needs", "Znak-diagnoza"),
    ("reporter_name", "Znak-zglaszajacy"),
];
/// What was said beside the interview, and is closed to her, too.
const BESIDE: [&str; 4] = [
    "Znak-nieobecnosc",
    "Znak-pytanie",
    "Znak-plan-pomocy",
    "Sąsiadka Tajemnicza",
];

/// The work of the centre with a family until an asystent comes to it, with something in every closed category.
fn worked(world: &mut World) -> (Uuid, Uuid, Uuid) {
    world.hire("Beata", &[Role::FamilyAssistant]);
    let (case, record) = requested(world, Some(true));
    let ewa = world.laptop("Ewa");
    ewa.app
        .record_attempt(case, AttemptKind::NobodyHome, "Znak-nieobecnosc")
        .unwrap();
    let document = ewa.app.start_interview(case, None).unwrap().document;
    ewa.fill(document);
    ewa.answer(document, "violence", json!(true));
    for (field, mark) in CLOSED {
        ewa.answer(document, field, mark);
    }
    ewa.answer(document, "plan", "Znak-plan-pomocy");
    ewa.app.approve(document).unwrap();
    ewa.exchange();
    world.pass(MINUTE);
    let pawel = world.laptop("Paweł");
    pawel.exchange();
    let question = PinInput {
        at: FieldKey {
            record: document,
            field: "needs".to_owned(),
        },
        question: "Znak-pytanie".to_owned(),
    };
    pawel
        .app
        .return_interview(document, BENEFITS, &[question])
        .unwrap();
    pawel.exchange();
    world.pass(MINUTE);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let corrected = ewa.app.start_correction(document, "").unwrap();
    ewa.app
        .answer_pin(corrected.document, corrected.pins[0].pin, "Znak-pytanie")
        .unwrap();
    ewa.app.approve(corrected.document).unwrap();
    ewa.exchange();
    (case, record, corrected.document)
}

fn assign(world: &mut World, case: Uuid, record: Uuid) {
    let beata = world.person("Beata");
    let anna = world.laptop("Anna");
    anna.exchange();
    let assigned = anna.app.assign_assistant(case, record, beata).unwrap();
    assert_eq!(assigned.decision.outcome, ActOutcome::Accepted);
}

fn marks() -> impl Iterator<Item = &'static str> {
    CLOSED.into_iter().map(|(_, mark)| mark).chain(BESIDE)
}

/// Everything the office sends a laptop of hers that was enrolled just now.
fn sent_to_her(world: &World) -> Vec<Response> {
    let office = &world.centre.office;
    let now_ms = world.centre.clock.now_ms();
    let code = world.code("Beata", world.centre.address());
    let asked = EnrolRequest {
        protocol: PROTOCOL,
        secret: EnrolmentCode::parse(&code).unwrap().secret,
        replica: Uuid::now_v7(),
        public_key: [7; 32],
    };
    let enrolled = office
        .enrol(&packet::pack(&asked).unwrap(), now_ms)
        .unwrap();
    let enrolled: EnrolResponse = packet::unpack(&enrolled, 65_536).unwrap();
    let mut request = Request {
        protocol: PROTOCOL,
        replica: asked.replica,
        epoch: enrolled.epoch,
        cursor: 0,
        backfill: None,
        changes: Vec::new(),
        private: Vec::new(),
        acts: Vec::new(),
        released: Vec::new(),
        accesses: Vec::new(),
        evidence: Vec::new(),
        deposits: Deposits::default(),
        wanted_bytes: 1_048_576,
    };
    let mut answers = Vec::new();
    loop {
        let bytes = office.exchange(&enrolled.token, &packet::pack(&request).unwrap(), now_ms);
        let answer: Response = packet::unpack(&bytes.unwrap(), 16 * 1024 * 1024).unwrap();
        (request.cursor, request.backfill) = (answer.cursor, answer.backfill);
        let more = answer.more;
        answers.push(answer);
        if !more {
            return answers;
        }
    }
}

/// No closed category and no mark of one in anything that was sent.
fn nothing_closed_is_sent(world: &World, story: &str) {
    let answers = sent_to_her(world);
    let changes = answers.iter().flat_map(|answer| &answer.changes);
    let mut seen = 0;
    for change in changes {
        let stream = Envelope::open(change.bytes.clone()).unwrap().change.stream;
        let category = Category::from_number(stream.category).unwrap();
        assert!(OPEN.contains(&category), "{story}: {category:?}");
        seen += 1;
    }
    assert!(seen > 0, "{story}: she gets what she may hold");
    let plain: Vec<u8> = answers
        .iter()
        .flat_map(|answer| serde_json::to_vec(answer).unwrap())
        .chain(
            (answers.iter().flat_map(|answer| &answer.changes)).flat_map(|one| one.bytes.clone()),
        )
        .collect();
    let found: Vec<_> = marks().filter(|mark| has(&plain, mark)).collect();
    assert!(found.is_empty(), "{story}: {found:?} on the wire");
}

/// The same of all that her laptop keeps, decrypted: answers, cards and what is searched.
fn nothing_closed_is_kept(beata: &Laptop, story: &str) {
    for category in held(beata) {
        assert!(OPEN.contains(&category), "{story}: {category:?}");
    }
    let kept = kept_by(beata);
    let found: Vec<_> = marks().filter(|mark| has(&kept, mark)).collect();
    assert!(found.is_empty(), "{story}: {found:?} on her disk");
}

fn has(bytes: &[u8], mark: &str) -> bool {
    bytes
        .windows(mark.len())
        .any(|part| part == mark.as_bytes())
}

fn kept_by(laptop: &Laptop) -> Vec<u8> {
    laptop.look(|store| {
        let mut kept: Vec<u8> = Vec::new();
        for document in documents(store) {
            let state = store.document(document).unwrap();
            for value in state.answers().flat_map(|answer| answer.values) {
                kept.extend(value.value.value.iter());
            }
        }
        for card in store.cards().unwrap() {
            kept.extend(format!("{card:?}").into_bytes());
            kept.extend(card.data);
        }
        kept
    })
}

#[test]
fn an_asystent_gets_no_byte_of_what_article_16_does_not_list() {
    let mut world = World::konstancin();
    let (case, record, document) = worked(&mut world);
    let of_ewa = kept_by(world.laptop("Ewa"));
    for mark in marks().filter(|mark| !mark.starts_with("Sąsiadka")) {
        assert!(has(&of_ewa, mark), "{mark} was never said");
    }
    nothing_sent_before(&world);
    assign(&mut world, case, record);
    world.laptop("Beata").exchange();
    nothing_closed_is_sent(&world, "assigned");
    nothing_closed_is_kept(world.laptop("Beata"), "assigned");

    // More work of others, after she came: a late change, a second report, the plan approved by the head.
    world.pass(MINUTE);
    let anna = world.laptop("Anna");
    anna.exchange();
    anna.app.approve_plan(document).unwrap();
    anna.exchange();
    let halina = world.laptop("Halina");
    halina.exchange();
    let mut again = report();
    again.case = Some(case);
    again.reporter_name = "Znak-zglaszajacy".to_owned();
    halina.app.register_report(&again).unwrap();
    halina.exchange();
    let beata = world.laptop("Beata");
    beata.exchange();
    beata.app.start_family_plan(case).unwrap();
    beata.exchange();
    nothing_closed_is_sent(&world, "at work");
    nothing_closed_is_kept(world.laptop("Beata"), "at work");

    // The work ends; the case stays with her for the monitoring.
    let end = AssistanceEndInput {
        on: "2026-11-02".to_owned(),
        reason: "goals_reached".to_owned(),
        monitored_until: Some("2027-02-02".to_owned()),
    };
    let beata = world.laptop("Beata");
    beata.app.end_assistance(case, record, &end).unwrap();
    beata.exchange();
    nothing_closed_is_sent(&world, "monitoring");
    nothing_closed_is_kept(world.laptop("Beata"), "monitoring");
}

/// Before she is assigned she gets nothing of the family at all.
fn nothing_sent_before(world: &World) {
    let answers = sent_to_her(world);
    let plain: Vec<u8> = (answers.iter().flat_map(|answer| &answer.changes))
        .flat_map(|one| one.bytes.clone())
        .collect();
    let whose = marks().chain(["Nibylska", "Leokadia"]);
    let found: Vec<_> = whose.filter(|mark| has(&plain, mark)).collect();
    assert!(found.is_empty(), "{found:?} before she was assigned");
}
