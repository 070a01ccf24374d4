//! The list of documents that were taken in: of each in what form, its number and date, by whom; with the clauses that belong to
//! copies and statements, and the places to sign them.

use chrono::NaiveDate;

use crate::leaf::{Element, Table, TableCell};
use crate::prose::date_pl;

pub(crate) const TITLE: &str = "Wykaz przyjętych dokumentów";

/// What was taken in for one interview.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NotedDocuments {
    /// Name and surname of the client.
    pub client: String,
    pub rows: Vec<NotedRow>,
    /// Copies attached to the interview.
    pub copies: Vec<CopyRow>,
    pub clauses: Vec<Clause>,
}

/// One document. Texts may be empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotedRow {
    pub document: String,
    /// Whom it is about.
    pub person: String,
    pub form: String,
    pub number: String,
    pub date: Option<NaiveDate>,
    pub seen_by: String,
}

/// One attached copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopyRow {
    pub title: String,
    pub form: String,
    pub date: Option<NaiveDate>,
    pub by: String,
}

/// Words that belong to the documents of one form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    pub form: String,
    pub text: String,
    pub basis: String,
    /// Who signs under it; `None` = nobody.
    pub signed: Option<String>,
}

const NOTHING: &str = "–";

pub(crate) fn elements(list: &NotedDocuments) -> Vec<Element> {
    let mut elements = Vec::new();
    if !list.client.is_empty() {
        elements.push(Element::prose(&format!("Dotyczy: {}", list.client)));
    }
    if list.rows.is_empty() {
        elements.push(Element::prose("Nie wpisano przyjętych dokumentów."));
    } else {
        elements.push(Element::Table(documents(&list.rows)));
    }
    if !list.copies.is_empty() {
        elements.push(Element::heading(2, "Kopie dołączone do wywiadu"));
        elements.push(Element::Table(copies(&list.copies)));
    }
    for clause in &list.clauses {
        elements.push(Element::heading(2, &as_heading(&clause.form)));
        let words = format!("{} ({})", clause.text, clause.basis);
        elements.push(Element::prose(&words));
        if let Some(signed) = &clause.signed {
            elements.push(Element::signatures(&[("data", ""), (signed, "")]));
        }
    }
    elements
}

/// „Kopia poświadczona”
fn as_heading(form: &str) -> String {
    let mut letters = form.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters.as_str().chars()).collect()
}

fn or_nothing(text: &str) -> TableCell {
    TableCell::of(if text.is_empty() { NOTHING } else { text })
}

fn day(date: Option<NaiveDate>) -> TableCell {
    or_nothing(&date.map(date_pl).unwrap_or_default())
}

fn documents(rows: &[NotedRow]) -> Table {
    let columns = [
        ("Lp.", 1, false),
        ("Dokument", 7, false),
        ("Czyj", 4, false),
        ("W jakiej formie", 4, false),
        ("Numer", 4, false),
        ("Data", 3, false),
        ("Kto przyjął", 4, false),
    ];
    let row = |(place, row): (usize, &NotedRow)| {
        vec![
            TableCell::of(&format!("{}.", place + 1)),
            or_nothing(&row.document),
            or_nothing(&row.person),
            or_nothing(&row.form),
            or_nothing(&row.number),
            day(row.date),
            or_nothing(&row.seen_by),
        ]
    };
    Table::titled(&columns, rows.iter().enumerate().map(row).collect())
}

fn copies(rows: &[CopyRow]) -> Table {
    let columns = [
        ("Kopia", 8, false),
        ("W jakiej formie", 8, false),
        ("Dodano", 4, false),
        ("Kto dodał", 5, false),
    ];
    let row = |row: &CopyRow| {
        vec![
            or_nothing(&row.title),
            or_nothing(&row.form),
            day(row.date),
            or_nothing(&row.by),
        ]
    };
    Table::titled(&columns, rows.iter().map(row).collect())
}
