//! A display: the one that is here, or a virtual one for as long as it is needed.

use std::env;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use crate::house::{Failure, House};
use crate::platform;

/// Where a window can open.
pub enum Screen {
    /// A person sits before it.
    Real,
    /// Xvfb, ended when this is dropped.
    Virtual { server: Child, display: String },
}

impl Screen {
    /// The person's display, or else a virtual one on a number the server finds free itself.
    pub fn find(house: &House) -> Result<Self, Failure> {
        if is_here(|name| env::var_os(name).is_some_and(|value| !value.is_empty())) {
            return Ok(Self::Real);
        }
        let mut command = house.program("Xvfb");
        command.args(["-displayfd", "1", "-screen", "0", "1280x900x24"]);
        command.args(["-nolisten", "tcp"]);
        let mut server = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| Failure::NotStarted("Xvfb".into(), error))?;
        let mut number = String::new();
        if let Some(said) = server.stdout.take() {
            // The end of the stream without a number is answered below.
            let _ = BufReader::new(said).read_line(&mut number);
        }
        let display = format!(":{}", number.trim());
        let screen = Self::Virtual { server, display };
        if number.trim().is_empty() {
            return Err(Failure::Said("Xvfb gave no display".into()));
        }
        Ok(screen)
    }

    /// True when nobody can see it.
    pub fn is_virtual(&self) -> bool {
        matches!(self, Self::Virtual { .. })
    }

    /// Makes the command open its windows here.
    pub fn show(&self, command: &mut Command) {
        if let Self::Virtual { display, .. } = self {
            command.env("DISPLAY", display);
            command.env("GDK_BACKEND", "x11");
        }
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        if let Self::Virtual { server, .. } = self {
            // A server that is gone already needs no ending.
            let _ = server.kill();
            let _ = server.wait();
        }
    }
}

fn is_here(set: impl Fn(&str) -> bool) -> bool {
    !platform::LINUX || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(target_os = "linux")]
    #[test]
    fn either_kind_of_display_counts() {
        assert!(is_here(|name| name == "DISPLAY"));
        assert!(is_here(|name| name == "WAYLAND_DISPLAY"));
        assert!(!is_here(|_| false));
    }
}
