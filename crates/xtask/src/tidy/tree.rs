//! The repository's own text files, read once.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::house::Failure;

/// Folders that hold nothing written here.
const FOREIGN: [&str; 6] = [
    "target",
    "node_modules",
    "dist",
    ".git",
    "gen",
    "permissions",
];
/// Kinds of file that are read as text.
const TEXT: [&str; 20] = [
    "rs", "toml", "sql", "md", "json", "jsonl", "ts", "svelte", "css", "html", "js", "mjs", "ftl",
    "sh", "yml", "yaml", "txt", "svg", "lock", "typ",
];
/// Files without an ending that are text all the same.
const TEXT_NAMES: [&str; 4] = [".gitignore", ".npmrc", "run", "LICENSE"];

/// Path below the root with `/`, and the text.
#[derive(Default)]
pub struct Tree {
    files: BTreeMap<String, String>,
}

impl Tree {
    /// Reads every text file below the root.
    pub fn read(root: &Path) -> Result<Self, Failure> {
        let mut tree = Self::default();
        let mut open = vec![PathBuf::new()];
        while let Some(below) = open.pop() {
            let folder = root.join(&below);
            let entries =
                fs::read_dir(&folder).map_err(|error| Failure::File(folder.clone(), error))?;
            for entry in entries.flatten() {
                let name = entry.file_name().to_string_lossy().into_owned();
                let relative = below.join(&name);
                if entry.path().is_dir() {
                    if !FOREIGN.contains(&name.as_str()) {
                        open.push(relative);
                    }
                } else if is_text(&name) {
                    let text = fs::read_to_string(entry.path())
                        .map_err(|error| Failure::File(entry.path(), error))?;
                    tree.files
                        .insert(relative.to_string_lossy().replace('\\', "/"), text);
                }
            }
        }
        Ok(tree)
    }

    /// A tree of a few small files.
    #[cfg(test)]
    pub fn of(files: &[(&str, &str)]) -> Self {
        let files = files
            .iter()
            .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
        Self {
            files: files.collect(),
        }
    }

    /// Path and text of every file.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// Path and text of the files with this ending, which begins with a dot.
    pub fn ending(&self, ending: &'static str) -> impl Iterator<Item = (&str, &str)> {
        self.files().filter(move |(path, _)| path.ends_with(ending))
    }

    /// The text of one file.
    pub fn get(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }
}

fn is_text(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    TEXT.contains(&ending) || TEXT_NAMES.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_and_databases_are_not_read_as_text() {
        for (name, text) in [
            ("main.rs", true),
            (".gitignore", true),
            ("run", true),
            ("icon.png", false),
            ("old.db", false),
            ("rs", false),
        ] {
            assert_eq!(is_text(name), text, "{name}");
        }
    }
}
