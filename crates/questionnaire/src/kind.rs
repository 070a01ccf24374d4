//! Which paper a form is.

use serde::Deserialize;
use teren_domain::facts::{Assessed, Part};

/// A part of the questionnaire, or a paper that goes with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FormKind {
    Part(Part),
    /// Oświadczenie o stanie majątkowym, annex 3 to Dz.U. 2021 poz. 893.
    AssetStatement,
    /// Kontrakt socjalny I A / II A, annex to Dz.U. 2010 nr 218 poz. 1439.
    SocialContractA,
    /// Kontrakt socjalny I B / II B, for an unemployed person.
    SocialContractB,
    /// Plan pracy z rodziną, art. 15 ust. 1 pkt 1–2 and ust. 3 u.w.r.
    FamilyPlan,
    /// Okresowa ocena sytuacji rodziny, art. 15 ust. 1 pkt 15 u.w.r.
    FamilyEvaluation,
}

/// The words of a definition for the papers that are no part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Paper {
    AssetStatement,
    SocialContractA,
    SocialContractB,
    FamilyPlan,
    FamilyEvaluation,
}

impl FormKind {
    /// The part of the questionnaire; `None` for the other papers.
    #[must_use]
    pub const fn part(self) -> Option<Part> {
        match self {
            Self::Part(part) => Some(part),
            _ => None,
        }
    }

    /// What the law works out of it; nothing of a paper that goes with an interview.
    #[must_use]
    pub fn assessed(self) -> Assessed {
        self.part().map_or(Assessed::Nothing, Part::assessed)
    }
}

impl From<Part> for FormKind {
    fn from(part: Part) -> Self {
        Self::Part(part)
    }
}

impl From<Paper> for FormKind {
    fn from(paper: Paper) -> Self {
        match paper {
            Paper::AssetStatement => Self::AssetStatement,
            Paper::SocialContractA => Self::SocialContractA,
            Paper::SocialContractB => Self::SocialContractB,
            Paper::FamilyPlan => Self::FamilyPlan,
            Paper::FamilyEvaluation => Self::FamilyEvaluation,
        }
    }
}
