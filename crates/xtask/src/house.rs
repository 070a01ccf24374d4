//! The repository's root and the programs started in it.

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::platform;

/// Why a task stopped, in words for the person who typed it.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("`{0}` could not be started: {1}")]
    NotStarted(String, std::io::Error),
    #[error("`{0}` failed ({1})")]
    Failed(String, std::process::ExitStatus),
    #[error("{0}: {1}")]
    File(PathBuf, std::io::Error),
    #[error("{0}")]
    Said(String),
}

/// The checkout this program was built from, and the cargo that runs it.
pub struct House {
    root: PathBuf,
    cargo: OsString,
}

impl House {
    /// Finds the root from where cargo says this crate lives, else from the current folder upwards.
    pub fn find() -> Result<Self, Failure> {
        let start = match env::var_os("CARGO_MANIFEST_DIR") {
            Some(folder) => PathBuf::from(folder),
            None => env::current_dir().map_err(|error| Failure::File(".".into(), error))?,
        };
        let root = start
            .ancestors()
            .find(|folder| folder.join("tauri.conf.json").is_file())
            .ok_or_else(|| Failure::Said("not inside the Teren repository".into()))?;
        Ok(Self {
            root: root.to_path_buf(),
            cargo: env::var_os("CARGO").unwrap_or_else(|| "cargo".into()),
        })
    }

    /// A path below the root, written with `/`.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// The root itself.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where `cargo build` leaves the programs of the workspace.
    pub fn programs(&self) -> PathBuf {
        env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| self.path("target"), PathBuf::from)
            .join("debug")
    }

    /// Any program, started at the root.
    ///
    /// What `cargo run` tells this program about its own crate is kept from the program: build scripts
    /// watch those variables, and would compile anew each time cargo is started from here.
    pub fn program(&self, name: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(name);
        command.current_dir(&self.root);
        for (name, _) in env::vars_os() {
            if name.to_str().is_some_and(describes_own_crate) {
                command.env_remove(name);
            }
        }
        command
    }

    /// The cargo that started this program.
    pub fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = self.program(&self.cargo);
        command.args(arguments);
        command
    }

    /// npm in the page's folder.
    pub fn npm(&self, arguments: &[&str]) -> Command {
        let mut command = self.program(platform::NPM);
        command.args(arguments).current_dir(self.path("ui"));
        command
    }
}

fn describes_own_crate(variable: &str) -> bool {
    variable.starts_with("CARGO_PKG_") || variable.starts_with("CARGO_MANIFEST_")
}

/// Runs to the end, output passed through; anything but success is a failure.
pub fn run(command: &mut Command) -> Result<(), Failure> {
    let shown = shown(command);
    let status = command
        .status()
        .map_err(|error| Failure::NotStarted(shown.clone(), error))?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure::Failed(shown, status))
    }
}

/// Runs to the end and returns what was printed; anything but success is a failure.
pub fn read(command: &mut Command) -> Result<String, Failure> {
    let shown = shown(command);
    let output = command
        .output()
        .map_err(|error| Failure::NotStarted(shown.clone(), error))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        eprint!("{}", String::from_utf8_lossy(&output.stderr));
        Err(Failure::Failed(shown, output.status))
    }
}

/// The command as a person would type it.
pub fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str());
    let mut words = vec![name.to_string_lossy().into_owned()];
    words.extend(
        command
            .get_args()
            .map(|word| word.to_string_lossy().into_owned()),
    );
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_shown_as_it_would_be_typed() {
        let mut command = Command::new("/some/where/cargo");
        command.args(["test", "--workspace"]);
        assert_eq!(shown(&command), "cargo test --workspace");
    }

    #[test]
    fn only_the_description_of_this_crate_is_kept_from_programs() {
        let kept: Vec<_> = [
            "CARGO_PKG_NAME",
            "CARGO_MANIFEST_DIR",
            "CARGO_TARGET_DIR",
            "CARGO",
            "PATH",
        ]
        .into_iter()
        .filter(|name| !describes_own_crate(name))
        .collect();
        assert_eq!(kept, ["CARGO_TARGET_DIR", "CARGO", "PATH"]);
    }
}
