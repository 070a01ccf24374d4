//! The shipped definitions load, are complete and can be proof-read.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use teren_domain::Category;
use teren_domain::criteria::SWITCHED_BLOCKS;
use teren_domain::facts::Part;
use teren_questionnaire::{Form, INTERVIEW, forms};

fn part_i() -> Form {
    Form::part_i("2021-11-15").unwrap()
}

#[test]
fn every_shipped_definition_loads() {
    let faults: Vec<String> = forms::shipped()
        .filter_map(|(id, version)| match forms::load(id, version) {
            Ok(form) => {
                assert_eq!((form.id.as_str(), form.version.as_str()), (id, version));
                assert_eq!(
                    forms::for_date(form.kind, form.valid_from).unwrap().id,
                    form.id
                );
                None
            }
            Err(fault) => Some(format!("{id}/{version}: {fault}")),
        })
        .collect();
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn an_interview_of_a_day_starts_with_the_form_in_force() {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    assert_eq!(
        forms::for_date(Part::I, day("2026-11-22")).unwrap().version,
        "2021-11-15"
    );
    assert_eq!(
        forms::for_date(Part::I, day("2021-11-15")).unwrap().version,
        "2021-11-15"
    );
    assert!(forms::for_date(Part::I, day("2021-11-14")).is_err());
}

#[test]
fn part_i_has_ten_segments_and_six_of_them_can_be_declared_not_needed() {
    let form = part_i();
    let letters: Vec<&str> = form
        .sections
        .iter()
        .map(|section| section.id.as_str())
        .collect();
    assert_eq!(letters, ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J"]);
    for section in &form.sections {
        assert_eq!(
            section.mandatory,
            ["A", "H", "I", "J"].contains(&section.id.as_str()),
            "{}",
            section.id
        );
        assert_eq!(
            section.skip_field.is_none(),
            section.mandatory,
            "{}",
            section.id
        );
    }
}

/// Every field and column of a form: kind of record, id.
fn fields(form: &Form) -> Vec<(String, String)> {
    let blocks = form.sections.iter().flat_map(|section| &section.blocks);
    let blocks = blocks.flat_map(|block| std::iter::once(block).chain(&block.rows));
    let fields = blocks.flat_map(|block| {
        let kind = block.record_kind.as_deref().unwrap_or("interview");
        let ids = block.fields.iter();
        ids.map(|id| (kind.to_owned(), id.clone()))
            .collect::<Vec<_>>()
    });
    fields.collect()
}

#[test]
fn the_outline_names_every_field_with_kind_category_and_source() {
    for (id, version) in forms::shipped() {
        let form = forms::load(id, version).unwrap();
        let outline = form.outline();
        for (kind, id) in fields(&form) {
            let field = form.field(&kind, &id).or_else(|| form.column(&kind, &id));
            let field = field.unwrap();
            let begins = format!("{id} – {} : {}", field.full_label(), field.kind.word());
            let says = format!("· {:?} · {}", field.category, field.source);
            let mut lines = outline.lines();
            let named = lines.any(|line| line.contains(&begins) && line.contains(&says));
            assert!(named, "{} lacks {kind}.{id}", form.id);
        }
    }
    let outline = part_i().outline();
    assert!(outline.contains("violence_by – Czy w rodzinie występuje przemoc? – kto jest sprawcą : text ≤1000 · Violence · [2011]"));
    assert!(outline.contains("asked when violence"));
    assert!(
        outline.contains("A Dane osoby wnioskującej o pomoc i jej rodziny (obowiązkowy) [PRESS]")
    );
}

#[test]
fn every_block_that_a_form_switches_is_one_that_a_centre_may_switch_off() {
    let mut switched = BTreeSet::new();
    for (id, version) in forms::shipped() {
        let form = forms::load(id, version).unwrap();
        let blocks = form.sections.iter().flat_map(|section| &section.blocks);
        switched.extend(blocks.filter_map(|block| block.switch.clone()));
    }
    let known = SWITCHED_BLOCKS.map(|(name, _)| name.to_owned());
    assert_eq!(switched, BTreeSet::from(known));
}

/// An answer passes between forms by its id, and a right belongs to a category: the same id may not mean two things.
#[test]
fn the_same_id_is_of_the_same_kind_and_category_in_every_form() {
    let mut known = BTreeMap::new();
    for (id, version) in forms::shipped() {
        let form = forms::load(id, version).unwrap();
        for (kind, field) in fields(&form) {
            let found = form
                .field(&kind, &field)
                .or_else(|| form.column(&kind, &field));
            let found = found.unwrap();
            let means = (found.kind, found.category);
            let (first, before) = *known
                .entry((kind.clone(), field.clone()))
                .or_insert((id, means));
            assert_eq!(means, before, "{kind}.{field} of {id}, in {first} first");
        }
    }
}

#[test]
fn the_category_belongs_to_the_field() {
    let form = part_i();
    let table = [
        ("interview", "pesel", Some(Category::Identity)),
        ("interview", "violence_by", Some(Category::Violence)),
        ("interview", "reporter_name", Some(Category::Reporter)),
        ("interview", "diagnosis", Some(Category::Diagnosis)),
        ("interview", "@", Some(Category::Workflow)),
        ("member", "@", Some(Category::Identity)),
        ("member", "deleted", Some(Category::Identity)),
        ("member", "member_health", Some(Category::Health)),
        ("income", "row", Some(Category::Income)),
        ("income", "@", Some(Category::Income)),
        ("income", "gross", None),
        ("incapacity", "deleted", Some(Category::Incapacity)),
        ("help_money", "row", Some(Category::HelpPlan)),
        ("interview", "of_a_newer_form", None),
        ("of_a_newer_form", "@", None),
    ];
    for (kind, field, category) in table {
        assert_eq!(form.category_of(kind, field), category, "{kind}.{field}");
    }
}

#[test]
fn the_page_of_sources_is_generated_from_the_definitions() {
    let page = std::fs::read_to_string("../../docs/form-sources.md").unwrap();
    let fresh = forms::Forms::shipped().sources().unwrap();
    let mut lines = page.lines().zip(fresh.lines());
    let drift = lines.find(|(kept, fresh)| kept != fresh);
    assert_eq!(drift, None, "run `cargo xtask generate`");
    assert_eq!(page.lines().count(), fresh.lines().count());
    for named in [
        "„numer sprawy” (`case_number`)",
        "segment B „Analiza sytuacji rodzinnej”: UNCONFIRMED",
        "## Oświadczenie o stanie majątkowym",
        "more labels, as in `part-i/2021-11-15`",
    ] {
        assert!(page.contains(named), "{named}");
    }
    // Read in the act, whole: nothing to settle.
    assert!(!page.contains("(`member_pesel`)"));
}

#[test]
fn no_answer_of_a_form_stands_in_workflow_which_no_seal_covers() {
    for (id, version) in teren_questionnaire::forms::shipped() {
        let form = teren_questionnaire::forms::load(id, version).unwrap();
        for section in &form.sections {
            for block in &section.blocks {
                let kind = block.record_kind.as_deref().unwrap_or("interview");
                for field in &block.fields {
                    let category = form.category_of(kind, field);
                    assert_ne!(
                        category,
                        Some(teren_domain::Category::Workflow),
                        "{id}: {field}"
                    );
                }
            }
        }
    }
}

/// What a family assistant agrees with a family is no interview: it starts from the family's case and not from a purpose.
#[test]
fn every_form_has_a_purpose_but_the_papers_of_a_family_assistant() {
    let offered: BTreeSet<&str> = teren_domain::purpose::table()
        .iter()
        .map(|purpose| purpose.form.as_str())
        .collect();
    let without: Vec<&str> = forms::shipped()
        .map(|(id, _)| id)
        .filter(|id| !offered.contains(id))
        .collect();
    assert_eq!(without, ["family-plan", "family-evaluation"]);
}

#[test]
fn who_looks_for_a_benefit_that_is_checked_finds_its_purpose_by_name() {
    for (purpose, form, field) in [
        ("carer_allowance", "part-viii", "care_benefit"),
        ("care_benefit", "part-ix", "checked_benefit"),
    ] {
        let purpose = teren_domain::purpose::by_id(purpose).unwrap();
        let form = forms::load(form, "2021-11-15").unwrap();
        for choice in &form.field(INTERVIEW, field).unwrap().choices {
            let benefit = choice.value.split(" (").next().unwrap();
            let word = benefit.rsplit(' ').next().unwrap();
            assert!(purpose.name.contains(word), "{} lacks {word}", purpose.name);
        }
    }
}
