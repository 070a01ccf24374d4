//! Photographs and PDFs beside the log.

use teren_store::{AttachmentKey, NamedAttachment, PIECE, Store};
use uuid::Uuid;

use crate::support::{INCOME, id, seat, unlock};

const CASE: Uuid = Uuid::from_u128(1);
const VISIT: Uuid = Uuid::from_u128(2);

/// Bytes that say where they stand.
fn photograph(length: usize) -> Vec<u8> {
    let byte = |place: usize| u8::try_from(place * 31 % 251).unwrap();
    (0..length).map(byte).collect()
}

fn with_visit(folder: &std::path::Path) -> Store {
    let mut store = seat(folder, 90);
    store.open_document(CASE, VISIT, false, "f").unwrap();
    store
}

fn key(named: &NamedAttachment) -> AttachmentKey {
    AttachmentKey {
        case: CASE,
        document: VISIT,
        sha256: named.sha256,
    }
}

#[test]
fn bytes_once_added_are_read_back_from_any_place_also_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = with_visit(folder.path());
    let bytes = photograph(3 * PIECE + 17);
    let named = store.add_attachment(VISIT, INCOME, &bytes).unwrap();
    assert_eq!(store.add_attachment(VISIT, INCOME, &bytes).unwrap(), named);
    drop(store);

    let mut store = unlock(folder.path());
    assert_eq!(store.attachments().unwrap().len(), 1);
    for offset in [
        0,
        1,
        PIECE - 1,
        PIECE,
        PIECE + 1,
        3 * PIECE,
        bytes.len() - 1,
        bytes.len(),
    ] {
        for length in [0, 1, 100, 2 * PIECE, bytes.len()] {
            let read = store
                .attachment_bytes(&key(&named), u64::try_from(offset).unwrap(), length)
                .unwrap();
            let end = bytes.len().min(offset + length);
            assert!(read == bytes[offset..end], "{length} bytes from {offset}");
        }
    }
    store.verify().unwrap();
}

#[test]
fn bytes_that_come_piece_by_piece_are_taken_in_order_and_held_against_the_hash() {
    let folder = tempfile::tempdir().unwrap();
    let other = tempfile::tempdir().unwrap();
    let bytes = photograph(2 * PIECE + 5);
    let named = with_visit(other.path())
        .add_attachment(VISIT, INCOME, &bytes)
        .unwrap();
    let mut store = with_visit(folder.path());
    store.name_attachments(VISIT, &[named]).unwrap();
    let key = key(&named);
    assert_eq!(store.attachments_to_fetch().unwrap(), [key]);
    let mut append = |offset: usize, bytes: &[u8]| {
        let offset = u64::try_from(offset).unwrap();
        store.append_attachment(&key, offset, bytes).unwrap().here
    };
    assert_eq!(append(0, &bytes[..1000]), 1000);
    assert_eq!(append(0, &bytes[..1000]), 1000, "a repeat");
    assert_eq!(append(5000, &bytes[5000..]), 1000, "a gap");
    assert_eq!(append(1000, &[0; 4 * PIECE]), 1000, "more than there is");
    let mut wrong = bytes[1000..].to_vec();
    wrong[7] ^= 1;
    assert_eq!(append(1000, &wrong), 0, "one bit is wrong: all begins anew");
    assert_eq!(append(0, &bytes[..PIECE]), u64::try_from(PIECE).unwrap());
    assert_eq!(append(PIECE, &bytes[PIECE..]), named.size);
    assert_eq!(store.attachments_to_fetch().unwrap(), []);
    assert_eq!(store.attachment_bytes(&key, 0, bytes.len()).unwrap(), bytes);
}

#[test]
fn a_removed_attachment_goes_only_once_the_office_holds_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = with_visit(folder.path());
    let only = store.add_attachment(VISIT, INCOME, b"only here").unwrap();
    store.name_attachments(VISIT, &[only]).unwrap();
    store.name_attachments(VISIT, &[]).unwrap();
    assert_eq!(store.attachments_to_send().unwrap(), [key(&only)]);
    assert_eq!(
        store.attachment_bytes(&key(&only), 0, 99).unwrap(),
        b"only here"
    );
    store.note_attachment_in_office(&key(&only)).unwrap();
    assert_eq!(store.attachments().unwrap(), []);
    // The removal is taken back: the bytes are to come from the office.
    store.name_attachments(VISIT, &[only]).unwrap();
    assert_eq!(store.attachments_to_fetch().unwrap(), [key(&only)]);
    store.name_attachments(VISIT, &[]).unwrap();
    assert_eq!(store.attachments().unwrap(), [], "nothing whole was here");
}

#[test]
fn a_removal_taken_back_before_the_exchange_finds_the_bytes_where_they_were() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = with_visit(folder.path());
    let only = store.add_attachment(VISIT, INCOME, b"only here").unwrap();
    for named in [&[only][..], &[], &[only]] {
        store.name_attachments(VISIT, named).unwrap();
    }
    store.note_attachment_in_office(&key(&only)).unwrap();
    assert_eq!(
        store.attachment_bytes(&key(&only), 0, 99).unwrap(),
        b"only here"
    );
}

#[test]
fn a_row_that_corrects_the_size_begins_anew_and_never_touches_whole_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = with_visit(folder.path());
    let whole = store.add_attachment(VISIT, INCOME, b"whole").unwrap();
    let partly = NamedAttachment {
        sha256: [7; 32],
        size: 5,
        ..whole
    };
    store.name_attachments(VISIT, &[whole, partly]).unwrap();
    (store.append_attachment(&key(&partly), 0, b"abcd")).unwrap();
    let of = |named: NamedAttachment| NamedAttachment { size: 9, ..named };
    store
        .name_attachments(VISIT, &[of(whole), of(partly)])
        .unwrap();
    let sizes = store.attachments().unwrap();
    let sizes: Vec<_> = sizes.iter().map(|state| (state.size, state.here)).collect();
    assert_eq!(sizes, [(5, 5), (9, 0)]);
}

#[test]
fn bytes_whose_row_was_never_written_go() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = with_visit(folder.path());
    let kept = store.add_attachment(VISIT, INCOME, b"kept").unwrap();
    let gone = store.add_attachment(VISIT, INCOME, b"gone").unwrap();
    // The program ended between the bytes and the row.
    store.name_attachments(VISIT, &[kept]).unwrap();
    assert!(store.attachment(VISIT, &gone.sha256).unwrap().is_none());
    let state = store.attachment(VISIT, &kept.sha256).unwrap().unwrap();
    assert!(state.waits());
    assert_eq!(store.attachments_waiting().unwrap(), [(CASE, 1)].into());
    store.note_attachment_in_office(&state.key).unwrap();
    assert!(store.attachments_waiting().unwrap().is_empty());
}

#[test]
fn what_is_removed_from_a_private_draft_goes_at_once_and_never_to_the_office() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = with_visit(folder.path());
    let draft = id(20);
    store.open_document(CASE, draft, true, "f").unwrap();
    let mistaken = store.add_attachment(draft, INCOME, b"bytes").unwrap();
    store.name_attachments(draft, &[mistaken]).unwrap();
    store.name_attachments(draft, &[]).unwrap();
    assert_eq!(store.attachments().unwrap(), []);
}

#[test]
fn an_attachment_of_a_private_draft_waits_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = with_visit(folder.path());
    let draft = id(20);
    store.open_document(CASE, draft, true, "f").unwrap();
    store.add_attachment(draft, INCOME, b"bytes").unwrap();
    assert_eq!(store.attachments_to_send().unwrap(), []);
    store.set_shared(draft).unwrap();
    assert_eq!(store.attachments_to_send().unwrap().len(), 1);
}
