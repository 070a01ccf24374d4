//! A Rust file as the checks see it: its items, its words without comments, and which lines are tests.

use std::ops::RangeInclusive;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::spanned::Spanned;
use syn::visit::Visit;

use crate::tidy::Finding;
use crate::tidy::tree::Tree;

/// A word of the program and its line; comments and documentation are no words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Word {
    /// An identifier, a keyword or a single mark.
    Code(String),
    /// The inside of a string literal.
    Text(String),
}

/// One parsed file.
pub struct Source<'t> {
    pub path: &'t str,
    pub text: &'t str,
    pub syntax: syn::File,
    /// Words outside tests, with their lines.
    pub words: Vec<(usize, Word)>,
    test_lines: Vec<RangeInclusive<usize>>,
}

impl Source<'_> {
    /// True for a line inside `#[cfg(test)]`, or anywhere in a file of tests.
    pub fn is_test(&self, line: usize) -> bool {
        is_test_file(self.path) || self.test_lines.iter().any(|lines| lines.contains(&line))
    }
}

/// Parses every Rust file; one that cannot be read is a finding itself.
pub fn read_all(tree: &Tree) -> (Vec<Source<'_>>, Vec<Finding>) {
    let mut sources = vec![];
    let mut findings = vec![];
    for (path, text) in tree.ending(".rs") {
        match read(path, text) {
            Ok(source) => sources.push(source),
            Err(error) => {
                let line = error.span().start().line;
                findings.push(Finding::new(path, line, format!("no Rust: {error}")));
            }
        }
    }
    (sources, findings)
}

fn read<'t>(path: &'t str, text: &'t str) -> syn::Result<Source<'t>> {
    let syntax = syn::parse_file(text)?;
    let mut tests = Tests::default();
    tests.visit_file(&syntax);
    let mut words = vec![];
    collect(text.parse::<TokenStream>()?, &mut words);
    let mut source = Source {
        path,
        text,
        syntax,
        words: vec![],
        test_lines: tests.lines,
    };
    words.retain(|(line, _)| !source.is_test(*line));
    source.words = words;
    Ok(source)
}

/// Integration tests, and modules of tests in a file of their own.
pub fn is_test_file(path: &str) -> bool {
    path.starts_with("tests/")
        || path.contains("/tests/")
        || path.contains("/benches/")
        || path.ends_with("/tests.rs")
}

#[derive(Default)]
struct Tests {
    lines: Vec<RangeInclusive<usize>>,
}

impl<'ast> Visit<'ast> for Tests {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        if attributes(item).iter().any(is_for_tests) {
            let span = item.span();
            self.lines.push(span.start().line..=span.end().line);
        } else {
            syn::visit::visit_item(self, item);
        }
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        if function.attrs.iter().any(is_for_tests) {
            let span = function.span();
            self.lines.push(span.start().line..=span.end().line);
        }
    }
}

fn attributes(item: &syn::Item) -> &[syn::Attribute] {
    match item {
        syn::Item::Const(item) => &item.attrs,
        syn::Item::Enum(item) => &item.attrs,
        syn::Item::Fn(item) => &item.attrs,
        syn::Item::Impl(item) => &item.attrs,
        syn::Item::Macro(item) => &item.attrs,
        syn::Item::Mod(item) => &item.attrs,
        syn::Item::Static(item) => &item.attrs,
        syn::Item::Struct(item) => &item.attrs,
        syn::Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

/// `#[cfg(test)]`, also among other conditions, but not `not(test)`.
fn is_for_tests(attribute: &syn::Attribute) -> bool {
    if attribute.path().is_ident("test") {
        return true;
    }
    let syn::Meta::List(list) = &attribute.meta else {
        return false;
    };
    let condition = list.tokens.to_string().replace(' ', "");
    list.path.is_ident("cfg") && (condition == "test" || condition.starts_with("all(test,"))
}

fn collect(stream: TokenStream, words: &mut Vec<(usize, Word)>) {
    let mut after_hash = false;
    for tree in stream {
        let line = tree.span().start().line;
        match tree {
            TokenTree::Group(group) => {
                let documents = group.delimiter() == Delimiter::Bracket
                    && after_hash
                    && first_is_doc(&group.stream());
                if !documents {
                    collect(group.stream(), words);
                }
                after_hash = false;
            }
            TokenTree::Punct(mark) => {
                // `#[doc]` and `#![doc]` alike
                after_hash = mark.as_char() == '#' || (after_hash && mark.as_char() == '!');
                words.push((line, Word::Code(mark.to_string())));
            }
            TokenTree::Ident(name) => {
                after_hash = false;
                words.push((line, Word::Code(name.to_string())));
            }
            TokenTree::Literal(literal) => {
                after_hash = false;
                if let syn::Lit::Str(text) = syn::Lit::new(literal) {
                    words.push((line, Word::Text(text.value())));
                }
            }
        }
    }
}

fn first_is_doc(stream: &TokenStream) -> bool {
    matches!(stream.clone().into_iter().next(), Some(TokenTree::Ident(name)) if name == "doc")
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;

    const FILE: &str = "//! Front: \"no text\".\n/// doc \"none\"\nfn a() { b!(\"one\", r#\"two\"#); }\n\n#[cfg(test)]\nmod tests {\n    const C: &str = \"three\";\n}\n#[cfg(not(test))]\nconst D: &str = \"four\";\n";

    fn texts(path: &str) -> Vec<String> {
        let words = read(path, FILE).unwrap().words;
        let texts = words.into_iter().filter_map(|(_, word)| match word {
            Word::Text(text) => Some(text),
            Word::Code(_) => None,
        });
        texts.collect()
    }

    #[test]
    fn documentation_and_tests_are_no_words_and_macros_are() {
        assert_eq!(texts("crates/x/src/lib.rs"), ["one", "two", "four"]);
    }

    #[test]
    fn a_file_of_tests_has_no_words() {
        assert!(texts("tests/journeys/main.rs").is_empty());
        assert!(texts("crates/x/tests/story.rs").is_empty());
        assert!(texts("crates/x/src/merge/tests.rs").is_empty());
    }

    #[test]
    fn the_lines_of_a_test_module_are_known() {
        let source = read("crates/x/src/lib.rs", FILE).unwrap();
        let tests: Vec<_> = (1..=10).filter(|line| source.is_test(*line)).collect();
        assert_eq!(tests, [5, 6, 7, 8]);
    }

    #[test]
    fn a_file_that_is_no_rust_is_a_finding() {
        let tree = Tree::of(&[("crates/x/src/lib.rs", "fn fn")]);
        assert_eq!(read_all(&tree).1.len(), 1);
    }
}
