//! Nothing is put off in silence: no notes to oneself, no test that is switched off.

use crate::tidy::Finding;
use crate::tidy::source::Source;
use crate::tidy::tree::Tree;

/// Written in halves, so that this file does not find itself.
const NOTES: [&str; 4] = [
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("XX", "X"),
    concat!("HA", "CK"),
];
const SWITCHES: [&str; 9] = [
    concat!("it", ".skip"),
    concat!("it", ".only"),
    concat!("it", ".todo"),
    concat!("test", ".skip"),
    concat!("test", ".only"),
    concat!("test", ".todo"),
    concat!("describe", ".skip"),
    concat!("describe", ".only"),
    concat!("test", ".fixme"),
];

/// Looks through all text, and for ignored tests in Rust and on the page.
pub fn check(tree: &Tree, sources: &[Source<'_>]) -> Vec<Finding> {
    let mut findings = vec![];
    for (path, text) in tree.files() {
        let page = path.ends_with(".ts") || path.ends_with(".mjs");
        for (number, line) in text.lines().enumerate() {
            if let Some(note) = NOTES.iter().find(|note| has_word(line, note)) {
                let said = format!("{note}: do it now, or file it");
                findings.push(Finding::new(path, number + 1, said));
            }
            if page && SWITCHES.iter().any(|switch| line.contains(switch)) {
                let said = "a test that is switched off, or switches off the others";
                findings.push(Finding::new(path, number + 1, said));
            }
        }
    }
    findings.extend(sources.iter().flat_map(ignored));
    findings
}

/// A word by itself, not part of a longer one or of a key.
fn has_word(line: &str, word: &str) -> bool {
    let part = |letter: char| letter.is_alphanumeric() || letter == '_';
    line.match_indices(word).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        let after = line
            .get(at + word.len()..)
            .and_then(|text| text.chars().next());
        !before.is_some_and(part) && !after.is_some_and(part)
    })
}

/// A test that another test of the file starts by itself may say so: `"started … by <its name>"`.
fn ignored(source: &Source<'_>) -> Vec<Finding> {
    let start = concat!("#[", "ignore");
    let lines = source.text.lines().enumerate();
    lines
        .filter(|(_, line)| line.trim_start().starts_with(start))
        .filter(|(_, line)| !is_started_elsewhere(line, source.text))
        .map(|(number, _)| Finding::new(source.path, number + 1, "a test that is switched off"))
        .collect()
}

fn is_started_elsewhere(line: &str, text: &str) -> bool {
    let reason = line.split('"').nth(1).unwrap_or_default();
    let starter = reason.rsplit(' ').next().unwrap_or_default();
    reason.starts_with("started ") && text.contains(&format!("fn {starter}()"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::source::read_all;

    fn lines(path: &str, text: &str) -> Vec<usize> {
        let tree = Tree::of(&[(path, text)]);
        check(&tree, &read_all(&tree).0)
            .iter()
            .map(|finding| finding.line)
            .collect()
    }

    #[test]
    fn a_note_to_oneself_is_found_in_any_language() {
        let note = format!("\n// {}: later\n", concat!("TO", "DO"));
        assert_eq!(lines("crates/x/src/a.rs", &note), [2]);
        assert_eq!(lines("ui/src/app.css", &note), [2]);
        assert_eq!(lines("docs/architecture.md", &note), [2]);
    }

    #[test]
    fn part_of_a_longer_word_is_no_note() {
        assert!(lines("docs/a.md", concat!("ME", "TO", "DO", "LOGIA A_TO", "DO")).is_empty());
    }

    #[test]
    fn a_test_that_is_switched_off_is_found() {
        let rust = format!("#[test]\n#[{}]\nfn a() {{}}\n", "ignore = \"slow\"");
        assert_eq!(lines("crates/x/src/a.rs", &rust), [2]);
        let page = format!("\n{}('a', () => {{}})\n", concat!("it", ".skip"));
        assert_eq!(lines("ui/src/a.test.ts", &page), [2]);
    }

    #[test]
    fn a_test_that_another_starts_must_name_it() {
        let text = |reason: &str| {
            format!(
                "#[test]\n#[{} = \"{reason}\"]\nfn a() {{}}\nfn b() {{}}\n",
                "ignore"
            )
        };
        let path = "crates/x/tests/a.rs";
        assert!(lines(path, &text("started and killed by b")).is_empty());
        assert_eq!(lines(path, &text("started by nobody")), [2]);
        assert_eq!(lines(path, &text("slow")), [2]);
    }
}
