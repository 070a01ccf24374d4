//! Invented papers of every kind, out of the case files kept as fixtures.

#[path = "../../../questionnaire/tests/cases_reader/mod.rs"]
mod cases_reader;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde_json::{Value, json};
use teren_domain::Category;
use teren_domain::assess::assess;
use teren_domain::criteria::OfficeParameters;
use teren_domain::sygnatura::Sygnatura;
use teren_print::{
    Calculation, ChangeRow, ChangesList, Content, ElectronicStatement, FormPaper, Head, Mark,
    MissingDocuments, MissingRow, Paper,
};
use teren_questionnaire::{Answers, Form, INTERVIEW, Kind, MEMBER, ROW, Record};
use uuid::Uuid;

pub use cases_reader::Case;

pub fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

pub fn form() -> Form {
    Form::part_i("2021-11-15").unwrap()
}

pub fn case(number: &str) -> Case {
    cases_reader::part_i_cases(&form())
        .into_iter()
        .find(|case| case.id == number)
        .unwrap()
}

pub fn head(marks: &[Mark]) -> Head {
    Head {
        unit: "Ośrodek Pomocy Społecznej we Wzorcowie".to_owned(),
        case_number: "OPS.5123.17.2026".to_owned(),
        printed_on: day(),
        sygnatura: None,
        marks: marks.to_vec(),
    }
}

pub fn paper(content: Content) -> Paper {
    Paper {
        head: head(&[]),
        content,
    }
}

pub fn filled(number: &str, withheld: &[Category]) -> Content {
    let withheld: BTreeSet<Category> = withheld.iter().copied().collect();
    Content::Form(FormPaper {
        document: form().document(&case(number).answers, &withheld),
        blank: false,
    })
}

pub fn statement() -> Content {
    Content::Statement(ElectronicStatement {
        person: "Żaneta Świętosławska-Ćwikła".to_owned(),
        address: "ul. Źródlana 5 m. 12, 00-999 Wzorcowo".to_owned(),
        form_title: form().title,
        interviewed_on: NaiveDate::from_ymd_opt(2026, 10, 12),
        sygnatura: Sygnatura::of(&[7; 32]),
        worker: "Łucja Gżegżółka".to_owned(),
        locality: "Wzorcowo, 22.11.2026".to_owned(),
    })
}

pub fn calculation(number: &str) -> Content {
    let case = case(number);
    let mut facts = form().facts(&case.answers);
    facts.report.application_date = case.application_date;
    Content::Calculation(Calculation {
        assessment: assess(&facts, &OfficeParameters::default()),
        persons: facts.persons,
    })
}

pub fn missing() -> Content {
    let row = |person: &str, document: &str, reason: &str| MissingRow {
        person: person.to_owned(),
        document: document.to_owned(),
        reason: reason.to_owned(),
    };
    Content::MissingDocuments(MissingDocuments {
        client: "Żaneta Świętosławska-Ćwikła".to_owned(),
        rows: vec![
            row(
                "Żaneta",
                "zaświadczenie albo oświadczenie o wynagrodzeniu z umowy o pracę (z kwotą zaliczki na podatek, kosztów uzyskania przychodu i składek)",
                "dochód z pracy w październiku",
            ),
            row(
                "Łukasz",
                "orzeczenie o stopniu niepełnosprawności",
                "wpisano stopień umiarkowany",
            ),
            row("cała rodzina", "oświadczenie o stanie majątkowym", ""),
        ],
        bring_by: NaiveDate::from_ymd_opt(2026, 12, 4),
        worker: "Łucja Gżegżółka".to_owned(),
        phone: "600 100 200".to_owned(),
    })
}

pub fn changes() -> Content {
    let row = |place: &str, label: &str, before: &str, after: &str| ChangeRow {
        place: place.to_owned(),
        label: label.to_owned(),
        before: before.to_owned(),
        after: after.to_owned(),
    };
    Content::Changes(ChangesList {
        before: NaiveDate::from_ymd_opt(2026, 5, 4),
        after: Some(day()),
        rows: vec![
            row(
                "A. Dane osoby wnioskującej o pomoc i jej rodziny",
                "Adres – ulica",
                "Źródlana",
                "Jaśminowa",
            ),
            row(
                "A. Dane osoby wnioskującej o pomoc i jej rodziny",
                "telefon",
                "",
                "600 100 200",
            ),
            row(
                "C. Analiza warunków bytowych osoby lub rodziny",
                "Ogrzewanie",
                "piece węglowe",
                "ogrzewanie centralne",
            ),
            row(
                "H. Potrzeby i oczekiwania zgłoszone w trakcie wywiadu",
                "Potrzeby",
                &narrative(900),
                &narrative(1200),
            ),
        ],
    })
}

/// So many characters of prose in paragraphs.
pub fn narrative(characters: usize) -> String {
    let sentences = [
        "Rodzina mieszka w dwóch pokojach w kamienicy przy ulicy Źródlanej, na trzecim piętrze bez windy. ",
        "Pani Żaneta od 12 stycznia 2026 r. szuka pracy i co 2 tygodnie chodzi do urzędu; z powodu choroby syna może pracować tylko do południa. ",
        "Łączny dochód wynosi 1 010,00 zł, a czynsz z opłatami – 740,00 zł miesięcznie.\n",
        "Źdźbło nadziei: gżegżółka, chrząszcz i jaźń są zapisane bez usterek. ",
    ];
    let mut text = String::new();
    for sentence in sentences.iter().cycle() {
        if text.chars().count() + sentence.chars().count() > characters {
            break;
        }
        text.push_str(sentence);
    }
    text
}

/// Every question answered, so many members with two incomes each, long narratives.
pub fn full(form: &Form, members: u16) -> Answers {
    let root = Uuid::from_u128(1);
    let mut records = vec![Record::new(root, INTERVIEW, None, 0)];
    for place in 0..u128::from(members) {
        let member = Uuid::from_u128(10 + place);
        let order = i32::try_from(place).unwrap();
        records.push(Record::new(member, MEMBER, Some(root), order));
        for number in 0..2 {
            let id = Uuid::from_u128(1000 + 2 * place + number);
            let mut row = Record::new(id, "income", Some(member), 0);
            let value = json!({"kind": "wynagrodzenie – umowa o pracę", "month": "2026-10", "gross": 480_600, "tax": 16_800, "document": "zaświadczenie"});
            row.answers.insert(ROW.to_owned(), value);
            records.push(row);
        }
    }
    for record in &mut records {
        let kind = record.kind.clone();
        for field in questions(form, &kind) {
            let value = answer(form.field(&kind, &field).unwrap());
            record.answers.insert(field, value);
        }
    }
    Answers::new(records)
}

fn questions(form: &Form, kind: &str) -> Vec<String> {
    let blocks = form.sections.iter().flat_map(|section| &section.blocks);
    let own = blocks.filter(|block| block.record_kind.as_deref().unwrap_or(INTERVIEW) == kind);
    own.flat_map(|block| block.fields.clone()).collect()
}

fn answer(field: &teren_questionnaire::Field) -> Value {
    let first = || field.choices.first().map(|choice| choice.value.clone());
    match field.kind {
        Kind::YesNo => json!(true),
        Kind::Amount | Kind::Number | Kind::Decimal => json!(123_456),
        Kind::Date => json!("1990-05-14"),
        Kind::Month => json!("2026-10"),
        Kind::Choice => json!(first()),
        Kind::MultiChoice => json!([first()]),
        Kind::Pesel => json!("44051401359"),
        Kind::Skip => Value::Null,
        Kind::LongText => json!(narrative(600)),
        _ => json!("Święto-Źdźbło w kilku słowach"),
    }
}

/// Part I of a family of fifteen, every question answered.
pub fn large() -> Content {
    let form = form();
    Content::Form(FormPaper {
        document: form.document(&full(&form, 15), &BTreeSet::new()),
        blank: false,
    })
}

/// Every paper there is, by the name of its file.
pub fn papers() -> Vec<(String, Paper)> {
    let mut papers: Vec<(String, Paper)> = ["01", "02", "03", "04", "05", "06", "07"]
        .into_iter()
        .map(|number| (format!("part-i-{number}"), paper(filled(number, &[]))))
        .collect();
    let withheld = filled("06", &[Category::Violence, Category::Reporter]);
    let marked = Paper {
        head: head(&[Mark::Draft, Mark::Practice]),
        content: withheld,
    };
    papers.push(("part-i-06-withheld".to_owned(), marked));
    papers.push(("part-i-large".to_owned(), paper(large())));
    papers.push(("statement".to_owned(), paper(statement())));
    papers.push(("missing".to_owned(), paper(missing())));
    papers.push(("changes".to_owned(), paper(changes())));
    papers.push(("calculation-03".to_owned(), paper(calculation("03"))));
    papers.push(("calculation-04".to_owned(), paper(calculation("04"))));
    papers
}
