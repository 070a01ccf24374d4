//! The commands stand in five lists that three tools read; here they are held equal.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::collections::BTreeSet;
use std::path::Path;

use teren_app::dispatch::COMMANDS;

fn text(path: &str) -> String {
    std::fs::read_to_string(Path::new("../..").join(path)).unwrap()
}

fn dispatched() -> BTreeSet<String> {
    COMMANDS.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn the_windows_list_of_commands_is_the_dispatched_one() {
    let listed = text("src-tauri/commands.txt")
        .lines()
        .map(str::to_owned)
        .collect();
    assert_eq!(dispatched(), listed);
}

#[test]
fn the_window_handles_each_command() {
    let source = text("src-tauri/src/main.rs");
    let (_, handler) = source.split_once("generate_handler![").unwrap();
    let (handler, _) = handler.split_once(']').unwrap();
    let names = handler
        .split(',')
        .filter_map(|path| path.trim().rsplit_once("::"));
    let handled: BTreeSet<String> = names.map(|(_, name)| name.to_owned()).collect();
    assert_eq!(dispatched(), handled);
}

#[test]
fn the_page_is_allowed_each_command_and_none_besides() {
    let capability: serde_json::Value =
        serde_json::from_str(&text("src-tauri/capabilities/main.json")).unwrap();
    let permissions = capability.get("permissions").unwrap().as_array().unwrap();
    let names = permissions
        .iter()
        .filter_map(|name| name.as_str()?.strip_prefix("allow-"));
    let allowed: BTreeSet<String> = names.map(|name| name.replace('-', "_")).collect();
    assert_eq!(dispatched(), allowed);
}

#[test]
fn the_page_knows_each_command() {
    let door = text("ui/src/backend/backend.ts");
    for command in COMMANDS {
        assert!(door.contains(&format!("'{command}'")), "{command}");
    }
}
