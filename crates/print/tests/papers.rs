//! What was answered is what was printed: the text of the pages against the answers.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod sample;

use std::sync::LazyLock;

use proptest::prelude::*;
use teren_domain::income::{Gap, OpenQuestion};
use teren_print::{Content, Mark, Paper, Press};

static PRESS: LazyLock<Press> = LazyLock::new(|| Press::new().unwrap());
/// Case 06 on paper, for several tests.
static FILLED: LazyLock<String> = LazyLock::new(|| printed(&sample::named("filled-06")));

/// The text of all pages without any space, and without head and foot of the pages between.
fn printed(paper: &Paper) -> String {
    let pdf = PRESS.pdf(paper).unwrap();
    let pages = pdf_extract::extract_text_from_mem_by_pages(&pdf).unwrap();
    let count = pages.len();
    let head = squeezed(&format!(
        "{}nr sprawy: {}",
        paper.head.unit, paper.head.case_number
    ));
    let mut text = String::new();
    for (page, found) in pages.iter().enumerate() {
        let page = page + 1;
        let foot = squeezed(&format!("strona {page} z {count}"));
        let date = squeezed(&format!(
            "wydruk z {}",
            paper.head.printed_on.format("%d.%m.%Y")
        ));
        let found = squeezed(found);
        assert!(
            found.contains(&head) && found.contains(&foot),
            "page {page}"
        );
        text.push_str(
            &found
                .replace(&head, "")
                .replace(&format!("{date}{foot}"), ""),
        );
    }
    text
}

/// Hyphens go, too: the engine sets some at the end of a line.
fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|it| !it.is_whitespace() && !matches!(it, '-' | '\u{2010}' | '\u{ad}' | '\u{200b}'))
        .collect()
}

fn missing_from<T: AsRef<str>>(text: &str, wanted: impl IntoIterator<Item = T>) -> Vec<T> {
    wanted
        .into_iter()
        .filter(|wanted| !text.contains(&squeezed(wanted.as_ref())))
        .collect()
}

/// Every label, every word to choose from with its mark, and every answer.
fn content(paper: &Paper) -> Vec<String> {
    let Content::Form(form) = &paper.content else {
        panic!("not a form")
    };
    let sections = form.document.sections.iter();
    let sections = sections.filter(|section| !section.skipped);
    let blocks: Vec<_> = sections.flat_map(|section| &section.blocks).collect();
    let lines = blocks.iter().flat_map(|block| &block.lines);
    let lines = lines.flat_map(|line| {
        let marked = |option: &teren_questionnaire::DocumentOption| {
            format!("{}{}", if option.chosen { "☒" } else { "☐" }, option.text)
        };
        let mut texts = vec![line.own_label.clone()];
        match line.options.len() {
            1..=20 => texts.extend(line.options.iter().map(marked)),
            _ => texts.push(line.text.clone()),
        }
        texts
    });
    let tables = blocks.iter().filter_map(|block| block.table.as_ref());
    let cells = tables.flat_map(|table| table.rows.iter().flat_map(|row| row.cells.clone()));
    lines.chain(cells).collect()
}

#[test]
fn every_answer_of_a_case_stands_on_the_paper() {
    let content = content(&sample::named("filled-06"));
    assert!(content.len() > 300);
    assert_eq!(missing_from(&FILLED, content), Vec::<String>::new());
}

#[test]
fn a_segment_left_out_is_told_in_one_sentence() {
    let text = &*FILLED;
    assert!(text.contains(&squeezed("nie wypełniam: rozmowa przerwana")));
    assert!(!text.contains(&squeezed(
        "Kwalifikacje, umiejętności oraz doświadczenie zawodowe"
    )));
}

#[test]
fn ten_thousand_characters_go_on_over_the_pages() {
    let paper = sample::named("longest");
    assert!(PRESS.pictures(&paper, 0.2).unwrap().len() >= 3);
    let content = content(&paper);
    assert!(content.iter().any(|text| text.chars().count() > 9_000));
    assert_eq!(
        missing_from(&printed(&paper), content),
        Vec::<String>::new()
    );
}

#[test]
fn a_blank_form_has_every_label_every_word_and_every_column() {
    let paper = sample::named("blank-part-iv");
    let text = printed(&paper);
    assert_eq!(missing_from(&text, content(&paper)), Vec::<String>::new());
    let Content::Form(form) = &paper.content else {
        panic!("not a form")
    };
    let blocks = form
        .document
        .sections
        .iter()
        .flat_map(|section| &section.blocks);
    let tables = blocks.filter_map(|block| block.table.as_ref());
    let columns: Vec<&str> = tables
        .flat_map(|table| &table.columns)
        .map(|column| column.label.as_str())
        .collect();
    assert!(columns.len() > 5);
    assert_eq!(missing_from(&text, columns), Vec::<&str>::new());
    assert!(text.contains(&squeezed("druk do wypełnienia ręcznego")));
}

#[test]
fn every_action_of_a_long_family_plan_stands_on_the_paper_and_on_that_of_its_evaluation() {
    for name in ["family-plan", "family-evaluation"] {
        let paper = sample::named(name);
        let content = content(&paper);
        let actions = content.iter().filter(|text| text.starts_with("Działanie "));
        assert_eq!(actions.count(), 20);
        let text = printed(&paper);
        assert_eq!(missing_from(&text, content), Vec::<String>::new(), "{name}");
    }
    let signed = [
        "podpisy rodziców (opiekunów)",
        "podpis asystenta rodziny",
        "podpis pracownika socjalnego (konsultacja)",
        "podpis koordynatora rodzinnej pieczy zastępczej (jeśli jest)",
    ];
    let text = printed(&sample::named("blank-family-plan"));
    assert_eq!(missing_from(&text, signed), Vec::<&str>::new());
}

#[test]
fn a_signature_never_stands_on_a_page_without_the_answers_it_confirms() {
    let paper = sample::named("blank-part-v");
    let pdf = PRESS.pdf(&paper).unwrap();
    let pages = pdf_extract::extract_text_from_mem_by_pages(&pdf).unwrap();
    let signed = squeezed("podpis osoby, z którą przeprowadzono wywiad");
    let confirmed = squeezed("Oświadczam, że podane wyżej informacje są zgodne z prawdą");
    let pages = pages.iter().map(|page| squeezed(page));
    let signing: Vec<String> = pages.filter(|page| page.contains(&signed)).collect();
    assert_eq!(signing.len(), 1);
    assert!(signing.iter().all(|page| page.contains(&confirmed)));
}

#[test]
fn what_a_reader_may_not_see_is_not_printed_and_said_to_be_missing() {
    let text = printed(&sample::named("withheld"));
    assert!(text.contains(&squeezed("część poza Twoim upoważnieniem")));
    assert!(!text.contains(&squeezed("mąż Dominik Udawalski")));
    let whole = format!("{:?}", sample::named("filled-06"));
    assert!(whole.contains("mąż Dominik Udawalski"), "it was answered");
}

#[test]
fn a_draft_and_a_practice_paper_say_so_on_every_page() {
    let plain = sample::named("statement");
    let paper = Paper {
        head: sample::head(&[Mark::Draft, Mark::Practice]),
        content: plain.content.clone(),
    };
    assert!(printed(&paper).contains(&squeezed("SZKIC – ĆWICZENIA")));
    assert!(!printed(&plain).contains("SZKIC"));
}

#[test]
fn the_file_says_that_it_is_for_the_archive_and_for_screen_readers() {
    let pdf = PRESS.pdf(&sample::named("statement")).unwrap();
    let raw = String::from_utf8_lossy(&pdf);
    for sign in [
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
        "/MarkInfo",
        "/Lang",
    ] {
        assert!(raw.contains(sign), "{sign}");
    }
}

#[test]
fn the_statement_carries_the_sygnatura_and_says_what_the_program_is_not() {
    let text = printed(&sample::named("statement"));
    let wanted = [
        "Żaneta Świętosławska-Ćwikła",
        "przeprowadzonego ze mną 12 października 2026 r.",
        "pouczono mnie o odpowiedzialności karnej za składanie fałszywych zeznań",
        "nie jest systemem teleinformatycznym udostępnianym przez ministra",
    ];
    assert_eq!(missing_from(&text, wanted), Vec::<&str>::new());
    let sygnatura = teren_domain::sygnatura::Sygnatura::of(&[7; 32]).to_string();
    assert!(text.contains(&squeezed(&sygnatura)));
}

#[test]
fn figures_come_with_their_articles_and_what_does_not_count_with_its_reason() {
    let paper = sample::named("calculation-03");
    let text = printed(&paper);
    let Content::Calculation(calculation) = &paper.content else {
        panic!("another paper")
    };
    let assessment = &calculation.assessment;
    let steps = assessment
        .steps
        .iter()
        .chain(assessment.counted.iter().flat_map(|row| &row.steps));
    let steps: Vec<&str> = steps
        .flat_map(|step| [step.text_pl.as_str(), &step.basis])
        .collect();
    assert!(steps.len() > 10);
    assert_eq!(missing_from(&text, steps), Vec::<&str>::new());
    let reasons = assessment.not_counted.iter().map(|row| row.why.as_str());
    assert_eq!(missing_from(&text, reasons), Vec::<&str>::new());
    assert!(text.contains(&squeezed("To nie jest decyzja")));
    let warning = "Samo ubóstwo nie wystarcza do świadczeń pieniężnych. Dlaczego: bo z powodów z art. 7 podano tylko: pkt 1 (art. 8 ust. 1 u.p.s.).";
    let above = text.find(&squeezed(warning)).unwrap();
    assert!(
        above
            < text
                .rfind(&squeezed("Świadczenia – kwoty szacunkowe"))
                .unwrap()
    );
}

#[test]
fn while_an_income_waits_for_an_answer_the_paper_draws_no_conclusion() {
    let mut paper = sample::named("calculation-03");
    assert!(printed(&paper).contains(&squeezed("nie przekracza kryterium")));
    let Content::Calculation(calculation) = &mut paper.content else {
        panic!("another paper")
    };
    let assessment = &mut calculation.assessment;
    let row = assessment.counted.remove(0);
    assessment.open.push(OpenQuestion {
        person: Some(row.person),
        row: Some(row.row),
        gap: Gap::NoMonth,
    });
    assessment.within_criterion = None;
    let text = printed(&paper);
    assert!(text.contains(&squeezed("nie wszystkie dochody można już policzyć")));
    assert!(
        text.contains(&squeezed("dotąd")) && text.contains(&squeezed("Brak miesiąca wypłaty."))
    );
}

#[test]
fn the_list_of_documents_says_of_each_in_what_form_and_by_whom_with_its_clause_to_sign() {
    let row = |document: &str, form: &str, number: &str| teren_print::NotedRow {
        document: document.to_owned(),
        person: "Żaneta Świętosławska".to_owned(),
        form: form.to_owned(),
        number: number.to_owned(),
        date: chrono::NaiveDate::from_ymd_opt(2026, 11, 20),
        seen_by: "Łucja Gżegżółka".to_owned(),
    };
    let list = teren_print::NotedDocuments {
        client: "Żaneta Świętosławska".to_owned(),
        rows: vec![
            row(
                "orzeczenie o niepełnosprawności",
                "kopia poświadczona",
                "PZ/12/2026",
            ),
            row("oświadczenie o stanie majątkowym", "oświadczenie", ""),
        ],
        copies: vec![teren_print::CopyRow {
            title: "Odcinek emerytury".to_owned(),
            form: "kopia robocza, niepoświadczona".to_owned(),
            date: None,
            by: "Ewa Terenowska".to_owned(),
        }],
        clauses: vec![teren_print::Clause {
            form: "kopia poświadczona".to_owned(),
            text: "Poświadczam zgodność kopii z okazanym mi oryginałem.".to_owned(),
            basis: "§ 11".to_owned(),
            signed: Some("podpis i pieczęć upoważnionego pracownika socjalnego".to_owned()),
        }],
    };
    let content = Content::Documents(list);
    let text = printed(&Paper {
        head: sample::head(&[]),
        content,
    });
    let wanted = [
        "Wykaz przyjętych dokumentów",
        "PZ/12/2026",
        "20 listopada 2026 r.",
        "Łucja Gżegżółka",
        "kopia robocza, niepoświadczona",
        "Kopia poświadczona",
        "Poświadczam zgodność kopii z okazanym mi oryginałem. (§ 11)",
        "podpis i pieczęć upoważnionego pracownika socjalnego",
    ];
    assert_eq!(missing_from(&text, wanted), Vec::<&str>::new());
}

#[test]
fn nothing_a_person_types_means_anything_to_the_engine() {
    let typed = [
        "#panic(\"x\") *gruby* _kursywa_ $x^2$ \\ @odnośnik <etykieta> `kod` // uwaga /* i */",
        "= Nagłówek",
        "- myślnik - 1. punkt https://example.org ~ --- ...",
        "\"cudzysłów\" 'pojedynczy' [nawias] {klamra} \u{feff}",
    ];
    for answer in typed {
        let content = Content::MissingDocuments(teren_print::MissingDocuments {
            client: answer.to_owned(),
            ..Default::default()
        });
        let paper = Paper {
            head: sample::head(&[]),
            content,
        };
        let text = printed(&paper);
        assert_eq!(
            missing_from(&text, [answer.trim_end_matches('\u{feff}')]),
            Vec::<&str>::new()
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn whatever_is_typed_is_printed_to_the_letter(
        answers in prop::collection::vec("[a-zA-ZąćęłńóśźżĄĆĘŁŃÓŚŹŻ0-9 #*_$\\\\@<>`~=+./,:;'\"(){}\\[\\]^&|!?%„”–-]{1,60}", 20)
    ) {
        let row = |answer: &String| teren_print::MissingRow {
            person: String::new(),
            document: answer.clone(),
            reason: String::new(),
        };
        let content = Content::MissingDocuments(teren_print::MissingDocuments {
            rows: answers.iter().map(row).collect(),
            ..Default::default()
        });
        let text = printed(&Paper { head: sample::head(&[]), content });
        let answers = answers.iter().map(String::as_str);
        prop_assert_eq!(missing_from(&text, answers), Vec::<&str>::new());
    }
}
