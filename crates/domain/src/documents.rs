//! Documents that the interview calls for (art. 107 ust. 5b, `data/documents.toml`) and which of them nobody has seen yet.

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::citizenship::is_polish;
use crate::facts::{DocumentSeen, Incapacity, Part, Person};
use crate::in_force;
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
    /// Parts of the questionnaire that do not ask for it.
    #[serde(default)]
    pub not_in: Vec<Part>,
    /// First and last day on which it is asked for; `None` = not read, or without an end.
    #[serde(default)]
    pub from: Option<NaiveDate>,
    #[serde(default)]
    pub to: Option<NaiveDate>,
    /// Where the row was read.
    pub source: String,
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

/// In what form a document was taken in.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentForm {
    /// Polish name, as in the form.
    pub name: String,
    /// Polish words: what it means.
    pub says: String,
    /// The centre keeps a copy.
    #[serde(default)]
    pub copy: bool,
    /// Polish words that belong to it.
    #[serde(default)]
    pub clause: Option<String>,
    /// Who signs under the clause, in Polish; `None` = nobody.
    #[serde(default)]
    pub signed: Option<String>,
    pub basis: String,
    /// Where the row was read.
    pub source: String,
    /// First and last day of the form; `None` = not read, or without an end.
    #[serde(default)]
    pub from: Option<NaiveDate>,
    #[serde(default)]
    pub to: Option<NaiveDate>,
}

/// A document that is due and not noted as seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MissingDocument {
    /// Point of art. 107 ust. 5b.
    pub point: String,
    pub person: Uuid,
    /// Polish words: which document nobody has seen.
    pub why: String,
    /// Polish words: what in the interview calls for it.
    #[serde(skip)]
    pub because: String,
    /// Polish name of the document.
    #[serde(skip)]
    pub document: &'static str,
    /// What the client is asked to bring, in plain Polish words.
    #[serde(skip)]
    pub ask: &'static str,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    document: Vec<DocumentRule>,
    form: Vec<DocumentForm>,
}

static TABLE: LazyLock<Table> =
    LazyLock::new(|| toml::from_str(include_str!("../data/documents.toml")).unwrap_or_default());

/// The whole checklist, by points.
#[must_use]
pub fn table() -> &'static [DocumentRule] {
    &TABLE.document
}

/// In what form documents may be taken in on a day.
pub fn forms(day: NaiveDate) -> impl Iterator<Item = &'static DocumentForm> {
    let serves = move |form: &&DocumentForm| in_force::serves(form.from, form.to, day);
    TABLE.form.iter().filter(serves)
}

/// The form of that name on a day.
#[must_use]
pub fn form_of(name: &str, day: NaiveDate) -> Option<&'static DocumentForm> {
    forms(day).find(|form| form.name == name)
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
    /// What in the interview makes the document due of a person, in plain Polish; `None` where it is not due.
    fn holds(&self, person: &Person, when: When) -> Option<String> {
        // Without a day the newest law is asked.
        let on = when.on.unwrap_or(NaiveDate::MAX);
        let adult = when.on.and_then(|date| is_adult_on(person, date));
        let of_name = |words: &str| match person.first_name.trim() {
            "" => words.to_owned(),
            name => format!("{words}: {name}"),
        };
        match self {
            Self::Always => Some("bo trzeba go do każdego wniosku".to_owned()),
            Self::Adult => (adult == Some(true)).then(|| of_name("bo to osoba dorosła")),
            Self::Child => (adult == Some(false)).then(|| of_name("bo jest dziecko do 18 lat")),
            Self::Foreigner => {
                let polish = person.citizenship.as_deref().and_then(is_polish);
                (polish == Some(false)).then(|| "bo obywatelstwo jest inne niż polskie".to_owned())
            }
            Self::Incapacity => ruling(person, |ruling| !is_disability(ruling, on)),
            Self::Disability => ruling(person, |ruling| is_disability(ruling, on)),
            Self::Income {
                kinds,
                in_income_month,
            } => {
                let mut rows = person.income.iter();
                let row = rows.find(|row| {
                    let in_time =
                        !in_income_month || (row.month.is_some() && row.month == when.income_month);
                    in_time && kinds.contains(&row.kind)
                });
                row.map(|row| format!("bo w wywiadzie jest dochód: {}", row.kind))
            }
            Self::Labour {
                positions,
                adults_only,
            } => {
                let held = person.labour_position.as_ref();
                let held = held.filter(|held| positions.contains(held));
                held.filter(|_| !adults_only || adult == Some(true))
                    .map(|held| format!("bo w wywiadzie zapisano: {held}"))
            }
        }
    }
}

fn ruling(person: &Person, wanted: impl Fn(&Incapacity) -> bool) -> Option<String> {
    let mut rulings = person.incapacity.iter();
    rulings
        .find(|ruling| wanted(ruling))
        .map(|ruling| format!("bo w wywiadzie jest orzeczenie: {}", ruling.kind))
}

impl DocumentRule {
    fn due(&self, person: &Person, when: When) -> Option<String> {
        let mut conditions = self.any.iter();
        conditions.find_map(|condition| condition.holds(person, when))
    }

    /// Whether this part asks for it on this day; without a day it is asked for.
    fn is_asked(&self, when: When) -> bool {
        let serves = |day| in_force::serves(self.from, self.to, day);
        !self.not_in.contains(&when.part) && when.on.is_none_or(serves)
    }
}

/// Documents due of the household that are not among those seen, by points.
#[must_use]
pub fn missing(household: &[&Person], seen: &[DocumentSeen], when: When) -> Vec<MissingDocument> {
    let mut missing = Vec::new();
    for rule in table().iter().filter(|rule| rule.is_asked(when)) {
        let mut due =
            (household.iter()).filter_map(|person| Some((*person, rule.due(person, when)?)));
        let noted = |person: Option<Uuid>| {
            seen.iter().any(|document| {
                document.point == rule.point && (person.is_none() || document.person == person)
            })
        };
        let lacks = |person: &Person, because: String| MissingDocument {
            point: rule.point.clone(),
            person: person.id,
            why: format!("nie okazano: {}", rule.name),
            because,
            document: &rule.name,
            ask: &rule.ask,
        };
        if !rule.once {
            missing.extend(
                due.filter(|(person, _)| !noted(Some(person.id)))
                    .map(|(person, because)| lacks(person, because)),
            );
        } else if let Some((_, because)) = due.next().filter(|_| !noted(None)) {
            missing.extend(household.first().map(|first| lacks(first, because)));
        }
    }
    missing
}
