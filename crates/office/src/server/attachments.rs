//! The path of attachments: how much is held (HEAD), more of it (PATCH at an offset), and back again (GET from an offset).

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header::RANGE;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};
use teren_ledger::wire::Refused;
use teren_store::AttachmentKey;
use teren_sync::{APPEND_BYTES, Held, UPLOAD_COMPLETE, UPLOAD_OFFSET};
use uuid::Uuid;

use super::{Door, known, more, refusal, response, token_of};

type Place = Path<(Uuid, Uuid, String)>;

/// How much of it the office holds.
pub(super) async fn held(
    State(door): State<Arc<Door>>,
    Path(place): Place,
    headers: HeaderMap,
) -> Response<Body> {
    let (Some(token), Some(key)) = (token_of(&headers), key_of(place)) else {
        return refusal(Refused::Unknown);
    };
    let known = tokio::task::spawn_blocking(move || {
        (door.office).attachment_held(&token, key, (door.clock)())
    });
    told(known.await.unwrap_or(Err(Refused::Storage)), StatusCode::OK)
}

/// Takes what comes, also of a body that is cut: a laptop on a bad line goes on from there.
pub(super) async fn append(
    State(door): State<Arc<Door>>,
    Path(place): Place,
    headers: HeaderMap,
    body: Body,
) -> Response<Body> {
    let (Some(token), Some(key)) = (token_of(&headers), key_of(place)) else {
        return refusal(Refused::Unknown);
    };
    let Some(offset) = number(&headers, UPLOAD_OFFSET) else {
        return refusal(Refused::Malformed);
    };
    // A task of its own: this one is dropped with the connection.
    let taken = tokio::spawn(async move {
        known(&door, token).await?;
        let bytes = received(body, door.patience.quiet).await?;
        let end = offset.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        let append =
            move || (door.office).append_attachment(&token, key, offset, bytes, (door.clock)());
        let held = tokio::task::spawn_blocking(append).await;
        held.unwrap_or(Err(Refused::Storage))
            .map(|held| (held, end))
    });
    match taken.await.unwrap_or(Err(Refused::Storage)) {
        Ok((held, end)) => {
            let moved = held.is_some_and(|held| held.offset == end);
            let status = if moved {
                StatusCode::OK
            } else {
                StatusCode::CONFLICT
            };
            told(Ok(held), status)
        }
        Err(refused) => refusal(refused),
    }
}

/// Bytes from the place that `Range` names on, a part at a time.
pub(super) async fn part(
    State(door): State<Arc<Door>>,
    Path(place): Place,
    headers: HeaderMap,
) -> Response<Body> {
    let (Some(token), Some(key)) = (token_of(&headers), key_of(place)) else {
        return refusal(Refused::Unknown);
    };
    let offset = headers.get(RANGE).and_then(first_byte).unwrap_or(0);
    let read = tokio::task::spawn_blocking(move || {
        (door.office).attachment_part(&token, key, offset, (door.clock)())
    });
    match read.await.unwrap_or(Err(Refused::Storage)) {
        Ok(Some(part)) => response(StatusCode::PARTIAL_CONTENT, part),
        Ok(None) => response(StatusCode::NOT_FOUND, Vec::new()),
        Err(refused) => refusal(refused),
    }
}

fn key_of((case, document, sha256): (Uuid, Uuid, String)) -> Option<AttachmentKey> {
    let bytes = data_encoding::HEXLOWER.decode(sha256.as_bytes()).ok()?;
    Some(AttachmentKey {
        case,
        document,
        sha256: bytes.try_into().ok()?,
    })
}

fn number(headers: &HeaderMap, name: &str) -> Option<u64> {
    headers.get(name)?.to_str().ok()?.parse().ok()
}

/// `bytes=5-` or `bytes=5-9`: the laptop takes as much as it gets.
fn first_byte(range: &HeaderValue) -> Option<u64> {
    let (first, _) = range
        .to_str()
        .ok()?
        .strip_prefix("bytes=")?
        .split_once('-')?;
    first.parse().ok()
}

/// The bytes of a body up to its end, or up to where it is cut.
async fn received(mut body: Body, quiet: Duration) -> Result<Vec<u8>, Refused> {
    let mut bytes = Vec::new();
    while let Ok(Some(data)) = more(&mut body, quiet).await {
        if bytes.len() + data.len() > APPEND_BYTES {
            return Err(Refused::TooLarge);
        }
        bytes.extend_from_slice(&data);
    }
    Ok(bytes)
}

fn told(held: Result<Option<Held>, Refused>, status: StatusCode) -> Response<Body> {
    match held {
        Ok(Some(held)) => {
            let mut response = response(status, Vec::new());
            let headers = response.headers_mut();
            headers.insert(UPLOAD_OFFSET, held.offset.into());
            let complete = if held.complete { "?1" } else { "?0" };
            headers.insert(UPLOAD_COMPLETE, HeaderValue::from_static(complete));
            response
        }
        Ok(None) => response(StatusCode::NOT_FOUND, Vec::new()),
        Err(refused) => refusal(refused),
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use std::net::TcpListener;
    use std::sync::{Arc, mpsc};
    use std::thread;

    use teren_sync::{AttachmentLine as _, HttpTransport, TransportError, fingerprint_of};

    use super::*;
    use crate::{Office, OfficeError, serve};

    #[test]
    fn a_busy_office_says_so_also_where_an_answer_has_no_body() {
        let folder = tempfile::tempdir().unwrap();
        let office = Office::init(&folder.path().join("office"), "konstancin", None, 0).unwrap();
        let office = Arc::new(office);
        let serving = serve(
            Arc::clone(&office),
            TcpListener::bind("127.0.0.1:0").unwrap(),
        )
        .unwrap();
        let (release, held) = mpsc::channel::<()>();
        let (started, begun) = mpsc::channel();
        let writer = Arc::clone(&office);
        let blocked = thread::spawn(move || {
            writer.work(0, move |_| {
                started.send(()).unwrap();
                // Ends when the test lets go of it.
                let _released = held.recv();
                Ok(())
            })
        });
        begun.recv().unwrap();
        // One more than the queue holds: that one hears that the office is busy.
        let (told, answers) = mpsc::channel();
        for _ in 0..=crate::writer::QUEUE {
            let (office, told) = (Arc::clone(&office), told.clone());
            thread::spawn(move || told.send(office.work(0, |_| Ok(()))));
        }
        let busy = |error: &OfficeError| matches!(error.refused(), Refused::Busy { .. });
        assert!(answers.recv().unwrap().is_err_and(|error| busy(&error)));

        let fingerprint = fingerprint_of(&office.house().certificate);
        let address = serving.address().to_string();
        let mut line = HttpTransport::to_exchange(&address, fingerprint, &[1; 32]).unwrap();
        let key = AttachmentKey {
            case: Uuid::nil(),
            document: Uuid::nil(),
            sha256: [2; 32],
        };
        let answer = line.held(&key);
        assert!(
            matches!(
                answer,
                Err(TransportError::Refused(Refused::Busy {
                    retry_after_s: 1..=4
                }))
            ),
            "{answer:?}"
        );
        drop(release);
        blocked.join().unwrap().unwrap();
        assert_eq!(
            line.held(&key),
            Err(TransportError::Refused(Refused::Unknown)),
            "a stranger hears that he is one"
        );
    }
}
