//! Photographs and PDFs where the line does not carry them: in courier files, and out of a damaged laptop.

use std::path::{Path, PathBuf};

use teren_domain::Category;
use teren_ledger::wire::QuarantineReason;
use teren_office::OfficeError;
use teren_store::{Profile, Salvaged};
use teren_sync::courier::{self, Arrived};
use teren_sync::{AttachmentLine as _, Held};
use uuid::Uuid;

use crate::attachments::{Attached, attach, complete_in, exchange, photograph, visit};
use crate::line::{Centre, Laptop};
use crate::support::NOW;

const MIB: usize = 1024 * 1024;
/// Of the laptop's database, bytes.
const PAGE: usize = 4096;

fn arrived(attached: &Attached, offset: u64, complete: bool) -> Arrived {
    Arrived {
        key: attached.key,
        held: Some(Held { offset, complete }),
    }
}

/// A courier file to the office and back; says how the attachments in it arrived, and how many bytes it has.
fn trip(centre: &Centre, laptop: &mut Laptop) -> (Vec<Arrived>, usize) {
    let file = courier::write(&mut laptop.store, NOW).unwrap();
    let answered = centre.office.courier(&file, NOW).unwrap();
    courier::read(&mut laptop.store, &answered.file, NOW).unwrap();
    (answered.attachments, file.len())
}

#[test]
fn a_courier_file_brings_as_many_photographs_as_it_bears_and_the_next_one_the_rest() {
    let (centre, mut ewa, place) = visit();
    let first = attach(&mut ewa, place, Category::Income, &photograph(13 * MIB));
    let second = attach(
        &mut ewa,
        place,
        Category::Incapacity,
        &photograph(13 * MIB + 1),
    );
    let small = attach(&mut ewa, place, Category::Income, &photograph(MIB));
    let whole =
        |attached: &Attached, bytes: usize| arrived(attached, u64::try_from(bytes).unwrap(), true);
    let by_hash = |mut all: Vec<Arrived>| {
        all.sort_by_key(|arrived| arrived.key);
        all
    };
    let fits = by_hash(vec![whole(&first, 13 * MIB), whole(&small, MIB)]);
    assert_eq!(trip(&centre, &mut ewa).0, fits);
    assert_eq!(trip(&centre, &mut ewa).0, [whole(&second, 13 * MIB + 1)]);
    assert_eq!(complete_in(&centre.office), 3);
    let (nothing, bytes) = trip(&centre, &mut ewa);
    assert!(nothing.is_empty() && bytes < 20_000, "{bytes}");
    assert_eq!(exchange(&mut ewa).sent, 0);
}

#[test]
fn bytes_that_no_row_names_are_not_taken_from_a_courier_file_and_stay_on_the_laptop() {
    let (centre, mut ewa, place) = visit();
    let named = (ewa.store)
        .add_attachment(place.1, Category::Income.number(), b"nobody names me")
        .unwrap();
    let (told, _) = trip(&centre, &mut ewa);
    let [told] = told.as_slice() else {
        panic!("one attachment is told of: {told:?}")
    };
    assert_eq!((told.key.sha256, told.held), (named.sha256, None));
    assert_eq!(ewa.store.attachments_to_send().unwrap(), [told.key]);
    assert_eq!(complete_in(&centre.office), 0);
}

#[test]
fn a_file_with_a_photograph_may_be_taken_in_and_its_answer_read_twice() {
    let (centre, mut ewa, place) = visit();
    let paper = attach(&mut ewa, place, Category::Income, &photograph(90_000));
    let file = courier::write(&mut ewa.store, NOW).unwrap();
    for _ in 0..2 {
        let answered = centre.office.courier(&file, NOW).unwrap();
        assert_eq!(answered.attachments, [arrived(&paper, 90_000, true)]);
        courier::read(&mut ewa.store, &answered.file, NOW).unwrap();
        assert!(ewa.store.attachments().unwrap()[0].in_office);
    }
    assert_eq!(complete_in(&centre.office), 1);
}

#[test]
fn a_late_answer_of_the_office_before_it_was_restored_says_nothing_of_bytes() {
    let (centre, mut ewa, place) = visit();
    attach(&mut ewa, place, Category::Income, &photograph(1_000));
    let file = courier::write(&mut ewa.store, NOW).unwrap();
    let late = centre.office.courier(&file, NOW).unwrap().file;
    let epoch = ewa.store.epoch().unwrap();
    ewa.store.put_epoch(epoch + 1).unwrap();
    courier::read(&mut ewa.store, &late, NOW).unwrap();
    assert_eq!(ewa.store.attachments_to_send().unwrap().len(), 1);
}

/// The folder of a laptop that is switched off.
fn off(centre: &Centre, laptop: Laptop) -> PathBuf {
    let replica = laptop.store.identity().unwrap().replica;
    laptop.store.close().unwrap();
    centre.folder.path().join(replica.to_string())
}

fn read(centre: &Centre, laptop: &Path, scratch: &Path) -> Salvaged {
    let key = std::fs::read(centre.office.folder().join("recovery.key")).unwrap();
    let key = data_encoding::HEXLOWER.decode(key.trim_ascii()).unwrap();
    Profile::at(laptop)
        .salvage(laptop, scratch, &key.try_into().unwrap())
        .unwrap()
}

/// What the office makes of everything that was read of a laptop, taken there twice.
fn taken_in(centre: &Centre, salvaged: &Salvaged) -> Vec<Arrived> {
    let mut arrived = Vec::new();
    courier::write_salvaged(salvaged, &mut |file| -> Result<(), OfficeError> {
        let told = centre.office.courier(file, NOW)?.attachments;
        assert_eq!(centre.office.courier(file, NOW)?.attachments, told);
        arrived.extend(told);
        Ok(())
    })
    .unwrap();
    arrived
}

#[test]
fn the_photograph_of_a_private_draft_is_saved_with_the_draft_and_kept_aside_with_it() {
    let (centre, mut ewa, place) = visit();
    exchange(&mut ewa);
    let draft = Uuid::now_v7();
    (ewa.store)
        .open_document(place.0, draft, true, "part-i/2021-11-15")
        .unwrap();
    let secret = (place.0, draft);
    let paper = attach(&mut ewa, secret, Category::Income, &photograph(90_000));
    let laptop = off(&centre, ewa);
    let scratch = tempfile::tempdir().unwrap();
    let salvaged = read(&centre, &laptop, scratch.path());
    assert_eq!(
        taken_in(&centre, &salvaged),
        [arrived(&paper, 90_000, true)]
    );
    let kept = centre.office.quarantined().unwrap();
    let private =
        |item: &&teren_office::storage::Quarantined| item.reason == QuarantineReason::Private;
    assert!(kept.iter().any(|item| private(&item)));
}

/// Overwrites one page of the database after another, from its end, until what can be read of it is as asked for.
fn spoil_until(
    centre: &Centre,
    laptop: &Path,
    scratch: &Path,
    wanted: impl Fn(&Salvaged) -> bool,
) -> Salvaged {
    let file = laptop.join("teren.db");
    let whole = std::fs::read(&file).unwrap();
    // A piece lies on seventeen pages.
    for page in (1..whole.len() / PAGE).rev().step_by(8) {
        let mut bytes = whole.clone();
        bytes[page * PAGE + 100] ^= 1;
        std::fs::write(&file, bytes).unwrap();
        let scratch = scratch.join(page.to_string());
        let salvaged = read(centre, laptop, &scratch);
        if wanted(&salvaged) {
            return salvaged;
        }
    }
    panic!("no page is such")
}

#[test]
fn what_the_office_holds_of_a_photograph_and_what_can_be_read_of_it_make_it_whole() {
    let (centre, mut ewa, place) = visit();
    let paper = attach(&mut ewa, place, Category::Income, &photograph(330_000));
    ewa.exchange();
    let mut line = ewa.line();
    line.append(&paper.key, 0, &photograph(140_000)).unwrap();
    let laptop = off(&centre, ewa);
    let scratch = tempfile::tempdir().unwrap();
    let torn_early = |salvaged: &Salvaged| {
        let [paper] = salvaged.attachments.as_slice() else {
            return false;
        };
        let [before, after] = paper.stretches.as_slice() else {
            return false;
        };
        before.start == 0 && after.start < 140_000 && after.end == 330_000 && paper.is_lost()
    };
    let salvaged = spoil_until(&centre, &laptop, scratch.path(), torn_early);
    assert_eq!(
        taken_in(&centre, &salvaged),
        [arrived(&paper, 330_000, true)]
    );
    assert_eq!(complete_in(&centre.office), 1);
}

#[test]
fn a_torn_photograph_of_which_the_office_has_nothing_is_never_taken_for_a_whole_one() {
    let (centre, mut ewa, place) = visit();
    let paper = attach(&mut ewa, place, Category::Income, &photograph(200_000));
    let laptop = off(&centre, ewa);
    let scratch = tempfile::tempdir().unwrap();
    let torn = |salvaged: &Salvaged| {
        let mut lost = salvaged.attachments.iter().filter(|read| read.is_lost());
        lost.any(|read| read.stretches.len() == 2 && read.stretches[0].end == 65_536)
    };
    let salvaged = spoil_until(&centre, &laptop, scratch.path(), torn);
    assert_eq!(
        taken_in(&centre, &salvaged),
        [arrived(&paper, 65_536, false)]
    );
    assert_eq!(complete_in(&centre.office), 0);
}
