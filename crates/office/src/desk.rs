//! The desk on which one request works inside the writer's transaction: streams opened once, changes put into the log.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};

use teren_domain::Category;
use teren_domain::structure::{MERGERS, Structure};
use teren_domain::workflow::kind;
use teren_ledger::{
    Action, Change, Dot, Envelope, Kind, RECORD_FIELD, Refusal, Seal, Stamp, Stream, StreamState,
    VersionVector, Write,
};
use teren_questionnaire::Form;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::OfficeError;
use crate::attachments::names_of;
use crate::held_back::Gone;
use crate::likeness::KnownPeople;
use crate::packing::Packing;
use crate::records::{form_in, kind_in};
use crate::storage::{
    CaseRow, NewChange, Person, Row, Standing, Storage, StorageError, StoredChange, StreamRow,
};
use crate::structures::{Structures, take_effect};

/// What all requests share.
pub(crate) struct House {
    pub structures: Structures,
    pub centre: Uuid,
    pub centre_name: String,
    pub actor: Uuid,
    pub epoch: u64,
    pub office_secret: Zeroizing<[u8; 32]>,
    pub recovery_key: [u8; 32],
    /// Makes and checks the proofs this office gives to laptops.
    pub proof_key: Zeroizing<[u8; 32]>,
    pub certificate: Vec<u8>,
    pub certificate_key: Zeroizing<Vec<u8>>,
    pub packing: Packing,
    pub forms: BTreeMap<String, Form>,
    /// Everybody the centre knows, for finding one family in two files; never written down.
    pub known: Mutex<KnownPeople>,
    /// Until the first request: the program may be newer than when something was kept aside.
    pub renewed: AtomicBool,
}

/// A stream in hand.
pub(crate) struct Opened {
    pub row: StreamRow,
    pub state: StreamState,
    /// Sequence of its last change.
    pub last: u64,
}

/// What became of one change.
pub(crate) enum Merged {
    Known(Standing),
    Appended { sequence: u64, late: bool },
    Refused(Refusal),
}

pub(crate) struct Desk<'a> {
    pub storage: &'a mut dyn Storage,
    pub house: Arc<House>,
    /// The structure in force now.
    pub structure: Arc<Structure>,
    pub now_ms: i64,
    /// The laptop that asks; nil for the office itself.
    pub seat: Uuid,
    streams: BTreeMap<Stream, Opened>,
    /// By row of the case and document.
    seals: BTreeMap<(Row, Uuid), Vec<Seal>>,
    /// Kinds of the records of a document, until something is opened in it.
    kinds: BTreeMap<Uuid, Arc<BTreeMap<Uuid, String>>>,
    /// Documents known to be tied to a case.
    tied: BTreeMap<Uuid, Row>,
    touched: BTreeMap<Row, u64>,
    /// Cases of which something may leave quarantine now.
    awakened: BTreeSet<Uuid>,
    /// Interviews in which answers met, by case.
    torn: BTreeSet<(Uuid, Uuid)>,
    /// What became of changes that a record told of, to be told in it.
    pub gone: Vec<Gone>,
    /// Installations heard of for the first time, and the laptops they write on.
    heard: BTreeMap<Uuid, Uuid>,
    /// Author, laptop and document of what was taken in, and when the last of it was written.
    written: BTreeMap<(Uuid, Uuid, Uuid), i64>,
    actors: BTreeMap<Uuid, (Row, Uuid)>,
    persons: Option<Vec<Person>>,
}

impl<'a> Desk<'a> {
    /// A desk with the structure in force.
    pub fn new(
        storage: &'a mut dyn Storage,
        house: Arc<House>,
        now_ms: i64,
    ) -> Result<Self, OfficeError> {
        let structure = house.structure_at(storage, now_ms)?;
        let mut desk = Self::with(storage, house, structure, now_ms);
        take_effect(&mut desk)?;
        Ok(desk)
    }

    /// A desk with a structure that no case holds yet.
    pub fn with(
        storage: &'a mut dyn Storage,
        house: Arc<House>,
        structure: Arc<Structure>,
        now_ms: i64,
    ) -> Self {
        Self {
            storage,
            house,
            structure,
            now_ms,
            seat: Uuid::nil(),
            streams: BTreeMap::new(),
            seals: BTreeMap::new(),
            kinds: BTreeMap::new(),
            tied: BTreeMap::new(),
            touched: BTreeMap::new(),
            awakened: BTreeSet::new(),
            torn: BTreeSet::new(),
            gone: Vec::new(),
            heard: BTreeMap::new(),
            written: BTreeMap::new(),
            actors: BTreeMap::new(),
            persons: None,
        }
    }

    /// People of the centre, read once a request.
    pub fn persons(&mut self) -> Result<Vec<Person>, OfficeError> {
        if let Some(persons) = &self.persons {
            return Ok(persons.clone());
        }
        let persons = self.storage.persons()?;
        self.persons = Some(persons.clone());
        Ok(persons)
    }

    pub fn put_person(&mut self, person: &Person) -> Result<(), OfficeError> {
        self.persons = None;
        Ok(self.storage.put_person(person)?)
    }

    /// Row of an actor and whose it is.
    pub fn actor(&mut self, actor: Uuid) -> Result<Option<(Row, Uuid)>, OfficeError> {
        if let Some(known) = self.actors.get(&actor) {
            return Ok(Some(*known));
        }
        let found = self.storage.actor(actor)?;
        if let Some(found) = found {
            self.actors.insert(actor, found);
        }
        Ok(found)
    }

    pub fn envelope(&self, stored: &StoredChange) -> Result<Envelope, OfficeError> {
        let bytes = self.house.packing.unpack(&stored.body, &stored.shelf)?;
        Ok(Envelope::open(bytes)?)
    }

    /// Seals of a document accepted so far.
    pub fn seals(&mut self, case: Row, document: Uuid) -> Result<Vec<Seal>, OfficeError> {
        if let Some(seals) = self.seals.get(&(case, document)) {
            return Ok(seals.clone());
        }
        let mut seals = Vec::new();
        for row in self.storage.seals(case, document)? {
            seals.push(postcard::from_bytes(&row.body).map_err(|_| StorageError::Damaged("seal"))?);
        }
        self.seals.insert((case, document), seals.clone());
        Ok(seals)
    }

    /// Pasts of the seals over a stream.
    fn cuts(&mut self, case: Row, stream: Stream) -> Result<Vec<VersionVector>, OfficeError> {
        if goes_on(stream) {
            return Ok(Vec::new());
        }
        let seals = self.seals(case, stream.document)?;
        Ok(seals
            .iter()
            .map(|seal| past_of(seal, stream.category))
            .collect())
    }

    /// The stream as it stands, opened once a request.
    pub fn open(
        &mut self,
        case: &CaseRow,
        document: Uuid,
        category: u8,
    ) -> Result<&Opened, OfficeError> {
        let stream = Stream {
            case: case.case,
            document,
            category,
        };
        if !self.streams.contains_key(&stream) {
            let cuts = self.cuts(case.row, stream)?;
            let row = self.storage.stream(case, document, category)?;
            let mut state = StreamState::new(cuts);
            let mut last = 0;
            for head in self.storage.heads(row.row)? {
                state.restore_head(head.actor, head.head);
                last = last.max(head.sequence);
            }
            for stored in self.storage.live_changes(row.row)? {
                state.restore(&self.envelope(&stored)?, stored.live)?;
            }
            self.streams.insert(stream, Opened { row, state, last });
        }
        self.opened(&stream)
    }

    fn opened(&self, stream: &Stream) -> Result<&Opened, OfficeError> {
        let opened = self.streams.get(stream);
        opened.ok_or(StorageError::Damaged("a stream").into())
    }

    /// Whether a document is this case's: nobody else's, or not known yet.
    pub fn belongs(&mut self, case: &CaseRow, document: Uuid) -> Result<bool, OfficeError> {
        if let Some(known) = self.tied.get(&document) {
            return Ok(*known == case.row);
        }
        Ok(match self.storage.case_of_document(document)? {
            Some(known) => {
                self.tied.insert(document, known);
                known == case.row
            }
            None => document == case.case || self.storage.case(document)?.is_none(),
        })
    }

    /// Kinds of a document's records as its streams open them. The root is known without an opening.
    pub fn kinds_of(
        &mut self,
        case: &CaseRow,
        document: Uuid,
    ) -> Result<Arc<BTreeMap<Uuid, String>>, OfficeError> {
        if let Some(known) = self.kinds.get(&document) {
            return Ok(Arc::clone(known));
        }
        let mut streams: Vec<(Stream, StreamState)> = Vec::new();
        for stored in self.storage.openings(case.row, document)? {
            let envelope = self.envelope(&stored)?;
            if streams.last().map(|(of, _)| *of) != Some(stored.shelf.stream) {
                streams.push((stored.shelf.stream, StreamState::default()));
            }
            if let Some((_, state)) = streams.last_mut() {
                state.restore(&envelope, stored.live)?;
            }
        }
        let mut kinds = BTreeMap::new();
        for (_, state) in &streams {
            for (record, field, values) in state.answers() {
                let opening = values.first().filter(|_| field == RECORD_FIELD);
                let place = opening.and_then(|value| serde_json::from_slice(&value.value).ok());
                if let Some(kind) = place.as_ref().and_then(kind_in) {
                    kinds.entry(record).or_insert(kind);
                }
            }
        }
        let root = if document == case.case {
            kind::CASE
        } else {
            kind::INTERVIEW
        };
        kinds.insert(document, root.to_owned());
        let kinds = Arc::new(kinds);
        self.kinds.insert(document, Arc::clone(&kinds));
        Ok(kinds)
    }

    /// The form in which a document is filled, as its root says; `None` before that is here.
    pub fn form_of(
        &mut self,
        case: &CaseRow,
        document: Uuid,
    ) -> Result<Option<String>, OfficeError> {
        let opened = self.open(case, document, Category::Workflow.number())?;
        let roots = opened.state.values(document, RECORD_FIELD);
        let root = roots.first();
        let root = root.and_then(|root| serde_json::from_slice(&root.value).ok());
        Ok(root.as_ref().and_then(form_in))
    }

    /// What who approves a document answers for: what its form is about, of a document without one the diagnosis.
    pub fn answered_for(
        &mut self,
        case: &CaseRow,
        document: Uuid,
    ) -> Result<Category, OfficeError> {
        let name = self.form_of(case, document)?;
        let form = name.and_then(|name| self.house.forms.get(&name));
        Ok(form.map_or(Category::Diagnosis, Form::answers_for))
    }

    /// Streams opened by this request.
    pub fn open_streams(&self) -> impl Iterator<Item = &Opened> {
        self.streams.values()
    }

    /// Merges a change into its stream and does what follows.
    pub fn merge(
        &mut self,
        case: &CaseRow,
        envelope: &Envelope,
        replica: Uuid,
        body: &[u8],
    ) -> Result<Merged, OfficeError> {
        let change = &envelope.change;
        let stream = change.stream;
        self.open(case, stream.document, stream.category)?;
        let opened = self
            .streams
            .get_mut(&stream)
            .ok_or(StorageError::Damaged("a stream"))?;
        let row = opened.row;
        let actions = opened.state.merge(envelope)?;
        let mut merged = None;
        for action in actions {
            match action {
                Action::Known => {
                    let standing = self.storage.standing(row.row, change.dot)?;
                    merged = Some(known(standing, envelope));
                }
                Action::Append { live } => {
                    merged = Some(self.append(row, envelope, live, false, replica, body)?);
                }
                Action::AppendLate => {
                    merged = Some(self.append(row, envelope, 0, true, replica, body)?);
                }
                Action::Keep { dot, live } => {
                    self.storage.set_marks(row.row, dot, live, false)?;
                }
                Action::OpenConflict { .. } => {
                    self.torn.insert((stream.case, stream.document));
                }
                Action::CloseConflict { .. } => {}
                Action::Refuse(refusal) => merged = Some(Merged::Refused(refusal)),
            }
        }
        merged.ok_or(StorageError::Damaged("a merge without outcome").into())
    }

    fn append(
        &mut self,
        stream: StreamRow,
        envelope: &Envelope,
        live: u64,
        late: bool,
        replica: Uuid,
        body: &[u8],
    ) -> Result<Merged, OfficeError> {
        let change = &envelope.change;
        let actor_row = match self.actor(change.dot.actor)? {
            Some((row, _)) => row,
            None => {
                let row = self.storage.add_actor(change.dot.actor, change.author)?;
                self.actors.insert(change.dot.actor, (row, change.author));
                self.heard.insert(change.dot.actor, replica);
                row
            }
        };
        let document = stream.stream.document;
        if !self.tied.contains_key(&document) {
            self.storage.add_document(document, stream.case_row)?;
        }
        let writes = change.borrowed_writes()?;
        let opens = writes.iter().any(|write| write.field == RECORD_FIELD);
        if opens {
            self.kinds.remove(&document);
        }
        let sequence = self.storage.next_sequence()?;
        self.storage.append(&NewChange {
            sequence,
            stream,
            actor_row,
            counter: change.dot.counter,
            hash: envelope.hash,
            kind: change.kind,
            opens,
            live,
            late,
            replica,
            size: envelope.bytes.len(),
            received_ms: self.now_ms,
            body,
            names: &names_of(change),
        })?;
        self.touched.insert(stream.case_row, sequence);
        if !replica.is_nil() {
            let place = (change.author, replica, document);
            let last_ms = self.written.entry(place).or_insert(change.stamp.wall_ms);
            *last_ms = change.stamp.wall_ms.max(*last_ms);
        }
        self.awaken(stream.stream.case);
        if let Some(opened) = self.streams.get_mut(&stream.stream) {
            opened.last = sequence;
        }
        Ok(Merged::Appended { sequence, late })
    }

    /// Takes a new seal over a document: from now on what is outside the pasts of all seals is late.
    pub fn cut(&mut self, case: &CaseRow, document: Uuid, seal: &Seal) -> Result<(), OfficeError> {
        let mut seals = self.seals(case.row, document)?;
        if seals.iter().any(|known| known.seal == seal.seal) {
            return Ok(());
        }
        let first = seals.is_empty();
        let mut unfit = Vec::new();
        for row in self.storage.streams(case)? {
            if row.stream.document != document || goes_on(row.stream) {
                continue;
            }
            let past = past_of(seal, row.stream.category);
            if first
                && self
                    .open(case, document, row.stream.category)?
                    .state
                    .fits(&past)
            {
                if let Some(opened) = self.streams.get_mut(&row.stream) {
                    opened.state.cut(past);
                }
            } else {
                self.streams.remove(&row.stream);
                unfit.push(row);
            }
        }
        self.kinds.remove(&document);
        seals.push(seal.clone());
        self.seals.insert((case.row, document), seals);
        for row in unfit {
            self.remark(row)?;
        }
        Ok(())
    }

    /// Works out the marks of a whole stream again under its cuts.
    fn remark(&mut self, row: StreamRow) -> Result<(), OfficeError> {
        let mut state = StreamState::new(self.cuts(row.case_row, row.stream)?);
        let mut log = Vec::new();
        for stored in self.storage.log(row.row)? {
            let envelope = self.envelope(&stored)?;
            let late = state.merge(&envelope)?.contains(&Action::AppendLate);
            log.push((envelope.change.dot, late, stored));
        }
        for (dot, late, stored) in log {
            let live = state.live_bits(dot);
            if live != stored.live || late != stored.late {
                self.storage.set_marks(row.row, dot, live, late)?;
            }
        }
        Ok(())
    }

    /// Writes answers as the office: an ordinary change of its own actor.
    pub fn write(
        &mut self,
        case: &CaseRow,
        document: Uuid,
        category: Category,
        writes: &[Write],
    ) -> Result<(), OfficeError> {
        let actor = self.house.actor;
        let (now_ms, author) = (self.now_ms, self.house.centre);
        let opened = self.open(case, document, category.number())?;
        let head = opened.state.head(actor);
        let change = Change {
            stream: opened.row.stream,
            dot: Dot {
                actor,
                counter: head.map_or(0, |head| head.count) + 1,
            },
            context: opened.state.vector(),
            stamp: Stamp::default().next(now_ms),
            author,
            form: String::new(),
            kind: Kind::EDIT,
            body: Change::edit_body(writes)?,
            previous: head.map_or([0; 32], |head| head.hash),
        };
        let envelope = change.seal_envelope()?;
        let body = self.house.packing.packer()?.pack(&envelope)?;
        match self.merge(case, &envelope, Uuid::nil(), &body)? {
            Merged::Appended { .. } => Ok(()),
            _ => Err(StorageError::Damaged("the office's own chain").into()),
        }
    }

    /// Something of the case has changed: what was kept aside because of it is looked at again.
    pub fn awaken(&mut self, case: Uuid) {
        self.awakened.insert(case);
    }

    /// Installations heard of since the last time of asking, and the laptops they write on.
    pub fn take_heard(&mut self) -> BTreeMap<Uuid, Uuid> {
        std::mem::take(&mut self.heard)
    }

    /// Cases awakened since the last time of asking.
    pub fn take_awakened(&mut self) -> BTreeSet<Uuid> {
        std::mem::take(&mut self.awakened)
    }

    /// Where laptops wrote since the last time of asking: author, laptop, document, and when the last of it.
    pub fn take_written(&mut self) -> BTreeMap<(Uuid, Uuid, Uuid), i64> {
        std::mem::take(&mut self.written)
    }

    /// Notes an interview in which two sides said something that a person must decide.
    pub fn tear(&mut self, case: Uuid, document: Uuid) {
        self.torn.insert((case, document));
    }

    /// Gives interviews in which answers met to those who decide between them.
    pub fn share_torn(&mut self) -> Result<(), OfficeError> {
        for (case, document) in std::mem::take(&mut self.torn) {
            if let Some(case) = self.storage.case(case)?
                && document != case.case
                && self.seals(case.row, document)?.is_empty()
            {
                self.grant_team(MERGERS, &case, document)?;
            }
        }
        Ok(())
    }

    /// Tells the grants of every case touched where its log now ends.
    pub fn close(&mut self) -> Result<(), OfficeError> {
        self.announce_laptops()?;
        self.note_written()?;
        for (case, sequence) in std::mem::take(&mut self.touched) {
            self.storage.touch_grants(case, sequence)?;
        }
        Ok(())
    }
}

/// Streams that no seal closes: the case's own document, and workflow, where seals themselves stand.
fn goes_on(stream: Stream) -> bool {
    stream.document == stream.case || stream.category == Category::Workflow.number()
}

/// What a seal says of a category; one it does not name had no content.
fn past_of(seal: &Seal, category: u8) -> VersionVector {
    let part = seal
        .categories
        .iter()
        .find(|part| part.category == category);
    part.map(|part| part.past.clone()).unwrap_or_default()
}

/// A dot that is here already: the same bytes, or a fork.
fn known(standing: Option<Standing>, envelope: &Envelope) -> Merged {
    match standing {
        Some(standing) if standing.hash == envelope.hash => Merged::Known(standing),
        _ => Merged::Refused(Refusal::Fork),
    }
}
