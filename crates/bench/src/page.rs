//! Opening a case and a keystroke in the real page: Chromium before the loopback host of the same core, driven by a script of the page's folder.

use std::env;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::Value;
use teren_questionnaire::Form;
use uuid::Uuid;

use crate::Failure;
use crate::interview::{MEMBERS, PASSPHRASE, practice};
use crate::measure::headline;

const SCRIPT: &str = "ui/scripts/measure-page.mjs";
const DRIVER: &str = "ui/node_modules/playwright-core";
/// Of the keys, how many were painted in the very next frame.
const IN_TIME: &str = "key: in the very next frame, share";
const PAGE: &str = "ui/dist";
/// Where `cargo xtask bench` names the browser it found.
const BROWSER: &str = "TEREN_BROWSER";

pub fn measure() -> Result<(), Failure> {
    headline(&format!(
        "the real page in Chromium, part I with {MEMBERS} members"
    ));
    let browser = env::var_os(BROWSER).map(PathBuf::from);
    let (Some(browser), Some(host)) = (browser, host()) else {
        println!(
            "left out: it needs a browser named in {BROWSER} and teren-dev-host beside this program"
        );
        return Ok(());
    };
    if !(Path::new(DRIVER).exists() && Path::new(PAGE).join("index.html").exists()) {
        println!("left out: it needs the page built in {PAGE} and its packages installed");
        return Ok(());
    }
    let folder = tempfile::tempdir()?;
    let (app, document) = practice(folder.path(), &Form::part_i("2021-11-15")?)?;
    app.lock()?;
    drop(app);
    let (_host, address) = start(&host, folder.path())?;
    print(&drive(&address, &browser, document)?);
    Ok(())
}

/// The loopback host, as built beside this program.
fn host() -> Option<PathBuf> {
    let name = format!("teren-dev-host{}", env::consts::EXE_SUFFIX);
    Some(env::current_exe().ok()?.parent()?.join(name)).filter(|file| file.is_file())
}

/// A program that ends with its owner.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        // One that is gone already needs no ending.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn start(host: &Path, profiles: &Path) -> Result<(Ended, String), Failure> {
    let child = Command::new(host)
        .arg(profiles)
        .arg(PAGE)
        .stdout(Stdio::piped())
        .spawn()?;
    let mut host = Ended(child);
    let mut address = String::new();
    if let Some(said) = host.0.stdout.take() {
        BufReader::new(said).read_line(&mut address)?;
    }
    Ok((host, address.trim().to_owned()))
}

fn drive(address: &str, browser: &Path, document: Uuid) -> Result<Value, Failure> {
    let driven = Command::new("node")
        .arg(SCRIPT)
        .args([
            address,
            &browser.to_string_lossy(),
            PASSPHRASE,
            &document.to_string(),
        ])
        .stderr(Stdio::inherit())
        .output()?;
    if !driven.status.success() {
        return Err("the browser's script failed".into());
    }
    Ok(serde_json::from_slice(&driven.stdout)?)
}

fn print(measured: &Value) {
    for (name, goal) in [
        ("open: Enter to painted", "goal 50 ms"),
        ("floor: the same, bare HTML", ""),
        ("open: Enter to the whole section", ""),
        ("open: fresh page, request to painted", ""),
        ("key: input to painted", "goal p95 within a frame, 16.7 ms"),
        ("key: handlers and layout", ""),
        ("key: painting its frame", ""),
        ("change of section to painted", ""),
        ("paper view to painted", ""),
    ] {
        let at = |share: &str| {
            measured
                .get(name)
                .and_then(|figures| figures.get(share)?.as_f64())
                .unwrap_or(f64::NAN)
        };
        println!(
            "{name:<38} {:>10.3} ms   p95   {:>10.3} ms   {goal}",
            at("median"),
            at("p95")
        );
    }
    let share = measured
        .get(IN_TIME)
        .and_then(|figures| figures.get("median")?.as_f64())
        .unwrap_or(f64::NAN);
    println!("{IN_TIME:<38} {:>10.1} %", share * 100.0);
}
