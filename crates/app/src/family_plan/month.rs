//! What an asystent did in a month, for the summary she gives to the centre.

use chrono::{Months, NaiveDate};
use teren_domain::family_plan::{FAMILY_EVALUATION, FAMILY_PLAN, LineState};
use uuid::Uuid;

use super::Beside;
use crate::App;
use crate::card::Card;
use crate::clock::local_date;
use crate::contract::{FamilyMonthView, MonthView, Problem, ProblemCode};
use crate::session::Open;

impl App {
    /// Visits, plans, evaluations and ends of work in a month („2026-11”), in families that this person worked with in it.
    pub fn family_month(&self, month: &str) -> Result<MonthView, Problem> {
        let first = format!("{month}-01").parse::<NaiveDate>();
        let bad = |_| Problem::of(ProblemCode::InvalidInput).with("field", "month");
        let first = first.map_err(bad)?;
        let within = |day: NaiveDate| day.format("%Y-%m").to_string() == month;
        self.with(|open| {
            let me = open.person;
            let mut families = Vec::new();
            let next = first + Months::new(1);
            for card in &open.cards()? {
                let works = card.assistances.iter().any(|one| {
                    let assigned = one.assistance.assigned.iter();
                    let mut before = assigned.filter(|one| local_date(one.at_ms) < next);
                    let ended = one.assistance.ended;
                    before.next_back().is_some_and(|one| one.assistant == me)
                        && ended.is_none_or(|end| end.on >= first)
                });
                let row = open.family_month(card, me, within)?;
                if works || row.visits > 0 {
                    families.push(row);
                }
            }
            families.sort_by(|one, other| one.name.cmp(&other.name));
            Ok(MonthView {
                month: month.to_owned(),
                families,
            })
        })
    }
}

impl Open {
    fn family_month(
        &mut self,
        card: &Card,
        me: Uuid,
        within: impl Fn(NaiveDate) -> bool,
    ) -> Result<FamilyMonthView, Problem> {
        let beside = Beside::of(&self.case_records(card.case)?);
        let made = beside.visits.iter().map(|(_, visit)| visit);
        let made: Vec<_> = made
            .filter(|visit| visit.by == me && within(visit.on))
            .collect();
        let notes = made.iter().flat_map(|visit| &visit.lines);
        let counted = |state: LineState| notes.clone().filter(|note| note.state == state).count();
        let approved = |form: &str| {
            let mut papers = card.family_papers.iter().filter(|one| one.is_of(&[form]));
            papers.any(|one| {
                let sealed = one.sealed.as_ref();
                sealed.is_some_and(|sealed| within(local_date(sealed.approved_ms)))
            })
        };
        let ended = card
            .assistances
            .iter()
            .filter_map(|one| one.assistance.ended);
        Ok(FamilyMonthView {
            case: card.case,
            name: card.name.clone(),
            visits: u32::try_from(made.len()).unwrap_or(u32::MAX),
            lines: (LineState::ALL.into_iter())
                .map(|state| u32::try_from(counted(state)).unwrap_or(u32::MAX))
                .collect(),
            plan_agreed: approved(FAMILY_PLAN),
            evaluated: approved(FAMILY_EVALUATION),
            ended_on: (ended.map(|end| end.on).filter(|on| within(*on)).max())
                .map(|on| on.to_string()),
        })
    }
}
