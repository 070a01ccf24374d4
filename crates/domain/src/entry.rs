//! Who receives a report and which team holds its interview, by the centre's entry rules.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::facts::ReportFacts;
use crate::routing::{Causes, add_cause, basis_pl, matter_of_word};
use crate::structure::{EntryRule, Matter, Structure};

/// What entry rules read in a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedFor {
    /// Words of art. 36.
    pub help: Vec<String>,
    /// It tells of violence.
    pub violence: bool,
}

impl AskedFor {
    pub(crate) fn of(report: &ReportFacts) -> Self {
        let mut flags = report.flags.iter();
        Self {
            help: report.requested_help.clone(),
            violence: flags.any(|flag| flag.to_lowercase().contains("przemoc")),
        }
    }
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

/// The matters of a report, and the words that say so.
fn causes_of_report(structure: &Structure, asked: &AskedFor) -> Causes {
    let mut causes = Causes::new();
    for word in &asked.help {
        if let Some(matter) = matter_of_word(word, structure) {
            add_cause(&mut causes, matter, word);
        }
    }
    if asked.violence {
        let signal = "sygnał przemocy domowej".to_owned();
        causes.insert(Matter::Violence, vec![signal]);
    }
    causes
}

fn entry_rule<'a>(structure: &'a Structure, causes: &Causes) -> Option<&'a EntryRule> {
    let asked: BTreeSet<Matter> = causes.keys().copied().collect();
    structure.entry.iter().find(|rule| rule.fits(&asked))
}

/// The team that holds the interview of such a report.
pub(crate) fn held_by<'a>(structure: &'a Structure, asked: &AskedFor) -> &'a str {
    let causes = causes_of_report(structure, asked);
    entry_rule(structure, &causes).map_or(&structure.first_contact, |rule| &rule.team)
}

/// Who receives the report and who holds its interview.
#[must_use]
pub fn entry(structure: &Structure, report: &ReportFacts) -> Entry {
    let causes = causes_of_report(structure, &AskedFor::of(report));
    let fitting = entry_rule(structure, &causes);
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

impl Entry {
    /// The basis as a reader may see it, without the marks of our sources.
    #[must_use]
    pub fn basis_pl(&self) -> String {
        basis_pl(&self.basis)
    }
}

impl EntryRule {
    /// Whether a report with these matters is this rule's.
    #[must_use]
    pub fn fits(&self, asked: &BTreeSet<Matter>) -> bool {
        self.default
            || !self.any.is_disjoint(asked)
            || (!asked.is_empty() && asked.is_subset(&self.only))
    }
}
