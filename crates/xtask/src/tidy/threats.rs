//! The threat page names the tests that show what it says: each of them is in the tree.

use crate::tidy::Finding;
use crate::tidy::tree::Tree;

const PAGE: &str = "docs/threats.md";
/// Words of a test's name at the least: shorter names in the page are of other things.
const WORDS: usize = 4;

/// Finds every test that the page names.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let Some(page) = tree.get(PAGE) else {
        return vec![Finding::new(PAGE, 0, "is missing")];
    };
    let mut findings = Vec::new();
    let mut named = 0;
    for (number, line) in page.lines().enumerate() {
        for name in line
            .split('`')
            .skip(1)
            .step_by(2)
            .filter(|name| is_test(name))
        {
            named += 1;
            let head = format!("fn {name}(");
            if !tree
                .files()
                .any(|(path, text)| path.ends_with(".rs") && text.contains(&head))
            {
                findings.push(Finding::new(
                    PAGE,
                    number + 1,
                    format!("no test is named {name}"),
                ));
            }
        }
    }
    if named == 0 {
        findings.push(Finding::new(PAGE, 0, "names no test"));
    }
    findings
}

fn is_test(name: &str) -> bool {
    let letters = name
        .chars()
        .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_');
    letters && name.split('_').count() >= WORDS
}
