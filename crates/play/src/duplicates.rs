//! A scenario of two files for one family: what the program proposes, what it keeps apart, and what joining would have to decide.

use chrono::{NaiveDate, NaiveDateTime};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use teren_domain::facts::Sex;
use teren_domain::same_family::Person as Described;
use teren_domain::same_family::decision::{DecisionKind, fuller, of_addresses, of_texts};
use teren_domain::same_family::family::easily_confused;
use teren_domain::same_family::model::Commonness;
use teren_domain::same_family::{Band, File, Model, PersonPair, Proposal, compare, propose};
use uuid::Uuid;

use crate::PlayError;

/// Files opened by different seats, and what the office did with the proposals.
#[derive(Debug, Deserialize)]
pub struct DuplicateFile {
    pub id: String,
    pub records: Vec<Record>,
    #[serde(default)]
    pub resolutions: Vec<Resolution>,
}

#[derive(Debug, Deserialize)]
pub struct Record {
    #[serde(rename = "ref")]
    pub short: String,
    /// Local date and time.
    pub opened: String,
    pub device: String,
    pub address: String,
    pub persons: Vec<Person>,
}

#[derive(Debug, Deserialize)]
pub struct Person {
    #[serde(rename = "ref")]
    pub short: String,
    pub first_name: String,
    pub last_name: String,
    pub born: Option<String>,
    pub sex: Option<String>,
    pub pesel: Option<String>,
}

/// What the office said to one proposal.
#[derive(Debug, Deserialize)]
pub struct Resolution {
    pub conflict: String,
    pub value: String,
}

/// Reads one scenario and tells what the program makes of it.
///
/// # Errors
/// A day in the file that is none, with its path.
pub fn play_duplicates(scenario: &DuplicateFile) -> Result<Value, PlayError> {
    let mut files = Vec::new();
    for (number, record) in scenario.records.iter().enumerate() {
        files.push(file(record, number)?);
    }
    let mut told = Told::default();
    for (first, one) in scenario.records.iter().enumerate() {
        for (second, other) in scenario.records.iter().enumerate().skip(first + 1) {
            let (Some(left), Some(right)) = (files.get(first), files.get(second)) else {
                continue;
            };
            let on = opened(other, second)?;
            let proposal = propose(
                Model::shipped(),
                left,
                right,
                &|_, _| Commonness::default(),
                on,
            );
            told.records(
                (one, left),
                (other, right),
                &proposal,
                &scenario.resolutions,
            );
        }
    }
    Ok(told.line(&scenario.id))
}

fn file(record: &Record, number: usize) -> Result<File, PlayError> {
    let mut persons = Vec::new();
    for (place, person) in record.persons.iter().enumerate() {
        let bad = || {
            PlayError::bad(
                &format!("records[{number}].persons[{place}].born"),
                "expected a day",
            )
        };
        let born = person
            .born
            .as_deref()
            .map(|day| day.parse::<NaiveDate>().map_err(|_| bad()))
            .transpose()?;
        let sex = match person.sex.as_deref() {
            Some("K") => Some(Sex::Female),
            Some("M") => Some(Sex::Male),
            _ => None,
        };
        let described = Described::named(&person.first_name, &person.last_name)
            .born(born)
            .sex(sex);
        persons.push(
            described
                .pesel(person.pesel.as_deref().unwrap_or_default())
                .living_at(&record.address),
        );
    }
    Described::acquaint(&mut persons);
    Ok(File {
        id: Uuid::from_u128(number as u128),
        persons,
    })
}

fn opened(record: &Record, number: usize) -> Result<NaiveDate, PlayError> {
    let moment = NaiveDateTime::parse_from_str(&record.opened, "%Y-%m-%dT%H:%M");
    let bad = |_| {
        PlayError::bad(
            &format!("records[{number}].opened"),
            "expected a day and time",
        )
    };
    moment.map(|moment| moment.date()).map_err(bad)
}

/// What is printed, gathered pair of files by pair of files.
#[derive(Default)]
struct Told {
    same: Vec<Value>,
    families: Vec<Value>,
    apart: Vec<Value>,
    decisions: Vec<Value>,
    possible: Vec<Value>,
}

impl Told {
    fn records(
        &mut self,
        one: (&Record, &File),
        other: (&Record, &File),
        proposal: &Proposal,
        resolutions: &[Resolution],
    ) {
        let name = |record: &Record, place: usize| {
            let person = record
                .persons
                .get(place)
                .map(|person| person.short.as_str())
                .unwrap_or_default();
            format!("{}/{person}", record.short)
        };
        for pair in &proposal.pairs {
            let named = json!([name(one.0, pair.one), name(other.0, pair.other)]);
            if pair.by_rule {
                self.same
                    .push(json!({ "pair": named, "evidence": evidence(pair) }));
            } else if !easily_confused(pair.pattern) && pair.band != Band::No {
                self.possible
                    .push(json!({ "pair": named, "why": evidence(pair) }));
            }
        }
        let confused = confused(one.1, other.1, proposal);
        for (first, second, why) in &confused {
            self.apart
                .push(json!({ "pair": [name(one.0, *first), name(other.0, *second)], "why": why }));
        }
        // Whoever opened two files herself knows that they are two families.
        if !confused.is_empty() && !proposal.family_by_rule && one.0.device != other.0.device {
            self.apart.push(
                json!({ "pair": [one.0.short, other.0.short], "why": "osoby podobne, lecz różne" }),
            );
        }
        if proposal.family_by_rule {
            let id = format!("f{}", self.families.len() + 1);
            let linked = resolutions
                .iter()
                .any(|said| said.conflict == id && said.value == "link");
            self.families.push(json!({
                "id": id,
                "pair": [one.0.short, other.0.short],
                "decision": "propose",
                "why": format!("zgodnych osób: {}", proposal.pairs.iter().filter(|pair| pair.by_rule).count()),
            }));
            if linked {
                self.decisions.extend(decisions(one.0, other.0, proposal));
            }
        }
    }

    fn line(self, id: &str) -> Value {
        let mut line = Map::new();
        line.insert("id".to_owned(), json!(id));
        line.insert("same_person".to_owned(), self.same.into());
        line.insert("link_families".to_owned(), self.families.into());
        line.insert("must_not_link".to_owned(), self.apart.into());
        line.insert("field_decisions".to_owned(), self.decisions.into());
        if !self.possible.is_empty() {
            line.insert("possible_duplicates".to_owned(), self.possible.into());
        }
        line.into()
    }
}

/// What speaks for the pair, the strongest first.
fn evidence(pair: &PersonPair) -> String {
    let reasons = Model::shipped().reasons(pair.pattern, pair.common);
    let says: Vec<&str> = reasons.iter().map(|reason| reason.says).collect();
    says.join(", ")
}

/// Persons who look alike and are two, with what speaks against.
fn confused(one: &File, other: &File, proposal: &Proposal) -> Vec<(usize, usize, String)> {
    let mut found = Vec::new();
    for (first, person) in one.persons.iter().enumerate() {
        for (second, against) in other.persons.iter().enumerate() {
            let matched = proposal
                .pairs
                .iter()
                .any(|pair| pair.by_rule && (pair.one == first || pair.other == second));
            let pattern = compare(person, against);
            if matched || !easily_confused(pattern) {
                continue;
            }
            let reasons = Model::shipped().reasons(pattern, Commonness::default());
            let against = reasons
                .iter()
                .filter(|reason| reason.bits < 0.0)
                .map(|reason| reason.says);
            found.push((first, second, against.collect::<Vec<_>>().join(", ")));
        }
    }
    found
}

/// What joining two files has to decide, person by person and at last the address.
fn decisions(one: &Record, other: &Record, proposal: &Proposal) -> Vec<Value> {
    let files = format!("{}+{}", one.short, other.short);
    let mut decisions = Vec::new();
    for pair in proposal.pairs.iter().filter(|pair| pair.by_rule) {
        let (Some(left), Some(right)) = (one.persons.get(pair.one), other.persons.get(pair.other))
        else {
            continue;
        };
        let fields = [
            (
                "first_name",
                Some(&left.first_name),
                Some(&right.first_name),
            ),
            ("last_name", Some(&left.last_name), Some(&right.last_name)),
            ("born", left.born.as_ref(), right.born.as_ref()),
            ("sex", left.sex.as_ref(), right.sex.as_ref()),
            ("pesel", left.pesel.as_ref(), right.pesel.as_ref()),
        ];
        for (field, first, second) in fields {
            let (said, other_said) = (
                first.map_or("", String::as_str),
                second.map_or("", String::as_str),
            );
            let Some(kind) = of_texts(said, other_said) else {
                continue;
            };
            let path = format!("{files} / {} / {field}", left.short);
            decisions.push(decision(
                &path,
                json!([first, second]),
                kind,
                if said.is_empty() { other_said } else { said },
            ));
        }
    }
    if let Some(kind) = of_addresses(&one.address, &other.address) {
        let kept = fuller(&one.address, &other.address);
        decisions.push(decision(
            &format!("{files} / address"),
            json!([one.address, other.address]),
            kind,
            kept,
        ));
    }
    decisions
}

/// One decision. Of two that differ the office keeps the file it found first, unless a person says otherwise.
fn decision(field: &str, values: Value, kind: DecisionKind, kept: &str) -> Value {
    let result = if kind == DecisionKind::Conflict {
        "office_choice"
    } else {
        "result"
    };
    json!({ "field": field, "values": values, "kind": kind, result: kept })
}
