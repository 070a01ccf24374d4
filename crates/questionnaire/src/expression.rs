//! The language of rules: small, typed when loaded, total when evaluated. A missing or ill-typed answer is `Missing`,
//! and only a rule that is plainly true fires.

mod call;
mod compile;
mod evaluate;
mod parse;

pub(crate) use call::{Function, sex};
pub(crate) use compile::{Names, compile};
pub(crate) use evaluate::{Sight, evaluate, is_true};

use chrono::NaiveDate;

/// What a rule's text may be wrong about.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExpressionError {
    #[error("unexpected end")]
    End,
    #[error("unexpected {found} at character {at}")]
    Unexpected { found: String, at: usize },
    #[error("unknown name {name}")]
    UnknownName { name: String },
    #[error("unknown function {name}")]
    UnknownFunction { name: String },
    #[error("unknown record kind {kind}")]
    UnknownRecordKind { kind: String },
    #[error("{name} takes {expected} values")]
    Arguments { name: String, expected: usize },
    #[error("{expected:?} is wanted where {found:?} stands")]
    Type { expected: Type, found: Type },
    #[error("nested too deeply")]
    TooDeep,
}

/// Type of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    Bool,
    Number,
    Text,
    Date,
    List,
    /// The word `missing`, which fits everywhere.
    Any,
}

/// A value while a rule is evaluated.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Value<'a> {
    Missing,
    Bool(bool),
    Number(i64),
    Text(&'a str),
    Date(NaiveDate),
    List(&'a [serde_json::Value]),
}

/// Where a name is looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Scope {
    /// The record the rule is about; inside `any(kind, …)` the record looked at.
    Own,
    /// The interview's root record.
    Interview,
    /// The record above: the member of an income row.
    Parent,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Aggregate {
    Any,
    Every,
    Count,
    Sum,
}

/// A compiled rule: names are places, types agree.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Expression {
    Missing,
    Bool(bool),
    Number(i64),
    Text(String),
    Today,
    /// First record of its kind under its parent.
    First,
    Slot {
        scope: Scope,
        table: usize,
        slot: usize,
    },
    Not(Box<Self>),
    And(Box<Self>, Box<Self>),
    Or(Box<Self>, Box<Self>),
    Compare(Comparison, Box<Self>, Box<Self>),
    Add(Box<Self>, Box<Self>),
    Subtract(Box<Self>, Box<Self>),
    Multiply(Box<Self>, Box<Self>),
    Call(Function, Vec<Self>),
    /// Over the records of a kind: all of them in the interview's rules, those below the record elsewhere.
    Over {
        aggregate: Aggregate,
        table: usize,
        body: Box<Self>,
    },
}

impl Expression {
    /// Every (table, slot) the rule reads.
    pub fn reads(&self, into: &mut Vec<(usize, usize)>) {
        self.visit(&mut |part| {
            if let Self::Slot { table, slot, .. } = part {
                into.push((*table, *slot));
            }
        });
    }

    pub fn reads_today(&self) -> bool {
        let mut today = false;
        self.visit(&mut |part| today |= *part == Self::Today);
        today
    }

    /// Shows every part of the rule, the whole first.
    pub fn visit(&self, see: &mut dyn FnMut(&Self)) {
        see(self);
        match self {
            Self::Missing
            | Self::Bool(_)
            | Self::Number(_)
            | Self::Text(_)
            | Self::Today
            | Self::First
            | Self::Slot { .. } => {}
            Self::Not(inner) | Self::Over { body: inner, .. } => inner.visit(see),
            Self::And(left, right)
            | Self::Or(left, right)
            | Self::Compare(_, left, right)
            | Self::Add(left, right)
            | Self::Subtract(left, right)
            | Self::Multiply(left, right) => {
                left.visit(see);
                right.visit(see);
            }
            Self::Call(_, arguments) => arguments.iter().for_each(|argument| argument.visit(see)),
        }
    }
}
