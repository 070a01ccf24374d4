//! A person decides, or takes a decision back. Both are ordinary changes beside the answer they speak of.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use teren_domain::Category;
use teren_domain::decision::{Choice, DECISION, Decision, Undoing, undone_field};
use teren_ledger::{DELETED_FIELD, RECORD_FIELD, ROW_FIELD, Write};
use teren_store::DocumentState;
use uuid::Uuid;

use crate::App;
use crate::contract::{DecisionInput, DeskView, Problem, ProblemCode};
use crate::desk::alternatives::{Question, decision};
use crate::desk::disputes::{Dispute, Held};
use crate::desk::draw::{Log, parsed};
use crate::desk::whole::Asked;
use crate::interview::Editing;
use crate::session::Open;
use crate::writing::{Writing, json as bytes};

impl App {
    /// Decides an open answer: the value and the decision are one change. Refused where values came that the person did
    /// not see, and without a reason.
    pub fn decide(&self, input: &DecisionInput) -> Result<DeskView, Problem> {
        let now_ms = self.now_ms();
        self.with(|open| {
            let reason = reason_of(&input.reason)?;
            let (state, editing, log) = open.at_desk(input.document, now_ms)?;
            let dispute = log.disputes.iter().find(|open| {
                let asked = (input.category, input.record, &input.field);
                (open.category, open.record, &open.field) == asked
            });
            // Decided meanwhile by somebody else.
            let dispute = dispute.ok_or_else(|| Problem::of(ProblemCode::AnswerChanged))?;
            if !editing.takes_whole(dispute) {
                return Err(Problem::of(ProblemCode::NotAllowed));
            }
            let asked = log.asked(&editing, dispute)?;
            let standing = asked.sides.iter().map(|side| side.id.clone());
            let mut standing: Vec<String> = standing.collect();
            let mut seen = input.seen.clone();
            standing.sort();
            seen.sort();
            if standing != seen {
                return Err(Problem::of(ProblemCode::AnswerChanged));
            }
            let mut writing = editing.writing();
            editing.settle(&mut writing, dispute, &asked, &input.value, reason);
            writing.commit(open, now_ms)?;
            open.refresh_if_open(state.document)?;
            open.desk_view(state.document, now_ms)
        })
    }

    /// Takes a decision back. The values it chose between are open again, and what was written since stays one of them;
    /// where two persons had been joined, they part again.
    pub fn undo_decision(
        &self,
        document: Uuid,
        decision: Uuid,
        reason: &str,
    ) -> Result<DeskView, Problem> {
        let now_ms = self.now_ms();
        self.with(|open| {
            let reason = reason_of(reason)?;
            let (state, editing, log) = open.at_desk(document, now_ms)?;
            let held: Vec<&Held> = log.held.iter().filter(|held| held.id == decision).collect();
            if held.is_empty() {
                return Err(Problem::of(ProblemCode::NotFound));
            }
            let mut writing = editing.writing();
            for held in held {
                let category = Category::from_number(held.category);
                let category = category.ok_or_else(|| Problem::of(ProblemCode::NotAllowed))?;
                editing.part_again(&mut writing, category, &held.decision);
                let undoing = Undoing {
                    reason: reason.to_owned(),
                };
                let field = undone_field(Uuid::now_v7());
                writing.put(category, held.id, &field, bytes(&undoing));
            }
            writing.commit(open, now_ms)?;
            open.refresh_if_open(state.document)?;
            open.desk_view(document, now_ms)
        })
    }
}

/// Why: never empty.
pub(crate) fn reason_of(text: &str) -> Result<&str, Problem> {
    match text.trim() {
        "" => Err(Problem::of(ProblemCode::InvalidInput).with("field", "reason")),
        reason => Ok(reason),
    }
}

impl Editing {
    /// Writes the value decided for and the decision beside it: in every category in which the answer is torn, or changes.
    fn settle(
        &self,
        writing: &mut Writing,
        dispute: &Dispute,
        asked: &Asked,
        value: &Value,
        reason: &str,
    ) {
        let (kind, id) = (self.kind_of(dispute.record), Uuid::now_v7());
        let sides: Vec<Value> = asked.sides.iter().map(|side| side.value.clone()).collect();
        let choice = choice_of(&sides, asked.base.as_ref(), value);
        let mut parts = vec![];
        if dispute.field == DELETED_FIELD {
            // A person's removal stands wherever she has answers.
            let categories = self.form.categories_of(kind).into_iter();
            parts.extend(categories.map(|category| (category, value.clone())));
        } else if self.in_parts(dispute) {
            parts = self.form.parts(kind, &dispute.field, value);
        } else {
            let category = Category::from_number(dispute.category).into_iter();
            parts.extend(category.map(|category| (category, value.clone())));
        }
        let one = asked.torn.first().filter(|_| !self.in_parts(dispute));
        for (category, part) in parts {
            writing.put(category, dispute.record, &dispute.field, bytes(&part));
            let mut torn = asked.torn.iter();
            let own = torn.find(|(open, _)| open.category == category.number());
            if let Some((open, question)) = own.or(one) {
                let decided = decision(open, question, choice, reason);
                put_decision(writing, category, id, &decided);
            }
        }
    }
}

fn values_of(question: &Question) -> (Vec<Value>, Option<Value>) {
    let values = question.alternatives.iter();
    let values = values.map(|one| parsed(&one.value).unwrap_or(Value::Null));
    (values.collect(), question.base_value())
}

/// Where the decided value came from, as the core sees it.
fn choice_of(sides: &[Value], base: Option<&Value>, value: &Value) -> Choice {
    if sides.contains(value) {
        return Choice::One;
    }
    if base == Some(value) {
        return Choice::Base;
    }
    let lists = sides.iter();
    let lists: Option<Vec<Vec<Value>>> = lists.map(|side| side.as_array().cloned()).collect();
    match (lists, value.as_array()) {
        (Some(lists), Some(items)) if made_of(items, &lists) => Choice::Combined,
        _ => Choice::Third,
    }
}

/// Every item stands in one of the lists, and what stands in all of them is there.
fn made_of(items: &[Value], lists: &[Vec<Value>]) -> bool {
    let anywhere = |item: &Value| lists.iter().any(|list| list.contains(item));
    let everywhere = |item: &Value| lists.iter().all(|list| list.contains(item));
    let mut all = lists.iter().flatten();
    items.iter().all(anywhere) && all.all(|item| !everywhere(item) || items.contains(item))
}

/// Puts a decision beside the answer it settles. One that touches several categories stands in each under one id.
pub(crate) fn put_decision(
    writing: &mut Writing,
    category: Category,
    id: Uuid,
    decision: &Decision,
) {
    for write in decision_writes(id, decision) {
        writing.put(category, write.record, &write.field, write.value);
    }
}

fn decision_writes(id: Uuid, decision: &Decision) -> [Write; 2] {
    let opening = json!({"kind": DECISION, "parent": decision.record, "order": 0});
    let write = |field: &str, value: Vec<u8>| Write {
        record: id,
        field: field.to_owned(),
        value,
    };
    [
        write(RECORD_FIELD, bytes(&opening)),
        write(ROW_FIELD, bytes(decision)),
    ]
}

impl Open {
    /// An interview laid on the desk: nothing typed is left uncommitted.
    pub(crate) fn at_desk(
        &mut self,
        document: Uuid,
        now_ms: i64,
    ) -> Result<(std::sync::Arc<DocumentState>, Editing, Log), Problem> {
        self.commit_drafts(now_ms)?;
        let state = self.store.document(document)?;
        let editing = Editing::load(self, &state)?;
        if editing.sealed {
            return Err(Problem::of(ProblemCode::AlreadySealed));
        }
        let log = Log::read(self, &state, false)?;
        Ok((state, editing, log))
    }

    /// The interview on the screen is read again when it was written to from the desk.
    pub(crate) fn refresh_if_open(&mut self, document: Uuid) -> Result<(), Problem> {
        let shown = self.editing.as_ref().map(|editing| editing.document);
        match shown {
            Some(shown) if shown == document => self.refresh(document),
            _ => Ok(()),
        }
    }

    /// Decisions that typing over open answers makes: who writes an answer anew has decided it.
    pub(crate) fn decided_by_typing(
        &mut self,
        document: Uuid,
    ) -> Result<BTreeMap<u8, Vec<Write>>, Problem> {
        let state = self.store.document(document)?;
        let mut beside: BTreeMap<u8, Vec<Write>> = BTreeMap::new();
        if crate::desk::disputes(&state).is_empty() {
            return Ok(beside);
        }
        let log = Log::read(self, &state, false)?;
        // The parts of one answer are decided by one decision.
        let mut ids: BTreeMap<(Uuid, String), Uuid> = BTreeMap::new();
        for draft in self.store.drafts(document)? {
            let mut disputes = log.torn.iter();
            let typed = disputes.find(|open| {
                (open.category, open.record, &open.field)
                    == (draft.category, draft.record, &draft.field)
            });
            let Some(dispute) = typed else { continue };
            let question = log.question(dispute)?;
            let value = parsed(&draft.value).unwrap_or(Value::Null);
            let (values, base) = values_of(&question);
            let choice = choice_of(&values, base.as_ref(), &value);
            let decided = decision(dispute, &question, choice, "");
            let answer = (draft.record, draft.field.clone());
            let id = *ids.entry(answer).or_insert_with(Uuid::now_v7);
            let writes = decision_writes(id, &decided);
            beside.entry(draft.category).or_default().extend(writes);
        }
        Ok(beside)
    }

    /// The same for a record that is removed, or brought back, while its removal or its row is open.
    pub(crate) fn decided_by_removing(
        &mut self,
        (document, record, field): (Uuid, Uuid, &str),
        value: &Value,
        writing: &mut Writing,
    ) -> Result<(), Problem> {
        let state = self.store.document(document)?;
        if crate::desk::disputes(&state).is_empty() {
            return Ok(());
        }
        let log = Log::read(self, &state, false)?;
        let mut disputes = log.disputes.iter();
        let Some(dispute) = disputes.find(|open| open.record == record && open.field == field)
        else {
            return Ok(());
        };
        let question = log.question(dispute)?;
        let (values, base) = values_of(&question);
        let choice = choice_of(&values, base.as_ref(), value);
        let decided = decision(dispute, &question, choice, "");
        if let Some(category) = Category::from_number(dispute.category) {
            put_decision(writing, category, Uuid::now_v7(), &decided);
        }
        Ok(())
    }
}
