//! Who may hold what: role × category × relation to the case, as dated data with its source in every row.
//!
//! The table is the only source of permission. It fails closed: a row that is missing permits nothing.
//! What a seat may not hold is never replicated to it, so there is nothing on it to hide.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Category;

/// Role of a person in the centre; one person may have several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Pierwszy kontakt: takes reports, informs, assigns visits.
    FirstContact,
    /// Pracownik socjalny in the field.
    FieldWorker,
    /// Zespół świadczeń przyznawanych decyzją.
    BenefitsTeam,
    /// Zespół pracy socjalnej.
    SocialWorkTeam,
    /// Zespół usług.
    ServicesTeam,
    /// Asystent rodziny (art. 12–17 u.w.r.).
    FamilyAssistant,
    /// Koordynator rodzinnej pieczy zastępczej (art. 15 ust. 1 pkt 2 u.w.r.).
    FosterCoordinator,
    /// Koordynator zespołu.
    Coordinator,
    /// Kierownik / dyrektor, or a deputy authorised under art. 110 ust. 7–8.
    Head,
    /// Scalający: decides between answers that met, only where some do.
    Merger,
    /// Administrator of the system.
    Administrator,
    /// Inspektor ochrony danych.
    Inspector,
    /// Another centre with a commissioned part (§ 8).
    OtherCentre,
}

impl Role {
    pub const ALL: [Self; 13] = [
        Self::FirstContact,
        Self::FieldWorker,
        Self::BenefitsTeam,
        Self::SocialWorkTeam,
        Self::ServicesTeam,
        Self::FamilyAssistant,
        Self::FosterCoordinator,
        Self::Coordinator,
        Self::Head,
        Self::Merger,
        Self::Administrator,
        Self::Inspector,
        Self::OtherCentre,
    ];
}

/// How a person stands to a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// Assigned to this person (visit, taken matter, second worker, family of an asystent).
    Own,
    /// Routed to, or received by, a team of this person.
    Team,
    /// Any other case of the centre.
    Centre,
    /// Read in an emergency, until the day ends ([`crate::break_glass`]).
    BreakGlass,
}

impl Relation {
    pub const ALL: [Self; 4] = [Self::Own, Self::Team, Self::Centre, Self::BreakGlass];
}

/// What a unit of a structure does; its members' team roles follow from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnitKind {
    FirstContact,
    Decisions,
    SocialWork,
    Services,
    /// No split (art. 110a is not obligatory): everything in one unit.
    All,
}

impl UnitKind {
    /// Roles of the members of such a unit, beside those given to them by name.
    #[must_use]
    pub const fn roles(self) -> &'static [Role] {
        match self {
            Self::FirstContact => &[Role::FirstContact],
            Self::Decisions => &[Role::BenefitsTeam],
            Self::SocialWork => &[Role::SocialWorkTeam],
            Self::Services => &[Role::ServicesTeam],
            Self::All => &[
                Role::FirstContact,
                Role::BenefitsTeam,
                Role::SocialWorkTeam,
                Role::ServicesTeam,
            ],
        }
    }
}

/// One row of the table: what a role may hold and write of cases it stands to in this way.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    pub role: Role,
    pub relation: Relation,
    pub hold: BTreeSet<Category>,
    /// Always a part of `hold`.
    pub write: BTreeSet<Category>,
    /// Act and article, or the reasoning where the law is silent.
    pub source: String,
}

/// The table as it stands from a day on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccessTable {
    pub valid_from: NaiveDate,
    #[serde(rename = "row")]
    pub rows: Vec<Row>,
}

impl Role {
    /// Whether the role's categories reach into interviews. First contact takes the report and never holds an
    /// interview, also of categories it holds in the report (see its rows in the table).
    #[must_use]
    pub const fn reads_interviews(self) -> bool {
        !matches!(self, Self::FirstContact)
    }

    /// Whether writing what a form is about makes a person of this role answer for it, and so approve the document. The plan is the
    /// asystent's; the koordynator signs it on paper beside the others.
    #[must_use]
    pub const fn approves(self) -> bool {
        !matches!(self, Self::Merger | Self::FosterCoordinator)
    }

    /// Whether a person of this role reads the access log of the centre, which holds no content (B10). Not who runs the office's
    /// machine: the log is kept of her, too.
    #[must_use]
    pub const fn reads_access_log(self) -> bool {
        matches!(self, Self::Inspector | Self::Head)
    }

    /// Whether a person of this role may bring a family into the centre: a report, or a family met at the door.
    #[must_use]
    pub const fn opens_cases(self) -> bool {
        matches!(self, Self::FieldWorker | Self::FirstContact | Self::Head)
    }
}

static TABLE: LazyLock<Option<AccessTable>> =
    LazyLock::new(|| toml::from_str(include_str!("../data/access.toml")).ok());

/// The table in force, for a person to read; `None` only if the shipped data were damaged.
#[must_use]
pub fn table() -> Option<&'static AccessTable> {
    TABLE.as_ref()
}

fn row(role: Role, relation: Relation) -> Option<&'static Row> {
    table()?
        .rows
        .iter()
        .find(|row| row.role == role && row.relation == relation)
}

/// May a person of this role hold answers of this category of a case that stands to her in this way?
#[must_use]
pub fn may_hold(role: Role, category: Category, relation: Relation) -> bool {
    row(role, relation).is_some_and(|row| row.hold.contains(&category))
}

/// May such a person write them? Nobody writes what she may not hold.
#[must_use]
pub fn may_write(role: Role, category: Category, relation: Relation) -> bool {
    row(role, relation)
        .is_some_and(|row| row.write.contains(&category) && row.hold.contains(&category))
}

/// All categories the role may hold in this relation.
#[must_use]
pub fn categories(role: Role, relation: Relation) -> BTreeSet<Category> {
    row(role, relation)
        .map(|row| row.hold.clone())
        .unwrap_or_default()
}

/// What a person of several roles may hold: the union.
#[must_use]
pub fn categories_of(roles: &[Role], relation: Relation) -> BTreeSet<Category> {
    roles
        .iter()
        .flat_map(|role| categories(*role, relation))
        .collect()
}

/// Whether everybody who may hold one category may hold another, too, of the same case in the same relation.
#[must_use]
pub fn known_to_all_who_hold(known: Category, held: Category) -> bool {
    table().is_some_and(|table| {
        let mut holding = table.rows.iter().filter(|row| row.hold.contains(&held));
        holding.all(|row| row.hold.contains(&known))
    })
}
