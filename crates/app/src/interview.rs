//! Filling an interview: every answer is durable when the call returns, and the rules have spoken.

use std::sync::Arc;

use chrono::NaiveDate;
use serde_json::{Value, json};
use teren_domain::Category;
use teren_domain::workflow::{self, field, kind};
use teren_ledger::{DELETED_FIELD, RECORD_FIELD, ROW_FIELD};
use teren_questionnaire::{Answers, Day, Evaluation, FieldState, Form, Record};
use teren_store::{DocumentState, Draft};
use uuid::Uuid;

use crate::App;
use crate::clock::{local_date, local_text};
use crate::contract::{
    InterviewView, PlaceView, Problem, ProblemCode, RecordView, SavedView, StatusView,
};
use crate::desk::Log;
use crate::evaluation;
use crate::figures::Grounds;
use crate::session::Open;
use crate::update::{Earlier, bases_of, withheld_of};
use crate::values::Records;
use crate::writing::{Writing, json as bytes};

/// The interview on the screen.
pub(crate) struct Editing {
    pub case: Uuid,
    pub document: Uuid,
    pub form_name: String,
    pub form: Arc<Form>,
    pub records: Records,
    pub sealed: bool,
    /// Categories this seat may not hold of this interview.
    pub withheld: Vec<Category>,
    /// Categories the office takes from this seat; `None` for a case opened here, which is all its author's.
    pub writable: Option<Vec<u8>>,
    pub grounds: Grounds,
    /// The interview that this one updates, where this seat holds it.
    pub earlier: Option<Earlier>,
    /// States of carried answers that the screen knows.
    pub told: Vec<FieldState>,
}

impl App {
    /// Starts the interview of a purpose in a case, or opens the one of its form that is already in work (where each person has
    /// her own: one that names nobody yet); of several earlier
    /// ones it continues the one approved last. Without a purpose: whichever interview is in work, else the one the worker most
    /// likely came for.
    pub fn start_interview(
        &self,
        case: Uuid,
        purpose: Option<&str>,
    ) -> Result<InterviewView, Problem> {
        let now_ms = self.now_ms();
        let document = self.with(|open| {
            let family = open.family(case)?;
            let card = &family.own;
            let id = purpose.unwrap_or_else(|| open.suggested(&family));
            let wanted = open.purpose(&family, id)?;
            open.commit_drafts(now_ms)?;
            let any_in_work = || {
                let mut in_work = card.interviews.iter();
                in_work.find(|one| one.sealed.is_none() && open.is_ours(card, one))
            };
            let any = purpose.is_none().then(any_in_work).flatten();
            let in_work = match any {
                Some(interview) => Some(interview.document),
                None => open.in_work(&family, wanted)?,
            };
            let last = || bases_of(&family, wanted).first().copied();
            match in_work {
                Some(document) => Ok(document),
                None => crate::start::start(open, case, wanted, last(), now_ms),
            }
        })?;
        self.open_interview(document)
    }

    /// Starts the interview of a purpose that continues this earlier one, or opens the one in work that does. Refused with
    /// `not-found` where no interview of this purpose may continue it.
    pub fn continue_interview(
        &self,
        case: Uuid,
        purpose: &str,
        earlier: Uuid,
    ) -> Result<InterviewView, Problem> {
        let now_ms = self.now_ms();
        let document = self.with(|open| {
            let family = open.family(case)?;
            let wanted = open.purpose(&family, purpose)?;
            if !bases_of(&family, wanted).contains(&earlier) {
                return Err(Problem::of(ProblemCode::NotFound));
            }
            match open.in_work_from(&family, wanted, earlier) {
                Some(document) => Ok(document),
                None => crate::start::start(open, case, wanted, Some(earlier), now_ms),
            }
        })?;
        self.open_interview(document)
    }

    /// Opens an interview with everything the screen needs.
    pub fn open_interview(&self, document: Uuid) -> Result<InterviewView, Problem> {
        let now_ms = self.now_ms();
        self.with_document(document, |open| {
            open.commit_drafts(now_ms)?;
            let state = open.store.document(document)?;
            open.note_reading(&state, now_ms)?;
            let mut editing = Editing::load(open, &state)?;
            let mut view = open.interview_view(&editing, &state, now_ms)?;
            view.update = editing.update_view(open);
            open.editing = Some(editing);
            Ok(view)
        })
    }

    /// Saves one answer; durable when it returns. Unfinished and wrong answers are saved like right ones.
    pub fn save_answer(
        &self,
        document: Uuid,
        record: Uuid,
        name: &str,
        value: Value,
    ) -> Result<SavedView, Problem> {
        let now_ms = self.now_ms();
        self.with_document(document, |open| {
            let state = open.store.document(document)?;
            let editing = open.editing(document)?;
            for (category, part) in editing.parts_to_write(&state, record, name, &value)? {
                let draft = Draft {
                    record,
                    field: name.to_owned(),
                    category: category.number(),
                    value: bytes(&part),
                    saved_ms: now_ms,
                };
                open.store.draft(document, &draft)?;
            }
            let editing = open.editing(document)?;
            editing.records.put(record, name, value);
            Ok(SavedView {
                saved_at: local_text(now_ms),
                evaluation: editing.evaluate(now_ms),
                update: editing.updated(),
            })
        })
    }

    /// The drafts of an interview become changes.
    pub fn leave_field(&self, document: Uuid) -> Result<(), Problem> {
        let now_ms = self.now_ms();
        self.with_document(document, |open| {
            open.editing(document)?;
            open.commit_drafts(now_ms)
        })
    }

    /// Adds a member or a row.
    pub fn add_record(
        &self,
        document: Uuid,
        record_kind: &str,
        parent: Option<Uuid>,
    ) -> Result<RecordView, Problem> {
        let now_ms = self.now_ms();
        self.with_document(document, |open| {
            let editing = open.editing(document)?;
            let category = editing.writable_kind(record_kind, RECORD_FIELD)?;
            let order = editing
                .records
                .of_kind(record_kind)
                .map(|record| record.order)
                .max()
                .map_or(0, |last| last + 1);
            let (id, parent) = (Uuid::now_v7(), parent.unwrap_or(document));
            let structure = json!({"kind": record_kind, "parent": parent, "order": order});
            let mut writing = editing.writing();
            let mut opening = vec![(RECORD_FIELD, structure)];
            if editing.form.field(record_kind, ROW_FIELD).is_some() {
                opening.push((ROW_FIELD, json!({})));
            }
            for (name, value) in &opening {
                writing.put(category, id, name, bytes(value));
            }
            writing.commit(open, now_ms)?;
            let editing = open.editing(document)?;
            for (name, value) in opening {
                editing.records.put(id, name, value);
            }
            let opened = editing.records.get(id);
            opened
                .map(record_view)
                .ok_or_else(|| Problem::of(ProblemCode::Internal))
        })
    }

    /// Removes a member or a row, in every category it may have answers in; what was written stays in the history.
    pub fn remove_record(&self, document: Uuid, record: Uuid) -> Result<SavedView, Problem> {
        self.set_removed(document, record, &Value::Null, true)
    }

    /// Takes the removal of a member back, with all that hangs under her, or of a row, with the content it had.
    pub fn restore_record(
        &self,
        document: Uuid,
        record: Uuid,
        row: &Value,
    ) -> Result<SavedView, Problem> {
        self.set_removed(document, record, row, false)
    }

    /// A row is one answer, removed when it is null; a member is marked in every category she has answers in.
    fn set_removed(
        &self,
        document: Uuid,
        record: Uuid,
        row: &Value,
        removed: bool,
    ) -> Result<SavedView, Problem> {
        let now_ms = self.now_ms();
        self.with_document(document, |open| {
            open.commit_drafts(now_ms)?;
            let editing = open.editing(document)?;
            let known = editing
                .records
                .get(record)
                .ok_or_else(|| Problem::of(ProblemCode::NotFound))?;
            if known.id == document {
                return Err(Problem::of(ProblemCode::NotAllowed));
            }
            let record_kind = known.kind.clone();
            editing.writable_kind(&record_kind, RECORD_FIELD)?;
            let mut writing = editing.writing();
            let (field, value) = if editing.form.field(&record_kind, ROW_FIELD).is_some() {
                let category = editing.category_of_kind(&record_kind, ROW_FIELD)?;
                writing.put(category, record, ROW_FIELD, bytes(row));
                (ROW_FIELD, row.clone())
            } else {
                for category in editing.form.categories_of(&record_kind) {
                    writing.put(category, record, DELETED_FIELD, bytes(&removed));
                }
                (DELETED_FIELD, Value::Bool(removed))
            };
            open.decided_by_removing((document, record, field), &value, &mut writing)?;
            writing.commit(open, now_ms)?;
            let editing = open.editing(document)?;
            editing.records.put(record, field, value);
            Ok(SavedView {
                saved_at: local_text(now_ms),
                evaluation: editing.evaluate(now_ms),
                update: editing.updated(),
            })
        })
    }

    /// Keeps where the person is, to come back there after a crash, a flat battery or a lock.
    pub fn remember_place(&self, place: &PlaceView) -> Result<(), Problem> {
        self.with_document(place.document, |open| {
            Ok(open.store.put_place(place.document, &bytes(place))?)
        })
    }
}

impl Editing {
    pub fn load(open: &mut Open, state: &DocumentState) -> Result<Self, Problem> {
        let drafts = open.store.drafts(state.document)?;
        let form_name = form_of(state).ok_or_else(|| Problem::of(ProblemCode::NotFound))?;
        let form = open.forms.get(&form_name)?;
        // Of two approvals made apart the whole one that counts is shown, not answer by answer.
        let standing = open.standing_seal(state)?;
        let records = match &standing {
            Some(held) if state.seals.len() > 1 => {
                let frozen = open.store.document_at(state.document, &held.seal)?;
                Records::of_interview(&frozen, &drafts, &form)
            }
            _ => Records::of_interview(state, &drafts, &form),
        };
        let grounds = open.grounds(state.case)?;
        let grounds = match &standing {
            Some(held) => grounds.of_approved(held.written.stamp.wall_ms),
            None => grounds,
        };
        let based_on = records.get(state.document).and_then(|root| root.based_on);
        let earlier = match based_on {
            Some(document) => Earlier::load(open, document)?,
            None => None,
        };
        let opened = open.opens(state.case, state.document)?;
        Ok(Self {
            case: state.case,
            document: state.document,
            form_name,
            form,
            records,
            sealed: !state.seals.is_empty(),
            withheld: withheld_of(opened.as_ref()),
            writable: opened.map(|opened| opened.writable),
            grounds,
            earlier,
            told: Vec::new(),
        })
    }

    pub fn answers(&self) -> Answers {
        self.records.answers()
    }

    pub fn evaluate(&self, now_ms: i64) -> crate::contract::EvaluationView {
        let answers = self.answers();
        let spoken = self.speak(&answers, now_ms);
        let mut view = evaluation::view(&spoken, &self.form, &self.records);
        view.findings.retain(|finding| {
            let record = self.records.get(finding.record);
            record.is_none_or(|record| self.holds(&record.kind, &finding.field))
        });
        view.computed.extend(self.figure_views(&answers));
        view
    }

    /// Whether this seat holds all of an answer: of half a list of words nothing may be concluded.
    fn holds(&self, record_kind: &str, name: &str) -> bool {
        let places = self.form.places(record_kind, name);
        !places.iter().any(|place| self.withheld.contains(place))
    }

    /// Whether this seat holds all of an answer of the interview's own record.
    pub(crate) fn holds_every_word(&self, name: &str) -> bool {
        self.holds(kind::INTERVIEW, name)
    }

    /// What the rules say of the answers now.
    pub fn speak(&self, answers: &Answers, now_ms: i64) -> Evaluation {
        self.form
            .evaluate(answers, self.day(answers, local_date(now_ms)))
    }

    /// A day, with what this interview knows beside its answers.
    pub(crate) fn day(&self, answers: &Answers, today: NaiveDate) -> Day<'_> {
        Day {
            today,
            income_month: self.income_month(answers),
            base: self.earlier.as_ref().map(|earlier| &earlier.answers),
        }
    }

    pub(crate) fn writing(&self) -> Writing {
        Writing::new(self.case, self.document, &self.form_name)
    }

    /// Whether the office takes this category of the case from this seat.
    pub fn takes(&self, category: Category) -> bool {
        let writable = self.writable.as_ref();
        writable.is_none_or(|writable| writable.contains(&category.number()))
    }

    /// Category of an answer that may be written now.
    pub(crate) fn writable(&self, record: Uuid, name: &str) -> Result<Category, Problem> {
        let record = self
            .records
            .get(record)
            .ok_or_else(|| Problem::of(ProblemCode::NotFound))?;
        self.writable_kind(&record.kind, name)
    }

    /// An answer by the categories its words lie in, as it is to be written now. One in several parts is written whole, so that who
    /// writes apart has written another whole; who may not write all of them writes hers and changes no other.
    fn parts_to_write(
        &self,
        state: &DocumentState,
        record: Uuid,
        name: &str,
        value: &Value,
    ) -> Result<Vec<(Category, Value)>, Problem> {
        let known = self.records.get(record);
        let known = known.ok_or_else(|| Problem::of(ProblemCode::NotFound))?;
        let parts = self.form.parts(&known.kind, name, value);
        if parts.len() < 2 {
            return Ok(vec![(self.writable(record, name)?, value.clone())]);
        }
        if self.sealed {
            return Err(Problem::of(ProblemCode::AlreadySealed));
        }
        let before = known.answers.get(name).unwrap_or(&Value::Null);
        let before = self.form.parts(&known.kind, name, before);
        let open = crate::desk::torn(state, &crate::desk::decisions(state));
        let torn = |category: Category| {
            let here = (category.number(), record, name);
            let mut open = open.iter();
            open.any(|open| (open.category, open.record, open.field.as_str()) == here)
        };
        let changes = |part: &&(Category, Value)| !before.contains(part) || torn(part.0);
        let mut changed = parts.iter().filter(changes).peekable();
        if changed.peek().is_none() {
            return Ok(Vec::new());
        }
        if !changed.all(|(category, _)| self.takes(*category)) {
            return Err(Problem::of(ProblemCode::NotAllowed));
        }
        let hers = parts.into_iter();
        Ok(hers.filter(|(category, _)| self.takes(*category)).collect())
    }

    /// The same for a record of this kind, made or not.
    fn writable_kind(&self, record_kind: &str, name: &str) -> Result<Category, Problem> {
        if self.sealed {
            return Err(Problem::of(ProblemCode::AlreadySealed));
        }
        let category = self.category_of_kind(record_kind, name)?;
        if self.takes(category) {
            Ok(category)
        } else {
            Err(Problem::of(ProblemCode::NotAllowed))
        }
    }

    fn category_of_kind(&self, record_kind: &str, name: &str) -> Result<Category, Problem> {
        category_of(&self.form, record_kind, name).ok_or_else(|| Problem::of(ProblemCode::NotFound))
    }
}

/// Id and version of the form, as the interview's root record names it.
pub(crate) fn form_of(state: &DocumentState) -> Option<String> {
    let workflow = Category::Workflow.number();
    let roots = state.values(workflow, state.document, RECORD_FIELD);
    let root: Value = serde_json::from_slice(&roots.first()?.value.value).ok()?;
    Some(root.get("form")?.as_str()?.to_owned())
}

/// Category of an answer: the table outside the forms first, then the form's own.
pub(crate) fn category_of(form: &Form, record_kind: &str, name: &str) -> Option<Category> {
    workflow::category_of(record_kind, name).or_else(|| form.category_of(record_kind, name))
}

impl Open {
    /// The interview on the screen, or [`ProblemCode::NotFound`].
    pub(crate) fn editing(&mut self, document: Uuid) -> Result<&mut Editing, Problem> {
        let editing = self
            .editing
            .as_mut()
            .filter(|editing| editing.document == document);
        editing.ok_or_else(|| Problem::of(ProblemCode::NotFound))
    }

    /// What this seat may hold and write of a document; `None` in a case opened here that the office does not
    /// know yet, which is all its author's.
    pub(crate) fn opens(
        &mut self,
        case: Uuid,
        document: Uuid,
    ) -> Result<Option<teren_store::Opened>, Problem> {
        let grant = self.store.grant(case)?;
        Ok(grant.map(|grant| grant.opens(case, document)))
    }

    /// Turns all draft rows into changes: on leaving a field, idling, locking, approving, exchanging.
    pub(crate) fn commit_drafts(&mut self, now_ms: i64) -> Result<(), Problem> {
        for document in self.store.documents_with_drafts()? {
            let decided = self.decided_by_typing(document)?;
            self.store.commit_drafts_beside(document, decided, now_ms)?;
        }
        Ok(())
    }

    /// Reads the interview on the screen again, after changes of others came in.
    pub(crate) fn refresh(&mut self, document: Uuid) -> Result<(), Problem> {
        let state = self.store.document(document)?;
        self.editing = Some(Editing::load(self, &state)?);
        Ok(())
    }

    fn interview_view(
        &mut self,
        editing: &Editing,
        state: &DocumentState,
        now_ms: i64,
    ) -> Result<InterviewView, Problem> {
        let card = self.card(editing.case)?;
        let own = card.interview(editing.document);
        let place: Option<PlaceView> = self
            .store
            .place(editing.document)?
            .and_then(|bytes| serde_json::from_slice(&bytes).ok());
        let records = editing
            .records
            .0
            .values()
            .filter(|record| !record.deleted && !record.kind.is_empty());
        let log = Log::read(self, state, false)?;
        Ok(InterviewView {
            case: editing.case,
            document: editing.document,
            form: crate::form_view::view(&editing.form),
            records: records.map(record_view).collect(),
            evaluation: editing.evaluate(now_ms),
            conflicts: self.conflict_views(editing, &log)?,
            correction: self.correction_view(&card, editing),
            pins: self.open_pins(editing)?,
            status: own.map_or_else(StatusView::default, crate::overview::status_view),
            shared: !state.private,
            term: (card.term(now_ms)).filter(|_| !card.is_family_paper(editing.document)),
            seal: crate::approve::seal_view(self, state)?,
            place,
            read_only: editing.sealed || !editing.takes(editing.form.answers_for()),
            withheld: editing.form.sections_within(&editing.withheld),
            update: None,
        })
    }
}

fn record_view(record: &Record) -> RecordView {
    let mut answers = record.answers.clone();
    if record.kind == kind::INTERVIEW {
        answers.remove("form");
        answers.remove(field::SHARED);
        answers.remove(field::CORRECTION_REASON);
        answers.remove(field::CHANGE_REASON);
    }
    RecordView {
        id: record.id,
        kind: record.kind.clone(),
        parent: record.parent,
        order: record.order,
        answers,
    }
}
