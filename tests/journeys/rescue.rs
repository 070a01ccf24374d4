//! A damaged database and a lost office: what one laptop still holds comes back.

use std::fs;
use std::path::{Path, PathBuf};

use teren_app::clock::Clock as _;
use teren_office::{Office, Rescue, salvage};

use crate::world::{World, documents_in, refusal};

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

fn spoil(profile: &Path, page: usize) {
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

    let password = crate::world::PASSPHRASE;
    assert_eq!(refusal(ewa.app.unlock(id, password)), "store-damaged");
    ewa.app.unlock(id, password).unwrap();
    ewa.app.lock().unwrap();
    let kept = aside(&profile);
    let before = fs::read(kept.join("teren.db")).unwrap();
    let file = folder.join("ratunek");
    let saved = salvage(&profile, Some(&kept), &recovery, &file).unwrap();
    ewa.app.unlock(id, password).unwrap();

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
    ewa.try_exchange();
    ewa.try_exchange();
    assert!(
        ewa.app.open_interview(document).is_err(),
        "nothing is left to read"
    );
    ewa.app.lock().unwrap();

    let saved = salvage(
        &ewa.profile_folder(),
        None,
        &recovery,
        &folder.join("paczki"),
    )
    .unwrap();
    world.unlock("Ewa");
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
