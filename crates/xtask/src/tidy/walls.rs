//! Short pieces: a function of at most 70 lines, a file of at most 600 without its tests, a component of 200.

use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::visit::Visit;

use crate::tidy::Finding;
use crate::tidy::source::{Source, is_test_file};
use crate::tidy::tree::Tree;

const FUNCTION_LINES: usize = 70;
const FILE_LINES: usize = 600;
const COMPONENT_LINES: usize = 200;

/// Measures Rust, TypeScript and components.
pub fn check(tree: &Tree, sources: &[Source<'_>]) -> Vec<Finding> {
    let mut findings: Vec<Finding> = sources.iter().flat_map(rust).collect();
    for (path, text) in tree.ending(".svelte") {
        findings.extend(wall(
            path,
            "component",
            text.lines().count(),
            COMPONENT_LINES,
        ));
    }
    for (path, text) in tree.ending(".ts") {
        if !is_page_test(path) {
            findings.extend(wall(path, "file", text.lines().count(), FILE_LINES));
        }
    }
    findings
}

fn rust(source: &Source<'_>) -> Vec<Finding> {
    if is_test_file(source.path) {
        return vec![];
    }
    let all = 1..=source.text.lines().count();
    let lines = all.filter(|line| !source.is_test(*line)).count();
    let mut findings: Vec<Finding> = wall(source.path, "file", lines, FILE_LINES).collect();
    let mut functions = Functions::default();
    functions.visit_file(&source.syntax);
    for (name, first, last) in functions.found {
        let lines = last + 1 - first;
        if lines > FUNCTION_LINES && !source.is_test(first) {
            let said = format!("function {name} has {lines} lines, the wall is {FUNCTION_LINES}");
            findings.push(Finding::new(source.path, first, said));
        }
    }
    findings
}

fn wall(path: &str, kind: &str, lines: usize, most: usize) -> impl Iterator<Item = Finding> {
    let said = format!("{kind} has {lines} lines, the wall is {most}");
    let finding = (lines > most).then(|| Finding::new(path, 0, said));
    finding.into_iter()
}

fn is_page_test(path: &str) -> bool {
    path.ends_with(".test.ts") || path.starts_with("tests/")
}

/// Name, first and last line of each function.
#[derive(Default)]
struct Functions {
    found: Vec<(String, usize, usize)>,
}

impl Functions {
    fn keep(&mut self, signature: &syn::Signature, close: Span) {
        self.found.push((
            signature.ident.to_string(),
            signature.span().start().line,
            close.end().line,
        ));
    }
}

impl<'ast> Visit<'ast> for Functions {
    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        self.keep(&function.sig, function.block.brace_token.span.close());
        syn::visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        self.keep(&function.sig, function.block.brace_token.span.close());
        syn::visit::visit_impl_item_fn(self, function);
    }

    fn visit_trait_item_fn(&mut self, function: &'ast syn::TraitItemFn) {
        if let Some(block) = &function.default {
            self.keep(&function.sig, block.brace_token.span.close());
        }
        syn::visit::visit_trait_item_fn(self, function);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::source::read_all;

    fn said(path: &str, text: &str) -> Vec<String> {
        let tree = Tree::of(&[(path, text)]);
        check(&tree, &read_all(&tree).0)
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    fn function(lines: usize) -> String {
        format!(
            "/// doc\nfn long() {{\n{}}}\n",
            "    a();\n".repeat(lines - 2)
        )
    }

    #[test]
    fn a_function_of_seventy_lines_passes_and_one_more_does_not() {
        assert!(said("crates/x/src/a.rs", &function(70)).is_empty());
        assert_eq!(
            said("crates/x/src/a.rs", &function(71)),
            ["crates/x/src/a.rs:2: function long has 71 lines, the wall is 70"]
        );
    }

    #[test]
    fn methods_are_functions_too() {
        let text = format!("impl A {{\n{}}}\n", function(71));
        assert_eq!(said("crates/x/src/a.rs", &text).len(), 1);
    }

    #[test]
    fn tests_count_neither_as_functions_nor_as_lines() {
        let tests = format!("#[cfg(test)]\nmod tests {{\n{}}}\n", function(700));
        assert!(said("crates/x/src/a.rs", &tests).is_empty());
        assert!(said("crates/x/tests/a.rs", &function(700)).is_empty());
    }

    #[test]
    fn a_file_of_six_hundred_lines_passes_and_one_more_does_not() {
        assert!(said("crates/x/src/a.rs", &"const A: u8 = 1;\n".repeat(600)).is_empty());
        assert_eq!(
            said("crates/x/src/a.rs", &"const A: u8 = 1;\n".repeat(601)),
            ["crates/x/src/a.rs:0: file has 601 lines, the wall is 600"]
        );
    }

    #[test]
    fn a_component_ends_at_two_hundred_lines() {
        let path = "ui/src/screens/cases/Cases.svelte";
        assert!(said(path, &"<p></p>\n".repeat(200)).is_empty());
        assert_eq!(said(path, &"<p></p>\n".repeat(201)).len(), 1);
    }
}
