//! Annex 2: the statement that an interview was held in electronic form (art. 107 ust. 5g), with its sygnatura and a code of it.

use chrono::NaiveDate;
use qrcodegen::{QrCode, QrCodeEcc};
use teren_domain::sygnatura::Sygnatura;

use crate::leaf::{Cell, Code, Element, Prose};
use crate::prose::date_pl;
use crate::text::Text;

pub(crate) const TITLE: &str =
    "Oświadczenie o przeprowadzeniu rodzinnego wywiadu środowiskowego w postaci elektronicznej";

pub(crate) const ANNEX: &str = "Załącznik nr 2 do rozporządzenia Ministra Rodziny i Polityki Społecznej z dnia 8 kwietnia 2021 r. \
w sprawie rodzinnego wywiadu środowiskowego (Dz.U. 2021 poz. 893)";

/// Said plainly on every such paper: art. 107 ust. 5e knows one system only, the ministry's.
const STANDING: &str = "Program Teren nie jest systemem teleinformatycznym udostępnianym przez ministra (art. 107 ust. 5e ustawy o pomocy społecznej). \
Do czasu uzgodnienia z ministerstwem wiążący jest kwestionariusz podpisany na papierze. Sygnatura pozwala sprawdzić, \
że zapis wywiadu w programie nie zmienił się od zatwierdzenia.";

/// What annex 2 says of one approved interview. Texts may be empty: a line to write on stands in their place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ElectronicStatement {
    /// Name and surname of the person interviewed.
    pub person: String,
    pub address: String,
    /// „część I”, as the form calls itself.
    pub form_title: String,
    pub interviewed_on: Option<NaiveDate>,
    pub sygnatura: Sygnatura,
    /// Name of the worker who held and approved the interview.
    pub worker: String,
    /// Where it is signed.
    pub locality: String,
}

pub(crate) fn elements(statement: &ElectronicStatement) -> Vec<Element> {
    let day = statement
        .interviewed_on
        .map_or_else(|| "……………………".to_owned(), date_pl);
    let points = [
        format!(
            "znana mi jest treść rodzinnego wywiadu środowiskowego przeprowadzonego ze mną {day} i zatwierdzonego przez pracownika socjalnego pod podaną niżej sygnaturą,"
        ),
        "podane przeze mnie i zapisane w nim dane są zgodne z prawdą,".to_owned(),
        "pouczono mnie o odpowiedzialności karnej za składanie fałszywych zeznań.".to_owned(),
    ];
    vec![
        Element::Cells {
            cells: vec![
                cell(
                    "Imię i nazwisko osoby, z którą przeprowadzono wywiad",
                    &statement.person,
                    3,
                ),
                cell("Adres", &statement.address, 3),
                cell("Kwestionariusz", &statement.form_title, 6),
            ],
        },
        Element::prose("Oświadczam, że:"),
        Element::Points {
            points: points.iter().map(|point| Text::of(point)).collect(),
        },
        Element::Prose(Prose {
            paragraphs: vec![Text::of("Sygnatura zatwierdzonego wywiadu")],
            size: 8.5,
            framed: false,
            centred: true,
        }),
        Element::Code(code(statement.sygnatura)),
        Element::signatures(&[
            ("miejscowość i data", &statement.locality),
            ("podpis osoby, z którą przeprowadzono wywiad", ""),
        ]),
        Element::signatures(&[
            ("imię i nazwisko pracownika socjalnego", &statement.worker),
            ("podpis i pieczęć pracownika socjalnego", ""),
        ]),
        Element::remark(STANDING),
    ]
}

fn cell(label: &str, text: &str, span: usize) -> Cell {
    if text.is_empty() {
        Cell {
            span,
            ..Cell::hand(label, 1)
        }
    } else {
        Cell {
            span,
            ..Cell::text(label, text)
        }
    }
}

/// The code holds the sygnatura and nothing else.
fn code(sygnatura: Sygnatura) -> Code {
    let text = sygnatura.to_string();
    let svg = QrCode::encode_text(&text, QrCodeEcc::Quartile)
        .map(|modules| drawing(&modules))
        .unwrap_or_default();
    Code {
        alt: Text::of(&format!("Kod QR z sygnaturą {text}")),
        text,
        svg,
    }
}

/// White margin of the standard, in modules.
const QUIET: i32 = 4;

fn drawing(modules: &QrCode) -> String {
    let size = modules.size();
    let mut dark = String::new();
    for row in 0..size {
        for column in (0..size).filter(|column| modules.get_module(*column, row)) {
            dark.push_str(&format!("M{} {}h1v1h-1z", column + QUIET, row + QUIET));
        }
    }
    let side = size + 2 * QUIET;
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"><path d="{dark}"/></svg>"#
    )
}
