//! Lasting help (stała forma pomocy): what runs from which interview on, and what ended short of a new one.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::reminder::{Renews, Told};

/// One spell of lasting help: what is planned anew, or again after it ended, is another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HelpSpell {
    /// Form of help, as the plan names it.
    pub help: String,
    /// Day of the interview whose plan names it.
    pub since: NaiveDate,
}

/// Lasting help that ended, or will end, short of a new part I, as somebody wrote it down; of each spell the last record of a case
/// counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HelpEnded {
    pub help: Vec<HelpSpell>,
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

impl HelpEnd {
    /// That help ended on this day, or will, as a sentence.
    pub(crate) fn sentence_pl(self, day: &str, today: NaiveDate) -> String {
        let reason = self.reason.name_pl();
        match self.on > today {
            true => format!(
                "Pomoc kończy się {day} ({reason}), zanim minie termin: aktualizacja nie jest potrzebna."
            ),
            false => format!("Pomoc zakończono {day} ({reason})."),
        }
    }
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
            Self::Expired => "koniec czasu, na który wydano decyzję, albo jej wygaśnięcie",
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

/// The last word on each spell of help; `None` where it was taken back.
pub(crate) type Ends<'a> = BTreeMap<(&'a str, NaiveDate), Option<HelpEnd>>;

pub(crate) fn ends(said: &[HelpEnded]) -> Ends<'_> {
    let words = said.iter();
    let each = words.flat_map(|word| {
        let spells = word.help.iter();
        spells.map(|spell| ((spell.help.as_str(), spell.since), word.end))
    });
    each.collect()
}

/// How this spell of help ended or will end.
pub(crate) fn end_of(help: &RunningHelp<'_>, ends: &Ends<'_>) -> Option<HelpEnd> {
    ends.get(&(help.help, help.since)).copied().flatten()
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
            // A plan may name one form of help in two rows.
            let planned: BTreeSet<&str> = told.lasting.iter().map(String::as_str).collect();
            let planned = planned.into_iter();
            running = planned
                .map(|help| RunningHelp { help, since: held })
                .collect();
        }
        // Of help that ended since, an update that does not name it begins no new count.
        running
            .retain(|one| one.since == held || end_of(one, ends).is_none_or(|end| end.on > held));
        (held, running.clone())
    })
    .collect()
}
