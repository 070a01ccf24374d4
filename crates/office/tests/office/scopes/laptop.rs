//! A laptop with its own encrypted store, which talks to the office in process.

use std::collections::BTreeSet;
use std::sync::atomic::AtomicBool;

use serde_json::json;
use tempfile::TempDir;
use teren_domain::Category;
use teren_ledger::wire::{MESSAGE_BYTES, Refused, Response};
use teren_ledger::{EnrolmentCode, Envelope, Write};
use teren_office::Office;
use teren_store::{Draft, Edit, Identity, KeyCost, OfficeLink, Profile, Store, packet};
use teren_sync::{ExchangeError, Session, Transport, TransportError};
use uuid::Uuid;

use crate::support::{House, NOW, Seat};

/// A place where something of a family lies: case, document, category.
pub type Place = (Uuid, Uuid, Category);

pub struct Laptop {
    store: Store,
    token: [u8; 32],
    _folder: TempDir,
}

/// The line to the office; everything that came over it is looked at.
struct Line<'a> {
    office: &'a Office,
    token: [u8; 32],
    came: BTreeSet<Place>,
}

impl Transport for Line<'_> {
    fn exchange(&mut self, request: &[u8]) -> Result<Vec<u8>, TransportError> {
        let answer = self.office.exchange(&self.token, request, NOW);
        let answer = answer.map_err(TransportError::Refused)?;
        let response: Response = packet::unpack(&answer, MESSAGE_BYTES).unwrap();
        for change in response.changes {
            let stream = Envelope::open(change.bytes).unwrap().change.stream;
            let category = Category::from_number(stream.category).unwrap();
            self.came.insert((stream.case, stream.document, category));
        }
        Ok(answer)
    }

    fn rest(&mut self, _seconds: u32) {}
}

impl Laptop {
    pub fn enrol(house: &House, person: Uuid) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let cheap = KeyCost {
            memory_kib: 64,
            passes: 1,
            lanes: 1,
        };
        let profile = Profile::at(folder.path()).with_cost(cheap);
        let mut store = profile.create("hasło na kartce", NOW).unwrap();
        let mut identity = Identity::fresh(person, "", false).unwrap();
        let office = &house.office;
        let code = office.enrolment_code(person, "office.example.pl:8443", NOW);
        let secret = EnrolmentCode::parse(&code.unwrap()).unwrap().secret;
        let seat = Seat::enrol_as(office, secret, [7; 32], identity.replica, NOW).unwrap();
        identity.office = Some(OfficeLink {
            address: "office.example.pl:8443".to_owned(),
            fingerprint: office.fingerprint(),
            token: seat.token,
            centre: office.centre(),
            centre_name: String::new(),
            office_key: seat.office_key,
            recovery_key: [9; 32],
        });
        store.put_identity(identity).unwrap();
        store.put_epoch(seat.epoch).unwrap();
        Self {
            store,
            token: seat.token,
            _folder: folder,
        }
    }

    /// Exchanges to the end, and says what came. Who left is refused once she has let everything go.
    pub fn exchange(&mut self, office: &Office) -> BTreeSet<Place> {
        let mut line = Line {
            office,
            token: self.token,
            came: BTreeSet::new(),
        };
        let going = AtomicBool::new(false);
        let done = Session::default().run(&mut self.store, &mut line, NOW, &mut |_| {}, &going);
        match done {
            Ok(outcome) => assert_eq!(outcome.received.mismatched, []),
            Err(ExchangeError::Transport(TransportError::Refused(Refused::Withdrawn))) => {}
            Err(error) => panic!("{error}"),
        }
        line.came
    }

    /// Types an answer of an interview of her own that nobody else has seen, and does not leave the field.
    pub fn types(&mut self, case: Uuid, document: Uuid, category: Category, private: bool) {
        let store = &mut self.store;
        store
            .open_document(case, document, private, "part-i/2021-11-15")
            .unwrap();
        let root = json!({"kind": "interview", "parent": null, "order": 0});
        let place = Edit {
            document,
            category: Category::Workflow.number(),
            writes: vec![Write {
                record: document,
                field: "@".to_owned(),
                value: serde_json::to_vec(&root).unwrap(),
            }],
        };
        store.write(&[place], NOW).unwrap();
        let typed = Draft {
            record: document,
            field: format!("of_tomorrow_{category:?}"),
            category: category.number(),
            value: b"true".to_vec(),
            saved_ms: NOW,
        };
        store.draft(document, &typed).unwrap();
    }

    pub fn knows(&mut self, case: Uuid) -> bool {
        self.store.cases().unwrap().contains(&case)
    }

    /// All that the decrypted store holds of these cases: answers, what is late or was overwritten, and what is being typed.
    pub fn holds(&mut self, cases: &[Uuid]) -> BTreeSet<Place> {
        let mut held = BTreeSet::new();
        for case in cases {
            for known in self.store.case_documents(*case).unwrap() {
                let document = known.document;
                let state = self.store.document(document).unwrap();
                let drafts = self.store.drafts(document).unwrap();
                let typed = drafts.iter().map(|draft| draft.category);
                for number in state.streams.keys().copied().chain(typed) {
                    let category = Category::from_number(number).unwrap();
                    held.insert((*case, document, category));
                }
            }
        }
        held
    }
}
