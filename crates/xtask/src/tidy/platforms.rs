//! How operating systems differ is known in one file of a room, `src/platform.rs`; each duty has one such home.

use crate::tidy::Finding;
use crate::tidy::source::{Source, Word};

const HOME: &str = "/src/platform.rs";
const SYSTEMS: [&str; 4] = ["unix", "windows", "target_os", "target_family"];

/// Looks for conditions on the operating system elsewhere; tests may have them.
pub fn check(sources: &[Source<'_>]) -> Vec<Finding> {
    let elsewhere = sources.iter().filter(|source| !source.path.ends_with(HOME));
    elsewhere.flat_map(conditions).collect()
}

fn conditions(source: &Source<'_>) -> Vec<Finding> {
    let is = |word: &Word, names: &[&str]| match word {
        Word::Code(code) => names.contains(&code.as_str()),
        Word::Text(_) => false,
    };
    let mut findings = vec![];
    for (place, (line, word)) in source.words.iter().enumerate() {
        if !is(word, &["cfg", "cfg_attr"]) {
            continue;
        }
        let mut after = source.words.iter().skip(place + 1);
        if after.any(|(other, word)| other == line && is(word, &SYSTEMS)) {
            let said = "asks for the operating system; such code lives in the room's platform.rs";
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
        let found = check(&read_all(&tree).0);
        found.iter().map(|finding| finding.line).collect()
    }

    const TEXT: &str = "#[cfg(unix)]\nfn a() {}\n#[cfg(not(windows))]\nfn b() {}\nfn c() -> bool { cfg!(target_os = \"linux\") }\n";

    #[test]
    fn a_system_is_asked_for_in_the_platform_file_alone() {
        assert_eq!(lines("crates/office/src/keys.rs", TEXT), [1, 3, 5]);
        assert!(lines("crates/store/src/platform.rs", TEXT).is_empty());
    }

    #[test]
    fn tests_and_other_conditions_may_stand_anywhere() {
        assert!(lines("crates/office/tests/tool.rs", TEXT).is_empty());
        let other =
            "#[cfg(feature = \"window\")]\nfn a() {}\nfn b() { let unix = 1; drop(unix); }\n";
        assert!(lines("crates/app/src/law.rs", other).is_empty());
    }
}
