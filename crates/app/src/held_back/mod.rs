//! „Odłożone”: what the office holds back, what a person decides on it, and what came after an approval.

pub(crate) mod late;
mod rows;
pub(crate) mod words;

use teren_domain::Category;
use teren_domain::access::Role;
use teren_domain::held_back::{
    HELD_BACK, HeldBack, HeldContent, HeldStep, KeptNote, decides, note_of, reason_field,
};
use teren_domain::workflow::{Act, ActRefusal, field};
use teren_ledger::ROW_FIELD;
use teren_questionnaire::Record;
use uuid::Uuid;

use crate::App;
use crate::card::Card;
use crate::clock::local_text;
use crate::contract::{
    ActOutcome, DecisionView, HeldContentView, HeldListView, HeldOutcome, HeldPartView,
    HeldStepView, HeldView, HeldWay, Problem, ProblemCode,
};
use crate::session::Open;
use crate::values::Records;

impl App {
    /// What is held back of the cases on this seat, and late edits of the interviews on it.
    pub fn held_back(&self) -> Result<HeldListView, Problem> {
        self.with(|open| {
            let mut all = Vec::new();
            let mut late = Vec::new();
            for card in open.cards()? {
                all.extend(open.held_of(&card)?);
                late.extend(open.late_of(&card)?);
            }
            let (mut waiting, mut settled): (Vec<HeldView>, Vec<HeldView>) =
                all.into_iter().partition(|one| one.waits);
            waiting.sort_by(|one, other| one.first_at.cmp(&other.first_at));
            settled.sort_by(|one, other| last(other).cmp(last(one)));
            Ok(HeldListView {
                waiting,
                settled,
                late,
            })
        })
    }

    /// Asks the office for the content; the office notes who looked. Without it nothing is shown.
    pub fn open_held(&self, case: Uuid, held: Uuid) -> Result<HeldContentView, Problem> {
        let act = Act::OpenHeld { case, held };
        let now_ms = self.now_ms();
        let id = self.with(|open| open.ask(&act, |_| false, now_ms))?;
        let _unreachable = self.exchange_and_wait();
        self.with(|open| {
            let (outcome, body) = open.settled(id)?;
            if matches!(outcome, ActOutcome::Waiting | ActOutcome::AwaitsCase) {
                // What comes later would stay here unseen.
                open.store.remove_act(id)?;
            }
            let content: HeldContent = match (outcome, &body) {
                (ActOutcome::Accepted, Some(body)) => {
                    serde_json::from_slice(body).map_err(|_| Problem::of(ProblemCode::Internal))?
                }
                _ => HeldContent::default(),
            };
            open.content_view(
                case,
                held,
                outcome,
                refusal(outcome, body.as_deref()),
                content,
            )
        })
    }

    /// Decides; done only when the office has said so.
    pub fn decide_held(
        &self,
        case: Uuid,
        held: Uuid,
        way: HeldWay,
        reason: &str,
    ) -> Result<DecisionView, Problem> {
        let reason = reason.trim().to_owned();
        if reason.is_empty() {
            return Err(Problem::of(ProblemCode::InvalidInput).with("field", "reason"));
        }
        let act = Act::DecideHeld {
            case,
            held,
            way,
            reason,
        };
        let voids = |other: &Act| matches!(other, Act::DecideHeld { held: of, .. } if *of == held);
        let (outcome, body) = self.ask_and_hear(&act, voids)?;
        Ok(DecisionView {
            outcome,
            refusal: refusal(outcome, body.as_deref()),
        })
    }
}

/// When something last became of it, else when it came.
fn last(one: &HeldView) -> &str {
    one.steps.last().map_or(&one.last_at, |step| &step.at)
}

fn refusal(outcome: ActOutcome, body: Option<&[u8]>) -> Option<String> {
    if outcome != ActOutcome::Refused {
        return None;
    }
    let refused = body.and_then(|body| serde_json::from_slice(body).ok());
    let said = match refused {
        Some(ActRefusal::NotAllowed) => {
            "Rozstrzyga kierownik albo koordynator, który może znać całą tę treść."
        }
        Some(ActRefusal::Outdated) => {
            "Ktoś już to rozstrzygnął albo przyczyna ustała. Wczytaj listę na nowo."
        }
        Some(ActRefusal::NothingGoes) => {
            "Tą drogą nic nie wejdzie: autor nie mógłby tego zapisać nawet we własnej sprawie albo treści nie da się odczytać. Wybierz inną."
        }
        _ => "Ośrodek nie zna już tej pozycji.",
    };
    Some(said.to_owned())
}

impl Open {
    fn held_of(&mut self, card: &Card) -> Result<Vec<HeldView>, Problem> {
        let records = self.case_records(card.case)?;
        let mut views = Vec::new();
        for record in records.of_kind(HELD_BACK) {
            if let Some(held) = records.read::<HeldBack>(record.id, ROW_FIELD) {
                views.push(self.held_view(card, &records, record, held)?);
            }
        }
        Ok(views)
    }

    fn held_view(
        &mut self,
        card: &Card,
        records: &Records,
        record: &Record,
        held: HeldBack,
    ) -> Result<HeldView, Problem> {
        let steps: Vec<HeldStep> = records.read(record.id, field::STANDING).unwrap_or_default();
        let aside = is_aside(&steps);
        let steps = steps.iter();
        let steps = steps.map(|step| HeldStepView {
            outcome: step.outcome,
            changes: step.changes,
            by: self.directory.name(step.by),
            at: local_text(step.at_ms),
            reason: (step.decision)
                .and_then(|decision| records.read(record.id, &reason_field(decision))),
        });
        let steps = steps.collect();
        let document = held.document.filter(|document| *document != card.case);
        let of_interview = document.and_then(|document| card.interview(document));
        let form_title = of_interview.map(|one| self.forms.short_title(&one.form));
        let mut view = HeldView {
            held: record.id,
            case: card.case,
            name: card.name.clone(),
            document,
            form_title: form_title.unwrap_or_default(),
            person: self.directory.name(held.person),
            laptop: held.laptop,
            why: held.why,
            changes: held.changes,
            categories: names(&held.categories),
            first_at: local_text(held.first_ms),
            last_at: local_text(held.last_ms),
            waits: held.changes > 0 && !aside,
            ways: self.ways(card, &held)?,
            steps,
            notes: Vec::new(),
        };
        for category in Category::ALL {
            let notes = self.notes_in(card.case, record, category)?;
            view.notes.extend(notes);
        }
        Ok(view)
    }

    /// Whether people decided on everything of this person's that a case tells of as held back.
    pub(crate) fn is_decided(&mut self, case: Uuid) -> Result<bool, Problem> {
        let records = self.case_records(case)?;
        let own = records
            .rows::<HeldBack>(HELD_BACK, ROW_FIELD)
            .filter(|(_, held)| held.person == self.person);
        let own: Vec<(Uuid, HeldBack)> = own.collect();
        let waits = |(record, held): &(Uuid, HeldBack)| {
            let steps: Vec<HeldStep> = records.read(*record, field::STANDING).unwrap_or_default();
            held.changes > 0 && !is_aside(&steps)
        };
        Ok(!own.is_empty() && !own.iter().any(waits))
    }

    /// Notes of one category; the page shows them under its name.
    fn notes_in(
        &mut self,
        case: Uuid,
        record: &Record,
        category: Category,
    ) -> Result<Vec<HeldPartView>, Problem> {
        let fields = record.answers.keys().filter(|name| note_of(name).is_some());
        let fields: Vec<String> = fields.cloned().collect();
        let mut parts = Vec::new();
        for name in fields {
            let state = self.store.document(case)?;
            let values = state.values(category.number(), record.id, &name);
            let note = (values.first())
                .and_then(|value| serde_json::from_slice::<KeptNote>(&value.value.value).ok());
            if let Some(note) = note {
                parts.push(self.part_view(case, None, category, &note)?);
            }
        }
        Ok(parts)
    }

    /// What this person may do with it. The office has the last word: it alone knows what she may hold of an interview.
    fn ways(&mut self, card: &Card, held: &HeldBack) -> Result<Vec<HeldWay>, Problem> {
        let me = self.directory.member(self.person);
        let decides = me.is_some_and(|me| decides(&me.roles));
        let head = self.has_role(Role::Head);
        let document = held.document.unwrap_or(card.case);
        let opened = self.opens(card.case, document)?;
        let holds = |category: &Category| {
            opened
                .as_ref()
                .is_none_or(|opened| opened.categories.contains(&category.number()))
        };
        let knows = head || (!held.categories.is_empty() && held.categories.iter().all(holds));
        Ok(match decides && knows && held.changes > 0 {
            true => held.why.ways().to_vec(),
            false => Vec::new(),
        })
    }

    fn content_view(
        &mut self,
        case: Uuid,
        held: Uuid,
        outcome: ActOutcome,
        refusal: Option<String>,
        content: HeldContent,
    ) -> Result<HeldContentView, Problem> {
        let row = self.case_records(case)?;
        let row = row.read::<HeldBack>(held, ROW_FIELD);
        let document = row.and_then(|row| row.document);
        let mut parts = Vec::new();
        for part in &content.parts {
            parts.push(self.part_view(case, document, part.category, &part.note)?);
        }
        Ok(HeldContentView {
            outcome,
            refusal,
            parts,
            withheld: names(&content.withheld),
            sealed: content.sealed,
            reasons: content.reasons.into_iter().map(|(_, text)| text).collect(),
        })
    }
}

/// Kept as a note or filed away: it waits for nobody.
fn is_aside(steps: &[HeldStep]) -> bool {
    steps
        .last()
        .is_some_and(|step| matches!(step.outcome, HeldOutcome::Noted | HeldOutcome::Filed))
}

fn names(categories: &[Category]) -> Vec<String> {
    let names = categories.iter().map(|category| category.name_pl());
    names.map(str::to_owned).collect()
}
