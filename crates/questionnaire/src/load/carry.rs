//! Blocks and segments brought from other versions: their places, shapes, words and rules become this form's own.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::error::DefinitionError;
use crate::expression::{ExpressionError, Names, Type, compile};
use crate::layout::{
    BlockLayout, FieldLayout, Layout, SectionLayout, WrittenBlock, WrittenField, WrittenLayout,
    WrittenSection,
};
use crate::load::{Definition, Open, type_of};
use crate::rules::Rules;
use crate::shape::{FieldShape, RowShape, Shape};
use crate::{INTERVIEW, MEMBER};

/// Puts everything carried in its place.
pub(super) fn resolve(
    shape: Shape,
    rules: Rules,
    written: &WrittenLayout,
    open: Open<'_>,
) -> Result<Definition, DefinitionError> {
    let mut carrying = Carrying::open(written, open)?;
    let layout = carrying.layout(written)?;
    let mut definition = Definition {
        shape,
        rules,
        layout,
    };
    for (name, source) in &carrying.sources {
        source.shapes(name, &mut definition.shape)?;
    }
    let own = Own::of(&definition.rules);
    for source in carrying.sources.values() {
        source.rules(&own, &definition.shape, &mut definition.rules);
    }
    carrying.every_exception_names_something(&definition.rules)?;
    Ok(definition)
}

struct Carrying {
    sources: BTreeMap<String, Source>,
    /// (record kind, field) of every block written out; a carried segment does not bring them again.
    shown: HashSet<(String, String)>,
}

/// A version that something is carried from, and what.
struct Source {
    definition: Definition,
    fields: BTreeSet<(String, String)>,
    /// Id there → id here.
    blocks: BTreeMap<String, String>,
}

impl Carrying {
    fn open(written: &WrittenLayout, open: Open<'_>) -> Result<Self, DefinitionError> {
        let mut names = BTreeSet::new();
        for section in &written.section {
            names.extend(section.carry.as_ref());
            section
                .block
                .iter()
                .for_each(|block| name_sources(block, &mut names));
        }
        let mut sources = BTreeMap::new();
        for name in names {
            let source = Source {
                definition: open(name)?,
                fields: BTreeSet::new(),
                blocks: BTreeMap::new(),
            };
            sources.insert(name.clone(), source);
        }
        Ok(Self {
            sources,
            shown: HashSet::new(),
        })
    }

    fn layout(&mut self, written: &WrittenLayout) -> Result<Layout, DefinitionError> {
        let mut own = Vec::new();
        for section in &written.section {
            let blocks = section.block.iter();
            let laid: Result<Vec<BlockLayout>, _> =
                blocks.map(|block| self.block(block, section)).collect();
            own.push(laid?);
        }
        own.iter().flatten().for_each(|block| self.note(block));
        let mut section = Vec::new();
        for (given, blocks) in written.section.iter().zip(own) {
            section.push(self.section(given, blocks)?);
        }
        Ok(Layout {
            title: written.title.clone(),
            annex: written.annex.clone(),
            section,
        })
    }

    fn note(&mut self, block: &BlockLayout) {
        for field in &block.fields {
            self.shown
                .insert((block.kind().to_owned(), field.id.clone()));
        }
        block.rows.iter().for_each(|inner| self.note(inner));
    }

    fn section(
        &mut self,
        given: &WrittenSection,
        own: Vec<BlockLayout>,
    ) -> Result<SectionLayout, DefinitionError> {
        let mut section = SectionLayout {
            id: given.renamed.clone().unwrap_or_else(|| given.id.clone()),
            title: String::new(),
            mandatory: false,
            source: String::new(),
            skip: None,
            paper: true,
            numbered: true,
            block: Vec::new(),
        };
        if let Some(name) = &given.carry {
            let found = self.source(name)?.definition.layout.section.iter();
            let found = found
                .filter(|section| section.id == given.id)
                .cloned()
                .next();
            let found = found.ok_or_else(|| nothing(&given.id, name))?;
            let id = std::mem::take(&mut section.id);
            section = SectionLayout { id, ..found };
            let blocks = std::mem::take(&mut section.block);
            let remaining = blocks.into_iter().filter_map(|block| self.remainder(block));
            section.block = remaining.collect();
            let skip = section.skip.iter();
            let skip: Vec<_> = skip
                .map(|skip| (INTERVIEW.to_owned(), skip.clone()))
                .collect();
            let source = self.source(name)?;
            source.fields.extend(skip);
            section.block.iter().for_each(|block| source.take(block));
            for block in &mut section.block {
                block.fresh = given.fresh.unwrap_or(block.fresh);
            }
        }
        section.title = given.title.clone().unwrap_or(section.title);
        section.source = given.source.clone().unwrap_or(section.source);
        section.mandatory = given.mandatory.unwrap_or(section.mandatory);
        section.paper = given.paper.unwrap_or(section.paper);
        section.numbered = given.numbered.unwrap_or(section.numbered);
        section.skip = given.skip.clone().or(section.skip);
        section.block.extend(own);
        Ok(section)
    }

    /// A block of a carried segment without the fields that this form shows elsewhere; nothing if it shows them all.
    fn remainder(&self, mut block: BlockLayout) -> Option<BlockLayout> {
        let kind = block.kind().to_owned();
        let inherited = block.source.clone();
        block
            .fields
            .retain(|field| !self.shown.contains(&(kind.clone(), field.id.clone())));
        for field in &mut block.fields {
            field.source.get_or_insert_with(|| inherited.clone());
        }
        let rows = std::mem::take(&mut block.rows);
        block.rows = rows
            .into_iter()
            .filter_map(|inner| self.remainder(inner))
            .collect();
        (!block.fields.is_empty()).then_some(block)
    }

    fn source(&mut self, name: &str) -> Result<&mut Source, DefinitionError> {
        self.sources
            .get_mut(name)
            .ok_or_else(|| nothing("layout", name))
    }

    fn block(
        &mut self,
        given: &WrittenBlock,
        section: &WrittenSection,
    ) -> Result<BlockLayout, DefinitionError> {
        let mut block = match &given.carry {
            None => plain(given)?,
            Some(name) => self.carried(given, name)?,
        };
        for inner in &given.rows {
            block.rows.push(self.block(inner, section)?);
        }
        block.title = given.title.clone().unwrap_or(block.title);
        block.names = given.names.clone().unwrap_or(block.names);
        block.under = given.under.clone().or(block.under);
        block.add = given.add.clone().or(block.add);
        block.empty = given.empty.clone().or(block.empty);
        block.switch = given.switch.clone().or(block.switch);
        block.sign = given.sign.clone().unwrap_or(block.sign);
        block.fresh = given.fresh.or(section.fresh).unwrap_or(block.fresh);
        if let Some(source) = &given.source {
            block.source.clone_from(source);
        }
        for (id, label) in &given.relabel {
            let field = block.fields.iter_mut().find(|field| field.id == *id);
            let field = field.ok_or_else(|| unknown(&given.id, id))?;
            field.label.clone_from(label);
        }
        Ok(block)
    }

    fn carried(
        &mut self,
        given: &WrittenBlock,
        name: &str,
    ) -> Result<BlockLayout, DefinitionError> {
        let source = self.source(name)?;
        let sections = &source.definition.layout.section;
        let blocks = sections.iter().flat_map(|section| &section.block);
        let found = find(blocks, &given.id)
            .cloned()
            .ok_or_else(|| nothing(&given.id, name))?;
        let mut block = BlockLayout {
            id: given.renamed.clone().unwrap_or_else(|| given.id.clone()),
            ..found
        };
        // Where a label stands in this form is this form's to say; else it was read where its source read it.
        for field in &mut block.fields {
            field.source = match &given.source {
                Some(_) => None,
                None => field.source.clone().or_else(|| Some(block.source.clone())),
            };
        }
        let mut own = Vec::new();
        if let Some(chosen) = &given.fields {
            let offered = std::mem::take(&mut block.fields);
            for field in chosen {
                block.fields.push(match field {
                    WrittenField::Own(field) => {
                        own.push(field.id.clone());
                        field.clone()
                    }
                    WrittenField::Carried(id) => {
                        let known = offered.iter().find(|known| known.id == *id).cloned();
                        known.ok_or_else(|| unknown(&given.id, id))?
                    }
                });
            }
        }
        if let Some(tables) = &given.tables {
            let lacking = tables
                .iter()
                .find(|id| !block.rows.iter().any(|row| row.id == **id));
            if let Some(id) = lacking {
                return Err(unknown(&given.id, id));
            }
            block.rows.retain(|row| tables.contains(&row.id));
        }
        source.take(&block);
        for id in own {
            source.fields.remove(&(block.kind().to_owned(), id));
        }
        source.blocks.insert(given.id.clone(), block.id.clone());
        Ok(block)
    }

    /// `optional` and `dropped` must speak of something that would have been carried.
    fn every_exception_names_something(&self, rules: &Rules) -> Result<(), DefinitionError> {
        let all = || self.sources.values().map(|source| &source.definition.rules);
        for field in &rules.optional {
            let required = |rules: &Rules| {
                let mut names = rules.required.iter().chain(&rules.required_of_members);
                names.any(|name| name == field)
            };
            if !all().any(required) {
                return Err(unknown("optional", field));
            }
        }
        for id in &rules.dropped {
            if !all().any(|rules| rules.check.iter().any(|check| check.id == *id)) {
                return Err(unknown("dropped", id));
            }
        }
        Ok(())
    }
}

impl Source {
    /// Everything a block shows is carried from here.
    fn take(&mut self, block: &BlockLayout) {
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
    fn shapes(&self, name: &str, into: &mut Shape) -> Result<(), DefinitionError> {
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
                    into.also.insert(here, words);
                }
            }
        }
        Ok(())
    }

    /// Brings the rules whose fields are all here, unless this form has its own.
    fn rules(&self, own: &Own, shape: &Shape, into: &mut Rules) {
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
struct Own {
    asked: HashSet<(String, String)>,
    computed: HashSet<(String, String)>,
    checks: HashSet<String>,
}

impl Own {
    fn of(rules: &Rules) -> Self {
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

fn name_sources<'a>(block: &'a WrittenBlock, names: &mut BTreeSet<&'a String>) {
    names.extend(block.carry.as_ref());
    let rows = block.rows.iter();
    rows.for_each(|inner| name_sources(inner, names));
}

fn plain(given: &WrittenBlock) -> Result<BlockLayout, DefinitionError> {
    let mut fields: Vec<FieldLayout> = Vec::new();
    for field in given.fields.iter().flatten() {
        match field {
            WrittenField::Own(field) => fields.push(field.clone()),
            WrittenField::Carried(id) => return Err(unknown(&given.id, id)),
        }
    }
    Ok(BlockLayout {
        id: given.id.clone(),
        title: String::new(),
        record: given.record.clone(),
        source: String::new(),
        names: Vec::new(),
        under: None,
        add: None,
        empty: None,
        switch: None,
        sign: Vec::new(),
        fresh: false,
        fields,
        rows: Vec::new(),
    })
}

fn find<'a>(blocks: impl Iterator<Item = &'a BlockLayout>, id: &str) -> Option<&'a BlockLayout> {
    for block in blocks {
        if block.id == id {
            return Some(block);
        }
        if let Some(inner) = block.rows.iter().find(|inner| inner.id == id) {
            return Some(inner);
        }
    }
    None
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

fn nothing(place: &str, carry: &str) -> DefinitionError {
    DefinitionError::CarriesNothing {
        place: place.to_owned(),
        carry: carry.to_owned(),
    }
}

fn unknown(place: &str, field: &str) -> DefinitionError {
    DefinitionError::UnknownField {
        place: place.to_owned(),
        field: field.to_owned(),
    }
}
