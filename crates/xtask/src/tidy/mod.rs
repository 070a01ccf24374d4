//! The rules of the house as checks; each looks at text and names file, line and cure.

mod arrows;
mod clocks;
mod dependencies;
mod glossary;
mod leaks;
mod leftovers;
mod openings;
mod places;
mod platforms;
mod privacy;
mod screens;
mod source;
mod sql;
mod threats;
mod tree;
mod walls;

use std::fmt;

use crate::house::{Failure, House, read};
use crate::tidy::tree::Tree;

/// One broken rule.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Path below the root, with `/`.
    path: String,
    /// Counted from 1; 0 stands for the whole file.
    line: usize,
    said: String,
}

impl Finding {
    fn new(path: &str, line: usize, said: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            line,
            said: said.into(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}: {}", self.path, self.line, self.said)
    }
}

/// Checks every rule; all broken ones are printed before the failure.
pub fn check(house: &House) -> Result<(), Failure> {
    let tree = Tree::read(house.root())?;
    let metadata = read(&mut house.cargo(&["metadata", "--no-deps", "--format-version", "1"]))?;
    let (sources, mut findings) = source::read_all(&tree);
    findings.extend(arrows::check(&metadata));
    findings.extend(clocks::check(&sources));
    let mut packages = house.cargo(&["metadata", "--locked", "--format-version", "1"]);
    findings.extend(dependencies::check(&read(&mut packages)?, &tree));
    findings.extend(glossary::check(&tree));
    findings.extend(leaks::check(&tree, &sources));
    findings.extend(leftovers::check(&tree, &sources));
    findings.extend(openings::check(&tree));
    findings.extend(places::check(&tree));
    findings.extend(platforms::check(&sources));
    findings.extend(privacy::check(&tree));
    findings.extend(screens::check(&tree));
    findings.extend(sql::check(&tree, &sources));
    findings.extend(threats::check(&tree));
    findings.extend(walls::check(&tree, &sources));
    findings.sort();
    findings.dedup();
    for finding in &findings {
        println!("{finding}");
    }
    match findings.len() {
        0 => {
            println!("tidy: {} files keep the rules of the house", tree.len());
            Ok(())
        }
        count => Err(Failure::Said(format!("tidy: {count} findings"))),
    }
}
