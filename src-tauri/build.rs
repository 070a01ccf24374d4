//! Puts the window's configuration and its permissions into the program.

fn main() {
    #[cfg(feature = "window")]
    window();
}

#[cfg(feature = "window")]
fn window() {
    const LIST: &str = "src-tauri/commands.txt";
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    println!("cargo:rerun-if-changed={LIST}");
    // Each command gets a permission of its own, so that the page may call just those that a capability names.
    let list = std::fs::read_to_string(LIST).unwrap_or_default().leak();
    let commands: &'static [&'static str] = list.lines().collect::<Vec<_>>().leak();
    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("./src-tauri/capabilities/**/*")
        .app_manifest(tauri_build::AppManifest::new().commands(commands));
    if let Err(error) = tauri_build::try_build(attributes) {
        println!("cargo:error=tauri: {error:#}");
    }
}
