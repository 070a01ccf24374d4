//! Routing: who holds the interview, and to which teams a finished one goes, each with a reason in Polish.
//!
//! A pure function of structure and facts: it previews on a laptop, decides in the office and replays old cases.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::alert::speaks_of_violence;
use crate::competence::{other_gmina, same_gmina};
use crate::facts::{InterviewFacts, Part, ReportFacts};
use crate::household::minors;
use crate::structure::{EntryRule, HEAD, Matter, RoutingRule, Structure};

/// Word of the plan by which a worker asks the head for an asystent (art. 11 u.w.r.).
const ASSISTANT_REQUEST: &str = "wniosek o przydzielenie asystenta rodziny";

/// One team's share in an interview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    /// Unit, or an external such as `kierownik`.
    pub team: String,
    /// Ids of all rules that named the team; empty when no rule caught the interview.
    pub rules: Vec<String>,
    /// Polish: what in this interview caused it, and why it goes there.
    pub because: String,
    pub basis: String,
    pub rules_version: String,
    /// The reason gives away violence: only those who may hold that category may read it.
    pub speaks_of_violence: bool,
}

/// Who receives a report and who holds its interview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub received_by: String,
    pub interview_by: String,
    pub because: String,
    pub basis: String,
    pub speaks_of_violence: bool,
}

/// What causes each matter, in Polish, without anything a person typed.
type Causes = BTreeMap<Matter, Vec<String>>;

/// The matters of an interview.
#[must_use]
pub fn matters(facts: &InterviewFacts, structure: &Structure) -> BTreeSet<Matter> {
    causes(facts, structure).into_keys().collect()
}

fn causes(facts: &InterviewFacts, structure: &Structure) -> Causes {
    let part = format!("część {:?} kwestionariusza", facts.part);
    match facts.part {
        Part::V | Part::VI => return Causes::from([(Matter::Powiat, vec![part])]),
        // A relative's means are weighed in the proceedings on the benefit (art. 103, § 8).
        Part::II | Part::III => return Causes::from([(Matter::MoneyDecision, vec![part])]),
        Part::VIII | Part::IX => return Causes::from([(Matter::FamilyBenefits, vec![part])]),
        _ => {}
    }
    let plan = facts.help_plan.iter().map(|help| help.kind.as_str());
    let mut found = causes_of_words(plan, structure);
    let mut add = |matter, cause: &str| found.entry(matter).or_default().push(cause.to_owned());
    if speaks_of_violence(facts) {
        add(Matter::Violence, "stwierdzona przemoc domowa");
    }
    if facts.child_safety_concern == Some(true) {
        add(Matter::Violence, "obawa o bezpieczeństwo dziecka");
    }
    if other_gmina(facts, &structure.gmina.name).is_some() {
        add(
            Matter::OtherGmina,
            "osoba bezdomna, ostatnio zameldowana na pobyt stały w innej gminie",
        );
    }
    if facts.reasons.iter().any(|point| point == "9") && !minors(facts).is_empty() {
        add(
            Matter::FamilyAssistance,
            "bezradność w sprawach opiekuńczo-wychowawczych (art. 7 pkt 9) i małoletnie dziecko w gospodarstwie",
        );
    }
    let elsewhere = facts.relatives_elsewhere.iter().any(|relative| {
        let gmina = relative.gmina.as_deref();
        gmina.is_none_or(|gmina| !same_gmina(gmina, &structure.gmina.name))
    });
    if elsewhere {
        add(
            Matter::RelativesElsewhere,
            "część II zlecona u osoby z art. 103 w innej gminie",
        );
    }
    found
}

/// Matters made by words of art. 36; words outside the dictionary make none.
fn causes_of_words<'a>(words: impl Iterator<Item = &'a str>, structure: &Structure) -> Causes {
    let mut found = Causes::new();
    for word in words {
        let matter = match word {
            ASSISTANT_REQUEST => Some(Matter::FamilyAssistance),
            _ => structure.kinds.get(word).copied(),
        };
        if let Some(matter) = matter {
            let told: &mut Vec<String> = found.entry(matter).or_default();
            if !told.iter().any(|earlier| earlier == word) {
                told.push(word.to_owned());
            }
        }
    }
    found
}

/// Where an approved interview goes: teams in order of the rules, each once. Never empty: what no rule catches
/// goes to the head, who may hold every interview, and says so.
#[must_use]
pub fn route(structure: &Structure, facts: &InterviewFacts) -> Vec<Assignment> {
    let causes = causes(facts, structure);
    let mut assignments: Vec<Assignment> = Vec::new();
    for rule in structure.routing.iter().filter(|rule| fires(rule, &causes)) {
        let reason = sentence(&causes, &rule.when, &rule.reason_pl);
        let violent =
            rule.when.contains(&Matter::Violence) && causes.contains_key(&Matter::Violence);
        for team in &rule.teams {
            match assignments.iter_mut().find(|known| known.team == *team) {
                Some(known) => known.also(rule, &reason, violent),
                None => assignments.push(Assignment {
                    team: team.clone(),
                    rules: vec![rule.id.clone()],
                    because: reason.clone(),
                    basis: rule.basis.clone(),
                    rules_version: structure.version.clone(),
                    speaks_of_violence: violent,
                }),
            }
        }
    }
    if assignments.is_empty() {
        assignments.push(Assignment {
            team: HEAD.to_owned(),
            rules: Vec::new(),
            because: "Żadna reguła ośrodka nie objęła tego wywiadu, dlatego trafia do kierownika, który wskaże \
                      dalszą drogę."
                .to_owned(),
            basis: String::new(),
            rules_version: structure.version.clone(),
            speaks_of_violence: false,
        });
    }
    assignments
}

fn fires(rule: &RoutingRule, causes: &Causes) -> bool {
    rule.when.iter().any(|matter| causes.contains_key(matter))
}

impl Assignment {
    /// A further rule names the same team.
    fn also(&mut self, rule: &RoutingRule, reason: &str, violent: bool) {
        if self.rules.contains(&rule.id) {
            return;
        }
        self.rules.push(rule.id.clone());
        self.because.push(' ');
        self.because.push_str(reason);
        for part in rule.basis.split("; ") {
            if !self.basis.split("; ").any(|known| known == part) {
                self.basis.push_str("; ");
                self.basis.push_str(part);
            }
        }
        self.speaks_of_violence |= violent;
    }

    /// The basis as a reader may see it, without the marks of our sources.
    #[must_use]
    pub fn basis_pl(&self) -> String {
        basis_pl(&self.basis)
    }
}

impl Entry {
    /// The basis as a reader may see it, without the marks of our sources.
    #[must_use]
    pub fn basis_pl(&self) -> String {
        basis_pl(&self.basis)
    }
}

/// `seed:<office>` and sections of our notes become words; articles stay.
fn basis_pl(basis: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in basis.split("; ").filter(|part| !part.is_empty()) {
        let told = if part.starts_with("seed") {
            "organizacja ośrodka"
        } else if part.starts_with("wywiad.md") {
            "przyjęta praktyka ośrodków"
        } else {
            part
        };
        if !parts.contains(&told) {
            parts.push(told);
        }
    }
    parts.join("; ")
}

/// „W tym wywiadzie: <causes>. <reason>”, causes in the order of the matters.
fn sentence(causes: &Causes, matters: &BTreeSet<Matter>, reason_pl: &str) -> String {
    let present: Vec<&str> = matters
        .iter()
        .filter_map(|matter| causes.get(matter))
        .flatten()
        .map(String::as_str)
        .collect();
    format!("W tym wywiadzie: {}. {reason_pl}", present.join(", "))
}

/// Who receives the report and who holds its interview.
#[must_use]
pub fn entry(structure: &Structure, report: &ReportFacts) -> Entry {
    let words = report.requested_help.iter().map(String::as_str);
    let mut causes = causes_of_words(words, structure);
    if report
        .flags
        .iter()
        .any(|flag| flag.to_lowercase().contains("przemoc"))
    {
        let signal = "sygnał przemocy domowej".to_owned();
        causes.insert(Matter::Violence, vec![signal]);
    }
    let fitting = structure.entry.iter().find(|rule| fits(rule, &causes));
    let told: Vec<&str> = causes.values().flatten().map(String::as_str).collect();
    let reason = fitting
        .map(|rule| rule.reason_pl.as_str())
        .unwrap_or_default();
    let because = if told.is_empty() {
        reason.to_owned()
    } else {
        format!("W zgłoszeniu: {}. {reason}", told.join(", "))
    };
    Entry {
        received_by: structure.first_contact.clone(),
        interview_by: fitting
            .map_or(&structure.first_contact, |rule| &rule.team)
            .clone(),
        because,
        basis: fitting
            .map(|rule| match rule.source.as_str() {
                "seed" => format!("seed:{}", structure.id),
                source => source.to_owned(),
            })
            .unwrap_or_default(),
        speaks_of_violence: causes.contains_key(&Matter::Violence),
    }
}

fn fits(rule: &EntryRule, causes: &Causes) -> bool {
    let only = || !causes.is_empty() && causes.keys().all(|matter| rule.only.contains(matter));
    rule.default || rule.any.iter().any(|matter| causes.contains_key(matter)) || only()
}

/// Life of an assignment in a team's inbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AssignmentState {
    /// In the inbox.
    Sent,
    /// A member holds it.
    Taken,
    /// Refused with a reason, or sent back for correction.
    Returned,
    /// The team's work on it is over.
    Done,
    /// The centre took it away from the team.
    Revoked,
}

/// The assignment cannot go from one state to the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an assignment that is {from:?} cannot become {to:?}")]
pub struct MoveNotAllowed {
    pub from: AssignmentState,
    pub to: AssignmentState,
}

impl AssignmentState {
    pub const ALL: [Self; 5] = [
        Self::Sent,
        Self::Taken,
        Self::Returned,
        Self::Done,
        Self::Revoked,
    ];

    /// States that may follow this one. `Done` and `Revoked` are the end; a new matter is a new assignment.
    #[must_use]
    pub const fn next(self) -> &'static [Self] {
        match self {
            Self::Sent => &[Self::Taken, Self::Returned, Self::Revoked],
            // Back into the inbox when the member cannot go on with it.
            Self::Taken => &[Self::Sent, Self::Returned, Self::Done, Self::Revoked],
            // Sent anew, corrected or unchanged.
            Self::Returned => &[Self::Sent, Self::Revoked],
            Self::Done | Self::Revoked => &[],
        }
    }

    /// Goes over to another state, if that is allowed.
    pub fn to(self, to: Self) -> Result<Self, MoveNotAllowed> {
        if self.next().contains(&to) {
            Ok(to)
        } else {
            Err(MoveNotAllowed { from: self, to })
        }
    }
}
