//! What changed since the last interview, or since the last version of a paper: before and after, side by side.

use chrono::NaiveDate;
use teren_questionnaire::{Change, ChangeKind};

use crate::leaf::{Element, Table, TableCell};
use crate::prose::date_pl;

/// What a paper is compared with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Since {
    /// The interview that it continues.
    #[default]
    Interview,
    /// The version that it corrects.
    Version,
}

impl Since {
    pub(crate) const fn title(self) -> &'static str {
        match self {
            Self::Interview => "Zmiany od ostatniego wywiadu",
            Self::Version => "Zmiany od poprzedniej wersji",
        }
    }

    const fn days(self) -> (&'static str, &'static str) {
        match self {
            Self::Interview => ("Wywiad poprzedni", "wywiad obecny"),
            Self::Version => ("Wersja poprzednia", "wersja obecna"),
        }
    }

    const fn nothing(self) -> &'static str {
        match self {
            Self::Interview => "Od ostatniego wywiadu nic się nie zmieniło.",
            Self::Version => "Ta wersja nie różni się od poprzedniej.",
        }
    }
}

/// The changes of an update against the interview it started from ([`teren_questionnaire::Form::changes`]), or of a version
/// against the one that it corrects ([`teren_questionnaire::Form::corrections`]).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ChangesList {
    pub since: Since,
    /// Day of the earlier paper.
    pub before: Option<NaiveDate>,
    /// Day of this one.
    pub after: Option<NaiveDate>,
    /// In the order of the form, without what lies outside the reader's authority.
    pub changes: Vec<Change>,
}

pub(crate) fn elements(list: &ChangesList) -> Vec<Element> {
    let day = |date: Option<NaiveDate>| date.map_or_else(|| "bez daty".to_owned(), date_pl);
    let (before, after) = list.since.days();
    let mut elements = vec![Element::prose(&format!(
        "{before}: {}; {after}: {}",
        day(list.before),
        day(list.after)
    ))];
    if list.changes.is_empty() {
        elements.push(Element::prose(list.since.nothing()));
        return elements;
    }
    let together =
        |one: &Change, next: &Change| (&one.section, &one.block) == (&next.section, &next.block);
    for changes in list.changes.chunk_by(together) {
        if let Some(first) = changes.first() {
            let place = format!("{}. {}", first.section, first.block);
            elements.push(Element::heading(2, &place));
        }
        elements.push(Element::Table(table(changes)));
    }
    elements
}

const NOTHING: &str = "–";

fn table(changes: &[Change]) -> Table {
    let columns = [
        ("Pytanie", 5, false),
        ("Było", 8, false),
        ("Jest", 8, false),
    ];
    let side = |text: &str| TableCell::of(if text.is_empty() { NOTHING } else { text });
    let row = |change: &Change| {
        vec![
            TableCell::of(&label(change)),
            side(&change.before_text),
            side(&change.after_text),
        ]
    };
    Table::titled(&columns, changes.iter().map(row).collect())
}

/// „Jan Nowak: Nr PESEL (dodano)”
fn label(change: &Change) -> String {
    let whose = change.whose.iter().map(|name| format!("{name}: "));
    let kind = match change.kind {
        ChangeKind::Answer => "",
        ChangeKind::Added => " (dodano)",
        ChangeKind::Removed => " (usunięto)",
    };
    format!("{}{}{kind}", whose.collect::<String>(), change.label)
}
