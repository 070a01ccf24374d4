//! Lets a browser drive the real core: the page from `ui/dist` and `POST /api/<command>`, on loopback only.
//! For tests and development; never shipped.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path as UrlPath, State};
use axum::http::{StatusCode, header};
use axum::response::Response;
use axum::routing::{get, post};
use serde_json::Value;
use teren_app::App;
use teren_app::clock::SystemClock;
use teren_app::contract::{Problem, ProblemCode};
use teren_app::dispatch;

#[derive(Clone)]
struct Host {
    app: App,
    page: PathBuf,
}

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let (Some(root), Some(page)) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: teren-dev-host PROFILES_DIR PAGE_DIR [PORT]");
        return Ok(());
    };
    let port = arguments
        .next()
        .and_then(|port| port.parse().ok())
        .unwrap_or(0);
    let host = Host {
        app: App::new(Path::new(&root), Arc::new(SystemClock)),
        page: PathBuf::from(page),
    };
    let router = Router::new()
        .route("/api/{command}", post(command))
        .fallback(get(file))
        .with_state(host);
    let listener =
        tokio::net::TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await?;
    println!("http://{}", listener.local_addr()?);
    axum::serve(listener, router).await
}

async fn command(
    State(host): State<Host>,
    UrlPath(name): UrlPath<String>,
    body: String,
) -> Response {
    let arguments: Value = serde_json::from_str(&body).unwrap_or(Value::Null);
    let outcome =
        tokio::task::spawn_blocking(move || dispatch::call(&host.app, &name, arguments)).await;
    let (status, value) = match outcome.unwrap_or_else(|_| Err(Problem::of(ProblemCode::Internal)))
    {
        Ok(value) => (StatusCode::OK, value),
        Err(problem) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            serde_json::to_value(problem).unwrap_or_default(),
        ),
    };
    respond(status, "application/json", value.to_string().into_bytes())
}

async fn file(State(host): State<Host>, uri: axum::http::Uri) -> Response {
    let wanted = Path::new(uri.path().trim_start_matches('/'));
    let plain = wanted
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    let path = if plain && wanted.components().next().is_some() {
        host.page.join(wanted)
    } else {
        host.page.join("index.html")
    };
    let kind = match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    };
    match std::fs::read(&path) {
        Ok(bytes) => respond(StatusCode::OK, kind, bytes),
        Err(_) => respond(StatusCode::NOT_FOUND, "text/plain", Vec::new()),
    }
}

fn respond(status: StatusCode, kind: &'static str, bytes: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(bytes));
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, header::HeaderValue::from_static(kind));
    response
}
