//! Upoważnienie to process personal data, and the secrecy undertaking that goes with it (art. 100 ust. 6 u.p.s.).

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

/// Field of a person's record in the centre's own case: the list of her [`Authorisation`]s, by first day.
pub const AUTHORISATIONS: &str = "authorisations";
/// From how many days before its end it is spoken of.
const WARNED_DAYS: i64 = 30;

/// One of a person's, as it stands in the centre's register. Without one that holds today nobody reads or writes here.
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
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// Whether one of a person's upoważnienia holds on a day.
#[must_use]
pub fn holds_on(all: &[Authorisation], day: NaiveDate) -> bool {
    all.iter().any(|one| one.holds_on(day))
}

/// The day after which none of them holds without a gap from a day on; `None` where there is no end.
fn covered_until(all: &[Authorisation], day: NaiveDate) -> Option<NaiveDate> {
    let mut end = day;
    loop {
        let next = end.checked_add_days(Days::new(1))?;
        let mut going_on = all
            .iter()
            .filter(|one| one.holds_on(end) || one.holds_on(next));
        if going_on.clone().any(|one| one.until.is_none()) {
            return None;
        }
        let last = going_on.try_fold(end, |last, one| Some(last.max(one.until?)))?;
        if last <= end {
            return Some(end);
        }
        end = last;
    }
}

/// How a person's upoważnienia stand on a day; `None` where she was never given one.
#[must_use]
pub fn standing(all: &[Authorisation], day: NaiveDate) -> Option<AuthorisationStanding> {
    if !holds_on(all, day) {
        let mut later = all.iter().filter(|one| day < one.from);
        return match (all.is_empty(), later.next()) {
            (true, _) => None,
            (false, Some(_)) => Some(AuthorisationStanding::NotYet),
            (false, None) => Some(AuthorisationStanding::Ended),
        };
    }
    let left = covered_until(all, day).map(|until| (until - day).num_days());
    Some(match left {
        Some(left) if left <= WARNED_DAYS => AuthorisationStanding::Ends(left),
        _ => AuthorisationStanding::Holds,
    })
}

/// The one to speak of on a day: which holds longest, else the next to begin, else the last to have ended.
#[must_use]
pub fn current(all: &[Authorisation], day: NaiveDate) -> Option<&Authorisation> {
    let end = |one: &&Authorisation| one.until.unwrap_or(NaiveDate::MAX);
    let holding = all.iter().filter(|one| one.holds_on(day)).max_by_key(end);
    let later = || {
        all.iter()
            .filter(|one| day < one.from)
            .min_by_key(|one| one.from)
    };
    holding
        .or_else(later)
        .or_else(|| all.iter().max_by_key(end))
}

/// With one more; one of the same number is replaced by it. So a renewal may be written down before its first day.
#[must_use]
pub fn with(all: &[Authorisation], new: Authorisation) -> Vec<Authorisation> {
    let others = all.iter().filter(|one| one.number != new.number);
    let mut all: Vec<Authorisation> = others.cloned().collect();
    all.push(new);
    all.sort_by_key(|one| (one.from, one.number.clone()));
    all
}
