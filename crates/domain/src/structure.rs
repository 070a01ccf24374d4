//! Structure of a centre: its units, who holds which interview, and the ordered rules of routing – all data.
//!
//! Six structures ship with the program; a centre may bring its own. Either way nothing is used before it was checked.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Category;
use crate::access::{Role, UnitKind};
use crate::condition::FieldCondition;
use crate::criteria::{CentreParameters, OfficeParameters, SWITCHED_BLOCKS, SpanError};
use crate::lease::MOST_LEASE_DAYS;
use crate::money::Grosze;

/// What a report or an interview is about, as far as routing cares (sprawa).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Matter {
    /// Domestic violence, or fear for a child's safety.
    #[serde(rename = "przemoc")]
    Violence,
    /// A homeless person last registered in another gmina (art. 101 ust. 2).
    #[serde(rename = "inna-gmina")]
    OtherGmina,
    #[serde(rename = "uslugi")]
    Services,
    #[serde(rename = "decyzja-pieniezna")]
    MoneyDecision,
    #[serde(rename = "decyzja-niepieniezna")]
    NonMoneyDecision,
    #[serde(rename = "praca-socjalna")]
    SocialWork,
    /// Other help without a decision (art. 106 ust. 2).
    #[serde(rename = "bez-decyzji")]
    WithoutDecision,
    /// Asystent rodziny (art. 11 u.w.r.).
    #[serde(rename = "asysta")]
    FamilyAssistance,
    /// Part II was asked of another gmina (§ 8).
    #[serde(rename = "krewni-inna-gmina")]
    RelativesElsewhere,
    /// Parts V and VI.
    #[serde(rename = "powiat")]
    Powiat,
    /// Parts VIII and IX.
    #[serde(rename = "swiadczenia-rodzinne")]
    FamilyBenefits,
}

impl Matter {
    pub const ALL: [Self; 11] = [
        Self::Violence,
        Self::OtherGmina,
        Self::Services,
        Self::MoneyDecision,
        Self::NonMoneyDecision,
        Self::SocialWork,
        Self::WithoutDecision,
        Self::FamilyAssistance,
        Self::RelativesElsewhere,
        Self::Powiat,
        Self::FamilyBenefits,
    ];

    /// When it is present, as the middle of a sentence: „gdy w planie jest …”.
    #[must_use]
    pub const fn when_pl(self) -> &'static str {
        match self {
            Self::Violence => "przemoc domowa albo obawa o bezpieczeństwo dziecka",
            Self::OtherGmina => "osoba bezdomna ostatnio zameldowana w innej gminie",
            Self::Services => "w planie są usługi",
            Self::MoneyDecision => "w planie jest świadczenie pieniężne",
            Self::NonMoneyDecision => "w planie jest świadczenie niepieniężne wymagające decyzji",
            Self::SocialWork => "w planie jest praca socjalna, poradnictwo lub interwencja",
            Self::WithoutDecision => "w planie jest pomoc bez decyzji (art. 106 ust. 2)",
            Self::FamilyAssistance => "potrzebny asystent rodziny",
            Self::RelativesElsewhere => "część II zlecona u krewnych w innej gminie",
            Self::Powiat => "zadanie powiatu (część V lub VI)",
            Self::FamilyBenefits => "część VIII lub IX (świadczenia rodzinne)",
        }
    }
}

/// A unit (zespół, dział) with an inbox of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    pub id: String,
    pub name: String,
    pub kind: UnitKind,
    pub tasks: String,
    /// Polish words: what reaches this unit.
    pub takes: Vec<String>,
    /// Whether it conducts administrative proceedings; `None` where the source is silent.
    pub conducts_proceedings: Option<bool>,
    pub coordinator: Option<String>,
    pub source: String,
    pub note: Option<String>,
}

/// Somebody outside the units who may be named by a rule: the head, another centre, the powiat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct External {
    pub name: String,
    pub kind: ExternalKind,
    pub tasks: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ExternalKind {
    /// A role in this centre.
    Role,
    /// Another office; what is addressed to it waits here to be sent.
    External,
}

/// Who holds the interview: the first rule that fits decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EntryRule {
    /// Fits when one of these is asked for.
    #[serde(default)]
    pub any: BTreeSet<Matter>,
    /// Fits when something is asked for and nothing but these.
    #[serde(default)]
    pub only: BTreeSet<Matter>,
    /// Fits always.
    #[serde(default)]
    pub default: bool,
    pub team: String,
    pub source: String,
    pub reason_pl: String,
}

/// A rule of routing: fires when one of its matters is present and its conditions are fulfilled (see [`RoutingRule::fires`]).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoutingRule {
    pub id: String,
    pub when: BTreeSet<Matter>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub all: Vec<FieldCondition>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub any: Vec<FieldCondition>,
    /// Term for the team in working days from the arrival of the interview; absent: the term of the interview.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub term_days: Option<u32>,
    /// First in the team's inbox.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub urgent: bool,
    pub teams: Vec<String>,
    pub when_pl: String,
    pub reason_pl: String,
    pub source: String,
    /// Articles, or `seed:<office>` for the public description of that centre.
    pub basis: String,
    pub assumption: Option<String>,
    pub note: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gmina {
    pub name: String,
    /// TERC, seven digits.
    pub terc: String,
}

/// What the head of a centre edits: units, who holds the interview, the rules of routing, and what the act leaves to the centre.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    pub first_contact: String,
    pub units: Vec<Unit>,
    pub entry: Vec<EntryRule>,
    pub routing: Vec<RoutingRule>,
    pub parameters: CentreParameters,
}

/// A centre's structure with everything routing needs; stands alone as one JSON document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Structure {
    pub id: String,
    /// Version of units and rules; recorded with every assignment.
    pub version: String,
    pub name: String,
    pub gmina: Gmina,
    pub model: String,
    pub parameters: CentreParameters,
    /// Unit that receives reports.
    pub first_contact: String,
    pub units: Vec<Unit>,
    pub entry: Vec<EntryRule>,
    pub routing: Vec<RoutingRule>,
    pub externals: BTreeMap<String, External>,
    /// Word of art. 36 → the matter it makes.
    pub kinds: BTreeMap<String, Matter>,
}

/// Why a structure is not used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StructureError {
    #[error("the structure cannot be read: line {line}, column {column}")]
    Malformed { line: usize, column: usize },
    #[error("two units of the centre have the id {0}")]
    UnitTwice(String),
    #[error("a unit has no id or no name")]
    NamelessUnit,
    #[error("two rules have the id {0}")]
    RuleTwice(String),
    #[error("{place} names the team {team}, which is neither a unit nor an external")]
    UnknownTeam { place: String, team: String },
    #[error("the rule {0} names no matter and no condition, or no team")]
    EmptyRule(String),
    #[error("a condition of the rule {0} names no word")]
    EmptyCondition(String),
    #[error("entry rule {place} must have exactly one condition")]
    EntryCondition { place: usize },
    #[error("the default must be the last entry rule, and only the last")]
    EntryDefault,
    #[error("the territorial symbol of the gmina is wrong")]
    Terc,
    #[error("a lease lasts from 1 to {MOST_LEASE_DAYS} days")]
    LeaseDays,
    #[error("the raised criterion lies below the statutory one of {since}")]
    RaisedTooLow {
        since: NaiveDate,
        single: Grosze,
        family: Grosze,
    },
    #[error("the raised okresowy is not above {above} and up to {to} percent")]
    PeriodicOutOfBounds { above: i64, to: i64 },
    #[error("what the council raised names no resolution of it")]
    NoResolution,
    #[error(transparent)]
    Span(#[from] SpanError),
    #[error("a block of the forms is switched off that no form switches")]
    UnknownBlock,
}

impl From<serde_json::Error> for StructureError {
    /// Keeps the place, drops the text: a message could quote what a person typed.
    fn from(error: serde_json::Error) -> Self {
        Self::Malformed {
            line: error.line(),
            column: error.column(),
        }
    }
}

impl Structure {
    /// Reads and checks one structure.
    pub fn parse(json: &str) -> Result<Self, StructureError> {
        let structure: Self = serde_json::from_str(json)?;
        structure.check()?;
        Ok(structure)
    }

    /// Nothing is named that does not exist, nothing exists twice, and every report finds a door.
    pub fn check(&self) -> Result<(), StructureError> {
        crate::identifiers::terc(&self.gmina.terc).map_err(|_| StructureError::Terc)?;
        let mut units = BTreeSet::new();
        for unit in &self.units {
            if unit.id.is_empty() || unit.name.trim().is_empty() {
                return Err(StructureError::NamelessUnit);
            }
            if !units.insert(&unit.id) || self.externals.contains_key(&unit.id) {
                return Err(StructureError::UnitTwice(unit.id.clone()));
            }
        }
        if !units.contains(&self.first_contact) {
            return Err(StructureError::UnknownTeam {
                place: "first_contact".into(),
                team: self.first_contact.clone(),
            });
        }
        self.check_entry()?;
        self.check_routing()?;
        self.check_parameters()
    }

    fn check_parameters(&self) -> Result<(), StructureError> {
        let known = |block: &String| SWITCHED_BLOCKS.iter().any(|(name, _)| name == block);
        if !self.parameters.without.iter().all(known) {
            return Err(StructureError::UnknownBlock);
        }
        if !(1..=MOST_LEASE_DAYS).contains(&self.parameters.lease()) {
            return Err(StructureError::LeaseDays);
        }
        self.parameters.check_spans()?;
        let raised = self.parameters.criterion_raised.iter();
        let periodic = self.parameters.periodic_raised.iter();
        let mut resolutions = (raised.map(|raised| &raised.resolution))
            .chain(periodic.map(|raised| &raised.resolution));
        if resolutions.any(|resolution| resolution.trim().is_empty()) {
            return Err(StructureError::NoResolution);
        }
        for raised in &self.parameters.periodic_raised {
            let (above, to) = raised.bounds();
            if raised.percent <= above || raised.percent > to {
                return Err(StructureError::PeriodicOutOfBounds { above, to });
            }
        }
        for raised in &self.parameters.criterion_raised {
            if let Some(law) = raised.falls_short_of() {
                return Err(StructureError::RaisedTooLow {
                    since: raised.since,
                    single: law.single,
                    family: law.family,
                });
            }
        }
        Ok(())
    }

    fn check_entry(&self) -> Result<(), StructureError> {
        let count = self.entry.len();
        for (place, rule) in self.entry.iter().enumerate() {
            let conditions = [!rule.any.is_empty(), !rule.only.is_empty(), rule.default];
            if conditions.iter().filter(|given| **given).count() != 1 {
                return Err(StructureError::EntryCondition { place: place + 1 });
            }
            if rule.default != (place + 1 == count) {
                return Err(StructureError::EntryDefault);
            }
            self.check_team(&rule.team, || format!("entry rule {}", place + 1))?;
        }
        if count == 0 {
            return Err(StructureError::EntryDefault);
        }
        Ok(())
    }

    fn check_routing(&self) -> Result<(), StructureError> {
        let mut ids = BTreeSet::new();
        for rule in &self.routing {
            if !ids.insert(&rule.id) {
                return Err(StructureError::RuleTwice(rule.id.clone()));
            }
            let conditions = || rule.all.iter().chain(&rule.any);
            if (rule.when.is_empty() && conditions().next().is_none()) || rule.teams.is_empty() {
                return Err(StructureError::EmptyRule(rule.id.clone()));
            }
            if conditions().any(|one| one.test.words().is_some_and(BTreeSet::is_empty)) {
                return Err(StructureError::EmptyCondition(rule.id.clone()));
            }
            for team in &rule.teams {
                self.check_team(team, || format!("rule {}", rule.id))?;
            }
        }
        Ok(())
    }

    fn check_team(&self, team: &str, place: impl Fn() -> String) -> Result<(), StructureError> {
        if self.team_name(team).is_some() {
            return Ok(());
        }
        Err(StructureError::UnknownTeam {
            place: place(),
            team: team.to_owned(),
        })
    }

    /// The same centre organised in another way.
    #[must_use]
    pub fn organised(&self, organisation: Organisation, version: String) -> Self {
        Self {
            version,
            first_contact: organisation.first_contact,
            units: organisation.units,
            entry: organisation.entry,
            routing: organisation.routing,
            parameters: organisation.parameters,
            ..self.clone()
        }
    }

    /// The part of it that the head edits.
    #[must_use]
    pub fn organisation(&self) -> Organisation {
        Organisation {
            first_contact: self.first_contact.clone(),
            units: self.units.clone(),
            entry: self.entry.clone(),
            routing: self.routing.clone(),
            parameters: self.parameters.clone(),
        }
    }

    #[must_use]
    pub fn unit(&self, id: &str) -> Option<&Unit> {
        self.units.iter().find(|unit| unit.id == id)
    }

    /// Polish name of a unit or of an external.
    #[must_use]
    pub fn team_name(&self, id: &str) -> Option<&str> {
        let external = || {
            self.externals
                .get(id)
                .map(|external| external.name.as_str())
        };
        self.unit(id)
            .map(|unit| unit.name.as_str())
            .or_else(external)
    }

    /// Roles that membership of a team brings; the head's seat is addressed as `kierownik`.
    #[must_use]
    pub fn team_roles(&self, id: &str) -> &'static [Role] {
        match self.unit(id) {
            Some(unit) => unit.kind.roles(),
            None if id == HEAD => &[Role::Head],
            None if id == MERGERS => &[Role::Merger],
            None if id == COORDINATORS => &[Role::Coordinator],
            None => &[],
        }
    }

    /// Whether a matter addressed to this team leaves the centre.
    #[must_use]
    pub fn leaves_the_centre(&self, id: &str) -> bool {
        self.externals
            .get(id)
            .is_some_and(|external| external.kind == ExternalKind::External)
    }

    /// Whether the centre does the tasks of a matter itself: a rule sends it to one of its own units.
    #[must_use]
    pub fn does_itself(&self, matter: Matter) -> bool {
        let by_agreement = matter == Matter::Powiat && self.parameters.powiat;
        by_agreement
            || self.routing.iter().any(|rule| {
                rule.when.contains(&matter)
                    && rule.teams.iter().any(|team| self.unit(team).is_some())
            })
    }

    /// By what an interview is measured whose law is that of this day.
    #[must_use]
    pub fn office_parameters(&self, day: NaiveDate) -> OfficeParameters {
        OfficeParameters {
            gmina: Some(self.gmina.clone()),
            ..self.parameters.on(day)
        }
    }
}

/// Which side of the separation of art. 110a a unit stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// Social work and services, free of proceedings.
    SocialWork,
    /// Administrative proceedings.
    Proceedings,
}

impl Side {
    /// What a person of this side may not hold of a case.
    #[must_use]
    pub const fn closed(self) -> Category {
        match self {
            Self::SocialWork => Category::Proceedings,
            Self::Proceedings => Category::SocialWork,
        }
    }
}

impl Structure {
    /// The side of a unit; `None` where the structure is not split, the source is silent, or the unit only takes reports.
    #[must_use]
    pub fn side(&self, team: &str) -> Option<Side> {
        let split = |unit: &&Unit| unit.conducts_proceedings == Some(false);
        self.units.iter().find(split)?;
        let unit = self.unit(team)?;
        match (unit.kind, unit.conducts_proceedings) {
            (UnitKind::FirstContact | UnitKind::All, _) | (_, None) => None,
            (_, Some(true)) => Some(Side::Proceedings),
            (_, Some(false)) => Some(Side::SocialWork),
        }
    }

    /// The side on which a person stands in one case: of the team for which she took it, else, where it is her own, on that of
    /// social work as soon as one of her teams is: her own case is the family she works with, and who sits in teams of both
    /// sides conducts no proceedings there that she has not taken first. `taken` are teams for which she took something of it,
    /// the first one first.
    #[must_use]
    pub fn side_in_case<'a>(
        &self,
        taken: impl IntoIterator<Item = &'a str>,
        own: bool,
        teams: &[String],
    ) -> Option<Side> {
        if let Some(side) = taken.into_iter().find_map(|team| self.side(team)) {
            return Some(side);
        }
        let social_work = Side::SocialWork;
        let free = teams
            .iter()
            .any(|team| self.side(team) == Some(social_work));
        (own && free).then_some(social_work)
    }
}

/// Id by which rules address the head of the centre.
pub const HEAD: &str = "kierownik";

/// Those who coordinate: of every case of the centre they see where it is.
pub const COORDINATORS: &str = "koordynatorzy";

/// Those who decide between answers that met: interviews in which some wait are theirs as if they were a team's.
pub const MERGERS: &str = "scalanie";

/// The file of shipped structures: what is common to all stands once.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shipped {
    version: String,
    #[serde(rename = "about")]
    _about: String,
    kinds: BTreeMap<String, Matter>,
    #[serde(rename = "matters")]
    _matters: BTreeMap<Matter, String>,
    externals: BTreeMap<String, External>,
    offices: BTreeMap<String, Office>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Office {
    name: String,
    gmina: Gmina,
    model: String,
    parameters: CentreParameters,
    first_contact: String,
    units: Vec<Unit>,
    entry: Vec<EntryRule>,
    routing: Vec<RoutingRule>,
}

type AllShipped = Result<BTreeMap<String, Structure>, StructureError>;

static SHIPPED: LazyLock<AllShipped> =
    LazyLock::new(|| parse_shipped(include_str!("../data/structures.json")));

/// The structures that ship with the program, by id: five real centres and „bez-podzialu”.
pub fn shipped() -> Result<&'static BTreeMap<String, Structure>, StructureError> {
    SHIPPED.as_ref().map_err(Clone::clone)
}

/// One shipped structure; `None` when there is none of that id.
pub fn shipped_by_id(id: &str) -> Result<Option<&'static Structure>, StructureError> {
    Ok(shipped()?.get(id))
}

fn parse_shipped(json: &str) -> AllShipped {
    let file: Shipped = serde_json::from_str(json)?;
    let mut structures = BTreeMap::new();
    for (id, office) in file.offices {
        let structure = Structure {
            id: id.clone(),
            version: file.version.clone(),
            name: office.name,
            gmina: office.gmina,
            model: office.model,
            parameters: office.parameters,
            first_contact: office.first_contact,
            units: office.units,
            entry: office.entry,
            routing: office.routing,
            externals: file.externals.clone(),
            kinds: file.kinds.clone(),
        };
        structure.check()?;
        structures.insert(id, structure);
    }
    Ok(structures)
}
