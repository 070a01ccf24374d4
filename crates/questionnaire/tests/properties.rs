//! Whatever stands in the answers, evaluation gives a result; however they were put in, the canonical bytes are the same.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use chrono::NaiveDate;
use proptest::prelude::*;
use serde_json::{Value, json};
use teren_domain::Category;
use teren_questionnaire::{
    Answers, Form, INTERVIEW, MEMBER, ROW, Record, STRUCTURE, Start, UpdateState, forms,
};
use uuid::Uuid;

static FORM: LazyLock<Form> = LazyLock::new(|| Form::part_i("2021-11-15").unwrap());
static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| {
    let shipped = forms::shipped();
    let loaded = shipped.map(|(id, version)| forms::load(id, version).unwrap());
    loaded.collect()
});

/// (record kind, field or column)
static FIELDS: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let mut fields = Vec::new();
    for section in FORMS.iter().flat_map(|form| &form.sections) {
        for block in section
            .blocks
            .iter()
            .flat_map(|block| std::iter::once(block).chain(&block.rows))
        {
            let kind = block
                .record_kind
                .clone()
                .unwrap_or_else(|| INTERVIEW.to_owned());
            fields.extend(
                block
                    .fields
                    .iter()
                    .map(|field| (kind.clone(), field.clone())),
            );
        }
        fields.extend(
            section
                .skip_field
                .iter()
                .map(|skip| (INTERVIEW.to_owned(), skip.clone())),
        );
    }
    fields.sort_unstable();
    fields.dedup();
    fields
});

fn any_value() -> impl Strategy<Value = Value> {
    let plain = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        Just(json!(i64::MAX)),
        Just(json!(i64::MIN)),
        any::<f64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
        "[0-9]{11}".prop_map(Value::from),
        Just(json!("9999-12-31")),
        Just(json!("0000-00-00")),
        Just(json!("1900-02-29")),
        Just(json!("gospodarstwo rolne")),
        Just(json!("nie dotyczy")),
        Just(json!("żółć – tak")),
    ];
    plain.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("kind|gross|decision|reason|until|from", inner, 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// Records of every kind with answers of every type, some removed, some hanging under one another in a loop.
fn any_records() -> impl Strategy<Value = Vec<Record>> {
    let answer = (any::<prop::sample::Index>(), any_value());
    let record = (
        any::<prop::sample::Index>(),
        prop::collection::vec(answer, 0..12),
        0u128..9,
        0u128..9,
        any::<i8>(),
        prop::bool::weighted(0.1),
    );
    prop::collection::vec(record, 0..9).prop_map(|made| {
        let mut ids = BTreeSet::new();
        let mut records = Vec::new();
        for (kind, answers, id, parent, order, deleted) in made {
            if !ids.insert(id) {
                continue;
            }
            let (kind, _) = FIELDS.get(kind.index(FIELDS.len())).unwrap();
            let mut record = Record::new(
                Uuid::from_u128(id),
                kind,
                (kind != INTERVIEW).then(|| Uuid::from_u128(parent)),
                i32::from(order),
            );
            record.deleted = deleted;
            let mut row = serde_json::Map::new();
            for (field, value) in answers {
                let (of, field) = FIELDS.get(field.index(FIELDS.len())).unwrap();
                row.insert(field.clone(), value.clone());
                if of == kind || field.len() % 5 == 0 {
                    record.answers.insert(field.clone(), value);
                }
            }
            if kind != INTERVIEW && kind != MEMBER {
                record.answers = BTreeMap::from([(ROW.to_owned(), Value::Object(row))]);
            }
            records.push(record);
        }
        records
    })
}

/// The answers as a log gives them back: one kept in several parts is a list of words, whatever was written.
fn as_read(form: &Form, mut records: Vec<Record>) -> Answers {
    for record in &mut records {
        for (field, value) in &mut record.answers {
            if form.in_parts(&record.kind, field) {
                let place = (record.kind.as_str(), field.as_str());
                let parts = form.parts(place.0, place.1, value).into_iter();
                *value = parts.fold(json!([]), |whole, (category, part)| {
                    form.joined(place, category, Some(&whole), part)
                });
            }
        }
    }
    Answers::new(records)
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]
    #[test]
    fn evaluation_is_total(records in any_records(), form in any::<prop::sample::Index>()) {
        let form = FORMS.get(form.index(FORMS.len())).unwrap();
        let answers = Answers::new(records);
        let evaluation = form.evaluate(&answers, today());
        prop_assert_eq!(evaluation.sections.len(), form.sections.len());
        let errors: u32 = evaluation.sections.iter().map(|section| section.errors).sum();
        prop_assert!(!(evaluation.complete && errors > 0));
        let facts = form.facts(&answers);
        prop_assert!(facts.persons.len() <= answers.records().len());
        let document = form.document(&answers, &BTreeSet::from([Category::Health]));
        prop_assert_eq!(document.sections.len(), form.sections.len());
        let paper = form.paper(&answers, &BTreeSet::from([Category::Health]));
        let rows = paper.sections.iter().flat_map(|section| &section.blocks);
        for table in rows.filter_map(|block| block.table.as_ref()) {
            prop_assert!(table.rows.iter().all(|row| row.cells.len() == table.columns.len()));
        }
    }

    /// What was carried and not touched has not changed, whatever it is.
    #[test]
    fn an_update_begins_without_a_change(records in any_records(), form in any::<prop::sample::Index>()) {
        let form = FORMS.get(form.index(FORMS.len())).unwrap();
        let base = as_read(form, records);
        let later = |record: &Record| Uuid::from_u128(record.id.as_u128() + 1000);
        let mut records: BTreeMap<Uuid, Record> = BTreeMap::new();
        for answer in form.carry(Start::Update, form, &base, &[], later) {
            prop_assert_eq!(form.category_of(&answer.record_kind, &answer.field), Some(answer.category));
            let record = records
                .entry(answer.record)
                .or_insert_with(|| Record::new(answer.record, "", None, 0));
            if answer.field == STRUCTURE {
                record.open(&answer.value);
            } else {
                record.answers.insert(answer.field, answer.value);
            }
        }
        let now = Answers::new(records.into_values().collect());
        prop_assert_eq!(form.changes(form, &base, &now), Vec::new());
        let update = form.update(form, &base, &now);
        prop_assert!(update.states.iter().all(|state| state.state == UpdateState::ToAsk));
        let counted: u32 = update.sections.iter().map(|section| section.to_ask).sum();
        prop_assert_eq!(usize::try_from(counted).unwrap(), update.states.len());
    }

    #[test]
    fn canonical_bytes_do_not_show_the_order_of_insertion(records in any_records(), seed in any::<u64>()) {
        let mut shuffled = records.clone();
        let mut state = seed | 1;
        shuffled.sort_by_key(|record| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(record.id.as_u128() as u64);
            state
        });
        for record in &mut shuffled {
            record.answers = std::mem::take(&mut record.answers).into_iter().rev().collect();
        }
        for category in Category::ALL {
            let one = FORM.canonical(&Answers::new(records.clone()), category);
            prop_assert_eq!(&one, &FORM.canonical(&Answers::new(shuffled.clone()), category));
            let head = format!("{{\"category\":{},\"form\":\"part-i\",\"records\":{{", category.number());
            prop_assert!(one.starts_with(head.as_bytes()));
            prop_assert!(serde_json::from_slice::<Value>(&one).is_ok());
        }
    }
}

fn interview(field: &str, value: Value) -> Record {
    let mut record = Record::new(Uuid::from_u128(1), INTERVIEW, None, 0);
    record.answers.insert(field.to_owned(), value);
    record
}

#[test]
fn a_changed_answer_changes_the_bytes_of_its_category_and_of_no_other() {
    let before = Answers::new(vec![interview("first_name", json!("Leokadia"))]);
    let after = Answers::new(vec![interview("first_name", json!("Leokadja"))]);
    for category in Category::ALL {
        let same = FORM.canonical(&before, category) == FORM.canonical(&after, category);
        assert_eq!(same, category != Category::Identity, "{category:?}");
    }
}

#[test]
fn a_cleared_answer_and_a_removed_record_leave_no_trace_in_the_bytes() {
    let bare = Answers::new(vec![Record::new(Uuid::from_u128(1), INTERVIEW, None, 0)]);
    let mut gone = Record::new(Uuid::from_u128(2), MEMBER, Some(Uuid::from_u128(1)), 1);
    gone.deleted = true;
    gone.answers
        .insert("member_first_name".to_owned(), json!("Zenon"));
    let mut below = Record::new(Uuid::from_u128(3), "income", Some(Uuid::from_u128(2)), 1);
    below
        .answers
        .insert(ROW.to_owned(), json!({"kind": "emerytura", "gross": 100}));
    let cleared = Answers::new(vec![interview("first_name", Value::Null), gone, below]);
    for category in Category::ALL {
        assert_eq!(
            FORM.canonical(&cleared, category),
            FORM.canonical(&bare, category),
            "{category:?}"
        );
    }
}

#[test]
fn the_canonical_form_is_written_down_once_and_for_all() {
    let mut member = Record::new(Uuid::from_u128(2), MEMBER, Some(Uuid::from_u128(1)), 7);
    member
        .answers
        .insert("member_born".to_owned(), json!("1955-03-08"));
    let answers = Answers::new(vec![interview("first_name", json!("Żaneta \"Ż\"")), member]);
    let bytes = String::from_utf8(FORM.canonical(&answers, Category::Identity)).unwrap();
    assert_eq!(
        bytes,
        "{\"category\":1,\"form\":\"part-i\",\"records\":{\
         \"00000000-0000-0000-0000-000000000001\":{\"@\":{\"kind\":\"interview\",\"order\":0},\"first_name\":\"Żaneta \\\"Ż\\\"\"},\
         \"00000000-0000-0000-0000-000000000002\":{\"@\":{\"kind\":\"member\",\"order\":7,\
         \"parent\":\"00000000-0000-0000-0000-000000000001\"},\"member_born\":\"1955-03-08\"}},\"version\":\"2021-11-15\"}"
    );
}
