//! One question of a form: what may be answered and under which category of data the answer falls.

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::Value;
use teren_domain::{Category, Month};

/// Kind of an answer, with the JSON it is kept as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// String.
    Text,
    /// String with line breaks.
    LongText,
    /// String `YYYY-MM-DD`.
    Date,
    /// String `YYYY-MM`.
    Month,
    /// String: the Polish word itself.
    Choice,
    /// Array of strings.
    MultiChoice,
    /// `true` or `false`.
    YesNo,
    /// Whole grosze.
    Amount,
    /// Whole number.
    Number,
    /// Whole number of ten-thousandths (1 ha = 10000), shown with up to four places.
    Decimal,
    /// String; any text is kept, the check digit is a warning.
    Pesel,
    PostalCode,
    Phone,
    /// Symbol terytorialny, seven digits.
    Teryt,
    IdentityDocument,
    /// The whole row of a table: an object by column id.
    Row,
    /// `{decision, reason}` of a facultative segment.
    Skip,
}

impl Kind {
    /// The word used in definitions and in the outline.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::LongText => "long_text",
            Self::Date => "date",
            Self::Month => "month",
            Self::Choice => "choice",
            Self::MultiChoice => "multi_choice",
            Self::YesNo => "yes_no",
            Self::Amount => "amount",
            Self::Number => "number",
            Self::Decimal => "decimal",
            Self::Pesel => "pesel",
            Self::PostalCode => "postal_code",
            Self::Phone => "phone",
            Self::Teryt => "teryt",
            Self::IdentityDocument => "identity_document",
            Self::Row => "row",
            Self::Skip => "skip",
        }
    }
}

/// A word to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The Polish word, kept as the answer and shown as the label.
    pub value: String,
    /// False for words that are accepted from older answers but no longer offered.
    pub offered: bool,
    /// Where the word tells of something that lies in another category than its field.
    pub category: Option<Category>,
}

/// A question, a column of a row, or (kind `Row`) a whole row.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    pub id: String,
    /// Kind of the record that holds the answer.
    pub record_kind: String,
    pub kind: Kind,
    pub category: Category,
    pub choices: Vec<Choice>,
    /// Greatest number of characters.
    pub limit: Option<u32>,
    /// Official Polish label.
    pub label: String,
    pub hint: Option<String>,
    /// Title of the question this one belongs to („Adres”), if any.
    pub under: Option<String>,
    /// Where the label was read: `[ACT]`, `[2011]`, `[2005]`, `[PRESS]` or `UNCONFIRMED`.
    pub source: String,
    /// Number of its column on the official form; `None` where the form has none, or none was read.
    pub column: Option<u16>,
    /// The version in whose layout that source is written; `None` for the form's own.
    pub origin: Option<String>,
    /// Letter of the segment that shows it.
    pub section: String,
    /// Missing = not complete, as long as it is asked.
    pub required: bool,
    /// Filled by a rule of the form or by the law in `domain`.
    pub computed: bool,
    /// A computed value that a person may replace.
    pub overridable: bool,
    /// Asked anew in each interview: an update does not start with the last answer.
    pub fresh: bool,
    /// Filled by the head of the unit, after the worker.
    pub by_head: bool,
    /// The text field that takes what follows „tak – …” on paper.
    pub detail: Option<String>,
    /// Columns, for the kind `Row`.
    pub columns: Vec<Field>,
}

impl Field {
    /// The label with the title of the question above it, as the paper reads.
    #[must_use]
    pub fn full_label(&self) -> String {
        match &self.under {
            Some(under) => format!("{under} – {}", self.label),
            None => self.label.clone(),
        }
    }

    /// Whether the JSON value is of this kind. It may still be wrong: a PESEL with a false check digit fits.
    #[must_use]
    pub fn fits(&self, value: &Value) -> bool {
        match self.kind {
            Kind::Text
            | Kind::LongText
            | Kind::Pesel
            | Kind::PostalCode
            | Kind::Phone
            | Kind::Teryt
            | Kind::IdentityDocument => value.as_str().is_some_and(|text| self.within_limit(text)),
            Kind::Date => value
                .as_str()
                .is_some_and(|text| text.parse::<NaiveDate>().is_ok()),
            Kind::Month => value
                .as_str()
                .is_some_and(|text| text.parse::<Month>().is_ok()),
            Kind::Choice => value.as_str().is_some_and(|word| self.knows(word)),
            Kind::MultiChoice => value.as_array().is_some_and(|words| {
                words
                    .iter()
                    .all(|word| word.as_str().is_some_and(|word| self.knows(word)))
            }),
            Kind::YesNo => value.is_boolean(),
            Kind::Amount | Kind::Decimal => value.as_i64().is_some_and(|number| number >= 0),
            Kind::Number => value.as_i64().is_some(),
            Kind::Row => value.as_object().is_some_and(|row| {
                row.iter().all(|(column, value)| {
                    value.is_null()
                        || self
                            .columns
                            .iter()
                            .any(|known| known.id == *column && known.fits(value))
                })
            }),
            Kind::Skip => value.as_object().is_some_and(|skip| {
                skip.get("decision")
                    .and_then(Value::as_str)
                    .is_some_and(|word| self.knows(word))
                    && skip.get("reason").is_none_or(Value::is_string)
            }),
        }
    }

    fn within_limit(&self, text: &str) -> bool {
        self.limit.is_none_or(|limit| {
            u32::try_from(text.chars().count()).is_ok_and(|length| length <= limit)
        })
    }

    fn knows(&self, word: &str) -> bool {
        self.choices.iter().any(|choice| choice.value == word)
    }
}
