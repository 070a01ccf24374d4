//! A dry run of other rules over the centre's own interviews: what routing needs of each is kept beside it when it arrives, so
//! that years of interviews are replayed without opening one of them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use teren_domain::Category;
use teren_domain::access::Role;
use teren_domain::access_log::Event;
use teren_domain::condition::{Known, RoutingValue, RoutingValues};
use teren_domain::replay::{Replay, ReplayLine, Replayed, replay};
use teren_domain::routing::RoutingFacts;
use teren_domain::structure::{Organisation, Structure};
use teren_domain::workflow::ActRefusal;
use uuid::Uuid;

use crate::OfficeError;
use crate::acts::Answered;
use crate::desk::Desk;
use crate::storage::{CaseRow, Person, Replayable, StorageError};
use crate::structures::organised;

/// Interviews named in an answer at the most; all are counted.
const LISTED: usize = 200;

/// A closed answer as it is kept; the same shape as [`Known`], read without copying its words.
#[derive(Serialize, Deserialize)]
struct Kept<'a> {
    #[serde(borrow)]
    field: &'a str,
    #[serde(borrow)]
    value: KeptValue<'a>,
    category: Category,
}

#[derive(Serialize, Deserialize)]
enum KeptValue<'a> {
    YesNo(bool),
    Number(i64),
    Date(NaiveDate),
    #[serde(borrow)]
    Words(Vec<&'a str>),
}

impl<'a> KeptValue<'a> {
    fn of(value: &'a RoutingValue) -> Self {
        match value {
            RoutingValue::YesNo(answer) => Self::YesNo(*answer),
            RoutingValue::Number(number) => Self::Number(*number),
            RoutingValue::Date(date) => Self::Date(*date),
            RoutingValue::Words(words) => Self::Words(words.iter().map(String::as_str).collect()),
        }
    }

    fn value(self) -> RoutingValue {
        match self {
            Self::YesNo(answer) => RoutingValue::YesNo(answer),
            Self::Number(number) => RoutingValue::Number(number),
            Self::Date(date) => RoutingValue::Date(date),
            Self::Words(words) => {
                RoutingValue::Words(words.into_iter().map(str::to_owned).collect())
            }
        }
    }
}

/// Keeps what routing needs of an interview, by its first version.
pub(crate) fn keep_facts(
    desk: &mut Desk<'_>,
    case: &CaseRow,
    interview: Uuid,
    facts: &RoutingFacts,
) -> Result<(), OfficeError> {
    let kept: Vec<Kept<'_>> = (facts.values.iter())
        .map(|(field, known)| Kept {
            field,
            value: KeptValue::of(&known.value),
            category: known.category,
        })
        .collect();
    let bare = RoutingFacts {
        values: RoutingValues::new(),
        ..facts.clone()
    };
    let unkept = |_| StorageError::Damaged("facts of an interview");
    let answers = postcard::to_stdvec(&kept).map_err(unkept)?;
    let facts = postcard::to_stdvec(&bare).map_err(unkept)?;
    (desk.storage).keep_routing_facts(case.row, interview, desk.now_ms, &facts, &answers)?;
    Ok(())
}

/// Fields that some rule asks for.
fn asked(structures: [&Structure; 2]) -> BTreeSet<&str> {
    let rules = structures.into_iter().flat_map(|one| one.routing.iter());
    rules
        .flat_map(|rule| rule.all.iter().chain(&rule.any))
        .map(|condition| condition.field.as_str())
        .collect()
}

fn read(kept: &Replayable<'_>, asked: &BTreeSet<&str>) -> Option<RoutingFacts> {
    let mut facts: RoutingFacts = postcard::from_bytes(kept.facts).ok()?;
    if !asked.is_empty() {
        let held: Vec<Kept<'_>> = postcard::from_bytes(kept.answers).ok()?;
        let wanted = held.into_iter().filter(|one| asked.contains(one.field));
        facts.values = wanted
            .map(|one| {
                let (field, category) = (one.field.to_owned(), one.category);
                let value = one.value.value();
                (field, Known { value, category })
            })
            .collect();
    }
    Some(facts)
}

/// Replays every interview of the centre under the rules in force and under the proposed ones.
pub(crate) fn replay_all(
    desk: &mut Desk<'_>,
    sender: &Person,
    organisation: Organisation,
) -> Result<Answered, OfficeError> {
    if !sender.active || !sender.roles.contains(&Role::Head) {
        return Ok(Err(ActRefusal::NotAllowed));
    }
    let Some(proposed) = organised(desk, organisation, "próba".to_owned()) else {
        return Ok(Err(ActRefusal::Contradictory));
    };
    let current = Arc::clone(&desk.structure);
    let asked = asked([&current, &proposed]);
    let mut found = Replay::default();
    let mut unread = false;
    desk.storage.each_routing_facts(&mut |kept| {
        let Some(facts) = read(&kept, &asked) else {
            unread = true;
            return;
        };
        count(&mut found, &kept, replay(&current, &proposed, &facts));
    })?;
    if unread {
        return Err(StorageError::Damaged("facts of an interview").into());
    }
    desk.note(sender.person, Event::RulesReplayed, desk.house.centre)?;
    Ok(Ok(serde_json::to_vec(&found)?))
}

fn count(found: &mut Replay, kept: &Replayable<'_>, replayed: Option<Replayed>) {
    found.interviews += 1;
    let Some(replayed) = replayed else {
        return;
    };
    let elsewhere = replayed.elsewhere();
    found.elsewhere += u32::from(elsewhere);
    found.otherwise += u32::from(!elsewhere && !replayed.why_pl.is_empty());
    found.uncaught += u32::from(replayed.uncaught);
    let Replayed {
        before,
        after,
        why_pl,
        uncaught,
    } = replayed;
    let teams: &mut BTreeMap<String, (u32, u32)> = &mut found.teams;
    for team in before.iter().filter(|team| !after.contains(team)) {
        teams.entry(team.clone()).or_default().0 += 1;
    }
    for team in after.iter().filter(|team| !before.contains(team)) {
        teams.entry(team.clone()).or_default().1 += 1;
    }
    if found.listed.len() < LISTED {
        found.listed.push(ReplayLine {
            case: kept.case,
            number: kept.number.to_owned(),
            before,
            after,
            why_pl,
            uncaught,
        });
    }
}
