//! Upoważnienie to process personal data, and the secrecy undertaking that goes with it (art. 100 ust. 6 u.p.s.).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Field of a person's record in the centre's own case: her [`Authorisation`], or null.
pub const AUTHORISATION: &str = "authorisation";
/// From how many days before its end it is spoken of.
const WARNED_DAYS: i64 = 30;

/// As it stands in the centre's register. Without one that holds today nobody reads or writes here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authorisation {
    pub number: String,
    pub from: NaiveDate,
    /// Its last day; `None` without end.
    pub until: Option<NaiveDate>,
    /// Day on which the person signed the secrecy undertaking.
    pub secrecy: Option<NaiveDate>,
}

/// How an upoważnienie stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuthorisationStanding {
    /// Its first day has not come.
    NotYet,
    Holds,
    /// It holds, and ends in this many days; 0 on its last day.
    Ends(i64),
    Ended,
}

impl Authorisation {
    /// One without an end.
    #[must_use]
    pub fn lasting(number: &str, from: NaiveDate) -> Self {
        Self {
            number: number.to_owned(),
            from,
            until: None,
            secrecy: Some(from),
        }
    }

    /// Whether it says what a register asks for: a number, and days in their order.
    #[must_use]
    pub fn is_well_formed(&self) -> bool {
        let number = self.number.trim();
        let ordered = self.until.is_none_or(|until| self.from <= until);
        !number.is_empty() && number == self.number && number.chars().count() <= 100 && ordered
    }

    #[must_use]
    pub fn standing(&self, day: NaiveDate) -> AuthorisationStanding {
        let left = self.until.map(|until| (until - day).num_days());
        match left {
            _ if day < self.from => AuthorisationStanding::NotYet,
            Some(left) if left < 0 => AuthorisationStanding::Ended,
            Some(left) if left <= WARNED_DAYS => AuthorisationStanding::Ends(left),
            _ => AuthorisationStanding::Holds,
        }
    }

    #[must_use]
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        use AuthorisationStanding::{Ends, Holds};
        matches!(self.standing(day), Holds | Ends(_))
    }
}
