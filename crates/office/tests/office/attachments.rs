//! Photographs and PDFs between real laptop stores and the real server, on good lines and bad ones.

#[expect(
    dead_code,
    reason = "the bad network serves several tests, each with some of its faults"
)]
#[path = "../../../sync/tests/support/chaos.rs"]
mod chaos;

use std::sync::atomic::AtomicBool;

use chaos::{Chaos, Fault};
use serde_json::json;
use teren_domain::Category;
use teren_domain::access::Role;
use teren_ledger::Write;
use teren_office::Office;
use teren_store::{AttachmentKey, Edit, NamedAttachment};
use teren_sync::{AttachmentLine, Carried, ExchangeError, HttpTransport, TransportError, carry};
use uuid::Uuid;

use crate::line::{Centre, InProcess, Laptop, centre};
use crate::support::NOW;

/// Bytes that say where they stand, and that no compressor shortens.
pub fn photograph(length: usize) -> Vec<u8> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        u8::try_from(state % 256).unwrap()
    };
    (0..length).map(|_| next()).collect()
}

/// What the app writes: the bytes first, then the row that names them.
pub fn attach(
    laptop: &mut Laptop,
    place: (Uuid, Uuid),
    category: Category,
    bytes: &[u8],
) -> Attached {
    let (case, document) = place;
    let number = category.number();
    let named = (laptop.store)
        .add_attachment(document, number, bytes)
        .unwrap();
    let hex = data_encoding::HEXLOWER.encode(&named.sha256);
    let kind = match category {
        Category::Incapacity => "ruling_attachment",
        _ => "attachment",
    };
    let row = json!({
        "title": "zaświadczenie o zarobkach", "document_point": "7", "person": null, "media_type": "image/jpeg",
        "bytes": named.size, "sha256": hex, "added_on": "2026-11-23",
    });
    let record = Uuid::now_v7();
    let place = json!({"kind": kind, "parent": document, "order": 0});
    write(
        laptop,
        document,
        category,
        record,
        &[("@", place), ("row", row)],
    );
    let key = AttachmentKey {
        case,
        document,
        sha256: named.sha256,
    };
    Attached { key, named, record }
}

pub struct Attached {
    pub key: AttachmentKey,
    named: NamedAttachment,
    record: Uuid,
}

fn write(
    laptop: &mut Laptop,
    document: Uuid,
    category: Category,
    record: Uuid,
    answers: &[(&str, serde_json::Value)],
) {
    let writes = answers.iter().map(|(field, value)| Write {
        record,
        field: (*field).to_owned(),
        value: serde_json::to_vec(value).unwrap(),
    });
    let edit = Edit {
        document,
        category: category.number(),
        writes: writes.collect(),
    };
    laptop.store.write(&[edit], NOW).unwrap();
}

/// Ewa at a family's table, and what she begins there: the case, and its interview.
pub fn visit() -> (Centre, Laptop, (Uuid, Uuid)) {
    let centre = centre();
    let mut ewa = centre.laptop("Ewa Terenowska", Role::FieldWorker);
    let place = interview(&mut ewa);
    (centre, ewa, place)
}

/// A case with an interview in it.
fn interview(laptop: &mut Laptop) -> (Uuid, Uuid) {
    let case = laptop.open_case("Wymyślony");
    let document = Uuid::now_v7();
    (laptop.store)
        .open_document(case, document, false, "part-i/2021-11-15")
        .unwrap();
    let root =
        json!({"kind": "interview", "parent": null, "order": 0, "form": "part-i/2021-11-15"});
    write(
        laptop,
        document,
        Category::Workflow,
        document,
        &[("@", root)],
    );
    (case, document)
}

fn carried(laptop: &mut Laptop, line: &mut dyn AttachmentLine) -> Result<Carried, ExchangeError> {
    carried_within(laptop, line, u64::MAX)
}

/// The same onto a disk with so many bytes free.
fn carried_within(
    laptop: &mut Laptop,
    line: &mut dyn AttachmentLine,
    room: u64,
) -> Result<Carried, ExchangeError> {
    let cancel = AtomicBool::new(false);
    carry(&mut laptop.store, line, NOW, room, &mut |_| {}, &cancel)
}

/// An exchange with everything in it.
pub fn exchange(laptop: &mut Laptop) -> Carried {
    laptop.exchange();
    let mut line = laptop.line();
    carried(laptop, &mut line).unwrap()
}

/// The laptop has read the row and waits for its bytes.
fn names(laptop: &mut Laptop, attached: &Attached) {
    laptop
        .store
        .name_attachments(attached.key.document, &[attached.named])
        .unwrap();
}

fn bytes_at(laptop: &mut Laptop, key: &AttachmentKey) -> Vec<u8> {
    let state = laptop.store.attachment(key.document, &key.sha256).unwrap();
    let size = usize::try_from(state.unwrap().size).unwrap();
    laptop.store.attachment_bytes(key, 0, size).unwrap()
}

pub fn complete_in(office: &Office) -> usize {
    office.verify(NOW).unwrap().attachments
}

#[test]
fn a_photograph_goes_once_and_not_to_first_contact_whatever_her_laptop_asks_for() {
    let (centre, mut ewa, place) = visit();
    let mut halina = centre.laptop("Halina Dyżurna", Role::FirstContact);
    let bytes = photograph(700_000);
    let attached = attach(&mut ewa, place, Category::Income, &bytes);
    let first = exchange(&mut ewa);
    assert_eq!((first.sent, first.bytes, first.due), (1, 700_000, 700_000));
    assert_eq!(
        exchange(&mut ewa),
        Carried::default(),
        "nothing is repeated"
    );
    assert_eq!(complete_in(&centre.office), 1);
    // First contact is told of the case, and holds no interview and no income.
    halina.exchange();
    (halina.store)
        .open_document(place.0, place.1, false, "part-i/2021-11-15")
        .unwrap();
    names(&mut halina, &attached);
    assert_eq!(exchange(&mut halina).fetched, 0);
    let state = halina.store.attachments().unwrap()[0];
    assert_eq!(state.here, 0);
}

#[test]
fn the_bytes_of_a_removed_row_reach_the_office_and_stay_there_for_ninety_days() {
    let (centre, mut ewa, place) = visit();
    let kept = attach(&mut ewa, place, Category::Income, &photograph(100));
    let gone = attach(&mut ewa, place, Category::Incapacity, &photograph(90_000));
    let both = [kept.named, gone.named];
    ewa.store.name_attachments(place.1, &both).unwrap();
    let ruling = gone_row(&gone);
    let removal = serde_json::Value::Null;
    for row in [&removal, &ruling, &removal] {
        let row = [("row", row.clone())];
        write(&mut ewa, place.1, Category::Incapacity, gone.record, &row);
    }
    // Removed before the office had it: the only copy is brought there first.
    ewa.store.name_attachments(place.1, &[kept.named]).unwrap();
    assert_eq!(ewa.store.attachments().unwrap().len(), 2);
    assert_eq!(exchange(&mut ewa).sent, 2);
    assert_eq!(ewa.store.attachments().unwrap().len(), 1);
    assert_eq!(complete_in(&centre.office), 2);
    // The removal is taken back: the bytes come again.
    ewa.store.name_attachments(place.1, &both).unwrap();
    assert_eq!(exchange(&mut ewa).fetched, 1);
    assert_eq!(bytes_at(&mut ewa, &gone.key), photograph(90_000));
    let touch = |ewa: &mut Laptop, row: &serde_json::Value, now_ms: i64| {
        let row = [("row", row.clone())];
        write(ewa, place.1, Category::Incapacity, gone.record, &row);
        let mut line = InProcess::of(&centre.office, ewa, now_ms);
        ewa.exchange_with(&mut line);
        complete_in(&centre.office)
    };
    // What stands again is not removed, however long ago it was removed once.
    let month = 30 * 24 * 60 * 60 * 1000;
    assert_eq!(touch(&mut ewa, &ruling, NOW + month), 2);
    assert_eq!(touch(&mut ewa, &ruling, NOW + 5 * month), 2);
    assert_eq!(touch(&mut ewa, &removal, NOW + 6 * month), 2);
    assert_eq!(touch(&mut ewa, &removal, NOW + 9 * month), 2);
    assert_eq!(touch(&mut ewa, &removal, NOW + 9 * month + 1), 1);
}

/// The row of an attachment once more, as a removal taken back writes it.
fn gone_row(attached: &Attached) -> serde_json::Value {
    let hex = data_encoding::HEXLOWER.encode(&attached.key.sha256);
    json!({"media_type": "image/of-a-newer-program", "bytes": attached.named.size, "sha256": hex})
}

#[test]
fn a_delivery_stands_in_the_access_log_once_a_day_from_whatever_place_it_is_read() {
    let (centre, mut ewa, place) = visit();
    let attached = attach(&mut ewa, place, Category::Income, &photograph(1_000));
    exchange(&mut ewa);
    let entries = || centre.office.verify(NOW).unwrap().log_entries;
    let before = entries();
    let day = 24 * 60 * 60 * 1000;
    let deliveries = [(NOW, 1, 1), (NOW, 0, 1), (NOW, 999, 1), (NOW + day, 500, 2)];
    for (now_ms, offset, noted) in deliveries {
        let mut line = InProcess::of(&centre.office, &ewa, now_ms);
        let part = line.part(&attached.key, offset).unwrap().unwrap();
        assert_eq!(u64::try_from(part.len()).unwrap(), 1_000 - offset);
        assert_eq!(entries() - before, noted, "{offset}");
    }
}

#[test]
fn a_line_that_dies_before_or_after_the_commit_loses_and_doubles_nothing() {
    for done in [false, true] {
        let (centre, mut ewa, place) = visit();
        attach(&mut ewa, place, Category::Income, &photograph(700_000));
        ewa.exchange();
        for requests in 1..=3 {
            let mut line = InProcess::of(&centre.office, &ewa, NOW);
            line.dies = Some((requests, done));
            let cut = carried(&mut ewa, &mut line);
            let unreachable = ExchangeError::Transport(TransportError::Unreachable);
            match cut {
                // Everything had come: the office's word was the first thing asked for.
                Ok(carried) => assert_eq!(carried.sent, 1),
                Err(error) => assert_eq!(error, unreachable),
            }
        }
        let mut line = ewa.line();
        carried(&mut ewa, &mut line).unwrap();
        assert_eq!(complete_in(&centre.office), 1);
        assert!(ewa.store.attachments().unwrap()[0].in_office);
    }
}

#[test]
fn bytes_that_do_not_agree_begin_anew_and_hinder_no_other_attachment() {
    let (centre, mut ewa, place) = visit();
    let spoilt = attach(&mut ewa, place, Category::Income, &photograph(1_000));
    let partly = attach(&mut ewa, place, Category::Income, &photograph(2_000));
    attach(&mut ewa, place, Category::Income, &photograph(3_000));
    ewa.exchange();
    let mut line = ewa.line();
    let refused = line.append(&spoilt.key, 0, &[0; 1_000]).unwrap().unwrap();
    assert_eq!((refused.offset, refused.complete), (0, false));
    line.append(&partly.key, 0, &[0; 100]).unwrap();
    let first = carried(&mut ewa, &mut line).unwrap();
    assert_eq!((first.sent, first.mismatched), (2, 1));
    let second = carried(&mut ewa, &mut line).unwrap();
    assert_eq!((second.sent, second.mismatched), (1, 0));
    assert_eq!(complete_in(&centre.office), 3);
}

#[test]
fn a_row_that_tells_a_wrong_size_spoils_nothing_for_the_right_one() {
    for wrong in [10, 5_000] {
        let (centre, mut ewa, place) = visit();
        let bytes = photograph(1_000);
        let hex = data_encoding::HEXLOWER.encode(&sha2_of(&bytes));
        let row = json!({"bytes": wrong, "sha256": hex});
        let record = Uuid::now_v7();
        let row = [("row", row)];
        write(&mut ewa, place.1, Category::Income, record, &row);
        ewa.exchange();
        let key = AttachmentKey {
            case: place.0,
            document: place.1,
            sha256: sha2_of(&bytes),
        };
        // Begun with the wrong size alone.
        ewa.line().append(&key, 0, &bytes[..5]).unwrap();
        let attached = attach(&mut ewa, place, Category::Income, &bytes);
        assert_eq!(attached.key, key);
        assert_eq!(exchange(&mut ewa).sent, 1, "{wrong}");
        assert_eq!(complete_in(&centre.office), 1);
    }
}

/// Every answer of an interview in the office is made unreadable.
fn blot_out(centre: &Centre, document: Uuid) {
    let folder = centre.office.folder();
    let key = std::fs::read_to_string(folder.join("office.key")).unwrap();
    let database = rusqlite::Connection::open(folder.join("office.db")).unwrap();
    let key = format!("PRAGMA key = \"x'{}'\"", key.trim());
    database.execute_batch(&key).unwrap();
    let blotted = database.execute(
        "UPDATE changes SET body = x'' WHERE stream IN (SELECT id FROM streams WHERE document = ?1)",
        [document.as_bytes()],
    );
    assert!(blotted.unwrap() > 2);
}

#[test]
fn asking_for_bytes_and_bringing_them_reads_no_answer_of_the_interview() {
    let (centre, mut ewa, place) = visit();
    let ruling = attach(&mut ewa, place, Category::Incapacity, &photograph(1_000));
    let gone = attach(&mut ewa, place, Category::Income, &photograph(2_000));
    exchange(&mut ewa);
    let removal = [("row", serde_json::Value::Null)];
    write(&mut ewa, place.1, Category::Income, gone.record, &removal);
    let late = attach(&mut ewa, place, Category::Income, &photograph(700_000));
    ewa.exchange();
    let mut line = ewa.line();
    let begun = line.append(&late.key, 0, &photograph(700_000)[..300_000]);
    assert_eq!(begun.unwrap().unwrap().offset, 300_000);
    blot_out(&centre, place.1);
    assert_eq!(carried(&mut ewa, &mut line).unwrap().sent, 1);
    let read = line.part(&ruling.key, 0).unwrap();
    assert_eq!(read.unwrap(), photograph(1_000));
    let held = |line: &mut HttpTransport, attached: &Attached| {
        let held = line.held(&attached.key).unwrap().unwrap();
        (held.offset, held.complete)
    };
    assert_eq!(held(&mut line, &gone), (2_000, true));
    // A quarter of a year later another family is written of: what nothing names is let go.
    ewa.open_case("Zmyślony");
    let quarter = 91 * 24 * 60 * 60 * 1000;
    let mut later = InProcess::of(&centre.office, &ewa, NOW + quarter);
    ewa.exchange_with(&mut later);
    assert_eq!(held(&mut line, &gone), (0, false));
    assert_eq!(held(&mut line, &late), (700_000, true));
}

fn sha2_of(bytes: &[u8]) -> [u8; 32] {
    use sha2::{Digest as _, Sha256};
    Sha256::digest(bytes).into()
}

#[test]
fn bytes_without_a_row_are_not_taken_and_wait() {
    let (centre, mut ewa, (_, document)) = visit();
    (ewa.store)
        .add_attachment(document, Category::Income.number(), b"nobody names me")
        .unwrap();
    assert_eq!(exchange(&mut ewa).sent, 0);
    assert_eq!(ewa.store.attachments_to_send().unwrap().len(), 1);
    assert_eq!(complete_in(&centre.office), 0);
}

/// The line of a laptop through the proxy.
fn line_through(chaos: &Chaos, laptop: &Laptop) -> HttpTransport {
    let link = laptop.store.identity().unwrap().office.clone().unwrap();
    let address = chaos.address().to_string();
    HttpTransport::to_exchange(&address, link.fingerprint, &link.token).unwrap()
}

/// Carries through a proxy that cuts each connection after so many bytes, until it is through.
fn through_cuts(
    centre: &Centre,
    laptop: &mut Laptop,
    fault: impl Fn(usize) -> Fault,
    cuts: usize,
) -> (usize, usize) {
    let chaos = Chaos::before(centre.serving.address()).unwrap();
    let mut line = line_through(&chaos, laptop);
    for cut in 0..cuts {
        chaos.queue(fault(cut));
    }
    for _ in 0..=cuts {
        if carried(laptop, &mut line).is_ok() {
            break;
        }
    }
    assert_eq!(chaos.waiting(), 0, "every cut happened");
    chaos.carried()
}

#[test]
fn an_upload_cut_twenty_times_repeats_next_to_nothing() {
    let (centre, mut ewa, place) = visit();
    let size = 6 * 1024 * 1024;
    let attached = attach(&mut ewa, place, Category::Income, &photograph(size));
    ewa.exchange();
    let at = |cut: usize| Fault::CutRequest(20_000 + cut * 13_577);
    let (to_office, _) = through_cuts(&centre, &mut ewa, at, 20);
    assert!(to_office <= size + size / 8, "{to_office} bytes for {size}");
    let state = ewa.store.attachment(place.1, &attached.key.sha256).unwrap();
    assert!(state.unwrap().in_office);
    assert_eq!(complete_in(&centre.office), 1);
}

#[test]
fn a_download_cut_twenty_times_repeats_next_to_nothing() {
    let (centre, mut ewa, place) = visit();
    let bytes = photograph(6 * 1024 * 1024);
    let attached = attach(&mut ewa, place, Category::Income, &bytes);
    exchange(&mut ewa);
    // The laptop lost its bytes and kept its row.
    ewa.store.name_attachments(place.1, &[]).unwrap();
    names(&mut ewa, &attached);
    let at = |cut: usize| Fault::CutResponse(20_000 + cut * 13_577);
    let (_, to_laptop) = through_cuts(&centre, &mut ewa, at, 20);
    let most = bytes.len() + bytes.len() / 20;
    assert!(to_laptop <= most, "{to_laptop} bytes for {}", bytes.len());
    assert_eq!(bytes_at(&mut ewa, &attached.key), bytes);
}

#[test]
fn a_disk_without_room_leaves_a_photograph_in_the_office_and_takes_the_smaller_one() {
    let (centre, mut ewa, place) = visit();
    let large = attach(&mut ewa, place, Category::Income, &photograph(500_000));
    let small = attach(&mut ewa, place, Category::Income, &photograph(40_000));
    exchange(&mut ewa);
    // The laptop lost the bytes and kept the rows.
    ewa.store.name_attachments(place.1, &[]).unwrap();
    let named = [large.named, small.named];
    ewa.store.name_attachments(place.1, &named).unwrap();
    let within = |ewa: &mut Laptop, room: u64| {
        let mut line = ewa.line();
        carried_within(ewa, &mut line, room).unwrap()
    };
    let tight = within(&mut ewa, 100_000);
    assert_eq!((tight.fetched, tight.no_room), (1, 1));
    assert_eq!(complete_in(&centre.office), 2, "nothing accepted is lost");
    let roomy = within(&mut ewa, 1_000_000);
    assert_eq!((roomy.fetched, roomy.no_room), (1, 0));
    assert_eq!(bytes_at(&mut ewa, &large.key), photograph(500_000));
}

#[test]
fn an_office_restored_from_a_backup_holds_the_photographs_of_before_and_gets_the_later_ones() {
    let (centre, mut ewa, place) = visit();
    attach(&mut ewa, place, Category::Income, &photograph(1_000));
    exchange(&mut ewa);
    let backup = centre.folder.path().join("copy.teren");
    centre.office.backup(&backup, NOW).unwrap();
    attach(&mut ewa, place, Category::Income, &photograph(2_000));
    assert_eq!(exchange(&mut ewa).sent, 1);
    let recovery = centre.folder.path().join("office/recovery.key");
    let folder = centre.folder.path().join("restored");
    let restored = Office::restore(&folder, &backup, &recovery, NOW + 1).unwrap();
    assert_eq!(complete_in(&restored), 1);
    let mut line = InProcess::of(&restored, &ewa, NOW + 1);
    ewa.exchange_with(&mut line);
    assert_eq!(carried(&mut ewa, &mut line).unwrap().sent, 2);
    assert_eq!(complete_in(&restored), 2);
}
