//! One Polish term, one English identifier: no identifier and no term twice in the glossary.

use std::collections::BTreeMap;

use crate::tidy::Finding;
use crate::tidy::tree::Tree;

const GLOSSARY: &str = "docs/glossary.md";

/// Reads the tables of the glossary: the first column is the Polish term, the second the identifier.
pub fn check(tree: &Tree) -> Vec<Finding> {
    match tree.get(GLOSSARY) {
        Some(text) => repeated(text),
        None => vec![Finding::new(GLOSSARY, 0, "is missing")],
    }
}

fn repeated(text: &str) -> Vec<Finding> {
    let mut findings = vec![];
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut above = "";
    for (number, line) in text.lines().enumerate() {
        let heading = text.lines().nth(number + 1).is_some_and(is_rule);
        if !heading && !is_rule(line) && (is_row(above) || is_rule(above)) && is_row(line) {
            let mut cells = line.trim().trim_matches('|').split('|').map(str::trim);
            let term = cells.next().unwrap_or_default().to_lowercase();
            let identifier = cells.next().unwrap_or_default().trim_matches('`');
            for word in [term, format!("`{identifier}`")] {
                if let Some(first) = seen.insert(word.clone(), number + 1) {
                    let said = format!("{word} stands already in line {first}");
                    findings.push(Finding::new(GLOSSARY, number + 1, said));
                }
            }
        }
        above = line;
    }
    if seen.is_empty() {
        findings.push(Finding::new(GLOSSARY, 0, "has no table of terms"));
    }
    findings
}

fn is_row(line: &str) -> bool {
    line.trim_start().starts_with('|')
}

/// The line of dashes below a table's head.
fn is_rule(line: &str) -> bool {
    is_row(line) && line.chars().all(|letter| "|-: ".contains(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(rows: &str) -> Vec<String> {
        let text = format!("# Glossary\n\n| term | identifier |\n|---|---|\n{rows}");
        let findings = repeated(&text);
        findings
            .iter()
            .map(|finding| finding.said.clone())
            .collect()
    }

    #[test]
    fn terms_and_identifiers_that_stand_once_pass() {
        assert!(said("| wywiad | `interview` |\n| zgłoszenie | `report` |\n").is_empty());
    }

    #[test]
    fn one_identifier_for_two_terms_is_found() {
        assert_eq!(
            said("| wywiad | `interview` | 1 |\n| rozmowa | `interview` | 2 |\n"),
            ["`interview` stands already in line 5"]
        );
    }

    #[test]
    fn two_identifiers_for_one_term_are_found_across_tables() {
        let rows = "| wywiad | `interview` |\n\n## More\n\n| term | identifier |\n|---|---|\n| Wywiad | `inquiry` |\n";
        assert_eq!(said(rows), ["wywiad stands already in line 5"]);
    }

    #[test]
    fn a_glossary_without_a_table_is_found() {
        assert_eq!(repeated("# Glossary\n").len(), 1);
    }
}
