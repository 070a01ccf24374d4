//! What others wrote: each package under a licence that lets a public office use it, and in several versions only where it is not our
//! doing. Both are read from the lock files; nothing is asked of the internet.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use spdx::{Expression, ParseMode};

use crate::tidy::Finding;
use crate::tidy::tree::Tree;

const CARGO: &str = "Cargo.lock";
const NPM: &str = "ui/package-lock.json";

/// Licences that ask for no more than naming the author, or for the source of a changed file of theirs (MPL), or that cover fonts
/// (OFL) and tables of data.
const ALLOWED: [&str; 16] = [
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "OFL-1.1",
    "Unicode-3.0",
    "Unlicense",
    "WTFPL",
    "Zlib",
];
/// Stands for SQLite's blessing, which is no licence and asks for nothing.
const BLESSING: &str = "blessing";

/// Packages whose list of facts forgets the licence that lies beside it as a file, with that licence.
const UNNAMED: [(&str, &str); 1] = [("svelte-toolbelt", "MIT")];

/// What stands in several versions because packages of others ask for different ones, by whose doing. Ours always take the newest.
const SEVERAL: [(&str, &[&str]); 7] = [
    (
        "the window's bindings for GTK 3 and WebKit are frozen",
        &[
            "bitflags",
            "heck",
            "proc-macro-crate",
            "syn",
            "thiserror",
            "thiserror-impl",
            "toml_datetime",
            "toml_edit",
            "winnow",
        ],
    ),
    (
        "the window's builder and its phones",
        &[
            "base64",
            "hashbrown",
            "indexmap",
            "jni",
            "jni-sys",
            "schemars",
            "serde_spanned",
            "toml",
        ],
    ),
    (
        "Windows, of several generations of its bindings",
        &[
            "windows-sys",
            "windows-targets",
            "windows_aarch64_gnullvm",
            "windows_aarch64_msvc",
            "windows_i686_gnu",
            "windows_i686_msvc",
            "windows_x86_64_gnu",
            "windows_x86_64_gnullvm",
            "windows_x86_64_msvc",
        ],
    ),
    (
        "the ciphers wait for the next release of their family",
        &["chacha20", "cpufeatures", "getrandom", "r-efi", "rand_core"],
    ),
    (
        "setting papers",
        &[
            "bit-vec",
            "fancy-regex",
            "fearless_simd",
            "hayro-ccitt",
            "infer",
            "miniz_oxide",
            "quick-xml",
            "rand",
            "roxmltree",
            "strum",
            "strum_macros",
            "vello_common",
        ],
    ),
    (
        "driving a browser in the tests",
        &[
            "cookie",
            "http",
            "icu_collections",
            "icu_provider",
            "icu_segmenter",
            "icu_segmenter_data",
            "litemap",
            "tinystr",
            "writeable",
            "yoke",
            "yoke-derive",
            "zerovec",
            "zerovec-derive",
        ],
    ),
    (
        "messages, certificates and reading PDFs in the tests",
        &["embedded-io", "euclid", "nom", "synstructure"],
    ),
];
/// The same of the page's packages.
const SEVERAL_NPM: [&str; 2] = ["aria-query", "magic-string"];

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    resolve: Resolve,
}

#[derive(Deserialize)]
struct Package {
    id: String,
    name: String,
    version: String,
    license: Option<String>,
    /// None for ours.
    source: Option<String>,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    dependencies: Vec<String>,
}

#[derive(Deserialize)]
struct NpmLock {
    packages: BTreeMap<String, NpmPackage>,
}

#[derive(Deserialize)]
struct NpmPackage {
    version: Option<String>,
    license: Option<String>,
}

/// Checks the packages of both lock files.
pub fn check(metadata: &str, tree: &Tree) -> Vec<Finding> {
    let unread = |path: &str| vec![Finding::new(path, 0, "cannot be read")];
    let mut findings = match serde_json::from_str(metadata) {
        Ok(metadata) => [licences(&metadata), versions(&metadata)].concat(),
        Err(_) => unread(CARGO),
    };
    let lock = tree
        .get(NPM)
        .and_then(|lock| serde_json::from_str(lock).ok());
    findings.extend(lock.map_or_else(|| unread(NPM), |lock| page(&lock)));
    findings
}

fn licences(metadata: &Metadata) -> Vec<Finding> {
    let others = metadata.packages.iter();
    let others = others.filter(|package| package.source.is_some());
    let told = others.filter_map(|package| {
        let licence = package.license.as_deref();
        let why = refused(licence)?;
        Some(Finding::new(CARGO, 0, format!("{}: {why}", package.name)))
    });
    told.collect()
}

/// Why a package may not be used under its licence.
fn refused(licence: Option<&str>) -> Option<String> {
    let Some(licence) = licence else {
        return Some("names no licence".to_owned());
    };
    let known = licence.replace(BLESSING, "0BSD");
    let Ok(parsed) = Expression::parse_mode(&known, ParseMode::LAX) else {
        return Some(format!("its licence cannot be read: {licence}"));
    };
    let allowed = parsed.evaluate(|asked| {
        let id = asked.license.id();
        id.is_some_and(|id| ALLOWED.contains(&id.name))
    });
    (!allowed).then(|| format!("its licence is not allowed: {licence}"))
}

fn versions(metadata: &Metadata) -> Vec<Finding> {
    let mut found: BTreeMap<&str, Vec<&Package>> = BTreeMap::new();
    for package in &metadata.packages {
        if package.source.is_some() {
            found.entry(&package.name).or_default().push(package);
        }
    }
    found.retain(|_, versions| versions.len() > 1);
    let listed: BTreeSet<&str> = SEVERAL
        .iter()
        .flat_map(|(_, names)| names.iter().copied())
        .collect();
    let mut findings = compared(CARGO, found.keys().copied().collect(), &listed);
    let ours: BTreeSet<&str> = (metadata.packages.iter())
        .filter(|package| package.source.is_none())
        .map(|package| package.id.as_str())
        .collect();
    for versions in found.values() {
        let newest = versions.iter().map(|one| order(&one.version)).max();
        for old in versions
            .iter()
            .filter(|one| Some(order(&one.version)) != newest)
        {
            let asking = metadata.resolve.nodes.iter();
            let mut asking = asking.filter(|node| node.dependencies.contains(&old.id));
            if asking.any(|node| ours.contains(node.id.as_str())) {
                let said = format!("{} {}: ours take the newest", old.name, old.version);
                findings.push(Finding::new(CARGO, 0, said));
            }
        }
    }
    findings
}

/// Numbers of a version, in order.
fn order(version: &str) -> Vec<u64> {
    let plain = version.split(['+', '-']).next().unwrap_or_default();
    plain
        .split('.')
        .map(|part| part.parse().unwrap_or(0))
        .collect()
}

/// What stands in several versions and is not listed, and what is listed and stands in one.
fn compared(path: &str, found: BTreeSet<&str>, listed: &BTreeSet<&str>) -> Vec<Finding> {
    let new = found.difference(listed);
    let new = new
        .map(|name| format!("{name} stands in several versions; say why, or bring them together"));
    let stale = listed.difference(&found);
    let stale = stale.map(|name| format!("{name} stands in one version: strike it from the list"));
    let said = new.chain(stale);
    said.map(|said| Finding::new(path, 0, said)).collect()
}

fn page(lock: &NpmLock) -> Vec<Finding> {
    let mut found: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut findings = Vec::new();
    for (path, package) in &lock.packages {
        let Some((_, name)) = path.rsplit_once("node_modules/") else {
            continue;
        };
        found
            .entry(name)
            .or_default()
            .extend(package.version.as_deref());
        let named = UNNAMED.iter().find(|(unnamed, _)| *unnamed == name);
        let licence = package.license.as_deref();
        if let Some(why) = refused(licence.or(named.map(|(_, licence)| *licence))) {
            findings.push(Finding::new(NPM, 0, format!("{name}: {why}")));
        }
    }
    found.retain(|_, versions| versions.len() > 1);
    findings.extend(compared(
        NPM,
        found.into_keys().collect(),
        &SEVERAL_NPM.into(),
    ));
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_licence_is_judged_by_what_it_lets_one_choose() {
        for (licence, allowed) in [
            ("MIT", true),
            ("MIT/Apache-2.0", true),
            ("GPL-3.0-only OR MIT", true),
            ("(MIT OR Apache-2.0) AND Unicode-3.0", true),
            ("Apache-2.0 WITH LLVM-exception", true),
            ("MIT AND BSD-3-Clause AND blessing AND WTFPL", true),
            ("GPL-3.0-only", false),
            ("MIT AND AGPL-3.0-only", false),
            ("whatever you like", false),
        ] {
            assert_eq!(refused(Some(licence)).is_none(), allowed, "{licence}");
        }
        assert!(refused(None).is_some());
    }

    #[test]
    fn what_stands_twice_is_listed_and_what_is_listed_stands_twice() {
        let said = |found: &[&str]| {
            let found = found.iter().copied().collect();
            compared("x", found, &BTreeSet::from(["old", "new"])).len()
        };
        assert_eq!(said(&["old", "new"]), 0);
        assert_eq!(said(&["old", "new", "more"]), 1);
        assert_eq!(said(&["old"]), 1);
    }
}
