//! What can be wrong with a form definition; found when it is loaded, never while someone types.

use teren_domain::Category;

use crate::expression::ExpressionError;

/// A definition that may not be used. The names inside are ids of the definition, never answers.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DefinitionError {
    #[error("{file} is not readable: {reason}")]
    Unreadable { file: &'static str, reason: String },
    #[error("no form {form} of version {version}")]
    UnknownForm { form: String, version: String },
    #[error("{place} carries from {carry}, which has nothing of this id")]
    CarriesNothing { place: String, carry: String },
    #[error("the versions that {form} carries from carry from one another")]
    CarriesItself { form: String },
    #[error("two fields have the id {field}")]
    DuplicateField { field: String },
    #[error("{field} stands after a column of a higher number than its own, {column}")]
    ColumnOutOfOrder { field: String, column: u16 },
    #[error("two sections or blocks have the id {id}")]
    DuplicatePlace { id: String },
    #[error("{place} names the unknown field {field}")]
    UnknownField { place: String, field: String },
    #[error("{place} names the unknown record kind {kind}")]
    UnknownRecordKind { place: String, kind: String },
    #[error("{field} names the unknown list of choices {choices}")]
    UnknownChoices { field: String, choices: String },
    #[error("{field} is a choice without choices")]
    NoChoices { field: String },
    #[error("no field uses the list of choices {choices}")]
    UnusedChoices { choices: String },
    #[error("{word} stands twice in the list of choices {choices}")]
    DuplicateChoice { choices: String, word: String },
    #[error("{word}, which has a category of its own, is none of the choices {choices}")]
    NoSuchChoice { choices: String, word: String },
    #[error("{field} offers words of other categories, but its answer cannot be kept in parts")]
    NotInParts { field: String },
    #[error("the rule {rule} compares {field} with {word}, which is none of its choices")]
    UnknownWord {
        rule: String,
        field: String,
        word: String,
    },
    #[error("the form answers for {category:?} and has no field in it")]
    NothingToAnswerFor { category: Category },
    #[error("{field} can never be asked: nothing makes its rule true")]
    NeverAsked { field: String },
    #[error("{place} has no label")]
    MissingLabel { place: String },
    #[error("{field} has no source tag")]
    MissingSource { field: String },
    #[error("no block shows {field}, so nobody can reach it")]
    Unreachable { field: String },
    #[error("{field} stands in two blocks")]
    ShownTwice { field: String },
    #[error("{label} of {block} leads to two fields")]
    AmbiguousLabel { block: String, label: String },
    #[error("the rule of {field} and the rules it needs wait for one another")]
    Circular { field: String },
    #[error("the rule that asks or computes {field} reads today's date")]
    DependsOnToday { field: String },
    #[error("two rules have the id {rule}")]
    DuplicateRule { rule: String },
    #[error("the rule {rule} does not compile: {reason}")]
    Rule {
        rule: String,
        reason: ExpressionError,
    },
}
