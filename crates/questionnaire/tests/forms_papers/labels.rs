//! Every official label that is known stands in its form, under the block where answers are addressed.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use teren_questionnaire::{Block, Field, Form, forms};

use crate::label_table::{IDENTITY, OTHERS, PART_I};
use crate::open::open;

fn missing(form: &Form, blocks: &[(&str, &[&str])]) -> Vec<String> {
    let all = blocks
        .iter()
        .flat_map(|(block, labels)| labels.iter().map(move |label| (*block, *label)));
    all.filter(|(block, label)| form.find(block, label).is_none())
        .map(|(block, label)| format!("{} {block}: {label}", form.id))
        .collect()
}

#[test]
fn the_official_labels_of_part_i_are_there() {
    assert_eq!(missing(open("part-i"), &PART_I), Vec::<String>::new());
}

#[test]
fn the_official_labels_of_the_other_papers_are_there() {
    for (form, blocks) in OTHERS {
        assert_eq!(missing(open(form), blocks), Vec::<String>::new());
    }
}

#[test]
fn parts_ii_to_ix_know_the_person_by_the_same_labels() {
    for form in [
        "part-ii",
        "part-iii",
        "part-iv",
        "part-v",
        "part-vi",
        "part-vii",
        "part-viii",
        "part-ix",
    ] {
        assert_eq!(
            missing(open(form), &[("identity", &IDENTITY)]),
            Vec::<String>::new()
        );
    }
}

/// Blocks with the tables inside them.
fn blocks<'a>(blocks: &'a [Block], into: &mut Vec<&'a Block>) {
    for block in blocks {
        into.push(block);
        self::blocks(&block.rows, into);
    }
}

/// Every field and column with its record kind.
fn fields(form: &Form) -> Vec<(String, &Field)> {
    let mut found = Vec::new();
    let mut all = Vec::new();
    for section in &form.sections {
        blocks(&section.blocks, &mut all);
    }
    for block in all {
        let kind = block.record_kind.as_deref().unwrap_or("interview");
        for id in &block.fields {
            let field = form.field(kind, id).or_else(|| form.column(kind, id));
            found.push((format!("{kind}.{id}"), field.unwrap()));
        }
    }
    found
}

#[test]
fn the_same_field_means_the_same_in_every_form() {
    let mut meanings: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (id, version) in forms::shipped() {
        if version != "2021-11-15" {
            continue;
        }
        for (place, field) in fields(open(id)) {
            let words: Vec<&str> = field
                .choices
                .iter()
                .map(|choice| choice.value.as_str())
                .collect();
            let meaning = format!(
                "{:?} {:?} {words:?} {:?}",
                field.kind, field.category, field.limit
            );
            meanings.entry(place).or_default().insert(meaning);
        }
    }
    meanings.retain(|_, meanings| meanings.len() > 1);
    assert_eq!(meanings, BTreeMap::new());
}

#[test]
fn labels_and_hints_are_set_in_polish_type_and_every_label_tells_its_source() {
    let tags = [
        "[ACT]",
        "[PRESS]",
        "[2011]",
        "[2005]",
        "[INFER]",
        "UNCONFIRMED",
    ];
    for (id, version) in forms::shipped() {
        let form = forms::load(id, version).unwrap();
        for (place, field) in fields(&form) {
            for text in [
                Some(&field.label),
                field.hint.as_ref(),
                field.under.as_ref(),
            ]
            .into_iter()
            .flatten()
            {
                assert!(
                    !text.contains('"') && !text.contains(" - ") && !text.contains("  "),
                    "{id} {place}: {text}"
                );
                assert_eq!(
                    text.matches('„').count(),
                    text.matches('”').count(),
                    "{id} {place}: {text}"
                );
                assert_eq!(text.trim(), text, "{id} {place}");
            }
            assert!(
                tags.iter().any(|tag| field.source.contains(tag)),
                "{id} {place}: {}",
                field.source
            );
        }
    }
}

#[test]
fn the_update_of_the_eighth_case_is_read_by_its_labels() {
    let form = open("part-iv");
    let file = "../../tests/fixtures/cases/08-aktualizacja.json";
    let case: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let update = case.pointer("/interviews/1").unwrap();
    let mut read = BTreeSet::new();
    for (block, answers) in update.get("answers").unwrap().as_object().unwrap() {
        for (label, written) in answers.as_object().unwrap() {
            for answer in form.transcribe(block, label, written).unwrap() {
                read.insert(format!("{}.{}", answer.field.record_kind, answer.field.id));
            }
        }
    }
    for field in [
        "interview.family_phone",
        "interview.flat_number",
        "interview.benefits_so_far",
        "interview.situation_family",
        "interview.situation_other",
        "interview.needs",
        "interview.diagnosis",
        "interview.plan",
        "help_money.row",
        "help_in_kind.row",
        "help_social_work.row",
    ] {
        assert!(read.contains(field), "{field}");
    }
    let text = |change: &Value, key: &str| change.get(key).unwrap().as_str().unwrap().to_owned();
    for change in update.get("changed_answers").unwrap().as_array().unwrap() {
        let (block, label) = (text(change, "block"), text(change, "label"));
        assert!(
            block == "persons" || form.find(&block, &label).is_some(),
            "{block}: {label}"
        );
    }
}

#[test]
fn the_update_prints_only_its_official_segments_and_works_on_those_of_part_i() {
    let form = open("part-iv");
    let segments = |paper: bool| -> Vec<&str> {
        let segments = form
            .sections
            .iter()
            .filter(|section| section.paper == paper);
        segments.map(|section| section.id.as_str()).collect()
    };
    assert_eq!(segments(true), ["I", "II", "III", "IV", "V", "VI", "VII"]);
    assert_eq!(segments(false), ["A", "B", "C", "D", "E", "F", "G"]);
    let here: BTreeSet<String> = fields(form).into_iter().map(|(place, _)| place).collect();
    let left_out: Vec<String> = fields(open("part-i"))
        .into_iter()
        .map(|(place, _)| place)
        .filter(|place| !here.contains(place))
        .collect();
    // Who reported the problem belongs to the first interview.
    assert!(
        left_out
            .iter()
            .all(|place| place.starts_with("interview.reporter_")),
        "{left_out:?}"
    );
}

#[test]
fn the_head_and_the_close_of_the_asset_statement_have_no_number() {
    let statement = open("asset-statement");
    let numbers: Vec<(&str, bool)> = statement
        .sections
        .iter()
        .map(|section| (section.id.as_str(), section.numbered))
        .collect();
    let official = [("I", true), ("II", true), ("III", true), ("IV", true)];
    assert_eq!(numbers.get(1..5), Some(official.as_slice()));
    assert_eq!(numbers.first(), Some(&("0", false)));
    assert_eq!(numbers.last(), Some(&("V", false)));
}
