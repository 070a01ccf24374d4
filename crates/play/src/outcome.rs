//! What came out, in the words of a case file's answer sheet. The law is asked in `domain`, the facts are the sealed
//! interview's and its report's; nothing here reads what the file expects.

use serde_json::{Map, Value, json};
use teren_app::findings::{Findings, UpdateFindings};
use teren_domain::alert::{alerts, interview_on_time, term_of};
use teren_domain::assess::assess;
use teren_domain::competence::{competence, no_interview_needed, restrictions};
use teren_domain::criteria::OfficeParameters;
use teren_domain::entry::entry;
use teren_domain::part_ii::means;
use teren_domain::term::next_update_due;
use teren_questionnaire::{Change, ChangeKind, Form, INTERVIEW, MEMBER, forms};

use crate::case_file::Interview;
use crate::fill::Refs;
use crate::person::LABELS;

/// Keys of the assessment that the answer sheet has under the same name.
const ASSESSED: [&str; 13] = [
    "income_month",
    "persons_counted",
    "income",
    "income_per_person",
    "criterion",
    "within_criterion",
    "below_criterion",
    "counted",
    "not_counted",
    "spread",
    "estimates",
    "service_fee",
    "missing_documents",
];
/// What the answer sheet of a later interview repeats of an earlier one.
const EARLIER: [&str; 5] = [
    "income",
    "interview_due",
    "next_update_due",
    "missing_documents",
    "estimates",
];
/// Keys that stand only where there is something to say.
const WHERE_ANY: [&str; 6] = [
    "service_fee",
    "competence",
    "restricted",
    "no_interview_needed",
    "tolerance",
    "variants",
];
/// Rows that a file lists beside the answers; `changes` tells of answers and persons.
const LISTED_APART: [&str; 6] = [
    "incapacity",
    "income",
    "alimony_paid",
    "document",
    "income_lost",
    "part_ii_request",
];

/// All keys of one interview.
#[must_use]
pub fn of(findings: &Findings, interview: &Interview, refs: &Refs) -> Map<String, Value> {
    let mut keys = Map::new();
    let assessment = json!(findings.assessment);
    for key in ASSESSED {
        keys.insert(
            key.to_owned(),
            assessment.get(key).cloned().unwrap_or_default(),
        );
    }
    let facts = &findings.facts;
    let gmina = findings.structure.gmina.name.as_str();
    let update = facts
        .interview_date
        .and_then(|held| next_update_due(held, &facts.help_plan));
    let restricted = findings
        .reporter_consents
        .map(restrictions)
        .unwrap_or_default();
    for (key, value) in [
        ("interview_due", json!(term_of(facts).map(|term| term.due))),
        ("interview_on_time", json!(interview_on_time(facts))),
        ("next_update_due", json!(update.as_ref().map(|term| term.due))),
        ("next_update_why", json!(update.as_ref().map(|term| &term.explanation_pl))),
        ("alerts", alerts(facts, gmina).iter().map(|alert| json!({
            "code": alert.code, "person": alert.person, "level": alert.level, "text": alert.text,
        })).collect()),
        ("entry", entry_of(findings)),
        ("routes", findings.routes.iter().map(|route| json!({
            "team": route.team, "rules": route.rules, "because": route.because, "basis": route.basis,
        })).collect()),
        ("competence", json!(competence(facts, gmina))),
        ("restricted", restricted.iter().map(|closed| json!({"what": closed.what, "why": closed.why})).collect()),
        ("no_interview_needed", json!(no_interview_needed(facts))),
        ("tolerance", json!(findings.update.as_ref().map(|update| &update.tolerance))),
        ("variants", Value::Array(variants(findings))),
    ] {
        keys.insert(key.to_owned(), value);
    }
    if let Some(update) = &findings.update {
        let told = changes(update, interview, refs);
        keys.insert("changes".to_owned(), Value::Array(told));
    }
    keys.retain(|key, value| !(WHERE_ANY.contains(&key.as_str()) && is_nothing(value)));
    keys.into_iter()
        .map(|(key, value)| (key, short(value, refs)))
        .collect()
}

/// The keys of an interview that a later one looks back on.
#[must_use]
pub fn earlier(mut keys: Map<String, Value>) -> Value {
    keys.retain(|key, _| EARLIER.contains(&key.as_str()));
    Value::Object(keys)
}

/// What a part II says of a relative's means.
#[must_use]
pub fn part_ii(findings: &Findings) -> Value {
    json!(means(&findings.facts, &findings.parameters))
}

/// The figures under the other practice where the act leaves room, if it makes a difference.
fn variants(findings: &Findings) -> Vec<Value> {
    let other = OfficeParameters {
        krus_deducted: !findings.parameters.krus_deducted,
        ..findings.parameters.clone()
    };
    let found = assess(&findings.facts, &other);
    if found.income == findings.assessment.income {
        return Vec::new();
    }
    vec![json!({
        "parameters": {"krus_deducted": other.krus_deducted},
        "income": found.income,
        "estimates": found.estimates,
    })]
}

/// Changed answers by the labels of part I, then changed columns of persons, then persons who came or went.
fn changes(update: &UpdateFindings, interview: &Interview, refs: &Refs) -> Vec<Value> {
    let Ok(form) = forms::load("part-i", &interview.form_version) else {
        return Vec::new();
    };
    let told = update.changes.iter();
    let told = told.filter(|change| !LISTED_APART.contains(&change.record_kind.as_str()));
    let mut told: Vec<(u8, Value)> = told.map(|change| changed(change, &form, refs)).collect();
    told.sort_by_key(|(place, _)| *place);
    told.into_iter().map(|(_, change)| change).collect()
}

/// A change in the words of a file, and its place among the others.
fn changed(change: &Change, form: &Form, refs: &Refs) -> (u8, Value) {
    let (before, after) = (written(&change.before), written(&change.after));
    let person = |label: String, before: Value, after: Value| json!({"block": "persons", "label": label, "before": before, "after": after});
    let short = || refs.get(&change.record).cloned().unwrap_or_default();
    match (change.record_kind.as_str(), change.kind) {
        (MEMBER, ChangeKind::Added) => (2, person(short(), Value::Null, json!("added"))),
        (MEMBER, ChangeKind::Removed) => (2, person(short(), Value::Null, json!("removed"))),
        (MEMBER, ChangeKind::Answer) => {
            let mut labels = LABELS.into_iter();
            let column = labels.find(|(_, label)| {
                let field = form.find("persons", label);
                field.is_some_and(|field| field.id == change.field)
            });
            let label = column.map_or_else(|| change.label.clone(), |(key, _)| key.to_owned());
            (1, person(label, before, after))
        }
        (kind, _) => {
            let address = form.address(kind, &change.field);
            let (block, label) =
                address.unwrap_or_else(|| (change.block.clone(), change.label.clone()));
            let place = u8::from(kind != INTERVIEW) * 3;
            let told = json!({"block": block, "label": label, "before": before, "after": after});
            (place, told)
        }
    }
}

/// An answer as a file writes it.
fn written(value: &Option<Value>) -> Value {
    match value {
        Some(Value::Bool(true)) => json!("tak"),
        Some(Value::Bool(false)) => json!("nie"),
        Some(value) => value.clone(),
        None => Value::Null,
    }
}

fn entry_of(findings: &Findings) -> Value {
    let entry = entry(&findings.structure, &findings.facts.report);
    json!({
        "received_by": entry.received_by, "interview_by": entry.interview_by,
        "because": entry.because, "basis": entry.basis,
    })
}

fn is_nothing(value: &Value) -> bool {
    value.is_null() || value.as_array().is_some_and(Vec::is_empty)
}

/// The same JSON with records named by the refs of the file.
fn short(value: Value, refs: &Refs) -> Value {
    let name = |text: String| {
        text.parse()
            .ok()
            .and_then(|id| refs.get(&id).cloned())
            .unwrap_or(text)
    };
    match value {
        Value::String(text) => Value::String(name(text)),
        Value::Array(items) => items.into_iter().map(|item| short(item, refs)).collect(),
        Value::Object(fields) => {
            let fields = fields
                .into_iter()
                .map(|(key, item)| (name(key), short(item, refs)));
            Value::Object(fields.collect())
        }
        other => other,
    }
}
