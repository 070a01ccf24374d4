//! What came out, in the words of a case file's answer sheet. The law is asked in `domain`, the facts are the sealed
//! interview's and its report's; nothing here reads what the file expects.

use serde_json::{Map, Value, json};
use teren_app::findings::Findings;
use teren_domain::alert::{alerts, interview_on_time, term_of};
use teren_domain::competence::{competence, no_interview_needed, restrictions};
use teren_domain::routing::entry;
use teren_domain::term::next_update_due;

use crate::fill::Refs;

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
const WHERE_ANY: [&str; 4] = [
    "service_fee",
    "competence",
    "restricted",
    "no_interview_needed",
];

/// All keys of one interview.
#[must_use]
pub fn of(findings: &Findings, refs: &Refs) -> Map<String, Value> {
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
    ] {
        keys.insert(key.to_owned(), value);
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
