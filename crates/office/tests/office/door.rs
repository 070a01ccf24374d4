//! Strangers at the office's door, over TLS: guesses, large bodies, a token that is good no more.

use std::io::{Read as _, Write as _, copy};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use rustls::pki_types::ServerName;
use rustls::{ClientConnection, StreamOwned};
use teren_domain::access::Role;
use teren_ledger::EnrolmentCode;
use teren_ledger::wire::Refused;
use teren_office::{Office, Patience, serve_by};
use teren_store::{AttachmentKey, packet};
use teren_sync::{
    ATTACHMENTS_PATH, AttachmentLine as _, ENROL_PATH, EXCHANGE_PATH, EnrolError, HttpTransport,
    PARTNERS_PATH, Transport as _, TransportError, client_config, enrol,
};
use uuid::Uuid;

use crate::line::{Centre, centre};
use crate::support::NOW;

/// What the office says to the head of a message whose body never comes.
fn status_before_a_body(centre: &Centre, head: &str) -> String {
    let mut line = line_to(&centre.office, centre.serving.address());
    let head = format!("{head}\r\nHost: office.example.pl\r\n\r\n");
    line.write_all(head.as_bytes()).unwrap();
    let mut status = [0; 12];
    line.read_exact(&mut status).unwrap();
    String::from_utf8(status.to_vec()).unwrap()
}

fn line_to(office: &Office, address: SocketAddr) -> StreamOwned<ClientConnection, TcpStream> {
    let mut config = client_config(office.fingerprint()).unwrap();
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    let name = ServerName::try_from("office.example.pl").unwrap();
    let tls = ClientConnection::new(Arc::new(config), name).unwrap();
    let tcp = TcpStream::connect(address).unwrap();
    tcp.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    StreamOwned::new(tls, tcp)
}

#[test]
fn who_is_not_known_is_turned_away_before_a_body_of_his_comes() {
    let centre = centre();
    let ewa = centre.laptop("Ewa Terenowska", Role::FieldWorker);
    let token = ewa.store.identity().unwrap().office.clone().unwrap().token;
    let known = data_encoding::HEXLOWER.encode(&token);
    let nil = Uuid::nil();
    let attachment = format!("{ATTACHMENTS_PATH}/{nil}/{nil}/{}", "00".repeat(32));
    let paths = [
        ("POST", EXCHANGE_PATH),
        ("POST", PARTNERS_PATH),
        ("PATCH", attachment.as_str()),
    ];
    let wrong = [
        String::new(),
        format!("Authorization: Bearer {}\r\n", "03".repeat(32)),
        format!("Authorization: Bearer {known}00\r\n"),
        format!("Authorization: Bearer {}\r\n", &known[..62]),
        format!("Authorization: {known}\r\n"),
        format!("Authorization: Basic {known}\r\n"),
    ];
    for (method, path) in paths {
        for token in &wrong {
            let head = format!(
                "{method} {path} HTTP/1.1\r\n{token}Upload-Offset: 0\r\nContent-Length: 1000000"
            );
            assert_eq!(
                status_before_a_body(&centre, &head),
                "HTTP/1.1 401",
                "{head}"
            );
        }
    }
}

#[test]
fn a_first_message_is_small() {
    let centre = centre();
    let mut line = HttpTransport::to_enrol(&centre.address(), centre.office.fingerprint()).unwrap();
    let too_large = Err(TransportError::Refused(Refused::TooLarge));
    assert_eq!(line.exchange(&[0; 20 * 1024]), too_large);
    let malformed = Err(TransportError::Refused(Refused::Malformed));
    assert_eq!(line.exchange(&[0; 4 * 1024]), malformed);
}

#[test]
fn nothing_may_follow_a_message() {
    let centre = centre();
    let mut ewa = centre.laptop("Ewa Terenowska", Role::FieldWorker);
    let request = ewa.store.request(0, 0).unwrap().request;
    let message = packet::pack(&request).unwrap();
    let mut line = ewa.line();
    let malformed = Err(TransportError::Refused(Refused::Malformed));
    assert_eq!(line.exchange(&[&message[..], b"\0"].concat()), malformed);
    let plain = postcard::to_allocvec(&request).unwrap();
    let longer = zstd::bulk::compress(&[&plain[..], b"\0"].concat(), 3).unwrap();
    assert_eq!(line.exchange(&longer), malformed);
    assert!(line.exchange(&message).is_ok());
}

/// Leads to the office from another address of this machine.
fn from_elsewhere(office: SocketAddr) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_io()
            .build()
            .unwrap();
        for near in listener.incoming() {
            let near = near.unwrap();
            let far = runtime.block_on(async {
                let socket = tokio::net::TcpSocket::new_v4().unwrap();
                socket.bind("127.0.0.2:0".parse().unwrap()).unwrap();
                socket.connect(office).await.unwrap().into_std().unwrap()
            });
            far.set_nonblocking(false).unwrap();
            let ways = [
                (near.try_clone().unwrap(), far.try_clone().unwrap()),
                (far, near),
            ];
            for (mut from, mut to) in ways {
                thread::spawn(move || {
                    // Either end may hang up.
                    let _copied = copy(&mut from, &mut to);
                    let _closed = to.shutdown(Shutdown::Write);
                });
            }
        }
    });
    address
}

#[test]
// This system gives a machine one address of its own only.
#[cfg(not(target_os = "macos"))]
fn who_guesses_codes_locks_out_himself_and_not_the_centre() {
    let centre = centre();
    let mut ewa = centre.laptop("Ewa Terenowska", Role::FieldWorker);
    let person = centre.person("Paweł Nowy", Role::FieldWorker);
    let code = centre.code(person);
    let guess = EnrolmentCode {
        secret: [3; 16],
        ..code.clone()
    };
    let mut line = HttpTransport::to_enrol(&code.address, code.fingerprint).unwrap();
    let mut tries = |code: &EnrolmentCode| {
        enrol(&mut line, code, Uuid::now_v7(), [7; 32]).map(|answer| answer.person)
    };
    let busy = Err(EnrolError::Transport(TransportError::Refused(
        Refused::Busy { retry_after_s: 60 },
    )));
    // The minute may change once meanwhile.
    assert!((0..125).any(|_| tries(&guess) == busy));
    let elsewhere = from_elsewhere(centre.serving.address()).to_string();
    let mut line = HttpTransport::to_enrol(&elsewhere, code.fingerprint).unwrap();
    let enrolled = enrol(&mut line, &code, Uuid::now_v7(), [8; 32]).unwrap();
    assert_eq!(enrolled.person, person);
    ewa.open_case("Wymyślony");
    assert_eq!(ewa.exchange().to_send, 0);
}

#[test]
fn a_whole_centre_enrols_in_one_minute_from_one_address() {
    let centre = centre();
    let person = centre.person("Ewa Terenowska", Role::FieldWorker);
    for _ in 0..70 {
        let code = centre.code(person);
        let mut line = HttpTransport::to_enrol(&code.address, code.fingerprint).unwrap();
        assert!(enrol(&mut line, &code, Uuid::now_v7(), [7; 32]).is_ok());
    }
}

#[test]
fn a_withdrawn_laptop_s_token_opens_nothing_on_any_path() {
    let centre = centre();
    let mut ewa = centre.laptop("Ewa Terenowska", Role::FieldWorker);
    let case = ewa.open_case("Wymyślony");
    ewa.exchange();
    let replica = ewa.store.identity().unwrap().replica;
    centre.office.withdraw_laptop(replica, NOW).unwrap();
    let request = ewa.store.request(0, 0).unwrap().request;
    let request = packet::pack(&request).unwrap();
    let mut line = ewa.line();
    let answer = line.exchange(&request).unwrap();
    let answer: teren_ledger::wire::Response =
        packet::unpack(&answer, teren_ledger::wire::MESSAGE_BYTES).unwrap();
    assert_eq!(answer.changes.len(), 0);
    let key = AttachmentKey {
        case,
        document: case,
        sha256: [2; 32],
    };
    assert_eq!(line.held(&key), Ok(None));
    assert_eq!(line.append(&key, 0, b"bytes"), Ok(None));
    assert_eq!(line.part(&key, 0), Ok(None));
}

#[test]
fn who_is_silent_in_the_middle_of_a_message_is_not_waited_for() {
    let centre = centre();
    let ewa = centre.laptop("Ewa Terenowska", Role::FieldWorker);
    let token = ewa.store.identity().unwrap().office.clone().unwrap().token;
    let known = data_encoding::HEXLOWER.encode(&token);
    let brief = Duration::from_millis(300);
    let patience = Patience {
        first: brief,
        quiet: brief,
    };
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let clock = Arc::new(teren_office::now_ms);
    let serving = serve_by(Arc::clone(&centre.office), listener, clock, patience).unwrap();
    let nil = Uuid::nil();
    let attachment = format!("{ATTACHMENTS_PATH}/{nil}/{nil}/{}", "00".repeat(32));
    let allowed = format!("Host: office\r\nAuthorization: Bearer {known}\r\nUpload-Offset: 0\r\n");
    let silent = [
        "POST /v1/exch".to_owned(),
        format!("POST {EXCHANGE_PATH} HTTP/1.1\r\nHost: office\r\n"),
        format!("POST {ENROL_PATH} HTTP/1.1\r\nHost: office\r\nContent-Length: 100\r\n\r\nab"),
        format!("POST {EXCHANGE_PATH} HTTP/1.1\r\n{allowed}Content-Length: 100\r\n\r\nab"),
        format!("POST {PARTNERS_PATH} HTTP/1.1\r\n{allowed}Content-Length: 100\r\n\r\n"),
        format!("PATCH {attachment} HTTP/1.1\r\n{allowed}Content-Length: 100\r\n\r\nab"),
    ];
    for said in silent {
        let mut line = line_to(&centre.office, serving.address());
        line.write_all(said.as_bytes()).unwrap();
        let mut answer = [0; 12];
        let ended = match line.read(&mut answer) {
            Ok(0) => true,
            Ok(_) => answer.starts_with(b"HTTP/1.1 4"),
            Err(error) => error.kind() == std::io::ErrorKind::UnexpectedEof,
        };
        assert!(ended, "{said}: {}", String::from_utf8_lossy(&answer));
    }
}
