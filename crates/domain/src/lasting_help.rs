//! Lasting help (stała forma pomocy): what runs from which interview on, and what ended short of a new one.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::reminder::{Renews, Told};

/// Lasting help that ended short of a new part I, as somebody wrote it down; of each form of help the last record of a case counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HelpEnded {
    /// Forms of help, as the plan names them.
    pub help: Vec<String>,
    /// `None` takes an earlier word back.
    pub end: Option<HelpEnd>,
    pub by: Uuid,
    /// Milliseconds since 1970 UTC.
    pub at_ms: i64,
}

/// The first day without the help, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct HelpEnd {
    pub on: NaiveDate,
    pub reason: HelpEndReason,
}

/// Why lasting help ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HelpEndReason {
    Revoked,
    Expired,
    Resigned,
    MovedAway,
    Died,
    Other,
}

impl HelpEndReason {
    pub const ALL: [Self; 6] = [
        Self::Revoked,
        Self::Expired,
        Self::Resigned,
        Self::MovedAway,
        Self::Died,
        Self::Other,
    ];

    /// The reason in Polish, as the middle of a sentence.
    #[must_use]
    pub const fn name_pl(self) -> &'static str {
        match self {
            Self::Revoked => "decyzja uchylona",
            Self::Expired => "decyzja wygasła albo minął czas, na który ją wydano",
            Self::Resigned => "rezygnacja",
            Self::MovedAway => "wyprowadzka z gminy",
            Self::Died => "śmierć",
            Self::Other => "inny powód",
        }
    }
}

/// A lasting form of help that somebody receives, as far as the papers tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunningHelp<'a> {
    pub help: &'a str,
    /// Day of the interview whose plan names it.
    pub since: NaiveDate,
}

/// The last word on each form of help; `None` where it was taken back.
pub(crate) type Ends<'a> = BTreeMap<&'a str, Option<HelpEnd>>;

pub(crate) fn ends(said: &[HelpEnded]) -> Ends<'_> {
    let words = said.iter();
    let each = words.flat_map(|word| word.help.iter().map(|help| (help.as_str(), word.end)));
    each.collect()
}

/// How this help ended; an end of before the interview that plans it speaks of an earlier one.
pub(crate) fn end_of(help: &RunningHelp<'_>, ends: &Ends<'_>) -> Option<HelpEnd> {
    let end = ends.get(help.help).copied().flatten();
    end.filter(|end| end.on >= help.since)
}

/// The lasting help that runs from each of parts I and IV on, with its day.
pub(crate) fn runs<'a>(
    interviews: &[&'a Told],
    ends: &Ends<'_>,
) -> Vec<(NaiveDate, Vec<RunningHelp<'a>>)> {
    let mut running: Vec<RunningHelp<'a>> = Vec::new();
    let held = interviews.iter().copied();
    let held = held.filter_map(|told| Some((told.held_on?, told)));
    held.map(|(held, told)| {
        if told.renews == Renews::Whole || !told.lasting.is_empty() {
            let planned = told.lasting.iter().map(|help| RunningHelp {
                help: help.as_str(),
                since: held,
            });
            running = planned.collect();
        }
        // Of help that ended since, an update that does not name it begins no new count.
        running
            .retain(|one| one.since == held || end_of(one, ends).is_none_or(|end| end.on > held));
        (held, running.clone())
    })
    .collect()
}
