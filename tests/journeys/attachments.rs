//! Photographs and PDFs with an interview: from the kitchen table to those who may know, and no further.

use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use data_encoding::BASE64;
use serde_json::json;
use teren_app::clock::Clock as _;
use teren_app::contract::{
    AttachmentContent, AttachmentInput, AttachmentPlace, AttachmentsView, PaperKey, PaperKind,
    Problem, ProblemCode,
};
use teren_sync::{HttpTransport, Session};
use uuid::Uuid;

use crate::world::{BENEFITS, Laptop, World, refusal};

/// A photograph as a telephone writes it: the picture, and beside it where and with what it was taken.
pub fn photograph(seed: u8) -> Vec<u8> {
    let mut bytes = vec![0xff, 0xd8, 0xff, 0xe0, 0, 16];
    bytes.extend(b"JFIF\0\x01\x01\0\0\x48\0\x48\0\0");
    bytes.extend([0xff, 0xe1, 0, 21]);
    bytes.extend(b"Exif\0\0GPS 52.0797 N");
    bytes.extend([0xff, 0xc0, 0, 11, 8, 0, 16, 0, 16, 1, 1, 0x11, 0]);
    bytes.extend([0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0]);
    bytes.extend((0..90_000_u32).map(|place| u8::try_from(place % 251).unwrap() ^ (seed % 2)));
    bytes.extend([seed.max(1), 0xff, 0xd9]);
    bytes
}

pub fn payslip(title: &str) -> AttachmentInput {
    AttachmentInput {
        title: title.to_owned(),
        point: "7".to_owned(),
        person: None,
        form: None,
        no_identity_document: true,
    }
}

/// Attaches bytes as a person would: from a file of her choice.
pub fn attach(
    laptop: &Laptop,
    document: Uuid,
    input: &AttachmentInput,
    bytes: &[u8],
) -> Result<AttachmentsView, Problem> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("IMG_20261102.jpg");
    std::fs::write(&path, bytes).unwrap();
    laptop.app.add_attachment(document, input, &path)
}

fn waiting(laptop: &Laptop) -> (u32, Option<u32>) {
    let overview = laptop.app.overview().unwrap();
    let of_case = overview.interviews.first();
    (
        overview.exchange.attachments.waiting,
        of_case.map(|interview| interview.status.attachments_waiting),
    )
}

/// The photograph an attachment shows.
pub fn shown(laptop: &Laptop, document: Uuid, record: Uuid) -> Vec<u8> {
    match laptop.app.read_attachment(document, record).unwrap() {
        AttachmentContent::Photograph { base64, .. } => BASE64.decode(base64.as_bytes()).unwrap(),
        other => unreachable!("{other:?}"),
    }
}

pub fn held_by_the_office(world: &World) -> usize {
    let now_ms = world.centre.clock.now_ms();
    world.centre.office.verify(now_ms).unwrap().attachments
}

/// Ewa at the family's table, with the interview begun and not shared yet.
fn at_the_table(world: &mut World) -> (Uuid, Uuid) {
    let case = world.visit_for(&["Ewa"]);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let document = ewa.app.start_interview(case, None).unwrap().document;
    (case, document)
}

#[test]
fn a_payslip_photographed_at_the_table_is_read_by_the_team_and_never_by_first_contact() {
    let mut world = World::konstancin();
    let (case, document) = at_the_table(&mut world);
    let ewa = world.laptop("Ewa");
    ewa.fill(document);
    let view = attach(
        ewa,
        document,
        &payslip(" Odcinek za październik "),
        &photograph(3),
    )
    .unwrap();
    let kept = &view.attachments[0];
    assert_eq!(
        (kept.title.as_str(), kept.kilobytes, kept.place),
        ("Odcinek za październik", 88, AttachmentPlace::Here)
    );
    assert_eq!(waiting(ewa), (1, Some(1)));
    let record = kept.record;
    let clean = shown(ewa, document, record);
    assert!(
        !clean.windows(3).any(|part| part == b"GPS"),
        "where it was taken is gone"
    );

    // A private draft keeps its photograph at home; the approval does not wait for it.
    ewa.exchange();
    assert_eq!(
        (waiting(ewa), held_by_the_office(&world)),
        ((1, Some(1)), 0)
    );
    let ewa = world.laptop("Ewa");
    ewa.app.approve(document).unwrap();
    ewa.exchange();
    assert!(
        ewa.interview(document).status.accepted.is_some(),
        "the content agrees with the seal"
    );
    assert_eq!(waiting(ewa), (0, Some(0)));
    assert_eq!(held_by_the_office(&world), 1);

    let pawel = world.laptop("Paweł");
    pawel.exchange();
    pawel.app.take(case, document, BENEFITS).unwrap();
    pawel.exchange();
    let read = pawel.app.attachments(document).unwrap();
    assert_eq!(read.attachments[0].place, AttachmentPlace::InOffice);
    assert_eq!(
        read.open,
        Vec::<String>::new(),
        "an approved interview takes no more"
    );
    assert_eq!(shown(pawel, document, record), clean);
    pawel.exchange();
    let halina = world.laptop("Halina");
    halina.exchange();
    assert_eq!(
        refusal(halina.app.attachments(document)),
        json!("not-found")
    );
    halina.look(|store| assert_eq!(store.attachments().unwrap(), []));
    assert!(world.readers(document).contains(&world.person("Paweł")));
}

#[test]
fn a_ruling_stands_with_the_rulings_and_not_with_the_documents() {
    let mut world = World::konstancin();
    let (_, document) = at_the_table(&mut world);
    let ewa = world.laptop("Ewa");
    ewa.app.share(document).unwrap();
    let ruling = AttachmentInput {
        point: "6".to_owned(),
        ..payslip("")
    };
    let view = attach(ewa, document, &ruling, &photograph(5)).unwrap();
    assert_eq!(
        view.attachments[0].title,
        "orzeczenie o niepełnosprawności lub jej stopniu"
    );
    ewa.exchange();
    ewa.look(|store| {
        let state = store.document(document).unwrap();
        let of = |category: u8| {
            let streams = state.answers().filter(|answer| answer.category == category);
            streams
                .filter(|answer| answer.record == view.attachments[0].record)
                .count()
        };
        assert_eq!((of(4), of(3)), (2, 0));
    });
    assert_eq!(held_by_the_office(&world), 1);
}

#[test]
fn a_copy_of_an_identity_document_is_refused_by_kind_by_title_and_by_the_workers_word() {
    let mut world = World::konstancin();
    let (_, document) = at_the_table(&mut world);
    let ewa = world.laptop("Ewa");
    let by_kind = |point: &str| AttachmentInput {
        point: point.to_owned(),
        ..payslip("zdjęcie")
    };
    let unconfirmed = AttachmentInput {
        no_identity_document: false,
        ..payslip("zdjęcie")
    };
    for input in [
        by_kind("1"),
        payslip("dowód osobisty Leokadii"),
        payslip("karta pobytu"),
        unconfirmed,
    ] {
        let refused = attach(ewa, document, &input, &photograph(1));
        assert_eq!(refusal(refused), json!("attachment-identity"), "{input:?}");
    }
    let view = ewa.app.attachments(document).unwrap();
    assert!(view.attachments.is_empty());
    let reason = view.kinds[0].refused.as_deref().unwrap();
    assert!(reason.contains("§ 11"), "{reason}");
    assert!(!view.open.contains(&"1".to_owned()) && view.open.contains(&"7".to_owned()));
}

#[test]
fn what_is_no_photograph_and_no_pdf_is_refused_whatever_its_name() {
    let mut world = World::konstancin();
    let (_, document) = at_the_table(&mut world);
    let ewa = world.laptop("Ewa");
    let cut = photograph(1).split_off(0)[..50_000].to_vec();
    let large = [b"%PDF-1.7\n".to_vec(), vec![0; 20 * 1024 * 1024]].concat();
    let empty = vec![0xff, 0xd8, 0xff, 0xd9];
    for (bytes, code) in [
        (b"PK\x03\x04 a text".to_vec(), "attachment-of-no-kind"),
        (Vec::new(), "attachment-of-no-kind"),
        (cut, "attachment-damaged"),
        (empty, "attachment-damaged"),
        (b"%PDF-1.7 nothing".to_vec(), "attachment-pdf-damaged"),
        (large, "attachment-too-large"),
    ] {
        let refused = attach(ewa, document, &payslip("pismo"), &bytes);
        assert_eq!(refusal(refused), json!(code));
    }
    let nowhere = ewa
        .app
        .add_attachment(document, &payslip("pismo"), Path::new("/no/such/file"));
    assert_eq!(refusal(nowhere), json!("not-found"));
    assert!(
        ewa.app
            .attachments(document)
            .unwrap()
            .attachments
            .is_empty()
    );
}

#[test]
fn a_photograph_taken_by_mistake_goes_from_the_laptop_and_later_from_the_office() {
    let mut world = World::konstancin();
    let (_, document) = at_the_table(&mut world);
    let ewa = world.laptop("Ewa");
    ewa.app.share(document).unwrap();
    let mistaken = attach(ewa, document, &payslip("pomyłka"), &photograph(1)).unwrap();
    attach(ewa, document, &payslip("odcinek"), &photograph(2)).unwrap();
    let elsewhere = AttachmentInput {
        point: "21".to_owned(),
        ..payslip("odcinek")
    };
    for input in [payslip("odcinek"), elsewhere] {
        let twice = attach(ewa, document, &input, &photograph(2)).unwrap_err();
        assert_eq!(twice.code, ProblemCode::AttachmentTwice);
    }
    assert_eq!(ewa.app.attachments(document).unwrap().attachments.len(), 2);
    ewa.exchange();
    assert_eq!(held_by_the_office(&world), 2);
    let ewa = world.laptop("Ewa");
    let left = (ewa.app)
        .remove_attachment(document, mistaken.attachments[0].record)
        .unwrap();
    assert_eq!(left.attachments.len(), 1);
    ewa.look(|store| assert_eq!(store.attachments().unwrap().len(), 1));
    ewa.exchange();
    assert_eq!(
        held_by_the_office(&world),
        2,
        "the removal can be taken back"
    );
    world.pass(Duration::from_secs(91 * 24 * 60 * 60));
    world.laptop("Ewa").exchange();
    assert_eq!(held_by_the_office(&world), 1);
}

/// An exchange that ends before the bytes of attachments.
fn rows_go_alone(laptop: &Laptop) {
    laptop.look(|store| {
        let link = store.identity().unwrap().office.clone().unwrap();
        let line = HttpTransport::to_exchange(&link.address, link.fingerprint, &link.token);
        let (now_ms, never) = (laptop.clock.now_ms(), AtomicBool::new(false));
        Session::default()
            .run(store, &mut line.unwrap(), now_ms, &mut |_| {}, &never)
            .unwrap();
    });
}

#[test]
fn a_photograph_goes_by_courier_file_where_there_is_no_network() {
    let mut world = World::konstancin();
    let document = world.shared_interview();
    let ewa = world.laptop("Ewa");
    let view = attach(ewa, document, &payslip("odcinek"), &photograph(1)).unwrap();
    let record = view.attachments[0].record;
    let picture = shown(ewa, document, record);
    assert_eq!(waiting(ewa), (1, Some(1)));
    let folder = tempfile::tempdir().unwrap();
    let (there, back) = (folder.path().join("tam"), folder.path().join("z powrotem"));
    ewa.app.courier_write(&there).unwrap();
    let file = std::fs::read(&there).unwrap();
    let now_ms = world.centre.clock.now_ms();
    let answer = world.centre.office.courier(&file, now_ms).unwrap();
    std::fs::write(&back, answer.file).unwrap();
    let ewa = world.laptop("Ewa");
    ewa.app.courier_read(&back).unwrap();
    assert_eq!(waiting(ewa), (0, Some(0)));
    let marek = world.laptop("Marek");
    marek.exchange();
    assert_eq!(shown(marek, document, record), picture);
}

#[test]
fn a_colleague_who_removes_a_photograph_does_not_destroy_the_only_copy() {
    let mut world = World::konstancin();
    let document = world.shared_interview();
    let ewa = world.laptop("Ewa");
    let view = attach(ewa, document, &payslip("odcinek"), &photograph(1)).unwrap();
    let record = view.attachments[0].record;
    // The line was cut after the rows: the bytes are on Ewa's laptop alone.
    rows_go_alone(ewa);
    let marek = world.laptop("Marek");
    marek.exchange();
    marek.app.remove_attachment(document, record).unwrap();
    marek.exchange();
    assert_eq!(held_by_the_office(&world), 0);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let view = ewa.app.attachments(document).unwrap();
    assert!(view.attachments.is_empty(), "the removal has come");
    ewa.look(|store| assert_eq!(store.attachments().unwrap(), []));
    assert_eq!(held_by_the_office(&world), 1);
}

#[test]
fn two_laptops_that_add_the_same_photograph_keep_it_once_in_the_office() {
    let mut world = World::konstancin();
    let document = world.shared_interview();
    for name in ["Ewa", "Marek"] {
        let laptop = world.laptop(name);
        attach(laptop, document, &payslip(name), &photograph(1)).unwrap();
    }
    for name in ["Ewa", "Marek", "Ewa"] {
        world.laptop(name).exchange();
    }
    assert_eq!(held_by_the_office(&world), 1);
    for name in ["Ewa", "Marek"] {
        let view = world.laptop(name).app.attachments(document).unwrap();
        let places = view.attachments.iter().map(|kept| kept.place);
        let in_office = AttachmentPlace::InOffice;
        assert_eq!(places.collect::<Vec<_>>(), [in_office, in_office]);
    }
    // One row goes: the other one still names the bytes.
    let ewa = world.laptop("Ewa");
    let first = ewa.app.attachments(document).unwrap().attachments[0].record;
    ewa.app.remove_attachment(document, first).unwrap();
    ewa.exchange();
    world.pass(Duration::from_secs(200 * 24 * 60 * 60));
    world.laptop("Ewa").exchange();
    assert_eq!(held_by_the_office(&world), 1);
}

#[test]
fn the_last_copy_of_a_photograph_comes_back_from_a_reader_who_did_not_take_it() {
    let mut world = World::konstancin();
    for name in ["Ewa", "Paweł", "Halina"] {
        world.laptop(name).exchange();
    }
    let backup = world.centre.backup().unwrap();
    // Everything from here on is lost in the office, and Ewa's laptop with it.
    let (case, document) = at_the_table(&mut world);
    let ewa = world.laptop("Ewa");
    attach(ewa, document, &payslip("odcinek"), &photograph(1)).unwrap();
    ewa.fill_and_approve(document);
    ewa.exchange();
    let pawel = world.laptop("Paweł");
    pawel.exchange();
    pawel.app.take(case, document, BENEFITS).unwrap();
    pawel.exchange();
    world.pass(Duration::from_secs(3600));
    world.centre.restore(&backup).unwrap();
    assert_eq!(held_by_the_office(&world), 0);
    for name in ["Halina", "Paweł", "Paweł"] {
        world.laptop(name).exchange();
    }
    assert_eq!(held_by_the_office(&world), 1);
}

#[test]
fn after_the_approval_nothing_is_attached_and_nothing_removed() {
    let mut world = World::konstancin();
    let (_, document) = at_the_table(&mut world);
    let ewa = world.laptop("Ewa");
    let record = attach(ewa, document, &payslip("odcinek"), &photograph(1)).unwrap();
    let record = record.attachments[0].record;
    ewa.fill_and_approve(document);
    let sealed = json!("already-sealed");
    let more = attach(ewa, document, &payslip("drugi"), &photograph(2));
    assert_eq!(refusal(more), sealed);
    assert_eq!(refusal(ewa.app.remove_attachment(document, record)), sealed);
    ewa.exchange();
    assert_eq!(held_by_the_office(&world), 1);
}

#[test]
fn a_new_version_keeps_the_photographs_of_the_one_it_corrects() {
    let mut world = World::konstancin();
    let (_, document) = at_the_table(&mut world);
    let ewa = world.laptop("Ewa");
    ewa.fill(document);
    let record = attach(ewa, document, &payslip("odcinek"), &photograph(4))
        .unwrap()
        .attachments[0]
        .record;
    let picture = shown(ewa, document, record);
    ewa.app.approve(document).unwrap();
    ewa.exchange();
    let correction = ewa.app.start_correction(document, "zły miesiąc").unwrap();
    let correction = correction.document;
    let kept = ewa.app.attachments(correction).unwrap().attachments;
    assert_eq!(kept.len(), 1);
    assert_eq!(shown(ewa, correction, kept[0].record), picture);

    // What is removed from the new version stays with the old one, sealed as it was.
    ewa.app
        .remove_attachment(correction, kept[0].record)
        .unwrap();
    assert_eq!(shown(ewa, document, record), picture);
    attach(ewa, correction, &payslip("odcinek"), &photograph(4)).unwrap();
    ewa.answer(correction, "phone", "+48501000999");
    ewa.app.approve(correction).unwrap();
    ewa.exchange();
    assert_eq!(held_by_the_office(&world), 2, "one for each version");
    let pawel = world.laptop("Paweł");
    pawel.exchange();
    let read = pawel.app.attachments(correction).unwrap().attachments;
    assert_eq!(shown(pawel, correction, read[0].record), picture);
}

#[test]
fn a_pdf_is_looked_at_as_pictures_and_a_saved_copy_is_written_down() {
    let mut world = World::konstancin();
    let (_, document) = at_the_table(&mut world);
    let ewa = world.laptop("Ewa");
    let blank = "part-ix/2021-11-15".to_owned();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pismo.pdf");
    let form = PaperKey::Blank { form: blank };
    ewa.app.save_paper(&form, &path).unwrap();
    let view = ewa
        .app
        .add_attachment(document, &payslip("zaświadczenie"), &path)
        .unwrap();
    let record = view.attachments[0].record;
    let AttachmentContent::Pages { pages, of } = ewa.app.read_attachment(document, record).unwrap()
    else {
        unreachable!("the pages are drawn")
    };
    assert!(!pages.is_empty() && pages[0].width > 800);
    assert_eq!(usize::try_from(of).unwrap(), pages.len());
    let copy = folder.path().join("kopia.pdf");
    ewa.app.save_attachment(document, record, &copy).unwrap();
    assert_eq!(std::fs::read(&copy).unwrap(), std::fs::read(&path).unwrap());
    let known = ewa.app.attachments(document).unwrap();
    let copies = &known.attachments[0].saved;
    assert_eq!((copies.len(), copies[0].saved), (1, true));
    ewa.exchange();
}

#[test]
fn a_copy_that_could_not_be_saved_takes_its_note_back() {
    let mut world = World::konstancin();
    let (case, document) = at_the_table(&mut world);
    let ewa = world.laptop("Ewa");
    let view = attach(ewa, document, &payslip("odcinek"), &photograph(1)).unwrap();
    let record = view.attachments[0].record;
    let noted = || {
        ewa.look(|store| {
            let state = store.document(case).unwrap();
            let removed = state.answers().filter(|answer| answer.field == "deleted");
            removed.count()
        })
    };
    let before = noted();
    let nowhere = Path::new("/no/such/folder/kopia.jpg");
    assert!(ewa.app.save_attachment(document, record, nowhere).is_err());
    let known = ewa.app.attachments(document).unwrap();
    assert!(known.attachments[0].saved.is_empty());
    assert_eq!(noted() - before, 1, "the note was written first");
    let paper = PaperKey::Interview {
        document,
        paper: PaperKind::Interview,
    };
    assert!(ewa.app.save_paper(&paper, nowhere).is_err());
    assert_eq!(noted() - before, 2);
    ewa.exchange();
}

#[test]
fn the_photographs_of_a_withdrawn_laptop_reach_the_office_before_the_family_leaves_it() {
    let mut world = World::konstancin();
    let (case, document) = at_the_table(&mut world);
    let ewa = world.laptop("Ewa");
    attach(ewa, document, &payslip("odcinek"), &photograph(1)).unwrap();
    let (office, now_ms) = (&world.centre.office, world.centre.clock.now_ms());
    let theirs = office.laptops().unwrap();
    let person = world.person("Ewa");
    let replica = theirs
        .iter()
        .find(|laptop| laptop.person == person)
        .unwrap();
    office.withdraw_laptop(replica.replica, now_ms).unwrap();
    let ewa = world.laptop("Ewa");
    ewa.part();
    assert_eq!(
        held_by_the_office(&world),
        1,
        "kept with the draft that waits for a person"
    );
    world.laptop("Ewa").look_last(|store| {
        assert_eq!(store.attachments().unwrap(), []);
        assert!(store.case_documents(case).unwrap().is_empty());
    });
}
