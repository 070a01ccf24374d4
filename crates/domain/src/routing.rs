//! Routing: to which teams a finished interview goes, each with a reason in Polish.
//!
//! A pure function of structure and facts: it previews on a laptop, decides in the office and replays old cases.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::Category;
use crate::access::known_to_all_who_hold;
use crate::alert::speaks_of_violence;
use crate::competence::same_gmina;
use crate::condition::{Known, RoutingValue, RoutingValues};
use crate::entry::AskedFor;
use crate::facts::{InterviewFacts, Part};
use crate::household::minors;
use crate::income::household;
use crate::structure::{HEAD, Matter, RoutingRule, Structure};

/// Word of the plan by which a worker asks the head for an asystent (art. 11 u.w.r.).
const ASSISTANT_REQUEST: &str = "wniosek o przydzielenie asystenta rodziny";

/// Fields that rules may use in every interview, whatever its form asks.
pub mod known_field {
    /// Część kwestionariusza: one word, „I” to „IX”.
    pub const PART: &str = "part";
    /// Number of persons in the household of the person interviewed.
    pub const HOUSEHOLD_PERSONS: &str = "household_persons";
    /// How many of them are under 18.
    pub const HOUSEHOLD_MINORS: &str = "household_minors";
    /// Words of art. 36 in the plan of help.
    pub const PLAN: &str = "plan_words";
}

/// What routing needs to know of an interview: small enough to be kept for every interview there ever was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoutingFacts {
    pub part: Part,
    /// Words of art. 36 in the plan, in its order.
    pub plan: Vec<String>,
    pub violence: bool,
    pub child_safety_concern: bool,
    /// Gmina in which a homeless person was last registered.
    pub homeless_from: Option<String>,
    /// Reason of art. 7 pkt 9 with a minor in the household.
    pub helpless_with_minor: bool,
    /// Gminas of relatives of art. 103 for whom a part II was asked.
    pub relatives: Vec<Option<String>>,
    /// What the report asked for that it follows; `None` of an interview that answers no report.
    pub asked: Option<AskedFor>,
    /// Closed answers, for the centre's own conditions.
    pub values: RoutingValues,
}

impl RoutingFacts {
    /// The facts of an interview with its closed answers as its form gives them.
    #[must_use]
    pub fn of(facts: &InterviewFacts, answers: RoutingValues) -> Self {
        let plan: Vec<String> = (facts.help_plan.iter())
            .map(|help| help.kind.clone())
            .collect();
        let mut values = answers;
        let mut know = |field: &str, category, value| {
            values.insert(field.to_owned(), Known { value, category });
        };
        let count = |number: usize| RoutingValue::Number(i64::try_from(number).unwrap_or(i64::MAX));
        let persons = household(&facts.persons).len();
        let young = minors(facts).len();
        let part = BTreeSet::from([format!("{:?}", facts.part)]);
        know(
            known_field::PART,
            Category::Workflow,
            RoutingValue::Words(part),
        );
        know(
            known_field::HOUSEHOLD_PERSONS,
            Category::Identity,
            count(persons),
        );
        know(
            known_field::HOUSEHOLD_MINORS,
            Category::Identity,
            count(young),
        );
        if !plan.is_empty() {
            let words = RoutingValue::Words(plan.iter().cloned().collect());
            know(known_field::PLAN, Category::HelpPlan, words);
        }
        let helpless = facts.reasons.iter().any(|point| point == "9");
        let last = facts.last_registration_gmina.as_deref().map(str::trim);
        Self {
            part: facts.part,
            violence: speaks_of_violence(facts),
            child_safety_concern: facts.child_safety_concern == Some(true),
            homeless_from: last
                .filter(|last| facts.homeless && !last.is_empty())
                .map(str::to_owned),
            helpless_with_minor: helpless && young > 0,
            relatives: (facts.relatives_elsewhere.iter())
                .map(|relative| relative.gmina.clone())
                .collect(),
            asked: (facts.report.asks_for_help()).then(|| AskedFor::of(&facts.report)),
            plan,
            values,
        }
    }
}

/// One team's share in an interview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    /// Unit, or an external such as `kierownik`.
    pub team: String,
    /// Ids of the rules that named the team, except those in `further`; all empty when no rule caught the interview.
    pub rules: Vec<String>,
    /// Polish: what in this interview caused it, and why it goes there. Empty when all of it is in `further`.
    pub because: String,
    pub basis: String,
    pub rules_version: String,
    /// The reason gives away violence: only those who may hold that category may read it.
    pub speaks_of_violence: bool,
    /// What of the reason not everybody may know who knows the plan of help.
    pub further: Vec<Further>,
    /// The shortest term of the rules that named the team, in working days from the arrival.
    pub term_days: Option<u32>,
    /// One of the rules that named the team says so.
    pub urgent: bool,
}

/// A part of a reason for those who may hold one category.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Further {
    pub category: Category,
    /// Rules that all who hold the category may know to have fired.
    pub rules: Vec<String>,
    pub because: String,
    pub basis: String,
}

/// What causes each matter, in Polish, without anything a person typed.
pub(crate) type Causes = BTreeMap<Matter, Vec<String>>;

/// The matters of an interview.
#[must_use]
pub fn matters(facts: &RoutingFacts, structure: &Structure) -> BTreeSet<Matter> {
    let mut found = BTreeSet::new();
    tell_causes(facts, structure, |matter, _| {
        found.insert(matter);
    });
    found
}

fn causes(facts: &RoutingFacts, structure: &Structure) -> Causes {
    let mut found = Causes::new();
    tell_causes(facts, structure, |matter, cause| {
        add_cause(&mut found, matter, &cause)
    });
    found
}

pub(crate) fn add_cause(causes: &mut Causes, matter: Matter, cause: &str) {
    let told = causes.entry(matter).or_default();
    if !told.iter().any(|earlier| earlier == cause) {
        told.push(cause.to_owned());
    }
}

/// Matters that an interview of this part can make besides those of the words of its plan; `None`: the part alone decides.
#[must_use]
pub const fn matter_of_part(part: Part) -> Option<Matter> {
    match part {
        Part::V | Part::VI => Some(Matter::Powiat),
        // A relative's means are weighed in the proceedings on the benefit (art. 103, § 8).
        Part::II | Part::III => Some(Matter::MoneyDecision),
        Part::VIII | Part::IX => Some(Matter::FamilyBenefits),
        Part::I | Part::IV | Part::VII => None,
    }
}

/// The matter that a word of art. 36 makes in this centre.
pub(crate) fn matter_of_word(word: &str, structure: &Structure) -> Option<Matter> {
    match word {
        ASSISTANT_REQUEST => Some(Matter::FamilyAssistance),
        _ => structure.kinds.get(word).copied(),
    }
}

fn tell_causes(
    facts: &RoutingFacts,
    structure: &Structure,
    mut tell: impl FnMut(Matter, Cow<'_, str>),
) {
    if let Some(matter) = matter_of_part(facts.part) {
        return tell(
            matter,
            format!("część {:?} kwestionariusza", facts.part).into(),
        );
    }
    for word in &facts.plan {
        if let Some(matter) = matter_of_word(word, structure) {
            tell(matter, word.into());
        }
    }
    if facts.violence {
        tell(Matter::Violence, "stwierdzona przemoc domowa".into());
    }
    if facts.child_safety_concern {
        tell(Matter::Violence, "obawa o bezpieczeństwo dziecka".into());
    }
    let elsewhere = |gmina: &String| !same_gmina(gmina, &structure.gmina.name);
    if facts.homeless_from.as_ref().is_some_and(elsewhere) {
        tell(
            Matter::OtherGmina,
            "osoba bezdomna, ostatnio zameldowana na pobyt stały w innej gminie".into(),
        );
    }
    if facts.helpless_with_minor {
        tell(
            Matter::FamilyAssistance,
            "bezradność w sprawach opiekuńczo-wychowawczych (art. 7 pkt 9) i małoletnie dziecko w gospodarstwie"
                .into(),
        );
    }
    let mut relatives = facts.relatives.iter();
    if relatives.any(|gmina| gmina.as_ref().is_none_or(elsewhere)) {
        tell(
            Matter::RelativesElsewhere,
            "część II zlecona u osoby z art. 103 w innej gminie".into(),
        );
    }
}

/// Rules that fire on an interview, in their order.
pub(crate) fn firing<'a>(
    structure: &'a Structure,
    facts: &RoutingFacts,
) -> impl Iterator<Item = &'a RoutingRule> {
    let present = matters(facts, structure);
    let mut rules = structure.routing.iter();
    std::iter::from_fn(move || rules.find(|rule| rule.fires(&present, &facts.values)))
}

impl RoutingRule {
    /// Fires when one of its matters is present, if it names any, all conditions of `all` are fulfilled, and one of `any`, if
    /// there are any.
    #[must_use]
    pub fn fires(&self, present: &BTreeSet<Matter>, values: &RoutingValues) -> bool {
        (self.when.is_empty() || !self.when.is_disjoint(present))
            && (self.all.iter()).all(|condition| condition.fulfilled_by(values).is_some())
            && (self.any.is_empty()
                || (self.any.iter()).any(|condition| condition.fulfilled_by(values).is_some()))
    }
}

/// Where an approved interview goes: teams in order of the rules, each once. Never empty: what no rule catches
/// goes to the head, who may hold every interview, and says so.
#[must_use]
pub fn route(structure: &Structure, facts: &RoutingFacts) -> Vec<Assignment> {
    let causes = causes(facts, structure);
    let mut assignments: Vec<Assignment> = Vec::new();
    for rule in firing(structure, facts) {
        let reason = Reason::of(rule, &causes, &facts.values);
        for team in &rule.teams {
            match assignments.iter_mut().find(|known| known.team == *team) {
                Some(known) => known.also(rule, &reason),
                None => {
                    let mut fresh = Assignment::to(team, structure);
                    fresh.also(rule, &reason);
                    assignments.push(fresh);
                }
            }
        }
    }
    if assignments.is_empty() {
        assignments.push(Assignment {
            because: "Żadna reguła ośrodka nie objęła tego wywiadu, dlatego trafia do kierownika, który wskaże \
                      dalszą drogę."
                .to_owned(),
            ..Assignment::to(HEAD, structure)
        });
    }
    assignments
}

/// Why one rule fired, cut by who may know.
struct Reason {
    /// Said to all who know the plan of help, or of violence.
    open: Vec<String>,
    violent: bool,
    /// Said to those who hold a category.
    closed: Vec<(Category, Vec<String>)>,
}

impl Reason {
    fn of(rule: &RoutingRule, causes: &Causes, values: &RoutingValues) -> Self {
        let mut reason = Self {
            open: (rule.when.iter().filter_map(|matter| causes.get(matter)))
                .flatten()
                .cloned()
                .collect(),
            violent: rule.when.contains(&Matter::Violence)
                && causes.contains_key(&Matter::Violence),
            closed: Vec::new(),
        };
        for condition in rule.all.iter().chain(&rule.any) {
            let Some(known) = condition.fulfilled_by(values) else {
                continue;
            };
            let (category, told) = (known.category, condition.sentence_pl());
            if known_to_all_who_hold(category, Category::HelpPlan) {
                reason.open.push(told);
                continue;
            }
            match reason.closed.iter_mut().find(|(of, _)| *of == category) {
                Some((_, all)) => all.push(told),
                None => reason.closed.push((category, vec![told])),
            }
        }
        reason
    }
}

/// „W tym wywiadzie: <causes>. <reason>”.
fn sentence(causes: &[String], reason_pl: &str) -> String {
    format!("W tym wywiadzie: {}. {reason_pl}", causes.join(", "))
}

fn join_basis(known: &mut String, basis: &str) {
    for part in basis.split("; ").filter(|part| !part.is_empty()) {
        if !known.split("; ").any(|known| known == part) {
            if !known.is_empty() {
                known.push_str("; ");
            }
            known.push_str(part);
        }
    }
}

fn join_text(known: &mut String, text: &str) {
    if !known.is_empty() {
        known.push(' ');
    }
    known.push_str(text);
}

impl Assignment {
    fn to(team: &str, structure: &Structure) -> Self {
        Self {
            team: team.to_owned(),
            rules: Vec::new(),
            because: String::new(),
            basis: String::new(),
            rules_version: structure.version.clone(),
            speaks_of_violence: false,
            further: Vec::new(),
            term_days: None,
            urgent: false,
        }
    }

    /// A rule names the team.
    fn also(&mut self, rule: &RoutingRule, reason: &Reason) {
        let again = self.rules.contains(&rule.id)
            || (self.further.iter()).any(|further| further.rules.contains(&rule.id));
        if again {
            return;
        }
        self.term_days = [self.term_days, rule.term_days].into_iter().flatten().min();
        self.urgent |= rule.urgent;
        self.speaks_of_violence |= reason.violent;
        if reason.closed.is_empty() {
            self.rules.push(rule.id.clone());
            join_text(&mut self.because, &sentence(&reason.open, &rule.reason_pl));
            join_basis(&mut self.basis, &rule.basis);
            return;
        }
        // That the rule fired tells every answer it asks for: only who may know all of them is told which rule it was.
        let all = || reason.closed.iter().map(|(category, _)| *category);
        for (category, causes) in &reason.closed {
            let knows_all = all().all(|other| known_to_all_who_hold(other, *category));
            let opens = knows_all && known_to_all_who_hold(Category::HelpPlan, *category);
            let mut told = causes.clone();
            if opens {
                let open = reason.open.iter();
                told.splice(0..0, open.cloned());
            }
            let text = match opens {
                true => sentence(&told, &rule.reason_pl),
                false => format!("W tym wywiadzie: {}.", told.join(", ")),
            };
            if !self.further.iter().any(|known| known.category == *category) {
                self.further.push(Further::of(*category));
            }
            let own = (self.further.iter_mut()).find(|known| known.category == *category);
            if let Some(further) = own {
                join_text(&mut further.because, &text);
                if opens {
                    further.rules.push(rule.id.clone());
                    join_basis(&mut further.basis, &rule.basis);
                }
            }
        }
    }

    /// The basis as a reader may see it, without the marks of our sources.
    #[must_use]
    pub fn basis_pl(&self) -> String {
        basis_pl(&self.basis)
    }
}

impl Further {
    const fn of(category: Category) -> Self {
        Self {
            category,
            rules: Vec::new(),
            because: String::new(),
            basis: String::new(),
        }
    }

    /// The basis as a reader may see it, without the marks of our sources.
    #[must_use]
    pub fn basis_pl(&self) -> String {
        basis_pl(&self.basis)
    }
}

/// `seed:<office>` and sections of our notes become words; articles stay.
pub(crate) fn basis_pl(basis: &str) -> String {
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
