//! Compiled rule → value. Every answer set gives a value; none gives an error.

use chrono::NaiveDate;

use super::call::{Function, call};
use super::{Aggregate, Comparison, Expression, Scope, Value};

/// What a rule can see from one record. Rows are numbers of records in the state.
pub(crate) trait Sight<'a> {
    fn slot(&self, row: usize, slot: usize) -> Value<'a>;
    fn root(&self) -> Option<usize>;
    fn parent(&self, row: usize) -> Option<usize>;
    fn is_first(&self, row: usize) -> bool;
    /// Records of a kind, in order.
    fn rows(&self, table: usize) -> &[usize];
    fn today(&self) -> Option<NaiveDate>;
}

/// True only if the rule is plainly true.
pub(crate) fn is_true<'a>(expression: &'a Expression, row: usize, sight: &dyn Sight<'a>) -> bool {
    evaluate(expression, row, sight) == Value::Bool(true)
}

pub(crate) fn evaluate<'a>(
    expression: &'a Expression,
    row: usize,
    sight: &dyn Sight<'a>,
) -> Value<'a> {
    let inner = |expression: &'a Expression| evaluate(expression, row, sight);
    match expression {
        Expression::Missing => Value::Missing,
        Expression::Bool(known) => Value::Bool(*known),
        Expression::Number(number) => Value::Number(*number),
        Expression::Text(text) => Value::Text(text),
        Expression::Today => sight.today().map_or(Value::Missing, Value::Date),
        Expression::First => Value::Bool(sight.is_first(row)),
        Expression::Slot { scope, slot, .. } => {
            let seen = match scope {
                Scope::Own => Some(row),
                Scope::Interview => sight.root(),
                Scope::Parent => sight.parent(row),
            };
            seen.map_or(Value::Missing, |seen| sight.slot(seen, *slot))
        }
        Expression::Not(condition) => match inner(condition) {
            Value::Bool(known) => Value::Bool(!known),
            _ => Value::Missing,
        },
        Expression::And(left, right) => joined(inner(left), || inner(right), false),
        Expression::Or(left, right) => joined(inner(left), || inner(right), true),
        Expression::Compare(comparison, left, right) => {
            compare(*comparison, inner(left), inner(right))
        }
        Expression::Add(left, right) => arithmetic(inner(left), inner(right), i64::checked_add),
        Expression::Subtract(left, right) => {
            arithmetic(inner(left), inner(right), i64::checked_sub)
        }
        Expression::Multiply(left, right) => {
            arithmetic(inner(left), inner(right), i64::checked_mul)
        }
        Expression::Call(function, arguments) => called(*function, arguments, row, sight),
        Expression::Over {
            aggregate,
            table,
            body,
        } => over(*aggregate, *table, body, row, sight),
    }
}

/// Three-valued and / or: `decisive` alone settles it, a missing side leaves it open.
fn joined<'a>(left: Value<'a>, right: impl FnOnce() -> Value<'a>, decisive: bool) -> Value<'a> {
    if left == Value::Bool(decisive) {
        return left;
    }
    match (left, right()) {
        (_, Value::Bool(known)) if known == decisive => Value::Bool(decisive),
        (Value::Bool(_), Value::Bool(_)) => Value::Bool(!decisive),
        _ => Value::Missing,
    }
}

fn compare<'a>(comparison: Comparison, left: Value<'a>, right: Value<'a>) -> Value<'a> {
    let order = match (left, right) {
        (Value::Bool(left), Value::Bool(right)) => left.cmp(&right),
        (Value::Number(left), Value::Number(right)) => left.cmp(&right),
        (Value::Text(left), Value::Text(right)) => left.cmp(right),
        (Value::Date(left), Value::Date(right)) => left.cmp(&right),
        _ => return Value::Missing,
    };
    Value::Bool(match comparison {
        Comparison::Equal => order.is_eq(),
        Comparison::NotEqual => order.is_ne(),
        Comparison::Less => order.is_lt(),
        Comparison::LessOrEqual => order.is_le(),
        Comparison::Greater => order.is_gt(),
        Comparison::GreaterOrEqual => order.is_ge(),
    })
}

fn arithmetic<'a>(
    left: Value<'a>,
    right: Value<'a>,
    operation: fn(i64, i64) -> Option<i64>,
) -> Value<'a> {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => {
            operation(left, right).map_or(Value::Missing, Value::Number)
        }
        _ => Value::Missing,
    }
}

fn called<'a>(
    function: Function,
    arguments: &'a [Expression],
    row: usize,
    sight: &dyn Sight<'a>,
) -> Value<'a> {
    let value = |argument| evaluate(argument, row, sight);
    match arguments {
        [only] => call(function, &[value(only)]),
        [first, second] => call(function, &[value(first), value(second)]),
        more => call(function, &more.iter().map(value).collect::<Vec<_>>()),
    }
}

fn over<'a>(
    aggregate: Aggregate,
    table: usize,
    body: &'a Expression,
    row: usize,
    sight: &dyn Sight<'a>,
) -> Value<'a> {
    let from_root = sight.root() == Some(row);
    let mut count = 0_i64;
    let mut sum = None;
    for &seen in sight.rows(table) {
        if !from_root && sight.parent(seen) != Some(row) {
            continue;
        }
        let value = evaluate(body, seen, sight);
        match (aggregate, value) {
            (Aggregate::Any, Value::Bool(true)) => return Value::Bool(true),
            (Aggregate::Every, Value::Bool(false)) => return Value::Bool(false),
            (Aggregate::Every, Value::Missing) => return Value::Missing,
            (Aggregate::Count, Value::Bool(true)) => count += 1,
            (Aggregate::Sum, Value::Number(amount)) => {
                match sum.unwrap_or(0_i64).checked_add(amount) {
                    Some(more) => sum = Some(more),
                    None => return Value::Missing,
                }
            }
            _ => {}
        }
    }
    match aggregate {
        Aggregate::Any => Value::Bool(false),
        Aggregate::Every => Value::Bool(true),
        Aggregate::Count => Value::Number(count),
        Aggregate::Sum => sum.map_or(Value::Missing, Value::Number),
    }
}
