//! Documents that the interview calls for (art. 107 ust. 5b, `data/documents.toml`) and which of them nobody has seen yet.

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::facts::{DocumentSeen, Part, Person};
use crate::incapacity::{is_adult_on, is_disability};
use crate::month::Month;

/// One row of the checklist.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentRule {
    /// Point of art. 107 ust. 5b.
    pub point: String,
    /// Polish name of the document.
    pub name: String,
    /// What the client is asked to bring, in plain Polish words.
    pub ask: String,
    /// One for the household, noted on its first person.
    #[serde(default)]
    pub once: bool,
    /// Asked for in part VI, too.
    #[serde(default)]
    pub part_vi: bool,
    /// One of these is enough.
    pub any: Vec<Condition>,
}

/// When a document is due of a person.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(tag = "if", rename_all = "snake_case", deny_unknown_fields)]
pub enum Condition {
    Always,
    Adult,
    Child,
    /// Citizenship other than „polskie”.
    Foreigner,
    /// A ruling on incapacity for work or independent life.
    Incapacity,
    /// A ruling on disability.
    Disability,
    /// A row of income of one of the kinds.
    Income {
        kinds: Vec<String>,
        #[serde(default)]
        in_income_month: bool,
    },
    /// A position on the labour market.
    Labour {
        positions: Vec<String>,
        #[serde(default)]
        adults_only: bool,
    },
}

/// A document that is due and not noted as seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MissingDocument {
    /// Point of art. 107 ust. 5b.
    pub point: String,
    pub person: Uuid,
    /// Polish words: which document nobody has seen.
    pub why: String,
    /// Polish name of the document.
    #[serde(skip)]
    pub document: &'static str,
    /// What the client is asked to bring, in plain Polish words.
    #[serde(skip)]
    pub ask: &'static str,
}

#[derive(Deserialize)]
struct Table {
    #[serde(rename = "valid_from")]
    _valid_from: NaiveDate,
    document: Vec<DocumentRule>,
}

static TABLE: LazyLock<Vec<DocumentRule>> = LazyLock::new(|| {
    toml::from_str::<Table>(include_str!("../data/documents.toml"))
        .map(|table| table.document)
        .unwrap_or_default()
});

/// The whole checklist, by points.
#[must_use]
pub fn table() -> &'static [DocumentRule] {
    &TABLE
}

/// What the conditions are judged by; what is not known makes no document due.
#[derive(Debug, Clone, Copy)]
pub struct When {
    pub part: Part,
    /// Day of the application.
    pub on: Option<NaiveDate>,
    pub income_month: Option<Month>,
}

impl Condition {
    fn holds(&self, person: &Person, when: When) -> bool {
        let adult = when.on.and_then(|date| is_adult_on(person, date));
        match self {
            Self::Always => true,
            Self::Adult => adult == Some(true),
            Self::Child => adult == Some(false),
            Self::Foreigner => person
                .citizenship
                .as_deref()
                .is_some_and(|country| country != "polskie"),
            Self::Incapacity => person
                .incapacity
                .iter()
                .any(|ruling| !is_disability(ruling)),
            Self::Disability => person.incapacity.iter().any(is_disability),
            Self::Income {
                kinds,
                in_income_month,
            } => person.income.iter().any(|row| {
                let in_time =
                    !in_income_month || (row.month.is_some() && row.month == when.income_month);
                in_time && kinds.contains(&row.kind)
            }),
            Self::Labour {
                positions,
                adults_only,
            } => {
                let held = person
                    .labour_position
                    .as_ref()
                    .is_some_and(|held| positions.contains(held));
                held && (!adults_only || adult == Some(true))
            }
        }
    }
}

/// Documents due of the household that are not among those seen, by points.
#[must_use]
pub fn missing(household: &[&Person], seen: &[DocumentSeen], when: When) -> Vec<MissingDocument> {
    let mut missing = Vec::new();
    for rule in TABLE
        .iter()
        .filter(|rule| when.part != Part::VI || rule.part_vi)
    {
        let due = household.iter().filter(|person| {
            rule.any
                .iter()
                .any(|condition| condition.holds(person, when))
        });
        let noted = |person: Option<Uuid>| {
            seen.iter().any(|document| {
                document.point == rule.point && (person.is_none() || document.person == person)
            })
        };
        let lacks = |person: &Person| MissingDocument {
            point: rule.point.clone(),
            person: person.id,
            why: format!("nie okazano: {}", rule.name),
            document: &rule.name,
            ask: &rule.ask,
        };
        if !rule.once {
            missing.extend(
                due.filter(|person| !noted(Some(person.id)))
                    .map(|person| lacks(person)),
            );
        } else if due.count() > 0 && !noted(None) {
            missing.extend(household.first().map(|first| lacks(first)));
        }
    }
    missing
}
