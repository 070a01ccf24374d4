//! How the figures came about: every step with its article. An estimate, never a decision, and it says so.

use serde_json::Value;
use teren_domain::Grosze;
use teren_domain::assess::Assessment;
use teren_domain::estimates::{Amount, Estimate};
use teren_domain::facts::Person;
use teren_domain::income::ThreeIncomes;
use teren_domain::step::Step;
use uuid::Uuid;

use crate::leaf::{Cell, Element, Table, TableCell};
use crate::prose::date_pl;

pub(crate) const TITLE: &str = "Jak to policzono – kwota szacunkowa";

const STANDING: &str = "Kwoty szacunkowe policzył program z odpowiedzi zapisanych w wywiadzie. To nie jest decyzja: o przyznaniu świadczenia \
i jego wysokości rozstrzyga kierownik ośrodka w decyzji administracyjnej.";

/// What the law says of one interview, and the people it speaks of.
#[derive(Debug, Clone, PartialEq)]
pub struct Calculation {
    pub assessment: Assessment,
    /// As read out of the interview.
    pub persons: Vec<Person>,
    pub warnings: Vec<Warning>,
}

/// What stands, or may stand, against money benefits although the figures allow them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// Polish sentences.
    pub text: String,
    /// Polish words: which answers it comes from.
    pub because: String,
    pub basis: String,
}

pub(crate) fn elements(calculation: &Calculation) -> Vec<Element> {
    let assessment = &calculation.assessment;
    let mut elements = vec![Element::remark(STANDING)];
    elements.push(Element::Cells {
        cells: result(assessment),
    });
    if !assessment.open.is_empty() {
        elements.push(Element::heading(2, "Czego brakuje do pełnego obliczenia"));
        elements.extend(open_questions(calculation));
    }
    elements.push(Element::heading(2, "Dochód i kryterium"));
    elements.push(Element::Table(steps(&assessment.steps)));
    if !assessment.counted.is_empty() {
        elements.push(Element::heading(2, "Dochody, które się liczą"));
        for row in &assessment.counted {
            let title = format!(
                "{}: {} – {}",
                calculation.name(row.person),
                row.kind,
                row.amount
            );
            elements.push(Element::heading(3, &title));
            elements.push(Element::Table(steps(&row.steps)));
        }
    }
    if !assessment.not_counted.is_empty() {
        elements.push(Element::heading(2, "Przychody, których się nie liczy"));
        elements.push(Element::Table(not_counted(calculation)));
    }
    if !calculation.warnings.is_empty() {
        elements.push(Element::heading(2, "Na co uważać"));
        elements.extend(calculation.warnings.iter().map(|warning| {
            let Warning {
                text,
                because,
                basis,
            } = warning;
            Element::prose(&format!("{text} Dlaczego: {because} ({basis})."))
        }));
    }
    if assessment.benefits().next().is_some() {
        elements.push(Element::heading(2, "Świadczenia – kwoty szacunkowe"));
        elements.push(Element::Table(estimates(calculation)));
    }
    elements
}

impl Calculation {
    fn name(&self, id: Uuid) -> String {
        self.persons
            .iter()
            .find(|person| person.id == id)
            .map_or_else(String::new, |person| {
                format!("{} {}", person.first_name, person.last_name)
            })
    }

    /// Kind and amount of a row of income, as it was written down.
    fn written(&self, row: Uuid) -> Option<(String, Grosze)> {
        self.persons
            .iter()
            .flat_map(|person| &person.income)
            .find(|known| known.id == row)
            .map(|known| (known.kind.clone(), known.gross))
    }
}

fn result(assessment: &Assessment) -> Vec<Cell> {
    let whole = assessment.income_is_whole();
    let money = |sum: Option<Grosze>| {
        sum.map_or_else(|| "nie można policzyć".to_owned(), |sum| sum.to_string())
    };
    // Rows that wait for an answer stand in no sum.
    let so_far = |sum: Option<ThreeIncomes>| {
        let sum = money(sum.map(|income| income.money));
        if whole { sum } else { format!("dotąd {sum}") }
    };
    let criterion = assessment.criterion.map(|criterion| criterion.household);
    let against = match assessment.within_criterion {
        Some(true) => "nie przekracza kryterium",
        Some(false) => "przekracza kryterium",
        None if criterion.is_some() => "nie wiadomo: nie wszystkie dochody można już policzyć",
        None => "–",
    };
    let persons = assessment.persons_counted.len().to_string();
    let day = assessment
        .assessed_on
        .map_or_else(|| "–".to_owned(), date_pl);
    let month = assessment.income_month.map_or_else(
        || "–".to_owned(),
        |month| format!("{:02}.{}", month.number(), month.year()),
    );
    [
        ("Stan prawny na dzień", day),
        ("Miesiąc dochodu", month),
        ("Osób w gospodarstwie", persons),
        ("Dochód w rodzinie", so_far(assessment.income)),
        ("Dochód na osobę", so_far(assessment.income_per_person)),
        ("Kryterium dochodowe gospodarstwa", money(criterion)),
        ("Dochód wobec kryterium", against.to_owned()),
    ]
    .into_iter()
    .map(|(label, text)| Cell {
        span: if label == "Dochód wobec kryterium" {
            6
        } else {
            2
        },
        ..Cell::text(label, &text)
    })
    .collect()
}

fn open_questions(calculation: &Calculation) -> Vec<Element> {
    let sentence = |question: &teren_domain::income::OpenQuestion| {
        let row = question.row.and_then(|row| calculation.written(row));
        let whom = question.person.map(|person| calculation.name(person));
        let place: Vec<String> = whom.into_iter().chain(row.map(|(kind, _)| kind)).collect();
        match place.as_slice() {
            [] => question.gap.text_pl().to_owned(),
            place => format!("{}: {}", place.join(", "), question.gap.text_pl()),
        }
    };
    calculation
        .assessment
        .open
        .iter()
        .map(|question| Element::prose(&sentence(question)))
        .collect()
}

fn steps(steps: &[Step]) -> Table {
    let amount = |step: &Step| {
        step.amount
            .map(|amount| amount.to_string())
            .unwrap_or_default()
    };
    Table::titled(
        &[
            ("Krok", 11, false),
            ("Kwota", 4, true),
            ("Podstawa", 6, false),
        ],
        steps
            .iter()
            .map(|step| vec![cell(&step.text_pl), cell(&amount(step)), cell(&step.basis)])
            .collect(),
    )
}

fn not_counted(calculation: &Calculation) -> Table {
    let rows = calculation.assessment.not_counted.iter().map(|row| {
        let (kind, gross) = calculation.written(row.row).unwrap_or_default();
        vec![
            cell(&calculation.name(row.person)),
            TableCell::struck(&kind),
            TableCell::struck(&gross.to_string()),
            cell(&row.why),
            cell(&row.basis),
        ]
    });
    Table::titled(
        &[
            ("Osoba", 5, false),
            ("Przychód", 6, false),
            ("Kwota", 4, true),
            ("Dlaczego się nie liczy", 7, false),
            ("Podstawa", 5, false),
        ],
        rows.collect(),
    )
}

fn estimates(calculation: &Calculation) -> Table {
    let rows = calculation.assessment.benefits().map(|estimate| {
        let whom = estimate.person.map_or_else(
            || "gospodarstwo".to_owned(),
            |person| calculation.name(person),
        );
        vec![
            cell(&benefit(estimate)),
            cell(&whom),
            cell(&bounds(estimate)),
            cell(&estimate.formula),
            cell(&estimate.basis),
        ]
    });
    Table::titled(
        &[
            ("Świadczenie", 5, false),
            ("Dla kogo", 5, false),
            ("Kwota szacunkowa", 5, true),
            ("Obliczenie albo powód odmowy", 9, false),
            ("Podstawa", 5, false),
        ],
        rows.collect(),
    )
}

/// The Polish name the benefit is written down with.
fn benefit(estimate: &Estimate) -> String {
    serde_json::to_value(estimate.benefit)
        .ok()
        .as_ref()
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned()
}

fn bounds(estimate: &Estimate) -> String {
    match estimate.amount {
        Amount::NotDue => "nie przysługuje".to_owned(),
        Amount::Known { min, max } => match (min, max) {
            (Some(min), Some(max)) if min == max => min.to_string(),
            (Some(min), Some(max)) => format!("od {min} do {max}"),
            (Some(min), None) => format!("co najmniej {min}"),
            (None, Some(max)) => format!("najwyżej {max}"),
            (None, None) => "kwota nieznana".to_owned(),
        },
        Amount::Discretionary => "kwota uznaniowa".to_owned(),
        Amount::Unknown => "kwota nieznana".to_owned(),
    }
}

fn cell(text: &str) -> TableCell {
    TableCell::of(text)
}
