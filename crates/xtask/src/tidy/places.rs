//! The repository knows no machine: no one's folders, no package mirror.

use crate::tidy::Finding;
use crate::tidy::tree::Tree;

/// Written in halves, so that this file does not find itself.
const FOLDERS: [&str; 5] = [
    concat!("/wo", "rk/"),
    concat!("/ro", "ot/"),
    concat!("/ho", "me/"),
    concat!("/Us", "ers/"),
    concat!("C:\\Us", "ers"),
];
/// In these files a line with this is a mirror: the file's name, the mark, what to do.
const MIRRORS: [(&str, &str, &str); 4] = [
    (
        "package-lock.json",
        "\"resolved\": \"http",
        "names a host; `omit-lockfile-registry-resolved=true` in ui/.npmrc leaves it out",
    ),
    (".npmrc", "registry=", "names a mirror"),
    (".cargo/config.toml", "[source", "names a mirror"),
    ("Cargo.toml", "[source", "names a mirror"),
];

/// Looks for both in every text file.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = vec![];
    for (path, text) in tree.files() {
        let mirrors: Vec<_> = MIRRORS
            .iter()
            .filter(|(name, _, _)| path.ends_with(name))
            .collect();
        for (number, line) in text.lines().enumerate() {
            if let Some(folder) = FOLDERS.iter().find(|folder| stands_in(line, folder)) {
                let said = format!("names a machine's folder {folder}");
                findings.push(Finding::new(path, number + 1, said));
            }
            for (_, _, said) in mirrors.iter().filter(|(_, mark, _)| line.contains(mark)) {
                findings.push(Finding::new(path, number + 1, *said));
            }
        }
    }
    findings
}

/// The folder at the start of a path, not in the middle of a longer one.
fn stands_in(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        !before.is_some_and(|letter| letter.is_alphanumeric() || "./_-".contains(letter))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(path: &str, text: &str) -> Vec<usize> {
        let tree = Tree::of(&[(path, text)]);
        check(&tree).iter().map(|finding| finding.line).collect()
    }

    #[test]
    fn a_persons_folder_is_found() {
        let text = format!("a\nlet p = \"{}ewa/x\";\n", concat!("/ho", "me/"));
        assert_eq!(lines("crates/x/src/a.rs", &text), [2]);
    }

    #[test]
    fn the_same_words_inside_a_path_of_ours_are_not() {
        let text = format!("docs{}page.md\n", concat!("/ho", "me/"));
        assert!(lines("docs/a.md", &text).is_empty());
    }

    #[test]
    fn a_lock_file_names_no_host() {
        let lock = "{\n  \"resolved\": \"https://mirror.invalid/a.tgz\"\n}\n";
        assert_eq!(lines("ui/package-lock.json", lock), [2]);
        assert!(lines("ui/package-lock.json", "{ \"version\": \"1\" }").is_empty());
        assert_eq!(lines("ui/.npmrc", "registry=https://mirror.invalid\n"), [1]);
    }
}
