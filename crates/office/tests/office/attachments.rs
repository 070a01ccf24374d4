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
use teren_sync::{Carried, ExchangeError, HttpTransport, carry};
use uuid::Uuid;

use crate::line::{Centre, Laptop, centre};
use crate::support::NOW;

/// Bytes that say where they stand, and that no compressor shortens.
fn photograph(length: usize) -> Vec<u8> {
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
fn attach(laptop: &mut Laptop, place: (Uuid, Uuid), category: Category, bytes: &[u8]) -> Attached {
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

struct Attached {
    key: AttachmentKey,
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

fn carried(laptop: &mut Laptop, line: &mut HttpTransport) -> Result<Carried, ExchangeError> {
    let cancel = AtomicBool::new(false);
    carry(&mut laptop.store, line, NOW, &mut |_| {}, &cancel)
}

/// An exchange with everything in it.
fn exchange(laptop: &mut Laptop) -> Carried {
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

fn complete_in(office: &Office) -> usize {
    office.verify(NOW).unwrap().attachments
}

#[test]
fn a_photograph_goes_once_and_not_to_first_contact_whatever_her_laptop_asks_for() {
    let centre = centre();
    let mut ewa = centre.laptop("Ewa Terenowska", Role::FieldWorker);
    let mut halina = centre.laptop("Halina Dyżurna", Role::FirstContact);
    let place = interview(&mut ewa);
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
fn a_removed_row_takes_its_bytes_out_of_the_office() {
    let centre = centre();
    let mut ewa = centre.laptop("Ewa Terenowska", Role::FieldWorker);
    let place = interview(&mut ewa);
    let kept = attach(&mut ewa, place, Category::Income, &photograph(100));
    let gone = attach(&mut ewa, place, Category::Incapacity, &photograph(90_000));
    assert_eq!(exchange(&mut ewa).sent, 2);
    let nothing = serde_json::Value::Null;
    write(
        &mut ewa,
        place.1,
        Category::Incapacity,
        gone.record,
        &[("row", nothing)],
    );
    names(&mut ewa, &kept);
    exchange(&mut ewa);
    assert_eq!(complete_in(&centre.office), 1);
    assert_eq!(ewa.store.attachments().unwrap().len(), 1);
}

#[test]
fn bytes_without_a_row_are_not_taken_and_wait() {
    let centre = centre();
    let mut ewa = centre.laptop("Ewa Terenowska", Role::FieldWorker);
    let (_, document) = interview(&mut ewa);
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
    chaos.carried()
}

#[test]
fn an_upload_cut_twenty_times_repeats_next_to_nothing() {
    let centre = centre();
    let mut ewa = centre.laptop("Ewa Terenowska", Role::FieldWorker);
    let place = interview(&mut ewa);
    let size = 6 * 1024 * 1024;
    let attached = attach(&mut ewa, place, Category::Income, &photograph(size));
    ewa.exchange();
    let at = |cut: usize| Fault::CutRequest(20_000 + cut * 13_577);
    let (to_office, _) = through_cuts(&centre, &mut ewa, at, 20);
    assert!(
        to_office <= size + size / 20,
        "{to_office} bytes for {size}"
    );
    let state = ewa.store.attachment(place.1, &attached.key.sha256).unwrap();
    assert!(state.unwrap().in_office);
    assert_eq!(complete_in(&centre.office), 1);
}

#[test]
fn a_download_cut_twenty_times_repeats_next_to_nothing() {
    let centre = centre();
    let mut ewa = centre.laptop("Ewa Terenowska", Role::FieldWorker);
    let place = interview(&mut ewa);
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
fn an_office_restored_from_a_backup_holds_the_photographs_of_before_and_asks_for_the_later_ones() {
    let centre = centre();
    let mut ewa = centre.laptop("Ewa Terenowska", Role::FieldWorker);
    let place = interview(&mut ewa);
    attach(&mut ewa, place, Category::Income, &photograph(1_000));
    exchange(&mut ewa);
    let backup = centre.folder.path().join("copy.teren");
    centre.office.backup(&backup, NOW).unwrap();
    let recovery = centre.folder.path().join("office/recovery.key");
    let folder = centre.folder.path().join("restored");
    let restored = Office::restore(&folder, &backup, &recovery, NOW + 1).unwrap();
    assert_eq!(complete_in(&restored), 1);
}
