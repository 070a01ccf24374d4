//! What the rules of part I say, as a table: these answers, this finding.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde_json::{Value, json};
use teren_questionnaire::{Answers, Evaluation, Form, Record, SectionState, Severity};
use uuid::Uuid;

static FORM: LazyLock<Form> = LazyLock::new(|| Form::part_i("2021-11-15").unwrap());

/// One interview with members; `rows` hang under the first member.
fn evaluated(interview: &Value, members: &[Value], rows: &[(&str, Value)]) -> Evaluation {
    let id = |number: usize| Uuid::from_u128(number as u128);
    let mut records = vec![Record::new(id(1), "interview", None, 0)];
    records.extend((0..members.len()).map(|place| {
        Record::new(
            id(10 + place),
            "member",
            Some(id(1)),
            i32::try_from(place).unwrap(),
        )
    }));
    for (record, answers) in records
        .iter_mut()
        .zip(std::iter::once(interview).chain(members))
    {
        record.answers = answers.as_object().unwrap().clone().into_iter().collect();
    }
    for (place, (kind, row)) in rows.iter().enumerate() {
        let parent = if FORM.parent_kind(kind) == Some("member") {
            10
        } else {
            1
        };
        let mut record = Record::new(
            id(100 + place),
            kind,
            Some(id(parent)),
            i32::try_from(place).unwrap(),
        );
        record.answers.insert("row".to_owned(), row.clone());
        records.push(record);
    }
    FORM.evaluate(
        &Answers::new(records),
        NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
    )
}

fn found(evaluation: &Evaluation, rule: &str) -> bool {
    evaluation
        .findings
        .iter()
        .any(|finding| finding.rule == rule)
}

#[test]
fn answers_of_the_interview_and_what_is_found() {
    let table = [
        (json!({"pesel": "44051401359"}), "pesel-sum", false),
        (json!({"pesel": "44051401358"}), "pesel-sum", true),
        (
            json!({"pesel": "44051401359", "born": "1944-05-14"}),
            "pesel-born",
            false,
        ),
        (
            json!({"pesel": "44051401359", "born": "1944-05-15"}),
            "pesel-born",
            true,
        ),
        (
            json!({"pesel": "44051401359", "sex": "kobieta"}),
            "pesel-sex",
            true,
        ),
        (
            json!({"pesel": "44051401359", "sex": "mężczyzna"}),
            "pesel-sex",
            false,
        ),
        (
            json!({"identity_document": "brak – utracony"}),
            "identity-document",
            false,
        ),
        (
            json!({"identity_document": "brak – utracony"}),
            "no-identity",
            false,
        ),
        (json!({}), "no-identity", true),
        (json!({"born": "2026-11-23"}), "born-future", true),
        (json!({"born": "2026-11-22"}), "born-future", false),
        (json!({"phone": "brak"}), "phone", false),
        (json!({"phone": "12"}), "phone", true),
        (json!({"postal_code": "00-00"}), "postal-code", true),
        (json!({"reasons": ["1) ubóstwo"]}), "poverty-alone", true),
        (
            json!({"reasons": ["1) ubóstwo", "4) bezrobocie"]}),
            "poverty-alone",
            false,
        ),
        (
            json!({"reasons": ["3) bezdomność"]}),
            "homeless-registration",
            true,
        ),
        (
            json!({"reasons": ["3) bezdomność"], "registered_gmina": "Wzorcowo"}),
            "homeless-registration",
            false,
        ),
        (
            json!({"report_date": "2026-11-10", "interview_date": "2026-11-09"}),
            "interview-before-report",
            true,
        ),
        (
            json!({"report_date": "2026-11-10", "interview_date": "2026-11-10"}),
            "interview-before-report",
            false,
        ),
        (
            json!({"interview_date": "2026-11-23"}),
            "interview-future",
            true,
        ),
        (json!({"violence": true}), "violence-described", true),
        (json!({"violence": false}), "violence-described", false),
        (
            json!({"reporter_name": "Jan Zgłaszający"}),
            "reporter-consent",
            false,
        ),
        (
            json!({"reporter_name": "Jan Zgłaszający", "reporter_consent": false}),
            "reporter-consent",
            true,
        ),
        (json!({"expenses_rent": 1}), "expenses-without-income", true),
        (json!({"expenses_rent": -1}), "unfit", true),
        (json!({"heating": "ognisko"}), "unfit", true),
        (json!({"diagnosis": 7}), "unfit", true),
        (
            json!({"skip_e": {"decision": "nie dotyczy", "reason": " "}}),
            "skip-reason",
            true,
        ),
        (
            json!({"skip_e": {"decision": "nie dotyczy", "reason": "osoba zdrowa"}}),
            "skip-reason",
            false,
        ),
        (
            json!({"skip_e": {"decision": "nie dotyczy", "reason": "osoba zdrowa"}, "illnesses": "grypa"}),
            "skip-answered",
            true,
        ),
        (json!({"no_help": true}), "help-missing", false),
        (json!({"no_help": false}), "help-missing", true),
        (json!({}), "help-missing", true),
    ];
    for (answers, rule, expected) in table {
        assert_eq!(
            found(&evaluated(&answers, &[json!({})], &[]), rule),
            expected,
            "{rule}: {answers}"
        );
    }
}

#[test]
fn members_and_what_is_found() {
    let day = json!({"interview_date": "2026-11-20", "born": "1990-01-01"});
    let child = json!({"relation": "syn", "member_born": "2015-01-01"});
    let table = [
        (vec![], "nobody", true),
        (vec![json!({})], "nobody", false),
        (vec![json!({"relation": "żona"})], "first-relation", true),
        (
            vec![
                json!({}),
                json!({"relation": "osoba, z którą przeprowadzany jest wywiad"}),
            ],
            "second-interviewed",
            true,
        ),
        (vec![json!({"household": 0})], "household-of-first", true),
        (
            vec![
                json!({}),
                json!({"relation": "syn", "member_born": "1985-01-01"}),
            ],
            "household-ChildTooOld",
            true,
        ),
        (
            vec![json!({}), child.clone()],
            "household-ChildTooOld",
            false,
        ),
        (
            vec![
                json!({}),
                json!({"relation": "syn", "member_sex": "kobieta"}),
            ],
            "household-RelationAgainstSex",
            true,
        ),
        (
            vec![json!({"member_born": "2012-01-01"}), child],
            "household-MinorsWithoutAdult",
            true,
        ),
        (
            vec![json!({"labour_position": "zatrudniony"})],
            "employed-without-wage",
            true,
        ),
    ];
    for (members, rule, expected) in table {
        assert_eq!(
            found(&evaluated(&day, &members, &[]), rule),
            expected,
            "{rule}: {members:?}"
        );
    }
}

#[test]
fn rows_and_what_is_found() {
    let wage = |more: Value| {
        let mut row = json!({"kind": "wynagrodzenie – umowa o pracę", "month": "2026-10", "gross": 480_600, "document": "zaświadczenie"});
        row.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        ("income", row)
    };
    let table = [
        (wage(json!({})), "income-deductions", false),
        (
            wage(json!({"tax": 400_000, "social": 100_000})),
            "income-deductions",
            true,
        ),
        (
            wage(json!({"costs": 300_000, "tax": 200_000})),
            "income-deductions",
            true,
        ),
        (wage(json!({"month": null})), "income-month", true),
        (
            wage(json!({"month": null, "kind": "gospodarstwo rolne"})),
            "income-month",
            false,
        ),
        (
            wage(json!({"month": null, "kind": "działalność gospodarcza – ryczałt"})),
            "income-month",
            false,
        ),
        (wage(json!({"gross": null})), "income-amount", true),
        (
            wage(json!({"kind": "gospodarstwo rolne"})),
            "income-farm",
            true,
        ),
        (
            wage(json!({"kind": "gospodarstwo rolne", "hectares_e4": 34_000})),
            "income-farm",
            false,
        ),
        (
            wage(json!({"kind": "wyrównanie za okres", "period_from": "2026-03"})),
            "income-period",
            true,
        ),
        (wage(json!({"gross": 48_060_000})), "income-large", true),
        (
            (
                "incapacity",
                json!({"kind": "stopień znaczny", "from": "2026-01-01", "until": "2025-01-01"}),
            ),
            "incapacity-period",
            true,
        ),
        (
            (
                "incapacity",
                json!({"kind": "stopień znaczny", "until": "2026-11-21"}),
            ),
            "incapacity-over",
            true,
        ),
        (
            (
                "incapacity",
                json!({"kind": "stopień znaczny", "until": "2026-11-22"}),
            ),
            "incapacity-over",
            false,
        ),
    ];
    for (row, rule, expected) in table {
        assert_eq!(
            found(
                &evaluated(&json!({}), &[json!({})], std::slice::from_ref(&row)),
                rule
            ),
            expected,
            "{rule}: {row:?}"
        );
    }
}

#[test]
fn a_finding_about_a_row_leads_to_its_column() {
    let evaluation = evaluated(&json!({}), &[json!({})], &[("income", json!({"gross": 1}))]);
    let finding = evaluation
        .findings
        .iter()
        .find(|finding| finding.rule == "income-month")
        .unwrap();
    assert_eq!(
        (
            finding.section.as_str(),
            finding.field.as_str(),
            finding.column.as_deref()
        ),
        ("A", "row", Some("month"))
    );
    assert_eq!(finding.record, Uuid::from_u128(100));
}

#[test]
fn the_perpetrator_is_asked_only_when_there_is_violence() {
    let asks = |answers: Value| {
        !evaluated(&answers, &[], &[])
            .unasked
            .iter()
            .any(|key| key.field == "violence_by")
    };
    assert!(!asks(json!({})));
    assert!(!asks(json!({"violence": false})));
    assert!(
        !asks(json!({"violence": "tak"})),
        "a word where yes or no belongs is not a yes"
    );
    assert!(asks(json!({"violence": true})));
}

#[test]
fn an_answer_that_is_no_longer_asked_is_neither_counted_nor_checked() {
    let answers = json!({"worker_threat": false, "worker_threat_notes": 5});
    assert!(!found(&evaluated(&answers, &[], &[]), "unfit"));
}

#[test]
fn the_card_fills_the_first_person_and_only_until_someone_types_otherwise() {
    let card = json!({"first_name": "Kalina", "last_name": "Udawalska", "born": "1995-04-11"});
    let first = |member: Value| {
        let evaluation = evaluated(&card, &[member, json!({})], &[]);
        let missing: Vec<u128> = evaluation
            .findings
            .iter()
            .filter(|finding| finding.rule == "required" && finding.field == "member_first_name")
            .map(|finding| finding.record.as_u128())
            .collect();
        let computed = evaluation
            .computed
            .iter()
            .find(|computed| computed.field == "member_born")
            .unwrap();
        (missing, computed.text.clone())
    };
    assert_eq!(first(json!({})), (vec![11], "11.04.1995".to_owned()));
    let answers = Answers::new(vec![
        Record {
            answers: card.as_object().unwrap().clone().into_iter().collect(),
            ..Record::new(Uuid::from_u128(1), "interview", None, 0)
        },
        Record {
            answers: [("member_first_name".to_owned(), json!("Karolina"))].into(),
            ..Record::new(Uuid::from_u128(2), "member", Some(Uuid::from_u128(1)), 0)
        },
    ]);
    let person = FORM.facts(&answers).persons.into_iter().next().unwrap();
    assert_eq!(
        (person.first_name.as_str(), person.last_name.as_str()),
        ("Karolina", "Udawalska")
    );
}

#[test]
fn expenses_are_summed_in_whole_grosze() {
    let evaluation = evaluated(
        &json!({"expenses_rent": 142_000, "expenses_gas": 1, "expenses_other": "telefon"}),
        &[],
        &[],
    );
    let total = evaluation
        .computed
        .iter()
        .find(|computed| computed.field == "expenses_total")
        .unwrap();
    assert_eq!(
        (&total.value, total.text.as_str()),
        (&json!(142_001), "1\u{a0}420,01\u{a0}zł")
    );
}

#[test]
fn segments_tell_how_far_they_are() {
    let state = |answers: Value, letter: &str| {
        evaluated(&answers, &[], &[])
            .sections
            .into_iter()
            .find(|section| section.section == letter)
            .unwrap()
            .state
    };
    let help = json!({"no_help": true, "no_help_reason": "nie chce", "plan": "rozmowa"});
    assert_eq!(state(json!({}), "H"), SectionState::Unopened);
    assert_eq!(
        state(json!({"needs": "opał"}), "H"),
        SectionState::InProgress
    );
    assert_eq!(
        state(json!({"diagnosis": "Pani …"}), "I"),
        SectionState::Complete
    );
    assert_eq!(state(json!({"plan": "opał"}), "J"), SectionState::Errors);
    assert_eq!(state(help, "J"), SectionState::Complete);
    assert_eq!(
        state(
            json!({"skip_b": {"decision": "nie dotyczy", "reason": "osoba samotna"}}),
            "B"
        ),
        SectionState::Skipped
    );
    assert_eq!(
        state(json!({"skip_b": {"decision": "nie dotyczy"}}), "B"),
        SectionState::Unopened
    );
}

#[test]
fn an_empty_interview_lists_exactly_what_approval_needs() {
    let evaluation = evaluated(&json!({}), &[], &[]);
    assert!(!evaluation.complete);
    let mut errors: Vec<&str> = evaluation
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .map(|finding| finding.field.as_str())
        .collect();
    errors.sort_unstable();
    assert_eq!(
        errors,
        [
            "born",
            "diagnosis",
            "first_name",
            "help_money",
            "interview_date",
            "interviewer",
            "last_name",
            "locality",
            "members",
            "needs",
            "reasons",
            "report_date",
        ]
    );
}

#[test]
fn a_row_of_income_asks_only_for_the_parts_its_kind_has() {
    let parts = [
        "gross",
        "costs",
        "tax",
        "health",
        "social",
        "hectares_e4",
        "declared",
    ];
    for (kind, asked) in [
        (
            "wynagrodzenie – umowa o pracę",
            &["gross", "costs", "tax", "health", "social"][..],
        ),
        ("emerytura", &["gross", "tax", "health", "social"]),
        ("zasiłek pielęgnacyjny", &["gross"]),
        ("gospodarstwo rolne", &["hectares_e4"]),
        ("działalność gospodarcza – ryczałt", &["declared"]),
    ] {
        let evaluation = evaluated(
            &json!({}),
            &[json!({})],
            &[("income", json!({"kind": kind}))],
        );
        let row = Uuid::from_u128(100);
        let unasked = |part: &&str| {
            let mut fields = evaluation.unasked.iter();
            fields.any(|field| field.record == row && field.field == **part)
        };
        let found: Vec<&str> = parts.into_iter().filter(|part| !unasked(part)).collect();
        assert_eq!(found, asked, "{kind}");
    }
}
