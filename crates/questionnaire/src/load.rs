//! Three layers of TOML → a checked form.

mod brought;
mod carry;
mod places;
mod reach;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use serde::de::DeserializeOwned;
use teren_domain::Category;

use crate::error::DefinitionError;
use crate::expression::{Expression, Names, Type, compile};
use crate::field::{Choice, Field, Kind};
use crate::form::{Check, Figure, Form, Step, StepKind, Table, Target, Touched};
use crate::layout::{Layout, WrittenLayout};
use crate::rules::{Rules, TouchedRule};
use crate::shape::{ColumnShape, FieldShape, Shape};
use crate::{INTERVIEW, MEMBER, ROW};

/// The three layers of one version as texts.
#[derive(Clone, Copy)]
pub(crate) struct Layers<'a> {
    pub shape: &'a str,
    pub rules: &'a str,
    pub layout: &'a str,
}

/// Opens the version that something is carried from, by a name such as `part-i/2021-11-15`.
pub(crate) type Open<'a> = &'a dyn Fn(&str) -> Result<Arc<Definition>, DefinitionError>;

/// A definition as read, with everything carried in its place; not yet checked.
#[derive(Debug)]
pub(crate) struct Definition {
    pub shape: Shape,
    pub rules: Rules,
    pub layout: Layout,
}

impl Definition {
    pub fn read(layers: Layers<'_>, open: Open<'_>) -> Result<Self, DefinitionError> {
        let shape: Shape = read("shape", layers.shape)?;
        let rules: Rules = read("rules", layers.rules)?;
        let layout: WrittenLayout = read("layout", layers.layout)?;
        carry::resolve(shape, rules, &layout, open)
    }
}

pub(crate) fn load(definition: &Definition) -> Result<Form, DefinitionError> {
    let Definition {
        shape,
        rules,
        layout,
    } = definition;
    let kind = shape.kind()?;
    if shape.version != shape.valid_from.to_string() {
        return Err(DefinitionError::Unreadable {
            file: "shape",
            reason: "the version is not the day it is valid from".to_owned(),
        });
    }
    let mut tables = tables(shape)?;
    lists(shape)?;
    let sections = places::sections(layout, &mut tables)?;
    let mut form = Form {
        id: shape.form.clone(),
        version: shape.version.clone(),
        kind,
        valid_from: shape.valid_from,
        answers_for: answers_for(shape, &tables)?,
        title: layout.title.clone(),
        annex: layout.annex.clone(),
        table_by_kind: tables
            .iter()
            .enumerate()
            .map(|(number, table)| (table.kind.clone(), number))
            .collect(),
        labels: HashMap::new(),
        switches: places::switches(&sections, &tables),
        sections,
        tables,
        steps: Vec::new(),
        checks: Vec::new(),
        touched: Vec::new(),
        figures: Vec::new(),
        texts: rules
            .texts
            .clone()
            .ok_or_else(|| DefinitionError::MissingLabel {
                place: "texts".to_owned(),
            })?,
        household: rules.household.clone(),
    };
    form.labels = places::labels(&form)?;
    require(&mut form, rules)?;
    form.steps = steps(&mut form, rules)?;
    form.checks = checks(&form, rules)?;
    form.touched = touched(&form, rules)?;
    reach::words(&form)?;
    reach::asked(&form)?;
    if let Some(places) = &form.household {
        for field in places.fields.values() {
            locate(&form, "household", MEMBER, field)?;
        }
        if !places::is_block(&form.sections, &places.members) {
            return Err(DefinitionError::UnknownField {
                place: "household".to_owned(),
                field: places.members.clone(),
            });
        }
    }
    Ok(form)
}

fn read<T: DeserializeOwned>(file: &'static str, text: &str) -> Result<T, DefinitionError> {
    toml::from_str(text).map_err(|error| DefinitionError::Unreadable {
        file,
        reason: error.message().to_owned(),
    })
}

/// A form that names the category it is answered for has fields in it.
fn answers_for(shape: &Shape, tables: &[Table]) -> Result<Category, DefinitionError> {
    let Some(category) = shape.answers_for else {
        return Ok(Category::Diagnosis);
    };
    let mut fields = tables.iter().flat_map(|table| &table.slots);
    if fields.any(|field| field.categories().contains(&category)) {
        Ok(category)
    } else {
        Err(DefinitionError::NothingToAnswerFor { category })
    }
}

/// Every list of words is used, and has each word once.
fn lists(shape: &Shape) -> Result<(), DefinitionError> {
    let fields = shape.interview.values().chain(shape.member.values());
    let columns = shape.rows.values().flat_map(|row| row.columns.values());
    let used: HashSet<&String> = fields
        .filter_map(|field| field.choices.as_ref())
        .chain(columns.filter_map(|column| column.choices.as_ref()))
        .collect();
    for list in shape.choices.keys().chain(shape.also.keys()) {
        if !used.contains(list) {
            return Err(DefinitionError::UnusedChoices {
                choices: list.clone(),
            });
        }
        let mut words = HashSet::new();
        let lists = [shape.choices.get(list), shape.also.get(list)];
        let mut all = lists.into_iter().flatten().flatten();
        if let Some(twice) = all.find(|word| !words.insert(*word)) {
            return Err(DefinitionError::DuplicateChoice {
                choices: list.clone(),
                word: twice.clone(),
            });
        }
    }
    for (list, words) in &shape.category_of_word {
        let lists = [shape.choices.get(list), shape.also.get(list)];
        let known: HashSet<&String> = lists.into_iter().flatten().flatten().collect();
        if let Some(word) = words.keys().find(|word| !known.contains(word)) {
            return Err(DefinitionError::NoSuchChoice {
                choices: list.clone(),
                word: word.clone(),
            });
        }
    }
    Ok(())
}

fn tables(shape: &Shape) -> Result<Vec<Table>, DefinitionError> {
    let mut ids = HashSet::new();
    let mut tables = vec![
        record_table(shape, INTERVIEW, None, &shape.interview, &mut ids)?,
        record_table(shape, MEMBER, Some(INTERVIEW), &shape.member, &mut ids)?,
    ];
    for (kind, row) in &shape.rows {
        if row.parent != INTERVIEW && row.parent != MEMBER {
            return Err(DefinitionError::UnknownRecordKind {
                place: kind.clone(),
                kind: row.parent.clone(),
            });
        }
        let mut slots = Vec::new();
        for (id, column) in &row.columns {
            slots.push(column_field(shape, kind, id, column, row.category)?);
        }
        let whole = field(kind, ROW, Kind::Row, row.category);
        tables.push(Table {
            row: Some(whole),
            ..table(kind, Some(&row.parent), slots)
        });
    }
    Ok(tables)
}

fn record_table(
    shape: &Shape,
    kind: &str,
    parent: Option<&str>,
    fields: &BTreeMap<String, FieldShape>,
    ids: &mut HashSet<String>,
) -> Result<Table, DefinitionError> {
    let mut slots = Vec::new();
    for (id, given) in fields {
        if !ids.insert(id.clone()) {
            return Err(DefinitionError::DuplicateField { field: id.clone() });
        }
        let list = given.choices.as_ref();
        if kind != INTERVIEW && list.is_some_and(|list| is_split(shape, list)) {
            return Err(DefinitionError::NotInParts { field: id.clone() });
        }
        slots.push(Field {
            choices: choices(shape, id, given.kind, given.choices.as_deref())?,
            limit: given.limit,
            detail: given.detail.clone(),
            ..field(kind, id, given.kind, given.category)
        });
    }
    let known: HashSet<&String> = fields.keys().collect();
    for (id, given) in fields {
        if let Some(detail) = given
            .detail
            .as_ref()
            .filter(|detail| !known.contains(detail))
        {
            return Err(DefinitionError::UnknownField {
                place: id.clone(),
                field: detail.clone(),
            });
        }
    }
    Ok(table(kind, parent, slots))
}

/// Whether some words of a list have a category of their own. Answers of members and rows stand in tables and are not kept in parts.
fn is_split(shape: &Shape, list: &str) -> bool {
    shape.category_of_word.contains_key(list)
}

fn column_field(
    shape: &Shape,
    kind: &str,
    id: &str,
    column: &ColumnShape,
    category: Category,
) -> Result<Field, DefinitionError> {
    let list = column.choices.as_ref();
    // A row is one answer.
    if list.is_some_and(|list| is_split(shape, list)) {
        return Err(DefinitionError::NotInParts {
            field: id.to_owned(),
        });
    }
    Ok(Field {
        choices: choices(shape, id, column.kind, column.choices.as_deref())?,
        limit: column.limit,
        ..field(kind, id, column.kind, category)
    })
}

fn table(kind: &str, parent: Option<&str>, slots: Vec<Field>) -> Table {
    Table {
        kind: kind.to_owned(),
        parent: parent.map(str::to_owned),
        slot_by_id: slots
            .iter()
            .enumerate()
            .map(|(slot, field)| (field.id.clone(), slot))
            .collect(),
        slots,
        row: None,
        section: String::new(),
    }
}

fn field(record_kind: &str, id: &str, kind: Kind, category: Category) -> Field {
    Field {
        id: id.to_owned(),
        record_kind: record_kind.to_owned(),
        kind,
        category,
        choices: Vec::new(),
        limit: None,
        label: String::new(),
        hint: None,
        under: None,
        source: String::new(),
        column: None,
        origin: None,
        section: String::new(),
        required: false,
        computed: false,
        overridable: false,
        fresh: false,
        by_head: false,
        detail: None,
        columns: Vec::new(),
    }
}

fn choices(
    shape: &Shape,
    field: &str,
    kind: Kind,
    list: Option<&str>,
) -> Result<Vec<Choice>, DefinitionError> {
    let needed = matches!(kind, Kind::Choice | Kind::MultiChoice | Kind::Skip);
    let Some(list) = list else {
        return if needed {
            Err(DefinitionError::NoChoices {
                field: field.to_owned(),
            })
        } else {
            Ok(Vec::new())
        };
    };
    let offered = shape
        .choices
        .get(list)
        .ok_or_else(|| DefinitionError::UnknownChoices {
            field: field.to_owned(),
            choices: list.to_owned(),
        })?;
    let accepted = shape.also.get(list).into_iter().flatten();
    let apart = shape.category_of_word.get(list);
    // Only an answer of several words can be kept in parts.
    if apart.is_some() && kind != Kind::MultiChoice {
        return Err(DefinitionError::NotInParts {
            field: field.to_owned(),
        });
    }
    let choice = |value: &String, offered| Choice {
        value: value.clone(),
        offered,
        category: apart.and_then(|words| words.get(value)).copied(),
    };
    Ok(offered
        .iter()
        .map(|value| choice(value, true))
        .chain(accepted.map(|value| choice(value, false)))
        .collect())
}

fn require(form: &mut Form, rules: &Rules) -> Result<(), DefinitionError> {
    let interview = rules.required.iter().map(|field| (INTERVIEW, field));
    let member = rules
        .required_of_members
        .iter()
        .map(|field| (MEMBER, field));
    for (kind, field) in interview.chain(member) {
        slot_mut(form, "required", kind, field)?.required = true;
    }
    for field in &rules.by_head {
        let field = slot_mut(form, "by_head", INTERVIEW, field)?;
        field.by_head = true;
        field.computed = true;
        field.fresh = true;
    }
    for rule in &rules.figure {
        let field = slot_mut(form, "figure", INTERVIEW, &rule.field)?;
        field.computed = true;
        field.overridable = true;
        // A figure of the law that somebody overrode belongs to the month of its interview.
        field.fresh = true;
        form.figures.push(Figure {
            field: rule.field.clone(),
            figure: rule.figure.clone(),
        });
    }
    Ok(())
}

fn slot_mut<'a>(
    form: &'a mut Form,
    place: &str,
    kind: &str,
    field: &str,
) -> Result<&'a mut Field, DefinitionError> {
    let (table, slot) = locate(form, place, kind, field)?;
    form.tables
        .get_mut(table)
        .and_then(|table| table.slots.get_mut(slot))
        .ok_or_else(|| DefinitionError::UnknownField {
            place: place.to_owned(),
            field: field.to_owned(),
        })
}

fn locate(
    form: &Form,
    place: &str,
    kind: &str,
    field: &str,
) -> Result<(usize, usize), DefinitionError> {
    let number = table_number(form, place, kind)?;
    form.tables
        .get(number)
        .and_then(|table| table.slot_by_id.get(field))
        .map(|slot| (number, *slot))
        .ok_or_else(|| DefinitionError::UnknownField {
            place: place.to_owned(),
            field: field.to_owned(),
        })
}

fn table_number(form: &Form, place: &str, kind: &str) -> Result<usize, DefinitionError> {
    form.table_by_kind
        .get(kind)
        .copied()
        .ok_or_else(|| DefinitionError::UnknownRecordKind {
            place: place.to_owned(),
            kind: kind.to_owned(),
        })
}

/// Compiles the rules that ask and compute, and puts each after the rules it reads.
fn steps(form: &mut Form, rules: &Rules) -> Result<Vec<Step>, DefinitionError> {
    let mut waiting = Vec::new();
    for rule in &rules.asked {
        for field in &rule.fields {
            let (table, slot) = locate(form, "asked", &rule.on, field)?;
            let expression = lasting(form, field, &rule.when, table, Type::Bool)?;
            waiting.push(Step {
                table,
                slot,
                kind: StepKind::Asked,
                expression,
                source: rule.when.clone(),
            });
        }
    }
    for rule in &rules.computed {
        let (table, slot) = locate(form, "computed", &rule.on, &rule.field)?;
        let field = slot_mut(form, "computed", &rule.on, &rule.field)?;
        field.computed = true;
        field.overridable = rule.overridable;
        let wanted = type_of(field.kind);
        let expression = lasting(form, &rule.field, &rule.value, table, wanted)?;
        waiting.push(Step {
            table,
            slot,
            kind: StepKind::Computed,
            expression,
            source: rule.value.clone(),
        });
    }
    ordered(form, waiting)
}

fn ordered(form: &Form, mut waiting: Vec<Step>) -> Result<Vec<Step>, DefinitionError> {
    let mut done = Vec::new();
    while !waiting.is_empty() {
        let open: HashSet<(usize, usize)> =
            waiting.iter().map(|step| (step.table, step.slot)).collect();
        let (ready, later): (Vec<Step>, Vec<Step>) = waiting.into_iter().partition(|step| {
            let mut reads = Vec::new();
            step.expression.reads(&mut reads);
            reads.iter().all(|place| !open.contains(place))
        });
        if ready.is_empty() {
            let field = later
                .first()
                .and_then(|step| form.tables.get(step.table)?.slots.get(step.slot))
                .map(|field| field.id.clone());
            return Err(DefinitionError::Circular {
                field: field.unwrap_or_default(),
            });
        }
        done.extend(ready);
        waiting = later;
    }
    Ok(done)
}

fn checks(form: &Form, rules: &Rules) -> Result<Vec<Check>, DefinitionError> {
    let mut ids = HashSet::new();
    let mut checks = Vec::new();
    for rule in &rules.check {
        if !ids.insert(&rule.id) {
            return Err(DefinitionError::DuplicateRule {
                rule: rule.id.clone(),
            });
        }
        let table = table_number(form, &rule.id, &rule.on)?;
        let target = match locate(form, &rule.id, &rule.on, &rule.at) {
            Ok((_, slot)) => Target::Slot(slot),
            Err(_) if places::is_block(&form.sections, &rule.at) => Target::Block(rule.at.clone()),
            Err(unknown) => return Err(unknown),
        };
        if rule.text.trim().is_empty() {
            return Err(DefinitionError::MissingLabel {
                place: rule.id.clone(),
            });
        }
        let expression = compiled(form, &rule.id, &rule.when, table, Type::Bool)?;
        checks.push(Check {
            id: rule.id.clone(),
            table,
            target,
            severity: rule.severity,
            expression,
            source: rule.when.clone(),
            text: rule.text.clone(),
        });
    }
    Ok(checks)
}

fn touched(form: &Form, rules: &Rules) -> Result<Vec<Touched>, DefinitionError> {
    let compile = |rule: &TouchedRule| {
        let (table, slot) = locate(form, &rule.id, &rule.on, &rule.month)?;
        let kind = form
            .tables
            .get(table)
            .and_then(|table| table.slots.get(slot));
        if kind.is_none_or(|column| column.kind != Kind::Month) {
            return Err(DefinitionError::UnknownField {
                place: rule.id.clone(),
                field: rule.month.clone(),
            });
        }
        if form.checks.iter().any(|check| check.id == rule.id) {
            return Err(DefinitionError::DuplicateRule {
                rule: rule.id.clone(),
            });
        }
        Ok(Touched {
            id: rule.id.clone(),
            table,
            slot,
            still: compiled(form, &rule.id, &rule.still, table, Type::Bool)?,
            source: rule.still.clone(),
            text: rule.text.clone(),
        })
    };
    rules.touched.iter().map(compile).collect()
}

/// A rule that asks or computes may not read today's date: the same answers must always read the same.
fn lasting(
    form: &Form,
    rule: &str,
    text: &str,
    table: usize,
    wanted: Type,
) -> Result<Expression, DefinitionError> {
    let expression = compiled(form, rule, text, table, wanted)?;
    if expression.reads_today() {
        return Err(DefinitionError::DependsOnToday {
            field: rule.to_owned(),
        });
    }
    Ok(expression)
}

fn compiled(
    form: &Form,
    rule: &str,
    text: &str,
    table: usize,
    wanted: Type,
) -> Result<Expression, DefinitionError> {
    compile(text, table, wanted, form).map_err(|reason| DefinitionError::Rule {
        rule: rule.to_owned(),
        reason,
    })
}

pub(crate) fn type_of(kind: Kind) -> Type {
    match kind {
        Kind::YesNo => Type::Bool,
        Kind::Amount | Kind::Number | Kind::Decimal => Type::Number,
        Kind::Date => Type::Date,
        Kind::MultiChoice => Type::List,
        _ => Type::Text,
    }
}

impl Names for Form {
    fn table(&self, kind: &str) -> Option<usize> {
        self.table_by_kind.get(kind).copied()
    }
    fn slot(&self, table: usize, name: &str) -> Option<(usize, Type)> {
        let table = self.tables.get(table)?;
        let slot = *table.slot_by_id.get(name)?;
        Some((slot, type_of(table.slots.get(slot)?.kind)))
    }
    fn parent(&self, table: usize) -> Option<usize> {
        self.table_by_kind
            .get(self.tables.get(table)?.parent.as_ref()?)
            .copied()
    }
    fn root(&self) -> usize {
        self.table_by_kind.get(INTERVIEW).copied().unwrap_or(0)
    }
}
