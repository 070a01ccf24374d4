//! Which gmina is competent (art. 101), what help needs no interview, and what of a report stays closed.

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::facts::InterviewFacts;
use crate::identifiers::terc;
use crate::in_force;
use crate::structure::Gmina;

/// Another gmina decides; what may be given here meanwhile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Competence {
    /// Gmina of the last permanent registration, as written in the interview.
    pub gmina: String,
    pub basis: String,
    /// Words of the plan that may be given at the place of stay; empty when nothing is urgent.
    pub at_place_of_stay: Vec<String>,
    /// Present together with `at_place_of_stay`.
    pub at_place_basis: Option<String>,
    /// Who bears the cost of it.
    pub refund: Option<String>,
}

/// Help that may be given without an interview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoInterviewNeeded {
    /// Word of art. 36.
    #[serde(rename = "rodzaj")]
    pub kind: String,
    pub basis: String,
}

/// A part of the report that only the entitled may see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Restriction {
    /// `report.reported_by` or `report.first_contact_notes`.
    pub what: &'static str,
    /// Polish reason.
    pub why: &'static str,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    homeless: Vec<Homeless>,
    no_interview: Vec<Exemption>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Homeless {
    valid_from: NaiveDate,
    basis: String,
    at_place_of_stay: Vec<String>,
    at_place_basis: String,
    refund: String,
    #[serde(rename = "source")]
    _source: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Exemption {
    kind: String,
    basis: String,
    #[serde(rename = "source")]
    _source: String,
    #[serde(default)]
    from: Option<NaiveDate>,
    #[serde(default)]
    to: Option<NaiveDate>,
}

static TABLE: LazyLock<Option<Table>> =
    LazyLock::new(|| toml::from_str(include_str!("../data/competence.toml")).ok());

/// The day whose law is asked for: the application, else the interview.
fn day_of(facts: &InterviewFacts) -> Option<NaiveDate> {
    facts.applied()
}

/// The gmina of the last permanent registration of a homeless person, when it is not the centre's own.
#[must_use]
pub fn other_gmina<'a>(facts: &'a InterviewFacts, own_gmina: &str) -> Option<&'a str> {
    let last = facts.last_registration_gmina.as_deref()?.trim();
    let elsewhere = facts.homeless && !last.is_empty() && !same_gmina(last, own_gmina);
    elsewhere.then_some(last)
}

/// Names of one gmina, however people write it: „Warszawa”, „m.st. Warszawa”, „gmina Wzorcowo”.
#[must_use]
pub fn same_gmina(one: &str, other: &str) -> bool {
    let plain = |name: &str| {
        let lower = name.trim().to_lowercase();
        let prefixes = [
            "gmina miejska ",
            "gmina ",
            "miasto stołeczne ",
            "miasto ",
            "m.st. ",
            "m. st. ",
        ];
        let bare = prefixes
            .iter()
            .fold(lower.as_str(), |rest, prefix| {
                rest.strip_prefix(prefix).unwrap_or(rest)
            })
            .trim();
        bare.to_owned()
    };
    plain(one) == plain(other)
}

/// Whether help here is help at the place of stay (art. 101 ust. 3): of a homeless person last registered in another gmina, and of
/// who has her address in another one by its territorial symbol.
#[must_use]
pub fn is_place_of_stay(facts: &InterviewFacts, own: &Gmina) -> bool {
    let symbol = facts.territorial_symbol.as_deref();
    let symbol = symbol.and_then(|symbol| terc(symbol).ok());
    // Who has no home has an address only where she stays.
    let lives_elsewhere = symbol.is_some_and(|symbol| !same_terc(&symbol, &own.terc));
    other_gmina(facts, &own.name).is_some() || (!facts.homeless && lives_elsewhere)
}

/// Whether two TERC symbols are of one gmina: town and country of one share six digits, districts and delegatury of a city (kinds
/// 8 and 9) the four of its powiat.
fn same_terc(one: &str, other: &str) -> bool {
    let of_city = |symbol: &str| symbol.ends_with(['8', '9']);
    let digits = match of_city(one) || of_city(other) {
        true => 4,
        false => 6,
    };
    one.get(..digits) == other.get(..digits)
}

/// Art. 101 ust. 2–4 and 7 for a homeless person last registered in another gmina; `None` when this centre is competent.
#[must_use]
pub fn competence(facts: &InterviewFacts, own_gmina: &str) -> Option<Competence> {
    let gmina = other_gmina(facts, own_gmina)?;
    let rules = in_force::on(&TABLE.as_ref()?.homeless, day_of(facts), |row| {
        row.valid_from
    })?;
    let at_place_of_stay: Vec<_> = rules
        .at_place_of_stay
        .iter()
        .filter(|kind| {
            facts.report.urgent && facts.help_plan.iter().any(|help| help.kind == **kind)
        })
        .cloned()
        .collect();
    let given_here = !at_place_of_stay.is_empty();
    Some(Competence {
        gmina: gmina.to_owned(),
        basis: rules.basis.clone(),
        at_place_of_stay,
        at_place_basis: given_here.then(|| rules.at_place_basis.clone()),
        refund: given_here.then(|| rules.refund.clone()),
    })
}

/// Help of the plan that may be given without an interview, in order of the plan.
#[must_use]
pub fn no_interview_needed(facts: &InterviewFacts) -> Vec<NoInterviewNeeded> {
    let exemptions = TABLE
        .as_ref()
        .map(|table| table.no_interview.as_slice())
        .unwrap_or_default();
    let serves = |exemption: &&Exemption| {
        let on = |day| in_force::serves(exemption.from, exemption.to, day);
        day_of(facts).is_none_or(on)
    };
    facts
        .help_plan
        .iter()
        .filter_map(|help| {
            exemptions
                .iter()
                .find(|exemption| exemption.kind == help.kind && serves(exemption))
        })
        .map(|exemption| NoInterviewNeeded {
            kind: exemption.kind.clone(),
            basis: exemption.basis.clone(),
        })
        .collect()
}

/// What of the report stays closed when the reporter did not consent to be named.
#[must_use]
pub fn restrictions(reporter_consents_to_disclosure: bool) -> &'static [Restriction] {
    if reporter_consents_to_disclosure {
        return &[];
    }
    &[
        Restriction {
            what: "report.reported_by",
            why: "Zgłaszający nie zgodził się na ujawnienie; widzą tylko osoby uprawnione.",
        },
        Restriction {
            what: "report.first_contact_notes",
            why: "Z treści notatek może wynikać, kto zgłosił.",
        },
    ]
}
