//! Alerts of an interview: what somebody must see at once, and what should be checked.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Category;
use crate::calendar::date_pl;
use crate::competence::other_gmina;
use crate::facts::{InterviewFacts, Person, Sex};
use crate::household::minors;
use crate::pesel::{self, Disagreement};
use crate::term::{Term, interview_due};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum AlertCode {
    #[serde(rename = "przemoc-domowa")]
    DomesticViolence,
    #[serde(rename = "bezpieczenstwo-dziecka")]
    ChildSafety,
    #[serde(rename = "bezpieczenstwo-pracownika")]
    WorkerSafety,
    #[serde(rename = "pesel-suma")]
    PeselCheckDigit,
    #[serde(rename = "pesel-data")]
    PeselBirthDate,
    #[serde(rename = "pesel-plec")]
    PeselSex,
    #[serde(rename = "termin-przekroczony")]
    TermMissed,
    #[serde(rename = "wlasciwosc")]
    Competence,
    #[serde(rename = "bez-pesel")]
    NoPesel,
    #[serde(rename = "brak-podpisu-zdrowie")]
    NoSignatureHealth,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum AlertLevel {
    #[serde(rename = "pilny")]
    Urgent,
    #[serde(rename = "uwaga")]
    Warning,
    #[serde(rename = "informacja")]
    Note,
}

impl AlertCode {
    #[must_use]
    pub const fn level(self) -> AlertLevel {
        match self {
            Self::DomesticViolence | Self::ChildSafety | Self::WorkerSafety => AlertLevel::Urgent,
            Self::NoPesel | Self::NoSignatureHealth => AlertLevel::Note,
            _ => AlertLevel::Warning,
        }
    }

    /// Category of what the alert gives away; who may not hold it may not be shown the alert either.
    #[must_use]
    pub const fn category(self) -> Category {
        match self {
            Self::DomesticViolence | Self::ChildSafety | Self::WorkerSafety => Category::Violence,
            Self::TermMissed => Category::Workflow,
            Self::NoSignatureHealth => Category::Health,
            _ => Category::Identity,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alert {
    pub code: AlertCode,
    pub person: Option<Uuid>,
    pub level: AlertLevel,
    /// Polish sentence; names nobody.
    pub text: String,
    /// Polish words: which answers it comes from; names nobody.
    #[serde(skip)]
    pub because: String,
}

fn alert(
    code: AlertCode,
    person: Option<Uuid>,
    text: impl Into<String>,
    because: impl Into<String>,
) -> Alert {
    Alert {
        code,
        person,
        level: code.level(),
        text: text.into(),
        because: because.into(),
    }
}

/// The term of the interview of these facts; `None` without a day of receipt.
#[must_use]
pub fn term_of(facts: &InterviewFacts) -> Option<Term> {
    let received = facts.report.received?;
    Some(interview_due(received.date(), facts.report.urgent))
}

/// Whether the interview was held in its term; `None` while either day is missing.
#[must_use]
pub fn interview_on_time(facts: &InterviewFacts) -> Option<bool> {
    Some(facts.interview_date? <= term_of(facts)?.due)
}

/// Violence in the family: answered with yes, or given as a reason of art. 7 pkt 7 without being answered with no.
#[must_use]
pub fn speaks_of_violence(facts: &InterviewFacts) -> bool {
    let given_as_reason = || facts.reasons.iter().any(|point| point == "7");
    facts.domestic_violence.unwrap_or_else(given_as_reason)
}

/// All alerts, the urgent ones first, each kind in order of the persons.
#[must_use]
pub fn alerts(facts: &InterviewFacts, own_gmina: &str) -> Vec<Alert> {
    let mut found = safety(facts);
    found.extend(facts.persons.iter().flat_map(pesel_alerts));
    if interview_on_time(facts) == Some(false) {
        let due = term_of(facts)
            .map(|term| date_pl(term.due))
            .unwrap_or_default();
        found.push(alert(
            AlertCode::TermMissed,
            None,
            format!("Wywiad przeprowadzono po terminie, który upłynął {due}."),
            missed_because(facts),
        ));
    }
    let first = facts.persons.first().map(|person| person.id);
    if let Some(last) = other_gmina(facts, own_gmina) {
        found.push(alert(
            AlertCode::Competence,
            first,
            "Osoba bezdomna; ostatnie zameldowanie na pobyt stały w innej gminie, która jest właściwa w sprawie.",
            format!(
                "bo podano brak mieszkania albo bezdomność, a gmina ostatniego zameldowania to: {last}"
            ),
        ));
    }
    let nameless = |person: &&Person| {
        person
            .pesel
            .as_deref()
            .is_none_or(|number| number.trim().is_empty())
    };
    found.extend(facts.persons.iter().filter(nameless).map(|person| {
        alert(
            AlertCode::NoPesel,
            Some(person.id),
            "Osoba bez numeru PESEL – tożsamość potwierdza inny dokument.",
            "bo numer PESEL tej osoby jest pusty",
        )
    }));
    if facts.health_note == Some(true) {
        found.push(alert(
            AlertCode::NoSignatureHealth,
            first,
            "Brak danych lub podpisu ze względu na stan zdrowia – adnotacja w kwestionariuszu (§ 6 rozporządzenia).",
            "bo w wywiadzie zaznaczono tę adnotację",
        ));
    }
    found
}

fn safety(facts: &InterviewFacts) -> Vec<Alert> {
    let mut found = Vec::new();
    let violence = speaks_of_violence(facts);
    if violence {
        found.push(alert(
            AlertCode::DomesticViolence,
            None,
            "W wywiadzie stwierdzono przemoc domową.",
            violence_because(facts),
        ));
    }
    if violence || facts.child_safety_concern == Some(true) {
        let text = if violence {
            "Dziecko w rodzinie, w której występuje przemoc domowa."
        } else {
            "Przemoc domowa może dotyczyć dziecka."
        };
        let because = child_because(facts, violence);
        let children = minors(facts);
        if children.is_empty() && facts.child_safety_concern == Some(true) {
            // The concern stands, though no person of the household is known to be a child.
            found.push(alert(AlertCode::ChildSafety, None, text, because));
        }
        let per_child = children.into_iter();
        found.extend(
            per_child.map(|child| alert(AlertCode::ChildSafety, Some(child.id), text, because)),
        );
    }
    if facts.worker_safety_threat == Some(true) {
        found.push(alert(
            AlertCode::WorkerSafety,
            None,
            "Wystąpiły sytuacje zagrażające bezpieczeństwu pracownika – następna wizyta tylko z zabezpieczeniem.",
            "bo odpowiedziano „tak” na pytanie o sytuacje zagrażające bezpieczeństwu pracownika",
        ));
    }
    found
}

/// The days that the finding of a missed term rests on.
fn missed_because(facts: &InterviewFacts) -> String {
    let received = facts.report.received.map(|at| date_pl(at.date()));
    let held = facts.interview_date.map(date_pl);
    let urgent = if facts.report.urgent { ", pilne" } else { "" };
    format!(
        "bo zgłoszenie wpłynęło {}{urgent}, a wywiad przeprowadzono {}",
        received.unwrap_or_default(),
        held.unwrap_or_default(),
    )
}

fn violence_because(facts: &InterviewFacts) -> &'static str {
    match facts.domestic_violence {
        Some(_) => "bo odpowiedziano „tak” na pytanie o przemoc w rodzinie",
        None => "bo wśród powodów z art. 7 podano przemoc domową (pkt 7)",
    }
}

fn child_because(facts: &InterviewFacts, violence: bool) -> &'static str {
    if violence {
        violence_because(facts)
    } else {
        "bo odpowiedziano „tak” na pytanie, czy przemoc domowa może dotyczyć małoletniego"
    }
}

fn pesel_alerts(person: &Person) -> Vec<Alert> {
    let Some(number) = person
        .pesel
        .as_deref()
        .filter(|number| !number.trim().is_empty())
    else {
        return Vec::new();
    };
    if let Err(problem) = pesel::check(number) {
        return vec![alert(
            AlertCode::PeselCheckDigit,
            Some(person.id),
            problem.text_pl(),
            "bo tak wpisano numer PESEL tej osoby",
        )];
    }
    let disagreements = pesel::disagreements(number, person.born, person.sex);
    let told = |disagreement| match disagreement {
        Disagreement::Born(encoded) => {
            let stated = person.born.map(date_pl).unwrap_or_default();
            let text = format!(
                "PESEL wskazuje datę urodzenia {}, a podano {stated}.",
                date_pl(encoded)
            );
            let because = "bo numer PESEL i data urodzenia tej osoby są wpisane osobno";
            alert(AlertCode::PeselBirthDate, Some(person.id), text, because)
        }
        Disagreement::Sex(encoded) => {
            let word = if encoded == Sex::Female {
                "kobietę"
            } else {
                "mężczyznę"
            };
            let text = format!("PESEL wskazuje {word}, a podano inną płeć.");
            let because = "bo numer PESEL i płeć tej osoby są wpisane osobno";
            alert(AlertCode::PeselSex, Some(person.id), text, because)
        }
    };
    disagreements.into_iter().map(told).collect()
}
