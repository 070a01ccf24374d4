//! Every part and paper tells the law what it knows, by the ids that all of them share.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use chrono::NaiveDate;
use serde_json::{Value, json};
use teren_domain::Grosze;
use teren_domain::facts::{InterviewFacts, Part};
use teren_domain::reminder::ContractKind;
use teren_domain::structure::shipped;
use teren_questionnaire::{Answers, Form, FormKind, INTERVIEW, MEMBER, ROW, Record, forms};
use uuid::Uuid;

fn open(id: &str) -> Form {
    forms::load(id, "2021-11-15").unwrap()
}

fn record(id: u128, kind: &str, parent: u128, answers: &Value) -> Record {
    let parent = (kind != INTERVIEW).then(|| Uuid::from_u128(parent));
    let answers = answers.as_object().unwrap().clone();
    Record {
        answers: answers.into_iter().collect(),
        ..Record::new(Uuid::from_u128(id), kind, parent, 0)
    }
}

fn row(id: u128, kind: &str, parent: u128, row: &Value) -> Record {
    record(id, kind, parent, &json!({ROW: row}))
}

fn facts(form: &str, records: Vec<Record>) -> InterviewFacts {
    open(form).facts(&Answers::new(records))
}

fn day(text: &str) -> Option<NaiveDate> {
    text.parse().ok()
}

#[test]
fn each_part_says_which_it_is_and_a_paper_goes_with_part_i() {
    for (id, version) in forms::shipped() {
        let form = forms::load(id, version).unwrap();
        let part = match form.kind {
            FormKind::Part(part) => part,
            FormKind::AssetStatement
            | FormKind::SocialContractA
            | FormKind::SocialContractB
            | FormKind::FamilyPlan
            | FormKind::FamilyEvaluation => Part::I,
        };
        assert_eq!(form.facts(&Answers::default()).part, part, "{id}");
    }
}

#[test]
fn the_income_of_a_relative_is_counted_from_part_ii_as_from_part_i() {
    let family = |root: &str| {
        let wage = json!({
            "kind": "wynagrodzenie – umowa o pracę", "month": "2026-09", "gross": 480_600, "social": 65_882
        });
        vec![
            record(
                1,
                INTERVIEW,
                0,
                &json!({"first_name": "Anna", "last_name": root}),
            ),
            record(
                2,
                MEMBER,
                1,
                &json!({"member_first_name": "Anna", "household": 1}),
            ),
            row(3, "income", 2, &wage),
            row(
                4,
                "alimony_paid",
                2,
                &json!({"month": "2026-09", "amount": 50_000}),
            ),
        ]
    };
    let parts = [
        "part-i", "part-ii", "part-iii", "part-iv", "part-vi", "part-vii",
    ];
    for part in parts {
        let facts = facts(part, family("Przykładna"));
        let person = facts.persons.first().unwrap();
        let income = person.income.first().unwrap();
        assert_eq!(
            (income.gross, income.social),
            (Grosze(480_600), Grosze(65_882)),
            "{part}"
        );
        assert_eq!(
            person.alimony_paid.first().unwrap().amount,
            Grosze(50_000),
            "{part}"
        );
    }
}

#[test]
fn a_paper_seen_brings_its_number_its_day_and_who_took_it_in() {
    let seen = json!({
        "point": "6) orzeczenie o niepełnosprawności lub stopniu niepełnosprawności",
        "form": "kopia poświadczona", "number": "PZ/0000/2026", "date": "2026-03-02", "seen_by": "Ewa Terenowska"
    });
    let facts = facts(
        "part-iv",
        vec![
            record(1, INTERVIEW, 0, &json!({})),
            row(2, "document", 1, &seen),
        ],
    );
    let document = facts.documents.first().unwrap();
    assert_eq!(document.point, "6");
    assert_eq!(document.number.as_deref(), Some("PZ/0000/2026"));
    assert_eq!(document.date, day("2026-03-02"));
    assert_eq!(document.seen_by.as_deref(), Some("Ewa Terenowska"));
}

#[test]
fn the_forms_of_documents_are_those_whose_clauses_the_law_knows_and_ust_5d_is_a_document_too() {
    let forms = day("2026-11-24").map(teren_domain::documents::forms);
    for name in forms.unwrap().map(|form| form.name.as_str()) {
        let seen =
            json!({ "point": "ust. 5d) inny dokument, którego wymaga sprawa", "form": name });
        let rows = vec![
            record(1, INTERVIEW, 0, &json!({})),
            row(2, "document", 1, &seen),
        ];
        let facts = facts("part-i", rows);
        let document = facts.documents.first().unwrap();
        assert_eq!(document.point, "ust. 5d");
        assert_eq!(document.form.as_deref(), Some(name), "a choice of the form");
    }
}

#[test]
fn a_ruling_waited_for_and_the_day_a_contract_is_assessed_reach_the_law() {
    let waiting = json!({"ruling_awaited": true, "ruling_applied_on": "2026-08-03"});
    for part in ["part-i", "part-iv"] {
        let facts = facts(part, vec![record(1, INTERVIEW, 0, &waiting)]);
        assert!(facts.ruling.awaited, "{part}");
        assert_eq!(facts.ruling.applied_on, day("2026-08-03"));
        assert_eq!(facts.ruling.received_on, None);
    }
    // A date typed before „nie” was chosen is kept and does not count.
    let not = json!({"ruling_awaited": false, "ruling_applied_on": "2026-08-03"});
    let none = facts("part-i", vec![record(1, INTERVIEW, 0, &not)]);
    assert_eq!((none.ruling.awaited, none.ruling.applied_on), (false, None));

    let assessed = json!({"contract_assessment_date": "2027-01-15"});
    for contract in ["social-contract-a", "social-contract-b"] {
        let facts = facts(contract, vec![record(1, INTERVIEW, 0, &assessed)]);
        assert_eq!(facts.contract.assessment, day("2027-01-15"), "{contract}");
        assert_eq!(facts.contract.assessed_on, None, "{contract}");
    }
    // The assessment was held, and the next one agreed.
    let again = json!({
        "contract_assessment_date": "2027-01-15", "contract_assessed_on": "2027-01-15",
        "contract_next_assessment_date": "2027-04-15",
    });
    let facts = facts("social-contract-a", vec![record(1, INTERVIEW, 0, &again)]);
    let told = (facts.contract.assessed_on, facts.contract.next);
    assert_eq!(told, (day("2027-01-15"), day("2027-04-15")));
}

#[test]
fn a_contract_says_of_which_kind_it_is_and_with_whom() {
    let card = json!({
        "first_name": "Teresa ", "last_name": "Zmyślna", "pesel": "44051401359", "second_last_name": "Zmyślny",
        "contract_assessment_date": "2027-01-15",
    });
    let table = [
        (
            "social-contract-a",
            ContractKind::Family,
            &["44051401359", "teresa zmyślna", "zmyślny"][..],
        ),
        (
            "social-contract-b",
            ContractKind::Unemployed,
            &["44051401359", "teresa zmyślna", "zmyślny"],
        ),
        // Nobody makes a contract in an interview.
        ("part-i", ContractKind::Family, &[]),
    ];
    for (form, kind, with) in table {
        let contract = facts(form, vec![record(1, INTERVIEW, 0, &card)]).contract;
        assert_eq!(contract.kind, kind, "{form}");
        assert!(contract.with.iter().eq(with), "{form}: {:?}", contract.with);
    }
}

#[test]
fn every_word_of_help_that_a_plan_offers_makes_a_matter_of_the_centre() {
    let structures = shipped().unwrap();
    let form = open("part-i");
    for table in [
        "help_money",
        "help_in_kind",
        "help_care",
        "help_social_work",
    ] {
        let words = form.column(table, "kind").unwrap().choices.iter();
        let words: Vec<&String> = words.map(|choice| &choice.value).collect();
        assert!(!words.is_empty(), "{table}");
        for structure in structures.values() {
            for word in &words {
                assert!(
                    structure.kinds.contains_key(*word),
                    "{}: {word}",
                    structure.id
                );
            }
        }
    }
}

#[test]
fn the_plan_of_part_iv_is_read_like_that_of_part_i() {
    let grant = json!({"kind": "zasiłek okresowy", "amount": 40_000});
    for part in ["part-i", "part-iv", "part-vii"] {
        let facts = facts(
            part,
            vec![
                record(1, INTERVIEW, 0, &json!({})),
                row(2, "help_money", 1, &grant),
            ],
        );
        let planned = facts.help_plan.first().unwrap();
        assert_eq!(
            (planned.kind.as_str(), planned.amount),
            ("zasiłek okresowy", Some(Grosze(40_000)))
        );
    }
}

#[test]
fn what_may_stand_against_money_is_read_from_its_answers_and_nothing_else() {
    let addicted = |treated, agrees| {
        let row = row(
            2,
            "addicted",
            1,
            &json!({"treated": treated, "agrees": agrees}),
        );
        facts("part-i", vec![record(1, INTERVIEW, 0, &json!({})), row]).obstacles
    };
    assert!(addicted(json!(false), json!(false)).treatment_refused);
    assert!(!addicted(json!(true), json!(false)).treatment_refused);
    assert!(!addicted(json!(false), json!(true)).treatment_refused);
    assert!(
        !addicted(json!(false), json!(null)).treatment_refused,
        "not asked yet"
    );
    let of = |answers| facts("part-iv", vec![record(1, INTERVIEW, 0, &answers)]).obstacles;
    for (savings, stated) in [
        ("nie posiada", false),
        ("Nie posiada oszczędności.", false),
        ("nie wie", false),
        ("Nie podała", false),
        ("nie", false),
        ("Nie.", false),
        ("niewielkie oszczędności, 500 zł", true),
        ("brak", false),
        ("–", false),
        ("", false),
        ("lokata 8000 zł", true),
    ] {
        assert_eq!(
            of(json!({"property_savings": savings})).property,
            stated,
            "{savings}"
        );
    }
    assert!(of(json!({"property_movable": "samochód z 2019 r."})).property);
    assert!(!of(json!({"property_real": "dom, w którym mieszka"})).property);
    assert!(of(json!({"prison": true})).prison);
    assert!(!of(json!({"prison": false})).prison);
}
