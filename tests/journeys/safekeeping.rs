//! Private drafts lie in the office as ciphertext: a drowned laptop is not a lost interview, and nobody reads what is not shared.

use std::fs;

use teren_app::clock::Clock as _;
use teren_app::contract::{ActOutcome, HeldWay, HeldWhy};
use uuid::Uuid;

use crate::attachments::{attach, payslip, photograph, shown};
use crate::rescue::spoil;
use crate::world::{PASSPHRASE, World, refusal};

const SECRET: &str = "Wilgoć w kuchni, piec niesprawny.";

/// Ewa's private interview with an answer and a photograph, exchanged once.
fn drafted(world: &mut World) -> (Uuid, Uuid, Uuid) {
    let case = world.visit_for(&["Ewa"]);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let document = ewa.app.start_interview(case, None).unwrap().document;
    ewa.answer(document, "housing_notes", SECRET);
    let view = attach(ewa, document, &payslip("1"), &photograph(1)).unwrap();
    let record = view.attachments.last().unwrap().record;
    assert!(!ewa.interview(document).status.deposited);
    ewa.exchange();
    (case, document, record)
}

fn replica_of(world: &World, name: &str) -> Uuid {
    let person = world.person(name);
    let laptops = world.centre.office.laptops().unwrap().into_iter();
    let mut of_person = laptops.filter(|laptop| laptop.person == person);
    of_person.next_back().unwrap().replica
}

#[test]
fn the_office_keeps_a_private_draft_and_cannot_read_it() {
    let mut world = World::konstancin();
    let (case, document, _) = drafted(&mut world);
    assert!(world.laptop("Ewa").interview(document).status.deposited);
    assert!(world.documents_in_the_office(case).is_empty());
    assert!(world.centre.office.quarantined().unwrap().is_empty());
    let [kept] = world
        .centre
        .office
        .kept_drafts()
        .unwrap()
        .try_into()
        .unwrap();
    assert_eq!(kept.document, document);
    assert_eq!(kept.person, world.person("Ewa"));
    assert!(kept.case_number.starts_with("T-"), "{}", kept.case_number);

    let ewa = world.laptop("Ewa");
    ewa.answer(document, "housing_notes", "Piec naprawiony.");
    assert!(!ewa.interview(document).status.deposited, "typed since");
    ewa.exchange();
    assert!(ewa.interview(document).status.deposited);
    let bytes = kept.bytes;
    let again = &world.centre.office.kept_drafts().unwrap()[0];
    assert!(
        again.bytes > bytes && again.bytes < bytes + 2000,
        "only what is new"
    );
    let before = again.bytes;
    world.laptop("Ewa").exchange();
    assert_eq!(world.centre.office.kept_drafts().unwrap()[0].bytes, before);
}

#[test]
fn a_drowned_laptop_is_not_a_lost_interview() {
    let mut world = World::konstancin();
    let (case, document, record) = drafted(&mut world);
    let picture = shown(world.laptop("Ewa"), document, record);
    let recovery = world.recovery_key();
    let replica = replica_of(&world, "Ewa");
    let now_ms = world.centre.clock.now_ms();
    let office = &world.centre.office;
    office.withdraw_laptop(replica, now_ms).unwrap();
    let opened = office.open_drafts(replica, &recovery, now_ms).unwrap();
    assert_eq!(
        (opened.documents, opened.attachments, opened.unreadable),
        (1, 1, 0)
    );
    assert!(office.kept_drafts().unwrap().is_empty());
    assert_eq!(
        world.logged("drafts opened", Some(replica)),
        [world.person("Ewa")]
    );

    let anna = world.laptop("Anna");
    anna.exchange();
    let held = anna.app.held_back().unwrap().waiting.remove(0);
    assert_eq!(
        (held.why, held.document),
        (HeldWhy::PrivateDraft, Some(document))
    );
    assert_eq!(held.ways, [HeldWay::Accept, HeldWay::File]);
    let content = anna.app.open_held(case, held.held).unwrap();
    assert!(
        content.parts.is_empty(),
        "nobody reads it before it is the case's"
    );
    let reason = "Laptop wpadł do wody.";
    let decided = anna
        .app
        .decide_held(case, held.held, HeldWay::Accept, reason);
    assert_eq!(decided.unwrap().outcome, ActOutcome::Accepted);
    anna.exchange();

    let address = world.centre.address();
    world.enrol("Ewa", address);
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    ewa.exchange();
    assert_eq!(ewa.reads(document, "housing_notes"), SECRET);
    assert_eq!(shown(ewa, document, record), picture);
}

#[test]
fn a_laptop_whose_database_breaks_gets_its_private_draft_back_by_its_own_key() {
    let mut world = World::konstancin();
    let (_, document, record) = drafted(&mut world);
    let ewa = world.laptop("Ewa");
    let picture = shown(ewa, document, record);
    let id = ewa.app.session().unwrap().unwrap().profile;
    ewa.app.lock().unwrap();
    let profile = ewa.profile_folder();
    let pages = fs::metadata(profile.join("teren.db")).unwrap().len() / 4096;
    for page in 1..usize::try_from(pages).unwrap() {
        spoil(&profile, page);
    }
    assert_eq!(refusal(ewa.app.unlock(id, PASSPHRASE)), "store-damaged");
    ewa.app.unlock(id, PASSPHRASE).unwrap();
    assert!(ewa.app.overview().unwrap().interviews.is_empty());
    ewa.exchange();
    assert_eq!(ewa.reads(document, "housing_notes"), SECRET);
    assert_eq!(shown(ewa, document, record), picture);
    let view = ewa.interview(document);
    assert!(!view.shared && view.status.deposited);

    ewa.fill_and_approve(document);
    ewa.exchange();
    // The photograph went after the rows: the second exchange says that nothing needs to be kept.
    ewa.exchange();
    assert!(world.centre.office.kept_drafts().unwrap().is_empty());
    assert!(world.centre.office.quarantined().unwrap().is_empty());
}

#[test]
fn what_is_shared_is_kept_as_ciphertext_no_longer() {
    let mut world = World::konstancin();
    let (case, document, _) = drafted(&mut world);
    let ewa = world.laptop("Ewa");
    ewa.app.share(document).unwrap();
    ewa.exchange();
    ewa.exchange();
    assert!(world.centre.office.kept_drafts().unwrap().is_empty());
    assert_eq!(world.documents_in_the_office(case), [document].into());
}

#[test]
fn only_the_centres_recovery_key_opens_them() {
    let mut world = World::konstancin();
    drafted(&mut world);
    let wrong = world.folder().join("wrong.key");
    fs::write(&wrong, "07".repeat(32)).unwrap();
    let replica = replica_of(&world, "Ewa");
    let office = &world.centre.office;
    let refused = office.open_drafts(replica, &wrong, world.centre.clock.now_ms());
    assert!(refused.is_err());
    assert_eq!(office.kept_drafts().unwrap().len(), 1);
    assert!(office.quarantined().unwrap().is_empty());
}

#[test]
fn an_office_restored_from_an_older_backup_gets_the_draft_again() {
    let mut world = World::konstancin();
    let now_ms = world.centre.clock.now_ms();
    let backup = world.folder().join("kopia");
    let case = world.visit_for(&["Ewa"]);
    world.laptop("Ewa").exchange();
    world.centre.office.backup(&backup, now_ms).unwrap();
    let ewa = world.laptop("Ewa");
    let document = ewa.app.start_interview(case, None).unwrap().document;
    ewa.answer(document, "housing_notes", SECRET);
    ewa.exchange();
    world.restore(&backup);
    assert!(world.centre.office.kept_drafts().unwrap().is_empty());
    world.laptop("Ewa").exchange();
    assert_eq!(world.centre.office.kept_drafts().unwrap().len(), 1);
}
