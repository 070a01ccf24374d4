//! From the kitchen table to the right team's inbox.

use std::time::Duration;

use teren_app::contract::{InterviewBox, PaperKey, PaperKind, SygnaturaVerdict};

use crate::world::{BENEFITS, World};

#[test]
fn an_approved_interview_gets_its_receipt_and_waits_in_the_inbox_until_one_takes_it() {
    let mut world = World::konstancin();
    let case = world.visit_for(&["Ewa"]);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    assert_eq!(
        ewa.app.overview().unwrap().visits[0].name,
        "Nibylska Leokadia"
    );
    let document = ewa.app.start_interview(case, None).unwrap().document;
    let seal = ewa.fill_and_approve(document);
    assert_eq!(
        ewa.app.overview().unwrap().interviews[0].r#box,
        Some(InterviewBox::Ready)
    );
    assert!(
        ewa.interview(document).status.accepted.is_none(),
        "no receipt before the office gave one"
    );
    world.pass(Duration::from_secs(3600));
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let accepted = ewa.interview(document).status.accepted.unwrap();
    assert!(
        accepted.number.starts_with("W-2026-"),
        "{}",
        accepted.number
    );
    assert_eq!(
        ewa.app.overview().unwrap().interviews[0].r#box,
        Some(InterviewBox::Sent)
    );

    let pawel = world.laptop("Paweł");
    pawel.exchange();
    let inbox = pawel.app.inbox().unwrap();
    assert_eq!(inbox.len(), 1);
    assert_eq!(
        (inbox[0].document, inbox[0].team.as_str()),
        (document, BENEFITS)
    );
    assert_eq!(inbox[0].receipt.as_ref().unwrap().number, accepted.number);
    assert!(inbox[0].why.contains("zasiłek celowy"), "{}", inbox[0].why);
    assert!(!inbox[0].basis.is_empty());
    let taken = pawel.app.take(case, document, BENEFITS).unwrap();
    assert_eq!(taken.taken_by.as_deref(), Some("Paweł"));
    let read = pawel.app.read_document(document).unwrap();
    assert_eq!(read.seal.unwrap().sygnatura, seal.sygnatura);
    assert!(
        read.withheld.contains(&"zdrowie".to_owned()),
        "{:?}",
        read.withheld
    );
    assert_eq!(
        pawel.app.verify_sygnatura(&seal.sygnatura).unwrap().verdict,
        SygnaturaVerdict::Matches
    );
}

#[test]
fn the_second_who_takes_is_refused_and_told_who_was_first() {
    let mut world = World::konstancin();
    let case = world.visit_for(&["Ewa"]);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let document = ewa.app.start_interview(case, None).unwrap().document;
    ewa.fill_and_approve(document);
    ewa.exchange();
    for name in ["Paweł", "Piotr"] {
        world.laptop(name).exchange();
        assert_eq!(world.laptop(name).app.inbox().unwrap()[0].taken_by, None);
    }
    for name in ["Piotr", "Paweł"] {
        let taken = world
            .laptop(name)
            .app
            .take(case, document, BENEFITS)
            .unwrap();
        assert_eq!(taken.taken_by.as_deref(), Some("Piotr"), "{name} took");
        assert!(!taken.waiting, "the office has answered {name}");
    }
}

#[test]
fn who_is_not_in_the_team_has_nothing_in_her_inbox() {
    let mut world = World::konstancin();
    let case = world.visit_for(&["Ewa"]);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let document = ewa.app.start_interview(case, None).unwrap().document;
    ewa.fill_and_approve(document);
    ewa.exchange();
    for name in ["Zofia", "Marek"] {
        let laptop = world.laptop(name);
        laptop.exchange();
        assert!(laptop.app.inbox().unwrap().is_empty(), "{name}");
        assert!(
            laptop.app.open_interview(document).is_err(),
            "{name} opens what she may not hold"
        );
        assert!(laptop.app.search("Nibylska").unwrap().is_empty(), "{name}");
    }
}

#[test]
fn what_leaves_the_centre_lies_in_the_heads_inbox_and_is_passed_on_by_her() {
    let mut world = World::konstancin();
    let case = world.visit_for(&["Ewa"]);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let document = ewa.app.start_interview(case, None).unwrap().document;
    ewa.fill_with(
        document,
        include_str!("../fixtures/cases/07-bezdomny-wlasciwosc.json"),
    );
    ewa.app.approve(document).unwrap();
    ewa.exchange();
    let anna = world.laptop("Anna");
    anna.exchange();
    let outside = |laptop: &crate::world::Laptop| {
        let mut inbox = laptop.app.inbox().unwrap().into_iter();
        inbox.find(|entry| entry.outside)
    };
    let entry = outside(anna).unwrap();
    assert_eq!(entry.team, "inny-ops");
    assert!(!entry.why.is_empty() && !entry.basis.is_empty());
    let taken = anna.app.take(case, document, &entry.team).unwrap();
    assert_eq!(taken.taken_by.as_deref(), Some("Anna"));
    let pawel = world.laptop("Paweł");
    pawel.exchange();
    assert!(outside(pawel).is_none());
}

#[test]
fn who_reads_another_ones_interview_stands_in_the_offices_access_log() {
    let mut world = World::konstancin();
    let case = world.visit_for(&["Ewa"]);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let document = ewa.app.start_interview(case, None).unwrap().document;
    ewa.fill_and_approve(document);
    ewa.app.read_document(document).unwrap();
    ewa.exchange();
    let pawel = world.laptop("Paweł");
    pawel.exchange();
    pawel.app.papers(document).unwrap();
    let paper = PaperKey::Interview {
        document,
        paper: PaperKind::Interview,
    };
    for pixels in [0.25, 0.5] {
        pawel.app.paper_pictures(&paper, pixels).unwrap();
    }
    let ewa = world.person("Ewa");
    assert_eq!(world.readers(document), [ewa], "he read without a line");
    let pawel = world.laptop("Paweł");
    pawel.exchange();
    pawel.exchange();
    assert_eq!(world.readers(document), [ewa, world.person("Paweł")]);
    let now_ms = teren_app::clock::Clock::now_ms(&*world.centre.clock);
    world.centre.office.verify(now_ms).unwrap();
}
