//! What a person typed goes neither to the clipboard, nor to the system's folder of passing files, nor to the browser's own storage.

use crate::tidy::Finding;
use crate::tidy::source::{Source, Word};
use crate::tidy::tree::Tree;

/// Rooms that hold invented families only.
const INVENTED: [&str; 3] = ["crates/bench/", "crates/play/", "crates/xtask/"];
/// The encrypted copy that the head tests with the recovery key.
const TESTED_COPY: &str = "crates/office/src/backup.rs";
const PASSING: [&str; 5] = ["temp_dir", "tempfile", "tempdir", "clipboard", "arboard"];
/// Files of the page that remember how the screen looks and which profile was open, and nothing else.
const REMEMBERING: [&str; 2] = [
    "ui/src/shell/settings.svelte.ts",
    "ui/src/shell/last-profile.ts",
];
const COPYING: [&str; 3] = ["clipboard", "execCommand", "ClipboardEvent"];
const STORING: [&str; 4] = [
    "localStorage",
    "sessionStorage",
    "indexedDB",
    "document.cookie",
];

pub fn check(tree: &Tree, sources: &[Source<'_>]) -> Vec<Finding> {
    let shipped = sources
        .iter()
        .filter(|source| !INVENTED.iter().any(|room| source.path.starts_with(room)))
        .filter(|source| source.path != TESTED_COPY);
    let mut findings: Vec<Finding> = shipped.flat_map(passing).collect();
    for (path, text) in tree.files() {
        let of_page = path.ends_with(".ts") || path.ends_with(".svelte");
        let of_tests = path.ends_with(".test.ts") || path.starts_with("ui/src/test/");
        if of_page && path.starts_with("ui/src/") && !of_tests {
            findings.extend(left_by_page(path, text));
        }
    }
    findings
}

fn passing(source: &Source<'_>) -> Vec<Finding> {
    let named = source.words.iter().filter_map(|(line, word)| match word {
        Word::Code(code) if PASSING.contains(&code.as_str()) => Some((*line, code)),
        _ => None,
    });
    named
        .map(|(line, code)| Finding::new(source.path, line, format!("{code}: what is passing lies readable beside the profile; keep it in memory or where the person chose")))
        .collect()
}

fn left_by_page(path: &str, text: &str) -> Vec<Finding> {
    let mut findings = vec![];
    for (number, line) in text.lines().enumerate() {
        let stored = STORING.iter().filter(|_| !REMEMBERING.contains(&path));
        for word in COPYING
            .iter()
            .chain(stored)
            .filter(|word| line.contains(**word))
        {
            let said =
                format!("{word}: nothing of a family leaves the page but through the backend");
            findings.push(Finding::new(path, number + 1, said));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::source::read_all;

    fn lines(path: &str, text: &str) -> Vec<usize> {
        let tree = Tree::of(&[(path, text)]);
        let found = check(&tree, &read_all(&tree).0);
        found.iter().map(|finding| finding.line).collect()
    }

    #[test]
    fn a_paper_in_the_folder_of_passing_files_is_found() {
        let text = "fn print() {\n    let path = std::env::temp_dir().join(\"a.pdf\");\n}\nfn other() {\n    tempfile::tempdir();\n}\n";
        assert_eq!(lines("crates/app/src/paper.rs", text), [2, 5, 5]);
        assert_eq!(lines("src-tauri/src/commands/paper.rs", text), [2, 5, 5]);
        assert!(lines("crates/bench/src/desk.rs", text).is_empty());
        assert!(lines("crates/app/tests/paper.rs", text).is_empty());
    }

    #[test]
    fn a_page_that_copies_or_keeps_what_it_shows_is_found() {
        let copies = "const copy = () =>\n  navigator.clipboard.writeText(pesel);\n";
        let keeps = "localStorage.setItem('text-size', '125');\n";
        assert_eq!(lines("ui/src/screens/interview/Field.svelte", copies), [2]);
        assert_eq!(lines("ui/src/screens/interview/drafts.ts", keeps), [1]);
        assert!(lines("ui/src/shell/settings.svelte.ts", keeps).is_empty());
        assert_eq!(lines("ui/src/shell/settings.svelte.ts", copies), [2]);
        assert!(lines("ui/src/shell/settings.test.ts", keeps).is_empty());
        assert!(lines("ui/src/test/setup.ts", keeps).is_empty());
    }
}
