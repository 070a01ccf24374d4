//! A file for technical support: versions, counts, codes and timings. Nothing in it is text that a person typed, and nothing names a
//! person, a family or a document.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;
use teren_store::{migrate, platform as files};

use crate::App;
use crate::contract::{CallNote, Problem, ProblemCode};
use crate::dispatch::COMMANDS;
use crate::problem::of_io;
use crate::session::Open;

/// Calls that the screens tell of at the most.
const CALLS: usize = 500;

#[derive(Serialize)]
struct Support {
    teren_support: u8,
    program: &'static str,
    /// Version of the database.
    schema: u32,
    system: &'static str,
    processor: &'static str,
    practice: bool,
    enrolled: bool,
    cases: usize,
    documents: usize,
    documents_with_drafts: usize,
    unsent: u32,
    commands: BTreeMap<&'static str, Timing>,
    /// Latest first.
    problems: Vec<Failed>,
}

#[derive(Default, Serialize)]
struct Timing {
    calls: u32,
    failed: u32,
    longest_ms: u32,
    together_ms: u64,
}

#[derive(Serialize)]
struct Failed {
    command: &'static str,
    problem: ProblemCode,
    ago_s: u32,
}

impl App {
    /// Saves the file where the person chose. Of the calls only those of known commands are told.
    pub fn save_support(&self, calls: &[CallNote], path: &Path) -> Result<(), Problem> {
        if calls.len() > CALLS {
            return Err(Problem::of(ProblemCode::InvalidInput));
        }
        let support = self.with(|open| open.support(calls))?;
        let mut bytes =
            serde_json::to_vec_pretty(&support).map_err(|_| Problem::of(ProblemCode::Internal))?;
        bytes.push(b'\n');
        files::replace_file(path, &bytes).map_err(|error| of_io(&error))
    }
}

impl Open {
    fn support(&mut self, calls: &[CallNote]) -> Result<Support, Problem> {
        let mut cases = self.store.cases()?;
        cases.retain(|case| *case != self.centre);
        let mut documents = 0;
        for case in &cases {
            documents += self.store.case_documents(*case)?.len();
        }
        let mut commands: BTreeMap<&'static str, Timing> = BTreeMap::new();
        let mut problems = Vec::new();
        for call in calls {
            let mut known = COMMANDS.iter();
            let command = known.find(|known| **known == call.command);
            let command = *command.ok_or_else(|| Problem::of(ProblemCode::InvalidInput))?;
            let timing = commands.entry(command).or_default();
            timing.calls += 1;
            timing.longest_ms = timing.longest_ms.max(call.took_ms);
            timing.together_ms += u64::from(call.took_ms);
            if let Some(problem) = call.problem {
                timing.failed += 1;
                problems.push(Failed {
                    command,
                    problem,
                    ago_s: call.ago_s,
                });
            }
        }
        problems.sort_by_key(|failed| failed.ago_s);
        Ok(Support {
            teren_support: 1,
            program: env!("CARGO_PKG_VERSION"),
            schema: migrate::VERSION,
            system: std::env::consts::OS,
            processor: std::env::consts::ARCH,
            practice: self.practice,
            enrolled: self
                .store
                .identity()
                .is_some_and(|who| who.office.is_some()),
            cases: cases.len(),
            documents,
            documents_with_drafts: self.store.documents_with_drafts()?.len(),
            unsent: self.store.count_unsent()?,
            commands,
            problems,
        })
    }
}
