//! Beginning a plan and an evaluation, and writing down a visit.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde_json::{Value, json};
use teren_domain::family_plan::{
    ACTION, FAMILY_EVALUATION, FAMILY_PLAN, FamilyVisit, LineNote, LineState,
};
use teren_domain::workflow::kind;
use teren_ledger::{RECORD_FIELD, ROW_FIELD};
use teren_questionnaire::{Form, INTERVIEW};
use uuid::Uuid;

use super::coordination::NAMED;
use super::{Beside, EVALUATED_ON, Papers, may_start};
use crate::App;
use crate::card::Card;
use crate::clock::local_date;
use crate::contract::{FamilyPlanView, FamilyVisitInput, InterviewView, Problem, ProblemCode};
use crate::interview::category_of;
use crate::law::word;
use crate::session::Open;
use crate::terms::given_day;
use crate::update::Earlier;
use crate::writing::{Writing, json as bytes};

/// How old a child of the family is at the most.
const CHILD_BELOW_YEARS: u32 = 18;
/// Columns of a plan's action that its evaluation speaks of.
const EVALUATED: [&str; 3] = ["action", "status", "assessment"];

impl App {
    /// Starts the plan of a family that somebody works with, or opens the one in work.
    pub fn start_family_plan(&self, case: Uuid) -> Result<InterviewView, Problem> {
        let now_ms = self.now_ms();
        let document = self.with(|open| {
            open.commit_drafts(now_ms)?;
            let card = open.card(case)?;
            let papers = Papers::of(&card);
            match papers.drafted {
                Some(document) => Ok(document),
                None => open.start_plan(&card, papers, now_ms),
            }
        })?;
        self.open_interview(document)
    }

    /// Starts an evaluation out of the plan agreed last and what visits said of its lines, or opens the one in work.
    pub fn start_family_evaluation(&self, case: Uuid) -> Result<InterviewView, Problem> {
        let now_ms = self.now_ms();
        let document = self.with(|open| {
            open.commit_drafts(now_ms)?;
            let card = open.card(case)?;
            let papers = Papers::of(&card);
            match papers.evaluated {
                Some(document) => Ok(document),
                None => open.start_evaluation(&card, papers, now_ms),
            }
        })?;
        self.open_interview(document)
    }

    /// Writes down a visit of the asystent, with a word on lines of the plan.
    pub fn note_family_visit(
        &self,
        case: Uuid,
        given: &FamilyVisitInput,
    ) -> Result<FamilyPlanView, Problem> {
        let now_ms = self.now_ms();
        let bad = |name: &str| Problem::of(ProblemCode::InvalidInput).with("field", name);
        let on = given_day("on", Some(&given.on))?.ok_or_else(|| bad("on"))?;
        if on > local_date(now_ms) {
            return Err(bad("on"));
        }
        let mut lines = Vec::new();
        for one in &given.lines {
            let mut states = LineState::ALL.into_iter();
            let state = states.find(|state| word(state) == one.state);
            lines.push(LineNote {
                line: one.line,
                state: state.ok_or_else(|| bad("state"))?,
                note: one.note.trim().to_owned(),
            });
        }
        let note = given.note.trim();
        if note.is_empty() && lines.is_empty() && given.visit.is_none() {
            return Err(bad("note"));
        }
        self.with(|open| {
            let view = open.family_plan_view(case, now_ms)?;
            let known: BTreeSet<Uuid> = view.acted_lines().collect();
            let spoken = given.visit.is_none_or(|visit| {
                let unwritten = view.unwritten.as_ref();
                unwritten.is_some_and(|unwritten| unwritten.visit == visit)
            });
            if !view.may_visit || !spoken || !lines.iter().all(|one| known.contains(&one.line)) {
                return Err(Problem::of(ProblemCode::NotAllowed));
            }
            let record = given.visit.unwrap_or_else(Uuid::now_v7);
            let row = FamilyVisit {
                on,
                note: note.to_owned(),
                lines,
                by: open.person,
                at_ms: now_ms,
            };
            let mut writing = Writing::new(case, case, "");
            writing.open(record, kind::FAMILY_VISIT, Some(case), 0);
            writing.add(kind::FAMILY_VISIT, record, ROW_FIELD, &row);
            writing.commit(open, now_ms)?;
            open.family_plan_view(case, now_ms)
        })
    }
}

/// A paper that is begun, with what is known already. Both who carry the plan see it from the start.
struct Begun<'a> {
    form: &'a Form,
    document: Uuid,
    writing: Writing,
}

impl<'a> Begun<'a> {
    fn new(case: Uuid, name: &str, form: &'a Form) -> Result<Self, Problem> {
        let document = Uuid::now_v7();
        let writing = Writing::new(case, document, name);
        let mut begun = Self {
            form,
            document,
            writing,
        };
        let root = json!({"kind": INTERVIEW, "parent": null, "order": 0, "form": name});
        begun.put(INTERVIEW, document, RECORD_FIELD, &root)?;
        Ok(begun)
    }

    fn put(
        &mut self,
        record_kind: &str,
        record: Uuid,
        name: &str,
        value: &Value,
    ) -> Result<(), Problem> {
        let category = category_of(self.form, record_kind, name);
        let category = category.ok_or_else(|| Problem::of(ProblemCode::Internal))?;
        self.writing.put(category, record, name, bytes(value));
        Ok(())
    }

    fn answer(&mut self, name: &str, text: &str) -> Result<(), Problem> {
        match text {
            "" => Ok(()),
            text => self.put(INTERVIEW, self.document, name, &json!(text)),
        }
    }

    fn row(
        &mut self,
        record_kind: &str,
        record: Uuid,
        (order, columns): (usize, &Value),
    ) -> Result<(), Problem> {
        let parent = self.document;
        let place = json!({"kind": record_kind, "parent": parent, "order": order});
        self.put(record_kind, record, RECORD_FIELD, &place)?;
        self.put(record_kind, record, ROW_FIELD, columns)
    }
}

impl Open {
    fn start_plan(&mut self, card: &Card, papers: Papers, now_ms: i64) -> Result<Uuid, Problem> {
        let today = local_date(now_ms);
        if !self.carries_plan(card.case)? || !may_start(card, papers, today) {
            return Err(Problem::of(ProblemCode::NotAllowed));
        }
        let (name, form) = self.forms.in_force(FAMILY_PLAN, today)?;
        let mut begun = Begun::new(card.case, &name, &form)?;
        begun.answer("family_plan_family", &card.name)?;
        let mut running = card.assistances.iter().rev();
        let running = running.find(|one| one.assistance.assistant(today).is_some());
        if let Some(one) = running {
            let assistant = one.assistance.assistant(today);
            let assistant = assistant.map(|person| self.directory.name(person));
            begun.answer("family_plan_assistant", &assistant.unwrap_or_default())?;
            let asked_by = self.directory.name(one.assistance.request.by);
            begun.answer("family_plan_social_worker", &asked_by)?;
            let coordinator = one.assistance.coordinator();
            let coordinator = coordinator.map(|person| self.directory.name(person));
            begun.answer(NAMED, &coordinator.unwrap_or_default())?;
        }
        for (order, child) in self.children_of(card, today)?.iter().enumerate() {
            let columns = json!({"name": child});
            begun.row("family_child", Uuid::now_v7(), (order, &columns))?;
        }
        let document = begun.document;
        begun.writing.commit(self, now_ms)?;
        self.card(card.case)?;
        Ok(document)
    }

    /// Names of the children whom the interview approved last knows, as far as this seat holds them.
    fn children_of(&mut self, card: &Card, today: NaiveDate) -> Result<Vec<String>, Problem> {
        let mut interviews = card.interviews.iter().rev();
        let last = interviews.find(|one| {
            one.sealed.is_some()
                && one.is_of(&["part-i", "part-iv"])
                && card.valid(one.document) == Some(one.document)
        });
        let Some(last) = last else {
            return Ok(Vec::new());
        };
        let Some(known) = Earlier::load(self, last.document)? else {
            return Ok(Vec::new());
        };
        let facts = known.form.facts(&known.answers);
        let child = |born: NaiveDate| {
            let years = today.years_since(born);
            years.is_some_and(|years| years < CHILD_BELOW_YEARS)
        };
        let persons = facts.persons.iter();
        let children = persons.filter(|person| person.born.is_some_and(child));
        Ok(children.map(crate::law::name).collect())
    }

    fn start_evaluation(
        &mut self,
        card: &Card,
        papers: Papers,
        now_ms: i64,
    ) -> Result<Uuid, Problem> {
        let today = local_date(now_ms);
        let runs = card.running_assistance(today).is_some();
        let agreed = papers.agreed.filter(|_| runs);
        let refused = || Problem::of(ProblemCode::NotAllowed);
        if !self.carries_plan(card.case)? {
            return Err(refused());
        }
        let plan = Earlier::load(self, agreed.ok_or_else(refused)?)?.ok_or_else(refused)?;
        let beside = Beside::of(&self.case_records(card.case)?);
        let since = self.evaluated_until(card)?;
        let (name, form) = self.forms.in_force(FAMILY_EVALUATION, today)?;
        let mut begun = Begun::new(card.case, &name, &form)?;
        let root = plan.answers.root();
        let of_plan = |field: &str| {
            let text = root
                .and_then(|root| root.answer(field))
                .and_then(Value::as_str);
            text.unwrap_or_default().to_owned()
        };
        for shared in ["family_plan_family", "family_plan_assistant"] {
            if form.field(INTERVIEW, shared).is_some() {
                begun.answer(shared, &of_plan(shared))?;
            }
        }
        let from = since.unwrap_or_else(|| of_plan(super::PLAN_FROM));
        begun.answer("family_evaluation_from", &from)?;
        begun.answer("family_evaluation_until", &today.to_string())?;
        begun.answer(EVALUATED_ON, &today.to_string())?;
        let actions = plan.answers.living().filter(|line| line.kind == ACTION);
        let mut actions: Vec<_> = actions.collect();
        actions.sort_by_key(|line| (line.order, line.id));
        for (order, line) in actions.into_iter().enumerate() {
            let mut columns = super::columns_of(line);
            columns.retain(|column, _| EVALUATED.contains(&column.as_str()));
            if let Some((_, note)) = beside.last_word(line.id) {
                columns.insert("status".to_owned(), note.state.status_pl().to_owned());
            }
            let told = beside.told_of(line.id, from.parse().ok());
            if !told.is_empty() {
                columns.insert("assessment".to_owned(), told);
            }
            begun.row(ACTION, line.id, (order, &json!(columns)))?;
        }
        let document = begun.document;
        begun.writing.commit(self, now_ms)?;
        self.card(card.case)?;
        Ok(document)
    }

    /// The day after which the next evaluation tells of the family: that of the last one.
    fn evaluated_until(&mut self, card: &Card) -> Result<Option<String>, Problem> {
        let views = self.evaluation_views(card)?;
        let days = views.into_iter().filter(|one| !one.in_work);
        Ok(days.filter_map(|one| one.on).max())
    }
}

impl Beside {
    /// Notes of visits on a line since a day, the oldest first; of a spoken one, that there is one to listen to.
    fn told_of(&self, line: Uuid, since: Option<NaiveDate>) -> String {
        let visits = self.visits.iter().rev();
        let visits = visits.filter(|(_, visit)| since.is_none_or(|since| visit.on >= since));
        let notes = visits.flat_map(|(record, visit)| {
            let written = visit.lines.iter();
            let written = written
                .filter(|note| note.line == line && !note.note.is_empty())
                .map(|note| note.note.clone());
            let spoken = self.spoken_on(*record).into_iter();
            let spoken = spoken
                .filter(|(_, note)| note.line == Some(line))
                .map(|(_, note)| format!("notatka głosowa ({})", note.length_pl()));
            let day = teren_domain::calendar::date_pl(visit.on);
            let told = written.chain(spoken);
            told.map(|note| format!("{day}: {note}"))
                .collect::<Vec<_>>()
        });
        notes.collect::<Vec<_>>().join("\n")
    }
}
