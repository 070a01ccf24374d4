//! Closed answers of the interview itself, as the centre's own rules may compare them. Free text never leaves the form this way.

use std::collections::BTreeSet;

use teren_domain::condition::{
    Catalogue, Known, RoutableField, RoutableKind, RoutingValue, RoutingValues, Unit,
};

use crate::INTERVIEW;
use crate::answers::Answers;
use crate::expression::Value;
use crate::field::{Field, Kind};
use crate::form::Form;
use crate::state::State;

/// What may be compared in a field; `None` for what people write in their own words.
fn routable_kind(field: &Field) -> Option<RoutableKind> {
    let offered = || {
        let choices = field.choices.iter();
        let choices = choices.filter(|choice| choice.offered && choice.category.is_none());
        choices.map(|choice| choice.value.clone()).collect()
    };
    Some(match field.kind {
        Kind::YesNo => RoutableKind::YesNo,
        Kind::Choice => RoutableKind::Choice(offered()),
        Kind::MultiChoice => RoutableKind::MultiChoice(offered()),
        Kind::Amount => RoutableKind::Number(Unit::Grosze),
        Kind::Number => RoutableKind::Number(Unit::Count),
        Kind::Decimal => RoutableKind::Number(Unit::TenThousandths),
        Kind::Date => RoutableKind::Date,
        _ => return None,
    })
}

/// The fields of these forms that rules may use. A field asked in several forms stands once, with all its parts and words;
/// the papers that are no part are not routed.
#[must_use]
pub fn catalogue<'a>(forms: impl IntoIterator<Item = &'a Form>) -> Catalogue {
    let mut found = Catalogue::new();
    for form in forms {
        let (Some(part), Some(table)) = (form.kind.part(), form.table(INTERVIEW)) else {
            continue;
        };
        for field in &table.slots {
            let Some(kind) = routable_kind(field) else {
                continue;
            };
            let section = form.sections.iter().find(|known| known.id == field.section);
            let known = found
                .entry(field.id.clone())
                .or_insert_with(|| RoutableField {
                    id: field.id.clone(),
                    label_pl: field.full_label(),
                    place_pl: section.map(|known| known.title.clone()).unwrap_or_default(),
                    kind: kind.clone(),
                    category: field.category,
                    parts: BTreeSet::new(),
                });
            known.parts.insert(part);
            add_words(&mut known.kind, kind);
        }
    }
    found
}

fn add_words(known: &mut RoutableKind, more: RoutableKind) {
    if let (
        RoutableKind::Choice(words) | RoutableKind::MultiChoice(words),
        RoutableKind::Choice(more) | RoutableKind::MultiChoice(more),
    ) = (known, more)
    {
        let new = more.into_iter().filter(|word| !words.contains(word));
        let new: Vec<String> = new.collect();
        words.extend(new);
    }
}

impl Form {
    /// The closed answers of an interview with their categories; what was not answered or not asked is not among them.
    #[must_use]
    pub fn routing_values(&self, answers: &Answers) -> RoutingValues {
        let state = State::new(self, answers, None);
        let (Some(root), Some(table)) = (state.root_row(), self.table(INTERVIEW)) else {
            return RoutingValues::new();
        };
        let routable = (table.slots.iter()).filter(|field| routable_kind(field).is_some());
        let known = routable.filter_map(|field| {
            let value = compared(field, state.value(root, &field.id))?;
            let category = field.category;
            Some((field.id.clone(), Known { value, category }))
        });
        known.collect()
    }
}

fn compared(field: &Field, value: Value<'_>) -> Option<RoutingValue> {
    Some(match value {
        Value::Bool(answer) => RoutingValue::YesNo(answer),
        Value::Number(number) => RoutingValue::Number(number),
        Value::Date(date) => RoutingValue::Date(date),
        Value::Text(word) if field.kind == Kind::Choice => {
            RoutingValue::Words(BTreeSet::from([word.to_owned()]))
        }
        Value::List(words) => {
            // A word of another category than its field would be told under the field's.
            let apart = |word: &str| {
                let mut choices = field.choices.iter();
                choices.any(|choice| choice.value == word && choice.category.is_some())
            };
            let words = words.iter().filter_map(|word| word.as_str());
            let words = words.filter(|word| !apart(word));
            RoutingValue::Words(words.map(str::to_owned).collect())
        }
        Value::Text(_) | Value::Missing => return None,
    })
}
