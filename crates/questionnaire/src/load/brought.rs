//! What is carried from one version: its shapes, its words, and the rules whose fields are all here.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use crate::error::DefinitionError;
use crate::expression::{ExpressionError, Names, Type, compile};
use crate::layout::BlockLayout;
use crate::load::{Definition, type_of};
use crate::rules::Rules;
use crate::shape::{FieldShape, RowShape, Shape};
use crate::{INTERVIEW, MEMBER};

/// A version that something is carried from, and what.
pub(super) struct Source {
    pub definition: Arc<Definition>,
    pub fields: BTreeSet<(String, String)>,
    /// Id there → id here.
    pub blocks: BTreeMap<String, String>,
}

impl Source {
    /// Everything a block shows is carried from here.
    pub fn take(&mut self, block: &BlockLayout) {
        let fields = block.fields.iter();
        let fields = fields.map(|field| (block.kind().to_owned(), field.id.clone()));
        self.fields.extend(fields);
        self.blocks.insert(block.id.clone(), block.id.clone());
        block.rows.iter().for_each(|inner| self.take(inner));
    }

    fn has(&self, kind: &str, field: &str) -> bool {
        self.fields.contains(&(kind.to_owned(), field.to_owned()))
    }

    /// Copies fields and columns; lists of words keep apart from this form's own by the name of their version.
    pub fn shapes(&self, name: &str, into: &mut Shape) -> Result<(), DefinitionError> {
        let from = &self.definition.shape;
        for (kind, id) in &self.fields {
            let here = || unknown(name, id);
            let fields = match kind.as_str() {
                INTERVIEW => Some((&from.interview, &mut into.interview)),
                MEMBER => Some((&from.member, &mut into.member)),
                _ => None,
            };
            let list = if let Some((from, into)) = fields {
                let mut field = from.get(id).cloned().ok_or_else(here)?;
                field.detail = field.detail.filter(|detail| self.has(kind, detail));
                let list = renamed(name, &mut field.choices);
                fresh(into, id, field)?;
                list
            } else {
                let row = from.rows.get(kind).ok_or_else(here)?;
                let mut column = row.columns.get(id).cloned().ok_or_else(here)?;
                let list = renamed(name, &mut column.choices);
                let entry = into.rows.entry(kind.clone()).or_insert_with(|| RowShape {
                    parent: row.parent.clone(),
                    category: row.category,
                    columns: BTreeMap::new(),
                });
                fresh(&mut entry.columns, id, column)?;
                list
            };
            if let Some((there, here)) = list {
                let copy = |lists: &BTreeMap<String, Vec<String>>| lists.get(&there).cloned();
                if let Some(words) = copy(&from.choices) {
                    into.choices.insert(here.clone(), words);
                }
                if let Some(words) = copy(&from.also) {
                    into.also.insert(here.clone(), words);
                }
                if let Some(words) = from.category_of_word.get(&there) {
                    into.category_of_word.insert(here, words.clone());
                }
            }
        }
        Ok(())
    }

    /// Brings the rules whose fields are all here, unless this form has its own.
    pub fn rules(&self, own: &Own, shape: &Shape, into: &mut Rules) {
        let known = Known::of(shape);
        let from = &self.definition.rules;
        let wanted = |kind: &str, field: &String, into: &Rules| {
            self.has(kind, field) && !into.optional.contains(field)
        };
        let required = from.required.iter();
        let required: Vec<String> = required
            .filter(|field| wanted(INTERVIEW, field, into) && !into.required.contains(field))
            .cloned()
            .collect();
        into.required.extend(required);
        let required = from.required_of_members.iter();
        let required: Vec<String> = required
            .filter(|field| {
                wanted(MEMBER, field, into) && !into.required_of_members.contains(field)
            })
            .cloned()
            .collect();
        into.required_of_members.extend(required);
        let by_head = from.by_head.iter();
        let by_head = by_head.filter(|field| self.has(INTERVIEW, field));
        into.by_head.extend(by_head.cloned());
        for rule in &from.asked {
            let mut rule = rule.clone();
            rule.fields
                .retain(|field| self.has(&rule.on, field) && !own.asks(&rule.on, field));
            if !rule.fields.is_empty() && known.can_read(&rule.on, &rule.when) {
                into.asked.push(rule);
            }
        }
        let computed = from.computed.iter().filter(|rule| {
            self.has(&rule.on, &rule.field)
                && !own.computes(&rule.on, &rule.field)
                && known.can_read(&rule.on, &rule.value)
        });
        into.computed.extend(computed.cloned());
        let figures = from.figure.iter().filter(|rule| {
            self.has(INTERVIEW, &rule.field) && !own.computes(INTERVIEW, &rule.field)
        });
        into.figure.extend(figures.cloned());
        for rule in &from.check {
            let mut rule = rule.clone();
            if own.checks.contains(&rule.id)
                || into.dropped.contains(&rule.id)
                || !known.can_read(&rule.on, &rule.when)
            {
                continue;
            }
            if let Some(block) = self.blocks.get(&rule.at) {
                rule.at.clone_from(block);
            } else if !self.has(&rule.on, &rule.at) {
                continue;
            }
            into.check.push(rule);
        }
        let touched = from.touched.iter();
        let touched = touched.filter(|rule| {
            self.has(&rule.on, &rule.month)
                && !own.checks.contains(&rule.id)
                && known.can_read(&rule.on, &rule.still)
        });
        into.touched.extend(touched.cloned());
        self.common(from, into);
    }

    /// Sentences every form has, and where findings about the household lead.
    fn common(&self, from: &Rules, into: &mut Rules) {
        if into.texts.is_none() {
            into.texts.clone_from(&from.texts);
        }
        let Some(places) = from.household.as_ref().filter(|_| into.household.is_none()) else {
            return;
        };
        let mut fields = places.fields.values();
        if let Some(members) = self.blocks.get(&places.members)
            && fields.all(|field| self.has(MEMBER, field))
        {
            let mut places = places.clone();
            places.members.clone_from(members);
            into.household = Some(places);
        }
    }
}

/// What this form's own rules speak of; the carried ones give way.
pub(super) struct Own {
    asked: HashSet<(String, String)>,
    computed: HashSet<(String, String)>,
    checks: HashSet<String>,
}

impl Own {
    pub fn of(rules: &Rules) -> Self {
        let asked = rules.asked.iter().flat_map(|rule| {
            let fields = rule.fields.iter();
            fields.map(|field| (rule.on.clone(), field.clone()))
        });
        let computed = rules.computed.iter();
        let computed = computed.map(|rule| (rule.on.clone(), rule.field.clone()));
        let figures = rules.figure.iter();
        let figures = figures.map(|rule| (INTERVIEW.to_owned(), rule.field.clone()));
        let ids = rules.check.iter().map(|rule| &rule.id);
        let ids = ids.chain(rules.touched.iter().map(|rule| &rule.id));
        Self {
            asked: asked.collect(),
            computed: computed.chain(figures).collect(),
            checks: ids.cloned().collect(),
        }
    }

    fn asks(&self, kind: &str, field: &str) -> bool {
        self.asked.contains(&(kind.to_owned(), field.to_owned()))
    }

    fn computes(&self, kind: &str, field: &str) -> bool {
        self.computed.contains(&(kind.to_owned(), field.to_owned()))
    }
}

/// The names a rule of this form may use.
struct Known<'a>(Vec<(&'a str, &'a str, BTreeMap<&'a str, Type>)>);

impl<'a> Known<'a> {
    fn of(shape: &'a Shape) -> Self {
        let fields = |fields: &'a BTreeMap<String, FieldShape>| {
            let types = fields.iter();
            types
                .map(|(id, field)| (id.as_str(), type_of(field.kind)))
                .collect()
        };
        let mut known = vec![
            (INTERVIEW, "", fields(&shape.interview)),
            (MEMBER, INTERVIEW, fields(&shape.member)),
        ];
        for (kind, row) in &shape.rows {
            let columns = row.columns.iter();
            let types = columns.map(|(id, column)| (id.as_str(), type_of(column.kind)));
            known.push((kind, &row.parent, types.collect()));
        }
        Self(known)
    }

    /// A rule that reads something this form does not have is not carried.
    fn can_read(&self, kind: &str, rule: &str) -> bool {
        let Some(table) = self.table(kind) else {
            return false;
        };
        !matches!(
            compile(rule, table, Type::Any, self),
            Err(ExpressionError::UnknownName { .. } | ExpressionError::UnknownRecordKind { .. })
        )
    }
}

impl Names for Known<'_> {
    fn table(&self, kind: &str) -> Option<usize> {
        self.0.iter().position(|(known, ..)| *known == kind)
    }
    fn slot(&self, table: usize, name: &str) -> Option<(usize, Type)> {
        let (_, _, fields) = self.0.get(table)?;
        let slot = fields.keys().position(|known| *known == name)?;
        Some((slot, *fields.get(name)?))
    }
    fn parent(&self, table: usize) -> Option<usize> {
        let (_, parent, _) = self.0.get(table)?;
        self.table(parent)
    }
    fn root(&self) -> usize {
        0
    }
}

/// Gives a list of words its name here; returns its name there and here.
fn renamed(source: &str, choices: &mut Option<String>) -> Option<(String, String)> {
    let there = choices.take()?;
    // A list that was itself carried has its first version in its name already.
    let here = if there.contains('#') {
        there.clone()
    } else {
        format!("{source}#{there}")
    };
    *choices = Some(here.clone());
    Some((there, here))
}

fn fresh<T>(into: &mut BTreeMap<String, T>, id: &str, value: T) -> Result<(), DefinitionError> {
    match into.insert(id.to_owned(), value) {
        None => Ok(()),
        Some(_) => Err(DefinitionError::DuplicateField {
            field: id.to_owned(),
        }),
    }
}

pub(super) fn unknown(place: &str, field: &str) -> DefinitionError {
    DefinitionError::UnknownField {
        place: place.to_owned(),
        field: field.to_owned(),
    }
}
