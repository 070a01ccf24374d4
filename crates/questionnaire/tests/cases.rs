//! The case files' part I interviews, played into the form: every label finds its field, every answer fits, each may be approved.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod cases_reader;

use std::collections::BTreeSet;

use cases_reader::{Case, cases_in};
use serde_json::json;
use teren_domain::assess::assess;
use teren_domain::criteria::OfficeParameters;
use teren_domain::facts::Sex;
use teren_domain::{Category, Grosze};
use teren_questionnaire::{Form, Kind, SectionState, Severity};

fn form() -> Form {
    Form::part_i("2021-11-15").unwrap()
}

fn case(form: &Form, number: &str) -> Case {
    cases_in(form)
        .into_iter()
        .find(|case| case.id == number)
        .unwrap()
}

#[test]
fn eight_interviews_are_read_and_every_answer_fits_its_field() {
    let form = form();
    let cases = cases_in(&form);
    assert_eq!(cases.len(), 8);
    for case in &cases {
        let unfit: Vec<String> = case
            .evaluation(&form)
            .findings
            .into_iter()
            .filter(|finding| finding.rule == "unfit")
            .map(|finding| finding.field)
            .collect();
        assert_eq!(unfit, Vec::<String>::new(), "{}", case.id);
    }
}

#[test]
fn every_interview_of_the_cases_may_be_approved() {
    let form = form();
    for case in cases_in(&form) {
        let errors: Vec<String> = case
            .evaluation(&form)
            .findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .map(|finding| format!("{} {}", finding.rule, finding.field))
            .collect();
        assert_eq!(errors, Vec::<String>::new(), "{}", case.id);
        assert!(case.evaluation(&form).complete, "{}", case.id);
    }
}

#[test]
fn labels_lead_to_fields() {
    let form = form();
    let table = [
        ("A", "Adres → kod pocztowy", "postal_code", Kind::PostalCode),
        (
            "A",
            "Stałe, miesięczne wydatki osoby/rodziny łącznie → czynsz",
            "expenses_rent",
            Kind::Amount,
        ),
        (
            "Sytuacja rodzinna osób wspólnie zamieszkujących",
            "Czy w rodzinie występuje przemoc?",
            "violence",
            Kind::YesNo,
        ),
        (
            "Sytuacja rodzinna osób wspólnie zamieszkujących",
            "Czy w rodzinie występuje przemoc? → odpowiedź",
            "violence",
            Kind::YesNo,
        ),
        (
            "Sytuacja mieszkaniowa",
            "Mieszkanie",
            "housing_title",
            Kind::Choice,
        ),
        (
            "C",
            "czy przemoc domowa może dotyczyć małoletniego",
            "child_safety_concern",
            Kind::YesNo,
        ),
        (
            "J",
            "Formy i zakres proponowanej pomocy → Świadczenia pieniężne",
            "row",
            Kind::Row,
        ),
        (
            "J",
            "Formy i zakres proponowanej pomocy → Praca socjalna → Źródło finansowania",
            "funding",
            Kind::Text,
        ),
        (
            "Sytuacja materialna / bytowa",
            "zadłużenie",
            "row",
            Kind::Row,
        ),
        (
            "persons",
            "Źródło dochodu (utrzymania) → Kwota brutto (przychód)",
            "gross",
            Kind::Amount,
        ),
    ];
    for (block, label, field, kind) in table {
        let found = form
            .find(block, label)
            .unwrap_or_else(|| panic!("{block}: {label}"));
        assert_eq!(
            (found.id.as_str(), found.kind),
            (field, kind),
            "{block}: {label}"
        );
    }
    assert!(form.find("A", "Numer buta").is_none());
}

#[test]
fn the_skipped_work_segment_of_the_interrupted_talk_counts_as_settled() {
    let form = form();
    let case = case(&form, "06");
    let work = case
        .evaluation(&form)
        .sections
        .into_iter()
        .find(|section| section.section == "D")
        .unwrap();
    assert_eq!(work.state, SectionState::Skipped);
}

#[test]
fn a_pesel_against_the_birth_date_is_found_at_the_child_it_belongs_to() {
    let form = form();
    let case = case(&form, "03");
    let found: Vec<_> = case
        .evaluation(&form)
        .findings
        .into_iter()
        .filter(|finding| finding.rule == "member-pesel-born")
        .collect();
    assert_eq!(found.len(), 1);
    assert_eq!(
        found.first().map(|finding| finding.record),
        Some(case.person("p4"))
    );
}

#[test]
fn violence_against_the_mother_reaches_the_facts_of_the_law() {
    let form = form();
    let facts = form.facts(&case(&form, "06").answers);
    assert_eq!(
        (
            facts.domestic_violence,
            facts.child_safety_concern,
            facts.worker_safety_threat
        ),
        (Some(true), Some(true), Some(true))
    );
    assert_eq!(facts.reasons, ["7", "8"]);
    assert_eq!(
        facts.interview_date.map(|date| date.to_string()).as_deref(),
        Some("2026-10-12")
    );
    assert_eq!(
        facts
            .persons
            .iter()
            .map(|person| person.household)
            .collect::<Vec<_>>(),
        [1, 1, 1, 0]
    );
    let mother = facts.persons.first().unwrap();
    assert_eq!(
        (mother.first_name.as_str(), mother.sex, mother.income.len()),
        ("Kalina", Some(Sex::Female), 2)
    );
    assert_eq!(
        mother.income.first().map(|row| row.gross),
        Some(Grosze::zl(1000))
    );
    assert_eq!(
        facts
            .help_plan
            .iter()
            .map(|help| help.kind.as_str())
            .collect::<Vec<_>>(),
        [
            "zasiłek celowy",
            "zasiłek okresowy",
            "interwencja kryzysowa",
            "poradnictwo specjalistyczne",
            "praca socjalna"
        ]
    );
    assert_eq!(
        facts
            .documents
            .first()
            .map(|seen| (seen.point.as_str(), seen.person)),
        Some(("1", Some(mother.id)))
    );
}

#[test]
fn the_law_finds_the_income_of_the_answer_sheet_in_what_the_form_tells_it() {
    let form = form();
    let mut compared = 0;
    for case in cases_in(&form) {
        let Some(expected) = case.expected_income else {
            continue;
        };
        let mut facts = form.facts(&case.answers);
        facts.report.application_date = case.application_date;
        let assessment = assess(&facts, &OfficeParameters::default());
        assert_eq!(
            assessment.income.map(|income| income.money),
            Some(Grosze(expected)),
            "{}",
            case.id
        );
        compared += 1;
    }
    assert_eq!(compared, 7);
}

#[test]
fn a_homeless_man_brings_the_gmina_of_his_last_registration() {
    let form = form();
    let facts = form.facts(&case(&form, "07").answers);
    assert!(facts.homeless);
    assert_eq!(facts.last_registration_gmina.as_deref(), Some("Wzorcowo"));
}

#[test]
fn the_farmers_hectares_reach_the_facts() {
    let form = form();
    let facts = form.facts(&case(&form, "04").answers);
    let hectares: Vec<i64> = facts
        .persons
        .iter()
        .flat_map(|person| &person.income)
        .filter_map(|row| row.hectares_e4)
        .collect();
    assert_eq!(hectares, [34_000]);
}

#[test]
fn the_document_reads_in_official_order_with_polish_dates_and_money() {
    let form = form();
    let document = form.document(&case(&form, "06").answers, &BTreeSet::new());
    let letters: Vec<&str> = document
        .sections
        .iter()
        .map(|section| section.letter.as_str())
        .collect();
    assert_eq!(letters, ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J"]);
    let lines: Vec<(&str, &str)> = document
        .sections
        .iter()
        .flat_map(|section| &section.blocks)
        .flat_map(|block| &block.lines)
        .map(|line| (line.label.as_str(), line.text.as_str()))
        .collect();
    assert!(lines.contains(&("Data urodzenia (dzień, miesiąc, rok)", "11.04.1995")));
    assert!(lines.contains(&(
        "Stałe, miesięczne wydatki osoby/rodziny łącznie – czynsz",
        "1\u{a0}420,00\u{a0}zł"
    )));
    assert!(lines.contains(&(
        "Stałe, miesięczne wydatki osoby/rodziny łącznie",
        "1\u{a0}675,00\u{a0}zł"
    )));
    assert!(lines.contains(&("Czy w rodzinie występuje przemoc?", "tak")));
    assert!(lines.contains(&(
        "drugi pracownik socjalny – imię i nazwisko",
        "Ewa Dwójkowska"
    )));
    let work = document
        .sections
        .iter()
        .find(|section| section.letter == "D")
        .unwrap();
    assert!(
        work.note
            .as_deref()
            .unwrap()
            .starts_with("nie wypełniam: rozmowa przerwana")
    );
    let help = document
        .sections
        .iter()
        .flat_map(|section| &section.blocks)
        .find(|block| block.title == "Formy i zakres proponowanej pomocy: Świadczenia pieniężne")
        .unwrap();
    let table = help.table.as_ref().unwrap();
    assert_eq!(
        table
            .columns
            .iter()
            .map(|column| (column.number, column.label.as_str()))
            .collect::<Vec<_>>(),
        [
            (None, "rodzaj"),
            (None, "Rodzaj i zakres"),
            (None, "Źródło finansowania"),
            (None, "kwota")
        ]
    );
    assert_eq!(
        table
            .rows
            .first()
            .and_then(|row| row.cells.last())
            .map(String::as_str),
        Some("700,00\u{a0}zł")
    );
    assert!(document.withheld.is_empty());
}

#[test]
fn a_reader_without_authority_sees_that_something_is_withheld_and_nothing_of_it() {
    let form = form();
    let withheld = BTreeSet::from([Category::Violence, Category::Reporter]);
    let document = form.document(&case(&form, "06").answers, &withheld);
    let text = format!("{document:?}");
    for hidden in [
        "mąż Dominik Udawalski",
        "przyjedzie i wyprowadzi",
        "instytucji lub organizacji",
    ] {
        assert!(!text.contains(hidden), "{hidden}");
    }
    assert!(
        document
            .withheld
            .contains(&"B. Sytuacja rodzinna osób wspólnie zamieszkujących (część)".to_owned())
    );
    assert!(
        document
            .withheld
            .contains(&"H. Informacja o zgłaszającym problem".to_owned())
    );
    let empty = form.document(&teren_questionnaire::Answers::default(), &withheld);
    assert_eq!(
        empty.withheld, document.withheld,
        "whether something was answered may not show"
    );
}

#[test]
fn a_word_outside_the_list_and_an_unknown_label_are_refused_without_repeating_the_answer() {
    let form = form();
    let refused = form
        .transcribe("Sytuacja mieszkaniowa", "Ogrzewanie", &json!("tajne słowo"))
        .unwrap_err()
        .to_string();
    assert_eq!(
        refused,
        "the answer to Ogrzewanie in Sytuacja mieszkaniowa is not of the kind choice"
    );
    let unknown = form
        .transcribe("A", "Adres", &json!({"piętro": "3"}))
        .unwrap_err()
        .to_string();
    assert_eq!(unknown, "no field for Adres → piętro in A");
}
