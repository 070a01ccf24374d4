//! A full part I: every question answered, each member with two incomes.

use serde_json::{Value, json};
use teren_app::App;
use teren_app::contract::InterviewView;
use teren_questionnaire::{Answers, Field, Form, INTERVIEW, Kind, MEMBER, ROW, Record};
use uuid::Uuid;

use crate::Failure;

/// Kind of the rows that hold income.
const INCOME: &str = "income";

/// The answers of an interview with so many members.
pub fn answers(form: &Form, members: usize) -> Answers {
    let root = Uuid::from_u128(1);
    let mut records = vec![Record::new(root, INTERVIEW, None, 0)];
    for place in 0..members {
        let order = i32::try_from(place).unwrap_or(0);
        let member = Uuid::from_u128(10 + place as u128);
        records.push(Record::new(member, MEMBER, Some(root), order));
        for number in 0..2 {
            let mut row = Record::new(
                Uuid::from_u128(100 + 2 * place as u128 + number),
                INCOME,
                Some(member),
                0,
            );
            row.answers.insert(ROW.to_owned(), income());
            records.push(row);
        }
    }
    for record in &mut records {
        for field in fields(form, &record.kind) {
            record.answers.insert(field.id.clone(), answer(field));
        }
    }
    Answers::new(records)
}

/// Fills an interview through the use cases of a seat.
pub fn fill(app: &App, view: &InterviewView, form: &Form, members: usize) -> Result<(), Failure> {
    let document = view.document;
    let mut people: Vec<Uuid> = view
        .records
        .iter()
        .filter(|record| record.kind == MEMBER)
        .map(|record| record.id)
        .collect();
    while people.len() < members {
        people.push(app.add_record(document, MEMBER, None)?.id);
    }
    for field in fields(form, INTERVIEW) {
        app.save_answer(document, document, &field.id, answer(field))?;
    }
    for person in people {
        for field in fields(form, MEMBER) {
            app.save_answer(document, person, &field.id, answer(field))?;
        }
        for _ in 0..2 {
            let row = app.add_record(document, INCOME, Some(person))?.id;
            app.save_answer(document, row, ROW, income())?;
        }
    }
    Ok(app.leave_field(document)?)
}

fn income() -> Value {
    json!({
        "kind": "wynagrodzenie – umowa o pracę",
        "month": "2026-10",
        "gross": 480_600,
        "tax": 16_800,
        "document": "zaświadczenie",
    })
}

fn fields<'f>(form: &'f Form, kind: &'f str) -> impl Iterator<Item = &'f Field> {
    let blocks = form.sections.iter().flat_map(|section| &section.blocks);
    let own = blocks.filter(move |block| block.record_kind.as_deref().unwrap_or(INTERVIEW) == kind);
    own.flat_map(|block| &block.fields)
        .filter_map(move |id| form.field(kind, id))
}

fn answer(field: &Field) -> Value {
    let first = field.choices.first().map(|choice| choice.value.as_str());
    match field.kind {
        Kind::YesNo => json!(true),
        Kind::Amount | Kind::Number | Kind::Decimal => json!(12_345),
        Kind::Date => json!("1990-05-14"),
        Kind::Month => json!("2026-10"),
        Kind::Choice => json!(first),
        Kind::MultiChoice => json!([first]),
        Kind::Pesel => json!("44051401359"),
        _ => json!("kilka słów odpowiedzi na to pytanie"),
    }
}
