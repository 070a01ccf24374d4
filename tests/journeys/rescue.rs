//! A damaged database and a lost office: what one laptop still holds comes back.

use std::fs;
use std::path::{Path, PathBuf};

use teren_app::clock::Clock as _;
use teren_office::{Office, Rescue, salvage};
use uuid::Uuid;

use crate::attachments::{attach, held_by_the_office, payslip, photograph, shown};
use crate::world::{Laptop, PASSPHRASE, World, documents_in, refusal};

const PAGE: usize = 4096;

/// A copy of a profile, one page of its database overwritten.
fn with_a_bad_page(profile: &Path, copy: &Path, page: usize) {
    fs::create_dir(copy).unwrap();
    for entry in fs::read_dir(profile).unwrap() {
        let file = entry.unwrap().path();
        if file.is_file() {
            fs::copy(&file, copy.join(file.file_name().unwrap())).unwrap();
        }
    }
    spoil(copy, page);
}

pub fn spoil(profile: &Path, page: usize) {
    let file = profile.join("teren.db");
    let mut bytes = fs::read(&file).unwrap();
    bytes[page * PAGE..(page + 1) * PAGE].fill(7);
    fs::write(&file, bytes).unwrap();
}

fn aside(profile: &Path) -> PathBuf {
    let entries = fs::read_dir(profile)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut aside = entries.filter(|path| path.is_dir());
    aside.next().unwrap()
}

/// The most is saved of a page in the middle; a page that costs some of the log and leaves the rest.
fn a_page_of_the_log(profile: &Path, folder: &Path, recovery: &Path, whole: &Rescue) -> usize {
    let pages = fs::metadata(profile.join("teren.db")).unwrap().len();
    let pages = usize::try_from(pages).unwrap() / PAGE;
    let costs_some = |page: &usize| {
        let copy = folder.join(format!("page-{page}"));
        with_a_bad_page(profile, &copy, *page);
        let saved = salvage(&copy, None, recovery, &folder.join(format!("from-{page}")));
        saved.is_ok_and(|saved| {
            assert!(saved.changes <= whole.changes);
            saved.lost > 0 && saved.changes * 2 > whole.changes
        })
    };
    (1..pages).find(costs_some).unwrap()
}

/// The person is told that her database is damaged, and goes on with a new one; says where the old one lies.
fn found_damaged(laptop: &Laptop, id: Uuid) -> PathBuf {
    let damaged = laptop.app.unlock(id, PASSPHRASE);
    assert_eq!(refusal(damaged), "store-damaged");
    laptop.app.unlock(id, PASSPHRASE).unwrap();
    laptop.app.lock().unwrap();
    aside(&laptop.profile_folder())
}

/// A page, from the end on, that costs one photograph and nothing else.
fn a_page_of_a_photograph(profile: &Path, folder: &Path, recovery: &Path, whole: &Rescue) -> usize {
    let pages = fs::metadata(profile.join("teren.db")).unwrap().len();
    let pages = usize::try_from(pages).unwrap() / PAGE;
    let costs_one = |page: &usize| {
        let copy = folder.join(format!("copy-{page}"));
        with_a_bad_page(profile, &copy, *page);
        let saved = salvage(&copy, None, recovery, &folder.join(format!("saved-{page}")));
        saved.is_ok_and(|saved| {
            saved.lost_attachments.len() == 1 && (saved.changes, saved.lost) == (whole.changes, 0)
        })
    };
    (1..pages).rev().find(costs_one).unwrap()
}

#[test]
fn photographs_of_a_damaged_laptop_reach_the_office_and_the_torn_one_is_named() {
    let mut world = World::konstancin();
    let document = world.shared_interview();
    let (folder, recovery) = (world.folder(), world.recovery_key());
    let ewa = world.laptop("Ewa");
    let take = |seed: u8| {
        let view = attach(
            ewa,
            document,
            &payslip(&format!("{seed}")),
            &photograph(seed),
        )
        .unwrap();
        let record = view.attachments.last().unwrap().record;
        (record, shown(ewa, document, record))
    };
    // One goes to the office whole, two are never sent.
    let mut taken = vec![take(1)];
    ewa.exchange();
    taken.extend([take(2), take(3)]);
    let keys = ewa.look(|store| store.attachments().unwrap());
    let keys: Vec<_> = keys.iter().map(|state| state.key).collect();
    let id = ewa.app.session().unwrap().unwrap().profile;
    ewa.app.lock().unwrap();
    let profile = ewa.profile_folder();
    let whole = salvage(&profile, None, &recovery, &folder.join("whole")).unwrap();
    assert_eq!((whole.attachments, whole.lost_attachments.len()), (2, 0));
    let page = a_page_of_a_photograph(&profile, &folder, &recovery, &whole);
    spoil(&profile, page);

    let kept = found_damaged(ewa, id);
    let saved = salvage(&profile, Some(&kept), &recovery, &folder.join("ratunek")).unwrap();
    world.unlock("Ewa");
    let now_ms = world.centre.clock.now_ms();
    let mut whole_there = 0;
    for file in &saved.files {
        let file = fs::read(file).unwrap();
        let told = world.centre.office.courier(&file, now_ms).unwrap();
        let arrived = told.attachments.iter().filter_map(|arrived| arrived.held);
        whole_there += arrived.filter(|held| held.complete).count();
    }

    assert_eq!((saved.attachments, whole_there), (1, 1));
    assert_eq!(held_by_the_office(&world), 2);
    let [torn] = saved.lost_attachments.as_slice() else {
        unreachable!("one is named")
    };
    let torn = keys.iter().position(|key| *key == torn.key).unwrap();
    assert!(torn > 0, "the office has the first");
    for name in ["Marek", "Ewa"] {
        let laptop = world.laptop(name);
        laptop.exchange();
        for (place, (record, picture)) in taken.iter().enumerate() {
            if place == torn {
                assert!(laptop.app.read_attachment(document, *record).is_err());
            } else {
                assert_eq!(shown(laptop, document, *record), *picture);
            }
        }
    }
    let halina = world.laptop("Halina");
    halina.exchange();
    let theirs = halina.app.read_attachment(document, taken[0].0);
    assert_eq!(refusal(theirs), "not-found");
}

#[test]
fn a_bad_page_costs_what_lay_on_it_and_the_recovery_key_saves_the_rest() {
    let mut world = World::konstancin();
    let case = world.visit_for(&["Ewa"]);
    let (folder, recovery) = (world.folder(), world.recovery_key());
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let document = ewa.app.start_interview(case, None).unwrap().document;
    ewa.fill_and_approve(document);
    let id = ewa.app.session().unwrap().unwrap().profile;
    ewa.app.lock().unwrap();
    let profile = ewa.profile_folder();
    let whole = salvage(&profile, None, &recovery, &folder.join("whole")).unwrap();
    assert_eq!((whole.person.as_str(), whole.lost), ("Ewa", 0));
    spoil(
        &profile,
        a_page_of_the_log(&profile, &folder, &recovery, &whole),
    );

    let kept = found_damaged(ewa, id);
    let before = fs::read(kept.join("teren.db")).unwrap();
    let file = folder.join("ratunek");
    let saved = salvage(&profile, Some(&kept), &recovery, &file).unwrap();
    ewa.app.unlock(id, PASSPHRASE).unwrap();

    assert!(saved.lost > 0 && saved.changes > 0);
    assert_eq!(
        fs::read(kept.join("teren.db")).unwrap(),
        before,
        "kept as it was"
    );
    let now_ms = world.centre.clock.now_ms();
    let office = &world.centre.office;
    office
        .courier(&fs::read(&saved.files[0]).unwrap(), now_ms)
        .unwrap();
    let held = office.quarantined().unwrap().len();
    let here = documents_in(office.folder(), case).contains(&document);
    assert!(here || held > 0, "the office has what was saved");
    let other = world.laptop("Marek").profile_folder();
    let wrong = folder.join("wrong.key");
    fs::write(&wrong, "07".repeat(32)).unwrap();
    world.laptop("Marek").app.lock().unwrap();
    let refused = salvage(&other, None, &wrong, &folder.join("none"));
    assert!(refused.is_err() && !folder.join("none").exists());
    world.unlock("Marek");
}

#[test]
fn what_a_laptop_gave_away_still_feeds_an_office_restored_from_an_older_backup() {
    let mut world = World::konstancin();
    let case = world.visit_for(&["Ewa"]);
    let (folder, recovery) = (world.folder(), world.recovery_key());
    let ewa = world.laptop("Ewa");
    ewa.exchange();
    let now_ms = world.centre.clock.now_ms();
    let backup = folder.join("kopia");
    world.centre.office.backup(&backup, now_ms).unwrap();
    let ewa = world.laptop("Ewa");
    let document = ewa.app.start_interview(case, None).unwrap().document;
    ewa.fill_and_approve(document);
    ewa.exchange();
    let ewas = world.person("Ewa");
    let laptops = world.centre.office.laptops().unwrap();
    let replica = laptops
        .iter()
        .find(|laptop| laptop.person == ewas)
        .unwrap()
        .replica;
    world
        .centre
        .office
        .withdraw_laptop(replica, now_ms)
        .unwrap();
    let ewa = world.laptop("Ewa");
    ewa.part();
    assert_eq!(refusal(ewa.open()), "withdrawn");

    let saved = salvage(
        &ewa.profile_folder(),
        None,
        &recovery,
        &folder.join("paczki"),
    )
    .unwrap();
    let restored = folder.join("odtworzony");
    let office = Office::restore(&restored, &backup, &recovery, now_ms).unwrap();
    assert!(documents_in(&restored, case).is_empty());
    for file in &saved.files {
        office.courier(&fs::read(file).unwrap(), now_ms).unwrap();
        office.courier(&fs::read(file).unwrap(), now_ms).unwrap();
    }
    assert_eq!(documents_in(&restored, case), [document].into());
    assert!(office.quarantined().unwrap().is_empty());
}
