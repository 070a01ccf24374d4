//! Versions of a centre's structure: each dated and never changed again, and what differs between two of them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::access::UnitKind;
use crate::criteria::{
    CentreParameters, OfficeParameters, RaisedCriterion, RaisedPeriodic, SWITCHED_BLOCKS, Span,
};
use crate::structure::{EntryRule, RoutingRule, Structure, Unit};

/// A version of the structure as the centre's own case keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StructureVersion {
    /// From 1, in the order in which they were decided.
    pub number: u32,
    pub valid_from: NaiveDate,
    /// Who decided; the centre itself for the version it was opened with.
    pub by: Uuid,
    /// Milliseconds since 1970 UTC.
    pub at_ms: i64,
    pub reason: String,
    pub structure: Structure,
}

/// The version in force on a day: of those whose day has come the latest, and of several from one day the last one decided.
/// Before the first day the first version holds.
#[must_use]
pub fn in_force(versions: &[StructureVersion], day: NaiveDate) -> Option<&StructureVersion> {
    let rank = |version: &&StructureVersion| (version.valid_from, version.number);
    let come = versions.iter().filter(|version| version.valid_from <= day);
    come.max_by_key(rank)
        .or_else(|| versions.iter().min_by_key(rank))
}

/// What the centre knew of its parameters: at a moment, else, of an interview still in work, everything said by today.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Knowledge {
    pub on: NaiveDate,
    /// Milliseconds since 1970 UTC of the approval; later decisions change nothing in what was approved.
    pub approved_ms: Option<i64>,
}

impl Knowledge {
    fn of(self, version: &StructureVersion) -> bool {
        let decided = self.approved_ms.is_none_or(|at_ms| version.at_ms <= at_ms);
        version.valid_from <= self.on && decided
    }
}

/// The parameters by which an interview is measured whose law is that of `applied`: what the version decided last, of those known,
/// says of that day. A resolution holds from its own day on, also where it was written down, or put right, later.
#[must_use]
pub fn parameters_on(
    versions: &[StructureVersion],
    applied: NaiveDate,
    known: Knowledge,
) -> OfficeParameters {
    let said = versions.iter().filter(|version| known.of(version));
    let last = said.max_by_key(|version| version.number);
    // Before the first day the first version holds.
    let last = last.or_else(|| versions.iter().min_by_key(|version| version.number));
    last.map_or_else(OfficeParameters::default, |version| {
        version.structure.office_parameters(applied)
    })
}

/// What an older structure must still say so that earlier matters keep their place: the name of a unit that has matters may
/// change, its id may not go.
#[must_use]
pub fn units_gone<'a>(before: &'a Structure, after: &Structure) -> Vec<&'a Unit> {
    let gone = before.units.iter();
    gone.filter(|unit| after.unit(&unit.id).is_none()).collect()
}

/// Differences between two versions, as Polish sentences without a full stop.
#[must_use]
pub fn differences_pl(before: &Structure, after: &Structure) -> Vec<String> {
    let mut told = Vec::new();
    if before.first_contact != after.first_contact {
        let name = after.team_name(&after.first_contact).unwrap_or_default();
        told.push(format!("Zgłoszenia przyjmuje teraz: {name}"));
    }
    units_pl(before, after, &mut told);
    rules_pl(before, after, &mut told);
    entry_pl(before, after, &mut told);
    parameters_pl(&before.parameters, &after.parameters, &mut told);
    told
}

/// A resolution of the council as the sentences of a difference name it.
trait Resolution: PartialEq {
    /// How a new one, one put right and one taken away are told.
    const NAMES: Names;

    fn span(&self) -> Span;
    fn resolution(&self) -> &str;
    /// What it raised it to.
    fn to_pl(&self) -> String;
}

struct Names {
    new: &'static str,
    corrected: &'static str,
    gone: &'static str,
}

impl Resolution for RaisedCriterion {
    const NAMES: Names = Names {
        new: "Kryterium podwyższone",
        corrected: "Poprawione kryterium podwyższone",
        gone: "Usunięte kryterium podwyższone",
    };

    fn span(&self) -> Span {
        self.span()
    }

    fn resolution(&self) -> &str {
        &self.resolution
    }

    fn to_pl(&self) -> String {
        format!(
            "{} dla osoby samotnie gospodarującej, {} na osobę w rodzinie",
            self.single, self.family
        )
    }
}

impl Resolution for RaisedPeriodic {
    const NAMES: Names = Names {
        new: "Podwyższony najniższy zasiłek okresowy",
        corrected: "Poprawiony podwyższony najniższy zasiłek okresowy",
        gone: "Usunięty podwyższony najniższy zasiłek okresowy",
    };

    fn span(&self) -> Span {
        self.span()
    }

    fn resolution(&self) -> &str {
        &self.resolution
    }

    fn to_pl(&self) -> String {
        format!("{} % różnicy", self.percent)
    }
}

/// Resolutions that came, that were put right and that are gone; one is the same as long as its words or its first day are.
fn raises_pl<R: Resolution>(before: &[R], after: &[R], told: &mut Vec<String>) {
    let same = |one: &R, other: &R| {
        one.span().since == other.span().since || one.resolution() == other.resolution()
    };
    for raised in after.iter().filter(|raised| !before.contains(raised)) {
        let corrected = before.iter().any(|old| same(old, raised));
        let what = if corrected {
            R::NAMES.corrected
        } else {
            R::NAMES.new
        };
        let (span, resolution) = (raised.span().text_pl(), raised.resolution());
        told.push(format!("{what} {span}: {} ({resolution})", raised.to_pl()));
    }
    let kept = |old: &&R| !after.iter().any(|raised| same(old, raised));
    for gone in before.iter().filter(kept) {
        let (span, resolution) = (gone.span().text_pl(), gone.resolution());
        told.push(format!("{} {span} ({resolution})", R::NAMES.gone));
    }
}

fn krus_pl(after: &[Span]) -> String {
    if after.is_empty() {
        return "Składka KRUS nie pomniejsza dochodu z gospodarstwa rolnego".to_owned();
    }
    let mut spans: Vec<&Span> = after.iter().collect();
    spans.sort_by_key(|span| span.since);
    let spans: Vec<String> = spans.into_iter().map(|span| span.text_pl()).collect();
    format!(
        "Składka KRUS pomniejsza dochód z gospodarstwa rolnego przy wnioskach {}",
        spans.join("; ")
    )
}

fn parameters_pl(before: &CentreParameters, after: &CentreParameters, told: &mut Vec<String>) {
    raises_pl(&before.criterion_raised, &after.criterion_raised, told);
    raises_pl(&before.periodic_raised, &after.periodic_raised, told);
    if before.krus_deducted != after.krus_deducted {
        told.push(krus_pl(&after.krus_deducted));
    }
    let switched = [
        (
            (before.powiat, after.powiat),
            "Ośrodek sam prowadzi części V i VI",
            "Ośrodek nie prowadzi części V i VI",
        ),
        (
            (before.named_on_board, after.named_on_board),
            "Koordynatorzy widzą obciążenie osób ze swoich zespołów z nazwiska",
            "Koordynatorzy nie widzą obciążenia osób z nazwiska",
        ),
    ];
    for ((was, is), on, off) in switched {
        if was != is {
            told.push((if is { on } else { off }).to_owned());
        }
    }
    if before.lease() != after.lease() {
        let days = after.lease();
        told.push(format!(
            "Bez połączenia z ośrodkiem laptop można czytać przez dni: {days}"
        ));
    }
    for (block, name) in SWITCHED_BLOCKS {
        let without = |of: &CentreParameters| of.without.iter().any(|one| one == block);
        match (without(before), without(after)) {
            (false, true) => told.push(format!("Nowe wywiady są bez bloku „{name}”")),
            (true, false) => told.push(format!("Nowe wywiady mają blok „{name}”")),
            _ => {}
        }
    }
}

/// Polish name of a kind of unit.
#[must_use]
pub const fn unit_kind_pl(kind: UnitKind) -> &'static str {
    match kind {
        UnitKind::FirstContact => "pierwszy kontakt",
        UnitKind::Decisions => "świadczenia przyznawane decyzją",
        UnitKind::SocialWork => "praca socjalna",
        UnitKind::Services => "usługi",
        UnitKind::All => "bez podziału",
    }
}

fn units_pl(before: &Structure, after: &Structure, told: &mut Vec<String>) {
    for unit in &after.units {
        let Some(old) = before.unit(&unit.id) else {
            told.push(format!("Nowy zespół: {}", unit.name));
            continue;
        };
        if old.name != unit.name {
            told.push(format!(
                "Zespół „{}” nazywa się teraz „{}”",
                old.name, unit.name
            ));
        }
        let changed = [
            (old.kind != unit.kind, "rodzaj"),
            (old.tasks != unit.tasks, "zadania"),
            (old.takes != unit.takes, "co przyjmuje"),
            (
                old.conducts_proceedings != unit.conducts_proceedings,
                "prowadzenie postępowań",
            ),
            (old.coordinator != unit.coordinator, "koordynator"),
        ];
        let what: Vec<&str> = (changed.iter())
            .filter(|(changed, _)| *changed)
            .map(|(_, what)| *what)
            .collect();
        if !what.is_empty() {
            told.push(format!(
                "Zespół „{}”, zmienione: {}",
                unit.name,
                what.join(", ")
            ));
        }
    }
    for gone in units_gone(before, after) {
        told.push(format!("Usunięty zespół: {}", gone.name));
    }
}

fn rules_pl(before: &Structure, after: &Structure, told: &mut Vec<String>) {
    let find = |structure: &Structure, id: &str| -> Option<RoutingRule> {
        structure.routing.iter().find(|rule| rule.id == id).cloned()
    };
    for rule in &after.routing {
        match find(before, &rule.id) {
            None => told.push(format!(
                "Nowa reguła {}: {}",
                rule.id,
                rule.sentence_pl(after)
            )),
            Some(old) if old != *rule => {
                told.push(format!(
                    "Zmieniona reguła {}: {}",
                    rule.id,
                    rule.sentence_pl(after)
                ));
            }
            Some(_) => {}
        }
    }
    for rule in &before.routing {
        if find(after, &rule.id).is_none() {
            told.push(format!(
                "Usunięta reguła {}: {}",
                rule.id,
                rule.sentence_pl(before)
            ));
        }
    }
    let kept = |of: &Structure, other: &Structure| -> Vec<String> {
        let ids = of.routing.iter().map(|rule| rule.id.clone());
        ids.filter(|id| find(other, id).is_some()).collect()
    };
    if kept(before, after) != kept(after, before) {
        told.push("Zmieniona kolejność reguł".to_owned());
    }
}

fn entry_pl(before: &Structure, after: &Structure, told: &mut Vec<String>) {
    if before.entry == after.entry {
        return;
    }
    let new = |rule: &&EntryRule| !before.entry.contains(rule);
    let sentences = after.entry.iter().filter(new);
    let mut found: Vec<String> = sentences
        .map(|rule| format!("Przyjmowanie zgłoszeń: {}", rule.sentence_pl(after)))
        .collect();
    if found.is_empty() {
        found.push("Przyjmowanie zgłoszeń: usunięte reguły albo inna kolejność".to_owned());
    }
    told.append(&mut found);
}

impl RoutingRule {
    /// When it fires, as the middle of a Polish sentence.
    #[must_use]
    pub fn condition_pl(&self) -> String {
        let joined = |parts: Vec<String>, between: &str| parts.join(between);
        let mut when: Vec<String> = Vec::new();
        if !self.when.is_empty() {
            let matters = self.when.iter().map(|matter| matter.when_pl().to_owned());
            when.push(joined(matters.collect(), " lub "));
        }
        when.extend(self.all.iter().map(|condition| condition.sentence_pl()));
        if !self.any.is_empty() {
            let any = self.any.iter().map(|condition| condition.sentence_pl());
            when.push(format!("jedno z: {}", joined(any.collect(), "; ")));
        }
        joined(when, " oraz ")
    }

    /// The rule as a Polish sentence: when, where to, by when, how urgent.
    #[must_use]
    pub fn sentence_pl(&self, structure: &Structure) -> String {
        let name = |team: &String| structure.team_name(team).unwrap_or(team).to_owned();
        let teams: Vec<String> = self.teams.iter().map(name).collect();
        let term = match self.term_days {
            None => String::new(),
            Some(1) => ", w ciągu 1 dnia roboczego".to_owned(),
            Some(days) => format!(", w ciągu {days} dni roboczych"),
        };
        let urgent = if self.urgent { ", pilne" } else { "" };
        format!(
            "Gdy {} → {}{term}{urgent}",
            self.condition_pl(),
            teams.join(", ")
        )
    }
}

impl EntryRule {
    /// The rule as a Polish sentence: what is asked for, who holds the interview.
    #[must_use]
    pub fn sentence_pl(&self, structure: &Structure) -> String {
        let joined = |matters: Vec<&str>| matters.join(" lub ");
        let team = structure.team_name(&self.team).unwrap_or(&self.team);
        if self.default {
            return format!("W każdym innym zgłoszeniu → {team}");
        }
        if self.only.is_empty() {
            let any = self.any.iter().map(|matter| matter.when_pl()).collect();
            return format!("Gdy {} → {team}", joined(any));
        }
        let only = self.only.iter().map(|matter| matter.when_pl()).collect();
        format!("Gdy tylko: {} → {team}", joined(only))
    }
}
