//! What was answered is what was printed: the text of the pages against the answers.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod sample;

use std::sync::LazyLock;

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

/// Every label and every answer of the reading view.
fn answers(content: &Content) -> Vec<&str> {
    let Content::Form(paper) = content else {
        return Vec::new();
    };
    let blocks = || {
        paper
            .document
            .sections
            .iter()
            .flat_map(|section| &section.blocks)
    };
    let lines = blocks().flat_map(|block| &block.lines);
    let tables = blocks().filter_map(|block| block.table.as_ref());
    let cells = tables.flat_map(|table| table.columns.iter().chain(table.rows.iter().flatten()));
    lines
        .flat_map(|line| [line.label.as_str(), line.text.as_str()])
        .chain(cells.map(String::as_str))
        .collect()
}

#[test]
fn every_answer_of_the_case_files_stands_on_the_paper() {
    for number in ["03", "06"] {
        let content = sample::filled(number, &[]);
        let text = printed(&sample::paper(content.clone()));
        let answers = answers(&content);
        assert!(answers.len() > 100, "{number}");
        assert_eq!(missing_from(&text, answers), Vec::<&str>::new(), "{number}");
    }
}

#[test]
fn what_a_reader_may_not_see_is_not_printed_and_said_to_be_missing() {
    let withheld = sample::filled("06", &[Category::Violence, Category::Reporter]);
    let text = printed(&sample::paper(withheld));
    assert!(text.contains(&squeezed("część poza Twoim upoważnieniem")));
    assert!(!text.contains(&squeezed("mąż Dominik Udawalski")));
    let whole = format!("{:?}", sample::filled("06", &[]));
    assert!(whole.contains("mąż Dominik Udawalski"), "it was answered");
}

#[test]
fn a_draft_and_a_practice_paper_say_so_on_every_page() {
    let content = sample::statement();
    let paper = Paper {
        head: sample::head(&[Mark::Draft, Mark::Practice]),
        content: content.clone(),
    };
    assert!(printed(&paper).contains(&squeezed("SZKIC – ĆWICZENIA")));
    assert!(!printed(&sample::paper(content)).contains("SZKIC"));
}

#[test]
fn the_file_says_that_it_is_for_the_archive_and_for_screen_readers() {
    let pdf = PRESS.pdf(&sample::paper(sample::statement())).unwrap();
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
    let text = printed(&sample::paper(sample::statement()));
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
    let content = sample::calculation("03");
    let text = printed(&sample::paper(content.clone()));
    let Content::Calculation(calculation) = content else {
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
        let text = printed(&sample::paper(content));
        assert_eq!(
            missing_from(&text, [answer.trim_end_matches('\u{feff}')]),
            Vec::<&str>::new()
        );
    }
}
