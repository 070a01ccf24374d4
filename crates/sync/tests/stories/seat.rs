//! A laptop with its own store.

use std::sync::atomic::AtomicBool;

use tempfile::TempDir;
use teren_ledger::Write;
use teren_store::{Edit, Identity, KeyCost, OfficeLink, Profile, Store};
use teren_sync::{ExchangeError, Outcome, Session, Transport};
use uuid::Uuid;

/// 4 September 2026.
pub const NOW: i64 = 1_788_500_000_000;
pub const OFFICE_SECRET: [u8; 32] = [77; 32];
pub const FAMILY: Uuid = Uuid::from_u128(0xCA5E);
pub const INTERVIEW: Uuid = Uuid::from_u128(0xD0C);

pub struct Seat {
    pub store: Store,
    pub replica: Uuid,
    pub session: Session,
    _folder: TempDir,
}

impl Seat {
    pub fn of(person: u128) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let cheap = KeyCost {
            memory_kib: 64,
            passes: 1,
            lanes: 1,
        };
        let profile = Profile::at(folder.path()).with_cost(cheap);
        let mut store = profile.create("hasło na kartce", NOW).unwrap();
        let mut identity =
            Identity::fresh(Uuid::from_u128(person), "Ewa Terenowska", false).unwrap();
        identity.office = Some(OfficeLink {
            address: "127.0.0.1:1".to_owned(),
            fingerprint: [0; 32],
            token: [0; 32],
            centre: Uuid::from_u128(0xCE),
            centre_name: "Ośrodek ćwiczebny".to_owned(),
            office_key: teren_store::courier::public_key(&OFFICE_SECRET),
            recovery_key: [9; 32],
        });
        let replica = identity.replica;
        store.put_identity(identity).unwrap();
        store.put_epoch(1).unwrap();
        Self {
            store,
            replica,
            session: Session::default(),
            _folder: folder,
        }
    }

    pub fn open(&mut self, case: Uuid, document: Uuid, private: bool) {
        self.store
            .open_document(case, document, private, "part-i 1")
            .unwrap();
    }

    /// One change of one answer.
    pub fn write(&mut self, document: Uuid, field: &str, value: &str) {
        let write = Write {
            record: document,
            field: field.to_owned(),
            value: format!("\"{value}\"").into_bytes(),
        };
        let edit = Edit {
            document,
            category: 1,
            writes: vec![write],
        };
        self.store.write(&[edit], NOW).unwrap();
    }

    /// Current values of an answer, in order.
    pub fn values(&mut self, document: Uuid, field: &str) -> Vec<String> {
        let state = self.store.document(document).unwrap();
        let values = state.values(1, document, field).into_iter();
        let mut texts: Vec<String> = values
            .map(|value| String::from_utf8(value.value.value.to_vec()).unwrap())
            .map(|text| text.trim_matches('"').to_owned())
            .collect();
        texts.sort();
        texts
    }

    pub fn exchange(&mut self, line: &mut dyn Transport) -> Result<Outcome, ExchangeError> {
        let going = AtomicBool::new(false);
        self.session
            .run(&mut self.store, line, NOW, &mut |_| {}, &going)
    }
}
