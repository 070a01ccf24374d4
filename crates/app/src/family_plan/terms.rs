//! What of the work with a family is due when. The days are worked out when its case last changed, so that lists of many families are
//! only read.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};
use teren_domain::access::Role;
use teren_domain::family_plan::{ACTION, CALLED_FOR_DAYS, LineState};
use uuid::Uuid;

use super::{Beside, PLAN_UNTIL, Papers, columns_of, title_of};
use crate::assistance::AssistanceCard;
use crate::card::Card;
use crate::clock::local_date;
use crate::contract::{AgendaLine, AssistantTermsView, DueView, Problem, TermClock};
use crate::interview::Editing;
use crate::session::Open;

/// From how many days before its term an action is told of.
const ACTION_DAYS: i64 = 7;
/// Days of a month in which the summary of the last one is asked for.
const SUMMARY_DAYS: u32 = 7;
/// States in which nothing more is to be done on an action, as its line says.
const SETTLED: [LineState; 3] = [LineState::Done, LineState::NotDone, LineState::Changed];

/// A term of the work with a family, as lists keep it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct FamilyDue {
    pub clock: TermClock,
    pub due: NaiveDate,
    /// First day on which it runs no more, kept or not.
    pub until: Option<NaiveDate>,
    /// Which action of the plan.
    pub action: Option<String>,
}

impl FamilyDue {
    fn days_left(&self, today: NaiveDate) -> i64 {
        self.due.signed_duration_since(today).num_days()
    }

    pub fn runs_on(&self, day: NaiveDate) -> bool {
        self.until.is_none_or(|until| day < until)
    }

    /// Near enough to be told of, or late.
    fn is_near(&self, today: NaiveDate) -> bool {
        let told = match self.clock {
            TermClock::FamilyAction => ACTION_DAYS,
            _ => CALLED_FOR_DAYS,
        };
        self.runs_on(today) && self.days_left(today) <= told
    }
}

impl Card {
    /// Terms of the work with this family that are near or late.
    pub(crate) fn family_lines(&self, today: NaiveDate) -> impl Iterator<Item = AgendaLine> {
        let near = self.family_due.iter().filter(move |one| one.is_near(today));
        near.map(move |one| AgendaLine {
            case: self.case,
            name: self.name.clone(),
            term: DueView {
                clock: one.clock,
                due: one.due.to_string(),
                days_left: one.days_left(today),
            },
            action: one.action.clone(),
        })
    }

    /// The last work with this family that somebody was assigned to.
    fn last_work(&self) -> Option<&AssistanceCard> {
        let mut known = self.assistances.iter().rev();
        known.find(|one| !one.assistance.assigned.is_empty())
    }

    /// Who works with the family, or still watches it.
    fn family_assistant(&self, today: NaiveDate) -> Option<Uuid> {
        let work = &self.last_work()?.assistance;
        let last = work.assigned.last().filter(|_| !work.is_past(today))?;
        Some(last.assistant)
    }

    /// Whether the family's work is this person's: as its asystent, or as the koordynator of its plan.
    pub(crate) fn is_family_of(&self, person: Uuid, today: NaiveDate) -> bool {
        [self.family_assistant(today), self.coordinator(today)].contains(&Some(person))
    }
}

impl Open {
    /// The terms of the work with a family, as far as this seat may know them.
    pub(crate) fn family_terms(&mut self, card: &Card) -> Result<Vec<FamilyDue>, Problem> {
        let Some(work) = card.last_work().map(|one| one.assistance.clone()) else {
            return Ok(Vec::new());
        };
        let Some(first) = work.assigned.first() else {
            return Ok(Vec::new());
        };
        let until = work.ended.map(|end| end.on);
        let running = |clock, due| FamilyDue {
            clock,
            due,
            until,
            action: None,
        };
        let evaluation = self.evaluation_day(card, local_date(first.at_ms))?;
        let mut found = vec![running(TermClock::FamilyEvaluation, evaluation)];
        let agreed = Papers::of(card).agreed.and_then(|one| card.interview(one));
        let of_this_work = agreed.filter(|one| {
            let sealed = one.sealed.as_ref();
            sealed.is_some_and(|sealed| sealed.approved_ms >= first.at_ms)
        });
        if let Some(plan) = of_this_work.map(|one| one.document) {
            let state = self.store.document(plan)?;
            let editing = Editing::load(self, &state)?;
            let end = editing.records.read::<NaiveDate>(plan, PLAN_UNTIL);
            found.extend(end.map(|end| running(TermClock::FamilyPlan, end)));
            let beside = Beside::of(&self.case_records(card.case)?);
            for (due, title) in actions_to_do(&editing, &beside) {
                found.push(FamilyDue {
                    action: Some(title),
                    ..running(TermClock::FamilyAction, due)
                });
            }
        }
        let monitored = work.ended.and_then(|end| end.monitored_until);
        found.extend(monitored.map(|due| FamilyDue {
            until: due.checked_add_days(Days::new(1)),
            ..running(TermClock::FamilyMonitoring, due)
        }));
        Ok(found)
    }

    /// The month whose summary is asked for in the first days of the next one, of who worked with a family in it.
    pub(crate) fn summary_month(&self, cards: &[Card], today: NaiveDate) -> Option<String> {
        let next = today.with_day(1)?;
        let month = next.checked_sub_months(Months::new(1))?;
        let hers = |card: &Card| {
            card.assistances.iter().any(|one| {
                let mut assigned = one.assistance.assigned.iter();
                let worked = assigned
                    .any(|one| one.assistant == self.person && local_date(one.at_ms) < next);
                worked && one.assistance.ended.is_none_or(|end| end.on >= month)
            })
        };
        let asked = self.has_role(Role::FamilyAssistant) && today.day() <= SUMMARY_DAYS;
        (asked && cards.iter().any(hers)).then(|| month.format("%Y-%m").to_string())
    }

    /// How many terms of each asystent's families are late and near, most that is late first.
    pub(crate) fn assistant_terms(
        &self,
        cards: &[Card],
        today: NaiveDate,
    ) -> Vec<AssistantTermsView> {
        let mut counted: BTreeMap<Uuid, (u32, u32)> = BTreeMap::new();
        for card in cards {
            let Some(assistant) = card.family_assistant(today) else {
                continue;
            };
            for line in card.family_lines(today) {
                let (late, near) = counted.entry(assistant).or_default();
                match line.term.days_left < 0 {
                    true => *late += 1,
                    false => *near += 1,
                }
            }
        }
        let mut views: Vec<AssistantTermsView> = (counted.into_iter())
            .map(|(assistant, (late, near))| AssistantTermsView {
                name: self.directory.name(assistant),
                late,
                near,
            })
            .collect();
        views.sort_by(|one, other| {
            let place = |one: &AssistantTermsView| (u32::MAX - one.late, u32::MAX - one.near);
            (place(one), &one.name).cmp(&(place(other), &other.name))
        });
        views
    }
}

/// Actions of a plan whose day is known and of which nobody said that they are done or given up.
fn actions_to_do(editing: &Editing, beside: &Beside) -> Vec<(NaiveDate, String)> {
    let actions = editing.records.of_kind(ACTION);
    let open = actions.filter_map(|line| {
        let columns = columns_of(line);
        let status = columns.get("status").map_or("", String::as_str);
        let said = beside.last_word(line.id).map(|(_, note)| note.state);
        let settled = SETTLED.iter().any(|state| state.status_pl() == status);
        if settled || said == Some(LineState::Done) {
            return None;
        }
        let due = columns.get("until")?.parse().ok()?;
        Some((due, title_of(ACTION, &columns)))
    });
    open.collect()
}
