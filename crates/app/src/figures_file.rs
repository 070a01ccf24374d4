//! Figures of the board as files for a spreadsheet: one sheet a table (XLSX), or all tables below each other (CSV with semicolons,
//! as Polish spreadsheets read it).

use rust_xlsxwriter::{Format, Workbook, XlsxError};

use crate::contract::{BoardView, CountView, MedianView, PeriodView, Problem, ProblemCode};

/// A table with its name; the first column holds words, the others numbers where there are any.
pub(crate) struct Table {
    name: &'static str,
    columns: Vec<&'static str>,
    rows: Vec<(String, Vec<Option<i64>>)>,
}

fn number(count: u32) -> Option<i64> {
    Some(i64::from(count))
}

fn median(name: &str, found: Option<&MedianView>) -> (String, Vec<Option<i64>>) {
    let values = found.map(|median| vec![Some(median.days), number(median.of)]);
    (
        name.to_owned(),
        values.unwrap_or_else(|| vec![None, number(0)]),
    )
}

fn count_table(name: &'static str, first: &'static str, counts: &[CountView]) -> Table {
    let row = |one: &CountView| (one.name.clone(), vec![number(one.count)]);
    Table {
        name,
        columns: vec![first, "Liczba"],
        rows: counts.iter().map(row).collect(),
    }
}

fn medians(to_interview: Option<&MedianView>, to_inbox: Option<&MedianView>) -> Table {
    Table {
        name: "Czas",
        columns: vec!["Od – do", "Mediana dni", "Z ilu spraw"],
        rows: vec![
            median("zgłoszenie – wywiad", to_interview),
            median("wywiad – skrzynka zespołu", to_inbox),
        ],
    }
}

/// The tables of the board.
pub(crate) fn of_board(board: &BoardView) -> Vec<Table> {
    let total = |name: &str, count: u32| (name.to_owned(), vec![number(count)]);
    vec![
        Table {
            name: "Sprawy",
            columns: vec!["Co", "Liczba"],
            rows: vec![
                total("wizyty do odbycia", board.visits),
                total("termin w ciągu 3 dni roboczych", board.due_soon),
                total("po terminie", board.late),
                total("aktualizacje w tym miesiącu", board.updates),
                total("aktualizacje po terminie", board.updates_late),
                total("zwrócone do poprawy", board.returned),
                total("czekają na inny urząd", board.elsewhere),
            ],
        },
        Table {
            name: "Osoby",
            columns: vec![
                "Osoba",
                "Rodziny",
                "Norma",
                "Termin blisko",
                "Po terminie",
                "Zwrócone",
            ],
            rows: (board.people.iter())
                .map(|one| {
                    let values = vec![
                        number(one.families),
                        one.norm.map(i64::from),
                        number(one.due_soon),
                        number(one.late),
                        number(one.returned),
                    ];
                    (one.name.clone(), values)
                })
                .collect(),
        },
        Table {
            name: "Zespoły",
            columns: vec!["Zespół", "Czekają", "W pracy", "Po terminie"],
            rows: (board.teams.iter())
                .map(|one| {
                    let values = vec![number(one.waiting), number(one.taken), number(one.late)];
                    (one.name.clone(), values)
                })
                .collect(),
        },
        count_table("Powody", "Powód (art. 7)", &board.reasons),
        count_table("Formularze", "Formularz", &board.forms),
        medians(board.to_interview.as_ref(), board.to_inbox.as_ref()),
    ]
}

/// The tables of a period.
pub(crate) fn of_period(period: &PeriodView) -> Vec<Table> {
    let total = |name: &str, count: u32| (name.to_owned(), vec![number(count)]);
    vec![
        Table {
            name: "Razem",
            columns: vec!["Co", "Liczba"],
            rows: vec![
                total("zgłoszenia", period.reports),
                total("wywiady", period.interviews),
                total("wywiady z terminem", period.with_term),
                total("w terminie", period.on_time),
                total("wywiady o nieznanych tu powodach", period.withheld),
            ],
        },
        Table {
            name: "Powody",
            columns: vec!["Powód (art. 7)", "Rodziny", "Osoby w rodzinach"],
            rows: (period.reasons.iter())
                .map(|one| {
                    let values = vec![number(one.families), number(one.persons)];
                    (one.name.clone(), values)
                })
                .collect(),
        },
        count_table("Formularze", "Formularz", &period.forms),
        medians(period.to_interview.as_ref(), period.to_inbox.as_ref()),
    ]
}

/// A cell that a spreadsheet does not take for a formula, quoted where it must be.
fn cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@']);
    let safe = if formula {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if safe.contains([';', '"', '\n', '\r']) {
        format!("\"{}\"", safe.replace('"', "\"\""))
    } else {
        safe
    }
}

/// All tables below each other.
pub(crate) fn csv(tables: &[Table]) -> Vec<u8> {
    let mut text = String::from("\u{feff}");
    for table in tables {
        let mut line = |cells: Vec<String>| {
            text.push_str(&cells.join(";"));
            text.push_str("\r\n");
        };
        line(vec![cell(table.name)]);
        line(table.columns.iter().map(|column| cell(column)).collect());
        for (name, values) in &table.rows {
            let numbers = values
                .iter()
                .map(|value| value.map_or_else(String::new, |number| number.to_string()));
            line(std::iter::once(cell(name)).chain(numbers).collect());
        }
        line(Vec::new());
    }
    text.into_bytes()
}

/// One sheet a table.
pub(crate) fn xlsx(tables: &[Table]) -> Result<Vec<u8>, Problem> {
    workbook(tables).map_err(|_| Problem::of(ProblemCode::Internal))
}

fn workbook(tables: &[Table]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let bold = Format::new().set_bold();
    for table in tables {
        let sheet = book.add_worksheet();
        sheet.set_name(table.name)?;
        for (column, title) in (0_u16..).zip(&table.columns) {
            sheet.write_string_with_format(0, column, *title, &bold)?;
        }
        for (row, (name, values)) in (1_u32..).zip(&table.rows) {
            sheet.write_string(row, 0, name)?;
            for (column, value) in (1_u16..).zip(values) {
                if let Some(number) = value.and_then(|value| i32::try_from(value).ok()) {
                    sheet.write_number(row, column, f64::from(number))?;
                }
            }
        }
        sheet.set_column_width(0, 48)?;
        sheet.set_freeze_panes(1, 0)?;
    }
    book.save_to_buffer()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
mod tests {
    use super::{Table, csv, xlsx};

    fn table() -> Table {
        Table {
            name: "Osoby",
            columns: vec!["Osoba", "Rodziny", "Norma"],
            rows: vec![
                ("Ewa; Terenowska".to_owned(), vec![Some(51), Some(50)]),
                ("=1+1".to_owned(), vec![Some(3), None]),
            ],
        }
    }

    #[test]
    fn a_csv_opens_in_a_polish_spreadsheet_and_runs_nothing() {
        let text = String::from_utf8(csv(&[table()])).unwrap();
        assert_eq!(
            text,
            "\u{feff}Osoby\r\nOsoba;Rodziny;Norma\r\n\"Ewa; Terenowska\";51;50\r\n'=1+1;3;\r\n\r\n"
        );
    }

    #[test]
    fn an_xlsx_is_a_workbook_with_the_sheets_words() {
        let bytes = xlsx(&[table()]).unwrap();
        assert_eq!(&bytes[..4], b"PK\x03\x04");
        assert!(
            xlsx(&[]).is_ok(),
            "a workbook without tables is still a file"
        );
    }
}
