//! The line to the laptops: TLS with the office's own certificate, four paths, bounded bodies. The only room here that reads the clock.

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, State};
use axum::http::header::{AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderMap, Response, StatusCode};
use axum::routing::{get, post};
use axum_server::Handle;
use axum_server::tls_rustls::{RustlsConfig, from_tcp_rustls};
use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use teren_ledger::wire::{MESSAGE_BYTES, Refused};
use teren_store::packet;
use teren_sync::{
    ATTACHMENTS_PATH, ENROL_PATH, EXCHANGE_PATH, MEDIA_TYPE, PARTNER_BYTES, PARTNERS_PATH,
};

use crate::{Office, OfficeError};

mod attachments;

/// First messages taken in one minute, over all addresses: a secret of 128 bits cannot be guessed, a queue can be filled.
const ENROLMENTS_A_MINUTE: u32 = 60;
/// Time that open rounds get to end when the server stops.
const FAREWELL: Duration = Duration::from_secs(5);

/// A running server; stops when dropped.
pub struct Serving {
    address: SocketAddr,
    handle: Handle<SocketAddr>,
    thread: Option<JoinHandle<()>>,
}

/// Where a server reads the time, milliseconds since 1970 UTC.
pub type ServerClock = Arc<dyn Fn() -> i64 + Send + Sync>;

struct Door {
    office: Arc<Office>,
    clock: ServerClock,
    minute: AtomicU64,
    enrolments: AtomicU32,
}

/// Milliseconds since 1970 UTC as this machine's clock says.
#[must_use]
pub fn now_ms() -> i64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .ok()
        .and_then(|since| i64::try_from(since.as_millis()).ok())
        .unwrap_or(0)
}

/// Serves the office on a bound listener, in threads of its own.
pub fn serve(office: Arc<Office>, listener: TcpListener) -> Result<Serving, OfficeError> {
    serve_by(office, listener, Arc::new(now_ms))
}

/// The same by a clock of the caller's: for stories that take place on another day.
pub fn serve_by(
    office: Arc<Office>,
    listener: TcpListener,
    clock: ServerClock,
) -> Result<Serving, OfficeError> {
    let address = listener.local_addr()?;
    listener.set_nonblocking(true)?;
    let tls = RustlsConfig::from_config(Arc::new(tls_of(&office)?));
    let door = Arc::new(Door {
        office,
        clock,
        minute: AtomicU64::new(0),
        enrolments: AtomicU32::new(0),
    });
    let router = Router::new()
        .route(EXCHANGE_PATH, post(exchange))
        .route(ENROL_PATH, post(enrol))
        .route(PARTNERS_PATH, post(partners))
        .route(
            &format!("{ATTACHMENTS_PATH}/{{case}}/{{document}}/{{sha256}}"),
            get(attachments::part)
                .head(attachments::held)
                .patch(attachments::append),
        )
        .layer(DefaultBodyLimit::max(MESSAGE_BYTES))
        .with_state(door);
    let handle = Handle::new();
    let stop = handle.clone();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let thread = std::thread::Builder::new()
        .name("office server".to_owned())
        .spawn(move || {
            let served = runtime.block_on(async {
                let server = from_tcp_rustls(listener, tls)?;
                server.handle(stop).serve(router.into_make_service()).await
            });
            // The listener is gone; whoever dropped the handle knows.
            let _ended = served;
        })?;
    Ok(Serving {
        address,
        handle,
        thread: Some(thread),
    })
}

impl Serving {
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns when the server has ended.
    pub fn wait(mut self) {
        if let Some(thread) = self.thread.take() {
            let _ended = thread.join();
        }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        if let Some(thread) = self.thread.take() {
            self.handle.graceful_shutdown(Some(FAREWELL));
            let _ended = thread.join();
        }
    }
}

fn tls_of(office: &Office) -> Result<ServerConfig, OfficeError> {
    let house = office.house();
    let key = PrivateKeyDer::try_from(house.certificate_key.clone())
        .map_err(|_| OfficeError::Certificate)?;
    let chain = vec![CertificateDer::from(house.certificate.clone())];
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .and_then(|config| config.with_no_client_auth().with_single_cert(chain, key))
        .map_err(|_| OfficeError::Certificate)?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

async fn exchange(
    State(door): State<Arc<Door>>,
    headers: HeaderMap,
    body: Result<Bytes, axum::extract::rejection::BytesRejection>,
) -> Response<Body> {
    let Ok(body) = body else {
        return refusal(Refused::TooLarge);
    };
    let Some(token) = token_of(&headers) else {
        return refusal(Refused::Unknown);
    };
    answer(move || door.office.exchange(&token, &body, (door.clock)())).await
}

async fn enrol(
    State(door): State<Arc<Door>>,
    body: Result<Bytes, axum::extract::rejection::BytesRejection>,
) -> Response<Body> {
    let Ok(body) = body else {
        return refusal(Refused::TooLarge);
    };
    if !door.admits((door.clock)()) {
        return refusal(Refused::Busy { retry_after_s: 60 });
    }
    answer(move || door.office.enrol(&body, (door.clock)())).await
}

/// What the head asks about another centre. Who is not known is turned away before a large body is read.
async fn partners(State(door): State<Arc<Door>>, headers: HeaderMap, body: Body) -> Response<Body> {
    let Some(token) = token_of(&headers) else {
        return refusal(Refused::Unknown);
    };
    let asked = Arc::clone(&door);
    let known = tokio::task::spawn_blocking(move || asked.office.knows(&token)).await;
    if let Err(refused) = known.unwrap_or(Err(Refused::Storage)) {
        return refusal(refused);
    }
    let Ok(body) = axum::body::to_bytes(body, PARTNER_BYTES).await else {
        return refusal(Refused::TooLarge);
    };
    answer(move || door.office.ask_partner(&token, &body, (door.clock)())).await
}

impl Door {
    /// Counts first messages by the minute.
    fn admits(&self, now_ms: i64) -> bool {
        let minute = u64::try_from(now_ms / 60_000).unwrap_or(0);
        if self.minute.swap(minute, Ordering::Relaxed) != minute {
            self.enrolments.store(0, Ordering::Relaxed);
        }
        self.enrolments.fetch_add(1, Ordering::Relaxed) < ENROLMENTS_A_MINUTE
    }
}

/// The bearer token of a replica.
fn token_of(headers: &HeaderMap) -> Option<[u8; 32]> {
    let text = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let hex = text.strip_prefix("Bearer ")?;
    let bytes = data_encoding::HEXLOWER_PERMISSIVE.decode(hex.as_bytes());
    bytes.ok()?.try_into().ok()
}

/// Works outside the threads that carry connections.
async fn answer<F>(work: F) -> Response<Body>
where
    F: FnOnce() -> Result<Vec<u8>, Refused> + Send + 'static,
{
    match tokio::task::spawn_blocking(work).await {
        Ok(Ok(bytes)) => response(StatusCode::OK, bytes),
        Ok(Err(refused)) => refusal(refused),
        Err(_) => refusal(Refused::Storage),
    }
}

const fn status_of(refused: Refused) -> StatusCode {
    match refused {
        Refused::Malformed => StatusCode::BAD_REQUEST,
        Refused::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Refused::Protocol => StatusCode::UPGRADE_REQUIRED,
        Refused::Unknown => StatusCode::UNAUTHORIZED,
        Refused::Withdrawn => StatusCode::FORBIDDEN,
        Refused::CodeExpired => StatusCode::GONE,
        Refused::CodeUsed => StatusCode::CONFLICT,
        Refused::Busy { .. } => StatusCode::SERVICE_UNAVAILABLE,
        Refused::Storage => StatusCode::INSUFFICIENT_STORAGE,
    }
}

fn refusal(refused: Refused) -> Response<Body> {
    let bytes = packet::pack(&refused).unwrap_or_default();
    let mut response = response(status_of(refused), bytes);
    if let Refused::Busy { retry_after_s } = refused {
        response
            .headers_mut()
            .insert(RETRY_AFTER, retry_after_s.into());
    }
    response
}

fn response(status: StatusCode, bytes: Vec<u8>) -> Response<Body> {
    let mut response = Response::new(Body::from(bytes));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(
        CONTENT_TYPE,
        axum::http::HeaderValue::from_static(MEDIA_TYPE),
    );
    headers.insert(
        CACHE_CONTROL,
        axum::http::HeaderValue::from_static("no-store"),
    );
    response
}
