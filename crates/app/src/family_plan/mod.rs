//! Plan pracy z rodziną: whose its lines are, what others propose of them, what visits said, and when it is evaluated.

mod acts;
mod coordination;
mod month;
mod settle;
mod terms;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::Value;
use teren_domain::Category;
use teren_domain::family_plan::{
    ACTION, EvaluationDue, FAMILY_EVALUATION, FAMILY_PLAN, FamilyVisit, LINES, LineNote, LineState,
    Suggestion, SuggestionSettled,
};
use teren_domain::voice_note::VoiceNote;
use teren_domain::workflow::{field, kind};
use teren_ledger::{RECORD_FIELD, ROW_FIELD};
use teren_questionnaire::{Form, Record};
use teren_store::DocumentState;
use uuid::Uuid;

use crate::App;
use crate::card::{Card, InterviewCard};
use crate::clock::{local_date, local_text};
use crate::contract::{
    AgreedPlanView, EvaluationDueView, FamilyEvaluationView, FamilyPlanView, FamilyVisitView,
    LabelView, LineNoteView, PlanDetailView, PlanGroupView, PlanLineView, PlanStanding, Problem,
    SuggestedChangeView, SuggestionView, TermClock, UnwrittenVisitView,
};
use crate::form_view;
use crate::interview::Editing;
use crate::law::word;
use crate::session::Open;
use crate::values::Records;
use crate::voice::notes_of;
pub(crate) use terms::FamilyDue;

/// The day that an evaluation names, and the one on which the next is planned.
const EVALUATED_ON: &str = "family_evaluation_date";
const NEXT_EVALUATION: &str = "family_evaluation_next_date";
/// The same on the plan.
const PLANNED_EVALUATION: &str = "family_plan_evaluation_date";
/// What the plan is for, and its period.
const MAIN_GOAL: &str = "family_plan_main_goal";
const PLAN_FROM: &str = "family_plan_from";
const PLAN_UNTIL: &str = "family_plan_until";

/// The papers of a family's asystent by what they are to it now.
#[derive(Debug, Clone, Copy, Default)]
struct Papers {
    /// The plan that is written.
    drafted: Option<Uuid>,
    /// The plan agreed last.
    agreed: Option<Uuid>,
    /// The evaluation that is written.
    evaluated: Option<Uuid>,
}

impl Papers {
    fn of(card: &Card) -> Self {
        let last = |form: &str, sealed: bool| {
            let mut papers = card.family_papers.iter().rev();
            let holds = |one: &&InterviewCard| {
                let counts = !sealed || card.valid(one.document) == Some(one.document);
                one.is_of(&[form]) && one.sealed.is_some() == sealed && counts
            };
            papers.find(holds).map(|one| one.document)
        };
        Self {
            drafted: last(FAMILY_PLAN, false),
            agreed: last(FAMILY_PLAN, true),
            evaluated: last(FAMILY_EVALUATION, false),
        }
    }

    /// The version in work, else the one agreed last.
    fn shown(self) -> Option<Uuid> {
        self.drafted.or(self.agreed)
    }
}

/// A line's words: the column that names it, by its kind.
fn naming_column(line_kind: &str) -> &'static str {
    match line_kind {
        "family_child" => "name",
        "family_problem" => "problem",
        "family_goal" => "goal",
        _ => "action",
    }
}

/// Columns of a line that say something.
fn columns_of(line: &Record) -> BTreeMap<String, String> {
    let row = line.answer(ROW_FIELD).and_then(Value::as_object);
    let columns = row.into_iter().flatten().filter_map(|(column, value)| {
        let text = value.as_str().filter(|text| !text.is_empty())?;
        Some((column.clone(), text.to_owned()))
    });
    columns.collect()
}

fn title_of(line_kind: &str, columns: &BTreeMap<String, String>) -> String {
    let named = columns.get(naming_column(line_kind));
    let named = named.or_else(|| columns.values().next());
    named.cloned().unwrap_or_default()
}

/// What is known of a plan's lines beside the plan: proposals that wait and visits, the last one first.
struct Beside {
    suggestions: Vec<(Uuid, Suggestion)>,
    visits: Vec<(Uuid, FamilyVisit)>,
    voice: Vec<(Uuid, VoiceNote)>,
}

impl Beside {
    fn of(records: &Records) -> Self {
        let open = |record: Uuid| {
            let settled = records.read::<SuggestionSettled>(record, field::SETTLED);
            settled.is_none()
        };
        let suggestions = records.rows::<Suggestion>(kind::SUGGESTION, ROW_FIELD);
        let mut suggestions: Vec<_> = suggestions.filter(|(record, _)| open(*record)).collect();
        suggestions.sort_by_key(|(record, row)| (row.at_ms, *record));
        let visits = records.rows::<FamilyVisit>(kind::FAMILY_VISIT, ROW_FIELD);
        let mut visits: Vec<_> = visits.collect();
        visits.sort_by_key(|(record, row)| (row.on, row.at_ms, *record));
        visits.reverse();
        Self {
            suggestions,
            visits,
            voice: notes_of(records),
        }
    }

    /// What was spoken on a visit.
    fn spoken_on(&self, visit: Uuid) -> Vec<&(Uuid, VoiceNote)> {
        let notes = self.voice.iter();
        notes.filter(|(_, note)| note.visit == visit).collect()
    }

    /// The visit that a person spoke on last and has not written down.
    fn unwritten(&self, person: Uuid) -> Option<Uuid> {
        let written = |visit: Uuid| self.visits.iter().any(|(record, _)| *record == visit);
        let mut notes = self.voice.iter().rev().map(|(_, note)| note);
        let last = notes.find(|note| note.by == person && !written(note.visit));
        last.map(|note| note.visit)
    }

    /// What the last visit that spoke of a line said of it.
    fn last_word(&self, line: Uuid) -> Option<(NaiveDate, &LineNote)> {
        self.visits.iter().find_map(|(_, visit)| {
            let note = visit.lines.iter().find(|note| note.line == line)?;
            Some((visit.on, note))
        })
    }
}

impl App {
    /// The plan of work with a family, its visits and its evaluations.
    pub fn family_plan(&self, case: Uuid) -> Result<FamilyPlanView, Problem> {
        let now_ms = self.now_ms();
        self.with(|open| {
            open.commit_drafts(now_ms)?;
            open.note_reading_case(case, now_ms)?;
            open.family_plan_view(case, now_ms)
        })
    }
}

impl FamilyPlanView {
    /// Lines of which something is done.
    pub(crate) fn acted_lines(&self) -> impl Iterator<Item = Uuid> {
        let acted = self.groups.iter().filter(|group| group.acted);
        acted.flat_map(|group| &group.lines).map(|line| line.record)
    }
}

impl Open {
    pub(crate) fn family_plan_view(
        &mut self,
        case: Uuid,
        now_ms: i64,
    ) -> Result<FamilyPlanView, Problem> {
        let card = self.card(case)?;
        let today = local_date(now_ms);
        let papers = Papers::of(&card);
        let beside = Beside::of(&self.case_records(case)?);
        let running = card.running_assistance(today);
        let assistant = running.map(|(_, assistant)| assistant);
        let writes = self.may_write(case, Category::FamilyPlan)?;
        let carries = self.carries_plan(case)?;
        let mut view = FamilyPlanView {
            case,
            name: card.name.clone(),
            assistant: assistant.map(|one| self.directory.name(one)),
            coordinator: (card.coordinator(today)).map(|one| self.directory.name(one)),
            lacks_coordinator: false,
            document: papers.shown(),
            in_work: papers.drafted.is_some(),
            main_goal: String::new(),
            from: None,
            until: None,
            conflicts: (papers.drafted.and_then(|one| card.interview(one)))
                .map_or(0, |one| one.conflicts),
            agreed: self.agreed_views(&card),
            groups: Vec::new(),
            visits: Vec::new(),
            unwritten: None,
            evaluations: self.evaluation_views(&card)?,
            evaluation_due: self.evaluation_due(&card, today),
            line_states: state_labels(),
            may_start: carries && may_start(&card, papers, today),
            may_change: carries && papers.drafted.is_none() && papers.agreed.is_some(),
            may_suggest: writes && papers.shown().is_some(),
            may_visit: writes && papers.shown().is_some() && assistant == Some(self.person),
            may_evaluate: carries && papers.agreed.is_some() && running.is_some(),
            withheld: !self.knows_of(case, Category::FamilyPlan)?,
        };
        let mut titles = BTreeMap::new();
        if let Some(document) = papers.shown() {
            let state = self.store.document(document)?;
            let editing = Editing::load(self, &state)?;
            let takes = writes && papers.drafted.is_some();
            let day = |name: &str| editing.records.read::<NaiveDate>(document, name);
            let named = editing.records.text(document, coordination::NAMED);
            let named = Some(named).filter(|name| !name.is_empty());
            view.coordinator = view.coordinator.or(named);
            view.lacks_coordinator = running.is_some()
                && view.coordinator.is_none()
                && coordination::in_foster_care(&editing.records);
            view.main_goal = editing.records.text(document, MAIN_GOAL);
            view.from = day(PLAN_FROM).map(|day| day.to_string());
            view.until = day(PLAN_UNTIL).map(|day| day.to_string());
            for line_kind in LINES {
                let group = self.group_view(&state, &editing, &beside, (line_kind, takes));
                titles.extend((group.lines.iter()).map(|line| (line.record, line.title.clone())));
                view.groups.push(group);
            }
        }
        view.visits = self.visit_views(case, &beside, &titles)?;
        if let Some(visit) = beside.unwritten(self.person).filter(|_| view.may_visit) {
            view.unwritten = Some(UnwrittenVisitView {
                visit,
                voice: self.voice_views(case, &beside.spoken_on(visit), &titles)?,
            });
        }
        Ok(view)
    }

    /// Visits with their words on lines and what was spoken, the last one first.
    fn visit_views(
        &mut self,
        case: Uuid,
        beside: &Beside,
        titles: &BTreeMap<Uuid, String>,
    ) -> Result<Vec<FamilyVisitView>, Problem> {
        let mut views = Vec::new();
        for (record, visit) in &beside.visits {
            let lines = visit.lines.iter();
            let lines = lines.map(|note| note_view(visit.on, note, titles.get(&note.line)));
            views.push(FamilyVisitView {
                record: *record,
                on: visit.on.to_string(),
                by: self.directory.name(visit.by),
                own: visit.by == self.person,
                note: visit.note.clone(),
                lines: lines.collect(),
                voice: self.voice_views(case, &beside.spoken_on(*record), titles)?,
            });
        }
        Ok(views)
    }

    fn agreed_views(&self, card: &Card) -> Vec<AgreedPlanView> {
        let papers = card.family_papers.iter().rev();
        let agreed = papers.filter(|one| one.is_of(&[FAMILY_PLAN]));
        let views = agreed.filter_map(|one| {
            let sealed = one.sealed.as_ref()?;
            Some(AgreedPlanView {
                document: one.document,
                number: card.number(one.document),
                at: local_text(sealed.approved_ms),
                by: self.directory.name(sealed.by),
                valid: card.valid(one.document) == Some(one.document),
                follows: one.version_of.is_some(),
            })
        });
        views.collect()
    }

    fn evaluation_views(&mut self, card: &Card) -> Result<Vec<FamilyEvaluationView>, Problem> {
        let mut views = Vec::new();
        let papers = card.family_papers.iter().rev();
        for one in papers.filter(|one| one.is_of(&[FAMILY_EVALUATION])) {
            let replaced = card
                .valid(one.document)
                .is_some_and(|valid| valid != one.document);
            if one.sealed.is_some() && replaced {
                continue;
            }
            let state = self.store.document(one.document)?;
            let editing = Editing::load(self, &state)?;
            let text = |name: &str| editing.records.text(one.document, name);
            let by = one.sealed.as_ref().map(|sealed| sealed.by).or(one.author);
            views.push(FamilyEvaluationView {
                document: one.document,
                on: Some(text(EVALUATED_ON)).filter(|day| !day.is_empty()),
                by: by.map(|by| self.directory.name(by)).unwrap_or_default(),
                conclusion: text("family_evaluation_conclusion"),
                handed_to: text("family_evaluation_handed_to"),
                in_work: one.sealed.is_none(),
            });
        }
        Ok(views)
    }

    /// How far a family's plan is, and how many lines that somebody else proposed wait for this person.
    pub(crate) fn plan_standing(&mut self, card: &Card) -> Result<(PlanStanding, u32), Problem> {
        let papers = Papers::of(card);
        let standing = match (papers.drafted, papers.agreed) {
            (None, None) => PlanStanding::None,
            (Some(_), None) => PlanStanding::InWork,
            (None, Some(_)) => PlanStanding::Agreed,
            (Some(_), Some(_)) => PlanStanding::Changed,
        };
        let beside = Beside::of(&self.case_records(card.case)?);
        let waiting = beside.suggestions.iter();
        let waiting = waiting.filter(|(_, row)| row.by != self.person).count();
        Ok((standing, u32::try_from(waiting).unwrap_or(u32::MAX)))
    }

    /// When the family's situation is to be evaluated, while somebody works with it.
    pub(crate) fn evaluation_due(
        &self,
        card: &Card,
        today: NaiveDate,
    ) -> Option<EvaluationDueView> {
        card.running_assistance(today)?;
        let mut terms = card.family_due.iter();
        let due = terms.find(|one| one.clock == TermClock::FamilyEvaluation)?;
        let due = EvaluationDue::on(due.due, today);
        Some(EvaluationDueView {
            on: due.on.to_string(),
            days_left: due.days_left,
            called_for: due.called_for,
        })
    }

    /// The day of the next evaluation of work that began on a day.
    fn evaluation_day(&mut self, card: &Card, begun: NaiveDate) -> Result<NaiveDate, Problem> {
        let mut papers = Vec::new();
        for one in card.family_papers.iter().filter(|one| one.sealed.is_some()) {
            if card.valid(one.document) == Some(one.document) {
                papers.push((one.is_of(&[FAMILY_EVALUATION]), one.document));
            }
        }
        let mut last: Option<(NaiveDate, Option<NaiveDate>)> = None;
        let mut planned = None;
        for (evaluation, document) in papers {
            let state = self.store.document(document)?;
            let editing = Editing::load(self, &state)?;
            let day = |name: &str| editing.records.read::<NaiveDate>(document, name);
            if !evaluation {
                planned = day(PLANNED_EVALUATION);
            } else if let Some(on) = day(EVALUATED_ON).filter(|on| *on >= begun) {
                last = last.max(Some((on, day(NEXT_EVALUATION))));
            }
        }
        Ok(match last {
            Some((on, next)) => EvaluationDue::day(on, next.or(planned)),
            None => EvaluationDue::day(begun, planned),
        })
    }

    fn group_view(
        &self,
        state: &DocumentState,
        editing: &Editing,
        beside: &Beside,
        (line_kind, takes): (&str, bool),
    ) -> PlanGroupView {
        let form = &editing.form;
        let lines: Vec<&Record> = editing.records.of_kind(line_kind).collect();
        let known = |line: Uuid| lines.iter().any(|record| record.id == line);
        let mut of_kind = beside.suggestions.iter();
        let proposed = of_kind
            .by_ref()
            .filter(|(_, row)| row.kind == line_kind && !known(row.line));
        let proposed = proposed.map(|(record, row)| {
            self.suggestion_view(form, *record, row, (&BTreeMap::new(), takes))
        });
        let proposed = proposed.collect();
        let lines = lines.iter().map(|line| {
            let columns = columns_of(line);
            let of_line = beside.suggestions.iter();
            let of_line = of_line.filter(|(_, row)| row.line == line.id);
            let (by, changed_by) = self.writers_of(state, line.id);
            let title = title_of(line_kind, &columns);
            PlanLineView {
                record: line.id,
                details: details_of(form, line_kind, &columns),
                by,
                changed_by,
                state: (beside.last_word(line.id))
                    .map(|(on, note)| note_view(on, note, Some(&title))),
                suggestions: of_line
                    .map(|(record, row)| {
                        self.suggestion_view(form, *record, row, (&columns, takes))
                    })
                    .collect(),
                title,
                columns,
            }
        });
        let field = form.field(line_kind, ROW_FIELD);
        let columns = field.into_iter().flat_map(|field| &field.columns);
        PlanGroupView {
            kind: line_kind.to_owned(),
            title: title_of_group(form, line_kind),
            lines: lines.collect(),
            proposed,
            columns: columns.filter_map(form_view::field_view).collect(),
            acted: line_kind == ACTION,
        }
    }

    fn suggestion_view(
        &self,
        form: &Form,
        record: Uuid,
        row: &Suggestion,
        (columns, takes): (&BTreeMap<String, String>, bool),
    ) -> SuggestionView {
        let own = row.by == self.person;
        let changes = row.columns.iter();
        let changes = changes.map(|(column, after)| SuggestedChangeView {
            label: label_of(form, &row.kind, column),
            before: columns.get(column).cloned().unwrap_or_default(),
            after: after.clone(),
        });
        SuggestionView {
            record,
            by: self.directory.name(row.by),
            at: local_text(row.at_ms),
            changes: changes.collect(),
            may_accept: takes && !own,
            may_refuse: takes || own,
            own,
        }
    }

    /// Who wrote a line first, and who last if that is somebody else.
    fn writers_of(&self, state: &DocumentState, line: Uuid) -> (String, Option<String>) {
        let number = Category::FamilyPlan.number();
        let written = |field: &str| {
            let values = state.values(number, line, field);
            let written = values.iter().filter_map(|value| value.written);
            let written = written.map(|written| (written.stamp, written.author));
            written.max().map(|(_, author)| author)
        };
        let opened = written(RECORD_FIELD);
        let last = written(ROW_FIELD).or(opened);
        let name = |person: Option<Uuid>| person.map(|person| self.directory.name(person));
        let by = name(opened.or(last)).unwrap_or_default();
        (by, name(last.filter(|last| Some(*last) != opened)))
    }
}

impl Card {
    /// Since when somebody works with the family, and who.
    pub fn running_assistance(&self, today: NaiveDate) -> Option<(i64, Uuid)> {
        let mut known = self.assistances.iter().rev();
        known.find_map(|one| {
            let assistant = one.assistance.assistant(today)?;
            let first = one.assistance.assigned.first()?;
            Some((first.at_ms, assistant))
        })
    }
}

/// A family that somebody works with, and that has no plan of this work.
fn may_start(card: &Card, papers: Papers, today: NaiveDate) -> bool {
    let Some((begun_ms, _)) = card.running_assistance(today) else {
        return false;
    };
    let agreed = papers.agreed.and_then(|agreed| card.interview(agreed));
    let agreed_ms = agreed.and_then(|agreed| Some(agreed.sealed.as_ref()?.approved_ms));
    papers.drafted.is_none() && agreed_ms.is_none_or(|agreed_ms| agreed_ms < begun_ms)
}

fn note_view(on: NaiveDate, note: &LineNote, title: Option<&String>) -> LineNoteView {
    LineNoteView {
        line: note.line,
        title: title.cloned().unwrap_or_default(),
        state: word(&note.state),
        state_name: note.state.name_pl().to_owned(),
        note: note.note.clone(),
        on: on.to_string(),
    }
}

fn state_labels() -> Vec<LabelView> {
    let labels = LineState::ALL.into_iter().map(|state| LabelView {
        id: word(&state),
        name: state.name_pl().to_owned(),
    });
    labels.collect()
}

fn label_of(form: &Form, line_kind: &str, column: &str) -> String {
    let column = form.column(line_kind, column);
    column.map_or_else(String::new, |column| column.full_label())
}

/// What a line says beside its title, in the order of the form.
fn details_of(
    form: &Form,
    line_kind: &str,
    columns: &BTreeMap<String, String>,
) -> Vec<PlanDetailView> {
    let field = form.field(line_kind, ROW_FIELD);
    let known = field.into_iter().flat_map(|field| &field.columns);
    let told = known.filter(|column| column.id != naming_column(line_kind));
    let details = told.filter_map(|column| {
        Some(PlanDetailView {
            label: column.full_label(),
            text: columns.get(&column.id)?.clone(),
        })
    });
    details.collect()
}

fn title_of_group(form: &Form, line_kind: &str) -> String {
    let mut blocks = form.sections.iter().flat_map(|section| &section.blocks);
    let block = blocks.find(|block| block.record_kind.as_deref() == Some(line_kind));
    block.map(|block| block.title.clone()).unwrap_or_default()
}
