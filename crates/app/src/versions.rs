//! Versions of an interview: which approval and which version count, and starting a correction. Nothing approved is opened again.

use serde_json::json;
use teren_domain::access::Role;
use teren_domain::correction::{Return, TakenBack, ValidSeal};
use teren_domain::version::{self, Version};
use teren_domain::workflow::{Receipt, field, kind};
use teren_domain::{Category, sygnatura::Sygnatura};
use teren_ledger::wire::OTHER_INTERVIEWS;
use teren_ledger::{ROW_FIELD, Seal, seal_root};
use teren_questionnaire::{Change, Form, INTERVIEW, Start};
use teren_store::{DocumentState, SealedBy};
use uuid::Uuid;

use crate::App;
use crate::card::{Card, InterviewCard, receipt_view};
use crate::clock::local_text;
use crate::contract::{
    ApprovalView, ChangeView, CorrectionView, InterviewBox, InterviewView, NamedView, Problem,
    ProblemCode, ReturnedNote, StandingView, VersionCause, VersionView,
};
use crate::interview::{Editing, form_of};
use crate::said::{PinCard, Said};
use crate::session::Open;
use crate::update::{Earlier, change_view};
use crate::values::Records;
use crate::writing::{Writing, json as bytes};

/// SHA-256 root of an approval, hex.
pub(crate) fn root_of(document: Uuid, seal: &Seal) -> String {
    data_encoding::HEXLOWER.encode(&seal_root(document, seal))
}

/// The approval of a document that counts: the one a person named last, else the one with the first receipt, else the last.
pub(crate) fn standing_seal<'a>(state: &'a DocumentState, case: &Records) -> Option<&'a SealedBy> {
    if state.seals.len() < 2 {
        return state.seals.last();
    }
    let named = Said::of(case).named;
    let mut words = named.iter().rev().map(|(_, word)| word);
    let by_word = words.find_map(|word| {
        let mut seals = state.seals.iter();
        let of_this = word.document == state.document;
        seals.find(|held| of_this && held.seal.seal == word.seal)
    });
    let receipts = case.rows::<Receipt>(kind::RECEIPT, ROW_FIELD);
    let first = receipts
        .map(|(_, receipt)| receipt)
        .filter(|receipt| receipt.document == state.document)
        .min_by_key(|receipt| (receipt.at_ms, receipt.number.clone()));
    let by_receipt = || {
        let first = first?;
        let mut seals = state.seals.iter();
        seals.find(|held| root_of(state.document, &held.seal) == first.sha256)
    };
    by_word.or_else(by_receipt).or(state.seals.last())
}

impl Card {
    /// All versions of the interview that this document is one of.
    pub fn chain(&self, document: Uuid) -> Vec<Version> {
        version::versions(&self.versions, document)
    }

    /// The version of it that counts.
    pub fn valid(&self, document: Uuid) -> Option<Uuid> {
        let named = self.said.named.iter();
        let named: Vec<Uuid> = named.map(|(_, word)| word.document).collect();
        version::valid(&self.versions, document, &named)
    }

    /// Its number among the versions, from 1.
    pub fn number(&self, document: Uuid) -> u32 {
        let chain = self.chain(document);
        let place = chain.iter().position(|one| one.document == document);
        place.map_or(1, |place| u32::try_from(place).unwrap_or(0) + 1)
    }

    /// Returns of any version of the interview with a question that no correction has settled.
    pub fn open_returns(&self, document: Uuid) -> Vec<&(Uuid, Return)> {
        let chain = self.chain(document);
        let of_chain = |row: &Return| chain.iter().any(|one| one.document == row.document);
        let returns = self.said.returns.iter();
        returns
            .filter(|(id, row)| of_chain(row) && self.said.waits(*id))
            .collect()
    }

    /// How often the interview was sent back up to this version.
    pub fn round(&self, document: Uuid) -> u32 {
        let mut round = 0;
        for one in self.chain(document) {
            let mut returns = self.said.returns.iter();
            round += u32::from(returns.any(|(_, row)| row.document == one.document));
            if one.document == document {
                break;
            }
        }
        round
    }

    /// The correction of the interview that is in work here.
    pub fn correction_in_work(&self, document: Uuid) -> Option<Uuid> {
        let chain = self.chain(document).into_iter();
        let mut in_work = chain.filter(|one| one.approved_ms.is_none() && one.of.is_some());
        in_work.next().map(|one| one.document)
    }

    /// Whether an approved version was sent back and nobody has begun to put it right.
    pub fn is_returned(&self, document: Uuid) -> bool {
        self.correction_in_work(document).is_none()
            && self.valid(document) == Some(document)
            && !self.open_returns(document).is_empty()
    }

    pub fn box_of(&self, interview: &InterviewCard) -> InterviewBox {
        let document = interview.document;
        let returned = || !self.open_returns(document).is_empty();
        match (&interview.sealed, &interview.receipt) {
            (None, _) if interview.version_of.is_some() && returned() => InterviewBox::Returned,
            (None, _) => InterviewBox::Draft,
            (Some(_), _) if self.is_returned(document) => InterviewBox::Returned,
            (Some(_), None) => InterviewBox::Ready,
            (Some(_), Some(_)) => InterviewBox::Sent,
        }
    }

    /// What it is sent back for, where it lies in that box.
    pub fn returned_note(&self, open: &Open, interview: &InterviewCard) -> Option<ReturnedNote> {
        if self.box_of(interview) != InterviewBox::Returned {
            return None;
        }
        let returns = self.open_returns(interview.document);
        let (_, last) = returns.last()?;
        let questions = self
            .said
            .pins
            .iter()
            .filter(|pin| pin.settled.is_none() && returns.iter().any(|(id, _)| *id == pin.of));
        Some(ReturnedNote {
            round: self.round(interview.document),
            questions: u32::try_from(questions.count()).unwrap_or(u32::MAX),
            team_name: open.directory.team_name(&last.team),
            at: local_text(last.at_ms),
        })
    }
}

impl App {
    /// Where an approved interview stands, and what this person may do about it.
    pub fn standing(&self, document: Uuid) -> Result<StandingView, Problem> {
        self.with(|open| open.standing_view(document))
    }

    /// Starts a correction of the version that counts, or opens the one in work. Without questions to answer it takes a reason.
    pub fn start_correction(&self, document: Uuid, reason: &str) -> Result<InterviewView, Problem> {
        let now_ms = self.now_ms();
        let correction = self.with(|open| open.correct(document, reason.trim(), now_ms))?;
        self.open_interview(correction)
    }

    /// In what a correction differs from the version it corrects.
    pub fn corrections(&self, document: Uuid) -> Result<Vec<ChangeView>, Problem> {
        let now_ms = self.now_ms();
        self.with(|open| {
            let state = open.store.document(document)?;
            open.note_reading(&state, now_ms)?;
            let editing = Editing::load(open, &state)?;
            let found = open.differences(&editing)?;
            let changes = found.map(|(_, changes)| changes).unwrap_or_default();
            Ok(changes.into_iter().map(change_view).collect())
        })
    }

    /// Names the approval that counts, of several that were made apart.
    pub fn name_valid(
        &self,
        document: Uuid,
        seal: Uuid,
        reason: &str,
    ) -> Result<StandingView, Problem> {
        let now_ms = self.now_ms();
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(Problem::of(ProblemCode::InvalidInput).with("field", "reason"));
        }
        self.with(|open| {
            let state = open.store.document(document)?;
            if !state.seals.iter().any(|held| held.seal.seal == seal) {
                return Err(Problem::of(ProblemCode::NotFound));
            }
            let may_count = version::ends(&open.card(state.case)?.versions, document);
            if !may_count.contains(&document) || !open.may_name(&state)? {
                return Err(Problem::of(ProblemCode::NotAllowed));
            }
            let (case, record) = (state.case, Uuid::now_v7());
            let row = ValidSeal {
                document,
                seal,
                by: open.person,
                at_ms: now_ms,
            };
            let mut writing = Writing::new(case, case, "");
            writing.open(record, kind::VALID_SEAL, Some(case), 0);
            writing.add(kind::VALID_SEAL, record, ROW_FIELD, &row);
            writing.add(kind::VALID_SEAL, record, field::REASON, &reason);
            writing.commit(open, now_ms)?;
            open.standing_view(document)
        })
    }

    /// Takes the last word on the valid approval back; what counted before counts again.
    pub fn withdraw_valid(
        &self,
        document: Uuid,
        word: Uuid,
        reason: &str,
    ) -> Result<StandingView, Problem> {
        let now_ms = self.now_ms();
        self.with(|open| {
            let state = open.store.document(document)?;
            let case = state.case;
            let known = open.card(case)?.said.named;
            if !known.iter().any(|(id, _)| *id == word) || !open.may_name(&state)? {
                return Err(Problem::of(ProblemCode::NotAllowed));
            }
            open.take_back(case, word, reason, now_ms)?;
            open.standing_view(document)
        })
    }
}

impl Open {
    /// The approval of a document that counts.
    pub(crate) fn standing_seal(
        &mut self,
        state: &DocumentState,
    ) -> Result<Option<SealedBy>, Problem> {
        if state.seals.len() < 2 {
            return Ok(state.seals.last().cloned());
        }
        let case = self.case_records(state.case)?;
        Ok(standing_seal(state, &case).cloned())
    }

    /// The version that a document corrects, and in what it differs from that; `None` of a first one, or without what it corrects.
    pub(crate) fn differences(
        &mut self,
        editing: &Editing,
    ) -> Result<Option<(Earlier, Vec<Change>)>, Problem> {
        let Some(of) = editing.corrects() else {
            return Ok(None);
        };
        let Some(before) = Earlier::load(self, of)? else {
            return Ok(None);
        };
        let (known, now) = editing.known_of_both(&before);
        let changes = editing.form.corrections(&before.form, &known, &now);
        Ok(Some((before, changes)))
    }

    /// Takes back what was said, with a reason; what was said stays to be read.
    pub(crate) fn take_back(
        &mut self,
        case: Uuid,
        of: Uuid,
        reason: &str,
        now_ms: i64,
    ) -> Result<(), Problem> {
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(Problem::of(ProblemCode::InvalidInput).with("field", "reason"));
        }
        let row = TakenBack {
            of,
            by: self.person,
            at_ms: now_ms,
        };
        let record = Uuid::now_v7();
        let mut writing = Writing::new(case, case, "");
        writing.open(record, kind::TAKEN_BACK, Some(case), 0);
        writing.add(kind::TAKEN_BACK, record, ROW_FIELD, &row);
        writing.add(kind::TAKEN_BACK, record, field::REASON, &reason);
        writing.commit(self, now_ms)
    }

    /// Whether the office would take an approval of this document from this person, who answers for what its form is about.
    pub(crate) fn approves(&mut self, state: &DocumentState) -> Result<bool, Problem> {
        let name = form_of(state).ok_or_else(|| Problem::of(ProblemCode::NotFound))?;
        let answered_for = self.forms.get(&name)?.answers_for().number();
        let opened = self.opens(state.case, OTHER_INTERVIEWS)?;
        let answers = opened.is_none_or(|opened| opened.writable.contains(&answered_for));
        Ok(answers && !self.only_coordinates(state.case)?)
    }

    fn may_name(&mut self, state: &DocumentState) -> Result<bool, Problem> {
        Ok(self.has_role(Role::Head) || self.approves(state)?)
    }

    pub(crate) fn correct(
        &mut self,
        document: Uuid,
        reason: &str,
        now_ms: i64,
    ) -> Result<Uuid, Problem> {
        let case = self.store.document(document)?.case;
        let card = self.card(case)?;
        if let Some(in_work) = card.correction_in_work(document) {
            return Ok(in_work);
        }
        let corrected = self.store.document(document)?;
        if !self.approves(&corrected)? {
            return Err(Problem::of(ProblemCode::NotAllowed));
        }
        if reason.is_empty() && card.open_returns(document).is_empty() {
            return Err(Problem::of(ProblemCode::InvalidInput).with("field", "reason"));
        }
        let valid = card.valid(document);
        let valid = valid.ok_or_else(|| Problem::of(ProblemCode::Incomplete))?;
        let state = self.store.document(valid)?;
        // What is not on this seat would be missing in the new version.
        let corrected = Editing::load(self, &state)?;
        if !corrected.withheld.is_empty() {
            return Err(Problem::of(ProblemCode::NotAllowed));
        }
        let base = Earlier::load(self, valid)?;
        let base = base.ok_or_else(|| Problem::of(ProblemCode::NotFound))?;
        let new = Uuid::now_v7();
        let name = format!("{}/{}", base.form.id, base.form.version);
        let private = of_workers(&base.form) && card.visits.len() < 2;
        let mut writing = Writing::new(case, new, &name).private(private);
        let root = base.answers.root();
        let without = root.map(|root| root.without.clone()).unwrap_or_default();
        let handed = base.form.carry(
            Start::Correction,
            &base.form,
            &base.answers,
            &without,
            |record| {
                if record.kind == INTERVIEW {
                    new
                } else {
                    record.id
                }
            },
        );
        for answer in handed {
            let value = bytes(&answer.value);
            writing.put(answer.category, answer.record, &answer.field, value);
        }
        if !reason.is_empty() {
            writing.add(INTERVIEW, new, reason_field(&base.form), &json!(reason));
        }
        self.carry_attachments(&corrected, new, &mut writing)?;
        writing.commit(self, now_ms)?;
        self.card(case)?;
        Ok(new)
    }

    pub(crate) fn standing_view(&mut self, document: Uuid) -> Result<StandingView, Problem> {
        let state = self.store.document(document)?;
        let case = state.case;
        let card = self.card(case)?;
        let records = self.case_records(case)?;
        let editing = Editing::load(self, &state)?;
        let mut versions = Vec::new();
        for one in card.chain(document) {
            versions.push(self.version_view(&card, &records, one)?);
        }
        let approves = self.approves(&state)?;
        let sealed = editing.sealed;
        let several = versions.iter().flat_map(|one| &one.approvals).count() > 1;
        let may_name = several && (approves || self.has_role(Role::Head));
        let ends = version::ends(&card.versions, document);
        for one in &mut versions {
            let may_count = may_name && ends.contains(&one.document);
            for approval in &mut one.approvals {
                approval.may_name = may_count && !(one.valid && approval.valid);
            }
        }
        let plan = self.plan_view(&card, &editing)?;
        let statement = self.statement_view(&card, &records, document);
        Ok(StandingView {
            returns: self.return_views(&card, &records, &editing)?,
            named: self.named_views(&card, &records, document)?,
            plan,
            statement_missing: card.statement_missing(document),
            statement,
            in_work: card.correction_in_work(document),
            may_correct: sealed && approves && editing.withheld.is_empty(),
            returned: !card.open_returns(document).is_empty(),
            may_return: self.may_return(&card, document),
            may_name,
            may_record_statement: sealed && approves && editing.form.kind.part().is_some(),
            versions,
        })
    }

    fn version_view(
        &mut self,
        card: &Card,
        records: &Records,
        one: Version,
    ) -> Result<VersionView, Problem> {
        let held = card.interview(one.document);
        let mut view = VersionView {
            document: one.document,
            number: card.number(one.document),
            cause: match one.of {
                None => VersionCause::First,
                Some(_) if card.answers_a_return(one.document) => VersionCause::Returned,
                Some(_) => VersionCause::OwnMistake,
            },
            reason: String::new(),
            approvals: Vec::new(),
            receipt: held
                .and_then(|held| held.receipt.as_ref())
                .map(receipt_view),
            valid: card.valid(one.document) == Some(one.document),
            held: held.is_some(),
        };
        if held.is_none() {
            return Ok(view);
        }
        let state = self.store.document(one.document)?;
        let editing = Editing::load(self, &state)?;
        view.reason = editing.correction_reason();
        let returned_no_more = |of: &Uuid| card.said.returned_no_more.contains(of);
        if view.reason.is_empty() && one.of.as_ref().is_some_and(returned_no_more) {
            // It was begun for a return that was taken back meanwhile.
            view.cause = VersionCause::Returned;
        }
        let standing = standing_seal(&state, records).map(|held| held.seal.seal);
        view.approvals = state
            .seals
            .iter()
            .map(|held| ApprovalView {
                seal: held.seal.seal,
                sygnatura: crate::approve::sygnatura_of(one.document, &held.seal).to_string(),
                at: local_text(held.written.stamp.wall_ms),
                by: self.directory.name(held.written.author),
                valid: standing == Some(held.seal.seal),
                may_name: false,
            })
            .collect();
        Ok(view)
    }

    fn named_views(
        &mut self,
        card: &Card,
        records: &Records,
        document: Uuid,
    ) -> Result<Vec<NamedView>, Problem> {
        let chain = card.chain(document);
        let mut views = Vec::new();
        for (id, word) in &card.said.named {
            let of_chain = chain.iter().any(|one| one.document == word.document);
            if !of_chain || card.interview(word.document).is_none() {
                continue;
            }
            let state = self.store.document(word.document)?;
            let seal = state.seals.iter().find(|held| held.seal.seal == word.seal);
            views.push(NamedView {
                id: *id,
                sygnatura: seal
                    .map(|held| Sygnatura::of(&seal_root(word.document, &held.seal)).to_string())
                    .unwrap_or_default(),
                by: self.directory.name(word.by),
                at: local_text(word.at_ms),
                reason: records.text(*id, field::REASON),
            });
        }
        Ok(views)
    }

    /// The version that an interview corrects.
    pub(crate) fn correction_view(&self, card: &Card, editing: &Editing) -> Option<CorrectionView> {
        let of = editing.corrects()?;
        Some(CorrectionView {
            document: of,
            number: card.number(of),
            reason: editing.correction_reason(),
        })
    }
}

/// Whether its author is a worker who answers for the interview; else it is a paper of the family's asystent.
fn of_workers(form: &Form) -> bool {
    form.answers_for() == Category::Diagnosis
}

/// Where the root of a correction says why it is made: with what its form is about.
fn reason_field(form: &Form) -> &'static str {
    match of_workers(form) {
        true => field::CORRECTION_REASON,
        false => field::CHANGE_REASON,
    }
}

impl Editing {
    /// The version that it corrects.
    pub(crate) fn corrects(&self) -> Option<Uuid> {
        self.records.get(self.document)?.version_of
    }

    fn correction_reason(&self) -> String {
        self.records.text(self.document, reason_field(&self.form))
    }
}

impl Card {
    /// Whether a question was settled by this version, or waits for it.
    fn answers_a_return(&self, document: Uuid) -> bool {
        let chain = self.chain(document);
        let in_work = chain
            .iter()
            .any(|one| one.document == document && one.approved_ms.is_none());
        let settles = |pin: &PinCard| pin.settled == Some(document);
        self.said.pins.iter().any(settles) || (in_work && !self.open_returns(document).is_empty())
    }
}
