//! SQL stands in the open and in few places: the device's tables and migrations, the office's storage.

use crate::tidy::Finding;
use crate::tidy::source::{Source, Word, is_test_file};
use crate::tidy::tree::Tree;

/// Where statements may stand. The bench plays plain SQL as the floor it measures against; this file
/// lists how statements begin.
const ROOMS: [&str; 5] = [
    "crates/store/src/tables/",
    "crates/store/migrations/",
    "crates/office/src/storage/",
    "crates/bench/",
    "crates/xtask/src/tidy/sql.rs",
];
/// Where whole files of it may stand besides.
const FILES: [&str; 2] = ["schema.sql", "crates/office/office.sql"];
/// Opening a database needs these; they name no table.
const SETTINGS: [&str; 4] = ["PRAGMA ", "ATTACH ", "DETACH ", "VACUUM"];
const SETTINGS_ROOM: &str = "crates/store/src/";

/// How a statement begins, and what must follow somewhere.
const STATEMENTS: [(&str, &str); 14] = [
    ("SELECT ", " FROM "),
    ("INSERT ", " INTO "),
    ("REPLACE INTO ", ""),
    ("UPDATE ", " SET "),
    ("DELETE FROM ", ""),
    ("WITH ", " AS ("),
    ("CREATE TABLE ", ""),
    ("CREATE INDEX ", ""),
    ("CREATE UNIQUE INDEX ", ""),
    ("CREATE VIRTUAL TABLE ", ""),
    ("CREATE TRIGGER ", ""),
    ("CREATE VIEW ", ""),
    ("ALTER TABLE ", ""),
    ("DROP TABLE ", ""),
];

/// Looks through string literals of Rust and for `.sql` files elsewhere.
pub fn check(tree: &Tree, sources: &[Source<'_>]) -> Vec<Finding> {
    let mut findings = vec![];
    for source in sources {
        for (line, word) in &source.words {
            if let Word::Text(text) = word
                && is_misplaced(source.path, text)
            {
                let said = "SQL outside its rooms";
                findings.push(Finding::new(source.path, *line, said));
            }
        }
    }
    for (path, _) in tree.ending(".sql") {
        if !FILES.contains(&path) && !is_room(path) && !is_test_file(path) {
            findings.push(Finding::new(path, 0, "an SQL file outside its rooms"));
        }
    }
    findings
}

fn is_room(path: &str) -> bool {
    ROOMS.iter().any(|room| path.starts_with(room))
}

fn is_misplaced(path: &str, text: &str) -> bool {
    if is_room(path) {
        return false;
    }
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = format!("{} ", text.to_uppercase());
    let setting = SETTINGS.iter().any(|start| text.starts_with(start));
    let statement = STATEMENTS
        .iter()
        .any(|(start, inside)| text.starts_with(start) && text.contains(inside));
    statement || (setting && !path.starts_with(SETTINGS_ROOM))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::source::read_all;

    fn count(path: &str, text: &str) -> usize {
        let tree = Tree::of(&[(path, text)]);
        check(&tree, &read_all(&tree).0).len()
    }

    #[test]
    fn a_query_in_a_use_case_is_found_however_it_is_written() {
        for text in [
            "fn a() { q(\"SELECT id FROM cases\"); }",
            "fn a() { q(\"select id\\n  from cases\"); }",
            "fn a() { q(r#\"\n  DELETE FROM cases\"#); }",
            "const A: &str = \"PRAGMA user_version\";",
            "fn a() { q(format!(\"UPDATE {t} SET a = 1\")); }",
        ] {
            assert_eq!(count("crates/app/src/cases.rs", text), 1, "{text}");
        }
    }

    #[test]
    fn its_rooms_may_speak_it() {
        let text = "fn a() { q(\"SELECT id FROM cases\"); }";
        for path in [
            "crates/store/src/tables/cases.rs",
            "crates/office/src/storage/sqlite.rs",
            "tests/schema/main.rs",
        ] {
            assert_eq!(count(path, text), 0, "{path}");
        }
        assert_eq!(count("crates/store/src/open.rs", text), 1);
    }

    #[test]
    fn opening_a_database_may_set_it_up() {
        let text = "fn a() { q(\"PRAGMA journal_mode = WAL\"); }";
        assert_eq!(count("crates/store/src/open.rs", text), 0);
        assert_eq!(count("crates/sync/src/session.rs", text), 1);
    }

    #[test]
    fn plain_words_are_no_statements() {
        let text = "const A: &str = \"update the plan\"; const B: &str = \"with care\";";
        assert_eq!(count("crates/app/src/plan.rs", text), 0);
    }

    #[test]
    fn a_file_of_sql_has_its_places_too() {
        assert_eq!(count("schema.sql", ""), 0);
        assert_eq!(count("crates/store/migrations/0002.sql", ""), 0);
        assert_eq!(count("crates/app/src/report.sql", ""), 1);
    }
}
