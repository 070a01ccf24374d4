//! The line to the office: who is trusted on it, and what every kind of bad answer is called.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::chaos::{Chaos, Fault};
use crate::office::{Answer, Asked, Identity, serve};
use teren_ledger::EnrolmentCode;
use teren_ledger::wire::{EnrolRequest, EnrolResponse, MESSAGE_BYTES, PROTOCOL, Refused};
use teren_store::packet;
use teren_sync::{EnrolError, HttpTransport, Transport as _, TransportError, enrol};
use uuid::Uuid;

const TOKEN: [u8; 32] = [0xAB; 32];

fn line(address: impl ToString, identity: &Identity) -> HttpTransport {
    HttpTransport::to_exchange(&address.to_string(), identity.fingerprint(), &TOKEN).unwrap()
}

#[test]
fn the_pinned_certificate_is_accepted_and_the_connection_kept() {
    let identity = Identity::new();
    let office = serve(&identity, |asked| {
        let mut answer = asked.body.clone();
        answer.reverse();
        let sound = asked.path == "/v1/exchange"
            && asked
                .headers
                .contains("content-type: application/vnd.teren.exchange")
            && asked
                .headers
                .contains(&format!("authorization: bearer {}", "ab".repeat(32)));
        Answer::ours(if sound { "200 OK" } else { "400 Bad Request" }, answer)
    });
    let mut line = line(office.address, &identity);
    assert_eq!(line.exchange(b"abc").unwrap(), b"cba");
    assert_eq!(line.exchange(b"def").unwrap(), b"fed");
    assert_eq!(office.connections.load(Ordering::SeqCst), 1);
}

#[test]
fn another_certificate_or_a_stolen_one_without_its_key_never_sees_the_request() {
    let (ours, other) = (Identity::new(), Identity::new());
    let fingerprint = ours.fingerprint();
    let thief = Identity {
        certificate: ours.certificate,
        key: Identity::new().key,
    };
    for (identity, error) in [
        (other, TransportError::WrongCertificate),
        (thief, TransportError::WrongCertificate),
    ] {
        let asked = Arc::new(AtomicUsize::new(0));
        let seen = Arc::clone(&asked);
        let office = serve(&identity, move |asked| {
            seen.fetch_add(1, Ordering::SeqCst);
            Answer::ours("200 OK", asked.body.clone())
        });
        let mut line =
            HttpTransport::to_exchange(&office.address.to_string(), fingerprint, &TOKEN).unwrap();
        assert_eq!(line.exchange(b"abc"), Err(error));
        assert_eq!(asked.load(Ordering::SeqCst), 0);
    }
}

#[test]
fn nobody_there_is_told_from_a_portal() {
    let identity = Identity::new();
    let free = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let nobody = free.local_addr().unwrap();
    drop(free);
    assert_eq!(
        line(nobody, &identity).exchange(b"abc"),
        Err(TransportError::Unreachable)
    );
    let office = serve(&identity, |asked| {
        Answer::ours("200 OK", asked.body.clone())
    });
    let chaos = Chaos::before(office.address).unwrap();
    let mut line = line(chaos.address(), &identity);
    chaos.next(Fault::Portal);
    assert_eq!(line.exchange(b"abc"), Err(TransportError::NotTheOffice));
    assert_eq!(line.exchange(b"abc").unwrap(), b"abc");
}

#[test]
fn answers_that_are_not_the_protocol_are_not_taken_for_it() {
    let moved = |asked: &Asked| Answer {
        status: "307 Temporary Redirect",
        headers: "location: /elsewhere\r\n".to_owned(),
        body: asked.path.clone().into_bytes(),
    };
    let page = |_: &Asked| Answer::of("200 OK", "text/html", b"<html>".to_vec());
    let proxy = |_: &Asked| Answer::of("502 Bad Gateway", "text/plain", Vec::new());
    let odd = |_: &Asked| Answer::ours("500 Internal Server Error", b"oops".to_vec());
    let vast = |_: &Asked| Answer::ours("200 OK", vec![0; MESSAGE_BYTES + 1]);
    let busy = |_: &Asked| {
        let refused = Refused::Busy { retry_after_s: 4 };
        Answer::ours("503 Service Unavailable", packet::pack(&refused).unwrap())
    };
    let identity = Identity::new();
    type Case = (fn(&Asked) -> Answer, TransportError);
    let cases: [Case; 6] = [
        (moved, TransportError::NotTheOffice),
        (page, TransportError::NotTheOffice),
        (proxy, TransportError::NotTheOffice),
        (odd, TransportError::NotTheOffice),
        (vast, TransportError::TooLarge),
        (
            busy,
            TransportError::Refused(Refused::Busy { retry_after_s: 4 }),
        ),
    ];
    for (answer, error) in cases {
        let office = serve(&identity, answer);
        assert_eq!(line(office.address, &identity).exchange(b"abc"), Err(error));
    }
}

#[test]
fn a_line_cut_at_any_place_is_an_error_and_the_next_try_works() {
    let identity = Identity::new();
    let office = serve(&identity, |asked| {
        Answer::ours("200 OK", asked.body.clone())
    });
    let chaos = Chaos::before(office.address).unwrap();
    let message = vec![7; 3000];
    let mut first = line(chaos.address(), &identity);
    assert_eq!(first.exchange(&message).unwrap(), message);
    let (sent, received) = chaos.carried();
    // Handshakes differ by a few bytes, so the last ones are left out.
    let places = |whole: usize| (0..whole - 32).step_by(whole / 24).chain([whole - 32]);
    let cuts = places(sent).map(Fault::CutRequest);
    let cuts = cuts.chain(places(received).map(Fault::CutResponse));
    let cuts = cuts.chain(places(received).map(Fault::TruncateResponse));
    for cut in cuts.chain([Fault::Refuse]) {
        chaos.next(cut);
        let mut line = line(chaos.address(), &identity);
        let error = line.exchange(&message).unwrap_err();
        assert!(
            error.passes() || error == TransportError::Unreachable,
            "{cut:?}: {error}"
        );
        assert_eq!(chaos.waiting(), 0, "{cut:?} happened");
        assert_eq!(line.exchange(&message).unwrap(), message, "after {cut:?}");
    }
    for slow in [Fault::Delay(Duration::from_millis(20)), Fault::Duplicate] {
        chaos.next(slow);
        let mut line = line(chaos.address(), &identity);
        assert_eq!(line.exchange(&message).unwrap(), message, "{slow:?}");
    }
}

#[test]
fn a_new_laptop_is_enrolled_with_its_code_and_told_when_the_code_was_used() {
    let identity = Identity::new();
    let used = Mutex::new(false);
    let office = serve(&identity, move |asked| {
        let request: EnrolRequest = packet::unpack(&asked.body, MESSAGE_BYTES).unwrap();
        assert_eq!(
            (asked.path.as_str(), request.secret),
            ("/v1/enrol", [5; 16])
        );
        if std::mem::replace(&mut *used.lock().unwrap(), true) {
            let refused = packet::pack(&Refused::CodeUsed).unwrap();
            return Answer::ours("410 Gone", refused);
        }
        Answer::ours("200 OK", packet::pack(&granted()).unwrap())
    });
    let code = EnrolmentCode {
        address: office.address.to_string(),
        fingerprint: identity.fingerprint(),
        secret: [5; 16],
    };
    let code = EnrolmentCode::parse(&code.text().unwrap()).unwrap();
    let mut line = HttpTransport::to_enrol(&code.address, code.fingerprint).unwrap();
    let replica = Uuid::from_u128(11);
    assert_eq!(enrol(&mut line, &code, replica, [1; 32]), Ok(granted()));
    assert_eq!(
        enrol(&mut line, &code, replica, [1; 32]),
        Err(EnrolError::Transport(TransportError::Refused(
            Refused::CodeUsed
        )))
    );
}

fn granted() -> EnrolResponse {
    EnrolResponse {
        token: TOKEN,
        person: Uuid::from_u128(1),
        person_name: "Anna Nowak".to_owned(),
        centre: Uuid::from_u128(2),
        centre_name: "Ośrodek ćwiczebny".to_owned(),
        epoch: u64::from(PROTOCOL),
        office_key: [2; 32],
        recovery_key: [3; 32],
    }
}
