//! The window: it opens the page and hands each command to one use case.
//!
//! Never here: a rule, a query, a word of the exchange, or a decision of any kind.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    match tauri::Builder::default().run(tauri::generate_context!()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("teren: the window could not be opened: {error}");
            ExitCode::FAILURE
        }
    }
}
