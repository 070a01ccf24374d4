//! Blocks and segments brought from other versions: their places, shapes, words and rules become this form's own.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::INTERVIEW;
use crate::error::DefinitionError;
use crate::layout::{
    BlockLayout, FieldLayout, Layout, SectionLayout, WrittenBlock, WrittenField, WrittenLayout,
    WrittenSection,
};
use crate::load::brought::{Own, Source, unknown};
use crate::load::{Definition, Open};
use crate::rules::Rules;
use crate::shape::Shape;

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
            let mut found = found.filter(|section| section.id == given.id);
            let found = found
                .next()
                .cloned()
                .ok_or_else(|| nothing(&given.id, name))?;
            let id = std::mem::take(&mut section.id);
            section = SectionLayout { id, ..found };
            let blocks = std::mem::take(&mut section.block);
            let remaining = blocks.into_iter();
            let remaining = remaining.filter_map(|block| self.remainder(block, name));
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
    fn remainder(&self, mut block: BlockLayout, name: &str) -> Option<BlockLayout> {
        let kind = block.kind().to_owned();
        read_in(&mut block, name);
        block
            .fields
            .retain(|field| !self.shown.contains(&(kind.clone(), field.id.clone())));
        let rows = std::mem::take(&mut block.rows);
        block.rows = rows
            .into_iter()
            .filter_map(|inner| self.remainder(inner, name))
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
        if given.source.is_some() {
            for field in &mut block.fields {
                (field.source, field.origin) = (None, None);
            }
            block.rows.iter_mut().for_each(|inner| read_in(inner, name));
        } else {
            read_in(&mut block, name);
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

fn name_sources<'a>(block: &'a WrittenBlock, names: &mut BTreeSet<&'a String>) {
    names.extend(block.carry.as_ref());
    let rows = block.rows.iter();
    rows.for_each(|inner| name_sources(inner, names));
}

/// The labels of a block were read where the version that it comes from says.
fn read_in(block: &mut BlockLayout, name: &str) {
    for field in &mut block.fields {
        field.source.get_or_insert_with(|| block.source.clone());
        field.origin.get_or_insert_with(|| name.to_owned());
    }
    block.rows.iter_mut().for_each(|inner| read_in(inner, name));
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

fn nothing(place: &str, carry: &str) -> DefinitionError {
    DefinitionError::CarriesNothing {
        place: place.to_owned(),
        carry: carry.to_owned(),
    }
}
