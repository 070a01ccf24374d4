//! Category of data: it belongs to the *field*, and with role and relation decides who may hold the answer at all.

use serde::{Deserialize, Serialize};

/// Category of data. The number is its identity on the wire and on disk and never changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Category {
    /// Who they are: names, dates of birth, addresses, household members.
    Identity = 1,
    /// Housing, family, work, education.
    Situation = 2,
    /// Income, alimony, expenses, debts, property, documents of art. 107 ust. 5b.
    Income = 3,
    /// Orzeczenia: degree of disability, incapacity for work.
    Incapacity = 4,
    /// Health beyond the orzeczenia, addiction.
    Health = 5,
    /// Domestic violence, child safety, threats to the worker.
    Violence = 6,
    /// Segment I: diagnosis and conclusions; also segment H narratives.
    Diagnosis = 7,
    /// Segment J: plan of help, approval by the head.
    HelpPlan = 8,
    /// Who reported the case, and notes that show it.
    Reporter = 9,
    /// Detailed notes of social work.
    SocialWork = 10,
    /// Administrative proceedings and decisions.
    Proceedings = 11,
    /// Plan pracy z rodziną (art. 15 u.w.r.).
    FamilyPlan = 12,
    /// Who does what by when: visits, terms, seals, receipts, routes. No content of answers.
    Workflow = 13,
}

impl Category {
    pub const ALL: [Self; 13] = [
        Self::Identity,
        Self::Situation,
        Self::Income,
        Self::Incapacity,
        Self::Health,
        Self::Violence,
        Self::Diagnosis,
        Self::HelpPlan,
        Self::Reporter,
        Self::SocialWork,
        Self::Proceedings,
        Self::FamilyPlan,
        Self::Workflow,
    ];

    /// The number on the wire.
    #[must_use]
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// The category of a number; `None` when a newer program has more of them.
    #[must_use]
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|category| category.number() == number)
    }

    /// Polish name, for „część poza Twoim upoważnieniem”.
    #[must_use]
    pub const fn name_pl(self) -> &'static str {
        match self {
            Self::Identity => "dane osobowe",
            Self::Situation => "sytuacja rodzinna, mieszkaniowa i zawodowa",
            Self::Income => "dochody, wydatki i majątek",
            Self::Incapacity => "orzeczenia",
            Self::Health => "zdrowie",
            Self::Violence => "przemoc i bezpieczeństwo",
            Self::Diagnosis => "potrzeby i diagnoza",
            Self::HelpPlan => "plan pomocy",
            Self::Reporter => "osoba zgłaszająca",
            Self::SocialWork => "notatki z pracy socjalnej",
            Self::Proceedings => "postępowanie i decyzje",
            Self::FamilyPlan => "plan pracy z rodziną",
            Self::Workflow => "przebieg sprawy",
        }
    }
}
