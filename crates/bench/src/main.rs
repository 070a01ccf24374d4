//! Measurements printed as medians of several runs and as ratios to a floor measured in the same run.
//!
//! Never here: an assertion about time, product code, or a figure that was not measured in the run that prints it.

mod corpus;
mod desk;
mod dictionary;
mod filled;
mod floor;
mod folders;
mod interview;
mod line;
mod linkage;
mod measure;
mod page;
mod print;
mod product;
mod quiet;
mod routing;
mod workload;

use std::process::ExitCode;

/// Any failure of a measurement, told as text.
type Failure = Box<dyn std::error::Error + Send + Sync>;

/// What may be left out on the command line.
const PARTS: [&str; 8] = [
    "desk", "form", "linkage", "page", "print", "quiet", "routing", "workload",
];

fn main() -> ExitCode {
    let asked: Vec<String> = std::env::args().skip(1).collect();
    if asked == ["dictionary"] {
        return told("dictionary", dictionary::train());
    }
    if asked == ["linkage-weights"] {
        return told("linkage-weights", linkage::write());
    }
    if let Some(unknown) = asked.iter().find(|part| !PARTS.contains(&part.as_str())) {
        eprintln!("no part `{unknown}`; there are {}", PARTS.join(", "));
        return ExitCode::FAILURE;
    }
    for part in PARTS {
        if !asked.is_empty() && !asked.iter().any(|wanted| wanted == part) {
            continue;
        }
        let outcome = told(part, measure_part(part));
        if outcome != ExitCode::SUCCESS {
            return outcome;
        }
    }
    ExitCode::SUCCESS
}

fn told(part: &str, outcome: Result<(), Failure>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{part}: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn measure_part(part: &str) -> Result<(), Failure> {
    match part {
        "desk" => desk::measure(),
        "form" => interview::measure(),
        "linkage" => linkage::measure(),
        "page" => page::measure(),
        "print" => print::measure(),
        "quiet" => quiet::measure(),
        "routing" => routing::measure(),
        _ => workload::measure(),
    }
}
