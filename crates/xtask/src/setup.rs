//! What a machine needs before anything here can be built: asked for first, installed only when missing.

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::house::{Failure, House, read, run};
use crate::page;
use crate::platform;

/// A Debian or Ubuntu package and what it is needed for.
#[derive(Clone, Copy)]
struct Package {
    name: &'static str,
    purpose: &'static str,
}

const COUNT: usize = 14;

const PACKAGES: [Package; COUNT] = [
    Package {
        name: "build-essential",
        purpose: "C compiler for the encrypted database",
    },
    Package {
        name: "ca-certificates",
        purpose: "to fetch crates and packages over TLS",
    },
    Package {
        name: "chromium",
        purpose: "lets tests walk the page by keyboard and look at it",
    },
    Package {
        name: "dbus",
        purpose: "session bus for the window",
    },
    Package {
        name: "fonts-noto-core",
        purpose: "a font with Polish letters",
    },
    Package {
        name: "libasound2-dev",
        purpose: "microphone and loudspeaker for voice notes",
    },
    Package {
        name: "libgtk-3-dev",
        purpose: "the window",
    },
    Package {
        name: "librsvg2-dev",
        purpose: "the window's icons",
    },
    Package {
        name: "libssl-dev",
        purpose: "ciphers of the encrypted database",
    },
    Package {
        name: "libwebkit2gtk-4.1-dev",
        purpose: "the web view inside the window",
    },
    Package {
        name: "pkg-config",
        purpose: "finds the libraries above",
    },
    Package {
        name: "webkit2gtk-driver",
        purpose: "lets tests press keys in the real window",
    },
    Package {
        name: "xauth",
        purpose: "virtual display",
    },
    Package {
        name: "xvfb",
        purpose: "virtual display for machines without one",
    },
];

/// The oldest Node that Vite runs on.
const NODE_FLOOR: (u32, u32) = (20, 19);

/// Installs what is missing; says what and why before it does.
pub fn make_ready(house: &House) -> Result<(), Failure> {
    install_system_packages(house)?;
    check_node(house)?;
    add_rust_components(house)?;
    page::install(house)
}

fn install_system_packages(house: &House) -> Result<(), Failure> {
    if !platform::LINUX {
        println!("system packages: this is not Linux, nothing is installed here");
        return Ok(());
    }
    if !Path::new("/usr/bin/dpkg").exists() {
        println!("system packages: no dpkg here, so install by hand what your system calls:");
        println!("{}", reasons(&PACKAGES));
        return Ok(());
    }
    let packages = named_for(&fs::read_to_string("/etc/os-release").unwrap_or_default());
    let missing = missing(&packages, &status_of_packages(house, &packages)?);
    if missing.is_empty() {
        println!("system packages: all {COUNT} are here");
        return Ok(());
    }
    println!(
        "system packages to install with apt-get:\n{}",
        reasons(&missing)
    );
    let mut prefix = vec![];
    if read(house.program("id").arg("-u"))?.trim() != "0" {
        println!(
            "you are not root, so apt-get is started through sudo and may ask for your password"
        );
        prefix.push("sudo");
    }
    prefix.extend(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    run(&mut prefixed(house, &prefix, &["update"]))?;
    let mut arguments = vec!["install", "-y", "--no-install-recommends"];
    arguments.extend(missing.iter().map(|package| package.name));
    run(&mut prefixed(house, &prefix, &arguments))
}

/// The packages by the names this system gives them: Ubuntu calls Chromium otherwise.
fn named_for(os_release: &str) -> [Package; COUNT] {
    let ubuntu = os_release.lines().any(|line| line == "ID=ubuntu");
    PACKAGES.map(|package| match package.name {
        "chromium" if ubuntu => Package {
            name: "chromium-browser",
            ..package
        },
        _ => package,
    })
}

fn prefixed(house: &House, prefix: &[&str], arguments: &[&str]) -> Command {
    let mut words = prefix.iter().chain(arguments);
    let mut command = house.program(words.next().copied().unwrap_or("apt-get"));
    command.args(words);
    command
}

/// `dpkg -s` fails when even one package is unknown, and still prints the others: only its words count.
fn status_of_packages(house: &House, packages: &[Package]) -> Result<String, Failure> {
    let mut command = house.program("dpkg");
    command.env("LC_ALL", "C").arg("-s");
    command.args(packages.iter().map(|package| package.name));
    let output = command
        .output()
        .map_err(|error| Failure::NotStarted("dpkg -s".into(), error))?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The packages that `dpkg -s` does not show as installed.
fn missing(packages: &[Package], status: &str) -> Vec<Package> {
    let mut installed = vec![];
    let mut name = "";
    for line in status.lines() {
        if let Some(found) = line.strip_prefix("Package: ") {
            name = found.trim();
        } else if line == "Status: install ok installed" {
            installed.push(name);
        }
    }
    packages
        .iter()
        .filter(|package| !installed.contains(&package.name))
        .copied()
        .collect()
}

fn reasons(packages: &[Package]) -> String {
    packages
        .iter()
        .map(|package| format!("  {:<22} {}", package.name, package.purpose))
        .collect::<Vec<_>>()
        .join("\n")
}

fn check_node(house: &House) -> Result<(), Failure> {
    let (major, minor) = NODE_FLOOR;
    let wanted = format!("Node {major}.{minor} or newer with npm is needed to build the page");
    let version = read(house.program("node").arg("--version"))
        .map_err(|_| Failure::Said(format!("{wanted}; no `node` was found")))?;
    if new_enough(&version) {
        println!("node: {}", version.trim());
        Ok(())
    } else {
        let version = version.trim();
        Err(Failure::Said(format!("{wanted}; this is {version}")))
    }
}

fn new_enough(version: &str) -> bool {
    let mut numbers = version
        .trim()
        .trim_start_matches('v')
        .split('.')
        .map(|part| part.parse::<u32>());
    match (numbers.next(), numbers.next()) {
        (Some(Ok(major)), Some(Ok(minor))) => (major, minor) >= NODE_FLOOR,
        _ => false,
    }
}

/// A minimal Rust comes without the formatter and the linter; rustup brings them.
fn add_rust_components(house: &House) -> Result<(), Failure> {
    for (subcommand, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if read(&mut house.cargo(&[subcommand, "--version"])).is_err() {
            println!("rust: adding {component}, which the checks need");
            run(house
                .program("rustup")
                .args(["component", "add", component]))?;
        }
    }
    let folder = env::var_os("CARGO_TARGET_DIR").map_or("target".into(), |folder| {
        folder.to_string_lossy().into_owned()
    });
    println!("rust: formatter and linter are here, builds go to {folder}");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stanza(name: &str, status: &str) -> String {
        format!("Package: {name}\nStatus: {status}\nPriority: optional\n\n")
    }

    fn names(packages: &[Package]) -> Vec<&'static str> {
        packages.iter().map(|package| package.name).collect()
    }

    #[test]
    fn an_empty_machine_misses_every_package() {
        assert_eq!(missing(&PACKAGES, "").len(), PACKAGES.len());
    }

    #[test]
    fn an_installed_package_is_not_asked_for_again() {
        let all: String = PACKAGES
            .iter()
            .filter(|package| package.name != "xvfb")
            .map(|package| stanza(package.name, "install ok installed"))
            .collect();
        assert_eq!(names(&missing(&PACKAGES, &all)), ["xvfb"]);
    }

    #[test]
    fn a_removed_package_with_its_settings_left_is_missing() {
        let all: String = PACKAGES
            .iter()
            .map(|package| {
                let removed = package.name == "dbus";
                let status = if removed {
                    "deinstall ok config-files"
                } else {
                    "install ok installed"
                };
                stanza(package.name, status)
            })
            .collect();
        assert_eq!(names(&missing(&PACKAGES, &all)), ["dbus"]);
    }

    #[test]
    fn every_package_says_what_it_is_for() {
        let said = reasons(&PACKAGES);
        assert!(PACKAGES.iter().all(|package| !package.purpose.is_empty()));
        assert!(said.contains("xvfb                   virtual display for machines without one"));
    }

    #[test]
    fn chromium_has_its_own_name_on_ubuntu() {
        let names = |os_release: &str| named_for(os_release).map(|package| package.name);
        assert!(names("NAME=Debian\nID=debian\n").contains(&"chromium"));
        assert!(names("ID=ubuntu\nID_LIKE=debian\n").contains(&"chromium-browser"));
    }

    #[test]
    fn node_is_measured_by_major_and_minor() {
        for (version, enough) in [
            ("v20.19.0\n", true),
            ("v20.18.3", false),
            ("v18.20.0", false),
            ("v22.0.1", true),
            ("v24.11.0", true),
            ("nonsense", false),
        ] {
            assert_eq!(new_enough(version), enough, "{version}");
        }
    }
}
