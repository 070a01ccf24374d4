//! Every room says at its door, in two sentences, what lives there and what never may.

use crate::tidy::Finding;
use crate::tidy::tree::Tree;

/// Looks at the first lines of each crate's root file.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = vec![];
    for (path, text) in tree.files() {
        let root = path.ends_with("/src/lib.rs") || path.ends_with("/src/main.rs");
        let room = path.starts_with("crates/") || path.starts_with("src-tauri/");
        let second = path.ends_with("main.rs") && tree.get(&beside(path)).is_some();
        if root && room && !second && !says_both(text) {
            let said = "must open with `//!` and two sentences: what lives here; `Never here: …`";
            findings.push(Finding::new(path, 1, said));
        }
    }
    findings
}

/// The `lib.rs` beside a `main.rs`; with one, it speaks for the room.
fn beside(path: &str) -> String {
    path.replace("/src/main.rs", "/src/lib.rs")
}

fn says_both(text: &str) -> bool {
    let opening: Vec<&str> = text
        .lines()
        .map_while(|line| line.strip_prefix("//!"))
        .map(str::trim)
        .collect();
    let never = opening
        .iter()
        .position(|line| line.starts_with("Never here:"));
    match never.map(|place| opening.split_at(place)) {
        Some((lives, absent)) => ends_as_sentence(lives) && ends_as_sentence(absent),
        None => false,
    }
}

fn ends_as_sentence(lines: &[&str]) -> bool {
    lines
        .iter()
        .rev()
        .find(|line| !line.is_empty())
        .is_some_and(|line| line.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(path: &str, text: &str) -> usize {
        check(&Tree::of(&[(path, text)])).len()
    }

    const BOTH: &str = "//! The law.\n//!\n//! Never here: files\n//! or clocks.\n\npub mod a;\n";

    #[test]
    fn both_sentences_pass() {
        assert_eq!(count("crates/domain/src/lib.rs", BOTH), 0);
    }

    #[test]
    fn a_room_that_does_not_say_what_is_absent_is_found() {
        for text in [
            "",
            "//! The law.\n",
            "//! Never here: files.\n",
            "//! The law\n//! Never here: files.\n",
            "// The law.\n// Never here: files.\n",
        ] {
            assert_eq!(count("crates/domain/src/lib.rs", text), 1, "{text:?}");
        }
    }

    #[test]
    fn a_program_beside_its_library_need_not_repeat_it() {
        let files = [
            ("crates/office/src/lib.rs", BOTH),
            ("crates/office/src/main.rs", "fn main() {}"),
        ];
        assert!(check(&Tree::of(&files)).is_empty());
        assert_eq!(count("crates/play/src/main.rs", "fn main() {}"), 1);
    }
}
