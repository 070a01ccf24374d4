//! The window behind `WebKitWebDriver`: found by selector, driven by keys, photographed.

use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use fantoccini::elements::Element;
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use tokio::time::sleep;

/// Longest wait for anything on the screen.
const PATIENCE: Duration = Duration::from_secs(30);
const GLANCE: Duration = Duration::from_millis(60);
/// The driver's picture is a frame late.
const FRAME: Duration = Duration::from_millis(600);

/// One running program with its driver; both end when this is dropped, as if the battery died.
pub struct Window {
    client: Client,
    driver: Child,
    pictures: PathBuf,
}

impl Drop for Window {
    fn drop(&mut self) {
        let group = format!("-{}", self.driver.id());
        // A group that is gone already needs no ending.
        let _ended = Command::new("kill").args(["-9", "--", &group]).status();
        let _ended = self.driver.wait();
    }
}

impl Window {
    /// Opens the program with profiles in `folder`.
    pub async fn open(folder: &Path) -> Self {
        let port = free_port();
        let driver = Command::new("WebKitWebDriver")
            .arg(format!("--port={port}"))
            .env("TAURI_AUTOMATION", "true")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("TEREN_DATA_DIR", folder)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .unwrap();
        let pictures = std::env::var_os("TEREN_DEMO_DIR")
            .map_or_else(|| std::env::temp_dir().join("teren-window"), PathBuf::from);
        std::fs::create_dir_all(&pictures).unwrap();
        let client = connect(port).await;
        Self {
            client,
            driver,
            pictures,
        }
    }

    pub async fn all(&self, selector: &str) -> Vec<Element> {
        self.wait_for(selector).await;
        self.client.find_all(Locator::Css(selector)).await.unwrap()
    }

    pub async fn wait_for(&self, selector: &str) -> Element {
        let until = Instant::now() + PATIENCE;
        loop {
            if let Ok(found) = self.client.find(Locator::Css(selector)).await {
                return found;
            }
            assert!(
                Instant::now() < until,
                "no {selector} on the screen:\n{}",
                self.text().await
            );
            sleep(GLANCE).await;
        }
    }

    pub async fn wait_for_text(&self, text: &str) {
        let until = Instant::now() + PATIENCE;
        while !self.text().await.contains(text) {
            assert!(
                Instant::now() < until,
                "no “{text}” on the screen:\n{}",
                self.text().await
            );
            sleep(GLANCE).await;
        }
    }

    /// Waits until a button may be pressed.
    pub async fn wait_until(&self, selector: &str, what: &str) {
        let until = Instant::now() + PATIENCE;
        while !self
            .wait_for(selector)
            .await
            .is_enabled()
            .await
            .unwrap_or(false)
        {
            assert!(
                Instant::now() < until,
                "{what} – never:\n{}",
                self.text().await
            );
            sleep(GLANCE).await;
        }
    }

    /// Focuses a button or link and presses Enter.
    pub async fn press(&self, selector: &str) {
        self.wait_until(selector, selector).await;
        self.focus(selector, 0).await;
        self.keys("\u{e007}").await;
    }

    /// Presses the first button with these words.
    pub async fn press_text(&self, words: &str) {
        self.wait_for_text(words).await;
        let script = "const b = [...document.querySelectorAll('button, a')].find(b => b.innerText.includes(arguments[0])); b.focus();";
        self.client
            .execute(script, vec![json!(words)])
            .await
            .unwrap();
        self.keys("\u{e007}").await;
    }

    /// Ticks the n-th box of a group.
    pub async fn toggle(&self, selector: &str, place: usize) {
        self.wait_for(selector).await;
        self.focus(selector, place).await;
        self.keys(" ").await;
    }

    /// Goes to a section of the interview by the rail.
    pub async fn section(&self, section: &str) {
        self.press(&format!("[data-section={section}]")).await;
        sleep(GLANCE * 4).await;
    }

    /// Types into a field and leaves it.
    pub async fn write(&self, selector: &str, text: &str) {
        self.wait_for(selector).await.send_keys(text).await.unwrap();
    }

    /// Keys to whatever has the focus.
    pub async fn keys(&self, keys: &str) {
        self.client
            .active_element()
            .await
            .unwrap()
            .send_keys(keys)
            .await
            .unwrap();
    }

    pub async fn value(&self, selector: &str) -> String {
        self.wait_for(selector)
            .await
            .prop("value")
            .await
            .unwrap()
            .unwrap_or_default()
    }

    pub async fn picture(&self, name: &str) {
        sleep(FRAME).await;
        let picture = self.client.screenshot().await.unwrap();
        std::fs::write(self.pictures.join(format!("{name}.png")), picture).unwrap();
    }

    async fn focus(&self, selector: &str, place: usize) {
        let script = "document.querySelectorAll(arguments[0])[arguments[1]].focus();";
        self.client
            .execute(script, vec![json!(selector), json!(place)])
            .await
            .unwrap();
    }

    async fn text(&self) -> String {
        let text = self
            .client
            .execute("return document.body.innerText", Vec::new())
            .await;
        text.ok()
            .and_then(|text| text.as_str().map(str::to_owned))
            .unwrap_or_default()
    }
}

async fn connect(port: u16) -> Client {
    let options = json!({"binary": env!("CARGO_BIN_EXE_teren"), "args": []});
    let mut capabilities = Capabilities::new();
    capabilities.insert("webkitgtk:browserOptions".to_owned(), options);
    let until = Instant::now() + PATIENCE;
    loop {
        let mut builder = ClientBuilder::new(HttpConnector::new());
        match builder
            .capabilities(capabilities.clone())
            .connect(&format!("http://127.0.0.1:{port}"))
            .await
        {
            Ok(client) => return client,
            Err(error) => assert!(Instant::now() < until, "no window: {error}"),
        }
        sleep(GLANCE).await;
    }
}

fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    listener.local_addr().unwrap().port()
}
