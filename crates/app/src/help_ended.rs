//! „Pomoc się skończyła”: lasting help that ended short of a new interview, so that nobody is reminded of its update.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::Value;
use teren_domain::Category;
use teren_domain::reminder::{HelpEnd, HelpEndReason, HelpEnded, Renews, Told, running_help};
use teren_domain::workflow::kind;
use teren_ledger::ROW_FIELD;
use uuid::Uuid;

use crate::App;
use crate::card::Card;
use crate::clock::{local_date, local_text};
use crate::contract::{
    CaseTermsView, EndedHelpView, HelpEndInput, LabelView, Problem, ProblemCode, RunningHelpView,
};
use crate::law::word;
use crate::session::Open;
use crate::terms::past_day;
use crate::values::Records;

impl App {
    /// Writes down that lasting help ended, or takes that back; of each form of help the last word counts. Refused with
    /// `invalid-input` and the field for help that does not run, a day that cannot be, and a reason that is none.
    pub fn end_help(&self, case: Uuid, given: &HelpEndInput) -> Result<CaseTermsView, Problem> {
        let now_ms = self.now_ms();
        let today = local_date(now_ms);
        let on = past_day("on", given.on.as_deref(), today)?;
        let end = match on {
            Some(on) => Some(HelpEnd {
                on,
                reason: reason_of(given)?,
            }),
            None => None,
        };
        self.with(|open| {
            let card = open.card(case)?;
            if !open.may_end_help(&card)? {
                return Err(Problem::of(ProblemCode::NotAllowed));
            }
            card.check_end(&given.help, end)?;
            let row = HelpEnded {
                help: given.help.clone(),
                end,
                by: open.person,
                at_ms: now_ms,
            };
            open.say_of_terms(case, kind::HELP_ENDED, &row, now_ms)
        })
    }
}

impl Open {
    /// Whether this seat sees which help was planned: the plan, and an approved interview in which it stands.
    pub(crate) fn may_end_help(&mut self, card: &Card) -> Result<bool, Problem> {
        let renewing = |told: &Told| told.approved && told.renews != Renews::Nothing;
        Ok(card.papers().any(renewing) && self.knows_of(card.case, Category::HelpPlan)?)
    }

    /// Help that ended and was not planned anew.
    pub(crate) fn ended_help(&self, card: &Card) -> Vec<EndedHelpView> {
        let view = |(help, said, end): (&str, &HelpEnded, HelpEnd)| EndedHelpView {
            help: help.to_owned(),
            on: end.on.to_string(),
            reason: end.reason.name_pl().to_owned(),
            by: self.directory.name(said.by),
            at: local_text(said.at_ms),
        };
        card.ended().into_iter().map(view).collect()
    }
}

impl Card {
    /// The lasting help that runs, for who may end it.
    pub(crate) fn help_to_end(&self, may_end: bool) -> Vec<RunningHelpView> {
        let occasion = self.occasion();
        let running = running_help(&occasion).into_iter();
        let view = running.map(|one| RunningHelpView {
            help: one.help.to_owned(),
            since: one.since.to_string(),
        });
        view.filter(|_| may_end).collect()
    }

    /// The last word on each form of help that ended and does not run.
    fn ended(&self) -> Vec<(&str, &HelpEnded, HelpEnd)> {
        let mut last: BTreeMap<&str, &HelpEnded> = BTreeMap::new();
        for said in &self.help_ended {
            last.extend(said.help.iter().map(|help| (help.as_str(), said)));
        }
        let occasion = self.occasion();
        let running = running_help(&occasion);
        last.retain(|help, _| running.iter().all(|one| one.help != *help));
        let ended = last.into_iter();
        ended
            .filter_map(|(help, said)| Some((help, said, said.end?)))
            .collect()
    }

    /// Ends only what runs, from a day since it was planned; takes back only what ended.
    fn check_end(&self, help: &[String], end: Option<HelpEnd>) -> Result<(), Problem> {
        let invalid = |field| Err(Problem::of(ProblemCode::InvalidInput).with("field", field));
        let occasion = self.occasion();
        let running = running_help(&occasion);
        let since = |help: &String| -> Option<NaiveDate> {
            let mut running = running.iter();
            Some(running.find(|one| one.help == help)?.since)
        };
        let ended = self.ended();
        let known = |help: &String| match end {
            Some(_) => since(help).is_some(),
            None => ended.iter().any(|(one, ..)| one == help),
        };
        if help.is_empty() || !help.iter().all(known) {
            return invalid("help");
        }
        let planned = help.iter().filter_map(since).max();
        match end.zip(planned) {
            Some((end, planned)) if end.on < planned => invalid("on"),
            _ => Ok(()),
        }
    }
}

/// Everything written down of help that ended, in the order of writing.
pub(crate) fn said_of_help(case: &Records) -> Vec<HelpEnded> {
    let said = case.rows::<HelpEnded>(kind::HELP_ENDED, ROW_FIELD);
    let mut said: Vec<(Uuid, HelpEnded)> = said.collect();
    said.sort_by_key(|(record, row)| (row.at_ms, *record));
    said.into_iter().map(|(_, row)| row).collect()
}

/// The reasons to choose from.
pub(crate) fn end_reasons() -> Vec<LabelView> {
    let label = |reason: HelpEndReason| LabelView {
        id: word(&reason),
        name: reason.name_pl().to_owned(),
    };
    HelpEndReason::ALL.map(label).to_vec()
}

fn reason_of(given: &HelpEndInput) -> Result<HelpEndReason, Problem> {
    let reason = given.reason.clone().map(Value::String);
    let read = reason.and_then(|reason| serde_json::from_value(reason).ok());
    read.ok_or_else(|| Problem::of(ProblemCode::InvalidInput).with("field", "reason"))
}
