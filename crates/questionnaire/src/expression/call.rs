//! Functions a rule may call. What the law or a register says comes from `domain`.

use chrono::{Datelike, Months, NaiveDate};
use teren_domain::facts::Sex;
use teren_domain::pesel::{self, Disagreement};
use teren_domain::{citizenship, identifiers, income};

use super::{Type, Value};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Function {
    /// `answered(x)`: something stands there.
    Answered,
    /// `contains(list, 'word')`.
    Contains,
    /// `starts(text, 'beginning')`.
    Starts,
    /// `income_takes(kind, 'part')`: the part matters for the kind of income, by the table of the law.
    IncomeTakes,
    /// `length(x)`: characters of a text or words of a list.
    Length,
    /// `age(born, on)`: full years.
    Age,
    /// `days(from, until)`.
    Days,
    /// `months_after(from, count)`: the day that ends a term of months; the last of its month where that is shorter.
    MonthsAfter,
    /// `add(a, b, …)`: sum of the amounts that are there.
    Add,
    /// `if(condition, then, otherwise)`.
    If,
    /// The numbers below: whether the text passes the check of `domain`.
    PeselValid,
    PostalCodeValid,
    PhoneValid,
    TerytValid,
    IdentityDocumentValid,
    /// `pesel_born(pesel, born)`, `pesel_sex(pesel, sex)`: whether a valid PESEL agrees.
    PeselBorn,
    PeselSex,
    /// `polish(text)`: the words name the Polish citizenship, however they are written.
    Polish,
}

impl Function {
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "answered" => Self::Answered,
            "contains" => Self::Contains,
            "starts" => Self::Starts,
            "income_takes" => Self::IncomeTakes,
            "length" => Self::Length,
            "age" => Self::Age,
            "days" => Self::Days,
            "months_after" => Self::MonthsAfter,
            "add" => Self::Add,
            "if" => Self::If,
            "pesel_valid" => Self::PeselValid,
            "postal_code_valid" => Self::PostalCodeValid,
            "phone_valid" => Self::PhoneValid,
            "teryt_valid" => Self::TerytValid,
            "identity_document_valid" => Self::IdentityDocumentValid,
            "pesel_born" => Self::PeselBorn,
            "pesel_sex" => Self::PeselSex,
            "polish" => Self::Polish,
            _ => return None,
        })
    }

    /// Types wanted, and the type given. `Add` takes any number of numbers.
    pub fn signature(self) -> (&'static [Type], Type) {
        match self {
            Self::Answered => (&[Type::Any], Type::Bool),
            Self::Contains => (&[Type::List, Type::Text], Type::Bool),
            Self::Starts | Self::IncomeTakes | Self::PeselSex => {
                (&[Type::Text, Type::Text], Type::Bool)
            }
            Self::Length => (&[Type::Any], Type::Number),
            Self::Age | Self::Days => (&[Type::Date, Type::Date], Type::Number),
            Self::MonthsAfter => (&[Type::Date, Type::Number], Type::Date),
            Self::Add => (&[], Type::Number),
            Self::If => (&[Type::Bool, Type::Any, Type::Any], Type::Any),
            Self::Polish
            | Self::PeselValid
            | Self::PostalCodeValid
            | Self::PhoneValid
            | Self::TerytValid
            | Self::IdentityDocumentValid => (&[Type::Text], Type::Bool),
            Self::PeselBorn => (&[Type::Text, Type::Date], Type::Bool),
        }
    }
}

/// The value of a call whose arguments are known. `Answered`, `Add` and `If` treat missing values themselves.
pub(super) fn call<'a>(function: Function, arguments: &[Value<'a>]) -> Value<'a> {
    match (function, arguments) {
        (Function::Answered, [value]) => Value::Bool(*value != Value::Missing),
        (Function::Contains, [Value::List(words), Value::Text(word)]) => {
            Value::Bool(words.iter().any(|known| known.as_str() == Some(word)))
        }
        (Function::Starts, [Value::Text(text), Value::Text(beginning)]) => {
            Value::Bool(text.starts_with(beginning))
        }
        (Function::IncomeTakes, [Value::Text(kind), Value::Text(part)]) => {
            income::kinds::takes(kind, part).map_or(Value::Missing, Value::Bool)
        }
        (Function::Length, [Value::Text(text)]) => number(text.chars().count()),
        (Function::Length, [Value::List(words)]) => number(words.len()),
        (Function::Age, [Value::Date(born), Value::Date(on)]) => Value::Number(age(*born, *on)),
        (Function::Days, [Value::Date(from), Value::Date(until)]) => {
            Value::Number((*until - *from).num_days())
        }
        (Function::MonthsAfter, [Value::Date(from), Value::Number(months)]) => {
            months_after(*from, *months).map_or(Value::Missing, Value::Date)
        }
        (Function::Add, amounts) => add(amounts),
        (Function::If, [Value::Bool(true), then, _]) => *then,
        (Function::If, [Value::Bool(false), _, otherwise]) => *otherwise,
        (Function::PeselValid, [Value::Text(text)]) => Value::Bool(pesel::check(text).is_ok()),
        (Function::Polish, [Value::Text(text)]) => {
            citizenship::is_polish(text).map_or(Value::Missing, Value::Bool)
        }
        (Function::PostalCodeValid, [Value::Text(text)]) => {
            Value::Bool(identifiers::postal_code(text).is_ok())
        }
        (Function::PhoneValid, [Value::Text(text)]) => {
            Value::Bool(identifiers::phone(text).is_ok())
        }
        (Function::TerytValid, [Value::Text(text)]) => Value::Bool(identifiers::terc(text).is_ok()),
        (Function::IdentityDocumentValid, [Value::Text(text)]) => Value::Bool(
            identifiers::identity_card(text).is_ok() || identifiers::passport(text).is_ok(),
        ),
        (Function::PeselBorn, [Value::Text(text), Value::Date(born)]) => Value::Bool(
            !pesel::disagreements(text, Some(*born), None)
                .iter()
                .any(|found| matches!(found, Disagreement::Born(_))),
        ),
        (Function::PeselSex, [Value::Text(text), Value::Text(stated)]) => {
            Value::Bool(pesel::disagreements(text, None, sex(stated)).is_empty())
        }
        _ => Value::Missing,
    }
}

/// The sex a word of the form names.
pub(crate) fn sex(word: &str) -> Option<Sex> {
    match word {
        "kobieta" | "K" => Some(Sex::Female),
        "mężczyzna" | "M" => Some(Sex::Male),
        _ => None,
    }
}

fn number(count: usize) -> Value<'static> {
    i64::try_from(count).map_or(Value::Missing, Value::Number)
}

fn age(born: NaiveDate, on: NaiveDate) -> i64 {
    let years = i64::from(on.year()) - i64::from(born.year());
    if (on.month(), on.day()) < (born.month(), born.day()) {
        years - 1
    } else {
        years
    }
}

fn months_after(from: NaiveDate, months: i64) -> Option<NaiveDate> {
    from.checked_add_months(Months::new(u32::try_from(months).ok()?))
}

fn add(amounts: &[Value<'_>]) -> Value<'static> {
    let mut sum = None;
    for amount in amounts {
        if let Value::Number(amount) = amount {
            match sum.unwrap_or(0_i64).checked_add(*amount) {
                Some(more) => sum = Some(more),
                None => return Value::Missing,
            }
        }
    }
    sum.map_or(Value::Missing, Value::Number)
}
