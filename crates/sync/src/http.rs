//! The line in the field: HTTP over TLS pinned to the office's certificate, on a kept-alive connection.

use std::error::Error as _;
use std::sync::mpsc;
use std::time::Duration;

use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use reqwest::{Client, Response, StatusCode, redirect};
use teren_ledger::wire::{MESSAGE_BYTES, Refused};
use teren_store::packet;
use tokio::sync::mpsc as jobs;
use zeroize::Zeroizing;

use crate::pin::{Fingerprint, client_config};
use crate::transport::{Transport, TransportError};

/// Media type of every message, both ways; an answer of another type is not the office's.
pub const MEDIA_TYPE: &str = "application/vnd.teren.exchange";
/// Where rounds are posted.
pub const EXCHANGE_PATH: &str = "/v1/exchange";
/// Where a new laptop posts its first message.
pub const ENROL_PATH: &str = "/v1/enrol";

const CONNECT: Duration = Duration::from_secs(15);
/// Longest silence within an answer.
const SILENCE: Duration = Duration::from_secs(60);
/// Longest request altogether; a slow line gets smaller batches from the session.
const WHOLE: Duration = Duration::from_secs(300);
const LONGEST_REST_MS: u64 = 60_000;
/// An encoded refusal is a few bytes.
const REFUSAL_BYTES: usize = 256;

/// One line to one office. Its runtime lives in a thread of its own, so that callers need none.
pub struct HttpTransport {
    jobs: jobs::UnboundedSender<Job>,
}

struct Job {
    body: Vec<u8>,
    answer: mpsc::SyncSender<Result<Vec<u8>, TransportError>>,
}

struct Door {
    client: Client,
    url: String,
    authorization: Option<HeaderValue>,
}

impl HttpTransport {
    /// The line for rounds, with the replica's bearer token. `address` is host and port.
    pub fn to_exchange(
        address: &str,
        fingerprint: Fingerprint,
        token: &[u8; 32],
    ) -> Result<Self, TransportError> {
        let hex = Zeroizing::new(data_encoding::HEXLOWER.encode(token));
        let bearer = Zeroizing::new(format!("Bearer {}", *hex));
        let mut authorization =
            HeaderValue::from_str(&bearer).map_err(|_| TransportError::Local)?;
        authorization.set_sensitive(true);
        Self::open(address, EXCHANGE_PATH, fingerprint, Some(authorization))
    }

    /// The line for the first message of a new laptop, which has no token yet.
    pub fn to_enrol(address: &str, fingerprint: Fingerprint) -> Result<Self, TransportError> {
        Self::open(address, ENROL_PATH, fingerprint, None)
    }

    fn open(
        address: &str,
        path: &str,
        fingerprint: Fingerprint,
        authorization: Option<HeaderValue>,
    ) -> Result<Self, TransportError> {
        let tls = client_config(fingerprint).map_err(|_| TransportError::Local)?;
        let client = Client::builder()
            .tls_backend_preconfigured(tls)
            .https_only(true)
            .no_proxy()
            .redirect(redirect::Policy::none())
            .connect_timeout(CONNECT)
            .read_timeout(SILENCE)
            .timeout(WHOLE)
            .tcp_nodelay(true)
            .build()
            .map_err(|_| TransportError::Local)?;
        let door = Door {
            client,
            url: format!("https://{address}{path}"),
            authorization,
        };
        let (jobs, waiting) = jobs::unbounded_channel();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|_| TransportError::Local)?;
        std::thread::Builder::new()
            .name("teren line".to_owned())
            .spawn(move || runtime.block_on(serve(door, waiting)))
            .map_err(|_| TransportError::Local)?;
        Ok(Self { jobs })
    }
}

impl Transport for HttpTransport {
    fn exchange(&mut self, request: &[u8]) -> Result<Vec<u8>, TransportError> {
        let (answer, answered) = mpsc::sync_channel(1);
        let job = Job {
            body: request.to_vec(),
            answer,
        };
        self.jobs.send(job).map_err(|_| TransportError::Local)?;
        answered.recv().map_err(|_| TransportError::Local)?
    }

    fn rest(&mut self, seconds: u32) {
        std::thread::sleep(jittered(seconds, getrandom::u32().unwrap_or_default()));
    }
}

/// Between the whole and one and a half of the time asked for, a minute at the most, so that five hundred laptops do not return at once.
fn jittered(seconds: u32, random: u32) -> Duration {
    let asked_ms = u64::from(seconds) * 1000;
    let extra_ms = u64::from(random) % (asked_ms / 2 + 1);
    Duration::from_millis((asked_ms + extra_ms).min(LONGEST_REST_MS))
}

async fn serve(door: Door, mut waiting: jobs::UnboundedReceiver<Job>) {
    while let Some(job) = waiting.recv().await {
        let answer = door.post(job.body).await;
        // A caller that is gone needs no answer; the round is repeatable.
        let _gone = job.answer.send(answer);
    }
}

impl Door {
    async fn post(&self, body: Vec<u8>) -> Result<Vec<u8>, TransportError> {
        let mut request = self
            .client
            .post(&self.url)
            .header(CONTENT_TYPE, MEDIA_TYPE)
            .body(body);
        if let Some(authorization) = &self.authorization {
            request = request.header(AUTHORIZATION, authorization.clone());
        }
        let response = request.send().await.map_err(|error| fault(&error))?;
        let ours = response
            .headers()
            .get(CONTENT_TYPE)
            .is_some_and(|found| found.as_bytes() == MEDIA_TYPE.as_bytes());
        if !ours {
            return Err(TransportError::NotTheOffice);
        }
        if response.status() == StatusCode::OK {
            return whole(response, MESSAGE_BYTES).await;
        }
        let body = whole(response, REFUSAL_BYTES).await?;
        let refused = packet::unpack::<Refused>(&body, REFUSAL_BYTES)
            .map_err(|_| TransportError::NotTheOffice)?;
        Err(TransportError::Refused(refused))
    }
}

async fn whole(mut response: Response, max: usize) -> Result<Vec<u8>, TransportError> {
    let mut body = Vec::new();
    while let Some(part) = response.chunk().await.map_err(|error| fault(&error))? {
        if body.len() + part.len() > max {
            return Err(TransportError::TooLarge);
        }
        body.extend_from_slice(&part);
    }
    Ok(body)
}

fn fault(error: &reqwest::Error) -> TransportError {
    match tls_fault(error) {
        Some(rustls::Error::InvalidCertificate(_)) => TransportError::WrongCertificate,
        Some(_) if error.is_connect() => TransportError::NotTheOffice,
        _ if error.is_timeout() => TransportError::TimedOut,
        _ if error.is_connect() => TransportError::Unreachable,
        _ if error.is_builder() => TransportError::Local,
        _ => TransportError::Interrupted,
    }
}

fn tls_fault(error: &reqwest::Error) -> Option<&rustls::Error> {
    let mut cause = error.source();
    while let Some(error) = cause {
        if let Some(found) = error.downcast_ref::<rustls::Error>() {
            return Some(found);
        }
        let inner = error
            .downcast_ref::<std::io::Error>()
            .and_then(std::io::Error::get_ref);
        cause = match inner {
            Some(inner) => Some(inner),
            None => error.source(),
        };
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rest_is_never_shorter_than_asked_nor_longer_than_a_minute() {
        for (seconds, random, expected_ms) in [
            (0, 7, 0),
            (2, 0, 2000),
            (2, 1000, 3000),
            (2, 1001, 2000),
            (3600, 5, 60_000),
        ] {
            assert_eq!(
                jittered(seconds, random),
                Duration::from_millis(expected_ms)
            );
        }
    }
}
