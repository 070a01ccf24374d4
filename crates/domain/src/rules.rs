//! What is wrong with a centre's own rules before anything goes by them: fields nobody asks, comparisons that do not fit,
//! rules that can never fire, and matters that no rule catches.

use std::collections::{BTreeMap, BTreeSet};

use crate::Category;
use crate::condition::{
    Catalogue, FieldCondition, RoutableField, RoutableKind, Test, Unit, can_hold_together,
};
use crate::facts::Part;
use crate::routing::{known_field, matter_of_part};
use crate::structure::{EntryRule, Matter, RoutingRule, Structure};

/// All parts of the questionnaire.
pub const PARTS: [Part; 9] = [
    Part::I,
    Part::II,
    Part::III,
    Part::IV,
    Part::V,
    Part::VI,
    Part::VII,
    Part::VIII,
    Part::IX,
];

/// Where a finding belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RulePlace {
    Routing(usize),
    Entry(usize),
    Unit(usize),
    Whole,
}

/// Something a person should know before the rules are saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleFinding {
    pub place: RulePlace,
    /// The rules may not be saved like this.
    pub error: bool,
    pub text_pl: String,
}

/// Fields that every interview has, whatever its form.
#[must_use]
pub fn known_fields(structure: &Structure) -> Catalogue {
    let words: Vec<String> = structure.kinds.keys().cloned().collect();
    let parts = PARTS.iter().map(|part| format!("{part:?}")).collect();
    let with_plan = [Part::I, Part::IV, Part::VII];
    let all: [(&str, &str, RoutableKind, Category, &[Part]); 4] = [
        (
            known_field::PART,
            "Część kwestionariusza",
            RoutableKind::Choice(parts),
            Category::Workflow,
            &PARTS,
        ),
        (
            known_field::HOUSEHOLD_PERSONS,
            "Liczba osób w gospodarstwie",
            RoutableKind::Number(Unit::Count),
            Category::Identity,
            &PARTS,
        ),
        (
            known_field::HOUSEHOLD_MINORS,
            "Liczba osób poniżej 18 lat w gospodarstwie",
            RoutableKind::Number(Unit::Count),
            Category::Identity,
            &PARTS,
        ),
        (
            known_field::PLAN,
            "Formy pomocy w planie",
            RoutableKind::MultiChoice(words),
            Category::HelpPlan,
            &with_plan,
        ),
    ];
    let field = |(id, label, kind, category, parts): (&str, &str, _, _, &[Part])| {
        let field = RoutableField {
            id: id.to_owned(),
            label_pl: label.to_owned(),
            place_pl: "Wywiad".to_owned(),
            kind,
            category,
            parts: parts.iter().copied().collect(),
        };
        (id.to_owned(), field)
    };
    all.into_iter().map(field).collect()
}

/// Everything to know about the rules of a structure that [`Structure::check`] lets through.
#[must_use]
pub fn findings(structure: &Structure, catalogue: &Catalogue) -> Vec<RuleFinding> {
    let mut found = Vec::new();
    for (place, rule) in structure.routing.iter().enumerate() {
        let faults = faults_of(rule, catalogue);
        let broken = !faults.is_empty();
        let at = |error, text_pl| RuleFinding {
            place: RulePlace::Routing(place),
            error,
            text_pl,
        };
        found.extend(faults.into_iter().map(|text| at(true, text)));
        if !broken && let Some(why) = never_fires(rule, structure, catalogue) {
            let text = format!("Ta reguła nigdy nie zadziała: {why}");
            found.push(at(false, text));
        }
    }
    for place in never_fitting(structure) {
        found.push(RuleFinding {
            place: RulePlace::Entry(place),
            error: false,
            text_pl: "Ta reguła nigdy nie zadziała: każde takie zgłoszenie obejmują reguły stojące wyżej.".to_owned(),
        });
    }
    for matter in uncaught(structure) {
        found.push(RuleFinding {
            place: RulePlace::Whole,
            error: false,
            text_pl: format!(
                "Żadna reguła nie obejmuje sprawy „{}”. Wywiad tylko z taką sprawą trafi do kierownika.",
                matter.when_pl()
            ),
        });
    }
    for (place, unit) in structure.units.iter().enumerate() {
        let routed = structure
            .routing
            .iter()
            .any(|rule| rule.teams.contains(&unit.id));
        let enters = structure.entry.iter().any(|rule| rule.team == unit.id);
        if !routed && !enters && structure.first_contact != unit.id {
            found.push(RuleFinding {
                place: RulePlace::Unit(place),
                error: false,
                text_pl: "Żadna reguła nie kieruje spraw do tego zespołu.".to_owned(),
            });
        }
    }
    found
}

fn faults_of(rule: &RoutingRule, catalogue: &Catalogue) -> Vec<String> {
    let silent = rule.reason_pl.trim().is_empty();
    let silent =
        silent.then(|| "Napisz, dlaczego sprawa tam trafia: przeczyta to zespół.".to_owned());
    let conditions = rule.all.iter().chain(&rule.any);
    let faults = conditions.filter_map(|condition| fault_of(condition, catalogue));
    silent.into_iter().chain(faults).collect()
}

fn fault_of(condition: &FieldCondition, catalogue: &Catalogue) -> Option<String> {
    let Some(field) = catalogue.get(&condition.field) else {
        return Some(format!(
            "Żaden formularz nie pyta o „{}”.",
            condition.label_pl
        ));
    };
    if !condition.test.fits(&field.kind) {
        return Some(format!("Pola „{}” nie można tak porównać.", field.label_pl));
    }
    if let (Some(words), RoutableKind::Choice(known) | RoutableKind::MultiChoice(known)) =
        (condition.test.words(), &field.kind)
        && let Some(word) = words.iter().find(|word| !known.contains(word))
    {
        return Some(format!(
            "W polu „{}” nie ma odpowiedzi „{word}”.",
            field.label_pl
        ));
    }
    None
}

/// Matters that an interview of a part can make in this centre.
fn possible(part: Part, structure: &Structure) -> BTreeSet<Matter> {
    if let Some(matter) = matter_of_part(part) {
        return BTreeSet::from([matter]);
    }
    let mut found: BTreeSet<Matter> = structure.kinds.values().copied().collect();
    found.extend([
        Matter::Violence,
        Matter::OtherGmina,
        Matter::FamilyAssistance,
        Matter::RelativesElsewhere,
    ]);
    found
}

/// Why no interview can ever fulfil the rule.
fn never_fires(rule: &RoutingRule, structure: &Structure, catalogue: &Catalogue) -> Option<String> {
    let choices: Vec<Option<&FieldCondition>> = match rule.any.is_empty() {
        true => vec![None],
        false => rule.any.iter().map(Some).collect(),
    };
    let mut why = None;
    for choice in choices {
        let together: Vec<&FieldCondition> = rule.all.iter().chain(choice).collect();
        match contradiction(&together, rule, structure, catalogue) {
            None => return None,
            contradicted => why = why.or(contradicted),
        }
    }
    why
}

fn contradiction(
    together: &[&FieldCondition],
    rule: &RoutingRule,
    structure: &Structure,
    catalogue: &Catalogue,
) -> Option<String> {
    let mut by_field: BTreeMap<&str, Vec<&Test>> = BTreeMap::new();
    for condition in together {
        by_field
            .entry(&condition.field)
            .or_default()
            .push(&condition.test);
    }
    let mut parts: BTreeSet<Part> = PARTS.into_iter().collect();
    for (id, tests) in by_field {
        let field = catalogue.get(id)?;
        if !can_hold_together(&tests, &field.kind) {
            return Some(format!(
                "warunki dla pola „{}” wykluczają się.",
                field.label_pl
            ));
        }
        parts.retain(|part| field.parts.contains(part));
        if id == known_field::PART {
            parts.retain(|part| {
                let word = crate::condition::RoutingValue::Words([format!("{part:?}")].into());
                tests.iter().all(|test| test.holds(&word))
            });
        }
    }
    if parts.is_empty() {
        return Some("żadna część kwestionariusza nie pyta o wszystko, czego wymaga.".to_owned());
    }
    let made = |part: &Part| !possible(*part, structure).is_disjoint(&rule.when);
    if !rule.when.is_empty() && !parts.iter().any(made) {
        return Some("w częściach, których dotyczy, takiej sprawy nie ma.".to_owned());
    }
    None
}

/// Entry rules that no report can reach: every set of matters is tried.
fn never_fitting(structure: &Structure) -> Vec<usize> {
    let reported: Vec<Matter> = {
        let mut all: BTreeSet<Matter> = structure.kinds.values().copied().collect();
        all.extend([Matter::Violence, Matter::FamilyAssistance]);
        all.into_iter().collect()
    };
    let mut reached: BTreeSet<usize> = BTreeSet::new();
    for bits in 0_u32..(1 << reported.len()) {
        let chosen = reported.iter().enumerate();
        let asked: BTreeSet<Matter> = chosen
            .filter(|(place, _)| bits & (1 << place) != 0)
            .map(|(_, matter)| *matter)
            .collect();
        let fitting = structure
            .entry
            .iter()
            .position(|rule: &EntryRule| rule.fits(&asked));
        reached.extend(fitting);
    }
    (0..structure.entry.len())
        .filter(|place| !reached.contains(place))
        .collect()
}

/// Matters that interviews can make and that no rule without further conditions catches.
fn uncaught(structure: &Structure) -> Vec<Matter> {
    let makes: BTreeSet<Matter> = PARTS
        .into_iter()
        .flat_map(|part| possible(part, structure))
        .collect();
    let bare = |rule: &&RoutingRule| rule.all.is_empty() && rule.any.is_empty();
    let caught: BTreeSet<Matter> = (structure.routing.iter())
        .filter(bare)
        .flat_map(|rule| rule.when.iter().copied())
        .collect();
    makes.difference(&caught).copied().collect()
}
