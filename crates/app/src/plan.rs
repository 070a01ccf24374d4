//! The plan of help before the head (segment J): what waits for her, and her approval. She sends it back like any team does.

use teren_domain::access::Role;
use teren_domain::correction::PlanApproval;
use teren_domain::structure::HEAD;
use teren_domain::workflow::kind;
use teren_ledger::ROW_FIELD;
use teren_questionnaire::{Form, INTERVIEW};
use uuid::Uuid;

use crate::App;
use crate::card::Card;
use crate::clock::{local_date_text, local_text};
use crate::contract::{PlanToApprove, PlanView, Problem, ProblemCode, StandingView};
use crate::interview::Editing;
use crate::session::Open;
use crate::versions::root_of;
use crate::writing::Writing;

/// What the head fills in segment J: her words, and the day.
const APPROVED: &str = "plan_approved";
const APPROVED_DATE: &str = "plan_approved_date";

/// Whether the form has a plan that the head approves.
pub(crate) fn has_plan(form: &Form) -> bool {
    let field = form.field(INTERVIEW, APPROVED);
    field.is_some_and(|field| field.by_head)
}

impl App {
    /// Plans that wait for the head, the oldest approval first.
    pub fn plans(&self) -> Result<Vec<PlanToApprove>, Problem> {
        self.with(|open| {
            if !open.has_role(Role::Head) {
                return Ok(Vec::new());
            }
            let mut waiting = Vec::new();
            for card in &open.cards()? {
                waiting.extend(open.plans_of(card)?);
            }
            waiting.sort_by_key(|(approved_ms, _)| *approved_ms);
            Ok(waiting.into_iter().map(|(_, plan)| plan).collect())
        })
    }

    /// The head approves the plan of the version that counts.
    pub fn approve_plan(&self, document: Uuid) -> Result<StandingView, Problem> {
        let now_ms = self.now_ms();
        self.with(|open| {
            let state = open.store.document(document)?;
            let card = open.card(state.case)?;
            let editing = Editing::load(open, &state)?;
            let plan = open.plan_view(&card, &editing)?;
            let waits = plan.is_some_and(|plan| plan.may_approve && plan.approved_by.is_none());
            let seal = open.standing_seal(&state)?;
            let seal = seal.filter(|_| waits);
            let seal = seal.ok_or_else(|| Problem::of(ProblemCode::NotAllowed))?;
            let (case, record) = (state.case, Uuid::now_v7());
            let row = PlanApproval {
                document,
                sha256: root_of(document, &seal.seal),
                by: open.person,
                at_ms: now_ms,
            };
            let mut writing = Writing::new(case, case, "");
            writing.open(record, kind::PLAN_APPROVAL, Some(case), 0);
            writing.add(kind::PLAN_APPROVAL, record, ROW_FIELD, &row);
            writing.commit(open, now_ms)?;
            open.standing_view(document)
        })
    }

    /// The head takes her approval back.
    pub fn withdraw_plan_approval(
        &self,
        document: Uuid,
        reason: &str,
    ) -> Result<StandingView, Problem> {
        let now_ms = self.now_ms();
        self.with(|open| {
            let state = open.store.document(document)?;
            let card = open.card(state.case)?;
            let approval = open.plan_approval(&card, document)?;
            let head = open.has_role(Role::Head);
            let (record, _) = approval
                .filter(|_| head)
                .ok_or_else(|| Problem::of(ProblemCode::NotAllowed))?;
            open.take_back(state.case, record, reason, now_ms)?;
            open.standing_view(document)
        })
    }
}

impl Open {
    /// The head's approval of the approval of this version that counts.
    fn plan_approval(
        &mut self,
        card: &Card,
        document: Uuid,
    ) -> Result<Option<(Uuid, PlanApproval)>, Problem> {
        let state = self.store.document(document)?;
        let seal = self.standing_seal(&state)?;
        let root = seal.map(|held| root_of(document, &held.seal));
        let mut plans = card.said.plans.iter();
        let found = plans.find(|(_, plan)| Some(&plan.sha256) == root.as_ref());
        Ok(found.cloned())
    }

    /// The plan of a version, where its form has one and it was approved by its worker.
    pub(crate) fn plan_view(
        &mut self,
        card: &Card,
        editing: &Editing,
    ) -> Result<Option<PlanView>, Problem> {
        if !editing.sealed || !has_plan(&editing.form) {
            return Ok(None);
        }
        let document = editing.document;
        let approval = self.plan_approval(card, document)?.map(|(_, row)| row);
        let received = card.interview(document);
        let received = received.is_some_and(|interview| interview.receipt.is_some());
        Ok(Some(PlanView {
            approved_by: approval.as_ref().map(|row| self.directory.name(row.by)),
            approved_at: approval.as_ref().map(|row| local_text(row.at_ms)),
            earlier: card.plan_approved_before(document),
            may_approve: received
                && card.valid(document) == Some(document)
                && self.has_role(Role::Head),
        }))
    }

    fn plans_of(&mut self, card: &Card) -> Result<Vec<(i64, PlanToApprove)>, Problem> {
        let mut waiting = Vec::new();
        for interview in &card.interviews {
            let document = interview.document;
            let Some(sealed) = interview.sealed.as_ref() else {
                continue;
            };
            let counts = interview.receipt.is_some() && card.valid(document) == Some(document);
            if !counts || !has_plan(&*self.forms.get(&interview.form)?) {
                continue;
            }
            let mut returns = card.said.returns.iter();
            let returned = returns.any(|(_, row)| row.document == document && row.team == HEAD);
            if returned || self.plan_approval(card, document)?.is_some() {
                continue;
            }
            let plan = PlanToApprove {
                case: card.case,
                document,
                name: card.name.clone(),
                form_title: self.forms.short_title(&interview.form),
                approved_by: self.directory.name(sealed.by),
                approved_at: local_text(sealed.approved_ms),
                version: card.number(document),
                earlier: card.plan_approved_before(document),
            };
            waiting.push((sealed.approved_ms, plan));
        }
        Ok(waiting)
    }

    /// Lays the head's approval over what she would write into segment J by hand; she still signs by hand.
    pub(crate) fn lay_plan_approval(&mut self, editing: &mut Editing) -> Result<(), Problem> {
        if !editing.sealed || !has_plan(&editing.form) {
            return Ok(());
        }
        let card = self.card(editing.case)?;
        let Some((_, row)) = self.plan_approval(&card, editing.document)? else {
            return Ok(());
        };
        let words = format!("Plan pomocy zatwierdzony. {}", self.directory.name(row.by));
        let document = editing.document;
        let day = local_date_text(row.at_ms);
        editing.records.put(document, APPROVED, words.into());
        editing.records.put(document, APPROVED_DATE, day.into());
        Ok(())
    }
}

impl Card {
    /// Number of the last earlier version whose plan the head approved.
    fn plan_approved_before(&self, document: Uuid) -> Option<u32> {
        let mut chain = self.chain(document);
        chain.truncate(chain.iter().position(|one| one.document == document)?);
        let approved = chain.iter().rev().find(|one| {
            let mut plans = self.said.plans.iter();
            plans.any(|(_, plan)| plan.document == one.document)
        });
        approved.map(|one| self.number(one.document))
    }
}
