//! The line in the field: HTTP over TLS pinned to the office's certificate, on a kept-alive connection.

use std::error::Error as _;
use std::sync::mpsc;
use std::time::Duration;

use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue, RANGE, RETRY_AFTER};
use reqwest::{Client, RequestBuilder, Response, StatusCode, redirect};
use teren_ledger::wire::{MESSAGE_BYTES, Refused};
use teren_store::{AttachmentKey, packet};
use tokio::sync::mpsc as jobs;
use zeroize::Zeroizing;

use crate::attachments::{AttachmentLine, Held};
use crate::pin::{Fingerprint, client_config};
use crate::transport::{Transport, TransportError};

/// Media type of every message, both ways; an answer of another type is not the office's.
pub const MEDIA_TYPE: &str = "application/vnd.teren.exchange";
/// Where rounds are posted.
pub const EXCHANGE_PATH: &str = "/v1/exchange";
/// Where attachments are, by case, document and hash.
pub const ATTACHMENTS_PATH: &str = "/v1/attachments";
/// Header that says how many bytes of an attachment are held, or for which place bytes are.
pub const UPLOAD_OFFSET: &str = "upload-offset";
/// Header that says whether all are: `?1` or `?0`.
pub const UPLOAD_COMPLETE: &str = "upload-complete";
/// Bytes of an attachment in one request or answer at the most.
pub const APPEND_BYTES: usize = 1024 * 1024;
/// A message about another centre at the most, bytes: a whole file and a few words.
pub const PARTNER_BYTES: usize = teren_store::courier::MAX_FILE + 64 * 1024;
/// Where the head asks about other centres.
pub const PARTNERS_PATH: &str = "/v1/partners";
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
    ask: Ask,
    answer: mpsc::SyncSender<Result<Answer, TransportError>>,
}

/// What is asked of the office.
enum Ask {
    Post(Vec<u8>),
    Held(AttachmentKey),
    Append(AttachmentKey, u64, Vec<u8>),
    Part(AttachmentKey, u64),
}

/// What came back.
enum Answer {
    Message(Vec<u8>),
    Held(Held),
    /// There is nothing of it for this seat.
    Nothing,
}

struct Door {
    client: Client,
    /// Of the office, without a path.
    office: String,
    path: &'static str,
    authorization: Option<HeaderValue>,
}

impl HttpTransport {
    /// The line for rounds, with the replica's bearer token. `address` is host and port.
    pub fn to_exchange(
        address: &str,
        fingerprint: Fingerprint,
        token: &[u8; 32],
    ) -> Result<Self, TransportError> {
        Self::authorized(address, EXCHANGE_PATH, fingerprint, token)
    }

    /// The line for what the head asks about other centres.
    pub fn to_partners(
        address: &str,
        fingerprint: Fingerprint,
        token: &[u8; 32],
    ) -> Result<Self, TransportError> {
        Self::authorized(address, PARTNERS_PATH, fingerprint, token)
    }

    fn authorized(
        address: &str,
        path: &'static str,
        fingerprint: Fingerprint,
        token: &[u8; 32],
    ) -> Result<Self, TransportError> {
        let hex = Zeroizing::new(data_encoding::HEXLOWER.encode(token));
        let bearer = Zeroizing::new(format!("Bearer {}", *hex));
        let mut authorization =
            HeaderValue::from_str(&bearer).map_err(|_| TransportError::Local)?;
        authorization.set_sensitive(true);
        Self::open(address, path, fingerprint, Some(authorization))
    }

    /// The line for the first message of a new laptop, which has no token yet.
    pub fn to_enrol(address: &str, fingerprint: Fingerprint) -> Result<Self, TransportError> {
        Self::open(address, ENROL_PATH, fingerprint, None)
    }

    fn open(
        address: &str,
        path: &'static str,
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
            office: format!("https://{address}"),
            path,
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

impl HttpTransport {
    fn ask(&self, ask: Ask) -> Result<Answer, TransportError> {
        let (answer, answered) = mpsc::sync_channel(1);
        let job = Job { ask, answer };
        self.jobs.send(job).map_err(|_| TransportError::Local)?;
        answered.recv().map_err(|_| TransportError::Local)?
    }
}

impl Transport for HttpTransport {
    fn exchange(&mut self, request: &[u8]) -> Result<Vec<u8>, TransportError> {
        match self.ask(Ask::Post(request.to_vec()))? {
            Answer::Message(bytes) => Ok(bytes),
            Answer::Held(_) | Answer::Nothing => Err(TransportError::NotTheOffice),
        }
    }

    fn rest(&mut self, seconds: u32) {
        std::thread::sleep(jittered(seconds, getrandom::u32().unwrap_or_default()));
    }
}

impl AttachmentLine for HttpTransport {
    fn held(&mut self, key: &AttachmentKey) -> Result<Option<Held>, TransportError> {
        held(self.ask(Ask::Held(*key))?)
    }

    fn append(
        &mut self,
        key: &AttachmentKey,
        offset: u64,
        bytes: &[u8],
    ) -> Result<Option<Held>, TransportError> {
        held(self.ask(Ask::Append(*key, offset, bytes.to_vec()))?)
    }

    fn part(
        &mut self,
        key: &AttachmentKey,
        offset: u64,
    ) -> Result<Option<Vec<u8>>, TransportError> {
        match self.ask(Ask::Part(*key, offset))? {
            Answer::Message(bytes) => Ok(Some(bytes)),
            Answer::Nothing => Ok(None),
            Answer::Held(_) => Err(TransportError::NotTheOffice),
        }
    }
}

fn held(answer: Answer) -> Result<Option<Held>, TransportError> {
    match answer {
        Answer::Held(held) => Ok(Some(held)),
        Answer::Nothing => Ok(None),
        Answer::Message(_) => Err(TransportError::NotTheOffice),
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
        let answer = door.ask(job.ask).await;
        // A caller that is gone needs no answer; the round is repeatable.
        let _gone = job.answer.send(answer);
    }
}

impl Door {
    async fn ask(&self, ask: Ask) -> Result<Answer, TransportError> {
        let ranged = matches!(ask, Ask::Part(..));
        let response = self
            .request(ask)
            .send()
            .await
            .map_err(|error| fault(&error))?;
        let ours = response
            .headers()
            .get(CONTENT_TYPE)
            .is_some_and(|found| found.as_bytes() == MEDIA_TYPE.as_bytes());
        if !ours {
            return Err(TransportError::NotTheOffice);
        }
        if let Some(held) = held_in(response.headers()) {
            return Ok(Answer::Held(held));
        }
        match response.status() {
            StatusCode::OK => Ok(Answer::Message(whole(response, self.most()).await?)),
            StatusCode::PARTIAL_CONTENT if ranged => {
                Ok(Answer::Message(what_comes(response, APPEND_BYTES).await?))
            }
            StatusCode::NOT_FOUND => Ok(Answer::Nothing),
            _ => {
                let told = refused_in(response.status(), response.headers());
                let body = whole(response, REFUSAL_BYTES).await?;
                let refused = packet::unpack::<Refused>(&body, REFUSAL_BYTES).ok();
                let refused = refused.or(told.filter(|_| body.is_empty()));
                Err(refused.map_or(TransportError::NotTheOffice, TransportError::Refused))
            }
        }
    }

    /// Bytes of one answer at the most.
    fn most(&self) -> usize {
        match self.path {
            PARTNERS_PATH => PARTNER_BYTES,
            _ => MESSAGE_BYTES,
        }
    }

    fn request(&self, ask: Ask) -> RequestBuilder {
        let client = &self.client;
        let request = match ask {
            Ask::Post(body) => client.post(self.url(None)).body(body),
            Ask::Held(key) => client.head(self.url(Some(&key))),
            Ask::Append(key, offset, body) => {
                let request = client.patch(self.url(Some(&key)));
                request.header(UPLOAD_OFFSET, offset).body(body)
            }
            Ask::Part(key, offset) => {
                let request = client.get(self.url(Some(&key)));
                request.header(RANGE, format!("bytes={offset}-"))
            }
        };
        let request = request.header(CONTENT_TYPE, MEDIA_TYPE);
        match &self.authorization {
            Some(authorization) => request.header(AUTHORIZATION, authorization.clone()),
            None => request,
        }
    }

    fn url(&self, attachment: Option<&AttachmentKey>) -> String {
        let office = &self.office;
        match attachment {
            None => format!("{office}{}", self.path),
            Some(AttachmentKey {
                case,
                document,
                sha256,
            }) => {
                let hash = data_encoding::HEXLOWER.encode(sha256);
                format!("{office}{ATTACHMENTS_PATH}/{case}/{document}/{hash}")
            }
        }
    }
}

/// What an answer says of an attachment, if it speaks of one.
fn held_in(headers: &HeaderMap) -> Option<Held> {
    let offset = headers.get(UPLOAD_OFFSET)?.to_str().ok()?.parse().ok()?;
    let complete = headers.get(UPLOAD_COMPLETE)?.as_bytes() == b"?1";
    Some(Held { offset, complete })
}

/// What the head of a refusal says: an answer to HEAD has no body to say it in.
fn refused_in(status: StatusCode, headers: &HeaderMap) -> Option<Refused> {
    Some(match status {
        StatusCode::BAD_REQUEST => Refused::Malformed,
        StatusCode::PAYLOAD_TOO_LARGE => Refused::TooLarge,
        StatusCode::UPGRADE_REQUIRED => Refused::Protocol,
        StatusCode::UNAUTHORIZED => Refused::Unknown,
        StatusCode::FORBIDDEN => Refused::Withdrawn,
        StatusCode::INSUFFICIENT_STORAGE => Refused::Storage,
        StatusCode::SERVICE_UNAVAILABLE => Refused::Busy {
            retry_after_s: headers.get(RETRY_AFTER)?.to_str().ok()?.parse().ok()?,
        },
        _ => return None,
    })
}

/// The body as far as it comes: what arrived before a cut is good.
async fn what_comes(mut response: Response, max: usize) -> Result<Vec<u8>, TransportError> {
    let mut body = Vec::new();
    loop {
        match response.chunk().await {
            Ok(Some(part)) if body.len() + part.len() > max => {
                return Err(TransportError::TooLarge);
            }
            Ok(Some(part)) => body.extend_from_slice(&part),
            Ok(None) => return Ok(body),
            Err(error) if body.is_empty() => return Err(fault(&error)),
            Err(_) => return Ok(body),
        }
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
