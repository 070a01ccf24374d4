//! The day at a glance: visits to make, interviews in their boxes, and what the office has.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use chrono::NaiveDate;
use teren_domain::access_log::Event;
use teren_domain::workflow::{self, Address, Attempt, RefusedSeal, SealFault, field, kind};
use teren_ledger::ROW_FIELD;
use uuid::Uuid;

use crate::App;
use crate::card::{Card, InterviewCard, receipt_view};
use crate::clock::{local_date, local_text};
use crate::contract::{
    AddressInput, AttemptKind, CaseView, OverviewView, Problem, ProblemCode, SealRefusal,
    StatusView,
};
use crate::directory::Directory;
use crate::report::reports_of;
use crate::session::Open;
use crate::writing::Writing;

/// Cards made anew that are kept in one transaction: a seat's first lists are not one transaction for each case.
const AT_ONCE: usize = 500;

/// Case, data, and the words by which it is found.
type Made = (Uuid, Vec<u8>, String);

impl App {
    /// Visits to make (earliest term first) and interviews (last saved first).
    pub fn overview(&self) -> Result<OverviewView, Problem> {
        let now_ms = self.now_ms();
        let exchange = self.exchange_status()?;
        self.with(|open| {
            let cards = open.cards()?;
            let mut visits: Vec<CaseView> = Vec::new();
            let mut interviews: Vec<(Option<i64>, CaseView)> = Vec::new();
            for card in &cards {
                visits.extend(open.visit_view(card, now_ms));
                for interview in &card.interviews {
                    if open.is_mine(card, interview) {
                        interviews.push((
                            interview.saved_ms,
                            open.case_view(card, Some(interview), now_ms),
                        ));
                    }
                }
            }
            visits.sort_by_key(|visit| {
                let due = visit.soonest.as_ref().map(|due| due.due.clone());
                (due.is_none(), due)
            });
            interviews.sort_by_key(|(saved, _)| Reverse(*saved));
            let interviews = interviews.into_iter().map(|(_, view)| view).collect();
            Ok(OverviewView {
                today: local_date(now_ms).to_string(),
                visits,
                interviews,
                exchange,
            })
        })
    }

    /// Cases on this seat whose name, address or phone contain the words given, without regard to diacritics.
    pub fn search(&self, text: &str) -> Result<Vec<CaseView>, Problem> {
        let now_ms = self.now_ms();
        self.with(|open| {
            open.note_lasting(Event::Searched, open.centre, now_ms)?;
            open.cards()?;
            let found = open.store.search_cards(text)?;
            let cards = found.iter().filter_map(|card| Card::read(&card.data));
            Ok(cards
                .map(|card| open.case_view(&card, card.interviews.last(), now_ms))
                .collect())
        })
    }

    /// Opens a case for a family nobody registered; the office adopts it when it hears of it.
    pub fn open_unregistered(
        &self,
        first_name: &str,
        last_name: &str,
        address: AddressInput,
        phone: &str,
        reason: &str,
    ) -> Result<CaseView, Problem> {
        let now_ms = self.now_ms();
        if last_name.trim().is_empty() {
            return Err(Problem::of(ProblemCode::InvalidInput).with("field", "last_name"));
        }
        self.with(|open| {
            open.may_open_cases()?;
            let case = Uuid::now_v7();
            let mut writing = Writing::new(case, case, "");
            writing.open(case, kind::CASE, None, 0);
            writing.add(kind::CASE, case, field::FIRST_NAME, &first_name.trim());
            writing.add(kind::CASE, case, field::LAST_NAME, &last_name.trim());
            writing.add(kind::CASE, case, field::ADDRESS, &Address::from(address));
            writing.add(kind::CASE, case, field::PHONE, &phone.trim());
            if !reason.trim().is_empty() {
                let note = Uuid::now_v7();
                writing.open(note, kind::NOTE, Some(case), 0);
                writing.add(kind::NOTE, note, ROW_FIELD, &reason.trim());
            }
            writing.commit(open, now_ms)?;
            let card = open.card(case)?;
            Ok(open.case_view(&card, None, now_ms))
        })
    }

    /// Records a visit that failed.
    pub fn record_attempt(
        &self,
        case: Uuid,
        attempt: AttemptKind,
        note: &str,
    ) -> Result<CaseView, Problem> {
        let now_ms = self.now_ms();
        self.with(|open| {
            let record = Uuid::now_v7();
            let row = Attempt {
                kind: attempt.into(),
                at_ms: now_ms,
                by: open.person,
                note: note.trim().to_owned(),
            };
            let mut writing = Writing::new(case, case, "");
            writing.open(record, kind::ATTEMPT, Some(case), 0);
            writing.add(kind::ATTEMPT, record, ROW_FIELD, &row);
            writing.commit(open, now_ms)?;
            let card = open.card(case)?;
            Ok(open.case_view(&card, card.interviews.last(), now_ms))
        })
    }
}

impl Open {
    /// All cards, those that changed, or that another version of the program made, rebuilt first.
    pub(crate) fn cards(&mut self) -> Result<Vec<Card>, Problem> {
        self.make_dirty_cards()?;
        let (cards, old) = self.kept_cards()?;
        if old.is_empty() {
            return Ok(cards);
        }
        self.make_cards(&old)?;
        Ok(self.kept_cards()?.0)
    }

    /// The cards as they are kept, and the cases of those that another version of the program made.
    fn kept_cards(&mut self) -> Result<(Vec<Card>, Vec<Uuid>), Problem> {
        let (mut cards, mut old) = (Vec::new(), Vec::new());
        for kept in self.store.cards()? {
            match Card::read(&kept.data) {
                Some(card) => cards.push(card),
                None => old.push(kept.case),
            }
        }
        Ok((cards, old))
    }

    /// Makes these anew; gives the files that are joined to them.
    fn make_cards(&mut self, cases: &[Uuid]) -> Result<BTreeSet<Uuid>, Problem> {
        let mut joined = BTreeSet::new();
        for some in cases.chunks(AT_ONCE) {
            let mut made = Vec::with_capacity(some.len());
            for case in some {
                let (card, kept) = self.make_card(*case)?;
                joined.extend(card.joined().map(|link| link.other));
                made.push(kept);
            }
            self.store.put_cards(&made)?;
        }
        Ok(joined)
    }

    fn make_dirty_cards(&mut self) -> Result<(), Problem> {
        let dirty = self.store.dirty_cards()?;
        let joined = self.make_cards(&dirty)?;
        // What was approved in one file ends a term of the files that are joined to it.
        for case in joined.into_iter().filter(|case| !dirty.contains(case)) {
            if self.store.card(case)?.is_some() {
                self.rebuild_card(case)?;
            }
        }
        Ok(())
    }

    pub(crate) fn card(&mut self, case: Uuid) -> Result<Card, Problem> {
        self.rebuild_card(case)
    }

    fn rebuild_card(&mut self, case: Uuid) -> Result<Card, Problem> {
        let (card, (_, data, words)) = self.make_card(case)?;
        self.store.put_card(case, &data, &words)?;
        Ok(card)
    }

    /// A card as it stands now, and what the store keeps of it.
    fn make_card(&mut self, case: Uuid) -> Result<(Card, Made), Problem> {
        let mut card = Card::build(&mut self.store, case, self.person)?;
        self.read_contents(&mut card)?;
        self.name_by_plan(&mut card)?;
        let records = self.case_records(case)?;
        card.count_report(&reports_of(&records));
        card.taken_up = self.taken_up(&card)?;
        card.due = card.running_terms(self.today);
        card.family_due = self.family_terms(&card)?;
        card.withheld_terms = self.withheld_of_terms(&card, &records)?;
        let data = serde_json::to_vec(&card).map_err(|_| Problem::of(ProblemCode::Internal))?;
        if case == self.centre {
            self.directory = Directory::load(&mut self.store, case, self.today)?;
            self.remember_authorisations()?;
        }
        let made = (case, data, card.search_words());
        Ok((card, made))
    }

    /// Days of approved interviews of joined files, as far as this seat holds them, that were begun from this file's.
    fn taken_up(&mut self, card: &Card) -> Result<Vec<NaiveDate>, Problem> {
        let mut days = Vec::new();
        let others: Vec<Uuid> = card.joined().map(|link| link.other).collect();
        for other in others {
            if self.store.card(other)?.is_none() {
                continue;
            }
            let mut other = Card::build(&mut self.store, other, self.person)?;
            self.read_contents(&mut other)?;
            let begun = other.interviews.iter().filter(|one| {
                let base = one.based_on.and_then(|base| card.interview(base));
                one.sealed.is_some() && base.is_some()
            });
            days.extend(begun.filter_map(|one| one.told.as_ref()?.held_on));
        }
        Ok(days)
    }

    /// The visit on this card that is this person's to make, unless its interview is approved already.
    fn visit_view(&self, card: &Card, now_ms: i64) -> Option<CaseView> {
        // Approved since the visit was given: made.
        let made = |since_ms: i64| {
            let ours = card.interviews.iter().filter(|one| self.is_ours(card, one));
            let mut sealed = ours.filter_map(|one| one.sealed.as_ref());
            sealed.any(|sealed| sealed.approved_ms >= since_ms)
        };
        let mut given = card.visits.iter();
        let to_make = given.any(|visit| visit.worker == self.person && !made(visit.assigned_ms));
        let at_the_door = card.unregistered && !made(i64::MIN);
        if card.case == self.centre || !(to_make || at_the_door) {
            return None;
        }
        let mut latest = card.interviews.iter().rev();
        let in_work = latest.find(|one| one.sealed.is_none() && self.is_ours(card, one));
        Some(self.case_view(card, in_work, now_ms))
    }

    pub(crate) fn is_mine(&self, card: &Card, interview: &InterviewCard) -> bool {
        interview.author.is_none_or(|author| author == self.person)
            || (!interview.private && interview.sealed.is_none() && self.is_ours(card, interview))
    }

    /// Whether an interview is of the same work as this person's. A services team to which the case was passed runs its own
    /// interview: neither side goes on with the other's.
    pub(crate) fn is_ours(&self, card: &Card, interview: &InterviewCard) -> bool {
        let services: Vec<&String> = card.services_found().collect();
        let of_services = |person| {
            let member = self.directory.member(person);
            member.is_some_and(|member| member.teams.iter().any(|team| services.contains(&team)))
        };
        let author = interview.author;
        author.is_none_or(|author| of_services(author) == of_services(self.person))
    }

    /// Whether the office would take a case opened by this person.
    fn may_open_cases(&self) -> Result<(), Problem> {
        let member = self.directory.member(self.person);
        let opens = member.is_none_or(|member| member.roles.iter().any(|role| role.opens_cases()));
        match opens || self.practice {
            true => Ok(()),
            false => Err(Problem::of(ProblemCode::NotAllowed)),
        }
    }

    pub(crate) fn case_view(
        &self,
        card: &Card,
        interview: Option<&InterviewCard>,
        now_ms: i64,
    ) -> CaseView {
        let worker = card
            .visits
            .last()
            .map(|visit| visit.worker)
            .filter(|worker| *worker != self.person);
        CaseView {
            case: card.case,
            document: interview.map(|interview| interview.document),
            name: card.name.clone(),
            address: card.address.clone(),
            phone: card.phone.clone(),
            subject: card.subject.clone(),
            received: card.received.clone(),
            term: card.term(now_ms),
            soonest: card.soonest(now_ms),
            terms_withheld: !card.withheld_terms.is_empty(),
            form_title: interview.map(|interview| self.forms.short_title(&interview.form)),
            r#box: interview.map(|interview| card.box_of(interview)),
            shared: interview.is_some_and(|interview| !interview.private),
            status: interview.map_or_else(|| of_case_itself(card), status_view),
            attempts: card.attempt_views(),
            conflicts: interview.map_or(0, |interview| interview.conflicts),
            unregistered: card.unregistered,
            worker: worker.map(|worker| self.directory.name(worker)),
            sygnatura: interview
                .and_then(|interview| Some(interview.sealed.as_ref()?.sygnatura.clone())),
            refused_seal: interview.and_then(|interview| refusal(card, interview)),
            returned: interview.and_then(|interview| card.returned_note(self, interview)),
            version: interview.map_or(1, |interview| card.number(interview.document)),
            superseded: interview.is_some_and(|interview| {
                let valid = card.valid(interview.document);
                interview.sealed.is_some() && valid != Some(interview.document)
            }),
            statement_missing: interview
                .is_some_and(|interview| card.statement_missing(interview.document)),
            // Of a version that was corrected since, its correction has what it needed.
            late_edits: interview.map_or(0, |interview| {
                match card.valid(interview.document) == Some(interview.document) {
                    true => interview.late,
                    false => 0,
                }
            }),
            joined: card.joined_numbers(),
        }
    }
}

/// The office's last word against this interview's approval.
fn refusal(card: &Card, interview: &InterviewCard) -> Option<SealRefusal> {
    let of_this = |refused: &&RefusedSeal| refused.document == interview.document;
    match card.refused.iter().rfind(of_this)?.fault {
        SealFault::Mismatch if interview.receipt.is_some() => None,
        SealFault::Mismatch => Some(SealRefusal::Differs),
        // Somebody has said by now which one is valid.
        SealFault::Second if named(card, interview) => None,
        SealFault::Second => Some(SealRefusal::Second),
    }
}

fn named(card: &Card, interview: &InterviewCard) -> bool {
    let mut words = card.said.named.iter();
    words.any(|(_, word)| word.document == interview.document)
}

/// A case without an interview still has what was written on it: the family opened here, visits that failed.
fn of_case_itself(card: &Card) -> StatusView {
    StatusView {
        unsent_changes: card.unsent,
        ..StatusView::default()
    }
}

pub(crate) fn status_view(interview: &InterviewCard) -> StatusView {
    StatusView {
        saved_at: interview.saved_ms.map(local_text),
        accepted: interview.receipt.as_ref().map(receipt_view),
        unsent_changes: interview.unsent,
        attachments_waiting: interview.attachments_waiting,
        deposited: interview.deposited,
    }
}

impl From<AddressInput> for Address {
    fn from(given: AddressInput) -> Self {
        let clean = |text: String| text.trim().to_owned();
        Self {
            street: clean(given.street),
            house: clean(given.house),
            flat: clean(given.flat),
            postal_code: clean(given.postal_code),
            locality: clean(given.locality),
        }
    }
}

macro_rules! same_kinds {
    ($($kind:ident),*) => {
        impl From<AttemptKind> for workflow::AttemptKind {
            fn from(kind: AttemptKind) -> Self { match kind { $(AttemptKind::$kind => Self::$kind),* } }
        }
        impl From<workflow::AttemptKind> for AttemptKind {
            fn from(kind: workflow::AttemptKind) -> Self { match kind { $(workflow::AttemptKind::$kind => Self::$kind),* } }
        }
    };
}
same_kinds!(NobodyHome, Refused, Moved, Died);
