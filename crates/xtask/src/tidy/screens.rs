//! Walls of the page: screens never import each other, parts know no screen, one door to the backend.

use crate::tidy::Finding;
use crate::tidy::tree::Tree;

const SOURCE: &str = "ui/src/";
const DOOR: &str = "ui/src/backend/";
const TAURI: &str = "@tauri-apps/";

/// Follows every import of the page's own files.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = vec![];
    for (path, text) in tree.files() {
        let page = path.ends_with(".ts") || path.ends_with(".svelte");
        if !page || !path.starts_with(SOURCE) {
            continue;
        }
        for (number, line) in text.lines().enumerate() {
            for target in imports(line) {
                if let Some(said) = fault(path, &target) {
                    findings.push(Finding::new(path, number + 1, said));
                }
            }
        }
    }
    findings
}

/// What a line imports: the quoted text after `from`, `import` or `import(`.
fn imports(line: &str) -> Vec<String> {
    let mut found = vec![];
    for mark in ["from ", "import ", "import(", "mock("] {
        for (at, _) in line.match_indices(mark) {
            let rest = line.get(at + mark.len()..).unwrap_or_default().trim_start();
            let Some(quote) = rest
                .chars()
                .next()
                .filter(|letter| "'\"`".contains(*letter))
            else {
                continue;
            };
            if let Some(target) = rest.split(quote).nth(1) {
                found.push(target.to_owned());
            }
        }
    }
    found
}

fn fault(path: &str, target: &str) -> Option<String> {
    if target.starts_with(TAURI) && !path.starts_with(DOOR) {
        return Some(format!("{target}: only ui/src/backend speaks to Tauri"));
    }
    let there = screen(&resolve(path, target)?)?;
    match screen(path) {
        Some(here) if here == there => None,
        Some(_) => Some(format!("imports another screen, {there}")),
        None if is_part(path) => Some(format!("a part imports the screen {there}")),
        None => None,
    }
}

/// The screen a path belongs to: the folder or file right below `screens/`.
fn screen(path: &str) -> Option<String> {
    let below = path.strip_prefix("ui/src/screens/")?;
    let first = below.split('/').next()?;
    Some(first.split('.').next()?.to_lowercase())
}

fn is_part(path: &str) -> bool {
    ["widgets/", "shared/", "i18n/", "backend/"]
        .iter()
        .any(|folder| {
            path.strip_prefix(SOURCE)
                .is_some_and(|below| below.starts_with(folder))
        })
}

/// A relative import as a path below the root; `None` for a package.
fn resolve(path: &str, target: &str) -> Option<String> {
    if !target.starts_with('.') {
        let below = target
            .strip_prefix("$lib/")
            .or(target.strip_prefix("src/"))?;
        return Some(format!("{SOURCE}{below}"));
    }
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(path: &str, line: &str) -> Vec<String> {
        let findings = check(&Tree::of(&[(path, line)]));
        findings
            .iter()
            .map(|finding| finding.said.clone())
            .collect()
    }

    const CASES: &str = "ui/src/screens/cases/Cases.svelte";

    #[test]
    fn a_screen_may_import_its_own_files_and_the_parts() {
        for line in [
            "import Row from './Row.svelte'",
            "import { x } from '../cases/rows'",
            "import Button from '../../shared/Button.svelte'",
            "import type { CaseView } from \"../../backend\"",
        ] {
            assert!(said(CASES, line).is_empty(), "{line}");
        }
    }

    #[test]
    fn a_screen_may_not_import_another() {
        for line in [
            "import Inbox from '../inbox/Inbox.svelte'",
            "const x = await import('../inbox/rows')",
            "export * from \"../inbox\"",
        ] {
            assert_eq!(
                said(CASES, line),
                ["imports another screen, inbox"],
                "{line}"
            );
        }
    }

    #[test]
    fn a_part_knows_no_screen_and_the_frame_may() {
        let line = "import Cases from '../screens/cases/Cases.svelte'";
        assert_eq!(said("ui/src/shared/Menu.svelte", line).len(), 1);
        let line = "import Cases from './screens/cases/Cases.svelte'";
        assert!(said("ui/src/App.svelte", line).is_empty());
    }

    #[test]
    fn there_is_one_door_to_tauri() {
        let line = "import { invoke } from '@tauri-apps/api/core'";
        assert!(said("ui/src/backend/tauri.ts", line).is_empty());
        assert_eq!(said(CASES, line).len(), 1);
    }
}
