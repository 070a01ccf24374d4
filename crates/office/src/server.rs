//! The line to the laptops: TLS with the office's own certificate, four paths, bounded bodies. The only room here that reads the clock.

use std::future::poll_fn;
use std::net::{SocketAddr, TcpListener};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::Router;
use axum::body::{Body, Bytes, HttpBody as _};
use axum::extract::{ConnectInfo, State};
use axum::http::header::{AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderMap, Response, StatusCode};
use axum::routing::{get, post};
use axum_server::Handle;
use axum_server::tls_rustls::{RustlsConfig, from_tcp_rustls};
use hyper_util::rt::TokioTimer;
use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use teren_ledger::wire::{MESSAGE_BYTES, Refused};
use teren_store::packet;
use teren_sync::{
    ATTACHMENTS_PATH, ENROL_PATH, EXCHANGE_PATH, MEDIA_TYPE, PARTNER_BYTES, PARTNERS_PATH,
};

use crate::{Office, OfficeError};

mod attachments;
mod strangers;

use strangers::Strangers;

/// A first message is a few hundred bytes.
const FIRST_BYTES: usize = 8 * 1024;
/// Time that open rounds get to end when the server stops.
const FAREWELL: Duration = Duration::from_secs(5);

/// A running server; stops when dropped.
pub struct Serving {
    address: SocketAddr,
    handle: Handle<SocketAddr>,
    thread: Option<JoinHandle<()>>,
}

/// How long a server waits for who is silent.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// A whole first message comes in this time, and so does the head of every message.
    pub first: Duration,
    /// Somebody known may have a slow line, and something of a message comes over it in this time.
    pub quiet: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            first: Duration::from_secs(30),
            quiet: Duration::from_secs(60),
        }
    }
}

/// Where a server reads the time, milliseconds since 1970 UTC.
pub type ServerClock = Arc<dyn Fn() -> i64 + Send + Sync>;

struct Door {
    office: Arc<Office>,
    clock: ServerClock,
    patience: Patience,
    strangers: Mutex<Strangers>,
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
    serve_by(office, listener, Arc::new(now_ms), Patience::default())
}

/// The same by a clock and a patience of the caller's: for stories that take place on another day, or of silence.
pub fn serve_by(
    office: Arc<Office>,
    listener: TcpListener,
    clock: ServerClock,
    patience: Patience,
) -> Result<Serving, OfficeError> {
    let address = listener.local_addr()?;
    listener.set_nonblocking(true)?;
    let tls = RustlsConfig::from_config(Arc::new(tls_of(&office)?));
    let door = Arc::new(Door {
        office,
        clock,
        patience,
        strangers: Mutex::default(),
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
        .with_state(door)
        .into_make_service_with_connect_info::<SocketAddr>();
    let handle = Handle::new();
    let stop = handle.clone();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    let thread = std::thread::Builder::new()
        .name("office server".to_owned())
        .spawn(move || {
            let served = runtime.block_on(async {
                let mut server = from_tcp_rustls(listener, tls)?.handle(stop);
                let lines = server.http_builder();
                (lines.http1().timer(TokioTimer::new())).header_read_timeout(patience.first);
                (lines.http2().timer(TokioTimer::new())).keep_alive_interval(patience.quiet);
                server.serve(router).await
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
    let key = PrivateKeyDer::try_from(house.certificate_key.to_vec())
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

async fn exchange(State(door): State<Arc<Door>>, headers: HeaderMap, body: Body) -> Response<Body> {
    let (token, body) = match of_known(&door, &headers, body, MESSAGE_BYTES).await {
        Ok(come) => come,
        Err(refused) => return refusal(refused),
    };
    answer(move || door.office.exchange(&token, &body, (door.clock)())).await
}

async fn enrol(
    State(door): State<Arc<Door>>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    body: Body,
) -> Response<Body> {
    let address = from.ip();
    if !door.strangers(|strangers| strangers.admits(address, (door.clock)())) {
        return refusal(Refused::Busy { retry_after_s: 60 });
    }
    let Patience { first, quiet } = door.patience;
    let first = tokio::time::timeout(first, whole(body, FIRST_BYTES, quiet)).await;
    let body = match first.unwrap_or(Err(Refused::Malformed)) {
        Ok(body) => body,
        Err(refused) => return refusal(refused),
    };
    answer(move || {
        let enrolled = door.office.enrol(&body, (door.clock)());
        let ours = |refused: &Refused| matches!(refused, Refused::Busy { .. } | Refused::Storage);
        if enrolled.as_ref().is_err_and(|refused| !ours(refused)) {
            door.strangers(|strangers| strangers.was_wrong(address));
        }
        enrolled
    })
    .await
}

/// What the head asks about another centre.
async fn partners(State(door): State<Arc<Door>>, headers: HeaderMap, body: Body) -> Response<Body> {
    let (token, body) = match of_known(&door, &headers, body, PARTNER_BYTES).await {
        Ok(come) => come,
        Err(refused) => return refusal(refused),
    };
    answer(move || door.office.ask_partner(&token, &body, (door.clock)())).await
}

impl Door {
    fn strangers<T>(&self, look: impl FnOnce(&mut Strangers) -> T) -> T {
        look(
            &mut self
                .strangers
                .lock()
                .unwrap_or_else(PoisonError::into_inner),
        )
    }
}

/// Who is not known is turned away before a body of his is read.
async fn known(door: &Arc<Door>, token: [u8; 32]) -> Result<(), Refused> {
    let door = Arc::clone(door);
    let known = tokio::task::spawn_blocking(move || door.office.knows(&token)).await;
    known.unwrap_or(Err(Refused::Storage))
}

/// Token and message of somebody known.
async fn of_known(
    door: &Arc<Door>,
    headers: &HeaderMap,
    body: Body,
    most: usize,
) -> Result<([u8; 32], Vec<u8>), Refused> {
    let token = token_of(headers).ok_or(Refused::Unknown)?;
    known(door, token).await?;
    Ok((token, whole(body, most, door.patience.quiet).await?))
}

/// The next bytes of a body; `None` at its end.
async fn more(body: &mut Body, quiet: Duration) -> Result<Option<Bytes>, Refused> {
    loop {
        let frame = poll_fn(|context| Pin::new(&mut *body).poll_frame(context));
        let frame = tokio::time::timeout(quiet, frame).await;
        match frame.map_err(|_| Refused::Malformed)? {
            None => return Ok(None),
            Some(frame) => {
                if let Ok(data) = frame.map_err(|_| Refused::Malformed)?.into_data() {
                    return Ok(Some(data));
                }
            }
        }
    }
}

/// A body that came to its end and is not larger than it may be.
async fn whole(mut body: Body, most: usize, quiet: Duration) -> Result<Vec<u8>, Refused> {
    let mut bytes = Vec::new();
    while let Some(data) = more(&mut body, quiet).await? {
        if bytes.len() + data.len() > most {
            return Err(Refused::TooLarge);
        }
        bytes.extend_from_slice(&data);
    }
    Ok(bytes)
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
