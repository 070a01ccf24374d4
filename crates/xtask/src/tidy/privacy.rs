//! Every column is commented and classed: identity, special category, work or technical.

use crate::tidy::Finding;
use crate::tidy::tree::Tree;

const SCHEMAS: [&str; 2] = ["schema.sql", "crates/office/office.sql"];
const CLASSES: [&str; 4] = ["[identity]", "[special]", "[work]", "[technical]"];
/// Words that begin a constraint of the table, not a column.
const CONSTRAINTS: [&str; 5] = ["PRIMARY", "UNIQUE", "CHECK", "FOREIGN", "CONSTRAINT"];

/// Reads both schemas line by line: one column a line, its comment beside or above it.
pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = vec![];
    for path in SCHEMAS {
        match tree.get(path) {
            Some(text) => findings.extend(unclassed(path, text)),
            None => findings.push(Finding::new(path, 0, "is missing")),
        }
    }
    findings
}

fn unclassed(path: &str, text: &str) -> Vec<Finding> {
    let mut findings = vec![];
    let mut depth = 0_usize;
    let mut inside = false;
    let mut above = String::new();
    for (number, line) in text.lines().enumerate() {
        let (code, comment) = line.split_once("--").unwrap_or((line, ""));
        let code = code.trim();
        let begins =
            code.to_uppercase().starts_with("CREATE") && code.to_uppercase().contains("TABLE");
        if begins {
            inside = true;
            if code.ends_with(';') {
                let said = "a table on one line: give each column a line and a comment";
                findings.push(Finding::new(path, number + 1, said));
            }
        } else if inside && depth == 1 && !code.is_empty() && !code.starts_with(')') {
            let said = format!("{above} {comment}");
            findings.extend(fault(code, &said).map(|fault| Finding::new(path, number + 1, fault)));
        }
        depth = (depth + code.matches('(').count()).saturating_sub(code.matches(')').count());
        inside = inside && (depth > 0 || begins) && !code.ends_with(';');
        if code.is_empty() {
            above.push_str(comment);
        } else {
            above.clear();
        }
    }
    findings
}

/// What is wrong with one line of a table.
fn fault(code: &str, comment: &str) -> Option<String> {
    let first = code.split([' ', '(']).next().unwrap_or_default();
    if CONSTRAINTS.contains(&first.to_uppercase().as_str()) {
        return None;
    }
    if has_two(code) {
        return Some("two columns on one line".into());
    }
    let classes = CLASSES
        .iter()
        .filter(|class| comment.contains(*class))
        .count();
    let words = CLASSES
        .iter()
        .fold(comment.to_owned(), |left, class| left.replace(class, ""));
    if classes != 1 {
        Some(format!("column {first} needs one of {}", CLASSES.join(" ")))
    } else if words.trim().is_empty() {
        Some(format!("column {first} is classed but not explained"))
    } else {
        None
    }
}

/// A comma outside brackets with something after it.
fn has_two(code: &str) -> bool {
    let mut depth = 0_i32;
    let mut rest = code.trim_end_matches(',').chars();
    rest.any(|letter| {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        letter == ',' && depth == 0
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(table: &str) -> Vec<String> {
        unclassed("schema.sql", table)
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn a_classed_and_explained_column_passes_with_its_comment_beside_or_above() {
        let table = "-- People.\nCREATE TABLE people (\n  id BLOB NOT NULL, -- [technical] UUIDv7\n  -- [identity] as on the\n  -- identity card\n  name TEXT NOT NULL CHECK (\n    length(name) > 0\n  ),\n  PRIMARY KEY (id, name),\n  CHECK (id <> name)\n) STRICT;\nCREATE INDEX a ON people (name);\n";
        assert_eq!(said(table), Vec::<String>::new());
    }

    #[test]
    fn an_unmarked_column_is_found() {
        assert_eq!(
            said("CREATE TABLE people (\n  pesel TEXT NOT NULL -- eleven digits\n) STRICT;\n"),
            ["schema.sql:2: column pesel needs one of [identity] [special] [work] [technical]"]
        );
    }

    #[test]
    fn one_columns_comment_does_not_cover_the_next() {
        let table = "CREATE TABLE a (\n  -- [work] the first\n  b TEXT,\n  c TEXT\n);\n";
        assert_eq!(said(table).len(), 1);
    }

    #[test]
    fn two_classes_or_none_of_the_words_are_found() {
        let twice = "CREATE TABLE a (\n  b TEXT -- [work] [identity] both\n);\n";
        let bare = "CREATE TABLE a (\n  b TEXT -- [work]\n);\n";
        assert_eq!(said(twice).len(), 1);
        assert_eq!(
            said(bare),
            ["schema.sql:2: column b is classed but not explained"]
        );
    }

    #[test]
    fn columns_cannot_hide_behind_each_other() {
        let pair = "CREATE TABLE a (\n  b TEXT, c TEXT -- [work] both\n);\n";
        assert_eq!(said(pair), ["schema.sql:2: two columns on one line"]);
        assert_eq!(said("CREATE TABLE a (b TEXT);\n").len(), 1);
    }

    #[test]
    fn a_column_after_an_index_is_not_mistaken_for_a_table() {
        let text = "CREATE INDEX a ON b (\n  c\n);\n";
        assert!(said(text).is_empty());
    }

    #[test]
    fn a_missing_schema_is_found() {
        let tree = Tree::of(&[("schema.sql", "")]);
        assert_eq!(check(&tree).len(), 1);
    }
}
