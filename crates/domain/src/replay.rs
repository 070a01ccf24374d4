//! What another structure would do with interviews that went their way long ago: a dry run that changes nothing.

use crate::routing::{RoutingFacts, firing};
use crate::structure::{HEAD, Structure};

/// Where one interview would go instead, without a word of its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elsewhere {
    pub before: Vec<String>,
    pub after: Vec<String>,
    /// Rules of the old structure that name a team which loses it, and of the new one that name a team which gains it: Polish.
    pub why_pl: Vec<String>,
}

/// One interview under two structures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Replayed {
    Same,
    Elsewhere(Elsewhere),
    /// No rule of the new structure catches it: it would go to the head.
    Uncaught(Elsewhere),
}

/// Teams of an interview in order, and the rules that named each; the head alone when no rule fires.
fn teams<'a>(structure: &'a Structure, facts: &RoutingFacts) -> Vec<(&'a str, Vec<&'a str>)> {
    let mut found: Vec<(&str, Vec<&str>)> = Vec::new();
    for rule in firing(structure, facts) {
        for team in &rule.teams {
            match found.iter_mut().find(|(known, _)| known == team) {
                Some((_, rules)) => rules.push(&rule.id),
                None => found.push((team, vec![&rule.id])),
            }
        }
    }
    found
}

/// Replays one interview. Teams in another order are the same teams.
#[must_use]
pub fn replay(before: &Structure, after: &Structure, facts: &RoutingFacts) -> Replayed {
    let (old, new) = (teams(before, facts), teams(after, facts));
    let named =
        |teams: &[(&str, Vec<&str>)], team: &str| teams.iter().any(|(name, _)| *name == team);
    let uncaught = new.is_empty();
    let same = old.len() == new.len() && old.iter().all(|(team, _)| named(&new, team));
    if same && (!uncaught || old.is_empty()) {
        return match uncaught {
            true => Replayed::Uncaught(Elsewhere {
                before: vec![HEAD.to_owned()],
                after: vec![HEAD.to_owned()],
                why_pl: Vec::new(),
            }),
            false => Replayed::Same,
        };
    }
    let mut why = Vec::new();
    for (team, rules) in old.iter().filter(|(team, _)| !named(&new, team)) {
        why.push(told(before, "nie trafi już do", team, rules));
    }
    for (team, rules) in new.iter().filter(|(team, _)| !named(&old, team)) {
        why.push(told(after, "trafi do", team, rules));
    }
    let ids = |teams: &[(&str, Vec<&str>)]| -> Vec<String> {
        let ids: Vec<String> = teams.iter().map(|(team, _)| (*team).to_owned()).collect();
        if ids.is_empty() {
            vec![HEAD.to_owned()]
        } else {
            ids
        }
    };
    let elsewhere = Elsewhere {
        before: ids(&old),
        after: ids(&new),
        why_pl: why,
    };
    match uncaught {
        true => Replayed::Uncaught(elsewhere),
        false => Replayed::Elsewhere(elsewhere),
    }
}

fn told(structure: &Structure, how: &str, team: &str, rules: &[&str]) -> String {
    let when = |id: &&str| {
        let rule = structure.routing.iter().find(|rule| rule.id == **id);
        rule.map_or_else(
            || (*id).to_owned(),
            |rule| format!("{id}: {}", rule.when_pl),
        )
    };
    let name = structure.team_name(team).unwrap_or(team);
    let rules: Vec<String> = rules.iter().map(when).collect();
    format!("{how}: {name} (reguła {})", rules.join("; reguła "))
}
