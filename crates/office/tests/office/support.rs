//! A laptop made of nothing but the ledger: it writes changes, talks to the office in process and keeps what it gets.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use teren_domain::Category;
use teren_domain::access::Role;
use teren_domain::authorisation::Authorisation;
use teren_ledger::wire::{
    Act, ActAnswer, Backfill, Deposits, EnrolRequest, EnrolResponse, Fate, PROTOCOL, Refused,
    Request, Response,
};
use teren_ledger::{
    Change, Dot, EnrolmentCode, Envelope, Kind, Seal, SealPart, SealedCategory, Stamp, Stream,
    StreamState, Write,
};
use teren_office::{NewPerson, Office};
use teren_store::packet;
use uuid::Uuid;

/// 2026-11-23 09:00 in Warsaw, a Monday.
pub const NOW: i64 = 1_795_420_800_000;
pub const BENEFITS: &str = "konstancin-swiadczenia";
pub const SOCIAL_WORK: &str = "konstancin-praca-socjalna";

pub struct House {
    pub office: Office,
    _folder: tempfile::TempDir,
}

pub fn house() -> House {
    house_of("konstancin")
}

pub fn house_of(structure: &str) -> House {
    let folder = tempfile::tempdir().unwrap();
    let office = Office::init(&folder.path().join("office"), structure, None, NOW).unwrap();
    House {
        office,
        _folder: folder,
    }
}

impl House {
    pub fn person(&self, name: &str, roles: &[Role], teams: &[&str]) -> Uuid {
        let person = NewPerson {
            name: name.to_owned(),
            roles: roles.to_vec(),
            teams: teams.iter().map(|team| (*team).to_owned()).collect(),
            authorisation: Authorisation::lasting("1/2026", chrono::NaiveDate::default()),
        };
        self.office.add_person(person, NOW).unwrap()
    }

    pub fn seat(&self, person: Uuid) -> Seat {
        let code = self
            .office
            .enrolment_code(person, "office.example.pl:8443", NOW)
            .unwrap();
        let code = EnrolmentCode::parse(&code).unwrap();
        Seat::enrol(&self.office, code.secret, [7; 32]).unwrap()
    }

    pub fn worker(&self, name: &str) -> Seat {
        let person = self.person(name, &[Role::FieldWorker], &[BENEFITS]);
        self.seat(person)
    }
}

/// One laptop.
#[derive(Clone)]
pub struct Seat {
    pub replica: Uuid,
    pub person: Uuid,
    pub actor: Uuid,
    pub token: [u8; 32],
    pub office_key: [u8; 32],
    pub epoch: u64,
    pub cursor: u64,
    pub backfill: Option<Backfill>,
    pub unsent: Vec<Vec<u8>>,
    pub streams: BTreeMap<Stream, StreamState>,
    /// Categories granted by case.
    pub granted: BTreeMap<Uuid, Vec<u8>>,
    pub revoked: BTreeSet<Uuid>,
    /// Sequence numbers of everything received.
    pub received: Vec<u64>,
    pub seals: BTreeMap<Uuid, Vec<Seal>>,
    pub wanted_bytes: u32,
    /// What the clock says when it exchanges.
    pub now_ms: i64,
}

impl Seat {
    pub fn enrol(office: &Office, secret: [u8; 16], public_key: [u8; 32]) -> Result<Self, Refused> {
        Self::enrol_as(office, secret, public_key, Uuid::now_v7(), NOW)
    }

    pub fn enrol_as(
        office: &Office,
        secret: [u8; 16],
        public_key: [u8; 32],
        replica: Uuid,
        now_ms: i64,
    ) -> Result<Self, Refused> {
        let request = EnrolRequest {
            protocol: PROTOCOL,
            secret,
            replica,
            public_key,
        };
        let answer = office.enrol(&packet::pack(&request).unwrap(), now_ms)?;
        let answer: EnrolResponse = packet::unpack(&answer, 65_536).unwrap();
        Ok(Self {
            replica,
            person: answer.person,
            actor: Uuid::now_v7(),
            token: answer.token,
            office_key: answer.office_key,
            epoch: answer.epoch,
            cursor: 0,
            backfill: None,
            unsent: Vec::new(),
            streams: BTreeMap::new(),
            granted: BTreeMap::new(),
            revoked: BTreeSet::new(),
            received: Vec::new(),
            seals: BTreeMap::new(),
            wanted_bytes: 1_048_576,
            now_ms: NOW,
        })
    }

    /// A change of this seat, merged here and waiting to be sent.
    pub fn change(&mut self, stream: Stream, kind: Kind, body: Vec<u8>) -> Envelope {
        let state = self.streams.entry(stream).or_default();
        let head = state.head(self.actor);
        let change = Change {
            stream,
            dot: Dot {
                actor: self.actor,
                counter: head.map_or(0, |head| head.count) + 1,
            },
            context: state.vector(),
            stamp: Stamp::default().next(NOW),
            author: self.person,
            form: String::new(),
            kind,
            body,
            previous: head.map_or([0; 32], |head| head.hash),
        };
        let envelope = change.seal_envelope().unwrap();
        state.merge(&envelope).unwrap();
        self.unsent.push(envelope.bytes.clone());
        envelope
    }

    pub fn write(
        &mut self,
        case: Uuid,
        document: Uuid,
        category: Category,
        answers: &[(Uuid, &str, Value)],
    ) -> Envelope {
        let writes: Vec<Write> = answers
            .iter()
            .map(|(record, field, value)| Write {
                record: *record,
                field: (*field).to_owned(),
                value: serde_json::to_vec(value).unwrap(),
            })
            .collect();
        let stream = Stream {
            case,
            document,
            category: category.number(),
        };
        self.change(stream, Kind::EDIT, Change::edit_body(&writes).unwrap())
    }

    /// A case that nobody registered, opened on this laptop.
    pub fn open_case(&mut self, last_name: &str) -> Uuid {
        let case = Uuid::now_v7();
        let place = json!({"kind": "case", "parent": null, "order": 0});
        self.write(case, case, Category::Workflow, &[(case, "@", place)]);
        let names = [
            (case, "first_name", json!("Jan")),
            (case, "last_name", json!(last_name)),
        ];
        self.write(case, case, Category::Identity, &names);
        case
    }

    pub fn request(&self) -> Request {
        Request {
            protocol: PROTOCOL,
            replica: self.replica,
            epoch: self.epoch,
            cursor: self.cursor,
            backfill: self.backfill,
            changes: self.unsent.clone(),
            private: Vec::new(),
            acts: Vec::new(),
            released: Vec::new(),
            accesses: Vec::new(),
            evidence: Vec::new(),
            deposits: Deposits::default(),
            wanted_bytes: self.wanted_bytes,
        }
    }

    pub fn send(&self, office: &Office, request: &Request) -> Result<Response, Refused> {
        let answer = office.exchange(&self.token, &packet::pack(request).unwrap(), self.now_ms)?;
        Ok(packet::unpack(&answer, 16 * 1024 * 1024).unwrap())
    }

    /// One round; the answer is applied.
    pub fn round(&mut self, office: &Office) -> Response {
        let response = self.send(office, &self.request()).unwrap();
        self.unsent.clear();
        self.apply(&response);
        response
    }

    pub fn apply(&mut self, response: &Response) {
        for grant in &response.grants {
            self.granted.insert(grant.case, grant.categories.clone());
            self.revoked.remove(&grant.case);
        }
        for revoke in &response.revokes {
            self.granted.remove(&revoke.case);
            self.revoked.insert(revoke.case);
            self.streams.retain(|stream, _| stream.case != revoke.case);
        }
        for change in &response.changes {
            let envelope = Envelope::open(change.bytes.clone()).unwrap();
            if let Some(seal) = envelope.change.seal().unwrap() {
                let stream = envelope.change.stream;
                self.seals.entry(stream.document).or_default().push(seal);
            }
            let state = self.streams.entry(envelope.change.stream).or_default();
            let actions = state.merge(&envelope).unwrap();
            let refused = actions
                .iter()
                .any(|action| matches!(action, teren_ledger::Action::Refuse(_)));
            assert!(
                !refused,
                "an office never sends what cannot be merged: {actions:?}"
            );
            self.received.push(change.sequence);
        }
        self.epoch = response.epoch;
        self.cursor = response.cursor;
        self.backfill = response.backfill;
    }

    /// Rounds until there is no more; the digests of the last one must be those of this seat.
    pub fn exchange(&mut self, office: &Office) -> Vec<Response> {
        let mut responses = Vec::new();
        loop {
            let response = self.round(office);
            for digest in &response.digests {
                let stream = Stream {
                    case: digest.case,
                    document: digest.document,
                    category: digest.category,
                };
                let here = self
                    .streams
                    .get(&stream)
                    .map(|state| state.digest(stream.category));
                assert_eq!(here, Some(digest.digest), "digests differ in {stream:?}");
            }
            let more = response.more;
            responses.push(response);
            assert!(responses.len() < 500, "the exchange does not end");
            if !more {
                return responses;
            }
        }
    }

    pub fn ask(&mut self, office: &Office, id: Uuid, act: &Value) -> ActAnswer {
        let request = Request {
            acts: vec![Act {
                id,
                body: serde_json::to_vec(act).unwrap(),
            }],
            ..self.request()
        };
        let response = self.send(office, &request).unwrap();
        self.unsent.clear();
        self.apply(&response);
        response.acts.into_iter().next().unwrap()
    }

    /// Values of a field over all streams of a document, by record.
    pub fn values(&self, document: Uuid, field: &str) -> Vec<(Uuid, Value)> {
        let mut found = Vec::new();
        for (stream, state) in &self.streams {
            if stream.document == document {
                for (record, name, values) in state.answers() {
                    if name == field {
                        for value in values {
                            found.push((record, serde_json::from_slice(&value.value).unwrap()));
                        }
                    }
                }
            }
        }
        found
    }

    /// Rows of a kind in a document.
    pub fn rows(&self, document: Uuid, kind: &str) -> Vec<Value> {
        let kinds = self.values(document, "@");
        let of_kind: BTreeSet<Uuid> = kinds
            .iter()
            .filter(|(_, place)| place["kind"] == kind)
            .map(|(record, _)| *record)
            .collect();
        let field = if kind == "visit" { "visit" } else { "row" };
        let rows = self.values(document, field).into_iter();
        rows.filter(|(record, _)| of_kind.contains(record))
            .map(|(_, row)| row)
            .collect()
    }

    pub fn categories_here(&self, case: Uuid) -> BTreeSet<u8> {
        let streams = self.streams.keys().filter(|stream| stream.case == case);
        streams.map(|stream| stream.category).collect()
    }

    /// Approves an interview: salted digests of the content given, then the seal.
    pub fn seal(
        &mut self,
        case: Uuid,
        document: Uuid,
        form: &str,
        contents: &[(Category, Vec<u8>)],
    ) -> Seal {
        let id = Uuid::now_v7();
        let mut categories = Vec::new();
        for (category, content) in contents {
            let stream = Stream {
                case,
                document,
                category: category.number(),
            };
            let part = SealPart {
                seal: id,
                salt: [category.number(); 16],
                digest: SealPart::digest_of(&[category.number(); 16], content),
            };
            self.change(stream, Kind::SEAL_PART, part.body().unwrap());
            categories.push(SealedCategory {
                category: category.number(),
                past: self.streams[&stream].vector(),
                digest: part.digest,
            });
        }
        let seal = Seal {
            seal: id,
            form: form.to_owned(),
            categories,
        };
        let stream = Stream {
            case,
            document,
            category: Category::Workflow.number(),
        };
        self.change(stream, Kind::SEAL, seal.body().unwrap());
        seal
    }
}

/// Fates by name, in order of place.
pub fn fates(response: &Response) -> Vec<String> {
    let name = |fate: &Fate| match fate {
        Fate::Accepted { .. } => "accepted".to_owned(),
        Fate::Late { .. } => "late".to_owned(),
        Fate::Quarantined { reason } => format!("{reason:?}"),
    };
    response
        .taken
        .iter()
        .map(|taken| name(&taken.fate))
        .collect()
}
