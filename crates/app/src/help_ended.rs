//! „Pomoc się skończyła”: lasting help that ended short of a new interview, so that nobody is reminded of its update.

use std::cmp::Reverse;

use chrono::NaiveDate;
use serde_json::Value;
use teren_domain::Category;
use teren_domain::reminder::{
    HelpEnd, HelpEndReason, HelpEnded, HelpSpell, Renews, Told, running_help,
};
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
use crate::terms::given_day;
use crate::values::Records;

impl App {
    /// Writes down that lasting help ended, or will end, or takes that back; of each spell of help the last word counts. Refused
    /// with `invalid-input` and the field for help that does not run, a day that cannot be, and a reason that is none.
    pub fn end_help(&self, case: Uuid, given: &HelpEndInput) -> Result<CaseTermsView, Problem> {
        let now_ms = self.now_ms();
        let today = local_date(now_ms);
        let on = given_day("on", given.on.as_deref())?;
        let end = match on {
            Some(on) => Some(HelpEnd {
                on,
                reason: reason_of(given)?,
            }),
            None => None,
        };
        let help = given.help.iter().map(spell_of);
        let help = help.collect::<Result<Vec<HelpSpell>, Problem>>()?;
        self.with(|open| {
            let card = open.card(case)?;
            if !open.may_end_help(&card)? {
                return Err(Problem::of(ProblemCode::NotAllowed));
            }
            card.check_end(&help, end, today)?;
            let row = HelpEnded {
                help,
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
        let grant = self.store.grant(card.case)?;
        let reads_only = grant.is_some_and(|grant| grant.only_reads());
        let known = !reads_only && self.knows_of(card.case, Category::HelpPlan)?;
        Ok(card.papers().any(renewing) && known)
    }

    /// Every spell of help that ended or will end, the latest end first.
    pub(crate) fn ended_help(&self, card: &Card) -> Vec<EndedHelpView> {
        let mut ended = card.ended();
        ended.sort_by_key(|(_, _, end)| Reverse(end.on));
        let view = |(spell, said, end): (&HelpSpell, &HelpEnded, HelpEnd)| EndedHelpView {
            help: spell.help.clone(),
            since: spell.since.to_string(),
            on: end.on.to_string(),
            reason: end.reason.name_pl().to_owned(),
            by: self.directory.name(said.by),
            at: local_text(said.at_ms),
        };
        ended.into_iter().map(view).collect()
    }
}

impl Card {
    /// The lasting help that runs and of whose end nothing is said, for who may end it.
    pub(crate) fn help_to_end(&self, may_end: bool, today: NaiveDate) -> Vec<RunningHelpView> {
        let occasion = self.occasion(today);
        let running = running_help(&occasion).into_iter();
        let view = running.map(|one| RunningHelpView {
            help: one.help.to_owned(),
            since: one.since.to_string(),
        });
        view.filter(|_| may_end).collect()
    }

    /// The last word on each spell of help that ended or will end.
    fn ended(&self) -> Vec<(&HelpSpell, &HelpEnded, HelpEnd)> {
        let mut last: Vec<(&HelpSpell, &HelpEnded)> = Vec::new();
        for said in &self.help_ended {
            for spell in &said.help {
                last.retain(|(known, _)| *known != spell);
                last.push((spell, said));
            }
        }
        let ended = last.into_iter();
        ended
            .filter_map(|(spell, said)| Some((spell, said, said.end?)))
            .collect()
    }

    /// Ends only what runs, from a day since it was planned; takes back only what was said to end. Nobody's death is told ahead.
    fn check_end(
        &self,
        help: &[HelpSpell],
        end: Option<HelpEnd>,
        today: NaiveDate,
    ) -> Result<(), Problem> {
        let invalid = |field| Err(Problem::of(ProblemCode::InvalidInput).with("field", field));
        let occasion = self.occasion(today);
        let running = running_help(&occasion);
        let runs = |spell: &HelpSpell| {
            let mut running = running.iter();
            running.any(|one| (one.help, one.since) == (spell.help.as_str(), spell.since))
        };
        let ended = self.ended();
        let known = |spell: &HelpSpell| match end {
            Some(_) => runs(spell),
            None => ended.iter().any(|(one, ..)| *one == spell),
        };
        if help.is_empty() || !help.iter().all(known) {
            return invalid("help");
        }
        let planned = help.iter().map(|spell| spell.since).max();
        let Some((end, planned)) = end.zip(planned) else {
            return Ok(());
        };
        let ahead = end.reason == HelpEndReason::Died && end.on > today;
        match ahead || end.on < planned {
            true => invalid("on"),
            false => Ok(()),
        }
    }
}

fn spell_of(given: &RunningHelpView) -> Result<HelpSpell, Problem> {
    let since = given.since.parse();
    Ok(HelpSpell {
        help: given.help.clone(),
        since: since.map_err(|_| Problem::of(ProblemCode::InvalidInput).with("field", "help"))?,
    })
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
