//! How a figure came about, in words a client can be shown: text, amount and article.

use serde::Serialize;

use crate::money::Grosze;
use crate::month::Month;

/// One step on the way to a figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Polish sentence or calculation.
    pub text_pl: String,
    /// What the step comes to, in grosze; `None` where it only decides something.
    pub amount: Option<Grosze>,
    /// Article of the act, or where our convention stands in its place.
    pub basis: String,
}

impl Step {
    /// A step that comes to an amount.
    pub(crate) fn amount(text_pl: String, amount: Grosze, basis: &str) -> Self {
        Self {
            text_pl,
            amount: Some(amount),
            basis: basis.to_owned(),
        }
    }

    /// A step that decides something.
    pub(crate) fn decision(text_pl: String, basis: &str) -> Self {
        Self {
            text_pl,
            amount: None,
            basis: basis.to_owned(),
        }
    }
}

/// `wrzesień 2026`.
pub(crate) fn month_pl(month: Month) -> String {
    let name = match month.number() {
        1 => "styczeń",
        2 => "luty",
        3 => "marzec",
        4 => "kwiecień",
        5 => "maj",
        6 => "czerwiec",
        7 => "lipiec",
        8 => "sierpień",
        9 => "wrzesień",
        10 => "październik",
        11 => "listopad",
        _ => "grudzień",
    };
    format!("{name} {}", month.year())
}

/// `3,4` or `3,4025`: a number times 10 000 (hectares, rates) as a decimal number.
pub(crate) fn decimal_pl(number_e4: i64) -> String {
    let decimals = format!("{:04}", (number_e4 % 10_000).unsigned_abs());
    let decimals = decimals.trim_end_matches('0');
    let whole = number_e4 / 10_000;
    if decimals.is_empty() {
        whole.to_string()
    } else {
        format!("{whole},{decimals}")
    }
}
