//! Answers as people read and write them in Polish.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde_json::Value as Json;
use teren_domain::{Category, Grosze, Month};
use uuid::Uuid;

use crate::MEMBER;
use crate::evaluate::json;
use crate::field::{Field, Kind};
use crate::state::{Row, State};

/// What stands in a slot, typed or computed; nothing where nothing counts.
pub(crate) fn text_in(row: &Row<'_>, slot: usize, field: &Field) -> Option<String> {
    if row.unasked.get(slot) == Some(&true) {
        return None;
    }
    let typed = row.typed.get(slot).copied().flatten();
    let computed = row.computed.get(slot).copied().flatten();
    let text = match (typed, computed) {
        (Some(typed), None) => text_of(field, typed),
        (Some(typed), Some(_)) if field.overridable => text_of(field, typed),
        (_, Some(computed)) => text_of(field, &json(computed)),
        (None, None) => return None,
    };
    Some(text).filter(|text| !text.is_empty())
}

/// What stands in a cell of a table; a member whom the cell means is named, if names may be read.
pub(crate) fn cell_in(
    state: &State<'_>,
    row: &Row<'_>,
    (slot, field): (usize, &Field),
    withheld: &BTreeSet<Category>,
) -> Option<String> {
    let text = text_in(row, slot, field)?;
    let Ok(id) = text.parse::<Uuid>() else {
        return Some(text);
    };
    let mut members = state.of_kind(MEMBER, None);
    let (_, member) = members.find(|(_, member)| member.record.id == id)?;
    let may = !withheld.contains(&Category::Identity);
    Some(name_of(state, member)).filter(|name| may && !name.is_empty())
}

/// An answer as a person reads it: 22.11.2026, 1 010,00 zł, tak / nie. What does not fit its kind is shown as it stands.
pub(crate) fn text_of(field: &Field, value: &Json) -> String {
    match (field.kind, value) {
        (Kind::Date, Json::String(text)) => text
            .parse::<NaiveDate>()
            .map_or_else(|_| text.clone(), |date| date.format("%d.%m.%Y").to_string()),
        (Kind::Month, Json::String(text)) => text.parse::<Month>().map_or_else(
            |_| text.clone(),
            |month| format!("{:02}.{}", month.number(), month.year()),
        ),
        (Kind::Amount, Json::Number(number)) => number
            .as_i64()
            .map_or_else(|| number.to_string(), |grosze| Grosze(grosze).to_string()),
        (Kind::Decimal, Json::Number(number)) => {
            number.as_i64().map_or_else(|| number.to_string(), decimal)
        }
        (_, Json::Bool(true)) => "tak".to_owned(),
        (_, Json::Bool(false)) => "nie".to_owned(),
        (_, Json::String(text)) => text.clone(),
        (_, Json::Array(items)) => items
            .iter()
            .map(|item| text_of(field, item))
            .collect::<Vec<_>>()
            .join("; "),
        (_, Json::Null) => String::new(),
        (_, other) => other.to_string(),
    }
}

/// Ten-thousandths: 34000 → "3,4".
fn decimal(ten_thousandths: i64) -> String {
    let sign = if ten_thousandths < 0 { "−" } else { "" };
    let whole = ten_thousandths.unsigned_abs();
    let fraction = format!("{:04}", whole % 10_000);
    let fraction = fraction.trim_end_matches('0');
    if fraction.is_empty() {
        format!("{sign}{}", whole / 10_000)
    } else {
        format!("{sign}{},{fraction}", whole / 10_000)
    }
}

/// „Anna Przykładna”: first and last name of a member's card, as far as they are there.
pub(crate) fn name_of(state: &State<'_>, row: &Row<'_>) -> String {
    let part = |id: &str| match json(state.value(row, id)) {
        Json::String(part) => Some(part),
        _ => None,
    };
    let parts = ["member_first_name", "member_last_name"].into_iter();
    parts.filter_map(part).collect::<Vec<_>>().join(" ")
}
