//! Prints how long one evaluation of a full part I takes, and of the update that starts from it: fifteen members, about 450 answers.
//! `cargo run --release -p teren-questionnaire --example evaluate`
#![expect(
    clippy::print_stdout,
    reason = "a measurement is read from the terminal"
)]

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::Instant;

use chrono::NaiveDate;
use serde_json::{Value, json};
use teren_questionnaire::{
    Answers, Day, DefinitionError, Form, INTERVIEW, Kind, MEMBER, ROW, Record, STRUCTURE, Start,
    forms,
};
use uuid::Uuid;

fn main() -> Result<(), DefinitionError> {
    let form = Form::part_i("2021-11-15")?;
    let answers = full(&form);
    let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap_or_default();
    let count: usize = answers
        .records()
        .iter()
        .map(|record| {
            record
                .answers
                .get(ROW)
                .and_then(Value::as_object)
                .map_or(record.answers.len(), serde_json::Map::len)
        })
        .sum();
    println!("answers {count} in {} records", answers.records().len());
    let evaluation = form.evaluate(&answers, today);
    println!(
        "findings {}, unasked {}, computed {}",
        evaluation.findings.len(),
        evaluation.unasked.len(),
        evaluation.computed.len()
    );
    measure("evaluate", || {
        drop(black_box(form.evaluate(black_box(&answers), today)))
    });
    measure("facts", || drop(black_box(form.facts(black_box(&answers)))));
    measure("document", || {
        drop(black_box(
            form.document(black_box(&answers), &Default::default()),
        ))
    });
    measure("load", || drop(black_box(Form::part_i("2021-11-15"))));
    update(&form, &answers, today)
}

/// The same family half a year later.
fn update(base_form: &Form, base: &Answers, today: NaiveDate) -> Result<(), DefinitionError> {
    let form = forms::load("part-iv", "2021-11-15")?;
    let later = |record: &Record| Uuid::from_u128(record.id.as_u128() + 1000);
    let carry = || form.carry(Start::Update, base_form, base, &[], later);
    let mut records: BTreeMap<Uuid, Record> = BTreeMap::new();
    for answer in carry() {
        let new = || Record::new(answer.record, "", None, 0);
        let record = records.entry(answer.record).or_insert_with(new);
        if answer.field == STRUCTURE {
            record.open(&answer.value);
        } else {
            record.answers.insert(answer.field, answer.value);
        }
    }
    let answers = Answers::new(records.into_values().collect());
    let day = Day {
        today,
        income_month: "2027-04".parse().ok(),
        base: Some(base),
    };
    let untouched = form.evaluate(&answers, day).findings;
    let untouched = untouched
        .iter()
        .filter(|finding| finding.rule == "income-untouched");
    println!("update: {} rows to touch", untouched.count());
    measure("update: carry", || drop(black_box(carry())));
    measure("update: evaluate", || {
        drop(black_box(form.evaluate(black_box(&answers), day)))
    });
    measure("update: states", || {
        drop(black_box(form.update(base_form, base, black_box(&answers))))
    });
    measure("update: changes", || {
        drop(black_box(form.changes(
            base_form,
            base,
            black_box(&answers),
        )))
    });
    measure("update: load", || {
        drop(black_box(forms::load("part-iv", "2021-11-15")))
    });
    Ok(())
}

fn measure(name: &str, mut act: impl FnMut()) {
    let mut times: Vec<f64> = (0..200)
        .map(|_| {
            let start = Instant::now();
            act();
            start.elapsed().as_secs_f64() * 1e6
        })
        .collect();
    times.sort_by(f64::total_cmp);
    let at = |share: usize| {
        times
            .get(times.len() * share / 100)
            .copied()
            .unwrap_or_default()
    };
    println!(
        "{name}: least {:.0} µs, median {:.0} µs, p95 {:.0} µs",
        at(0),
        at(50),
        at(95)
    );
}

/// Every question answered, fifteen members with two incomes each.
fn full(form: &Form) -> Answers {
    let root = Uuid::from_u128(1);
    let mut records = vec![Record::new(root, INTERVIEW, None, 0)];
    for place in 0..15 {
        records.push(Record::new(
            Uuid::from_u128(10 + place),
            MEMBER,
            Some(root),
            i32::try_from(place).unwrap_or(0),
        ));
    }
    for record in &mut records {
        let kind = record.kind.clone();
        for field in fields(form, &kind) {
            record.answers.insert(
                field.clone(),
                form.field(&kind, &field).map_or(Value::Null, answer),
            );
        }
    }
    for place in 0..30 {
        let mut row = Record::new(
            Uuid::from_u128(100 + place),
            "income",
            Some(Uuid::from_u128(10 + place / 2)),
            0,
        );
        let value = json!({"kind": "wynagrodzenie – umowa o pracę", "month": "2026-10", "gross": 480_600, "tax": 16_800, "document": "zaświadczenie"});
        row.answers.insert(ROW.to_owned(), value);
        records.push(row);
    }
    Answers::new(records)
}

fn fields(form: &Form, kind: &str) -> Vec<String> {
    let blocks = form.sections.iter().flat_map(|section| &section.blocks);
    let own = blocks.filter(|block| block.record_kind.as_deref().unwrap_or(INTERVIEW) == kind);
    own.flat_map(|block| block.fields.clone()).collect()
}

fn answer(field: &teren_questionnaire::Field) -> Value {
    match field.kind {
        Kind::YesNo => json!(true),
        Kind::Amount | Kind::Number | Kind::Decimal => json!(12_345),
        Kind::Date => json!("1990-05-14"),
        Kind::Month => json!("2026-10"),
        Kind::Choice => json!(field.choices.first().map(|choice| choice.value.as_str())),
        Kind::MultiChoice => json!([field.choices.first().map(|choice| choice.value.as_str())]),
        Kind::Pesel => json!("44051401359"),
        _ => json!("kilka słów odpowiedzi na to pytanie"),
    }
}
