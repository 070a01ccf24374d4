//! What the client should still bring: the missing documents of art. 107 ust. 5b, in plain words.

use chrono::NaiveDate;

use crate::leaf::{Element, Table, TableCell};
use crate::prose::date_pl;

pub(crate) const TITLE: &str = "Dokumenty, które trzeba jeszcze dostarczyć";

/// The list a client takes home.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MissingDocuments {
    /// Name and surname of the client.
    pub client: String,
    pub rows: Vec<MissingRow>,
    pub bring_by: Option<NaiveDate>,
    /// Name of the worker who helps with questions.
    pub worker: String,
    pub phone: String,
}

/// One document somebody has to bring.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissingRow {
    /// Whom the document is about.
    pub person: String,
    /// Polish name of the document.
    pub document: String,
    /// Why it is needed of this family; may be empty.
    pub reason: String,
}

/// A place to write on.
const BLANK: &str = "........................";
const HINT: &str = "Proszę pokazać oryginał albo dać kopię. Dowodu osobistego ani innego dokumentu tożsamości nie kopiujemy – wystarczy go okazać. \
Jeżeli zdobycie któregoś dokumentu jest trudne, proszę nam o tym powiedzieć: część można zastąpić oświadczeniem.";

pub(crate) fn elements(list: &MissingDocuments) -> Vec<Element> {
    let mut elements = Vec::new();
    if !list.client.is_empty() {
        elements.push(Element::prose(&format!("Dla: {}", list.client)));
    }
    if list.rows.is_empty() {
        elements.push(Element::prose(
            "Mamy już wszystkie potrzebne dokumenty. Nie trzeba nic przynosić.",
        ));
        return elements;
    }
    let until = list.bring_by.map_or_else(
        // No article sets a day: the worker writes the one agreed on.
        || format!("Aby załatwić sprawę, potrzebujemy jeszcze (najlepiej do {BLANK}):"),
        |day| {
            format!(
                "Aby załatwić sprawę, potrzebujemy jeszcze (najlepiej do {}):",
                date_pl(day)
            )
        },
    );
    elements.push(Element::prose(&until));
    elements.push(Element::Table(table(&list.rows)));
    elements.push(Element::prose(HINT));
    let or_blank = |text: &'static str, known: &str| match known {
        "" => format!("{text}{BLANK}"),
        known => format!("{text}{known}"),
    };
    let (worker, phone) = (or_blank("", &list.worker), or_blank("tel. ", &list.phone));
    elements.push(Element::prose(&format!(
        "W razie pytań: {worker}, {phone}."
    )));
    elements
}

fn table(rows: &[MissingRow]) -> Table {
    let reasons = rows.iter().any(|row| !row.reason.is_empty());
    let mut columns = vec![("", 1, false), ("Dokument", 9, false), ("Czyj", 5, false)];
    if reasons {
        columns.push(("Dlaczego potrzebny", 6, false));
    }
    let row = |row: &MissingRow| {
        let mut cells = vec!["☐", &row.document, &row.person];
        if reasons {
            cells.push(&row.reason);
        }
        cells.into_iter().map(TableCell::of).collect()
    };
    Table::titled(&columns, rows.iter().map(row).collect())
}
