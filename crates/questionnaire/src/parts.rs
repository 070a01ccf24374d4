//! A question whose words lie in several categories („7) przemoc domowa” among the reasons of art. 7): one answer on screen and on
//! paper, kept as one part for each category, so that a seat holds only the words it may know.

use std::collections::BTreeSet;

use serde_json::Value;
use teren_domain::Category;

use crate::answers::{Answers, Record};
use crate::field::Field;
use crate::form::Form;
use crate::{INTERVIEW, STRUCTURE};

impl Field {
    /// Every category in which a part of the answer may stand, the field's own first.
    #[must_use]
    pub fn categories(&self) -> Vec<Category> {
        let mut all = vec![self.category];
        for category in self.choices.iter().filter_map(|choice| choice.category) {
            if !all.contains(&category) {
                all.push(category);
            }
        }
        all
    }

    /// Whether some of its words lie in another category than the field.
    pub(crate) fn is_split(&self) -> bool {
        let mut choices = self.choices.iter();
        choices.any(|choice| choice.category.is_some_and(|word| word != self.category))
    }

    /// The category of a word; words the form does not know go with the field.
    fn category_of_word(&self, word: &Value) -> Category {
        let mut choices = self.choices.iter();
        let choice = choices.find(|choice| Some(choice.value.as_str()) == word.as_str());
        let category = choice.and_then(|choice| choice.category);
        category.unwrap_or(self.category)
    }

    fn place_of_word(&self, word: &Value) -> usize {
        let mut choices = self.choices.iter();
        let place = choices.position(|choice| Some(choice.value.as_str()) == word.as_str());
        place.unwrap_or(self.choices.len())
    }

    /// The words of an answer that lie in the categories wanted, in the order of the form.
    pub(crate) fn words(
        &self,
        value: Option<&Value>,
        wanted: impl Fn(Category) -> bool,
    ) -> Vec<Value> {
        let words = value.and_then(Value::as_array).into_iter().flatten();
        let mut words: Vec<Value> = words
            .filter(|word| wanted(self.category_of_word(word)))
            .cloned()
            .collect();
        words.sort_by_key(|word| self.place_of_word(word));
        words
    }
}

impl Form {
    /// The field, if its words lie in several categories.
    fn split_field(&self, record_kind: &str, field: &str) -> Option<&Field> {
        self.field(record_kind, field)
            .filter(|field| field.is_split())
    }

    /// Whether an answer of this field is kept in several parts.
    #[must_use]
    pub fn in_parts(&self, record_kind: &str, field: &str) -> bool {
        self.split_field(record_kind, field).is_some()
    }

    /// An answer as it is written down: a part for each category its words may lie in, empty parts too. Most answers are one part.
    /// Empty for a field this form does not have.
    #[must_use]
    pub fn parts(&self, record_kind: &str, field: &str, value: &Value) -> Vec<(Category, Value)> {
        match self.split_field(record_kind, field) {
            Some(split) => {
                let part = |category| split.words(Some(value), |word| word == category);
                let categories = split.categories().into_iter();
                categories
                    .map(|category| (category, Value::Array(part(category))))
                    .collect()
            }
            None => {
                let category = self.category_of(record_kind, field).into_iter();
                category.map(|category| (category, value.clone())).collect()
            }
        }
    }

    /// The answer with what stands in one of its categories put in its place. A word that stands in another category than its own
    /// is not believed.
    #[must_use]
    pub fn joined(
        &self,
        (record_kind, field): (&str, &str),
        category: Category,
        whole: Option<&Value>,
        part: Value,
    ) -> Value {
        let Some(split) = self.split_field(record_kind, field) else {
            return part;
        };
        let mut words = split.words(whole, |word| word != category);
        words.extend(split.words(Some(&part), |word| word == category));
        Value::Array(split.words(Some(&Value::Array(words)), |_| true))
    }

    /// Whether every word of an answer may stand in a category; true of answers that are no lists of words.
    #[must_use]
    pub fn words_stand(
        &self,
        record_kind: &str,
        field: &str,
        category: Category,
        value: &Value,
    ) -> bool {
        let split = self.split_field(record_kind, field);
        split.is_none_or(|split| split.words(Some(value), |word| word != category).is_empty())
    }

    /// The answer as far as a category holds it; `None` where it holds nothing of it.
    pub(crate) fn part_in(
        &self,
        record_kind: &str,
        field: &str,
        value: &Value,
        category: Category,
    ) -> Option<Value> {
        let Some(split) = self.split_field(record_kind, field) else {
            return (self.category_of(record_kind, field) == Some(category)).then(|| value.clone());
        };
        let words = split.words(Some(value), |word| word == category);
        (!words.is_empty()).then_some(Value::Array(words))
    }

    /// The answers without these categories: as a seat holds them that may not hold those. The root, which holds the rest, stays.
    #[must_use]
    pub fn without(&self, answers: &Answers, hidden: &BTreeSet<Category>) -> Answers {
        let shown = |kind: &str, field: &str| {
            let category = self.category_of(kind, field);
            category.is_none_or(|category| !hidden.contains(&category))
        };
        let records = answers.records().iter();
        let records = records
            .filter(|record| record.kind == INTERVIEW || shown(&record.kind, STRUCTURE))
            .map(|record| {
                let answers = record.answers.iter().filter_map(|(field, value)| {
                    let value = match self.split_field(&record.kind, field) {
                        Some(split) => {
                            let words = split.words(Some(value), |word| !hidden.contains(&word));
                            Value::Array(words)
                        }
                        None if shown(&record.kind, field) => value.clone(),
                        None => return None,
                    };
                    Some((field.clone(), value))
                });
                Record {
                    answers: answers.collect(),
                    ..record.clone()
                }
            });
        Answers::new(records.collect())
    }
}
