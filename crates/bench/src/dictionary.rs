//! Trains the dictionary that changes are packed with: from interviews of the workload's generator that the workload never
//! writes, and from the invented case files. Nobody's data goes in. What comes out is committed; a new one needs a new id.

use std::path::Path;

use serde_json::Value;
use teren_ledger::{Change, Dot, Kind, Stamp, Stream, Write};
use teren_questionnaire::Form;
use teren_store::Edit;
use uuid::Uuid;

use crate::Failure;
use crate::corpus::{Chance, Fields, Interview, WRITES};
use crate::product::{FORM, edits, openings};

/// Numbers of interviews that no workload has.
const NUMBERS: std::ops::Range<usize> = 5_000_000..5_000_060;
/// Answers of a case file in one change.
const TOLD: usize = 8;
/// The longest name of an answer; longer keys of a case file are words of its story.
const NAME: usize = 60;
/// Size of the dictionary, bytes.
const SIZE: usize = 48 * 1024;
const CASES: &str = "tests/fixtures/cases";
const TARGET: &str = "crates/store/dictionaries/1.zdict";

pub fn train() -> Result<(), Failure> {
    let mut samples = Vec::new();
    let mut chance = Chance::of(20_211_115);
    let fields = Fields::of(&Form::part_i("2021-11-15")?);
    for number in NUMBERS {
        let interview = Interview::of(chance.id(1_790_000_000_000), number, &fields);
        let mut all = openings(&interview)?;
        all.extend(
            interview
                .answers
                .chunks(WRITES)
                .flat_map(|answers| edits(&interview, answers)),
        );
        for edit in all {
            samples.push(sample(&mut chance, interview.case, edit)?);
        }
    }
    let mut files: Vec<_> = std::fs::read_dir(Path::new(CASES))?.collect::<Result<_, _>>()?;
    files.sort_by_key(std::fs::DirEntry::path);
    for file in files {
        let mut answers = Vec::new();
        told(
            &serde_json::from_slice(&std::fs::read(file.path())?)?,
            "row",
            &mut answers,
        )?;
        for (place, answers) in answers.chunks(TOLD).enumerate() {
            let record = chance.id(1_790_000_000_000);
            let writes = answers.iter().map(|(field, value)| Write {
                record,
                field: field.clone(),
                value: value.clone(),
            });
            let edit = Edit {
                document: chance.id(1_790_000_000_000),
                category: u8::try_from(place % 14)? + 1,
                writes: writes.collect(),
            };
            let case = chance.id(1_790_000_000_000);
            samples.push(sample(&mut chance, case, edit)?);
        }
    }
    let dictionary = zstd::dict::from_samples(&samples, SIZE)?;
    std::fs::write(TARGET, &dictionary)?;
    println!(
        "{} samples, dictionary of {} bytes",
        samples.len(),
        dictionary.len()
    );
    Ok(())
}

/// The edit as a log keeps it.
fn sample(chance: &mut Chance, case: Uuid, edit: Edit) -> Result<Vec<u8>, Failure> {
    let change = Change {
        stream: Stream {
            case,
            document: edit.document,
            category: edit.category,
        },
        dot: Dot {
            actor: chance.id(0),
            counter: 1,
        },
        context: [].into_iter().collect(),
        stamp: Stamp {
            wall_ms: 1_790_000_000_000,
            logical: 0,
        },
        author: chance.id(1_790_000_000_000),
        form: FORM.to_owned(),
        kind: Kind::EDIT,
        body: Change::edit_body(&edit.writes)?,
        previous: [0; 32],
    };
    let envelope = change.seal_envelope()?;
    Ok(envelope.lean().ok_or("not our own bytes")?.to_vec())
}

/// Every value of a case file under its name; a row of a table is one value.
fn told(value: &Value, name: &str, answers: &mut Vec<(String, Vec<u8>)>) -> Result<(), Failure> {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                told(value, name, answers)?;
            }
        }
        Value::Array(items) if items.iter().any(Value::is_object) => {
            for item in items {
                answers.push(("row".to_owned(), serde_json::to_vec(item)?));
                told(item, name, answers)?;
            }
        }
        other if name.len() <= NAME => {
            answers.push((name.to_owned(), serde_json::to_vec(other)?));
        }
        _ => {}
    }
    Ok(())
}
