//! The one place that knows how the developers' operating systems differ.

/// What npm is called.
pub const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };
/// Whether packages come from a Linux distribution and windows need a display server.
pub const LINUX: bool = cfg!(target_os = "linux");
