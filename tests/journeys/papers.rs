//! What is printed where: a reader's copy holds what the reader may know, and the centre knows of every copy.

use teren_app::contract::{PaperKey, PaperKind, PrintedView};
use uuid::Uuid;

use crate::world::{BENEFITS, Laptop, World};

fn of(document: Uuid, paper: PaperKind) -> PaperKey {
    PaperKey::Interview { document, paper }
}

/// Text without spaces and the hyphens of line ends.
fn squeezed(text: &str) -> String {
    let kept = text.chars();
    kept.filter(|it| !it.is_whitespace() && !matches!(it, '-' | '\u{2010}' | '\u{ad}' | '\u{200b}'))
        .collect()
}

/// Text of the paper saved on this laptop.
fn saved(laptop: &Laptop, paper: &PaperKey) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("wydruk.pdf");
    laptop.app.save_paper(paper, &path).unwrap();
    squeezed(&pdf_extract::extract_text(&path).unwrap())
}

fn copies(laptop: &Laptop, document: Uuid, paper: PaperKind) -> Vec<PrintedView> {
    let papers = laptop.app.papers(document).unwrap().into_iter();
    let mut of_this = papers.filter(|offer| offer.paper == paper);
    of_this.next().unwrap().printed
}

#[test]
fn a_reader_prints_only_what_she_may_know_and_the_worker_hears_of_the_copy() {
    let mut world = World::konstancin();
    let case = world.visit_for(&["Ewa"]);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let document = ewa.app.start_interview(case, None).unwrap().document;
    let seal = ewa.fill_and_approve(document);
    let secret = squeezed("zaćma oka prawego");
    let interview = of(document, PaperKind::Interview);
    let own = saved(ewa, &interview);
    assert!(own.contains(&secret) && !own.contains("SZKIC"));
    let number = "T2026000001";
    assert!(
        own.contains(&format!("numersprawy{number}")),
        "the number that the office gave stands where the form asks for it"
    );
    let statement = saved(ewa, &of(document, PaperKind::Statement));
    assert!(statement.contains(&squeezed(&seal.sygnatura)));
    assert!(statement.contains(&squeezed("nie jest systemem teleinformatycznym")));
    ewa.exchange();

    let pawel = world.laptop("Paweł");
    pawel.exchange();
    pawel.app.take(case, document, BENEFITS).unwrap();
    let reading = saved(pawel, &interview);
    assert!(!reading.contains(&secret));
    assert!(reading.contains(&squeezed("część poza Twoim upoważnieniem")));
    pawel.exchange();

    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let known = copies(ewa, document, PaperKind::Interview);
    let by: Vec<&str> = known.iter().map(|copy| copy.by.as_str()).collect();
    assert_eq!(by.len(), 2);
    assert!(by.contains(&"Ewa") && by.contains(&"Paweł"), "{by:?}");
}
