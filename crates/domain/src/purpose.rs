//! Why an interview is held (cel wywiadu): the worker picks a purpose, the part of the questionnaire follows, and why.
//! The rows are `data/purposes.toml`.

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::in_force;

/// One purpose of an interview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Purpose {
    pub id: String,
    /// Polish name, as a worker would say it.
    pub name: String,
    /// Id of the form that follows: "part-iv".
    pub form: String,
    #[serde(default)]
    pub needs: Vec<Need>,
    /// Held with each of several persons: one in work is no reason against another one.
    #[serde(default)]
    pub of_each_person: bool,
    /// Polish sentence: why this form.
    pub why: String,
    pub basis: String,
    /// Tag: how sure the pairing of purpose and form is.
    pub source: String,
    /// First and last day on which it is offered; `None` = without one.
    #[serde(default)]
    pub from: Option<NaiveDate>,
    #[serde(default)]
    pub to: Option<NaiveDate>,
}

/// What must be there before an interview of this purpose can begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// An approved part I or IV of the case.
    EarlierInterview,
    /// The case of the person who applied for help.
    Applicant,
    /// An approved part II of the case.
    EarlierRelative,
    /// The centre does the powiat's tasks itself.
    Powiat,
}

impl Need {
    /// What is missing, in Polish.
    #[must_use]
    pub const fn missing_pl(self) -> &'static str {
        match self {
            Self::EarlierInterview => {
                "W tej sprawie nie ma jeszcze zatwierdzonego wywiadu, który można by zaktualizować."
            }
            Self::Applicant => "Wskaż sprawę osoby, która ubiega się o pomoc.",
            Self::EarlierRelative => "W tej sprawie nie ma zatwierdzonej części II.",
            Self::Powiat => "Ośrodek nie prowadzi zadań powiatu.",
        }
    }
}

/// What a case and its centre have.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Standing {
    pub earlier_interview: bool,
    pub applicant: bool,
    pub earlier_relative: bool,
    pub powiat: bool,
}

impl Standing {
    const fn has(self, need: Need) -> bool {
        match need {
            Need::EarlierInterview => self.earlier_interview,
            Need::Applicant => self.applicant,
            Need::EarlierRelative => self.earlier_relative,
            Need::Powiat => self.powiat,
        }
    }
}

/// A purpose as it can be picked now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offered {
    pub purpose: &'static Purpose,
    /// What is still missing; `None` = may begin.
    pub missing: Option<Need>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    purpose: Vec<Purpose>,
}

static TABLE: LazyLock<Table> =
    LazyLock::new(|| toml::from_str(include_str!("../data/purposes.toml")).unwrap_or_default());

/// All purposes, in the order of the list on screen.
#[must_use]
pub fn table() -> &'static [Purpose] {
    &TABLE.purpose
}

/// The purpose of that id.
#[must_use]
pub fn by_id(id: &str) -> Option<&'static Purpose> {
    TABLE.purpose.iter().find(|purpose| purpose.id == id)
}

/// The purposes of this case on a day. Those for which the centre has no task are not offered at all; others say what is missing.
#[must_use]
pub fn offered(standing: Standing, day: NaiveDate) -> Vec<Offered> {
    let serves = |purpose: &&Purpose| in_force::serves(purpose.from, purpose.to, day);
    let ours = |purpose: &&Purpose| standing.powiat || !purpose.needs.contains(&Need::Powiat);
    let offer = |purpose: &'static Purpose| Offered {
        purpose,
        missing: purpose
            .needs
            .iter()
            .copied()
            .find(|need| !standing.has(*need)),
    };
    (TABLE.purpose.iter())
        .filter(ours)
        .filter(serves)
        .map(offer)
        .collect()
}
