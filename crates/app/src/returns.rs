//! Sending an interview back with questions pinned to its answers, and answering them. The questions are asked and answered in the
//! case's own document, each in the category of its answer.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use teren_domain::Category;
use teren_domain::access::Role;
use teren_domain::correction::{Pin, Return, TakenBack};
use teren_domain::routing::AssignmentState;
use teren_domain::structure::HEAD;
use teren_domain::workflow::{field, kind};
use teren_ledger::ROW_FIELD;
use teren_questionnaire::MEMBER;
use teren_store::DocumentState;
use uuid::Uuid;

use crate::App;
use crate::card::{Card, RouteCard};
use crate::clock::local_text;
use crate::contract::{
    FieldKey, PinAnswer, PinInput, PinView, Problem, ProblemCode, ReturnView, StandingView,
    TakenBackView, TeamView,
};
use crate::interview::Editing;
use crate::session::Open;
use crate::update::Earlier;
use crate::values::Records;
use crate::writing::{Writing, json};

fn length(pins: &[PinView]) -> u32 {
    u32::try_from(pins.len()).unwrap_or(u32::MAX)
}

impl App {
    /// Sends an approved interview back to its worker in the name of a team, or as the head, with at least one question.
    pub fn return_interview(
        &self,
        document: Uuid,
        team: &str,
        pins: &[PinInput],
    ) -> Result<StandingView, Problem> {
        let now_ms = self.now_ms();
        if pins.is_empty() || pins.iter().any(|pin| pin.question.trim().is_empty()) {
            return Err(Problem::of(ProblemCode::InvalidInput).with("field", "question"));
        }
        self.with(|open| {
            let state = open.store.document(document)?;
            let case = state.case;
            let card = open.card(case)?;
            let editing = Editing::load(open, &state)?;
            let mut mine = open.may_return(&card, document).into_iter();
            if !mine.any(|known| known.id == team) {
                return Err(Problem::of(ProblemCode::NotAllowed));
            }
            let row = Return {
                document,
                team: team.to_owned(),
                by: open.person,
                at_ms: now_ms,
            };
            let returned = Uuid::now_v7();
            let mut writing = Writing::new(case, case, "");
            writing.open(returned, kind::RETURN, Some(case), 0);
            writing.add(kind::RETURN, returned, ROW_FIELD, &row);
            for (order, pin) in (0..).zip(pins) {
                let category = editing.read_category(&pin.at)?;
                let record = Uuid::now_v7();
                let question = Pin {
                    of: returned,
                    document,
                    record: pin.at.record,
                    field: pin.at.field.clone(),
                    question: pin.question.trim().to_owned(),
                };
                writing.open(record, kind::PIN, Some(returned), order);
                writing.ask(category, record, &question);
            }
            writing.commit(open, now_ms)?;
            open.standing_view(document)
        })
    }

    /// Takes a return back: its questions stay to be read and need no answer any more.
    pub fn withdraw_return(
        &self,
        document: Uuid,
        returned: Uuid,
        reason: &str,
    ) -> Result<StandingView, Problem> {
        let now_ms = self.now_ms();
        self.with(|open| {
            let case = open.store.document(document)?.case;
            let card = open.card(case)?;
            let mut known = card.said.returns.iter();
            let row = known.find(|(id, _)| *id == returned);
            let row = row.ok_or_else(|| Problem::of(ProblemCode::NotAllowed))?;
            let over = card.said.is_settled(returned) && !card.said.waits(returned);
            if over || !open.may_take_back(&row.1)? {
                return Err(Problem::of(ProblemCode::NotAllowed));
            }
            open.take_back(case, returned, reason, now_ms)?;
            open.standing_view(document)
        })
    }

    /// What the worker says to a question, while the correction is in work. Gives all questions of the correction back.
    pub fn answer_pin(
        &self,
        document: Uuid,
        pin: Uuid,
        text: &str,
    ) -> Result<Vec<PinView>, Problem> {
        let now_ms = self.now_ms();
        self.with(|open| {
            open.commit_drafts(now_ms)?;
            let state = open.store.document(document)?;
            let editing = Editing::load(open, &state)?;
            let asked = open.open_pins(&editing)?;
            if editing.sealed || !asked.iter().any(|known| known.pin == pin) {
                return Err(Problem::of(ProblemCode::NotAllowed));
            }
            let case = open.store.document(state.case)?;
            let mut categories = Category::ALL.into_iter();
            let category = categories
                .find(|category| !case.values(category.number(), pin, ROW_FIELD).is_empty())
                .ok_or_else(|| Problem::of(ProblemCode::NotFound))?;
            let mut writing = Writing::new(state.case, state.case, "");
            writing.put(category, pin, field::ANSWER, json(&text.trim()));
            writing.commit(open, now_ms)?;
            open.open_pins(&editing)
        })
    }
}

impl Editing {
    /// Category of an answer that this person may read.
    fn read_category(&self, at: &FieldKey) -> Result<Category, Problem> {
        let record = self.records.get(at.record);
        let record = record.ok_or_else(|| Problem::of(ProblemCode::NotFound))?;
        let category = self.form.category_of(&record.kind, &at.field);
        let category = category.ok_or_else(|| Problem::of(ProblemCode::NotFound))?;
        if self.withheld.contains(&category) {
            return Err(Problem::of(ProblemCode::NotAllowed));
        }
        Ok(category)
    }

    /// The member that a record is, or hangs under, by name.
    pub(crate) fn whose(&self, record: Uuid) -> Option<String> {
        let record = self.records.get(record)?;
        let member = match record.kind.as_str() {
            MEMBER => record,
            _ => self.records.get(record.parent?)?,
        };
        let text = |name: &str| self.records.text(member.id, name);
        let name = format!("{} {}", text("member_first_name"), text("member_last_name"));
        let name = name.trim().to_owned();
        (member.kind == MEMBER && !name.is_empty()).then_some(name)
    }
}

/// The first word by which something was taken back.
fn said_no_more(records: &Records, of: Uuid) -> Option<(Uuid, TakenBack)> {
    let words = records.rows::<TakenBack>(kind::TAKEN_BACK, ROW_FIELD);
    let words = words.filter(|(_, row)| row.of == of);
    words.min_by_key(|(id, row)| (row.at_ms, *id))
}

impl Card {
    /// Whether the team of a route sent its interview back.
    pub fn was_returned(&self, item: &RouteCard) -> bool {
        let mut returns = self.said.returns.iter();
        returns.any(|(_, row)| row.document == item.route.document && row.team == item.route.team)
    }
}

impl Open {
    /// Whether this person acts for the team.
    fn is_of_team(&self, team: &str) -> bool {
        let mut teams = self.directory.teams_of(self.person).into_iter();
        let head = team == HEAD && self.has_role(Role::Head);
        head || teams.any(|known| known.id == team)
    }

    /// The head may, and the team that sent it back, unless she is asked herself.
    fn may_take_back(&mut self, row: &Return) -> Result<bool, Problem> {
        if self.has_role(Role::Head) {
            return Ok(true);
        }
        let state = self.store.document(row.document)?;
        let approved_by: Vec<Uuid> = (state.seals.iter())
            .map(|held| held.written.author)
            .collect();
        Ok(self.is_of_team(&row.team) && row.may_be_taken_back_by(self.person, &approved_by))
    }

    /// In whose name this person may send the interview back: teams that have it, and the head.
    pub(crate) fn may_return(&self, card: &Card, document: Uuid) -> Vec<TeamView> {
        let receipted = card
            .interview(document)
            .is_some_and(|interview| interview.receipt.is_some());
        if card.valid(document) != Some(document) || !receipted {
            return Vec::new();
        }
        let has = |team: &str| {
            let mut routes = card.routes.iter();
            routes.any(|route| {
                let open = matches!(
                    route.state(),
                    AssignmentState::Sent | AssignmentState::Taken
                );
                open && route.route.document == document && route.route.team == team
            })
        };
        let returned = |team: &str| {
            let mut returns = card.said.returns.iter();
            returns.any(|(_, row)| row.document == document && row.team == team)
        };
        let mut teams = self.directory.teams_of(self.person);
        teams.retain(|team| has(&team.id));
        if self.has_role(Role::Head) && !teams.iter().any(|team| team.id == HEAD) {
            teams.push(TeamView {
                id: HEAD.to_owned(),
                name: self.directory.team_name(HEAD),
            });
        }
        teams.retain(|team| !returned(&team.id));
        teams
    }

    /// Returns of the interview and of its other versions, the last one first, as this version shows them.
    pub(crate) fn return_views(
        &mut self,
        card: &Card,
        records: &Records,
        editing: &Editing,
    ) -> Result<Vec<ReturnView>, Problem> {
        let chain = card.chain(editing.document);
        let mut befores = HashMap::new();
        let mut views = Vec::new();
        let mut returns: Vec<(Uuid, Return)> = records.rows(kind::RETURN, ROW_FIELD).collect();
        returns.retain(|(_, row)| chain.iter().any(|one| one.document == row.document));
        returns.sort_by_key(|(id, row)| std::cmp::Reverse((row.at_ms, *id)));
        for (id, row) in &returns {
            let pins = self.pin_views(card, records, editing, (*id, row), &mut befores)?;
            let taken_back = said_no_more(records, *id);
            let said = &card.said;
            let over = said.is_settled(*id) && !said.waits(*id);
            let open = !over && taken_back.is_none();
            views.push(ReturnView {
                id: *id,
                version: card.number(row.document),
                round: card.round(row.document),
                team_name: self.directory.team_name(&row.team),
                by: self.directory.name(row.by),
                at: local_text(row.at_ms),
                withheld: said.questions(*id).saturating_sub(length(&pins)),
                settled: said.is_settled(*id) && !said.waits(*id),
                may_withdraw: open && self.may_take_back(row)?,
                taken_back: taken_back.map(|(word, said)| TakenBackView {
                    by: self.directory.name(said.by),
                    at: local_text(said.at_ms),
                    reason: records.text(word, field::REASON),
                }),
                pins,
            });
        }
        Ok(views)
    }

    /// Questions that a correction has to answer before it is approved.
    pub(crate) fn open_pins(&mut self, editing: &Editing) -> Result<Vec<PinView>, Problem> {
        let root = editing.records.get(editing.document);
        if editing.sealed || root.is_none_or(|root| root.version_of.is_none()) {
            return Ok(Vec::new());
        }
        let card = self.card(editing.case)?;
        let records = self.case_records(editing.case)?;
        let returns = self.return_views(&card, &records, editing)?;
        let standing = returns.into_iter().filter(|one| one.taken_back.is_none());
        let pins = standing.rev().flat_map(|one| one.pins);
        Ok(pins.filter(|pin| !pin.settled).collect())
    }

    /// Writes down that an approved correction answers these questions.
    pub(crate) fn settle_pins(
        &mut self,
        (case, document): (Uuid, Uuid),
        pins: &[PinView],
        now_ms: i64,
    ) -> Result<(), Problem> {
        if pins.is_empty() {
            return Ok(());
        }
        let mut writing = Writing::new(case, case, "");
        for pin in pins {
            writing.add(kind::PIN, pin.pin, field::SETTLED, &document);
        }
        writing.commit(self, now_ms)
    }

    fn pin_views(
        &mut self,
        card: &Card,
        records: &Records,
        editing: &Editing,
        (returned, row): (Uuid, &Return),
        befores: &mut HashMap<Uuid, Option<Earlier>>,
    ) -> Result<Vec<PinView>, Problem> {
        let mut views = Vec::new();
        let case = self.store.document(editing.case)?;
        let pins = records.rows::<Pin>(kind::PIN, ROW_FIELD);
        for (id, pin) in pins.filter(|(_, pin)| pin.of == returned) {
            let before = match befores.entry(pin.document) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(free) => free.insert(Earlier::load(self, pin.document)?),
            };
            let before = before.as_ref();
            // The root of each version has the id of its document; every other record keeps its own.
            let here = match pin.record == pin.document {
                true => editing.document,
                false => pin.record,
            };
            let known = editing.records.get(here).filter(|record| !record.deleted);
            let now = known.and_then(|record| record.answer(&pin.field));
            let was = before.and_then(|before| {
                let mut records = before.answers.records().iter();
                records.find(|record| record.id == pin.record)
            });
            let asked = was.and_then(|record| record.answer(&pin.field));
            let kind = known.or(was).map(|record| record.kind.as_str());
            let kind = kind.unwrap_or_default();
            let form = &editing.form;
            views.push(PinView {
                pin: id,
                section: form
                    .section_letter(kind, &pin.field)
                    .unwrap_or_default()
                    .to_owned(),
                label: form.label(kind, &pin.field).unwrap_or_default(),
                whose: editing.whose(here),
                by: self.directory.name(row.by),
                team_name: self.directory.team_name(&row.team),
                asked_at: local_text(row.at_ms),
                answer: records.text(id, field::ANSWER),
                answers: self.words_of_several(&case, id),
                changed: before.is_some() && now != asked,
                settled: card.said.answered(id),
                at: FieldKey {
                    record: here,
                    field: pin.field,
                },
                question: pin.question,
            });
        }
        Ok(views)
    }

    /// Everybody's words to a question that several answered without seeing one another; else none.
    fn words_of_several(&self, case: &DocumentState, pin: Uuid) -> Vec<PinAnswer> {
        let answers = case.answers().filter(|answer| {
            answer.record == pin && answer.field == field::ANSWER && answer.values.len() > 1
        });
        let words = answers
            .flat_map(|answer| answer.values)
            .filter_map(|value| {
                let text = serde_json::from_slice(&value.value.value).ok()?;
                let by = self.directory.name(value.written?.author);
                Some(PinAnswer { by, text })
            });
        words.collect()
    }
}
