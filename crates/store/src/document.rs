//! A document read back from the log: its streams, its seals, and who wrote what is current.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::sync::Arc;

use teren_ledger::{
    Change, Dot, Envelope, Head, Kind, LiveValue, Seal, SealPart, Stamp, Stream, StreamState,
    VersionVector,
};
use uuid::Uuid;

use crate::error::Error;
use crate::store::{Batch, Store};
use crate::tables::changes;
use crate::tables::documents::{self, DocumentRow};
use crate::tables::streams;

/// Who wrote a change and when, as that writer's clock said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    pub author: Uuid,
    pub stamp: Stamp,
}

/// A seal of the document and the change that brought it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedBy {
    pub seal: Seal,
    /// Category of the stream the seal was written into.
    pub category: u8,
    pub dot: Dot,
    pub written: Written,
}

/// One current value of an answer with its author and time.
#[derive(Debug, Clone, Copy)]
pub struct AnswerValue<'a> {
    pub value: &'a LiveValue,
    /// `None` only for a change of a newer program whose header this one does not read.
    pub written: Option<Written>,
}

/// One answer of a document: none, one, or several equal or different values.
#[derive(Debug, Clone)]
pub struct Answer<'a> {
    pub category: u8,
    pub record: Uuid,
    pub field: &'a str,
    pub values: Vec<AnswerValue<'a>>,
}

/// The current state of a document, without drafts.
#[derive(Debug, Clone)]
pub struct DocumentState {
    pub case: Uuid,
    pub document: Uuid,
    /// Its changes do not leave this device yet.
    pub private: bool,
    /// Form id and version written into new changes.
    pub form: String,
    pub streams: BTreeMap<u8, StreamState>,
    /// In order of arrival.
    pub seals: Vec<SealedBy>,
    /// Category and part, in order of arrival.
    pub seal_parts: Vec<(u8, SealPart)>,
    pub(crate) row: i64,
    pub(crate) ids: BTreeMap<u8, i64>,
    /// Categories whose streams were not read yet; none in a document that leaves this room.
    unread: BTreeSet<u8>,
    written: HashMap<(u8, Dot), Written>,
    latest: Stamp,
}

impl DocumentState {
    fn empty(row: DocumentRow) -> Self {
        Self {
            case: row.case,
            document: row.document,
            private: row.private,
            form: row.form,
            streams: BTreeMap::new(),
            seals: Vec::new(),
            seal_parts: Vec::new(),
            row: row.id,
            ids: BTreeMap::new(),
            unread: BTreeSet::new(),
            written: HashMap::new(),
            latest: Stamp::default(),
        }
    }

    /// Every answer with its current values, in no particular order.
    pub fn answers(&self) -> impl Iterator<Item = Answer<'_>> {
        self.streams.iter().flat_map(move |(category, state)| {
            state
                .answers()
                .map(move |(record, field, values)| self.dated(*category, record, field, values))
        })
    }

    /// Current values of one answer.
    #[must_use]
    pub fn values(&self, category: u8, record: Uuid, field: &str) -> Vec<AnswerValue<'_>> {
        self.streams.get(&category).map_or_else(Vec::new, |state| {
            self.with_writers(category, state.values(record, field))
        })
    }

    /// Category, record and field of every open conflict.
    pub fn conflicts(&self) -> impl Iterator<Item = (u8, Uuid, &str)> {
        self.streams.iter().flat_map(|(category, state)| {
            state
                .conflicts()
                .map(move |(record, field)| (*category, record, field))
        })
    }

    /// Latest stamp among the current values.
    #[must_use]
    pub fn latest(&self) -> Stamp {
        self.latest
    }

    /// Pasts of the document's seals in one category; nothing of a category that a seal does not name lies in its past.
    /// The stream that holds the seals themselves goes on.
    pub(crate) fn cuts(&self, category: u8) -> Vec<VersionVector> {
        let over = self
            .seals
            .iter()
            .filter(|sealed| sealed.category != category);
        over.map(|sealed| past_of(&sealed.seal, category)).collect()
    }

    pub(crate) fn stream(&self, category: u8) -> Stream {
        Stream {
            case: self.case,
            document: self.document,
            category,
        }
    }

    /// Notes who wrote a change, and its seal if it is one. A seal that cannot be read is a change of a newer kind.
    pub(crate) fn note(&mut self, change: &Change) {
        if !self.note_seal(change) {
            self.note_writers(change.stream.category, std::slice::from_ref(change));
        }
        self.latest = self.latest.max(change.stamp);
    }

    /// Notes a seal or a part of one; says whether the change is one.
    fn note_seal(&mut self, change: &Change) -> bool {
        let category = change.stream.category;
        if let Ok(Some(seal)) = change.seal() {
            self.seals.push(SealedBy {
                seal,
                category,
                dot: change.dot,
                written: Written {
                    author: change.author,
                    stamp: change.stamp,
                },
            });
        } else if let Ok(Some(part)) = change.seal_part() {
            self.seal_parts.push((category, part));
        } else {
            return false;
        }
        self.latest = self.latest.max(change.stamp);
        true
    }

    /// Notes the writers of changes whose values may have become current again.
    pub(crate) fn note_writers(&mut self, category: u8, changes: &[Change]) {
        for change in changes {
            let written = Written {
                author: change.author,
                stamp: change.stamp,
            };
            self.written.insert((category, change.dot), written);
        }
    }

    fn dated<'a>(
        &self,
        category: u8,
        record: Uuid,
        field: &'a str,
        values: &'a [LiveValue],
    ) -> Answer<'a> {
        Answer {
            category,
            record,
            field,
            values: self.with_writers(category, values),
        }
    }

    fn with_writers<'a>(&self, category: u8, values: &'a [LiveValue]) -> Vec<AnswerValue<'a>> {
        values
            .iter()
            .map(|value| AnswerValue {
                value,
                written: self.written.get(&(category, value.dot)).copied(),
            })
            .collect()
    }
}

/// What a seal has seen of a category.
pub(crate) fn past_of(seal: &Seal, category: u8) -> VersionVector {
    let part = seal
        .categories
        .iter()
        .find(|part| part.category == category);
    part.map(|part| part.past.clone()).unwrap_or_default()
}

/// Documents read lately, so that an autosave does not read its document again.
#[derive(Default)]
pub(crate) struct Documents {
    states: HashMap<Uuid, Arc<DocumentState>>,
    order: VecDeque<Uuid>,
}

/// Enough for what a person has open and for the documents of one round of an exchange.
const KEPT: usize = 48;

impl Documents {
    fn get(&mut self, document: Uuid) -> Option<&mut Arc<DocumentState>> {
        self.states.get_mut(&document)
    }

    fn put(&mut self, state: DocumentState) -> &mut Arc<DocumentState> {
        let document = state.document;
        if self.order.len() >= KEPT
            && let Some(oldest) = self.order.pop_front()
        {
            self.states.remove(&oldest);
        }
        self.order.push_back(document);
        self.states
            .entry(document)
            .insert_entry(Arc::new(state))
            .into_mut()
    }

    pub(crate) fn forget(&mut self, document: Uuid) {
        self.states.remove(&document);
        self.order.retain(|kept| *kept != document);
    }

    pub(crate) fn forget_all(&mut self) {
        self.states.clear();
        self.order.clear();
    }
}

impl Batch<'_> {
    /// The document, read if it was not at hand.
    pub(crate) fn document(&mut self, document: Uuid) -> Result<&mut Arc<DocumentState>, Error> {
        self.find_document(document)?.ok_or(Error::UnknownDocument)
    }

    pub(crate) fn find_document(
        &mut self,
        document: Uuid,
    ) -> Result<Option<&mut Arc<DocumentState>>, Error> {
        let Some(state) = self.find_header(document)? else {
            return Ok(None);
        };
        for category in state.unread.clone() {
            self.read_stream(document, category)?;
        }
        Ok(self.work.documents.get(document))
    }

    /// The document with at least the stream of one category read: enough to take a change into it.
    pub(crate) fn document_with(
        &mut self,
        document: Uuid,
        category: u8,
    ) -> Result<&mut Arc<DocumentState>, Error> {
        self.header(document)?;
        self.read_stream(document, category)?;
        self.header(document)
    }

    /// The document with its seals; its streams may be unread.
    pub(crate) fn header(&mut self, document: Uuid) -> Result<&mut Arc<DocumentState>, Error> {
        self.find_header(document)?.ok_or(Error::UnknownDocument)
    }

    pub(crate) fn find_header(
        &mut self,
        document: Uuid,
    ) -> Result<Option<&mut Arc<DocumentState>>, Error> {
        if self.work.documents.get(document).is_none() {
            let Some(row) = documents::find(self.db, document)? else {
                return Ok(None);
            };
            let state = self.read_header(row)?;
            return Ok(Some(self.work.documents.put(state)));
        }
        Ok(self.work.documents.get(document))
    }

    /// The document, made if it is not here; its streams may be unread.
    pub(crate) fn document_of(
        &mut self,
        case: Uuid,
        document: Uuid,
        private: bool,
        form: &str,
    ) -> Result<&mut Arc<DocumentState>, Error> {
        if self.find_header(document)?.is_none() {
            let row = documents::insert(self.db, case, document, private, form)?;
            self.work.documents.put(DocumentState::empty(row));
        }
        let state = self.header(document)?;
        if state.case == case {
            Ok(state)
        } else {
            Err(Error::ForeignDocument)
        }
    }

    fn read_header(&mut self, row: DocumentRow) -> Result<DocumentState, Error> {
        let mut state = DocumentState::empty(row);
        for (category, id) in streams::of_document(self.db, state.row)? {
            state.ids.insert(category, id);
            state.unread.insert(category);
            if !changes::has_seals(self.db, id)? {
                continue;
            }
            let log = changes::of_stream(self.db, &mut self.work.codec, id, is_seal)?;
            for bytes in log.into_iter().filter_map(|logged| logged.bytes) {
                state.note_seal(&Envelope::open(bytes)?.change);
            }
        }
        Ok(state)
    }

    /// Reads one stream of a document at hand, unless it was read before.
    fn read_stream(&mut self, document: Uuid, category: u8) -> Result<(), Error> {
        let Some(state) = self.work.documents.get(document) else {
            return Err(Error::UnknownDocument);
        };
        let (true, Some(id)) = (
            state.unread.contains(&category),
            state.ids.get(&category).copied(),
        ) else {
            return Ok(());
        };
        let mut stream = StreamState::new(state.cuts(category));
        let log = changes::of_stream(self.db, &mut self.work.codec, id, is_current)?;
        let state = Arc::make_mut(self.header(document)?);
        for logged in log {
            let head = Head {
                count: logged.dot.counter,
                hash: logged.hash,
            };
            let Some(bytes) = logged.bytes else {
                restore_head(&mut stream, logged.dot.actor, head);
                continue;
            };
            let envelope = Envelope::open(bytes)?;
            stream.restore(&envelope, logged.live)?;
            let change = &envelope.change;
            state.latest = state.latest.max(change.stamp);
            state.note_writers(category, std::slice::from_ref(change));
        }
        stream.restore_conflicts();
        state.streams.insert(category, stream);
        state.unread.remove(&category);
        Ok(())
    }
}

/// Bytes are needed of changes that hold current values; newer kinds stay unseen.
fn is_current(_kind: Kind, live: u64, _late: bool) -> bool {
    live != 0
}

fn is_seal(kind: Kind, _live: u64, _late: bool) -> bool {
    kind == Kind::SEAL || kind == Kind::SEAL_PART
}

/// Changes come in order of arrival, which is rising for each actor.
fn restore_head(stream: &mut StreamState, actor: Uuid, head: Head) {
    if stream
        .head(actor)
        .is_none_or(|known| known.count < head.count)
    {
        stream.restore_head(actor, head);
    }
}

/// Bytes of a form's or a field's name at the most, as the ledger bounds them.
pub(crate) const LONGEST_NAME: usize = 120;

/// A document of this store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentRef {
    pub document: Uuid,
    pub case: Uuid,
    pub private: bool,
    pub form: String,
}

impl Store {
    /// Makes the document unless it is here. `form` (id and version) is written into each of its new changes.
    pub fn open_document(
        &mut self,
        case: Uuid,
        document: Uuid,
        private: bool,
        form: &str,
    ) -> Result<(), Error> {
        if form.len() > LONGEST_NAME {
            return Err(Error::TooLarge);
        }
        self.transact(|batch| {
            let state = batch.document_of(case, document, private, form)?;
            if state.form != form {
                let row = state.row;
                Arc::make_mut(state).form = form.to_owned();
                documents::set_form(batch.db, row, form)?;
            }
            Ok(())
        })
    }

    /// Lets the document's changes leave from now on, those already written included.
    pub fn set_shared(&mut self, document: Uuid) -> Result<(), Error> {
        self.transact(|batch| batch.share(document))
    }

    /// The document as it stands, without drafts.
    pub fn document(&mut self, document: Uuid) -> Result<Arc<DocumentState>, Error> {
        self.read(|batch| batch.document(document).map(|state| Arc::clone(state)))
    }

    /// The document as one of its seals froze it, whatever other seals it has: the log replayed under that seal alone,
    /// nothing of a category that the seal does not name. The stream that holds the seal is shown whole.
    pub fn document_at(&mut self, document: Uuid, seal: &Seal) -> Result<DocumentState, Error> {
        self.read(|batch| {
            let mut frozen = DocumentState::clone(batch.document(document)?);
            frozen.seals.retain(|sealed| sealed.seal == *seal);
            let home = frozen.seals.first().map(|sealed| sealed.category);
            for (category, stream) in frozen.ids.clone() {
                let cuts = match home {
                    Some(home) if home == category => Vec::new(),
                    _ => vec![past_of(seal, category)],
                };
                let (state, written) = batch.replay(stream, cuts)?;
                frozen.streams.insert(category, state);
                frozen.note_writers(category, &written);
            }
            Ok(frozen)
        })
    }

    /// Documents of a case, oldest here first; empty when the case is not here.
    pub fn case_documents(&mut self, case: Uuid) -> Result<Vec<DocumentRef>, Error> {
        let rows = self.read(|batch| documents::of_case(batch.db, case))?;
        Ok(rows
            .into_iter()
            .map(|row| DocumentRef {
                document: row.document,
                case: row.case,
                private: row.private,
                form: row.form,
            })
            .collect())
    }

    /// Cases that may be shown: opened here, or granted and wholly here.
    pub fn cases(&mut self) -> Result<Vec<Uuid>, Error> {
        self.read(|batch| documents::visible_cases(batch.db))
    }

    /// The changes that one category of a document is made of, oldest here first; late edits are none of them.
    pub fn changes_of(&mut self, document: Uuid, category: u8) -> Result<Vec<Change>, Error> {
        self.read(|batch| {
            let Some(id) = batch.header(document)?.ids.get(&category).copied() else {
                return Ok(Vec::new());
            };
            let log = changes::of_stream(batch.db, &mut batch.work.codec, id, |_, _, late| !late)?;
            let mut merged = Vec::with_capacity(log.len());
            for bytes in log.into_iter().filter_map(|logged| logged.bytes) {
                merged.push(Envelope::open(bytes)?.change);
            }
            Ok(merged)
        })
    }

    /// Late edits of a document, oldest here first: kept beside the sealed content, merged nowhere.
    pub fn late_edits(&mut self, document: Uuid) -> Result<Vec<Change>, Error> {
        self.read(|batch| {
            let ids: Vec<i64> = batch.document(document)?.ids.values().copied().collect();
            let mut late = Vec::new();
            for id in ids {
                let log =
                    changes::of_stream(batch.db, &mut batch.work.codec, id, |_, _, late| late)?;
                for bytes in log.into_iter().filter_map(|logged| logged.bytes) {
                    late.push(Envelope::open(bytes)?.change);
                }
            }
            Ok(late)
        })
    }
}

impl Batch<'_> {
    /// A stream built anew from its log under other seals; what the log says of itself stays.
    fn replay(
        &mut self,
        stream: i64,
        cuts: Vec<VersionVector>,
    ) -> Result<(StreamState, Vec<Change>), Error> {
        let mut state = StreamState::new(cuts);
        let mut written = Vec::new();
        for logged in changes::of_stream(self.db, &mut self.work.codec, stream, |_, _, _| true)? {
            let envelope = Envelope::open(logged.bytes.unwrap_or_default())?;
            state.merge(&envelope)?;
            written.push(envelope.change);
        }
        Ok((state, written))
    }

    pub(crate) fn share(&mut self, document: Uuid) -> Result<(), Error> {
        let state = self.document(document)?;
        let row = state.row;
        if state.private {
            Arc::make_mut(state).private = false;
            documents::share(self.db, row)?;
            self.end_deposit(document)?;
        }
        Ok(())
    }
}
