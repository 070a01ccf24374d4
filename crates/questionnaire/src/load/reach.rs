//! What a checked rule can still be wrong about: words no list has, and conditions that nothing can make true.

use std::collections::HashSet;

use crate::error::DefinitionError;
use crate::expression::{Comparison, Expression, Function};
use crate::field::{Field, Kind};
use crate::form::{Form, StepKind};

/// A field or column: table and slot.
type Place = (usize, usize);

/// Every word a rule compares a choice with must stand in the list of that choice.
pub(super) fn words(form: &Form) -> Result<(), DefinitionError> {
    let steps = form.steps.iter().map(|step| {
        let field = field(form, (step.table, step.slot));
        (
            field.map_or("", |field| field.id.as_str()),
            &step.expression,
        )
    });
    let checks = form.checks.iter();
    let checks = checks.map(|check| (check.id.as_str(), &check.expression));
    let touched = form.touched.iter();
    let touched = touched.map(|rule| (rule.id.as_str(), &rule.still));
    for (rule, expression) in steps.chain(checks).chain(touched) {
        let mut unknown = None;
        expression.visit(&mut |part| {
            if unknown.is_none() {
                unknown = unknown_word(form, part);
            }
        });
        if let Some((field, word)) = unknown {
            return Err(DefinitionError::UnknownWord {
                rule: rule.to_owned(),
                field,
                word,
            });
        }
    }
    Ok(())
}

fn field(form: &Form, (table, slot): Place) -> Option<&Field> {
    form.tables.get(table)?.slots.get(slot)
}

fn unknown_word(form: &Form, part: &Expression) -> Option<(String, String)> {
    let (place, word, beginning) = match part {
        Expression::Compare(Comparison::Equal | Comparison::NotEqual, left, right) => {
            let (place, word) =
                slot_and_word(left, right).or_else(|| slot_and_word(right, left))?;
            (place, word, false)
        }
        Expression::Call(Function::Contains | Function::Starts, arguments) => {
            let [slot, word] = arguments.as_slice() else {
                return None;
            };
            let (place, word) = slot_and_word(slot, word)?;
            let starts = matches!(part, Expression::Call(Function::Starts, _));
            (place, word, starts)
        }
        _ => return None,
    };
    let field = field(form, place)?;
    let known = |choice: &&crate::field::Choice| {
        choice.value == word || (beginning && choice.value.starts_with(word))
    };
    let chosen = matches!(field.kind, Kind::Choice | Kind::MultiChoice);
    (chosen && !field.choices.iter().any(|choice| known(&choice)))
        .then(|| (field.id.clone(), word.to_owned()))
}

fn slot_and_word<'a>(slot: &Expression, word: &'a Expression) -> Option<(Place, &'a str)> {
    match (slot, word) {
        (Expression::Slot { table, slot, .. }, Expression::Text(word)) => {
            Some(((*table, *slot), word))
        }
        _ => None,
    }
}

/// Every question must be asked in some interview.
pub(super) fn asked(form: &Form) -> Result<(), DefinitionError> {
    let mut never = HashSet::new();
    // The steps stand in an order in which each reads only what the ones before it settle.
    for step in form
        .steps
        .iter()
        .filter(|step| step.kind == StepKind::Asked)
    {
        if !possible(&step.expression, &never).truth {
            never.insert((step.table, step.slot));
        }
    }
    let mut questions = form.steps.iter().map(|step| (step.table, step.slot));
    match questions.find(|place| never.contains(place)) {
        None => Ok(()),
        Some(place) => Err(DefinitionError::NeverAsked {
            field: field(form, place).map_or_else(String::new, |field| field.id.clone()),
        }),
    }
}

/// What a condition can come to; neither is „never known”.
#[derive(Clone, Copy)]
struct Outcomes {
    truth: bool,
    falsehood: bool,
}

const OPEN: Outcomes = Outcomes {
    truth: true,
    falsehood: true,
};
const NEITHER: Outcomes = Outcomes {
    truth: false,
    falsehood: false,
};

/// Says less than it could, never more: what it calls impossible is.
fn possible(condition: &Expression, never: &HashSet<Place>) -> Outcomes {
    match condition {
        Expression::Bool(known) => Outcomes {
            truth: *known,
            falsehood: !known,
        },
        _ if unknown(condition, never) => NEITHER,
        Expression::Not(inner) => {
            let inner = possible(inner, never);
            Outcomes {
                truth: inner.falsehood,
                falsehood: inner.truth,
            }
        }
        Expression::And(left, right) => {
            let (one, other) = (possible(left, never), possible(right, never));
            Outcomes {
                truth: one.truth && other.truth && !contradictory(condition),
                falsehood: one.falsehood || other.falsehood,
            }
        }
        Expression::Or(left, right) => {
            let (one, other) = (possible(left, never), possible(right, never));
            Outcomes {
                truth: one.truth || other.truth,
                falsehood: one.falsehood && other.falsehood,
            }
        }
        Expression::Compare(comparison, left, right) => compared(*comparison, left, right),
        Expression::Call(Function::Answered, arguments) => Outcomes {
            truth: arguments.iter().all(|argument| !unknown(argument, never)),
            falsehood: true,
        },
        _ => OPEN,
    }
}

/// A value that is missing in every interview.
fn unknown(value: &Expression, never: &HashSet<Place>) -> bool {
    match value {
        Expression::Missing => true,
        Expression::Slot { table, slot, .. } => never.contains(&(*table, *slot)),
        Expression::Compare(_, left, right)
        | Expression::Add(left, right)
        | Expression::Subtract(left, right)
        | Expression::Multiply(left, right) => unknown(left, never) || unknown(right, never),
        Expression::Not(inner) => unknown(inner, never),
        Expression::Call(Function::Answered | Function::Add | Function::If, _) => false,
        Expression::Call(_, arguments) => arguments.iter().any(|argument| unknown(argument, never)),
        _ => false,
    }
}

fn compared(comparison: Comparison, left: &Expression, right: &Expression) -> Outcomes {
    let order = match (left, right) {
        (Expression::Number(left), Expression::Number(right)) => left.cmp(right),
        (Expression::Text(left), Expression::Text(right)) => left.cmp(right),
        (Expression::Bool(left), Expression::Bool(right)) => left.cmp(right),
        _ => return OPEN,
    };
    let truth = match comparison {
        Comparison::Equal => order.is_eq(),
        Comparison::NotEqual => order.is_ne(),
        Comparison::Less => order.is_lt(),
        Comparison::LessOrEqual => order.is_le(),
        Comparison::Greater => order.is_gt(),
        Comparison::GreaterOrEqual => order.is_ge(),
    };
    Outcomes {
        truth,
        falsehood: !truth,
    }
}

/// `x == 'a' and x == 'b'`, `pet and not pet`: parts that cannot all hold.
fn contradictory(condition: &Expression) -> bool {
    let mut parts = Vec::new();
    conjuncts(condition, &mut parts);
    let excludes = |one: &Expression, other: &Expression| match (one, other) {
        (Expression::Not(inner), other) => **inner == *other,
        (
            Expression::Compare(Comparison::Equal, left, right),
            Expression::Compare(Comparison::Equal, same, another),
        ) => left == same && right != another && is_word(right) && is_word(another),
        _ => false,
    };
    let mut pairs = parts.iter().flat_map(|one| {
        let others = parts.iter();
        others.map(move |other| (*one, *other))
    });
    pairs.any(|(one, other)| excludes(one, other))
}

fn conjuncts<'a>(condition: &'a Expression, parts: &mut Vec<&'a Expression>) {
    if let Expression::And(left, right) = condition {
        conjuncts(left, parts);
        conjuncts(right, parts);
    } else {
        parts.push(condition);
    }
}

fn is_word(value: &Expression) -> bool {
    matches!(
        value,
        Expression::Text(_) | Expression::Number(_) | Expression::Bool(_)
    )
}
