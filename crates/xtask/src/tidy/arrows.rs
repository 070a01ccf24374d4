//! Which room may know which: the arrows of the house, held against Cargo's metadata.

use serde::Deserialize;

use crate::tidy::Finding;

/// A room and the rooms it may build on. Tests may look anywhere.
const ARROWS: [(&str, &[&str]); 13] = [
    ("teren-domain", &[]),
    ("teren-ledger", &[]),
    ("teren-questionnaire", &["teren-domain"]),
    ("teren-print", &["teren-questionnaire", "teren-domain"]),
    ("teren-store", &["teren-domain", "teren-ledger"]),
    ("teren-sync", &["teren-store", "teren-ledger"]),
    (
        "teren-app",
        &[
            "teren-domain",
            "teren-questionnaire",
            "teren-print",
            "teren-ledger",
            "teren-store",
            "teren-sync",
        ],
    ),
    (
        "teren-office",
        &[
            "teren-domain",
            "teren-questionnaire",
            "teren-ledger",
            "teren-store",
            "teren-sync",
        ],
    ),
    ("teren-sound", &["teren-app"]),
    ("teren", &["teren-app", "teren-sound"]),
    (
        "teren-play",
        &[
            "teren-app",
            "teren-office",
            "teren-domain",
            "teren-questionnaire",
            "teren-print",
        ],
    ),
    (
        "teren-bench",
        &[
            "teren-domain",
            "teren-questionnaire",
            "teren-print",
            "teren-ledger",
            "teren-store",
            "teren-sync",
            "teren-app",
            "teren-office",
        ],
    ),
    ("teren-xtask", &[]),
];

/// Foreign crates that belong to few rooms: the crate, its rooms.
const OWNED: [(&str, &[&str]); 8] = [
    ("rusqlite", &["teren-store", "teren-office", "teren-bench"]),
    ("tauri", &["teren"]),
    ("cpal", &["teren-sound"]),
    ("typst", &["teren-print"]),
    ("reqwest", &["teren-sync", "teren-bench"]),
    ("axum", &["teren-office", "teren-app", "teren-bench"]),
    (
        "tokio",
        &[
            "teren",
            "teren-sync",
            "teren-app",
            "teren-office",
            "teren-play",
            "teren-bench",
        ],
    ),
    (
        "getrandom",
        &["teren-store", "teren-sync", "teren-app", "teren-office"],
    ),
];

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    /// `None` is the ordinary kind; else "dev" or "build".
    kind: Option<String>,
}

/// Holds the manifests against both tables.
pub fn check(metadata: &str) -> Vec<Finding> {
    match serde_json::from_str::<Metadata>(metadata) {
        Ok(metadata) => metadata.packages.iter().flat_map(wrong_arrows).collect(),
        Err(error) => vec![Finding::new("Cargo.toml", 0, format!("metadata: {error}"))],
    }
}

fn wrong_arrows(package: &Package) -> Vec<Finding> {
    let path = manifest(&package.name);
    let Some((_, allowed)) = ARROWS.iter().find(|(room, _)| *room == package.name) else {
        let said = "a room without a row in the table of arrows";
        return vec![Finding::new(&path, 0, said)];
    };
    let mut findings = vec![];
    let builds_on = package
        .dependencies
        .iter()
        .filter(|dependency| dependency.kind.as_deref() != Some("dev"));
    for dependency in builds_on {
        let name = dependency.name.as_str();
        let ours = ARROWS.iter().any(|(room, _)| *room == name);
        if ours && !allowed.contains(&name) {
            let said = format!("{} may not depend on {name}", package.name);
            findings.push(Finding::new(&path, 0, said));
        }
        if let Some((_, rooms)) = OWNED.iter().find(|(owned, _)| *owned == name)
            && !rooms.contains(&package.name.as_str())
        {
            let said = format!("{name} belongs to {} only", rooms.join(", "));
            findings.push(Finding::new(&path, 0, said));
        }
    }
    findings
}

fn manifest(name: &str) -> String {
    match name.strip_prefix("teren-") {
        Some(folder) => format!("crates/{folder}/Cargo.toml"),
        None => String::from("Cargo.toml"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(package: &str, dependency: &str, kind: &str) -> Vec<String> {
        let metadata = format!(
            r#"{{"packages":[{{"name":"{package}","dependencies":[{{"name":"{dependency}","kind":{kind}}}]}}]}}"#
        );
        let findings = check(&metadata);
        findings.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn an_arrow_of_the_table_passes() {
        assert!(said("teren-store", "teren-ledger", "null").is_empty());
        assert!(said("teren-domain", "serde", "null").is_empty());
    }

    #[test]
    fn the_ledger_may_not_know_the_law() {
        assert_eq!(
            said("teren-ledger", "teren-domain", "null"),
            ["crates/ledger/Cargo.toml:0: teren-ledger may not depend on teren-domain"]
        );
    }

    #[test]
    fn the_window_may_not_reach_past_the_use_cases() {
        assert_eq!(said("teren", "teren-store", "\"build\"").len(), 1);
    }

    #[test]
    fn a_test_may_look_anywhere() {
        assert!(said("teren", "teren-office", "\"dev\"").is_empty());
    }

    #[test]
    fn a_pure_room_may_not_take_in_a_database_or_a_network() {
        assert_eq!(
            said("teren-questionnaire", "rusqlite", "null"),
            [
                "crates/questionnaire/Cargo.toml:0: rusqlite belongs to teren-store, teren-office, teren-bench only"
            ]
        );
        assert_eq!(said("teren-domain", "tokio", "null").len(), 1);
    }

    #[test]
    fn a_new_room_needs_a_row() {
        assert_eq!(said("teren-attic", "serde", "null").len(), 1);
    }
}
