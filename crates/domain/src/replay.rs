//! What another structure would do with interviews that went their way long ago: a dry run that changes nothing.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::entry::held_by;
use crate::routing::{RoutingFacts, firing};
use crate::structure::{HEAD, RoutingRule, Structure};
use crate::term::working_days_pl;

/// What would be different of one interview, without a word of its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replayed {
    pub before: Vec<String>,
    pub after: Vec<String>,
    /// Polish: teams that lose or gain it with their rules, terms and urgency that change, and who else would hold the interview.
    pub why_pl: Vec<String>,
    /// No rule of the new structure catches it: it would go to the head.
    pub uncaught: bool,
}

impl Replayed {
    /// Whether other teams would have it. Teams in another order are the same teams.
    #[must_use]
    pub fn elsewhere(&self) -> bool {
        self.before.len() != self.after.len()
            || self.before.iter().any(|team| !self.after.contains(team))
    }
}

/// A team of an interview, and what the rules that named it say together.
struct Share<'a> {
    team: &'a str,
    rules: Vec<&'a str>,
    term_days: Option<u32>,
    urgent: bool,
}

impl<'a> Share<'a> {
    fn of(team: &'a str) -> Self {
        Self {
            team,
            rules: Vec::new(),
            term_days: None,
            urgent: false,
        }
    }

    fn also(&mut self, rule: &'a RoutingRule) {
        self.rules.push(&rule.id);
        self.term_days = [self.term_days, rule.term_days].into_iter().flatten().min();
        self.urgent |= rule.urgent;
    }

    fn as_urgent_as(&self, other: &Share<'_>) -> bool {
        (self.term_days, self.urgent) == (other.term_days, other.urgent)
    }

    fn urgency_pl(&self) -> String {
        let term = self.term_days.map_or_else(
            || "termin wywiadu".to_owned(),
            |days| format!("termin {}", working_days_pl(days)),
        );
        match self.urgent {
            true => format!("pilne, {term}"),
            false => term,
        }
    }
}

/// Teams of an interview in order; none when no rule fires.
fn shares<'a>(structure: &'a Structure, facts: &RoutingFacts) -> Vec<Share<'a>> {
    let mut found: Vec<Share<'_>> = Vec::new();
    for rule in firing(structure, facts) {
        for team in &rule.teams {
            match found.iter_mut().find(|known| known.team == team) {
                Some(known) => known.also(rule),
                None => {
                    let mut fresh = Share::of(team);
                    fresh.also(rule);
                    found.push(fresh);
                }
            }
        }
    }
    found
}

/// Replays one interview; `None` when all would be as it was and a rule catches it.
#[must_use]
pub fn replay(before: &Structure, after: &Structure, facts: &RoutingFacts) -> Option<Replayed> {
    let (old, new) = (shares(before, facts), shares(after, facts));
    let in_old = |team: &str| old.iter().find(|share| share.team == team);
    let in_new = |team: &str| new.iter().find(|share| share.team == team);
    let mut why = Vec::new();
    for share in old.iter().filter(|share| in_new(share.team).is_none()) {
        why.push(told(before, "nie trafi już do", share));
    }
    for share in new.iter().filter(|share| in_old(share.team).is_none()) {
        why.push(told(after, "trafi do", share));
    }
    for share in &new {
        let was = in_old(share.team).filter(|was| !was.as_urgent_as(share));
        if let Some(was) = was {
            let (team, is) = (name(after, share.team), share.urgency_pl());
            why.push(format!("{team}: {is} (dotąd {})", was.urgency_pl()));
        }
    }
    if (&before.entry, &before.first_contact) != (&after.entry, &after.first_contact) {
        let asked = facts.asked.as_ref();
        let holders = asked.map(|asked| (held_by(before, asked), held_by(after, asked)));
        if let Some((was, is)) = holders.filter(|(was, is)| was != is) {
            let (was, is) = (name(before, was), name(after, is));
            why.push(format!("wywiad prowadziłby: {is} (dotąd {was})"));
        }
    }
    let uncaught = new.is_empty();
    (uncaught || !why.is_empty()).then(|| Replayed {
        before: ids(&old),
        after: ids(&new),
        why_pl: why,
        uncaught,
    })
}

/// The teams; the head alone when there is none.
fn ids(shares: &[Share<'_>]) -> Vec<String> {
    if shares.is_empty() {
        return vec![HEAD.to_owned()];
    }
    let teams = shares.iter().map(|share| share.team.to_owned());
    teams.collect()
}

fn told(structure: &Structure, how: &str, share: &Share<'_>) -> String {
    let when = |id: &&str| {
        let rule = structure.routing.iter().find(|rule| rule.id == **id);
        rule.map_or_else(
            || (*id).to_owned(),
            |rule| format!("{id}: {}", rule.when_pl),
        )
    };
    let rules: Vec<String> = share.rules.iter().map(when).collect();
    let (team, rules) = (name(structure, share.team), rules.join("; reguła "));
    format!("{how}: {team} (reguła {rules})")
}

fn name<'a>(structure: &'a Structure, team: &'a str) -> &'a str {
    structure.team_name(team).unwrap_or(team)
}

/// Answer to [`crate::workflow::Act::ReplayRouting`]: numbers of cases and teams, nothing of their content.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replay {
    pub interviews: u32,
    pub elsewhere: u32,
    /// To the same teams, but with another term or urgency, or held by another team.
    pub otherwise: u32,
    pub uncaught: u32,
    /// Team → how many interviews it would lose, and how many it would gain.
    pub teams: BTreeMap<String, (u32, u32)>,
    /// The first of those of which anything would be different or that are not caught, in order of their arrival.
    pub listed: Vec<ReplayLine>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplayLine {
    pub case: Uuid,
    /// Number of the case in the centre.
    pub number: String,
    pub before: Vec<String>,
    pub after: Vec<String>,
    pub why_pl: Vec<String>,
    pub uncaught: bool,
}
