//! Time is an argument: only the use cases and the office read the clock.

use crate::tidy::Finding;
use crate::tidy::source::{Source, Word};

/// Rooms that may; the last two measure and decide nothing, and so do examples.
const READERS: [&str; 4] = [
    "crates/app/",
    "crates/office/",
    "crates/bench/",
    "crates/xtask/",
];
const CLOCKS: [&str; 4] = ["Utc", "Local", "SystemTime", "Instant"];

/// Looks for a clock read elsewhere.
pub fn check(sources: &[Source<'_>]) -> Vec<Finding> {
    let elsewhere = sources
        .iter()
        .filter(|source| !READERS.iter().any(|room| source.path.starts_with(room)))
        .filter(|source| !source.path.contains("/examples/"));
    elsewhere.flat_map(reads).collect()
}

fn reads(source: &Source<'_>) -> Vec<Finding> {
    let code = |word: Option<&(usize, Word)>| match word {
        Some((_, Word::Code(code))) => code.clone(),
        _ => String::new(),
    };
    let mut findings = vec![];
    for (place, (line, word)) in source.words.iter().enumerate() {
        let Word::Code(name) = word else { continue };
        let called = code(source.words.get(place + 3));
        let clock = CLOCKS.contains(&name.as_str()) && called == "now";
        if clock || name == "now_v7" {
            let said = "reads the clock; take the time as an argument";
            findings.push(Finding::new(source.path, *line, said));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::source::read_all;
    use crate::tidy::tree::Tree;

    fn lines(path: &str, text: &str) -> Vec<usize> {
        let tree = Tree::of(&[(path, text)]);
        check(&read_all(&tree).0)
            .iter()
            .map(|finding| finding.line)
            .collect()
    }

    #[test]
    fn a_hidden_clock_in_a_rule_is_found() {
        let text = "fn term() -> X {\n    chrono::Utc::now()\n}\nfn id() -> X { Uuid::now_v7() }\n";
        assert_eq!(lines("crates/domain/src/terms.rs", text), [2, 4]);
    }

    #[test]
    fn the_use_cases_and_the_office_may_read_it() {
        let text = "fn now() -> X { Utc::now() }";
        assert!(lines("crates/app/src/clock.rs", text).is_empty());
        assert!(lines("crates/office/src/clock.rs", text).is_empty());
    }

    #[test]
    fn naming_the_clock_is_not_reading_it() {
        let text = "/// not Utc::now()\nfn term(at: DateTime<Utc>) -> X { at.now }";
        assert!(lines("crates/domain/src/terms.rs", text).is_empty());
    }
}
