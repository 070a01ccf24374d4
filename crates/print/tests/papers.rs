//! What was answered is what was printed: the text of the pages against the answers.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod sample;

use std::sync::LazyLock;

use proptest::prelude::*;
use teren_domain::Category;
use teren_print::{Content, Mark, Paper, Press};

static PRESS: LazyLock<Press> = LazyLock::new(|| Press::new().unwrap());

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

fn missing_from<'a>(text: &str, wanted: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    wanted
        .into_iter()
        .filter(|wanted| !text.contains(&squeezed(wanted)))
        .collect()
}

/// Every label, every word to choose from and every answer.
fn content(paper: &Paper) -> Vec<&str> {
    let Content::Form(form) = &paper.content else {
        panic!("not a form")
    };
    let sections = form.document.sections.iter();
    let blocks: Vec<_> = sections.flat_map(|section| &section.blocks).collect();
    let lines = blocks.iter().flat_map(|block| &block.lines);
    let lines = lines.flat_map(|line| {
        let options = line.options.iter().map(|option| option.text.as_str());
        let options = options.filter(|_| line.options.len() <= 20);
        options.chain([line.own_label.as_str(), line.text.as_str()])
    });
    let tables = blocks.iter().filter_map(|block| block.table.as_ref());
    let cells = tables.flat_map(|table| table.rows.iter().flat_map(|row| &row.cells));
    lines.chain(cells.map(String::as_str)).collect()
}

#[test]
fn every_answer_of_the_case_files_stands_on_the_paper() {
    for name in ["filled-03", "filled-06"] {
        let paper = sample::named(name);
        let content = content(&paper);
        assert!(content.len() > 200, "{name}");
        assert_eq!(
            missing_from(&printed(&paper), content),
            Vec::<&str>::new(),
            "{name}"
        );
    }
}

#[test]
fn a_blank_form_has_every_label_every_word_and_every_column() {
    let paper = sample::named("blank-part-iv");
    let text = printed(&paper);
    assert_eq!(missing_from(&text, content(&paper)), Vec::<&str>::new());
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
