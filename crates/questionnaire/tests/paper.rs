//! The official paper: every question in order, answered or not, and where each answer is typed.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod cases_reader;

use std::collections::BTreeSet;

use cases_reader::cases_in;
use chrono::NaiveDate;
use teren_domain::Category;
use teren_questionnaire::{
    Answers, Document, DocumentBlock, DocumentLine, Evaluation, Form, FormKind, INTERVIEW, forms,
};
use uuid::Uuid;

fn part_i() -> Form {
    Form::part_i("2021-11-15").unwrap()
}

fn blocks(document: &Document) -> impl Iterator<Item = &DocumentBlock> {
    document.sections.iter().flat_map(|section| &section.blocks)
}

fn block<'a>(document: &'a Document, id: &str) -> &'a DocumentBlock {
    blocks(document).find(|block| block.id == id).unwrap()
}

fn line<'a>(document: &'a Document, field: &str) -> &'a DocumentLine {
    blocks(document)
        .flat_map(|block| &block.lines)
        .find(|line| line.at.field == field)
        .unwrap()
}

/// Every label on the paper: lines and columns.
fn labels(document: &Document) -> Vec<String> {
    blocks(document)
        .flat_map(|block| {
            let lines = block.lines.iter().map(|line| line.label.clone());
            let columns = block.table.iter().flat_map(|table| &table.columns);
            lines.chain(columns.map(|column| column.label.clone()))
        })
        .collect()
}

#[test]
fn a_blank_form_has_every_question_of_its_printed_segments_and_no_answer() {
    for (id, version) in forms::shipped() {
        let form = forms::load(id, version).unwrap();
        let blank = form.paper(&Answers::default(), &BTreeSet::new());
        let printed = form.sections.iter().filter(|section| section.paper);
        let mut questions = 0;
        for block in printed.flat_map(|section| &section.blocks) {
            questions += block.fields.len();
            questions += block
                .rows
                .iter()
                .map(|inner| inner.fields.len() + 1)
                .sum::<usize>();
        }
        assert_eq!(labels(&blank).len(), questions, "{id}");
        for block in blocks(&blank) {
            assert!(block.lines.iter().all(|line| line.text.is_empty()), "{id}");
            let rows = block.table.as_ref().map_or(0, |table| table.rows.len());
            assert_eq!(rows, 0, "{id} {}", block.id);
            let options = block.lines.iter().flat_map(|line| &line.options);
            assert!(options.into_iter().all(|option| !option.chosen), "{id}");
        }
        assert_eq!((blank.form.as_str(), blank.kind), (id, form.kind));
    }
}

#[test]
fn the_working_segments_of_an_update_are_read_on_the_screen_and_not_printed() {
    let form = forms::load("part-iv", "2021-11-15").unwrap();
    assert_eq!(form.kind, FormKind::Part(teren_domain::facts::Part::IV));
    let paper = form.paper(&Answers::default(), &BTreeSet::new());
    let reading = form.document(&Answers::default(), &BTreeSet::new());
    let letters = |document: &Document| -> Vec<String> {
        let sections = document.sections.iter();
        sections.map(|section| section.letter.clone()).collect()
    };
    assert!(!letters(&paper).contains(&"F".to_owned()));
    assert!(letters(&reading).contains(&"F".to_owned()));
}

#[test]
fn a_filled_paper_shows_each_answer_where_it_is_typed() {
    let form = part_i();
    for case in cases_in(&form) {
        let paper = form.paper(&case.answers, &BTreeSet::new());
        let root = case.answers.root().unwrap();
        let mut compared = 0;
        for line in blocks(&paper).flat_map(|block| &block.lines) {
            assert_eq!(line.at.record, root.id);
            let Some(value) = root.answer(&line.at.field) else {
                continue;
            };
            let text = form.value_text(INTERVIEW, &line.at.field, value);
            if !line.text.is_empty() {
                assert_eq!(line.text, text, "{} {}", case.id, line.at.field);
                compared += 1;
            }
        }
        assert!(compared > 20, "{} {compared}", case.id);
    }
}

#[test]
fn a_choice_prints_every_word_offered_and_the_one_chosen() {
    let form = part_i();
    let case = cases_in(&form).into_iter().next().unwrap();
    let paper = form.paper(&case.answers, &BTreeSet::new());
    let heating = line(&paper, "heating");
    assert_eq!(heating.options.len(), 5);
    let chosen: Vec<&str> = heating
        .options
        .iter()
        .filter(|option| option.chosen)
        .map(|option| option.text.as_str())
        .collect();
    assert_eq!(chosen, [heating.text.as_str()]);
    let kitchen: Vec<&str> = line(&paper, "kitchen")
        .options
        .iter()
        .map(|option| option.text.as_str())
        .collect();
    assert_eq!(kitchen, ["tak", "nie"]);
    assert!(line(&paper, "first_name").options.is_empty());
}

#[test]
fn members_are_one_table_with_the_columns_of_the_official_form_and_each_of_their_rows_says_whose_it_is()
 {
    let form = part_i();
    let cases = cases_in(&form);
    let case = cases.iter().find(|case| case.id == "03").unwrap();
    let paper = form.paper(&case.answers, &BTreeSet::new());
    let members = block(&paper, "members").table.as_ref().unwrap();
    let people = |kind: &str| {
        let living = case.answers.living();
        living.filter(|record| record.kind == kind).count()
    };
    assert_eq!(members.rows.len(), people("member"));
    // What the law added since has no number there; column 1 is Lp.
    let numbers: Vec<Option<u16>> = members.columns.iter().map(|column| column.number).collect();
    let official = [2, 2, 3, 0, 0, 4, 5, 6, 0, 0, 7, 8, 9, 10, 0];
    assert_eq!(
        numbers,
        official.map(|number| (number > 0).then_some(number))
    );
    let income = block(&paper, "member_income").table.as_ref().unwrap();
    assert_eq!(income.rows.len(), people("income"));
    assert_eq!(income.columns.first().unwrap().label, "Imię i nazwisko");
    let owner = case.person("p1");
    let of_owner = |record: Uuid| {
        let mut records = case.answers.records().iter();
        records.any(|known| known.id == record && known.parent == Some(owner))
    };
    let rows = income.rows.iter();
    let first = rows.clone().find(|row| of_owner(row.record)).unwrap();
    let whose = first.cells.first().unwrap();
    let mut records = case.answers.records().iter();
    let member = records.find(|record| record.id == owner).unwrap();
    let last = member.answer("member_last_name").unwrap().as_str().unwrap();
    assert!(whose.ends_with(last), "{whose}");
    assert_eq!(first.cells.len(), income.columns.len());
}

#[test]
fn what_is_withheld_keeps_its_place_on_paper_and_stays_empty() {
    let form = part_i();
    let cases = cases_in(&form);
    let case = cases.iter().find(|case| case.id == "06").unwrap();
    let withheld = BTreeSet::from([Category::Violence, Category::Income, Category::Identity]);
    let paper = form.paper(&case.answers, &withheld);
    let violence = line(&paper, "violence");
    assert!(violence.withheld && violence.text.is_empty());
    assert!(violence.options.iter().all(|option| !option.chosen));
    assert_eq!(
        block(&paper, "member_income")
            .table
            .as_ref()
            .unwrap()
            .rows
            .len(),
        0
    );
    let members = block(&paper, "members").table.as_ref().unwrap();
    let name = members.columns.first().unwrap();
    assert!(name.withheld);
    let cells = members.rows.iter().map(|row| row.cells.first().unwrap());
    assert!(cells.into_iter().all(String::is_empty));
    assert!(
        paper
            .withheld
            .contains(&"A. Źródło dochodu (utrzymania)".to_owned())
    );
}

#[test]
fn a_block_that_the_centre_switched_off_is_neither_asked_nor_shown() {
    let form = part_i();
    let cases = cases_in(&form);
    let case = cases.iter().find(|case| case.id == "06").unwrap();
    let mut records = case.answers.records().to_vec();
    let root = records
        .iter_mut()
        .find(|record| record.kind == INTERVIEW)
        .unwrap();
    root.without = vec!["child_safety".to_owned()];
    let id: Uuid = root.id;
    let without = Answers::new(records);
    assert!(form.facts(&case.answers).child_safety_concern.is_some());
    assert_eq!(form.facts(&without).child_safety_concern, None);
    let asked = |evaluation: Evaluation| {
        let mut unasked = evaluation.unasked.into_iter();
        !unasked.any(|key| key.record == id && key.field == "child_safety_concern")
    };
    let day = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    assert!(asked(case.evaluation(&form)));
    assert!(!asked(form.evaluate(&without, day)));
    for document in [
        form.document(&without, &BTreeSet::new()),
        form.paper(&without, &BTreeSet::new()),
    ] {
        assert!(blocks(&document).all(|block| block.id != "child_safety"));
    }
    assert!(form.outline().contains("switch child_safety"));
    let sealed = form.canonical(&without, Category::Identity);
    assert!(
        String::from_utf8(sealed)
            .unwrap()
            .contains("\"without\":[\"child_safety\"]")
    );
}

#[test]
fn a_document_that_was_seen_names_the_person_it_is_about() {
    let form = part_i();
    let case = cases_in(&form)
        .into_iter()
        .find(|case| case.id == "06")
        .unwrap();
    let whose = |withheld: &[Category]| {
        let withheld = withheld.iter().copied().collect();
        let paper = form.paper(&case.answers, &withheld);
        let seen = blocks(&paper).find(|block| block.id == "documents");
        let table = seen.unwrap().table.clone().unwrap();
        let place = table
            .columns
            .iter()
            .position(|column| column.field.as_deref() == Some("person"));
        let row = table.rows.first().unwrap();
        row.cells.get(place.unwrap()).cloned()
    };
    assert_eq!(whose(&[]).as_deref(), Some("Kalina Udawalska"));
    assert_eq!(whose(&[Category::Identity]).as_deref(), Some(""));
}
