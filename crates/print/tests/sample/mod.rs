//! Invented papers of every kind, out of the case files kept as fixtures.

#[expect(dead_code, reason = "its other readers judge the cases, too")]
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
    Calculation, ChangesList, Content, ElectronicStatement, FormPaper, Head, Mark,
    MissingDocuments, MissingRow, Paper, Since, Warning,
};
use teren_questionnaire::forms::Forms;
use teren_questionnaire::{Answers, Form, INTERVIEW, Kind, MEMBER, ROW, Record};
use uuid::Uuid;

use cases_reader::Case;

/// Of every form shipped.
const VERSION: &str = "2021-11-15";

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

fn form() -> Form {
    Form::part_i(VERSION).unwrap()
}

fn case(number: &str) -> Case {
    cases_reader::cases_in(&form())
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

fn paper(content: Content) -> Paper {
    Paper {
        head: head(&[]),
        content,
    }
}

fn filled(number: &str, withheld: &[Category]) -> Content {
    let withheld: BTreeSet<Category> = withheld.iter().copied().collect();
    Content::Form(FormPaper {
        document: form().paper(&case(number).answers, &withheld),
        blank: false,
    })
}

fn statement() -> Content {
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

fn calculation(number: &str) -> Content {
    let case = case(number);
    let mut facts = form().facts(&case.answers);
    facts.report.application_date = case.application_date;
    Content::Calculation(Box::new(Calculation {
        assessment: assess(&facts, &OfficeParameters::default()),
        persons: facts.persons,
        warnings: vec![Warning {
            text: "Samo ubóstwo nie wystarcza do świadczeń pieniężnych.".to_owned(),
            because: "bo z powodów z art. 7 podano tylko: pkt 1".to_owned(),
            basis: "art. 8 ust. 1 u.p.s.".to_owned(),
        }],
    }))
}

fn missing() -> Content {
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
        worker: "Łucja Gżegżółka".to_owned(),
    })
}

/// Case 03 moved, was called, lost its youngest and wrote its needs anew.
fn changes() -> Content {
    let form = form();
    let before = case("03").answers;
    let mut records = before.records().to_vec();
    let removed = records
        .iter()
        .rposition(|record| record.kind == MEMBER)
        .unwrap();
    records.remove(removed);
    for record in &mut records {
        record.from = Some(record.id);
    }
    let root = records.first_mut().unwrap();
    root.based_on = Some(root.id);
    for (field, answer) in [
        ("street", json!("Jaśminowa")),
        ("family_phone", json!("600 100 200")),
        ("heating", json!("ogrzewanie centralne")),
        ("housing_notes", json!(narrative(1200))),
    ] {
        root.answers.insert(field.to_owned(), answer);
    }
    Content::Changes(ChangesList {
        since: Since::Interview,
        before: NaiveDate::from_ymd_opt(2026, 5, 4),
        after: Some(day()),
        changes: form.changes(&form, &before, &Answers::new(records)),
    })
}

/// So many characters of prose in paragraphs.
fn narrative(characters: usize) -> String {
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
fn full(form: &Form, members: u16) -> Answers {
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
fn large() -> Content {
    let form = form();
    Content::Form(FormPaper {
        document: form.paper(&full(&form, 15), &BTreeSet::new()),
        blank: false,
    })
}

/// A form as it is shipped, for filling by hand.
fn blank(id: &str) -> Content {
    let form = Forms::shipped().load(id, VERSION).unwrap();
    Content::Form(FormPaper {
        document: form.paper(&Answers::default(), &BTreeSet::new()),
        blank: true,
    })
}

/// Part III with the longest conclusions there may be.
fn longest() -> Content {
    let form = Forms::shipped().load("part-iii", VERSION).unwrap();
    let long = questions(&form, INTERVIEW).into_iter().find(|field| {
        let field = form.field(INTERVIEW, field).unwrap();
        field.kind == Kind::LongText && field.limit >= Some(10_000)
    });
    let mut root = Record::new(Uuid::from_u128(1), INTERVIEW, None, 0);
    root.answers.insert(long.unwrap(), json!(narrative(10_000)));
    Content::Form(FormPaper {
        document: form.paper(&Answers::new(vec![root]), &BTreeSet::new()),
        blank: false,
    })
}

/// A family plan of so many actions, of which the first half is over, or its evaluation.
fn family(id: &str, actions: usize) -> Content {
    let form = Forms::shipped().load(id, VERSION).unwrap();
    let mut root = Record::new(Uuid::from_u128(1), INTERVIEW, None, 0);
    for field in questions(&form, INTERVIEW) {
        let known = form.field(INTERVIEW, &field).unwrap();
        let value = match (known.kind, field.as_str()) {
            (_, "family_plan_family") => json!("Świętosławscy-Gżegżółkowie"),
            (Kind::LongText, _) => json!(narrative(320)),
            (Kind::Date, _) => json!("2026-08-05"),
            _ => answer(known),
        };
        root.answers.insert(field, value);
    }
    let mut records = vec![root];
    for (kind, row) in family_rows(actions) {
        let id = Uuid::from_u128(100 + records.len() as u128);
        let parent = Some(Uuid::from_u128(1));
        let mut record = Record::new(id, kind, parent, i32::try_from(records.len()).unwrap());
        record.answers.insert(ROW.to_owned(), row);
        records.push(record);
    }
    Content::Form(FormPaper {
        document: form.paper(&Answers::new(records), &BTreeSet::new()),
        blank: false,
    })
}

fn family_rows(actions: usize) -> Vec<(&'static str, Value)> {
    let mut rows = vec![
        (
            "family_child",
            json!({"name": "Święcimira Świętosławska-Gżegżółka", "stay": "z rodziną"}),
        ),
        (
            "family_child",
            json!({"name": "Łucjan Gżegżółka", "stay": "instytucjonalna piecza zastępcza", "place": "Placówka opiekuńczo-wychowawcza „Źródełko” we Wzorcowie"}),
        ),
        (
            "family_problem",
            json!({
                "area": "sprawy urzędowe i prawne", "problem": "Nieuregulowane kontakty z dzieckiem umieszczonym w pieczy zastępczej; zaległości czynszowe.",
                "held": "Wsparcie babci macierzystej, wykształcenie zawodowe matki.", "threatened": "Najem mieszkania komunalnego.",
                "lacking": "Przedszkole w pobliżu, współpraca międzyinstytucjonalna.",
            }),
        ),
        (
            "family_goal",
            json!({
                "goal": "Regularne uczęszczanie dzieci do szkoły i przedszkola.", "effect": "Frekwencja powyżej dziewięćdziesięciu procent.",
                "indicator": "Zaświadczenie wychowawczyni co miesiąc.",
            }),
        ),
    ];
    for number in 0..actions {
        let mut action = json!({
            "action": format!("Działanie {}: wspólne z asystentem ułożenie rozkładu dnia i rozmowa z pedagożką szkolną o nieusprawiedliwionych nieobecnościach.", number + 1),
            "goal": "Regularne uczęszczanie dzieci do szkoły.", "from": "2026-08-05", "until": "2027-01-31",
            "doer": "koordynator rodzinnej pieczy zastępczej", "doer_named": "Poradnia Psychologiczno-Pedagogiczna we Wzorcowie",
            "effect": "Dzieci wstają na czas, a rodzice porozumiewają się ze szkołą.", "indicator": "Najwyżej jedno spóźnienie w miesiącu.",
        });
        if number < actions / 2 {
            let done = json!({
                "status": "częściowo zrealizowane", "assessment": "Rozkład dnia wisi w kuchni; rozmowa w szkole odbyła się dopiero w październiku.",
                "assessed_on": "2026-11-05", "notes": "Do powtórzenia po feriach.", "next": "Asystent towarzyszy przy następnej rozmowie.",
            });
            let known = action.as_object_mut().unwrap();
            known.extend(done.as_object().unwrap().clone());
        }
        rows.push(("family_action", action));
    }
    rows
}

/// The paper of that name.
pub fn named(name: &str) -> Paper {
    match name {
        "withheld" => Paper {
            head: head(&[Mark::Draft, Mark::Practice]),
            content: filled("06", &[Category::Violence, Category::Reporter]),
        },
        "large" => paper(large()),
        "longest" => paper(longest()),
        "statement" => paper(statement()),
        "missing" => paper(missing()),
        "changes" => paper(changes()),
        _ => paper(match name.split_once('-') {
            Some(("filled", case)) => filled(case, &[]),
            Some(("calculation", case)) => calculation(case),
            Some(("blank", id)) => blank(id),
            Some(("family", "new")) => family("family-plan", 1),
            Some(("family", "plan")) => family("family-plan", 20),
            Some(("family", "evaluation")) => family("family-evaluation", 20),
            _ => panic!("no paper {name}"),
        }),
    }
}
