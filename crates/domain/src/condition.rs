//! Conditions of a centre's own rules over closed answers of the form: a field, a comparison, and what to compare with.
//!
//! Free text is never compared. A question without an answer fulfils no condition, also none that is negative.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::Category;
use crate::calendar::date_pl;
use crate::facts::Part;
use crate::money::Grosze;

/// A closed answer, as rules compare it. A single choice is a set of one word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum RoutingValue {
    YesNo(bool),
    Number(i64),
    Date(NaiveDate),
    Words(BTreeSet<String>),
}

/// A value with the category of its field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    pub value: RoutingValue,
    pub category: Category,
}

/// Answered fields by id.
pub type RoutingValues = BTreeMap<String, Known>;

/// What a whole number of an answer counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    #[default]
    Count,
    Grosze,
    TenThousandths,
}

/// A comparison with what it compares to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Test {
    Yes,
    No,
    /// One of the words is the answer, or among the answers.
    OneOf {
        words: BTreeSet<String>,
    },
    /// Answered, and with none of the words.
    NoneOf {
        words: BTreeSet<String>,
    },
    AtLeast {
        number: i64,
        #[serde(default)]
        unit: Unit,
    },
    AtMost {
        number: i64,
        #[serde(default)]
        unit: Unit,
    },
    /// On this day or later.
    Since {
        date: NaiveDate,
    },
    /// On this day or earlier.
    Until {
        date: NaiveDate,
    },
}

/// One condition of a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldCondition {
    pub field: String,
    /// Label of the field when the condition was written: the rule is readable without any form.
    pub label_pl: String,
    pub test: Test,
}

/// What may be compared in a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RoutableKind {
    YesNo,
    /// One of these words.
    Choice(Vec<String>),
    /// Several of these words.
    MultiChoice(Vec<String>),
    Number(Unit),
    Date,
}

/// A field that rules may use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoutableField {
    pub id: String,
    pub label_pl: String,
    /// Title of the section that asks it.
    pub place_pl: String,
    pub kind: RoutableKind,
    pub category: Category,
    /// Parts of the questionnaire that ask it.
    pub parts: BTreeSet<Part>,
}

/// All fields that rules may use, by id.
pub type Catalogue = BTreeMap<String, RoutableField>;

impl FieldCondition {
    /// The answer that fulfils the condition, with its category; `None` when it is not fulfilled.
    #[must_use]
    pub fn fulfilled_by<'a>(&self, values: &'a RoutingValues) -> Option<&'a Known> {
        values
            .get(&self.field)
            .filter(|known| self.test.holds(&known.value))
    }

    /// „Rodzaj lokalu: komunalne”; made of the rule alone, so it repeats nothing that was typed.
    #[must_use]
    pub fn sentence_pl(&self) -> String {
        format!("{}: {}", self.label_pl, self.test.words_pl())
    }
}

impl Test {
    #[must_use]
    pub fn holds(&self, value: &RoutingValue) -> bool {
        match (self, value) {
            (Self::Yes, RoutingValue::YesNo(answer)) => *answer,
            (Self::No, RoutingValue::YesNo(answer)) => !answer,
            (Self::OneOf { words }, RoutingValue::Words(answer)) => !words.is_disjoint(answer),
            (Self::NoneOf { words }, RoutingValue::Words(answer)) => words.is_disjoint(answer),
            (Self::AtLeast { number, .. }, RoutingValue::Number(answer)) => answer >= number,
            (Self::AtMost { number, .. }, RoutingValue::Number(answer)) => answer <= number,
            (Self::Since { date }, RoutingValue::Date(answer)) => answer >= date,
            (Self::Until { date }, RoutingValue::Date(answer)) => answer <= date,
            _ => false,
        }
    }

    /// Whether such a comparison can be made in a field of this kind.
    #[must_use]
    pub fn fits(&self, kind: &RoutableKind) -> bool {
        match (self, kind) {
            (Self::Yes | Self::No, RoutableKind::YesNo)
            | (
                Self::OneOf { .. } | Self::NoneOf { .. },
                RoutableKind::Choice(_) | RoutableKind::MultiChoice(_),
            )
            | (Self::Since { .. } | Self::Until { .. }, RoutableKind::Date) => true,
            (
                Self::AtLeast { unit, .. } | Self::AtMost { unit, .. },
                RoutableKind::Number(known),
            ) => unit == known,
            _ => false,
        }
    }

    /// The words that it names.
    #[must_use]
    pub fn words(&self) -> Option<&BTreeSet<String>> {
        match self {
            Self::OneOf { words } | Self::NoneOf { words } => Some(words),
            _ => None,
        }
    }

    fn words_pl(&self) -> String {
        let joined = |words: &BTreeSet<String>, between: &str| {
            words
                .iter()
                .map(String::as_str)
                .collect::<Vec<_>>()
                .join(between)
        };
        match self {
            Self::Yes => "tak".to_owned(),
            Self::No => "nie".to_owned(),
            Self::OneOf { words } => joined(words, " lub "),
            Self::NoneOf { words } => format!("inna odpowiedź niż {}", joined(words, ", ")),
            Self::AtLeast { number, unit } => format!("{} lub więcej", unit.told_pl(*number)),
            Self::AtMost { number, unit } => format!("{} lub mniej", unit.told_pl(*number)),
            Self::Since { date } => format!("od {}", date_pl(*date)),
            Self::Until { date } => format!("do {}", date_pl(*date)),
        }
    }
}

impl Unit {
    fn told_pl(self, number: i64) -> String {
        match self {
            Self::Count => number.to_string(),
            Self::Grosze => Grosze(number).to_string(),
            Self::TenThousandths => {
                let text = format!("{},{:04}", number / 10_000, (number % 10_000).abs());
                let short = text.trim_end_matches('0').trim_end_matches(',');
                short.to_owned()
            }
        }
    }
}

/// Whether one interview could fulfil all these conditions on one field at once.
#[must_use]
pub fn can_hold_together(tests: &[&Test], kind: &RoutableKind) -> bool {
    let all: BTreeSet<&String> = match kind {
        RoutableKind::Choice(words) | RoutableKind::MultiChoice(words) => words.iter().collect(),
        _ => BTreeSet::new(),
    };
    let mut forbidden: BTreeSet<&String> = BTreeSet::new();
    let mut wanted: Vec<&BTreeSet<String>> = Vec::new();
    let (mut yes, mut no) = (false, false);
    let (mut least, mut most) = (i64::MIN, i64::MAX);
    let (mut since, mut until) = (NaiveDate::MIN, NaiveDate::MAX);
    for test in tests {
        match test {
            Test::Yes => yes = true,
            Test::No => no = true,
            Test::OneOf { words } => wanted.push(words),
            Test::NoneOf { words } => forbidden.extend(words),
            Test::AtLeast { number, .. } => least = least.max(*number),
            Test::AtMost { number, .. } => most = most.min(*number),
            Test::Since { date } => since = since.max(*date),
            Test::Until { date } => until = until.min(*date),
        }
    }
    let free = |words: &BTreeSet<String>| -> BTreeSet<String> {
        let left = words.iter().filter(|word| all.contains(word));
        left.filter(|word| !forbidden.contains(word))
            .cloned()
            .collect()
    };
    let words_fit = match kind {
        RoutableKind::Choice(words) => {
            let mut left: BTreeSet<String> = free(&words.iter().cloned().collect());
            left.retain(|word| wanted.iter().all(|words| words.contains(word)));
            !left.is_empty()
        }
        RoutableKind::MultiChoice(_) => wanted.iter().all(|words| !free(words).is_empty()),
        _ => true,
    };
    // Nothing that is counted or paid is less than nothing.
    let most_fits = most >= 0;
    !(yes && no) && least <= most && most_fits && since <= until && words_fit
}
