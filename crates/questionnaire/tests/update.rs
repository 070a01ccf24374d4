//! Part IV starts from the last interview, knows what is still to be asked, and tells what has changed.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod cases_reader;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use cases_reader::{Case, cases_in};
use chrono::NaiveDate;
use serde_json::{Value, json};
use teren_domain::assess::assess;
use teren_domain::criteria::OfficeParameters;
use teren_domain::facts::Part;
use teren_domain::{Category, Month};
use teren_questionnaire::{
    Answers, Carried, Change, ChangeKind, Day, Form, INTERVIEW, MEMBER, ROW, Record, STRUCTURE,
    Severity, Start, UpdateState, forms,
};
use uuid::Uuid;

static PART_I: LazyLock<Form> = LazyLock::new(|| Form::part_i("2021-11-15").unwrap());
static PART_IV: LazyLock<Form> = LazyLock::new(|| forms::load("part-iv", "2021-11-15").unwrap());

fn case(number: &str) -> Case {
    let cases = cases_in(&PART_I);
    cases.into_iter().find(|case| case.id == number).unwrap()
}

/// Ids of the new interview are those of the old one plus a thousand.
fn later(id: Uuid) -> Uuid {
    Uuid::from_u128(id.as_u128() + 1000)
}

fn laid(form: &Form, carried: Vec<Carried>) -> Vec<Record> {
    let mut records: BTreeMap<Uuid, Record> = BTreeMap::new();
    for answer in carried {
        let new = || Record::new(answer.record, "", None, 0);
        let record = records.entry(answer.record).or_insert_with(new);
        if answer.field == STRUCTURE {
            record.open(&answer.value);
        } else {
            let (kind, field) = (record.kind.clone(), answer.field);
            let whole = record.answers.get(&field);
            let value = form.joined((&kind, &field), answer.category, whole, answer.value);
            record.answers.insert(field, value);
        }
    }
    records.into_values().collect()
}

fn started(form: &Form, start: Start, base_form: &Form, base: &Answers) -> Vec<Record> {
    let carried = form.carry(start, base_form, base, &[], |record| later(record.id));
    laid(form, carried)
}

/// Part IV as it begins, over the part I of a case.
fn update_of(case: &Case) -> Vec<Record> {
    started(&PART_IV, Start::Update, &PART_I, &case.answers)
}

fn root(records: &mut [Record]) -> &mut Record {
    let mut records = records.iter_mut();
    records.find(|record| record.kind == INTERVIEW).unwrap()
}

fn record(records: &mut [Record], id: Uuid) -> &mut Record {
    records.iter_mut().find(|record| record.id == id).unwrap()
}

fn set(record: &mut Record, field: &str, value: Value) {
    record.answers.insert(field.to_owned(), value);
}

fn changes(case: &Case, now: Vec<Record>) -> Vec<Change> {
    PART_IV.changes(&PART_I, &case.answers, &Answers::new(now))
}

#[test]
fn an_update_starts_with_the_family_and_without_what_each_interview_asks_anew() {
    let case = case("03");
    let mut records = update_of(&case);
    let base = case.answers.root().unwrap();
    let begun = root(&mut records);
    assert_eq!(begun.based_on, Some(base.id));
    assert_eq!(begun.answer("locality"), base.answer("locality"));
    assert_eq!(begun.answer("housing_title"), base.answer("housing_title"));
    for fresh in [
        "needs",
        "diagnosis",
        "interview_date",
        "plan",
        "income_total",
    ] {
        assert_eq!(begun.answer(fresh), None, "{fresh}");
    }
    let count = |kind: &str, records: &[Record]| {
        let of_kind = records.iter().filter(|record| record.kind == kind);
        of_kind.count()
    };
    let old = case.answers.records();
    for kind in ["member", "income", "document"] {
        assert!(count(kind, old) > 0, "{kind}");
        assert_eq!(count(kind, &records), count(kind, old), "{kind}");
    }
    for kind in ["help_money", "help_social_work", "income_lost"] {
        assert_eq!(count(kind, &records), 0, "{kind}");
    }
    for carried in records.iter().filter(|record| record.kind != INTERVIEW) {
        let from = carried.from.unwrap();
        assert_eq!(carried.id, later(from));
        let before = old.iter().find(|record| record.id == from).unwrap();
        assert_eq!(carried.parent, before.parent.map(later));
        let mut said = before.answers.clone();
        said.retain(|_, value| !value.is_null());
        assert_eq!(carried.answers, said);
    }
    assert_eq!(changes(&case, records), Vec::new());
}

#[test]
fn every_carried_answer_stands_in_the_category_of_its_field() {
    let case = case("06");
    let carried = PART_IV.carry(Start::Update, &PART_I, &case.answers, &[], |record| {
        later(record.id)
    });
    let mut categories = BTreeSet::new();
    for answer in &carried {
        let places = PART_IV.places(&answer.record_kind, &answer.field);
        assert!(places.contains(&answer.category), "{}", answer.field);
        categories.insert(answer.category);
    }
    assert!(categories.contains(&Category::Violence) && categories.contains(&Category::Income));
    for (kind, field) in [
        (INTERVIEW, "housing_title"),
        (MEMBER, "relation"),
        ("income", ROW),
    ] {
        let register = format!("{field}~");
        assert_eq!(
            PART_IV.category_of(kind, &register),
            PART_IV.category_of(kind, field)
        );
    }
    assert_eq!(PART_IV.category_of(INTERVIEW, "nobody~"), None);
}

#[test]
fn a_correction_takes_the_whole_interview_over() {
    let case = case("02");
    let records = started(&PART_I, Start::Correction, &PART_I, &case.answers);
    assert_eq!(records.len(), case.answers.records().len());
    let again = Answers::new(records);
    let (before, after) = (case.answers.root().unwrap(), again.root().unwrap());
    assert_eq!(before.answer("diagnosis"), after.answer("diagnosis"));
    assert_eq!(before.answers.len(), after.answers.len());
}

#[test]
fn a_correction_says_what_it_corrects_and_shows_each_difference() {
    let case = case("02");
    let root = case.answers.root().unwrap().id;
    let document = later(root);
    let carried = PART_I.carry(Start::Correction, &PART_I, &case.answers, &[], |record| {
        if record.id == root {
            document
        } else {
            record.id
        }
    });
    let mut records = laid(&PART_I, carried);
    let corrected = records.iter().find(|record| record.id == document).unwrap();
    assert_eq!(
        (corrected.version_of, corrected.based_on),
        (Some(root), None)
    );
    let differ = |records: &[Record]| {
        PART_I.corrections(&PART_I, &case.answers, &Answers::new(records.to_vec()))
    };
    assert_eq!(differ(&records), Vec::new(), "nothing was typed yet");
    let date = record(&mut records, document);
    date.answers
        .insert("interview_date".to_owned(), json!("2026-11-09"));
    let member = records
        .iter()
        .find(|record| record.kind == MEMBER && record.order > 0)
        .unwrap()
        .id;
    record(&mut records, member).deleted = true;
    let found: Vec<(ChangeKind, String)> = differ(&records)
        .into_iter()
        .map(|change| (change.kind, change.field))
        .collect();
    assert_eq!(
        found,
        [
            (ChangeKind::Removed, "@".to_owned()),
            (ChangeKind::Answer, "interview_date".to_owned())
        ],
        "what each interview asks anew counts, too"
    );
}

#[test]
fn a_correction_of_an_update_stays_an_update_of_the_same_interview() {
    let case = case("08");
    let mut records = update_of(&case);
    let (earlier, update) = {
        let root = root(&mut records);
        root.answers
            .insert("housing_title~".to_owned(), json!("nadal aktualne"));
        (root.based_on, root.id)
    };
    let base = Answers::new(records);
    let carried = PART_IV.carry(Start::Correction, &PART_IV, &base, &[], |record| record.id);
    let again = Answers::new(laid(&PART_IV, carried));
    let root = again.root().unwrap();
    assert_eq!((root.based_on, root.version_of), (earlier, Some(update)));
    assert_eq!(
        root.answer("housing_title~"),
        Some(&json!("nadal aktualne")),
        "what was confirmed stays confirmed"
    );
    let origins = |answers: &Answers| -> Vec<Option<Uuid>> {
        answers.living().map(|record| record.from).collect()
    };
    assert_eq!(origins(&again), origins(&base));
}

#[test]
fn an_interview_held_without_a_block_says_so_from_its_start() {
    let case = case("06");
    let off = ["child_safety".to_owned()];
    let carried = PART_IV.carry(Start::Update, &PART_I, &case.answers, &off, |record| {
        later(record.id)
    });
    let answers = Answers::new(laid(&PART_IV, carried));
    assert_eq!(answers.root().unwrap().without, off);
}

#[test]
fn each_answer_is_to_be_asked_until_it_is_confirmed_or_changed() {
    let case = case("08");
    let mut records = update_of(&case);
    let update = |records: &[Record]| {
        PART_IV.update(&PART_I, &case.answers, &Answers::new(records.to_vec()))
    };
    let state = |records: &[Record], field: &str| {
        let states = update(records).states;
        let mut states = states.into_iter().filter(|state| state.at.field == field);
        states.next().map(|state| state.state)
    };
    let fresh = update(&records);
    assert!(fresh.states.len() > 30);
    assert!(
        fresh
            .states
            .iter()
            .all(|state| state.state == UpdateState::ToAsk)
    );
    assert_eq!(state(&records, "needs"), None);

    set(root(&mut records), "heating~", json!("nadal aktualne"));
    assert_eq!(state(&records, "heating"), Some(UpdateState::Current));
    set(root(&mut records), "heating~", json!("do zapytania"));
    assert_eq!(state(&records, "heating"), Some(UpdateState::ToAsk));
    set(root(&mut records), "heating~", json!("nadal aktualne"));
    set(root(&mut records), "heating", json!("piece węglowe"));
    assert_eq!(state(&records, "heating"), Some(UpdateState::Changed));

    let housing = |records: &[Record]| {
        let sections = update(records).sections;
        let section = sections
            .into_iter()
            .find(|section| section.section == "C")
            .unwrap();
        (section.current, section.changed, section.to_ask)
    };
    let (current, changed, before) = housing(&records);
    assert_eq!((current, changed), (0, 1));
    set(root(&mut records), "rooms~", json!("nadal aktualne"));
    assert_eq!(housing(&records), (1, 1, before - 1));
}

#[test]
fn confirming_everything_leaves_nothing_to_ask() {
    let case = case("03");
    let mut records = update_of(&case);
    let states = PART_IV
        .update(&PART_I, &case.answers, &Answers::new(records.clone()))
        .states;
    for state in states {
        let register = format!("{}~", state.at.field);
        set(
            record(&mut records, state.at.record),
            &register,
            json!("nadal aktualne"),
        );
    }
    let update = PART_IV.update(&PART_I, &case.answers, &Answers::new(records.clone()));
    assert!(update.sections.iter().all(|section| section.to_ask == 0));
    assert!(update.sections.iter().any(|section| section.current > 10));
    let sealed = PART_IV.canonical(&Answers::new(records), Category::Situation);
    assert!(
        String::from_utf8(sealed)
            .unwrap()
            .contains("\"heating~\":\"nadal aktualne\"")
    );
}

#[test]
fn an_interview_based_on_nothing_has_no_states_and_no_changes() {
    let case = case("08");
    assert!(case.evaluation(&PART_I).complete);
    let nothing = PART_I.update(&PART_I, &Answers::default(), &case.answers);
    assert!(nothing.states.is_empty());
    let other = Answers::new(vec![Record::new(Uuid::from_u128(77), INTERVIEW, None, 0)]);
    assert!(
        PART_I
            .update(&PART_I, &other, &case.answers)
            .states
            .is_empty()
    );
}

/// What the answer sheet of the update says has changed: (block, label, before, after).
#[test]
fn the_update_of_case_08_tells_what_its_answer_sheet_tells() {
    let case = case("08");
    let mut records = update_of(&case);
    let table = [
        ("A", "telefon", json!("000000173")),
        (
            "A",
            "typ rodziny / liczba osób w gospodarstwie",
            json!("rodzina bez dzieci małoletnich / 2"),
        ),
        (
            "A",
            "Stałe, miesięczne wydatki osoby/rodziny łącznie → energia elektryczna",
            json!(13_900),
        ),
        ("Sytuacja mieszkaniowa", "Liczba miejsc do spania", json!(2)),
        (
            "Sytuacja zdrowotna",
            "Czy osoba/rodzina podlega ubezpieczeniu zdrowotnemu?",
            json!(true),
        ),
    ];
    let before = case.answers.root().unwrap();
    let mut expected = Vec::new();
    for (block, label, value) in table {
        let field = PART_I.find(block, label).unwrap();
        assert_eq!(
            PART_I.address(INTERVIEW, &field.id),
            Some((block.to_owned(), label.to_owned()))
        );
        let was = before.answer(&field.id).cloned();
        set(root(&mut records), &field.id, value.clone());
        expected.push((block.to_owned(), label.to_owned(), was, Some(value)));
    }
    let otylia = later(case.person("p1"));
    let wheelchair = json!("stwardnienie rozsiane, porusza się na wózku poza domem");
    set(
        record(&mut records, otylia),
        "member_health",
        wheelchair.clone(),
    );
    let document = root(&mut records).id;
    let mut son = Record::new(Uuid::from_u128(9), MEMBER, Some(document), 1);
    set(&mut son, "member_first_name", json!("Kamil"));
    set(&mut son, "member_last_name", json!("Teoretyński"));
    records.push(son);

    let found = changes(&case, records);
    let addressed = found
        .iter()
        .filter(|change| change.record_kind == INTERVIEW);
    let addressed: Vec<_> = addressed
        .map(|change| {
            let (block, label) = PART_I.address(INTERVIEW, &change.field).unwrap();
            (block, label, change.before.clone(), change.after.clone())
        })
        .collect();
    let sorted = |mut rows: Vec<(String, String, Option<Value>, Option<Value>)>| {
        rows.sort_by(|left, right| left.1.cmp(&right.1));
        rows
    };
    assert_eq!(sorted(addressed), sorted(expected));

    let persons: Vec<&Change> = found
        .iter()
        .filter(|change| change.record_kind == MEMBER)
        .collect();
    let [added, health] = persons.as_slice() else {
        panic!("{persons:?}");
    };
    assert_eq!(added.kind, ChangeKind::Added);
    assert_eq!(
        (added.record, added.after_text.as_str()),
        (Uuid::from_u128(9), "Kamil Teoretyński")
    );
    assert_eq!(health.after, Some(wheelchair));
    assert_eq!(health.whose.as_deref(), Some("Otylia Teoretyńska"));
    let insured = found
        .iter()
        .find(|change| change.field == "health_insurance")
        .unwrap();
    assert_eq!(
        (
            insured.before_text.as_str(),
            insured.after_text.as_str(),
            insured.block.as_str()
        ),
        ("nie", "tak", "Sytuacja zdrowotna")
    );
}

/// The answer sheet's figures of part IV, from its official labels alone.
#[test]
fn the_law_reads_an_update_as_it_reads_part_i() {
    let cases = cases_in(&PART_IV);
    let [case] = cases.as_slice() else {
        panic!("one update");
    };
    let unfit = case.evaluation(&PART_IV).findings.into_iter();
    let unfit: Vec<String> = unfit
        .filter(|finding| finding.severity == Severity::Error || finding.rule == "unfit")
        .map(|finding| format!("{} {}", finding.rule, finding.field))
        .collect();
    // The case file says neither of these in its part IV: the earlier interview does.
    assert_eq!(
        unfit,
        [
            "required reasons",
            "required interview_date",
            "required interviewer"
        ]
    );
    let mut facts = PART_IV.facts(&case.answers);
    assert_eq!(facts.part, Part::IV);
    assert_eq!(facts.persons.len(), 2);
    assert_eq!(facts.documents.len(), 4);
    let ruling = facts
        .documents
        .iter()
        .find(|seen| seen.point == "5")
        .unwrap();
    assert_eq!(ruling.number.as_deref(), Some("ZUS/0000/2026"));
    assert_eq!(ruling.date, NaiveDate::from_ymd_opt(2026, 1, 14));
    assert_eq!(facts.help_plan.len(), 3);
    facts.report.application_date = case.application_date;
    let assessment = assess(&facts, &OfficeParameters::default());
    assert_eq!(
        assessment.income.map(|income| income.money.0),
        case.expected_income
    );
}

#[test]
fn a_member_who_left_is_one_change_and_a_row_of_one_who_stays_is_another() {
    let case = case("03");
    let mut records = update_of(&case);
    let (stays, leaves) = (later(case.person("p1")), later(case.person("p2")));
    let gone = record(&mut records, leaves);
    gone.deleted = true;
    let income = records
        .iter_mut()
        .find(|record| record.kind == "income" && record.parent != Some(leaves));
    let income = income.unwrap();
    let whose = income.parent;
    set(
        income,
        ROW,
        json!({"kind": "renta rodzinna", "month": "2026-10", "gross": 120_000}),
    );
    let mut debt = Record::new(Uuid::from_u128(9), "alimony_paid", Some(stays), 0);
    set(&mut debt, ROW, json!({"amount": 50_000}));
    records.push(debt);

    let found = changes(&case, records);
    let kinds: Vec<(ChangeKind, &str)> = found
        .iter()
        .map(|change| (change.kind, change.record_kind.as_str()))
        .collect();
    assert_eq!(
        kinds,
        [
            (ChangeKind::Removed, "member"),
            (ChangeKind::Answer, "income"),
            (ChangeKind::Added, "alimony_paid")
        ]
    );
    assert!(whose.is_some());
    let removed = found.first().unwrap();
    assert_eq!(later(removed.record), leaves);
    assert!(!removed.before_text.is_empty() && removed.after_text.is_empty());
    let row = found.get(1).unwrap();
    assert!(
        row.after_text.contains("renta rodzinna"),
        "{}",
        row.after_text
    );
    assert!(row.whose.is_some());
}

#[test]
fn a_cleared_answer_is_a_change_and_an_empty_one_that_stays_empty_is_none() {
    let case = case("08");
    let mut records = update_of(&case);
    set(root(&mut records), "housing_notes", json!(""));
    set(root(&mut records), "reasons_other", json!(""));
    let found = changes(&case, records);
    let fields: Vec<&str> = found.iter().map(|change| change.field.as_str()).collect();
    assert_eq!(fields, ["housing_notes"]);
    assert_eq!(found.first().unwrap().after, None);
}

#[test]
fn income_older_than_the_month_that_counts_must_be_touched() {
    let root_id = Uuid::from_u128(1);
    let member = Uuid::from_u128(2);
    let row = |id: u128, kind: &str, month: &str| {
        let mut row = Record::new(Uuid::from_u128(id), "income", Some(member), 0);
        set(
            &mut row,
            ROW,
            json!({"kind": kind, "month": month, "gross": 100_000}),
        );
        row
    };
    let base = Answers::new(vec![
        Record::new(root_id, INTERVIEW, None, 0),
        Record::new(member, MEMBER, Some(root_id), 0),
        row(10, "emerytura", "2026-04"),
        row(11, "działalność gospodarcza – ryczałt", "2026-04"),
        row(12, "emerytura", "2026-09"),
        row(13, "emerytura", "2026-04"),
        row(14, "emerytura", "2026-04"),
    ]);
    let mut now = started(&PART_IV, Start::Update, &PART_I, &base);
    let at = |id: u128| later(Uuid::from_u128(id));
    let stale = |now: &[Record], month: Option<&str>, base: Option<&Answers>| -> Vec<u128> {
        let day = Day {
            today: NaiveDate::from_ymd_opt(2026, 10, 20).unwrap(),
            income_month: month.map(|month| month.parse::<Month>().unwrap()),
            base,
        };
        let spoken = PART_IV.evaluate(&Answers::new(now.to_vec()), day);
        let found = spoken
            .findings
            .iter()
            .filter(|finding| finding.rule == "income-untouched");
        let mut rows: Vec<u128> = found
            .map(|finding| {
                assert_eq!(finding.severity, Severity::Error);
                assert_eq!(
                    (finding.field.as_str(), finding.column.as_deref()),
                    (ROW, Some("month"))
                );
                finding.record.as_u128() - 1000
            })
            .collect();
        rows.sort_unstable();
        rows
    };
    let counts = Some("2026-09");
    assert_eq!(stale(&now, counts, Some(&base)), [10, 11, 13, 14]);
    // What must be touched row by row is never confirmed with others.
    let update = PART_IV.update(&PART_I, &base, &Answers::new(now.clone()));
    let single = update.states.iter().filter(|state| state.single);
    assert_eq!((single.count(), update.states.len()), (5, 5));
    // Which month counts is not known yet: nothing is said.
    assert_eq!(stale(&now, None, Some(&base)), Vec::<u128>::new());

    // A pension cannot be confirmed, a business can.
    for id in [10, 11] {
        set(record(&mut now, at(id)), "row~", json!("nadal aktualne"));
    }
    // A new amount, and a row that is gone.
    let pension = json!({"kind": "emerytura", "month": "2026-09", "gross": 110_000});
    set(record(&mut now, at(13)), ROW, pension);
    record(&mut now, at(14)).deleted = true;
    // One typed in today was never carried.
    let mut typed = row(15, "emerytura", "2026-03");
    typed.id = at(15);
    typed.parent = Some(later(member));
    now.push(typed);
    assert_eq!(stale(&now, counts, Some(&base)), [10]);
    // Another amount for the old month is an answer, too; only against the earlier interview can that be seen.
    let more = json!({"kind": "emerytura", "month": "2026-04", "gross": 110_000});
    set(record(&mut now, at(10)), ROW, more);
    assert_eq!(stale(&now, counts, Some(&base)), Vec::<u128>::new());
    assert_eq!(stale(&now, counts, None), [10]);
}

#[test]
fn alimony_paid_in_an_older_month_is_typed_anew_or_confirmed_to_lower_nothing() {
    let root_id = Uuid::from_u128(1);
    let member = Uuid::from_u128(2);
    let mut row = Record::new(Uuid::from_u128(10), "alimony_paid", Some(member), 0);
    set(&mut row, ROW, json!({"month": "2026-04", "amount": 50_000}));
    let base = Answers::new(vec![
        Record::new(root_id, INTERVIEW, None, 0),
        Record::new(member, MEMBER, Some(root_id), 0),
        row,
    ]);
    let mut now = started(&PART_IV, Start::Update, &PART_I, &base);
    let stale = |now: &[Record]| {
        let day = Day {
            today: NaiveDate::from_ymd_opt(2026, 10, 20).unwrap(),
            income_month: Some("2026-09".parse().unwrap()),
            base: Some(&base),
        };
        let spoken = PART_IV.evaluate(&Answers::new(now.to_vec()), day);
        let mut findings = spoken.findings.iter();
        findings.any(|finding| finding.rule == "alimony-untouched")
    };
    assert!(stale(&now));
    let carried = later(Uuid::from_u128(10));
    set(record(&mut now, carried), "row~", json!("nadal aktualne"));
    assert!(!stale(&now));
    set(record(&mut now, carried), "row~", Value::Null);
    assert!(stale(&now));
    let paid = json!({"month": "2026-09", "amount": 50_000});
    set(record(&mut now, carried), ROW, paid);
    assert!(!stale(&now));
}

#[test]
fn an_unasked_question_is_neither_to_be_asked_nor_a_change() {
    let case = case("06");
    let mut records = update_of(&case);
    set(root(&mut records), "violence", json!(false));
    let now = Answers::new(records.clone());
    let states = PART_IV.update(&PART_I, &case.answers, &now).states;
    assert!(states.iter().all(|state| state.at.field != "violence_by"));
    let fields: Vec<String> = changes(&case, records)
        .into_iter()
        .map(|change| change.field)
        .collect();
    assert_eq!(fields, ["violence"]);
}
