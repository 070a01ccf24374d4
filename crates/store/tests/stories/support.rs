//! What the stories of this folder share.

use std::path::Path;
use std::sync::Arc;

use teren_ledger::{RECORD_FIELD, Write};
use teren_store::{Committed, DocumentState, Draft, Edit, Identity, KeyCost, Profile, Store};
use uuid::Uuid;

pub const PASSPHRASE: &str = "cztery słowa na kartce";
pub const IDENTITY: u8 = 1;
pub const INCOME: u8 = 3;
pub const WORKFLOW: u8 = 13;
/// 4 September 2026.
pub const NOW: i64 = 1_788_500_000_000;

/// A guess costs next to nothing here: the stories unlock often.
pub const CHEAP: KeyCost = KeyCost {
    memory_kib: 64,
    passes: 1,
    lanes: 1,
};

pub fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

pub fn profile(folder: &Path) -> Profile {
    Profile::at(folder).with_cost(CHEAP)
}

/// A new profile of a person.
pub fn seat(folder: &Path, person: u128) -> Store {
    let mut store = profile(folder).create(PASSPHRASE, NOW).unwrap();
    store
        .put_identity(Identity::fresh(id(person), "Ewa Terenowska", false).unwrap())
        .unwrap();
    store
}

pub fn unlock(folder: &Path) -> Store {
    profile(folder).unlock(PASSPHRASE, NOW).unwrap()
}

pub fn typed(record: Uuid, field: &str, value: &str) -> Draft {
    Draft {
        record,
        field: field.to_owned(),
        category: IDENTITY,
        value: json(value),
        saved_ms: NOW,
    }
}

pub fn json(text: &str) -> Vec<u8> {
    format!("\"{text}\"").into_bytes()
}

pub fn answer(record: Uuid, field: &str, value: &str) -> Write {
    Write {
        record,
        field: field.to_owned(),
        value: json(value),
    }
}

pub fn write(store: &mut Store, document: Uuid, category: u8, writes: &[Write]) -> Committed {
    let edit = Edit {
        document,
        category,
        writes: writes.to_vec(),
    };
    store.write(&[edit], NOW).unwrap()
}

/// Texts of the current values of an answer, in order.
pub fn texts(state: &DocumentState, category: u8, record: Uuid, field: &str) -> Vec<String> {
    let mut texts: Vec<String> = state
        .values(category, record, field)
        .into_iter()
        .map(|value| String::from_utf8(value.value.value.to_vec()).unwrap())
        .map(|text| text.trim_matches('"').to_owned())
        .collect();
    texts.sort();
    texts
}

pub fn read(store: &mut Store, document: Uuid) -> Arc<DocumentState> {
    store.document(document).unwrap()
}

pub fn record_made(record: Uuid) -> Write {
    Write {
        record,
        field: RECORD_FIELD.to_owned(),
        value: br#"{"kind":"member","order":1}"#.to_vec(),
    }
}
