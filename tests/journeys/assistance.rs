//! From a worker's request to the asystent who works with the family.

use std::time::Duration;

use teren_app::contract::{
    ActOutcome, AssistanceEndInput, AssistanceRequestInput, AssistanceWaits, ConsentInput,
    TimelineWhat,
};
use teren_domain::Category;
use teren_domain::access::Role;
use uuid::Uuid;

use crate::world::{Laptop, World, documents, refusal};

const ANALYSIS: &str = "Matka sama z trojgiem dzieci, po wyprowadzce ojca trudności w opiece.";

fn asked(consent: Option<bool>) -> AssistanceRequestInput {
    AssistanceRequestInput {
        analysis: ANALYSIS.to_owned(),
        obligatory: false,
        consent: consent.map(said),
    }
}

fn said(given: bool) -> ConsentInput {
    ConsentInput {
        given,
        on: "2026-11-02".to_owned(),
    }
}

/// A family that Ewa visits and asks an asystent for; gives the case and the record of the request.
pub fn requested(world: &mut World, consent: Option<bool>) -> (Uuid, Uuid) {
    let case = world.visit_for(&["Ewa"]);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let view = ewa.app.request_assistance(case, &asked(consent)).unwrap();
    assert!(!view.may_request, "asked once");
    ewa.exchange();
    (case, view.assistances[0].record)
}

fn families(laptop: &Laptop) -> Vec<Uuid> {
    let view = laptop.app.families().unwrap();
    view.families.into_iter().map(|one| one.case).collect()
}

/// The categories of a case that lie on a laptop's disk.
pub fn held(laptop: &Laptop) -> Vec<Category> {
    laptop.look(|store| {
        let mut held: Vec<Category> = Vec::new();
        for document in documents(store) {
            let state = store.document(document).unwrap();
            let streams = state.streams.keys().copied();
            held.extend(streams.filter_map(Category::from_number));
        }
        held.sort();
        held.dedup();
        held
    })
}

#[test]
fn the_head_assigns_an_asystent_to_a_family_that_agreed_and_she_sees_it_and_nothing_closed_to_her()
{
    let mut world = World::konstancin();
    world.hire("Beata", &[Role::FamilyAssistant]);
    let (case, record) = requested(&mut world, None);
    let beata = world.person("Beata");
    let anna = world.laptop("Anna");
    anna.exchange();
    let waiting = anna.app.assistance_requests().unwrap();
    assert_eq!(waiting.len(), 1);
    assert_eq!(waiting[0].waits_for, Some(AssistanceWaits::NoConsent));
    let said_no = anna.app.assign_assistant(case, record, beata).unwrap();
    assert_eq!(said_no.decision.outcome, ActOutcome::Refused);
    world.pass(Duration::from_mins(1));
    let ewa = world.laptop("Ewa");
    let view = ewa.app.record_consent(case, record, &said(true)).unwrap();
    assert_eq!(view.assistances[0].waits_for, None);
    ewa.exchange();
    world.pass(Duration::from_mins(1));
    let anna = world.laptop("Anna");
    anna.exchange();
    let assigned = anna.app.assign_assistant(case, record, beata).unwrap();
    assert_eq!(assigned.decision.outcome, ActOutcome::Accepted);
    assert_eq!(assigned.view.assistances[0].analysis, ANALYSIS);
    let of_centre = assigned.view.assistants.iter();
    let of_centre: Vec<_> = of_centre
        .map(|one| (one.name.as_str(), one.families))
        .collect();
    assert_eq!(of_centre, [("Beata", 1)], "Bożena is a social worker, too");
    assert!(anna.app.assistance_requests().unwrap().is_empty());
    let beata = world.laptop("Beata");
    beata.exchange();
    assert_eq!(families(beata), [case]);
    let seen = beata.app.case_assistance(case).unwrap();
    assert_eq!(seen.assistances[0].assistant.as_deref(), Some("Beata"));
    assert_eq!(seen.assistances[0].analysis, "", "a note of social work");
    assert!(!seen.may_request && seen.assistants.is_empty());
    let closed = held(beata).into_iter().filter(|category| {
        let open = [
            Category::Identity,
            Category::Situation,
            Category::FamilyPlan,
            Category::Workflow,
        ];
        !open.contains(category)
    });
    assert_eq!(closed.collect::<Vec<_>>(), [], "art. 16 is a closed list");
    let entries = beata.app.timeline(case).unwrap().entries;
    let told: Vec<TimelineWhat> = (entries.into_iter().map(|entry| entry.what))
        .filter(|what| {
            use TimelineWhat::{AssistanceRequested, AssistantAssigned, ConsentGiven};
            matches!(what, AssistanceRequested | AssistantAssigned | ConsentGiven)
        })
        .collect();
    assert_eq!(
        told,
        [
            TimelineWhat::AssistantAssigned,
            TimelineWhat::ConsentGiven,
            TimelineWhat::AssistanceRequested
        ]
    );
}

#[test]
fn the_sixteenth_family_is_refused_by_the_office_and_goes_to_another() {
    let mut world = World::konstancin();
    world.hire("Beata", &[Role::FamilyAssistant]);
    world.hire("Celina", &[Role::FamilyAssistant]);
    let (beata, celina) = (world.person("Beata"), world.person("Celina"));
    let mut asked = Vec::new();
    for _ in 0..16 {
        asked.push(requested(&mut world, Some(true)));
    }
    let last = asked.pop().unwrap();
    let anna = world.laptop("Anna");
    anna.exchange();
    for (number, (case, record)) in (1..).zip(&asked) {
        let said = anna.app.assign_assistant(*case, *record, beata).unwrap();
        assert_eq!(said.decision.outcome, ActOutcome::Accepted, "{number}");
        let load = said.view.assistants.iter();
        let load = load.clone().find(|one| one.person == beata).unwrap();
        assert_eq!(
            (load.families, load.warns, load.full),
            (number, number >= 13, number == 15)
        );
    }
    let refused = anna.app.assign_assistant(last.0, last.1, beata).unwrap();
    assert_eq!(refused.decision.outcome, ActOutcome::Refused);
    assert!(refused.decision.refusal.unwrap().contains("15 rodzin"));
    let said = anna.app.assign_assistant(last.0, last.1, celina).unwrap();
    assert_eq!(said.decision.outcome, ActOutcome::Accepted);

    // When the work with one family ended, another one may come.
    let (case, record) = asked[0];
    let beata_at_work = world.laptop("Beata");
    beata_at_work.exchange();
    let end = AssistanceEndInput {
        on: "2026-11-02".to_owned(),
        reason: "goals_reached".to_owned(),
        monitored_until: Some("2027-02-02".to_owned()),
    };
    let view = beata_at_work.app.end_assistance(case, record, &end);
    assert_eq!(view.unwrap().assistances[0].assistant, None);
    beata_at_work.exchange();
    let anna = world.laptop("Anna");
    anna.exchange();
    let moved = anna.app.assign_assistant(last.0, last.1, beata).unwrap();
    assert_eq!(moved.decision.outcome, ActOutcome::Accepted);
    let celina = world.laptop("Celina");
    celina.exchange();
    assert!(
        families(celina).is_empty(),
        "the family went with its papers"
    );
}

#[test]
fn only_a_worker_asks_only_the_head_assigns_and_only_the_asystent_ends() {
    let mut world = World::konstancin();
    world.hire("Beata", &[Role::FamilyAssistant]);
    let beata = world.person("Beata");
    let (case, record) = requested(&mut world, Some(true));
    let ewa = world.laptop("Ewa");
    let again = ewa.app.request_assistance(case, &asked(None));
    assert_eq!(refusal(again), "not-allowed", "one is asked for already");
    let said = ewa.app.assign_assistant(case, record, beata).unwrap();
    assert_eq!(said.decision.outcome, ActOutcome::Refused);
    let anna = world.laptop("Anna");
    anna.exchange();
    let by_head = anna.app.request_assistance(case, &asked(None));
    assert_eq!(refusal(by_head), "not-allowed");
    anna.app.assign_assistant(case, record, beata).unwrap();
    let end = AssistanceEndInput {
        on: "2026-11-02".to_owned(),
        reason: "moved_away".to_owned(),
        monitored_until: None,
    };
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    assert_eq!(
        refusal(ewa.app.end_assistance(case, record, &end)),
        "not-allowed"
    );
    let without = AssistanceEndInput {
        reason: String::new(),
        ..end.clone()
    };
    let beata = world.laptop("Beata");
    beata.exchange();
    let refused = beata.app.end_assistance(case, record, &without);
    assert_eq!(refusal(refused), "invalid-input");
    beata.app.end_assistance(case, record, &end).unwrap();
    beata.exchange();
}
