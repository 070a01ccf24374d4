//! What the client should still bring: the missing documents of art. 107 ust. 5b, in plain words.

use crate::leaf::{Element, Table, TableCell};

pub(crate) const TITLE: &str = "Dokumenty, które trzeba jeszcze dostarczyć";

/// The list a client takes home.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MissingDocuments {
    /// Name and surname of the client.
    pub client: String,
    pub rows: Vec<MissingRow>,
    /// Name of the worker who helps with questions.
    pub worker: String,
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
    // No article sets a day: the worker writes the one agreed on.
    elements.push(Element::prose(&format!(
        "Aby załatwić sprawę, potrzebujemy jeszcze (najlepiej do {BLANK}):"
    )));
    elements.push(Element::Table(table(&list.rows)));
    elements.push(Element::prose(HINT));
    let worker = match list.worker.as_str() {
        "" => BLANK,
        known => known,
    };
    elements.push(Element::prose(&format!(
        "W razie pytań: {worker}, tel. {BLANK}."
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
