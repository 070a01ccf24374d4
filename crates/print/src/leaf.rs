//! A paper taken apart into what the template can set: headings, prose, cells, tables, places to sign.

use serde::Serialize;

use crate::paper::{Content, Mark, Paper};
use crate::text::Text;
use crate::{calculation, changes, checklist, form, noted, statement};

/// Everything the template is given.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Leaf {
    pub title: Text,
    /// What annex of which regulation the paper is; empty for papers of the centre's own.
    pub annex: Vec<Text>,
    pub unit: Text,
    pub case_number: Text,
    pub foot: Text,
    pub watermark: Option<Text>,
    pub elements: Vec<Element>,
}

/// One thing on a page.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Element {
    /// Levels 2 (segment) to 4 (person); level 1 is the title.
    Heading {
        level: u8,
        text: Text,
    },
    Prose(Prose),
    /// Numbered points.
    Points {
        points: Vec<Text>,
    },
    /// Cells on a grid of six columns.
    Cells {
        cells: Vec<Cell>,
    },
    Table(Table),
    Signatures(Signatures),
    Code(Code),
    NewPage,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Prose {
    pub paragraphs: Vec<Text>,
    /// In points.
    pub size: f32,
    pub framed: bool,
    pub centred: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Cell {
    /// Columns out of six.
    pub span: usize,
    pub label: Text,
    pub body: Body,
    /// Whether it may go on on the next page.
    pub breakable: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Body {
    Text {
        paragraphs: Vec<Text>,
    },
    /// All words of a choice, the chosen ones marked.
    Options {
        options: Vec<Choice>,
        /// One after the other; else long ones in two columns.
        flowing: bool,
    },
    /// Lines to write on by hand.
    Hand {
        lines: usize,
    },
    /// The title of the cells that follow.
    Title,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Choice {
    pub text: Text,
    pub chosen: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Table {
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<TableCell>>,
    /// Height of rows to fill by hand, in millimetres.
    pub row_height: Option<f32>,
}

impl Table {
    /// A table of its own making: title, share of the width and whether it holds amounts, for each column.
    pub(crate) fn titled(columns: &[(&str, usize, bool)], rows: Vec<Vec<TableCell>>) -> Self {
        let column = |(title, weight, amount): &(&str, usize, bool)| Column {
            title: Text::of(title),
            number: None,
            weight: *weight,
            amount: *amount,
        };
        Self {
            columns: columns.iter().map(column).collect(),
            rows,
            row_height: None,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Column {
    pub title: Text,
    /// Official number, where the columns have numbers.
    pub number: Option<u16>,
    /// Share of the width.
    pub weight: usize,
    pub amount: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct TableCell {
    pub paragraphs: Vec<Text>,
    pub struck: bool,
    pub breakable: bool,
}

/// Places to sign, side by side, under what is signed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Signatures {
    pub places: Vec<Place>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Place {
    pub caption: Text,
    /// What stands on the line already.
    pub filled: Text,
}

/// The sygnatura, large, with a code a camera can read.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Code {
    pub text: String,
    pub svg: String,
    pub alt: Text,
}

/// Characters up to which a cell stays on one page.
const KEPT_TOGETHER: usize = 500;
/// Characters up to which a word to choose is not broken.
const ONE_PIECE: usize = 34;
/// Lines to write on that may be cut by the end of a page.
const MANY_LINES: usize = 6;

impl Leaf {
    pub(crate) fn of(paper: &Paper) -> Self {
        let (elements, annex) = match &paper.content {
            Content::Form(paper) => (form::elements(paper), form::annex(paper)),
            Content::Statement(statement) => (
                statement::elements(statement),
                Text::paragraphs(statement::ANNEX),
            ),
            Content::MissingDocuments(list) => (checklist::elements(list), Vec::new()),
            Content::Documents(list) => (noted::elements(list), Vec::new()),
            Content::Changes(changes) => (changes::elements(changes), Vec::new()),
            Content::Calculation(calculation) => (calculation::elements(calculation), Vec::new()),
        };
        let head = &paper.head;
        let case_number = match head.case_number.as_str() {
            "" => "nr sprawy: ……………………".to_owned(),
            number => format!("nr sprawy: {number}"),
        };
        let unit = if head.unit.is_empty() {
            "nazwa jednostki: ……………………………………………………"
        } else {
            &head.unit
        };
        Self {
            title: Text::of(&paper.content.title()),
            annex,
            unit: Text::of(unit),
            case_number: Text::of(&case_number),
            foot: Text::of(&foot(paper)),
            watermark: watermark(&head.marks),
            elements,
        }
    }
}

fn foot(paper: &Paper) -> String {
    let printed = format!("wydruk z {}", paper.head.printed_on.format("%d.%m.%Y"));
    match (&paper.content, paper.head.sygnatura) {
        (Content::Form(form), _) if form.blank => "druk do wypełnienia ręcznego".to_owned(),
        (_, Some(sygnatura)) => format!("sygnatura {sygnatura}, {printed}"),
        (_, None) => printed,
    }
}

fn watermark(marks: &[Mark]) -> Option<Text> {
    let words: Vec<&str> = marks.iter().map(|mark| mark.word()).collect();
    (!words.is_empty()).then(|| Text::of(&words.join(" – ")))
}

impl Element {
    pub(crate) fn heading(level: u8, text: &str) -> Self {
        Self::Heading {
            level,
            text: Text::of(text),
        }
    }

    pub(crate) fn prose(text: &str) -> Self {
        Self::prose_of_size(text, 9.5)
    }

    pub(crate) fn prose_of_size(text: &str, size: f32) -> Self {
        Self::Prose(Prose {
            paragraphs: Text::paragraphs(text),
            size,
            framed: false,
            centred: false,
        })
    }

    /// A remark in a frame.
    pub(crate) fn remark(text: &str) -> Self {
        Self::Prose(Prose {
            paragraphs: Text::paragraphs(text),
            size: 8.5,
            framed: true,
            centred: false,
        })
    }

    /// Places to sign: caption and what stands there already.
    pub(crate) fn signatures(places: &[(&str, &str)]) -> Self {
        Self::Signatures(Signatures {
            places: places
                .iter()
                .map(|(caption, filled)| Place {
                    caption: Text::of(caption),
                    filled: Text::of(filled),
                })
                .collect(),
        })
    }
}

impl TableCell {
    pub(crate) fn of(text: &str) -> Self {
        Self {
            paragraphs: Text::paragraphs(text),
            struck: false,
            breakable: text.chars().count() > KEPT_TOGETHER,
        }
    }

    pub(crate) fn struck(text: &str) -> Self {
        Self {
            struck: true,
            ..Self::of(text)
        }
    }
}

impl Cell {
    pub(crate) fn text(label: &str, text: &str) -> Self {
        let span = span_of(label, text);
        Self {
            span,
            label: Text::of(label),
            breakable: text.chars().count() > KEPT_TOGETHER,
            body: Body::Text {
                paragraphs: Text::paragraphs(text),
            },
        }
    }

    /// The title of the cells that follow.
    pub(crate) fn title(title: &str) -> Self {
        Self {
            span: crate::packing::GRID,
            label: Text::of(title),
            breakable: false,
            body: Body::Title,
        }
    }

    /// All words of a choice, each with whether it was chosen.
    pub(crate) fn options<'a>(label: &str, words: impl Iterator<Item = (&'a str, bool)>) -> Self {
        let choice = |(text, chosen): (&str, bool)| Choice {
            text: Text::of(text),
            chosen,
        };
        let options: Vec<Choice> = words.map(choice).collect();
        let flowing = options
            .iter()
            .all(|option| option.text.characters() <= ONE_PIECE);
        Self {
            span: crate::packing::GRID,
            label: Text::of(label),
            breakable: false,
            body: Body::Options { options, flowing },
        }
    }

    /// A cell to write in by hand.
    pub(crate) fn hand(label: &str, lines: usize) -> Self {
        Self {
            span: crate::packing::GRID,
            label: Text::of(label),
            breakable: lines > MANY_LINES,
            body: Body::Hand { lines },
        }
    }
}

/// A third, a half or the whole width, by what has to fit.
fn span_of(label: &str, text: &str) -> usize {
    let label = label.chars().count();
    let text = text.chars().count();
    if text <= 28 && label <= 56 {
        2
    } else if text <= 48 && label <= 96 {
        3
    } else {
        6
    }
}
