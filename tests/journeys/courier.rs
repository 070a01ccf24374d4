//! No network at all: the same exchange carried in files.

use std::fs;

use teren_app::clock::Clock as _;

use crate::world::{World, refusal};

#[test]
fn a_courier_carries_the_interview_there_and_the_receipt_back_and_replaying_does_no_harm() {
    let mut world = World::konstancin();
    let case = world.visit_for(&["Ewa"]);
    let (out, back) = (
        world.folder().join("do-osrodka.teren"),
        world.folder().join("z-osrodka.teren"),
    );
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let document = ewa.app.start_interview(case, None).unwrap().document;
    let seal = ewa.fill_and_approve(document);
    ewa.app.courier_write(&out).unwrap();
    let file = fs::read(&out).unwrap();
    for word in ["Nibylska", "Leokadia"] {
        assert!(
            !file.windows(word.len()).any(|part| part == word.as_bytes()),
            "the file shows {word}"
        );
    }
    let now_ms = world.centre.clock.now_ms();
    let first = world.centre.office.courier(&file, now_ms).unwrap().file;
    let again = world.centre.office.courier(&file, now_ms).unwrap().file;
    for returning in [&first, &again, &first] {
        fs::write(&back, returning).unwrap();
        let ewa = world.laptop("Ewa");
        ewa.app.courier_read(&back).unwrap();
        assert_eq!(ewa.app.exchange_status().unwrap().to_send, 0);
    }
    // What the office wrote of it — receipt and routes — comes with the next file at the latest.
    let ewa = world.laptop("Ewa");
    ewa.app.courier_write(&out).unwrap();
    let returning = world
        .centre
        .office
        .courier(&fs::read(&out).unwrap(), now_ms)
        .unwrap();
    fs::write(&back, returning.file).unwrap();
    let ewa = world.laptop("Ewa");
    ewa.app.courier_read(&back).unwrap();
    let view = ewa.interview(document);
    assert_eq!(view.seal.unwrap().sygnatura, seal.sygnatura);
    let receipt = view.status.accepted.unwrap().number;
    ewa.exchange();
    assert_eq!(
        ewa.interview(document).status.accepted.unwrap().number,
        receipt,
        "one receipt, whichever way"
    );
    let pawel = world.laptop("Paweł");
    pawel.exchange();
    assert_eq!(
        pawel.app.inbox().unwrap().len(),
        1,
        "one place in the inbox, however often it came"
    );
}

#[test]
fn a_file_for_another_laptop_and_a_damaged_one_are_refused_plainly() {
    let mut world = World::konstancin();
    let (out, back) = (world.folder().join("a"), world.folder().join("b"));
    world.laptop("Ewa").app.courier_write(&out).unwrap();
    let now_ms = world.centre.clock.now_ms();
    let mut file = fs::read(&out).unwrap();
    let returning = world.centre.office.courier(&file, now_ms).unwrap().file;
    fs::write(&back, returning).unwrap();
    assert_eq!(
        refusal(world.laptop("Marek").app.courier_read(&back)),
        "courier-for-another"
    );
    assert_eq!(
        refusal(world.laptop("Ewa").app.courier_read(&out)),
        "courier-for-another"
    );
    fs::write(&back, b"to nie jest plik kuriera").unwrap();
    assert_eq!(
        refusal(world.laptop("Ewa").app.courier_read(&back)),
        "courier-unreadable"
    );
    let middle = file.len() / 2;
    file[middle] ^= 1;
    assert!(world.centre.office.courier(&file, now_ms).is_err());
    world.laptop("Ewa").exchange();
}
