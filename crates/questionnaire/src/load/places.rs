//! Layer three put over layer one: every field gets its place, label and source, and every place its field.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::error::DefinitionError;
use crate::field::{Field, Kind};
use crate::form::{Block, BlockKind, Form, Place, Section, Switched, Table};
use crate::layout::{BlockLayout, FieldLayout, Layout, SectionLayout};
use crate::{INTERVIEW, MEMBER};

pub(super) fn sections(
    layout: &Layout,
    tables: &mut [Table],
) -> Result<Vec<Section>, DefinitionError> {
    let mut ids = HashSet::new();
    let mut sections = Vec::new();
    for given in &layout.section {
        unique(&mut ids, &given.id)?;
        labelled(&given.id, &given.title)?;
        sourced(&given.id, &given.source)?;
        let mut blocks = Vec::new();
        for block in &given.block {
            blocks.push(self::block(given, block, INTERVIEW, tables, &mut ids)?);
        }
        if let Some(skip) = &given.skip {
            let field = slot(tables, INTERVIEW, &given.id, skip)?;
            if field.kind != Kind::Skip {
                return Err(DefinitionError::UnknownField {
                    place: given.id.clone(),
                    field: skip.clone(),
                });
            }
            field.label = format!("Segment {}: nie dotyczy / nie wypełniam", given.id);
            field.section.clone_from(&given.id);
            field.source = "[INFER]".to_owned();
        }
        sections.push(Section {
            id: given.id.clone(),
            title: given.title.clone(),
            mandatory: given.mandatory,
            source: given.source.clone(),
            skip_field: given.skip.clone(),
            paper: given.paper,
            numbered: given.numbered,
            blocks,
        });
    }
    reachable(tables)?;
    whole_rows(tables);
    Ok(sections)
}

fn unique(ids: &mut HashSet<String>, id: &str) -> Result<(), DefinitionError> {
    if ids.insert(id.to_owned()) {
        Ok(())
    } else {
        Err(DefinitionError::DuplicatePlace { id: id.to_owned() })
    }
}

fn labelled(place: &str, label: &str) -> Result<(), DefinitionError> {
    if label.trim().is_empty() {
        Err(DefinitionError::MissingLabel {
            place: place.to_owned(),
        })
    } else {
        Ok(())
    }
}

fn sourced(place: &str, source: &str) -> Result<(), DefinitionError> {
    if source.trim().is_empty() {
        Err(DefinitionError::MissingSource {
            field: place.to_owned(),
        })
    } else {
        Ok(())
    }
}

fn slot<'a>(
    tables: &'a mut [Table],
    kind: &str,
    place: &str,
    id: &str,
) -> Result<&'a mut Field, DefinitionError> {
    let table = tables
        .iter_mut()
        .find(|table| table.kind == kind)
        .ok_or_else(|| DefinitionError::UnknownRecordKind {
            place: place.to_owned(),
            kind: kind.to_owned(),
        })?;
    let number = table.slot_by_id.get(id).copied();
    number
        .and_then(|number| table.slots.get_mut(number))
        .ok_or_else(|| DefinitionError::UnknownField {
            place: place.to_owned(),
            field: id.to_owned(),
        })
}

fn block(
    section: &SectionLayout,
    given: &BlockLayout,
    parent: &str,
    tables: &mut [Table],
    ids: &mut HashSet<String>,
) -> Result<Block, DefinitionError> {
    unique(ids, &given.id)?;
    labelled(&given.id, &given.title)?;
    let kind = match given.record.as_deref() {
        None => BlockKind::Fields,
        Some(MEMBER) => BlockKind::Members,
        Some(_) => BlockKind::Rows,
    };
    let record_kind = given.record.as_deref().unwrap_or(INTERVIEW);
    if kind == BlockKind::Rows {
        whole_row(section, given, parent, tables)?;
    }
    for field in &given.fields {
        shown(
            section,
            given,
            field,
            slot(tables, record_kind, &given.id, &field.id)?,
        )?;
    }
    let mut rows = Vec::new();
    for inner in &given.rows {
        rows.push(block(section, inner, record_kind, tables, ids)?);
    }
    columns_ascend(given)?;
    Ok(Block {
        id: given.id.clone(),
        title: given.title.clone(),
        kind,
        record_kind: given.record.clone(),
        under: given.under.clone(),
        source: given.source.clone(),
        fields: given.fields.iter().map(|field| field.id.clone()).collect(),
        rows,
        add_label: given.add.clone(),
        empty_text: given.empty.clone(),
        switch: given.switch.clone(),
        sign: given.sign.clone(),
        names: given.names.clone(),
    })
}

/// The field of the whole row takes the table's title.
fn whole_row(
    section: &SectionLayout,
    given: &BlockLayout,
    parent: &str,
    tables: &mut [Table],
) -> Result<(), DefinitionError> {
    let kind = given.record.as_deref().unwrap_or_default();
    let unknown = || DefinitionError::UnknownRecordKind {
        place: given.id.clone(),
        kind: kind.to_owned(),
    };
    let table = tables
        .iter_mut()
        .find(|table| table.kind == kind)
        .ok_or_else(unknown)?;
    if table.parent.as_deref() != Some(parent) {
        return Err(unknown());
    }
    let row = table.row.as_mut().ok_or_else(unknown)?;
    if !row.label.is_empty() {
        return Err(DefinitionError::ShownTwice {
            field: kind.to_owned(),
        });
    }
    sourced(&given.id, &given.source)?;
    row.label.clone_from(&given.title);
    row.fresh = given.fresh;
    row.under.clone_from(&given.under);
    row.source.clone_from(&given.source);
    row.section.clone_from(&section.id);
    table.section.clone_from(&section.id);
    Ok(())
}

fn shown(
    section: &SectionLayout,
    block: &BlockLayout,
    given: &FieldLayout,
    field: &mut Field,
) -> Result<(), DefinitionError> {
    labelled(&given.id, &given.label)?;
    if !field.label.is_empty() {
        return Err(DefinitionError::ShownTwice {
            field: given.id.clone(),
        });
    }
    field.label.clone_from(&given.label);
    field.under.clone_from(&given.under);
    field.hint.clone_from(&given.hint);
    field.section.clone_from(&section.id);
    field.fresh = block.fresh;
    field.column = given.column;
    field.source = given.source.clone().unwrap_or_else(|| block.source.clone());
    field.origin.clone_from(&given.origin);
    sourced(&given.id, &field.source)
}

/// Official numbers of columns stand in the order of the form; two fields may share one („imię i nazwisko”).
fn columns_ascend(block: &BlockLayout) -> Result<(), DefinitionError> {
    let mut last = 0;
    for field in &block.fields {
        let Some(column) = field.column else { continue };
        if column < last {
            return Err(DefinitionError::ColumnOutOfOrder {
                field: field.id.clone(),
                column,
            });
        }
        last = column;
    }
    Ok(())
}

fn reachable(tables: &[Table]) -> Result<(), DefinitionError> {
    for table in tables {
        if let Some(field) = table
            .slots
            .iter()
            .chain(&table.row)
            .find(|field| field.label.is_empty())
        {
            return Err(DefinitionError::Unreachable {
                field: format!("{}.{}", table.kind, field.id),
            });
        }
    }
    Ok(())
}

fn whole_rows(tables: &mut [Table]) {
    for table in tables {
        if let Some(row) = &mut table.row {
            row.columns.clone_from(&table.slots);
        }
    }
}

pub(super) fn is_block(sections: &[Section], id: &str) -> bool {
    sections
        .iter()
        .flat_map(|section| &section.blocks)
        .any(|block| block.id == id)
}

/// What each switch takes away.
pub(super) fn switches(sections: &[Section], tables: &[Table]) -> BTreeMap<String, Switched> {
    let mut switches: BTreeMap<String, Switched> = BTreeMap::new();
    for block in sections.iter().flat_map(|section| &section.blocks) {
        let inner = block.rows.iter();
        let inner = inner.filter_map(|inner| Some((inner.switch.as_ref()?, inner)));
        let whole = block.switch.iter().flat_map(|switch| {
            let rows = block.rows.iter().map(move |inner| (switch, inner));
            std::iter::once((switch, block)).chain(rows)
        });
        for (switch, block) in whole.chain(inner) {
            let kind = block.record_kind.as_deref().unwrap_or(INTERVIEW);
            let Some(number) = tables.iter().position(|table| table.kind == kind) else {
                continue;
            };
            let off = switches.entry(switch.clone()).or_default();
            off.blocks.push(block.id.clone());
            match tables.get(number).filter(|_| block.kind != BlockKind::Rows) {
                None => off.tables.push(number),
                Some(table) => {
                    let fields = block.fields.iter();
                    let slots = fields.filter_map(|id| table.slot_by_id.get(id));
                    off.slots.extend(slots.map(|slot| (number, *slot)));
                }
            }
        }
    }
    switches
}

/// (block title or segment letter, label path) → place.
pub(super) fn labels(form: &Form) -> Result<HashMap<(String, String), Place>, DefinitionError> {
    let mut labels = HashMap::new();
    for section in &form.sections {
        for block in &section.blocks {
            let mut names = vec![block.title.as_str()];
            names.extend(block.names.iter().map(String::as_str));
            if block.kind != BlockKind::Members {
                names.push(&section.id);
            }
            for (path, place) in paths(form, block) {
                for name in &names {
                    let key = ((*name).to_owned(), path.clone());
                    if labels
                        .insert(key, place)
                        .is_some_and(|other| other != place)
                    {
                        return Err(DefinitionError::AmbiguousLabel {
                            block: (*name).to_owned(),
                            label: path,
                        });
                    }
                }
            }
        }
    }
    Ok(labels)
}

fn paths(form: &Form, block: &Block) -> Vec<(String, Place)> {
    let kind = block.record_kind.as_deref().unwrap_or(INTERVIEW);
    let Some(&table) = form.table_by_kind.get(kind) else {
        return Vec::new();
    };
    let Some(definition) = form.tables.get(table) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let above = definition
        .row
        .as_ref()
        .map(|row| path(row.under.as_deref(), &row.label));
    if let Some(above) = &above {
        found.push((above.clone(), Place::Row { table }));
    }
    for id in &block.fields {
        let Some(&slot) = definition.slot_by_id.get(id) else {
            continue;
        };
        let Some(field) = definition.slots.get(slot) else {
            continue;
        };
        let under = field.under.as_deref().or(above.as_deref());
        let own = path(under, &field.label);
        if field.kind == Kind::YesNo {
            found.push((path(Some(&own), "odpowiedź"), Place::Slot { table, slot }));
        }
        found.push((own, Place::Slot { table, slot }));
    }
    for inner in &block.rows {
        found.extend(paths(form, inner));
    }
    found
}

fn path(under: Option<&str>, label: &str) -> String {
    under.map_or_else(|| label.to_owned(), |under| format!("{under} → {label}"))
}
