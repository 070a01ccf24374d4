//! Proposing a line of the plan instead of writing it, and what becomes of it.

use std::collections::BTreeMap;

use serde_json::json;
use teren_domain::Category;
use teren_domain::family_plan::{LINES, Suggestion, SuggestionSettled};
use teren_domain::workflow::{field, kind};
use teren_ledger::{RECORD_FIELD, ROW_FIELD};
use uuid::Uuid;

use super::{Beside, Papers, columns_of};
use crate::App;
use crate::contract::{FamilyPlanView, Problem, ProblemCode, SuggestionInput};
use crate::interview::Editing;
use crate::session::Open;
use crate::writing::{Writing, json as bytes};

impl App {
    /// Proposes a line, or other columns of one. Refused with `invalid-input` where nothing would change, and with the column where
    /// its value is of another kind or longer than the form takes.
    pub fn suggest_line(
        &self,
        case: Uuid,
        given: &SuggestionInput,
    ) -> Result<FamilyPlanView, Problem> {
        let now_ms = self.now_ms();
        self.with(|open| {
            open.commit_drafts(now_ms)?;
            open.suggest(case, given, now_ms)?;
            open.family_plan_view(case, now_ms)
        })
    }

    /// Takes what somebody proposed into the plan in work, or refuses it. Who proposed it may only take it back.
    pub fn settle_suggestion(
        &self,
        case: Uuid,
        record: Uuid,
        accepted: bool,
    ) -> Result<FamilyPlanView, Problem> {
        let now_ms = self.now_ms();
        self.with(|open| {
            open.commit_drafts(now_ms)?;
            open.settle(case, record, accepted, now_ms)?;
            open.editing = None;
            open.family_plan_view(case, now_ms)
        })
    }
}

impl Open {
    fn suggest(&mut self, case: Uuid, given: &SuggestionInput, now_ms: i64) -> Result<(), Problem> {
        let bad = |name: &str| Problem::of(ProblemCode::InvalidInput).with("field", name);
        let card = self.card(case)?;
        let document = Papers::of(&card).shown();
        let document = document.ok_or_else(|| Problem::of(ProblemCode::NotFound))?;
        let state = self.store.document(document)?;
        let editing = Editing::load(self, &state)?;
        if !LINES.contains(&given.kind.as_str()) {
            return Err(bad("kind"));
        }
        let stands = match given.line {
            Some(line) => {
                let known = editing.records.get(line);
                let known = known.filter(|known| known.kind == given.kind && !known.deleted);
                columns_of(known.ok_or_else(|| Problem::of(ProblemCode::NotFound))?)
            }
            None => BTreeMap::new(),
        };
        let mut columns = BTreeMap::new();
        for (column, text) in &given.columns {
            let text = text.trim();
            let known = editing.form.column(&given.kind, column);
            let known = known.ok_or_else(|| bad(column))?;
            if stands.get(column).map_or("", String::as_str) != text {
                // What the form would call unfit in the line itself is told before anybody is asked to take it in.
                if !text.is_empty() && !known.fits(&json!(text)) {
                    return Err(bad(column));
                }
                columns.insert(column.clone(), text.to_owned());
            }
        }
        if columns.is_empty() {
            return Err(bad("columns"));
        }
        let record = Uuid::now_v7();
        let row = Suggestion {
            document,
            line: given.line.unwrap_or(record),
            kind: given.kind.clone(),
            columns,
            by: self.person,
            at_ms: now_ms,
        };
        let mut writing = Writing::new(case, case, "");
        writing.open(record, kind::SUGGESTION, Some(case), 0);
        writing.add(kind::SUGGESTION, record, ROW_FIELD, &row);
        writing.commit(self, now_ms)
    }

    fn settle(
        &mut self,
        case: Uuid,
        record: Uuid,
        accepted: bool,
        now_ms: i64,
    ) -> Result<(), Problem> {
        let records = self.case_records(case)?;
        let beside = Beside::of(&records);
        let mut waiting = beside.suggestions.into_iter();
        let found = waiting.find(|(id, _)| *id == record);
        let (_, row) = found.ok_or_else(|| Problem::of(ProblemCode::NotFound))?;
        let drafted = Papers::of(&self.card(case)?).drafted;
        let own = row.by == self.person;
        let refused = || Problem::of(ProblemCode::NotAllowed);
        match (accepted, drafted) {
            (true, Some(document)) if !own => self.write_line(document, &row, now_ms)?,
            (false, Some(_)) => {}
            (false, None) if own => {}
            _ => return Err(refused()),
        }
        let settled = SuggestionSettled {
            accepted,
            by: self.person,
            at_ms: now_ms,
        };
        let mut writing = Writing::new(case, case, "");
        writing.add(kind::SUGGESTION, record, field::SETTLED, &settled);
        writing.commit(self, now_ms)
    }

    /// Writes a proposed line into the plan. Doing it twice is doing it once.
    fn write_line(&mut self, plan: Uuid, row: &Suggestion, now_ms: i64) -> Result<(), Problem> {
        let state = self.store.document(plan)?;
        let editing = Editing::load(self, &state)?;
        let known = editing.records.get(row.line).filter(|line| !line.deleted);
        let mut columns = known.map(columns_of).unwrap_or_default();
        columns.extend(row.columns.clone());
        columns.retain(|_, text| !text.is_empty());
        let mut writing = editing.writing();
        let category = Category::FamilyPlan;
        if known.is_none() {
            let order = editing.records.of_kind(&row.kind).count();
            let place = json!({"kind": row.kind, "parent": plan, "order": order});
            writing.put(category, row.line, RECORD_FIELD, bytes(&place));
        }
        writing.put(category, row.line, ROW_FIELD, bytes(&columns));
        writing.commit(self, now_ms)
    }
}
