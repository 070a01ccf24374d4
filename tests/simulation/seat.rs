//! One person's laptop in a storm: a real store, a clock that may be anywhere, and a notebook of what it acknowledged.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use serde_json::{Value, json};
use teren_domain::Category;
use teren_ledger::wire::{EnrolRequest, EnrolResponse, PROTOCOL};
use teren_ledger::{DELETED_FIELD, EnrolmentCode, Envelope, RECORD_FIELD, ROW_FIELD, Write};
use teren_office::Office;
use teren_questionnaire::{Answers, Form, INTERVIEW, MEMBER, Record};
use teren_store::{
    DocumentState, Draft, Edit, Identity, KeyCost, OfficeLink, Profile, SealContent, Store, packet,
};
use teren_sync::{ExchangeError, Outcome, Session};
use uuid::Uuid;

use crate::chance::Chance;
use crate::line::Line;

pub const FORM: &str = "part-i/2021-11-15";
const PASSPHRASE: &str = "burza w szklance wody";
/// Guessing costs nothing here; a storm opens many profiles.
const CHEAP: KeyCost = KeyCost {
    memory_kib: 64,
    passes: 1,
    lanes: 1,
};
/// Fields of the interview that are typed, of many categories.
const FIELDS: [&str; 8] = [
    "first_name",
    "last_name",
    "housing_notes",
    "expenses_other",
    "violence_by",
    "diagnosis",
    "plan",
    "needs",
];
const MEMBER_FIELDS: [&str; 3] = ["member_first_name", "member_health", "workplace"];
/// 1970 and 2106, ms.
const FAR_CLOCKS: [i64; 2] = [0, 4_291_747_200_000];
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Document, record, field.
type Place = (Uuid, Uuid, String);

/// An answer that the laptop said is saved.
#[derive(Debug, Clone)]
pub struct Said {
    pub document: Uuid,
    pub record: Uuid,
    pub field: String,
    pub value: Vec<u8>,
}

#[derive(Debug, Clone, Copy)]
enum SeatClock {
    Off(i64),
    Stands(i64),
}

pub struct Seat {
    pub name: &'static str,
    pub person: Uuid,
    pub form: Arc<Form>,
    profile: Profile,
    store: Option<Store>,
    token: [u8; 32],
    session: Session,
    clock: SeatClock,
    requests: Vec<Vec<u8>>,
    /// What is being typed and was acknowledged.
    pending: BTreeMap<Place, Vec<u8>>,
    pub said: Vec<Said>,
    typed: u32,
}

impl Seat {
    /// A laptop enrolled with a code of the office.
    pub fn enrol(
        folder: &Path,
        name: &'static str,
        office: &Office,
        person: Uuid,
        form: &Arc<Form>,
        world_ms: i64,
    ) -> Self {
        let profile = Profile::at(folder).with_cost(CHEAP);
        let mut store = profile.create(PASSPHRASE, world_ms).unwrap();
        let mut identity = Identity::fresh(person, name, false).unwrap();
        let code = office
            .enrolment_code(person, "storm.invalid:1", world_ms)
            .unwrap();
        let code = EnrolmentCode::parse(&code).unwrap();
        let request = EnrolRequest {
            protocol: PROTOCOL,
            secret: code.secret,
            replica: identity.replica,
            public_key: identity.public_key(),
        };
        let answer = office
            .enrol(&packet::pack(&request).unwrap(), world_ms)
            .unwrap();
        let answer: EnrolResponse = packet::unpack(&answer, 4096).unwrap();
        identity.office = Some(OfficeLink {
            address: code.address,
            fingerprint: code.fingerprint,
            token: answer.token,
            centre: answer.centre,
            centre_name: answer.centre_name.clone(),
            office_key: answer.office_key,
            recovery_key: answer.recovery_key,
        });
        store.put_identity(identity).unwrap();
        store.put_epoch(answer.epoch).unwrap();
        Self {
            name,
            person,
            form: Arc::clone(form),
            profile,
            store: Some(store),
            token: answer.token,
            session: Session::default(),
            clock: SeatClock::Off(0),
            requests: Vec::new(),
            pending: BTreeMap::new(),
            said: Vec::new(),
            typed: 0,
        }
    }

    pub fn store(&mut self) -> &mut Store {
        self.store.as_mut().unwrap()
    }

    fn now(&self, world_ms: i64) -> i64 {
        match self.clock {
            SeatClock::Off(ms) => world_ms + ms,
            SeatClock::Stands(ms) => ms,
        }
    }

    /// The clock jumps: right again, a day off, or years.
    pub fn turn_clock(&mut self, chance: &mut Chance) {
        self.clock = match chance.below(4) {
            0 => SeatClock::Off(0),
            1 => SeatClock::Off(DAY_MS),
            2 => SeatClock::Off(-DAY_MS),
            _ => SeatClock::Stands(*chance.pick(&FAR_CLOCKS).unwrap()),
        };
    }

    /// The power goes; the laptop starts again. What was typed is still there.
    pub fn kill(&mut self, world_ms: i64) {
        drop(self.store.take());
        self.store = Some(self.profile.unlock(PASSPHRASE, self.now(world_ms)).unwrap());
        let name = self.name;
        assert_eq!(self.store().damage(), None, "{name}");
        self.store().verify().unwrap();
        let typed = self.pending.clone();
        assert_eq!(self.drafts(), typed, "{name}: what was being typed");
    }

    fn drafts(&mut self) -> BTreeMap<Place, Vec<u8>> {
        let store = self.store();
        let documents = store.documents_with_drafts().unwrap();
        let mut all = BTreeMap::new();
        for document in documents {
            for draft in store.drafts(document).unwrap() {
                all.insert((document, draft.record, draft.field), draft.value);
            }
        }
        all
    }

    /// Interviews this seat shows, sealed ones too.
    pub fn interviews(&mut self) -> Vec<Uuid> {
        let store = self.store();
        let centre = store.identity().unwrap().office.as_ref().unwrap().centre;
        let cases = store
            .cases()
            .unwrap()
            .into_iter()
            .filter(|case| *case != centre)
            .collect::<Vec<_>>();
        let documents = cases.into_iter().flat_map(|case| {
            let documents = store.case_documents(case).unwrap();
            documents
                .into_iter()
                .map(|known| known.document)
                .filter(move |document| *document != case)
        });
        documents.collect()
    }

    /// An interview that can be written to, as far as this seat knows.
    fn open_interview(&mut self, chance: &mut Chance) -> Option<Arc<DocumentState>> {
        let interviews = self.interviews();
        let store = self.store();
        let open = interviews
            .into_iter()
            .map(|document| store.document(document).unwrap());
        let open: Vec<_> = open.filter(|state| state.seals.is_empty()).collect();
        chance.pick(&open).cloned()
    }

    fn category(&self, kind: &str, field: &str) -> Category {
        self.form.category_of(kind, field).unwrap()
    }

    fn value(&mut self, chance: &mut Chance) -> Vec<u8> {
        self.typed += 1;
        // Now and then two people say the same.
        let text = if chance.one_in(6) {
            "tak samo".to_owned()
        } else {
            format!("{} {}", self.name, self.typed)
        };
        serde_json::to_vec(&text).unwrap()
    }

    /// Types an answer, which stays a draft.
    pub fn type_answer(&mut self, chance: &mut Chance, world_ms: i64) {
        let Some(state) = self.open_interview(chance) else {
            return;
        };
        let members = living(&records_of(&state), MEMBER);
        let (record, kind, field) = match chance.pick(&members) {
            Some(member) if chance.one_in(3) => {
                (*member, MEMBER, *chance.pick(&MEMBER_FIELDS).unwrap())
            }
            _ => (state.document, INTERVIEW, *chance.pick(&FIELDS).unwrap()),
        };
        let draft = Draft {
            record,
            field: field.to_owned(),
            category: self.category(kind, field).number(),
            value: self.value(chance),
            saved_ms: self.now(world_ms),
        };
        self.store().draft(state.document, &draft).unwrap();
        self.pending
            .insert((state.document, record, draft.field), draft.value);
    }

    /// Leaves the field: drafts become changes.
    pub fn leave(&mut self, chance: &mut Chance, world_ms: i64) {
        let now = self.now(world_ms);
        let documents: BTreeSet<Uuid> = self
            .pending
            .keys()
            .map(|(document, ..)| *document)
            .collect();
        let documents: Vec<Uuid> = documents.into_iter().collect();
        if let Some(document) = chance.pick(&documents) {
            self.store().commit_drafts(*document, now).unwrap();
            self.note_committed();
        }
    }

    /// Whatever is no draft any more has become a change.
    fn note_committed(&mut self) {
        let left = self.drafts();
        let (kept, gone): (BTreeMap<_, _>, BTreeMap<_, _>) = std::mem::take(&mut self.pending)
            .into_iter()
            .partition(|(place, _)| left.contains_key(place));
        self.pending = kept;
        let said = gone
            .into_iter()
            .map(|((document, record, field), value)| Said {
                document,
                record,
                field,
                value,
            });
        self.said.extend(said);
    }

    fn write(&mut self, document: Uuid, writes: Vec<(Category, Uuid, &str, Value)>, world_ms: i64) {
        let now = self.now(world_ms);
        let mut edits: BTreeMap<u8, Edit> = BTreeMap::new();
        for (category, record, field, value) in writes {
            let value = serde_json::to_vec(&value).unwrap();
            self.said.push(Said {
                document,
                record,
                field: field.to_owned(),
                value: value.clone(),
            });
            let category = category.number();
            let edit = edits.entry(category).or_insert_with(|| Edit {
                document,
                category,
                writes: Vec::new(),
            });
            edit.writes.push(Write {
                record,
                field: field.to_owned(),
                value,
            });
        }
        let edits: Vec<Edit> = edits.into_values().collect();
        self.store().write(&edits, now).unwrap();
    }

    /// Opens a case with nothing but a header; the office hears of it later.
    pub fn open_case(&mut self, chance: &mut Chance, world_ms: i64) -> Uuid {
        let case = chance.id();
        self.store().open_document(case, case, false, "").unwrap();
        let place = json!({"kind": "case", "parent": null, "order": 0});
        let name = format!("{} {}", self.name, chance.below(1000));
        self.write(
            case,
            vec![
                (Category::Workflow, case, RECORD_FIELD, place),
                (Category::Identity, case, "last_name", json!(name)),
            ],
            world_ms,
        );
        case
    }

    /// Starts an interview of a case it holds, private or shared.
    pub fn start_interview(&mut self, chance: &mut Chance, world_ms: i64) {
        let store = self.store();
        let centre = store.identity().unwrap().office.as_ref().unwrap().centre;
        let cases: Vec<Uuid> = store
            .cases()
            .unwrap()
            .into_iter()
            .filter(|case| *case != centre)
            .collect();
        let Some(case) = chance.pick(&cases).copied() else {
            return;
        };
        let document = chance.id();
        let private = chance.one_in(2);
        self.store()
            .open_document(case, document, private, FORM)
            .unwrap();
        let root = json!({"kind": INTERVIEW, "parent": null, "order": 0});
        self.write(
            document,
            vec![(
                self.category(INTERVIEW, RECORD_FIELD),
                document,
                RECORD_FIELD,
                root,
            )],
            world_ms,
        );
    }

    /// Adds a member with an income row.
    pub fn add(&mut self, chance: &mut Chance, world_ms: i64) {
        let Some(state) = self.open_interview(chance) else {
            return;
        };
        let (member, row) = (chance.id(), chance.id());
        let order = chance.below(9);
        let gross = chance.below(500_000);
        self.write(
            state.document,
            vec![
                (
                    self.category(MEMBER, RECORD_FIELD),
                    member,
                    RECORD_FIELD,
                    json!({"kind": MEMBER, "parent": state.document, "order": order}),
                ),
                (
                    self.category("income", RECORD_FIELD),
                    row,
                    RECORD_FIELD,
                    json!({"kind": "income", "parent": member, "order": 0}),
                ),
                (
                    self.category("income", ROW_FIELD),
                    row,
                    ROW_FIELD,
                    json!({"kind": "emerytura", "gross": gross}),
                ),
            ],
            world_ms,
        );
    }

    /// Changes or removes a row, or removes a member.
    pub fn change_or_remove(&mut self, chance: &mut Chance, world_ms: i64) {
        let Some(state) = self.open_interview(chance) else {
            return;
        };
        let records = records_of(&state);
        let (rows, members) = (living(&records, "income"), living(&records, MEMBER));
        let row = chance.pick(&rows).copied();
        let member = chance.pick(&members).copied();
        let income = self.category("income", ROW_FIELD);
        let write = match (chance.below(3), row, member) {
            (0, Some(row), _) => vec![(income, row, ROW_FIELD, Value::Null)],
            (1, _, Some(member)) => {
                let categories = self.form.categories_of(MEMBER);
                categories
                    .into_iter()
                    .map(|category| (category, member, DELETED_FIELD, json!(true)))
                    .collect()
            }
            (_, Some(row), _) => vec![(
                income,
                row,
                ROW_FIELD,
                json!({"kind": "emerytura", "gross": chance.below(500_000)}),
            )],
            _ => return,
        };
        self.write(state.document, write, world_ms);
    }

    /// Chooses one of the values of a conflict.
    pub fn resolve(&mut self, chance: &mut Chance, world_ms: i64) {
        let Some(state) = self.open_interview(chance) else {
            return;
        };
        let conflicts: Vec<(u8, Uuid, &str)> = state.conflicts().collect();
        let Some((category, record, field)) = chance.pick(&conflicts).copied() else {
            return;
        };
        let values = state.values(category, record, field);
        let chosen = chance.pick(&values).unwrap();
        let value = serde_json::from_slice(&chosen.value.value).unwrap();
        let category = Category::from_number(category).unwrap();
        self.write(
            state.document,
            vec![(category, record, field, value)],
            world_ms,
        );
    }

    pub fn share(&mut self, chance: &mut Chance) {
        if let Some(state) = self.open_interview(chance) {
            self.store().set_shared(state.document).unwrap();
        }
    }

    /// Approves an interview without open conflicts: its content is frozen.
    pub fn approve(&mut self, chance: &mut Chance, world_ms: i64) {
        let Some(state) = self.open_interview(chance) else {
            return;
        };
        let now = self.now(world_ms);
        self.store().commit_drafts(state.document, now).unwrap();
        self.note_committed();
        let state = self.store().document(state.document).unwrap();
        if state.conflicts().next().is_some() {
            return;
        }
        let answers = answers_of(&state);
        let sealed = Category::ALL
            .into_iter()
            .filter(|category| *category != Category::Workflow);
        let sealed = sealed.filter(|category| state.streams.contains_key(&category.number()));
        let content = SealContent {
            document: state.document,
            seal: chance.id(),
            form: FORM.to_owned(),
            category: Category::Workflow.number(),
            parts: sealed
                .map(|category| (category.number(), self.form.canonical(&answers, category)))
                .collect(),
        };
        if !content.parts.is_empty() {
            self.store().write_seal(&content, now).unwrap();
        }
    }

    /// One exchange over a good or a bad line. Whatever goes wrong, it can be tried again.
    pub fn exchange(
        &mut self,
        office: &Office,
        chance: &mut Chance,
        bad: bool,
        world_ms: i64,
        heard: Option<&mut Vec<Envelope>>,
    ) -> Result<Outcome, ExchangeError> {
        let now = self.now(world_ms);
        let chance = Chance::of(chance.next());
        let mut line = Line {
            office,
            token: self.token,
            now_ms: world_ms,
            chance,
            bad,
            earlier: &mut self.requests,
            heard,
        };
        let store = self.store.as_mut().unwrap();
        let outcome = self
            .session
            .run(store, &mut line, now, &mut |_| {}, &AtomicBool::new(false));
        self.note_committed();
        outcome
    }

    /// The end of a storm: nothing is left half-typed.
    pub fn settle(&mut self, world_ms: i64) {
        let now = self.now(world_ms);
        for document in self.store().documents_with_drafts().unwrap() {
            self.store().commit_drafts(document, now).unwrap();
        }
        self.note_committed();
        assert!(self.pending.is_empty(), "{}", self.name);
    }
}

/// Current records of a document; of several values the one that sorts first, as conflicts are none of this reader's business.
pub fn records_of(state: &DocumentState) -> BTreeMap<Uuid, Record> {
    let mut records: BTreeMap<Uuid, Record> = BTreeMap::new();
    for answer in state.answers() {
        let record = records
            .entry(answer.record)
            .or_insert_with(|| Record::new(answer.record, "", None, 0));
        let Some(value) = answer.values.iter().map(|value| &value.value.value).min() else {
            continue;
        };
        let value: Value = serde_json::from_slice(value).unwrap();
        match answer.field {
            RECORD_FIELD => {
                record.kind = value["kind"].as_str().unwrap().to_owned();
                record.parent = value["parent"].as_str().map(|id| id.parse().unwrap());
                record.order = value["order"].as_i64().unwrap().try_into().unwrap();
            }
            DELETED_FIELD => record.deleted |= value == json!(true),
            ROW_FIELD if value.is_null() => record.deleted = true,
            field => drop(record.answers.insert(field.to_owned(), value)),
        }
    }
    records
}

pub fn answers_of(state: &DocumentState) -> Answers {
    Answers::new(
        records_of(state)
            .into_values()
            .filter(|record| !record.kind.is_empty())
            .collect(),
    )
}

fn living(records: &BTreeMap<Uuid, Record>, kind: &str) -> Vec<Uuid> {
    let living = records
        .values()
        .filter(|record| record.kind == kind && !record.deleted);
    living.map(|record| record.id).collect()
}
