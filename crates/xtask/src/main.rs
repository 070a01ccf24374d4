//! The commands a developer and the gate type: set up, run, test, bench, tidy, forms, generate.
//!
//! Never here: anything the product itself needs at run time.

mod bench;
mod browser;
mod forms;
mod gate;
mod generate;
mod house;
mod launch;
mod page;
mod platform;
mod screen;
mod setup;
mod steps;
mod tidy;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::house::{Failure, House};
use crate::steps::Steps;

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    about = "Everything done to this repository by hand"
)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Install what is missing on this machine: system packages and the page's packages
    Setup,
    /// Set up, build, start a practice office on loopback and open the window
    Run,
    /// Set up, then every check and every test there is
    Test,
    /// Measure: medians and ratios to a floor of the same run
    Bench {
        /// Only these: form, page, quiet, workload
        parts: Vec<String>,
    },
    /// Check the rules of the house: arrows, walls, privacy classes, leftovers
    Tidy,
    /// Print the forms for proof-reading: segments, blocks, labels, ids, kinds, words, categories, rules and source tags
    Forms {
        /// Only this one, such as part-iv
        id: Option<String>,
    },
    /// Write what follows from the sources: the TypeScript types of the contract, and docs/form-sources.md
    Generate {
        /// Change nothing; fail when the committed types differ
        #[arg(long)]
        check: bool,
    },
}

fn main() -> ExitCode {
    match carry_out(&Arguments::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("xtask: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn carry_out(task: &Task) -> Result<(), Failure> {
    let house = House::find()?;
    match task {
        Task::Setup => setup::make_ready(&house),
        Task::Run => launch::open(&house),
        Task::Test => {
            let mut steps = Steps::default();
            let outcome = gate::pass(&house, &mut steps);
            println!("{}", steps.summary(outcome.is_ok()));
            outcome
        }
        Task::Bench { parts } => bench::measure(&house, parts),
        Task::Tidy => tidy::check(&house),
        Task::Forms { id } => forms::print(&house, id.as_deref()),
        Task::Generate { check: true } => generate::check(&house),
        Task::Generate { check: false } => {
            generate::write(&house)?;
            forms::write_sources(&house)
        }
    }
}
